// The files compiled into this library, and picking a language from them.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-words.h"

#include "fin-json.h"
#include "fin-language.h"
#include "fin-procedures-resources.h"

#define PREFIX "/cat/finestreta/procedures/"

const char *
fin_words_pick (JsonObject *words, const char *language)
{
  const char *text;

  g_return_val_if_fail (words != NULL, NULL);

  text = fin_json_string (words, fin_language_code (language));

  return text != NULL ? text : fin_json_string (words, FIN_LANGUAGE_DEFAULT);
}

static JsonObject *
load (const char *name)
{
  g_autofree char *path = g_strconcat (PREFIX, name, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_resource_lookup_data (fin_procedures_get_resource (), path,
                                                     G_RESOURCE_LOOKUP_FLAGS_NONE, &error);
  JsonObject *object = NULL;

  if (bytes != NULL)
    object =
        fin_json_parse_object (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &error);
  if (object == NULL)
    g_critical ("%s: %s", path, error->message);

  return object;
}

JsonObject *
fin_words_file (const char *name)
{
  static GMutex mutex;
  static GHashTable *files = NULL;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&mutex);
  JsonObject *object;

  if (files == NULL)
    files = g_hash_table_new (g_str_hash, g_str_equal);
  if ((object = g_hash_table_lookup (files, name)) == NULL && (object = load (name)) != NULL)
    g_hash_table_insert (files, g_strdup (name), object);

  return object;
}

char *
fin_words_rule (const char *key, const char *language, ...)
{
  JsonObject *rules = fin_words_file ("rules.json");
  JsonObject *words = rules != NULL ? fin_json_member (rules, key) : NULL;
  GString *text;
  va_list arguments;
  const char *name;

  if (words == NULL)
    return NULL;

  text = g_string_new (fin_words_pick (words, language));
  va_start (arguments, language);
  while ((name = va_arg (arguments, const char *)) != NULL) {
    g_autofree char *mark = g_strdup_printf ("{%s}", name);

    g_string_replace (text, mark, va_arg (arguments, const char *), 0);
  }
  va_end (arguments);

  return g_string_free (text, FALSE);
}
