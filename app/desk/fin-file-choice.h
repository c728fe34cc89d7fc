// Choosing a file, in the desktop's own dialog.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* @owner: as it was given. @file (transfer none) */
typedef void (*FinFileChosen) (gpointer owner, GFile *file);

/* Asks for a file to open or, with @name to begin with, to save. @chosen is called when there is one, and not
 * when nothing was chosen, or @owner is gone by then. FALSE when this owner is asking already: one dialog
 * is enough. */
gboolean fin_file_choose (GtkWidget *owner, const char *title, const char *name,
                          FinFileChosen chosen);

/* The same, for a folder there is. */
gboolean fin_folder_choose (GtkWidget *owner, const char *title, FinFileChosen chosen);

G_END_DECLS
