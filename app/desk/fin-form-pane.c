// Which step is shown; the views of steps, made when first looked at.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-form-pane.h"

#include <glib/gi18n.h>

#include "fin-brief.h"
#include "fin-common-bar.h"
#include "fin-duplicate-bar.h"
#include "fin-field-row.h"
#include "fin-form-search.h"
#include "fin-heard-bar.h"
#include "fin-review-view.h"
#include "fin-saved-label.h"
#include "fin-step-bar.h"
#include "fin-step-view.h"

#define REVIEW "review"

struct _FinFormPane {
  GtkWidget parent_instance;

  GtkWidget *content;
  FinStepBar *bar;
  FinBrief *brief;
  FinDuplicateBar *duplicates;
  FinCommonBar *common;
  FinHeardBar *heard;
  FinFormSearch *search;
  GtkStack *stack;
  FinSavedLabel *saved;
  GtkWidget *previous;
  GtkWidget *next;
  GtkLabel *next_label;

  FinVisit *visit;
  FinSharedForm *form;
  GPtrArray *shown;      /* of FinSharedStep: those visible, in order */
  char *entered;         /* the field the keyboard was in when the search began, or NULL */
  char *current;         /* the step's id, or NULL for the review */
  gboolean placed;       /* the first step has been shown once */
  GtkWidget *last_focus; /* where the keyboard was, or NULL */
  int caret;             /* in it; -1: it has none */
};

G_DEFINE_FINAL_TYPE (FinFormPane, fin_form_pane, GTK_TYPE_WIDGET)

static char *
step_text (FinSharedStep *step, const char *property)
{
  char *text;

  g_object_get (step, property, &text, NULL);

  return text != NULL ? text : g_strdup ("");
}

/* The place of the current step among those shown; the review comes after the last. */
static guint
current_index (FinFormPane *self)
{
  for (guint i = 0; self->current != NULL && i < self->shown->len; i++) {
    g_autofree char *id = step_text (g_ptr_array_index (self->shown, i), "id");

    if (g_str_equal (id, self->current))
      return i;
  }

  return self->shown->len;
}

/* What the step in front asks for. */
static void
update_private (FinFormPane *self)
{
  guint current = current_index (self);
  gboolean secret = FALSE;

  g_assert (FIN_IS_FORM_PANE (self));

  if (fin_visit_form (self->visit) != self->form)
    return;
  if (current < self->shown->len && fin_shared_form_receipt (self->form) == NULL)
    g_object_get (g_ptr_array_index (self->shown, current), "secret", &secret, NULL);
  fin_captions_set_private (fin_visit_captions (self->visit), secret);
}

static void
update_bar (FinFormPane *self)
{
  guint current = current_index (self);
  guint n = self->shown->len;
  guint all;
  gboolean complete;

  g_assert (FIN_IS_FORM_PANE (self));

  fin_step_bar_set_length (self->bar, n + 1);
  for (guint i = 0; i < n; i++) {
    FinSharedStep *step = g_ptr_array_index (self->shown, i);
    g_autofree char *title = step_text (step, "title");
    gboolean done;
    guint wanted;

    g_object_get (step, "done", &done, "wanted", &wanted, NULL);
    fin_step_bar_set_step (self->bar, i, title, done, wanted, i == current);
  }
  g_object_get (self->form, "complete", &complete, "wanted", &all, NULL);
  fin_step_bar_set_step (self->bar, n, _ ("Review"), complete, all, current == n);

  update_private (self);

  gtk_widget_set_sensitive (self->previous, current > 0);
  gtk_widget_set_visible (self->next, current < n);
  if (current < n) {
    g_autofree char *title = current + 1 < n
                                 ? step_text (g_ptr_array_index (self->shown, current + 1), "title")
                                 : g_strdup (_ ("Review"));
    g_autofree char *label = g_strdup_printf (_ ("Next: %s"), title);

    gtk_label_set_label (self->next_label, label);
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->next), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    label, -1);
  }
}

