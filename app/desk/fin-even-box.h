// A row whose children are all as wide as they like, or all as narrow as they can be.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * FinEvenBox:
 *
 * For buttons that drop their words when there is no room: a row in which some have words and some have
 * none says that these matter less. In the middle of the room there is. Children come in the template.
 */
#define FIN_TYPE_EVEN_BOX (fin_even_box_get_type ())
G_DECLARE_FINAL_TYPE (FinEvenBox, fin_even_box, FIN, EVEN_BOX, GtkWidget)

G_END_DECLS
