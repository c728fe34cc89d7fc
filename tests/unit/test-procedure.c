// Procedures read from files: the catalogue, and every kind of bad file refused with its place
// named.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-error.h"
#include "fin-form.h"
#include "fin-json.h"
#include "fin-procedure.h"
#include "fin-time.h"

#define W "{\"ca\": \"x\", \"es\": \"x\", \"en\": \"x\"}"
#define HEAD                                                                                       \
  "\"id\": \"test\", \"number\": 1, \"kind\": \"card\", \"title\": " W ", \"summary\": " W
#define FIELD(id, rest) "{\"id\": \"" id "\", \"label\": " W ", " rest "}"
#define TEXT(id)        FIELD (id, "\"kind\": \"text\"")
#define OPTION(value)   "{\"value\": \"" value "\", \"label\": " W "}"
#define CHOICE(id, rest)                                                                           \
  FIELD (id, "\"kind\": \"choice\", \"options\": [" OPTION ("x") ", " OPTION ("y") "]" rest)
#define STEP(id, fields) "{\"id\": \"" id "\", \"title\": " W ", \"fields\": [" fields "]}"
#define STEP_IF(id, condition, fields)                                                             \
  "{\"id\": \"" id "\", \"title\": " W ", \"applies\": \"" condition "\", \"fields\": [" fields "]}"
#define FILE_OF(steps)         "{" HEAD ", \"steps\": [" steps "]}"
#define FILE_WITH(steps, rest) "{" HEAD ", \"steps\": [" steps "], " rest "}"

static void
test_catalogue (void)
{
  GPtrArray *catalogue = fin_catalogue ();
  FinProcedure *procedure = fin_catalogue_lookup ("carnet-jove");

  g_assert_cmpuint (catalogue->len, >=, 1);
  g_assert_true (catalogue == fin_catalogue ());
  g_assert_nonnull (procedure);
  g_assert_cmpint (fin_procedure_number (procedure), ==, 27);
  g_assert_cmpstr (fin_procedure_title (procedure, "ca"), ==, "Sol·licitar el Carnet Jove");
  g_assert_cmpstr (fin_procedure_title (procedure, "fr"), ==, "Sol·licitar el Carnet Jove");
  g_assert_cmpstr (fin_procedure_title (procedure, "en"), ==, "Apply for the Youth Card");
  g_assert_true (g_str_has_prefix (fin_procedure_summary (procedure, "ur"), "12 سے 30"));
  g_assert_null (fin_catalogue_lookup ("no-such"));
  g_assert_null (fin_catalogue_lookup (NULL));

  for (guint i = 1; i < catalogue->len; i++)
    g_assert_cmpint (fin_procedure_number (g_ptr_array_index (catalogue, i - 1)), <,
                     fin_procedure_number (g_ptr_array_index (catalogue, i)));
}

static FinProcedure *
accepts (const char *json)
{
  g_autoptr (GError) error = NULL;
  FinProcedure *procedure = fin_procedure_new (json, -1, &error);

  g_assert_no_error (error);

  return procedure;
}

static void
refuses (const char *json, const char *place)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FinProcedure) procedure = fin_procedure_new (json, -1, &error);

  g_assert_null (procedure);
  g_assert_error (error, FIN_ERROR, FIN_ERROR_BAD_REQUEST);
  if (strstr (error->message, place) == NULL)
    g_error ("«%s» does not name «%s»", error->message, place);
}

static void
test_good (void)
{
  g_autoptr (FinProcedure) small = accepts (FILE_OF (STEP ("one", TEXT ("a"))));
  g_autoptr (FinProcedure) chain = accepts (FILE_OF (
      STEP_IF ("two", "if one.a = x", CHOICE ("a", "")) "," STEP ("one", CHOICE ("a", ""))));

  g_assert_cmpstr (fin_procedure_id (small), ==, "test");
}

