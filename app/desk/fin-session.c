// The signed-in workstation as a model: who is signed in where, who waits, which visit is open.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-session-private.h"

#include "fin-error.h"
#include "fin-json.h"
#include "fin-object.h"
#include "fin-settings.h"
#include "fin-visit.h"

enum {
  PROP_STATE = 1,
  PROP_ERROR,
  PROP_BUSY,
  PROP_STAFF_NAME,
  PROP_ROLE,
  PROP_PRESENCE,
  PROP_KEYRING_MISSING,
  PROP_VISIT,
  PROP_AGENDA,
  PROP_QUEUE,
  N_PROPS
};

enum { FAILED, N_SIGNALS };

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FinSession, fin_session, G_TYPE_OBJECT)

G_DEFINE_ENUM_TYPE (FinSessionState,
                    fin_session_state,
                    G_DEFINE_ENUM_VALUE (FIN_SESSION_STARTING, "starting"),
                    G_DEFINE_ENUM_VALUE (FIN_SESSION_FIRST_USE, "first-use"),
                    G_DEFINE_ENUM_VALUE (FIN_SESSION_SIGNED_OUT, "signed-out"),
                    G_DEFINE_ENUM_VALUE (FIN_SESSION_SIGNING_IN, "signing-in"),
                    G_DEFINE_ENUM_VALUE (FIN_SESSION_ONLINE, "online"),
                    G_DEFINE_ENUM_VALUE (FIN_SESSION_RECONNECTING, "reconnecting"),
                    G_DEFINE_ENUM_VALUE (FIN_SESSION_ELSEWHERE, "elsewhere"))

void
_fin_session_set_state (FinSession *self, FinSessionState state, const GError *error)
{
  g_assert (FIN_IS_SESSION (self));

  if (self->error != error) {
    g_clear_error (&self->error);
    self->error = error != NULL ? g_error_copy (error) : NULL;
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
  }
  if (self->state == state)
    return;

  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

void
_fin_session_set_busy (FinSession *self, gboolean busy)
{
  fin_object_set_boolean (self, &self->busy, busy, properties[PROP_BUSY]);
}

void
_fin_session_set_keyring_missing (FinSession *self, gboolean missing)
{
  fin_object_set_boolean (self, &self->keyring_missing, missing, properties[PROP_KEYRING_MISSING]);
}

/* What belonged to the last sign-in is no longer awaited. */
void
_fin_session_renew_cancellable (FinSession *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
}

static void
set_visit (FinSession *self, FinVisit *visit)
{
  g_assert (FIN_IS_SESSION (self));

  if (self->visit == visit)
    return;

  g_autoptr (FinVisit) old = g_steal_pointer (&self->visit);
  if (visit != NULL)
    self->visit = g_object_ref (visit);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VISIT]);
  if (old != NULL)
    fin_visit_close (old);
}

static FinVisit *
make_visit (FinSession *self, const char *appointment)
{
  FinVisit *visit = fin_visit_new (self->link, appointment);

  fin_visit_set_setup (visit, fin_settings_call_setup ());
  return visit;
}

void
_fin_session_signed_out (FinSession *self, const GError *error)
{
  g_assert (FIN_IS_SESSION (self));

  _fin_session_renew_cancellable (self);
  set_visit (self, NULL);
  _fin_session_set_busy (self, FALSE);
  _fin_session_set_keyring_missing (self, FALSE);
  fin_link_stop (self->link);
  fin_link_set_token (self->link, NULL);
  fin_object_set_string (self, &self->staff_name, NULL, properties[PROP_STAFF_NAME]);
  g_clear_pointer (&self->chosen_presence, g_free);
  _fin_session_set_state (self, FIN_SESSION_SIGNED_OUT, error);
}

static void
link_signed_out_cb (FinLink *link, FinSession *self)
{
  g_autoptr (GError) error =
      g_error_new_literal (FIN_ERROR, FIN_ERROR_UNAUTHORIZED, "Token refused");

  g_assert (FIN_IS_SESSION (self));

  // A refused token is of no more use: left in the keyring it would be refused at each start.
  fin_keeper_set_token (self->keeper, NULL);
  _fin_session_signed_out (self, error);
}

/* The visit, if there was one, is at the other workstation now. */
static void
link_taken_cb (FinLink *link, FinSession *self)
{
  g_assert (FIN_IS_SESSION (self));

  _fin_session_renew_cancellable (self);
  set_visit (self, NULL);
  _fin_session_set_busy (self, FALSE);
  g_clear_pointer (&self->chosen_presence, g_free);
  _fin_session_set_state (self, FIN_SESSION_ELSEWHERE, NULL);
}

