// An entry; for a date, with a calendar beside it.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-field-entry.h"

#include <glib/gi18n.h>

#include "fin-date-text.h"
#include "fin-time.h"

#define MAX_LENGTH 4000 /* of the API */

struct _FinFieldEntry {
  FinFieldEditor parent_instance;

  GtkWidget *entry;
  GtkWidget *calendar_button; /* NULL unless a date */
  gboolean date;
};

G_DEFINE_FINAL_TYPE (FinFieldEntry, fin_field_entry, FIN_TYPE_FIELD_EDITOR)

static char *
fin_field_entry_value (FinFieldEditor *editor)
{
  FinFieldEntry *self = FIN_FIELD_ENTRY (editor);
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));

  return self->date ? fin_date_text_to_value (text) : g_strdup (text);
}

/* Somebody else's change must not throw the cursor about. */
static void
fin_field_entry_show (FinFieldEditor *editor, const char *value)
{
  FinFieldEntry *self = FIN_FIELD_ENTRY (editor);
  GtkEditable *editable = GTK_EDITABLE (self->entry);
  g_autofree char *text = self->date ? fin_date_text_from_value (value) : g_strdup (value);
  int position = gtk_editable_get_position (editable);

  gtk_editable_set_text (editable, text);
  gtk_editable_set_position (editable, position);
}

static void
fin_field_entry_set_editable (FinFieldEditor *editor, gboolean editable)
{
  FinFieldEntry *self = FIN_FIELD_ENTRY (editor);

  /* Not insensitive: it can still be read, selected and copied. */
  gtk_editable_set_editable (GTK_EDITABLE (self->entry), editable);
  if (self->calendar_button != NULL)
    gtk_widget_set_sensitive (self->calendar_button, editable);
}

static GtkWidget *
fin_field_entry_input (FinFieldEditor *editor)
{
  return FIN_FIELD_ENTRY (editor)->entry;
}

/* Enter goes on to the next field, as Tab does. */
static void
activate_cb (FinFieldEntry *self)
{
  gtk_widget_child_focus (GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self))),
                          GTK_DIR_TAB_FORWARD);
}

static void
day_selected_cb (FinFieldEntry *self, GtkCalendar *calendar)
{
  g_autoptr (GDateTime) date = gtk_calendar_get_date (calendar);
  g_autofree char *text = g_date_time_format (date, "%d/%m/%Y");

  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->calendar_button));
  gtk_widget_grab_focus (self->entry);
}

static void
calendar_mapped_cb (FinFieldEntry *self, GtkCalendar *calendar)
{
  g_autofree char *value = fin_field_entry_value (FIN_FIELD_EDITOR (self));
  g_autoptr (GDate) date = fin_day_parse (value);

  if (date == NULL)
    return;

  g_signal_handlers_block_by_func (calendar, day_selected_cb, self);
  g_autoptr (GDateTime) day = g_date_time_new_local (
      g_date_get_year (date), g_date_get_month (date), g_date_get_day (date), 0, 0, 0);
  gtk_calendar_select_day (calendar, day);
  g_signal_handlers_unblock_by_func (calendar, day_selected_cb, self);
}

static GtkWidget *
make_calendar_button (FinFieldEntry *self)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *calendar = gtk_calendar_new ();

  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "x-office-calendar-symbolic");
  gtk_widget_add_css_class (button, "flat");
  /* For the mouse: with the keyboard a date is typed, and Tab goes on to the next field. */
  gtk_widget_set_can_focus (button, FALSE);
  gtk_widget_set_tooltip_text (button, _ ("Choose the day"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Choose the day"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (calendar), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Calendar"), -1);
  g_signal_connect_swapped (calendar, "day-selected", G_CALLBACK (day_selected_cb), self);
  g_signal_connect_swapped (calendar, "map", G_CALLBACK (calendar_mapped_cb), self);
  gtk_popover_set_child (GTK_POPOVER (popover), calendar);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);

  return button;
}

static void
fin_field_entry_class_init (FinFieldEntryClass *klass)
{
  FinFieldEditorClass *editor_class = FIN_FIELD_EDITOR_CLASS (klass);

  editor_class->value = fin_field_entry_value;
  editor_class->show = fin_field_entry_show;
  editor_class->set_editable = fin_field_entry_set_editable;
  editor_class->input = fin_field_entry_input;
}

static void
fin_field_entry_init (FinFieldEntry *self)
{
  self->entry = gtk_entry_new ();
  gtk_entry_set_max_length (GTK_ENTRY (self->entry), MAX_LENGTH);
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (fin_field_editor_edited), self);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (activate_cb), self);
}

static GtkInputPurpose
purpose (const char *kind)
{
  static const struct {
    const char *kind;
    GtkInputPurpose purpose;
  } purposes[] = {
    { "email", GTK_INPUT_PURPOSE_EMAIL },     { "phone", GTK_INPUT_PURPOSE_PHONE },
    { "postcode", GTK_INPUT_PURPOSE_DIGITS }, { "number", GTK_INPUT_PURPOSE_NUMBER },
    { "amount", GTK_INPUT_PURPOSE_NUMBER },
  };

  for (guint i = 0; i < G_N_ELEMENTS (purposes); i++)
    if (g_str_equal (purposes[i].kind, kind))
      return purposes[i].purpose;

  return GTK_INPUT_PURPOSE_FREE_FORM;
}

FinFieldEditor *
fin_field_entry_new (const char *kind)
{
  FinFieldEntry *self;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  g_return_val_if_fail (kind != NULL, NULL);

  self = g_object_new (FIN_TYPE_FIELD_ENTRY, NULL);
  self->date = g_str_equal (kind, "date");
  gtk_entry_set_input_purpose (GTK_ENTRY (self->entry), purpose (kind));
  gtk_widget_set_hexpand (self->entry, TRUE);
  gtk_widget_set_parent (box, GTK_WIDGET (self));
  gtk_box_append (GTK_BOX (box), self->entry);
  if (self->date) {
    gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), _ ("day/month/year"));
    self->calendar_button = make_calendar_button (self);
    gtk_box_append (GTK_BOX (box), self->calendar_button);
  }

  return FIN_FIELD_EDITOR (self);
}
