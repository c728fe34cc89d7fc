// One page as a picture to be pointed at and drawn on.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * FinPageCanvas:
 *
 * Draws pixels and nothing else. Places are parts of the picture's width and height, from 0 to 1,
 * from its top left corner.
 *
 * Signals: `pointed` (double x, double y; negative: nowhere any more), by mouse, or by the arrow keys
 * (Shift goes faster, Escape stops) while it has the keyboard; `drawn` (graphene_rect_t *area), a
 * rectangle drawn with the mouse while `drawing`.
 */
#define FIN_TYPE_PAGE_CANVAS (fin_page_canvas_get_type ())
G_DECLARE_FINAL_TYPE (FinPageCanvas, fin_page_canvas, FIN, PAGE_CANVAS, GtkWidget)

/* @picture: NULL for none. What pointed on the one before is gone. */
void fin_page_canvas_set_picture (FinPageCanvas *self, GdkTexture *picture);
/* How wide the picture is drawn, in pixels. */
void fin_page_canvas_set_width   (FinPageCanvas *self, int width);
/* Whether the mouse draws rectangles instead of pointing. */
void fin_page_canvas_set_drawing (FinPageCanvas *self, gboolean drawing);
/* Where somebody else points; negative: nowhere. */
void fin_page_canvas_set_pointer (FinPageCanvas *self, double x, double y);
/* What is painted over, of graphene_rect_t; NULL for nothing. @solid: as it will be; else what is under
 * it can still be read. */
void fin_page_canvas_set_areas   (FinPageCanvas *self, GArray *areas, gboolean solid);

G_END_DECLS
