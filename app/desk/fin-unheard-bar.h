// Says whose speech nothing transcribes, and puts writing forward.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include "fin-visit.h"

G_BEGIN_DECLS

/**
 * FinUnheardBar:
 *
 * Shows itself while captions are wanted and somebody's speech has none; once closed, not again for the same
 * people and languages.
 */
#define FIN_TYPE_UNHEARD_BAR (fin_unheard_bar_get_type ())
G_DECLARE_FINAL_TYPE (FinUnheardBar, fin_unheard_bar, FIN, UNHEARD_BAR, GtkWidget)

void fin_unheard_bar_set_visit (FinUnheardBar *self, FinVisit *visit);

G_END_DECLS
