// Says that the citizen sees the page that is open, and sends it and the pointers there and back.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-document-view.h"
#include "fin-visit.h"

G_BEGIN_DECLS

/**
 * FinShowBar:
 *
 * Property `active` (boolean): whether the document is shown to the citizen; FALSE whenever there is
 * none. Seen only while it is TRUE. Whoever sets it puts the view into `close-up`.
 */
#define FIN_TYPE_SHOW_BAR (fin_show_bar_get_type ())
G_DECLARE_FINAL_TYPE (FinShowBar, fin_show_bar, FIN, SHOW_BAR, GtkWidget)

/* Once. @view is where the documents of @visit are opened. */
void fin_show_bar_set_visit    (FinShowBar *self, FinVisit *visit, FinDocumentView *view);
/* What is in the view now, or NULL; what was shown before is not any more. */
void fin_show_bar_set_document (FinShowBar *self, FinDocument *document);

G_END_DECLS
