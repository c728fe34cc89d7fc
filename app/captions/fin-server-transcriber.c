// The WebSocket of a session, in the session's thread.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-server-transcriber.h"

#include <libsoup/soup.h>

#include "fin-error.h"

#define CONNECTING_S 5
#define PARTING_S    1
#define ANSWER_MAX   (1024 * 1024)

typedef struct {
  char *address;

  /* Of the session's thread. */
  FinTeller teller;
  SoupSession *session;
  SoupWebsocketConnection *connection;
} FinServerTranscriberPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (FinServerTranscriber,
                                     fin_server_transcriber,
                                     FIN_TYPE_TRANSCRIBER)

enum {
  PROP_0,
  PROP_ADDRESS,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static FinServerTranscriberPrivate *
private_of (FinServerTranscriber *self)
{
  return fin_server_transcriber_get_instance_private (self);
}

static void
fail (FinServerTranscriber *self, FinError code, const char *what)
{
  fin_transcriber_fail (FIN_TRANSCRIBER (self), g_error_new_literal (FIN_ERROR, code, what));
}

static void
message_cb (SoupWebsocketConnection *connection,
            int kind,
            GBytes *bytes,
            FinServerTranscriber *self)
{
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);

  if (kind != SOUP_WEBSOCKET_DATA_TEXT ||
      !FIN_SERVER_TRANSCRIBER_GET_CLASS (self)->answer (self, text != NULL ? text : "", length))
    fail (self, FIN_ERROR_FAILED, "the server's answer is none");
}

static void
error_cb (SoupWebsocketConnection *connection, GError *error, FinServerTranscriber *self)
{
  if (error->domain == SOUP_WEBSOCKET_ERROR)
    fail (self, FIN_ERROR_FAILED, "the server breaks the rules of a WebSocket");
  else
    fail (self, FIN_ERROR_OFFLINE, "the connection is lost");
}

static void
closed_cb (SoupWebsocketConnection *connection, FinServerTranscriber *self)
{
  fail (self, FIN_ERROR_OFFLINE, "the server has closed the connection");
}

static gboolean
cancel_cb (gpointer cancellable)
{
  g_cancellable_cancel (cancellable);

  return G_SOURCE_REMOVE;
}

static GSource *
call_after (guint seconds, GSourceFunc function, gpointer data)
{
  GSource *source = g_timeout_source_new_seconds (seconds);

  g_source_set_callback (source, function, data, NULL);
  g_source_attach (source, g_main_context_get_thread_default ());

  return source;
}

static void
connected_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GAsyncResult **kept = data;

  *kept = g_object_ref (result);
}

static SoupWebsocketConnection *
connect_to (SoupSession *session, const char *address, GError **error)
{
  g_autoptr (SoupMessage) message = soup_message_new (SOUP_METHOD_GET, address);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GSource) late = call_after (CONNECTING_S, cancel_cb, cancellable);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) local = NULL;
  SoupWebsocketConnection *connection;

  /* Sound goes nowhere that nobody set. */
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  soup_session_websocket_connect_async (session, message, NULL, NULL, G_PRIORITY_DEFAULT,
                                        cancellable, connected_cb, &result);
  while (result == NULL)
    g_main_context_iteration (g_main_context_get_thread_default (), TRUE);
  g_source_destroy (late);

  connection = soup_session_websocket_connect_finish (session, result, &local);
  if (connection == NULL && local->domain == SOUP_WEBSOCKET_ERROR)
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_FAILED, "what answers is no WebSocket");
  else if (connection == NULL)
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_OFFLINE, "the server is out of reach");

  return connection;
}

static gboolean
fin_server_transcriber_open (FinTranscriber *transcriber, GError **error)
{
  FinServerTranscriber *self = FIN_SERVER_TRANSCRIBER (transcriber);
  FinServerTranscriberPrivate *priv = private_of (self);
  FinServerTranscriberClass *klass = FIN_SERVER_TRANSCRIBER_GET_CLASS (self);

  priv->session = soup_session_new ();
  priv->connection = connect_to (priv->session, priv->address, error);
  if (priv->connection == NULL) {
    g_clear_object (&priv->session);
    return FALSE;
  }

  soup_websocket_connection_set_max_incoming_payload_size (priv->connection, ANSWER_MAX);
  g_signal_connect (priv->connection, "message", G_CALLBACK (message_cb), self);
  g_signal_connect (priv->connection, "error", G_CALLBACK (error_cb), self);
  g_signal_connect (priv->connection, "closed", G_CALLBACK (closed_cb), self);
  if (klass->greet != NULL)
    klass->greet (self);

  return TRUE;
}

