// How the session is signed in and out: the keyring, the office, and a new one's first account.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-session-private.h"

#include "fin-error.h"
#include "fin-json.h"

static void
start_with_token (FinSession *self, const char *token)
{
  g_assert (FIN_IS_SESSION (self));

  fin_link_set_token (self->link, token);
  _fin_session_set_state (self, FIN_SESSION_SIGNING_IN, NULL);
  fin_link_start (self->link);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FinSession) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *token = fin_keeper_load_finish (FIN_KEEPER (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
      self->state != FIN_SESSION_STARTING)
    return;

  if (token != NULL)
    start_with_token (self, token);
  else
    _fin_session_set_state (
        self, self->setup_token != NULL ? FIN_SESSION_FIRST_USE : FIN_SESSION_SIGNED_OUT, NULL);
}

static void
signed_in_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  FinSession *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) session = fin_link_request_finish (FIN_LINK (source), result, &error);
  const char *token = session != NULL ? fin_json_string (session, "token") : NULL;

  _fin_session_set_busy (self, FALSE);
  if (g_task_return_error_if_cancelled (task))
    return;
  if (session != NULL && token == NULL)
    g_set_error_literal (&error, FIN_ERROR, FIN_ERROR_FAILED, "A session without a token");
  if (error != NULL) {
    _fin_session_set_state (self, FIN_SESSION_SIGNED_OUT, NULL);
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }

  self->parting = FALSE;
  fin_keeper_set_token (self->keeper, token);
  start_with_token (self, token);
  g_task_return_boolean (task, TRUE);
}

void
fin_session_sign_in_async (FinSession *self,
                           const char *account,
                           const char *password,
                           GAsyncReadyCallback callback,
                           gpointer data)
{
  g_return_if_fail (FIN_IS_SESSION (self));
  g_return_if_fail (account != NULL && password != NULL);

  g_autoptr (JsonObject) body = json_object_new ();
  json_object_set_string_member (body, "account", account);
  json_object_set_string_member (body, "password", password);

  _fin_session_renew_cancellable (self);
  GTask *task = g_task_new (self, self->cancellable, callback, data);
  g_task_set_source_tag (task, fin_session_sign_in_async);
  _fin_session_set_busy (self, TRUE);
  fin_link_request_async (self->link, "POST", "/session", body, self->cancellable, signed_in_cb,
                          task);
}

