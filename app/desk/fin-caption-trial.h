// Trying an engine: a sentence is said by espeak-ng, as fast as people speak, and what is heard of it is told.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-engine.h"

G_BEGIN_DECLS

/**
 * FinCaptionTrial:
 *
 * One trial, from fin_caption_trial_new() on; letting go of it ends it. Nothing of it is heard aloud nor kept.
 *
 * Signals:
 * - `changed`: its words, delay or load are others;
 * - `ended` (GError * or NULL): nothing follows. FIN_ERROR_NOT_FOUND: there is no espeak-ng to say the sentence;
 *   FIN_ERROR_TIMED_OUT: the engine made nothing of it in half a minute; else what fin_transcriber's `failed`
 *   says.
 */
#define FIN_TYPE_CAPTION_TRIAL (fin_caption_trial_get_type ())
G_DECLARE_FINAL_TYPE (FinCaptionTrial, fin_caption_trial, FIN, CAPTION_TRIAL, GObject)

/* What is said in @language, NULL when no voice is known for it. (transfer none) */
const char      *fin_caption_trial_sentence (const char *language);

/* @engine: ready for @language, which has a sentence. (transfer full) */
FinCaptionTrial *fin_caption_trial_new   (FinEngine *engine, const char *language);
/* What has been heard so far. (transfer full) */
char            *fin_caption_trial_words (FinCaptionTrial *self);
/* Seconds from the end of the sentence to the end of what was heard of it; negative before. */
double           fin_caption_trial_delay (FinCaptionTrial *self);
/* The most of a processor it has taken, 1 being all. */
double           fin_caption_trial_load  (FinCaptionTrial *self);

G_END_DECLS
