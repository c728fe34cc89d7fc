// Its rows are in the template.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-shortcuts-window.h"

#include "fin-accessible.h"

struct _FinShortcutsWindow {
  AdwPreferencesWindow parent_instance;
};

G_DEFINE_FINAL_TYPE (FinShortcutsWindow, fin_shortcuts_window, ADW_TYPE_PREFERENCES_WINDOW)

/* The keys as they are drawn: "Ctrl+F", "F8/Shift+F8". */
static void
describe (GtkWidget *row, GtkWidget *keys)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (GtkWidget *key = gtk_widget_get_first_child (keys); key != NULL;
       key = gtk_widget_get_next_sibling (key))
    if (GTK_IS_LABEL (key))
      g_string_append (text, gtk_label_get_text (GTK_LABEL (key)));

  /* By a subtitle it has not. */
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_RELATION_DESCRIBED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  text->str, -1);
}

/* A row is what the keyboard and a screen reader come to, and its name has no keys. */
static void
describe_rows (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    if (GTK_IS_SHORTCUT_LABEL (child))
      describe (gtk_widget_get_ancestor (child, ADW_TYPE_ACTION_ROW), child);
    describe_rows (child);
  }
}

static void
fin_shortcuts_window_class_init (FinShortcutsWindowClass *klass)
{
  gtk_widget_class_set_template_from_resource (
      GTK_WIDGET_CLASS (klass), "/cat/finestreta/Finestreta/fin-shortcuts-window.ui");
}

static void
fin_shortcuts_window_init (FinShortcutsWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  fin_accessible_mend (GTK_WIDGET (self));
  describe_rows (GTK_WIDGET (self));
}

GtkWidget *
fin_shortcuts_window_new (GtkWindow *parent)
{
  return g_object_new (FIN_TYPE_SHORTCUTS_WINDOW, "transient-for", parent, "modal", TRUE, NULL);
}
