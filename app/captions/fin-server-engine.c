// Which address serves a language, and whether it may be used.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-server-engine.h"

#include "fin-host.h"

typedef struct {
  GHashTable *addresses;
} FinServerEnginePrivate;

static void engine_iface_init (FinEngineInterface *iface);

G_DEFINE_ABSTRACT_TYPE_WITH_CODE (FinServerEngine,
                                  fin_server_engine,
                                  G_TYPE_OBJECT,
                                  G_ADD_PRIVATE (FinServerEngine)
                                      G_IMPLEMENT_INTERFACE (FIN_TYPE_ENGINE, engine_iface_init))

enum {
  PROP_0,
  PROP_ADDRESSES,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static gboolean
may_be_used (GUri *uri)
{
  const char *scheme = g_uri_get_scheme (uri);

  if (g_uri_get_host (uri) == NULL || g_uri_get_host (uri)[0] == '\0')
    return FALSE;
  if (g_str_equal (scheme, "wss") || g_str_equal (scheme, "https"))
    return TRUE;

  return (g_str_equal (scheme, "ws") || g_str_equal (scheme, "http")) &&
         fin_host_is_here (g_uri_get_host (uri));
}

static FinEngineTraits
fin_server_engine_traits (FinEngine *engine)
{
  FinServerEnginePrivate *priv =
      fin_server_engine_get_instance_private (FIN_SERVER_ENGINE (engine));
  FinEngineTraits traits = FIN_SERVER_ENGINE_GET_CLASS (engine)->traits;
  GHashTableIter iter;
  gpointer address;

  g_hash_table_iter_init (&iter, priv->addresses);
  while (g_hash_table_iter_next (&iter, NULL, &address)) {
    g_autoptr (GUri) uri = g_uri_parse (address, G_URI_FLAGS_NONE, NULL);

    if (uri != NULL && may_be_used (uri) && !fin_host_is_here (g_uri_get_host (uri)))
      traits |= FIN_ENGINE_SENDS_SOUND;
  }

  return traits;
}

static FinEngineState
fin_server_engine_state (FinEngine *engine, const char *language)
{
  return fin_server_engine_address (FIN_SERVER_ENGINE (engine), language) != NULL
             ? FIN_ENGINE_READY
             : FIN_ENGINE_NO_ADDRESS;
}

static void
fin_server_engine_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  FinServerEnginePrivate *priv =
      fin_server_engine_get_instance_private (FIN_SERVER_ENGINE (object));

  switch (id) {
  case PROP_ADDRESSES:
    priv->addresses = g_value_dup_boxed (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
fin_server_engine_finalize (GObject *object)
{
  FinServerEnginePrivate *priv =
      fin_server_engine_get_instance_private (FIN_SERVER_ENGINE (object));

  g_clear_pointer (&priv->addresses, g_hash_table_unref);

  G_OBJECT_CLASS (fin_server_engine_parent_class)->finalize (object);
}

static void
engine_iface_init (FinEngineInterface *iface)
{
  iface->traits = fin_server_engine_traits;
  iface->state = fin_server_engine_state;
}

static void
fin_server_engine_class_init (FinServerEngineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->set_property = fin_server_engine_set_property;
  object_class->finalize = fin_server_engine_finalize;

  properties[PROP_ADDRESSES] =
      g_param_spec_boxed ("addresses", NULL, NULL, G_TYPE_HASH_TABLE,
                          G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
fin_server_engine_init (FinServerEngine *self)
{
}

const char *
fin_server_engine_address (FinServerEngine *self, const char *language)
{
  FinServerEnginePrivate *priv = fin_server_engine_get_instance_private (self);
  const char *address;

  g_return_val_if_fail (FIN_IS_SERVER_ENGINE (self), NULL);

  address = g_hash_table_lookup (priv->addresses, language);

  return address != NULL && fin_server_engine_accepts (address) ? address : NULL;
}

gboolean
fin_server_engine_accepts (const char *address)
{
  g_autoptr (GUri) uri = NULL;

  g_return_val_if_fail (address != NULL, FALSE);

  uri = g_uri_parse (address, G_URI_FLAGS_NONE, NULL);

  return uri != NULL && may_be_used (uri);
}