static void
test_not_a_file (void)
{
  refuses ("", "JSON");
  refuses ("[]", "JSON");
  refuses ("{\"id\":", "JSON");
  refuses ("{}", "id: missing");
}

static void
test_wrong_types (void)
{
  refuses ("{\"id\": 1}", "id: not a text");
  refuses ("{\"id\": \"A b\", \"number\": 1, \"kind\": \"card\", \"title\": " W ", \"summary\": " W
           ", \"steps\": []}",
           "«A b» is no id");
  refuses ("{\"id\": \"x\", \"number\": \"1\", \"kind\": \"card\", \"title\": " W
           ", \"summary\": " W ", \"steps\": []}",
           "number: not a whole");
  refuses ("{\"id\": \"x\", \"number\": 0, \"kind\": \"card\", \"title\": " W ", \"summary\": " W
           ", \"steps\": []}",
           "number: not from");
  refuses ("{\"id\": \"x\", \"number\": 1, \"kind\": \"card\", \"title\": \"t\", \"summary\": " W
           ", \"steps\": []}",
           "title: not an object");
  refuses ("{\"id\": \"x\", \"number\": 1, \"kind\": \"card\", \"title\": {\"en\": \"t\"}, "
           "\"summary\": " W ", \"steps\": []}",
           "title: not in Catalan");
  refuses ("{" HEAD "}", "steps: missing");
  refuses ("{" HEAD ", \"steps\": {}}", "steps: not a list");
  refuses (FILE_OF ("1"), "steps[0]: not an object");
  refuses (FILE_OF (STEP ("one", "\"a\"")), "steps[0]: one: fields[0]: not an object");
  refuses (FILE_OF (STEP ("one", FIELD ("a", "\"kind\": \"colour\""))), "one.a: kind: «colour»");
  refuses (FILE_OF (STEP ("one", FIELD ("a", "\"kind\": 3"))), "one.a: kind: not a text");
  refuses (FILE_OF (STEP ("one", FIELD ("a", "\"kind\": \"text\", \"required\": 1"))),
           "one.a: required: not true or false");
  refuses (FILE_OF (STEP ("one", FIELD ("a", "\"kind\": \"text\", \"who\": \"me\""))),
           "one.a: who");
  refuses (FILE_OF (STEP ("one", FIELD ("a", "\"kind\": \"text\", \"rule\": \"mobile\""))),
           "one.a: rule: «mobile»");
  refuses (FILE_OF (STEP ("one", FIELD ("a", "\"kind\": \"text\", \"gives\": \"age\""))),
           "one.a: gives");
  refuses (FILE_OF (STEP ("one", FIELD ("a", "\"kind\": \"text\", \"max_length\": 0"))),
           "one.a: max_length");
  refuses (FILE_OF (STEP ("one", FIELD ("a", "\"kind\": \"choice\""))), "one.a: options: missing");
  refuses (FILE_OF (STEP ("one",
                          FIELD ("a", "\"kind\": \"choice\", \"options\": [" OPTION ("a,b") "]"))),
           "one.a: options[0]: «a,b»");
  refuses (FILE_OF (STEP ("one", FIELD ("A", "\"kind\": \"text\""))), "fields[0]: id: «A»");
}

static void
test_unknown_members (void)
{
  refuses (FILE_WITH (STEP ("one", TEXT ("a")), "\"colour\": 1"), "colour: no such member");
  refuses (FILE_OF (STEP ("one", FIELD ("a", "\"kind\": \"text\", \"requird\": true"))),
           "one.a: requird: no such member");
  refuses (FILE_WITH (STEP ("one", TEXT ("a")), "\"deadlines\": {\"applly\": " W "}"),
           "deadlines: applly: no such member");
}

