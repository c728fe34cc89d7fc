// Whether a file ends where it should. What is cut short often still opens, with a part missing
// that nobody would miss. SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-pages-decode.h"

#define PDF_TAIL 2048 /* where its end must be said: some programs write after it */

static guint32
get_u32 (const guint8 *data)
{
  return (guint32)data[0] << 24 | data[1] << 16 | data[2] << 8 | data[3];
}

/* From segment to segment up to the first scan: a thumbnail before it has an end of its own. */
static gboolean
is_whole_jpeg (const guint8 *data, gsize length)
{
  gsize place = 2;

  while (place + 4 <= length && data[place] == 0xff && data[place + 1] != 0xda)
    place += data[place + 1] == 0xff ? 1 : 2 + (data[place + 2] << 8 | data[place + 3]);
  for (; place + 2 <= length; place++)
    if (data[place] == 0xff && data[place + 1] == 0xd9)
      return TRUE;

  return FALSE;
}

static gboolean
is_whole_png (const guint8 *data, gsize length)
{
  gsize place = 8;

  while (place + 12 <= length) {
    guint32 size = get_u32 (data + place);

    if (size > length - place - 12)
      return FALSE;
    if (memcmp (data + place + 4, "IEND", 4) == 0)
      return TRUE;
    place += 12 + (gsize)size;
  }

  return FALSE;
}

/* RIFF says how long it is, in bytes after its first eight. */
static gboolean
is_whole_webp (const guint8 *data, gsize length)
{
  guint32 size = data[4] | data[5] << 8 | data[6] << 16 | (guint32)data[7] << 24;

  return length >= 8 && size <= length - 8;
}

static gboolean
is_whole_pdf (const guint8 *data, gsize length)
{
  gsize tail = MIN (length, PDF_TAIL);

  return memmem (data + length - tail, tail, "%%EOF", 5) != NULL;
}

gboolean
fin_pages_is_whole (GBytes *content, const char *media_type)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (content, &length);

  if (g_str_equal (media_type, "application/pdf"))
    return is_whole_pdf (data, length);
  if (g_str_equal (media_type, "image/jpeg"))
    return is_whole_jpeg (data, length);
  if (g_str_equal (media_type, "image/png"))
    return is_whole_png (data, length);
  if (g_str_equal (media_type, "image/webp"))
    return is_whole_webp (data, length);

  /* libheif opens none that is cut. */
  return TRUE;
}
