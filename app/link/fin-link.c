// The link's state: an address, a token, and a socket that comes back.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-link-private.h"

#include "fin-host.h"
#include "fin-resend.h"
#include "fin-socket.h"

#define API               "/api/v1"
#define REQUEST_TIMEOUT_S 15
#define PAUSE_FIRST_MS    250
#define PAUSE_MAX_MS      10000
#define STEADY_S          5 /* a welcome that lasted so long brings the short pauses back */

/* How the office says that trying again is of no use. */
#define CLOSE_TAKEN        4001
#define CLOSE_UNAUTHORIZED 4003

enum {
  PROP_0,
  PROP_ADDRESS,
  PROP_TOKEN,
  PROP_STATE,
  PROP_RETRY_IN,
  N_PROPS,
};

enum {
  MESSAGE,
  SIGNED_OUT,
  TAKEN,
  N_SIGNALS,
};

struct _FinLink {
  GObject parent_instance;

  SoupSession *session;
  char *address;
  char *token;
  char *language;
  char *instance;
  gboolean wanted;
  FinLinkState state;

  FinSocket *socket;
  FinResend *resend;
  JsonObject *welcome;
  gint64 welcomed_at;
  guint tries;
  guint retry_id;
  gint64 retry_at;
  guint retry_in;
};

G_DEFINE_FINAL_TYPE (FinLink, fin_link, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void try (FinLink *self);

GType
fin_link_state_get_type (void)
{
  static gsize type = 0;
  static const GEnumValue values[] = {
    { FIN_LINK_OFFLINE, "FIN_LINK_OFFLINE", "offline" },
    { FIN_LINK_CONNECTING, "FIN_LINK_CONNECTING", "connecting" },
    { FIN_LINK_ONLINE, "FIN_LINK_ONLINE", "online" },
    { 0 },
  };

  if (g_once_init_enter (&type))
    g_once_init_leave (&type, g_enum_register_static ("FinLinkState", values));

  return type;
}

static void
set_state (FinLink *self, FinLinkState state)
{
  g_assert (FIN_IS_LINK (self));

  if (self->state == state)
    return;

  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

static void
set_retry_in (FinLink *self, guint seconds)
{
  g_assert (FIN_IS_LINK (self));

  if (self->retry_in == seconds)
    return;

  self->retry_in = seconds;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RETRY_IN]);
}

/* Lets go of the socket, or of the attempt to have one, and of any wait for the next. */
static void
let_go (FinLink *self)
{
  g_assert (FIN_IS_LINK (self));

  g_clear_handle_id (&self->retry_id, g_source_remove);
  set_retry_in (self, 0);

  if (self->socket != NULL) {
    g_signal_handlers_disconnect_by_data (self->socket, self);
    fin_socket_close (self->socket);
    g_clear_object (&self->socket);
  }
}

static gboolean
retry_cb (gpointer data)
{
  FinLink *self = data;
  gint64 remaining_ms = (self->retry_at - g_get_monotonic_time ()) / 1000;

  self->retry_id = 0;
  if (remaining_ms <= 0) {
    set_retry_in (self, 0);
    try (self);
  } else {
    set_retry_in (self, (remaining_ms + 999) / 1000);
    self->retry_id = g_timeout_add (MIN (remaining_ms, 1000), retry_cb, self);
  }

  return G_SOURCE_REMOVE;
}

/* The connection is gone, or never came: try again after a pause that grows, with jitter so that a
 * whole office's workstations don't all come back in the same instant. */
static void
retry_later (FinLink *self)
{
  guint pause_ms = MIN (PAUSE_FIRST_MS << MIN (self->tries, 8), PAUSE_MAX_MS);

  g_assert (FIN_IS_LINK (self));

  let_go (self);
  self->tries++;
  pause_ms = g_random_int_range (pause_ms / 2, pause_ms + 1);
  self->retry_at = g_get_monotonic_time () + pause_ms * 1000;
  self->retry_id = g_timeout_add (MIN (pause_ms, 1000), retry_cb, self);
  if (pause_ms > 1000)
    set_retry_in (self, (pause_ms + 999) / 1000);
  set_state (self, FIN_LINK_CONNECTING);
}

static void
message_cb (FinSocket *socket, const char *type, JsonObject *message, FinLink *self)
{
  g_autoptr (FinLink) alive = g_object_ref (self);

  g_assert (FIN_IS_LINK (self));

  if (g_str_equal (type, "welcome")) {
    if (self->state != FIN_LINK_ONLINE)
      self->welcomed_at = g_get_monotonic_time ();
    g_clear_pointer (&self->welcome, json_object_unref);
    self->welcome = json_object_ref (message);
    set_state (self, FIN_LINK_ONLINE);
  }

  if (g_str_equal (type, "problem") && fin_resend_refused (self->resend, message))
    return;

  /* No quark is made of what somebody else wrote: where nobody listens there is none to find. */
  g_signal_emit (self, signals[MESSAGE], g_quark_try_string (type), type, message);
}

