// A step's title, hint and rows, scrolling together.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-step-view.h"

#include <glib/gi18n.h>

#include "fin-field-row.h"

struct _FinStepView {
  GtkWidget parent_instance;

  GtkWidget *scroller;
  GtkLabel *title;
  GtkWidget *say;
  GtkWidget *guide;
  GtkBox *rows;
  GtkWidget *right;
  GtkLabel *right_label;
  GtkWidget *right_buttons;

  FinVisit *visit;
  FinSharedForm *form;
  FinSharedStep *step;
  GListModel *fields;
  guint number;
};

G_DEFINE_FINAL_TYPE (FinStepView, fin_step_view, GTK_TYPE_WIDGET)

static void
update_words (FinStepView *self)
{
  g_autofree char *title = NULL;
  g_autofree char *say = NULL;
  g_autofree char *aloud = NULL;
  g_autofree char *guide = NULL;
  g_autofree char *numbered = NULL;

  g_assert (FIN_IS_STEP_VIEW (self));

  g_object_get (self->step, "title", &title, "say", &say, "guide", &guide, NULL);
  numbered = g_strdup_printf ("%u. %s", self->number, title != NULL ? title : "");
  gtk_label_set_label (self->title, numbered);
  if (say != NULL)
    /* TRANSLATORS: a sentence the informer says aloud, in quotes. */
    aloud = g_strdup_printf (_ ("Say: “%s”"), say);
  gtk_label_set_label (GTK_LABEL (self->say), aloud != NULL ? aloud : "");
  gtk_widget_set_visible (self->say, aloud != NULL);
  gtk_label_set_label (GTK_LABEL (self->guide), guide != NULL ? guide : "");
  gtk_widget_set_visible (self->guide, guide != NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, numbered,
                                  -1);
}

/* Whether the citizen has said anything of it to be right that they did not write themselves. */
static gboolean
has_assented (FinStepView *self)
{
  for (guint i = 0; i < g_list_model_get_n_items (self->fields); i++) {
    g_autoptr (FinSharedField) field = g_list_model_get_item (self->fields, i);
    g_autofree char *assent = NULL;

    g_object_get (field, "assent", &assent, NULL);
    if (assent != NULL && !g_str_equal (assent, "own") && !g_str_equal (assent, "wanted"))
      return TRUE;
  }

  return FALSE;
}

static void
update_right (FinStepView *self)
{
  g_autofree char *text = NULL;
  gboolean closed, online;
  guint wanted;

  g_assert (FIN_IS_STEP_VIEW (self));

  closed = fin_visit_ended (self->visit) || fin_visit_receipt (self->visit) != NULL;
  g_object_get (self->step, "wanted", &wanted, NULL);
  g_object_get (self->visit, "online", &online, NULL);
  text =
      wanted > 0
          ? g_strdup_printf (ngettext ("☐ %u answer here is for the citizen to confirm",
                                       "☐ %u answers here are for the citizen to confirm", wanted),
                             wanted)
          : g_strdup (_ ("☑ The citizen has confirmed this step"));
  gtk_label_set_label (self->right_label, text);
  gtk_widget_set_visible (self->right, wanted > 0 || has_assented (self));
  gtk_widget_set_visible (self->right_buttons, wanted > 0);
  gtk_widget_set_sensitive (self->right_buttons, online && !closed);
}

/* Of several alike, a heading over each, there as long as its fields are. */
static void
add_heading (FinStepView *self, FinSharedField *field, char **group)
{
  g_autofree char *name = NULL;
  GtkWidget *heading;

  g_object_get (field, "group", &name, NULL);
  if (name != NULL && g_strcmp0 (name, *group) != 0) {
    heading = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_HEADING, "label",
                            name, "xalign", 0.0, "wrap", TRUE, NULL);
    gtk_widget_add_css_class (heading, "field-group");
    g_object_bind_property (field, "visible", heading, "visible", G_BINDING_SYNC_CREATE);
    gtk_box_append (self->rows, heading);
  }
  g_free (*group);
  *group = g_steal_pointer (&name);
}

