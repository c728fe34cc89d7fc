// A PDF made of pages' pictures, with areas of them painted black, and the words that are left.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <graphene.h>

#include "fin-page.h"

G_BEGIN_DECLS

typedef struct _FinRedactedPdf FinRedactedPdf;

FinRedactedPdf *fin_redacted_pdf_new  (void);
/* Not while a page is being added. */
void            fin_redacted_pdf_free (FinRedactedPdf *self);

/* @page has its picture and its words; @width and @height in points; @areas of graphene_rect_t, in parts
 * of the page's sides. One page after another. */
void     fin_redacted_pdf_add_async  (FinRedactedPdf *self, FinPage *page, double width,
                                      double height, GArray *areas, GCancellable *cancellable,
                                      GAsyncReadyCallback callback, gpointer data);
gboolean fin_redacted_pdf_add_finish (FinRedactedPdf *self, GAsyncResult *result, GError **error);
/* Once. (transfer full) */
GBytes  *fin_redacted_pdf_end        (FinRedactedPdf *self, GError **error);

G_END_DECLS
