// Reads what `finestreta-pages` wrote, trusting nothing in it.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-pages-stream.h"

#include <gdk-pixbuf/gdk-pixbuf.h>

#include "fin-error.h"

/* A place in the stream and what is left from there. */
typedef struct {
  const guint8 *data;
  gsize left;
} Cursor;

static const guint8 *
take (Cursor *cursor, gsize length)
{
  const guint8 *here = cursor->data;

  if (length > cursor->left)
    return NULL;

  cursor->data += length;
  cursor->left -= length;

  return here;
}

static gboolean
take_u32 (Cursor *cursor, guint32 *value)
{
  const guint8 *bytes = take (cursor, 4);

  if (bytes != NULL)
    *value = (guint32)bytes[0] << 24 | bytes[1] << 16 | bytes[2] << 8 | bytes[3];

  return bytes != NULL;
}

static gboolean
parse_document (FinPagesRun *self, Cursor *record)
{
  guint32 n_total, cut, n_pages;

  if (self->n_total > 0 || !take_u32 (record, &n_total) || !take_u32 (record, &cut) ||
      !take_u32 (record, &n_pages) || n_pages == 0 || n_pages > FIN_PAGES_MAX || n_pages > n_total)
    return FALSE;

  for (guint i = 0; i < n_pages; i++) {
    guint32 width, height;

    if (!take_u32 (record, &width) || !take_u32 (record, &height) || width == 0 || height == 0 ||
        width > FIN_PAGES_MAX_SIDE || height > FIN_PAGES_MAX_SIDE)
      return FALSE;

    FinPageSize size = { width / 100., height / 100. };
    g_array_append_val (self->sizes, size);
  }
  self->n_total = n_total;
  self->cut = cut != 0;

  return TRUE;
}

/* The page with @index: pictures and words of one page come in two records. */
static FinPage *
ensure_page (FinPagesRun *self, guint32 index)
{
  if (index >= FIN_PAGES_MAX)
    return NULL;

  for (guint i = 0; i < self->pages->len; i++)
    if (fin_page_get_index (self->pages->pdata[i]) == index)
      return self->pages->pdata[i];

  if (self->pages->len == FIN_PAGES_MAX_RUN)
    return NULL;
  g_ptr_array_add (self->pages, fin_page_new (index));

  return self->pages->pdata[self->pages->len - 1];
}

static gboolean
parse_picture (FinPagesRun *self, Cursor *record)
{
  guint32 index, width, height;

  if (!take_u32 (record, &index) || !take_u32 (record, &width) || !take_u32 (record, &height) ||
      width == 0 || height == 0 || (guint64)width * height > FIN_PAGES_MAX_PIXELS ||
      record->left != (gsize)width * height * 3)
    return FALSE;

  FinPage *page = ensure_page (self, index);
  if (page == NULL || fin_page_get_png (page) != NULL)
    return FALSE;

  g_autoptr (GdkPixbuf) pixels = gdk_pixbuf_new_from_data (record->data, GDK_COLORSPACE_RGB, FALSE,
                                                           8, width, height, width * 3, NULL, NULL);
  char *png;
  gsize length;

  record->left = 0;
  /* The lightest compression: half the size at three times the time is no bargain while somebody
   * waits for the page. */
  if (!gdk_pixbuf_save_to_buffer (pixels, &png, &length, "png", NULL, "compression", "1", NULL))
    return FALSE;

  g_autoptr (GBytes) bytes = g_bytes_new_take (png, length);
  fin_page_set_picture (page, bytes, width, height);

  return TRUE;
}

/* Words are shown as they are, so nothing in them may steer the text around them: control
 * characters and marks of direction go. The two joiners stay: Urdu and Persian need them. */
static char *
clean_text (const guint8 *bytes, gsize length)
{
  if (!g_utf8_validate_len ((const char *)bytes, length, NULL))
    return NULL;

  GString *text = g_string_sized_new (length);
  for (const char *c = (const char *)bytes; c < (const char *)bytes + length;
       c = g_utf8_next_char (c)) {
    gunichar character = g_utf8_get_char (c);

    switch (g_unichar_type (character)) {
    case G_UNICODE_FORMAT:
      if (character == 0x200c || character == 0x200d)
        g_string_append_unichar (text, character);
      break;
    case G_UNICODE_CONTROL:
    case G_UNICODE_UNASSIGNED:
    case G_UNICODE_LINE_SEPARATOR:
    case G_UNICODE_PARAGRAPH_SEPARATOR:
      break;
    default:
      g_string_append_unichar (text, character);
    }
  }

  return g_string_free (text, FALSE);
}

