// All about one appointment: who, with what needs, with which documents; and *Attend now*.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * FinAppointmentDetails:
 *
 * Property `closable`: with a button that goes back (action `agenda.back`), where there is no room for
 * both.
 */
#define FIN_TYPE_APPOINTMENT_DETAILS (fin_appointment_details_get_type ())
G_DECLARE_FINAL_TYPE (FinAppointmentDetails, fin_appointment_details, FIN, APPOINTMENT_DETAILS,
                      GtkBox)

/* @appointment: NULL for none. */
void fin_appointment_details_show (FinAppointmentDetails *self, FinSession *session,
                                   FinAppointment *appointment);

G_END_DECLS