static void
link_state_cb (FinLink *link, GParamSpec *pspec, FinSession *self)
{
  g_assert (FIN_IS_SESSION (self));

  if (fin_link_state (link) == FIN_LINK_CONNECTING && self->state == FIN_SESSION_ONLINE)
    _fin_session_set_state (self, FIN_SESSION_RECONNECTING, NULL);
}

static gboolean
send_presence (FinSession *self, const char *presence)
{
  JsonObject *message = json_object_new ();

  g_assert (FIN_IS_SESSION (self));

  json_object_set_string_member (message, "type", "presence");
  json_object_set_string_member (message, "state", presence);

  return fin_link_send (self->link, message);
}

static void
message_welcome_cb (FinLink *link, const char *type, JsonObject *message, FinSession *self)
{
  JsonObject *staff = fin_json_member (message, "staff");
  const char *presence = fin_json_string (message, "presence");

  g_assert (FIN_IS_SESSION (self));

  if (staff != NULL)
    fin_object_set_string (self, &self->staff_name, fin_json_string (staff, "name"),
                           properties[PROP_STAFF_NAME]);
  fin_object_set_string (self, &self->role, fin_json_string (message, "role"),
                         properties[PROP_ROLE]);
  // The office keeps it in its memory alone: one started anew has everybody available.
  if (self->chosen_presence != NULL && g_strcmp0 (presence, self->chosen_presence) != 0)
    send_presence (self, self->chosen_presence);
  else if (presence != NULL)
    fin_object_set_string (self, &self->presence, presence, properties[PROP_PRESENCE]);
  _fin_session_set_state (self, FIN_SESSION_ONLINE, NULL);
}

/* Killed and started again in the middle of a visit. One that is being attended has its own
 * FinVisit listening already; one that ended while we were away finds that out by itself, and says
 * so. */
static void
message_visit_cb (FinLink *link, const char *type, JsonObject *message, FinSession *self)
{
  JsonObject *appointment = fin_json_member (message, "appointment");
  const char *id = appointment != NULL ? fin_json_string (appointment, "id") : NULL;

  g_assert (FIN_IS_SESSION (self));

  if (id == NULL || self->visit != NULL || self->busy)
    return;

  g_autoptr (FinVisit) visit = make_visit (self, id);
  fin_visit_handle (visit, type, message);
  set_visit (self, visit);
}

static void
message_presence_cb (FinLink *link, const char *type, JsonObject *message, FinSession *self)
{
  const char *presence = fin_json_string (message, "state");

  g_assert (FIN_IS_SESSION (self));

  if (presence != NULL)
    fin_object_set_string (self, &self->presence, presence, properties[PROP_PRESENCE]);
}

static void
devices_cb (FinSession *self)
{
  g_assert (FIN_IS_SESSION (self));

  if (self->visit != NULL)
    fin_visit_set_setup (self->visit, fin_settings_call_setup ());
}

void
_fin_session_failed (FinSession *self, const GError *error)
{
  g_assert (FIN_IS_SESSION (self));

  g_signal_emit (self, signals[FAILED], 0, error);
}

void
fin_session_fail (FinSession *self, const GError *error)
{
  g_return_if_fail (FIN_IS_SESSION (self));
  g_return_if_fail (error != NULL);

  _fin_session_set_state (self, self->state, error);
}

void
fin_session_set_presence (FinSession *self, const char *presence)
{
  g_return_if_fail (FIN_IS_SESSION (self));
  g_return_if_fail (presence != NULL);

  if (send_presence (self, presence)) {
    g_free (self->chosen_presence);
    self->chosen_presence = g_strdup (presence);
  } else {
    g_autoptr (GError) error = g_error_new_literal (FIN_ERROR, FIN_ERROR_OFFLINE, "Not online");
    g_signal_emit (self, signals[FAILED], 0, error);
  }
}

typedef struct {
  FinSession *session;
  FinVisit *visit;
} Attending;

static void
attending_free (Attending *attending)
{
  g_clear_object (&attending->session);
  g_clear_object (&attending->visit);
  g_free (attending);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Attending, attending_free)

