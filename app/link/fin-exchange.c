// One HTTP exchange: send, read no more than the limit, tell a problem from an answer.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-exchange.h"

#include "fin-error.h"
#include "fin-json.h"

#define CHUNK (64 * 1024)

typedef struct {
  SoupMessage *message;
  GInputStream *stream;
  GByteArray *body;
  gsize limit;
} Exchange;

static void
exchange_free (Exchange *exchange)
{
  g_clear_object (&exchange->message);
  g_clear_object (&exchange->stream);
  g_clear_pointer (&exchange->body, g_byte_array_unref);
  g_free (exchange);
}

static void
return_unreached (GTask *task, GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, error);
  else {
    g_task_return_new_error (task, FIN_ERROR, FIN_ERROR_OFFLINE, "%s", error->message);
    g_error_free (error);
  }
}

static void
return_answer (GTask *task)
{
  Exchange *exchange = g_task_get_task_data (task);
  guint status = soup_message_get_status (exchange->message);
  g_autoptr (GBytes) body = g_byte_array_free_to_bytes (g_steal_pointer (&exchange->body));
  g_autoptr (JsonObject) problem = NULL;
  g_autoptr (JsonNode) node = NULL;

  if (SOUP_STATUS_IS_SUCCESSFUL (status)) {
    g_task_return_pointer (task, g_steal_pointer (&body), (GDestroyNotify)g_bytes_unref);
    return;
  }

  problem =
      fin_json_parse_object (g_bytes_get_data (body, NULL) ?: "", g_bytes_get_size (body), NULL);
  if (problem != NULL) {
    node = json_node_new (JSON_NODE_OBJECT);
    json_node_set_object (node, problem);
  }
  g_task_return_error (task, fin_error_from_problem (node, status));
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Exchange *exchange = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GBytes) bytes = g_input_stream_read_bytes_finish (exchange->stream, result, &error);

  if (bytes == NULL)
    return_unreached (task, error);
  else if (g_bytes_get_size (bytes) == 0)
    return_answer (task);
  else if (g_bytes_get_size (bytes) > exchange->limit - exchange->body->len)
    g_task_return_new_error (task, FIN_ERROR, FIN_ERROR_TOO_LARGE,
                             "more than %" G_GSIZE_FORMAT " bytes", exchange->limit);
  else {
    g_byte_array_append (exchange->body, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
    g_input_stream_read_bytes_async (exchange->stream, CHUNK, G_PRIORITY_DEFAULT,
                                     g_task_get_cancellable (task), read_cb, g_object_ref (task));
  }
}

static void
send_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Exchange *exchange = g_task_get_task_data (task);
  GError *error = NULL;

  exchange->stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (exchange->stream == NULL) {
    return_unreached (task, error);
    return;
  }

  g_input_stream_read_bytes_async (exchange->stream, CHUNK, G_PRIORITY_DEFAULT,
                                   g_task_get_cancellable (task), read_cb, g_object_ref (task));
}

void
fin_exchange_async (SoupSession *session,
                    SoupMessage *message,
                    gsize limit,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer data)
{
  GTask *task;
  Exchange *exchange;

  g_return_if_fail (SOUP_IS_SESSION (session));
  g_return_if_fail (SOUP_IS_MESSAGE (message));

  task = g_task_new (session, cancellable, callback, data);
  g_task_set_source_tag (task, fin_exchange_async);
  exchange = g_new0 (Exchange, 1);
  exchange->message = g_object_ref (message);
  exchange->body = g_byte_array_new ();
  exchange->limit = limit;
  g_task_set_task_data (task, exchange, (GDestroyNotify)exchange_free);

  soup_session_send_async (session, message, G_PRIORITY_DEFAULT, cancellable, send_cb, task);
}

GBytes *
fin_exchange_finish (GAsyncResult *result, char **media_type, GError **error)
{
  Exchange *exchange;
  GBytes *body;

  g_return_val_if_fail (g_async_result_is_tagged (result, fin_exchange_async), NULL);

  exchange = g_task_get_task_data (G_TASK (result));
  body = g_task_propagate_pointer (G_TASK (result), error);
  if (media_type != NULL)
    *media_type = body == NULL ? NULL
                               : g_strdup (soup_message_headers_get_content_type (
                                     soup_message_get_response_headers (exchange->message), NULL));

  return body;
}
