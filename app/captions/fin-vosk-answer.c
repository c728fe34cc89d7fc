// Reads Vosk's JSON.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-vosk-answer.h"

#include "fin-json.h"

/* The words, when there are any: their times, and how sure they are on average. */
static gboolean
read_words (JsonArray *words, FinHeard *heard)
{
  guint n = json_array_get_length (words);
  double sum = 0, start, end, sure;

  for (guint i = 0; i < n; i++) {
    JsonObject *word = fin_json_array_object (words, i);

    if (word == NULL || !fin_json_number (word, "start", &start) ||
        !fin_json_number (word, "end", &end) || !fin_json_number (word, "conf", &sure))
      return FALSE;
    if (i == 0)
      heard->start = start;
    heard->end = end;
    sum += CLAMP (sure, 0, 1);
  }
  if (n > 0)
    heard->confidence = sum / n;

  return TRUE;
}

gboolean
fin_vosk_answer_read (const char *data, gsize length, FinHeard *heard)
{
  g_autoptr (JsonObject) answer = fin_json_parse_object (data, (gssize)length, NULL);
  const char *partial, *text;

  *heard = (FinHeard){ .confidence = -1, .start = -1, .end = -1 };
  if (answer == NULL)
    return FALSE;

  partial = fin_json_string (answer, "partial");
  text = fin_json_string (answer, "text");
  if ((partial == NULL) == (text == NULL))
    return FALSE;
  if (json_object_has_member (answer, "result") &&
      (fin_json_array (answer, "result") == NULL ||
       !read_words (fin_json_array (answer, "result"), heard)))
    return FALSE;

  heard->final = text != NULL;
  heard->text = g_strdup (partial != NULL ? partial : text);

  return TRUE;
}
