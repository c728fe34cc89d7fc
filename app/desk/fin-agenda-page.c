// Between visits: who is waiting, what the day holds, and all about the appointment chosen.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-agenda-page.h"

#include "fin-accessible.h"
#include "fin-appointment-details.h"
#include "fin-appointment-row.h"
#include "fin-asks-pane.h"
#include "fin-days-sidebar.h"
#include "fin-time.h"
#include "fin-waiting-row.h"
#include "fin-day-words.h"
#include "fin-words.h"

#include <glib/gi18n.h>

struct _FinAgendaPage {
  GtkBox parent_instance;

  FinSession *session;
  FinAgenda *other; /* the day chosen in the sidebar, when it isn't today */
  FinAgenda *shown; /* borrowed: the session's or `other` */
  gboolean keyring_understood;

  AdwWindowTitle *window_title;
  GtkMenuButton *menu_button;
  GtkMenuButton *presence_button;
  GtkLabel *presence;
  GtkWidget *offline_bar;
  GtkLabel *offline;
  GtkWidget *keyring_bar;
  FinAsksPane *asks;
  AdwFlap *flap;
  FinDaysSidebar *days;
  AdwLeaflet *leaflet;
  GtkListBox *waiting;
  GtkWidget *nobody;
  GtkWidget *practice;
  AdwActionRow *link;
  AdwPreferencesGroup *day_group;
  GtkListBox *appointments;
  GtkLabel *no_appointments;
  FinAppointmentDetails *details;
};

G_DEFINE_FINAL_TYPE (FinAgendaPage, fin_agenda_page, GTK_TYPE_BOX)

static const struct {
  const char *state;
  const char *words;
} presences[] = {
  { "available", N_ ("Available") },
  { "busy", N_ ("Busy") },
  { "away", N_ ("Away") },
};

static void
update_presence (FinAgendaPage *self)
{
  const char *presence = fin_session_presence (self->session);
  const char *words = "";

  g_assert (FIN_IS_AGENDA_PAGE (self));

  for (guint i = 0; i < G_N_ELEMENTS (presences); i++) {
    gboolean is = g_strcmp0 (presence, presences[i].state) == 0;

    if (is)
      words = _ (presences[i].words);
    (is ? gtk_widget_add_css_class
        : gtk_widget_remove_css_class) (GTK_WIDGET (self->presence_button), presences[i].state);
  }

  g_autofree char *text = g_strdup_printf ("● %s", words);
  g_autofree char *name = g_strdup_printf (_ ("Presence: %s"), words);
  gtk_label_set_text (self->presence, text);
  fin_accessible_set_name (GTK_WIDGET (self->presence_button), name);
}

static void
update_bars (FinAgendaPage *self)
{
  FinLink *link = fin_session_link (self->session);
  gboolean missing;
  guint retry_in;

  g_assert (FIN_IS_AGENDA_PAGE (self));

  g_object_get (self->session, "keyring-missing", &missing, NULL);
  g_object_get (link, "retry-in", &retry_in, NULL);
  g_autofree char *retry =
      retry_in > 0 ? g_strdup_printf (ngettext ("Trying again in %u second.",
                                                "Trying again in %u seconds.", retry_in),
                                      retry_in)
                   : g_strdup (_ ("Trying again…"));
  g_autofree char *text = g_strdup_printf (
      _ ("The office cannot be reached. What you see is as it was last known; nothing is lost. %s"),
      retry);

  gtk_label_set_text (self->offline, text);
  gtk_widget_set_visible (self->offline_bar,
                          fin_session_state (self->session) == FIN_SESSION_RECONNECTING);
  gtk_widget_set_visible (self->keyring_bar, missing && !self->keyring_understood);
}

/* An interpreter attends nobody: what they have is who asks for them. */
static void
update_role (FinAgendaPage *self)
{
  gboolean interpreter = fin_session_is_interpreter (self->session);

  gtk_widget_set_visible (GTK_WIDGET (self->asks), interpreter);
  gtk_widget_set_visible (GTK_WIDGET (self->flap), !interpreter);
  adw_window_title_set_title (self->window_title, interpreter ? _ ("Interpreter") : _ ("Agenda"));
}

static void
keyring_understood_cb (FinAgendaPage *self)
{
  self->keyring_understood = TRUE;
  update_bars (self);
}

/* Why there is nothing in a list; hidden otherwise, as a screen reader of GTK 4.8 is shown the
 * placeholder of a full list too. */
