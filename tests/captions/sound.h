// Sound for the tests of the captions, made here and now.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

#include "fin-transcriber.h"

G_BEGIN_DECLS

/* What @text sounds like over a call: said by espeak-ng with @voice, mixed with a noise floor of -60 dBFS,
 * through Opus, after half a second of silence and before another. @elements, such as "! audioresample !
 * audio/x-raw,rate=8000", stand before Opus; "" for none. An array of gint16. (transfer full) */
GArray *sound_speech      (const char *voice, const char *text, const char *elements);
/* @pipeline: GStreamer elements that end. (transfer full) */
GArray *sound_of          (const char *pipeline);
GArray *sound_silence     (guint milliseconds);
/* Louder, to where it is clipped, or softer. */
void    sound_amplify     (GArray *sound, double factor);
/* Hands @sound over in blocks of 20 ms, as fast as it is heard but never more than a second ahead, and waits
 * until all of it is heard and told. @at: of its first sample; returns that of the next one. */
gint64  sound_push        (FinTranscriber *transcriber, GArray *sound, gint64 at);
/* Until nothing holds the object, be it on another thread. */
void    sound_wait_gone   (GWeakRef *object);
/* Words of @said that @heard has not or has otherwise, and those it has too many. */
guint   sound_word_errors (const char *said, const char *heard);

G_END_DECLS
