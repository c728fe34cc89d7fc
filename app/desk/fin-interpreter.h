// An interpreter of the office's who can be asked into a visit.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * FinInterpreter:
 *
 * As the office told of them once; never changes.
 */
#define FIN_TYPE_INTERPRETER (fin_interpreter_get_type ())
G_DECLARE_FINAL_TYPE (FinInterpreter, fin_interpreter, FIN, INTERPRETER, GObject)

/* (transfer full) */
FinInterpreter    *fin_interpreter_new        (JsonObject *object);
const char        *fin_interpreter_id         (FinInterpreter *self);
const char        *fin_interpreter_name       (FinInterpreter *self);
/* Languages as BCP 47 has them. (transfer none) */
const char *const *fin_interpreter_interprets (FinInterpreter *self);
/* "available", "busy" or "away". */
const char        *fin_interpreter_presence   (FinInterpreter *self);

G_END_DECLS
