// Sounds out of a dictionary, or asked of espeak-ng for all words at once, and kept.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-lexicon.h"

#include <glib/gstdio.h>

#include "fin-error.h"
#include "fin-pronunciation.h"

#define PROGRAM     "espeak-ng"
#define SECONDS_MAX 20 /* for espeak-ng, of which a thousand words take less than one */
#define KEPT_MAX    16 /* files */

gboolean
fin_lexicon_available (void)
{
  g_autofree char *program = g_find_program_in_path (PROGRAM);

  return program != NULL;
}

static const char *
voice_of (const char *language)
{
  return g_str_equal (language, "en") ? "en-us" : language;
}

/* Adds the lines of the file @known about words in @missing, and removes those from there. */
static gboolean
take_known (const char *known, GHashTable *missing, GString *dictionary, GError **error)
{
  g_autoptr (GHashTable) found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *text = NULL;
  GHashTableIter iter;
  gpointer word;

  if (!g_file_get_contents (known, &text, NULL, error))
    return FALSE;

  for (char *line = text, *end; *line != '\0'; line = end) {
    gsize length = strcspn (line, " \t(");
    g_autofree char *name = g_strndup (line, length);

    end = line + strcspn (line, "\n");
    if (g_hash_table_contains (missing, name)) {
      g_string_append_len (dictionary, line, end - line);
      g_string_append_c (dictionary, '\n');
      g_hash_table_add (found, g_steal_pointer (&name));
    }
    end += *end == '\n';
  }

  g_hash_table_iter_init (&iter, found);
  while (g_hash_table_iter_next (&iter, &word, NULL))
    g_hash_table_remove (missing, word);

  return TRUE;
}

static char *
cache_folder (void)
{
  return g_build_filename (g_get_user_cache_dir (), "finestreta", "pronunciations", NULL);
}

static int
by_age (gconstpointer a, gconstpointer b)
{
  GStatBuf one = { 0 }, other = { 0 };

  g_stat (*(const char *const *)a, &one);
  g_stat (*(const char *const *)b, &other);

  return one.st_mtime < other.st_mtime ? -1 : one.st_mtime > other.st_mtime;
}

/* The oldest go. */
static void
bound_cache (const char *folder)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (files, g_build_filename (folder, name, NULL));
  g_ptr_array_sort (files, by_age);
  for (guint i = 0; i + KEPT_MAX < files->len; i++)
    g_unlink (files->pdata[i]);
}

/* It is no trouble when it cannot be kept. */
static void
keep (const char *path, const char *ipa)
{
  g_autofree char *folder = g_path_get_dirname (path);

  if (g_mkdir_with_parents (folder, 0700) == 0 && g_file_set_contents (path, ipa, -1, NULL))
    bound_cache (folder);
}

/* Another espeak-ng may say something else. */
static char *
cache_path (const char *voice, const char *program, const char *spelt)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *folder = cache_folder ();
  GStatBuf status = { 0 };
  g_autofree char *version = NULL;

  g_stat (program, &status);
  version = g_strdup_printf ("%s %" G_GINT64_FORMAT " %" G_GINT64_FORMAT "\n", voice,
                             (gint64)status.st_size, (gint64)status.st_mtime);
  g_checksum_update (sum, (const guchar *)version, -1);
  g_checksum_update (sum, (const guchar *)spelt, -1);

  return g_build_filename (folder, g_checksum_get_string (sum), NULL);
}

typedef struct {
  GSubprocess *process;
  char *answer;
  GError *error;
  gboolean done;
} Asked;

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Asked *asked = data;

  g_subprocess_communicate_utf8_finish (G_SUBPROCESS (source), result, &asked->answer, NULL,
                                        &asked->error);
  asked->done = TRUE;
}

static gboolean
too_long_cb (gpointer data)
{
  g_subprocess_force_exit (((Asked *)data)->process);

  return G_SOURCE_REMOVE;
}

/* A line of IPA for each line of @spelt. */
static char *
ask (const char *voice, const char *program, const char *spelt, GError **error)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GSource) limit = g_timeout_source_new_seconds (SECONDS_MAX);
  g_autoptr (GSubprocess) process = NULL;
  Asked asked = { 0 };

  g_main_context_push_thread_default (context);
  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE |
                                  G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                              error, program, "-q", "--ipa", "-v", voice, NULL);
  if (process != NULL) {
    asked.process = process;
    g_source_set_callback (limit, too_long_cb, &asked, NULL);
    g_source_attach (limit, context);
    g_subprocess_communicate_utf8_async (process, spelt, NULL, answered_cb, &asked);
    while (!asked.done)
      g_main_context_iteration (context, TRUE);
    g_source_destroy (limit);
  }
  g_main_context_pop_thread_default (context);

  if (asked.error != NULL)
    g_propagate_error (error, asked.error);
  else if (process != NULL && !g_subprocess_get_successful (process)) {
    g_clear_pointer (&asked.answer, g_free);
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_FAILED, "espeak-ng did not end well");
  }

  return asked.answer;
}

static char *
ask_or_recall (const char *voice, const char *spelt, GError **error)
{
  g_autofree char *program = g_find_program_in_path (PROGRAM);
  g_autofree char *path = NULL;
  char *ipa = NULL;

  if (program == NULL) {
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_FAILED, "espeak-ng is not installed");
    return NULL;
  }

  path = cache_path (voice, program, spelt);
  if (g_file_get_contents (path, &ipa, NULL, NULL))
    return ipa;

  ipa = ask (voice, program, spelt, error);
  if (ipa != NULL)
    keep (path, ipa);

  return ipa;
}

char *
fin_lexicon_make (
    const char *language, GPtrArray *words, GPtrArray *spelt, const char *known, GError **error)
{
  g_autoptr (GHashTable) missing = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GString) dictionary = g_string_new (NULL);
  g_autoptr (GPtrArray) asked = g_ptr_array_new ();
  g_autoptr (GString) question = g_string_new (NULL);
  g_autofree char *answer = NULL;
  g_auto (GStrv) lines = NULL;

  g_return_val_if_fail (language != NULL && words != NULL && spelt != NULL, NULL);
  g_return_val_if_fail (words->len == spelt->len, NULL);

  for (guint i = 0; i < words->len; i++)
    g_hash_table_add (missing, words->pdata[i]);
  if (known != NULL && !take_known (known, missing, dictionary, error))
    return NULL;

  for (guint i = 0; i < words->len; i++)
    if (g_hash_table_contains (missing, words->pdata[i])) {
      g_ptr_array_add (asked, words->pdata[i]);
      g_string_append_printf (question, "%s\n", (const char *)spelt->pdata[i]);
    }
  if (asked->len > 0) {
    answer = ask_or_recall (voice_of (language), question->str, error);
    if (answer == NULL)
      return NULL;
    lines = g_strsplit (answer, "\n", -1);
    if (g_strv_length (lines) != asked->len + 1) {
      g_set_error_literal (error, FIN_ERROR, FIN_ERROR_FAILED, "espeak-ng told of other words");
      return NULL;
    }
  }

  for (guint i = 0; i < asked->len; i++) {
    g_autofree char *sounds = fin_pronunciation_from_ipa (lines[i]);

    if (sounds[0] != '\0')
      g_string_append_printf (dictionary, "%s %s\n", (const char *)asked->pdata[i], sounds);
  }

  return g_string_free (g_steal_pointer (&dictionary), FALSE);
}
