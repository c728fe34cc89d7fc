// The entry, and a list bound to the finder.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-form-search.h"

#include <glib/gi18n.h>

#include "fin-finder.h"
#include "fin-text-label.h"

#define FOUND "fin-found"

struct _FinFormSearch {
  GtkWidget parent_instance;

  GtkWidget *content;
  GtkEditable *entry;
  GtkLabel *told;
  GtkListBox *list;

  FinSharedForms *forms;
  FinFinder *finder;
  char *looked_for;
};

enum { CLOSED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FinFormSearch, fin_form_search, GTK_TYPE_WIDGET)

static FinFound *
found_of (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), FOUND);
}

static GtkWidget *
row_new (gpointer item, gpointer data)
{
  FinFound *found = item;
  const char *label = fin_found_label (found);
  const char *where = fin_found_where (found);
  const char *state = fin_found_state (found);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *name = NULL;

  gtk_box_append (GTK_BOX (words), fin_text_label_new (label, NULL));
  if (fin_found_kind (found) == FIN_FOUND_PROCEDURE)
    gtk_box_append (GTK_BOX (words), fin_text_label_new (state, "field-state"));
  if (where != NULL)
    gtk_box_append (GTK_BOX (words), fin_text_label_new (where, "caption"));
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (box), words);
  if (state != NULL && fin_found_kind (found) != FIN_FOUND_PROCEDURE) {
    GtkWidget *tail = fin_text_label_new (state, "field-state");

    /* What can be done with a procedure is longer than how a field stands. */
    gtk_label_set_natural_wrap_mode (GTK_LABEL (tail), GTK_NATURAL_WRAP_NONE);
    gtk_widget_set_valign (tail, GTK_ALIGN_CENTER);
    gtk_box_append (fin_found_kind (found) == FIN_FOUND_PROCEDURE ? GTK_BOX (words) : GTK_BOX (box),
                    tail);
  }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data_full (G_OBJECT (row), FOUND, g_object_ref (found), g_object_unref);
  name =
      g_strjoin (" · ", label, where != NULL ? where : state, where != NULL ? state : NULL, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);

  return row;
}

static gboolean
is_here (GtkListBoxRow *row)
{
  return fin_found_kind (found_of (row)) != FIN_FOUND_PROCEDURE;
}

static void
header_cb (GtkListBoxRow *row, GtkListBoxRow *before, gpointer data)
{
  GtkWidget *header;

  if (before != NULL && is_here (row) == is_here (before)) {
    gtk_list_box_row_set_header (row, NULL);
    return;
  }

  header = fin_text_label_new (is_here (row) ? _ ("In this form") : _ ("In other procedures"),
                               "heading");
  gtk_widget_add_css_class (header, "form-found-part");
  gtk_list_box_row_set_header (row, header);
}

static void
state_cb (FinFormSearch *self)
{
  guint here = fin_finder_here (self->finder);
  guint others = g_list_model_get_n_items (G_LIST_MODEL (self->finder)) - here;
  g_autofree char *text = NULL;

  g_assert (FIN_IS_FORM_SEARCH (self));

  switch (fin_finder_state (self->finder)) {
  case FIN_FINDER_ASKING:
    return; /* it is soon told, and nothing is to flicker meanwhile */
  case FIN_FINDER_UNREACHABLE:
    text = g_strdup (_ ("The other procedures are at the office, which is out of reach now."));
    break;
  case FIN_FINDER_DONE:
    text = here + others == 0
               ? g_strdup (_ ("Nothing found. Try another word for it."))
               : g_strdup_printf (_ ("In this form: %u. In other procedures: %u."), here, others);
    break;
  case FIN_FINDER_IDLE:
  default:
    text =
        g_strdup (_ ("By what people call it, in any language: account, identity card, address…"));
    break;
  }
  gtk_label_set_label (self->told, text);
}

static void
found_cb (FinFormSearch *self)
{
  if (gtk_list_box_get_selected_row (self->list) == NULL)
    gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, 0));
}

