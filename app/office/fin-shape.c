// Objects from outside held against their shape.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-shape.h"

#include "fin-error.h"
#include "fin-json.h"
#include "fin-time.h"

const char *const fin_shape_languages[] = { "ca", "es", "en", "ar", "ur", NULL };
const char *const fin_shape_needs[] = { "captions", "translation", "text", "lsc",
                                        "lse",      "companion",   NULL };
const char *const fin_shape_interpreted[] = { "csc", "ssp", "ca", "es", "en", "ar", "ur", NULL };
const char *const fin_shape_roles[] = { "informer", "interpreter", "trainer", "coordinator", NULL };

gboolean
fin_shape_is_id (const char *text)
{
  gsize length = strspn (text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

  return length >= 1 && length <= 64 && text[length] == '\0';
}

gboolean
fin_shape_is_year (int year)
{
  return year >= 2000 && year <= 2100;
}

static gboolean
string_fits (const FinShape *shape, const char *text)
{
  g_autoptr (GDateTime) time = NULL;
  glong length;

  if (text == NULL)
    return FALSE;

  switch (shape->kind) {
  case FIN_SHAPE_ID:
  case FIN_SHAPE_IDS:
    return fin_shape_is_id (text);
  case FIN_SHAPE_CHOICE:
  case FIN_SHAPE_CHOICES:
    return g_strv_contains (shape->choices, text);
  case FIN_SHAPE_TIME:
    time = fin_time_parse (text, NULL);
    return time != NULL && fin_shape_is_year (g_date_time_get_year (time));
  default:
    length = g_utf8_strlen (text, -1);
    return length >= shape->min && length <= shape->max;
  }
}

static gboolean
array_fits (const FinShape *shape, JsonArray *array)
{
  if (array == NULL || json_array_get_length (array) > shape->max)
    return FALSE;

  for (guint i = 0; i < json_array_get_length (array); i++)
    if (!string_fits (shape, fin_json_array_string (array, i)))
      return FALSE;

  return TRUE;
}

static gboolean
integer_fits (const FinShape *shape, JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64 &&
         json_node_get_int (node) >= shape->min && json_node_get_int (node) <= shape->max;
}

static gboolean
fits (const FinShape *shape, JsonObject *object)
{
  JsonNode *node = json_object_get_member (object, shape->name);

  switch (shape->kind) {
  case FIN_SHAPE_IDS:
  case FIN_SHAPE_CHOICES:
    return array_fits (shape, fin_json_array (object, shape->name));
  case FIN_SHAPE_INTEGER:
    return integer_fits (shape, node);
  case FIN_SHAPE_BOOLEAN:
    return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_BOOLEAN;
  case FIN_SHAPE_OBJECT:
    return fin_json_object (node) != NULL &&
           fin_shape_check (shape->members, fin_json_object (node), NULL);
  case FIN_SHAPE_NULLABLE:
    return JSON_NODE_HOLDS_NULL (node) ||
           string_fits (shape, fin_json_string (object, shape->name));
  default:
    return string_fits (shape, fin_json_string (object, shape->name));
  }
}

gboolean
fin_shape_check (const FinShape *shape, JsonObject *object, GError **error)
{
  guint known = 0;

  for (const FinShape *member = shape; member->kind != FIN_SHAPE_END; member++) {
    gboolean present = json_object_has_member (object, member->name);

    if (present ? !fits (member, object) : member->required) {
      g_set_error (error, FIN_ERROR, FIN_ERROR_BAD_REQUEST, "%s is %s", member->name,
                   present ? "not as it should be" : "missing");
      return FALSE;
    }
    known += present;
  }

  /* The unknown member's name is theirs, and stays out of logs and answers. */
  if (known != json_object_get_size (object)) {
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_BAD_REQUEST, "it has an unknown member");
    return FALSE;
  }

  return TRUE;
}
