// The bar in which somebody types what to find.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * FinFindBar:
 *
 * Property `open` (boolean): whether it is seen. Signals: `changed` (const char *words, may be
 * empty), `again` (gboolean backward; only with words), `closed` (no arguments), when somebody
 * pressed Escape in it.
 */
#define FIN_TYPE_FIND_BAR (fin_find_bar_get_type ())
G_DECLARE_FINAL_TYPE (FinFindBar, fin_find_bar, FIN, FIND_BAR, GtkWidget)

/* Opens it and gives it the keyboard. */
void        fin_find_bar_start      (FinFindBar *self);
const char *fin_find_bar_get_words  (FinFindBar *self);
/* What came of it, in words; also read out by a screen reader. */
void        fin_find_bar_set_answer (FinFindBar *self, const char *answer);

G_END_DECLS
