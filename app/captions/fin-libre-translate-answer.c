// What a server of LibreTranslate's interface answers.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-libre-translate-answer.h"

#include "fin-json.h"
#include "fin-language.h"
#include "fin-utterance.h"

char *
fin_libre_translate_read_translation (const char *data, gsize length)
{
  g_autoptr (JsonObject) answer = fin_json_parse_object (data != NULL ? data : "", length, NULL);
  const char *text = answer != NULL ? fin_json_string (answer, "translatedText") : NULL;
  g_autofree char *clean = NULL;

  if (text == NULL || g_utf8_strlen (text, -1) > FIN_UTTERANCE_MAX)
    return NULL;

  clean = fin_utterance_clean (text);

  return clean[0] != '\0' ? g_steal_pointer (&clean) : NULL;
}

static gboolean
is_ours (const char *code)
{
  const FinLanguage *language = fin_language_lookup (code);

  return language != NULL && g_str_equal (language->code, code);
}

static void
add_targets (GHashTable *pairs, JsonObject *language)
{
  const char *from = language != NULL ? fin_json_string (language, "code") : NULL;
  g_auto (GStrv) targets = NULL;

  if (from == NULL || !is_ours (from))
    return;

  targets = fin_json_strings (language, "targets");
  for (char **to = targets; *to != NULL; to++)
    if (is_ours (*to))
      g_hash_table_add (pairs, g_strconcat (from, " ", *to, NULL));
}

GHashTable *
fin_libre_translate_read_pairs (const char *data, gsize length)
{
  /* An array is no object, which is what the house reads. */
  g_autoptr (GString) object = g_string_new ("{\"languages\":");
  g_autoptr (JsonObject) answer = NULL;
  JsonArray *list;
  GHashTable *pairs;

  g_string_append_len (object, data != NULL ? data : "", length);
  g_string_append_c (object, '}');
  answer = fin_json_parse_object (object->str, object->len, NULL);
  list = answer != NULL ? fin_json_array (answer, "languages") : NULL;
  if (list == NULL)
    return NULL;

  pairs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < json_array_get_length (list); i++)
    add_targets (pairs, fin_json_array_object (list, i));

  return pairs;
}
