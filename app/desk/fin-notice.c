// One notification on the desktop, shown and taken away without ever keeping the main loop waiting.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-notice.h"

#include <libnotify/notify.h>

#define SERVICE "org.freedesktop.Notifications"

/* What a service tells in NotificationClosed when it was a person's doing, or a program's. */
#define CLOSED_BY_PERSON 2
#define CLOSED_BY_CALL   3

/* Before it is shown again: a service that takes it away at once would have no rest. */
#define AGAIN_AFTER_MS 1000

typedef struct {
  char *name;
  char *label;
} Action;

struct _FinNotice {
  GObject parent_instance;

  char *summary;
  char *body;
  GPtrArray *actions;
  NotifyNotification *notification;
  gboolean working; /* a thread has the notification */
  gboolean shown;
  gboolean closed;
  gboolean new_service; /* came while a thread was still asking the old one */
  guint watch_id;       /* of the service's name */
  guint again_id;
};

enum { ACTION, DISMISSED, FAILED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FinNotice, fin_notice, G_TYPE_OBJECT)

static void
action_free (gpointer data)
{
  Action *action = data;

  g_free (action->name);
  g_free (action->label);
  g_free (action);
}

/* Hands @work to a thread. The task owns nothing but is given the notification to look at: what is
 * dropped last in a thread would be finalized there, and libnotify is not made for that. */
static void
work (FinNotice *self, GTaskThreadFunc function, GAsyncReadyCallback callback)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, g_object_ref (self));

  g_assert (FIN_IS_NOTICE (self) && !self->working);

  self->working = TRUE;
  g_task_set_task_data (task, self->notification, NULL);
  g_task_run_in_thread (task, function);
}

static void
close_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  // Gone already is as good.
  g_task_return_boolean (task, notify_notification_close (data, NULL));
}

static void
closed_here_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FinNotice) self = data;

  self->working = FALSE;
}

static void show_again (FinNotice *self);

/* Nobody showed it, unless somebody has come meanwhile who may. */
static void
fail (FinNotice *self, const GError *error)
{
  gboolean new_service = self->new_service;

  g_assert (FIN_IS_NOTICE (self));

  self->new_service = FALSE;
  if (new_service)
    show_again (self);
  else
    g_signal_emit (self, signals[FAILED], 0, error);
}

static void
action_cb (NotifyNotification *notification, char *name, gpointer data)
{
  FinNotice *self = data;

  if (!self->closed)
    g_signal_emit (self, signals[ACTION], 0, name,
                   notify_notification_get_activation_token (notification));
}

static gboolean
again_cb (gpointer data)
{
  FinNotice *self = data;

  self->again_id = 0;
  show_again (self);

  return G_SOURCE_REMOVE;
}

static void
show_later (FinNotice *self)
{
  g_assert (FIN_IS_NOTICE (self));

  if (self->again_id == 0 && !self->closed)
    self->again_id = g_timeout_add (AGAIN_AFTER_MS, again_cb, self);
}

/* Some services let everything expire after a while, or lose it: that handles nothing. */
static void
closed_cb (NotifyNotification *notification, FinNotice *self)
{
  int reason = notify_notification_get_closed_reason (notification);

  g_assert (FIN_IS_NOTICE (self));

  self->shown = FALSE;
  if (self->closed)
    return;

  if (reason == CLOSED_BY_PERSON)
    g_signal_emit (self, signals[DISMISSED], 0);
  else if (reason != CLOSED_BY_CALL)
    show_later (self);
}

static void
appeared_cb (GDBusConnection *connection, const char *name, const char *owner, gpointer data)
{
  FinNotice *self = data;

  if (self->working)
    self->new_service = TRUE;
  else
    show_again (self);
}

/* With it goes what it showed. Asking again wakes one the bus can start; where there is none it fails, and
 * that is told. */
static void
vanished_cb (GDBusConnection *connection, const char *name, gpointer data)
{
  FinNotice *self = data;

  if (self->shown)
    show_later (self);
  self->shown = FALSE;
}

static void
show_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (notify_notification_show (data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
shown_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FinNotice) self = data;
  g_autoptr (GError) error = NULL;

  self->working = FALSE;
  self->shown = g_task_propagate_boolean (G_TASK (result), &error);
  if (self->shown && self->closed)
    work (self, close_thread, closed_here_cb);
  else if (!self->shown && !self->closed)
    fail (self, error);
}

static gboolean
has_cap (GList *caps, const char *cap)
{
  return g_list_find_custom (caps, cap, (GCompareFunc)g_strcmp0) != NULL;
}

