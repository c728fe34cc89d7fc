// A box of fixed height that shows the end of what is in it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * FinTailBox:
 *
 * Holds one widget and keeps its lower edge in sight, whatever its height: what has scrolled away upward
 * is cut off. Property `lines` (uint): its height in lines of text of its own font.
 */
#define FIN_TYPE_TAIL_BOX (fin_tail_box_get_type ())
G_DECLARE_FINAL_TYPE (FinTailBox, fin_tail_box, FIN, TAIL_BOX, GtkWidget)

/* How many characters of average width fit side by side; 0 before it has a width. Property `columns` (ro) notifies
 * of it, after the layout. */
guint fin_tail_box_columns (FinTailBox *self);

G_END_DECLS
