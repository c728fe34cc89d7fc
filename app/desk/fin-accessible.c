// What GTK 4.8 and libadwaita 1.2 tell a screen reader wrongly or not at all, mended from outside.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-accessible.h"

#include <adwaita.h>
#include <glib/gi18n.h>

void
fin_accessible_set_name (GtkWidget *widget, const char *name)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (name != NULL);

  // Both together would be read one after the other.
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/* "_Save __all" is read "Save _all". */
static char *
without_mnemonic (const char *label)
{
  GString *text = g_string_new (NULL);

  for (const char *c = label; *c != '\0'; c++) {
    if (*c == '_' && c[1] != '\0')
      c++;
    g_string_append_c (text, *c);
  }

  return g_string_free (text, FALSE);
}

static GtkWidget *
find_first (GtkWidget *widget, GType type)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = g_type_is_a (G_OBJECT_TYPE (child), type) ? child : find_first (child, type);

    if (found != NULL)
      return found;
  }

  return NULL;
}

static void
mend_one (GtkWidget *widget)
{
  if (GTK_IS_BUTTON (widget) && gtk_button_get_use_underline (GTK_BUTTON (widget))
      && gtk_button_get_label (GTK_BUTTON (widget)) != NULL) {
    g_autofree char *name = without_mnemonic (gtk_button_get_label (GTK_BUTTON (widget)));
    fin_accessible_set_name (widget, name);
  } else if (ADW_IS_PREFERENCES_GROUP (widget)) {
    const char *title = adw_preferences_group_get_title (ADW_PREFERENCES_GROUP (widget));
    GtkWidget *list = find_first (widget, GTK_TYPE_LIST_BOX);
    if (list != NULL && title != NULL)
      fin_accessible_set_name (list, title);
  } else if (ADW_IS_PASSWORD_ENTRY_ROW (widget)) {
    GtkWidget *button = find_first (widget, GTK_TYPE_BUTTON);
    if (button != NULL)
      fin_accessible_set_name (button, _ ("Show the password"));
  }
}

void
fin_accessible_mend (GtkWidget *widget)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    mend_one (child);
    fin_accessible_mend (child);
  }
}
