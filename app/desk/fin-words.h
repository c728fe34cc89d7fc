// What the office's codes are called, in the reader's language.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-waiting.h"

G_BEGIN_DECLS

/* A sentence: what happened and what to do. (transfer full) */
char       *fin_words_error         (const GError *error);
/* "10:20" on the office's clock; "" for NULL. (transfer full) */
char       *fin_words_time          (GDateTime *time);
/* "10:20 · Title". (transfer full) */
char       *fin_words_appointment   (FinAppointment *appointment);
/* "Captions", … for a `Need`; the code itself for one nobody knows. */
const char *fin_words_need          (const char *need);
/* "Catalan", … for a BCP 47 code; sign languages too. */
const char *fin_words_language      (const char *code);
/* "Filed", … for an `Outcome`. */
const char *fin_words_outcome       (const char *outcome);
const char *fin_words_referred_to   (const char *code);
const char *fin_words_reason        (const char *code);
/* What state an appointment is in: "Attended · receipt 2026-000417", "3 documents", …
 * (transfer full) */
char       *fin_words_appointment_state (FinAppointment *appointment);
/* "Connected 2 min ago · camera and microphone work". (transfer full) */
char       *fin_words_waiting       (FinWaiting *waiting);

/* What can be interpreted, in the order it is offered: `Interpreted` of the API; ends with NULL. */
extern const char *const fin_words_interpreted[];

/* Of a member of staff, as `Role` in the API. */
const char *fin_words_role (const char *role);

G_END_DECLS