static void
show_index (FinFormPane *self, guint index)
{
  g_assert (FIN_IS_FORM_PANE (self));

  g_clear_pointer (&self->current, g_free);
  if (index < self->shown->len) {
    FinSharedStep *step = g_ptr_array_index (self->shown, index);
    GtkWidget *view;

    self->current = step_text (step, "id");
    view = gtk_stack_get_child_by_name (self->stack, self->current);
    /* A form of another procedure, or made anew, may use the same name. */
    if (view != NULL && fin_step_view_step (FIN_STEP_VIEW (view)) != step) {
      gtk_stack_remove (self->stack, view);
      view = NULL;
    }
    if (view == NULL) {
      view = fin_step_view_new (self->visit, self->form, step);
      gtk_stack_add_named (self->stack, view, self->current);
    }
    fin_step_view_set_number (FIN_STEP_VIEW (view), index + 1);
  }
  gtk_stack_set_visible_child_name (self->stack, self->current != NULL ? self->current : REVIEW);
  update_bar (self);
}

static void
go_to_index (FinFormPane *self, guint index)
{
  gtk_widget_set_visible (GTK_WIDGET (self->search), FALSE);
  show_index (self, index);
}

static void
steps_changed_cb (FinFormPane *self)
{
  GListModel *steps = G_LIST_MODEL (self->form);
  guint index = current_index (self);

  g_assert (FIN_IS_FORM_PANE (self));

  g_ptr_array_set_size (self->shown, 0);
  for (guint i = 0; i < g_list_model_get_n_items (steps); i++) {
    g_autoptr (FinSharedStep) step = g_list_model_get_item (steps, i);
    gboolean visible;

    g_object_get (step, "visible", &visible, NULL);
    if (visible)
      g_ptr_array_add (self->shown, g_steal_pointer (&step));
  }

  if (self->shown->len == 0)
    return;
  if (!self->placed) {
    self->placed = TRUE;
    show_index (self, 0);
  } else if (self->current == NULL)
    show_index (self, self->shown->len);
  else if (current_index (self) < self->shown->len)
    show_index (self, current_index (self));
  else /* the step one was in is not asked any more */
    show_index (self, MIN (index, self->shown->len));
}

static void
follow_steps (FinFormPane *self)
{
  GListModel *steps = G_LIST_MODEL (self->form);

  g_assert (FIN_IS_FORM_PANE (self));

  for (guint i = 0; i < g_list_model_get_n_items (steps); i++) {
    g_autoptr (FinSharedStep) step = g_list_model_get_item (steps, i);

    g_signal_handlers_disconnect_by_data (step, self);
    g_signal_connect_object (step, "notify::visible", G_CALLBACK (steps_changed_cb), self,
                             G_CONNECT_SWAPPED);
    g_signal_connect_object (step, "notify::done", G_CALLBACK (update_bar), self,
                             G_CONNECT_SWAPPED);
    g_signal_connect_object (step, "notify::wanted", G_CALLBACK (update_bar), self,
                             G_CONNECT_SWAPPED);
    g_signal_connect_object (step, "notify::secret", G_CALLBACK (update_private), self,
                             G_CONNECT_SWAPPED);
    g_signal_connect_object (step, "notify::title", G_CALLBACK (update_bar), self,
                             G_CONNECT_SWAPPED);
  }
  steps_changed_cb (self);
}

/* The field the keyboard is in, or NULL. */
static const char *
entered_field (FinFormPane *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *row = focus != NULL ? gtk_widget_get_ancestor (focus, FIN_TYPE_FIELD_ROW) : NULL;

  return row != NULL && gtk_widget_is_ancestor (row, GTK_WIDGET (self))
             ? fin_field_row_id (FIN_FIELD_ROW (row))
             : NULL;
}

