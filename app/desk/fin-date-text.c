// Day, month, year: the order of writing in Catalan, Spanish and British English.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-date-text.h"

#include <stdio.h>
#include <string.h>

#include "fin-time.h"

/* The four digits of the year tell that the date is complete. */
#define WRITTEN "^\\s*[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{4}\\s*$"

char *
fin_date_text_to_value (const char *text)
{
  unsigned int day, month, year;
  char *value;

  g_return_val_if_fail (text != NULL, NULL);

  if (!g_regex_match_simple (WRITTEN, text, G_REGEX_DOLLAR_ENDONLY, 0) ||
      sscanf (text, " %u%*1[/.-]%u%*1[/.-]%u", &day, &month, &year) != 3)
    return g_strdup (text);

  /* A day that does not exist stays as written, to be told what is wrong with it. */
  value = g_strdup_printf ("%04u-%02u-%02u", year, month, day);
  g_autoptr (GDate) date = fin_day_parse (value);
  if (date == NULL) {
    g_free (value);
    return g_strdup (text);
  }

  return value;
}

char *
fin_date_text_from_value (const char *value)
{
  g_autoptr (GDate) date = NULL;

  g_return_val_if_fail (value != NULL, NULL);

  date = fin_day_parse (value);
  if (date == NULL)
    return g_strdup (value);

  return g_strdup_printf ("%02u/%02u/%04u", g_date_get_day (date), g_date_get_month (date),
                          g_date_get_year (date));
}
