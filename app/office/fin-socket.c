// A WebSocket kept within bounds.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-socket.h"

#include "fin-error.h"
#include "fin-json-new.h"
#include "fin-json.h"
#include "fin-language.h"
#include "fin-metered-stream.h"
#include "fin-protocol.h"

#define MAX_MESSAGE   (64 * 1024)
#define MAX_WAITING   (1024 * 1024)
#define MAX_PROBLEMS  40  /* a minute */
#define MAX_STRANGE   3   /* problems before hello */
#define BURST         240 /* a call's candidates come all at once */
#define PER_SECOND    60
#define PING_SECONDS  20
#define HELLO_SECONDS 10
/* A message, the next one's beginning read with it, and pongs between. */
#define ALLOWANCE (4 * MAX_MESSAGE)

struct _FinSocket {
  GObject parent_instance;
  SoupWebsocketConnection *connection;
  FinMeteredStream *stream;
  guint64 queued; /* bytes of messages given to the connection */
  double tokens;  /* messages it may send now */
  gint64 filled;  /* when tokens were last counted */
  guint problems;
  gint64 minute; /* when problems began to be counted */
  guint64 heard; /* bytes, when its silence was last asked for */
  guint silence;
  guint hello_timeout;
  gboolean closed;
  FinCaller *caller;
  char *instance;
  const char *language;
};

G_DEFINE_FINAL_TYPE (FinSocket, fin_socket, G_TYPE_OBJECT)

