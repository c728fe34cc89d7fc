// The workstation's entry.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-application.h"

#include <glib/gi18n.h>
#include <gst/gst.h>
#include <locale.h>

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, FIN_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  gst_init (NULL, NULL);

  g_autoptr (FinApplication) application = fin_application_new ();

  return g_application_run (G_APPLICATION (application), argc, argv);
}
