// What is typed is checked here, as far as it can be, before the office is asked.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-password-dialog.h"

#include "fin-accessible.h"
#include "fin-error.h"
#include "fin-words.h"

#include <glib/gi18n.h>

#define SHORTEST 10

struct _FinPasswordDialog {
  AdwWindow parent_instance;

  FinSession *session;
  gboolean asking;

  GtkWidget *change;
  GtkEditable *current;
  GtkEditable *first;
  GtkEditable *again;
  GtkLabel *trouble;
};

G_DEFINE_FINAL_TYPE (FinPasswordDialog, fin_password_dialog, ADW_TYPE_WINDOW)

static void
say (FinPasswordDialog *self, const char *text)
{
  gtk_label_set_label (self->trouble, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->trouble), text != NULL);
}

static gboolean
is_whole (FinPasswordDialog *self)
{
  const char *first = gtk_editable_get_text (self->first);

  return !self->asking && *gtk_editable_get_text (self->current) != '\0' &&
         strlen (first) >= SHORTEST && g_str_equal (first, gtk_editable_get_text (self->again));
}

static void
typed_cb (FinPasswordDialog *self)
{
  const char *first = gtk_editable_get_text (self->first);
  const char *again = gtk_editable_get_text (self->again);

  /* Half a password is no mistake yet. */
  say (self, *again != '\0' && !g_str_has_prefix (first, again)
                 ? _ ("The new passwords are not the same.")
                 : NULL);
  gtk_widget_set_sensitive (self->change, is_whole (self));
}

static void
changed_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (FinPasswordDialog) self = data;
  g_autoptr (GError) error = NULL;
  gboolean well = fin_session_change_password_finish (FIN_SESSION (object), result, &error);

  if (self->session == NULL) /* closed meanwhile */
    return;
  if (well) {
    gtk_window_close (GTK_WINDOW (self));
    return;
  }

  self->asking = FALSE;
  gtk_widget_set_sensitive (self->change, is_whole (self));
  if (g_error_matches (error, FIN_ERROR, FIN_ERROR_NOT_YOURS)) {
    say (self, _ ("The current password is another one."));
    gtk_widget_grab_focus (GTK_WIDGET (self->current));
  } else {
    g_autofree char *words = fin_words_error (error);

    say (self, words);
  }
}

static void
change_cb (FinPasswordDialog *self)
{
  if (!is_whole (self))
    return;

  say (self, NULL);
  self->asking = TRUE;
  gtk_widget_set_sensitive (self->change, FALSE);
  fin_session_change_password_async (self->session, gtk_editable_get_text (self->current),
                                     gtk_editable_get_text (self->first), changed_cb,
                                     g_object_ref (self));
}

static void
fin_password_dialog_dispose (GObject *object)
{
  FinPasswordDialog *self = FIN_PASSWORD_DIALOG (object);

  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), FIN_TYPE_PASSWORD_DIALOG);

  G_OBJECT_CLASS (fin_password_dialog_parent_class)->dispose (object);
}

static void
fin_password_dialog_class_init (FinPasswordDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fin_password_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cat/finestreta/Finestreta/fin-password-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, FinPasswordDialog, change);
  gtk_widget_class_bind_template_child (widget_class, FinPasswordDialog, current);
  gtk_widget_class_bind_template_child (widget_class, FinPasswordDialog, first);
  gtk_widget_class_bind_template_child (widget_class, FinPasswordDialog, again);
  gtk_widget_class_bind_template_child (widget_class, FinPasswordDialog, trouble);
  gtk_widget_class_bind_template_callback (widget_class, typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, change_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
fin_password_dialog_init (FinPasswordDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  fin_accessible_mend (GTK_WIDGET (self));
}

GtkWidget *
fin_password_dialog_new (GtkWindow *parent, FinSession *session)
{
  g_return_val_if_fail (FIN_IS_SESSION (session), NULL);

  FinPasswordDialog *self = g_object_new (FIN_TYPE_PASSWORD_DIALOG, "transient-for", parent, NULL);

  self->session = g_object_ref (session);

  return GTK_WIDGET (self);
}
