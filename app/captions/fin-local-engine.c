// Whether library and model are there, and sessions with them.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-local-engine.h"

#include "fin-local-transcriber.h"

typedef struct {
  char *library;
  GHashTable *models;
  gint refused; /* atomic */
} FinLocalEnginePrivate;

static void engine_iface_init (FinEngineInterface *iface);

G_DEFINE_ABSTRACT_TYPE_WITH_CODE (FinLocalEngine,
                                  fin_local_engine,
                                  G_TYPE_OBJECT,
                                  G_ADD_PRIVATE (FinLocalEngine)
                                      G_IMPLEMENT_INTERFACE (FIN_TYPE_ENGINE, engine_iface_init))

enum {
  PROP_0,
  PROP_LIBRARY,
  PROP_MODELS,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static FinLocalEnginePrivate *
private_of (FinLocalEngine *self)
{
  return fin_local_engine_get_instance_private (self);
}

static FinEngineTraits
fin_local_engine_traits (FinEngine *engine)
{
  return 0;
}

static FinEngineState
fin_local_engine_state (FinEngine *engine, const char *language)
{
  FinLocalEngine *self = FIN_LOCAL_ENGINE (engine);
  FinLocalEnginePrivate *priv = private_of (self);
  g_autofree char *program = fin_local_transcriber_program ();
  const char *folder = fin_local_engine_model (self, language);

  if (program == NULL || priv->library == NULL || g_atomic_int_get (&priv->refused) ||
      !g_file_test (priv->library, G_FILE_TEST_IS_REGULAR))
    return FIN_ENGINE_NO_PROGRAM;

  return folder != NULL && FIN_LOCAL_ENGINE_GET_CLASS (self)->has_model (folder, language)
             ? FIN_ENGINE_READY
             : FIN_ENGINE_NO_MODEL;
}

static FinTranscriber *
fin_local_engine_open (FinEngine *engine, const char *language, const char *const *phrases)
{
  return fin_local_transcriber_new (FIN_LOCAL_ENGINE (engine), language, phrases);
}

static void
fin_local_engine_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  FinLocalEnginePrivate *priv = private_of (FIN_LOCAL_ENGINE (object));

  switch (id) {
  case PROP_LIBRARY:
    priv->library = g_value_dup_string (value);
    break;
  case PROP_MODELS:
    priv->models = g_value_dup_boxed (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
fin_local_engine_finalize (GObject *object)
{
  FinLocalEnginePrivate *priv = private_of (FIN_LOCAL_ENGINE (object));

  g_free (priv->library);
  g_clear_pointer (&priv->models, g_hash_table_unref);

  G_OBJECT_CLASS (fin_local_engine_parent_class)->finalize (object);
}

static void
engine_iface_init (FinEngineInterface *iface)
{
  iface->traits = fin_local_engine_traits;
  iface->state = fin_local_engine_state;
  iface->open = fin_local_engine_open;
}

static void
fin_local_engine_class_init (FinLocalEngineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags given = G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->set_property = fin_local_engine_set_property;
  object_class->finalize = fin_local_engine_finalize;

  properties[PROP_LIBRARY] = g_param_spec_string ("library", NULL, NULL, NULL, given);
  properties[PROP_MODELS] = g_param_spec_boxed ("models", NULL, NULL, G_TYPE_HASH_TABLE, given);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
fin_local_engine_init (FinLocalEngine *self)
{
}

const char *
fin_local_engine_library (FinLocalEngine *self)
{
  g_return_val_if_fail (FIN_IS_LOCAL_ENGINE (self), NULL);

  return private_of (self)->library;
}

const char *
fin_local_engine_model (FinLocalEngine *self, const char *language)
{
  g_return_val_if_fail (FIN_IS_LOCAL_ENGINE (self), NULL);

  return g_hash_table_lookup (private_of (self)->models, language);
}

GHashTable *
fin_local_engine_models (FinLocalEngine *self)
{
  g_return_val_if_fail (FIN_IS_LOCAL_ENGINE (self), NULL);

  return private_of (self)->models;
}

void
fin_local_engine_refuse (FinLocalEngine *self)
{
  g_return_if_fail (FIN_IS_LOCAL_ENGINE (self));

  g_atomic_int_set (&private_of (self)->refused, TRUE);
}