static void
test_words (void)
{
  refuses (FILE_WITH (STEP ("one", TEXT ("a")), "\"notes\": [{\"ca\": \"x\", \"es\": \"x\"}]"),
           "notes[0]: not in English");
  refuses (FILE_WITH (STEP ("one", TEXT ("a")),
                      "\"body\": {\"ca\": \"x\", \"es\": \"x\", \"en\": \"x\", \"fr\": \"x\"}"),
           "body: «fr» is no language");
  refuses (FILE_WITH (STEP ("one", TEXT ("a")),
                      "\"body\": {\"ca\": \"x\", \"es\": \"\", \"en\": \"x\"}"),
           "body: es: not a text of 1");
  refuses (FILE_WITH (STEP ("one", TEXT ("a")), "\"silence\": \"golden\""), "silence: «golden»");
  refuses (FILE_WITH (STEP ("one", TEXT ("a")), "\"sensitive\": \"maybe\""), "sensitive: neither");
  refuses (FILE_WITH (STEP ("one", TEXT ("a")), "\"sensitive\": \"violence\""),
           "recording: about violence it is never");
  refuses (
      FILE_WITH (STEP ("one", TEXT ("a")), "\"sensitive\": \"violence\", \"recording\": \"off\""),
      "recording: about violence it is never");
  refuses (FILE_WITH (STEP ("one", TEXT ("a")), "\"sensitive\": \"health\""),
           "recording: of a sensitive one");
  refuses (FILE_WITH (STEP ("one", TEXT ("a")), "\"recording\": \"maybe\""), "recording: neither");
}

#define CODE(rest) "{\"id\": \"code\", \"kind\": \"secret\", \"label\": " W rest "}"

static void
test_secret (void)
{
  g_autoptr (FinProcedure) open = accepts (FILE_OF (STEP ("one", TEXT ("a"))));
  g_autoptr (FinProcedure) secret = accepts (FILE_OF (STEP ("one", CODE (""))));

  g_assert_false (fin_procedure_has_secret (open));
  g_assert_cmpstr (fin_procedure_recording (open), ==, "ask");
  g_assert_true (fin_procedure_has_secret (secret));
  g_assert_cmpstr (fin_procedure_recording (secret), ==, "never");
  refuses (FILE_WITH (STEP ("one", CODE ("")), "\"recording\": \"ask\""),
           "recording: where something is secret");
  refuses (FILE_OF (STEP ("one", CODE (", \"who\": \"informer\""))),
           "who: what is secret is the citizen's");
}

