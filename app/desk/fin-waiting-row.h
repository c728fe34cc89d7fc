// Somebody who is waiting, as a card with what the informer needs to know and *Attend*.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-waiting.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * FinWaitingRow:
 *
 * A row for a #GtkListBox. Properties (construct-only): `waiting` (#FinWaiting), `compact` (for the
 * narrow queue beside a visit: without buttons, nobody is attended twice at once).
 * It asks by the actions `app.attend` (s) and `app.not-now` (s).
 */
#define FIN_TYPE_WAITING_ROW (fin_waiting_row_get_type ())
G_DECLARE_FINAL_TYPE (FinWaitingRow, fin_waiting_row, FIN, WAITING_ROW, GtkListBoxRow)

GtkWidget  *fin_waiting_row_new     (FinWaiting *waiting, gboolean compact);
FinWaiting *fin_waiting_row_waiting (FinWaitingRow *self);

G_END_DECLS
