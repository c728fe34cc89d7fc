// Sentences to words, to a language model and a dictionary.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-office-model.h"

#include "fin-captions-resources.h"
#include "fin-lexicon.h"
#include "fin-ngram.h"
#include "fin-phrases.h"

#define RESOURCES   "/cat/finestreta/captions"
#define TIMES       48   /* a sentence with lists comes */
#define STRIDE      7919 /* a prime */
#define PHRASES_MAX 500
#define WORD_MAX    40 /* characters */

static char *
lower (const char *word, FinOfficeModel *self)
{
  char *lowered = g_utf8_strdown (word, -1);

  /* The first way it is written counts. */
  if (!g_hash_table_contains (self->spelling, lowered))
    g_hash_table_insert (self->spelling, g_strdup (lowered), g_strdup (word));

  return lowered;
}

static void
learn (FinOfficeModel *self, FinNgram *ngram, const char *sentence)
{
  g_auto (GStrv) words = fin_phrases_words (sentence);
  g_autoptr (GStrvBuilder) kept = g_strv_builder_new ();
  g_auto (GStrv) lowered = NULL;

  for (guint i = 0; words[i] != NULL; i++) {
    if (g_utf8_strlen (words[i], -1) <= WORD_MAX) {
      g_autofree char *word = lower (words[i], self);

      g_strv_builder_add (kept, word);
    }
  }
  lowered = g_strv_builder_end (kept);
  fin_ngram_add (ngram, (const char *const *)lowered);
}

static GStrv
bounded (const char *const *phrases)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; phrases != NULL && phrases[i] != NULL && i < PHRASES_MAX; i++)
    g_strv_builder_add (builder, phrases[i]);

  return g_strv_builder_end (builder);
}

FinOfficeModel *
fin_office_model_new (const char *language,
                      const char *const *phrases,
                      const char *known,
                      GError **error)
{
  g_autoptr (FinOfficeModel) self = g_new0 (FinOfficeModel, 1);
  g_autoptr (FinNgram) ngram = fin_ngram_new ();
  g_autoptr (GPtrArray) sentences = NULL;
  g_autoptr (GPtrArray) words = NULL;
  g_autoptr (GPtrArray) spelt = g_ptr_array_new ();
  g_autoptr (GBytes) text = NULL;
  g_autofree char *path = NULL;
  g_auto (GStrv) given = NULL;

  g_return_val_if_fail (language != NULL, NULL);

  self->spelling = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  path = g_strdup_printf (RESOURCES "/office.%s.txt", language);
  text = g_resource_lookup_data (fin_captions_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE,
                                 error);
  if (text == NULL)
    return NULL;

  given = bounded (phrases);
  sentences = fin_phrases_expand (g_bytes_get_data (text, NULL), (const char *const *)given, TIMES);
  /* People say one after another without a pause, too: each with one from far away. */
  for (guint i = 0; i < sentences->len; i++) {
    const char *other = sentences->pdata[(guint64)i * STRIDE % sentences->len];
    g_autofree char *both = g_strconcat (sentences->pdata[i], " ", other, NULL);

    learn (self, ngram, sentences->pdata[i]);
    learn (self, ngram, both);
  }
  self->arpa = fin_ngram_arpa (ngram);

  words = fin_ngram_words (ngram);
  for (guint i = 0; i < words->len; i++)
    g_ptr_array_add (spelt, g_hash_table_lookup (self->spelling, words->pdata[i]));
  self->dictionary = fin_lexicon_make (language, words, spelt, known, error);

  return self->dictionary != NULL ? g_steal_pointer (&self) : NULL;
}

void
fin_office_model_free (FinOfficeModel *self)
{
  g_free (self->arpa);
  g_free (self->dictionary);
  g_hash_table_unref (self->spelling);
  g_free (self);
}

char *
fin_office_model_spell (FinOfficeModel *self, const char *heard)
{
  g_auto (GStrv) words = NULL;

  g_return_val_if_fail (self != NULL && heard != NULL, NULL);

  words = g_strsplit (heard, " ", -1);
  for (guint i = 0; words[i] != NULL; i++) {
    const char *written = g_hash_table_lookup (self->spelling, words[i]);

    if (written != NULL) {
      g_free (words[i]);
      words[i] = g_strdup (written);
    }
  }

  return g_strjoinv (" ", words);
}