/* A file as a person writes it, line by line, with one line put wrong. */
static void
test_lines (void)
{
  static const char *const lines[] = {
    /* 1 */ "{" HEAD ",",
    /* 2 */ "\"fees\": [",
    /* 3 */ "  {\"id\": \"one\", \"concept\": " W ",",
    /* 4 */ "   \"cases\": [{\"amount_eur\": 3}]}],",
    /* 5 */ "\"documents\": [",
    /* 6 */ "  {\"id\": \"a\", \"label\": " W ",",
    /* 7 */ "   \"required\": \"if a = x\"}],",
    /* 8 */ "\"steps\": [",
    /* 9 */ "  {\"ref\": \"identification\"},",
    /* 10 */ "  {\"id\": \"one\", \"title\": " W ",",
    /* 11 */ "   \"fields\": [",
    /* 12 */ "     {\"id\": \"n\", \"label\": " W ", \"kind\": \"number\", \"max\": 3},",
    /* 13 */ "     {\"repeat\": \"n\", \"max\": 3, \"title\": " W ", \"fields\": [",
    /* 14 */ "        {\"id\": \"child\", \"kind\": \"text\",",
    /* 15 */ "         \"label\": " W "}]},",
    /* 16 */ "     {\"id\": \"a\", \"label\": " W ", \"kind\": \"choice\",",
    /* 17 */ "      \"options\": [" OPTION ("x") ",",
    /* 18 */ "        " OPTION ("y") "],",
    /* 19 */ "      \"required\": true}]}]}",
  };
  static const struct {
    guint line; /* that is put wrong */
    const char *wrong;
    guint told;
    const char *why;
  } faults[] = {
    { 1, "{" HEAD ", \"colour\": 1,", 1, "colour" },
    { 3, "  {\"id\": \"One\", \"concept\": " W ",", 3, "«One» is no id" },
    { 4, "   \"cases\": [{\"amount_eur\": -3}]}],", 4, "not an amount" },
    { 7, "   \"required\": \"if b = x\"}],", 7, "no field «b»" },
    { 7, "   \"required\": \"if a = z\"}],", 7, "can never be «z»" },
    { 7, "   \"required\": \"when a = z\"}],", 7, "required" },
    { 9, "  {\"ref\": \"nothing\"},", 9, "no common step" },
    { 10, "  {\"id\": \"one\", \"title\": {\"ca\": \"x\"},", 10, "not in Spanish" },
    { 12, "     {\"id\": \"n\", \"label\": " W ", \"kind\": \"number\", \"max\": 4},", 13,
      "more than max" },
    { 14, "        {\"id\": \"child\", \"kind\": \"wish\",", 14, "«wish» is none" },
    { 15, "         \"label\": " W ", \"applies\": \"if child = q\"}]},", 14, "depends on itself" },
    { 18, "        " OPTION ("x") "],", 18, "«x» is there twice" },
    { 19, "      \"required\": 1}]}]}", 19, "not true or false" },
    { 19, "      \"required\": tru}]}]}", 19, "not JSON" },
    { 16, "     /* {\"id\": \"a\", */", 16, "not JSON" },
    { 18, "        " OPTION ("\xff") "],", 18, "not JSON" },
  };

  /* The last round puts nothing wrong. */
  for (guint i = 0; i <= G_N_ELEMENTS (faults); i++) {
    gboolean faulty = i < G_N_ELEMENTS (faults);
    g_autoptr (GString) file = g_string_new (NULL);
    g_autofree char *told = faulty ? g_strdup_printf ("line %u: ", faults[i].told) : NULL;
    g_autoptr (GError) error = NULL;
    g_autoptr (FinProcedure) procedure = NULL;

    for (guint j = 0; j < G_N_ELEMENTS (lines); j++)
      g_string_append_printf (file, "%s\n",
                              faulty && j + 1 == faults[i].line ? faults[i].wrong : lines[j]);
    procedure = fin_procedure_new (file->str, (gssize)file->len, &error);
    if (!faulty)
      g_assert_no_error (error);
    else if (!g_str_has_prefix (error->message, told) ||
             strstr (error->message, faults[i].why) == NULL)
      g_error ("«%s» is not «%s…%s»", error->message, told, faults[i].why);
  }
}

static void
test_duplicates (void)
{
  refuses (FILE_OF (STEP ("one", TEXT ("a") "," TEXT ("a"))), "fields[1]: one.a: is there twice");
  refuses (FILE_OF (STEP ("one", TEXT ("a")) "," STEP ("one", TEXT ("b"))),
           "steps[1]: one: is there twice");
  refuses (FILE_OF (STEP ("one", FIELD ("a", "\"kind\": \"choice\", \"options\": [" OPTION (
                                                 "x") "," OPTION ("x") "]"))),
           "one.a: options[1]: «x» is there twice");
  refuses (FILE_WITH (STEP ("one", TEXT ("a")), "\"documents\": [{\"id\": \"d\", \"label\": " W
                                                "}, {\"id\": \"d\", \"label\": " W "}]"),
           "documents[1]: d: is there twice");
  refuses (FILE_OF (STEP ("one", FIELD ("a", "\"kind\": \"date\", \"gives\": \"age\"") "," FIELD (
                                     "b", "\"kind\": \"date\", \"gives\": \"age\""))),
           "one.b: the age comes from another");
}

