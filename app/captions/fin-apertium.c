// Apertium, in processes of its own on this computer.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-apertium.h"

#include <string.h>

#include "fin-apertium-pipeline.h"
#include "fin-error.h"
#include "fin-language.h"
#include "fin-placeables.h"

#define MODES "/usr/share/apertium/modes"

enum {
  PROP_MODES = 1,
  PROP_PATIENCE,
  PROP_IDLE,
  N_PROPS,
};

struct _FinApertium {
  GObject parent_instance;

  char *modes;
  guint patience;
  guint idle;
  GHashTable *names;
  GHashTable *phrases;   /* mode -> phrases of its languages */
  GHashTable *pipelines; /* mode -> FinApertiumPipeline */
};

/* The languages it has, and what Apertium calls them. */
static const struct {
  const char *code;
  const char *name;
} languages[] = { { "ca", "cat" }, { "en", "eng" }, { "es", "spa" } };

static void fin_apertium_init_translator (FinTranslatorInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FinApertium,
                               fin_apertium,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (FIN_TYPE_TRANSLATOR,
                                                      fin_apertium_init_translator))

static GParamSpec *properties[N_PROPS];

static const char *
name_of (const char *tag)
{
  const FinLanguage *language = fin_language_lookup (tag);

  for (guint i = 0; language != NULL && i < G_N_ELEMENTS (languages); i++)
    if (g_str_equal (languages[i].code, language->code))
      return languages[i].name;

  return NULL;
}

/* "cat-spa"; NULL when there can be none. */
static char *
mode_of (const char *from, const char *to)
{
  const char *from_name = name_of (from), *to_name = name_of (to);

  if (from_name == NULL || to_name == NULL || from_name == to_name)
    return NULL;

  return g_strconcat (from_name, "-", to_name, NULL);
}

static char *
file_of (FinApertium *self, const char *mode)
{
  g_autofree char *file = g_strconcat (mode, ".mode", NULL);

  return g_build_filename (self->modes, file, NULL);
}

static FinApertiumPipeline *
find_pipeline (FinApertium *self, const char *mode, GError **error)
{
  FinApertiumPipeline *pipeline = g_hash_table_lookup (self->pipelines, mode);
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;

  if (pipeline != NULL)
    return pipeline;

  path = file_of (self, mode);
  if (!g_file_get_contents (path, &text, NULL, error))
    return NULL;

  pipeline = fin_apertium_pipeline_new (text, self->patience, self->idle);
  g_hash_table_insert (self->pipelines, g_strdup (mode), pipeline);
  return pipeline;
}

static GHashTable *
find_phrases (FinApertium *self, const char *mode, const char *from, const char *to)
{
  GHashTable *phrases = g_hash_table_lookup (self->phrases, mode);

  if (phrases == NULL) {
    phrases = fin_placeables_phrases (fin_language_code (from), fin_language_code (to));
    g_hash_table_insert (self->phrases, g_strdup (mode), phrases);
  }

  return phrases;
}

static FinTranslationQuality
fin_apertium_quality (FinTranslator *translator, const char *from, const char *to)
{
  FinApertium *self = FIN_APERTIUM (translator);
  g_autofree char *mode = mode_of (from, to);
  g_autofree char *path = mode != NULL ? file_of (self, mode) : NULL;
  FinApertiumPipeline *pipeline;

  if (path == NULL || !g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return FIN_TRANSLATION_NONE;

  pipeline = g_hash_table_lookup (self->pipelines, mode);
  if (pipeline != NULL && fin_apertium_pipeline_is_broken (pipeline))
    return FIN_TRANSLATION_NONE;

  return strstr (mode, "eng") != NULL ? FIN_TRANSLATION_DRAFT : FIN_TRANSLATION_GOOD;
}

static void
translated_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  g_autofree char *translated =
      fin_apertium_pipeline_translate_finish (FIN_APERTIUM_PIPELINE (source), result, &error);

  if (translated == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, fin_placeables_restore (g_task_get_task_data (task), translated),
                           g_free);
}

