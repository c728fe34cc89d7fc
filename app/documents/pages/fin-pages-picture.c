// Photographs: JPEG, PNG and WebP by gdk-pixbuf, HEIC by libheif.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-pages-decode.h"

#include <libheif/heif.h>

/* A photograph of 100 megapixels is beyond what telephones take; more is meant to hurt. */
#define MAX_DECODED_PIXELS 100000000
#define MAX_DECODED_SIDE   32768

/* A picture is a page no larger than a sheet of A4, 72 points to the inch. */
#define SHEET_SIDE 842.

static FinPageSize
get_size (guint width, guint height)
{
  double points = MIN (72. / 96, SHEET_SIDE / MAX (width, height));

  return (FinPageSize){ MAX (width * points, 1), MAX (height * points, 1) };
}

/* The size to draw a picture of @width by @height in: never larger than it is. */
static void
get_target (guint width, guint height, double dpi, int *target_width, int *target_height)
{
  FinPageSize size = get_size (width, height);
  double scale = fin_pages_scale (size, dpi);

  *target_width = CLAMP (size.width * scale, 1, width);
  *target_height = CLAMP (size.height * scale, 1, height);
}

static void
check_size (gint64 width, gint64 height)
{
  if (width < 1 || height < 1)
    fin_pages_out_fail ("broken");
  if (width > MAX_DECODED_SIDE || height > MAX_DECODED_SIDE || width * height > MAX_DECODED_PIXELS)
    fin_pages_out_fail ("too-large");
}

typedef struct {
  double dpi;
  int width; /* as stored, before it is turned */
  int height;
} Loading;

static void
size_prepared_cb (GdkPixbufLoader *loader, int width, int height, Loading *loading)
{
  int target_width, target_height;

  /* Refused here, before a single pixel has been given memory. */
  check_size (width, height);
  loading->width = width;
  loading->height = height;
  /* Only its size and how it is turned are asked for: decode a thumbnail. */
  get_target (width, height, loading->dpi > 0 ? loading->dpi : 4, &target_width, &target_height);
  gdk_pixbuf_loader_set_size (loader, target_width, target_height);
}

static GdkPixbuf *
load_pixbuf (GBytes *content, const char *media_type, Loading *loading)
{
  /* By the type that was checked and not by guessing: gdk-pixbuf knows many more formats than are
   * accepted, some of them badly kept. */
  g_autoptr (GdkPixbufLoader) loader = gdk_pixbuf_loader_new_with_mime_type (media_type, NULL);

  if (loader == NULL)
    fin_pages_out_fail ("no-decoder");

  g_signal_connect (loader, "size-prepared", G_CALLBACK (size_prepared_cb), loading);
  gboolean good = gdk_pixbuf_loader_write_bytes (loader, content, NULL);
  good = gdk_pixbuf_loader_close (loader, NULL) && good;
  GdkPixbuf *pixels = gdk_pixbuf_loader_get_pixbuf (loader);
  if (!good || pixels == NULL)
    fin_pages_out_fail ("broken");

  return gdk_pixbuf_apply_embedded_orientation (pixels);
}

/* libheif does without this codec, or its plug-in is not installed. */
static void
check_heif (struct heif_error error)
{
  if (error.code == heif_error_Unsupported_filetype ||
      error.code == heif_error_Unsupported_feature || error.code == heif_error_Plugin_loading_error)
    fin_pages_out_fail ("no-decoder");
  if (error.code != heif_error_Ok)
    fin_pages_out_fail ("broken");
}

static GdkPixbuf *
load_heif (GBytes *content, Loading *loading)
{
  struct heif_context *context = heif_context_alloc ();
  struct heif_image_handle *handle = NULL;
  struct heif_image *image = NULL;
  struct heif_image *scaled = NULL;
  gsize length;
  gconstpointer data = g_bytes_get_data (content, &length);
  int stride, width, height;

  heif_context_set_maximum_image_size_limit (context, MAX_DECODED_SIDE);
  check_heif (heif_context_read_from_memory_without_copy (context, data, length, NULL));
  check_heif (heif_context_get_primary_image_handle (context, &handle));

  /* libheif gives sizes and pixels already turned. */
  loading->width = heif_image_handle_get_width (handle);
  loading->height = heif_image_handle_get_height (handle);
  check_size (loading->width, loading->height);
  /* Undrawn too: that it is damaged, or nothing here reads it, is to be known from the start. */
  check_heif (
      heif_decode_image (handle, &image, heif_colorspace_RGB, heif_chroma_interleaved_RGB, NULL));
  if (loading->dpi == 0)
    return NULL;

  get_target (loading->width, loading->height, loading->dpi, &width, &height);
  if (heif_image_scale_image (image, &scaled, width, height, NULL).code != heif_error_Ok)
    fin_pages_out_fail ("broken");

  const guint8 *pixels = heif_image_get_plane_readonly (scaled, heif_channel_interleaved, &stride);
  if (pixels == NULL)
    fin_pages_out_fail ("broken");

  /* The image is not freed: the process is about to end. */
  return gdk_pixbuf_new_from_data (pixels, GDK_COLORSPACE_RGB, FALSE, 8, width, height, stride,
                                   NULL, NULL);
}

/* Transparent parts are paper. */
static GdkPixbuf *
flatten (GdkPixbuf *pixels)
{
  if (!gdk_pixbuf_get_has_alpha (pixels))
    return g_object_ref (pixels);

  int width = gdk_pixbuf_get_width (pixels);
  int height = gdk_pixbuf_get_height (pixels);
  GdkPixbuf *paper = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);
  if (paper == NULL)
    fin_pages_out_fail ("too-large");

  gdk_pixbuf_fill (paper, 0xffffffff);
  gdk_pixbuf_composite (pixels, paper, 0, 0, width, height, 0, 0, 1, 1, GDK_INTERP_NEAREST, 255);

  return paper;
}

static void
write_document (const Loading *loading, gboolean cut, GdkPixbuf *thumbnail)
{
  FinPageSize size = get_size (loading->width, loading->height);
  /* Turned by a quarter when the picture that came out lies the other way. */
  gboolean turned = thumbnail != NULL && loading->width != loading->height &&
                    (loading->width > loading->height) !=
                        (gdk_pixbuf_get_width (thumbnail) > gdk_pixbuf_get_height (thumbnail));

  if (turned)
    size = (FinPageSize){ size.height, size.width };
  fin_pages_out_document (1, cut, &size, 1);
}

void
fin_pages_decode_picture (GBytes *content, const char *media_type, const FinPagesOrder *order)
{
  Loading loading = { .dpi = order->dpi };
  g_autoptr (GdkPixbuf) pixels = NULL;

  if (order->about_pages && order->from > 0)
    return;

  if (!order->about_pages || order->dpi > 0)
    pixels = g_strcmp0 (media_type, "image/heic") == 0
                 ? load_heif (content, &loading)
                 : load_pixbuf (content, media_type, &loading);

  if (!order->about_pages)
    write_document (&loading, order->cut, pixels);
  if (order->dpi > 0) {
    g_autoptr (GdkPixbuf) flat = flatten (pixels);

    fin_pages_out_picture (0, flat);
  }

  if (order->words)
    fin_pages_out_words (0, NULL, 0);
}
