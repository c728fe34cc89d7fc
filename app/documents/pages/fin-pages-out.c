// Writing the stream.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-pages-out.h"

#include <math.h>
#include <stdio.h>
#include <unistd.h>

static void
put (const void *bytes, gsize length)
{
  /* Nobody reads any more: nobody needs the rest either. */
  if (fwrite (bytes, 1, length, stdout) != length)
    _exit (2);
}

static void
put_u32 (guint32 value)
{
  value = GUINT32_TO_BE (value);
  put (&value, sizeof value);
}

static void
put_record (guint32 tag, gsize length)
{
  put_u32 (tag);
  put_u32 (length);
}

static guint32
hundredths (double points)
{
  return CLAMP (points, 0, FIN_PAGES_MAX_SIDE / 100.) * 100;
}

void
fin_pages_out_begin (void)
{
  put (FIN_PAGES_MAGIC, strlen (FIN_PAGES_MAGIC));
}

void
fin_pages_out_document (guint n_total, gboolean cut, const FinPageSize *sizes, guint n_sizes)
{
  put_record (FIN_PAGES_DOCU, 12 + n_sizes * 8);
  put_u32 (n_total);
  put_u32 (cut != FALSE);
  put_u32 (n_sizes);
  for (guint i = 0; i < n_sizes; i++) {
    put_u32 (MAX (hundredths (sizes[i].width), 1));
    put_u32 (MAX (hundredths (sizes[i].height), 1));
  }
}

void
fin_pages_out_picture (guint page, GdkPixbuf *pixels)
{
  guint width = gdk_pixbuf_get_width (pixels);
  guint height = gdk_pixbuf_get_height (pixels);

  g_assert (gdk_pixbuf_get_n_channels (pixels) == 3);

  put_record (FIN_PAGES_PICT, 12 + (gsize)width * height * 3);
  put_u32 (page);
  put_u32 (width);
  put_u32 (height);
  for (guint y = 0; y < height; y++)
    put (gdk_pixbuf_read_pixels (pixels) + (gsize)y * gdk_pixbuf_get_rowstride (pixels),
         (gsize)width * 3);
}

void
fin_pages_out_words (guint page, const FinWord *words, guint n_words)
{
  gsize length = 4;
  guint n = 0;

  while (n < MIN (n_words, FIN_PAGES_MAX_WORDS)) {
    gsize more = 19 + strlen (words[n].text);

    if (more > 19 + G_MAXUINT16 || length + more > FIN_PAGES_MAX_TEXT)
      break;
    length += more;
    n++;
  }

  put_record (FIN_PAGES_TEXT, length);
  put_u32 (page);
  for (guint i = 0; i < n; i++) {
    guint16 bytes = strlen (words[i].text);
    guint8 rest[] = { words[i].ends_line != FALSE, bytes >> 8, bytes & 0xff };

    put_u32 (hundredths (words[i].x));
    put_u32 (hundredths (words[i].y));
    put_u32 (hundredths (words[i].width));
    put_u32 (hundredths (words[i].height));
    put (rest, sizeof rest);
    put (words[i].text, bytes);
  }
}

void
fin_pages_out_fail (const char *reason)
{
  put_record (FIN_PAGES_FAIL, strlen (reason));
  put (reason, strlen (reason));
  fflush (stdout);
  /* Not exit(): decoders in the middle of their work need no chance to tidy up. */
  _exit (1);
}

void
fin_pages_out_end (void)
{
  put_record (FIN_PAGES_DONE, 0);
  fflush (stdout);
}

double
fin_pages_scale (FinPageSize size, double dpi)
{
  return MIN (dpi / 72, sqrt (FIN_PAGES_MAX_PIXELS / (size.width * size.height)));
}
