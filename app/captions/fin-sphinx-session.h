// A session of pocketsphinx. Private to this folder; only where there is pocketsphinx.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-transcriber.h"

G_BEGIN_DECLS

/* What is installed of the model for English. */
#define FIN_SPHINX_SOUNDS     FIN_SPHINX_MODELS "/en-us/en-us"
#define FIN_SPHINX_DICTIONARY FIN_SPHINX_MODELS "/en-us/cmudict-en-us.dict"

#define FIN_TYPE_SPHINX_SESSION (fin_sphinx_session_get_type ())
G_DECLARE_FINAL_TYPE (FinSphinxSession, fin_sphinx_session, FIN, SPHINX_SESSION, FinTranscriber)

G_END_DECLS
