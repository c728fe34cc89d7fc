// A citizen's document, opened in the box: its pages are asked for and come as pictures and words.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-page.h"

G_BEGIN_DECLS

#define FIN_PAGES_FIRST_DPI 110

typedef enum {
  FIN_PAGES_WORDS = 1 << 0,
  FIN_PAGES_PICTURES = 1 << 1,
} FinPagesWhat;

/**
 * FinPagesBox:
 *
 * Each question starts `finestreta-pages` in a box of its own, so nothing of a document lives on
 * between questions, and two documents never meet. Main thread only; nothing blocks it.
 *
 * Errors: FIN_ERROR_NO_BOX (no box can be had here, or the helper is not installed; nothing was
 * opened), FIN_ERROR_LOCKED (wants a password), FIN_ERROR_UNREADABLE, FIN_ERROR_UNSUPPORTED_TYPE
 * (not what @media_type says, or nothing we open), FIN_ERROR_TOO_LARGE, FIN_ERROR_TIMED_OUT,
 * G_IO_ERROR_CANCELLED.
 */
#define FIN_TYPE_PAGES_BOX (fin_pages_box_get_type ())
G_DECLARE_FINAL_TYPE (FinPagesBox, fin_pages_box, FIN, PAGES_BOX, GObject)

void         fin_pages_box_open_async  (GBytes *content, const char *media_type,
                                        GCancellable *cancellable, GAsyncReadyCallback callback,
                                        gpointer data);
/* (transfer full) */
FinPagesBox *fin_pages_box_open_finish (GAsyncResult *result, GError **error);

/* The first page, read together with the document: its words, and its picture at
 * FIN_PAGES_FIRST_DPI. NULL when it could not be read, or was taken already. (transfer full) */
FinPage     *fin_pages_box_take_first  (FinPagesBox *self);

/* Pages that can be asked for: at most 500. */
guint        fin_pages_box_get_n_pages (FinPagesBox *self);
/* Pages the document says it has. */
guint        fin_pages_box_get_n_total (FinPagesBox *self);
/* The file is cut short: what there is of it can be asked for. */
gboolean     fin_pages_box_is_cut      (FinPagesBox *self);
/* In points, as the page is read (turned as the document says). @page from 0. */
void         fin_pages_box_get_size    (FinPagesBox *self, guint page, double *width,
                                        double *height);

/* The pages @from to @to (included, counted from 0, at most 32; with pictures, keep to a few: they
 * come together). @dpi: for pictures, up to 300; a picture beyond 12 megapixels comes coarser. */
void         fin_pages_box_read_async  (FinPagesBox *self, guint from, guint to, FinPagesWhat what,
                                        double dpi, GCancellable *cancellable,
                                        GAsyncReadyCallback callback, gpointer data);
/* Of FinPage, in order. (transfer full) */
GPtrArray   *fin_pages_box_read_finish (FinPagesBox *self, GAsyncResult *result, GError **error);

/* Where the helper is: $FINESTRETA_PAGES, beside the program in the build tree, or as installed.
 * (transfer full) */
char        *fin_pages_box_find_helper (void);

G_END_DECLS
