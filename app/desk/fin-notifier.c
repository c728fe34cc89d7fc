// Tells the informer that somebody is waiting: notification, bell, and nothing during a visit.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-notifier.h"

#include "fin-notice.h"
#include "fin-ringer.h"
#include "fin-settings.h"
#include "fin-words.h"

#include <glib/gi18n.h>

struct _FinNotifier {
  GObject parent_instance;

  FinSession *session;
  FinRinger *ringer;
  GHashTable
      *notices;      /* id of an appointment or ask -> FinNotice, of who waits and is not handled */
  GHashTable *aside; /* ids put off, as long as they wait */
};

enum { ATTEND, ANSWER, PRESENT, N_SIGNALS };

static guint signals[N_SIGNALS];

/* The appointment, or ask, a notice is about. */
#define ID_KEY "fin-id"

G_DEFINE_FINAL_TYPE (FinNotifier, fin_notifier, G_TYPE_OBJECT)

static void
update_bell (FinNotifier *self)
{
  gboolean available = g_strcmp0 (fin_session_presence (self->session), "available") == 0;

  g_assert (FIN_IS_NOTIFIER (self));

  fin_ringer_set_ringing (self->ringer, g_hash_table_size (self->notices) > 0 && available &&
                                            g_settings_get_boolean (fin_settings (), "ring"));
}

static void
withdraw (FinNotifier *self, const char *id)
{
  FinNotice *notice = g_hash_table_lookup (self->notices, id);

  g_assert (FIN_IS_NOTIFIER (self));

  if (notice == NULL)
    return;

  g_signal_handlers_disconnect_by_data (notice, self);
  fin_notice_close (notice);
  g_hash_table_remove (self->notices, id);
  update_bell (self);
}

static void
withdraw_all (FinNotifier *self)
{
  g_autofree gpointer *ids = g_hash_table_get_keys_as_array (self->notices, NULL);

  for (guint i = 0; ids[i] != NULL; i++) {
    g_autofree char *id = g_strdup (ids[i]);
    withdraw (self, id);
  }
}

static void
action_cb (FinNotice *notice, const char *name, const char *token, FinNotifier *self)
{
  g_autofree char *id = g_strdup (g_object_get_data (G_OBJECT (notice), ID_KEY));
  g_autofree char *kept_token = g_strdup (token);

  g_assert (FIN_IS_NOTIFIER (self));

  if (g_strcmp0 (name, "accept") == 0 || g_strcmp0 (name, "decline") == 0) {
    withdraw (self, id);
    g_signal_emit (self, signals[ANSWER], 0, id, g_str_equal (name, "accept"), kept_token);
  } else if (g_strcmp0 (name, "attend") == 0) {
    withdraw (self, id);
    g_signal_emit (self, signals[ATTEND], 0, id, kept_token);
  } else if (g_strcmp0 (name, "not-now") == 0) {
    fin_notifier_not_now (self, id);
  } else {
    g_signal_emit (self, signals[PRESENT], 0, kept_token);
  }
}

static void
dismissed_cb (FinNotice *notice, FinNotifier *self)
{
  g_autofree char *id = g_strdup (g_object_get_data (G_OBJECT (notice), ID_KEY));

  fin_notifier_not_now (self, id);
}

static void
failed_cb (FinNotice *notice, const GError *error, FinNotifier *self)
{
  g_assert (FIN_IS_NOTIFIER (self));

  // Nobody shows notifications here: the card in the window and the bell have to do.
  g_debug ("No notification: %s", error->message);
  g_signal_emit (self, signals[PRESENT], 0, NULL);
}

/* "Captions, LSC interpreter · camera and microphone work" under the person's name. */
static char *
describe (FinWaiting *waiting)
{
  FinAppointment *appointment = fin_waiting_appointment (waiting);
  const char *name = fin_appointment_citizen_name (appointment);
  const char *const *needs = fin_appointment_needs (appointment);
  g_autofree char *state = fin_words_waiting (waiting);
  GString *text = g_string_new (NULL);

  if (name != NULL)
    g_string_append_printf (text, "%s\n", name);
  g_string_append (text, state);
  for (guint i = 0; needs[i] != NULL; i++)
    g_string_append_printf (text, "%s%s", i == 0 ? "\n" : ", ", fin_words_need (needs[i]));

  return g_string_free (text, FALSE);
}

/* Nothing comes between people in a visit, and what was put off is told once. */
static gboolean
is_to_be_told (FinNotifier *self, const char *id)
{
  return fin_session_visit (self->session) == NULL && !g_hash_table_contains (self->notices, id) &&
         !g_hash_table_contains (self->aside, id);
}

/* @notice (transfer full): with its actions. */
static void
show (FinNotifier *self, const char *id, FinNotice *notice)
{
  g_object_set_data_full (G_OBJECT (notice), ID_KEY, g_strdup (id), g_free);
  g_signal_connect_object (notice, "action", G_CALLBACK (action_cb), self, 0);
  g_signal_connect_object (notice, "dismissed", G_CALLBACK (dismissed_cb), self, 0);
  g_signal_connect_object (notice, "failed", G_CALLBACK (failed_cb), self, 0);
  g_hash_table_insert (self->notices, g_strdup (id), notice);
  fin_notice_show (notice);
  update_bell (self);
}

