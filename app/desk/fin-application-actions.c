// What the program can be asked for, from menus, keys, rows and notifications.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-application-private.h"

#include "fin-json.h"
#include "fin-password-dialog.h"
#include "fin-preferences.h"
#include "fin-procedures-window.h"
#include "fin-shortcuts-window.h"
#include "fin-staff-window.h"

#include <glib/gi18n.h>

static GAction *
action (FinApplication *self, const char *name)
{
  return g_action_map_lookup_action (G_ACTION_MAP (self), name);
}

static void
attend_cb (GSimpleAction *simple, GVariant *id, gpointer data)
{
  fin_session_attend (fin_application_session (data), g_variant_get_string (id, NULL));
}

static void
attend_next_cb (GSimpleAction *simple, GVariant *parameter, gpointer data)
{
  FinSession *session = fin_application_session (data);
  g_autoptr (FinWaiting) first =
      g_list_model_get_item (G_LIST_MODEL (fin_session_queue (session)), 0);

  if (first != NULL)
    fin_session_attend (session, fin_appointment_id (fin_waiting_appointment (first)));
}

static void
remove_trial_cb (GSimpleAction *simple, GVariant *id, gpointer data)
{
  fin_session_remove_trial (fin_application_session (data), g_variant_get_string (id, NULL));
}

static void
accept_cb (GSimpleAction *simple, GVariant *id, gpointer data)
{
  fin_session_answer (fin_application_session (data), g_variant_get_string (id, NULL), TRUE);
}

static void
decline_cb (GSimpleAction *simple, GVariant *id, gpointer data)
{
  fin_session_answer (fin_application_session (data), g_variant_get_string (id, NULL), FALSE);
}

static void
not_now_cb (GSimpleAction *simple, GVariant *id, gpointer data)
{
  fin_notifier_not_now (fin_application_notifier (data), g_variant_get_string (id, NULL));
}

static void
not_now_all_cb (GSimpleAction *simple, GVariant *parameter, gpointer data)
{
  GListModel *queue = G_LIST_MODEL (fin_session_queue (fin_application_session (data)));

  for (guint i = 0; i < g_list_model_get_n_items (queue); i++) {
    g_autoptr (FinWaiting) waiting = g_list_model_get_item (queue, i);
    fin_notifier_not_now (fin_application_notifier (data),
                          fin_appointment_id (fin_waiting_appointment (waiting)));
  }
}

static void
presence_cb (GSimpleAction *simple, GVariant *state, gpointer data)
{
  // The office's answer sets the state.
  fin_session_set_presence (fin_application_session (data), g_variant_get_string (state, NULL));
}

static void
preferences_cb (GSimpleAction *simple, GVariant *parameter, gpointer data)
{
  GtkWindow *parent = gtk_application_get_active_window (data);

  if (!FIN_IS_PREFERENCES (parent))
    gtk_window_present (GTK_WINDOW (fin_preferences_new (parent, fin_application_session (data))));
}

static void
procedures_cb (GSimpleAction *simple, GVariant *parameter, gpointer data)
{
  for (GList *window = gtk_application_get_windows (data); window != NULL; window = window->next)
    if (FIN_IS_PROCEDURES_WINDOW (window->data)) {
      gtk_window_present (window->data);
      return;
    }

  gtk_window_present (
      GTK_WINDOW (fin_procedures_window_new (gtk_application_get_active_window (data),
                                             fin_session_link (fin_application_session (data)))));
}

static void
staff_cb (GSimpleAction *simple, GVariant *parameter, gpointer data)
{
  for (GList *window = gtk_application_get_windows (data); window != NULL; window = window->next)
    if (FIN_IS_STAFF_WINDOW (window->data)) {
      gtk_window_present (window->data);
      return;
    }

  gtk_window_present (
      GTK_WINDOW (fin_staff_window_new (gtk_application_get_active_window (data),
                                        fin_session_link (fin_application_session (data)))));
}

static void
change_password_cb (GSimpleAction *simple, GVariant *parameter, gpointer data)
{
  gtk_window_present (GTK_WINDOW (fin_password_dialog_new (gtk_application_get_active_window (data),
                                                           fin_application_session (data))));
}

static void
shortcuts_cb (GSimpleAction *simple, GVariant *parameter, gpointer data)
{
  GtkWindow *parent = gtk_application_get_active_window (data);

  if (!FIN_IS_SHORTCUTS_WINDOW (parent))
    gtk_window_present (GTK_WINDOW (fin_shortcuts_window_new (parent)));
}

static void
about_cb (GSimpleAction *simple, GVariant *parameter, gpointer data)
{
  adw_show_about_window (gtk_application_get_active_window (data), "application-name", "Finestreta",
                         "application-icon", FIN_APP_ID, "version", FIN_VERSION, "license-type",
                         GTK_LICENSE_GPL_3_0, "comments", _ ("The desk of a public Virtual Office"),
                         // Translators: your name, as you wish to be named
                         "translator-credits", _ ("translator-credits"), NULL);
}

