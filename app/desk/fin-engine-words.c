// Engines in words.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-engine-words.h"

#include <glib/gi18n.h>

#include "fin-language.h"
#include "fin-speaker.h"

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

static const char *
translator_name (const char *id)
{
  return g_str_equal (id, "apertium") ? "Apertium" : _ ("LibreTranslate, on a server");
}

static char *
isolated (const char *language)
{
  return g_strconcat (FIN_FSI, fin_language_lookup (language)->name, FIN_PDI, NULL);
}

char *
fin_engine_words_route (FinTranslation *translation, const char *from, const char *to)
{
  g_autofree char *source = isolated (from);
  g_autofree char *target = isolated (to);
  g_autofree char *by = NULL;
  FinTranslationRoute route;

  g_return_val_if_fail (FIN_IS_TRANSLATION (translation), NULL);

  if (!fin_translation_route (translation, from, to, &route))
    /* Translators: two languages. */
    return g_strdup_printf (_ ("%s → %s: nothing here translates it now; they see the original."),
                            source, target);

  if (route.through != NULL) {
    g_autofree char *through = isolated (route.through);

    if (g_str_equal (route.first, route.second))
      /* Translators: a translator, and the language it goes by way of. */
      by = g_strdup_printf (_ ("%s, by way of %s"), translator_name (route.first), through);
    else
      /* Translators: a translator, the language it goes by way of, and the translator from there.
       */
      by = g_strdup_printf (_ ("%s, by way of %s, and %s"), translator_name (route.first), through,
                            translator_name (route.second));
  } else
    by = g_strdup (translator_name (route.first));

  return g_strdup_printf (route.quality == FIN_TRANSLATION_GOOD
                              /* Translators: two languages, and what translates. */
                              ? _ ("%s → %s: %s.")
                              : _ ("%s → %s: %s. A rough translation."),
                          source, target, by);
}
