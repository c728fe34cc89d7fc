// A sentence, and the button that lets them in.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-door-bar.h"

#include <glib/gi18n.h>

#include "fin-accessible.h"

struct _FinDoorBar {
  GtkWidget parent_instance;

  GtkLabel *label;

  FinGuests *guests;
  FinGuest *guest; /* who is told of */
};

G_DEFINE_FINAL_TYPE (FinDoorBar, fin_door_bar, GTK_TYPE_WIDGET)

static void
update (FinDoorBar *self)
{
  FinGuest *guest = fin_guests_at_door (self->guests);
  g_autofree char *words = NULL;

  g_assert (FIN_IS_DOOR_BAR (self));

  if (guest != NULL && guest != self->guest) {
    /* Translators: a name, and what they are: "Companion". */
    words = g_strdup_printf (_ ("%s (%s) is at the door and waits to be let in."),
                             fin_guest_name (guest), fin_party_role_name (fin_guest_role (guest)));
    gtk_label_set_label (self->label, words);
  }
  g_set_object (&self->guest, guest);
  gtk_widget_set_visible (GTK_WIDGET (self), guest != NULL);
}

static void
admit_cb (FinDoorBar *self)
{
  if (self->guest != NULL)
    fin_guests_admit (self->guests, self->guest);
}

static void
refuse_cb (FinDoorBar *self)
{
  if (self->guest != NULL)
    fin_guests_dismiss (self->guests, self->guest);
}

static void
fin_door_bar_dispose (GObject *object)
{
  FinDoorBar *self = FIN_DOOR_BAR (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->guest);
  g_clear_object (&self->guests);

  G_OBJECT_CLASS (fin_door_bar_parent_class)->dispose (object);
}

static void
fin_door_bar_class_init (FinDoorBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fin_door_bar_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "doorbar");
}

static void
fin_door_bar_init (FinDoorBar *self)
{
  GtkWidget *admit = gtk_button_new_with_mnemonic (_ ("_Let In"));
  GtkWidget *refuse = gtk_button_new_with_mnemonic (_ ("_Do Not Let In"));
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  self->label =
      g_object_new (GTK_TYPE_LABEL, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, "xalign", 0.0,
                    "hexpand", TRUE, "accessible-role", GTK_ACCESSIBLE_ROLE_ALERT, NULL);
  gtk_orientable_set_orientation (
      GTK_ORIENTABLE (gtk_widget_get_layout_manager (GTK_WIDGET (self))), GTK_ORIENTATION_VERTICAL);
  gtk_widget_add_css_class (admit, "suggested-action");
  g_signal_connect_swapped (admit, "clicked", G_CALLBACK (admit_cb), self);
  g_signal_connect_swapped (refuse, "clicked", G_CALLBACK (refuse_cb), self);
  gtk_box_append (GTK_BOX (buttons), admit);
  gtk_box_append (GTK_BOX (buttons), refuse);
  gtk_widget_set_parent (GTK_WIDGET (self->label), GTK_WIDGET (self));
  gtk_widget_set_parent (buttons, GTK_WIDGET (self));
  fin_accessible_mend (GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
fin_door_bar_set_visit (FinDoorBar *self, FinVisit *visit)
{
  g_return_if_fail (FIN_IS_DOOR_BAR (self));
  g_return_if_fail (FIN_IS_VISIT (visit));
  g_return_if_fail (self->guests == NULL);

  self->guests = g_object_ref (fin_visit_guests (visit));
  g_signal_connect_object (self->guests, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
