// A small pool for Argon2id and the limits of trying.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-sign-in.h"

#include <sodium.h>

#include "fin-error.h"
#include "fin-limits.h"
#include "fin-staff.h"

#define THREADS     2
#define MAX_WAITING 32

struct _FinSignIn {
  GObject parent_instance;
  GThreadPool *pool;
  FinLimits *pairs;    /* of account and address: a stranger's mistakes are not the owner's */
  FinLimits *accounts; /* wherever from: for guessing from everywhere at once */
  FinLimits *addresses;
};

G_DEFINE_FINAL_TYPE (FinSignIn, fin_sign_in, G_TYPE_OBJECT)

typedef struct {
  gboolean verify;
  char *hash;
  char *password;
} Work;

static void
work_free (Work *work)
{
  sodium_memzero (work->password, strlen (work->password));
  g_free (work->password);
  g_free (work->hash);
  g_free (work);
}

static void
run (gpointer data, gpointer unused)
{
  g_autoptr (GTask) task = data;
  Work *work = g_task_get_task_data (task);

  if (work->verify)
    g_task_return_boolean (task, fin_password_verify (work->hash, work->password));
  else {
    char *hash = fin_password_hash (work->password);

    if (hash != NULL)
      g_task_return_pointer (task, hash, g_free);
    else
      g_task_return_new_error (task, FIN_ERROR, FIN_ERROR_FAILED, "no memory for a password");
  }
}

static void
start (FinSignIn *self,
       gboolean verify,
       const char *hash,
       const char *password,
       GAsyncReadyCallback callback,
       gpointer data,
       gpointer tag)
{
  GTask *task = g_task_new (self, NULL, callback, data);
  Work *work = g_new0 (Work, 1);

  g_assert (FIN_IS_SIGN_IN (self));

  work->verify = verify;
  work->hash = g_strdup (hash);
  work->password = g_strdup (password);
  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, work, (GDestroyNotify)work_free);

  if (g_thread_pool_unprocessed (self->pool) >= MAX_WAITING) {
    g_task_return_new_error (task, FIN_ERROR, FIN_ERROR_TOO_MANY, "many are signing in now");
    g_object_unref (task);
  } else
    g_thread_pool_push (self->pool, task, NULL);
}

void
fin_sign_in_verify_async (FinSignIn *self,
                          const char *hash,
                          const char *password,
                          GAsyncReadyCallback callback,
                          gpointer data)
{
  start (self, TRUE, hash, password, callback, data, fin_sign_in_verify_async);
}

gboolean
fin_sign_in_verify_finish (FinSignIn *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
fin_sign_in_hash_async (FinSignIn *self,
                        const char *password,
                        GAsyncReadyCallback callback,
                        gpointer data)
{
  start (self, FALSE, NULL, password, callback, data, fin_sign_in_hash_async);
}

char *
fin_sign_in_hash_finish (FinSignIn *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static char *
pair_new (const char *account, const char *address)
{
  return g_strconcat (account, "\n", address, NULL);
}

guint
fin_sign_in_try (FinSignIn *self, const char *account, const char *address)
{
  g_autofree char *pair = pair_new (account, address);
  guint wait = fin_limits_wait (self->pairs, pair);

  if (wait == 0)
    wait = fin_limits_wait (self->accounts, account);
  if (wait == 0)
    wait = fin_limits_wait (self->addresses, address);
  /* What is refused without a look at the password is no try: colleagues share the address. */
  if (wait != 0)
    return wait;

  fin_limits_try (self->pairs, pair);
  fin_limits_try (self->accounts, account);
  fin_limits_try (self->addresses, address);

  return 0;
}

void
fin_sign_in_forgive (FinSignIn *self, const char *account, const char *address)
{
  g_autofree char *pair = pair_new (account, address);

  fin_limits_forgive (self->pairs, pair, TRUE);
  fin_limits_forgive (self->accounts, account, TRUE);
  /* Only this one: else a guesser with an account of their own would guess on for ever. */
  fin_limits_forgive (self->addresses, address, FALSE);
}

FinSignIn *
fin_sign_in_new (void)
{
  return g_object_new (FIN_TYPE_SIGN_IN, NULL);
}

static void
ignore_cb (GObject *source, GAsyncResult *result, gpointer data)
{
}

static void
fin_sign_in_finalize (GObject *object)
{
  FinSignIn *self = FIN_SIGN_IN (object);

  g_thread_pool_free (self->pool, FALSE, TRUE);
  fin_limits_free (self->pairs);
  fin_limits_free (self->accounts);
  fin_limits_free (self->addresses);

  G_OBJECT_CLASS (fin_sign_in_parent_class)->finalize (object);
}

static void
fin_sign_in_class_init (FinSignInClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fin_sign_in_finalize;
}

static void
fin_sign_in_init (FinSignIn *self)
{
  self->pool = g_thread_pool_new (run, NULL, THREADS, FALSE, NULL);
  self->pairs = fin_limits_new (5, 30);
  self->accounts = fin_limits_new (100, 30);
  self->addresses = fin_limits_new (20, 30);
  /* Makes nobody's hash ready, so that not even the first unknown account takes longer. */
  start (self, TRUE, NULL, "", ignore_cb, NULL, fin_sign_in_new);
}
