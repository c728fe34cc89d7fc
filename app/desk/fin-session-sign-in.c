// How the session is signed in and out: the keyring, the office, and a new one's first account.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-session-private.h"

#include "fin-credentials.h"
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
  g_autofree char *token = fin_credentials_load_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
      self->state != FIN_SESSION_STARTING)
    return;

  if (error != NULL)
    _fin_session_set_keyring_missing (self, TRUE);
  if (token != NULL)
    start_with_token (self, token);
  else
    _fin_session_set_state (
        self, self->setup_token != NULL ? FIN_SESSION_FIRST_USE : FIN_SESSION_SIGNED_OUT, NULL);
}

static void
stored_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FinSession) self = data;
  g_autoptr (GError) error = NULL;

  fin_credentials_store_finish (result, &error);
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    _fin_session_set_keyring_missing (self, error != NULL);
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

  fin_credentials_store_async (self->keyring_name, token, self->cancellable, stored_cb,
                               g_object_ref (self));
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

static void
revoked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FinSession) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer = fin_link_request_finish (FIN_LINK (source), result, &error);

  // Gone from here and from the keyring either way; the office lets it expire.
  if (error != NULL && !g_error_matches (error, FIN_ERROR, FIN_ERROR_UNAUTHORIZED))
    g_message ("The office was not told of the sign-out (code %d)", error->code);
}

void
fin_session_sign_out (FinSession *self)
{
  g_return_if_fail (FIN_IS_SESSION (self));

  fin_credentials_clear_async (self->keyring_name, NULL, NULL, NULL);
  // The request takes the token with it, before the link forgets it below.
  fin_link_request_async (self->link, "DELETE", "/session", NULL, NULL, revoked_cb,
                          g_object_ref (self));
  _fin_session_signed_out (self, NULL);
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
  g_free (self->keyring_name);
  self->keyring_name = g_strdup (keyring_name);
  // The office on this computer came back: the link finds it by itself.
  if (g_strcmp0 (fin_link_address (self->link), address) == 0 &&
      fin_link_token (self->link) != NULL)
    return;

  if (fin_link_token (self->link) != NULL)
    _fin_session_signed_out (self, NULL);
  _fin_session_renew_cancellable (self);
  fin_link_set_address (self->link, address);
  _fin_session_set_state (self, FIN_SESSION_STARTING, NULL);
  fin_credentials_load_async (keyring_name, self->cancellable, loaded_cb, g_object_ref (self));
}
