// Vosk on this computer.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-local-engine.h"

G_BEGIN_DECLS

/**
 * FinVoskEngine:
 *
 * Id "vosk". It takes no phrases, for the reason FinVoskServerEngine tells.
 */
#define FIN_TYPE_VOSK_ENGINE (fin_vosk_engine_get_type ())
G_DECLARE_FINAL_TYPE (FinVoskEngine, fin_vosk_engine, FIN, VOSK_ENGINE, FinLocalEngine)

/* @library: path of libvosk.so, NULL for none. @models: language to folder of a Vosk model; kept, not to be
 * changed after. (transfer full) */
FinEngine *fin_vosk_engine_new (const char *library, GHashTable *models);

G_END_DECLS
