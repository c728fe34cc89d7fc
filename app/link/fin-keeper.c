// One write to the keyring at a time, and one revocation at the office, until each is done.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-keeper.h"

#include "fin-credentials.h"
#include "fin-object.h"

#define AGAIN_S 5

enum { PROP_0, PROP_REFUSED, PROP_UNTOLD, N_PROPS };

struct _FinKeeper {
  GObject parent_instance;

  FinLink *link;
  char *office;
  char *token;
  GStrv signed_out; /* and not revoked yet */
  gboolean refused;
  gboolean untold;
  gboolean known; /* what is here is what the keyring has, or newer */

  gboolean writing;
  gboolean write_again;
  GCancellable *asking; /* the office is being asked; NULL when not */
  guint again_id;
  gboolean stopped;
};

G_DEFINE_FINAL_TYPE (FinKeeper, fin_keeper, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];

static void keep (FinKeeper *self);
static void ask (FinKeeper *self);

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FinKeeper) self = data;
  g_autoptr (GError) error = NULL;

  fin_credentials_store_finish (result, &error);
  self->writing = FALSE;
  if (self->write_again) {
    keep (self);
    return;
  }

  self->refused = error != NULL;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REFUSED]);
}

/* Two on their way at once might arrive in the wrong order. */
static void
keep (FinKeeper *self)
{
  g_assert (FIN_IS_KEEPER (self));

  self->known = TRUE;
  self->write_again = self->writing;
  if (self->writing)
    return;

  self->writing = TRUE;
  fin_credentials_store_async (self->office, self->token, (const char *const *)self->signed_out,
                               NULL, written_cb, g_object_ref (self));
}

static void
add_signed_out (FinKeeper *self, const char *token)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  g_assert (FIN_IS_KEEPER (self));

  if (g_strv_contains ((const char *const *)self->signed_out, token))
    return;

  g_strv_builder_addv (builder, (const char **)self->signed_out);
  g_strv_builder_add (builder, token);
  g_strfreev (self->signed_out);
  self->signed_out = g_strv_builder_end (builder);
}

/* The office answered for the first of them. */
static void
forget_first (FinKeeper *self)
{
  g_auto (GStrv) all = self->signed_out;

  g_assert (FIN_IS_KEEPER (self));

  self->signed_out = g_strdupv (all + 1);
  keep (self);
}

static gboolean
again_cb (gpointer data)
{
  FinKeeper *self = data;

  self->again_id = 0;
  ask (self);

  return G_SOURCE_REMOVE;
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FinKeeper) self = data;
  g_autoptr (GError) error = NULL;
  gboolean told = fin_link_revoke_finish (FIN_LINK (source), result, &error);

  g_clear_object (&self->asking);
  if (self->stopped)
    return;

  if (told)
    forget_first (self);
  fin_object_set_boolean (self, &self->untold, !told, properties[PROP_UNTOLD]);
  if (told)
    ask (self);
  else if (self->again_id == 0)
    self->again_id = g_timeout_add_seconds (AGAIN_S, again_cb, self);
}

static void
ask (FinKeeper *self)
{
  g_assert (FIN_IS_KEEPER (self));

  if (self->stopped || self->asking != NULL || self->signed_out[0] == NULL)
    return;

  self->asking = g_cancellable_new ();
  fin_link_revoke_async (self->link, self->signed_out[0], self->asking, asked_cb,
                         g_object_ref (self));
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  FinKeeper *self = g_task_get_source_object (task);
  g_auto (GStrv) signed_out = NULL;
  g_autoptr (GError) error = NULL;

  g_autofree char *token = fin_credentials_load_finish (result, &signed_out, &error);

  for (guint i = 0; signed_out != NULL && signed_out[i] != NULL; i++)
    add_signed_out (self, signed_out[i]);
  if (g_task_return_error_if_cancelled (task))
    return;

  /* Asked for before something newer was written: that counts. */
  if (!self->known) {
    self->known = error == NULL;
    self->token = g_steal_pointer (&token);
    fin_object_set_boolean (self, &self->refused, error != NULL, properties[PROP_REFUSED]);
  }
  ask (self);
  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, g_strdup (self->token), g_free);
}

void
fin_keeper_load_async (FinKeeper *self,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer data)
{
  GTask *task;

  g_return_if_fail (FIN_IS_KEEPER (self));

  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, fin_keeper_load_async);
  if (self->known) {
    g_task_return_pointer (task, g_strdup (self->token), g_free);
    g_object_unref (task);
    return;
  }

  fin_credentials_load_async (self->office, cancellable, loaded_cb, task);
}

char *
fin_keeper_load_finish (FinKeeper *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, fin_keeper_load_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
fin_keeper_set_token (FinKeeper *self, const char *token)
{
  char *copy = g_strdup (token);

  g_return_if_fail (FIN_IS_KEEPER (self));

  g_free (self->token);
  self->token = copy;
  keep (self);
}

void
fin_keeper_sign_out (FinKeeper *self, const char *token)
{
  g_return_if_fail (FIN_IS_KEEPER (self));
  g_return_if_fail (token != NULL);

  add_signed_out (self, token);
  g_clear_pointer (&self->token, g_free);
  keep (self);
  ask (self);
}

gboolean
fin_keeper_refused (FinKeeper *self)
{
  g_return_val_if_fail (FIN_IS_KEEPER (self), FALSE);

  return self->refused;
}

gboolean
fin_keeper_untold (FinKeeper *self)
{
  g_return_val_if_fail (FIN_IS_KEEPER (self), FALSE);

  return self->untold;
}

void
fin_keeper_stop (FinKeeper *self)
{
  g_return_if_fail (FIN_IS_KEEPER (self));

  self->stopped = TRUE;
  g_clear_handle_id (&self->again_id, g_source_remove);
  g_cancellable_cancel (self->asking);
}

static void
fin_keeper_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  FinKeeper *self = FIN_KEEPER (object);

  switch (id) {
  case PROP_REFUSED:
    g_value_set_boolean (value, self->refused);
    break;
  case PROP_UNTOLD:
    g_value_set_boolean (value, self->untold);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
fin_keeper_dispose (GObject *object)
{
  FinKeeper *self = FIN_KEEPER (object);

  fin_keeper_stop (self);
  g_clear_object (&self->link);

  G_OBJECT_CLASS (fin_keeper_parent_class)->dispose (object);
}

static void
fin_keeper_finalize (GObject *object)
{
  FinKeeper *self = FIN_KEEPER (object);

  g_free (self->office);
  g_free (self->token);
  g_strfreev (self->signed_out);
  g_clear_object (&self->asking);

  G_OBJECT_CLASS (fin_keeper_parent_class)->finalize (object);
}

static void
fin_keeper_class_init (FinKeeperClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = fin_keeper_get_property;
  object_class->dispose = fin_keeper_dispose;
  object_class->finalize = fin_keeper_finalize;

  properties[PROP_REFUSED] = g_param_spec_boolean ("refused", NULL, NULL, FALSE, flags);
  properties[PROP_UNTOLD] = g_param_spec_boolean ("untold", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
fin_keeper_init (FinKeeper *self)
{
  self->signed_out = g_new0 (char *, 1);
}

FinKeeper *
fin_keeper_new (FinLink *link, const char *office)
{
  FinKeeper *self;

  g_return_val_if_fail (FIN_IS_LINK (link), NULL);
  g_return_val_if_fail (office != NULL, NULL);

  self = g_object_new (FIN_TYPE_KEEPER, NULL);
  self->link = g_object_ref (link);
  self->office = g_strdup (office);

  return self;
}