static void
attended_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Attending) attending = data;
  FinSession *self = attending->session;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) summary = fin_link_request_finish (FIN_LINK (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    fin_visit_close (attending->visit);
    return;
  }

  _fin_session_set_busy (self, FALSE);
  if (summary == NULL) {
    fin_visit_close (attending->visit);
    g_signal_emit (self, signals[FAILED], 0, error);
  } else if (self->visit == NULL) {
    set_visit (self, attending->visit);
  } else {
    // A `visit` in between has already opened it.
    fin_visit_close (attending->visit);
  }
}

void
fin_session_attend (FinSession *self, const char *appointment)
{
  g_return_if_fail (FIN_IS_SESSION (self));
  g_return_if_fail (appointment != NULL);

  if (self->visit != NULL || self->busy)
    return;

  // The visit listens before the office is asked, so that no message of it is missed.
  Attending *attending = g_new0 (Attending, 1);
  attending->session = g_object_ref (self);
  attending->visit = make_visit (self, appointment);

  g_autofree char *path = g_strdup_printf ("/appointments/%s/attend", appointment);
  _fin_session_set_busy (self, TRUE);
  fin_link_request_async (self->link, "POST", path, NULL, self->cancellable, attended_cb,
                          attending);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FinSession) self = data;
  g_autoptr (GError) error = NULL;

  if (!fin_asks_answer_finish (FIN_ASKS (source), result, &error) &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_signal_emit (self, signals[FAILED], 0, error);
}

void
fin_session_answer (FinSession *self, const char *ask, gboolean accept)
{
  g_return_if_fail (FIN_IS_SESSION (self));
  g_return_if_fail (ask != NULL);

  fin_asks_answer_async (self->asks, ask, accept, self->cancellable, answered_cb,
                         g_object_ref (self));
}

