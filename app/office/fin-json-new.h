// JSON objects in one call: what every answer and every message is made of.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Members as "name:kind", value pairs, ended by NULL. Kinds: `s` const char * (NULL: no such
 * member), `i` gint64, `b` gboolean, `o` JsonObject * and `a` JsonArray * (both taken; NULL: no such
 * member). (transfer full) */
JsonObject *fin_json_new (const char *first, ...) G_GNUC_NULL_TERMINATED;

/* Strings as an array. (transfer full) */
JsonArray  *fin_json_array_from (const char *const *strings);

G_END_DECLS
