// The names of days and months, and how a date is put together.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-day-words.h"

#include <glib/gi18n.h>

static const char *const weekdays[] = {
  N_ ("Monday"), N_ ("Tuesday"),  N_ ("Wednesday"), N_ ("Thursday"),
  N_ ("Friday"), N_ ("Saturday"), N_ ("Sunday"),
};

/* Translators: as it stands after the day's number, with "of" where the language wants it. */
static const char *const months[] = {
  NC_ ("after the day", "January"),   NC_ ("after the day", "February"),
  NC_ ("after the day", "March"),     NC_ ("after the day", "April"),
  NC_ ("after the day", "May"),       NC_ ("after the day", "June"),
  NC_ ("after the day", "July"),      NC_ ("after the day", "August"),
  NC_ ("after the day", "September"), NC_ ("after the day", "October"),
  NC_ ("after the day", "November"),  NC_ ("after the day", "December"),
};

static const char *
month (const GDate *day)
{
  return g_dpgettext2 (NULL, "after the day", months[g_date_get_month (day) - 1]);
}

/* Catalan and Spanish write days with a small letter, but for the first word of a line. */
static char *
begin_line (const char *text)
{
  char first[7] = "";

  g_unichar_to_utf8 (g_unichar_toupper (g_utf8_get_char (text)), first);

  return g_strconcat (first, g_utf8_next_char (text), NULL);
}

char *
fin_words_weekday (const GDate *day)
{
  g_return_val_if_fail (day != NULL && g_date_valid (day), NULL);

  return begin_line (_ (weekdays[g_date_get_weekday (day) - 1]));
}

char *
fin_words_date (const GDate *day)
{
  g_return_val_if_fail (day != NULL && g_date_valid (day), NULL);

  /* Translators: "24 November" */
  return g_strdup_printf (_ ("%d %s"), g_date_get_day (day), month (day));
}

char *
fin_words_day (const GDate *day)
{
  g_return_val_if_fail (day != NULL && g_date_valid (day), NULL);

  g_autofree char *weekday = fin_words_weekday (day);

  /* Translators: "Tuesday 24 November 2026" */
  return g_strdup_printf (_ ("%s %d %s %d"), weekday, g_date_get_day (day), month (day),
                          g_date_get_year (day));
}
