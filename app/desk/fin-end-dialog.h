// How the visit ended, asked before it ends.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "fin-visit.h"

G_BEGIN_DECLS

/**
 * FinEndDialog:
 *
 * Asks for the outcome, telling what is still missing; signal `response::end`, then
 * fin_end_dialog_outcome() says which.
 */
GtkWidget  *fin_end_dialog_new     (GtkWindow *parent, FinVisit *visit);
const char *fin_end_dialog_outcome (GtkWidget *dialog);

G_END_DECLS
