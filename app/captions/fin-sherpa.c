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

static void
engine_iface_init (FinEngineInterface *iface)
{
  iface->id = "sherpa-onnx";
}

static void
fin_sherpa_engine_class_init (FinSherpaEngineClass *klass)
{
  FinLocalEngineClass *local_class = FIN_LOCAL_ENGINE_CLASS (klass);

  /* The search is greedy: what it said of an utterance only grows. */
  local_class->traits = FIN_ENGINE_APPEND_ONLY;
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
