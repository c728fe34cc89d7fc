// What another form of the visit says already, to be taken over.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include "fin-visit.h"

G_BEGIN_DECLS

/**
 * FinCommonBar:
 *
 * A button that is there while there is something to take over.
 */
#define FIN_TYPE_COMMON_BAR (fin_common_bar_get_type ())
G_DECLARE_FINAL_TYPE (FinCommonBar, fin_common_bar, FIN, COMMON_BAR, GtkWidget)

/* @form, one of @visit's, is what answers are taken over into. */
void fin_common_bar_set_form (FinCommonBar *self, FinVisit *visit, FinSharedForm *form);

G_END_DECLS
