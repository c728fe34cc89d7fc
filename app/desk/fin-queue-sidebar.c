// Who is waiting and what today still holds, narrow enough to stand beside a visit.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-queue-sidebar.h"

#include "fin-accessible.h"
#include "fin-appointment-row.h"
#include "fin-time.h"
#include "fin-visit.h"
#include "fin-waiting-row.h"
#include "fin-day-words.h"
#include "fin-words.h"

#include <glib/gi18n.h>

struct _FinQueueSidebar {
  GtkBox parent_instance;

  FinSession *session;
  guint scroll; /* idle: once the rows have their places */

  GtkScrolledWindow *scroller;
  GtkListBox *waiting;
  GtkWidget *nobody;
  GtkListBox *today;
  GtkLabel *day;
  GtkLabel *presence;
  GtkLabel *name;
};

G_DEFINE_FINAL_TYPE (FinQueueSidebar, fin_queue_sidebar, GTK_TYPE_BOX)

static GtkWidget *
make_waiting_row (gpointer item, gpointer data)
{
  return fin_waiting_row_new (item, TRUE);
}

static GtkWidget *
make_appointment_row (gpointer item, gpointer data)
{
  return fin_appointment_row_new (item);
}

/* Brings the open visit into sight, with a little of what was before it. */
static gboolean
scroll_cb (gpointer data)
{
  FinQueueSidebar *self = data;
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->today);
  GtkWidget *content = gtk_widget_get_first_child (gtk_scrolled_window_get_child (self->scroller));
  graphene_rect_t bounds;

  self->scroll = 0;
  if (row != NULL && gtk_widget_compute_bounds (GTK_WIDGET (row), content, &bounds))
    gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller),
                              bounds.origin.y - bounds.size.height);
  return G_SOURCE_REMOVE;
}

/* The visit that is open is the one selected, and nothing else can be. */
static void
select_current (FinQueueSidebar *self)
{
  FinVisit *visit = fin_session_visit (self->session);
  GtkListBoxRow *row;

  g_assert (FIN_IS_QUEUE_SIDEBAR (self));

  gtk_list_box_unselect_all (self->today);
  for (guint i = 0; (row = gtk_list_box_get_row_at_index (self->today, i)) != NULL; i++) {
    FinAppointment *appointment = fin_appointment_row_appointment (FIN_APPOINTMENT_ROW (row));
    gboolean current =
        visit != NULL && g_strcmp0 (fin_appointment_id (appointment), fin_visit_id (visit)) == 0;

    gtk_list_box_row_set_selectable (row, current);
    gtk_list_box_row_set_activatable (row, FALSE);
    if (current)
      gtk_list_box_select_row (self->today, row);
  }
  if (self->scroll == 0)
    self->scroll = g_idle_add_full (G_PRIORITY_LOW, scroll_cb, self, NULL);
}

static void
update_presence (FinQueueSidebar *self)
{
  FinVisit *visit = fin_session_visit (self->session);
  FinAppointment *appointment =
      visit != NULL ? fin_agenda_lookup (fin_session_agenda (self->session), fin_visit_id (visit))
                    : NULL;
  const char *name = fin_session_staff_name (self->session);

  g_assert (FIN_IS_QUEUE_SIDEBAR (self));

  g_autofree char *until =
      appointment != NULL ? fin_words_time (fin_appointment_ends (appointment)) : NULL;
  g_autofree char *text =
      until != NULL ? g_strdup_printf (_ ("● Busy until %s"), until) : g_strdup (_ ("● Busy"));
  gtk_label_set_text (self->presence, text);
  gtk_label_set_text (self->name, name != NULL ? name : "");
}

static void
update (FinQueueSidebar *self)
{
  GListModel *queue = G_LIST_MODEL (fin_session_queue (self->session));
  g_autoptr (GDate) today = fin_day_today ();
  g_autofree char *date = fin_words_date (today);
  g_autofree char *text = g_strdup_printf (_ ("Today · %s"), date);

  gtk_label_set_text (self->day, text);
  gtk_widget_set_visible (self->nobody, g_list_model_get_n_items (queue) == 0);
  select_current (self);
  update_presence (self);
}

static void
fin_queue_sidebar_dispose (GObject *object)
{
  FinQueueSidebar *self = FIN_QUEUE_SIDEBAR (object);

  g_clear_handle_id (&self->scroll, g_source_remove);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), FIN_TYPE_QUEUE_SIDEBAR);

  G_OBJECT_CLASS (fin_queue_sidebar_parent_class)->dispose (object);
}

static void
fin_queue_sidebar_class_init (FinQueueSidebarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fin_queue_sidebar_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cat/finestreta/Finestreta/fin-queue-sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, FinQueueSidebar, scroller);
  gtk_widget_class_bind_template_child (widget_class, FinQueueSidebar, waiting);
  gtk_widget_class_bind_template_child (widget_class, FinQueueSidebar, nobody);
  gtk_widget_class_bind_template_child (widget_class, FinQueueSidebar, today);
  gtk_widget_class_bind_template_child (widget_class, FinQueueSidebar, day);
  gtk_widget_class_bind_template_child (widget_class, FinQueueSidebar, presence);
  gtk_widget_class_bind_template_child (widget_class, FinQueueSidebar, name);
}

static void
fin_queue_sidebar_init (FinQueueSidebar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  fin_accessible_mend (GTK_WIDGET (self));
}

GtkWidget *
fin_queue_sidebar_new (FinSession *session)
{
  g_return_val_if_fail (FIN_IS_SESSION (session), NULL);

  FinQueueSidebar *self = g_object_new (FIN_TYPE_QUEUE_SIDEBAR, NULL);
  FinAgenda *agenda = fin_session_agenda (session);

  self->session = g_object_ref (session);
  gtk_list_box_bind_model (self->waiting, G_LIST_MODEL (fin_session_queue (session)),
                           make_waiting_row, NULL, NULL);
  gtk_list_box_bind_model (self->today, G_LIST_MODEL (agenda), make_appointment_row, NULL, NULL);
  // After the list box has its rows.
  g_signal_connect_object (agenda, "items-changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (fin_session_queue (session), "items-changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (session, "notify::visit", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::staff-name", G_CALLBACK (update_presence), self,
                           G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}
