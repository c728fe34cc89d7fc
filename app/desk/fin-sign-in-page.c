// Account and password; and the first account of an office that has none yet.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-sign-in-page.h"

#include "fin-accessible.h"
#include "fin-error.h"
#include "fin-words.h"

#include <glib/gi18n.h>

/* As the office asks for (`NewStaff`). */
#define PASSWORD_CHARACTERS 10

struct _FinSignInPage {
  GtkBox parent_instance;

  FinSession *session;

  GtkMenuButton *menu_button;
  GtkLabel *title;
  GtkLabel *explanation;
  AdwEntryRow *name;
  AdwEntryRow *account;
  AdwPasswordEntryRow *password;
  GtkLabel *trouble;
  GtkWidget *go;
  GtkLabel *go_label;
  GtkWidget *spinner;
};

G_DEFINE_FINAL_TYPE (FinSignInPage, fin_sign_in_page, GTK_TYPE_BOX)

static const char *
text_of (gpointer row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

static gboolean
is_first_use (FinSignInPage *self)
{
  return self->session != NULL && fin_session_state (self->session) == FIN_SESSION_FIRST_USE;
}

static void
show_trouble (FinSignInPage *self, const char *text)
{
  g_assert (FIN_IS_SIGN_IN_PAGE (self));

  gtk_label_set_text (self->trouble, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->trouble), text != NULL);
}

static gboolean
is_filled (FinSignInPage *self)
{
  if (text_of (self->account)[0] == '\0' || text_of (self->password)[0] == '\0')
    return FALSE;

  return !is_first_use (self) ||
         (text_of (self->name)[0] != '\0' &&
          g_utf8_strlen (text_of (self->password), -1) >= PASSWORD_CHARACTERS);
}

static void
update (FinSignInPage *self)
{
  gboolean busy = FALSE;

  g_assert (FIN_IS_SIGN_IN_PAGE (self));

  if (self->session != NULL)
    g_object_get (self->session, "busy", &busy, NULL);
  gtk_widget_set_visible (self->spinner, busy);
  gtk_widget_set_sensitive (self->go, !busy && is_filled (self));
}

/* The sentences for one or the other. */
static void
update_words (FinSignInPage *self)
{
  gboolean first_use = is_first_use (self);
  const char *address = fin_link_address (fin_session_link (self->session));

  g_assert (FIN_IS_SIGN_IN_PAGE (self));

  gtk_label_set_text (self->title, first_use ? _ ("A new office") : _ ("Sign in to the office"));
  gtk_label_set_text (self->explanation,
                      first_use ? _ ("It is on this computer and has nobody yet. Say who you are; "
                                     "accounts for your colleagues can be made later.")
                      : address != NULL ? address
                                        : "");
  gtk_widget_set_visible (GTK_WIDGET (self->name), first_use);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->password),
                                 first_use ? _ ("Password, at least 10 characters")
                                           : _ ("Password"));
  gtk_label_set_text_with_mnemonic (self->go_label,
                                    first_use ? _ ("_Open the office") : _ ("_Sign in"));
  fin_accessible_set_name (GTK_WIDGET (self->go),
                           first_use ? _ ("Open the office") : _ ("Sign in"));
}

static void
typed_cb (FinSignInPage *self)
{
  update (self);
}

static void
answered (FinSignInPage *self, const GError *error)
{
  g_assert (FIN_IS_SIGN_IN_PAGE (self));

  if (error == NULL) {
    // It has done its work: nobody needs to find it here.
    gtk_editable_set_text (GTK_EDITABLE (self->password), "");
    return;
  }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (g_error_matches (error, FIN_ERROR, FIN_ERROR_UNAUTHORIZED)) {
    show_trouble (self,
                  _ ("There is no such account with this password. Check both and try again."));
    gtk_editable_set_text (GTK_EDITABLE (self->password), "");
  } else if (g_error_matches (error, FIN_ERROR, FIN_ERROR_BAD_REQUEST)) {
    show_trouble (self,
                  _ ("An account is made of small letters, digits and . _ @ - and nothing else."));
    gtk_widget_grab_focus (GTK_WIDGET (self->account));
    return;
  } else {
    g_autofree char *words = fin_words_error (error);
    show_trouble (self, words);
  }
  gtk_widget_grab_focus (GTK_WIDGET (self->password));
}

