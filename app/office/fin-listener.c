// A socket service that counts.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-listener.h"

#include <netinet/in.h>
#include <netinet/tcp.h>

#include "fin-error.h"

#define IDLE_SECONDS 75 /* longer than the pings of a WebSocket are apart */
#define HEAD_SECONDS 15
#define CONNECTION   "fin-connection"
#define HEAD         "fin-head"

struct _FinListener {
  GObject parent_instance;
  SoupServer *server;
  GSocketService *service;
  GTlsCertificate *certificate; /* or NULL */
  char *address;
  guint *open; /* a box of its own: connections may outlive us a little */
  guint max;
};

G_DEFINE_FINAL_TYPE (FinListener, fin_listener, G_TYPE_OBJECT)

static void
gone_cb (gpointer data, GObject *connection)
{
  guint *open = data;

  (*open)--;
  g_rc_box_release (open);
}

static gboolean
incoming_cb (GSocketService *service,
             GSocketConnection *connection,
             GObject *source,
             FinListener *self)
{
  g_autoptr (GSocketAddress) local = g_socket_connection_get_local_address (connection, NULL);
  g_autoptr (GSocketAddress) remote = g_socket_connection_get_remote_address (connection, NULL);
  GSocket *socket = g_socket_connection_get_socket (connection);
  g_autoptr (GIOStream) stream = NULL;

  /* Gone again already, or one too many: closed as it is let go. */
  if (local == NULL || remote == NULL || *self->open >= self->max)
    return TRUE;

  (*self->open)++;
  g_object_weak_ref (G_OBJECT (connection), gone_cb, g_rc_box_acquire (self->open));
  /* Who says nothing for so long is let go: slow heads and bodies hold no place for ever. */
  g_socket_set_timeout (socket, IDLE_SECONDS);
  g_socket_set_option (socket, IPPROTO_TCP, TCP_NODELAY, TRUE, NULL);
  g_object_set_data_full (G_OBJECT (remote), CONNECTION, g_object_ref (socket), g_object_unref);

  if (self->certificate != NULL)
    stream = g_tls_server_connection_new (G_IO_STREAM (connection), self->certificate, NULL);
  else
    stream = g_object_ref (G_IO_STREAM (connection));
  if (stream != NULL)
    soup_server_accept_iostream (self->server, stream, local, remote, NULL);

  return TRUE;
}

void
fin_listener_drop (SoupServerMessage *message)
{
  GSocketAddress *remote = soup_server_message_get_remote_address (message);
  GSocket *socket = g_object_get_data (G_OBJECT (remote), CONNECTION);

  if (socket != NULL)
    g_socket_shutdown (socket, TRUE, TRUE, NULL);
}

static gboolean
late_cb (gpointer message)
{
  fin_listener_drop (message);

  return G_SOURCE_REMOVE;
}

static void
give_up_waiting (gpointer source)
{
  g_source_destroy (source);
  g_source_unref (source);
}

static void
got_head_cb (SoupServerMessage *message, gpointer unused)
{
  g_object_set_data (G_OBJECT (message), HEAD, NULL);
}

void
fin_listener_expect_head (SoupServerMessage *message)
{
  GSource *source = g_timeout_source_new_seconds (HEAD_SECONDS);

  g_source_set_callback (source, late_cb, message, NULL);
  g_source_attach (source, NULL);
  g_object_set_data_full (G_OBJECT (message), HEAD, source, give_up_waiting);
  g_signal_connect (message, "got-headers", G_CALLBACK (got_head_cb), NULL);
}

static GSocketAddress *
parse_address (const char *text, gboolean tls, GError **error)
{
  g_autoptr (GSocketConnectable) parsed = g_network_address_parse (text, 0, error);
  g_autoptr (GSocketAddress) address = NULL;

  if (parsed == NULL)
    return NULL;
  address = g_inet_socket_address_new_from_string (
      g_network_address_get_hostname (G_NETWORK_ADDRESS (parsed)),
      g_network_address_get_port (G_NETWORK_ADDRESS (parsed)));
  if (address == NULL) {
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_BAD_REQUEST,
                         "--listen wants an address, not a name");
    return NULL;
  }
  if (!tls && !g_inet_address_get_is_loopback (
                  g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address)))) {
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_BAD_REQUEST,
                         "to listen beyond this machine takes --tls-certificate: what is said"
                         " here is people's lives");
    return NULL;
  }

  return g_steal_pointer (&address);
}

FinListener *
fin_listener_new (SoupServer *server,
                  const char *address,
                  GTlsCertificate *certificate,
                  guint max,
                  GError **error)
{
  g_autoptr (GSocketAddress) wanted = parse_address (address, certificate != NULL, error);
  g_autoptr (GSocketAddress) got = NULL;
  g_autofree char *host = NULL;
  g_autoptr (FinListener) self = NULL;

  if (wanted == NULL)
    return NULL;

  self = g_object_new (FIN_TYPE_LISTENER, NULL);
  self->server = g_object_ref (server);
  self->certificate = certificate != NULL ? g_object_ref (certificate) : NULL;
  self->max = max;
  if (!g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), wanted,
                                      G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL, &got,
                                      error))
    return NULL;

  host = g_socket_connectable_to_string (G_SOCKET_CONNECTABLE (got));
  self->address = g_strconcat (certificate != NULL ? "https://" : "http://", host, NULL);
  g_signal_connect_object (self->service, "incoming", G_CALLBACK (incoming_cb), self, 0);
  g_socket_service_start (self->service);

  return g_steal_pointer (&self);
}

const char *
fin_listener_address (FinListener *self)
{
  g_return_val_if_fail (FIN_IS_LISTENER (self), NULL);

  return self->address;
}

guint
fin_listener_open (FinListener *self)
{
  g_return_val_if_fail (FIN_IS_LISTENER (self), 0);

  return *self->open;
}

void
fin_listener_stop (FinListener *self)
{
  g_return_if_fail (FIN_IS_LISTENER (self));

  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
}

static void
fin_listener_finalize (GObject *object)
{
  FinListener *self = FIN_LISTENER (object);

  g_clear_object (&self->service);
  g_clear_object (&self->server);
  g_clear_object (&self->certificate);
  g_free (self->address);
  g_rc_box_release (self->open);

  G_OBJECT_CLASS (fin_listener_parent_class)->finalize (object);
}

static void
fin_listener_class_init (FinListenerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fin_listener_finalize;
}

static void
fin_listener_init (FinListener *self)
{
  self->service = g_socket_service_new ();
  /* Started when somebody listens to it. */
  g_socket_service_stop (self->service);
  self->open = g_rc_box_new0 (guint);
}
