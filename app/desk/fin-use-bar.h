// Offers what was sent for another form of the visit where it is wanted too.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include "fin-visit.h"

G_BEGIN_DECLS

/**
 * FinUseBar:
 *
 * Seen while the form in front wants a document that stands in another form of the visit: the same identity
 * card is not photographed twice. The citizen's page shows it as received, and it is reviewed by itself.
 */
#define FIN_TYPE_USE_BAR (fin_use_bar_get_type ())
G_DECLARE_FINAL_TYPE (FinUseBar, fin_use_bar, FIN, USE_BAR, GtkWidget)

/* Once. */
void fin_use_bar_set_visit (FinUseBar *self, FinVisit *visit);

G_END_DECLS
