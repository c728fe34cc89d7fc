// Typed, quiet lookups in JSON that came from outside.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-json.h"

#include "fin-error.h"

#include <stdio.h>

#define MAX_DEPTH 32

/* Of \uXXXX at @at, -1 when it is none. */
static int
escaped_unit (const char *at, const char *end)
{
  int unit = 0;

  if (end - at < 6 || at[0] != '\\' || at[1] != 'u')
    return -1;
  for (guint i = 2; i < 6; i++) {
    if (!g_ascii_isxdigit (at[i]))
      return -1;
    unit = unit * 16 + g_ascii_xdigit_value (at[i]);
  }

  return unit;
}

/* Past the escape at @at; NULL when it stands for no character a text can have. */
static const char *
skip_escape (const char *at, const char *end)
{
  int unit = escaped_unit (at, end);

  if (unit < 0)
    return end - at >= 2 && strchr ("\"\\/bfnrt", at[1]) != NULL && at[1] != '\0' ? at + 2 : NULL;
  if (unit == 0 || (unit >= 0xdc00 && unit <= 0xdfff))
    return NULL;
  if (unit < 0xd800 || unit > 0xdbff)
    return at + 6;

  unit = escaped_unit (at + 6, end);

  return unit >= 0xdc00 && unit <= 0xdfff ? at + 12 : NULL;
}

/* Past the string whose quote is at @at; NULL when it has no end or is not one. */
static const char *
skip_string (const char *at, const char *end)
{
  for (at++; at != NULL && at < end; at = *at == '\\' ? skip_escape (at, end) : at + 1)
    if (*at == '"')
      return at + 1;
    else if ((guint8)*at < ' ')
      return NULL;

  return NULL;
}

/* json-glib's parser recurses, and takes more than JSON: comments, other quotes, halves of
 * surrogate pairs, which make text nobody can be sent. So whatever would make it read other tokens
 * than these is refused before it sees it, and what is nested too deeply. NULL when there is none.
 */
static const char *
find_untamed (const char *data, gsize length)
{
  const char *end = data + length;
  const char *at = data, *next;
  guint depth = 0;

  for (; at < end; at = next) {
    next = at + 1;
    if (*at == '"') {
      if ((next = skip_string (at, end)) == NULL)
        return at;
    } else if (!g_ascii_isalnum (*at) && strchr ("{}[]:,+-. \t\r\n", *at) == NULL)
      return at;
    else if (*at == '{' || *at == '[')
      depth++;
    else if ((*at == '}' || *at == ']') && depth > 0)
      depth--;
    if (depth > MAX_DEPTH)
      return at;
  }

  return NULL;
}

static guint
line_of (const char *data, const char *at)
{
  guint line = 1;

  for (; data < at; data++)
    line += *data == '\n';

  return line;
}

JsonObject *
fin_json_parse_object (const char *data, gssize length, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) local = NULL;
  const char *untamed;
  JsonObject *object;

  if (length < 0)
    length = strlen (data);

  if (!g_utf8_validate_len (data, length, &untamed) ||
      (untamed = find_untamed (data, length)) != NULL) {
    g_set_error (error, FIN_ERROR, FIN_ERROR_BAD_REQUEST, "line %u: not JSON",
                 line_of (data, untamed));
    return NULL;
  }
  if (!json_parser_load_from_data (parser, data, length, &local)) {
    guint line = 1;

    /* It tells the line nowhere else: "<data>:LINE:COLUMN: …". */
    sscanf (local->message, "%*[^:]:%u", &line);
    g_set_error (error, FIN_ERROR, FIN_ERROR_BAD_REQUEST, "line %u: not JSON", line);
    return NULL;
  }
  if ((object = fin_json_object (json_parser_get_root (parser))) == NULL) {
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_BAD_REQUEST, "not a JSON object");
    return NULL;
  }

  return json_object_ref (object);
}

char *
fin_json_to_string (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  char *text;

  json_node_set_object (node, object);
  text = json_to_string (node, FALSE);

  /* A WebSocket sends nothing at all of a text that is not UTF-8. */
  if (!g_utf8_validate (text, -1, NULL)) {
    char *valid = g_utf8_make_valid (text, -1);

    g_free (text);
    text = valid;
  }

  return text;
}

JsonObject *
fin_json_object (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static const char *
node_string (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_VALUE (node) &&
                 json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

const char *
fin_json_string (JsonObject *object, const char *name)
{
  return node_string (json_object_get_member (object, name));
}

JsonObject *
fin_json_member (JsonObject *object, const char *name)
{
  return fin_json_object (json_object_get_member (object, name));
}

JsonArray *
fin_json_array (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

gboolean
fin_json_boolean (JsonObject *object, const char *name, gboolean fallback)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) &&
                 json_node_get_value_type (node) == G_TYPE_BOOLEAN
             ? json_node_get_boolean (node)
             : fallback;
}

gint64
fin_json_integer (JsonObject *object, const char *name, gint64 fallback)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) &&
                 json_node_get_value_type (node) == G_TYPE_INT64
             ? json_node_get_int (node)
             : fallback;
}

gboolean
fin_json_number (JsonObject *object, const char *name, double *value)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) ||
      (json_node_get_value_type (node) != G_TYPE_DOUBLE &&
       json_node_get_value_type (node) != G_TYPE_INT64))
    return FALSE;

  *value = json_node_get_double (node);

  return TRUE;
}

const char *
fin_json_array_string (JsonArray *array, guint i)
{
  return i < json_array_get_length (array) ? node_string (json_array_get_element (array, i)) : NULL;
}

JsonObject *
fin_json_array_object (JsonArray *array, guint i)
{
  return i < json_array_get_length (array) ? fin_json_object (json_array_get_element (array, i))
                                           : NULL;
}

char **
fin_json_strings (JsonObject *object, const char *name)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  JsonArray *array = fin_json_array (object, name);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++) {
    const char *text = fin_json_array_string (array, i);

    if (text != NULL)
      g_strv_builder_add (builder, text);
  }

  return g_strv_builder_end (builder);
}
