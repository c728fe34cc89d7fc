// Whatever a server or a library says it heard: refused, or words that may be shown. One source for the
// three kinds of answers; ANSWER says which.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <stddef.h>
#include <stdint.h>

#include "fin-sherpa-answer.h"
#include "fin-vosk-answer.h"
#include "fin-whisper-answer.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

enum { VOSK, SHERPA, WHISPER };

static gboolean
read_answer (const char *data, gsize size, FinHeard *heard)
{
  gint64 segment = -1;

  switch (ANSWER) {
  case VOSK:
    return fin_vosk_answer_read (data, size, heard);
  case SHERPA:
    if (!fin_sherpa_answer_read (data, size, heard, &segment))
      return FALSE;
    g_assert_cmpint (segment, >=, 0);
    return TRUE;
  default:
    return fin_whisper_answer_read (data, size, 3, heard);
  }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_auto (FinHeard) heard = { 0 };
  g_autoptr (FinUtterance) utterance = NULL;

  if (!read_answer ((const char *)data, size, &heard))
    return 0;

  g_assert_true (g_utf8_validate (heard.text, -1, NULL));
  g_assert_true (heard.confidence == -1 || (heard.confidence >= 0 && heard.confidence <= 1));
  utterance = fin_utterance_new (0, heard.text, heard.final, heard.confidence, 0, 0);
  g_assert_cmpint (g_utf8_strlen (utterance->text, -1), <=, FIN_UTTERANCE_MAX);

  return 0;
}
