// A PDF made of pages' pictures and the words that are left.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-redacted-pdf.h"

#include <math.h>
#include <cairo-pdf.h>
#include <gdk-pixbuf/gdk-pixbuf.h>
#include <pango/pangocairo.h>

#include "fin-error.h"

#define FAINT    12 /* of 255: paler than this against what is around it nothing can be read */
#define MAX_SIZE (20 * 1024 * 1024) /* as the office takes it */

struct _FinRedactedPdf {
  GByteArray *content;
  cairo_surface_t *surface;
  cairo_t *cairo;
};

typedef struct {
  FinRedactedPdf *pdf;
  FinPage *page;
  double width;
  double height;
  GArray *areas;
} Adding;

static void
adding_free (gpointer data)
{
  Adding *adding = data;

  g_object_unref (adding->page);
  g_array_unref (adding->areas);
  g_free (adding);
}

static cairo_status_t
write_cb (gpointer data, const guchar *bytes, guint length)
{
  GByteArray *content = data;

  if (content->len + length > MAX_SIZE)
    return CAIRO_STATUS_WRITE_ERROR;
  g_byte_array_append (content, bytes, length);

  return CAIRO_STATUS_SUCCESS;
}

FinRedactedPdf *
fin_redacted_pdf_new (void)
{
  FinRedactedPdf *self = g_new0 (FinRedactedPdf, 1);

  self->content = g_byte_array_new ();
  self->surface = cairo_pdf_surface_create_for_stream (write_cb, self->content, 1, 1);
  self->cairo = cairo_create (self->surface);

  return self;
}

void
fin_redacted_pdf_free (FinRedactedPdf *self)
{
  cairo_destroy (self->cairo);
  cairo_surface_destroy (self->surface);
  g_byte_array_unref (self->content);
  g_free (self);
}

static gboolean
touches (const Adding *adding, const FinWord *word)
{
  graphene_rect_t place =
      GRAPHENE_RECT_INIT (word->x / adding->width, word->y / adding->height,
                          word->width / adding->width, word->height / adding->height);

  for (guint i = 0; i < adding->areas->len; i++)
    if (graphene_rect_intersection (&g_array_index (adding->areas, graphene_rect_t, i), &place,
                                    NULL))
      return TRUE;

  return FALSE;
}

/* Stretched to the place it has on the picture; turned where that is higher than it is wide, as on
 * a page that lies on its side: squeezed in, its letters would be read apart. */
static void
draw_word (cairo_t *cairo, PangoLayout *layout, const FinWord *word)
{
  gboolean turned = word->height > word->width && g_utf8_strlen (word->text, -1) > 2;
  int width, height;

  pango_layout_set_text (layout, word->text, -1);
  pango_layout_get_size (layout, &width, &height);
  if (width <= 0 || height <= 0 || word->width <= 0 || word->height <= 0)
    return;

  cairo_save (cairo);
  cairo_translate (cairo, word->x + (turned ? word->width : 0), word->y);
  cairo_rotate (cairo, turned ? G_PI_2 : 0);
  cairo_scale (cairo, (turned ? word->height : word->width) * PANGO_SCALE / width,
               (turned ? word->width : word->height) * PANGO_SCALE / height);
  pango_cairo_show_layout (cairo, layout);
  cairo_restore (cairo);
}

/* Whether there is anything to be seen where @word is said to be. What nobody can see on the page,
 * nobody could think of hiding: off its edge, white on white, or under what was painted over it
 * before. */
static gboolean
is_seen (const Adding *adding, GdkPixbuf *pixels, const FinWord *word)
{
  double across = gdk_pixbuf_get_width (pixels) / adding->width;
  double down = gdk_pixbuf_get_height (pixels) / adding->height;
  int left = MAX (floor (word->x * across), 0), top = MAX (floor (word->y * down), 0);
  int right = MIN (ceil ((word->x + word->width) * across), gdk_pixbuf_get_width (pixels));
  int bottom = MIN (ceil ((word->y + word->height) * down), gdk_pixbuf_get_height (pixels));
  int channels = gdk_pixbuf_get_n_channels (pixels);
  guint8 least[3] = { 255, 255, 255 }, most[3] = { 0 };

  for (int y = top; y < bottom; y++) {
    const guint8 *pixel =
        gdk_pixbuf_read_pixels (pixels) + y * gdk_pixbuf_get_rowstride (pixels) + left * channels;

    for (int x = left; x < right; x++, pixel += channels)
      for (guint colour = 0; colour < 3; colour++) {
        least[colour] = MIN (least[colour], pixel[colour]);
        most[colour] = MAX (most[colour], pixel[colour]);
        if (most[colour] - least[colour] > FAINT)
          return TRUE;
      }
  }

  return FALSE;
}