/* The keyboard goes back to where it was. */
static void
search_closed_cb (FinFormPane *self)
{
  g_autofree char *entered = g_steal_pointer (&self->entered);

  g_assert (FIN_IS_FORM_PANE (self));

  gtk_widget_set_visible (GTK_WIDGET (self->search), FALSE);
  if (entered != NULL)
    fin_form_pane_go (self, entered);
  else
    gtk_widget_child_focus (GTK_WIDGET (self->stack), GTK_DIR_TAB_FORWARD);
}

/* Ctrl+Z. An entry undoes its own typing first; a shortcut would not let it. */
static gboolean
key_pressed_cb (FinFormPane *self, guint keyval, guint keycode, GdkModifierType state)
{
  gboolean redo = (state & GDK_SHIFT_MASK) != 0;
  const char *entered = entered_field (self);

  g_assert (FIN_IS_FORM_PANE (self));

  if (gdk_keyval_to_lower (keyval) != GDK_KEY_z ||
      (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != GDK_CONTROL_MASK ||
      gtk_widget_get_visible (GTK_WIDGET (self->search)) ||
      (entered != NULL && fin_shared_form_is_writing (self->form, entered, redo)))
    return GDK_EVENT_PROPAGATE;

  gtk_widget_activate_action (GTK_WIDGET (self), redo ? "visit.redo" : "visit.undo", NULL);

  return GDK_EVENT_STOP;
}

static void
fin_form_pane_dispose (GObject *object)
{
  FinFormPane *self = FIN_FORM_PANE (object);

  g_clear_weak_pointer (&self->last_focus);
  gtk_widget_dispose_template (GTK_WIDGET (object), FIN_TYPE_FORM_PANE);
  g_clear_object (&self->form);
  g_clear_object (&self->visit);

  G_OBJECT_CLASS (fin_form_pane_parent_class)->dispose (object);
}

static void
fin_form_pane_finalize (GObject *object)
{
  FinFormPane *self = FIN_FORM_PANE (object);

  g_ptr_array_unref (self->shown);
  g_free (self->entered);
  g_free (self->current);

  G_OBJECT_CLASS (fin_form_pane_parent_class)->finalize (object);
}

static void
fin_form_pane_class_init (FinFormPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fin_form_pane_dispose;
  G_OBJECT_CLASS (klass)->finalize = fin_form_pane_finalize;

  g_type_ensure (FIN_TYPE_BRIEF);
  g_type_ensure (FIN_TYPE_COMMON_BAR);
  g_type_ensure (FIN_TYPE_DUPLICATE_BAR);
  g_type_ensure (FIN_TYPE_FORM_SEARCH);
  g_type_ensure (FIN_TYPE_HEARD_BAR);
  g_type_ensure (FIN_TYPE_SAVED_LABEL);
  g_type_ensure (FIN_TYPE_STEP_BAR);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cat/finestreta/Finestreta/fin-form-pane.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_FORM);
  gtk_widget_class_bind_template_child (widget_class, FinFormPane, content);
  gtk_widget_class_bind_template_child (widget_class, FinFormPane, bar);
  gtk_widget_class_bind_template_child (widget_class, FinFormPane, brief);
  gtk_widget_class_bind_template_child (widget_class, FinFormPane, duplicates);
  gtk_widget_class_bind_template_child (widget_class, FinFormPane, common);
  gtk_widget_class_bind_template_child (widget_class, FinFormPane, heard);
  gtk_widget_class_bind_template_child (widget_class, FinFormPane, search);
  gtk_widget_class_bind_template_child (widget_class, FinFormPane, stack);
  gtk_widget_class_bind_template_child (widget_class, FinFormPane, saved);
  gtk_widget_class_bind_template_child (widget_class, FinFormPane, previous);
  gtk_widget_class_bind_template_child (widget_class, FinFormPane, next);
  gtk_widget_class_bind_template_child (widget_class, FinFormPane, next_label);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_closed_cb);
  gtk_widget_class_bind_template_callback (widget_class, go_to_index);
  gtk_widget_class_bind_template_callback (widget_class, fin_form_pane_next);
  gtk_widget_class_bind_template_callback (widget_class, fin_form_pane_previous);
}

