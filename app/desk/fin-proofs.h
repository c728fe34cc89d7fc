// The fields of the form that a document proves, to be compared with it and written beside it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "fin-visit.h"

G_BEGIN_DECLS

/**
 * FinProofs:
 *
 * The same fields as in the form, alive. Property `empty` (ro): the document proves none.
 */
#define FIN_TYPE_PROOFS (fin_proofs_get_type ())
G_DECLARE_FINAL_TYPE (FinProofs, fin_proofs, FIN, PROOFS, GtkWidget)

/* Once. */
void     fin_proofs_set_visit    (FinProofs *self, FinVisit *visit);
/* NULL for none. */
void     fin_proofs_set_document (FinProofs *self, FinDocument *document);

G_END_DECLS
