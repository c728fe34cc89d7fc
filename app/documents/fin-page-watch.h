// Tells which page of a document somebody is looking at, without a script to ask.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-page-sheet.h"
#include "fin-sealed-view.h"

G_BEGIN_DECLS

/**
 * FinPageWatch:
 *
 * After anything that may have scrolled the view it takes a picture of what is seen and reads the
 * marks along its edge (fin_page_sheet_read_mark()), until the page does not change any more.
 *
 * Signal: `looked-at` (guint page, from 0), whenever it is another one.
 */
#define FIN_TYPE_PAGE_WATCH (fin_page_watch_get_type ())
G_DECLARE_FINAL_TYPE (FinPageWatch, fin_page_watch, FIN, PAGE_WATCH, GObject)

/* Does not keep @view. */
FinPageWatch *fin_page_watch_new      (FinSealedView *view);
void          fin_page_watch_set_look (FinPageWatch *self, const FinPageLook *look);
/* What is gone to is on @page, which is looked at until somebody moves, wherever its edges are. */
void          fin_page_watch_tell     (FinPageWatch *self, guint page);
/* Look again, soon. */
void          fin_page_watch_look     (FinPageWatch *self);

G_END_DECLS