static void
fin_form_pane_init (FinFormPane *self)
{
  self->shown = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
fin_form_pane_new (FinVisit *visit, FinSharedForm *form)
{
  FinFormPane *self;

  g_return_val_if_fail (FIN_IS_VISIT (visit), NULL);
  g_return_val_if_fail (FIN_IS_SHARED_FORM (form), NULL);

  self = g_object_new (FIN_TYPE_FORM_PANE, NULL);
  self->visit = g_object_ref (visit);
  self->form = g_object_ref (form);
  fin_brief_set_form (self->brief, self->form);
  fin_duplicate_bar_set_form (self->duplicates, self->form);
  fin_common_bar_set_form (self->common, visit, form);
  fin_heard_bar_set_form (self->heard, visit, form);
  fin_saved_label_set_form (self->saved, visit, form);
  fin_form_search_set_visit (self->search, visit);
  gtk_stack_add_named (self->stack, fin_review_view_new (visit, form), REVIEW);
  g_signal_connect_object (self->form, "items-changed", G_CALLBACK (follow_steps), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->form, "notify::complete", G_CALLBACK (update_bar), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->form, "notify::wanted", G_CALLBACK (update_bar), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->form, "notify::receipt", G_CALLBACK (update_private), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (fin_visit_forms (visit), "notify::front", G_CALLBACK (update_private),
                           self, G_CONNECT_SWAPPED);
  update_bar (self);
  follow_steps (self);

  return GTK_WIDGET (self);
}

FinSharedForm *
fin_form_pane_form (FinFormPane *self)
{
  g_return_val_if_fail (FIN_IS_FORM_PANE (self), NULL);

  return self->form;
}

void
fin_form_pane_remember (FinFormPane *self)
{
  GtkRoot *root;
  GtkWidget *focus;

  g_return_if_fail (FIN_IS_FORM_PANE (self));

  root = gtk_widget_get_root (GTK_WIDGET (self));
  focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self)))
    return;

  g_set_weak_pointer (&self->last_focus, focus);
  self->caret = GTK_IS_EDITABLE (focus) ? gtk_editable_get_position (GTK_EDITABLE (focus)) : -1;
}

void
fin_form_pane_resume (FinFormPane *self)
{
  g_return_if_fail (FIN_IS_FORM_PANE (self));

  if (self->last_focus == NULL || !gtk_widget_get_mapped (self->last_focus)) {
    gtk_widget_child_focus (GTK_WIDGET (self->stack), GTK_DIR_TAB_FORWARD);
    return;
  }

  gtk_widget_grab_focus (self->last_focus);
  if (self->caret >= 0)
    gtk_editable_set_position (GTK_EDITABLE (self->last_focus), self->caret);
}

static void
enter_first (FinFormPane *self)
{
  GtkWidget *view = gtk_stack_get_visible_child (self->stack);

  if (FIN_IS_STEP_VIEW (view))
    fin_step_view_enter (FIN_STEP_VIEW (view), NULL);
  else if (view != NULL)
    gtk_widget_child_focus (view, GTK_DIR_TAB_FORWARD);
}

void
fin_form_pane_next (FinFormPane *self)
{
  guint index;

  g_return_if_fail (FIN_IS_FORM_PANE (self));

  index = current_index (self);
  if (index >= self->shown->len)
    return;

  go_to_index (self, index + 1);
  enter_first (self);
}

void
fin_form_pane_previous (FinFormPane *self)
{
  guint index;

  g_return_if_fail (FIN_IS_FORM_PANE (self));

  index = current_index (self);
  if (index == 0)
    return;

  go_to_index (self, index - 1);
  enter_first (self);
}