static void
test_unknown_names (void)
{
  refuses (FILE_OF (STEP ("one", FIELD ("a", "\"kind\": \"text\", \"applies\": \"if b = x\""))),
           "one.a: applies: there is no field «b»");
  refuses (
      FILE_OF (STEP ("one", FIELD ("a", "\"kind\": \"text\", \"required\": \"if two.b = x\""))),
      "one.a: required: there is no field «two.b»");
  refuses (FILE_OF (STEP_IF ("one", "if b = x", TEXT ("a"))),
           "one: applies: there is no field «b»");
  refuses (FILE_OF (STEP_IF ("one", "if age < 18", TEXT ("a"))),
           "one: applies: no field gives the age");
  refuses (FILE_OF (STEP ("one", CHOICE ("a", "")) "," STEP ("two", CHOICE ("a", "")) "," STEP_IF (
               "three", "if a = x", TEXT ("b"))),
           "three: applies: «a» is the name of several fields");
  refuses (FILE_WITH (STEP ("one", TEXT ("a")), "\"documents\": [{\"id\": \"d\", \"label\": " W
                                                ", \"required\": \"if z = x\"}]"),
           "d: required: there is no field «z»");
  refuses (FILE_WITH (STEP ("one", TEXT ("a")), "\"documents\": [{\"id\": \"d\", \"label\": " W
                                                ", \"proves\": [\"one.a\", \"one.z\"]}]"),
           "documents: d: proves: there is no field one.z");
  refuses (FILE_OF ("{\"ref\": \"nothing\"}"), "steps[0]: ref: there is no common step «nothing»");
  refuses (FILE_OF ("{\"ref\": \"contact\", \"fields\": {\"fax\": {}}}"),
           "the common step has no «fax»");
  refuses (FILE_OF ("{\"id\": \"one\", \"title\": " W
                    ", \"fields\": [" TEXT ("a") "], \"checks\": [{\"id\": \"c\", \"field\": "
                                                 "\"b\", \"if\": \"if a = x\", \"text\": " W "}]}"),
           "one: checks[0]: c: there is no field «one.b»");
}

static void
test_impossible_values (void)
{
  refuses (FILE_OF (STEP ("one", CHOICE ("a", "") "," FIELD (
                                     "b", "\"kind\": \"text\", \"applies\": \"if a = z\""))),
           "one.b: applies: «a» can never be «z»");
  refuses (FILE_OF (STEP ("one", FIELD ("a", "\"kind\": \"boolean\"") "," FIELD (
                                     "b", "\"kind\": \"text\", \"applies\": \"if a = yes\""))),
           "«a» can never be «yes»");
  refuses (FILE_OF (STEP ("one", FIELD ("a", "\"kind\": \"number\"") "," FIELD (
                                     "b", "\"kind\": \"text\", \"applies\": \"if a < many\""))),
           "«a» can never be «many»");
  refuses (FILE_OF (STEP ("one", CHOICE ("a", "") "," FIELD (
                                     "b", "\"kind\": \"text\", \"applies\": \"if a < x\""))),
           "«a» has no more and less");
  refuses (FILE_OF (STEP ("one", CHOICE ("a", "") "," FIELD (
                                     "b", "\"kind\": \"text\", \"applies\": \"if a is x\""))),
           "one.b: applies: no condition after «if »");
}

static void
test_nothing_to_do (void)
{
  refuses (FILE_OF (""), "steps: there is none");
}

static void
test_circles (void)
{
  refuses (FILE_OF (STEP ("one", CHOICE ("a", ", \"applies\": \"if a = x\""))),
           "one.a: depends on itself");
  refuses (FILE_OF (STEP ("one", CHOICE ("a", ", \"applies\": \"if b = x\"") "," CHOICE (
                                     "b", ", \"applies\": \"if a = x\""))),
           "depends on itself");
  refuses (FILE_OF (STEP_IF ("one", "if one.a = x", CHOICE ("a", ""))), "one.a: depends on itself");
  refuses (FILE_OF (STEP_IF ("one", "if two.b = x", CHOICE ("a", "")) "," STEP_IF (
               "two", "if three.c = x", CHOICE ("b", "")) "," STEP_IF ("three", "if one.a = x",
                                                                       CHOICE ("c", ""))),
           "depends on itself");
  refuses (
      FILE_OF (STEP (
          "one",
          FIELD ("a", "\"kind\": \"date\", \"gives\": \"age\", \"applies\": \"if age < 18\""))),
      "one.a: depends on itself");
}

