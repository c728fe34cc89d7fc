// Fields worked out from others, fields there are several of, rules between two fields, and stops.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-error.h"
#include "fin-form-private.h"
#include "fin-time.h"

#define W "{'ca': 'x {n}', 'es': 'x {n}', 'en': 'x {n}'}"

/* A household: children each with an income, a limit by how many they are, and a term to apply. */
static const char *const file =
    "{'id': 'test', 'number': 1, 'kind': 'benefit', 'title': " W ", 'summary': " W ","
    " 'eligibility': {'fields': [{'id': 'resident', 'kind': 'boolean', 'label': " W "}],"
    "   'stops': [{'id': 'away', 'if': 'if resident = false', 'text': " W ", 'instead': " W "},"
    "             {'id': 'late', 'if': 'if two.last_day < @today', 'text': " W ", 'instead': " W
    "}]},"
    " 'fees': [{'id': 'fee', 'concept': " W ", 'cases': [{'if': 'if age(one.born@two.event) >= 65',"
    "            'amount_eur': 0, 'note': " W "}, {'amount_eur': 12.5, 'year': 2026}]}],"
    " 'steps': ["
    "  {'id': 'one', 'title': " W ", 'fields': ["
    "    {'id': 'born', 'kind': 'date', 'label': " W "},"
    "    {'id': 'count', 'kind': 'number', 'min': 0, 'max': 3, 'label': " W "},"
    "    {'repeat': 'count', 'max': 3, 'title': " W ", 'fields': ["
    "       {'id': 'name', 'kind': 'text', 'required': true, 'label': " W "},"
    "       {'id': 'earns', 'kind': 'boolean', 'label': " W "},"
    "       {'id': 'income', 'kind': 'amount', 'applies': 'if earns = true', 'label': " W "}],"
    "     'checks': [{'id': 'rich', 'field': 'income', 'if': 'if income > 1000', 'text': " W "}]},"
    "    {'id': 'total', 'kind': 'amount', 'compute': {'sum': ['income', 100]}, 'label': " W "},"
    "    {'id': 'grant', 'kind': 'amount', 'compute': {'product': ['count', 650]}, 'label': " W "},"
    "    {'id': 'limit', 'kind': 'amount', 'label': " W ", 'compute': {'cases': ["
    "       {'if': 'if count <= 1', 'value': '500'}, {'if': 'if count > 1', 'value': '900'}]}},"
    "    {'id': 'sure', 'kind': 'boolean', 'label': " W "}],"
    "   'checks': [{'id': 'over', 'field': 'sure', 'if': 'if total > @limit', 'text': " W "}]},"
    "  {'id': 'two', 'title': " W ", 'fields': ["
    "    {'id': 'event', 'kind': 'date', 'label': " W "},"
    "    {'id': 'ends', 'kind': 'date', 'label': " W "},"
    "    {'id': 'last_day', 'kind': 'date', 'label': " W ", 'compute': {'day': '@event+1m'}},"
    "    {'id': 'code', 'kind': 'secret', 'required': true, 'label': " W "}],"
    "   'checks': [{'id': 'order', 'field': 'ends', 'if': 'if ends < @event', 'text': " W "},"
    "              {'id': 'season', 'field': 'event', 'text': " W ","
    "               'if': 'if season(event) >= 06-15 and season(event) <= 09-15'}]}]}";

static char *
quoted (const char *json)
{
  return g_strdelimit (g_strdup (json), "'", '"');
}

static FinForm *
new_form (void)
{
  g_autofree char *json = quoted (file);
  g_autoptr (GError) error = NULL;
  g_autoptr (FinProcedure) procedure = fin_procedure_new (json, -1, &error);
  g_autoptr (GDate) today = fin_day_parse ("2026-11-24");

  g_assert_no_error (error);

  return fin_form_new (procedure, today);
}

