// Guests as a list, and the requests of the API about them.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-guests.h"

#include "fin-json.h"
#include "fin-list.h"

enum { CHANGED, FAILED, N_SIGNALS };

struct _FinGuests {
  GObject parent_instance;

  FinLink *link;
  char *path;
  GPtrArray *guests;
};

static void fin_guests_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FinGuests,
                               fin_guests,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      fin_guests_list_model_init))

static guint signals[N_SIGNALS];

static FinGuest *
lookup (GPtrArray *guests, const char *id)
{
  for (guint i = 0; i < guests->len; i++)
    if (g_strcmp0 (fin_guest_id (guests->pdata[i]), id) == 0)
      return guests->pdata[i];

  return NULL;
}

void
fin_guests_take (FinGuests *self, JsonArray *array)
{
  g_autoptr (GPtrArray) before = NULL;
  GPtrArray *after = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_if_fail (FIN_IS_GUESTS (self));

  before = g_steal_pointer (&self->guests);
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++) {
    JsonObject *object = fin_json_array_object (array, i);
    FinGuest *known = object != NULL ? lookup (before, fin_json_string (object, "id")) : NULL;

    if (object == NULL || fin_json_string (object, "id") == NULL)
      continue;
    if (known != NULL)
      fin_guest_update (known, object);
    g_ptr_array_add (after, known != NULL ? g_object_ref (known) : fin_guest_new (object));
  }
  self->guests = after;
  fin_list_changed (G_LIST_MODEL (self), before, after);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
answered_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (FinGuests) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer = fin_link_request_finish (FIN_LINK (object), result, &error);

  if (answer == NULL)
    g_signal_emit (self, signals[FAILED], 0, error);
}

static void
request (FinGuests *self, const char *method, const char *subpath, JsonObject *body)
{
  g_autofree char *path = g_strconcat (self->path, "/guests", subpath, NULL);

  fin_link_request_async (self->link, method, path, body, NULL, answered_cb, g_object_ref (self));
}

gboolean
fin_guests_have_place (FinGuests *self)
{
  guint taken = 0;

  g_return_val_if_fail (FIN_IS_GUESTS (self), FALSE);

  for (guint i = 0; i < self->guests->len; i++)
    taken += fin_guest_state (self->guests->pdata[i]) <= FIN_GUEST_IN;

  return taken < FIN_GUESTS_MAX;
}

FinGuest *
fin_guests_at_door (FinGuests *self)
{
  g_return_val_if_fail (FIN_IS_GUESTS (self), NULL);

  for (guint i = 0; i < self->guests->len; i++)
    if (fin_guest_state (self->guests->pdata[i]) == FIN_GUEST_AT_DOOR)
      return self->guests->pdata[i];

  return NULL;
}

void
fin_guests_ask (FinGuests *self, FinInterpreter *interpreter, const char *interprets)
{
  g_autoptr (JsonObject) body = json_object_new ();

  g_return_if_fail (FIN_IS_GUESTS (self));
  g_return_if_fail (FIN_IS_INTERPRETER (interpreter));

  json_object_set_string_member (body, "role", "interpreter");
  json_object_set_string_member (body, "staff", fin_interpreter_id (interpreter));
  json_object_set_string_member (body, "interprets", interprets);
  request (self, "POST", "", body);
}

/* The answer of @task's request is for whoever asked. */
static void
task_answered_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  JsonObject *answer = fin_link_request_finish (FIN_LINK (object), result, &error);

  if (answer == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, answer, (GDestroyNotify)json_object_unref);
}

void
fin_guests_invite_async (FinGuests *self,
                         const char *name,
                         const char *interprets,
                         GAsyncReadyCallback callback,
                         gpointer data)
{
  g_autoptr (JsonObject) body = json_object_new ();
  g_autofree char *path = NULL;
  GTask *task;

  g_return_if_fail (FIN_IS_GUESTS (self));

  json_object_set_string_member (body, "role", interprets != NULL ? "interpreter" : "companion");
  json_object_set_string_member (body, "name", name);
  if (interprets != NULL)
    json_object_set_string_member (body, "interprets", interprets);
  task = g_task_new (self, NULL, callback, data);
  g_task_set_source_tag (task, fin_guests_invite_async);
  path = g_strconcat (self->path, "/guests", NULL);
  fin_link_request_async (self->link, "POST", path, body, NULL, task_answered_cb, task);
}

