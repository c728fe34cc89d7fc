// Typed, quiet lookups in JSON that came from outside.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-json.h"

#include "fin-error.h"

#define MAX_DEPTH 32

/* json-glib's parser recurses; what is nested too deeply is refused before it sees it. */
static gboolean
too_deep (const char *data, gsize length)
{
  guint depth = 0;
  gboolean in_string = FALSE;

  for (gsize i = 0; i < length; i++)
    {
      char c = data[i];

      if (in_string)
        {
          if (c == '\\')
            i++;
          else if (c == '"')
            in_string = FALSE;
        }
      else if (c == '"')
        in_string = TRUE;
      else if (c == '{' || c == '[')
        {
          if (++depth > MAX_DEPTH)
            return TRUE;
        }
      else if ((c == '}' || c == ']') && depth > 0)
        depth--;
    }

  return FALSE;
}

JsonObject *
fin_json_parse_object (const char *data, gssize length, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) local = NULL;
  JsonObject *object;

  if (length < 0)
    length = strlen (data);

  if (!g_utf8_validate_len (data, length, NULL) || too_deep (data, length) ||
      !json_parser_load_from_data (parser, data, length, &local) ||
      (object = fin_json_object (json_parser_get_root (parser))) == NULL)
    {
      g_set_error_literal (error, FIN_ERROR, FIN_ERROR_BAD_REQUEST, "not a JSON object");
      return NULL;
    }

  return json_object_ref (object);
}

char *
fin_json_to_string (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_node_set_object (node, object);

  return json_to_string (node, FALSE);
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

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      const char *text = fin_json_array_string (array, i);

      if (text != NULL)
        g_strv_builder_add (builder, text);
    }

  return g_strv_builder_end (builder);
}
