// How far one is in the form: a segment for each step, each a way to it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * FinStepBar:
 *
 * Signal `chosen` (guint index).
 */
#define FIN_TYPE_STEP_BAR (fin_step_bar_get_type ())
G_DECLARE_FINAL_TYPE (FinStepBar, fin_step_bar, FIN, STEP_BAR, GtkWidget)

/* How many segments there are. */
void fin_step_bar_set_length (FinStepBar *self, guint length);
/* @wanted: how many answers in it the citizen has not confirmed. */
void fin_step_bar_set_step   (FinStepBar *self, guint index, const char *title, gboolean done,
                              guint wanted, gboolean current);

G_END_DECLS
