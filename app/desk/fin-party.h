// Another participant of the visit, with their end of the call.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-participant.h"
#include "fin-peer.h"

G_BEGIN_DECLS

/**
 * FinParty:
 *
 * Properties (ro): `participant` (#FinParticipant, the same all along), `peer` (#FinPeer or NULL: not
 * connected yet; another one when they come with a new instance), `place` (uint, 0 for the first who
 * came: tells their colour).
 */
#define FIN_TYPE_PARTY (fin_party_get_type ())
G_DECLARE_FINAL_TYPE (FinParty, fin_party, FIN, PARTY, GObject)

FinParty       *fin_party_new         (FinParticipant *participant, guint place);
const char     *fin_party_id          (FinParty *self);
FinParticipant *fin_party_participant (FinParty *self);
FinPeer        *fin_party_peer        (FinParty *self);
void            fin_party_set_peer    (FinParty *self, FinPeer *peer);
guint           fin_party_place       (FinParty *self);

G_END_DECLS