static void
fields_changed_cb (FinStepView *self)
{
  g_autofree char *group = NULL;
  GtkWidget *row;

  g_assert (FIN_IS_STEP_VIEW (self));

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->rows))) != NULL)
    gtk_box_remove (self->rows, row);
  for (guint i = 0; i < g_list_model_get_n_items (self->fields); i++) {
    g_autoptr (FinSharedField) field = g_list_model_get_item (self->fields, i);

    add_heading (self, field, &group);
    gtk_box_append (self->rows, fin_field_row_new (self->visit, self->form, field));
  }
}

static void
fin_step_view_dispose (GObject *object)
{
  FinStepView *self = FIN_STEP_VIEW (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), FIN_TYPE_STEP_VIEW);
  g_clear_object (&self->fields);
  g_clear_object (&self->step);
  g_clear_object (&self->form);
  g_clear_object (&self->visit);

  G_OBJECT_CLASS (fin_step_view_parent_class)->dispose (object);
}

static void
fin_step_view_class_init (FinStepViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fin_step_view_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cat/finestreta/Finestreta/fin-step-view.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_bind_template_child (widget_class, FinStepView, scroller);
  gtk_widget_class_bind_template_child (widget_class, FinStepView, title);
  gtk_widget_class_bind_template_child (widget_class, FinStepView, say);
  gtk_widget_class_bind_template_child (widget_class, FinStepView, guide);
  gtk_widget_class_bind_template_child (widget_class, FinStepView, rows);
  gtk_widget_class_bind_template_child (widget_class, FinStepView, right);
  gtk_widget_class_bind_template_child (widget_class, FinStepView, right_label);
  gtk_widget_class_bind_template_child (widget_class, FinStepView, right_buttons);
}

static void
fin_step_view_init (FinStepView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
fin_step_view_new (FinVisit *visit, FinSharedForm *form, FinSharedStep *step)
{
  FinStepView *self;

  g_return_val_if_fail (FIN_IS_VISIT (visit), NULL);
  g_return_val_if_fail (FIN_IS_SHARED_STEP (step), NULL);

  self = g_object_new (FIN_TYPE_STEP_VIEW, NULL);
  self->visit = g_object_ref (visit);
  self->form = g_object_ref (form);
  self->step = g_object_ref (step);
  g_object_get (step, "fields", &self->fields, NULL);
  g_signal_connect_object (step, "notify::title", G_CALLBACK (update_words), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (step, "notify::say", G_CALLBACK (update_words), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (step, "notify::guide", G_CALLBACK (update_words), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->fields, "items-changed", G_CALLBACK (fields_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (step, "notify::wanted", G_CALLBACK (update_right), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (visit, "notify::online", G_CALLBACK (update_right), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (visit, "notify::receipt", G_CALLBACK (update_right), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (visit, "notify::ended", G_CALLBACK (update_right), self,
                           G_CONNECT_SWAPPED);
  update_words (self);
  fields_changed_cb (self);
  update_right (self);

  return GTK_WIDGET (self);
}

FinSharedStep *
fin_step_view_step (FinStepView *self)
{
  g_return_val_if_fail (FIN_IS_STEP_VIEW (self), NULL);

  return self->step;
}

void
fin_step_view_set_number (FinStepView *self, guint number)
{
  g_return_if_fail (FIN_IS_STEP_VIEW (self));

  self->number = number;
  update_words (self);
}

gboolean
fin_step_view_enter (FinStepView *self, const char *id)
{
  GtkWidget *target = NULL;

  g_return_val_if_fail (FIN_IS_STEP_VIEW (self), FALSE);

  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->rows)); row != NULL;
       row = gtk_widget_get_next_sibling (row)) {
    if (!FIN_IS_FIELD_ROW (row))
      continue;
    if (gtk_widget_get_visible (row))
      target = row;
    if (id == NULL ? target != NULL : g_str_equal (fin_field_row_id (FIN_FIELD_ROW (row)), id))
      break;
  }
  if (target != NULL)
    fin_field_row_enter (FIN_FIELD_ROW (target));

  return target != NULL;
}
