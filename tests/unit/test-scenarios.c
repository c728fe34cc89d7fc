// Each procedure of the catalogue carried through as its scenario in tests/procedures has it: a
// whole visit, every way of not being eligible, every rule just outside and just inside.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-form-private.h"
#include "fin-json.h"
#include "fin-time.h"

static FinForm *
form_of (JsonObject *scenario)
{
  FinProcedure *procedure = fin_catalogue_lookup (fin_json_string (scenario, "procedure"));
  g_autoptr (GDate) today = fin_day_parse (fin_json_string (scenario, "today"));
  g_auto (GStrv) documents = fin_json_strings (scenario, "documents");
  FinForm *form;

  g_assert_nonnull (procedure);
  g_assert_nonnull (today);

  form = fin_form_new (procedure, today);
  fin_form_set_documents (form, (const char *const *)documents);

  return form;
}

static void
set (FinForm *form, const char *field, const char *value)
{
  g_autoptr (GError) error = NULL;

  fin_form_set (form, field, value, FIN_WHO_ANYONE, "x", &error);
  if (error != NULL)
    g_error ("%s = %s: %s", field, value, error->message);
}

/* What is answered shows: a visit asks nothing that is not on the form. */
static void
fill (FinForm *form, JsonObject *scenario)
{
  JsonArray *visit = fin_json_array (scenario, "visit");

  for (guint i = 0; i < json_array_get_length (visit); i++) {
    JsonArray *pair = json_array_get_array_element (visit, i);
    const char *field = json_array_get_string_element (pair, 0);
    int index = fin_procedure_find (fin_form_procedure (form), field);

    set (form, field, json_array_get_string_element (pair, 1));
    if (index < 0 || !fin_form_field_visible (form, (guint)index))
      g_error ("%s is answered and does not show", field);
  }
}

/* The form of one case: the visit's values with the case's over them. */
static FinForm *
form_for (JsonObject *scenario, JsonObject *given)
{
  FinForm *form = form_of (scenario);
  JsonObject *over = fin_json_member (given, "set");
  JsonArray *visit = fin_json_array (scenario, "visit");
  JsonObjectIter iter;
  const char *field;
  JsonNode *value;

  for (guint i = 0; i < json_array_get_length (visit); i++) {
    JsonArray *pair = json_array_get_array_element (visit, i);

    set (form, json_array_get_string_element (pair, 0), json_array_get_string_element (pair, 1));
  }
  json_object_iter_init (&iter, over);
  while (json_object_iter_next (&iter, &field, &value))
    set (form, field, json_node_get_string (value));

  return form;
}

static void
test_visit (gconstpointer data)
{
  JsonObject *scenario = (JsonObject *)data;
  g_autoptr (FinForm) form = form_of (scenario);
  g_auto (GStrv) missing = NULL;
  g_autofree char *joined = NULL;

  fill (form, scenario);
  missing = fin_form_missing (form);
  joined = g_strjoinv (" ", missing);
  g_assert_cmpstr (joined, ==, "");
  for (guint i = 0; i < fin_form_procedure (form)->fields->len; i++) {
    const FinField *field = g_ptr_array_index (fin_form_procedure (form)->fields, i);
    FinFinding finding;

    if (fin_form_find_wrong (form, i, &finding) && !finding.soft)
      g_error ("%s is wrong", field->id);
  }
}

static void
test_stops (gconstpointer data)
{
  JsonObject *scenario = (JsonObject *)data;
  JsonArray *cases = fin_json_array (scenario, "stops");
  FinProcedure *procedure = fin_catalogue_lookup (fin_json_string (scenario, "procedure"));
  g_autoptr (GHashTable) reached = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < json_array_get_length (cases); i++) {
    JsonObject *given = fin_json_array_object (cases, i);
    g_autoptr (FinForm) form = form_for (scenario, given);
    const char *expected = fin_json_string (given, "stop");
    gboolean found = FALSE;

    for (guint j = 0; j < procedure->stops->len; j++) {
      const FinStop *stop = g_ptr_array_index (procedure->stops, j);

      if (!fin_form_stopped_by (form, j))
        continue;
      if (expected == NULL)
        g_error ("stops[%u]: stopped by %s", i, stop->id);
      found = found || g_str_equal (stop->id, expected);
    }
    if (expected != NULL && !found)
      g_error ("stops[%u]: not stopped by %s", i, expected);
    if (expected != NULL)
      g_hash_table_add (reached, (gpointer)expected);
  }

  for (guint j = 0; j < procedure->stops->len; j++)
    if (!g_hash_table_contains (reached, ((FinStop *)g_ptr_array_index (procedure->stops, j))->id))
      g_error ("no case reaches the stop %s",
               ((FinStop *)g_ptr_array_index (procedure->stops, j))->id);
}

