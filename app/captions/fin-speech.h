// What one person says, becoming lines: their sound in, captions out, whatever happens to the engine.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-engines.h"
#include "fin-transcript.h"

G_BEGIN_DECLS

typedef enum {
  FIN_HEARING_OFF,       /* nobody wants it */
  FIN_HEARING_NO_ENGINE, /* nothing here transcribes this language, or all that did has failed and rests */
  FIN_HEARING_STARTING,
  FIN_HEARING_ON,
} FinHearing;

/**
 * FinSpeech:
 *
 * Main thread only, but for fin_speech_push(). Holds a session of the engine that serves the language; one that
 * fails is replaced by the next, and may be tried again after 1 s, and 2, 4… up to 30 while it fails anew
 * within a minute. Whenever another would be picked, as one that has rested or is preferred now, a session of it
 * opens beside, and takes over when it hears and what is being said is settled; but one that has failed three times
 * while it served, each within a minute, is let be as long as another hears.
 *
 * Of a hypothesis that may still change, the last two words are held back (one was measured to flicker), and
 * none of an engine whose words stay. When a session ends in mid-sentence, the whole of the last hypothesis is
 * settled. What the engine doubts comes as not `believed`.
 *
 * Properties: `hearing` (ro), `engine` (#FinEngine, ro, nullable).
 *
 * Signals:
 * - `caption` (FinCaption *, gint64 began): a line as it stands now, and when its sound began, on the
 *   monotonic clock in µs; valid during the emission;
 * - `failed` (FinEngine *, GError *): it is given up for now.
 */
#define FIN_TYPE_SPEECH (fin_speech_get_type ())
#define FIN_TYPE_HEARING (fin_hearing_get_type ())
G_DECLARE_FINAL_TYPE (FinSpeech, fin_speech, FIN, SPEECH, GObject)
GType       fin_hearing_get_type  (void);

/* Its first line will have @number. (transfer full) */
FinSpeech  *fin_speech_new          (FinEngines *engines, guint number);
/* NULL: off. What is being said ends: it is settled as it is understood, or, of an engine that tells nothing
 * before a pause, told when it is understood, in the language it was said in. */
void        fin_speech_set_language (FinSpeech *self, const char *language);
/* As fin_engine_open(); for sessions to come. */
void        fin_speech_set_phrases  (FinSpeech *self, const char *const *phrases);
/* As fin_transcriber_push(); when no more has come for 0.7 s, that is a pause. From any thread. */
void        fin_speech_push         (FinSpeech *self, const gint16 *samples, gsize n, gint64 at);
/* For good; before the last reference goes. */
void        fin_speech_stop         (FinSpeech *self);
FinHearing  fin_speech_hearing      (FinSpeech *self);
FinEngine  *fin_speech_engine       (FinSpeech *self);
const char *fin_speech_language     (FinSpeech *self);

/* @text without its last @hidden words. (transfer full) */
char       *fin_speech_held         (const char *text, guint hidden);

G_END_DECLS
