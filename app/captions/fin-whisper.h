// Whisper over HTTP, utterance by utterance: the interface of whisper.cpp's server, and that of OpenAI.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-server-engine.h"

G_BEGIN_DECLS

/**
 * FinWhisperEngine:
 *
 * Id "whisper". Its sessions fail with FIN_ERROR_UNAUTHORIZED when the key is refused, and with
 * FIN_ERROR_TIMED_OUT when the server still loads its model after half a minute, takes more than twenty
 * seconds for an utterance, or has three to do.
 */
#define FIN_TYPE_WHISPER_ENGINE (fin_whisper_engine_get_type ())
G_DECLARE_FINAL_TYPE (FinWhisperEngine, fin_whisper_engine, FIN, WHISPER_ENGINE, FinServerEngine)

/* @addresses: language to URL, whole: "http://127.0.0.1:8080/inference" for whisper.cpp; kept, not to be
 * changed after (transfer full). @model: for the interface of OpenAI ("…/v1/audio/transcriptions"), NULL
 * for that of whisper.cpp. @key: sent as Bearer; NULL for none. */
FinEngine *fin_whisper_engine_new (GHashTable *addresses, const char *model, const char *key);

G_END_DECLS
