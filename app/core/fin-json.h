// Reading JSON from somebody else: no lookup here ever complains, whatever the member turns out to
// be; a wrong type is as good as absent. (json-glib's own getters log criticals, which a peer
// must not be able to cause.)
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Parses @length bytes; FIN_ERROR_BAD_REQUEST when they are not UTF-8, not JSON to the letter (no
 * comments, no half of a surrogate pair), have U+0000, are nested deeper than 32, or not an object;
 * the message begins with "line N: " where that can be told.
 * (transfer full) */
JsonObject *fin_json_parse_object (const char *data, gssize length, GError **error);
/* The text of an object, compact, and UTF-8 whatever is in it. (transfer full) */
char       *fin_json_to_string    (JsonObject *object);

/* NULL when @node is NULL or no object. (transfer none) */
JsonObject *fin_json_object       (JsonNode   *node);

/* NULL when absent or of another type. (transfer none) */
const char *fin_json_string       (JsonObject *object, const char *name);
JsonObject *fin_json_member       (JsonObject *object, const char *name);
JsonArray  *fin_json_array        (JsonObject *object, const char *name);
/* @fallback when absent or of another type. */
gboolean    fin_json_boolean      (JsonObject *object, const char *name, gboolean fallback);
gint64      fin_json_integer      (JsonObject *object, const char *name, gint64   fallback);

/* A number, whole or not; FALSE, and @value as it was, when absent or of another type. */
gboolean    fin_json_number       (JsonObject *object, const char *name, double *value);

/* Elements of an array, NULL when of another type. (transfer none) */
const char *fin_json_array_string (JsonArray *array, guint i);
JsonObject *fin_json_array_object (JsonArray *array, guint i);
/* All strings of an array member (others skipped), NULL-terminated, never NULL. (transfer full) */
char      **fin_json_strings      (JsonObject *object, const char *name);

G_END_DECLS
