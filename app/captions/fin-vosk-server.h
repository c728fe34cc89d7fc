// The WebSocket protocol of vosk-server (alphacep/vosk-server, asr_server.py).
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-server-engine.h"

G_BEGIN_DECLS

/**
 * FinVoskServerEngine:
 *
 * Id "vosk-server". A server serves one language, so each has its address. It takes no phrases: those that
 * the protocol has (`phrase_list`) are all that would be recognised, and a person says other words too.
 */
#define FIN_TYPE_VOSK_SERVER_ENGINE (fin_vosk_server_engine_get_type ())
G_DECLARE_FINAL_TYPE (FinVoskServerEngine, fin_vosk_server_engine, FIN, VOSK_SERVER_ENGINE,
                      FinServerEngine)

/* @addresses: language to URL such as "ws://127.0.0.1:2700"; kept, not to be changed after. (transfer full) */
FinEngine *fin_vosk_server_engine_new (GHashTable *addresses);

G_END_DECLS