static void
update_empty (FinAgendaPage *self)
{
  GListModel *queue = G_LIST_MODEL (fin_session_queue (self->session));

  g_assert (FIN_IS_AGENDA_PAGE (self));

  gtk_widget_set_visible (self->nobody, g_list_model_get_n_items (queue) == 0);
  gtk_widget_set_visible (GTK_WIDGET (self->no_appointments),
                          g_list_model_get_n_items (G_LIST_MODEL (self->shown)) == 0);

  const GError *error = fin_agenda_error (self->shown);
  g_autofree char *trouble = error != NULL ? fin_words_error (error) : NULL;

  gtk_label_set_text (self->no_appointments, trouble != NULL ? trouble
                                             : fin_agenda_loading (self->shown)
                                                 ? _ ("Asking the office…")
                                                 : _ ("No appointments on this day"));
}

static void
show_details (FinAgendaPage *self, FinAppointment *appointment)
{
  g_assert (FIN_IS_AGENDA_PAGE (self));

  fin_appointment_details_show (self->details, self->session, appointment);
}

static void
waiting_selected_cb (FinAgendaPage *self, GtkListBoxRow *row)
{
  g_assert (FIN_IS_AGENDA_PAGE (self));

  if (row == NULL)
    return;
  gtk_list_box_unselect_all (self->appointments);
  show_details (self, fin_waiting_appointment (fin_waiting_row_waiting (FIN_WAITING_ROW (row))));
}

static void
appointment_selected_cb (FinAgendaPage *self, GtkListBoxRow *row)
{
  g_assert (FIN_IS_AGENDA_PAGE (self));

  if (row == NULL)
    return;
  gtk_list_box_unselect_all (self->waiting);
  show_details (self, fin_appointment_row_appointment (FIN_APPOINTMENT_ROW (row)));
}

static void
activated_cb (FinAgendaPage *self, GtkListBoxRow *row)
{
  g_assert (FIN_IS_AGENDA_PAGE (self));

  // Where both have no room the details take the list's place.
  if (adw_leaflet_get_folded (self->leaflet))
    adw_leaflet_set_visible_child_name (self->leaflet, "details");
}

static void
back_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  adw_leaflet_set_visible_child_name (FIN_AGENDA_PAGE (widget)->leaflet, "list");
}

static GtkWidget *
make_waiting_row (gpointer item, gpointer data)
{
  return fin_waiting_row_new (item, FALSE);
}

static GtkWidget *
make_appointment_row (gpointer item, gpointer data)
{
  return fin_appointment_row_new (item);
}

/* Somebody waiting, else the next appointment, so that the details are never empty without need. */
static void
select_first (FinAgendaPage *self)
{
  GtkListBoxRow *row;

  g_assert (FIN_IS_AGENDA_PAGE (self));

  update_empty (self);
  if (gtk_list_box_get_selected_row (self->waiting) != NULL ||
      gtk_list_box_get_selected_row (self->appointments) != NULL)
    return;

  if ((row = gtk_list_box_get_row_at_index (self->waiting, 0)) != NULL) {
    gtk_list_box_select_row (self->waiting, row);
    return;
  }

  for (guint i = 0; (row = gtk_list_box_get_row_at_index (self->appointments, i)) != NULL; i++) {
    FinAppointment *appointment = fin_appointment_row_appointment (FIN_APPOINTMENT_ROW (row));

    if (fin_appointment_state (appointment) != FIN_APPOINTMENT_ENDED) {
      gtk_list_box_select_row (self->appointments, row);
      return;
    }
  }
  show_details (self, NULL);
}

static void
show_agenda (FinAgendaPage *self, FinAgenda *agenda)
{
  g_assert (FIN_IS_AGENDA_PAGE (self));

  if (self->shown != NULL)
    g_signal_handlers_disconnect_by_data (self->shown, self);
  self->shown = agenda;
  gtk_list_box_bind_model (self->appointments, G_LIST_MODEL (agenda), make_appointment_row, NULL,
                           NULL);
  g_signal_connect_object (agenda, "notify", G_CALLBACK (update_empty), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (agenda, "items-changed", G_CALLBACK (select_first), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  select_first (self);
}

static void
day_cb (FinAgendaPage *self)
{
  const char *day = fin_days_sidebar_day (self->days);

  g_assert (FIN_IS_AGENDA_PAGE (self));

  if (self->session == NULL)
    return;

  g_autoptr (GDate) date = day != NULL ? fin_day_parse (day) : fin_day_today ();
  g_autofree char *words = fin_words_day (date);
  g_autofree char *short_words = fin_words_date (date);
  g_autofree char *title =
      day != NULL ? g_strdup (words) : g_strdup_printf (_ ("Today · %s"), short_words);

  adw_window_title_set_subtitle (self->window_title, words);
  adw_preferences_group_set_title (self->day_group, title);
  fin_accessible_set_name (GTK_WIDGET (self->appointments), title);
  if (day == NULL) {
    show_agenda (self, fin_session_agenda (self->session));
    return;
  }
  if (self->other == NULL)
    self->other = fin_agenda_new (fin_session_link (self->session));
  fin_agenda_set_day (self->other, day);
  show_agenda (self, self->other);
}

static void
copy_link_cb (FinAgendaPage *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)),
                          adw_action_row_get_subtitle (self->link));
}

