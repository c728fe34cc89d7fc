// Who is waiting to be attended.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-link.h"
#include "fin-waiting.h"

G_BEGIN_DECLS

/**
 * FinQueue:
 *
 * A #GListModel of #FinWaiting in the office's order. The same waiting citizen stays the same object.
 * While the link is not online it keeps what was last known; empty when signed out.
 *
 * Signals:
 * - `arrived` (FinWaiting *): somebody is here who was not; also for those found waiting at
 *   signing in, but not again after a mended connection. The moment to notify.
 * - `left` (FinWaiting *): they are no longer waiting, whether attended (by anyone) or gone.
 *
 * Both are emitted after `items-changed`.
 */
#define FIN_TYPE_QUEUE (fin_queue_get_type ())
G_DECLARE_FINAL_TYPE (FinQueue, fin_queue, FIN, QUEUE, GObject)

/* (transfer full) */
FinQueue   *fin_queue_new    (FinLink *link);
/* By appointment id; NULL when not waiting. (transfer none) */
FinWaiting *fin_queue_lookup (FinQueue *self, const char *appointment);

G_END_DECLS