static void
set (FinForm *form, const char *field, const char *value)
{
  g_autoptr (GError) error = NULL;

  fin_form_set (form, field, value, FIN_WHO_ANYONE, "x", &error);
  g_assert_no_error (error);
}

static guint
find (FinForm *form, const char *field)
{
  int index = fin_procedure_find (fin_form_procedure (form), field);

  g_assert_cmpint (index, >=, 0);

  return (guint)index;
}

static void
assert_value (FinForm *form, const char *field, const char *value)
{
  g_assert_cmpstr (fin_form_field_value (form, find (form, field)), ==, value);
}

static void
assert_check (FinForm *form, const char *field, const char *check)
{
  FinFinding finding;

  fin_form_find_wrong (form, find (form, field), &finding);
  g_assert_cmpstr (finding.check != NULL ? finding.check->id : NULL, ==, check);
}

static void
test_group (void)
{
  g_autoptr (FinForm) form = new_form ();

  g_assert_false (fin_form_field_visible (form, find (form, "one.name_1")));
  set (form, "one.count", "2");
  g_assert_true (fin_form_field_visible (form, find (form, "one.name_1")));
  g_assert_true (fin_form_field_visible (form, find (form, "one.name_2")));
  g_assert_false (fin_form_field_visible (form, find (form, "one.name_3")));

  /* Each instance by itself. */
  set (form, "one.earns_2", "true");
  g_assert_false (fin_form_field_visible (form, find (form, "one.income_1")));
  g_assert_true (fin_form_field_visible (form, find (form, "one.income_2")));
  set (form, "one.income_2", "1000,01");
  assert_check (form, "one.income_2", "rich");
  set (form, "one.income_2", "1000,00");
  assert_check (form, "one.income_2", NULL);

  set (form, "one.count", "many");
  g_assert_false (fin_form_field_visible (form, find (form, "one.name_1")));
}

static void
test_computed (void)
{
  g_autoptr (FinForm) form = new_form ();
  g_autoptr (GError) error = NULL;

  assert_value (form, "one.total", "100.00");
  assert_value (form, "one.grant", "");
  assert_value (form, "one.limit", "");

  set (form, "one.count", "2");
  assert_value (form, "one.grant", "1300.00");
  assert_value (form, "one.limit", "900");
  set (form, "one.sure", "true");
  set (form, "one.earns_1", "true");
  set (form, "one.earns_2", "true");
  set (form, "one.income_1", "300,5");
  assert_value (form, "one.total", ""); /* the second is asked and not yet said */
  set (form, "one.income_2", "499.50");
  assert_value (form, "one.total", "900.00");
  assert_check (form, "one.sure", NULL);
  set (form, "one.income_2", "499.51");
  assert_check (form, "one.sure", "over");

  /* What is hidden counts for nothing. */
  set (form, "one.count", "1");
  assert_value (form, "one.total", "400.50");
  assert_value (form, "one.limit", "500");

  g_assert_cmpuint (fin_form_set (form, "one.total", "1", FIN_WHO_ANYONE, "x", &error), ==, 0);
  g_assert_error (error, FIN_ERROR, FIN_ERROR_NOT_YOURS);
}

static void
test_days (void)
{
  g_autoptr (FinForm) form = new_form ();

  set (form, "two.event", "2026-10-24");
  assert_value (form, "two.last_day", "2026-11-24");
  g_assert_false (fin_form_stopped_by (form, 1));
  set (form, "two.event", "2026-10-23");
  g_assert_true (fin_form_stopped_by (form, 1));
  set (form, "two.event", "2026-1");
  assert_value (form, "two.last_day", "");
  g_assert_false (fin_form_stopped_by (form, 1));

  set (form, "two.event", "2026-06-15");
  assert_check (form, "two.event", "season");
  set (form, "two.event", "2026-06-14");
  assert_check (form, "two.event", NULL);
  set (form, "two.ends", "2026-06-13");
  assert_check (form, "two.ends", "order");
  set (form, "two.ends", "2026-06-14");
  assert_check (form, "two.ends", NULL);
}