static void
sign_out_cb (GSimpleAction *simple, GVariant *parameter, gpointer data)
{
  fin_session_sign_out (fin_application_session (data));
}

static void
sign_out_everywhere_cb (GSimpleAction *simple, GVariant *parameter, gpointer data)
{
  fin_session_sign_out_everywhere (fin_application_session (data));
}

static void
use_here_cb (GSimpleAction *simple, GVariant *parameter, gpointer data)
{
  fin_session_use_here (fin_application_session (data));
}

static void
quit_answered_cb (AdwMessageDialog *dialog, const char *response, FinApplication *self)
{
  if (g_strcmp0 (response, "quit") == 0)
    g_application_quit (G_APPLICATION (self));
}

static void
quit_cb (GSimpleAction *simple, GVariant *parameter, gpointer data)
{
  FinApplication *self = data;

  if (fin_session_visit (fin_application_session (self)) == NULL) {
    g_application_quit (G_APPLICATION (self));
    return;
  }

  GtkWidget *dialog = adw_message_dialog_new (
      gtk_application_get_active_window (data), _ ("A visit is open"),
      _ ("The citizen would see you go. The visit stays open and nothing of it is lost: "
         "start again and you are back in it."));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "stay", _ ("_Stay"), "quit",
                                    _ ("_Quit"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "quit",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "stay");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "stay");
  g_signal_connect_object (dialog, "response", G_CALLBACK (quit_answered_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static const GActionEntry entries[] = {
  { "attend", attend_cb, "s" },
  { "accept", accept_cb, "s" },
  { "decline", decline_cb, "s" },
  { "attend-next", attend_next_cb },
  { "remove-trial", remove_trial_cb, "s" },
  { "not-now", not_now_cb, "s" },
  { "not-now-all", not_now_all_cb },
  { "presence", NULL, "s", "'away'", presence_cb },
  { "preferences", preferences_cb },
  { "procedures", procedures_cb },
  { "staff", staff_cb },
  { "change-password", change_password_cb },
  { "shortcuts", shortcuts_cb },
  { "about", about_cb },
  { "sign-out", sign_out_cb },
  { "sign-out-everywhere", sign_out_everywhere_cb },
  { "use-here", use_here_cb },
  { "quit", quit_cb },
};

static const struct {
  const char *action;
  const char *keys[3];
} accels[] = {
  { "app.attend-next", { "<Control><Shift>a" } },
  { "app.not-now-all", { "<Control><Shift>n" } },
  { "app.preferences", { "<Control>comma" } },
  { "app.quit", { "<Control>q" } },
  { "app.shortcuts", { "F1", "<Control>question" } },
  { "window.close", { "<Control>w" } },
};

static gboolean
is_coordinator (FinSession *session)
{
  JsonObject *welcome = fin_link_welcome (fin_session_link (session));
  JsonObject *staff = welcome != NULL ? fin_json_member (welcome, "staff") : NULL;

  return staff != NULL && g_strcmp0 (fin_json_string (staff, "role"), "coordinator") == 0;
}

/* All sensitivities, in one place. */
static void
update (FinApplication *self)
{
  FinSession *session = fin_application_session (self);
  gboolean busy;

  g_object_get (session, "busy", &busy, NULL);
  gboolean online = fin_session_state (session) == FIN_SESSION_ONLINE;
  gboolean visit = fin_session_visit (session) != NULL;
  gboolean free_to_attend = online && !visit && !busy;
  gboolean token = fin_link_token (fin_session_link (session)) != NULL;
  const struct {
    const char *name;
    gboolean enabled;
  } states[] = {
    { "attend", free_to_attend },
    { "attend-next", free_to_attend },
    { "accept", free_to_attend },
    { "decline", online },
    { "remove-trial", online },
    { "presence", online && !visit },
    { "procedures", online && is_coordinator (session) },
    { "staff", online && is_coordinator (session) },
    { "change-password", online && !visit },
    { "sign-out", token && !visit },
    { "sign-out-everywhere", online && !visit && !busy },
    { "use-here", fin_session_state (session) == FIN_SESSION_ELSEWHERE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    g_simple_action_set_enabled (G_SIMPLE_ACTION (action (self, states[i].name)),
                                 states[i].enabled);
  g_simple_action_set_state (G_SIMPLE_ACTION (action (self, "presence")),
                             g_variant_new_string (fin_session_presence (session)));
}

void
fin_application_add_actions (FinApplication *self)
{
  g_return_if_fail (FIN_IS_APPLICATION (self));

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  for (guint i = 0; i < G_N_ELEMENTS (accels); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), accels[i].action,
                                           (const char *const *)accels[i].keys);
  g_signal_connect_object (fin_application_session (self), "notify", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  update (self);
}
