// What an interpreter is asked for and has not answered.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-ask.h"
#include "fin-link.h"

G_BEGIN_DECLS

/**
 * FinAsks:
 *
 * A #GListModel of #FinAsk. Signals: `arrived` (FinAsk *), `left` (FinAsk *): answered, or not asked any more.
 */
#define FIN_TYPE_ASKS (fin_asks_get_type ())
G_DECLARE_FINAL_TYPE (FinAsks, fin_asks, FIN, ASKS, GObject)

/* (transfer full) */
FinAsks *fin_asks_new           (FinLink *link);
/* NULL when nobody asks that. (transfer none) */
FinAsk  *fin_asks_lookup        (FinAsks *self, const char *id);
/* Who accepts during a visit is told of it by `visit`. FIN_ERROR_CLOSED: nobody asks any more. */
void     fin_asks_answer_async  (FinAsks *self, const char *id, gboolean accept,
                                 GCancellable *cancellable, GAsyncReadyCallback callback,
                                 gpointer data);
gboolean fin_asks_answer_finish (FinAsks *self, GAsyncResult *result, GError **error);

G_END_DECLS
