// A socket service that counts.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-listener.h"

#include <netinet/in.h>
#include <netinet/tcp.h>

#include "fin-error.h"

#define MAX_EACH     200
#define IDLE_SECONDS 75 /* longer than the pings of a WebSocket are apart */
#define HEAD_SECONDS 15
#define CONNECTION   "fin-connection"
#define DISCARDED    "fin-discarded"
#define HEAD         "fin-head"

/* A box of its own: connections may outlive the listener a little. */
typedef struct {
  guint open;
  GHashTable *addresses; /* to how many of them are open from there */
} Count;

struct _FinListener {
  GObject parent_instance;
  SoupServer *server;
  GSocketService *service;
  GTlsCertificate *certificate; /* or NULL */
  char *address;
  Count *count;
  guint max;
  guint max_each;
};

G_DEFINE_FINAL_TYPE (FinListener, fin_listener, G_TYPE_OBJECT)

/* One connection's place in the count. */
typedef struct {
  Count *count;
  char *address;
} Place;

static void
count_clear (gpointer data)
{
  g_hash_table_unref (((Count *)data)->addresses);
}

static guint
open_from (Count *count, const char *address)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (count->addresses, address));
}

static void
set_open_from (Count *count, const char *address, guint open)
{
  if (open > 0)
    g_hash_table_insert (count->addresses, g_strdup (address), GUINT_TO_POINTER (open));
  else
    g_hash_table_remove (count->addresses, address);
}

static void
gone_cb (gpointer data, GObject *connection)
{
  Place *place = data;

  place->count->open--;
  set_open_from (place->count, place->address, open_from (place->count, place->address) - 1);
  g_rc_box_release_full (place->count, count_clear);
  g_free (place->address);
  g_free (place);
}

static void
take_place (FinListener *self, GSocketConnection *connection, const char *address)
{
  Place *place = g_new (Place, 1);

  place->count = g_rc_box_acquire (self->count);
  place->address = g_strdup (address);
  self->count->open++;
  set_open_from (self->count, address, open_from (self->count, address) + 1);
  g_object_weak_ref (G_OBJECT (connection), gone_cb, place);
}

char *
fin_listener_source (GSocketAddress *remote)
{
  GInetAddress *address;

  if (!G_IS_INET_SOCKET_ADDRESS (remote))
    return g_strdup ("local");

  address = g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (remote));
  /* One subscriber has a whole /64 to come from. */
  if (g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV6)
    return g_compute_checksum_for_data (G_CHECKSUM_MD5, g_inet_address_to_bytes (address), 8);

  return g_inet_address_to_string (address);
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
  g_autofree char *address = NULL;

  /* Gone again already, or one too many: closed as it is let go. */
  if (local == NULL || remote == NULL || self->count->open >= self->max)
    return TRUE;
  address = fin_listener_source (remote);
  if (open_from (self->count, address) >= self->max_each)
    return TRUE;

  take_place (self, connection, address);
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

/* But not for ever. */
static void
discarded_chunk_cb (SoupServerMessage *message, GBytes *chunk, gpointer unused)
{
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  gsize *discarded = g_object_get_data (G_OBJECT (message), DISCARDED);

  soup_message_body_truncate (body);
  *discarded += g_bytes_get_size (chunk);
  if (*discarded > FIN_LISTENER_MAX_DISCARD)
    fin_listener_drop (message);
}

void
fin_listener_discard_body (SoupServerMessage *message)
{
  g_object_set_data_full (G_OBJECT (message), DISCARDED, g_new0 (gsize, 1), g_free);
  soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
  g_signal_connect (message, "got-chunk", G_CALLBACK (discarded_chunk_cb), NULL);
}

static gboolean
is_loopback (GSocketAddress *address)
{
  return g_inet_address_get_is_loopback (
      g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address)));
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
  if (!tls && !is_loopback (address)) {
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
                  guint max_each,
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
  self->max_each = max_each != 0 ? max_each : is_loopback (wanted) ? max : MAX_EACH;
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

  return self->count->open;
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
  g_rc_box_release_full (self->count, count_clear);

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
  self->count = g_rc_box_new0 (Count);
  self->count->addresses = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}