static void
test_fees (void)
{
  g_autoptr (FinForm) form = new_form ();

  set (form, "one.born", "1961-06-15");
  set (form, "two.event", "2026-06-14");
  g_assert_cmpfloat (fin_form_fee_case (form, 0)->amount, ==, 12.5);
  set (form, "two.event", "2026-06-15");
  g_assert_cmpfloat (fin_form_fee_case (form, 0)->amount, ==, 0);
  set (form, "two.event", "");
  g_assert_cmpfloat (fin_form_fee_case (form, 0)->amount, ==, 12.5);
}

/* Here it is never known, only that it was typed elsewhere, and only the citizen says so. */
static void
test_secret (void)
{
  g_autoptr (FinForm) form = new_form ();

  g_assert_cmpuint (fin_form_set (form, "two.code", "123456", FIN_WHO_CITIZEN, "x", NULL), ==, 0);
  g_assert_cmpuint (fin_form_set (form, "two.code", "true", FIN_WHO_INFORMER, "x", NULL), ==, 0);
  g_assert_cmpuint (fin_form_set (form, "two.code", "true", FIN_WHO_CITIZEN, "x", NULL), >, 0);
}

static void
refuses (const char *from, const char *to, const char *place)
{
  g_autoptr (GString) json = g_string_new (file);
  g_autofree char *changed = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (FinProcedure) procedure = NULL;

  g_assert_cmpuint (g_string_replace (json, from, to, 1), ==, 1);
  changed = quoted (json->str);
  procedure = fin_procedure_new (changed, -1, &error);
  g_assert_null (procedure);
  g_assert_error (error, FIN_ERROR, FIN_ERROR_BAD_REQUEST);
  if (strstr (error->message, place) == NULL)
    g_error ("«%s» does not name «%s»", error->message, place);
}

static void
test_refusals (void)
{
  refuses ("'repeat': 'count'", "'repeat': 'born'", "repeat: «one.born» is no number");
  refuses ("'repeat': 'count'", "'repeat': 'nothing'", "there is no field «nothing»");
  refuses ("'max': 3, 'label'", "'max': 4, 'label'", "may be more than max");
  refuses ("'max': 3, 'title'", "'max': 21, 'title'", "max: not from 1");
  refuses ("['income', 100]", "['name', 100]", "«name» is no number");
  refuses ("['income', 100]", "['total', 100]", "one.total: depends on itself");
  refuses ("'value': '500'", "'value': 'much'", "can never be «much»");
  refuses ("if count <= 1", "if limit <= 1", "one.limit: depends on itself");
  refuses ("'@event+1m'", "'@code'", "no day");
  refuses ("'@event+1m'", "'event'", "compute: neither");
  refuses ("if total > @limit", "if total > @born", "can't be compared");
  refuses ("season(event) >= 06-15", "season(event) >= 13-15", "can never be «13-15»");
  refuses ("season(event) >= 06-15", "season(code) >= 06-15", "«two.code» is no date");
  refuses ("age(one.born@two.event)", "age(one.count)", "«one.count» is no date");
  refuses ("if ends < @event", "if ends < @code+1d", "«two.code» is no date");
  refuses ("'amount_eur': 12.5", "'amount_eur': -1", "amount_eur: not an amount");
  refuses ("'id': 'away', 'if': 'if resident", "'id': 'away', 'if': 'if nobody",
           "there is no field «nobody»");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/computed/group", test_group);
  g_test_add_func ("/computed/computed", test_computed);
  g_test_add_func ("/computed/days", test_days);
  g_test_add_func ("/computed/fees", test_fees);
  g_test_add_func ("/computed/secret", test_secret);
  g_test_add_func ("/computed/refusals", test_refusals);

  return g_test_run ();
}
