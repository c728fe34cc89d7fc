// T.140 both ways: the difference of two lines, and the events in a stream of bytes.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-t140.h"

#include <pango/pango.h>

#define INVALID     ((gunichar)-1)
#define CUT         ((gunichar)-2)
#define ESCAPE      0x1B
#define CSI         0x9B
#define WINDOW      64 /* characters */
#define CONTROL_MAX 32 /* a sequence that goes on for longer is none */

/* Of @n characters and the end after them: does a cluster begin here? */
static PangoLogAttr *
boundaries (const char *text, glong n)
{
  PangoLogAttr *attributes = g_new0 (PangoLogAttr, n + 1);

  pango_get_log_attrs (text, strlen (text), 0, NULL, attributes, n + 1);

  return attributes;
}

static gboolean
is_regional (gunichar c)
{
  return c >= 0x1F1E6 && c <= 0x1F1FF;
}

gsize
fin_t140_last_cluster (const char *text)
{
  const char *end;

  g_return_val_if_fail (text != NULL, 0);

  /* Only the end is looked at, unless the cluster is longer: who erases a long line key by key
   * should not have it analysed whole each time. */
  end = text + strlen (text);
  for (glong window = WINDOW;; window *= 2) {
    const char *from = end;
    glong n = 0;

    /* Flags pair up from where they begin. */
    while (from > text && (n < window || is_regional (g_utf8_get_char (from)))) {
      from = g_utf8_prev_char (from);
      n++;
    }

    g_autofree PangoLogAttr *attributes = boundaries (from, n);
    for (glong i = n - 1; i > 0; i--)
      if (attributes[i].is_cursor_position)
        return g_utf8_offset_to_pointer (from, i) - text;
    if (from == text)
      return 0;
  }
}

char *
fin_t140_difference (const char *before, const char *after)
{
  g_autofree PangoLogAttr *old = NULL;
  g_autofree PangoLogAttr *young = NULL;
  GString *difference;
  glong n_old, n_young, same = 0;
  const char *a, *b;

  g_return_val_if_fail (before != NULL && after != NULL, NULL);

  n_old = g_utf8_strlen (before, -1);
  n_young = g_utf8_strlen (after, -1);
  old = boundaries (before, n_old);
  young = boundaries (after, n_young);

  /* As far as both have the same characters, and a cluster begins in both. */
  a = before;
  b = after;
  for (glong i = 0; i <= MIN (n_old, n_young); i++) {
    if (old[i].is_cursor_position && young[i].is_cursor_position)
      same = i;
    if (i == n_old || i == n_young || g_utf8_get_char (a) != g_utf8_get_char (b))
      break;
    a = g_utf8_next_char (a);
    b = g_utf8_next_char (b);
  }

  difference = g_string_new (NULL);
  for (glong i = same; i < n_old; i++)
    if (i == same || old[i].is_cursor_position)
      g_string_append (difference, FIN_T140_ERASE);
  g_string_append (difference, g_utf8_offset_to_pointer (after, same));

  return g_string_free (difference, FALSE);
}

/* TRUE when @c belongs to a control sequence: ESC [ or CSI, parameters, one letter. */
static gboolean
swallow_control (FinT140Decoder *decoder, gunichar c)
{
  if (decoder->control == 0) {
    decoder->control = c == ESCAPE ? 1 : c == CSI ? 2 : 0;
    return decoder->control > 0;
  }

  if (decoder->control == 1 && c != '[') {
    decoder->control = 0;
    return FALSE;
  }

  if (decoder->control > 1 && (c < 0x20 || c > 0x7E || decoder->control > CONTROL_MAX)) {
    decoder->control = 0;
    return FALSE;
  }

  decoder->control = decoder->control > 1 && g_ascii_isalpha (c) ? 0 : decoder->control + 1;
  return TRUE;
}

static void
take (FinT140Decoder *decoder, gunichar c, FinT140Handler handler, gpointer user_data)
{
  gboolean after_return = decoder->after_return;

  decoder->after_return = c == '\r';
  if (swallow_control (decoder, c))
    return;

  if (c == '\b')
    handler (FIN_T140_ERASED, 0, user_data);
  else if (c == '\n' && after_return)
    return;
  else if (c == '\r' || c == '\n' || c == 0x2028 || c == 0x2029)
    handler (FIN_T140_ENDED, 0, user_data);
  else if (c != 0xFEFF && !g_unichar_iscntrl (c))
    handler (FIN_T140_TEXT, c, user_data);
}

void
fin_t140_decode (FinT140Decoder *decoder,
                 const void *data,
                 gsize length,
                 FinT140Handler handler,
                 gpointer user_data)
{
  g_autoptr (GByteArray) bytes = NULL;
  gsize i = 0;

  g_return_if_fail (decoder != NULL && handler != NULL);

  bytes = g_byte_array_sized_new (decoder->cut_length + length);
  g_byte_array_append (bytes, decoder->cut, decoder->cut_length);
  g_byte_array_append (bytes, data, length);
  decoder->cut_length = 0;

  while (i < bytes->len) {
    const char *at = (const char *)bytes->data + i;
    gsize left = bytes->len - i;
    /* GLib calls a NUL a character cut short. */
    gunichar c = *at == '\0' ? 0 : g_utf8_get_char_validated (at, left);

    if (c == CUT && left < sizeof decoder->cut) {
      memcpy (decoder->cut, at, left);
      decoder->cut_length = left;
      return;
    }

    if (c == CUT || c == INVALID) {
      take (decoder, FIN_T140_LOST, handler, user_data);
      i++;
    } else {
      take (decoder, c, handler, user_data);
      i += g_utf8_next_char (at) - at;
    }
  }
}
