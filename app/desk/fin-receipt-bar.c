// One button before, a number and two buttons after, and in words what keeps it from being made.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-receipt-bar.h"

#include <glib/gi18n.h>

#include "fin-error.h"
#include "fin-file-choice.h"
#include "fin-words.h"

struct _FinReceiptBar {
  GtkWidget parent_instance;

  GtkWidget *content;
  GtkLabel *state;
  GtkWidget *make;
  GtkWidget *made;
  GtkWidget *spinner;

  FinVisit *visit;
  FinSharedForm *form;
  char *failure; /* what the last try failed with, in words */
  gboolean busy;
};

G_DEFINE_FINAL_TYPE (FinReceiptBar, fin_receipt_bar, GTK_TYPE_WIDGET)

static void
update (FinReceiptBar *self)
{
  const char *number = fin_shared_form_receipt (self->form);
  g_autofree char *text = NULL;
  g_autoptr (GDateTime) confirmed = NULL;
  gboolean complete;

  g_assert (FIN_IS_RECEIPT_BAR (self));

  g_object_get (self->form, "complete", &complete, "confirmed", &confirmed, NULL);
  if (self->failure != NULL)
    text = g_strdup (self->failure);
  else if (number != NULL)
    text = g_strdup_printf (_ ("Receipt %s. The citizen can download it on their screen."), number);
  else if (!complete)
    text = g_strdup (
        _ ("The receipt can be made when nothing is missing and the citizen has confirmed."));
  else if (confirmed == NULL)
    text = g_strdup (_ ("The receipt can be made when the citizen has confirmed on their screen."));
  else
    text = g_strdup (_ ("Everything is ready for the receipt."));

  gtk_label_set_label (self->state, text);
  gtk_widget_set_visible (self->make, number == NULL);
  gtk_widget_set_sensitive (self->make, complete && confirmed != NULL && !self->busy &&
                                            !fin_visit_ended (self->visit));
  gtk_widget_set_visible (self->made, number != NULL);
  gtk_widget_set_sensitive (self->made, !self->busy);
  gtk_widget_set_visible (self->spinner, self->busy);
  gtk_spinner_set_spinning (GTK_SPINNER (self->spinner), self->busy);
}

static void
set_busy (FinReceiptBar *self, gboolean busy, const GError *error)
{
  self->busy = busy;
  g_clear_pointer (&self->failure, g_free);
  if (g_error_matches (error, FIN_ERROR, FIN_ERROR_FORBIDDEN))
    self->failure = g_strdup (_ ("This visit tries a procedure: it has no receipt."));
  else if (error != NULL)
    self->failure = fin_words_error (error);
  /* The widget may have gone while the office was asked. */
  if (self->visit != NULL)
    update (self);
}

static void
made_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (FinReceiptBar) self = data;
  g_autoptr (GError) error = NULL;

  fin_visit_make_receipt_finish (FIN_VISIT (object), result, &error);
  set_busy (self, FALSE, error);
}

static void
make_clicked_cb (FinReceiptBar *self)
{
  set_busy (self, TRUE, NULL);
  fin_visit_make_receipt_async (self->visit, self->form, made_cb, g_object_ref (self));
}

static void
written_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (FinReceiptBar) self = data;
  g_autoptr (GError) error = NULL;

  if (!g_file_replace_contents_finish (G_FILE (object), result, NULL, &error)) {
    set_busy (self, FALSE, NULL);
    g_free (self->failure);
    /* The system's own words: it is a file of this computer, not something of the office. */
    self->failure = g_strdup_printf (_ ("It could not be saved there: %s"), error->message);
    if (self->visit != NULL)
      update (self);
    return;
  }
  set_busy (self, FALSE, NULL);
}

typedef struct {
  FinReceiptBar *self;
  GFile *file;
} Saving;

static void
loaded_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autofree Saving *saving = data;
  g_autoptr (FinReceiptBar) self = saving->self;
  g_autoptr (GFile) file = saving->file;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) pdf = fin_visit_load_receipt_finish (FIN_VISIT (object), result, &error);

  if (pdf == NULL) {
    set_busy (self, FALSE, error);
    return;
  }

  g_file_replace_contents_bytes_async (file, pdf, NULL, FALSE,
                                       G_FILE_CREATE_PRIVATE | G_FILE_CREATE_REPLACE_DESTINATION,
                                       NULL, written_cb, g_steal_pointer (&self));
}

static void
chosen_cb (gpointer data, GFile *file)
{
  FinReceiptBar *self = data;
  Saving *saving = g_new0 (Saving, 1);

  saving->self = g_object_ref (self);
  saving->file = g_object_ref (file);
  set_busy (self, TRUE, NULL);
  fin_visit_load_receipt_async (self->visit, self->form, TRUE, loaded_cb, saving);
}

static void
save_clicked_cb (FinReceiptBar *self)
{
  g_autofree char *name = g_strdup_printf ("%s.pdf", fin_shared_form_receipt (self->form));

  fin_file_choose (GTK_WIDGET (self), _ ("Save the Receipt"), name, chosen_cb);
}

static void
fin_receipt_bar_dispose (GObject *object)
{
  FinReceiptBar *self = FIN_RECEIPT_BAR (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), FIN_TYPE_RECEIPT_BAR);
  g_clear_object (&self->form);
  g_clear_object (&self->visit);

  G_OBJECT_CLASS (fin_receipt_bar_parent_class)->dispose (object);
}

static void
fin_receipt_bar_finalize (GObject *object)
{
  g_free (FIN_RECEIPT_BAR (object)->failure);

  G_OBJECT_CLASS (fin_receipt_bar_parent_class)->finalize (object);
}

static void
fin_receipt_bar_class_init (FinReceiptBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fin_receipt_bar_dispose;
  G_OBJECT_CLASS (klass)->finalize = fin_receipt_bar_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cat/finestreta/Finestreta/fin-receipt-bar.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_bind_template_child (widget_class, FinReceiptBar, content);
  gtk_widget_class_bind_template_child (widget_class, FinReceiptBar, state);
  gtk_widget_class_bind_template_child (widget_class, FinReceiptBar, make);
  gtk_widget_class_bind_template_child (widget_class, FinReceiptBar, made);
  gtk_widget_class_bind_template_child (widget_class, FinReceiptBar, spinner);
  gtk_widget_class_bind_template_callback (widget_class, make_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_clicked_cb);
}

static void
fin_receipt_bar_init (FinReceiptBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
fin_receipt_bar_set_form (FinReceiptBar *self, FinVisit *visit, FinSharedForm *form)
{
  g_return_if_fail (FIN_IS_RECEIPT_BAR (self));
  g_return_if_fail (FIN_IS_VISIT (visit));
  g_return_if_fail (self->visit == NULL);

  self->visit = g_object_ref (visit);
  self->form = g_object_ref (form);
  g_signal_connect_object (form, "notify::complete", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (form, "notify::confirmed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (form, "notify::receipt", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (visit, "notify::ended", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
