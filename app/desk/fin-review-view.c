// The review, written anew when it is looked at and whenever the form changes meanwhile.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-review-view.h"

#include <glib/gi18n.h>

#include "fin-field-words.h"
#include "fin-json.h"
#include "fin-receipt-bar.h"
#include "fin-text-label.h"
#include "fin-words.h"

#define DOCUMENT "document:"
#define STOP     "stop:"

struct _FinReviewView {
  GtkWidget parent_instance;

  GtkWidget *scroller;
  GtkWidget *missing_box;
  GtkBox *missing;
  GtkWidget *wanted_box;
  GtkLabel *wanted_label;
  GtkBox *wanted;
  GtkWidget *acting_box;
  GtkBox *acting;
  GtkWidget *declaration;
  GtkWidget *confirmed;
  GtkBox *summary;
  FinReceiptBar *receipt;

  FinVisit *visit;
  FinSharedForm *form;
};

G_DEFINE_FINAL_TYPE (FinReviewView, fin_review_view, GTK_TYPE_WIDGET)

/* The @member of that one of a list of the form's which is called @id. */
static char *
listed (FinSharedForm *form, const char *list, const char *id, const char *member)
{
  g_autoptr (JsonArray) array = NULL;

  g_object_get (form, list, &array, NULL);
  for (guint i = 0; i < json_array_get_length (array); i++) {
    JsonObject *object = fin_json_array_object (array, i);

    if (object != NULL && g_strcmp0 (fin_json_string (object, "id"), id) == 0)
      return g_strdup (fin_json_string (object, member));
  }

  return NULL;
}

static gboolean
step_has (FinSharedStep *step, const char *id)
{
  g_autofree char *prefix = NULL;
  g_autofree char *step_id = NULL;

  g_object_get (step, "id", &step_id, NULL);
  prefix = g_strconcat (step_id, ".", NULL);

  return g_str_has_prefix (id, prefix);
}

char *
fin_review_name (FinSharedForm *form, const char *id)
{
  FinSharedField *field;
  g_autofree char *label = NULL;

  g_return_val_if_fail (FIN_IS_SHARED_FORM (form), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  if (g_str_has_prefix (id, DOCUMENT)) {
    g_autofree char *document = listed (form, "documents", id + strlen (DOCUMENT), "label");

    return document != NULL ? g_strdup_printf (_ ("Document · %s"), document) : NULL;
  }

  if (g_str_has_prefix (id, STOP))
    return listed (form, "stops", id + strlen (STOP), "text");

  field = fin_shared_form_lookup (form, id);
  if (field == NULL)
    return NULL;

  g_object_get (field, "label", &label, NULL);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (form)); i++) {
    g_autoptr (FinSharedStep) step = g_list_model_get_item (G_LIST_MODEL (form), i);

    if (step_has (step, id)) {
      g_autofree char *title = NULL;

      g_object_get (step, "title", &title, NULL);
      return g_strdup_printf ("%s · %s", title, label);
    }
  }

  return g_steal_pointer (&label);
}

static void
clear (GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
}

/* A question has its mark already. */
static char *
answer_words (const char *label, const char *value)
{
  return g_strconcat (label, g_str_has_suffix (label, "?") ? " " : ": ", value, NULL);
}

/* A line that leads to where it is. */
static void
add_way (GtkBox *box, const char *id, const char *name)
{
  GtkWidget *button = gtk_button_new ();

  gtk_button_set_child (GTK_BUTTON (button), fin_text_label_new (name, NULL));
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "way");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "visit.go");
  gtk_box_append (box, button);
}

static void
update_missing (FinReviewView *self)
{
  FinSharedForm *form = self->form;
  const char *const *missing = fin_shared_form_missing (form);
  gboolean any = FALSE;

  g_assert (FIN_IS_REVIEW_VIEW (self));

  clear (self->missing);
  for (guint i = 0; missing != NULL && missing[i] != NULL; i++) {
    g_autofree char *name = fin_review_name (form, missing[i]);

    if (name == NULL)
      continue;
    any = TRUE;
    add_way (self->missing, missing[i], name);
  }
  gtk_widget_set_visible (self->missing_box, any);
}

