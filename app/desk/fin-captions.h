// The captions of a visit: each voice heard in its language, what it says shown to everybody, and translated for
// who reads another language.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-call.h"
#include "fin-link.h"
#include "fin-party.h"
#include "fin-speech.h"
#include "fin-transcript.h"

G_BEGIN_DECLS

/**
 * FinCaptions:
 *
 * Listens to one's own microphone and to each party, writes what it hears into the transcript, and sends it
 * through the office; what is done is translated (#FinTranslations).
 *
 * Properties: `on` (rw): voices are heard, and lines translated.
 * Signals: `changed` (const char *participant): fin_captions_hearing(), _writing() or _is_private() tell another
 * thing of them, or they speak another language;
 * `engine-failed` (const char *name): an engine of that id was given up for now.
 */
#define FIN_TYPE_CAPTIONS (fin_captions_get_type ())
G_DECLARE_FINAL_TYPE (FinCaptions, fin_captions, FIN, CAPTIONS, GObject)

/* @parties: of #FinParty; followed. (transfer full) */
FinCaptions    *fin_captions_new        (FinLink *link, FinCall *call, GListModel *parties,
                                         FinTranscript *transcript);
/* At each `visit` message: who one is, and what it says that the office has; lines and translations it lacks are
 * sent again. */
void            fin_captions_mend       (FinCaptions *self, FinParticipant *me, JsonObject *visit);
/* What is likely to be said, in the language @language, and the names of the procedure in any (of `Name`
 * objects): for voices whose turn begins from now on. What was heard of a name is written as it is. */
void            fin_captions_set_phrases (FinCaptions *self, const char *const *phrases,
                                          const char *language, JsonArray *names);
/* For good. */
void            fin_captions_stop       (FinCaptions *self);

/* What becomes of the speech of @participant, and by which engine (NULL: none). */
FinHearing      fin_captions_hearing    (FinCaptions *self, const char *participant,
                                         FinEngine **engine);
/* Asks the office to have it so for everybody. NULL: as it is. */
void            fin_captions_set_spoken (FinCaptions *self, const char *participant,
                                         const char *speaks, const char *reads);
/* While a code or password is asked for that only the citizen may see, what they say is not captioned: it would be
 * on both screens, at the office, and with whoever transcribes and translates. */
void            fin_captions_set_private (FinCaptions *self, gboolean private);
/* Is that why @participant is not captioned? */
gboolean        fin_captions_is_private (FinCaptions *self, const char *participant);
/* Somebody here writes down what @participant says, from now on until it is NULL; meanwhile they are not heard by
 * a machine. A line that was begun is ended. */
void            fin_captions_set_writing (FinCaptions *self, const char *participant);
/* Whose words are written down; NULL: nobody's. */
const char     *fin_captions_writing    (FinCaptions *self);
/* The line that is being written down, as it stands; @done: the next one begins. Everybody reads it as it
 * grows. */
void            fin_captions_write      (FinCaptions *self, const char *text, gboolean done);
/* What @word, just typed of them, stands for; NULL: itself. (transfer none) */
const char     *fin_captions_expand     (FinCaptions *self, const char *word);
/* Puts right what was heard, for everybody. */
void            fin_captions_mend_line  (FinCaptions *self, FinLine *line, const char *text);
/* Takes a line that is done, of any origin, off every screen and out of the office, for good. FALSE: the office
 * is out of reach. */
gboolean        fin_captions_erase_line (FinCaptions *self, FinLine *line);

G_END_DECLS
