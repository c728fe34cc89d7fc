// A citizen in the waiting list, as the office tells it (`Waiting` in `data/office-api.yaml`).
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-appointment.h"

G_BEGIN_DECLS

/**
 * FinWaiting:
 *
 * Properties, all read-only and notified: `appointment` (#FinAppointment, the same all along), `since`
 * (#GDateTime in UTC), `camera`, `microphone`, `connected` (their place is kept for two minutes when not).
 *
 * Main thread only.
 */
#define FIN_TYPE_WAITING (fin_waiting_get_type ())
G_DECLARE_FINAL_TYPE (FinWaiting, fin_waiting, FIN, WAITING, GObject)

/* (transfer full) */
FinWaiting     *fin_waiting_new         (JsonObject *object);
/* Takes over what @object says, whatever it holds. */
void            fin_waiting_update      (FinWaiting *self, JsonObject *object);
/* Never NULL. (transfer none) */
FinAppointment *fin_waiting_appointment (FinWaiting *self);
GDateTime      *fin_waiting_since       (FinWaiting *self);
gboolean        fin_waiting_camera      (FinWaiting *self);
gboolean        fin_waiting_microphone  (FinWaiting *self);
gboolean        fin_waiting_connected   (FinWaiting *self);

G_END_DECLS
