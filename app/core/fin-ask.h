// What an interpreter is asked for (`Asked` in `data/office-api.yaml`).
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-appointment.h"

G_BEGIN_DECLS

/**
 * FinAsk:
 *
 * As the office told it; never changes.
 */
#define FIN_TYPE_ASK (fin_ask_get_type ())
G_DECLARE_FINAL_TYPE (FinAsk, fin_ask, FIN, ASK, GObject)

/* NULL when @object is no such thing. (transfer full) */
FinAsk         *fin_ask_new         (JsonObject *object);
/* The guest they would be: to answer with. */
const char     *fin_ask_id          (FinAsk *self);
/* A language, as BCP 47 has it; sign languages too. */
const char     *fin_ask_interprets  (FinAsk *self);
/* The name of who asks. */
const char     *fin_ask_informer    (FinAsk *self);
/* Without anybody's name in it. (transfer none) */
FinAppointment *fin_ask_appointment (FinAsk *self);

G_END_DECLS
