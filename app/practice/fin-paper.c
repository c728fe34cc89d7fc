// A made-up paper as PDF, made in memory.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-paper.h"

#include <cairo-pdf.h>

/* Points: A4, and a card of the size of an identity card, twice as large. */
#define WIDTH  595
#define HEIGHT 842
#define CARD_X 55
#define CARD_Y 90
#define CARD_W 485
#define CARD_H 306

static cairo_status_t
write_cb (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);

  return CAIRO_STATUS_SUCCESS;
}

static void
draw_portrait (cairo_t *cr, double x, double y)
{
  cairo_set_source_rgb (cr, 0.85, 0.88, 0.90);
  cairo_rectangle (cr, x, y, 110, 140);
  cairo_fill (cr);
  cairo_set_source_rgb (cr, 0.45, 0.50, 0.55);
  cairo_arc (cr, x + 55, y + 55, 28, 0, 2 * G_PI);
  cairo_fill (cr);
  cairo_arc (cr, x + 55, y + 140, 46, G_PI, 2 * G_PI);
  cairo_fill (cr);
}

static void
draw (cairo_t *cr, const char *title, const char *const *lines)
{
  double y = CARD_Y + 95;

  cairo_set_source_rgb (cr, 0.93, 0.95, 0.97);
  cairo_rectangle (cr, CARD_X, CARD_Y, CARD_W, CARD_H);
  cairo_fill_preserve (cr);
  cairo_set_source_rgb (cr, 0.35, 0.40, 0.50);
  cairo_set_line_width (cr, 1.5);
  cairo_stroke (cr);
  draw_portrait (cr, CARD_X + 25, CARD_Y + 90);

  cairo_set_source_rgb (cr, 0.1, 0.1, 0.15);
  cairo_select_font_face (cr, "sans-serif", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_BOLD);
  cairo_set_font_size (cr, 21);
  cairo_move_to (cr, CARD_X + 25, CARD_Y + 50);
  cairo_show_text (cr, title);
  cairo_select_font_face (cr, "sans-serif", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL);
  cairo_set_font_size (cr, 15);
  for (guint i = 0; lines[i] != NULL; i++, y += 28) {
    cairo_move_to (cr, CARD_X + 160, y + 15);
    cairo_show_text (cr, lines[i]);
  }

  cairo_set_source_rgba (cr, 0.75, 0.15, 0.15, 0.35);
  cairo_set_font_size (cr, 44);
  cairo_move_to (cr, CARD_X + 90, CARD_Y + CARD_H + 140);
  cairo_rotate (cr, -0.25);
  cairo_show_text (cr, "PRÀCTIQUES · FICTICI");
}

GBytes *
fin_paper_new (const char *title, const char *const *lines)
{
  GByteArray *bytes;
  cairo_surface_t *surface;
  cairo_t *cr;

  g_return_val_if_fail (title != NULL && lines != NULL, NULL);

  bytes = g_byte_array_new ();
  surface = cairo_pdf_surface_create_for_stream (write_cb, bytes, WIDTH, HEIGHT);
  cr = cairo_create (surface);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, title);
  draw (cr, title, lines);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  cairo_surface_destroy (surface);

  return g_byte_array_free_to_bytes (bytes);
}
