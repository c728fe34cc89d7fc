// The practice citizen's side of the call: the others in the visit, seen, heard, and written to.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-link.h"

G_BEGIN_DECLS

/**
 * FinPracticeCall:
 *
 * Signal `connected` (const char *id): sound and picture of a participant began to flow.
 */
#define FIN_TYPE_PRACTICE_CALL (fin_practice_call_get_type ())
G_DECLARE_FINAL_TYPE (FinPracticeCall, fin_practice_call, FIN, PRACTICE_CALL, GObject)

/* (transfer full) */
FinPracticeCall *fin_practice_call_new    (FinLink *link, gboolean camera, gboolean microphone,
                                           double hurry);
/* `visit`, `participant`, `signal`, `text`, `ended`; others are ignored. */
void             fin_practice_call_handle (FinPracticeCall *self, const char *type,
                                           JsonObject *message);
/* Real-time text, key by key. */
void             fin_practice_call_write  (FinPracticeCall *self, const char *keys);
/* Lets go of everything. */
void             fin_practice_call_stop   (FinPracticeCall *self);

G_END_DECLS
