// sherpa-onnx on this computer.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-local-engine.h"

G_BEGIN_DECLS

/**
 * FinSherpaEngine:
 *
 * Id "sherpa-onnx". Its models are folders with a manifest (fin-model.h), whose files are held to it before
 * they are loaded. One that has a vocabulary is biased by the phrases of a session.
 */
#define FIN_TYPE_SHERPA_ENGINE (fin_sherpa_engine_get_type ())
G_DECLARE_FINAL_TYPE (FinSherpaEngine, fin_sherpa_engine, FIN, SHERPA_ENGINE, FinLocalEngine)

/* @library: path of libsherpa-onnx-c-api.so of the one version that serves, NULL for none. @models: language
 * to folder; kept, not to be changed after. (transfer full) */
FinEngine *fin_sherpa_engine_new (const char *library, GHashTable *models);

G_END_DECLS
