// Somebody in a visit, as the office tells it (`Participant` in `data/office-api.yaml`).
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * FinParticipant:
 *
 * Properties, all read-only and notified: `id`, `instance` ("" until first connected), `role`, `name`,
 * `language` (of their page or program), `speaks`, `reads` (captions), `interprets` (of an interpreter, as BCP 47
 * has it), `connected`, `camera`, `microphone`, `gone` (was here, and keeps only a name).
 *
 * Main thread only.
 */
#define FIN_TYPE_PARTICIPANT (fin_participant_get_type ())
G_DECLARE_FINAL_TYPE (FinParticipant, fin_participant, FIN, PARTICIPANT, GObject)

/* (transfer full) */
FinParticipant *fin_participant_new        (JsonObject *object);
/* Takes over what @object says, whatever it holds. */
void            fin_participant_update     (FinParticipant *self, JsonObject *object);
/* No text here is ever NULL: "" when the office gave none. */
const char     *fin_participant_id         (FinParticipant *self);
const char     *fin_participant_instance   (FinParticipant *self);
const char     *fin_participant_role       (FinParticipant *self);
const char     *fin_participant_name       (FinParticipant *self);
const char     *fin_participant_language   (FinParticipant *self);
const char     *fin_participant_speaks     (FinParticipant *self);
const char     *fin_participant_reads      (FinParticipant *self);
gboolean        fin_participant_connected  (FinParticipant *self);
gboolean        fin_participant_camera     (FinParticipant *self);
gboolean        fin_participant_microphone (FinParticipant *self);
/* Of an interpreter: a language, sign languages too; "" of anybody else. */
const char     *fin_participant_interprets (FinParticipant *self);
gboolean        fin_participant_gone       (FinParticipant *self);
/* Of two in a call one offers it, and is the impolite side of perfect negotiation: is it @self? */
gboolean        fin_participant_offers_to  (FinParticipant *self, FinParticipant *other);

G_END_DECLS
