// A document's pages under each other, in a sealed view.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-page-watch.h"
#include "fin-pages-box.h"

G_BEGIN_DECLS

/**
 * FinPagesView:
 *
 * Holds a sealed view for as long as there is a document, with what serves it its pages and what tells
 * which of them is looked at. Main thread only.
 *
 * Signals: `read` (#FinPage, with its words; in order, each page once), `shown` (no arguments, when the
 * first picture is there), `looked-at` (uint, the page, from 0), `broken` (no arguments: WebKit's
 * process ended).
 */
#define FIN_TYPE_PAGES_VIEW (fin_pages_view_get_type ())
G_DECLARE_FINAL_TYPE (FinPagesView, fin_pages_view, FIN, PAGES_VIEW, GtkWidget)

/* A document is being opened: WebKit's process starts. Not before fin_box_probe_finish() has told that
 * boxes can be had here: without, WebKit would end the program. */
void           fin_pages_view_begin        (FinPagesView *self);
/* The document, once it is open. */
void           fin_pages_view_set_box      (FinPagesView *self, FinPagesBox *box);
/* Nothing of the document is left, in this process or another. */
void           fin_pages_view_end          (FinPagesView *self);
/* 1: a page as wide as the widget. */
void           fin_pages_view_set_zoom     (FinPagesView *self, double zoom);
/* In degrees, clockwise. */
void           fin_pages_view_set_rotation (FinPagesView *self, guint rotation);
/* @page from 0. */
void           fin_pages_view_scroll_to    (FinPagesView *self, guint page);
/* What is marked on pages: rules of fin_page_sheet_mark() and fin_page_sheet_frame(); NULL for nothing. */
void           fin_pages_view_set_marks    (FinPagesView *self, const char *css);
/* To what is framed on @page. */
void           fin_pages_view_scroll_to_frame (FinPagesView *self, guint page);
/* The one that is looked at, from 0. */
guint          fin_pages_view_get_page     (FinPagesView *self);
/* NULL while there is no open document. (transfer none) */
FinPagesBox   *fin_pages_view_get_box      (FinPagesView *self);
/* Pages whose words are there. */
guint          fin_pages_view_get_n_read   (FinPagesView *self);
/* NULL while there is no document. (transfer none) */
FinSealedView *fin_pages_view_get_sealed   (FinPagesView *self);

G_END_DECLS
