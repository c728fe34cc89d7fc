// Looks through the visit's other forms.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-common-bar.h"

#include <glib/gi18n.h>

struct _FinCommonBar {
  GtkWidget parent_instance;

  GtkWidget *button;
  GtkLabel *label;

  FinVisit *visit;
  FinSharedForm *form;
};

G_DEFINE_FINAL_TYPE (FinCommonBar, fin_common_bar, GTK_TYPE_WIDGET)

/* The other form of the visit that says most of what this one asks too, and which fields those are.
 */
static FinSharedForm *
find_common (FinCommonBar *self, char ***ids)
{
  GListModel *forms = G_LIST_MODEL (fin_visit_forms (self->visit));
  FinSharedForm *best = NULL;

  g_assert (FIN_IS_COMMON_BAR (self));

  *ids = NULL;
  for (guint i = 0; i < g_list_model_get_n_items (forms); i++) {
    g_autoptr (FinSharedForm) form = g_list_model_get_item (forms, i);
    g_auto (GStrv) common =
        form != self->form ? fin_shared_form_common (self->form, form) : g_new0 (char *, 1);

    if (g_strv_length (common) > (*ids != NULL ? g_strv_length (*ids) : 0)) {
      g_strfreev (*ids);
      *ids = g_steal_pointer (&common);
      best = form;
    }
  }

  return best;
}

static void
update (FinCommonBar *self)
{
  g_auto (GStrv) ids = NULL;
  FinSharedForm *other = find_common (self, &ids);
  guint n = ids != NULL ? g_strv_length (ids) : 0;

  gtk_widget_set_visible (GTK_WIDGET (self), other != NULL && !fin_visit_ended (self->visit) &&
                                                 fin_shared_form_receipt (self->form) == NULL);
  if (other != NULL) {
    g_autofree char *title = NULL;
    g_autofree char *text = NULL;

    g_object_get (other, "title", &title, NULL);
    /* TRANSLATORS: how many, and the name of another procedure */
    text = g_strdup_printf (
        ngettext ("Use the %u answer given in “%s”", "Use the %u answers given in “%s”", n), n,
        title);
    gtk_label_set_label (self->label, text);
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    text, -1);
  }
}

/* Pressed, and never by itself: what somebody said for one thing is not said for another. */
static void
clicked_cb (FinCommonBar *self)
{
  g_auto (GStrv) ids = NULL;
  FinSharedForm *other = find_common (self, &ids);

  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    fin_shared_form_set (self->form, ids[i],
                         fin_shared_field_value (fin_shared_form_lookup (other, ids[i])));
  update (self);
}

static void
fin_common_bar_dispose (GObject *object)
{
  FinCommonBar *self = FIN_COMMON_BAR (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), FIN_TYPE_COMMON_BAR);
  g_clear_object (&self->form);
  g_clear_object (&self->visit);

  G_OBJECT_CLASS (fin_common_bar_parent_class)->dispose (object);
}

static void
fin_common_bar_class_init (FinCommonBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fin_common_bar_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cat/finestreta/Finestreta/fin-common-bar.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_bind_template_child (widget_class, FinCommonBar, button);
  gtk_widget_class_bind_template_child (widget_class, FinCommonBar, label);
  gtk_widget_class_bind_template_callback (widget_class, clicked_cb);
}

static void
fin_common_bar_init (FinCommonBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
fin_common_bar_set_form (FinCommonBar *self, FinVisit *visit, FinSharedForm *form)
{
  g_return_if_fail (FIN_IS_COMMON_BAR (self));
  g_return_if_fail (FIN_IS_VISIT (visit));
  g_return_if_fail (FIN_IS_SHARED_FORM (form));
  g_return_if_fail (self->form == NULL);

  self->visit = g_object_ref (visit);
  self->form = g_object_ref (form);
  g_signal_connect_object (visit, "notify::form", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (form, "notify::version", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (form, "items-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
