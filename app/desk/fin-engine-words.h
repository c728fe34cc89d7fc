// What engines are called, and what is said of them, in the reader's language.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-speech.h"
#include "fin-translation.h"

G_BEGIN_DECLS

/* "sherpa-onnx, on this computer". (transfer none) */
const char *fin_engine_words_name    (const char *id);
/* What it is, in a sentence. (transfer none) */
const char *fin_engine_words_about   (const char *id);
/* What is missing for a language, and how to get it; NULL when nothing is. (transfer none) */
const char *fin_engine_words_missing (const char *id, FinEngineState state);
/* What becomes of somebody's speech. @engine may be NULL. (transfer full) */
char       *fin_engine_words_hearing (FinHearing hearing, FinEngine *engine);
/* By which translators, and by way of which language, one language becomes another (BCP 47, of ours) at
 * this moment. (transfer full) */
char       *fin_engine_words_route   (FinTranslation *translation, const char *from, const char *to);

G_END_DECLS