static void
search_changed_cb (FinFormSearch *self)
{
  g_free (self->looked_for);
  self->looked_for = g_strdup (gtk_editable_get_text (self->entry));
  fin_finder_look_for (self->finder, self->looked_for);
}

/* A procedure that is in the visit already comes to the front; another is one more form of it. */
static void
take_up (FinFormSearch *self, const char *procedure)
{
  FinSharedForm *form = fin_finder_form (self->finder, procedure);

  g_assert (FIN_IS_FORM_SEARCH (self));

  if (form != NULL)
    fin_shared_forms_bring (self->forms, form);
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "visit.add-procedure", "s", procedure);
}

static void
row_activated_cb (FinFormSearch *self, GtkListBoxRow *row)
{
  g_autoptr (FinFound) found = g_object_ref (found_of (row));

  g_signal_emit (self, signals[CLOSED], 0);
  if (fin_found_kind (found) == FIN_FOUND_PROCEDURE)
    take_up (self, fin_found_id (found));
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "visit.go", "s", fin_found_id (found));
}

/* Enter in the entry takes the first find: most often that is it. What changes the visit wants to
 * be seen first: the keyboard goes to it. */
static void
entry_activate_cb (FinFormSearch *self)
{
  GtkListBoxRow *row;

  /* The entry tells of the last letters a little later. */
  if (g_strcmp0 (self->looked_for, gtk_editable_get_text (self->entry)) != 0)
    search_changed_cb (self);
  row = gtk_list_box_get_row_at_index (self->list, 0);
  if (row == NULL)
    return;

  if (is_here (row))
    row_activated_cb (self, row);
  else
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
stop_search_cb (FinFormSearch *self)
{
  g_signal_emit (self, signals[CLOSED], 0);
}

static gboolean
list_key_cb (FinFormSearch *self, guint keyval)
{
  if (keyval != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;

  stop_search_cb (self);

  return GDK_EVENT_STOP;
}

static void
fin_form_search_dispose (GObject *object)
{
  FinFormSearch *self = FIN_FORM_SEARCH (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), FIN_TYPE_FORM_SEARCH);
  g_clear_object (&self->finder);
  g_clear_object (&self->forms);
  g_clear_pointer (&self->looked_for, g_free);

  G_OBJECT_CLASS (fin_form_search_parent_class)->dispose (object);
}

static void
fin_form_search_class_init (FinFormSearchClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fin_form_search_dispose;

  signals[CLOSED] = g_signal_new ("closed", FIN_TYPE_FORM_SEARCH, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cat/finestreta/Finestreta/fin-form-search.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SEARCH);
  gtk_widget_class_bind_template_child (widget_class, FinFormSearch, content);
  gtk_widget_class_bind_template_child (widget_class, FinFormSearch, entry);
  gtk_widget_class_bind_template_child (widget_class, FinFormSearch, told);
  gtk_widget_class_bind_template_child (widget_class, FinFormSearch, list);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, list_key_cb);
}

static void
fin_form_search_init (FinFormSearch *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_header_func (self->list, header_cb, NULL, NULL);
}

void
fin_form_search_set_visit (FinFormSearch *self, FinVisit *visit)
{
  g_return_if_fail (FIN_IS_FORM_SEARCH (self));
  g_return_if_fail (FIN_IS_VISIT (visit));
  g_return_if_fail (self->finder == NULL);

  self->forms = g_object_ref (fin_visit_forms (visit));
  self->finder = fin_finder_new (fin_visit_link (visit), self->forms);
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (self->finder), row_new, NULL, NULL);
  g_signal_connect_object (self->finder, "items-changed", G_CALLBACK (found_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->finder, "notify::state", G_CALLBACK (state_cb), self,
                           G_CONNECT_SWAPPED);
  state_cb (self);
}

void
fin_form_search_begin (FinFormSearch *self)
{
  g_return_if_fail (FIN_IS_FORM_SEARCH (self));

  gtk_editable_set_text (self->entry, "");
  fin_finder_look_for (self->finder, "");
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}