static void
test_too_much (void)
{
  GString *fields = g_string_new (TEXT ("a0"));
  g_autofree char *most = NULL, *more = NULL;

  for (guint i = 1; i < 400; i++)
    g_string_append_printf (fields, "," TEXT ("a%u"), i);
  most = g_strdup_printf (FILE_OF (STEP ("one", "%s")), fields->str);
  g_object_unref (accepts (most));

  g_string_append (fields, "," TEXT ("b"));
  more = g_strdup_printf (FILE_OF (STEP ("one", "%s")), fields->str);
  refuses (more, "too many fields");
  g_string_free (fields, TRUE);
}

static JsonObject *
step_of (JsonObject *form, guint i)
{
  return fin_json_array_object (fin_json_array (form, "steps"), i);
}

/* A common step with a field left out, one changed, its own words, and a check more. */
static void
test_reference (void)
{
  g_autoptr (FinProcedure) procedure =
      accepts (FILE_OF ("{\"ref\": \"contact\", \"title\": " W
                        ", \"omit\": [\"email\"], \"fields\": {\"street\": {\"required\": false}},"
                        " \"checks\": [{\"id\": \"far\", \"field\": \"municipality\", \"if\": \"if "
                        "municipality = Mart\", \"soft\": true, \"text\": " W "}]}"));
  g_autoptr (GDate) today = fin_day_parse ("2026-11-24");
  g_autoptr (FinForm) form = fin_form_new (procedure, today);
  g_autoptr (JsonObject) described = NULL;
  g_auto (GStrv) missing = NULL;
  g_autofree char *joined = NULL;
  JsonArray *fields;

  fin_form_set (form, "contact.municipality", "Mart", FIN_WHO_CITIZEN, "citizen", NULL);
  missing = fin_form_missing (form);
  joined = g_strjoinv (" ", missing);
  g_assert_cmpstr (joined, ==, "contact.mobile contact.postcode");

  described = fin_form_describe (form, "ca", TRUE);
  fields = fin_json_array (step_of (described, 0), "fields");
  g_assert_cmpstr (fin_json_string (step_of (described, 0), "title"), ==, "x");
  g_assert_true (g_str_has_prefix (fin_json_string (step_of (described, 0), "guide"), "Repetiu"));
  g_assert_cmpuint (json_array_get_length (fields), ==, 4);
  g_assert_cmpstr (fin_json_string (fin_json_array_object (fields, 3), "problem"), ==, "x");
  g_assert_true (fin_json_boolean (fin_json_array_object (fields, 3), "soft", FALSE));
}

