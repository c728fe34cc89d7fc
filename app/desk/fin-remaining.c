// The sentence under the title.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-remaining.h"

#include <glib/gi18n.h>

#include "fin-words.h"

#define SHORT_MIN 5

char *
fin_remaining_words (GDateTime *starts, GDateTime *ends, GDateTime *now, FinRemaining *grade)
{
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;
  g_autofree char *left = NULL;
  GTimeSpan until;
  int minutes;

  g_return_val_if_fail (starts != NULL && ends != NULL && now != NULL, NULL);
  g_return_val_if_fail (grade != NULL, NULL);

  from = fin_words_time (starts);
  to = fin_words_time (ends);
  until = g_date_time_difference (ends, now);
  minutes = ABS (until) / G_TIME_SPAN_MINUTE;

  if (until < 0) {
    *grade = FIN_REMAINING_OVER;
    left =
        minutes == 0
            ? g_strdup (_ ("the time is over"))
            : g_strdup_printf (ngettext ("%d min over time", "%d min over time", minutes), minutes);
  } else if (minutes == 0) {
    *grade = FIN_REMAINING_SHORT;
    left = g_strdup (_ ("less than a minute left"));
  } else {
    *grade = minutes <= SHORT_MIN ? FIN_REMAINING_SHORT : FIN_REMAINING_EASY;
    left = g_strdup_printf (ngettext ("%d min left", "%d min left", minutes), minutes);
  }

  return g_strdup_printf (_ ("Appointment %s – %s · %s"), from, to, left);
}
