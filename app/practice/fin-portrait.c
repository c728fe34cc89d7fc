// A person from the waist up, in front of a wall: enough of a face to talk to.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-portrait.h"

#include <math.h>

#define W FIN_PORTRAIT_WIDTH
#define H FIN_PORTRAIT_HEIGHT

/* The head on a picture of its own, so that moving it is copying it. */
#define HEAD_W 220
#define HEAD_H 280
#define HEAD_X ((W - HEAD_W) / 2)
#define HEAD_Y 70

struct _FinPortrait {
  cairo_surface_t *room;
  cairo_surface_t *head;
};

static void
ellipse (cairo_t *cr, double x, double y, double rx, double ry)
{
  cairo_save (cr);
  cairo_translate (cr, x, y);
  cairo_scale (cr, rx, ry);
  cairo_arc (cr, 0, 0, 1, 0, 2 * G_PI);
  cairo_restore (cr);
}

static void
colour (cairo_t *cr, guint rgb)
{
  cairo_set_source_rgb (cr, (rgb >> 16) / 255.0, (rgb >> 8 & 255) / 255.0, (rgb & 255) / 255.0);
}

static void
fill_ellipse (cairo_t *cr, guint rgb, double x, double y, double rx, double ry)
{
  colour (cr, rgb);
  ellipse (cr, x, y, rx, ry);
  cairo_fill (cr);
}

static void
fill_box (cairo_t *cr, guint rgb, double x, double y, double w, double h)
{
  colour (cr, rgb);
  cairo_rectangle (cr, x, y, w, h);
  cairo_fill (cr);
}

/* A wall with the light of a window to the left, a shelf, and somebody's shoulders. */
static cairo_surface_t *
draw_room (void)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, W, H);
  cairo_t *cr = cairo_create (surface);
  cairo_pattern_t *light = cairo_pattern_create_linear (0, 0, W, H);
  static const guint books[] = { 0x8d5b4c, 0x4f6d7a, 0xb08d57, 0x5f7161, 0x7a5c7e };

  cairo_pattern_add_color_stop_rgb (light, 0, 0.80, 0.82, 0.80);
  cairo_pattern_add_color_stop_rgb (light, 1, 0.52, 0.56, 0.58);
  cairo_set_source (cr, light);
  cairo_paint (cr);
  cairo_pattern_destroy (light);

  fill_box (cr, 0x6b5646, 20, 190, 120, 8);
  for (guint i = 0; i < G_N_ELEMENTS (books); i++)
    fill_box (cr, books[i], 30 + 20 * i, 130 + 7 * (i % 3), 17, 60 - 7 * (i % 3));
  fill_box (cr, 0x3c3530, 546, 34, 72, 56);

  fill_box (cr, 0xc08f6c, 288, 290, 64, 90);
  colour (cr, 0x5a76a0);
  cairo_move_to (cr, 130, H);
  cairo_curve_to (cr, 140, 390, 210, 360, 286, 350);
  cairo_curve_to (cr, 305, 385, 335, 385, 354, 350);
  cairo_curve_to (cr, 430, 360, 500, 390, 510, H);
  cairo_fill (cr);
  cairo_destroy (cr);

  return surface;
}

static cairo_surface_t *
draw_head (void)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, HEAD_W, HEAD_H);
  cairo_t *cr = cairo_create (surface);
  double x = HEAD_W / 2.0;

  fill_ellipse (cr, 0x3b2a20, x, 118, 96, 108);
  fill_ellipse (cr, 0xd0a17c, x - 84, 146, 13, 24);
  fill_ellipse (cr, 0xd0a17c, x + 84, 146, 13, 24);
  fill_ellipse (cr, 0xdcb08c, x, 145, 82, 108);
  colour (cr, 0x3b2a20);
  cairo_move_to (cr, x - 84, 122);
  cairo_curve_to (cr, x - 82, -4, x + 82, -4, x + 84, 122);
  cairo_curve_to (cr, x + 50, 78, x - 20, 96, x - 84, 122);
  cairo_fill (cr);

  colour (cr, 0x3b2a20);
  cairo_set_line_width (cr, 6);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  for (int side = -1; side <= 1; side += 2) {
    cairo_move_to (cr, x + side * 20, 120);
    cairo_curve_to (cr, x + side * 30, 113, x + side * 42, 113, x + side * 52, 120);
    cairo_stroke (cr);
  }
  colour (cr, 0xbd8d68);
  cairo_set_line_width (cr, 4);
  cairo_move_to (cr, x + 3, 150);
  cairo_curve_to (cr, x + 9, 168, x + 12, 178, x - 5, 180);
  cairo_stroke (cr);
  cairo_destroy (cr);

  return surface;
}

FinPortrait *
fin_portrait_new (void)
{
  FinPortrait *portrait = g_new0 (FinPortrait, 1);

  portrait->room = draw_room ();
  portrait->head = draw_head ();

  return portrait;
}

void
fin_portrait_free (FinPortrait *portrait)
{
  g_return_if_fail (portrait != NULL);

  cairo_surface_destroy (portrait->room);
  cairo_surface_destroy (portrait->head);
  g_free (portrait);
}

static void
draw_eyes (cairo_t *cr, double x, double y, double seconds)
{
  /* A blink of 150 ms every few seconds, not quite regular. */
  double since = fmod (seconds + sin (seconds / 7), 3.7);
  double open = since < 0.15 ? fabs (since - 0.075) / 0.075 : 1;
  double look = 3 * sin (seconds / 2.3);

  for (int side = -1; side <= 1; side += 2) {
    fill_ellipse (cr, 0xf4f1ec, x + side * 36, y, 14, 1 + 8 * open);
    if (open > 0.3)
      fill_ellipse (cr, 0x4a3527, x + side * 36 + look, y, 6.5, 6.5 * open);
  }
}

static void
draw_mouth (cairo_t *cr, double x, double y, double mouth)
{
  fill_ellipse (cr, 0xa85f55, x, y, 29 - 5 * mouth, 5 + 17 * mouth);
  if (mouth > 0.12)
    fill_ellipse (cr, 0x54241f, x, y, 23 - 4 * mouth, 1 + 14 * mouth);
}

void
fin_portrait_draw (FinPortrait *portrait, guint8 *pixels, int stride, double seconds, double mouth)
{
  static const guint pictures[] = { 0xc0392b, 0x27ae60, 0x2e6fc0, 0xe0b020 };
  cairo_surface_t *surface;
  cairo_t *cr;
  int x, y;

  g_return_if_fail (portrait != NULL && pixels != NULL);

  surface = cairo_image_surface_create_for_data (pixels, CAIRO_FORMAT_RGB24, W, H, stride);
  cr = cairo_create (surface);
  cairo_set_source_surface (cr, portrait->room, 0, 0);
  cairo_set_operator (cr, CAIRO_OPERATOR_SOURCE);
  cairo_paint (cr);
  cairo_set_operator (cr, CAIRO_OPERATOR_OVER);

  fill_box (cr, pictures[(guint)seconds % G_N_ELEMENTS (pictures)], 552, 40, 60, 44);

  /* Whole pixels, so that the head is copied and not computed anew. */
  x = HEAD_X + (int)round (7 * sin (seconds / 1.7) + 3 * sin (seconds * 1.3));
  y = HEAD_Y + (int)round (3 * sin (seconds / 1.1) + 2 * mouth);
  cairo_set_source_surface (cr, portrait->head, x, y);
  cairo_paint (cr);
  draw_eyes (cr, x + HEAD_W / 2.0, y + 142, seconds);
  draw_mouth (cr, x + HEAD_W / 2.0, y + 210, mouth);

  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}
