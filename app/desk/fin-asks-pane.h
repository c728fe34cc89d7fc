// Between visits, for an interpreter: who asks for them, and what to prepare with.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "fin-session.h"

G_BEGIN_DECLS

#define FIN_TYPE_ASKS_PANE (fin_asks_pane_get_type ())
G_DECLARE_FINAL_TYPE (FinAsksPane, fin_asks_pane, FIN, ASKS_PANE, GtkWidget)

/* Once. */
void fin_asks_pane_set_session (FinAsksPane *self, FinSession *session);

G_END_DECLS
