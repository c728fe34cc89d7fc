// Short marks beside each other, on as many lines as they need.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * FinChips:
 *
 * Labels of CSS class `chip` that flow like words, in the reader's direction. It hides itself when it has
 * none.
 */
#define FIN_TYPE_CHIPS (fin_chips_get_type ())
G_DECLARE_FINAL_TYPE (FinChips, fin_chips, FIN, CHIPS, GtkWidget)

GtkWidget *fin_chips_new   (void);
void       fin_chips_clear (FinChips *self);
/* @style: `accent`, `warning`, `success`, or NULL for a plain one. */
void       fin_chips_add   (FinChips *self, const char *text, const char *style);

G_END_DECLS
