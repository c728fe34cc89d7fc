// What the office's tables say it takes, as JSON, to be held against data/office-api.yaml.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-json-new.h"
#include "fin-json.h"
#include "fin-protocol.h"
#include "fin-router.h"

static const char *const kinds[] = {
  [FIN_SHAPE_STRING] = "string",     [FIN_SHAPE_ID] = "id",           [FIN_SHAPE_IDS] = "ids",
  [FIN_SHAPE_INTEGER] = "integer",   [FIN_SHAPE_BOOLEAN] = "boolean", [FIN_SHAPE_TIME] = "time",
  [FIN_SHAPE_CHOICE] = "choice",     [FIN_SHAPE_CHOICES] = "choices", [FIN_SHAPE_OBJECT] = "object",
  [FIN_SHAPE_NULLABLE] = "nullable",
};

static JsonObject *
describe (const FinShape *shape)
{
  JsonObject *members = json_object_new ();

  for (; shape->name != NULL; shape++)
    json_object_set_object_member (
        members, shape->name,
        fin_json_new ("kind:s", kinds[shape->kind], "required:b", shape->required, "min:i",
                      shape->min, "max:i", shape->max, "choices:a",
                      shape->choices != NULL ? fin_json_array_from (shape->choices) : NULL,
                      "members:o", shape->members != NULL ? describe (shape->members) : NULL,
                      NULL));

  return members;
}

static void
add_routes (JsonArray *routes, const FinRoute *route)
{
  for (; route->method != NULL; route++)
    json_array_add_object_element (
        routes, fin_json_new ("method:s", route->method, "path:s", route->path, "body:o",
                              route->body != NULL ? describe (route->body) : NULL, NULL));
}

int
main (void)
{
  guint n = 0;
  const FinMessageKind *messages = fin_protocol_kinds (&n);
  JsonArray *routes = json_array_new ();
  JsonObject *client = json_object_new ();
  g_autoptr (JsonObject) all = NULL;
  g_autofree char *text = NULL;

  add_routes (routes, fin_routes_accounts);
  add_routes (routes, fin_routes_appointments);
  add_routes (routes, fin_routes_documents);
  add_routes (routes, fin_routes_forms);
  add_routes (routes, fin_routes_guests);
  add_routes (routes, fin_routes_procedures);
  add_routes (routes, fin_routes_receipts);
  add_routes (routes, fin_routes_shown);
  add_routes (routes, fin_routes_transcripts);
  for (guint i = 0; i < n; i++)
    json_object_set_object_member (client, messages[i].type, describe (messages[i].shape));

  all = fin_json_new ("routes:a", routes, "messages:o", client, NULL);
  text = fin_json_to_string (all);
  g_print ("%s\n", text);

  return 0;
}
