// An appointment as the office tells it (`Appointment` in `data/office-api.yaml`).
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef enum {
  FIN_APPOINTMENT_BOOKED,
  FIN_APPOINTMENT_WAITING,
  FIN_APPOINTMENT_ATTENDING,
  FIN_APPOINTMENT_ENDED,
} FinAppointmentState;

/**
 * FinAppointment:
 *
 * Properties, all read-only and notified: `id`, `procedure`, `title`, `starts`, `ends` (#GDateTime in
 * UTC), `language`, `needs` (strv), `citizen-name`, `state` (uint of #FinAppointmentState), `outcome`,
 * `referred-name` and `reason` (as `Ending` in the API has them), `receipt`, `documents` (uint), `staff`,
 * `transcript` (whether what is said may be taken away), `trial` (boolean: a coordinator tries a version of a
 * procedure). What the office left out is NULL.
 *
 * Main thread only.
 */
#define FIN_TYPE_APPOINTMENT (fin_appointment_get_type ())
G_DECLARE_FINAL_TYPE (FinAppointment, fin_appointment, FIN, APPOINTMENT, GObject)

/* (transfer full) */
FinAppointment     *fin_appointment_new          (JsonObject *object);
/* Takes over what @object says, whatever it holds. */
void                fin_appointment_update       (FinAppointment *self, JsonObject *object);
/* Never NULL: "" when the office gave none. */
const char         *fin_appointment_id           (FinAppointment *self);
const char         *fin_appointment_procedure    (FinAppointment *self);
const char         *fin_appointment_title        (FinAppointment *self);
GDateTime          *fin_appointment_starts       (FinAppointment *self);
GDateTime          *fin_appointment_ends         (FinAppointment *self);
const char         *fin_appointment_language     (FinAppointment *self);
/* Never NULL. (transfer none) */
const char *const  *fin_appointment_needs        (FinAppointment *self);
const char         *fin_appointment_citizen_name (FinAppointment *self);
FinAppointmentState fin_appointment_state        (FinAppointment *self);
const char         *fin_appointment_outcome      (FinAppointment *self);
const char         *fin_appointment_referred_name (FinAppointment *self);
const char         *fin_appointment_reason       (FinAppointment *self);
const char         *fin_appointment_receipt      (FinAppointment *self);
guint               fin_appointment_documents    (FinAppointment *self);
const char         *fin_appointment_staff        (FinAppointment *self);
gboolean            fin_appointment_is_trial     (FinAppointment *self);
const char         *fin_appointment_transcript   (FinAppointment *self);
/* As a `transcript` message tells it. */
void                fin_appointment_set_transcript (FinAppointment *self, const char *state);

G_END_DECLS