enum { MESSAGE, CLOSED, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
ended (FinSocket *self)
{
  if (self->closed)
    return;

  self->closed = TRUE;
  g_clear_handle_id (&self->hello_timeout, g_source_remove);
  g_signal_emit (self, signals[CLOSED], 0);
}

void
fin_socket_close (FinSocket *self, gushort code, const char *reason)
{
  g_autoptr (FinSocket) alive = g_object_ref (self);

  g_return_if_fail (FIN_IS_SOCKET (self));

  if (!self->closed &&
      soup_websocket_connection_get_state (self->connection) == SOUP_WEBSOCKET_STATE_OPEN) {
    /* It outlives us until what was sent, and why it closes, has left. */
    g_signal_connect (g_object_ref (self->connection), "closed", G_CALLBACK (g_object_unref), NULL);
    soup_websocket_connection_close (self->connection, code, reason);
  }
  ended (self);
}

/* At once, without the closing handshake: for a peer that does not read. */
static void
drop (FinSocket *self)
{
  g_autoptr (FinSocket) alive = g_object_ref (self);

  g_io_stream_close (G_IO_STREAM (self->stream), NULL, NULL);
  ended (self);
}

/* RFC 6455, 5.2: what a server sends has no mask. */
static gsize
frame_size (gsize payload)
{
  return payload + (payload < 126 ? 2 : payload < 65536 ? 4 : 10);
}

void
fin_socket_send (FinSocket *self, JsonObject *message)
{
  g_autoptr (JsonObject) owned = message;
  g_autoptr (FinSocket) alive = g_object_ref (self);
  g_autofree char *text = NULL;

  g_return_if_fail (FIN_IS_SOCKET (self));

  if (self->closed ||
      soup_websocket_connection_get_state (self->connection) != SOUP_WEBSOCKET_STATE_OPEN)
    return;

  text = fin_json_to_string (owned);
  self->queued += frame_size (strlen (text));
  soup_websocket_connection_send_text (self->connection, text);

  if (self->queued - fin_metered_stream_written (self->stream) > MAX_WAITING)
    drop (self);
}

void
fin_socket_refuse (FinSocket *self, GError *error, const char *re, const char *const *missing)
{
  g_autoptr (GError) owned = error;
  gboolean ours = owned->domain == FIN_ERROR;
  guint wait = ours ? fin_error_retry_after (owned) : 0;
  gint64 now = g_get_monotonic_time ();

  g_return_if_fail (FIN_IS_SOCKET (self));

  fin_socket_send (self, fin_json_new ("type:s", "problem", "re:s", re, "code:s",
                                       fin_error_code (ours ? owned->code : FIN_ERROR_FAILED),
                                       "detail:s", ours ? owned->message : NULL, "missing:a",
                                       missing != NULL ? fin_json_array_from (missing) : NULL,
                                       wait > 0 ? "retry_after:i" : NULL, (gint64)wait, NULL));

  /* What the office could not do is not the sender's fault. */
  if (!ours || owned->code == FIN_ERROR_FAILED)
    return;

  if (now - self->minute > G_USEC_PER_SEC * 60) {
    self->minute = now;
    self->problems = 0;
  }
  if (++self->problems > (self->caller != NULL ? MAX_PROBLEMS : MAX_STRANGE))
    fin_socket_close (self, FIN_SOCKET_POLICY, "too many problems");
}

/* In how many seconds another may come; 0 for now. */
static guint
too_frequent (FinSocket *self)
{
  gint64 now = g_get_monotonic_time ();

  self->tokens += (now - self->filled) * (double)PER_SECOND / G_USEC_PER_SEC;
  self->tokens = MIN (self->tokens, BURST);
  self->filled = now;
  if (self->tokens < 1)
    return 1 + (guint)((1 - self->tokens) / PER_SECOND);
  self->tokens--;

  return 0;
}

void
fin_socket_weigh (FinSocket *self, guint messages)
{
  g_return_if_fail (FIN_IS_SOCKET (self));

  self->tokens -= messages - 1;
}

static void
message_cb (SoupWebsocketConnection *connection, int type, GBytes *bytes, FinSocket *self)
{
  g_autoptr (FinSocket) alive = g_object_ref (self);
  g_autoptr (JsonObject) message = NULL;
  g_autoptr (GError) error = NULL;
  gsize size = 0;
  const char *text = g_bytes_get_data (bytes, &size);
  guint wait;

  if (self->closed)
    return;

  if (self->caller != NULL)
    fin_metered_stream_allow (self->stream, ALLOWANCE);
  wait = too_frequent (self);
  if (size > MAX_MESSAGE)
    error = g_error_new_literal (FIN_ERROR, FIN_ERROR_TOO_LARGE, "at most 64 KiB");
  else if (type != SOUP_WEBSOCKET_DATA_TEXT)
    error = g_error_new_literal (FIN_ERROR, FIN_ERROR_BAD_REQUEST, "not a text message");
  else
    message = fin_json_parse_object (text != NULL ? text : "", size, &error);

  /* Read all the same, so that its sender knows which one to send again; a flood ends soon. */
  if (message != NULL && wait > 0) {
    error = g_error_new_literal (FIN_ERROR, FIN_ERROR_TOO_MANY, "slower");
    fin_error_set_retry_after (error, wait);
    fin_socket_refuse (self, g_steal_pointer (&error), fin_protocol_name (message), NULL);
  } else if (message != NULL) {
    g_signal_emit (self, signals[MESSAGE], 0, message);
    /* While it is served nothing is earned: what is heavy for a slow office stays as rare there. */
    self->filled = g_get_monotonic_time ();
  } else
    fin_socket_refuse (self, g_steal_pointer (&error), NULL, NULL);
}

static void
closed_cb (SoupWebsocketConnection *connection, FinSocket *self)
{
  ended (self);
}

static gboolean
no_hello_cb (gpointer data)
{
  FinSocket *self = data;

  self->hello_timeout = 0;
  fin_socket_close (self, FIN_SOCKET_POLICY, "no hello");

  return G_SOURCE_REMOVE;
}

FinSocket *
fin_socket_new (SoupServerMessage *message)
{
  FinSocket *self = g_object_new (FIN_TYPE_SOCKET, NULL);
  g_autoptr (GIOStream) base = NULL;
  GUri *uri = soup_server_message_get_uri (message);

  base = soup_server_message_steal_connection (message);
  self->stream = FIN_METERED_STREAM (fin_metered_stream_new (base));
  /* All that a stranger may say: `hello` is far less. */
  fin_metered_stream_allow (self->stream, MAX_MESSAGE);

  /* No compression: its windows would cost each citizen more memory than all else of theirs. */
  self->connection = soup_websocket_connection_new (
      G_IO_STREAM (self->stream), uri, SOUP_WEBSOCKET_CONNECTION_SERVER, NULL, NULL, NULL);
  /* Up to twice too large is refused with a reason; past that libsoup closes with 1009. */
  soup_websocket_connection_set_max_incoming_payload_size (self->connection, 2 * MAX_MESSAGE);
  soup_websocket_connection_set_keepalive_interval (self->connection, PING_SECONDS);
  g_signal_connect_object (self->connection, "message", G_CALLBACK (message_cb), self, 0);
  g_signal_connect_object (self->connection, "closed", G_CALLBACK (closed_cb), self, 0);
  self->hello_timeout = g_timeout_add_seconds (HELLO_SECONDS, no_hello_cb, self);

  return self;
}

gboolean
fin_socket_is_open (FinSocket *self)
{
  g_return_val_if_fail (FIN_IS_SOCKET (self), FALSE);

  return !self->closed;
}

guint
fin_socket_silence (FinSocket *self)
{
  g_return_val_if_fail (FIN_IS_SOCKET (self), 0);

  if (self->heard != fin_metered_stream_read (self->stream))
    self->silence = 0;
  else
    self->silence++;
  self->heard = fin_metered_stream_read (self->stream);

  return self->silence;
}

FinCaller *
fin_socket_caller (FinSocket *self)
{
  g_return_val_if_fail (FIN_IS_SOCKET (self), NULL);

  return self->caller;
}

const char *
fin_socket_instance (FinSocket *self)
{
  g_return_val_if_fail (FIN_IS_SOCKET (self), NULL);

  return self->instance;
}

const char *
fin_socket_language (FinSocket *self)
{
  g_return_val_if_fail (FIN_IS_SOCKET (self), NULL);

  return self->language;
}

void
fin_socket_greet (FinSocket *self, FinCaller *caller, const char *instance, const char *language)
{
  g_return_if_fail (FIN_IS_SOCKET (self));
  g_return_if_fail (self->caller == NULL);

  g_clear_handle_id (&self->hello_timeout, g_source_remove);
  fin_metered_stream_allow (self->stream, ALLOWANCE);
  self->caller = caller;
  self->instance = g_strdup (instance);
  fin_socket_set_language (self, language);
}

void
fin_socket_set_language (FinSocket *self, const char *language)
{
  g_return_if_fail (FIN_IS_SOCKET (self));

  self->language = fin_language_code (language);
}

static void
fin_socket_finalize (GObject *object)
{
  FinSocket *self = FIN_SOCKET (object);

  g_clear_handle_id (&self->hello_timeout, g_source_remove);
  g_clear_object (&self->connection);
  g_clear_object (&self->stream);
  g_clear_pointer (&self->caller, fin_caller_free);
  g_free (self->instance);

  G_OBJECT_CLASS (fin_socket_parent_class)->finalize (object);
}

static void
fin_socket_class_init (FinSocketClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fin_socket_finalize;

  signals[MESSAGE] = g_signal_new ("message", FIN_TYPE_SOCKET, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 1, JSON_TYPE_OBJECT);
  signals[CLOSED] = g_signal_new ("closed", FIN_TYPE_SOCKET, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
}

static void
fin_socket_init (FinSocket *self)
{
  self->tokens = BURST;
  self->filled = g_get_monotonic_time ();
  self->language = FIN_LANGUAGE_DEFAULT;
}
