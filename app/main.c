// The workstation's entry.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-application.h"
#include "fin-program.h"

#include <glib/gi18n.h>
#include <gst/gst.h>
#include <locale.h>

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  g_autofree char *words = fin_program_locale_folder ();
  bindtextdomain (GETTEXT_PACKAGE, words);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  gst_init (NULL, NULL);

  g_autoptr (FinApplication) application = fin_application_new ();
  int status = g_application_run (G_APPLICATION (application), argc, argv);

  return status == 0 && !fin_application_succeeded (application) ? EXIT_FAILURE : status;
}
