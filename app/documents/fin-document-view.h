// The sealed viewer: shows a citizen's document without trusting it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-close-up.h"

G_BEGIN_DECLS

/**
 * FinDocumentView:
 *
 * A widget that shows page pictures made in a box (`finestreta-pages` in bubblewrap) with
 * WebKitGTK, scripts and network off, and their text as plain text for a screen reader. Where the
 * box cannot be had it says so and stays shut. Main thread only; it takes the room it is given and
 * needs about 300 pixels of width.
 *
 * Properties:
 * - `zoom` (double, 0.5 to 5; 1 shows a page as wide as the widget), `rotation` (uint: 0, 90, 180,
 *   270, clockwise), `page` (uint, from 1; 0 when nothing is shown; setting it scrolls there),
 *   `show-text` (boolean: the text instead of the pages), `close-up` (boolean: one page by itself, in
 *   fin_document_view_get_close_up(), instead of all of them).
 * - To be read: `n-pages` (uint, pages that can be seen), `busy` (boolean, until the first page is
 *   there), `error` (#GError or %NULL; the widget also shows it in words, with what to do).
 *
 * Keys: + - 0 zoom, R and Shift+R turn, Ctrl+F finds, Page Up and Page Down. The same as actions:
 * `document.zoom-in`, `.zoom-out`, `.zoom-fit`, `.turn-right`, `.turn-left`, `.find`,
 * `.next-page`, `.previous-page`, `.show-text`.
 */
#define FIN_TYPE_DOCUMENT_VIEW (fin_document_view_get_type ())
G_DECLARE_FINAL_TYPE (FinDocumentView, fin_document_view, FIN, DOCUMENT_VIEW, GtkWidget)

GtkWidget *fin_document_view_new   (void);
/* @media_type as the office told it from the content; the box checks it again. What was shown
 * before goes, at once. */
void       fin_document_view_show  (FinDocumentView *self, GBytes *content, const char *media_type);
/* Nothing of the document is left, in this process or another. */
void       fin_document_view_clear (FinDocumentView *self);

/* (transfer none) */
FinCloseUp *fin_document_view_get_close_up (FinDocumentView *self);
/* The document that is open, NULL when none is. (transfer none) */
FinPagesBox *fin_document_view_get_box (FinDocumentView *self);

G_END_DECLS
