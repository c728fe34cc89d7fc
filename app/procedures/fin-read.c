// Typed members of a procedure's file, with errors that name the place.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-read.h"

#include <string.h>

#include "fin-error.h"
#include "fin-json.h"
#include "fin-language.h"

#define MAX_WORDS 1000
#define MAX_TEXT  300

gboolean
fin_read_fail (GError **error, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error_literal (error, FIN_ERROR, FIN_ERROR_BAD_REQUEST, message);

  return FALSE;
}

static gboolean
judge (JsonObject *object,
       const char *name,
       FinReadNeed need,
       gboolean right,
       const char *type,
       GError **error)
{
  if (!json_object_has_member (object, name))
    return need == FIN_READ_OPTIONAL || fin_read_fail (error, "%s: missing", name);

  return right || fin_read_fail (error, "%s: not %s", name, type);
}

gboolean
fin_read_text (
    JsonObject *object, const char *name, FinReadNeed need, const char **out, GError **error)
{
  *out = fin_json_string (object, name);

  return judge (object, name, need, *out != NULL, "a text", error);
}

gboolean
fin_read_id (JsonObject *object, const char **out, GError **error)
{
  if (!fin_read_text (object, "id", FIN_READ_REQUIRED, out, error))
    return FALSE;

  return g_regex_match_simple ("^[a-z][a-z0-9_]{0,30}$", *out, G_REGEX_DOLLAR_ENDONLY, 0) ||
         fin_read_fail (error, "id: «%s» is no id", *out);
}

gboolean
fin_read_object (
    JsonObject *object, const char *name, FinReadNeed need, JsonObject **out, GError **error)
{
  *out = fin_json_member (object, name);

  return judge (object, name, need, *out != NULL, "an object", error);
}

gboolean
fin_read_only (JsonObject *object, const char *known, GError **error)
{
  g_autoptr (GList) names = json_object_get_members (object);
  g_auto (GStrv) all = g_strsplit (known, " ", -1);

  for (GList *name = names; name != NULL; name = name->next)
    if (!g_strv_contains ((const char *const *)all, name->data))
      return fin_read_fail (error, "%s: no such member", (char *)name->data);

  return TRUE;
}

static gboolean
judge_words (JsonObject *words, const char *name, GError **error)
{
  static const struct {
    const char *code, *name;
  } needed[] = { { "ca", "Catalan" }, { "es", "Spanish" }, { "en", "English" } };
  g_autoptr (GList) codes = json_object_get_members (words);

  for (guint i = 0; i < G_N_ELEMENTS (needed); i++)
    if (fin_json_string (words, needed[i].code) == NULL)
      return fin_read_fail (error, "%s: not in %s", name, needed[i].name);

  for (GList *code = codes; code != NULL; code = code->next) {
    const char *text = fin_json_string (words, code->data);
    const FinLanguage *language = fin_language_lookup (code->data);

    if (language == NULL || !g_str_equal (language->code, code->data))
      return fin_read_fail (error, "%s: «%s» is no language of ours", name, (char *)code->data);
    if (text == NULL || *text == '\0' || g_utf8_strlen (text, -1) > MAX_WORDS)
      return fin_read_fail (error, "%s: %s: not a text of 1 to %d characters", name,
                            (char *)code->data, MAX_WORDS);
  }

  return TRUE;
}

gboolean
fin_read_words (
    JsonObject *object, const char *name, FinReadNeed need, JsonObject **out, GError **error)
{
  return fin_read_object (object, name, need, out, error) &&
         (*out == NULL || judge_words (*out, name, error));
}

gboolean
fin_read_sentences (JsonObject *object, const char *name, JsonArray **out, GError **error)
{
  if (!fin_read_objects (object, name, FIN_READ_OPTIONAL, out, error))
    return FALSE;

  for (guint i = 0; *out != NULL && i < json_array_get_length (*out); i++) {
    g_autofree char *place = g_strdup_printf ("%s[%u]", name, i);

    if (!judge_words (fin_json_array_object (*out, i), place, error))
      return FALSE;
  }

  return TRUE;
}

gboolean
fin_read_objects (
    JsonObject *object, const char *name, FinReadNeed need, JsonArray **out, GError **error)
{
  *out = fin_json_array (object, name);
  if (!judge (object, name, need, *out != NULL, "a list", error))
    return FALSE;

  for (guint i = 0; *out != NULL && i < json_array_get_length (*out); i++)
    if (fin_json_array_object (*out, i) == NULL)
      return fin_read_fail (error, "%s[%u]: not an object", name, i);

  return TRUE;
}

gboolean
fin_read_texts (JsonObject *object, const char *name, char ***out, GError **error)
{
  JsonArray *texts = fin_json_array (object, name);

  if (!judge (object, name, FIN_READ_OPTIONAL, texts != NULL, "a list", error))
    return FALSE;

  for (guint i = 0; texts != NULL && i < json_array_get_length (texts); i++) {
    const char *text = fin_json_array_string (texts, i);

    if (text == NULL || strlen (text) > MAX_TEXT)
      return fin_read_fail (error, "%s[%u]: not a text of up to %d bytes", name, i, MAX_TEXT);
  }
  if (out != NULL)
    *out = fin_json_strings (object, name);

  return TRUE;
}

gboolean
fin_read_boolean (JsonObject *object, const char *name, gboolean *out, GError **error)
{
  JsonNode *node = json_object_get_member (object, name);
  gboolean right = node != NULL && JSON_NODE_HOLDS_VALUE (node) &&
                   json_node_get_value_type (node) == G_TYPE_BOOLEAN;

  if (right)
    *out = json_node_get_boolean (node);

  return judge (object, name, FIN_READ_OPTIONAL, right, "true or false", error);
}

gboolean
fin_read_integer (
    JsonObject *object, const char *name, FinReadNeed need, gint64 *out, GError **error)
{
  JsonNode *node = json_object_get_member (object, name);
  gboolean right = node != NULL && JSON_NODE_HOLDS_VALUE (node) &&
                   json_node_get_value_type (node) == G_TYPE_INT64;

  if (right)
    *out = json_node_get_int (node);

  return judge (object, name, need, right, "a whole number", error);
}

gboolean
fin_read_amount (JsonObject *object, const char *name, double *out, GError **error)
{
  JsonNode *node = json_object_get_member (object, name);
  gboolean right = node != NULL && JSON_NODE_HOLDS_VALUE (node) &&
                   (json_node_get_value_type (node) == G_TYPE_INT64 ||
                    json_node_get_value_type (node) == G_TYPE_DOUBLE);

  if (right)
    *out = json_node_get_double (node);

  return judge (object, name, FIN_READ_REQUIRED, right && *out >= 0 && *out <= 1e6, "an amount",
                error);
}

FinCondition *
fin_read_condition (JsonObject *object, const char *name, gboolean otherwise, GError **error)
{
  const char *text = fin_json_string (object, name);
  FinCondition *condition;

  if (text == NULL)
    return fin_read_boolean (object, name, &otherwise, error)
               ? fin_condition_new_constant (otherwise)
               : NULL;

  if ((condition = fin_condition_parse (text, error)) == NULL)
    g_prefix_error (error, "%s: ", name);

  return condition;
}
