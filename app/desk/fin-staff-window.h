// Who works here, and who of them may see sensitive appointments: for coordinators.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "fin-link.h"

G_BEGIN_DECLS

/**
 * FinStaffWindow:
 *
 * Beside the main window, not over it.
 */
#define FIN_TYPE_STAFF_WINDOW (fin_staff_window_get_type ())
G_DECLARE_FINAL_TYPE (FinStaffWindow, fin_staff_window, FIN, STAFF_WINDOW, AdwWindow)

/* (transfer full) */
GtkWidget *fin_staff_window_new (GtkWindow *parent, FinLink *link);

G_END_DECLS
