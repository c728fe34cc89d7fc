// Who is in the visit and how the call with each fares; who else is asked; asking somebody.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "fin-visit.h"

G_BEGIN_DECLS

#define FIN_TYPE_PEOPLE_PANE (fin_people_pane_get_type ())
G_DECLARE_FINAL_TYPE (FinPeoplePane, fin_people_pane, FIN, PEOPLE_PANE, GtkWidget)

/* Once. */
void fin_people_pane_set_visit (FinPeoplePane *self, FinVisit *visit);

G_END_DECLS
