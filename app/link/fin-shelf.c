// What the office answers about the catalogue, kept.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-shelf.h"

#include "fin-json.h"

enum {
  CHANGED,
  VERSIONS,
  N_SIGNALS,
};

struct _FinShelf {
  GObject parent_instance;

  FinLink *link;
  JsonArray *procedures; /* NULL: not known */
  GHashTable *versions;  /* by procedure, JsonArray */
};

G_DEFINE_FINAL_TYPE (FinShelf, fin_shelf, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

static void
fin_shelf_finalize (GObject *object)
{
  FinShelf *self = FIN_SHELF (object);

  g_clear_object (&self->link);
  g_clear_pointer (&self->procedures, json_array_unref);
  g_clear_pointer (&self->versions, g_hash_table_unref);

  G_OBJECT_CLASS (fin_shelf_parent_class)->finalize (object);
}

static void
fin_shelf_class_init (FinShelfClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fin_shelf_finalize;

  signals[CHANGED] = g_signal_new ("changed", FIN_TYPE_SHELF, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  signals[VERSIONS] = g_signal_new ("versions", FIN_TYPE_SHELF, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                    NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
fin_shelf_init (FinShelf *self)
{
  self->versions =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)json_array_unref);
}

FinShelf *
fin_shelf_new (FinLink *link)
{
  FinShelf *self;

  g_return_val_if_fail (FIN_IS_LINK (link), NULL);

  self = g_object_new (FIN_TYPE_SHELF, NULL);
  self->link = g_object_ref (link);

  return self;
}

JsonArray *
fin_shelf_procedures (FinShelf *self)
{
  g_return_val_if_fail (FIN_IS_SHELF (self), NULL);

  return self->procedures;
}

JsonArray *
fin_shelf_versions (FinShelf *self, const char *procedure)
{
  g_return_val_if_fail (FIN_IS_SHELF (self), NULL);

  return g_hash_table_lookup (self->versions, procedure);
}

static void
take (FinShelf *self, const char *procedure, JsonObject *answer)
{
  JsonArray *procedures = fin_json_array (answer, "procedures");
  JsonArray *versions = fin_json_array (answer, "versions");

  if (procedures != NULL) {
    g_clear_pointer (&self->procedures, json_array_unref);
    self->procedures = json_array_ref (procedures);
    g_signal_emit (self, signals[CHANGED], 0);
  }
  if (versions != NULL && procedure != NULL) {
    g_hash_table_insert (self->versions, g_strdup (procedure), json_array_ref (versions));
    g_signal_emit (self, signals[VERSIONS], 0, procedure);
  }
}

static void
answered_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  JsonObject *answer = fin_link_request_finish (FIN_LINK (object), result, &error);

  if (answer == NULL) {
    g_task_return_error (task, error);
    return;
  }

  take (g_task_get_source_object (task), g_task_get_task_data (task), answer);
  g_task_return_pointer (task, answer, (GDestroyNotify)json_object_unref);
}

/* @body (transfer full) */
static void
ask (FinShelf *self,
     const char *method,
     const char *path,
     JsonObject *body,
     const char *procedure,
     GAsyncReadyCallback callback,
     gpointer data)
{
  GTask *task = g_task_new (self, NULL, callback, data);

  g_task_set_source_tag (task, ask);
  g_task_set_task_data (task, g_strdup (procedure), g_free);
  fin_link_request_async (self->link, method, path, body, NULL, answered_cb, task);
  g_clear_pointer (&body, json_object_unref);
}

static JsonObject *
body_with (const char *name, const char *value)
{
  JsonObject *body = json_object_new ();

  json_object_set_string_member (body, name, value);

  return body;
}

void
fin_shelf_list_async (FinShelf *self, GAsyncReadyCallback callback, gpointer data)
{
  g_return_if_fail (FIN_IS_SHELF (self));

  ask (self, "GET", "/procedures/known", NULL, NULL, callback, data);
}

void
fin_shelf_look_async (FinShelf *self,
                      const char *procedure,
                      GAsyncReadyCallback callback,
                      gpointer data)
{
  g_autofree char *path = g_strconcat ("/procedures/", procedure, "/versions", NULL);

  g_return_if_fail (FIN_IS_SHELF (self));

  ask (self, "GET", path, NULL, procedure, callback, data);
}

void
fin_shelf_load_async (FinShelf *self, const char *file, GAsyncReadyCallback callback, gpointer data)
{
  g_return_if_fail (FIN_IS_SHELF (self));

  ask (self, "POST", "/procedures", body_with ("file", file), NULL, callback, data);
}

void
fin_shelf_offer_async (FinShelf *self,
                       const char *procedure,
                       const char *digest,
                       GAsyncReadyCallback callback,
                       gpointer data)
{
  g_autofree char *path = g_strconcat ("/procedures/", procedure, "/offered", NULL);

  g_return_if_fail (FIN_IS_SHELF (self));

  ask (self, "PUT", path, body_with ("digest", digest), procedure, callback, data);
}

void
fin_shelf_withdraw_async (FinShelf *self,
                          const char *procedure,
                          GAsyncReadyCallback callback,
                          gpointer data)
{
  g_autofree char *path = g_strconcat ("/procedures/", procedure, "/offered", NULL);

  g_return_if_fail (FIN_IS_SHELF (self));

  ask (self, "DELETE", path, NULL, procedure, callback, data);
}

void
fin_shelf_try_async (FinShelf *self,
                     const char *procedure,
                     const char *digest,
                     GAsyncReadyCallback callback,
                     gpointer data)
{
  g_autofree char *path =
      g_strconcat ("/procedures/", procedure, "/versions/", digest, "/trial", NULL);

  g_return_if_fail (FIN_IS_SHELF (self));

  ask (self, "POST", path, NULL, NULL, callback, data);
}

static void
fetched_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  GBytes *file = fin_link_download_finish (FIN_LINK (object), result, NULL, &error);

  if (file == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, file, (GDestroyNotify)g_bytes_unref);
}

void
fin_shelf_fetch_async (FinShelf *self,
                       const char *procedure,
                       const char *digest,
                       GAsyncReadyCallback callback,
                       gpointer data)
{
  g_autofree char *path = g_strconcat ("/procedures/", procedure, "/versions/", digest, NULL);
  GTask *task;

  g_return_if_fail (FIN_IS_SHELF (self));

  task = g_task_new (self, NULL, callback, data);
  g_task_set_source_tag (task, fin_shelf_fetch_async);
  fin_link_download_async (self->link, path, NULL, fetched_cb, task);
}

GBytes *
fin_shelf_fetch_finish (FinShelf *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, fin_shelf_fetch_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

JsonObject *
fin_shelf_finish (FinShelf *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, ask), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
