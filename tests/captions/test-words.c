// What the demonstration engine knows of the language: phrases, how they sound, and how words
// follow. SPDX-License-Identifier: GPL-3.0-or-later
#include <glib/gstdio.h>
#include <math.h>

#include "fin-lexicon.h"
#include "fin-ngram.h"
#include "fin-office-model.h"
#include "fin-phrases.h"
#include "fin-pronunciation.h"

static char *
joined (GPtrArray *sentences)
{
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint i = 0; i < sentences->len; i++)
    g_string_append_printf (all, "%s%s", i > 0 ? "; " : "", (const char *)sentences->pdata[i]);

  return g_string_free (g_steal_pointer (&all), FALSE);
}

static void
test_phrases (void)
{
  static const char *const given[] = { "Carnet {Jove}", NULL };
  static const struct {
    const char *text;
    const char *sentences;
  } cases[] = {
    { "", "" },
    { "# only a comment\nbon dia\n\n  bona tarda ", "bon dia; bona tarda" },
    { "@day dilluns\nel {day}", "el dilluns; el dilluns; dilluns" },
    { "vull el {given}", "vull el Carnet  Jove ; vull el Carnet  Jove ; Carnet  Jove " },
    /* What leads nowhere, or round and round, or does not end, is left out. */
    { "el {night}\n@none\nel {none}\nel {", "" },
    { "@a {b}\n@b {a}\n{a}", "" },
    { "@|\n@ | \n{}", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GPtrArray) sentences = fin_phrases_expand (
        cases[i].text, strstr (cases[i].text, "{given}") != NULL ? given : NULL, 2);
    g_autofree char *all = joined (sentences);

    g_assert_cmpstr (all, ==, cases[i].sentences);
  }
}

/* No member is missing, and it is the same at each run. */
static void
test_phrases_lists (void)
{
  static const char text[] =
      "@unit u | dos | tres\n@tens vint | trenta\n@number {tens}-i-{unit} | deu\nsón {number}";
  g_autoptr (GPtrArray) once = fin_phrases_expand (text, NULL, 30);
  g_autoptr (GPtrArray) twice = fin_phrases_expand (text, NULL, 30);
  g_autofree char *one = joined (once);
  g_autofree char *other = joined (twice);

  g_assert_cmpstr (one, ==, other);
  g_assert_cmpuint (once->len, ==, 30 + 3 + 2 + 2);
  g_assert_nonnull (strstr (one, "són deu"));
  g_assert_nonnull (strstr (one, "són vint-i-dos"));
  g_assert_nonnull (strstr (one, "són trenta-i-tres"));
}

