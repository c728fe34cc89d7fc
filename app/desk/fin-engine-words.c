// Engines in words.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-engine-words.h"

#include <glib/gi18n.h>

static const struct {
  const char *id;
  const char *name;
  const char *about;
  const char *program; /* what to do without its programs */
} engines[] = {
  { "sherpa-onnx", N_ ("sherpa-onnx"),
    N_ ("Neural recognition on this computer; no sound leaves it."),
    N_ ("The library of sherpa-onnx is not on this computer, or is of another version.") },
  { "sherpa-onnx-server", N_ ("sherpa-onnx, on a server"),
    N_ ("Neural recognition on a server; what is said is sent there."), NULL },
  { "vosk", N_ ("Vosk"), N_ ("Recognition on this computer; no sound leaves it."),
    N_ ("The library of Vosk is not on this computer.") },
  { "vosk-server", N_ ("Vosk, on a server"),
    N_ ("Recognition on a server; what is said is sent there."), NULL },
  { "whisper", N_ ("Whisper, on a server"),
    N_ ("Recognition on a server, a whole sentence at a time; what is said is sent there."), NULL },
  { "pocketsphinx", N_ ("pocketsphinx (demonstration)"),
    N_ ("A demonstration, on this computer: it knows few words, and is not fit for citizens."),
    N_ ("Install pocketsphinx-en-us and espeak-ng.") },
};

const char *
fin_engine_words_name (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (engines); i++)
    if (g_str_equal (engines[i].id, id))
      return _ (engines[i].name);

  return id;
}

const char *
fin_engine_words_about (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (engines); i++)
    if (g_str_equal (engines[i].id, id))
      return _ (engines[i].about);

  return "";
}

const char *
fin_engine_words_missing (const char *id, FinEngineState state)
{
  switch (state) {
  case FIN_ENGINE_READY:
    return NULL;
  case FIN_ENGINE_NOT_THIS_LANGUAGE:
    return _ ("It does not know this language.");
  case FIN_ENGINE_NO_PROGRAM:
    for (guint i = 0; i < G_N_ELEMENTS (engines); i++)
      if (g_str_equal (engines[i].id, id) && engines[i].program != NULL)
        return _ (engines[i].program);
    return _ ("Its programs are not on this computer.");
  case FIN_ENGINE_NO_MODEL:
    return _ ("No folder with a model for this language is chosen, or it is not whole.");
  case FIN_ENGINE_NO_ADDRESS:
    return _ ("No address of a server is given, or it is not an encrypted one.");
  }

  g_return_val_if_reached (NULL);
}

char *
fin_engine_words_hearing (FinHearing hearing, FinEngine *engine)
{
  switch (hearing) {
  case FIN_HEARING_OFF:
    return g_strdup (_ ("Not captioned."));
  case FIN_HEARING_NO_ENGINE:
    return g_strdup (_ ("Nothing here transcribes this language now: write instead."));
  case FIN_HEARING_STARTING:
    return g_strdup (_ ("Captions are starting…"));
  case FIN_HEARING_ON:
    return g_strdup_printf (_ ("Captioned by %s."),
                            engine != NULL ? fin_engine_words_name (fin_engine_id (engine)) : "");
  }

  g_return_val_if_reached (NULL);
}
