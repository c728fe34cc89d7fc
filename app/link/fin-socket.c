// One socket to the office: hello, messages, and a pulse.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-socket.h"

#include "fin-json.h"

#define MESSAGE_MAX (4 * 1024 * 1024) /* `visit` holds a whole form and its text */
/* A ping goes out every BEAT_S; what says nothing for SILENT_BEATS of them is dead. Beats are
 * counted, not clocked, so that a program that was itself held up does not blame the network. */
#define BEAT_S       2
#define SILENT_BEATS 4

enum {
  MESSAGE,
  CLOSED,
  N_SIGNALS,
};

struct _FinSocket {
  GObject parent_instance;

  JsonObject *hello;
  GCancellable *connecting;
  SoupWebsocketConnection *connection;
  guint beat_id;
  guint silent_beats;
};

G_DEFINE_FINAL_TYPE (FinSocket, fin_socket, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

static void
end (FinSocket *self, guint code)
{
  g_autoptr (FinSocket) alive = g_object_ref (self);

  g_assert (FIN_IS_SOCKET (self));

  fin_socket_close (self);
  g_signal_emit (self, signals[CLOSED], 0, code);
}

static gboolean
beat_cb (gpointer data)
{
  FinSocket *self = data;

  if (++self->silent_beats <= SILENT_BEATS)
    return G_SOURCE_CONTINUE;

  self->beat_id = 0;
  end (self, 0);

  return G_SOURCE_REMOVE;
}

static void
pong_cb (SoupWebsocketConnection *connection, GBytes *payload, FinSocket *self)
{
  g_assert (FIN_IS_SOCKET (self));

  self->silent_beats = 0;
}

static void
closed_cb (SoupWebsocketConnection *connection, FinSocket *self)
{
  end (self, soup_websocket_connection_get_close_code (connection));
}

static void
message_cb (SoupWebsocketConnection *connection, int kind, GBytes *bytes, FinSocket *self)
{
  g_autoptr (FinSocket) alive = g_object_ref (self);
  g_autoptr (JsonObject) message = NULL;
  const char *data;
  const char *type;
  gsize length;

  g_assert (FIN_IS_SOCKET (self));

  self->silent_beats = 0;
  data = g_bytes_get_data (bytes, &length);
  if (kind != SOUP_WEBSOCKET_DATA_TEXT || length == 0)
    return;

  message = fin_json_parse_object (data, length, NULL);
  type = message != NULL ? fin_json_string (message, "type") : NULL;
  if (type != NULL)
    g_signal_emit (self, signals[MESSAGE], 0, type, message);
}

static void
connected_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FinSocket) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SoupWebsocketConnection) connection =
      soup_session_websocket_connect_finish (SOUP_SESSION (source), result, &error);

  if (g_cancellable_is_cancelled (self->connecting))
    return;

  if (connection == NULL) {
    g_debug ("no socket: %s", error->message);
    end (self, 0);
    return;
  }

  self->connection = g_steal_pointer (&connection);
  self->silent_beats = 0;
  soup_websocket_connection_set_max_incoming_payload_size (self->connection, MESSAGE_MAX);
  soup_websocket_connection_set_keepalive_interval (self->connection, BEAT_S);
  g_signal_connect_object (self->connection, "message", G_CALLBACK (message_cb), self, 0);
  g_signal_connect_object (self->connection, "pong", G_CALLBACK (pong_cb), self, 0);
  g_signal_connect_object (self->connection, "closed", G_CALLBACK (closed_cb), self, 0);
  fin_socket_send (self, self->hello);
}

static void
fin_socket_dispose (GObject *object)
{
  FinSocket *self = FIN_SOCKET (object);

  fin_socket_close (self);
  g_clear_object (&self->connecting);
  g_clear_pointer (&self->hello, json_object_unref);

  G_OBJECT_CLASS (fin_socket_parent_class)->dispose (object);
}

static void
fin_socket_class_init (FinSocketClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fin_socket_dispose;

  signals[MESSAGE] = g_signal_new ("message", FIN_TYPE_SOCKET, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 2, G_TYPE_STRING, JSON_TYPE_OBJECT);
  signals[CLOSED] = g_signal_new ("closed", FIN_TYPE_SOCKET, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
fin_socket_init (FinSocket *self)
{
  self->connecting = g_cancellable_new ();
}

FinSocket *
fin_socket_new (SoupSession *session, SoupMessage *message, JsonObject *hello)
{
  FinSocket *self;

  g_return_val_if_fail (SOUP_IS_SESSION (session), NULL);
  g_return_val_if_fail (SOUP_IS_MESSAGE (message), NULL);
  g_return_val_if_fail (hello != NULL, NULL);

  self = g_object_new (FIN_TYPE_SOCKET, NULL);
  self->hello = json_object_ref (hello);
  self->beat_id = g_timeout_add_seconds (BEAT_S, beat_cb, self);
  soup_session_websocket_connect_async (session, message, NULL, NULL, G_PRIORITY_DEFAULT,
                                        self->connecting, connected_cb, g_object_ref (self));

  return self;
}

gboolean
fin_socket_send (FinSocket *self, JsonObject *message)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (FIN_IS_SOCKET (self), FALSE);
  g_return_val_if_fail (message != NULL, FALSE);

  if (self->connection == NULL ||
      soup_websocket_connection_get_state (self->connection) != SOUP_WEBSOCKET_STATE_OPEN)
    return FALSE;

  text = fin_json_to_string (message);
  soup_websocket_connection_send_text (self->connection, text);

  return TRUE;
}

void
fin_socket_close (FinSocket *self)
{
  g_autoptr (SoupWebsocketConnection) connection = NULL;

  g_return_if_fail (FIN_IS_SOCKET (self));

  g_clear_handle_id (&self->beat_id, g_source_remove);
  if (self->connecting != NULL)
    g_cancellable_cancel (self->connecting);

  connection = g_steal_pointer (&self->connection);
  if (connection == NULL)
    return;

  g_signal_handlers_disconnect_by_data (connection, self);
  if (soup_websocket_connection_get_state (connection) == SOUP_WEBSOCKET_STATE_OPEN)
    soup_websocket_connection_close (connection, SOUP_WEBSOCKET_CLOSE_NORMAL, NULL);
}
