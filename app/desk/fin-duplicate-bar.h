// What the person whose form it is has already of the same procedure.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include "fin-visit.h"

G_BEGIN_DECLS

/**
 * FinDuplicateBar:
 *
 * Shown while the form has `duplicates`: a draft may be taken up (action `visit.reopen-form`) or gone past,
 * one that is filed is told with its receipt. Gone past, it is silent until there is another.
 */
#define FIN_TYPE_DUPLICATE_BAR (fin_duplicate_bar_get_type ())
G_DECLARE_FINAL_TYPE (FinDuplicateBar, fin_duplicate_bar, FIN, DUPLICATE_BAR, GtkWidget)

void fin_duplicate_bar_set_form (FinDuplicateBar *self, FinSharedForm *form);

G_END_DECLS