static gboolean
late_cb (gpointer late)
{
  *(gboolean *)late = TRUE;

  return G_SOURCE_REMOVE;
}

static void
fin_server_transcriber_close (FinTranscriber *transcriber)
{
  FinServerTranscriber *self = FIN_SERVER_TRANSCRIBER (transcriber);
  FinServerTranscriberPrivate *priv = private_of (self);
  gboolean late = FALSE;
  g_autoptr (GSource) wait = call_after (PARTING_S, late_cb, &late);

  g_signal_handlers_disconnect_by_data (priv->connection, self);
  FIN_SERVER_TRANSCRIBER_GET_CLASS (self)->part (self);
  if (soup_websocket_connection_get_state (priv->connection) == SOUP_WEBSOCKET_STATE_OPEN)
    soup_websocket_connection_close (priv->connection, SOUP_WEBSOCKET_CLOSE_NORMAL, NULL);
  while (!late &&
         soup_websocket_connection_get_state (priv->connection) != SOUP_WEBSOCKET_STATE_CLOSED)
    g_main_context_iteration (g_main_context_get_thread_default (), TRUE);
  g_source_destroy (wait);

  g_clear_object (&priv->connection);
  g_clear_object (&priv->session);
}

static void
fin_server_transcriber_set_property (GObject *object,
                                     guint id,
                                     const GValue *value,
                                     GParamSpec *pspec)
{
  FinServerTranscriberPrivate *priv = private_of (FIN_SERVER_TRANSCRIBER (object));

  switch (id) {
  case PROP_ADDRESS:
    priv->address = g_value_dup_string (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
fin_server_transcriber_finalize (GObject *object)
{
  FinServerTranscriberPrivate *priv = private_of (FIN_SERVER_TRANSCRIBER (object));

  fin_teller_clear (&priv->teller);
  g_free (priv->address);

  G_OBJECT_CLASS (fin_server_transcriber_parent_class)->finalize (object);
}

static void
fin_server_transcriber_class_init (FinServerTranscriberClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  FinTranscriberClass *transcriber_class = FIN_TRANSCRIBER_CLASS (klass);

  object_class->set_property = fin_server_transcriber_set_property;
  object_class->finalize = fin_server_transcriber_finalize;
  transcriber_class->open = fin_server_transcriber_open;
  transcriber_class->close = fin_server_transcriber_close;

  properties[PROP_ADDRESS] =
      g_param_spec_string ("address", NULL, NULL, NULL,
                           G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
fin_server_transcriber_init (FinServerTranscriber *self)
{
  fin_teller_init (&private_of (self)->teller, FIN_TRANSCRIBER (self));
}

static gboolean
is_open (FinServerTranscriber *self)
{
  return soup_websocket_connection_get_state (private_of (self)->connection) ==
         SOUP_WEBSOCKET_STATE_OPEN;
}

void
fin_server_transcriber_send_text (FinServerTranscriber *self, const char *text)
{
  g_return_if_fail (FIN_IS_SERVER_TRANSCRIBER (self));

  if (is_open (self))
    soup_websocket_connection_send_text (private_of (self)->connection, text);
}

void
fin_server_transcriber_send_data (FinServerTranscriber *self, gconstpointer data, gsize length)
{
  g_return_if_fail (FIN_IS_SERVER_TRANSCRIBER (self));

  if (is_open (self))
    soup_websocket_connection_send_binary (private_of (self)->connection, data, length);
}

FinTeller *
fin_server_transcriber_teller (FinServerTranscriber *self)
{
  g_return_val_if_fail (FIN_IS_SERVER_TRANSCRIBER (self), NULL);

  return &private_of (self)->teller;
}