char *
fin_guests_invite_finish (FinGuests *self, GAsyncResult *result, GError **error)
{
  g_autoptr (JsonObject) answer = g_task_propagate_pointer (G_TASK (result), error);

  return answer != NULL ? g_strdup (fin_json_string (answer, "url")) : NULL;
}

void
fin_guests_admit (FinGuests *self, FinGuest *guest)
{
  g_autofree char *subpath = NULL;

  g_return_if_fail (FIN_IS_GUESTS (self));
  g_return_if_fail (FIN_IS_GUEST (guest));

  subpath = g_strconcat ("/", fin_guest_id (guest), "/admit", NULL);
  request (self, "POST", subpath, NULL);
}

void
fin_guests_dismiss (FinGuests *self, FinGuest *guest)
{
  g_autofree char *subpath = NULL;

  g_return_if_fail (FIN_IS_GUESTS (self));
  g_return_if_fail (FIN_IS_GUEST (guest));

  subpath = g_strconcat ("/", fin_guest_id (guest), NULL);
  request (self, "DELETE", subpath, NULL);
}

void
fin_guests_find_interpreters_async (FinGuests *self, GAsyncReadyCallback callback, gpointer data)
{
  g_autofree char *path = NULL;
  GTask *task;

  g_return_if_fail (FIN_IS_GUESTS (self));

  task = g_task_new (self, NULL, callback, data);
  g_task_set_source_tag (task, fin_guests_find_interpreters_async);
  path = g_strconcat (self->path, "/interpreters", NULL);
  fin_link_request_async (self->link, "GET", path, NULL, NULL, task_answered_cb, task);
}

GListModel *
fin_guests_find_interpreters_finish (FinGuests *self, GAsyncResult *result, GError **error)
{
  g_autoptr (JsonObject) answer = g_task_propagate_pointer (G_TASK (result), error);
  JsonArray *array = answer != NULL ? fin_json_array (answer, "interpreters") : NULL;
  GListStore *found;

  if (answer == NULL)
    return NULL;

  found = g_list_store_new (FIN_TYPE_INTERPRETER);
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++) {
    JsonObject *object = fin_json_array_object (array, i);

    if (object != NULL && fin_json_string (object, "id") != NULL) {
      g_autoptr (FinInterpreter) interpreter = fin_interpreter_new (object);

      g_list_store_append (found, interpreter);
    }
  }

  return G_LIST_MODEL (found);
}

/* The object */

static GType
fin_guests_get_item_type (GListModel *model)
{
  return FIN_TYPE_GUEST;
}

static guint
fin_guests_get_n_items (GListModel *model)
{
  return FIN_GUESTS (model)->guests->len;
}

static gpointer
fin_guests_get_item (GListModel *model, guint i)
{
  FinGuests *self = FIN_GUESTS (model);

  return i < self->guests->len ? g_object_ref (self->guests->pdata[i]) : NULL;
}

static void
fin_guests_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = fin_guests_get_item_type;
  iface->get_n_items = fin_guests_get_n_items;
  iface->get_item = fin_guests_get_item;
}

static void
fin_guests_finalize (GObject *object)
{
  FinGuests *self = FIN_GUESTS (object);

  g_object_unref (self->link);
  g_free (self->path);
  g_ptr_array_unref (self->guests);

  G_OBJECT_CLASS (fin_guests_parent_class)->finalize (object);
}

static void
fin_guests_class_init (FinGuestsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fin_guests_finalize;

  signals[CHANGED] = g_signal_new ("changed", FIN_TYPE_GUESTS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  signals[FAILED] = g_signal_new ("failed", FIN_TYPE_GUESTS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
fin_guests_init (FinGuests *self)
{
  self->guests = g_ptr_array_new_with_free_func (g_object_unref);
}

FinGuests *
fin_guests_new (FinLink *link, const char *path)
{
  FinGuests *self;

  g_return_val_if_fail (FIN_IS_LINK (link), NULL);
  g_return_val_if_fail (path != NULL, NULL);

  self = g_object_new (FIN_TYPE_GUESTS, NULL);
  self->link = g_object_ref (link);
  self->path = g_strdup (path);

  return self;
}
