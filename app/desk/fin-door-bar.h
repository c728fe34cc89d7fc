// Somebody is at the door of the visit.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "fin-visit.h"

G_BEGIN_DECLS

/* Hidden while nobody is. */
#define FIN_TYPE_DOOR_BAR (fin_door_bar_get_type ())
G_DECLARE_FINAL_TYPE (FinDoorBar, fin_door_bar, FIN, DOOR_BAR, GtkWidget)

/* Once. */
void fin_door_bar_set_visit (FinDoorBar *self, FinVisit *visit);

G_END_DECLS
