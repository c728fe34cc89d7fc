// What the citizen has sent: looked at in the sealed viewer, accepted, or asked for again with a reason.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "fin-visit.h"

G_BEGIN_DECLS

/**
 * FinDocumentsPane:
 *
 * Properties: `enlarged` (rw): the list goes, so that the page has the room; whoever holds the pane gives
 * it more of the window. `showing` (ro): the citizen sees the page that is open.
 */
#define FIN_TYPE_DOCUMENTS_PANE (fin_documents_pane_get_type ())
G_DECLARE_FINAL_TYPE (FinDocumentsPane, fin_documents_pane, FIN, DOCUMENTS_PANE, GtkWidget)

void fin_documents_pane_set_visit    (FinDocumentsPane *self, FinVisit *visit);
/* Shows the receipt in the viewer. */
/* Opens @document, one of the visit's, beside the fields it proves. */
void fin_documents_pane_compare (FinDocumentsPane *self, FinDocument *document);
void fin_documents_pane_show_receipt (FinDocumentsPane *self);

G_END_DECLS