static void
add_wanted (FinReviewView *self, FinSharedStep *step)
{
  g_autoptr (GListModel) fields = NULL;

  g_object_get (step, "fields", &fields, NULL);
  for (guint i = 0; i < g_list_model_get_n_items (fields); i++) {
    g_autoptr (FinSharedField) field = g_list_model_get_item (fields, i);
    g_autofree char *assent = NULL;
    g_autofree char *name = NULL;
    g_autofree char *value = NULL;
    g_autofree char *line = NULL;

    g_object_get (field, "assent", &assent, NULL);
    if (g_strcmp0 (assent, "wanted") != 0)
      continue;
    name = fin_review_name (fin_visit_form (self->visit), fin_shared_field_id (field));
    value = fin_field_words (field, fin_shared_field_value (field));
    line = answer_words (name, value);
    add_way (self->wanted, fin_shared_field_id (field), line);
  }
}

/* What the declaration will confirm, for want of the citizen's word before it. */
static void
update_wanted (FinReviewView *self)
{
  GListModel *steps = G_LIST_MODEL (fin_visit_form (self->visit));
  g_autofree char *text = NULL;
  guint wanted;

  g_assert (FIN_IS_REVIEW_VIEW (self));

  clear (self->wanted);
  for (guint i = 0; i < g_list_model_get_n_items (steps); i++) {
    g_autoptr (FinSharedStep) step = g_list_model_get_item (steps, i);

    add_wanted (self, step);
  }
  g_object_get (steps, "wanted", &wanted, NULL);
  text =
      g_strdup_printf (ngettext ("☐ %u answer the citizen has not confirmed singly: read it aloud",
                                 "☐ %u answers the citizen has not confirmed singly: read them "
                                 "aloud",
                                 wanted),
                       wanted);
  gtk_label_set_label (self->wanted_label, text);
  gtk_widget_set_visible (self->wanted_box, wanted > 0);
}

static void
add_step (FinReviewView *self, FinSharedStep *step)
{
  g_autofree char *title = NULL;
  g_autoptr (GListModel) fields = NULL;
  gboolean visible;
  GtkWidget *heading;

  g_object_get (step, "title", &title, "fields", &fields, "visible", &visible, NULL);
  if (!visible)
    return;

  heading = fin_text_label_new (title, "heading");
  gtk_box_append (self->summary, heading);
  for (guint i = 0; i < g_list_model_get_n_items (fields); i++) {
    g_autoptr (FinSharedField) field = g_list_model_get_item (fields, i);
    g_autofree char *label = NULL;
    g_autofree char *value = NULL;
    g_autofree char *line = NULL;
    gboolean shown;

    g_object_get (field, "label", &label, "visible", &shown, NULL);
    value = fin_field_words (field, fin_shared_field_value (field));
    if (!shown || value[0] == '\0')
      continue;
    line = answer_words (label, value);
    gtk_box_append (self->summary, fin_text_label_new (line, NULL));
  }
}

/* What the receipt tells of acting for the citizen, done or still to do. */
static void
add_facts (FinReviewView *self, FinSharedStep *step)
{
  g_autoptr (GListModel) fields = NULL;
  gboolean visible;

  g_object_get (step, "fields", &fields, "visible", &visible, NULL);
  for (guint i = 0; visible && i < g_list_model_get_n_items (fields); i++) {
    g_autoptr (FinSharedField) field = g_list_model_get_item (fields, i);
    g_autofree char *label = NULL;
    g_autofree char *fact = NULL;
    g_autofree char *value = NULL;
    g_autofree char *line = NULL;
    gboolean shown;

    g_object_get (field, "label", &label, "fact", &fact, "visible", &shown, NULL);
    if (!shown || fact == NULL)
      continue;
    value = fin_field_words (field, fin_shared_field_value (field));
    line = value[0] != '\0' ? g_strdup_printf ("☑ %s: %s", label, value)
                            : g_strdup_printf ("☐ %s", label);
    gtk_box_append (self->acting, fin_text_label_new (line, NULL));
  }
}

static void
update_acting (FinReviewView *self)
{
  GListModel *steps = G_LIST_MODEL (fin_visit_form (self->visit));

  g_assert (FIN_IS_REVIEW_VIEW (self));

  clear (self->acting);
  for (guint i = 0; i < g_list_model_get_n_items (steps); i++) {
    g_autoptr (FinSharedStep) step = g_list_model_get_item (steps, i);

    add_facts (self, step);
  }
  gtk_widget_set_visible (self->acting_box,
                          gtk_widget_get_first_child (GTK_WIDGET (self->acting)) != NULL);
}

