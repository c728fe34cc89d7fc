// A list that opens, with a search.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-field-menu.h"

#include <glib/gi18n.h>

struct _FinFieldMenu {
  FinFieldEditor parent_instance;

  GtkWidget *menu;
  GPtrArray *values; /* of char *; the first, "", is "not chosen" */
};

G_DEFINE_FINAL_TYPE (FinFieldMenu, fin_field_menu, FIN_TYPE_FIELD_EDITOR)

static char *
fin_field_menu_value (FinFieldEditor *editor)
{
  FinFieldMenu *self = FIN_FIELD_MENU (editor);
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->menu));

  return g_strdup (selected < self->values->len ? g_ptr_array_index (self->values, selected) : "");
}

static void
fin_field_menu_show (FinFieldEditor *editor, const char *value)
{
  FinFieldMenu *self = FIN_FIELD_MENU (editor);

  for (guint i = 0; i < self->values->len; i++)
    if (g_str_equal (g_ptr_array_index (self->values, i), value))
      gtk_drop_down_set_selected (GTK_DROP_DOWN (self->menu), i);
}

static void
fin_field_menu_set_editable (FinFieldEditor *editor, gboolean editable)
{
  gtk_widget_set_sensitive (FIN_FIELD_MENU (editor)->menu, editable);
}

static GtkWidget *
fin_field_menu_input (FinFieldEditor *editor)
{
  return FIN_FIELD_MENU (editor)->menu;
}

static void
fin_field_menu_finalize (GObject *object)
{
  g_ptr_array_unref (FIN_FIELD_MENU (object)->values);

  G_OBJECT_CLASS (fin_field_menu_parent_class)->finalize (object);
}

static void
fin_field_menu_class_init (FinFieldMenuClass *klass)
{
  FinFieldEditorClass *editor_class = FIN_FIELD_EDITOR_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = fin_field_menu_finalize;
  editor_class->value = fin_field_menu_value;
  editor_class->show = fin_field_menu_show;
  editor_class->set_editable = fin_field_menu_set_editable;
  editor_class->input = fin_field_menu_input;
}

static void
fin_field_menu_init (FinFieldMenu *self)
{
  self->values = g_ptr_array_new_with_free_func (g_free);
}

FinFieldEditor *
fin_field_menu_new (const char *const *options)
{
  FinFieldMenu *self;
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  g_return_val_if_fail (options != NULL, NULL);

  self = g_object_new (FIN_TYPE_FIELD_MENU, NULL);
  g_ptr_array_add (self->values, g_strdup (""));
  gtk_string_list_append (labels, _ ("Not chosen"));
  for (guint i = 0; options[i] != NULL && options[i + 1] != NULL; i += 2) {
    g_ptr_array_add (self->values, g_strdup (options[i]));
    gtk_string_list_append (labels, options[i + 1]);
  }

  self->menu =
      gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&labels)),
                         gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string"));
  gtk_drop_down_set_enable_search (GTK_DROP_DOWN (self->menu), TRUE);
  gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
  /* GTK 4.8 leaves its inner button, which has the focus, without a name. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_first_child (self->menu)),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Choose"), -1);
  g_signal_connect_swapped (self->menu, "notify::selected", G_CALLBACK (fin_field_editor_edited),
                            self);

  return FIN_FIELD_EDITOR (self);
}
