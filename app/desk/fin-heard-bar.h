// A date, an amount or a number that was just said, to be read back and put where it belongs.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include "fin-visit.h"

G_BEGIN_DECLS

/**
 * FinHeardBar:
 *
 * Shows itself when somebody else said, or wrote, what a field of its form can take: never puts it there by itself,
 * as what was heard may be wrong. What is put is a proposal as any other, and can be undone.
 */
#define FIN_TYPE_HEARD_BAR (fin_heard_bar_get_type ())
G_DECLARE_FINAL_TYPE (FinHeardBar, fin_heard_bar, FIN, HEARD_BAR, GtkWidget)

/* @form is one of @visit's. */
void fin_heard_bar_set_form (FinHeardBar *self, FinVisit *visit, FinSharedForm *form);

G_END_DECLS
