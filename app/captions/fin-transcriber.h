// Speech to text: a session of one speaker in one language, on a thread of its own.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

#include "fin-utterance.h"

G_BEGIN_DECLS

#define FIN_TRANSCRIBER_RATE 16000 /* samples a second, mono */

/**
 * FinTranscriber:
 *
 * An engine makes one by fin_engine_open(). Sound may be pushed from any thread and never waits; all else
 * is of the thread that made it, whose main context emits the signals:
 * - `ready`: it hears; what was pushed before is not lost;
 * - `utterance` (FinUtterance *): new, or more of one already told;
 * - `finished`: after fin_transcriber_finish(), all has been told;
 * - `failed` (GError *): it will tell nothing any more, and is to be replaced. FIN_ERROR_TIMED_OUT: it fell
 *   more than two seconds of sound behind; FIN_ERROR_OFFLINE: its server is out of reach; FIN_ERROR_FAILED.
 *
 * Nothing is emitted after fin_transcriber_stop() or once nobody holds it.
 *
 * Property `load` (double, ro, polled): how much of the last seconds its thread was at work, 1 being all.
 */
#define FIN_TYPE_TRANSCRIBER (fin_transcriber_get_type ())
G_DECLARE_DERIVABLE_TYPE (FinTranscriber, fin_transcriber, FIN, TRANSCRIBER, GObject)

/**
 * FinTranscriberClass:
 * @open: load models, connect. Sound waits meanwhile, for some seconds
 * @hear: @n samples that began at @at (monotonic µs); @n is at most a tenth of a second
 * @pause: there is no sound for the time being: what is being said is final
 * @busy: whether more will be told of what it has heard, as an answer is on its way; may be NULL
 * @close: only after an @open that succeeded
 *
 * All called in the session's own thread, whose thread-default main context runs between them, so that
 * libsoup and others may be used as anywhere.
 */
struct _FinTranscriberClass {
  GObjectClass parent_class;

  gboolean (*open)  (FinTranscriber *self, GError **error);
  void     (*hear)  (FinTranscriber *self, const gint16 *samples, gsize n, gint64 at);
  void     (*pause) (FinTranscriber *self);
  gboolean (*busy)  (FinTranscriber *self);
  void     (*close) (FinTranscriber *self);
};

/* Once, when the signals are connected. */
void         fin_transcriber_start    (FinTranscriber *self);
/* S16, FIN_TRANSCRIBER_RATE, mono, which began at @at (monotonic µs). From any thread. Before `ready`,
 * the newest five seconds are kept. */
void         fin_transcriber_push     (FinTranscriber *self, const gint16 *samples, gsize n, gint64 at);
/* The microphone is off, or another language follows. From any thread. */
void         fin_transcriber_pause    (FinTranscriber *self);
/* No more is pushed: what was said is final, and once all of it is told it is `finished`. From any thread. */
void         fin_transcriber_finish   (FinTranscriber *self);
void         fin_transcriber_stop     (FinTranscriber *self);
double       fin_transcriber_load     (FinTranscriber *self);
/* How many samples were pushed that it has not heard to their end. */
gsize        fin_transcriber_waiting  (FinTranscriber *self);

/* For engines, from the session's thread. */

/* BCP 47. */
const char  *fin_transcriber_language (FinTranscriber *self);
/* Words and phrases that are likely, such as the names of a procedure; never NULL. (transfer none) */
const char *const *fin_transcriber_phrases (FinTranscriber *self);
/* @utterance: (transfer full) */
void         fin_transcriber_tell     (FinTranscriber *self, FinUtterance *utterance);
/* The first counts. @error: (transfer full) */
void         fin_transcriber_fail     (FinTranscriber *self, GError *error);

G_END_DECLS
