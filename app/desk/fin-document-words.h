// What is said of a document and of its review.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-document.h"
#include "fin-shared-form.h"

G_BEGIN_DECLS

/* The reasons to ask for another, as in `ReviewReason`; NULL-terminated. The last, "other", goes with
 * words of one's own. */
const char *const *fin_document_reasons     (void);
/* "It can't be read", … */
const char        *fin_document_reason_name (const char *reason);
/* "To review", "Accepted", "Another one asked for: it can't be read". (transfer full) */
char              *fin_document_status_name (FinDocument *document);
/* What the procedure calls this kind of document; NULL when it doesn't know it. (transfer full) */
char              *fin_document_kind_name   (FinSharedForm *form, const char *kind);
/* What the procedure asks for and nobody has sent, one to a line; NULL when nothing. (transfer full) */
char              *fin_document_wanted      (FinSharedForm *form, GListModel *documents);

/* The ids of the fields that this kind of document proves; NULL when the procedure doesn't know the
 * kind. (transfer full) */
char             **fin_document_proves      (FinSharedForm *form, const char *kind);
/* The last sent of @documents that proves @field, or NULL. (transfer full) */
FinDocument       *fin_document_proof       (FinSharedForm *form, GListModel *documents,
                                             const char *field);

G_END_DECLS
