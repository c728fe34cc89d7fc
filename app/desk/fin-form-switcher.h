// The visit's procedures, to go from one to another; and a further one, out of the catalogue.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include "fin-visit.h"

G_BEGIN_DECLS

/**
 * FinFormSwitcher:
 *
 * A button for each form of the visit with how far it is, the one in front pressed; one that puts the
 * front aside (action `visit.leave-form`), while there is another and it is not filed; and one that opens
 * the catalogue, to choose from (action `visit.add-procedure`).
 */
#define FIN_TYPE_FORM_SWITCHER (fin_form_switcher_get_type ())
G_DECLARE_FINAL_TYPE (FinFormSwitcher, fin_form_switcher, FIN, FORM_SWITCHER, GtkWidget)

void fin_form_switcher_set_visit (FinFormSwitcher *self, FinVisit *visit);
/* Opens the catalogue. */
void fin_form_switcher_choose    (FinFormSwitcher *self);

G_END_DECLS