/* Kinds and rules the first procedure does not use are there for those that follow. */
static void
test_all_kinds (void)
{
  static const struct {
    const char *field, *value, *problem;
  } cases[] = {
    { "one.amount", "12,50", NULL },
    { "one.amount", "12.5", NULL },
    { "one.amount", "12,505", "Un import" },
    { "one.amount", "-1", "Un import" },
    { "one.cip", "GAPE1900514001", NULL },
    { "one.cip", "GAPE19", "Encara" },
    { "one.entity", "S0811001G", NULL },
    { "one.entity", "12345678Z", "És el número d'una persona" },
    { "one.number", "3", NULL },
    { "one.number", "2", "Com a mínim, 3." },
    { "one.number", "5", "Com a màxim, 4." },
    { "one.day", "2026-11-23", "Aquesta data ja ha passat" },
    { "one.day", "2026-11-24", NULL },
    { "one.many", "x,y", NULL },
  };
  g_autoptr (FinProcedure) procedure =
      accepts (FILE_OF (STEP (
          "one",
          FIELD ("amount", "\"kind\": \"amount\"") "," FIELD ("cip", "\"kind\": \"cip\"") "," FIELD ("entity", "\"kind\": \"nif\", \"rule\": \"nif-entity\"") "," FIELD ("number", "\"kind\": \"number\", \"min\": 3, \"max\": 4") "," FIELD (
              "day",
              "\"kind\": \"date\", \"rule\": \"future\"") "," FIELD ("many",
                                                                     "\"kind\": \"multichoice\", "
                                                                     "\"options\": [" OPTION ("x") "," OPTION (
                                                                         "y") "]") "," FIELD ("mor"
                                                                                              "e",
                                                                                              "\"ki"
                                                                                              "nd\""
                                                                                              ": "
                                                                                              "\"te"
                                                                                              "xt\""
                                                                                              ", "
                                                                                              "\"ap"
                                                                                              "plie"
                                                                                              "s\":"
                                                                                              " \"i"
                                                                                              "f "
                                                                                              "many"
                                                                                              " = "
                                                                                              "y\","
                                                                                              " \"r"
                                                                                              "equi"
                                                                                              "red"
                                                                                              "\": "
                                                                                              "tru"
                                                                                              "e"))));
  g_autoptr (GDate) today = fin_day_parse ("2026-11-24");
  g_autoptr (FinForm) form = fin_form_new (procedure, today);
  g_auto (GStrv) missing = NULL;
  g_autofree char *joined = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (JsonObject) described = NULL;
    JsonArray *fields;

    g_assert_cmpuint (
        fin_form_set (form, cases[i].field, cases[i].value, FIN_WHO_CITIZEN, "x", NULL), >, 0);
    described = fin_form_describe (form, "ca", FALSE);
    fields = fin_json_array (step_of (described, 0), "fields");
    for (guint j = 0; j < json_array_get_length (fields); j++) {
      JsonObject *field = fin_json_array_object (fields, j);
      const char *problem = fin_json_string (field, "problem");

      if (!g_str_equal (fin_json_string (field, "id"), cases[i].field))
        continue;
      if (cases[i].problem == NULL)
        g_assert_cmpstr (problem, ==, NULL);
      else
        g_assert_true (problem != NULL && g_str_has_prefix (problem, cases[i].problem));
    }
  }

  g_assert_cmpuint (fin_form_set (form, "one.many", "x,x", FIN_WHO_CITIZEN, "x", NULL), ==, 0);
  g_assert_cmpuint (fin_form_set (form, "one.many", "x,z", FIN_WHO_CITIZEN, "x", NULL), ==, 0);
  g_assert_cmpuint (fin_form_set (form, "one.many", ",", FIN_WHO_CITIZEN, "x", NULL), ==, 0);
  missing = fin_form_missing (form);
  joined = g_strjoinv (" ", missing); /* what was left wrong above, and what a choice asked for */
  g_assert_cmpstr (joined, ==, "one.amount one.cip one.entity one.number one.more");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/procedure/catalogue", test_catalogue);
  g_test_add_func ("/procedure/good", test_good);
  g_test_add_func ("/procedure/not-a-file", test_not_a_file);
  g_test_add_func ("/procedure/wrong-types", test_wrong_types);
  g_test_add_func ("/procedure/unknown-members", test_unknown_members);
  g_test_add_func ("/procedure/words", test_words);
  g_test_add_func ("/procedure/secret", test_secret);
  g_test_add_func ("/procedure/lines", test_lines);
  g_test_add_func ("/procedure/duplicates", test_duplicates);
  g_test_add_func ("/procedure/unknown-names", test_unknown_names);
  g_test_add_func ("/procedure/impossible-values", test_impossible_values);
  g_test_add_func ("/procedure/nothing-to-do", test_nothing_to_do);
  g_test_add_func ("/procedure/circles", test_circles);
  g_test_add_func ("/procedure/too-much", test_too_much);
  g_test_add_func ("/procedure/reference", test_reference);
  g_test_add_func ("/procedure/all-kinds", test_all_kinds);

  return g_test_run ();
}
