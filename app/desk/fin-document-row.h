// A document in the list: name, kind, and where its review stands.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "fin-document.h"
#include "fin-shared-form.h"

G_BEGIN_DECLS

#define FIN_TYPE_DOCUMENT_ROW (fin_document_row_get_type ())
G_DECLARE_FINAL_TYPE (FinDocumentRow, fin_document_row, FIN, DOCUMENT_ROW, GtkListBoxRow)

GtkWidget   *fin_document_row_new      (FinSharedForm *form, FinDocument *document);
FinDocument *fin_document_row_document (FinDocumentRow *self);

G_END_DECLS
