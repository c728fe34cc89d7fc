// Slim buttons side by side; which is done and which is current is in their names too.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-step-bar.h"

#include <glib/gi18n.h>

struct _FinStepBar {
  GtkWidget parent_instance;

  guint length;
};

enum { CHOSEN, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FinStepBar, fin_step_bar, GTK_TYPE_WIDGET)

static GtkWidget *
segment (FinStepBar *self, guint index)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  while (child != NULL && index-- > 0)
    child = gtk_widget_get_next_sibling (child);

  return child;
}

static void
clicked_cb (FinStepBar *self, GtkWidget *button)
{
  guint index = 0;

  while ((button = gtk_widget_get_prev_sibling (button)) != NULL)
    index++;
  g_signal_emit (self, signals[CHOSEN], 0, index);
}

static void
fin_step_bar_dispose (GObject *object)
{
  fin_step_bar_set_length (FIN_STEP_BAR (object), 0);

  G_OBJECT_CLASS (fin_step_bar_parent_class)->dispose (object);
}

static void
fin_step_bar_class_init (FinStepBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fin_step_bar_dispose;

  signals[CHOSEN] = g_signal_new ("chosen", FIN_TYPE_STEP_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_css_name (widget_class, "stepbar");
}

static void
fin_step_bar_init (FinStepBar *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_box_layout_set_homogeneous (GTK_BOX_LAYOUT (layout), TRUE);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 4);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Steps"),
                                  -1);
}

void
fin_step_bar_set_length (FinStepBar *self, guint length)
{
  g_return_if_fail (FIN_IS_STEP_BAR (self));

  for (; self->length > length; self->length--)
    gtk_widget_unparent (gtk_widget_get_last_child (GTK_WIDGET (self)));
  for (; self->length < length; self->length++) {
    GtkWidget *button = gtk_button_new ();

    gtk_widget_set_hexpand (button, TRUE);
    g_signal_connect_swapped (button, "clicked", G_CALLBACK (clicked_cb), self);
    gtk_widget_set_parent (button, GTK_WIDGET (self));
  }
}

void
fin_step_bar_set_step (
    FinStepBar *self, guint index, const char *title, gboolean done, guint wanted, gboolean current)
{
  GtkWidget *button;
  g_autofree char *name = NULL;

  g_return_if_fail (FIN_IS_STEP_BAR (self));
  g_return_if_fail (index < self->length);

  button = segment (self, index);
  name = g_strdup_printf (current && done ? _ ("Step %u of %u: %s (this one, complete)")
                          : current       ? _ ("Step %u of %u: %s (this one)")
                          : done          ? _ ("Step %u of %u: %s (complete)")
                                          : _ ("Step %u of %u: %s"),
                          index + 1, self->length, title);
  if (wanted > 0) {
    g_autofree char *whole =
        /* Translators: a step's name; how many answers the citizen has not confirmed. */
        g_strdup_printf (ngettext ("%s · %u to confirm", "%s · %u to confirm", wanted), name,
                         wanted);

    g_free (name);
    name = g_steal_pointer (&whole);
  }
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  if (done)
    gtk_widget_add_css_class (button, "done");
  else
    gtk_widget_remove_css_class (button, "done");
  if (current)
    gtk_widget_add_css_class (button, "current");
  else
    gtk_widget_remove_css_class (button, "current");
}