static void
test_rules (gconstpointer data)
{
  JsonObject *scenario = (JsonObject *)data;
  JsonArray *cases = fin_json_array (scenario, "rules");
  FinProcedure *procedure = fin_catalogue_lookup (fin_json_string (scenario, "procedure"));
  JsonArray *steps = fin_json_array (procedure->source, "steps");
  g_autoptr (GHashTable) reached = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < json_array_get_length (cases); i++) {
    JsonObject *given = fin_json_array_object (cases, i);
    g_autoptr (FinForm) form = form_for (scenario, given);
    const char *expected = fin_json_string (given, "check");
    int field = fin_procedure_find (procedure, fin_json_string (given, "field"));
    FinFinding finding;

    g_assert_cmpint (field, >=, 0);
    if (!fin_form_field_visible (form, (guint)field))
      g_error ("rules[%u]: %s does not show", i, fin_json_string (given, "field"));
    fin_form_find_wrong (form, (guint)field, &finding);
    if (g_strcmp0 (finding.check != NULL ? finding.check->id : NULL, expected) != 0)
      g_error ("rules[%u]: %s, not %s", i,
               finding.check != NULL ? finding.check->id : "nothing wrong",
               expected != NULL ? expected : "nothing wrong");
    if (expected != NULL)
      g_hash_table_add (reached, (gpointer)expected);
  }

  /* Of the procedure's own checks, none is without a case. */
  for (guint i = 0; i < procedure->checks->len; i++) {
    const FinCheck *check = g_ptr_array_index (procedure->checks, i);
    gboolean own = FALSE;

    for (guint j = 0; j < json_array_get_length (steps) && !own; j++) {
      JsonArray *checks = fin_json_array (fin_json_array_object (steps, j), "checks");

      for (guint k = 0; checks != NULL && k < json_array_get_length (checks); k++)
        own = own ||
              g_str_equal (fin_json_string (fin_json_array_object (checks, k), "id"), check->id);
    }
    if (own && !g_hash_table_contains (reached, check->id))
      g_error ("no case is caught by the check %s", check->id);
  }
}

static void
test_computed (gconstpointer data)
{
  JsonObject *scenario = (JsonObject *)data;
  JsonArray *cases = fin_json_array (scenario, "computed");

  for (guint i = 0; cases != NULL && i < json_array_get_length (cases); i++) {
    JsonObject *given = fin_json_array_object (cases, i);
    g_autoptr (FinForm) form = form_for (scenario, given);

    if (g_strcmp0 (fin_form_value (form, fin_json_string (given, "field")),
                   fin_json_string (given, "value")) != 0)
      g_error ("computed[%u]: %s is «%s»", i, fin_json_string (given, "field"),
               fin_form_value (form, fin_json_string (given, "field")));
  }
}

static JsonObject *
find (JsonArray *array, const char *id)
{
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (g_strcmp0 (fin_json_string (fin_json_array_object (array, i), "id"), id) == 0)
      return fin_json_array_object (array, i);

  return NULL;
}

static void
test_fees (gconstpointer data)
{
  JsonObject *scenario = (JsonObject *)data;
  JsonArray *cases = fin_json_array (scenario, "fees");

  for (guint i = 0; cases != NULL && i < json_array_get_length (cases); i++) {
    JsonObject *given = fin_json_array_object (cases, i);
    g_autoptr (FinForm) form = form_for (scenario, given);
    g_autoptr (JsonArray) fees = fin_form_describe_fees (form, "ca");
    JsonObject *fee = find (fees, fin_json_string (given, "fee"));

    if (fee == NULL)
      g_error ("fees[%u]: %s is not asked", i, fin_json_string (given, "fee"));
    if (g_strcmp0 (fin_json_string (fee, "amount"), fin_json_string (given, "amount")) != 0)
      g_error ("fees[%u]: %s", i, fin_json_string (fee, "amount"));
  }
}

static void
test_wanted (gconstpointer data)
{
  JsonObject *scenario = (JsonObject *)data;
  JsonArray *cases = fin_json_array (scenario, "wanted");

  for (guint i = 0; cases != NULL && i < json_array_get_length (cases); i++) {
    JsonObject *given = fin_json_array_object (cases, i);
    g_autoptr (FinForm) form = form_for (scenario, given);
    g_autoptr (JsonObject) described = fin_form_describe (form, "ca", FALSE);
    gboolean there =
        find (fin_json_array (described, "documents"), fin_json_string (given, "document")) != NULL;

    if (there != fin_json_boolean (given, "applies", FALSE))
      g_error ("wanted[%u]: %s %s", i, fin_json_string (given, "document"),
               there ? "is asked for" : "is not asked for");
  }
}

static void
add (const char *name, JsonObject *scenario)
{
  static const struct {
    const char *part;
    GTestDataFunc func;
  } parts[] = {
    { "visit", test_visit },       { "stops", test_stops }, { "rules", test_rules },
    { "computed", test_computed }, { "fees", test_fees },   { "wanted", test_wanted },
  };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++) {
    g_autofree char *path = g_strdup_printf ("/scenarios/%.2s/%s", name, parts[i].part);

    g_test_add_data_func (path, scenario, parts[i].func);
  }
}

/* A procedure without a scenario is one nobody has seen carried through. */
static void
test_all (gconstpointer data)
{
  const guint *count = data;

  g_assert_cmpuint (*count, ==, fin_catalogue ()->len);
}

int
main (int argc, char **argv)
{
  const char *folder = g_getenv ("FIN_SCENARIOS");
  g_autoptr (GPtrArray) scenarios =
      g_ptr_array_new_with_free_func ((GDestroyNotify)json_object_unref);
  g_autoptr (GDir) dir = NULL;
  const char *name;
  guint count;

  g_test_init (&argc, &argv, NULL);

  dir = g_dir_open (folder, 0, NULL);
  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    g_autofree char *text = NULL;
    g_autoptr (GError) error = NULL;
    JsonObject *scenario;

    if (!g_str_has_suffix (name, ".json"))
      continue;
    g_file_get_contents (path, &text, NULL, &error);
    g_assert_no_error (error);
    scenario = fin_json_parse_object (text, -1, &error);
    g_assert_no_error (error);
    g_ptr_array_add (scenarios, scenario);
    add (name, scenario);
  }
  count = scenarios->len;
  g_test_add_data_func ("/scenarios/all", &count, test_all);

  return g_test_run ();
}
