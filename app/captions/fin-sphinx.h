// The demonstration engine: pocketsphinx, of Debian, with its model for English and an office's phrases.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-engine.h"

G_BEGIN_DECLS

/**
 * FinSphinxEngine:
 *
 * Hears Catalan, Spanish and English, but only what is in data/captions and in the phrases it is given, and
 * synthetic voices better than people: it proves the way of the captions, and is not fit for a citizen. Its
 * state is FIN_ENGINE_NO_PROGRAM where Finestreta was built without pocketsphinx, or where its English model
 * or espeak-ng is not installed.
 */
#define FIN_TYPE_SPHINX_ENGINE (fin_sphinx_engine_get_type ())
G_DECLARE_FINAL_TYPE (FinSphinxEngine, fin_sphinx_engine, FIN, SPHINX_ENGINE, GObject)

FinEngine *fin_sphinx_engine_new (void);

G_END_DECLS
