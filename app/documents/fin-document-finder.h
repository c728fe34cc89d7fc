// Finding words in a document that is shown.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-document-text.h"
#include "fin-find-bar.h"
#include "fin-pages-view.h"

G_BEGIN_DECLS

/**
 * FinDocumentFinder:
 *
 * Does what is asked for in a find bar: in the pages, where all that is found is marked and what is gone
 * to is framed, or in the plain text when that is what is seen; and says in the bar what came of it. Main
 * thread only.
 */
#define FIN_TYPE_DOCUMENT_FINDER (fin_document_finder_get_type ())
G_DECLARE_FINAL_TYPE (FinDocumentFinder, fin_document_finder, FIN, DOCUMENT_FINDER, GObject)

FinDocumentFinder *fin_document_finder_new (FinFindBar *bar, FinDocumentText *text);
/* The pages of a document, before any is read; NULL: nothing is shown. */
void fin_document_finder_set_pages   (FinDocumentFinder *self, FinPagesView *view);
/* Whether its text is seen instead of the pages. */
void fin_document_finder_set_in_text (FinDocumentFinder *self, gboolean in_text);

G_END_DECLS
