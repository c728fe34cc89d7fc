// A practice day: the made-up informer signed in, and for each appointment a made-up citizen who comes.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-session.h"

G_BEGIN_DECLS

/**
 * FinPracticeDay:
 *
 * Once the session is online it makes the link of the appointment that is due and starts a
 * `finestreta-practice` with it, who arrives after a few seconds; after each visit, of the next one.
 *
 * Property `link` (string or NULL, ro): the citizen's link, which a person with a browser may follow
 * instead.
 *
 * Signal `journal` (JsonObject *line): what the practice citizen did, as they tell it themselves.
 */
#define FIN_TYPE_PRACTICE_DAY (fin_practice_day_get_type ())
G_DECLARE_FINAL_TYPE (FinPracticeDay, fin_practice_day, FIN, PRACTICE_DAY, GObject)

/* (transfer full) */
FinPracticeDay *fin_practice_day_new     (FinSession *session);
/* With what the office says of its practice informer: signs in unless that has been done. */
void            fin_practice_day_sign_in (FinPracticeDay *self, const char *account,
                                          const char *password);
const char     *fin_practice_day_link    (FinPracticeDay *self);
/* Sends the practice citizen home. */
void            fin_practice_day_stop    (FinPracticeDay *self);

G_END_DECLS
