// What was said in a visit, for the citizen to take away: only when both said so, and for some days.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <json-glib/json-glib.h>

#include "fin-store.h"

G_BEGIN_DECLS

/* More is not given: hours of speech. */
#define FIN_TRANSCRIPT_SIZE (256 * 1024)

/* As fin_booking_transcript(). (transfer full) */
char       *fin_transcripts_state    (FinStore *store, const char *appointment);
/* @state NULL: the offer is taken back. With its row in the audit. */
gboolean    fin_transcripts_set      (FinStore *store, const char *appointment, const char *state,
                                      const char *actor, GError **error);
/* The visit ends: what was not accepted goes, what was stays for as many days as `retention` says. Inside the
 * caller's transaction. */
gboolean    fin_transcripts_close    (FinStore *store, const char *appointment, const char *now,
                                      GError **error);
/* As fin_conversation_to_text() takes it, for who reads @language; NULL when there is none to take away.
 * (transfer full) */
JsonObject *fin_transcripts_read     (FinStore *store, const char *appointment, const char *language);
/* The citizen wants it gone, for good. */
gboolean    fin_transcripts_erase    (FinStore *store, const char *appointment, const char *actor,
                                      GError **error);
/* Those whose days are over. */
gboolean    fin_transcripts_purge    (FinStore *store, GError **error);

G_END_DECLS
