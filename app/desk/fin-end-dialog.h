// How the visit ended, asked before it ends.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <adwaita.h>
#include <json-glib/json-glib.h>

#include "fin-visit.h"

G_BEGIN_DECLS

/**
 * FinEndDialog:
 *
 * Asks for the outcome, telling what is still missing, and, where the outcome wants it, to whom they are
 * referred or why it goes on another day; signal `response::end`, then fin_end_dialog_ending() says which.
 * Of a trial it tells only that it is removed.
 */
GtkWidget  *fin_end_dialog_new     (GtkWindow *parent, FinVisit *visit);
/* An `Ending`. (transfer full) */
JsonObject *fin_end_dialog_ending  (GtkWidget *dialog);

G_END_DECLS
