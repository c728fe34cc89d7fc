// Something that was looked for and found: a place of the form, or another procedure.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum {
  FIN_FOUND_FIELD,
  FIN_FOUND_DOCUMENT,
  FIN_FOUND_PROCEDURE,
} FinFoundKind;

/**
 * FinFound:
 *
 * Does not change.
 */
#define FIN_TYPE_FOUND (fin_found_get_type ())
G_DECLARE_FINAL_TYPE (FinFound, fin_found, FIN, FOUND, GObject)

/* @where and @state may be NULL. (transfer full) */
FinFound    *fin_found_new   (FinFoundKind kind, const char *id, const char *label,
                              const char *where, const char *state);
FinFoundKind fin_found_kind  (FinFound *self);
/* Of the field, the document (as `missing` has it: "document:ID") or the procedure. */
const char  *fin_found_id    (FinFound *self);
const char  *fin_found_label (FinFound *self);
/* The step it is in; of a procedure, its places that were found, a line each. NULL: nothing to say. */
const char  *fin_found_where (FinFound *self);
/* How it stands, in words; or NULL. */
const char  *fin_found_state (FinFound *self);

G_END_DECLS
