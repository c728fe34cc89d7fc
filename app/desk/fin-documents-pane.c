// A list, a viewer, and the review of what is in it.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-documents-pane.h"

#include <glib/gi18n.h>

#include "fin-document-row.h"
#include "fin-document-view.h"
#include "fin-document-words.h"
#include "fin-field-choice.h"
#include "fin-json.h"
#include "fin-proofs.h"
#include "fin-redact-bar.h"
#include "fin-show-bar.h"
#include "fin-use-bar.h"
#include "fin-words.h"

enum { PROP_0, PROP_ENLARGED, PROP_SHOWING, N_PROPS };

struct _FinDocumentsPane {
  GtkWidget parent_instance;

  GtkWidget *content;
  GtkWidget *list_box;
  GtkListBox *list;
  GtkWidget *empty;
  GtkWidget *unscanned;
  GtkWidget *wanted;
  FinUseBar *use_bar;
  FinDocumentView *view;
  FinProofs *proofs;
  GtkToggleButton *compare;
  FinShowBar *show_bar;
  FinRedactBar *redact_bar;
  GtkWidget *redact;
  GtkWidget *tools;
  GtkWidget *enlarge;
  GtkStack *review;
  GtkWidget *accept;
  GtkWidget *ask;
  GtkWidget *failure;
  AdwBin *reason_bin;
  GtkEditable *note;

  FinFieldEditor *reason; /* one of fin_document_reasons() */
  char *chosen;
  FinVisit *visit;
  GListModel *shown;         /* of the form in front */
  FinDocument *document;     /* the one in the viewer */
  GCancellable *cancellable; /* of its loading */
  gboolean enlarged;
};

G_DEFINE_FINAL_TYPE (FinDocumentsPane, fin_documents_pane, GTK_TYPE_WIDGET)

static GParamSpec *properties[N_PROPS];

static void
show_failure (FinDocumentsPane *self, const GError *error)
{
  g_autofree char *words = error != NULL ? fin_words_error (error) : NULL;

  gtk_label_set_label (GTK_LABEL (self->failure), words != NULL ? words : "");
  gtk_widget_set_visible (self->failure, words != NULL);
}

static void
update_review (FinDocumentsPane *self)
{
  /* The receipt names the documents as they are. */
  gboolean open = self->document != NULL && fin_document_original (self->document) == NULL &&
                  !fin_visit_ended (self->visit) && fin_visit_receipt (self->visit) == NULL;

  g_assert (FIN_IS_DOCUMENTS_PANE (self));

  gtk_widget_set_visible (GTK_WIDGET (self->review), open);
  gtk_widget_set_sensitive (self->accept,
                            open && fin_document_status (self->document) != FIN_DOCUMENT_ACCEPTED);
}

/* Beside each other, and with the room that takes. */
static void
compare_toggled_cb (FinDocumentsPane *self)
{
  gboolean compares = gtk_toggle_button_get_active (self->compare);

  gtk_widget_set_visible (GTK_WIDGET (self->proofs), compares);
  g_object_set (self, "enlarged", compares, NULL);
}

static void
proofs_changed_cb (FinDocumentsPane *self)
{
  gboolean empty;

  g_object_get (self->proofs, "empty", &empty, NULL);
  if (empty)
    gtk_toggle_button_set_active (self->compare, FALSE);
}

/* The citizen sees no areas, and nobody draws where somebody points: one of the two at a time, each
 * with the page by itself. */
static void
mode_changed_cb (FinDocumentsPane *self, GParamSpec *pspec, GtkWidget *bar)
{
  gboolean shows = bar == GTK_WIDGET (self->show_bar);
  GtkWidget *other = shows ? GTK_WIDGET (self->redact_bar) : GTK_WIDGET (self->show_bar);
  gboolean active, other_active;

  g_object_get (bar, "active", &active, NULL);
  if (active) {
    g_object_set (other, "active", FALSE, NULL);
    g_object_set (self->view, "close-up", FALSE, NULL);
  }
  g_object_get (other, "active", &other_active, NULL);
  g_object_set (self->view, "close-up", active || other_active, NULL);
  /* Drawing on a page takes all the room there is. */
  if (!shows)
    g_object_set (self, "enlarged", active, NULL);
  else
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOWING]);
}

