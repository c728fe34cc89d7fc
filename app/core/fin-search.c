// Texts folded into words, and words found in them.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-search.h"

#include <string.h>

#define MAX_WORDS 12

static gboolean
is_l (gunichar c)
{
  return c == 'l' || c == 'L';
}

/* Catalan l·l is one sound in one word, typed as l.l or l-l where the keyboard has no middle dot.
 */
static gboolean
joins (const char *text, const char *at)
{
  gunichar c = g_utf8_get_char (at);

  return (c == 0xb7 || c == '.') && at > text && is_l (g_utf8_get_char (g_utf8_prev_char (at))) &&
         is_l (g_utf8_get_char (g_utf8_next_char (at)));
}

static void
end_word (GPtrArray *words, GString *word)
{
  if (word->len == 0)
    return;

  g_ptr_array_add (words, g_strdup (word->str));
  g_string_truncate (word, 0);
}

char **
fin_search_words (const char *text)
{
  g_autofree char *folded = NULL;
  g_autofree char *plain = NULL;
  g_autoptr (GString) word = g_string_new (NULL);
  GPtrArray *words = g_ptr_array_new ();

  g_return_val_if_fail (text != NULL, NULL);

  folded = g_utf8_casefold (text, -1);
  plain = g_utf8_normalize (folded, -1, G_NORMALIZE_ALL);
  for (const char *c = plain; c != NULL && *c != '\0'; c = g_utf8_next_char (c)) {
    gunichar letter = g_utf8_get_char (c);

    if (g_unichar_isalnum (letter))
      g_string_append_unichar (word, letter);
    else if (!g_unichar_ismark (letter) && !joins (plain, c))
      end_word (words, word);
  }
  end_word (words, word);
  g_ptr_array_add (words, NULL);

  return (char **)g_ptr_array_free (words, FALSE);
}

/* What people put around the word they look for, folded, in the three languages staff write. */
static gboolean
only_asks (const char *word)
{
  static const char *const asking[] = {
    "a",  "al",   "com",  "como", "d",    "de",    "del",   "does", "donde", "el",  "els", "en",
    "es", "esta", "goes", "go",   "how",  "i",     "is",    "l",    "la",    "las", "les", "los",
    "on", "para", "per",  "pon",  "pone", "posa",  "posar", "put",  "que",   "s",   "se",  "the",
    "to", "un",   "una",  "va",   "what", "where", "which", "y",    NULL,
  };

  return g_strv_contains (asking, word);
}

char **
fin_search_question (const char *text)
{
  g_auto (GStrv) words = fin_search_words (text);
  g_autoptr (GStrvBuilder) told = g_strv_builder_new ();
  char **question;

  for (guint i = 0, n = 0; words[i] != NULL && n < MAX_WORDS; i++)
    if (!only_asks (words[i])) {
      g_strv_builder_add (told, words[i]);
      n++;
    }

  question = g_strv_builder_end (told);
  if (question[0] != NULL)
    return question;

  g_strfreev (question);
  for (guint i = MAX_WORDS; i < g_strv_length (words); i++)
    g_clear_pointer (&words[i], g_free);

  return g_steal_pointer (&words);
}

static gboolean
begins_one (char **words, const char *start)
{
  for (guint i = 0; words[i] != NULL; i++)
    if (g_str_has_prefix (words[i], start))
      return TRUE;

  return FALSE;
}

guint
fin_search_rank (const char *const *question, const char *const *texts)
{
  guint length = question != NULL ? g_strv_length ((char **)question) : 0;
  guint found = 0;
  gboolean seen[MAX_WORDS] = { FALSE };

  g_return_val_if_fail (texts != NULL, 0);
  g_return_val_if_fail (length <= MAX_WORDS, 0);

  for (guint i = 0; length > 0 && texts[i] != NULL; i++) {
    g_auto (GStrv) words = fin_search_words (texts[i]);

    for (guint j = 0; j < length; j++)
      if (!seen[j] && begins_one (words, question[j])) {
        seen[j] = TRUE;
        found++;
      }
    if (found == length)
      return i + 1;
  }

  return 0;
}
