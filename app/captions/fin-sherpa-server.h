// The WebSocket protocol of sherpa-onnx's online server (sherpa-onnx-online-websocket-server).
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-server-engine.h"

G_BEGIN_DECLS

/**
 * FinSherpaServerEngine:
 *
 * Id "sherpa-onnx-server". A server has one model; where that knows several languages they have the same
 * address.
 */
#define FIN_TYPE_SHERPA_SERVER_ENGINE (fin_sherpa_server_engine_get_type ())
G_DECLARE_FINAL_TYPE (FinSherpaServerEngine, fin_sherpa_server_engine, FIN, SHERPA_SERVER_ENGINE,
                      FinServerEngine)

/* @addresses: language to URL such as "ws://127.0.0.1:6006"; kept, not to be changed after. (transfer full) */
FinEngine *fin_sherpa_server_engine_new (GHashTable *addresses);

G_END_DECLS
