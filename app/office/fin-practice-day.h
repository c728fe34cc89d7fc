// A week of fictitious appointments, for practising and for demonstrations.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <json-glib/json-glib.h>

#include "fin-store.h"

G_BEGIN_DECLS

/* Makes, in a store without staff, the informer `practica` and their week; in their store later on,
 * a week from today where today has none, and always an appointment that is due now. Refuses, with
 * FIN_ERROR_CONFLICT, a store of other staff: practice is never mixed with people. Draws their
 * password anew and returns `account` and `password`. (transfer full) */
JsonObject *fin_practice_day_fill (FinStore *store, GError **error);

G_END_DECLS