static void
open_link_cb (FinAgendaPage *self)
{
  gtk_show_uri (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                adw_action_row_get_subtitle (self->link), GDK_CURRENT_TIME);
}

static void
fin_agenda_page_dispose (GObject *object)
{
  FinAgendaPage *self = FIN_AGENDA_PAGE (object);

  if (self->shown != NULL)
    g_signal_handlers_disconnect_by_data (self->shown, self);
  self->shown = NULL;
  g_clear_object (&self->other);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), FIN_TYPE_AGENDA_PAGE);

  G_OBJECT_CLASS (fin_agenda_page_parent_class)->dispose (object);
}

static void
fin_agenda_page_class_init (FinAgendaPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fin_agenda_page_dispose;

  g_type_ensure (FIN_TYPE_ASKS_PANE);
  g_type_ensure (FIN_TYPE_DAYS_SIDEBAR);
  g_type_ensure (FIN_TYPE_APPOINTMENT_DETAILS);
  gtk_widget_class_install_action (widget_class, "agenda.back", NULL, back_cb);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cat/finestreta/Finestreta/fin-agenda-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FinAgendaPage, window_title);
  gtk_widget_class_bind_template_child (widget_class, FinAgendaPage, menu_button);
  gtk_widget_class_bind_template_child (widget_class, FinAgendaPage, presence_button);
  gtk_widget_class_bind_template_child (widget_class, FinAgendaPage, presence);
  gtk_widget_class_bind_template_child (widget_class, FinAgendaPage, offline_bar);
  gtk_widget_class_bind_template_child (widget_class, FinAgendaPage, offline);
  gtk_widget_class_bind_template_child (widget_class, FinAgendaPage, keyring_bar);
  gtk_widget_class_bind_template_child (widget_class, FinAgendaPage, asks);
  gtk_widget_class_bind_template_child (widget_class, FinAgendaPage, flap);
  gtk_widget_class_bind_template_child (widget_class, FinAgendaPage, days);
  gtk_widget_class_bind_template_child (widget_class, FinAgendaPage, leaflet);
  gtk_widget_class_bind_template_child (widget_class, FinAgendaPage, waiting);
  gtk_widget_class_bind_template_child (widget_class, FinAgendaPage, nobody);
  gtk_widget_class_bind_template_child (widget_class, FinAgendaPage, practice);
  gtk_widget_class_bind_template_child (widget_class, FinAgendaPage, link);
  gtk_widget_class_bind_template_child (widget_class, FinAgendaPage, day_group);
  gtk_widget_class_bind_template_child (widget_class, FinAgendaPage, appointments);
  gtk_widget_class_bind_template_child (widget_class, FinAgendaPage, no_appointments);
  gtk_widget_class_bind_template_child (widget_class, FinAgendaPage, details);
  gtk_widget_class_bind_template_callback (widget_class, keyring_understood_cb);
  gtk_widget_class_bind_template_callback (widget_class, waiting_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, appointment_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, day_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_link_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_link_cb);
}

static void
fin_agenda_page_init (FinAgendaPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  fin_accessible_mend (GTK_WIDGET (self));
}

GtkWidget *
fin_agenda_page_new (FinSession *session, GMenuModel *menu)
{
  g_return_val_if_fail (FIN_IS_SESSION (session), NULL);

  FinAgendaPage *self = g_object_new (FIN_TYPE_AGENDA_PAGE, NULL);
  FinQueue *queue = fin_session_queue (session);

  self->session = g_object_ref (session);
  gtk_menu_button_set_menu_model (self->menu_button, menu);
  gtk_list_box_bind_model (self->waiting, G_LIST_MODEL (queue), make_waiting_row, NULL, NULL);
  g_signal_connect_object (queue, "items-changed", G_CALLBACK (select_first), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (session, "notify::presence", G_CALLBACK (update_presence), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify", G_CALLBACK (update_bars), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (fin_session_link (session), "notify::retry-in", G_CALLBACK (update_bars),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (fin_session_agenda (session), "notify::day",
                           G_CALLBACK (fin_days_sidebar_renew), self->days, G_CONNECT_SWAPPED);
  g_signal_connect_object (fin_session_agenda (session), "notify::day", G_CALLBACK (day_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::role", G_CALLBACK (update_role), self,
                           G_CONNECT_SWAPPED);
  fin_asks_pane_set_session (self->asks, session);
  update_role (self);
  day_cb (self);
  update_presence (self);
  update_bars (self);
  return GTK_WIDGET (self);
}

void
fin_agenda_page_set_link (FinAgendaPage *self, const char *url)
{
  g_return_if_fail (FIN_IS_AGENDA_PAGE (self));

  gtk_widget_set_visible (self->practice, url != NULL);
  adw_action_row_set_subtitle (self->link, url != NULL ? url : "");
}
