// What a field said before, who wrote it and when; any of it can be put back.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include "fin-visit.h"

G_BEGIN_DECLS

#define FIN_TYPE_FIELD_HISTORY (fin_field_history_get_type ())
G_DECLARE_FINAL_TYPE (FinFieldHistory, fin_field_history, FIN, FIELD_HISTORY, GtkPopover)

/* Asks the office each time it opens. */
GtkWidget *fin_field_history_new (FinVisit *visit, FinSharedField *field);

G_END_DECLS