static void
removed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FinSession) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer = fin_link_request_finish (FIN_LINK (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (answer == NULL)
    g_signal_emit (self, signals[FAILED], 0, error);
  else
    fin_agenda_refresh (self->agenda);
}

void
fin_session_remove_trial (FinSession *self, const char *appointment)
{
  g_autofree char *path = NULL;

  g_return_if_fail (FIN_IS_SESSION (self));
  g_return_if_fail (appointment != NULL);

  path = g_strconcat ("/appointments/", appointment, NULL);
  fin_link_request_async (self->link, "DELETE", path, NULL, self->cancellable, removed_cb,
                          g_object_ref (self));
}

void
fin_session_leave_visit (FinSession *self)
{
  g_return_if_fail (FIN_IS_SESSION (self));

  set_visit (self, NULL);
  fin_agenda_refresh (self->agenda);
}

static void
fin_session_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  FinSession *self = FIN_SESSION (object);

  switch (id) {
  case PROP_STATE:
    g_value_set_enum (value, self->state);
    break;
  case PROP_ERROR:
    g_value_set_boxed (value, self->error);
    break;
  case PROP_BUSY:
    g_value_set_boolean (value, self->busy);
    break;
  case PROP_STAFF_NAME:
    g_value_set_string (value, self->staff_name);
    break;
  case PROP_ROLE:
    g_value_set_string (value, self->role);
    break;
  case PROP_PRESENCE:
    g_value_set_string (value, self->presence);
    break;
  case PROP_KEYRING_MISSING:
    g_value_set_boolean (value, self->keyring_missing);
    break;
  case PROP_VISIT:
    g_value_set_object (value, self->visit);
    break;
  case PROP_AGENDA:
    g_value_set_object (value, self->agenda);
    break;
  case PROP_QUEUE:
    g_value_set_object (value, self->queue);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
fin_session_dispose (GObject *object)
{
  FinSession *self = FIN_SESSION (object);

  if (self->link != NULL)
    fin_link_stop (self->link);
  g_cancellable_cancel (self->cancellable);
  if (self->visit != NULL)
    fin_visit_close (self->visit);
  g_clear_object (&self->visit);
  g_clear_object (&self->queue);
  g_clear_object (&self->asks);
  g_clear_object (&self->agenda);
  if (self->keeper != NULL)
    fin_keeper_stop (self->keeper);
  g_clear_object (&self->keeper);
  g_clear_object (&self->link);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (fin_session_parent_class)->dispose (object);
}

static void
fin_session_finalize (GObject *object)
{
  FinSession *self = FIN_SESSION (object);

  g_clear_error (&self->error);
  g_free (self->staff_name);
  g_free (self->role);
  g_free (self->presence);
  g_free (self->chosen_presence);
  g_free (self->setup_token);
  g_free (self->keyring_name);

  G_OBJECT_CLASS (fin_session_parent_class)->finalize (object);
}

static void
fin_session_class_init (FinSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = fin_session_get_property;
  object_class->dispose = fin_session_dispose;
  object_class->finalize = fin_session_finalize;

  properties[PROP_STATE] =
      g_param_spec_enum ("state", NULL, NULL, FIN_TYPE_SESSION_STATE, FIN_SESSION_STARTING, flags);
  properties[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, flags);
  properties[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE, flags);
  properties[PROP_STAFF_NAME] = g_param_spec_string ("staff-name", NULL, NULL, NULL, flags);
  properties[PROP_ROLE] = g_param_spec_string ("role", NULL, NULL, NULL, flags);
  properties[PROP_PRESENCE] = g_param_spec_string ("presence", NULL, NULL, "away", flags);
  properties[PROP_KEYRING_MISSING] =
      g_param_spec_boolean ("keyring-missing", NULL, NULL, FALSE, flags);
  properties[PROP_VISIT] = g_param_spec_object ("visit", NULL, NULL, FIN_TYPE_VISIT, flags);
  properties[PROP_AGENDA] = g_param_spec_object ("agenda", NULL, NULL, FIN_TYPE_AGENDA, flags);
  properties[PROP_QUEUE] = g_param_spec_object ("queue", NULL, NULL, FIN_TYPE_QUEUE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
fin_session_init (FinSession *self)
{
  self->presence = g_strdup ("away");
  self->cancellable = g_cancellable_new ();
  self->link = fin_link_new (NULL);
  self->agenda = fin_agenda_new (self->link);
  self->queue = fin_queue_new (self->link);
  self->asks = fin_asks_new (self->link);

  g_signal_connect_object (self->link, "signed-out", G_CALLBACK (link_signed_out_cb), self, 0);
  g_signal_connect_object (self->link, "taken", G_CALLBACK (link_taken_cb), self, 0);
  g_signal_connect_object (self->link, "notify::state", G_CALLBACK (link_state_cb), self, 0);
  g_signal_connect_object (self->link, "message::welcome", G_CALLBACK (message_welcome_cb), self,
                           0);
  g_signal_connect_object (self->link, "message::visit", G_CALLBACK (message_visit_cb), self, 0);
  g_signal_connect_object (self->link, "message::presence", G_CALLBACK (message_presence_cb), self,
                           0);
  g_signal_connect_object (fin_settings_devices (), "changed", G_CALLBACK (devices_cb), self,
                           G_CONNECT_SWAPPED);
}

FinSession *
fin_session_new (void)
{
  return g_object_new (FIN_TYPE_SESSION, NULL);
}

FinLink *
fin_session_link (FinSession *self)
{
  g_return_val_if_fail (FIN_IS_SESSION (self), NULL);

  return self->link;
}

FinSessionState
fin_session_state (FinSession *self)
{
  g_return_val_if_fail (FIN_IS_SESSION (self), FIN_SESSION_STARTING);

  return self->state;
}

const GError *
fin_session_error (FinSession *self)
{
  g_return_val_if_fail (FIN_IS_SESSION (self), NULL);

  return self->error;
}

const char *
fin_session_presence (FinSession *self)
{
  g_return_val_if_fail (FIN_IS_SESSION (self), NULL);

  return self->presence;
}

const char *
fin_session_staff_name (FinSession *self)
{
  g_return_val_if_fail (FIN_IS_SESSION (self), NULL);

  return self->staff_name;
}

FinAgenda *
fin_session_agenda (FinSession *self)
{
  g_return_val_if_fail (FIN_IS_SESSION (self), NULL);

  return self->agenda;
}

FinQueue *
fin_session_queue (FinSession *self)
{
  g_return_val_if_fail (FIN_IS_SESSION (self), NULL);

  return self->queue;
}

FinAsks *
fin_session_asks (FinSession *self)
{
  g_return_val_if_fail (FIN_IS_SESSION (self), NULL);

  return self->asks;
}

gboolean
fin_session_is_interpreter (FinSession *self)
{
  g_return_val_if_fail (FIN_IS_SESSION (self), FALSE);

  return g_strcmp0 (self->role, "interpreter") == 0;
}

FinVisit *
fin_session_visit (FinSession *self)
{
  g_return_val_if_fail (FIN_IS_SESSION (self), NULL);

  return self->visit;
}

gboolean
fin_session_signed_in (FinSession *self)
{
  g_return_val_if_fail (FIN_IS_SESSION (self), FALSE);

  return self->state == FIN_SESSION_ONLINE || self->state == FIN_SESSION_RECONNECTING;
}
