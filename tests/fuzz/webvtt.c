// Whatever a file of captions holds: cues that may be shown, and a file of ours that says the same
// for good. SPDX-License-Identifier: GPL-3.0-or-later
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "fin-webvtt.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* @cues written, and read again. */
static char *
again (GPtrArray *cues, GPtrArray **read)
{
  char *file = fin_webvtt_write (cues);

  *read = fin_webvtt_read (file, strlen (file), NULL);
  g_assert_nonnull (*read);
  g_assert_cmpuint ((*read)->len, ==, cues->len);

  return file;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GPtrArray) cues = fin_webvtt_read ((const char *)data, size, NULL);
  g_autoptr (GPtrArray) first = NULL, second = NULL, third = NULL;
  g_autofree char *one = NULL, *two = NULL, *three = NULL;

  if (cues == NULL)
    return 0;

  for (guint i = 0; i < cues->len; i++) {
    const FinWebvttCue *cue = cues->pdata[i];

    g_assert_cmpint (cue->start, >=, 0);
    g_assert_cmpint (cue->end, >, cue->start);
    g_assert_true (g_utf8_validate (cue->text, -1, NULL));
    g_assert_true (cue->voice == NULL || g_utf8_validate (cue->voice, -1, NULL));
  }
  /* Spaces beside what is left out may still go at the first. */
  one = again (cues, &first);
  two = again (first, &second);
  three = again (second, &third);
  g_assert_cmpstr (two, ==, three);

  return 0;
}
