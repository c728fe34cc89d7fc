// A row of the documents list.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-document-row.h"

#include <glib/gi18n.h>

#include "fin-accessible.h"
#include "fin-document-words.h"
#include "fin-words.h"

struct _FinDocumentRow {
  GtkListBoxRow parent_instance;

  GtkLabel *name;
  GtkLabel *kind;
  GtkLabel *status;
  GtkButton *hash;

  FinSharedForm *form;
  FinDocument *document;
};

G_DEFINE_FINAL_TYPE (FinDocumentRow, fin_document_row, GTK_TYPE_LIST_BOX_ROW)

static void
hash_clicked_cb (FinDocumentRow *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)),
                          fin_document_sha256 (self->document));
}

/* As it stands at the citizen's and on the receipt: short, and whole for who wants it. */
static void
update_hash (FinDocumentRow *self)
{
  const char *sha256 = fin_document_sha256 (self->document);
  g_autofree char *begins = g_strndup (sha256 != NULL ? sha256 : "", 8);
  g_autofree char *tip = g_strdup_printf (_ ("Copy the SHA-256 fingerprint: %s"), sha256);
  g_autofree char *name = g_strdup_printf (_ ("Copy the SHA-256 fingerprint: %s"), begins);
  g_autofree char *label = g_strconcat (begins, "…", NULL);

  gtk_button_set_label (self->hash, label);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->hash), tip);
  fin_accessible_set_name (GTK_WIDGET (self->hash), name);
}

static void
update (FinDocumentRow *self)
{
  static const char *const classes[] = { "warning", "success", "error" };
  FinDocumentStatus status = fin_document_status (self->document);
  const char *name = fin_document_name (self->document);
  g_autofree char *kind = fin_document_kind_name (self->form, fin_document_kind (self->document));
  g_autofree char *time = fin_words_time (fin_document_received (self->document));
  g_autofree char *size = g_format_size (fin_document_size (self->document));
  g_autofree char *facts = NULL;
  g_autofree char *state = fin_document_status_name (self->document);
  g_autofree char *all = NULL;

  g_assert (FIN_IS_DOCUMENT_ROW (self));

  facts = kind != NULL ? g_strdup_printf ("%s · %s · %s", kind, size, time)
                       : g_strdup_printf ("%s · %s", size, time);
  if (fin_document_unscanned (self->document)) {
    g_autofree char *before = facts;

    facts = g_strdup_printf ("%s · %s", before, _ ("not scanned for malware"));
  }
  all = g_strdup_printf ("%s, %s, %s", name, facts, state);
  gtk_label_set_label (self->name, name);
  gtk_label_set_label (self->kind, facts);
  gtk_label_set_label (self->status, state);
  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    if (i == status && fin_document_original (self->document) == NULL)
      gtk_widget_add_css_class (GTK_WIDGET (self->status), classes[i]);
    else
      gtk_widget_remove_css_class (GTK_WIDGET (self->status), classes[i]);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, all, -1);
  update_hash (self);
}

static void
fin_document_row_dispose (GObject *object)
{
  FinDocumentRow *self = FIN_DOCUMENT_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), FIN_TYPE_DOCUMENT_ROW);
  g_clear_object (&self->document);
  g_clear_object (&self->form);

  G_OBJECT_CLASS (fin_document_row_parent_class)->dispose (object);
}

static void
fin_document_row_class_init (FinDocumentRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fin_document_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cat/finestreta/Finestreta/fin-document-row.ui");
  gtk_widget_class_bind_template_child (widget_class, FinDocumentRow, name);
  gtk_widget_class_bind_template_child (widget_class, FinDocumentRow, kind);
  gtk_widget_class_bind_template_child (widget_class, FinDocumentRow, status);
  gtk_widget_class_bind_template_child (widget_class, FinDocumentRow, hash);
  gtk_widget_class_bind_template_callback (widget_class, hash_clicked_cb);
}

static void
fin_document_row_init (FinDocumentRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
fin_document_row_new (FinSharedForm *form, FinDocument *document)
{
  FinDocumentRow *self;

  g_return_val_if_fail (FIN_IS_SHARED_FORM (form), NULL);
  g_return_val_if_fail (FIN_IS_DOCUMENT (document), NULL);

  self = g_object_new (FIN_TYPE_DOCUMENT_ROW, NULL);
  self->form = g_object_ref (form);
  self->document = g_object_ref (document);
  g_signal_connect_object (document, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (form, "notify::documents", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);

  return GTK_WIDGET (self);
}

FinDocument *
fin_document_row_document (FinDocumentRow *self)
{
  g_return_val_if_fail (FIN_IS_DOCUMENT_ROW (self), NULL);

  return self->document;
}
