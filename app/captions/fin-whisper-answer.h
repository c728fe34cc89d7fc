// What Whisper makes of an utterance, as servers of whisper.cpp's and OpenAI's interfaces write it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-teller.h"

G_BEGIN_DECLS

/* Reads a `verbose_json` (or `json`) answer of @length bytes to @seconds of sound, whatever they are. FALSE
 * when it is none. Segments that are no speech by Whisper's own measure are left out, so that the text may be
 * empty; what it repeats, or says faster than anybody speaks, it made up, and @heard's confidence is 0. */
gboolean fin_whisper_answer_read (const char *data, gsize length, double seconds, FinHeard *heard);

G_END_DECLS
