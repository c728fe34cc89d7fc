// json-glib forgets where it read what; its parser tells while it reads.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-fault.h"

#include <json-glib/json-glib.h>
#include <stdlib.h>
#include <string.h>

#include "fin-json.h"

typedef struct {
  JsonParser *parser;
  GArray *open;      /* lines on which the objects under way began */
  GHashTable *lines; /* of objects, by pointer, and of their members, by `member_key()` */
} Lines;

static char *
member_key (JsonObject *object, const char *name)
{
  return g_strdup_printf ("%p.%s", (void *)object, name);
}

static void
on_object_start (Lines *self)
{
  guint line = (guint)json_parser_get_current_line (self->parser);

  g_array_append_val (self->open, line);
}

static void
on_object_member (Lines *self, JsonObject *object, const char *name)
{
  g_hash_table_insert (self->lines, member_key (object, name),
                       GINT_TO_POINTER (json_parser_get_current_line (self->parser)));
}

static void
on_object_end (Lines *self, JsonObject *object)
{
  guint line = g_array_index (self->open, guint, self->open->len - 1);

  g_array_set_size (self->open, self->open->len - 1);
  g_hash_table_insert (self->lines, member_key (object, ""), GUINT_TO_POINTER (line));
}

static guint
line_of (Lines *self, JsonObject *object, const char *name)
{
  g_autofree char *key = member_key (object, name);

  return GPOINTER_TO_UINT (g_hash_table_lookup (self->lines, key));
}

static gboolean
is_called (JsonObject *object, const char *id)
{
  return g_strcmp0 (fin_json_string (object, "id"), id) == 0 ||
         g_strcmp0 (fin_json_string (object, "as"), id) == 0 ||
         g_strcmp0 (fin_json_string (object, "ref"), id) == 0;
}

/* What is called @id, however deep in @node; of several, the shallowest. */
static JsonNode *
find_called (JsonNode *node, const char *id)
{
  g_autoptr (GList) nodes = NULL;
  JsonNode *found = NULL;

  if (JSON_NODE_HOLDS_OBJECT (node)) {
    JsonObject *object = json_node_get_object (node);
    JsonObject *changes = fin_json_member (object, "fields"); /* of a common step's fields, by id */

    if (changes != NULL && json_object_has_member (changes, id))
      return json_object_get_member (changes, id);
    /* Most that has a name is a step, or in one. */
    if (json_object_has_member (object, "steps"))
      found = find_called (json_object_get_member (object, "steps"), id);
    nodes = json_object_get_values (object);
  } else if (JSON_NODE_HOLDS_ARRAY (node)) {
    nodes = json_array_get_elements (json_node_get_array (node));
  }

  for (GList *it = nodes; it != NULL && found == NULL; it = it->next)
    if (JSON_NODE_HOLDS_OBJECT (it->data) && is_called (json_node_get_object (it->data), id))
      found = it->data;
  for (GList *it = nodes; it != NULL && found == NULL; it = it->next)
    found = find_called (it->data, id);

  return found;
}

/* One of several alike is called NAME_2. */
static JsonNode *
find_instance (JsonNode *node, const char *id)
{
  JsonNode *found = find_called (node, id);
  const char *number = strrchr (id, '_');
  g_autofree char *name = number != NULL ? g_strndup (id, (gsize)(number - id)) : NULL;

  return found != NULL || name == NULL ? found : find_called (node, name);
}

/* From @node to what @segment names. FALSE: to nothing. */
static gboolean
step_into (Lines *self, JsonNode **node, const char *segment, guint *line)
{
  const char *bracket = strchr (segment, '[');
  g_autofree char *name =
      bracket != NULL ? g_strndup (segment, (gsize)(bracket - segment)) : g_strdup (segment);
  JsonObject *object = fin_json_object (*node);
  JsonNode *next;

  if (object != NULL && is_called (object, name))
    return TRUE; /* found by its index, and named again by its id */
  if (object != NULL && (next = json_object_get_member (object, name)) != NULL)
    *line = line_of (self, object, name);
  else if ((next = find_instance (*node, name)) == NULL)
    return FALSE;

  if (bracket != NULL && JSON_NODE_HOLDS_ARRAY (next)) {
    JsonArray *array = json_node_get_array (next);
    guint index = (guint)strtoul (bracket + 1, NULL, 10);

    if (index < json_array_get_length (array))
      next = json_array_get_element (array, index);
  }
  if (JSON_NODE_HOLDS_OBJECT (next))
    *line = line_of (self, json_node_get_object (next), "");
  *node = next;

  return TRUE;
}

guint
fin_fault_line (const char *json, gssize length, const char *place)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GArray) open = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GHashTable) lines = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_auto (GStrv) segments = g_strsplit (place, ": ", -1);
  Lines self = { parser, open, lines };
  JsonNode *node;
  guint line = 1;

  g_signal_connect_swapped (parser, "object-start", G_CALLBACK (on_object_start), &self);
  g_signal_connect_swapped (parser, "object-member", G_CALLBACK (on_object_member), &self);
  g_signal_connect_swapped (parser, "object-end", G_CALLBACK (on_object_end), &self);
  if (!json_parser_load_from_data (parser, json, length, NULL))
    return line;

  node = json_parser_get_root (parser);
  for (char **segment = segments; *segment != NULL && strchr (*segment, ' ') == NULL; segment++) {
    g_auto (GStrv) names = g_strsplit (*segment, ".", 2); /* STEP.FIELD */

    for (char **name = names; *name != NULL; name++)
      if (!step_into (&self, &node, *name, &line))
        break;
  }

  return line;
}