static void
signed_in_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FinSignInPage) self = data;
  g_autoptr (GError) error = NULL;

  fin_session_sign_in_finish (FIN_SESSION (source), result, &error);
  answered (self, error);
}

static void
set_up_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FinSignInPage) self = data;
  g_autoptr (GError) error = NULL;

  fin_session_set_up_finish (FIN_SESSION (source), result, &error);
  answered (self, error);
}

static void
go_cb (FinSignInPage *self)
{
  g_assert (FIN_IS_SIGN_IN_PAGE (self));

  if (!gtk_widget_get_sensitive (self->go))
    return;

  show_trouble (self, NULL);
  if (is_first_use (self))
    fin_session_set_up_async (self->session, text_of (self->name), text_of (self->account),
                              text_of (self->password), set_up_cb, g_object_ref (self));
  else
    fin_session_sign_in_async (self->session, text_of (self->account), text_of (self->password),
                               signed_in_cb, g_object_ref (self));
}

static void
account_activated_cb (FinSignInPage *self)
{
  g_assert (FIN_IS_SIGN_IN_PAGE (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->password));
}

static void
session_error_cb (FinSignInPage *self)
{
  const GError *error = fin_session_error (self->session);
  g_autofree char *words = error != NULL ? fin_words_error (error) : NULL;

  g_assert (FIN_IS_SIGN_IN_PAGE (self));

  show_trouble (self, words);
}

static void
session_state_cb (FinSignInPage *self)
{
  g_assert (FIN_IS_SIGN_IN_PAGE (self));

  update_words (self);
  update (self);
}

static gboolean
fin_sign_in_page_grab_focus (GtkWidget *widget)
{
  FinSignInPage *self = FIN_SIGN_IN_PAGE (widget);

  return gtk_widget_grab_focus (GTK_WIDGET (is_first_use (self) ? self->name : self->account));
}

static void
fin_sign_in_page_dispose (GObject *object)
{
  FinSignInPage *self = FIN_SIGN_IN_PAGE (object);

  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), FIN_TYPE_SIGN_IN_PAGE);

  G_OBJECT_CLASS (fin_sign_in_page_parent_class)->dispose (object);
}

static void
fin_sign_in_page_class_init (FinSignInPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fin_sign_in_page_dispose;
  widget_class->grab_focus = fin_sign_in_page_grab_focus;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cat/finestreta/Finestreta/fin-sign-in-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FinSignInPage, menu_button);
  gtk_widget_class_bind_template_child (widget_class, FinSignInPage, title);
  gtk_widget_class_bind_template_child (widget_class, FinSignInPage, explanation);
  gtk_widget_class_bind_template_child (widget_class, FinSignInPage, name);
  gtk_widget_class_bind_template_child (widget_class, FinSignInPage, account);
  gtk_widget_class_bind_template_child (widget_class, FinSignInPage, password);
  gtk_widget_class_bind_template_child (widget_class, FinSignInPage, trouble);
  gtk_widget_class_bind_template_child (widget_class, FinSignInPage, go);
  gtk_widget_class_bind_template_child (widget_class, FinSignInPage, go_label);
  gtk_widget_class_bind_template_child (widget_class, FinSignInPage, spinner);
  gtk_widget_class_bind_template_callback (widget_class, typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, go_cb);
  gtk_widget_class_bind_template_callback (widget_class, account_activated_cb);
}

static void
fin_sign_in_page_init (FinSignInPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  fin_accessible_mend (GTK_WIDGET (self));
}

GtkWidget *
fin_sign_in_page_new (FinSession *session, GMenuModel *menu)
{
  g_return_val_if_fail (FIN_IS_SESSION (session), NULL);

  FinSignInPage *self = g_object_new (FIN_TYPE_SIGN_IN_PAGE, NULL);

  self->session = g_object_ref (session);
  gtk_menu_button_set_menu_model (self->menu_button, menu);
  g_signal_connect_object (session, "notify::state", G_CALLBACK (session_state_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::busy", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::error", G_CALLBACK (session_error_cb), self,
                           G_CONNECT_SWAPPED);
  session_state_cb (self);
  return GTK_WIDGET (self);
}
