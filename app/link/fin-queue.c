// Who is waiting: the office's list, with each citizen one object as long as they wait.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-queue.h"

#include "fin-json.h"
#include "fin-list.h"

enum {
  ARRIVED,
  LEFT,
  N_SIGNALS,
};

struct _FinQueue {
  GObject parent_instance;

  GPtrArray *waiting;
};

static void fin_queue_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FinQueue,
                               fin_queue,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, fin_queue_list_model_init))

static guint signals[N_SIGNALS];

static FinWaiting *
lookup (GPtrArray *waiting, const char *appointment)
{
  for (guint i = 0; i < waiting->len; i++)
    if (g_str_equal (fin_appointment_id (fin_waiting_appointment (waiting->pdata[i])), appointment))
      return waiting->pdata[i];

  return NULL;
}

static const char *
waiting_id (JsonObject *object)
{
  JsonObject *appointment = object != NULL ? fin_json_member (object, "appointment") : NULL;

  return appointment != NULL ? fin_json_string (appointment, "id") : NULL;
}

/* Those of @whom who are not in @among. */
static void
tell (FinQueue *self, guint what, GPtrArray *whom, GPtrArray *among)
{
  g_assert (FIN_IS_QUEUE (self));

  for (guint i = 0; i < whom->len; i++)
    if (!g_ptr_array_find (among, whom->pdata[i], NULL))
      g_signal_emit (self, signals[what], 0, whom->pdata[i]);
}

static void
take (FinQueue *self, JsonArray *array)
{
  g_autoptr (FinQueue) alive = g_object_ref (self);
  g_autoptr (GPtrArray) before = self->waiting;
  g_autoptr (GPtrArray) after = g_ptr_array_new_with_free_func (g_object_unref);

  g_assert (FIN_IS_QUEUE (self));

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++) {
    JsonObject *object = fin_json_array_object (array, i);
    const char *id = waiting_id (object);
    FinWaiting *waiting = id != NULL ? lookup (before, id) : NULL;

    if (waiting != NULL) {
      fin_waiting_update (waiting, object);
      g_ptr_array_add (after, g_object_ref (waiting));
    } else if (id != NULL)
      g_ptr_array_add (after, fin_waiting_new (object));
  }

  self->waiting = g_ptr_array_ref (after);
  fin_list_changed (G_LIST_MODEL (self), before, after);
  tell (self, LEFT, before, after);
  tell (self, ARRIVED, after, before);
}

static void
message_cb (FinLink *link, const char *type, JsonObject *message, FinQueue *self)
{
  take (self, fin_json_array (message, "waiting"));
}

static void
signed_out_cb (FinLink *link, FinQueue *self)
{
  take (self, NULL);
}

static void
token_cb (FinLink *link, GParamSpec *pspec, FinQueue *self)
{
  if (fin_link_token (link) == NULL)
    take (self, NULL);
}

static GType
fin_queue_get_item_type (GListModel *model)
{
  return FIN_TYPE_WAITING;
}

static guint
fin_queue_get_n_items (GListModel *model)
{
  return FIN_QUEUE (model)->waiting->len;
}

static gpointer
fin_queue_get_item (GListModel *model, guint i)
{
  FinQueue *self = FIN_QUEUE (model);

  return i < self->waiting->len ? g_object_ref (self->waiting->pdata[i]) : NULL;
}

static void
fin_queue_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = fin_queue_get_item_type;
  iface->get_n_items = fin_queue_get_n_items;
  iface->get_item = fin_queue_get_item;
}

static void
fin_queue_finalize (GObject *object)
{
  FinQueue *self = FIN_QUEUE (object);

  g_clear_pointer (&self->waiting, g_ptr_array_unref);

  G_OBJECT_CLASS (fin_queue_parent_class)->finalize (object);
}

static void
fin_queue_class_init (FinQueueClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fin_queue_finalize;

  signals[ARRIVED] = g_signal_new ("arrived", FIN_TYPE_QUEUE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 1, FIN_TYPE_WAITING);
  signals[LEFT] = g_signal_new ("left", FIN_TYPE_QUEUE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, FIN_TYPE_WAITING);
}

static void
fin_queue_init (FinQueue *self)
{
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
}

FinQueue *
fin_queue_new (FinLink *link)
{
  FinQueue *self;

  g_return_val_if_fail (FIN_IS_LINK (link), NULL);

  self = g_object_new (FIN_TYPE_QUEUE, NULL);
  g_signal_connect_object (link, "message::queue", G_CALLBACK (message_cb), self, 0);
  g_signal_connect_object (link, "signed-out", G_CALLBACK (signed_out_cb), self, 0);
  /* Whoever has the place now is told of arrivals. */
  g_signal_connect_object (link, "taken", G_CALLBACK (signed_out_cb), self, 0);
  g_signal_connect_object (link, "notify::token", G_CALLBACK (token_cb), self, 0);

  return self;
}

FinWaiting *
fin_queue_lookup (FinQueue *self, const char *appointment)
{
  g_return_val_if_fail (FIN_IS_QUEUE (self), NULL);
  g_return_val_if_fail (appointment != NULL, NULL);

  return lookup (self->waiting, appointment);
}