/* What can be done with a document whose pages can be seen. */
static void
update_tools (FinDocumentsPane *self)
{
  gboolean asking = g_str_equal (gtk_stack_get_visible_child_name (self->review), "reason");
  guint n_pages;

  g_assert (FIN_IS_DOCUMENTS_PANE (self));

  g_object_get (self->view, "n-pages", &n_pages, NULL);
  /* Asking for another takes the room. */
  gtk_widget_set_visible (self->tools, self->document != NULL && n_pages > 0 &&
                                           !fin_visit_ended (self->visit) && !asking);
  gtk_widget_set_visible (self->enlarge, !asking);
  gtk_widget_set_sensitive (self->redact, self->document != NULL &&
                                              fin_document_original (self->document) == NULL);
}

static void
update_wanted (FinDocumentsPane *self)
{
  GListModel *documents = self->shown;
  g_autofree char *wanted = fin_document_wanted (fin_visit_form (self->visit), documents);
  g_autofree char *text = NULL;

  g_assert (FIN_IS_DOCUMENTS_PANE (self));

  if (wanted != NULL)
    text = g_strdup_printf (_ ("Not sent yet:\n%s"), wanted);
  gtk_label_set_label (GTK_LABEL (self->wanted), text != NULL ? text : "");
  gtk_widget_set_visible (self->wanted, wanted != NULL);
  gtk_widget_set_visible (self->empty, g_list_model_get_n_items (documents) == 0);
  gtk_widget_set_visible (GTK_WIDGET (self->list), g_list_model_get_n_items (documents) > 0);
}

static void
update_unscanned (FinDocumentsPane *self)
{
  JsonObject *welcome = fin_link_welcome (fin_visit_link (self->visit));

  gtk_widget_set_visible (self->unscanned,
                          welcome != NULL && !fin_json_boolean (welcome, "malware_scan", TRUE));
}

/* A fresh load each time: nothing of a document stays in this program when another is shown. */
static void
begin_load (FinDocumentsPane *self, FinDocument *document)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  g_set_object (&self->document, document);
  fin_show_bar_set_document (self->show_bar, document);
  fin_redact_bar_set_document (self->redact_bar, document);
  fin_proofs_set_document (self->proofs, document);
  fin_document_view_clear (self->view);
  gtk_stack_set_visible_child_name (self->review, "buttons");
  show_failure (self, NULL);
  update_review (self);
}

typedef struct {
  FinDocumentsPane *self;
  GCancellable *cancellable;
  char *media_type;
} Loading;

static Loading *
loading_new (FinDocumentsPane *self, const char *media_type)
{
  Loading *loading = g_new0 (Loading, 1);

  loading->self = g_object_ref (self);
  loading->cancellable = g_object_ref (self->cancellable);
  loading->media_type = g_strdup (media_type);

  return loading;
}

static void
loading_done (Loading *loading, GBytes *content, const GError *error)
{
  FinDocumentsPane *self = loading->self;

  /* What arrives late is dropped. */
  if (self->visit != NULL && self->cancellable == loading->cancellable) {
    if (content != NULL)
      fin_document_view_show (self->view, content, loading->media_type);
    else
      show_failure (self, error);
  }
  g_object_unref (loading->self);
  g_object_unref (loading->cancellable);
  g_free (loading->media_type);
  g_free (loading);
}

static void
document_loaded_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) content = fin_visit_load_document_finish (FIN_VISIT (object), result, &error);

  loading_done (data, content, error);
}

static void
receipt_loaded_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) content = fin_visit_load_receipt_finish (FIN_VISIT (object), result, &error);

  loading_done (data, content, error);
}

static void
open_document (FinDocumentsPane *self, FinDocument *document)
{
  begin_load (self, document);
  fin_visit_load_document_async (self->visit, document, self->cancellable, document_loaded_cb,
                                 loading_new (self, fin_document_media_type (document)));
}

