// The demonstration engine, as far as it is there.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-sphinx.h"

#include "fin-lexicon.h"

#ifdef FIN_SPHINX_MODELS
#include "fin-sphinx-session.h"
#endif

struct _FinSphinxEngine {
  GObject parent_instance;
};

static void fin_sphinx_engine_engine_init (FinEngineInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FinSphinxEngine,
                               fin_sphinx_engine,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (FIN_TYPE_ENGINE,
                                                      fin_sphinx_engine_engine_init))

static gboolean
installed (void)
{
#ifdef FIN_SPHINX_MODELS
  return g_file_test (FIN_SPHINX_SOUNDS "/mdef", G_FILE_TEST_IS_REGULAR) &&
         g_file_test (FIN_SPHINX_DICTIONARY, G_FILE_TEST_IS_REGULAR) && fin_lexicon_available ();
#else
  return FALSE;
#endif
}

static FinEngineTraits
fin_sphinx_engine_traits (FinEngine *engine)
{
  return FIN_ENGINE_DEMONSTRATION | FIN_ENGINE_TAKES_PHRASES;
}

static FinEngineState
fin_sphinx_engine_state (FinEngine *engine, const char *language)
{
  static const char *const languages[] = { "ca", "es", "en", NULL };

  if (!g_strv_contains (languages, language))
    return FIN_ENGINE_NOT_THIS_LANGUAGE;

  return installed () ? FIN_ENGINE_READY : FIN_ENGINE_NO_PROGRAM;
}

static FinTranscriber *
fin_sphinx_engine_open (FinEngine *engine, const char *language, const char *const *phrases)
{
#ifdef FIN_SPHINX_MODELS
  return g_object_new (FIN_TYPE_SPHINX_SESSION, "language", language, "phrases", phrases, NULL);
#else
  return NULL;
#endif
}

static void
fin_sphinx_engine_engine_init (FinEngineInterface *iface)
{
  iface->id = "pocketsphinx";
  iface->doubt = 0.62;
  iface->traits = fin_sphinx_engine_traits;
  iface->state = fin_sphinx_engine_state;
  iface->open = fin_sphinx_engine_open;
}

static void
fin_sphinx_engine_class_init (FinSphinxEngineClass *klass)
{
}

static void
fin_sphinx_engine_init (FinSphinxEngine *self)
{
}

FinEngine *
fin_sphinx_engine_new (void)
{
  return g_object_new (FIN_TYPE_SPHINX_ENGINE, NULL);
}
