// The receipt: what was declared, with which documents, who assisted, and a code by which the
// paper can be checked. One content, two shapes: a tagged PDF to read and JSON for a registry.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-form.h"

G_BEGIN_DECLS

typedef struct {
  const char *number;       /* "2026-000417" */
  const char *code;         /* verification code, as printed: groups of 4 */
  const char *verify_url;   /* page where the code is checked; goes into the QR */
  GDateTime  *issued;
  const char *language;     /* the citizen's */
  const char *assisted_by;  /* name and account of the informer */
  GDateTime  *confirmed;    /* when the citizen confirmed the declaration */
  const char *confirmed_language;
  JsonArray  *documents;    /* of `Document` objects */
  JsonObject *identity;     /* of fin_acting_identity(), with `by` and `at`; NULL: none is on record */
  JsonObject *consent;      /* of fin_acting_consent(), with `by`, `at` and `version`; NULL likewise */
} FinReceiptFacts;

/* The receipt as JSON, valid against `data/procedures/receipt.schema.json`. (transfer full) */
JsonObject *fin_receipt_to_json (FinForm *form, const FinReceiptFacts *facts);
/* The same content as PDF (tagged, A4, any script, fonts embedded), drawn from the JSON alone so
 * that the two cannot differ. (transfer full) */
GBytes     *fin_receipt_to_pdf  (JsonObject *receipt, GError **error);

G_END_DECLS