static void
make_notification (FinNotice *self, GList *caps)
{
  g_assert (FIN_IS_NOTICE (self));

  // One service shows markup as it stands, the next reads it (and a name may hold an ampersand).
  g_autofree char *body =
      has_cap (caps, "body-markup") ? g_markup_escape_text (self->body, -1) : g_strdup (self->body);

  self->notification = notify_notification_new (self->summary, body, FIN_APP_ID);
  notify_notification_set_timeout (self->notification, NOTIFY_EXPIRES_NEVER);
  notify_notification_set_urgency (self->notification, NOTIFY_URGENCY_CRITICAL);
  notify_notification_set_category (self->notification, "call.incoming");
  notify_notification_set_hint (self->notification, "desktop-entry",
                                g_variant_new_string (FIN_APP_ID));
  // The bell is ours, so that it stops when somebody answers in the window.
  notify_notification_set_hint (self->notification, "suppress-sound", g_variant_new_boolean (TRUE));
  g_signal_connect_object (self->notification, "closed", G_CALLBACK (closed_cb), self, 0);

  if (!has_cap (caps, "actions"))
    return;
  for (guint i = 0; i < self->actions->len; i++) {
    Action *action = g_ptr_array_index (self->actions, i);
    notify_notification_add_action (self->notification, action->name, action->label, action_cb,
                                    self, NULL);
  }
}

static void
caps_free (gpointer caps)
{
  g_list_free_full (caps, g_free);
}

static void
caps_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GList *caps = notify_get_server_caps ();

  if (caps != NULL)
    g_task_return_pointer (task, caps, caps_free);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "No notification service");
}

static void
caps_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FinNotice) self = data;
  g_autoptr (GError) error = NULL;
  GList *caps = g_task_propagate_pointer (G_TASK (result), &error);

  self->working = FALSE;
  if (!self->closed && caps == NULL) {
    fail (self, error);
  } else if (!self->closed) {
    make_notification (self, caps);
    work (self, show_thread, shown_cb);
  }
  caps_free (caps);
}

static void
drop_notification (FinNotice *self)
{
  if (self->notification == NULL)
    return;

  g_signal_handlers_disconnect_by_data (self->notification, self);
  notify_notification_clear_actions (self->notification);
  g_clear_object (&self->notification);
}

/* As a new one: a service that has begun anew knows nothing of the old, nor need it be able to do the
 * same. */
static void
show_again (FinNotice *self)
{
  g_assert (FIN_IS_NOTICE (self));

  if (self->closed || self->working || self->shown)
    return;

  g_clear_handle_id (&self->again_id, g_source_remove);
  drop_notification (self);
  work (self, caps_thread, caps_cb);
}

static void
stop_watching (FinNotice *self)
{
  g_clear_handle_id (&self->watch_id, g_bus_unwatch_name);
  g_clear_handle_id (&self->again_id, g_source_remove);
}

static void
fin_notice_dispose (GObject *object)
{
  FinNotice *self = FIN_NOTICE (object);

  stop_watching (self);
  drop_notification (self);

  G_OBJECT_CLASS (fin_notice_parent_class)->dispose (object);
}

static void
fin_notice_finalize (GObject *object)
{
  FinNotice *self = FIN_NOTICE (object);

  g_free (self->summary);
  g_free (self->body);
  g_ptr_array_unref (self->actions);

  G_OBJECT_CLASS (fin_notice_parent_class)->finalize (object);
}

static void
fin_notice_class_init (FinNoticeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  object_class->dispose = fin_notice_dispose;
  object_class->finalize = fin_notice_finalize;

  signals[ACTION] = g_signal_new ("action", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  signals[DISMISSED] =
      g_signal_new ("dismissed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[FAILED] = g_signal_new ("failed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
fin_notice_init (FinNotice *self)
{
  self->actions = g_ptr_array_new_with_free_func (action_free);
}

FinNotice *
fin_notice_new (const char *summary, const char *body)
{
  g_return_val_if_fail (summary != NULL && body != NULL, NULL);

  FinNotice *self = g_object_new (FIN_TYPE_NOTICE, NULL);

  self->summary = g_strdup (summary);
  self->body = g_strdup (body);
  return self;
}

void
fin_notice_add_action (FinNotice *self, const char *name, const char *label)
{
  g_return_if_fail (FIN_IS_NOTICE (self));
  g_return_if_fail (name != NULL && label != NULL);

  Action *action = g_new (Action, 1);
  action->name = g_strdup (name);
  action->label = g_strdup (label);
  g_ptr_array_add (self->actions, action);
}

void
fin_notice_show (FinNotice *self)
{
  g_return_if_fail (FIN_IS_NOTICE (self));
  g_return_if_fail (!self->working && self->notification == NULL);

  if (!notify_is_initted ())
    notify_init ("Finestreta");
  work (self, caps_thread, caps_cb);
  self->watch_id = g_bus_watch_name (G_BUS_TYPE_SESSION, SERVICE, G_BUS_NAME_WATCHER_FLAGS_NONE,
                                     appeared_cb, vanished_cb, self, NULL);
}

void
fin_notice_close (FinNotice *self)
{
  g_return_if_fail (FIN_IS_NOTICE (self));

  if (self->closed)
    return;

  self->closed = TRUE;
  stop_watching (self);
  if (self->shown && !self->working)
    work (self, close_thread, closed_here_cb);
}
