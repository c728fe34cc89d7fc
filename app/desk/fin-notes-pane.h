// Where the informer notes what the office should remember; the citizen never sees it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "fin-visit.h"

G_BEGIN_DECLS

#define FIN_TYPE_NOTES_PANE (fin_notes_pane_get_type ())
G_DECLARE_FINAL_TYPE (FinNotesPane, fin_notes_pane, FIN, NOTES_PANE, GtkWidget)

void fin_notes_pane_set_visit (FinNotesPane *self, FinVisit *visit);

G_END_DECLS