void
fin_form_pane_go (FinFormPane *self, const char *field)
{
  g_return_if_fail (FIN_IS_FORM_PANE (self));
  g_return_if_fail (field != NULL);

  for (guint i = 0; i < self->shown->len; i++) {
    g_autofree char *id = step_text (g_ptr_array_index (self->shown, i), "id");
    g_autofree char *prefix = g_strconcat (id, ".", NULL);

    if (g_str_has_prefix (field, prefix)) {
      go_to_index (self, i);
      fin_step_view_enter (FIN_STEP_VIEW (gtk_stack_get_visible_child (self->stack)), field);
      return;
    }
  }
}

void
fin_form_pane_search (FinFormPane *self)
{
  const char *entered;

  g_return_if_fail (FIN_IS_FORM_PANE (self));

  entered = entered_field (self);
  if (!gtk_widget_get_visible (GTK_WIDGET (self->search))) {
    g_free (self->entered);
    self->entered = g_strdup (entered);
  }
  gtk_widget_set_visible (GTK_WIDGET (self->search), TRUE);
  fin_form_search_begin (self->search);
}

/* All fields that are shown, in order. (transfer full) */
static char **
shown_fields (FinFormPane *self)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

  g_assert (FIN_IS_FORM_PANE (self));

  for (guint i = 0; i < self->shown->len; i++) {
    g_autoptr (GListModel) fields = NULL;

    g_object_get (g_ptr_array_index (self->shown, i), "fields", &fields, NULL);
    for (guint j = 0; j < g_list_model_get_n_items (fields); j++) {
      g_autoptr (FinSharedField) field = g_list_model_get_item (fields, j);
      gboolean visible;

      g_object_get (field, "visible", &visible, NULL);
      if (visible)
        g_strv_builder_add (ids, fin_shared_field_id (field));
    }
  }

  return g_strv_builder_end (ids);
}

/* Where to count from: the field the keyboard is in, else before the first of the step shown. */
static int
place_among (FinFormPane *self, char **ids, gboolean forward)
{
  const char *entered = entered_field (self);
  g_autofree char *prefix = self->current != NULL ? g_strconcat (self->current, ".", NULL) : NULL;

  g_assert (FIN_IS_FORM_PANE (self));

  for (int i = 0; ids[i] != NULL; i++) {
    if (entered != NULL && g_str_equal (ids[i], entered))
      return i;
    if (entered == NULL && prefix != NULL && g_str_has_prefix (ids[i], prefix))
      return forward ? i - 1 : i;
  }

  return forward ? -1 : (int)g_strv_length (ids);
}

gboolean
fin_form_pane_go_to_missing (FinFormPane *self, gboolean forward)
{
  const char *const *missing;
  g_auto (GStrv) ids = NULL;
  int n, at;

  g_return_val_if_fail (FIN_IS_FORM_PANE (self), FALSE);

  missing = fin_shared_form_missing (self->form);
  ids = shown_fields (self);
  n = (int)g_strv_length (ids);
  at = place_among (self, ids, forward);
  for (int step = 1; step <= n; step++) {
    const char *id = ids[((at + (forward ? step : -step)) % n + n) % n];

    if (missing != NULL && g_strv_contains (missing, id) &&
        fin_shared_field_editable (fin_shared_form_lookup (self->form, id))) {
      fin_form_pane_go (self, id);
      return TRUE;
    }
  }

  return FALSE;
}

const char *
fin_form_pane_step (FinFormPane *self)
{
  g_return_val_if_fail (FIN_IS_FORM_PANE (self), NULL);

  return self->current;
}

gboolean
fin_form_pane_undo (FinFormPane *self, gboolean redo, FinSharedField **field)
{
  gboolean done;

  g_return_val_if_fail (FIN_IS_FORM_PANE (self), FALSE);

  done = fin_shared_form_undo (self->form, redo, field);
  if (*field != NULL)
    fin_form_pane_go (self, fin_shared_field_id (*field));

  return done;
}