static void
test_phrases_words (void)
{
  static const struct {
    const char *sentence;
    const char *words;
  } cases[] = {
    { "", "" },
    { " ¿Qué, dice? ", "Qué|dice" },
    { "l’oficina d'idCAT - Sol·licitud", "l'oficina|d'idCAT|Sol·licitud" },
    { "'vint-i-dos' (2) - a·", "vint-i-dos|2|a" },
    { "بطاقة (Carnet)", "بطاقة|Carnet" },
    { "a\xFF"
      "b <s> </s>",
      "a|b|s|s" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_auto (GStrv) words = fin_phrases_words (cases[i].sentence);
    g_autofree char *all = g_strjoinv ("|", words);

    g_assert_cmpstr (all, ==, cases[i].words);
  }
}

static void
test_pronunciation (void)
{
  static const struct {
    const char *ipa;
    const char *sounds;
  } cases[] = {
    { "", "" },
    { "bˈon", "B OW N" },
    { "dˌeˌeneˈi", "D EY EY N EY IY" },
    { "(en)kˈɑːd(ca)", "K AA D" },
    { "\xCA", "" },
    { "ʘǃ 12", "" },
    { "((a", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *sounds = fin_pronunciation_from_ipa (cases[i].ipa);

    g_assert_cmpstr (sounds, ==, cases[i].sounds);
  }
}

/* An ARPA file as whoever reads one sees it: n-gram → probability and weight of backing off. */
typedef struct {
  double probability;
  double backing;
} Entry;

static GHashTable *
read_arpa (const char *arpa)
{
  GHashTable *entries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_auto (GStrv) lines = g_strsplit (arpa, "\n", -1);
  guint announced[4] = { 0 }, found[4] = { 0 };
  guint order = 0;

  g_assert_cmpstr (lines[0], ==, "\\data\\");
  for (guint i = 1; lines[i] != NULL; i++) {
    g_auto (GStrv) parts = NULL;
    guint n, count;

    if (sscanf (lines[i], "ngram %u=%u", &n, &count) == 2)
      announced[n] = count;
    else if (g_str_equal (lines[i], "\\end\\"))
      break;
    else if (lines[i][0] == '\\')
      order = lines[i][1] - '0';
    else if (lines[i][0] != '\0') {
      Entry *entry = g_new0 (Entry, 1);

      parts = g_strsplit (lines[i], "\t", -1);
      entry->probability = pow (10, g_ascii_strtod (parts[0], NULL));
      entry->backing = parts[2] != NULL ? pow (10, g_ascii_strtod (parts[2], NULL)) : 1;
      g_assert_true (g_hash_table_insert (entries, g_strdup (parts[1]), entry));
      found[order]++;
    }
  }
  for (guint n = 1; n <= 3; n++)
    g_assert_cmpuint (announced[n], ==, found[n]);

  return entries;
}

static double
probability (GHashTable *entries, const char *history, const char *word)
{
  g_autofree char *gram =
      *history != '\0' ? g_strconcat (history, " ", word, NULL) : g_strdup (word);
  Entry *entry = g_hash_table_lookup (entries, gram);
  const char *shorter = strchr (history, ' ');
  Entry *known;

  if (entry != NULL)
    return entry->probability;

  g_assert_cmpstr (history, !=, "");
  known = g_hash_table_lookup (entries, history);

  return (known != NULL ? known->backing : 1) *
         probability (entries, shorter != NULL ? shorter + 1 : "", word);
}

/* Of all words after @history. */
static double
sum (GHashTable *entries, const char *history)
{
  GHashTableIter iter;
  gpointer gram;
  double all = 0;

  g_hash_table_iter_init (&iter, entries);
  while (g_hash_table_iter_next (&iter, &gram, NULL))
    if (strchr (gram, ' ') == NULL && !g_str_equal (gram, "<s>"))
      all += probability (entries, history, gram);

  return all;
}

static GHashTable *
model_of (const char *const *sentences)
{
  g_autoptr (FinNgram) ngram = fin_ngram_new ();
  g_autofree char *arpa = NULL;

  for (guint i = 0; sentences[i] != NULL; i++) {
    g_auto (GStrv) words = g_strsplit (sentences[i], " ", -1);

    fin_ngram_add (ngram, (const char *const *)words);
  }
  arpa = fin_ngram_arpa (ngram);

  return read_arpa (arpa);
}

static void
test_ngram_sums (void)
{
  static const char *const sentences[] = {
    "bon dia", "bon dia", "bona tarda", "bon dia a tothom", "a", "dia dia dia dia", NULL,
  };
  g_autoptr (GHashTable) entries = model_of (sentences);
  GHashTableIter iter;
  gpointer gram;

  g_assert_cmpfloat_with_epsilon (sum (entries, ""), 1, 1e-5);
  g_hash_table_iter_init (&iter, entries);
  while (g_hash_table_iter_next (&iter, &gram, NULL)) {
    g_auto (GStrv) words = g_strsplit (gram, " ", -1);
    const char *last = words[g_strv_length (words) - 1];

    if (g_strv_length (words) < 3 && !g_str_equal (last, "</s>"))
      g_assert_cmpfloat_with_epsilon (sum (entries, gram), 1, 1e-5);
  }
  /* What was never together has its share too. */
  g_assert_cmpfloat_with_epsilon (sum (entries, "tarda bon"), 1, 1e-5);

  g_assert_cmpfloat (probability (entries, "<s> bon", "dia"), >, 0.7);
  g_assert_cmpfloat (probability (entries, "<s> bon", "tarda"), <, 0.1);
  g_assert_cmpfloat (probability (entries, "<s> bon", "tarda"), >, 0);
}

static void
test_ngram_odd (void)
{
  static const char *const sentences[] = { "", "<s> a </s>", NULL };
  static const char *const nothing[] = { NULL };
  g_autoptr (GHashTable) empty = model_of (nothing);
  g_autoptr (GHashTable) entries = model_of (sentences);
  g_autoptr (FinNgram) ngram = fin_ngram_new ();
  g_autoptr (GPtrArray) words = NULL;

  g_assert_cmpfloat_with_epsilon (sum (empty, ""), 1, 1e-5);
  g_assert_false (g_hash_table_contains (entries, "<s> <s>"));
  g_assert_true (g_hash_table_contains (entries, "<s> a </s>"));

  for (guint i = 0; i < FIN_NGRAM_WORDS + 10; i++) {
    g_autofree char *word = g_strdup_printf ("w%u", i);
    const char *sentence[] = { "a", word, "b", NULL };

    fin_ngram_add (ngram, sentence);
  }
  words = fin_ngram_words (ngram);
  g_assert_cmpuint (words->len, ==, FIN_NGRAM_WORDS);
  g_assert_cmpstr (words->pdata[0], ==, "a");
}

/* Every word of an office is known with its sounds, the ones that are given too. */
static void
test_office (gconstpointer language)
{
  static const char *const given[] = { "alta a l'idCAT Mòbil", "ROPELL", "%s \\ $(x) {given} <s>",
                                       NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (FinOfficeModel) model = fin_office_model_new (language, given, NULL, &error);
  g_autoptr (FinOfficeModel) again = NULL;
  g_autoptr (GHashTable) entries = NULL;
  g_autofree char *spelt = NULL;
  g_auto (GStrv) lines = NULL;
  GHashTableIter iter;
  gpointer gram;
  guint words = 0;

  g_assert_no_error (error);
  entries = read_arpa (model->arpa);
  lines = g_strsplit (model->dictionary, "\n", -1);
  g_hash_table_iter_init (&iter, entries);
  while (g_hash_table_iter_next (&iter, &gram, NULL))
    words += strchr (gram, ' ') == NULL;
  g_assert_cmpuint (words, >, 300);
  g_assert_cmpuint (g_strv_length (lines), ==, words - 2 + 1);
  g_assert_true (g_hash_table_contains (entries, "l'idcat mòbil"));
  g_assert_true (g_hash_table_contains (entries, "ropell"));
  g_assert_cmpfloat_with_epsilon (sum (entries, "l'idcat"), 1, 1e-4);

  spelt = fin_office_model_spell (model, "alta a l'idcat mòbil ropell <unknown>");
  g_assert_cmpstr (spelt, ==, "alta a l'idCAT Mòbil ROPELL <unknown>");

  /* Out of the cache it is the same. */
  again = fin_office_model_new (language, given, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (model->dictionary, ==, again->dictionary);
}

static void
test_cache_is_bounded (void)
{
  g_autofree char *folder =
      g_build_filename (g_get_user_cache_dir (), "finestreta", "pronunciations", NULL);
  g_autoptr (GDir) dir = NULL;
  guint files = 0;

  for (guint i = 0; i < 20; i++) {
    g_autofree char *word = g_strdup_printf ("paraula%u", i);
    g_autoptr (GPtrArray) words = g_ptr_array_new ();
    g_autoptr (GError) error = NULL;
    g_autofree char *dictionary = NULL;

    g_ptr_array_add (words, word);
    dictionary = fin_lexicon_make ("ca", words, words, NULL, &error);
    g_assert_no_error (error);
    g_assert_true (g_str_has_prefix (dictionary, word));
  }
  dir = g_dir_open (folder, 0, NULL);
  while (g_dir_read_name (dir) != NULL)
    files++;
  g_assert_cmpuint (files, >, 0);
  g_assert_cmpuint (files, <=, 16);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/words/phrases", test_phrases);
  g_test_add_func ("/words/phrases/lists", test_phrases_lists);
  g_test_add_func ("/words/phrases/words", test_phrases_words);
  g_test_add_func ("/words/pronunciation", test_pronunciation);
  g_test_add_func ("/words/ngram/sums", test_ngram_sums);
  g_test_add_func ("/words/ngram/odd", test_ngram_odd);
  g_test_add_data_func ("/words/office/ca", "ca", test_office);
  g_test_add_data_func ("/words/office/es", "es", test_office);
  g_test_add_data_func ("/words/office/en", "en", test_office);
  g_test_add_func ("/words/cache", test_cache_is_bounded);

  return g_test_run ();
}
