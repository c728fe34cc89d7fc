// The call: the others large, oneself small in a corner, and the buttons that go with it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "fin-visit.h"

G_BEGIN_DECLS

#define FIN_TYPE_CALL_PANE (fin_call_pane_get_type ())
G_DECLARE_FINAL_TYPE (FinCallPane, fin_call_pane, FIN, CALL_PANE, GtkWidget)

void fin_call_pane_set_visit (FinCallPane *self, FinVisit *visit);
/* Enlarges the picture of the other at @position, from 0, or no more; FALSE when there is none. */
gboolean fin_call_pane_enlarge (FinCallPane *self, guint position);
/* Turns the microphone or the camera on or off, as its button does. */
void fin_call_pane_toggle    (FinCallPane *self, gboolean camera);

G_END_DECLS
