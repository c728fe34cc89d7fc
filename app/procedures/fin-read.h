// Reading a procedure's file: each function gives one member of the type it must have, or says in
// FIN_ERROR_BAD_REQUEST which member is wrong and how.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <json-glib/json-glib.h>

#include "fin-condition.h"

G_BEGIN_DECLS

typedef enum {
  FIN_READ_OPTIONAL,
  FIN_READ_REQUIRED,
} FinReadNeed;

/* All outs are (transfer none) and NULL, or left as they were, when an optional member is absent. */
gboolean      fin_read_text      (JsonObject *object, const char *name, FinReadNeed need,
                                  const char **out, GError **error);
/* A step's, field's, option's or document's name: lower case, digits, `_`, 31 characters. */
gboolean      fin_read_id        (JsonObject *object, const char **out, GError **error);
/* No member but those @known, separated by spaces: a misspelt one would go for an absent one. */
gboolean      fin_read_only      (JsonObject *object, const char *known, GError **error);
/* {ca: …, es: …, en: …}, Arabic and Urdu if there; 1000 characters each. */
gboolean      fin_read_words     (JsonObject *object, const char *name, FinReadNeed need,
                                  JsonObject **out, GError **error);
/* An array of such. */
gboolean      fin_read_sentences (JsonObject *object, const char *name, JsonArray **out,
                                  GError **error);
gboolean      fin_read_object    (JsonObject *object, const char *name, FinReadNeed need,
                                  JsonObject **out, GError **error);
/* Not negative, of euros. */
gboolean      fin_read_amount    (JsonObject *object, const char *name, double *out,
                                  GError **error);
/* An array of objects. */
gboolean      fin_read_objects   (JsonObject *object, const char *name, FinReadNeed need,
                                  JsonArray **out, GError **error);
/* An optional array of texts, 300 bytes each; empty when absent. @out may be NULL. (transfer full) */
gboolean      fin_read_texts     (JsonObject *object, const char *name, char ***out, GError **error);
gboolean      fin_read_boolean   (JsonObject *object, const char *name, gboolean *out, GError **error);
gboolean      fin_read_integer   (JsonObject *object, const char *name, FinReadNeed need,
                                  gint64 *out, GError **error);
/* true, false, "always" or "if …"; @otherwise when absent. (transfer full) */
FinCondition *fin_read_condition (JsonObject *object, const char *name, gboolean otherwise,
                                  GError **error);

/* Always FALSE. */
gboolean      fin_read_fail      (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);

G_END_DECLS