static gboolean
parse_word (FinPage *page, Cursor *record)
{
  guint32 x, y, width, height;

  if (!take_u32 (record, &x) || !take_u32 (record, &y) || !take_u32 (record, &width) ||
      !take_u32 (record, &height))
    return FALSE;

  const guint8 *rest = take (record, 3);
  if (rest == NULL || x > FIN_PAGES_MAX_SIDE || y > FIN_PAGES_MAX_SIDE ||
      width > FIN_PAGES_MAX_SIDE || height > FIN_PAGES_MAX_SIDE)
    return FALSE;

  gsize length = rest[1] << 8 | rest[2];
  const guint8 *bytes = take (record, length);
  g_autofree char *text = bytes != NULL ? clean_text (bytes, length) : NULL;
  if (text == NULL)
    return FALSE;

  if (text[0] != '\0')
    fin_page_take_word (page, (FinWord){ .text = g_steal_pointer (&text),
                                         .x = x / 100.,
                                         .y = y / 100.,
                                         .width = width / 100.,
                                         .height = height / 100.,
                                         .ends_line = rest[0] != 0 });

  return TRUE;
}

static gboolean
parse_text (FinPagesRun *self, Cursor *record)
{
  guint32 index;
  FinPage *page = take_u32 (record, &index) ? ensure_page (self, index) : NULL;

  if (page == NULL || record->left > FIN_PAGES_MAX_TEXT)
    return FALSE;

  while (record->left > 0)
    if (fin_page_get_n_words (page) == FIN_PAGES_MAX_WORDS || !parse_word (page, record))
      return FALSE;

  return TRUE;
}

static void
set_failure (Cursor *record, GError **error)
{
  static const struct {
    const char *reason;
    FinError code;
  } reasons[] = {
    { "password", FIN_ERROR_LOCKED },
    { "too-large", FIN_ERROR_TOO_LARGE },
    { "wrong-type", FIN_ERROR_UNSUPPORTED_TYPE },
    { "no-decoder", FIN_ERROR_NO_DECODER },
  };
  FinError code = FIN_ERROR_UNREADABLE;

  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    if (record->left == strlen (reasons[i].reason) &&
        memcmp (record->data, reasons[i].reason, record->left) == 0)
      code = reasons[i].code;

  g_set_error (error, FIN_ERROR, code, "The box refused the document: %s", fin_error_code (code));
}

FinPagesRun *
fin_pages_run_parse (GBytes *stream, GError **error)
{
  g_return_val_if_fail (stream != NULL, NULL);

  g_autoptr (FinPagesRun) self = g_new0 (FinPagesRun, 1);
  Cursor cursor;
  const guint8 *magic;

  self->sizes = g_array_new (FALSE, FALSE, sizeof (FinPageSize));
  self->pages = g_ptr_array_new_with_free_func (g_object_unref);
  cursor.data = g_bytes_get_data (stream, &cursor.left);
  magic = take (&cursor, strlen (FIN_PAGES_MAGIC));

  while (magic != NULL && memcmp (magic, FIN_PAGES_MAGIC, strlen (FIN_PAGES_MAGIC)) == 0) {
    guint32 tag, length;
    gboolean good;

    if (!take_u32 (&cursor, &tag) || !take_u32 (&cursor, &length))
      break;

    Cursor record = { take (&cursor, length), length };
    if (record.data == NULL)
      break;

    if (tag == FIN_PAGES_FAIL) {
      set_failure (&record, error);
      return NULL;
    }
    if (tag == FIN_PAGES_DONE)
      return g_steal_pointer (&self);

    good = (tag == FIN_PAGES_DOCU && parse_document (self, &record)) ||
           (tag == FIN_PAGES_PICT && parse_picture (self, &record)) ||
           (tag == FIN_PAGES_TEXT && parse_text (self, &record));
    if (!good || record.left > 0)
      break;
  }

  g_set_error_literal (error, FIN_ERROR, FIN_ERROR_UNREADABLE,
                       "The box died or did not answer as it should");
  return NULL;
}

void
fin_pages_run_free (FinPagesRun *self)
{
  g_array_unref (self->sizes);
  g_ptr_array_unref (self->pages);
  g_free (self);
}
