// What the informer should know of the procedure, above its steps: why it can't go on, what is
// paid, and, folded away, what to mind. SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include "fin-shared-form.h"

G_BEGIN_DECLS

#define FIN_TYPE_BRIEF (fin_brief_get_type ())
G_DECLARE_FINAL_TYPE (FinBrief, fin_brief, FIN, BRIEF, GtkWidget)

/* Once. */
void fin_brief_set_form (FinBrief *self, FinSharedForm *form);

G_END_DECLS
