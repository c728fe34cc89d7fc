// Opens a document for a rehearsal as a person would: the pane, the row, and what the viewer makes of it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include "fin-document.h"

G_BEGIN_DECLS

typedef enum {
  FIN_VIEWED_NOT_YET,
  FIN_VIEWED_PAGES,  /* its pages are on the screen */
  FIN_VIEWED_NO_BOX, /* the viewer stayed shut, as it must where there is no box */
  FIN_VIEWED_NOT,    /* it could not be opened */
} FinViewed;

/* Brings the documents to the top of @page (a FinVisitPage) and activates @document's row. FALSE when the
 * list has none yet. */
gboolean  fin_rehearsal_open   (GtkWidget *page, FinDocument *document);
/* How far the viewer is with what was opened last, and its pages. */
FinViewed fin_rehearsal_viewed (GtkWidget *page, guint *n_pages);
/* The first widget of @type in @widget or below. NULL when there is none. (transfer none) */
GtkWidget *fin_rehearsal_find  (GtkWidget *widget, GType type);

G_END_DECLS
