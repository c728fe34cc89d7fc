// One procedure of the catalogue, which unfolds into its versions.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "fin-shelf.h"

G_BEGIN_DECLS

/**
 * FinProcedureRow:
 *
 * Signals, each with a version (JsonObject * of `ProcedureVersion`): `save`, `try` and `offer`.
 */
#define FIN_TYPE_PROCEDURE_ROW (fin_procedure_row_get_type ())
G_DECLARE_FINAL_TYPE (FinProcedureRow, fin_procedure_row, FIN, PROCEDURE_ROW, AdwExpanderRow)

/* @procedure: of fin_shelf_procedures(). (transfer floating) */
GtkWidget  *fin_procedure_row_new (FinShelf *shelf, JsonObject *procedure);
const char *fin_procedure_row_id  (FinProcedureRow *self);
/* The same procedure, as it is now. */
void        fin_procedure_row_set (FinProcedureRow *self, JsonObject *procedure);

G_END_DECLS
