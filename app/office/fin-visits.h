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
/* Ends it and forgets what was written in it. */
gboolean    fin_visits_close   (FinStore *store, const char *appointment, const char *outcome,
                                const char *actor, GError **error);
/* `VisitSummary`; NULL when there was none. (transfer full) */
JsonObject *fin_visits_summary (FinStore *store, const char *appointment);
/* Appointments with an open visit. (transfer full) */
char      **fin_visits_all_open (FinStore *store);

G_END_DECLS
