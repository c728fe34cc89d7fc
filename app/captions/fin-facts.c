// Shapes looked for one after the other, the most telling first; what one has found is no other's.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-facts.h"

#include <string.h>

#include "fin-identifier.h"
#include "fin-numerals.h"

#define TEXT_MAX 1000 /* bytes: more was not said at once */

typedef char *(*Reader) (GMatchInfo *match, const char *language);

typedef struct {
  const char *kind;
  const char *pattern;
  Reader read; /* NULL: an identifier */
  FinIdentifier identifier;
} Shape;

typedef struct {
  FinFact fact;
  int start;
} Found;

void
fin_fact_free (FinFact *fact)
{
  g_free (fact->value);
  g_free (fact);
}

static int
integer_of (GMatchInfo *match, const char *name)
{
  g_autofree char *text = g_match_info_fetch_named (match, name);

  return text != NULL ? (int)g_ascii_strtoll (text, NULL, 10) : 0;
}

static char *
day_of (int year, int month, int day)
{
  return g_date_valid_dmy (MAX (day, 0), MAX (month, 0), MAX (year, 0)) && year >= 1900 &&
                 year <= 2100
             ? g_strdup_printf ("%04d-%02d-%02d", year, month, day)
             : NULL;
}

static char *
read_day (GMatchInfo *match, const char *language)
{
  return day_of (integer_of (match, "y"), integer_of (match, "m"), integer_of (match, "d"));
}

static char *
read_named_day (GMatchInfo *match, const char *language)
{
  g_autofree char *name = g_match_info_fetch_named (match, "name");

  return day_of (integer_of (match, "y"), (int)fin_numerals_month (name, language),
                 integer_of (match, "d"));
}

static char *
read_amount (GMatchInfo *match, const char *language)
{
  g_autofree char *whole = g_match_info_fetch_named (match, "whole");
  g_autofree char *cents = g_match_info_fetch_named (match, "cents");
  GString *amount = g_string_new (NULL);

  for (const char *c = whole; *c != '\0'; c++)
    if (g_ascii_isdigit (*c))
      g_string_append_c (amount, *c);
  if (cents != NULL && cents[0] != '\0')
    g_string_append_printf (amount, ".%s", cents);

  return g_string_free (amount, FALSE);
}

static const Shape shapes[] = {
  { "email", "[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+", NULL, FIN_IDENTIFIER_EMAIL },
  { "iban", "\\b[A-Z]{2}[ -]?\\d{2}(?:[ -]?[A-Z0-9]){11,30}\\b", NULL, FIN_IDENTIFIER_IBAN },
  { "nie", "\\b[XYZ][ -]?\\d(?:[ .-]?\\d){6}[ -]?[A-Z]\\b", NULL, FIN_IDENTIFIER_NIE },
  { "nif", "\\b\\d(?:[ .-]?\\d){7}[ -]?[A-Z]\\b", NULL, FIN_IDENTIFIER_NIF },
  { "date", "\\b(?<d>\\d{1,2})[/.-](?<m>\\d{1,2})[/.-](?<y>\\d{4})\\b", read_day },
  { "date",
    "\\b(?<d>\\d{1,2})(?:st|nd|rd|th)?[ ]+(?:d['’]|de[ ]+|of[ ]+)?(?<name>\\pL{3,12})[ ,]+(?:de[ "
    "]+|del[ ]+)?"
    "(?<y>\\d{4})\\b",
    read_named_day },
  { "date", "\\b(?<name>\\pL{3,12})[ ]+(?<d>\\d{1,2})(?:st|nd|rd|th)?,?[ ]+(?<y>\\d{4})\\b",
    read_named_day },
  { "phone", "(?:(?:\\+|\\b00)34[ .-]?)?\\b[6789](?:[ .-]?\\d){8}\\b", NULL, FIN_IDENTIFIER_PHONE },
  { "amount",
    "\\b(?<whole>\\d{1,3}(?:[. ]\\d{3})+|\\d{1,9})(?:,(?<cents>\\d{1,2}))?[ ]?(?:€|euros?\\b)",
    read_amount },
  { "postcode", "\\b\\d{5}\\b", NULL, FIN_IDENTIFIER_POSTCODE },
};

/* Made once for the program. */
static GRegex *
regex_of (guint i)
{
  static GRegex *made[G_N_ELEMENTS (shapes)];

  if (g_once_init_enter (&made[i]))
    g_once_init_leave (
        &made[i], g_regex_new (shapes[i].pattern, G_REGEX_CASELESS | G_REGEX_OPTIMIZE, 0, NULL));

  return made[i];
}

static char *
read_identifier (GMatchInfo *match, FinIdentifier kind)
{
  g_autofree char *text = g_match_info_fetch (match, 0);

  return fin_identifier_check (kind, text) == FIN_VERDICT_GOOD
             ? fin_identifier_normalise (kind, text)
             : NULL;
}

static int
by_start (gconstpointer a, gconstpointer b)
{
  return ((const Found *)a)->start - ((const Found *)b)->start;
}

/* What @shape finds in @text goes to @found, and is blanked there. */
static void
look (const Shape *shape, GRegex *regex, char *text, const char *language, GArray *found)
{
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *seen = g_strdup (text);

  for (g_regex_match (regex, seen, 0, &match); g_match_info_matches (match);
       g_match_info_next (match, NULL)) {
    Found one = { .fact.kind = shape->kind };
    int end;

    g_match_info_fetch_pos (match, 0, &one.start, &end);
    one.fact.value = shape->read != NULL ? shape->read (match, language)
                                         : read_identifier (match, shape->identifier);
    if (one.fact.value == NULL)
      continue;
    memset (text + one.start, '|', end - one.start);
    g_array_append_val (found, one);
  }
}

GPtrArray *
fin_facts_find (const char *text, const char *language)
{
  GPtrArray *facts = g_ptr_array_new_with_free_func ((GDestroyNotify)fin_fact_free);
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (Found));
  g_autofree char *digits = NULL;

  g_return_val_if_fail (text != NULL, facts);

  if (strlen (text) > TEXT_MAX)
    return facts;

  digits = fin_numerals_in_digits (text, language);
  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++)
    look (&shapes[i], regex_of (i), digits, language, found);
  g_array_sort (found, by_start);
  for (guint i = 0; i < found->len; i++)
    g_ptr_array_add (facts, g_memdup2 (&g_array_index (found, Found, i).fact, sizeof (FinFact)));

  return facts;
}
