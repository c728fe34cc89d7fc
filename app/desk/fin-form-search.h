// "Where does the IBAN go?": what a #FinFinder finds, to choose from.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "fin-visit.h"

G_BEGIN_DECLS

/**
 * FinFormSearch:
 *
 * Choosing a place of the form in front goes there (action `visit.go`); choosing another procedure brings
 * it to the front, and into the visit if it is not there yet (`visit.add-procedure`).
 *
 * Signal `closed`: something was chosen, or Escape pressed.
 */
#define FIN_TYPE_FORM_SEARCH (fin_form_search_get_type ())
G_DECLARE_FINAL_TYPE (FinFormSearch, fin_form_search, FIN, FORM_SEARCH, GtkWidget)

/* Once. */
void fin_form_search_set_visit (FinFormSearch *self, FinVisit *visit);
/* Empty, and with the keyboard in it. */
void fin_form_search_begin     (FinFormSearch *self);

G_END_DECLS
