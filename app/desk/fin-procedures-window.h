// The catalogue, for coordinators: what is offered, files loaded, tried and offered instead.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "fin-shelf.h"

G_BEGIN_DECLS

/**
 * FinProceduresWindow:
 *
 * Beside the main window, not over it: a visit goes on meanwhile. Nothing here changes a form that is
 * begun.
 */
#define FIN_TYPE_PROCEDURES_WINDOW (fin_procedures_window_get_type ())
G_DECLARE_FINAL_TYPE (FinProceduresWindow, fin_procedures_window, FIN, PROCEDURES_WINDOW, AdwWindow)

/* (transfer full) */
GtkWidget *fin_procedures_window_new (GtkWindow *parent, FinLink *link);

G_END_DECLS
