// What makes transcribers: one object for each way of recognising speech.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-transcriber.h"

G_BEGIN_DECLS

typedef enum {
  FIN_ENGINE_DEMONSTRATION  = 1 << 0, /* proves the path; not fit for people */
  FIN_ENGINE_SENDS_SOUND    = 1 << 1, /* sound leaves this computer */
  FIN_ENGINE_APPEND_ONLY    = 1 << 2, /* words it told stay as they are */
  FIN_ENGINE_AT_PAUSES      = 1 << 3, /* tells nothing before a pause */
  FIN_ENGINE_TAKES_PHRASES  = 1 << 4, /* is biased by the phrases given to fin_engine_open() */
} FinEngineTraits;

/* Whether a language can be served, and if not, why; the words for it are the window's. */
typedef enum {
  FIN_ENGINE_READY,
  FIN_ENGINE_NOT_THIS_LANGUAGE, /* and nothing will make it */
  FIN_ENGINE_NO_PROGRAM,        /* its library or programs are not installed, or of another version */
  FIN_ENGINE_NO_MODEL,          /* no folder is set, or what is in it is not whole */
  FIN_ENGINE_NO_ADDRESS,        /* no server is set */
} FinEngineState;

/**
 * FinEngine:
 *
 * Main thread only. Cheap to hold: models are loaded and servers asked by the sessions.
 */
#define FIN_TYPE_ENGINE (fin_engine_get_type ())
G_DECLARE_INTERFACE (FinEngine, fin_engine, FIN, ENGINE, GObject)

struct _FinEngineInterface {
  GTypeInterface parent;

  const char *id; /* as in the settings, such as "sherpa-onnx" */
  double doubt;   /* an utterance of less confidence is one the engine itself does not believe */
  FinEngineTraits (*traits) (FinEngine *self);
  FinEngineState  (*state)  (FinEngine *self, const char *language);
  FinTranscriber *(*open)   (FinEngine *self, const char *language, const char *const *phrases);
};

/* Static. */
const char     *fin_engine_id     (FinEngine *self);
double          fin_engine_doubt  (FinEngine *self);
FinEngineTraits fin_engine_traits (FinEngine *self);
FinEngineState  fin_engine_state  (FinEngine *self, const char *language);
/* @language: one for which the state is FIN_ENGINE_READY. @phrases may be NULL. What goes wrong is told by
 * the session's `failed`. (transfer full) */
FinTranscriber *fin_engine_open   (FinEngine *self, const char *language, const char *const *phrases);

G_END_DECLS
