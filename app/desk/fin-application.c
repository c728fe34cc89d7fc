// The program: one instance, its options, its actions, and what outlives the window.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-application.h"

#include <glib/gi18n.h>

struct _FinApplication {
  AdwApplication parent_instance;
};

G_DEFINE_FINAL_TYPE (FinApplication, fin_application, ADW_TYPE_APPLICATION)

static void
fin_application_activate (GApplication *application)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));

  if (window == NULL) {
    window = GTK_WINDOW (adw_application_window_new (GTK_APPLICATION (application)));
    gtk_window_set_title (window, _("Virtual Office"));
  }

  gtk_window_present (window);
}

static void
fin_application_class_init (FinApplicationClass *klass)
{
  G_APPLICATION_CLASS (klass)->activate = fin_application_activate;
}

static void
fin_application_init (FinApplication *self)
{
}

FinApplication *
fin_application_new (void)
{
  return g_object_new (FIN_TYPE_APPLICATION,
                       "application-id", FIN_APP_ID,
                       "resource-base-path", "/cat/finestreta/Finestreta",
                       NULL);
}
