// The receipt: made, shown, saved.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "fin-visit.h"

G_BEGIN_DECLS

/**
 * FinReceiptBar:
 *
 * Made once the form is complete and confirmed; then it has a number, and can be opened in the documents
 * pane (action `visit.show-receipt`) and saved.
 */
#define FIN_TYPE_RECEIPT_BAR (fin_receipt_bar_get_type ())
G_DECLARE_FINAL_TYPE (FinReceiptBar, fin_receipt_bar, FIN, RECEIPT_BAR, GtkWidget)

void fin_receipt_bar_set_form (FinReceiptBar *self, FinVisit *visit, FinSharedForm *form);

G_END_DECLS
