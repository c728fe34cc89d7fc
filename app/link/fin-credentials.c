// The tokens in the person's keyring: a line each, and the first, which may be empty, signs in.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-credentials.h"

#include <glib/gi18n.h>
#include <libsecret/secret.h>

#include "fin-error.h"

#define PATIENCE_S 10

/* What waits for the keyring. It is held by the timer until the keyring has answered, and the task
 * is returned once, by whichever comes first. */
typedef struct {
  GTask *task;
  GCancellable *cancellable;
  gulong cancelled_id;
  guint timer_id;
  gboolean returned;
} Wait;

static const SecretSchema *
schema (void)
{
  static const SecretSchema token = {
    "cat.finestreta.Token",
    SECRET_SCHEMA_NONE,
    { { "office", SECRET_SCHEMA_ATTRIBUTE_STRING }, { NULL, 0 } },
  };

  return &token;
}

static void
return_failure (Wait *wait, const char *why)
{
  if (wait->returned)
    return;

  wait->returned = TRUE;
  if (!g_task_return_error_if_cancelled (wait->task))
    g_task_return_new_error (wait->task, FIN_ERROR, FIN_ERROR_FAILED, "keyring: %s", why);
}

/* A prompt that nobody sees is not always ended by a cancellation, so the task does not wait for it
 * either. */
static gboolean
timer_cb (gpointer data)
{
  Wait *wait = data;

  wait->timer_id = 0;
  return_failure (wait, "no answer");
  g_cancellable_cancel (wait->cancellable);

  return G_SOURCE_REMOVE;
}

static void
cancelled_cb (GCancellable *cancellable, Wait *wait)
{
  g_cancellable_cancel (wait->cancellable);
}

static Wait *
wait_new (gpointer tag, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  Wait *wait = g_new0 (Wait, 1);

  wait->task = g_task_new (NULL, cancellable, callback, data);
  g_task_set_source_tag (wait->task, tag);
  wait->cancellable = g_cancellable_new ();
  wait->timer_id = g_timeout_add_seconds (PATIENCE_S, timer_cb, wait);
  if (cancellable != NULL)
    wait->cancelled_id = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), wait, NULL);

  return wait;
}

static void
wait_free (Wait *wait)
{
  g_cancellable_disconnect (g_task_get_cancellable (wait->task), wait->cancelled_id);
  g_clear_handle_id (&wait->timer_id, g_source_remove);
  g_clear_object (&wait->cancellable);
  g_clear_object (&wait->task);
  g_free (wait);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Wait, wait_free)

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Wait) wait = data;
  g_autoptr (GError) error = NULL;
  char *token = secret_password_lookup_finish (result, &error);

  if (error != NULL)
    return_failure (wait, error->message);
  else if (!wait->returned)
    g_task_return_pointer (wait->task, g_steal_pointer (&token),
                           (GDestroyNotify)secret_password_free);
  g_clear_pointer (&token, secret_password_free);
}

static void
stored_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Wait) wait = data;
  g_autoptr (GError) error = NULL;

  if (!secret_password_store_finish (result, &error))
    return_failure (wait, error != NULL ? error->message : "not stored");
  else if (!wait->returned)
    g_task_return_boolean (wait->task, TRUE);
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Wait) wait = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SecretCollection) collection = secret_collection_for_alias_finish (result, &error);

  if (error != NULL)
    return_failure (wait, error->message);
  else if (collection != NULL && secret_collection_get_locked (collection))
    return_failure (wait, "what a locked one holds stays there");
  else if (!wait->returned)
    g_task_return_boolean (wait->task, TRUE);
}

/* What a locked keyring holds is passed over without an error, as if there were nothing. */
static void
cleared_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Wait *wait = data;
  g_autoptr (GError) error = NULL;

  secret_password_clear_finish (result, &error);
  if (error == NULL && !wait->returned) {
    secret_collection_for_alias (NULL, SECRET_COLLECTION_DEFAULT, SECRET_COLLECTION_NONE,
                                 wait->cancellable, looked_cb, wait);
    return;
  }

  if (error != NULL)
    return_failure (wait, error->message);
  wait_free (wait);
}

void
fin_credentials_load_async (const char *office,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer data)
{
  Wait *wait;

  g_return_if_fail (office != NULL);

  wait = wait_new (fin_credentials_load_async, cancellable, callback, data);
  secret_password_lookup (schema (), wait->cancellable, loaded_cb, wait, "office", office, NULL);
}

char *
fin_credentials_load_finish (GAsyncResult *result, char ***signed_out, GError **error)
{
  char *secret;
  g_auto (GStrv) lines = NULL;

  g_return_val_if_fail (g_async_result_is_tagged (result, fin_credentials_load_async), NULL);
  g_return_val_if_fail (signed_out != NULL, NULL);

  *signed_out = NULL;
  secret = g_task_propagate_pointer (G_TASK (result), error);
  if (secret == NULL)
    return NULL;

  lines = g_strsplit (secret, "\n", -1);
  secret_password_free (secret);
  if (lines[0] == NULL)
    return NULL;
  if (lines[1] != NULL)
    *signed_out = g_strdupv (lines + 1);

  return lines[0][0] != '\0' ? g_strdup (lines[0]) : NULL;
}

static char *
make_secret (const char *token, const char *const *signed_out)
{
  g_autofree char *rest = g_strjoinv ("\n", (char **)signed_out);

  return g_strjoin ("\n", token != NULL ? token : "", rest[0] != '\0' ? rest : NULL, NULL);
}

void
fin_credentials_store_async (const char *office,
                             const char *token,
                             const char *const *signed_out,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer data)
{
  const char *const nobody[] = { NULL };
  g_autofree char *secret = NULL;
  g_autofree char *label = NULL;
  Wait *wait;

  g_return_if_fail (office != NULL);

  wait = wait_new (fin_credentials_store_async, cancellable, callback, data);
  secret = make_secret (token, signed_out != NULL ? signed_out : nobody);
  if (secret[0] == '\0') {
    secret_password_clear (schema (), wait->cancellable, cleared_cb, wait, "office", office, NULL);
    return;
  }

  /* Translators: %s is an office's web address; the person sees this among their stored passwords.
   */
  label = g_strdup_printf (_ ("Finestreta at %s"), office);
  secret_password_store (schema (), SECRET_COLLECTION_DEFAULT, label, secret, wait->cancellable,
                         stored_cb, wait, "office", office, NULL);
}

gboolean
fin_credentials_store_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, fin_credentials_store_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
