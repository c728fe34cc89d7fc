// Between visits: who is waiting, what the day holds, and all about the appointment chosen.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * FinAgendaPage:
 *
 * A whole page with its own header bar.
 */
#define FIN_TYPE_AGENDA_PAGE (fin_agenda_page_get_type ())
G_DECLARE_FINAL_TYPE (FinAgendaPage, fin_agenda_page, FIN, AGENDA_PAGE, GtkBox)

GtkWidget *fin_agenda_page_new      (FinSession *session, GMenuModel *menu);
/* The citizen's link of a practice day, for a person with a browser; NULL for none. */
void       fin_agenda_page_set_link (FinAgendaPage *self, const char *url);

G_END_DECLS
