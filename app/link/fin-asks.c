// The list, from the messages that tell of it.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-asks.h"

#include "fin-json.h"

enum {
  ARRIVED,
  LEFT,
  N_SIGNALS,
};

struct _FinAsks {
  GObject parent_instance;

  FinLink *link;
  GListStore *asks;
};

static void fin_asks_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FinAsks,
                               fin_asks,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, fin_asks_list_model_init))

static guint signals[N_SIGNALS];

FinAsk *
fin_asks_lookup (FinAsks *self, const char *id)
{
  g_return_val_if_fail (FIN_IS_ASKS (self), NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->asks)); i++) {
    g_autoptr (FinAsk) ask = g_list_model_get_item (G_LIST_MODEL (self->asks), i);

    if (g_strcmp0 (fin_ask_id (ask), id) == 0)
      return ask; /* the list keeps it */
  }

  return NULL;
}

static void
asked_cb (FinLink *link, const char *type, JsonObject *message, FinAsks *self)
{
  g_autoptr (FinAsk) ask = fin_ask_new (message);

  /* Told again to who comes back. */
  if (ask == NULL || fin_asks_lookup (self, fin_ask_id (ask)) != NULL)
    return;

  g_list_store_append (self->asks, ask);
  g_signal_emit (self, signals[ARRIVED], 0, ask);
}

static void
take_away (FinAsks *self, FinAsk *which)
{
  g_autoptr (FinAsk) ask = g_object_ref (which);
  guint position;

  if (!g_list_store_find (self->asks, ask, &position))
    return;

  g_list_store_remove (self->asks, position);
  g_signal_emit (self, signals[LEFT], 0, ask);
}

static void
unasked_cb (FinLink *link, const char *type, JsonObject *message, FinAsks *self)
{
  FinAsk *ask = fin_asks_lookup (self, fin_json_string (message, "guest"));

  if (ask != NULL)
    take_away (self, ask);
}

static void
clear (FinAsks *self)
{
  g_autoptr (FinAsk) ask = NULL;

  while ((ask = g_list_model_get_item (G_LIST_MODEL (self->asks), 0)) != NULL) {
    take_away (self, ask);
    g_clear_object (&ask);
  }
}

/* What was taken back while this side was away is not told: all that stands is told again. */
static void
welcome_cb (FinLink *link, const char *type, JsonObject *message, FinAsks *self)
{
  clear (self);
}

static void
signed_out_cb (FinLink *link, FinAsks *self)
{
  clear (self);
}

static void
token_cb (FinLink *link, GParamSpec *pspec, FinAsks *self)
{
  if (fin_link_token (link) == NULL)
    clear (self);
}

static void
answered_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  g_autoptr (JsonObject) answer = fin_link_request_finish (FIN_LINK (object), result, &error);

  if (answer == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

void
fin_asks_answer_async (FinAsks *self,
                       const char *id,
                       gboolean accept,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer data)
{
  g_autoptr (JsonObject) body = json_object_new ();
  g_autofree char *path = NULL;
  GTask *task;

  g_return_if_fail (FIN_IS_ASKS (self));
  g_return_if_fail (id != NULL);

  json_object_set_boolean_member (body, "accept", accept);
  path = g_strconcat ("/guests/", id, "/answer", NULL);
  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, fin_asks_answer_async);
  fin_link_request_async (self->link, "POST", path, body, cancellable, answered_cb, task);
}

gboolean
fin_asks_answer_finish (FinAsks *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (FIN_IS_ASKS (self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static GType
fin_asks_get_item_type (GListModel *model)
{
  return FIN_TYPE_ASK;
}

static guint
fin_asks_get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (FIN_ASKS (model)->asks));
}

static gpointer
fin_asks_get_item (GListModel *model, guint i)
{
  return g_list_model_get_item (G_LIST_MODEL (FIN_ASKS (model)->asks), i);
}

static void
fin_asks_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = fin_asks_get_item_type;
  iface->get_n_items = fin_asks_get_n_items;
  iface->get_item = fin_asks_get_item;
}

static void
fin_asks_finalize (GObject *object)
{
  FinAsks *self = FIN_ASKS (object);

  g_object_unref (self->asks);
  g_clear_object (&self->link);

  G_OBJECT_CLASS (fin_asks_parent_class)->finalize (object);
}

static void
fin_asks_class_init (FinAsksClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fin_asks_finalize;

  signals[ARRIVED] = g_signal_new ("arrived", FIN_TYPE_ASKS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, FIN_TYPE_ASK);
  signals[LEFT] = g_signal_new ("left", FIN_TYPE_ASKS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, FIN_TYPE_ASK);
}

static void
fin_asks_init (FinAsks *self)
{
  self->asks = g_list_store_new (FIN_TYPE_ASK);
  g_signal_connect_object (self->asks, "items-changed", G_CALLBACK (g_list_model_items_changed),
                           self, G_CONNECT_SWAPPED);
}

FinAsks *
fin_asks_new (FinLink *link)
{
  FinAsks *self;

  g_return_val_if_fail (FIN_IS_LINK (link), NULL);

  self = g_object_new (FIN_TYPE_ASKS, NULL);
  self->link = g_object_ref (link);
  g_signal_connect_object (link, "message::welcome", G_CALLBACK (welcome_cb), self, 0);
  g_signal_connect_object (link, "message::asked", G_CALLBACK (asked_cb), self, 0);
  g_signal_connect_object (link, "message::unasked", G_CALLBACK (unasked_cb), self, 0);
  g_signal_connect_object (link, "signed-out", G_CALLBACK (signed_out_cb), self, 0);
  /* Whoever has the place now is asked. */
  g_signal_connect_object (link, "taken", G_CALLBACK (signed_out_cb), self, 0);
  g_signal_connect_object (link, "notify::token", G_CALLBACK (token_cb), self, 0);

  return self;
}
