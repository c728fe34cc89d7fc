// What is asked of the office over HTTP.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-link-private.h"

#include "fin-error.h"
#include "fin-exchange.h"
#include "fin-json.h"

#define ANSWER_MAX (8 * 1024 * 1024)
#define FILE_MAX   (32 * 1024 * 1024)

/* A task whose message is on its way; NULL when there is nowhere to send it (it has been told). */
static GTask *
begin (FinLink *self,
       const char *method,
       const char *path,
       const char *token,
       gpointer tag,
       SoupMessage **message,
       GCancellable *cancellable,
       GAsyncReadyCallback callback,
       gpointer data)
{
  GTask *task = g_task_new (self, cancellable, callback, data);

  g_assert (FIN_IS_LINK (self));

  g_task_set_source_tag (task, tag);
  *message = _fin_link_message (self, method, path);
  if (*message == NULL) {
    g_task_return_new_error (task, FIN_ERROR, FIN_ERROR_OFFLINE, "no address of an office");
    g_object_unref (task);
    return NULL;
  }

  if (token != NULL) {
    g_autofree char *bearer = g_strconcat ("Bearer ", token, NULL);

    soup_message_headers_replace (soup_message_get_request_headers (*message), "Authorization",
                                  bearer);
  }

  return task;
}

static void
object_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  g_autoptr (GBytes) body = fin_exchange_finish (result, NULL, &error);
  JsonObject *object;

  if (body == NULL) {
    g_task_return_error (task, error);
    return;
  }

  object = g_bytes_get_size (body) == 0 ? json_object_new ()
                                        : fin_json_parse_object (g_bytes_get_data (body, NULL),
                                                                 g_bytes_get_size (body), &error);
  if (object == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, object, (GDestroyNotify)json_object_unref);
}

void
fin_link_request_async (FinLink *self,
                        const char *method,
                        const char *path,
                        JsonObject *body,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer data)
{
  g_autoptr (SoupMessage) message = NULL;
  GTask *task;

  g_return_if_fail (FIN_IS_LINK (self));
  g_return_if_fail (method != NULL && path != NULL);

  task = begin (self, method, path, fin_link_token (self), fin_link_request_async, &message,
                cancellable, callback, data);
  if (task == NULL)
    return;

  if (body != NULL) {
    char *text = fin_json_to_string (body);
    g_autoptr (GBytes) bytes = g_bytes_new_take (text, strlen (text));

    soup_message_set_request_body_from_bytes (message, "application/json", bytes);
  }
  fin_exchange_async (_fin_link_session (self), message, ANSWER_MAX, cancellable, object_cb, task);
}

JsonObject *
fin_link_request_finish (FinLink *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, fin_link_request_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
revoked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  g_autoptr (GBytes) body = fin_exchange_finish (result, NULL, &error);

  /* One it does not know is revoked already. */
  if (g_error_matches (error, FIN_ERROR, FIN_ERROR_UNAUTHORIZED))
    g_clear_error (&error);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

void
fin_link_revoke_async (FinLink *self,
                       const char *token,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer data)
{
  g_autoptr (SoupMessage) message = NULL;
  GTask *task;

  g_return_if_fail (FIN_IS_LINK (self));
  g_return_if_fail (token != NULL);

  task = begin (self, "DELETE", "/session", token, fin_link_revoke_async, &message, cancellable,
                callback, data);
  if (task != NULL)
    fin_exchange_async (_fin_link_session (self), message, ANSWER_MAX, cancellable, revoked_cb,
                        task);
}

gboolean
fin_link_revoke_finish (FinLink *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, fin_link_revoke_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
file_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  char *media_type = NULL;
  GBytes *body = fin_exchange_finish (result, &media_type, &error);

  g_task_set_task_data (task, media_type, g_free);
  if (body == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, body, (GDestroyNotify)g_bytes_unref);
}

void
fin_link_download_async (FinLink *self,
                         const char *path,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer data)
{
  g_autoptr (SoupMessage) message = NULL;
  GTask *task;

  g_return_if_fail (FIN_IS_LINK (self));
  g_return_if_fail (path != NULL);

  task = begin (self, "GET", path, fin_link_token (self), fin_link_download_async, &message,
                cancellable, callback, data);
  if (task != NULL)
    fin_exchange_async (_fin_link_session (self), message, FILE_MAX, cancellable, file_cb, task);
}

GBytes *
fin_link_download_finish (FinLink *self, GAsyncResult *result, char **media_type, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, fin_link_download_async), NULL);

  if (media_type != NULL)
    *media_type = g_strdup (g_task_get_task_data (G_TASK (result)));

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
fin_link_upload_async (FinLink *self,
                       const char *path,
                       const char *file_name,
                       const char *media_type,
                       GBytes *content,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer data)
{
  g_autoptr (SoupMessage) message = NULL;
  g_autofree char *name = NULL;
  GTask *task;

  g_return_if_fail (FIN_IS_LINK (self));
  g_return_if_fail (path != NULL && content != NULL);

  task = begin (self, "POST", path, fin_link_token (self), fin_link_upload_async, &message,
                cancellable, callback, data);
  if (task == NULL)
    return;

  name = g_uri_escape_string (file_name != NULL ? file_name : "", NULL, FALSE);
  soup_message_headers_replace (soup_message_get_request_headers (message), "X-File-Name", name);
  soup_message_set_request_body_from_bytes (message, media_type, content);
  fin_exchange_async (_fin_link_session (self), message, ANSWER_MAX, cancellable, object_cb, task);
}

JsonObject *
fin_link_upload_finish (FinLink *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, fin_link_upload_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
