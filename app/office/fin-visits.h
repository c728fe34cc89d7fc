// Visits in the store: opened once, ended once.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <json-glib/json-glib.h>

#include "fin-appointments.h"
#include "fin-store.h"

G_BEGIN_DECLS

/* A visit of @caller's with who waits there. Of any number who ask at once exactly one gets it: the
 * others FIN_ERROR_TAKEN. FIN_ERROR_NOT_WAITING, FIN_ERROR_CONFLICT when they are in another. */
gboolean    fin_visits_open    (FinStore *store, const char *appointment, FinCaller *caller,
                                GError **error);
/* An `Ending` whose shape was checked: is all there that its outcome needs, and nothing else?
 * FIN_ERROR_BAD_REQUEST. */
gboolean    fin_visits_may_end (JsonObject *ending, GError **error);
/* Ends it as such an `Ending` says and forgets what was written in it, and what was only shown or turned
 * out not to be needed; forms without a receipt are left as drafts. @erased (out): for
 * fin_shown_remove(). */
gboolean    fin_visits_close   (FinStore *store, const char *appointment, JsonObject *ending,
                                const char *actor, char ***erased, GError **error);
/* `VisitSummary`; NULL when there was none. (transfer full) */
JsonObject *fin_visits_summary (FinStore *store, const char *appointment);
/* Appointments with an open visit. (transfer full) */
char      **fin_visits_all_open (FinStore *store);

G_END_DECLS
