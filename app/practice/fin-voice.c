// espeak-ng as a process, or a tone.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-voice.h"

#include <math.h>

#include "fin-actor.h"

#define HEADER_MAX 4096 /* of a WAV file: its sound begins well before */

static void
hum (gsize characters)
{
  gsize count = MIN (characters, 400) * FIN_ACTOR_RATE / 14; /* about as fast as one speaks */
  g_autofree gint16 *samples = g_new (gint16, count);

  for (gsize i = 0; i < count; i++) {
    double t = (double)i / FIN_ACTOR_RATE;
    double pitch = fmod (t * (125 + 12 * sin (3 * t)), 1);
    double syllable = MAX (0, sin (2 * G_PI * 4 * t));

    samples[i] = 9000 * syllable * (pitch - 0.5);
  }
  fin_actor_speak (samples, count);
}

/* Its length as written can't be relied upon: the writer did not know it yet. */
static gboolean
speak_wav (GBytes *wav)
{
  gsize size;
  const char *data = wav != NULL ? g_bytes_get_data (wav, &size) : NULL;
  const char *start = NULL;

  if (data == NULL || size < 44 || memcmp (data, "RIFF", 4) != 0)
    return FALSE;

  for (gsize i = 12; start == NULL && i + 8 < MIN (size, HEADER_MAX); i++)
    if (memcmp (data + i, "data", 4) == 0)
      start = data + i;
  if (start == NULL)
    return FALSE;

  start += 8;
  g_autofree gint16 *samples = g_memdup2 (start, data + size - start);
  fin_actor_speak (samples, (data + size - start) / sizeof (gint16));

  return TRUE;
}

static void
spoken_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  gsize characters = GPOINTER_TO_SIZE (data);
  g_autoptr (GBytes) wav = NULL;

  g_subprocess_communicate_finish (G_SUBPROCESS (source), result, &wav, NULL, NULL);
  if (!speak_wav (wav))
    hum (characters);
}

void
fin_voice_speak (const char *text, const char *language)
{
  g_autoptr (GSubprocess) espeak = NULL;
  g_autoptr (GBytes) input = NULL;
  gsize characters;

  g_return_if_fail (text != NULL && language != NULL);

  characters = g_utf8_strlen (text, -1);
  espeak = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE |
                                 G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                             NULL, "espeak-ng", "-v", language, "-s", "150", "--stdin", "--stdout",
                             NULL);
  if (espeak == NULL) {
    hum (characters);
    return;
  }

  input = g_bytes_new (text, strlen (text));
  g_subprocess_communicate_async (espeak, input, NULL, spoken_cb, GSIZE_TO_POINTER (characters));
}
