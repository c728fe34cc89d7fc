// Whatever comes over a data channel as T.140: the same events however it is cut into messages, and
// lines that may be shown. The first byte says where it is cut. SPDX-License-Identifier:
// GPL-3.0-or-later
#include <stddef.h>
#include <stdint.h>

#include "fin-t140.h"
#include "fin-transcript.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
note (FinT140Event event, gunichar character, gpointer events)
{
  guint32 both[] = { event, character };

  g_byte_array_append (events, (const guint8 *)both, sizeof both);
}

/* Pieces of @step bytes; 0: all at once. */
static GBytes *
decode (const uint8_t *data, size_t size, size_t step)
{
  FinT140Decoder decoder = { 0 };
  GByteArray *events = g_byte_array_new ();

  for (size_t at = 0; at < size; at += step != 0 ? step : size)
    fin_t140_decode (&decoder, data + at, MIN (step != 0 ? step : size, size - at), note, events);

  return g_byte_array_free_to_bytes (events);
}

static void
show (const uint8_t *data, size_t size, size_t step)
{
  g_autoptr (FinTranscript) transcript = fin_transcript_new ();
  guint n;

  for (size_t at = 0; at < size; at += step)
    fin_transcript_feed (transcript, "citizen", (const char *)data + at, MIN (step, size - at));
  n = g_list_model_get_n_items (G_LIST_MODEL (transcript));
  for (guint i = 0; i < n; i++) {
    g_autoptr (FinLine) line = g_list_model_get_item (G_LIST_MODEL (transcript), i);

    g_assert_true (g_utf8_validate (fin_line_text (line), -1, NULL));
    g_assert_cmpint (g_utf8_strlen (fin_line_text (line), -1), <=, FIN_T140_LINE_MAX);
  }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  size_t step = size > 0 ? 1 + data[0] % 16 : 1;
  g_autoptr (GBytes) whole = NULL, cut = NULL;

  if (size < 2)
    return 0;

  whole = decode (data + 1, size - 1, 0);
  cut = decode (data + 1, size - 1, step);
  g_assert_true (g_bytes_equal (whole, cut));
  show (data + 1, size - 1, step);

  return 0;
}
