// Whether what is typed in a form is at the office.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include "fin-visit.h"

G_BEGIN_DECLS

#define FIN_TYPE_SAVED_LABEL (fin_saved_label_get_type ())
G_DECLARE_FINAL_TYPE (FinSavedLabel, fin_saved_label, FIN, SAVED_LABEL, GtkWidget)

void fin_saved_label_set_form (FinSavedLabel *self, FinVisit *visit, FinSharedForm *form);

G_END_DECLS
