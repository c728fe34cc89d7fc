// Where in a procedure's file a fault is.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @place: what a fault's message begins with, names of members, `NAME[INDEX]` and ids, each followed
 * by ": ", as far as they lead. The line, from 1, on which the last of them that @json has is found;
 * @json must have been parsed before without a fault. */
guint fin_fault_line (const char *json, gssize length, const char *place);

G_END_DECLS
