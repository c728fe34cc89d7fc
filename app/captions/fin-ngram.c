// Counts of one, two and three words, interpolated as Witten and Bell did: what follows a history
// is new as often as it was new before, p(w|h) = (c(h,w) + t(h) p(w|h')) / (c(h) + t(h)), t(h)
// being how many different words followed h and h' being h without its first word. So the weight of
// backing off is t(h) / (c(h) + t(h)). SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-ngram.h"

#include <math.h>

#define BEGIN   0
#define END     1
#define SPOKEN  2 /* the first of the words themselves */
#define ID_BITS 20
#define ID_MASK ((1 << ID_BITS) - 1)
#define ORDER   3
#define NEVER   -99.0 /* as ARPA files write the probability of <s> */

G_STATIC_ASSERT (FIN_NGRAM_WORDS + SPOKEN < ID_MASK);

/* What is known of one n-gram. */
typedef struct {
  guint64 key;  /* its ids, the last one in the lowest bits */
  double count; /* of it */
  double after; /* of all that followed it */
  double types; /* how many different ones */
  double probability;
} Gram;

struct _FinNgram {
  GPtrArray *words;         /* by id */
  GHashTable *ids;          /* word → id */
  GHashTable *grams[ORDER]; /* key → Gram, of one to three words */
};

static guint
id_of (FinNgram *self, const char *word)
{
  gpointer known;
  char *copy;

  if (g_hash_table_lookup_extended (self->ids, word, NULL, &known))
    return GPOINTER_TO_UINT (known);
  if (self->words->len >= FIN_NGRAM_WORDS + SPOKEN)
    return BEGIN;

  copy = g_strdup (word);
  g_ptr_array_add (self->words, copy);
  g_hash_table_insert (self->ids, copy, GUINT_TO_POINTER (self->words->len - 1));

  return self->words->len - 1;
}

static Gram *
gram_of (FinNgram *self, guint order, guint64 key)
{
  Gram *gram = g_hash_table_lookup (self->grams[order - 1], &key);

  if (gram == NULL) {
    gram = g_new0 (Gram, 1);
    gram->key = key;
    g_hash_table_insert (self->grams[order - 1], &gram->key, gram);
  }

  return gram;
}

/* The last @n ids of @key. */
static guint64
last (guint64 key, guint n)
{
  return key & (((guint64)1 << (n * ID_BITS)) - 1);
}

/* @key: of three words, of which @order count. */
static void
count (FinNgram *self, guint order, guint64 key)
{
  Gram *gram = gram_of (self, order, last (key, order));

  if (order > 1) {
    Gram *history = gram_of (self, order - 1, gram->key >> ID_BITS);

    history->after++;
    history->types += gram->count == 0;
  }
  gram->count++;
}

FinNgram *
fin_ngram_new (void)
{
  FinNgram *self = g_new0 (FinNgram, 1);

  self->words = g_ptr_array_new_with_free_func (g_free);
  self->ids = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < ORDER; i++)
    self->grams[i] = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_free);
  id_of (self, "<s>");
  id_of (self, "</s>");
  gram_of (self, 1, BEGIN);
  gram_of (self, 1, END);

  return self;
}

void
fin_ngram_free (FinNgram *self)
{
  for (guint i = 0; i < ORDER; i++)
    g_hash_table_unref (self->grams[i]);
  g_hash_table_unref (self->ids);
  g_ptr_array_unref (self->words);
  g_free (self);
}

void
fin_ngram_add (FinNgram *self, const char *const *words)
{
  guint64 key = BEGIN;
  guint heard = 0;

  g_return_if_fail (self != NULL && words != NULL);

  for (guint i = 0;; i++) {
    guint id = words[i] != NULL ? id_of (self, words[i]) : END;

    if (id == BEGIN || (id == END && words[i] != NULL))
      continue;
    if (id == END && heard == 0)
      return;

    key = last (key << ID_BITS | id, ORDER);
    for (guint order = 1; order <= MIN (ORDER, heard + 2); order++)
      count (self, order, key);
    heard++;
    if (id == END)
      return;
  }
}

GPtrArray *
fin_ngram_words (FinNgram *self)
{
  GPtrArray *words = g_ptr_array_new ();

  g_return_val_if_fail (self != NULL, words);

  for (guint i = SPOKEN; i < self->words->len; i++)
    g_ptr_array_add (words, self->words->pdata[i]);

  return words;
}

static int
by_key (gconstpointer a, gconstpointer b)
{
  const Gram *one = *(Gram *const *)a;
  const Gram *other = *(Gram *const *)b;

  return one->key < other->key ? -1 : one->key > other->key;
}

/* (transfer container) */
static GPtrArray *
sorted (FinNgram *self, guint order)
{
  GPtrArray *grams = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer gram;

  g_hash_table_iter_init (&iter, self->grams[order - 1]);
  while (g_hash_table_iter_next (&iter, NULL, &gram))
    g_ptr_array_add (grams, gram);
  g_ptr_array_sort (grams, by_key);

  return grams;
}

/* Shorter ones are estimated before longer ones. */
static void
estimate (FinNgram *self, guint order, Gram *gram, const Gram *all)
{
  double shorter = 1.0 / all->types;
  const Gram *history = all;

  if (order > 1) {
    history = gram_of (self, order - 1, gram->key >> ID_BITS);
    shorter = gram_of (self, order - 1, last (gram->key, order - 1))->probability;
  }
  gram->probability = (gram->count + history->types * shorter) / (history->after + history->types);
}

static void
write_gram (FinNgram *self, guint order, const Gram *gram, GString *arpa)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  gboolean begins = order == 1 && gram->key == BEGIN;

  g_string_append (arpa, g_ascii_formatd (number, sizeof number, "%.6f",
                                          begins ? NEVER : log10 (gram->probability)));
  for (guint i = order; i > 0; i--) {
    g_string_append_c (arpa, i == order ? '\t' : ' ');
    g_string_append (arpa, self->words->pdata[(gram->key >> ((i - 1) * ID_BITS)) & ID_MASK]);
  }
  /* What nothing follows is no history. */
  if (order < ORDER) {
    double backing = gram->types > 0 ? gram->types / (gram->after + gram->types) : 1;

    g_string_append_c (arpa, '\t');
    g_string_append (arpa, g_ascii_formatd (number, sizeof number, "%.6f", log10 (backing)));
  }
  g_string_append_c (arpa, '\n');
}

char *
fin_ngram_arpa (FinNgram *self)
{
  g_autoptr (GString) arpa = NULL;
  Gram all = { 0 };

  g_return_val_if_fail (self != NULL, NULL);

  arpa = g_string_new ("\\data\\\n");
  for (guint order = 1; order <= ORDER; order++)
    g_string_append_printf (arpa, "ngram %u=%u\n", order,
                            g_hash_table_size (self->grams[order - 1]));

  /* Any word but <s> may come when nothing is known. */
  all.types = self->words->len - 1;
  for (guint i = END; i < self->words->len; i++)
    all.after += gram_of (self, 1, i)->count;

  for (guint order = 1; order <= ORDER; order++) {
    g_autoptr (GPtrArray) grams = sorted (self, order);

    g_string_append_printf (arpa, "\n\\%u-grams:\n", order);
    for (guint i = 0; i < grams->len; i++) {
      estimate (self, order, grams->pdata[i], &all);
      write_gram (self, order, grams->pdata[i], arpa);
    }
  }
  g_string_append (arpa, "\n\\end\\\n");

  return g_string_free (g_steal_pointer (&arpa), FALSE);
}