static void
update_summary (FinReviewView *self)
{
  GListModel *steps = G_LIST_MODEL (self->form);

  g_assert (FIN_IS_REVIEW_VIEW (self));

  clear (self->summary);
  for (guint i = 0; i < g_list_model_get_n_items (steps); i++) {
    g_autoptr (FinSharedStep) step = g_list_model_get_item (steps, i);

    add_step (self, step);
  }
}

static void
update_declaration (FinReviewView *self)
{
  g_autofree char *declaration = NULL;
  g_autoptr (GDateTime) confirmed = NULL;
  g_autofree char *text = NULL;
  gboolean complete;

  g_assert (FIN_IS_REVIEW_VIEW (self));

  g_object_get (self->form, "declaration", &declaration, "confirmed", &confirmed, "complete",
                &complete, NULL);
  gtk_label_set_label (GTK_LABEL (self->declaration), declaration != NULL ? declaration : "");
  gtk_widget_set_visible (self->declaration, declaration != NULL && declaration[0] != '\0');
  if (confirmed != NULL) {
    g_autofree char *time = fin_words_time (confirmed);

    text = g_strdup_printf (_ ("☑ Confirmed by the citizen at %s"), time);
  } else
    text = g_strdup (
        complete ? _ ("☐ Not confirmed yet: read it aloud; the citizen confirms it on "
                      "their own screen")
                 : _ ("☐ Not confirmed yet: the citizen can do so once nothing is missing"));
  gtk_label_set_label (GTK_LABEL (self->confirmed), text);
  if (confirmed != NULL)
    gtk_widget_add_css_class (self->confirmed, "success");
  else
    gtk_widget_remove_css_class (self->confirmed, "success");
}

static void
update (FinReviewView *self)
{
  g_assert (FIN_IS_REVIEW_VIEW (self));

  if (self->visit == NULL)
    return;

  update_declaration (self);
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  update_missing (self);
  update_wanted (self);
  update_acting (self);
  update_summary (self);
}

static void
fin_review_view_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (fin_review_view_parent_class)->map (widget);

  update (FIN_REVIEW_VIEW (widget));
}

static void
fin_review_view_dispose (GObject *object)
{
  FinReviewView *self = FIN_REVIEW_VIEW (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), FIN_TYPE_REVIEW_VIEW);
  g_clear_object (&self->form);
  g_clear_object (&self->visit);

  G_OBJECT_CLASS (fin_review_view_parent_class)->dispose (object);
}

static void
fin_review_view_class_init (FinReviewViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fin_review_view_dispose;
  widget_class->map = fin_review_view_map;

  g_type_ensure (FIN_TYPE_RECEIPT_BAR);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cat/finestreta/Finestreta/fin-review-view.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_bind_template_child (widget_class, FinReviewView, scroller);
  gtk_widget_class_bind_template_child (widget_class, FinReviewView, missing_box);
  gtk_widget_class_bind_template_child (widget_class, FinReviewView, missing);
  gtk_widget_class_bind_template_child (widget_class, FinReviewView, wanted_box);
  gtk_widget_class_bind_template_child (widget_class, FinReviewView, wanted_label);
  gtk_widget_class_bind_template_child (widget_class, FinReviewView, wanted);
  gtk_widget_class_bind_template_child (widget_class, FinReviewView, acting_box);
  gtk_widget_class_bind_template_child (widget_class, FinReviewView, acting);
  gtk_widget_class_bind_template_child (widget_class, FinReviewView, declaration);
  gtk_widget_class_bind_template_child (widget_class, FinReviewView, confirmed);
  gtk_widget_class_bind_template_child (widget_class, FinReviewView, summary);
  gtk_widget_class_bind_template_child (widget_class, FinReviewView, receipt);
}

static void
fin_review_view_init (FinReviewView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
fin_review_view_new (FinVisit *visit, FinSharedForm *form)
{
  FinReviewView *self;

  g_return_val_if_fail (FIN_IS_VISIT (visit), NULL);

  self = g_object_new (FIN_TYPE_REVIEW_VIEW, NULL);
  self->visit = g_object_ref (visit);
  self->form = g_object_ref (form);
  fin_receipt_bar_set_form (self->receipt, visit, form);
  /* Every change of the form raises its version. */
  g_signal_connect_object (form, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update_declaration (self);

  return GTK_WIDGET (self);
}
