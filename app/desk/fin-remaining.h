// How much of an appointment is left, in words.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  FIN_REMAINING_EASY,
  FIN_REMAINING_SHORT, /* five minutes or less */
  FIN_REMAINING_OVER,
} FinRemaining;

/* "Appointment 10:20 – 10:40 · 14 min left", by the office's clock. @grade (out): the words carry it too.
 * (transfer full) */
char *fin_remaining_words (GDateTime *starts, GDateTime *ends, GDateTime *now, FinRemaining *grade);

G_END_DECLS
