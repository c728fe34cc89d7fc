// Which folders are models for sherpa-onnx.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-sherpa.h"

#include "fin-model.h"
#include "fin-sherpa-answer.h"

struct _FinSherpaEngine {
  FinLocalEngine parent_instance;
};

static void engine_iface_init (FinEngineInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FinSherpaEngine,
                               fin_sherpa_engine,
                               FIN_TYPE_LOCAL_ENGINE,
                               G_IMPLEMENT_INTERFACE (FIN_TYPE_ENGINE, engine_iface_init))

static gboolean
has_model (const char *folder, const char *language)
{
  g_autoptr (FinModel) model = fin_model_load (folder, NULL);

  return model != NULL && fin_model_has_language (model, language);
}

static gboolean
read_answer (const char *data, gsize length, FinHeard *heard)
{
  gint64 segment;

  return fin_sherpa_answer_read (data, length, heard, &segment);
}

/* A streaming model's greedy search only adds to what it said of an utterance; others revise it. */
static FinEngineTraits
fin_sherpa_engine_traits (FinEngine *engine)
{
  FinEngineTraits traits = FIN_ENGINE_APPEND_ONLY;
  GHashTableIter iter;
  gpointer folder;

  g_hash_table_iter_init (&iter, fin_local_engine_models (FIN_LOCAL_ENGINE (engine)));
  while (g_hash_table_iter_next (&iter, NULL, &folder)) {
    g_autoptr (FinModel) model = fin_model_load (folder, NULL);

    if (model != NULL && !fin_model_streams (model))
      traits &= ~FIN_ENGINE_APPEND_ONLY;
    if (model != NULL && fin_model_takes_phrases (model))
      traits |= FIN_ENGINE_TAKES_PHRASES;
  }

  return traits;
}

static void
engine_iface_init (FinEngineInterface *iface)
{
  iface->id = "sherpa-onnx";
  iface->traits = fin_sherpa_engine_traits;
  /* Not measured on people, and so with caution: only what is hardly more than a guess. */
  iface->doubt = 0.3;
}

static void
fin_sherpa_engine_class_init (FinSherpaEngineClass *klass)
{
  FinLocalEngineClass *local_class = FIN_LOCAL_ENGINE_CLASS (klass);

  local_class->kind = "sherpa-onnx";
  local_class->has_model = has_model;
  local_class->read = read_answer;
}

static void
fin_sherpa_engine_init (FinSherpaEngine *self)
{
}

FinEngine *
fin_sherpa_engine_new (const char *library, GHashTable *models)
{
  g_autoptr (GHashTable) owned = models;

  g_return_val_if_fail (models != NULL, NULL);

  return g_object_new (FIN_TYPE_SHERPA_ENGINE, "library", library, "models", owned, NULL);
}
