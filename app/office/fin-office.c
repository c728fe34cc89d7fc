// The office's server: listening, bounding connections, handing each to who answers it.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-office.h"

#include <libsoup/soup.h>
#include <sodium.h>
#include <sys/resource.h>

#include "fin-drafts.h"
#include "fin-error.h"
#include "fin-hub.h"
#include "fin-json-new.h"
#include "fin-json.h"
#include "fin-limits.h"
#include "fin-listener.h"
#include "fin-pages.h"
#include "fin-practice-day.h"
#include "fin-procedures.h"
#include "fin-router.h"
#include "fin-socket.h"
#include "fin-staff.h"
#include "fin-tokens.h"
#include "fin-transcripts.h"

#define SOCKET_PATH  "/api/v1/socket"
#define TURN_SECONDS (24 * 60 * 60)
#define STOP_SECONDS 2

struct _FinOffice {
  GObject parent_instance;
  FinStore *store;
  FinVault *vault;
  FinScanner *scanner;
  FinSignIn *sign_in;
  FinHub *hub;
  FinLimits *checks;
  SoupServer *server;
  FinListener *listener;
  GTlsCertificate *certificate;
  char *public_url;
  char *setup_token;
  char **ice_servers;
  char *turn_secret;
  JsonObject *practice;
};

G_DEFINE_FINAL_TYPE (FinOffice, fin_office, G_TYPE_OBJECT)

FinStore *
fin_office_store (FinOffice *self)
{
  return self->store;
}

FinVault *
fin_office_vault (FinOffice *self)
{
  return self->vault;
}

FinScanner *
fin_office_scanner (FinOffice *self)
{
  return self->scanner;
}

FinSignIn *
fin_office_sign_in (FinOffice *self)
{
  return self->sign_in;
}

FinHub *
fin_office_hub (FinOffice *self)
{
  return self->hub;
}

const char *
fin_office_public_url (FinOffice *self)
{
  return self->public_url;
}

gboolean
fin_office_is_setup_token (FinOffice *self, const char *token)
{
  if (self->setup_token == NULL)
    return FALSE;
  if (fin_staff_any (self->store)) {
    g_clear_pointer (&self->setup_token, g_free);
    return FALSE;
  }

  return strlen (token) == strlen (self->setup_token) &&
         sodium_memcmp (token, self->setup_token, strlen (token)) == 0;
}

guint
fin_office_check_try (FinOffice *self, const char *address)
{
  return fin_limits_try (self->checks, address);
}

void
fin_office_check_forgive (FinOffice *self, const char *address)
{
  fin_limits_forgive (self->checks, address, FALSE);
}

/* What coturn's `use-auth-secret` understands: a name that says until when, and its HMAC. */
static JsonObject *
turn_server_new (FinOffice *self, const char *uri, const char *participant)
{
  gint64 until = g_get_real_time () / G_USEC_PER_SEC + TURN_SECONDS;
  g_autofree char *name = g_strdup_printf ("%" G_GINT64_FORMAT ":%s", until, participant);
  g_autoptr (GHmac) hmac =
      g_hmac_new (G_CHECKSUM_SHA1, (const guchar *)self->turn_secret, strlen (self->turn_secret));
  guint8 digest[20];
  gsize size = sizeof digest;
  g_autofree char *credential = NULL;

  g_hmac_update (hmac, (const guchar *)name, -1);
  g_hmac_get_digest (hmac, digest, &size);
  credential = g_base64_encode (digest, size);

  return fin_json_new ("urls:s", uri, "username:s", name, "credential:s", credential, NULL);
}

JsonArray *
fin_office_ice_servers (FinOffice *self, const char *participant)
{
  JsonArray *servers = json_array_new ();

  for (guint i = 0; self->ice_servers != NULL && self->ice_servers[i] != NULL; i++) {
    const char *uri = self->ice_servers[i];
    gboolean turn = g_str_has_prefix (uri, "turn:") || g_str_has_prefix (uri, "turns:");

    json_array_add_object_element (servers, turn && self->turn_secret != NULL
                                                ? turn_server_new (self, uri, participant)
                                                : fin_json_new ("urls:s", uri, NULL));
  }

  return servers;
}

