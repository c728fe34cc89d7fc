// Hides parts of the document that is open, and makes a copy without them.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-document-view.h"
#include "fin-visit.h"

G_BEGIN_DECLS

/**
 * FinRedactBar:
 *
 * Areas are drawn on the page with the mouse, or found by their words. Property `active` (boolean):
 * whether that is being done; FALSE whenever no document is open. Seen only while it is TRUE.
 */
#define FIN_TYPE_REDACT_BAR (fin_redact_bar_get_type ())
G_DECLARE_FINAL_TYPE (FinRedactBar, fin_redact_bar, FIN, REDACT_BAR, GtkWidget)

/* Once. @view is where the documents of @visit are opened. */
void fin_redact_bar_set_visit    (FinRedactBar *self, FinVisit *visit, FinDocumentView *view);
/* What is in the view now, or NULL; what was to be hidden of the one before is forgotten. */
void fin_redact_bar_set_document (FinRedactBar *self, FinDocument *document);

G_END_DECLS