static void
announce (FinNotifier *self, FinWaiting *waiting)
{
  FinAppointment *appointment = fin_waiting_appointment (waiting);
  const char *id = fin_appointment_id (appointment);

  g_assert (FIN_IS_NOTIFIER (self));

  if (!is_to_be_told (self, id))
    return;

  g_autofree char *title = fin_words_appointment (appointment);
  g_autofree char *summary = g_strdup_printf (_ ("Waiting: %s"), title);
  g_autofree char *body = describe (waiting);
  FinNotice *notice = fin_notice_new (summary, body);

  fin_notice_add_action (notice, "default", _ ("Show"));
  fin_notice_add_action (notice, "attend", _ ("Attend"));
  fin_notice_add_action (notice, "not-now", _ ("Not now"));
  show (self, id, notice);
}

static void
announce_ask (FinNotifier *self, FinAsk *ask)
{
  const char *id = fin_ask_id (ask);

  g_assert (FIN_IS_NOTIFIER (self));

  if (!is_to_be_told (self, id))
    return;

  g_autofree char *summary =
      g_strdup_printf (_ ("%s asks you to interpret"), fin_ask_informer (ask));
  g_autofree char *title = fin_words_appointment (fin_ask_appointment (ask));
  g_autofree char *body =
      g_strdup_printf ("%s\n%s", fin_words_language (fin_ask_interprets (ask)), title);
  FinNotice *notice = fin_notice_new (summary, body);

  fin_notice_add_action (notice, "default", _ ("Show"));
  fin_notice_add_action (notice, "accept", _ ("Accept"));
  fin_notice_add_action (notice, "decline", _ ("Decline"));
  show (self, id, notice);
}

static void
ask_arrived_cb (FinAsks *asks, FinAsk *ask, FinNotifier *self)
{
  announce_ask (self, ask);
}

static void
ask_left_cb (FinAsks *asks, FinAsk *ask, FinNotifier *self)
{
  withdraw (self, fin_ask_id (ask));
  g_hash_table_remove (self->aside, fin_ask_id (ask));
}

static void
arrived_cb (FinQueue *queue, FinWaiting *waiting, FinNotifier *self)
{
  announce (self, waiting);
}

static void
left_cb (FinQueue *queue, FinWaiting *waiting, FinNotifier *self)
{
  const char *id = fin_appointment_id (fin_waiting_appointment (waiting));

  g_assert (FIN_IS_NOTIFIER (self));

  withdraw (self, id);
  g_hash_table_remove (self->aside, id);
}

static void
visit_cb (FinNotifier *self)
{
  GListModel *queue = G_LIST_MODEL (fin_session_queue (self->session));
  GListModel *asks = G_LIST_MODEL (fin_session_asks (self->session));

  g_assert (FIN_IS_NOTIFIER (self));

  if (fin_session_visit (self->session) != NULL) {
    withdraw_all (self);
    return;
  }

  for (guint i = 0; i < g_list_model_get_n_items (queue); i++) {
    g_autoptr (FinWaiting) waiting = g_list_model_get_item (queue, i);
    announce (self, waiting);
  }
  for (guint i = 0; i < g_list_model_get_n_items (asks); i++) {
    g_autoptr (FinAsk) ask = g_list_model_get_item (asks, i);
    announce_ask (self, ask);
  }
}

static void
state_cb (FinNotifier *self)
{
  g_assert (FIN_IS_NOTIFIER (self));

  if (fin_session_signed_in (self->session))
    return;

  withdraw_all (self);
  g_hash_table_remove_all (self->aside);
}

static void
fin_notifier_dispose (GObject *object)
{
  FinNotifier *self = FIN_NOTIFIER (object);

  if (self->session != NULL)
    fin_notifier_stop (self);
  g_clear_pointer (&self->notices, g_hash_table_unref);
  g_clear_pointer (&self->aside, g_hash_table_unref);
  g_clear_object (&self->ringer);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (fin_notifier_parent_class)->dispose (object);
}

static void
fin_notifier_class_init (FinNotifierClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fin_notifier_dispose;

  signals[ATTEND] = g_signal_new ("attend", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  signals[ANSWER] = g_signal_new ("answer", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 3, G_TYPE_STRING, G_TYPE_BOOLEAN, G_TYPE_STRING);
  signals[PRESENT] = g_signal_new ("present", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
fin_notifier_init (FinNotifier *self)
{
  self->ringer = fin_ringer_new ();
  self->notices = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->aside = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

FinNotifier *
fin_notifier_new (FinSession *session)
{
  g_return_val_if_fail (FIN_IS_SESSION (session), NULL);

  FinNotifier *self = g_object_new (FIN_TYPE_NOTIFIER, NULL);
  FinQueue *queue = fin_session_queue (session);

  self->session = g_object_ref (session);
  g_signal_connect_object (queue, "arrived", G_CALLBACK (arrived_cb), self, 0);
  g_signal_connect_object (queue, "left", G_CALLBACK (left_cb), self, 0);
  g_signal_connect_object (fin_session_asks (session), "arrived", G_CALLBACK (ask_arrived_cb), self,
                           0);
  g_signal_connect_object (fin_session_asks (session), "left", G_CALLBACK (ask_left_cb), self, 0);
  g_signal_connect_object (session, "notify::visit", G_CALLBACK (visit_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::state", G_CALLBACK (state_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::presence", G_CALLBACK (update_bell), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (fin_settings (), "changed::ring", G_CALLBACK (update_bell), self,
                           G_CONNECT_SWAPPED);
  return self;
}

void
fin_notifier_not_now (FinNotifier *self, const char *appointment)
{
  g_return_if_fail (FIN_IS_NOTIFIER (self));
  g_return_if_fail (appointment != NULL);

  g_hash_table_add (self->aside, g_strdup (appointment));
  withdraw (self, appointment);
}

void
fin_notifier_stop (FinNotifier *self)
{
  g_return_if_fail (FIN_IS_NOTIFIER (self));

  withdraw_all (self);
}
