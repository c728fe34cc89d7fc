// One page of a document by itself, to be pointed at, shown to somebody, and drawn on.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fin-page-canvas.h"
#include "fin-pages-box.h"

G_BEGIN_DECLS

/**
 * FinCloseUp:
 *
 * Asks the box for the page's picture and shows it as it is looked at, turned. Neither WebKit nor a
 * decoder has a part in it: what comes out of the box are pixels, and they are drawn.
 *
 * Signal: `pictured` (GBytes *picture, const char *media_type, guint page, from 0): the page that is
 * looked at is there; @picture is what is seen, turned, as PNG, or JPEG where that is large.
 */
#define FIN_TYPE_CLOSE_UP (fin_close_up_get_type ())
G_DECLARE_FINAL_TYPE (FinCloseUp, fin_close_up, FIN, CLOSE_UP, GtkWidget)

/* @box: NULL for none, and nothing of the document before is left. */
void           fin_close_up_set_box   (FinCloseUp *self, FinPagesBox *box);
/* @page from 0; @rotation 0, 90, 180 or 270, clockwise. The picture follows when it is made. */
void           fin_close_up_look_at   (FinCloseUp *self, guint page, guint rotation);
/* 1: as wide as the widget. */
void           fin_close_up_set_zoom  (FinCloseUp *self, double zoom);
/* To listen to, and to draw pointers and areas on. (transfer none) */
FinPageCanvas *fin_close_up_canvas    (FinCloseUp *self);

/* A place of the page as it lies in the document, as it is seen turned by @rotation, and back. Both in
 * parts of the page's sides. */
graphene_rect_t fin_close_up_turn     (const graphene_rect_t *area, guint rotation);
graphene_rect_t fin_close_up_turn_back (const graphene_rect_t *area, guint rotation);

G_END_DECLS
