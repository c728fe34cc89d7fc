// Receipts: numbered, with a code by which the paper is checked, made once.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <json-glib/json-glib.h>

#include "fin-office.h"
#include "fin-visit.h"

G_BEGIN_DECLS

/* `ReceiptSummary`; NULL when there is none. (transfer full) */
JsonObject *fin_receipts_summary (FinStore *store, const char *form);
/* `ReceiptCheck` of the receipt with @code, however it was copied (case, hyphens, O for 0); NULL
 * when there is none. (transfer full) */
JsonObject *fin_receipts_check   (FinStore *store, const char *code, const char *language);
/* The JSON's text, and the PDF's name in the vault; NULL when there is none. (transfer full) */
char       *fin_receipts_content (FinStore *store, const char *form);
char       *fin_receipts_file    (FinStore *store, const char *form);
/* Of the PDF. */
gsize       fin_receipts_size    (FinStore *store, const char *form);

/* Makes the receipt of the visit's form @form, which is filed with it: FIN_ERROR_NOT_FOUND, FIN_ERROR_INCOMPLETE, FIN_ERROR_NOT_CONFIRMED,
 * FIN_ERROR_CONFLICT while it is being made. Drawing and sealing happen in a thread; the form is
 * closed from the beginning on. */
void        fin_receipts_make_async  (FinOffice *office, FinVisit *visit, const char *form,
                                      GAsyncReadyCallback callback, gpointer data);
gboolean    fin_receipts_make_finish (GAsyncResult *result, GError **error);

G_END_DECLS