static void
row_activated_cb (FinDocumentsPane *self, GtkListBoxRow *row)
{
  open_document (self, fin_document_row_document (FIN_DOCUMENT_ROW (row)));
}

static void
reviewed_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (FinDocumentsPane) self = data;
  g_autoptr (GError) error = NULL;

  fin_visit_review_finish (FIN_VISIT (object), result, &error);
  if (self->visit == NULL)
    return;

  show_failure (self, error);
  if (error == NULL) {
    gtk_stack_set_visible_child_name (self->review, "buttons");
    gtk_editable_set_text (self->note, "");
  }
  update_review (self);
}

static void
accept_clicked_cb (FinDocumentsPane *self)
{
  fin_visit_review_async (self->visit, self->document, NULL, NULL, reviewed_cb,
                          g_object_ref (self));
}

static void
accept_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FinDocumentsPane *self = FIN_DOCUMENTS_PANE (widget);

  if (gtk_widget_get_visible (GTK_WIDGET (self->review)) && gtk_widget_get_sensitive (self->accept))
    accept_clicked_cb (self);
}

static void
ask_clicked_cb (FinDocumentsPane *self)
{
  gtk_stack_set_visible_child_name (self->review, "reason");
  gtk_widget_child_focus (GTK_WIDGET (self->reason), GTK_DIR_TAB_FORWARD);
}

static void
cancel_clicked_cb (FinDocumentsPane *self)
{
  gtk_stack_set_visible_child_name (self->review, "buttons");
  gtk_widget_grab_focus (self->ask);
}

/* Escape. */
static gboolean
cancel_cb (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  FinDocumentsPane *self = FIN_DOCUMENTS_PANE (widget);

  if (!g_str_equal (gtk_stack_get_visible_child_name (self->review), "reason"))
    return GDK_EVENT_PROPAGATE;
  cancel_clicked_cb (self);

  return GDK_EVENT_STOP;
}

static void
send_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FinDocumentsPane *self = FIN_DOCUMENTS_PANE (widget);
  gboolean other = g_str_equal (self->chosen, "other");

  fin_visit_review_async (self->visit, self->document, self->chosen,
                          other ? gtk_editable_get_text (self->note) : NULL, reviewed_cb,
                          g_object_ref (self));
}

/* "Other" without words would tell the citizen nothing. */
static void
update_send (FinDocumentsPane *self)
{
  gboolean other = g_strcmp0 (self->chosen, "other") == 0;

  gtk_widget_set_visible (GTK_WIDGET (self->note), other);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "review.send",
                                 self->chosen != NULL &&
                                     (!other || gtk_editable_get_text (self->note)[0] != '\0'));
}

static void
reason_edited_cb (FinDocumentsPane *self, const char *reason)
{
  g_free (self->chosen);
  self->chosen = g_strdup (reason);
  update_send (self);
}

static GtkWidget *
make_row (gpointer item, gpointer data)
{
  FinDocumentsPane *self = data;

  return fin_document_row_new (fin_visit_form (self->visit), item);
}

static void
fin_documents_pane_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  FinDocumentsPane *self = FIN_DOCUMENTS_PANE (object);

  if (id == PROP_SHOWING)
    g_object_get_property (G_OBJECT (self->show_bar), "active", value);
  else
    g_value_set_boolean (value, self->enlarged);
}

static void
fin_documents_pane_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  FinDocumentsPane *self = FIN_DOCUMENTS_PANE (object);

  if (self->enlarged == g_value_get_boolean (value))
    return;

  self->enlarged = !self->enlarged;
  gtk_widget_set_visible (self->list_box, !self->enlarged);
  g_object_notify_by_pspec (object, pspec);
}

static void
fin_documents_pane_dispose (GObject *object)
{
  FinDocumentsPane *self = FIN_DOCUMENTS_PANE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (object), FIN_TYPE_DOCUMENTS_PANE);
  g_clear_object (&self->document);
  g_clear_object (&self->shown);
  g_clear_object (&self->visit);

  G_OBJECT_CLASS (fin_documents_pane_parent_class)->dispose (object);
}

