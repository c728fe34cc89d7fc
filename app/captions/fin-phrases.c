// Sentences out of lists, and words out of sentences.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-phrases.h"

#define GIVEN "given"
#define PLAIN 4    /* a sentence without lists stands for so many times less than one with */
#define SEED  2026 /* any; the same each time */

typedef struct {
  GHashTable *lists; /* name → GPtrArray of members */
  GRand *random;
} Grammar;

/* Appends @phrase with its lists filled in; FALSE when one of them is not there. */
static gboolean
fill (Grammar *grammar, const char *phrase, guint depth, GString *into)
{
  const char *open;

  while ((open = strchr (phrase, '{')) != NULL) {
    const char *close = strchr (open, '}');
    g_autofree char *name = close != NULL ? g_strndup (open + 1, close - open - 1) : NULL;
    GPtrArray *list = name != NULL ? g_hash_table_lookup (grammar->lists, name) : NULL;

    if (list == NULL || list->len == 0 || depth == 0)
      return FALSE;

    g_string_append_len (into, phrase, open - phrase);
    if (!fill (grammar, list->pdata[g_rand_int_range (grammar->random, 0, list->len)], depth - 1,
               into))
      return FALSE;
    phrase = close + 1;
  }
  g_string_append (into, phrase);

  return TRUE;
}

static void
add (Grammar *grammar, const char *phrase, guint times, GPtrArray *sentences)
{
  for (guint i = 0; i < times; i++) {
    g_autoptr (GString) sentence = g_string_new (NULL);

    if (!fill (grammar, phrase, FIN_PHRASES_DEPTH, sentence))
      return;
    g_ptr_array_add (sentences, g_string_free (g_steal_pointer (&sentence), FALSE));
  }
}

static void
read_list (Grammar *grammar, const char *line)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (g_free);
  const char *space = strchr (line, ' ');
  g_auto (GStrv) members = g_strsplit (space != NULL ? space : "", "|", -1);

  for (guint i = 0; members[i] != NULL; i++)
    if (*g_strstrip (members[i]) != '\0')
      g_ptr_array_add (list, g_strdup (members[i]));
  g_hash_table_replace (grammar->lists,
                        space != NULL ? g_strndup (line, space - line) : g_strdup (line), list);
}

/* A brace in what is given is no list. */
static void
read_given (Grammar *grammar, const char *const *given)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; given != NULL && given[i] != NULL; i++)
    g_ptr_array_add (list, g_strdelimit (g_strdup (given[i]), "{}", ' '));
  g_hash_table_replace (grammar->lists, g_strdup (GIVEN), list);
}

GPtrArray *
fin_phrases_expand (const char *text, const char *const *given, guint times)
{
  GPtrArray *sentences = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) lines = NULL;
  Grammar grammar;
  GHashTableIter iter;
  gpointer value;

  g_return_val_if_fail (text != NULL, sentences);

  grammar.lists =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
  grammar.random = g_rand_new_with_seed (SEED);
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (*g_strstrip (lines[i]) == '@')
      read_list (&grammar, lines[i] + 1);
  read_given (&grammar, given);

  for (guint i = 0; lines[i] != NULL; i++)
    if (strchr ("#@", lines[i][0]) == NULL)
      add (&grammar, lines[i], strchr (lines[i], '{') != NULL ? times : MAX (1, times / PLAIN),
           sentences);
  g_hash_table_iter_init (&iter, grammar.lists);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    for (guint i = 0; i < ((GPtrArray *)value)->len; i++)
      add (&grammar, ((GPtrArray *)value)->pdata[i], 1, sentences);

  g_hash_table_unref (grammar.lists);
  g_rand_free (grammar.random);

  return sentences;
}

static gboolean
joins (gunichar character)
{
  return character == '\'' || character == 0x2019 || character == '-' || character == 0xB7;
}

GStrv
fin_phrases_words (const char *sentence)
{
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  g_autoptr (GString) word = g_string_new (NULL);
  g_autofree char *valid = NULL;

  g_return_val_if_fail (sentence != NULL, NULL);

  valid = g_utf8_make_valid (sentence, -1);
  for (const char *at = valid;; at = g_utf8_next_char (at)) {
    gunichar character = g_utf8_get_char (at);

    if (g_unichar_isalnum (character) || g_unichar_ismark (character))
      g_string_append_unichar (word, character);
    else if (word->len > 0 && joins (character) &&
             g_unichar_isalnum (g_utf8_get_char (g_utf8_next_char (at))))
      g_string_append_unichar (word, character == 0x2019 ? '\'' : character);
    else if (word->len > 0) {
      g_strv_builder_add (words, word->str);
      g_string_truncate (word, 0);
    }
    if (character == 0)
      break;
  }

  return g_strv_builder_end (words);
}
