// "Where does the IBAN go?": a search over the visit's form and the catalogue.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "fin-visit.h"

G_BEGIN_DECLS

/**
 * FinFormSearch:
 *
 * The form's fields and documents are found here, with how they stand; other procedures are asked of
 * the office while one types. Choosing a place goes there (action `visit.go`).
 *
 * Signal `closed`: a place was chosen, or Escape pressed.
 */
#define FIN_TYPE_FORM_SEARCH (fin_form_search_get_type ())
G_DECLARE_FINAL_TYPE (FinFormSearch, fin_form_search, FIN, FORM_SEARCH, GtkWidget)

void fin_form_search_set_visit (FinFormSearch *self, FinVisit *visit);
/* Empty, and with the keyboard in it. */
void fin_form_search_begin     (FinFormSearch *self);

G_END_DECLS
