// The others in a visit, and this side's ends of the call with them.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-call.h"
#include "fin-link.h"
#include "fin-party.h"

G_BEGIN_DECLS

/**
 * FinParties:
 *
 * A #GListModel of #FinParty: who is in the visit, connected or not. A participant of the same instance keeps
 * their end of the call, one of a new instance gets a new one; who is gone for good keeps only their name. Properties (ro, notify): `connection` (how the worst connection fares, a sentence
 * in words), `connection-grade` (#FinCallGrade as uint).
 */
#define FIN_TYPE_PARTIES (fin_parties_get_type ())
G_DECLARE_FINAL_TYPE (FinParties, fin_parties, FIN, PARTIES, GObject)

/* (transfer full) */
FinParties *fin_parties_new       (FinLink *link, FinCall *call);
/* A `Participant` other than @me, who is this side, as the office tells of them now. */
void        fin_parties_take      (FinParties *self, JsonObject *participant, FinParticipant *me);
/* This side has been away: what was offered meanwhile may not have arrived. */
void        fin_parties_come_back (FinParties *self, FinParticipant *me);
/* A `signal` for the call. */
void        fin_parties_signal    (FinParties *self, JsonObject *message);
/* Lets go of all ends; nobody is called any more. */
void        fin_parties_close     (FinParties *self);
/* NULL when nobody has, or had, this participant id. (transfer none) */
FinParty   *fin_parties_lookup    (FinParties *self, const char *id);

G_END_DECLS