static void
closed_cb (FinSocket *socket, guint code, FinLink *self)
{
  g_assert (FIN_IS_LINK (self));

  if (code == CLOSE_UNAUTHORIZED || code == CLOSE_TAKEN) {
    fin_link_stop (self);
    g_signal_emit (self, signals[code == CLOSE_TAKEN ? TAKEN : SIGNED_OUT], 0);
    return;
  }

  if (self->state == FIN_LINK_ONLINE &&
      g_get_monotonic_time () - self->welcomed_at > STEADY_S * G_USEC_PER_SEC)
    self->tries = 0;
  retry_later (self);
}

static JsonObject *
new_hello (FinLink *self)
{
  JsonObject *hello = json_object_new ();

  g_assert (FIN_IS_LINK (self));

  json_object_set_string_member (hello, "type", "hello");
  json_object_set_string_member (hello, "token", self->token);
  json_object_set_string_member (hello, "instance", self->instance);
  json_object_set_string_member (hello, "language", self->language);

  return hello;
}

static void
try (FinLink *self)
{
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (JsonObject) hello = NULL;

  g_assert (FIN_IS_LINK (self));

  let_go (self);
  if (!self->wanted || self->token == NULL) {
    set_state (self, FIN_LINK_OFFLINE);
    return;
  }

  message = _fin_link_message (self, "GET", "/socket");
  if (message == NULL) {
    retry_later (self);
    return;
  }

  hello = new_hello (self);
  self->socket = fin_socket_new (self->session, message, hello);
  g_signal_connect_object (self->socket, "message", G_CALLBACK (message_cb), self, 0);
  g_signal_connect_object (self->socket, "closed", G_CALLBACK (closed_cb), self, 0);
  set_state (self, FIN_LINK_CONNECTING);
}

/* With another address or token. */
static void
restart (FinLink *self)
{
  g_assert (FIN_IS_LINK (self));

  self->tries = 0;
  if (self->wanted)
    try (self);
}

/* A cable plugged in again need not wait out the pause. */
static void
network_changed_cb (GNetworkMonitor *monitor, gboolean available, FinLink *self)
{
  g_assert (FIN_IS_LINK (self));

  if (available)
    fin_link_retry (self);
}

