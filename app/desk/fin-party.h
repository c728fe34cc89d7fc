// Another participant of the visit, with their end of the call.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-call-health.h"
#include "fin-conformance.h"
#include "fin-participant.h"

G_BEGIN_DECLS

/**
 * FinParty:
 *
 * Properties (ro): `participant` (#FinParticipant, the same all along), `peer` (#FinPeer or NULL: not
 * connected yet; another one when they come with a new instance), `health` (#FinCallHealth).
 */
#define FIN_TYPE_PARTY (fin_party_get_type ())
G_DECLARE_FINAL_TYPE (FinParty, fin_party, FIN, PARTY, GObject)

/* (transfer full) */
FinParty       *fin_party_new         (FinParticipant *participant);
const char     *fin_party_id          (FinParty *self);
FinParticipant *fin_party_participant (FinParty *self);
FinCallHealth  *fin_party_health  (FinParty *self);
/* (nullable) (transfer none) */
FinPeer        *fin_party_peer        (FinParty *self);
void            fin_party_set_peer    (FinParty *self, FinPeer *peer);
/* A data channel for text is open to them. */
gboolean        fin_party_text_open   (FinParty *self);
/* "Citizen", "Interpreter", …: what they are here, in the reader's language. */
const char     *fin_party_role_name   (const char *role);

/* Whether they are heard here; TRUE at first. Property `heard`. */
gboolean        fin_party_heard       (FinParty *self);
void            fin_party_set_heard   (FinParty *self, gboolean heard);
/* What the call with them is, measured; @sends: one's own camera is on. */
FinConformance *fin_party_conformance (FinParty *self);
void            fin_party_set_sends   (FinParty *self, gboolean sends);

G_END_DECLS
