// The one window: starting, signing in, the agenda, or a visit.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-window.h"

#include "fin-accessible.h"
#include "fin-agenda-page.h"
#include "fin-queue-sidebar.h"
#include "fin-settings.h"
#include "fin-sign-in-page.h"
#include "fin-visit-page.h"
#include "fin-words.h"

#include <glib/gi18n.h>

struct _FinWindow {
  AdwApplicationWindow parent_instance;

  FinSession *session;
  GtkWidget *sign_in;
  GtkWidget *agenda;
  GtkWidget *visit; /* NULL between visits */
  GtkWidget *page;  /* the one that is shown; only to compare with */

  GMenuModel *menu;
  AdwToastOverlay *toasts;
  GtkStack *stack;
  AdwStatusPage *starting;
  GtkWidget *spinner;
  GtkWidget *give_up;
  GtkWidget *use_here;
};

G_DEFINE_FINAL_TYPE (FinWindow, fin_window, ADW_TYPE_APPLICATION_WINDOW)

static void
toast (FinWindow *self, const char *text)
{
  AdwToast *message = adw_toast_new (text);

  g_assert (FIN_IS_WINDOW (self));

  // Long enough to be read by who was looking elsewhere.
  adw_toast_set_timeout (message, 10);
  adw_toast_overlay_add_toast (self->toasts, message);
}

static void
failed_cb (FinWindow *self, const GError *error)
{
  g_autofree char *words = fin_words_error (error);

  toast (self, words);
}

/* At work elsewhere: nothing is wrong, and nothing happens by itself. */
static void
show_elsewhere (FinWindow *self)
{
  g_assert (FIN_IS_WINDOW (self));

  adw_status_page_set_icon_name (self->starting, "computer-symbolic");
  adw_status_page_set_title (self->starting, _ ("You are at work at another workstation"));
  adw_status_page_set_description (
      self->starting, _ ("You signed in there after signing in here, and one at a time has the "
                         "waiting list and the visit. Your sign-in here is kept."));
}

static void
show_opening (FinWindow *self)
{
  const GError *error = fin_session_error (self->session);
  gboolean signing_in = fin_session_state (self->session) == FIN_SESSION_SIGNING_IN;
  guint retry_in;

  g_assert (FIN_IS_WINDOW (self));

  g_object_get (fin_session_link (self->session), "retry-in", &retry_in, NULL);
  gboolean in_vain = error != NULL || (signing_in && retry_in > 0);

  adw_status_page_set_icon_name (self->starting, in_vain ? "network-offline-symbolic" : NULL);
  adw_status_page_set_title (self->starting, error != NULL ? _ ("The office does not start")
                                             : in_vain     ? _ ("The office cannot be reached")
                                                           : _ ("Opening the office…"));
  adw_status_page_set_description (
      self->starting, error != NULL
                          ? _ ("It is tried again and again. If it stays so, its programs "
                               "may not be installed whole.")
                      : in_vain ? _ ("Your sign-in is kept. It goes on by itself as soon as the "
                                     "office answers.")
                                : NULL);
  gtk_widget_set_visible (self->give_up, in_vain && error == NULL);
}

static void
update_starting (FinWindow *self)
{
  gboolean elsewhere = fin_session_state (self->session) == FIN_SESSION_ELSEWHERE;

  g_assert (FIN_IS_WINDOW (self));

  gtk_widget_set_visible (self->spinner, !elsewhere);
  gtk_widget_set_visible (self->use_here, elsewhere);
  gtk_widget_set_visible (self->give_up, FALSE);
  if (elsewhere)
    show_elsewhere (self);
  else
    show_opening (self);
}

static void
end_visit_page (FinWindow *self)
{
  g_assert (FIN_IS_WINDOW (self));

  if (self->visit == NULL)
    return;

  if (self->page == self->visit)
    self->page = NULL;
  gtk_stack_remove (self->stack, self->visit);
  self->visit = NULL;
}

static void
finished_cb (FinWindow *self)
{
  g_assert (FIN_IS_WINDOW (self));

  fin_session_leave_visit (self->session);
}

