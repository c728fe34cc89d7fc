// The one window: starting, signing in, the agenda, or a visit.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * FinWindow:
 *
 * It shows what the session is in. Closed while signed in it hides, so that arrivals go on being told;
 * in a visit it stays.
 */
#define FIN_TYPE_WINDOW (fin_window_get_type ())
G_DECLARE_FINAL_TYPE (FinWindow, fin_window, FIN, WINDOW, AdwApplicationWindow)

FinWindow *fin_window_new               (GtkApplication *application, FinSession *session);
/* See fin_agenda_page_set_link(). */
void       fin_window_set_practice_link (FinWindow *self, const char *url);

G_END_DECLS
