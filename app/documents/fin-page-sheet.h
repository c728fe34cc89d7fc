// The web page that shows a document's pages, made from nothing but numbers and escaped words.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <graphene.h>

#include "fin-page.h"

G_BEGIN_DECLS

/* The start of the page, up to the first of the document's pages. (transfer full) */
char *fin_page_sheet_begin (void);

/* One of the document's pages: its picture at PREFIX/coarse/INDEX (and PREFIX/fine/INDEX over it
 * when the style asks for that) and, over it and transparent, its words, to be searched and
 * selected. Its top has two ids, `pINDEX` and `qINDEX`, to be scrolled to in turns; what is framed on
 * it, `mINDEX` and `nINDEX`. (transfer full) */
char *fin_page_sheet_section (FinPage *page, double width, double height, const char *prefix,
                              const char *label);

/* A picture in the place of one that could not be made. SVG. (transfer full) */
char *fin_page_sheet_notice (const char *words);

/* How the pages are seen just now. */
typedef struct {
  double   page_width; /* in pixels, at no zoom */
  guint    rotation;   /* 0, 90, 180 or 270 */
  gboolean dark;       /* around the pages, never the pages */
  gboolean fine;
} FinPageLook;

/* The style sheet for @look. (transfer full) */
char *fin_page_sheet_style (const FinPageLook *look);

/* More rules, for words that are found: marked, as many as there are, and one of them framed. Areas in
 * parts of the page's width and height, from its top left corner as the document has it. */
void  fin_page_sheet_mark  (GString *css, guint page, const graphene_rect_t *marks, guint n_marks);
void  fin_page_sheet_frame (GString *css, guint page, const graphene_rect_t *frame);

/* Which page a pixel (0xRRGGBB) of the window's left edge belongs to, or -1. Without scripts a page
 * cannot tell how far it has been scrolled; so each of the document's pages has a number, as a
 * shade no eye can see, along that edge. */
int   fin_page_sheet_read_mark (const FinPageLook *look, guint32 pixel);

G_END_DECLS
