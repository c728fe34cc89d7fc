// Today's appointments of whoever is signed in, kept fresh.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-appointment.h"
#include "fin-link.h"

G_BEGIN_DECLS

/**
 * FinAgenda:
 *
 * A #GListModel of #FinAppointment in order of time: one civil day of Europe/Madrid, today unless told
 * otherwise. The same appointment stays the same object.
 *
 * It asks the office again whenever the link comes online, at midnight, and when a message tells that
 * something in it may have changed; what is shown stays until the answer is there. Empty when signed
 * out.
 *
 * Properties: `day` (string YYYY-MM-DD, ro), `loading` (boolean, ro), `error` (#GError or NULL: why it
 * may be out of date, ro).
 */
#define FIN_TYPE_AGENDA (fin_agenda_get_type ())
G_DECLARE_FINAL_TYPE (FinAgenda, fin_agenda, FIN, AGENDA, GObject)

/* (transfer full) */
FinAgenda      *fin_agenda_new     (FinLink *link);
/* YYYY-MM-DD; NULL: today, and tomorrow when tomorrow comes. */
void            fin_agenda_set_day (FinAgenda *self, const char *day);
const char     *fin_agenda_day     (FinAgenda *self);
gboolean        fin_agenda_loading (FinAgenda *self);
const GError   *fin_agenda_error   (FinAgenda *self);
void            fin_agenda_refresh (FinAgenda *self);
/* NULL when it is not of this day. (transfer none) */
FinAppointment *fin_agenda_lookup  (FinAgenda *self, const char *id);

G_END_DECLS