static void
update_visit_page (FinWindow *self)
{
  FinVisit *visit = fin_session_visit (self->session);

  g_assert (FIN_IS_WINDOW (self));

  end_visit_page (self);
  if (visit == NULL)
    return;

  self->visit = fin_visit_page_new (visit);
  fin_visit_page_set_sidebar (FIN_VISIT_PAGE (self->visit), fin_queue_sidebar_new (self->session));
  fin_visit_page_set_menu (FIN_VISIT_PAGE (self->visit), self->menu);
  g_signal_connect_object (self->visit, "finished", G_CALLBACK (finished_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_stack_add_named (self->stack, self->visit, "visit");
}

/* What is shown follows from what the session is in, and from nothing else. */
static GtkWidget *
current_page (FinWindow *self)
{
  switch (fin_session_state (self->session)) {
  case FIN_SESSION_FIRST_USE:
  case FIN_SESSION_SIGNED_OUT:
    return self->sign_in;
  case FIN_SESSION_ONLINE:
  case FIN_SESSION_RECONNECTING:
    return self->visit != NULL ? self->visit : self->agenda;
  case FIN_SESSION_STARTING:
  case FIN_SESSION_SIGNING_IN:
  case FIN_SESSION_ELSEWHERE:
  default:
    return gtk_stack_get_child_by_name (self->stack, "starting");
  }
}

static void
update_page (FinWindow *self)
{
  GtkWidget *page = current_page (self);

  g_assert (FIN_IS_WINDOW (self));

  update_starting (self);
  if (self->page == page)
    return;

  self->page = page;
  // GTK 4.8 shows a screen reader every page of a stack but those that are hidden themselves.
  gtk_widget_set_visible (page, TRUE);
  gtk_stack_set_visible_child (self->stack, page);
  for (GtkWidget *other = gtk_widget_get_first_child (GTK_WIDGET (self->stack)); other != NULL;
       other = gtk_widget_get_next_sibling (other))
    gtk_widget_set_visible (other, other == page);
  gtk_widget_grab_focus (page);
}

static void
visit_cb (FinWindow *self)
{
  update_visit_page (self);
  update_page (self);
}

static void
remember_size (FinWindow *self)
{
  GSettings *settings = fin_settings ();
  int width, height;

  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  g_settings_set_boolean (settings, "window-maximized",
                          gtk_window_is_maximized (GTK_WINDOW (self)));
  // The schema's own bounds.
  g_settings_set_int (settings, "window-width", CLAMP (width, 360, 10000));
  g_settings_set_int (settings, "window-height", CLAMP (height, 300, 10000));
}

static gboolean
fin_window_close_request (GtkWindow *window)
{
  FinWindow *self = FIN_WINDOW (window);

  remember_size (self);
  if (fin_session_visit (self->session) != NULL) {
    // A camera must not go on behind a closed window.
    toast (self, _ ("A visit is open: end it first."));
    return TRUE;
  }
  if (fin_session_signed_in (self->session)) {
    gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
    return TRUE;
  }

  return GTK_WINDOW_CLASS (fin_window_parent_class)->close_request (window);
}

static void
fin_window_dispose (GObject *object)
{
  FinWindow *self = FIN_WINDOW (object);

  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), FIN_TYPE_WINDOW);

  G_OBJECT_CLASS (fin_window_parent_class)->dispose (object);
}

static void
fin_window_class_init (FinWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fin_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = fin_window_close_request;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cat/finestreta/Finestreta/fin-window.ui");
  gtk_widget_class_bind_template_child (widget_class, FinWindow, menu);
  gtk_widget_class_bind_template_child (widget_class, FinWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, FinWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, FinWindow, starting);
  gtk_widget_class_bind_template_child (widget_class, FinWindow, spinner);
  gtk_widget_class_bind_template_child (widget_class, FinWindow, give_up);
  gtk_widget_class_bind_template_child (widget_class, FinWindow, use_here);
}

static void
fin_window_init (FinWindow *self)
{
  GSettings *settings = fin_settings ();

  gtk_widget_init_template (GTK_WIDGET (self));
  fin_accessible_mend (GTK_WIDGET (self));
  gtk_window_set_default_size (GTK_WINDOW (self), g_settings_get_int (settings, "window-width"),
                               g_settings_get_int (settings, "window-height"));
  if (g_settings_get_boolean (settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
}

FinWindow *
fin_window_new (GtkApplication *application, FinSession *session)
{
  g_return_val_if_fail (GTK_IS_APPLICATION (application), NULL);
  g_return_val_if_fail (FIN_IS_SESSION (session), NULL);

  FinWindow *self = g_object_new (FIN_TYPE_WINDOW, "application", application, NULL);

  self->session = g_object_ref (session);
  self->sign_in = fin_sign_in_page_new (session, self->menu);
  self->agenda = fin_agenda_page_new (session, self->menu);
  gtk_stack_add_named (self->stack, self->sign_in, "sign-in");
  gtk_stack_add_named (self->stack, self->agenda, "agenda");

  g_signal_connect_object (session, "notify::state", G_CALLBACK (update_page), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::error", G_CALLBACK (update_page), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::visit", G_CALLBACK (visit_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (fin_session_link (session), "notify::retry-in",
                           G_CALLBACK (update_starting), self, G_CONNECT_SWAPPED);
  visit_cb (self);
  return self;
}

void
fin_window_set_practice_link (FinWindow *self, const char *url)
{
  g_return_if_fail (FIN_IS_WINDOW (self));

  fin_agenda_page_set_link (FIN_AGENDA_PAGE (self->agenda), url);
}
