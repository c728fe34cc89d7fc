// PDF by Poppler.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-pages-decode.h"

#include <math.h>
#include <poppler.h>

static const FinPageSize a4 = { 595.28, 841.89 };

static FinPageSize
get_size (PopplerPage *page)
{
  FinPageSize size;

  poppler_page_get_size (page, &size.width, &size.height);
  /* A page without a believable size is given a sheet of A4. */
  if (!(size.width >= 1 && size.height >= 1 && size.width <= FIN_PAGES_MAX_SIDE / 100 &&
        size.height <= FIN_PAGES_MAX_SIDE / 100))
    size = a4;

  return size;
}

static void
write_document (PopplerDocument *document, guint n_total)
{
  guint n_pages = MIN (n_total, FIN_PAGES_MAX);
  g_autofree FinPageSize *sizes = g_new0 (FinPageSize, n_pages);

  for (guint i = 0; i < n_pages; i++)
    {
      PopplerPage *page = poppler_document_get_page (document, i);

      sizes[i] = page != NULL ? get_size (page) : a4;
      g_clear_object (&page);
    }
  fin_pages_out_document (n_total, sizes, n_pages);
}

static void
write_picture (PopplerPage *page, guint index, double dpi)
{
  FinPageSize size = get_size (page);
  double scale = fin_pages_scale (size, dpi);
  int width = MAX (size.width * scale, 1);
  int height = MAX (size.height * scale, 1);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  cairo_t *cairo = cairo_create (surface);

  cairo_set_source_rgb (cairo, 1, 1, 1);
  cairo_paint (cairo);
  cairo_scale (cairo, width / size.width, height / size.height);
  poppler_page_render (page, cairo);
  cairo_destroy (cairo);
  cairo_surface_flush (surface);

  g_autoptr (GdkPixbuf) pixels = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);
  if (pixels == NULL || cairo_surface_status (surface) != CAIRO_STATUS_SUCCESS)
    fin_pages_out_fail ("too-large");

  guchar *to = gdk_pixbuf_get_pixels (pixels);
  const guchar *from = cairo_image_surface_get_data (surface);
  for (int y = 0; y < height; y++)
    {
      const guint32 *in = (const guint32 *) (from + (gsize) y * cairo_image_surface_get_stride (surface));
      guchar *out = to + (gsize) y * gdk_pixbuf_get_rowstride (pixels);

      for (int x = 0; x < width; x++)
        {
          *out++ = in[x] >> 16;
          *out++ = in[x] >> 8;
          *out++ = in[x];
        }
    }
  cairo_surface_destroy (surface);

  fin_pages_out_picture (index, pixels);
}

static void
clear_word (gpointer data)
{
  FinWord *word = data;

  g_free (word->text);
}

/* Poppler gives characters, each with its place; people search and select words. */
static GArray *
get_words (PopplerPage *page)
{
  GArray *words = g_array_new (FALSE, FALSE, sizeof (FinWord));
  g_autofree char *text = poppler_page_get_text (page);
  g_autofree PopplerRectangle *places = NULL;
  guint n_places = 0;
  guint i = 0;
  const char *start = NULL;
  PopplerRectangle box = { 0 };

  g_array_set_clear_func (words, clear_word);
  if (text == NULL || !poppler_page_get_text_layout (page, &places, &n_places))
    return words;

  for (const char *c = text;; c = g_utf8_next_char (c), i++)
    {
      gboolean at_end = *c == '\0' || i >= n_places;
      gboolean between = at_end || g_unichar_isspace (g_utf8_get_char (c));

      if (!between && start == NULL)
        {
          start = c;
          box = places[i];
        }
      else if (!between)
        {
          box.x1 = MIN (box.x1, places[i].x1);
          box.y1 = MIN (box.y1, places[i].y1);
          box.x2 = MAX (box.x2, places[i].x2);
          box.y2 = MAX (box.y2, places[i].y2);
        }
      else if (start != NULL)
        {
          FinWord word = { .text = g_strndup (start, c - start),
                           .x = box.x1,
                           .y = box.y1,
                           .width = box.x2 - box.x1,
                           .height = box.y2 - box.y1 };

          g_array_append_val (words, word);
          start = NULL;
        }
      if (words->len > 0 && between && (at_end || *c == '\n'))
        g_array_index (words, FinWord, words->len - 1).ends_line = TRUE;
      if (at_end)
        break;
    }

  return words;
}

void
fin_pages_decode_pdf (GBytes *content, const FinPagesOrder *order)
{
  g_autoptr (GError) error = NULL;
  PopplerDocument *document = poppler_document_new_from_bytes (content, NULL, &error);

  if (document == NULL)
    fin_pages_out_fail (g_error_matches (error, POPPLER_ERROR, POPPLER_ERROR_ENCRYPTED)
                            ? "password"
                            : "broken");

  int n_total = poppler_document_get_n_pages (document);
  if (n_total < 1)
    fin_pages_out_fail ("broken");

  if (!order->about_pages)
    write_document (document, n_total);

  for (guint i = order->from; order->about_pages && i <= order->to && i < (guint) n_total; i++)
    {
      PopplerPage *page = poppler_document_get_page (document, i);

      if (page == NULL)
        fin_pages_out_fail ("broken");
      if (order->dpi > 0)
        write_picture (page, i, order->dpi);
      if (order->words)
        {
          g_autoptr (GArray) words = get_words (page);

          fin_pages_out_words (i, (const FinWord *) words->data, words->len);
        }
      g_object_unref (page);
    }

  g_object_unref (document);
}