gboolean
fin_session_sign_in_finish (FinSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
set_up_signed_in_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (fin_session_sign_in_finish (FIN_SESSION (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
set_up_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  FinSession *self = g_task_get_source_object (task);
  JsonObject *account = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) staff = fin_link_request_finish (FIN_LINK (source), result, &error);

  _fin_session_set_busy (self, FALSE);
  fin_link_set_token (self->link, NULL);
  if (staff == NULL) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }

  g_clear_pointer (&self->setup_token, g_free);
  fin_session_sign_in_async (self, fin_json_string (account, "account"),
                             fin_json_string (account, "password"), set_up_signed_in_cb,
                             g_steal_pointer (&task));
}

void
fin_session_set_up_async (FinSession *self,
                          const char *name,
                          const char *account,
                          const char *password,
                          GAsyncReadyCallback callback,
                          gpointer data)
{
  g_return_if_fail (FIN_IS_SESSION (self));
  g_return_if_fail (self->setup_token != NULL);

  JsonObject *body = json_object_new ();
  json_object_set_string_member (body, "name", name);
  json_object_set_string_member (body, "account", account);
  json_object_set_string_member (body, "password", password);
  // The first one has to be able to make the others.
  json_object_set_string_member (body, "role", "coordinator");

  GTask *task = g_task_new (self, NULL, callback, data);
  g_task_set_source_tag (task, fin_session_set_up_async);
  g_task_set_task_data (task, body, (GDestroyNotify)json_object_unref);
  _fin_session_set_busy (self, TRUE);
  fin_link_set_token (self->link, self->setup_token);
  fin_link_request_async (self->link, "POST", "/staff", body, NULL, set_up_cb, task);
}

gboolean
fin_session_set_up_finish (FinSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* What of a sign-out, of this run or the last, is still to be done. (transfer full) */
static GError *
still_to_do (FinSession *self)
{
  gboolean refused = fin_keeper_refused (self->keeper);

  if (fin_keeper_untold (self->keeper))
    return g_error_new_literal (FIN_ERROR, refused ? FIN_ERROR_LEFT_BEHIND : FIN_ERROR_UNTOLD,
                                "The office was not told");

  return refused && self->parting
             ? g_error_new_literal (FIN_ERROR, FIN_ERROR_KEYRING, "The keyring did not let go")
             : NULL;
}

void
_fin_session_keeper_cb (FinSession *self)
{
  g_autoptr (GError) error = still_to_do (self);
  gboolean told_before = g_error_matches (self->error, FIN_ERROR, FIN_ERROR_UNTOLD) ||
                         g_error_matches (self->error, FIN_ERROR, FIN_ERROR_KEYRING) ||
                         g_error_matches (self->error, FIN_ERROR, FIN_ERROR_LEFT_BEHIND);

  g_assert (FIN_IS_SESSION (self));

  _fin_session_set_keyring_missing (self, fin_keeper_refused (self->keeper) && !self->parting);
  if (self->state == FIN_SESSION_SIGNED_OUT && (error != NULL || told_before) &&
      (error == NULL || !g_error_matches (self->error, error->domain, error->code)))
    _fin_session_set_state (self, FIN_SESSION_SIGNED_OUT, error);
}

void
fin_session_sign_out (FinSession *self)
{
  g_autofree char *token = NULL;

  g_return_if_fail (FIN_IS_SESSION (self));

  token = g_strdup (fin_link_token (self->link));
  self->parting = TRUE;
  _fin_session_signed_out (self, NULL);
  if (token != NULL)
    fin_keeper_sign_out (self->keeper, token);
}

static void
others_ended_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FinSession) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) nothing = fin_link_request_finish (FIN_LINK (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  _fin_session_set_busy (self, FALSE);
  if (nothing != NULL)
    fin_session_sign_out (self);
  else
    _fin_session_failed (self, error);
}

void
fin_session_sign_out_everywhere (FinSession *self)
{
  JsonObject *welcome;
  JsonObject *staff;

  g_return_if_fail (FIN_IS_SESSION (self));

  welcome = fin_link_welcome (self->link);
  staff = welcome != NULL ? fin_json_member (welcome, "staff") : NULL;
  if (staff == NULL || self->busy)
    return;

  g_autofree char *path = g_strdup_printf ("/staff/%s/sessions", fin_json_string (staff, "id"));
  _fin_session_set_busy (self, TRUE);
  fin_link_request_async (self->link, "DELETE", path, NULL, self->cancellable, others_ended_cb,
                          g_object_ref (self));
}

static void
password_changed_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  g_autoptr (JsonObject) answer = fin_link_request_finish (FIN_LINK (object), result, &error);

  if (answer == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

void
fin_session_change_password_async (FinSession *self,
                                   const char *current,
                                   const char *password,
                                   GAsyncReadyCallback callback,
                                   gpointer data)
{
  GTask *task;
  JsonObject *welcome, *staff;

  g_return_if_fail (FIN_IS_SESSION (self));

  task = g_task_new (self, self->cancellable, callback, data);
  g_task_set_source_tag (task, fin_session_change_password_async);
  welcome = fin_link_welcome (self->link);
  staff = welcome != NULL ? fin_json_member (welcome, "staff") : NULL;
  if (staff == NULL) {
    g_task_return_new_error (task, FIN_ERROR, FIN_ERROR_OFFLINE, "not signed in");
    g_object_unref (task);
    return;
  }

  g_autofree char *path = g_strdup_printf ("/staff/%s/password", fin_json_string (staff, "id"));
  g_autoptr (JsonObject) body = json_object_new ();
  json_object_set_string_member (body, "current", current);
  json_object_set_string_member (body, "password", password);
  fin_link_request_async (self->link, "PUT", path, body, self->cancellable, password_changed_cb,
                          task);
}

gboolean
fin_session_change_password_finish (FinSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
fin_session_use_here (FinSession *self)
{
  g_return_if_fail (FIN_IS_SESSION (self));

  if (self->state != FIN_SESSION_ELSEWHERE)
    return;

  _fin_session_set_state (self, FIN_SESSION_SIGNING_IN, NULL);
  fin_link_start (self->link);
}

/* Of another office; what was signed out of there waits in the keyring until it is this one's turn
 * again. */
static void
open_keeper (FinSession *self, const char *keyring_name)
{
  g_assert (FIN_IS_SESSION (self));

  if (g_strcmp0 (self->keyring_name, keyring_name) == 0)
    return;

  g_free (self->keyring_name);
  self->keyring_name = g_strdup (keyring_name);
  if (self->keeper != NULL) {
    g_signal_handlers_disconnect_by_data (self->keeper, self);
    fin_keeper_stop (self->keeper);
    g_clear_object (&self->keeper);
  }
  self->parting = FALSE;
  self->keeper = fin_keeper_new (self->link, self->keyring_name);
  g_signal_connect_object (self->keeper, "notify", G_CALLBACK (_fin_session_keeper_cb), self,
                           G_CONNECT_SWAPPED);
}

void
fin_session_open (FinSession *self,
                  const char *address,
                  const char *keyring_name,
                  const char *setup_token)
{
  g_return_if_fail (FIN_IS_SESSION (self));
  g_return_if_fail (address != NULL && keyring_name != NULL);

  g_free (self->setup_token);
  self->setup_token = g_strdup (setup_token);
  // The office on this computer came back: the link finds it by itself.
  if (g_strcmp0 (fin_link_address (self->link), address) == 0 &&
      fin_link_token (self->link) != NULL)
    return;

  if (fin_link_token (self->link) != NULL)
    _fin_session_signed_out (self, NULL);
  _fin_session_renew_cancellable (self);
  open_keeper (self, keyring_name);
  fin_link_set_address (self->link, address);
  _fin_session_set_state (self, FIN_SESSION_STARTING, NULL);
  fin_keeper_load_async (self->keeper, self->cancellable, loaded_cb, g_object_ref (self));
}