static void
request_started_cb (SoupServer *server, SoupServerMessage *message, FinOffice *self)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  fin_listener_expect_head (message);
  fin_pages_secure (headers, self->certificate != NULL);
  soup_message_headers_replace (headers, "Connection", "close"); /* see FinListener */
}

static void
upgraded_cb (SoupServerMessage *message, FinOffice *self)
{
  g_autoptr (SoupServerMessage) alive = g_object_ref (message);

  fin_hub_add (self->hub, fin_socket_new (message));
}

/* A handshake has no body: one that is sent is not kept. */
static void
socket_head_cb (SoupServer *server,
                SoupServerMessage *message,
                const char *path,
                GHashTable *query,
                gpointer unused)
{
  soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
}

static void
socket_cb (SoupServer *server,
           SoupServerMessage *message,
           const char *path,
           GHashTable *query,
           gpointer data)
{
  /* Any origin: the token of `hello` says who it is, and no cookie speaks for anybody. */
  if (strcmp (path, SOCKET_PATH) == 0 &&
      soup_websocket_server_process_handshake (message, NULL, NULL, NULL, NULL))
    g_signal_connect_object (message, "wrote-informational", G_CALLBACK (upgraded_cb), data, 0);
  else if (soup_server_message_get_status (message) == 0)
    soup_server_message_set_status (message, SOUP_STATUS_NOT_FOUND, NULL);
}

static gboolean
read_turn_secret (FinOffice *self, const char *path, GError **error)
{
  if (path == NULL)
    return TRUE;
  if (!g_file_get_contents (path, &self->turn_secret, NULL, error))
    return FALSE;
  g_strchomp (self->turn_secret);

  return TRUE;
}

