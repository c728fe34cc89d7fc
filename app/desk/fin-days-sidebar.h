// The days of the week to come, to choose whose agenda is shown; and how camera and microphone are.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * FinDaysSidebar:
 *
 * Property `day` (string YYYY-MM-DD, or NULL for today, ro, notifies).
 */
#define FIN_TYPE_DAYS_SIDEBAR (fin_days_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (FinDaysSidebar, fin_days_sidebar, FIN, DAYS_SIDEBAR, GtkBox)

const char *fin_days_sidebar_day   (FinDaysSidebar *self);
/* The week from today on: called again when today becomes tomorrow. */
void        fin_days_sidebar_renew (FinDaysSidebar *self);

G_END_DECLS