static void
fin_apertium_translate_async (FinTranslator *translator,
                              const char *text,
                              const char *from,
                              const char *to,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer data)
{
  FinApertium *self = FIN_APERTIUM (translator);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);
  g_autofree char *mode = mode_of (from, to);
  g_autofree char *masked = NULL;
  g_autoptr (GError) error = NULL;
  FinApertiumPipeline *pipeline;
  FinPlaceables *placeables;

  g_task_set_source_tag (task, fin_apertium_translate_async);
  pipeline = mode != NULL ? find_pipeline (self, mode, &error) : NULL;
  if (pipeline == NULL) {
    g_task_return_new_error (task, FIN_ERROR, FIN_ERROR_FAILED, "Apertium has no %s to %s: %s",
                             from, to, error != NULL ? error->message : "no such pair");
    return;
  }

  placeables = fin_placeables_find (text, self->names, find_phrases (self, mode, from, to));
  g_task_set_task_data (task, placeables, (GDestroyNotify)fin_placeables_free);
  masked = fin_placeables_mask (placeables);
  fin_apertium_pipeline_translate_async (pipeline, masked, cancellable, translated_cb,
                                         g_steal_pointer (&task));
}

static char *
fin_apertium_translate_finish (FinTranslator *translator, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, fin_apertium_translate_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
fin_apertium_set_names (FinTranslator *translator, const char *const *names)
{
  FinApertium *self = FIN_APERTIUM (translator);

  g_hash_table_unref (self->names);
  self->names = fin_placeables_names (names);
}

static void
fin_apertium_init_translator (FinTranslatorInterface *iface)
{
  iface->id = "apertium";
  iface->quality = fin_apertium_quality;
  iface->translate_async = fin_apertium_translate_async;
  iface->translate_finish = fin_apertium_translate_finish;
  iface->set_names = fin_apertium_set_names;
}

static void
fin_apertium_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  FinApertium *self = FIN_APERTIUM (object);

  switch (id) {
  case PROP_MODES:
    self->modes = g_value_dup_string (value);
    break;
  case PROP_PATIENCE:
    self->patience = g_value_get_uint (value);
    break;
  case PROP_IDLE:
    self->idle = g_value_get_uint (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
fin_apertium_dispose (GObject *object)
{
  FinApertium *self = FIN_APERTIUM (object);
  GHashTableIter each;
  gpointer pipeline;

  g_hash_table_iter_init (&each, self->pipelines);
  while (g_hash_table_iter_next (&each, NULL, &pipeline))
    fin_apertium_pipeline_stop (pipeline);

  G_OBJECT_CLASS (fin_apertium_parent_class)->dispose (object);
}

static void
fin_apertium_finalize (GObject *object)
{
  FinApertium *self = FIN_APERTIUM (object);

  g_free (self->modes);
  g_hash_table_unref (self->names);
  g_hash_table_unref (self->phrases);
  g_hash_table_unref (self->pipelines);

  G_OBJECT_CLASS (fin_apertium_parent_class)->finalize (object);
}

static void
fin_apertium_class_init (FinApertiumClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->set_property = fin_apertium_set_property;
  object_class->dispose = fin_apertium_dispose;
  object_class->finalize = fin_apertium_finalize;

  properties[PROP_MODES] = g_param_spec_string ("modes", NULL, NULL, MODES, flags);
  properties[PROP_PATIENCE] =
      g_param_spec_uint ("patience", NULL, NULL, 1, G_MAXINT / 8, 2500, flags);
  properties[PROP_IDLE] = g_param_spec_uint ("idle", NULL, NULL, 1, G_MAXINT, 300000, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
fin_apertium_init (FinApertium *self)
{
  self->names = fin_placeables_names (NULL);
  self->phrases =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_hash_table_unref);
  self->pipelines = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
}

FinTranslator *
fin_apertium_new (void)
{
  return g_object_new (FIN_TYPE_APERTIUM, NULL);
}