/* A connection is a descriptor, and the usual soft limit is less than ours. */
static void
allow_descriptors (guint wanted)
{
  struct rlimit limit;

  if (getrlimit (RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < wanted) {
    limit.rlim_cur = MIN ((rlim_t)wanted, limit.rlim_max);
    setrlimit (RLIMIT_NOFILE, &limit);
  }
}

static gboolean
has_key (GTlsCertificate *certificate, GError **error)
{
  g_autofree char *key = NULL;

  g_object_get (certificate, "private-key-pem", &key, NULL);
  if (key != NULL) {
    sodium_memzero (key, strlen (key));
    return TRUE;
  }
  g_set_error_literal (error, FIN_ERROR, FIN_ERROR_FAILED,
                       "the file of --tls-certificate has no private key");

  return FALSE;
}

/* Killed between a file's sealing and its row, nobody could see it or ever remove it. */
static gboolean
sweep (FinOffice *self, GError **error)
{
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (sqlite3_stmt) rows = fin_store_query (
      self->store,
      "SELECT file FROM document UNION SELECT file FROM receipt WHERE file IS NOT NULL", "");

  while (fin_row_next (rows))
    g_hash_table_add (known, g_strdup (fin_row_text (rows, 0)));
  if (fin_store_take_failure (self->store, error))
    return FALSE;

  fin_vault_sweep (self->vault, known);

  return TRUE;
}

static gboolean
open_all (FinOffice *self, const FinOfficeSettings *settings, GError **error)
{
  g_autofree char *key = settings->key_file != NULL
                             ? g_strdup (settings->key_file)
                             : g_build_filename (settings->store, "key", NULL);

  self->store = fin_store_open (settings->store, TRUE, error);
  self->vault = self->store != NULL ? fin_vault_open (settings->store, key, error) : NULL;
  if (self->vault == NULL || !read_turn_secret (self, settings->turn_secret_file, error))
    return FALSE;
  if (settings->clamd != NULL) {
    self->scanner = fin_scanner_new (settings->clamd, error);
    if (self->scanner == NULL)
      return FALSE;
  }
  if (!fin_drafts_purge (self->store, self->vault, error) ||
      !fin_transcripts_purge (self->store, error) || !sweep (self, error))
    return FALSE;
  fin_procedures_load (self->store);
  if (settings->tls_certificate != NULL) {
    self->certificate = g_tls_certificate_new_from_file (settings->tls_certificate, error);
    if (self->certificate == NULL || !has_key (self->certificate, error))
      return FALSE;
  }

  if (settings->practice) {
    self->practice = fin_practice_day_fill (self->store, error);
    if (self->practice == NULL)
      return FALSE;
  }
  if (!fin_staff_any (self->store))
    self->setup_token = fin_tokens_random ();

  return !fin_store_take_failure (self->store, error);
}

FinOffice *
fin_office_new (const FinOfficeSettings *settings, GError **error)
{
  g_autoptr (FinOffice) self = g_object_new (FIN_TYPE_OFFICE, NULL);

  allow_descriptors (settings->max_connections + 64);
  self->ice_servers = g_strdupv ((char **)settings->ice_servers);
  if (!open_all (self, settings, error))
    return NULL;

  self->sign_in = fin_sign_in_new ();
  self->checks = fin_limits_new (20, 5);
  self->hub = fin_hub_new (self, settings->place_seconds);
  self->server = soup_server_new (NULL, NULL);
  g_signal_connect (self->server, "request-started", G_CALLBACK (request_started_cb), self);
  fin_pages_attach (self->server);
  fin_router_attach (self->server, self);
  soup_server_add_early_handler (self->server, SOCKET_PATH, socket_head_cb, NULL, NULL);
  soup_server_add_handler (self->server, SOCKET_PATH, socket_cb, self, NULL);
  self->listener = fin_listener_new (self->server, settings->listen, self->certificate,
                                     settings->max_connections, settings->max_per_address, error);
  if (self->listener == NULL)
    return NULL;

  self->public_url = g_strdup (
      settings->public_url != NULL ? settings->public_url : fin_listener_address (self->listener));
  if (g_str_has_suffix (self->public_url, "/"))
    self->public_url[strlen (self->public_url) - 1] = '\0';

  return g_steal_pointer (&self);
}

JsonObject *
fin_office_describe (FinOffice *self)
{
  g_return_val_if_fail (FIN_IS_OFFICE (self), NULL);

  return fin_json_new ("address:s", fin_listener_address (self->listener), "setup_token:s",
                       self->setup_token, "practice:o",
                       self->practice != NULL ? json_object_ref (self->practice) : NULL, NULL);
}

static gboolean
too_long_cb (gpointer data)
{
  *(gboolean *)data = TRUE;

  return G_SOURCE_CONTINUE;
}

void
fin_office_stop (FinOffice *self)
{
  gboolean too_long = FALSE;
  guint timeout;

  g_return_if_fail (FIN_IS_OFFICE (self));

  fin_listener_stop (self->listener);
  fin_hub_stop (self->hub);

  /* Until the last word has left each connection; who keeps one open without a word is not waited
   * for long. */
  timeout = g_timeout_add_seconds (STOP_SECONDS, too_long_cb, &too_long);
  while (fin_listener_open (self->listener) > 0 && !too_long)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (timeout);
}

static void
fin_office_finalize (GObject *object)
{
  FinOffice *self = FIN_OFFICE (object);

  g_clear_object (&self->listener);
  g_clear_object (&self->server);
  g_clear_object (&self->certificate);
  g_clear_object (&self->hub);
  g_clear_object (&self->sign_in);
  g_clear_object (&self->vault);
  g_clear_pointer (&self->scanner, fin_scanner_free);
  g_clear_object (&self->store);
  g_clear_pointer (&self->checks, fin_limits_free);
  g_clear_pointer (&self->practice, json_object_unref);
  g_strfreev (self->ice_servers);
  g_free (self->turn_secret);
  g_free (self->setup_token);
  g_free (self->public_url);

  G_OBJECT_CLASS (fin_office_parent_class)->finalize (object);
}

static void
fin_office_class_init (FinOfficeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fin_office_finalize;
}

static void
fin_office_init (FinOffice *self)
{
}
