// One appointment of the day: time, procedure, how it stands.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-appointment.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * FinAppointmentRow:
 *
 * A row for a #GtkListBox. Property (construct-only): `appointment` (#FinAppointment).
 */
#define FIN_TYPE_APPOINTMENT_ROW (fin_appointment_row_get_type ())
G_DECLARE_FINAL_TYPE (FinAppointmentRow, fin_appointment_row, FIN, APPOINTMENT_ROW, GtkListBoxRow)

GtkWidget      *fin_appointment_row_new         (FinAppointment *appointment);
FinAppointment *fin_appointment_row_appointment (FinAppointmentRow *self);

G_END_DECLS