static void
fin_documents_pane_finalize (GObject *object)
{
  g_free (FIN_DOCUMENTS_PANE (object)->chosen);

  G_OBJECT_CLASS (fin_documents_pane_parent_class)->finalize (object);
}

static void
fin_documents_pane_class_init (FinDocumentsPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = fin_documents_pane_get_property;
  object_class->set_property = fin_documents_pane_set_property;
  object_class->dispose = fin_documents_pane_dispose;
  object_class->finalize = fin_documents_pane_finalize;

  properties[PROP_ENLARGED] =
      g_param_spec_boolean ("enlarged", NULL, NULL, FALSE,
                            G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_SHOWING] =
      g_param_spec_boolean ("showing", NULL, NULL, FALSE,
                            G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (FIN_TYPE_DOCUMENT_VIEW);
  g_type_ensure (FIN_TYPE_PROOFS);
  g_type_ensure (FIN_TYPE_REDACT_BAR);
  g_type_ensure (FIN_TYPE_SHOW_BAR);
  g_type_ensure (FIN_TYPE_USE_BAR);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cat/finestreta/Finestreta/fin-documents-pane.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_install_action (widget_class, "review.send", NULL, send_action);
  gtk_widget_class_install_action (widget_class, "review.accept", NULL, accept_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK,
                                       "review.accept", NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, cancel_cb, NULL);
  gtk_widget_class_bind_template_child (widget_class, FinDocumentsPane, content);
  gtk_widget_class_bind_template_child (widget_class, FinDocumentsPane, list_box);
  gtk_widget_class_bind_template_child (widget_class, FinDocumentsPane, list);
  gtk_widget_class_bind_template_child (widget_class, FinDocumentsPane, empty);
  gtk_widget_class_bind_template_child (widget_class, FinDocumentsPane, unscanned);
  gtk_widget_class_bind_template_child (widget_class, FinDocumentsPane, wanted);
  gtk_widget_class_bind_template_child (widget_class, FinDocumentsPane, use_bar);
  gtk_widget_class_bind_template_child (widget_class, FinDocumentsPane, view);
  gtk_widget_class_bind_template_child (widget_class, FinDocumentsPane, proofs);
  gtk_widget_class_bind_template_child (widget_class, FinDocumentsPane, compare);
  gtk_widget_class_bind_template_child (widget_class, FinDocumentsPane, show_bar);
  gtk_widget_class_bind_template_child (widget_class, FinDocumentsPane, redact_bar);
  gtk_widget_class_bind_template_child (widget_class, FinDocumentsPane, redact);
  gtk_widget_class_bind_template_child (widget_class, FinDocumentsPane, tools);
  gtk_widget_class_bind_template_child (widget_class, FinDocumentsPane, enlarge);
  gtk_widget_class_bind_template_child (widget_class, FinDocumentsPane, review);
  gtk_widget_class_bind_template_child (widget_class, FinDocumentsPane, accept);
  gtk_widget_class_bind_template_child (widget_class, FinDocumentsPane, ask);
  gtk_widget_class_bind_template_child (widget_class, FinDocumentsPane, failure);
  gtk_widget_class_bind_template_child (widget_class, FinDocumentsPane, reason_bin);
  gtk_widget_class_bind_template_child (widget_class, FinDocumentsPane, note);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, compare_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, accept_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, ask_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, update_send);
}

