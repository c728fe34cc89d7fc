// Reads sherpa-onnx's JSON.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-sherpa-answer.h"

#include <math.h>

#include "fin-json.h"

static gboolean
number (JsonNode *node, double *value)
{
  if (!JSON_NODE_HOLDS_VALUE (node) || (json_node_get_value_type (node) != G_TYPE_DOUBLE &&
                                        json_node_get_value_type (node) != G_TYPE_INT64))
    return FALSE;

  *value = json_node_get_double (node);

  return TRUE;
}

/* An array of numbers; when it is absent or empty @first, @last and @mean stay as they are. */
static gboolean
read_numbers (JsonObject *answer, const char *name, double *first, double *last, double *mean)
{
  JsonArray *array = fin_json_array (answer, name);
  guint n = array != NULL ? json_array_get_length (array) : 0;
  double sum = 0, value;

  if (array == NULL)
    return !json_object_has_member (answer, name);

  for (guint i = 0; i < n; i++) {
    if (!number (json_array_get_element (array, i), &value))
      return FALSE;
    if (i == 0)
      *first = value;
    *last = value;
    sum += value;
  }
  if (n > 0)
    *mean = sum / n;

  return TRUE;
}

gboolean
fin_sherpa_answer_read (const char *data, gsize length, FinHeard *heard, gint64 *segment)
{
  g_autoptr (JsonObject) answer = fin_json_parse_object (data, (gssize)length, NULL);
  double first = -1, last = -1, sure = 1, since = 0, unused;
  const char *text;

  *heard = (FinHeard){ .confidence = -1, .start = -1, .end = -1 };
  if (answer == NULL)
    return FALSE;

  text = fin_json_string (answer, "text");
  *segment = fin_json_integer (answer, "segment", 0);
  if (text == NULL || *segment < 0 ||
      (json_object_has_member (answer, "start_time") &&
       !fin_json_number (answer, "start_time", &since)) ||
      !read_numbers (answer, "timestamps", &first, &last, &unused) ||
      !read_numbers (answer, "ys_probs", &unused, &unused, &sure))
    return FALSE;

  heard->text = g_strdup (text);
  heard->final = fin_json_boolean (answer, "is_final", FALSE);
  /* Logarithms of probabilities; engines that tell none write no numbers. */
  if (sure <= 0)
    heard->confidence = exp (sure);
  if (first >= 0) {
    heard->start = since + first;
    heard->end = since + last;
  }

  return TRUE;
}
