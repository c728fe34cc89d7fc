// The procedure's form, step by step, up to its review.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "fin-visit.h"

G_BEGIN_DECLS

#define FIN_TYPE_FORM_PANE (fin_form_pane_get_type ())
G_DECLARE_FINAL_TYPE (FinFormPane, fin_form_pane, FIN, FORM_PANE, GtkWidget)

/* Of @form, one of @visit's. */
GtkWidget     *fin_form_pane_new  (FinVisit *visit, FinSharedForm *form);
FinSharedForm *fin_form_pane_form (FinFormPane *self);
/* Before another pane is shown in its place, and when it is shown again: the keyboard goes back where it
 * was in it, the caret too. */
void fin_form_pane_remember  (FinFormPane *self);
void fin_form_pane_resume    (FinFormPane *self);
void fin_form_pane_next      (FinFormPane *self);
void fin_form_pane_previous  (FinFormPane *self);
/* Shows the step a field is in and puts the keyboard there. */
void fin_form_pane_go        (FinFormPane *self, const char *field);
/* The id of the step that is shown; NULL at the review. */
const char *fin_form_pane_step (FinFormPane *self);
/* Opens the search over the form and the catalogue. */
void fin_form_pane_search    (FinFormPane *self);
/* To the next field, or the one before, that is missing or wrong and may be written here, round the
 * whole form. FALSE: none is. */
gboolean fin_form_pane_go_to_missing (FinFormPane *self, gboolean forward);
/* fin_shared_form_undo(), with the keyboard where it was done. */
gboolean fin_form_pane_undo  (FinFormPane *self, gboolean redo, FinSharedField **field);

G_END_DECLS
