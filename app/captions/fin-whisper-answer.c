// Reads Whisper's JSON, and does not believe all of it.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-whisper-answer.h"

#include <math.h>

#include "fin-json.h"

/* As Whisper's own decoder has them. */
#define NO_SPEECH 0.6
#define UNSURE    -1.0

#define REPEATED_MIN   4    /* times, one after the other */
#define PHRASE_MAX     12   /* words of what is repeated */
#define CHARACTERS_MAX 40.0 /* a second; fast speech has 20 */

static gboolean
is_number_or_absent (JsonObject *object, const char *name, double *value)
{
  return fin_json_number (object, name, value) || !json_object_has_member (object, name);
}

/* Segments that are speech, one after the other, and how sure they are by the length of each. */
static gboolean
read_segments (JsonArray *segments, FinHeard *heard)
{
  g_autoptr (GString) all = g_string_new (NULL);
  double sum = 0, characters = 0;

  for (guint i = 0; i < json_array_get_length (segments); i++) {
    JsonObject *segment = fin_json_array_object (segments, i);
    const char *text = segment != NULL ? fin_json_string (segment, "text") : NULL;
    double sure = G_MAXDOUBLE, silent = 0;

    if (text == NULL || !is_number_or_absent (segment, "avg_logprob", &sure) ||
        !is_number_or_absent (segment, "no_speech_prob", &silent))
      return FALSE;
    if (silent > NO_SPEECH && sure < UNSURE)
      continue;
    g_string_append (all, text);
    if (sure <= 0) {
      sum += exp (sure) * (double)strlen (text);
      characters += (double)strlen (text);
    }
  }
  if (characters > 0)
    heard->confidence = sum / characters;
  g_free (heard->text);
  heard->text = g_string_free (g_steal_pointer (&all), FALSE);

  return TRUE;
}

/* Whether more than half of the words are one phrase again and again. */
static gboolean
repeats (const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  guint n = g_strv_length (words);

  for (guint length = 1; length <= PHRASE_MAX; length++) {
    guint same = 0;

    for (guint i = length; i < n; i++) {
      same = g_str_equal (words[i], words[i - length]) ? same + 1 : 0;
      if (same >= (REPEATED_MIN - 1) * length && same + length > n / 2)
        return TRUE;
    }
  }

  return FALSE;
}

gboolean
fin_whisper_answer_read (const char *data, gsize length, double seconds, FinHeard *heard)
{
  g_autoptr (JsonObject) answer = fin_json_parse_object (data, (gssize)length, NULL);
  JsonArray *segments;
  g_autofree char *clean = NULL;

  *heard = (FinHeard){ .final = TRUE, .confidence = -1, .start = -1, .end = -1 };
  if (answer == NULL || fin_json_string (answer, "text") == NULL)
    return FALSE;

  segments = fin_json_array (answer, "segments");
  if (segments == NULL && json_object_has_member (answer, "segments"))
    return FALSE;
  if (segments != NULL && json_array_get_length (segments) > 0) {
    if (!read_segments (segments, heard))
      return FALSE;
  } else
    heard->text = g_strdup (fin_json_string (answer, "text"));

  clean = fin_utterance_clean (heard->text);
  if (repeats (clean) || (double)g_utf8_strlen (clean, -1) > CHARACTERS_MAX * MAX (seconds, 1))
    heard->confidence = 0;

  return TRUE;
}