static void
fin_link_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  FinLink *self = FIN_LINK (object);

  switch (id) {
  case PROP_ADDRESS:
    g_value_set_string (value, self->address);
    break;
  case PROP_TOKEN:
    g_value_set_string (value, self->token);
    break;
  case PROP_STATE:
    g_value_set_enum (value, self->state);
    break;
  case PROP_RETRY_IN:
    g_value_set_uint (value, self->retry_in);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
fin_link_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  FinLink *self = FIN_LINK (object);

  switch (id) {
  case PROP_ADDRESS:
    fin_link_set_address (self, g_value_get_string (value));
    break;
  case PROP_TOKEN:
    fin_link_set_token (self, g_value_get_string (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
fin_link_dispose (GObject *object)
{
  FinLink *self = FIN_LINK (object);

  self->wanted = FALSE;
  let_go (self);
  fin_resend_forget (self->resend);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (fin_link_parent_class)->dispose (object);
}

static void
fin_link_finalize (GObject *object)
{
  FinLink *self = FIN_LINK (object);

  fin_resend_free (self->resend);
  g_free (self->address);
  g_free (self->token);
  g_free (self->language);
  g_free (self->instance);
  g_clear_pointer (&self->welcome, json_object_unref);

  G_OBJECT_CLASS (fin_link_parent_class)->finalize (object);
}

static void
fin_link_class_init (FinLinkClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = fin_link_get_property;
  object_class->set_property = fin_link_set_property;
  object_class->dispose = fin_link_dispose;
  object_class->finalize = fin_link_finalize;

  properties[PROP_ADDRESS] =
      g_param_spec_string ("address", NULL, NULL, NULL, G_PARAM_READWRITE | flags);
  properties[PROP_TOKEN] =
      g_param_spec_string ("token", NULL, NULL, NULL, G_PARAM_READWRITE | flags);
  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, FIN_TYPE_LINK_STATE,
                                              FIN_LINK_OFFLINE, G_PARAM_READABLE | flags);
  properties[PROP_RETRY_IN] =
      g_param_spec_uint ("retry-in", NULL, NULL, 0, G_MAXUINT, 0, G_PARAM_READABLE | flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[MESSAGE] =
      g_signal_new ("message", FIN_TYPE_LINK, G_SIGNAL_RUN_LAST | G_SIGNAL_DETAILED, 0, NULL, NULL,
                    NULL, G_TYPE_NONE, 2, G_TYPE_STRING, JSON_TYPE_OBJECT);
  signals[SIGNED_OUT] = g_signal_new ("signed-out", FIN_TYPE_LINK, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                      NULL, G_TYPE_NONE, 0);
  signals[TAKEN] =
      g_signal_new ("taken", FIN_TYPE_LINK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static gboolean
send_again (JsonObject *message, gpointer link)
{
  return fin_link_send (link, message);
}

static void
fin_link_init (FinLink *self)
{
  self->resend = fin_resend_new (send_again, self);
  self->session =
      soup_session_new_with_options ("timeout", REQUEST_TIMEOUT_S, "max-conns-per-host", 6, NULL);
  self->address = g_strdup ("");
  self->language = g_strdup ("ca");
  soup_session_set_accept_language (self->session, self->language);
  self->instance = g_uuid_string_random ();
  g_signal_connect_object (g_network_monitor_get_default (), "network-changed",
                           G_CALLBACK (network_changed_cb), self, 0);
}

FinLink *
fin_link_new (const char *address)
{
  return g_object_new (FIN_TYPE_LINK, "address", address, NULL);
}

const char *
fin_link_address (FinLink *self)
{
  g_return_val_if_fail (FIN_IS_LINK (self), NULL);

  return self->address;
}

static gboolean
is_here (const char *address)
{
  g_autoptr (GUri) uri = g_uri_parse (address, G_URI_FLAGS_NONE, NULL);

  return uri != NULL && g_uri_get_host (uri) != NULL && fin_host_is_here (g_uri_get_host (uri));
}

void
fin_link_set_address (FinLink *self, const char *address)
{
  g_autofree char *bare = NULL;

  g_return_if_fail (FIN_IS_LINK (self));

  bare = g_strdup (address != NULL ? address : "");
  for (gsize i = strlen (bare); i > 0 && bare[i - 1] == '/'; i--)
    bare[i - 1] = '\0';
  if (g_str_equal (self->address, bare))
    return;

  g_free (self->address);
  self->address = g_steal_pointer (&bare);
  /* No proxy leads to this computer's own office, whatever the environment says. */
  soup_session_set_proxy_resolver (
      self->session, is_here (self->address) ? NULL : g_proxy_resolver_get_default ());
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ADDRESS]);
  restart (self);
}

void
fin_link_set_token (FinLink *self, const char *token)
{
  char *copy;

  g_return_if_fail (FIN_IS_LINK (self));

  if (g_strcmp0 (self->token, token) == 0)
    return;

  fin_resend_forget (self->resend);
  copy = g_strdup (token);
  g_free (self->token);
  self->token = copy;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TOKEN]);
  restart (self);
}

const char *
fin_link_token (FinLink *self)
{
  g_return_val_if_fail (FIN_IS_LINK (self), NULL);

  return self->token;
}

void
fin_link_set_language (FinLink *self, const char *language)
{
  JsonObject *message;

  g_return_if_fail (FIN_IS_LINK (self));
  g_return_if_fail (language != NULL);

  if (g_str_equal (self->language, language))
    return;

  g_free (self->language);
  self->language = g_strdup (language);
  soup_session_set_accept_language (self->session, self->language);

  message = json_object_new ();
  json_object_set_string_member (message, "type", "language");
  json_object_set_string_member (message, "language", language);
  /* A hello under way still has the language before. */
  if (!fin_link_send (self, message) && self->socket != NULL)
    try (self);
}

FinLinkState
fin_link_state (FinLink *self)
{
  g_return_val_if_fail (FIN_IS_LINK (self), FIN_LINK_OFFLINE);

  return self->state;
}

JsonObject *
fin_link_welcome (FinLink *self)
{
  g_return_val_if_fail (FIN_IS_LINK (self), NULL);

  return self->welcome;
}

const char *
fin_link_instance (FinLink *self)
{
  g_return_val_if_fail (FIN_IS_LINK (self), NULL);

  return self->instance;
}

void
fin_link_start (FinLink *self)
{
  g_return_if_fail (FIN_IS_LINK (self));

  if (self->wanted)
    return;

  self->wanted = TRUE;
  restart (self);
}

void
fin_link_retry (FinLink *self)
{
  g_return_if_fail (FIN_IS_LINK (self));

  if (self->retry_id != 0)
    restart (self);
}

void
fin_link_stop (FinLink *self)
{
  g_return_if_fail (FIN_IS_LINK (self));

  self->wanted = FALSE;
  let_go (self);
  fin_resend_forget (self->resend);
  set_state (self, FIN_LINK_OFFLINE);
}

gboolean
fin_link_send (FinLink *self, JsonObject *message)
{
  g_autoptr (JsonObject) owned = message;

  g_return_val_if_fail (FIN_IS_LINK (self), FALSE);
  g_return_val_if_fail (message != NULL, FALSE);

  if (self->state != FIN_LINK_ONLINE)
    return FALSE;

  fin_resend_note (self->resend, owned);

  return fin_socket_send (self->socket, owned);
}

SoupSession *
_fin_link_session (FinLink *self)
{
  g_return_val_if_fail (FIN_IS_LINK (self), NULL);

  return self->session;
}

SoupMessage *
_fin_link_message (FinLink *self, const char *method, const char *path)
{
  g_autofree char *url = NULL;

  g_return_val_if_fail (FIN_IS_LINK (self), NULL);

  url = g_strconcat (self->address, API, path, NULL);

  return soup_message_new (method, url);
}