static void
fin_documents_pane_init (FinDocumentsPane *self)
{
  g_autoptr (GPtrArray) pairs = g_ptr_array_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  for (const char *const *reason = fin_document_reasons (); *reason != NULL; reason++) {
    g_ptr_array_add (pairs, (gpointer)*reason);
    g_ptr_array_add (pairs, (gpointer)fin_document_reason_name (*reason));
  }
  g_ptr_array_add (pairs, NULL);
  self->reason = fin_field_choice_new ((const char *const *)pairs->pdata, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (fin_field_editor_input (self->reason)),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Reason"), -1);
  g_signal_connect_swapped (self->reason, "edited", G_CALLBACK (reason_edited_cb), self);
  adw_bin_set_child (self->reason_bin, GTK_WIDGET (self->reason));
  update_send (self);
}

static gboolean
is_of_form (gpointer document, gpointer form)
{
  const char *whose = fin_document_form (document);

  return whose == NULL || g_strcmp0 (whose, fin_shared_form_id (form)) == 0;
}

/* Another procedure, other documents. */
static void
front_cb (FinDocumentsPane *self)
{
  FinSharedForm *form = fin_visit_form (self->visit);
  GtkCustomFilter *filter = gtk_custom_filter_new (is_of_form, g_object_ref (form), g_object_unref);

  g_assert (FIN_IS_DOCUMENTS_PANE (self));

  g_clear_object (&self->shown);
  self->shown = G_LIST_MODEL (gtk_filter_list_model_new (
      g_object_ref (fin_visit_documents (self->visit)), GTK_FILTER (filter)));
  gtk_list_box_bind_model (self->list, self->shown, make_row, self, NULL);
  g_signal_connect_object (self->shown, "items-changed", G_CALLBACK (update_wanted), self,
                           G_CONNECT_SWAPPED);
  g_signal_handlers_disconnect_by_func (form, update_wanted, self);
  g_signal_connect_object (form, "notify::documents", G_CALLBACK (update_wanted), self,
                           G_CONNECT_SWAPPED);
  update_wanted (self);
  if (self->document != NULL && !is_of_form (self->document, form))
    begin_load (self, NULL);
}

void
fin_documents_pane_set_visit (FinDocumentsPane *self, FinVisit *visit)
{
  g_return_if_fail (FIN_IS_DOCUMENTS_PANE (self));
  g_return_if_fail (FIN_IS_VISIT (visit));
  g_return_if_fail (self->visit == NULL);

  self->visit = g_object_ref (visit);
  fin_use_bar_set_visit (self->use_bar, visit);
  fin_proofs_set_visit (self->proofs, visit);
  g_signal_connect_object (self->proofs, "notify::empty", G_CALLBACK (proofs_changed_cb), self,
                           G_CONNECT_SWAPPED);
  fin_show_bar_set_visit (self->show_bar, visit, self->view);
  fin_redact_bar_set_visit (self->redact_bar, visit, self->view);
  g_signal_connect_object (self->show_bar, "notify::active", G_CALLBACK (mode_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->redact_bar, "notify::active", G_CALLBACK (mode_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->review, "notify::visible-child", G_CALLBACK (update_tools), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "notify::n-pages", G_CALLBACK (update_tools), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (visit, "notify::ended", G_CALLBACK (update_tools), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (visit, "notify::form", G_CALLBACK (front_cb), self, G_CONNECT_SWAPPED);
  front_cb (self);
  g_signal_connect_object (visit, "notify::ended", G_CALLBACK (update_review), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (visit, "notify::receipt", G_CALLBACK (update_review), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (fin_visit_link (visit), "message::welcome",
                           G_CALLBACK (update_unscanned), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  update_unscanned (self);
  update_wanted (self);
  update_review (self);
}

void
fin_documents_pane_compare (FinDocumentsPane *self, FinDocument *document)
{
  g_return_if_fail (FIN_IS_DOCUMENTS_PANE (self));
  g_return_if_fail (FIN_IS_DOCUMENT (document));

  for (int i = 0; gtk_list_box_get_row_at_index (self->list, i) != NULL; i++) {
    GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, i);

    if (fin_document_row_document (FIN_DOCUMENT_ROW (row)) == document)
      gtk_list_box_select_row (self->list, row);
  }
  if (self->document != document)
    open_document (self, document);
  gtk_toggle_button_set_active (self->compare, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

void
fin_documents_pane_show_receipt (FinDocumentsPane *self)
{
  g_return_if_fail (FIN_IS_DOCUMENTS_PANE (self));

  gtk_list_box_unselect_all (self->list);
  begin_load (self, NULL);
  fin_visit_load_receipt_async (self->visit, fin_visit_form (self->visit), TRUE, receipt_loaded_cb,
                                loading_new (self, "application/pdf"));
}
