// A step of a procedure's file made whole: the common step it refers to under its own words.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-procedure-private.h"

#include "fin-json.h"
#include "fin-read.h"

JsonObject *
fin_step_lay_over (JsonObject *base, JsonObject *over)
{
  JsonObject *result = json_object_new ();
  JsonObject *layers[] = { base, over };

  for (guint i = 0; i < G_N_ELEMENTS (layers) && layers[i] != NULL; i++) {
    JsonObjectIter iter;
    const char *name;
    JsonNode *node;

    json_object_iter_init (&iter, layers[i]);
    while (json_object_iter_next (&iter, &name, &node))
      json_object_set_member (result, name, json_node_copy (node));
  }

  return result;
}

static gboolean
is_omitted (const char *const *omitted, JsonObject *field)
{
  const char *id = fin_json_string (field, "id");

  return id != NULL && g_strv_contains (omitted, id);
}

/* The fields of a common step with the reference's changes: {field: {member: value}}. */
static JsonArray *
lay_fields (JsonArray *fields, JsonObject *changes, const char *const *omitted)
{
  JsonArray *result = json_array_new ();

  for (guint i = 0; i < json_array_get_length (fields); i++) {
    JsonObject *field = fin_json_array_object (fields, i);
    JsonObject *change =
        changes != NULL ? fin_json_member (changes, fin_json_string (field, "id")) : NULL;

    if (!is_omitted (omitted, field))
      json_array_add_object_element (result, change != NULL ? fin_step_lay_over (field, change)
                                                            : json_object_ref (field));
  }

  return result;
}

static void
append_all (JsonArray *array, JsonArray *more)
{
  for (guint i = 0; more != NULL && i < json_array_get_length (more); i++)
    json_array_add_element (array, json_node_copy (json_array_get_element (more, i)));
}

static gboolean
knows_fields (JsonArray *fields, JsonObject *changes, GError **error)
{
  g_autoptr (GList) names = changes != NULL ? json_object_get_members (changes) : NULL;

  for (GList *name = names; name != NULL; name = name->next) {
    gboolean known = FALSE;

    for (guint i = 0; i < json_array_get_length (fields) && !known; i++)
      known =
          g_strcmp0 (fin_json_string (fin_json_array_object (fields, i), "id"), name->data) == 0;
    if (!known)
      return fin_read_fail (error, "fields: the common step has no «%s»", (char *)name->data);
  }

  return TRUE;
}

JsonObject *
fin_step_complete (JsonObject *step, JsonObject *common, GError **error)
{
  g_auto (GStrv) omitted = fin_json_strings (step, "omit");
  JsonObject *shared, *changes, *whole;
  JsonArray *checks;
  const char *ref, *as;

  if (!fin_read_text (step, "ref", FIN_READ_OPTIONAL, &ref, error))
    return NULL;
  if (ref == NULL)
    return json_object_ref (step);
  if (!fin_read_text (step, "as", FIN_READ_OPTIONAL, &as, error))
    return NULL;

  shared = common != NULL ? fin_json_member (common, ref) : NULL;
  if (shared == NULL) {
    fin_read_fail (error, "ref: there is no common step «%s»", ref);
    return NULL;
  }
  if (!fin_read_object (step, "fields", FIN_READ_OPTIONAL, &changes, error) ||
      !knows_fields (fin_json_array (shared, "fields"), changes, error))
    return NULL;

  whole = fin_step_lay_over (shared, step);
  checks = json_array_new ();
  append_all (checks, fin_json_array (shared, "checks"));
  append_all (checks, fin_json_array (step, "checks"));
  json_object_set_string_member (whole, "id", as != NULL ? as : ref);
  json_object_set_array_member (whole, "checks", checks);
  json_object_set_array_member (
      whole, "fields",
      lay_fields (fin_json_array (shared, "fields"), changes, (const char *const *)omitted));

  return whole;
}
