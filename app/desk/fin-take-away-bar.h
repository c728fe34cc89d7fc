// Whether the citizen takes away what is said: offered by the informer, answered by them.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include "fin-visit.h"

G_BEGIN_DECLS

#define FIN_TYPE_TAKE_AWAY_BAR (fin_take_away_bar_get_type ())
G_DECLARE_FINAL_TYPE (FinTakeAwayBar, fin_take_away_bar, FIN, TAKE_AWAY_BAR, GtkWidget)

void fin_take_away_bar_set_visit (FinTakeAwayBar *self, FinVisit *visit);

G_END_DECLS
