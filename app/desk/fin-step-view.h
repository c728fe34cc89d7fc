// One step of the form: what to say, and its fields.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "fin-visit.h"

G_BEGIN_DECLS

#define FIN_TYPE_STEP_VIEW (fin_step_view_get_type ())
G_DECLARE_FINAL_TYPE (FinStepView, fin_step_view, FIN, STEP_VIEW, GtkWidget)

GtkWidget     *fin_step_view_new         (FinVisit *visit, FinSharedForm *form,
                                          FinSharedStep *step);
FinSharedStep *fin_step_view_step        (FinStepView *self);
/* "3. Contact": its number among the steps shown. */
void           fin_step_view_set_number  (FinStepView *self, guint number);
/* Puts the keyboard into a field, or the first one when @id is NULL. Where it is not asked now, into the
 * one before it, on which that depends as likely as not. FALSE when there is none. */
gboolean       fin_step_view_enter       (FinStepView *self, const char *id);

G_END_DECLS
