// Which folders are models of Vosk.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-vosk.h"

#include "fin-vosk-answer.h"

struct _FinVoskEngine {
  FinLocalEngine parent_instance;
};

static void engine_iface_init (FinEngineInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FinVoskEngine,
                               fin_vosk_engine,
                               FIN_TYPE_LOCAL_ENGINE,
                               G_IMPLEMENT_INTERFACE (FIN_TYPE_ENGINE, engine_iface_init))

static gboolean
has (const char *folder, const char *file)
{
  g_autofree char *path = g_build_filename (folder, file, NULL);

  return g_file_test (path, G_FILE_TEST_IS_REGULAR);
}

/* A graph for the whole language, or one that is put together of two. Models before 2020 have all
 * in one folder. */
static gboolean
has_model (const char *folder, const char *language)
{
  if (has (folder, "am/final.mdl"))
    return has (folder, "graph/HCLG.fst") ||
           (has (folder, "graph/HCLr.fst") && has (folder, "graph/Gr.fst"));

  return has (folder, "final.mdl") &&
         (has (folder, "HCLG.fst") || (has (folder, "HCLr.fst") && has (folder, "Gr.fst")));
}

static void
engine_iface_init (FinEngineInterface *iface)
{
  iface->id = "vosk";
  /* Not measured on people, and so with caution: only what is hardly more than a guess. */
  iface->doubt = 0.4;
}

static void
fin_vosk_engine_class_init (FinVoskEngineClass *klass)
{
  FinLocalEngineClass *local_class = FIN_LOCAL_ENGINE_CLASS (klass);

  local_class->kind = "vosk";
  local_class->has_model = has_model;
  local_class->read = fin_vosk_answer_read;
}

static void
fin_vosk_engine_init (FinVoskEngine *self)
{
}

FinEngine *
fin_vosk_engine_new (const char *library, GHashTable *models)
{
  g_autoptr (GHashTable) owned = models;

  g_return_val_if_fail (models != NULL, NULL);

  return g_object_new (FIN_TYPE_VOSK_ENGINE, "library", library, "models", owned, NULL);
}
