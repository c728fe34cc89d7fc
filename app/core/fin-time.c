// RFC 3339 in and out, civil days of Europe/Madrid, ages.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-time.h"

#include <stdlib.h>

#include "fin-error.h"

#define ZONE "Europe/Madrid"
/* What ZONE's table says today, for a machine without tables. */
#define ZONE_RULE "CET-1CEST,M3.5.0,M10.5.0/3"

/* GRegex's \d would take the digits of every script. */
#define RFC_3339                                                                                   \
  "^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,9})?([Zz]|[+-][0-9]{2}:["  \
  "0-9]{2})$"

GDateTime *
fin_time_now (void)
{
  return g_date_time_new_now_utc ();
}

GDateTime *
fin_time_parse (const char *text, GError **error)
{
  g_autoptr (GDateTime) time = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  if (g_regex_match_simple (RFC_3339, text, G_REGEX_DOLLAR_ENDONLY, 0)) {
    g_autofree char *upper = g_ascii_strup (text, -1);

    time = g_date_time_new_from_iso8601 (upper, NULL);
  }

  if (time == NULL) {
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_BAD_REQUEST, "not an RFC 3339 time");
    return NULL;
  }

  return g_date_time_to_utc (time);
}

char *
fin_time_format (GDateTime *time)
{
  g_autoptr (GDateTime) utc = NULL;
  g_autofree char *seconds = NULL;

  g_return_val_if_fail (time != NULL, NULL);

  utc = g_date_time_to_utc (time);
  seconds = g_date_time_format (utc, "%Y-%m-%dT%H:%M:%S");

  return g_strdup_printf ("%s.%03dZ", seconds, g_date_time_get_microsecond (utc) / 1000);
}

GTimeZone *
fin_time_zone (void)
{
  static gsize once = 0;

  if (g_once_init_enter (&once)) {
    GTimeZone *zone = g_time_zone_new_identifier (ZONE);

    if (zone == NULL)
      zone = g_time_zone_new_identifier (ZONE_RULE);
    g_once_init_leave (&once, (gsize)zone);
  }

  return (GTimeZone *)once;
}

GDateTime *
fin_time_local (GDateTime *time)
{
  g_return_val_if_fail (time != NULL, NULL);

  return g_date_time_to_timezone (time, fin_time_zone ());
}

GDate *
fin_day_parse (const char *text)
{
  int year, month, day;

  g_return_val_if_fail (text != NULL, NULL);

  if (!g_regex_match_simple ("^[0-9]{4}-[0-9]{2}-[0-9]{2}$", text, G_REGEX_DOLLAR_ENDONLY, 0))
    return NULL;

  year = atoi (text);
  month = atoi (text + strlen ("yyyy-"));
  day = atoi (text + strlen ("yyyy-mm-"));

  return g_date_valid_dmy (day, month, year) ? g_date_new_dmy (day, month, year) : NULL;
}

char *
fin_day_format (const GDate *day)
{
  g_return_val_if_fail (g_date_valid (day), NULL);

  return g_strdup_printf ("%04u-%02u-%02u", g_date_get_year (day), g_date_get_month (day),
                          g_date_get_day (day));
}

GDate *
fin_day_of (GDateTime *time)
{
  g_autoptr (GDateTime) local = NULL;
  int year, month, day;

  g_return_val_if_fail (time != NULL, NULL);

  local = fin_time_local (time);
  g_date_time_get_ymd (local, &year, &month, &day);

  return g_date_new_dmy (day, month, year);
}

GDate *
fin_day_today (void)
{
  g_autoptr (GDateTime) now = fin_time_now ();

  return fin_day_of (now);
}

GDateTime *
fin_day_start (const GDate *day)
{
  g_autoptr (GDateTime) local = NULL;

  g_return_val_if_fail (g_date_valid (day), NULL);

  local = g_date_time_new (fin_time_zone (), g_date_get_year (day), g_date_get_month (day),
                           g_date_get_day (day), 0, 0, 0);

  return g_date_time_to_utc (local);
}

int
fin_day_age (const GDate *birth, const GDate *day)
{
  int years;

  g_return_val_if_fail (g_date_valid (birth) && g_date_valid (day), 0);

  years = (int)g_date_get_year (day) - (int)g_date_get_year (birth);
  if (g_date_get_month (day) < g_date_get_month (birth) ||
      (g_date_get_month (day) == g_date_get_month (birth) &&
       g_date_get_day (day) < g_date_get_day (birth)))
    years--;

  return years;
}
