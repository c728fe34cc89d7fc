// Real-time text of a visit on its two ways: the data channel of each call, and the office.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-composer.h"
#include "fin-link.h"
#include "fin-party.h"
#include "fin-transcript.h"

G_BEGIN_DECLS

/**
 * FinTextWire:
 *
 * Joins composer, transcript, peers and link. What is written here goes to each party by their channel
 * (RFC 8865) or, where none is open, through the office, a line staying on the way it began; and always
 * to the office, which keeps it. What arrives by either way goes into the transcript once. What a channel
 * that closed may have swallowed, lines ended meanwhile too, is said again through the office.
 */
#define FIN_TYPE_TEXT_WIRE (fin_text_wire_get_type ())
G_DECLARE_FINAL_TYPE (FinTextWire, fin_text_wire, FIN, TEXT_WIRE, GObject)

/* @parties: of #FinParty; followed. (transfer full) */
FinTextWire   *fin_text_wire_new        (FinLink *link, GListModel *parties);
FinTranscript *fin_text_wire_transcript (FinTextWire *self);
/* NULL before the first fin_text_wire_mend(). */
FinComposer   *fin_text_wire_composer   (FinTextWire *self);
/* The lines of a `visit` message: takes over what is new, and sends again what the office has not. */
void           fin_text_wire_mend       (FinTextWire *self, const char *you, JsonArray *lines);
/* The line of a `text` message. */
void           fin_text_wire_receive    (FinTextWire *self, JsonObject *line);

G_END_DECLS
