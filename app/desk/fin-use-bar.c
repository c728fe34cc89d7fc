// Looks through what was sent for the visit's other forms.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-use-bar.h"

#include <glib/gi18n.h>

#include "fin-json.h"
#include "fin-words.h"

struct _FinUseBar {
  GtkWidget parent_instance;

  GtkWidget *content;
  GtkWidget *button;
  GtkLabel *label;
  GtkLabel *failure;

  FinVisit *visit;
  FinSharedForm *form; /* in front */
  FinDocument *offered;
};

G_DEFINE_FINAL_TYPE (FinUseBar, fin_use_bar, GTK_TYPE_WIDGET)

/* What was sent as @kind: for @form, or for any other. A copy, and what is to be sent again, do not count.
 * (transfer full) */
static FinDocument *
find (FinUseBar *self, const char *kind, gboolean here)
{
  GListModel *documents = fin_visit_documents (self->visit);
  const char *form = fin_shared_form_id (self->form);

  for (guint i = 0; i < g_list_model_get_n_items (documents); i++) {
    g_autoptr (FinDocument) document = g_list_model_get_item (documents, i);

    if (g_strcmp0 (fin_document_kind (document), kind) == 0 &&
        (g_strcmp0 (fin_document_form (document), form) == 0) == here &&
        fin_document_original (document) == NULL &&
        fin_document_status (document) != FIN_DOCUMENT_TO_CORRECT)
      return g_steal_pointer (&document);
  }

  return NULL;
}

static void
offer (FinUseBar *self, FinDocument *document, const char *name)
{
  FinSharedForm *form =
      fin_shared_forms_lookup (fin_visit_forms (self->visit), fin_document_form (document));
  g_autofree char *title = NULL;
  g_autofree char *text = NULL;

  if (form != NULL)
    g_object_get (form, "title", &title, NULL);
  g_set_object (&self->offered, document);
  /* TRANSLATORS: what a document is, and the name of another procedure */
  text = g_strdup_printf (_ ("Use “%s”, sent for “%s”"), name, title != NULL ? title : "");
  gtk_label_set_label (self->label, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  text, -1);
}

static void
update (FinUseBar *self)
{
  JsonArray *wanted = self->form != NULL ? fin_shared_form_documents (self->form) : NULL;

  g_assert (FIN_IS_USE_BAR (self));

  g_clear_object (&self->offered);
  for (guint i = 0; wanted != NULL && i < json_array_get_length (wanted) && self->offered == NULL;
       i++) {
    JsonObject *object = fin_json_array_object (wanted, i);
    const char *kind = object != NULL ? fin_json_string (object, "id") : NULL;
    g_autoptr (FinDocument) here = kind != NULL ? find (self, kind, TRUE) : NULL;
    g_autoptr (FinDocument) elsewhere =
        kind != NULL && here == NULL ? find (self, kind, FALSE) : NULL;

    if (elsewhere != NULL)
      offer (self, elsewhere, fin_json_string (object, "label"));
  }
  gtk_widget_set_visible (GTK_WIDGET (self), self->offered != NULL &&
                                                 !fin_visit_ended (self->visit) &&
                                                 fin_shared_form_receipt (self->form) == NULL);
}

static void
tell_failure (FinUseBar *self, const GError *error)
{
  g_autofree char *words = error != NULL ? fin_words_error (error) : NULL;

  gtk_label_set_label (self->failure, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->failure), words != NULL);
}

static void
used_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FinUseBar) self = data;
  g_autoptr (GError) error = NULL;

  fin_visit_use_finish (FIN_VISIT (source), result, &error);
  gtk_widget_set_sensitive (self->button, TRUE);
  tell_failure (self, error);
}

static void
clicked_cb (FinUseBar *self)
{
  gtk_widget_set_sensitive (self->button, FALSE);
  fin_visit_use_async (self->visit, self->offered, self->form, used_cb, g_object_ref (self));
}

static void
front_cb (FinUseBar *self)
{
  if (self->form != NULL)
    g_signal_handlers_disconnect_by_data (self->form, self);
  g_set_object (&self->form, fin_visit_form (self->visit));
  tell_failure (self, NULL);
  if (self->form != NULL) {
    g_signal_connect_object (self->form, "notify::documents", G_CALLBACK (update), self,
                             G_CONNECT_SWAPPED);
    g_signal_connect_object (self->form, "notify::receipt", G_CALLBACK (update), self,
                             G_CONNECT_SWAPPED);
  }
  update (self);
}

static void
fin_use_bar_dispose (GObject *object)
{
  FinUseBar *self = FIN_USE_BAR (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), FIN_TYPE_USE_BAR);
  g_clear_object (&self->offered);
  g_clear_object (&self->form);
  g_clear_object (&self->visit);

  G_OBJECT_CLASS (fin_use_bar_parent_class)->dispose (object);
}

static void
fin_use_bar_class_init (FinUseBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fin_use_bar_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cat/finestreta/Finestreta/fin-use-bar.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_bind_template_child (widget_class, FinUseBar, content);
  gtk_widget_class_bind_template_child (widget_class, FinUseBar, button);
  gtk_widget_class_bind_template_child (widget_class, FinUseBar, label);
  gtk_widget_class_bind_template_child (widget_class, FinUseBar, failure);
  gtk_widget_class_bind_template_callback (widget_class, clicked_cb);
}

static void
fin_use_bar_init (FinUseBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
fin_use_bar_set_visit (FinUseBar *self, FinVisit *visit)
{
  g_return_if_fail (FIN_IS_USE_BAR (self));
  g_return_if_fail (FIN_IS_VISIT (visit));
  g_return_if_fail (self->visit == NULL);

  self->visit = g_object_ref (visit);
  g_signal_connect_object (visit, "notify::form", G_CALLBACK (front_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (visit, "notify::ended", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (fin_visit_documents (visit), "items-changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  front_cb (self);
}
