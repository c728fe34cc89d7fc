// What GTK and libadwaita tell a screen reader wrongly or not at all, mended from outside.
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

static void
mend_button (GtkWidget *widget)
{
  const char *label = gtk_button_get_label (GTK_BUTTON (widget));

  if (label != NULL && gtk_button_get_use_underline (GTK_BUTTON (widget))) {
    g_autofree char *name = without_mnemonic (label);
    fin_accessible_set_name (widget, name);
  } else if (label == NULL &&
             gtk_widget_get_ancestor (widget, ADW_TYPE_PASSWORD_ENTRY_ROW) != NULL) {
    fin_accessible_set_name (widget, _ ("Show the password"));
  } else if (GTK_IS_TOGGLE_BUTTON (widget) &&
             g_strcmp0 (gtk_button_get_icon_name (GTK_BUTTON (widget)), "edit-find-symbolic") == 0) {
    fin_accessible_set_name (widget, _ ("Search"));
  }
}

/* A picture beside words says nothing of its own. */
static void
mend_image (GtkWidget *widget)
{
  g_object_set (widget, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
}

static void
mend_list (GtkWidget *widget)
{
  GtkWidget *group = gtk_widget_get_ancestor (widget, ADW_TYPE_PREFERENCES_GROUP);
  const char *title =
      group != NULL ? adw_preferences_group_get_title (ADW_PREFERENCES_GROUP (group)) : NULL;

  if (title != NULL && title[0] != '\0')
    fin_accessible_set_name (widget, title);
  else if (gtk_widget_get_ancestor (widget, ADW_TYPE_PREFERENCES_WINDOW) != NULL)
    fin_accessible_set_name (widget, _ ("Search results"));
}

/* GTK 4.18 names an item by a label that it says has no name. */
static void
name_items (GtkWidget *menu)
{
  for (GtkWidget *child = gtk_widget_get_first_child (menu); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    if (g_str_equal (G_OBJECT_TYPE_NAME (child), "GtkModelButton")) {
      g_autofree char *text = NULL;
      g_object_get (child, "text", &text, NULL);
      fin_accessible_set_name (child, text);
    } else {
      name_items (child);
    }
  }
}

static void
popover_cb (GtkMenuButton *button)
{
  GtkPopover *popover = gtk_menu_button_get_popover (button);
  const char *name = gtk_widget_get_tooltip_text (GTK_WIDGET (button));

  if (popover == NULL)
    return;
  if (name != NULL)
    fin_accessible_set_name (GTK_WIDGET (popover), name);
  // Items come and go, and what is chosen makes GTK name them anew.
  g_signal_connect (popover, "map", G_CALLBACK (name_items), NULL);
}

/* Its menu may be given to it later. */
static void
mend_menu_button (GtkWidget *widget)
{
  popover_cb (GTK_MENU_BUTTON (widget));
  g_signal_connect (widget, "notify::popover", G_CALLBACK (popover_cb), NULL);
}

static void
mend_one (GtkWidget *widget)
{
  if (GTK_IS_BUTTON (widget))
    mend_button (widget);
  else if (GTK_IS_MENU_BUTTON (widget))
    mend_menu_button (widget);
  else if (GTK_IS_IMAGE (widget))
    mend_image (widget);
  else if (GTK_IS_LIST_BOX (widget))
    mend_list (widget);
  else if (GTK_IS_SEARCH_ENTRY (widget))
    fin_accessible_set_name (widget, _ ("Search"));
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
