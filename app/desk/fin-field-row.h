// One field of the form: its name, its editor, what is wrong with it, and who writes it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "fin-visit.h"

G_BEGIN_DECLS

#define FIN_TYPE_FIELD_ROW (fin_field_row_get_type ())
G_DECLARE_FINAL_TYPE (FinFieldRow, fin_field_row, FIN, FIELD_ROW, GtkWidget)

GtkWidget  *fin_field_row_new   (FinVisit *visit, FinSharedForm *form, FinSharedField *field);
const char *fin_field_row_id    (FinFieldRow *self);
/* It stands beside its document: nobody needs to be shown it. */
void        fin_field_row_set_beside (FinFieldRow *self);
/* Puts the keyboard into the field. */
void        fin_field_row_enter (FinFieldRow *self);

G_END_DECLS
