// A list of engines, and preferences.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-engines.h"

#define NONE "none"

struct _FinEngines {
  GObject parent_instance;

  GListStore *engines;
  GHashTable *preferred; /* language → id */
};

enum {
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void fin_engines_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FinEngines,
                               fin_engines,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      fin_engines_list_model_init))

static GType
fin_engines_get_item_type (GListModel *model)
{
  return FIN_TYPE_ENGINE;
}

static guint
fin_engines_get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (FIN_ENGINES (model)->engines));
}

static gpointer
fin_engines_get_item (GListModel *model, guint i)
{
  return g_list_model_get_item (G_LIST_MODEL (FIN_ENGINES (model)->engines), i);
}

static void
fin_engines_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = fin_engines_get_item_type;
  iface->get_n_items = fin_engines_get_n_items;
  iface->get_item = fin_engines_get_item;
}

static void
fin_engines_finalize (GObject *object)
{
  FinEngines *self = FIN_ENGINES (object);

  g_clear_object (&self->engines);
  g_clear_pointer (&self->preferred, g_hash_table_unref);

  G_OBJECT_CLASS (fin_engines_parent_class)->finalize (object);
}

static void
fin_engines_class_init (FinEnginesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fin_engines_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
changed (FinEngines *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
fin_engines_init (FinEngines *self)
{
  self->engines = g_list_store_new (FIN_TYPE_ENGINE);
  self->preferred = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_signal_connect_swapped (self->engines, "items-changed", G_CALLBACK (g_list_model_items_changed),
                            self);
  g_signal_connect_swapped (self->engines, "items-changed", G_CALLBACK (changed), self);
}

FinEngines *
fin_engines_new (void)
{
  return g_object_new (FIN_TYPE_ENGINES, NULL);
}

void
fin_engines_add (FinEngines *self, FinEngine *engine)
{
  g_return_if_fail (FIN_IS_ENGINES (self));
  g_return_if_fail (FIN_IS_ENGINE (engine));

  g_list_store_append (self->engines, engine);
}

void
fin_engines_replace (FinEngines *self, FinEngine *engine)
{
  g_return_if_fail (FIN_IS_ENGINES (self));
  g_return_if_fail (FIN_IS_ENGINE (engine));

  for (guint i = 0; i < fin_engines_get_n_items (G_LIST_MODEL (self)); i++) {
    g_autoptr (FinEngine) other = fin_engines_get_item (G_LIST_MODEL (self), i);

    if (g_str_equal (fin_engine_id (other), fin_engine_id (engine))) {
      g_list_store_splice (self->engines, i, 1, (gpointer *)&engine, 1);
      return;
    }
  }
  fin_engines_add (self, engine);
}

void
fin_engines_prefer (FinEngines *self, const char *language, const char *id)
{
  g_return_if_fail (FIN_IS_ENGINES (self));
  g_return_if_fail (language != NULL);

  g_hash_table_replace (self->preferred, g_strdup (language), g_strdup (id != NULL ? id : ""));
  changed (self);
}

FinEngine *
fin_engines_pick (FinEngines *self, const char *language, GHashTable *tired)
{
  const char *preferred;
  FinEngine *first = NULL;

  g_return_val_if_fail (FIN_IS_ENGINES (self), NULL);
  g_return_val_if_fail (language != NULL, NULL);

  preferred = g_hash_table_lookup (self->preferred, language);
  if (g_strcmp0 (preferred, NONE) == 0)
    return NULL;

  for (guint i = 0; i < fin_engines_get_n_items (G_LIST_MODEL (self)); i++) {
    /* The list keeps it. */
    g_autoptr (FinEngine) engine = fin_engines_get_item (G_LIST_MODEL (self), i);
    const char *id = fin_engine_id (engine);

    if ((tired != NULL && g_hash_table_contains (tired, id)) ||
        fin_engine_state (engine, language) != FIN_ENGINE_READY)
      continue;
    if (g_strcmp0 (preferred, id) == 0)
      return engine;
    if (first == NULL)
      first = engine;
  }

  return first;
}
