// How a call fares with one participant, in words: judged from figures, not guessed.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-peer.h"

G_BEGIN_DECLS

/* For a colour beside the sentence; worse is greater. */
typedef enum {
  FIN_CALL_GRADE_GOOD,
  FIN_CALL_GRADE_WAITING, /* nothing to judge yet: connecting, or nobody there */
  FIN_CALL_GRADE_WEAK,
  FIN_CALL_GRADE_LOST,
} FinCallGrade;

/**
 * FinCallHealth:
 *
 * Properties (ro): `grade` (#FinCallGrade as uint), `sentence` (what goes wrong and what to do, in
 * the reader's language). A weak spell shorter than three seconds is not told, nor a recovery as
 * short: a pill that flickers is not read.
 */
#define FIN_TYPE_CALL_HEALTH (fin_call_health_get_type ())
G_DECLARE_FINAL_TYPE (FinCallHealth, fin_call_health, FIN, CALL_HEALTH, GObject)

FinCallHealth     *fin_call_health_new      (void);
/* @picture: their camera is on, so that pictures should arrive. */
void               fin_call_health_feed     (FinCallHealth *self, const FinPeerFigures *figures,
                                            gboolean picture);
/* @there: the office has them connected. */
void               fin_call_health_set_peer (FinCallHealth *self, gboolean there, FinPeerState state);
/* Something of theirs that the call needs can't be used: told until it is up. */
void               fin_call_health_refused  (FinCallHealth *self);
FinCallGrade fin_call_health_grade    (FinCallHealth *self);
const char        *fin_call_health_sentence (FinCallHealth *self);

G_END_DECLS