static void
draw_words (const Adding *adding, GdkPixbuf *pixels)
{
  cairo_t *cairo = adding->pdf->cairo;
  g_autoptr (PangoLayout) layout = pango_cairo_create_layout (cairo);
  PangoFontDescription *font = pango_font_description_from_string ("sans 10");

  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  cairo_set_source_rgb (cairo, 0, 0, 0);
  for (guint i = 0; i < fin_page_get_n_words (adding->page); i++) {
    const FinWord *word = fin_page_get_word (adding->page, i);

    if (!touches (adding, word) && is_seen (adding, pixels, word))
      draw_word (cairo, layout, word);
  }
}

/* Outwards, so that not a pixel of it is left at an edge. */
static void
paint_over (GdkPixbuf *pixels, const graphene_rect_t *area)
{
  int width = gdk_pixbuf_get_width (pixels), height = gdk_pixbuf_get_height (pixels);
  int left = CLAMP ((int)floorf (area->origin.x * width), 0, width);
  int top = CLAMP ((int)floorf (area->origin.y * height), 0, height);
  int right = CLAMP ((int)ceilf ((area->origin.x + area->size.width) * width), left, width);
  int bottom = CLAMP ((int)ceilf ((area->origin.y + area->size.height) * height), top, height);

  if (right > left && bottom > top) {
    g_autoptr (GdkPixbuf) part =
        gdk_pixbuf_new_subpixbuf (pixels, left, top, right - left, bottom - top);

    gdk_pixbuf_fill (part, 0x000000ff);
  }
}

/* The picture as JPEG, from pixels that were painted over already. */
static gboolean
draw_picture (const Adding *adding, GdkPixbuf *pixels, GError **error)
{
  cairo_t *cairo = adding->pdf->cairo;
  int width = gdk_pixbuf_get_width (pixels), height = gdk_pixbuf_get_height (pixels);
  cairo_surface_t *image;
  char *jpeg;
  gsize size;

  if (!gdk_pixbuf_save_to_buffer (pixels, &jpeg, &size, "jpeg", error, "quality", "80", NULL))
    return FALSE;

  image = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  if (cairo_surface_set_mime_data (image, CAIRO_MIME_TYPE_JPEG, (guchar *)jpeg, size, g_free,
                                   jpeg) != CAIRO_STATUS_SUCCESS)
    g_free (jpeg);
  cairo_save (cairo);
  cairo_scale (cairo, adding->width / width, adding->height / height);
  cairo_set_source_surface (cairo, image, 0, 0);
  cairo_paint (cairo);
  cairo_restore (cairo);
  cairo_surface_destroy (image);

  return TRUE;
}

static void
add_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Adding *adding = data;
  FinRedactedPdf *self = adding->pdf;
  GError *error = NULL;
  g_autoptr (GInputStream) stream =
      g_memory_input_stream_new_from_bytes (fin_page_get_png (adding->page));
  g_autoptr (GdkPixbuf) pixels = gdk_pixbuf_new_from_stream (stream, NULL, &error);

  if (pixels == NULL) {
    g_task_return_error (task, error);
    return;
  }

  for (guint i = 0; i < adding->areas->len; i++)
    paint_over (pixels, &g_array_index (adding->areas, graphene_rect_t, i));
  cairo_pdf_surface_set_size (self->surface, adding->width, adding->height);
  draw_words (adding, pixels);
  if (!draw_picture (adding, pixels, &error)) {
    g_task_return_error (task, error);
    return;
  }
  cairo_show_page (self->cairo);

  if (cairo_status (self->cairo) == CAIRO_STATUS_SUCCESS)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_new_error (task, FIN_ERROR, FIN_ERROR_TOO_LARGE, "the copy is too large");
}

void
fin_redacted_pdf_add_async (FinRedactedPdf *self,
                            FinPage *page,
                            double width,
                            double height,
                            GArray *areas,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, data);
  Adding *adding;

  g_return_if_fail (self != NULL && FIN_IS_PAGE (page) && areas != NULL);

  g_task_set_source_tag (task, fin_redacted_pdf_add_async);
  if (fin_page_get_png (page) == NULL) {
    g_task_return_new_error (task, FIN_ERROR, FIN_ERROR_UNREADABLE, "a page could not be drawn");
    return;
  }

  adding = g_new0 (Adding, 1);
  adding->pdf = self;
  adding->page = g_object_ref (page);
  adding->width = width;
  adding->height = height;
  adding->areas = g_array_ref (areas);
  g_task_set_task_data (task, adding, adding_free);
  /* What is being drawn cannot be let go of half way. */
  g_task_set_return_on_cancel (task, FALSE);
  g_task_run_in_thread (task, add_thread);
}

gboolean
fin_redacted_pdf_add_finish (FinRedactedPdf *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, fin_redacted_pdf_add_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

GBytes *
fin_redacted_pdf_end (FinRedactedPdf *self, GError **error)
{
  g_return_val_if_fail (self != NULL, NULL);

  cairo_surface_finish (self->surface);
  if (cairo_surface_status (self->surface) == CAIRO_STATUS_SUCCESS)
    return g_bytes_new (self->content->data, self->content->len);

  g_set_error_literal (error, FIN_ERROR, FIN_ERROR_TOO_LARGE, "the copy is too large");

  return NULL;
}
