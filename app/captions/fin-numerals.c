// Words of numbers, summed as they come.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-numerals.h"

#include <string.h>

#include "fin-captions-resources.h"
#include "fin-json.h"
#include "fin-search.h"

#define DATA "/cat/finestreta/captions/numerals.json"

/* {numbers, months, and} of a language, or NULL. The file is ours, compiled in: a fault in it is a
 * programmer's, which a test finds. */
static JsonObject *
table_of (const char *language)
{
  static JsonObject *all = NULL;

  if (all == NULL) {
    g_autoptr (GBytes) file = g_resource_lookup_data (fin_captions_get_resource (), DATA,
                                                      G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

    all = fin_json_parse_object (g_bytes_get_data (file, NULL), g_bytes_get_size (file), NULL);
    g_assert (all != NULL);
  }

  return language != NULL ? fin_json_member (all, language) : NULL;
}

static char *
fold (const char *start, const char *end)
{
  g_autofree char *word = g_strndup (start, end - start);
  g_auto (GStrv) words = fin_search_words (word);

  return words[0] != NULL && words[1] == NULL ? g_strdup (words[0]) : g_strdup ("");
}

/* What is being said: thousands, and what is below them; or digits one by one. */
typedef struct {
  gint64 high, low;
  GString *digits; /* while only single digits came */
  guint words;
} Number;

static void
restart (Number *number)
{
  number->high = number->low = 0;
  number->words = 0;
  g_string_truncate (number->digits, 0);
}

/* Can @value, below a hundred, follow what is there? "vuitanta" "cinc" can, "cinc" "vuitanta" not.
 */
static gboolean
follows (gint64 low, gint64 value)
{
  if (value < 10)
    return low != 0 && low % 10 == 0 && (low % 100 == 0 || low % 100 >= 20);

  return low != 0 && low % 100 == 0;
}

/* FALSE: it is no part of this number, which ends before it. */
static gboolean
add (Number *number, gint64 value)
{
  gint64 low = number->low;

  if (value == 1000) {
    if (number->high != 0)
      return FALSE;
    number->high = (low != 0 ? low : 1) * 1000;
    number->low = 0;
  } else if (value == 100 && low >= 1 && low <= 9)
    number->low = low * 100;
  else if (value >= 100) {
    if (low != 0)
      return FALSE;
    number->low = value;
  } else if (number->words == 0 || (low == 0 && number->high != 0) || follows (low, value))
    number->low = low + value;
  else if (low >= 18 && low <= 20 && value >= 10 && number->high == 0) /* a year in English */
    number->low = low * 100 + value;
  else
    return FALSE;

  return TRUE;
}

/* The same of a digit among digits. */
static gboolean
add_digit (Number *number, gint64 value)
{
  if (value > 9 || number->digits->len != number->words)
    return FALSE;

  g_string_append_c (number->digits, (char)('0' + value));

  return TRUE;
}

static gboolean
take (Number *number, gint64 value, gboolean first)
{
  gboolean digit = add_digit (number, value);

  if (digit && !first)
    number->low = 0; /* it is its digits */
  else if (!add (number, value)) {
    if (digit)
      g_string_truncate (number->digits, number->digits->len - 1);
    return FALSE;
  }
  number->words++;

  return TRUE;
}

static char *
say (Number *number)
{
  if (number->words > 1 && number->digits->len == number->words)
    return g_strdup (number->digits->str);

  return g_strdup_printf ("%" G_GINT64_FORMAT, number->high + number->low);
}

/* A word of the text. */
typedef struct {
  const char *start;
  const char *end;
  gint64 value; /* -1: no number */
  gboolean and; /* joins two */
} Word;

static GArray *
words_of (JsonObject *table, const char *text)
{
  JsonObject *numbers = fin_json_member (table, "numbers");
  GArray *words = g_array_new (FALSE, FALSE, sizeof (Word));

  while (*text != '\0') {
    const char *start = text;

    while (g_unichar_isalpha (g_utf8_get_char (text)) || g_unichar_ismark (g_utf8_get_char (text)))
      text = g_utf8_next_char (text);
    if (text == start)
      text = g_utf8_next_char (text);
    else {
      g_autofree char *folded = fold (start, text);
      Word word = { start, text, fin_json_integer (numbers, folded, -1),
                    g_strcmp0 (folded, fin_json_string (table, "and")) == 0 };

      g_array_append_val (words, word);
    }
  }

  return words;
}

/* Nothing but spaces and hyphens is between them. */
static gboolean
joined (const Word *one, const Word *next)
{
  for (const char *c = one->end; c < next->start; c++)
    if (*c != ' ' && *c != '-')
      return FALSE;

  return TRUE;
}

/* Where the number that @number has up to word @at goes on: past a joining word too, where a number
 * can follow it
 * ("vuitanta i cinc", but not "dos i tres"); or 0. */
static guint
next_of (const Number *number, GArray *words, guint at)
{
  const Word *word = &g_array_index (words, Word, at);

  if (at + 1 < words->len && joined (word, word + 1) && word[1].value >= 0)
    return at + 1;
  if (at + 2 < words->len && joined (word, word + 1) && word[1].and &&joined (word + 1, word + 2) &&
      word[2].value > 0 && word[2].value < 100 && number->low >= 20 &&
      follows (number->low, word[2].value))
    return at + 2;

  return 0;
}

/* The number that begins with word @at; the word it ends with. */
static guint
read_number (Number *number, GArray *words, guint at)
{
  guint next;

  restart (number);
  take (number, g_array_index (words, Word, at).value, TRUE);
  while ((next = next_of (number, words, at)) != 0 &&
         take (number, g_array_index (words, Word, next).value, FALSE))
    at = next;

  return at;
}

char *
fin_numerals_in_digits (const char *text, const char *language)
{
  JsonObject *table = table_of (language);
  GString *digits = g_string_new (NULL);
  g_autoptr (GArray) words = NULL;
  Number number = { 0 };
  const char *done = text;

  g_return_val_if_fail (text != NULL, NULL);

  words = table != NULL ? words_of (table, text) : g_array_new (FALSE, FALSE, sizeof (Word));
  number.digits = g_string_new (NULL);
  for (guint i = 0; i < words->len; i++) {
    const Word *first = &g_array_index (words, Word, i);
    g_autofree char *said = NULL;

    if (first->value < 0)
      continue;
    i = read_number (&number, words, i);
    /* Alone it is an article too. */
    if (number.words == 1 && first->value == 1)
      continue;
    said = say (&number);
    g_string_append_len (digits, done, first->start - done);
    g_string_append (digits, said);
    done = g_array_index (words, Word, i).end;
  }
  g_string_append (digits, done);
  g_string_free (number.digits, TRUE);

  return g_string_free (digits, FALSE);
}

guint
fin_numerals_month (const char *name, const char *language)
{
  JsonObject *table = table_of (language);
  g_autofree char *folded = fold (name, name + strlen (name));
  g_auto (GStrv) months = table != NULL ? fin_json_strings (table, "months") : NULL;

  for (guint i = 0; months != NULL && months[i] != NULL; i++) {
    g_autofree char *month = fold (months[i], months[i] + strlen (months[i]));

    if (g_str_equal (month, folded))
      return i + 1;
  }

  return 0;
}
