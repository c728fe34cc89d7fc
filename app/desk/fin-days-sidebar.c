// The days of the week to come, to choose whose agenda is shown; and how camera and microphone are.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-days-sidebar.h"

#include "fin-accessible.h"
#include "fin-object.h"
#include "fin-settings.h"
#include "fin-text-label.h"
#include "fin-time.h"
#include "fin-day-words.h"
#include "fin-words.h"

#include <glib/gi18n.h>

#define N_DAYS 7

struct _FinDaysSidebar {
  GtkBox parent_instance;

  char *day;

  GtkListBox *days;
  GtkWidget *devices;
  GtkLabel *checked;
};

enum { PROP_DAY = 1, N_PROPS };

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (FinDaysSidebar, fin_days_sidebar, GTK_TYPE_BOX)

static GtkWidget *
make_row (const char *day, const char *title, const char *date)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *subtitle = fin_text_label_new (date, "caption");
  g_autofree char *all = g_strdup_printf ("%s, %s", title, date);

  gtk_widget_add_css_class (subtitle, "dim-label");
  gtk_box_append (GTK_BOX (box), fin_text_label_new (title, "heading"));
  gtk_box_append (GTK_BOX (box), subtitle);
  gtk_widget_add_css_class (row, "day");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  fin_accessible_set_name (GTK_WIDGET (row), all);
  g_object_set_data_full (G_OBJECT (row), "day", g_strdup (day), g_free);
  return row;
}

static void
row_selected_cb (FinDaysSidebar *self, GtkListBoxRow *row)
{
  g_assert (FIN_IS_DAYS_SIDEBAR (self));

  if (row != NULL)
    fin_object_set_string (self, &self->day, g_object_get_data (G_OBJECT (row), "day"),
                           properties[PROP_DAY]);
}

static void
update_checked (FinDaysSidebar *self)
{
  gint64 checked = g_settings_get_int64 (fin_settings (), "devices-checked");

  g_assert (FIN_IS_DAYS_SIDEBAR (self));

  if (checked == 0) {
    gtk_label_set_text (self->checked, _ ("Not tried yet"));
    return;
  }

  g_autoptr (GDateTime) then = g_date_time_new_from_unix_utc (checked);
  g_autoptr (GDate) day = fin_day_of (then);
  g_autoptr (GDate) today = fin_day_today ();
  g_autofree char *time = fin_words_time (then);
  g_autofree char *date = fin_words_date (day);
  g_autofree char *text = g_date_compare (day, today) == 0
                              ? g_strdup_printf (_ ("Tried today at %s ✔"), time)
                              : g_strdup_printf (_ ("Last tried on %s"), date);
  gtk_label_set_text (self->checked, text);
}

static void
fin_days_sidebar_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_DAY)
    g_value_set_string (value, FIN_DAYS_SIDEBAR (object)->day);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
fin_days_sidebar_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), FIN_TYPE_DAYS_SIDEBAR);
  g_clear_pointer (&FIN_DAYS_SIDEBAR (object)->day, g_free);

  G_OBJECT_CLASS (fin_days_sidebar_parent_class)->dispose (object);
}

static void
fin_days_sidebar_class_init (FinDaysSidebarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = fin_days_sidebar_get_property;
  object_class->dispose = fin_days_sidebar_dispose;

  properties[PROP_DAY] = g_param_spec_string (
      "day", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cat/finestreta/Finestreta/fin-days-sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, FinDaysSidebar, days);
  gtk_widget_class_bind_template_child (widget_class, FinDaysSidebar, devices);
  gtk_widget_class_bind_template_child (widget_class, FinDaysSidebar, checked);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
}

static void
fin_days_sidebar_init (FinDaysSidebar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  fin_accessible_set_name (GTK_WIDGET (self->devices), _ ("Camera and microphone"));
  g_signal_connect_object (fin_settings (), "changed::devices-checked", G_CALLBACK (update_checked),
                           self, G_CONNECT_SWAPPED);
  update_checked (self);
  fin_days_sidebar_renew (self);
}

const char *
fin_days_sidebar_day (FinDaysSidebar *self)
{
  g_return_val_if_fail (FIN_IS_DAYS_SIDEBAR (self), NULL);

  return self->day;
}

void
fin_days_sidebar_renew (FinDaysSidebar *self)
{
  g_return_if_fail (FIN_IS_DAYS_SIDEBAR (self));

  g_autoptr (GDate) day = fin_day_today ();
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->days, 0)) != NULL)
    gtk_list_box_remove (self->days, GTK_WIDGET (row));

  for (guint i = 0; i < N_DAYS; i++, g_date_add_days (day, 1)) {
    g_autofree char *id = fin_day_format (day);
    g_autofree char *date = fin_words_date (day);
    g_autofree char *weekday = fin_words_weekday (day);

    gtk_list_box_append (self->days, make_row (i == 0 ? NULL : id,
                                               i == 0   ? _ ("Today")
                                               : i == 1 ? _ ("Tomorrow")
                                                        : weekday,
                                               date));
  }
  gtk_list_box_select_row (self->days, gtk_list_box_get_row_at_index (self->days, 0));
}
