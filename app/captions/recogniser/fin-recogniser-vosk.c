// libvosk, found at run time: of its functions those that all releases of late have (vosk_api.h of
// alphacep/vosk-api, Apache-2.0, whose types are opaque; the declarations are ours).
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-recogniser.h"

#include <gmodule.h>

#define RATE 16000

typedef struct {
  void (*vosk_set_log_level) (int level);
  gpointer (*vosk_model_new) (const char *folder);
  gpointer (*vosk_recognizer_new) (gpointer model, float rate);
  void (*vosk_recognizer_set_words) (gpointer recogniser, int words);
  int (*vosk_recognizer_accept_waveform_s) (gpointer recogniser, const short *samples, int n);
  const char *(*vosk_recognizer_result) (gpointer recogniser);
  const char *(*vosk_recognizer_partial_result) (gpointer recogniser);
  const char *(*vosk_recognizer_final_result) (gpointer recogniser);

  gpointer recogniser;
} Vosk;

static char *
hear (gpointer data, const gint16 *samples, gsize n)
{
  Vosk *vosk = data;

  return g_strdup (vosk->vosk_recognizer_accept_waveform_s (vosk->recogniser, samples, (int)n) > 0
                       ? vosk->vosk_recognizer_result (vosk->recogniser)
                       : vosk->vosk_recognizer_partial_result (vosk->recogniser));
}

static char *
pause_cb (gpointer data)
{
  Vosk *vosk = data;

  return g_strdup (vosk->vosk_recognizer_final_result (vosk->recogniser));
}

static gboolean
load (Vosk *vosk, const char *library)
{
  GModule *module = g_module_open (library, G_MODULE_BIND_LOCAL);

#define FIND(name) g_module_symbol (module, #name, (gpointer *)&vosk->name)
  return module != NULL && FIND (vosk_set_log_level) && FIND (vosk_model_new) &&
         FIND (vosk_recognizer_new) && FIND (vosk_recognizer_set_words) &&
         FIND (vosk_recognizer_accept_waveform_s) && FIND (vosk_recognizer_result) &&
         FIND (vosk_recognizer_partial_result) && FIND (vosk_recognizer_final_result);
#undef FIND
}

const char *
fin_recogniser_open_vosk (FinRecogniser *self, const char *library, const char *model)
{
  static Vosk vosk;
  gpointer loaded;

  if (!load (&vosk, library))
    return FIN_RECOGNISER_NO_LIBRARY;

  /* It would write what it hears to its log. */
  vosk.vosk_set_log_level (-1);
  loaded = vosk.vosk_model_new (model);
  vosk.recogniser = loaded != NULL ? vosk.vosk_recognizer_new (loaded, RATE) : NULL;
  if (vosk.recogniser == NULL)
    return FIN_RECOGNISER_NO_MODEL;

  vosk.vosk_recognizer_set_words (vosk.recogniser, TRUE);
  *self = (FinRecogniser){ .data = &vosk, .hear = hear, .pause = pause_cb };

  return NULL;
}
