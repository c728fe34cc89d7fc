// Moments and days: moments are UTC and travel as RFC 3339, days are the civil days of the
// office's own zone, Europe/Madrid. No other zone is ever meant.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* All of these may be called from any thread. */

/* (transfer full) */
GDateTime *fin_time_now    (void);

/* An RFC 3339 date-time with any offset, in UTC; NULL with FIN_ERROR_BAD_REQUEST for anything else
 * (ISO 8601 knows many more shapes; none of them is ours). (transfer full) */
GDateTime *fin_time_parse  (const char *text, GError **error);

/* "2026-11-24T09:20:00.000Z": always UTC and always of this length, so that the texts sort as the
 * moments do. (transfer full) */
char      *fin_time_format (GDateTime *time);

/* Europe/Madrid, from the system's tables or, where there are none, by the rule in force.
 * (transfer none) */
GTimeZone *fin_time_zone   (void);
/* The same moment, to be shown: g_date_time_format() on it gives the office's clock.
 * (transfer full) */
GDateTime *fin_time_local  (GDateTime *time);

/* "2026-11-24"; NULL for anything else and for days that do not exist. (transfer full) */
GDate     *fin_day_parse   (const char *text);
/* (transfer full) */
char      *fin_day_format  (const GDate *day);
/* The civil day of a moment. (transfer full) */
GDate     *fin_day_of      (GDateTime *time);
/* (transfer full) */
GDate     *fin_day_today   (void);
/* The moment a civil day begins, in UTC: days have 23, 24 or 25 hours. (transfer full) */
GDateTime *fin_day_start   (const GDate *day);

/* Whole years lived on @day; negative before birth. Who was born on 29 February completes a year on
 * 1 March where there is no 29th. */
int        fin_day_age     (const GDate *birth, const GDate *day);

G_END_DECLS
