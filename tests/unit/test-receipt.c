// The receipt of a filled form: its JSON here; with a folder as argument, PDF and JSON in each
// language are left there for test-receipt.py to read as a person's tools would.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-acting.h"
#include "fin-error.h"
#include "fin-json.h"
#include "fin-receipt.h"
#include "fin-time.h"

static const char *const values[][2] = {
  { "eligibility.age_group", "from18" },
  { "identification.private_place", "true" },
  { "identification.identity_checked", "document_on_camera" },
  { "identification.identity_document", "dni" },
  { "identification.identity_characters", "000T" },
  { "identification.service_mode", "assisted_filing" },
  { "identification.consent_given", "screen" },
  { "identification.assisted_filing_consent", "true" },
  { "applicant.given_name", "Persona" },
  { "applicant.surname1", "De Prova" },
  { "applicant.birth_date", "2004-05-30" },
  { "applicant.id_type", "nie" },
  { "applicant.nif", "hidden: never on paper" },
  { "applicant.nie", "x-0000000-t" },
  { "applicant.id_expiry", "2030-01-01" },
  { "contact.mobile", "+34 600 000 000" },
  { "contact.email", "persona@example.cat" },
  { "contact.street", "Carrer de l'Àngel, 1, «àtic» 2a" },
  { "contact.postcode", "08980" },
  { "contact.municipality", "Sant Feliu de Llobregat" },
  { "card.card_kind", "non_financial" },
  { "card.renewal", "false" },
  { "card.nationality_group", "other" },
  { "card.lives_in_catalonia", "true" },
  { "card.route", "online" },
  { "payment.fee_year", "2026" },
  { "payment.pay_method", "account" },
  { "payment.iban", "es9121000418450200051332" },
  { "payment.holder_is_applicant", "true" },
  { "payment.fee_paid", "true" },
  { "consents.opposes_lookup", "true" },
  { "consents.opposition_reason", "Prefereixo portar-ho jo.\nGràcies." },
  { "consents.privacy_read", "true" },
};

/* How some of them stand; the others are of the informer, as they were proposed. */
static const struct {
  const char *field;
  FinAssent how;
  const char *at;
} words[] = {
  { "contact.email", FIN_ASSENT_OWN, NULL },
  { "contact.mobile", FIN_ASSENT_FIELD, "2026-11-24T09:11:00.000Z" },
  { "contact.postcode", FIN_ASSENT_FIELD, "2026-11-24T09:12:00.000Z" },
  { "applicant.given_name", FIN_ASSENT_STEP, "2026-11-24T09:13:00.000Z" },
  { "applicant.surname1", FIN_ASSENT_STEP, "2026-11-24T09:13:00.000Z" },
  { "payment.iban", FIN_ASSENT_ALOUD, "2026-11-24T09:14:00.000Z" },
  { "contact.municipality", FIN_ASSENT_DECLARATION, "2026-11-24T09:31:00.000Z" },
};

/* All of it by the informer. */
static FinForm *
proposed_form (void)
{
  g_autoptr (GDate) today = fin_day_parse ("2026-11-24");
  FinForm *form = fin_form_new (fin_catalogue_lookup ("carnet-jove"), today);

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    g_assert_cmpuint (fin_form_set (form, values[i][0], values[i][1], FIN_WHO_ANYONE, "x", NULL), >,
                      0);

  return form;
}

static FinForm *
filled_form (void)
{
  FinForm *form = proposed_form ();

  for (guint i = 0; i < G_N_ELEMENTS (words); i++) {
    const char *field = words[i].field;
    g_autofree char *value = g_strdup (fin_form_value (form, field));

    if (words[i].how == FIN_ASSENT_OWN)
      fin_form_set (form, field, value, FIN_WHO_CITIZEN, FIN_BY_CITIZEN, NULL);
    else
      g_assert_true (fin_form_set_assent (form, field, fin_form_field_version (form, field),
                                          words[i].how, words[i].at));
    g_assert_cmpint (fin_form_assent (form, field), ==, words[i].how);
  }

  return form;
}

static JsonObject *
new_receipt (FinForm *form, const char *language, const char *documents)
{
  g_autoptr (GDateTime) issued = fin_time_parse ("2026-11-24T09:38:05Z", NULL);
  g_autoptr (GDateTime) confirmed = fin_time_parse ("2026-11-24T09:31:00Z", NULL);
  g_autoptr (JsonObject) wrapped = fin_json_parse_object (documents, -1, NULL);
  g_autoptr (JsonObject) identity = fin_acting_identity (form);
  g_autoptr (JsonObject) consent = fin_acting_consent (form, language);
  FinReceiptFacts facts = {
    .number = "2026-000417",
    .code = "7KQM-2F9A-XH3T-PW6C",
    .verify_url = "https://oficina.example.cat/r/7KQM2F9AXH3TPW6C",
    .issued = issued,
    .language = language,
    .assisted_by = "Informadora de Pràctiques (practica)",
    .confirmed = confirmed,
    .confirmed_language = language,
    .documents = fin_json_array (wrapped, "documents"),
    .identity = identity,
    .consent = consent,
  };

  if (identity != NULL) {
    json_object_set_string_member (identity, "by", "Informadora de Pràctiques (practica)");
    json_object_set_string_member (identity, "at", "2026-11-24T09:21:00.000Z");
  }
  if (consent != NULL) {
    json_object_set_string_member (consent, "at", "2026-11-24T09:22:00.000Z");
    json_object_set_int_member (consent, "version", 5);
  }

  return fin_receipt_to_json (form, &facts);
}

#define DOCUMENTS                                                                                  \
  "{\"documents\": [{\"id\": \"d1\", \"kind\": \"identity\", \"name\": \"document "                \
  "d'identitat.pdf\","                                                                             \
  " \"media_type\": \"application/pdf\", \"size\": 51234, \"sha256\": "                            \
  "\"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08\","                          \
  " \"received\": \"2026-11-24T09:25:00.000Z\", \"status\": \"accepted\"},"                        \
  " {\"id\": \"d2\", \"name\": \"innocent\\u202egpj.exe\", \"media_type\": \"image/png\", "        \
  "\"size\": 9,"                                                                                   \
  " \"sha256\": \"2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae\","             \
  " \"received\": \"2026-11-24T09:26:00.000Z\", \"status\": \"received\"}]}"

/* Its name has a letter that no font can have. */
#define UNWRITABLE                                                                                 \
  "{\"documents\": [{\"name\": \"\\ue0b5.pdf\","                                                   \
  " \"sha256\": \"2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae\"}]}"

static JsonObject *
find (JsonArray *array, const char *id)
{
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (g_strcmp0 (fin_json_string (fin_json_array_object (array, i), "id"), id) == 0)
      return fin_json_array_object (array, i);

  return NULL;
}

static void
assert_value (JsonObject *receipt, const char *id, const char *value, const char *shown)
{
  JsonObject *it = find (fin_json_array (receipt, "values"), id);

  g_assert_nonnull (it);
  g_assert_cmpstr (fin_json_string (it, "value"), ==, value);
  g_assert_cmpstr (fin_json_string (it, "shown"), ==, shown);
}

static void
test_content (void)
{
  g_autoptr (FinForm) form = filled_form ();
  g_autoptr (JsonObject) receipt = new_receipt (form, "ca", DOCUMENTS);
  g_autofree char *digest = fin_form_digest (form);
  JsonObject *document, *declaration;

  assert_value (receipt, "applicant.nie", "X0000000T", "X0000000T");
  assert_value (receipt, "applicant.birth_date", "2004-05-30", "30/05/2004");
  assert_value (receipt, "contact.mobile", "600000000", "600 000 000");
  assert_value (receipt, "payment.iban", "ES9121000418450200051332",
                "ES91 2100 0418 4502 0005 1332");
  assert_value (receipt, "card.route", "online", "En línia, de 18 a 30 anys");
  assert_value (receipt, "card.renewal", "false", "No");
  g_assert_null (find (fin_json_array (receipt, "values"), "applicant.nif"));
  g_assert_null (find (fin_json_array (receipt, "values"), "applicant.surname2"));

  document = fin_json_array_object (fin_json_array (receipt, "documents"), 0);
  g_assert_cmpstr (fin_json_string (document, "label"), ==, "DNI, NIE o passaport");
  g_assert_false (json_object_has_member (document, "id"));

  declaration = fin_json_member (receipt, "declaration");
  g_assert_cmpstr (fin_json_string (declaration, "text"), ==, fin_form_declaration (form, "ca"));
  g_assert_cmpstr (fin_json_string (declaration, "confirmed"), ==, "2026-11-24T09:31:00.000Z");
  g_assert_cmpstr (fin_json_string (declaration, "digest"), ==, digest);
}

/* What stands for the citizen's will is told by itself, in the words and language it was read. */
static void
test_acting (void)
{
  g_autoptr (FinForm) form = filled_form ();
  g_autoptr (JsonObject) receipt = new_receipt (form, "ar", DOCUMENTS);
  g_autoptr (JsonObject) aloud = NULL;
  JsonObject *identity = fin_json_member (receipt, "identity");
  JsonObject *consent = fin_json_member (receipt, "consent");

  g_assert_cmpstr (fin_json_string (identity, "method"), ==, "document_on_camera");
  g_assert_cmpstr (fin_json_string (identity, "method_shown"), ==, "وثيقة عُرضت أمام الكاميرا");
  g_assert_cmpstr (fin_json_string (identity, "characters"), ==, "000T");
  g_assert_cmpstr (fin_json_string (consent, "given"), ==, "screen");
  g_assert_cmpstr (fin_json_string (consent, "language"), ==, "ar");
  g_assert_cmpstr (fin_json_string (consent, "text"), ==,
                   "أوافق على أن يقدّم المكتب الافتراضي الطلب نيابةً عني");

  /* Aloud it counts once the informer says they heard it, in the language they read. */
  fin_form_set (form, "identification.consent_given", "aloud_en", FIN_WHO_INFORMER, "x", NULL);
  g_assert_null (fin_acting_consent (form, "ca"));
  g_assert_cmpstr (fin_acting_missing (form, TRUE, FALSE), ==, "identification.consent_given");
  g_assert_null (fin_acting_missing (form, TRUE, TRUE));
  fin_form_set (form, "identification.consent_heard", "true", FIN_WHO_INFORMER, "x", NULL);
  aloud = fin_acting_consent (form, "ca");
  g_assert_cmpstr (fin_json_string (aloud, "given"), ==, "aloud");
  g_assert_cmpstr (fin_json_string (aloud, "language"), ==, "en");
  g_assert_cmpstr (fin_json_string (aloud, "text"), ==,
                   "I agree that the Virtual Office files the application on my behalf");

  fin_form_set (form, "identification.identity_characters", "", FIN_WHO_INFORMER, "x", NULL);
  g_assert_null (fin_acting_identity (form));
  fin_form_set (form, "identification.identity_checked", "known", FIN_WHO_INFORMER, "x", NULL);
  g_clear_pointer (&aloud, json_object_unref);
  aloud = fin_acting_identity (form);
  g_assert_cmpstr (fin_json_string (aloud, "method"), ==, "known");
  g_assert_false (json_object_has_member (aloud, "characters"));
  fin_form_set (form, "identification.identity_checked", "not_checked", FIN_WHO_INFORMER, "x",
                NULL);
  g_assert_null (fin_acting_identity (form));
  /* For information only, nothing is needed. */
  fin_form_set (form, "identification.service_mode", "information", FIN_WHO_INFORMER, "x", NULL);
  g_assert_null (fin_acting_missing (form, FALSE, FALSE));
}

static void
test_languages (void)
{
  g_autoptr (FinForm) form = filled_form ();
  g_autoptr (JsonObject) urdu = new_receipt (form, "ur", DOCUMENTS);
  g_autoptr (JsonObject) unknown = new_receipt (form, "fr", DOCUMENTS);

  assert_value (urdu, "card.renewal", "false", "نہیں");
  g_assert_cmpstr (fin_json_string (urdu, "language"), ==, "ur");
  g_assert_cmpstr (fin_json_string (unknown, "language"), ==, "ca");
}

/* Asked for again, it is the same paper, to the byte. */
static void
test_same_again (void)
{
  g_autoptr (FinForm) form = filled_form ();
  g_autoptr (JsonObject) receipt = new_receipt (form, "ca", DOCUMENTS);
  g_autoptr (GBytes) once = fin_receipt_to_pdf (receipt, NULL);
  g_autoptr (GBytes) again = fin_receipt_to_pdf (receipt, NULL);

  g_assert_true (g_bytes_equal (once, again));
}

static void
test_not_a_receipt (void)
{
  g_autoptr (FinForm) form = filled_form ();
  g_autoptr (JsonObject) whole = new_receipt (form, "ca", DOCUMENTS);
  g_autoptr (GList) members = json_object_get_members (whole);

  for (GList *member = members; member != NULL; member = member->next) {
    g_autoptr (JsonObject) receipt = new_receipt (form, "ca", DOCUMENTS);
    g_autoptr (GError) error = NULL;

    if (g_str_equal (member->data, "schema") || g_str_equal (member->data, "identity") ||
        g_str_equal (member->data, "consent"))
      continue;
    json_object_set_int_member (receipt, member->data, 1);
    g_assert_null (fin_receipt_to_pdf (receipt, &error));
    g_assert_error (error, FIN_ERROR, FIN_ERROR_BAD_REQUEST);
  }
}

static void
leave (const char *folder,
       const char *name,
       FinForm *form,
       const char *language,
       const char *documents)
{
  g_autoptr (JsonObject) receipt = new_receipt (form, language, documents);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) pdf = fin_receipt_to_pdf (receipt, &error);
  g_autofree char *json = fin_json_to_string (receipt);
  g_autofree char *stem = g_build_filename (folder, name, NULL);
  g_autofree char *pdf_path = g_strconcat (stem, ".pdf", NULL);
  g_autofree char *json_path = g_strconcat (stem, ".json", NULL);

  g_assert_no_error (error);
  g_file_set_contents (pdf_path, g_bytes_get_data (pdf, NULL), (gssize)g_bytes_get_size (pdf),
                       &error);
  g_assert_no_error (error);
  g_file_set_contents (json_path, json, -1, &error);
  g_assert_no_error (error);
}

/* One value so long that it must go over pages by itself. */
static FinForm *
long_form (void)
{
  FinForm *form = filled_form ();
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < 300; i++)
    g_string_append_printf (text, "L%03u\n", i);
  g_assert_cmpuint (
      fin_form_set (form, "consents.opposition_reason", text->str, FIN_WHO_ANYONE, "x", NULL), >,
      0);
  g_string_free (text, TRUE);

  return form;
}

/* The receipt of a whole visit of each procedure, as JSON. */
static void
leave_scenarios (const char *folder)
{
  const char *scenarios = g_getenv ("FIN_SCENARIOS");
  g_autoptr (GDir) dir = g_dir_open (scenarios, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (scenarios, name, NULL);
    g_autofree char *left = g_strdup_printf ("%s/visit-%s", folder, name);
    g_autofree char *text = NULL;
    g_autofree char *json = NULL;
    g_autoptr (JsonObject) scenario = NULL;
    g_autoptr (JsonObject) receipt = NULL;
    g_autoptr (GDate) today = NULL;
    g_autoptr (FinForm) form = NULL;
    JsonArray *visit;

    g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
    scenario = fin_json_parse_object (text, -1, NULL);
    today = fin_day_parse (fin_json_string (scenario, "today"));
    form = fin_form_new (fin_catalogue_lookup (fin_json_string (scenario, "procedure")), today);
    visit = fin_json_array (scenario, "visit");
    for (guint i = 0; i < json_array_get_length (visit); i++) {
      JsonArray *pair = json_array_get_array_element (visit, i);

      fin_form_set (form, json_array_get_string_element (pair, 0),
                    json_array_get_string_element (pair, 1), FIN_WHO_ANYONE, "x", NULL);
    }
    receipt = new_receipt (form, "ca", DOCUMENTS);
    json = fin_json_to_string (receipt);
    g_assert_true (g_file_set_contents (left, json, -1, NULL));
  }
}

static int
leave_all (const char *folder)
{
  static const char *const languages[] = { "ca", "es", "en", "ar", "ur" };
  g_autoptr (FinForm) form = filled_form ();
  g_autoptr (FinForm) endless = long_form ();
  g_autoptr (FinForm) proposed = proposed_form ();

  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    leave (folder, languages[i], form, languages[i], DOCUMENTS);
  leave (folder, "unconfirmed", proposed, "ca", DOCUMENTS);
  leave (folder, "long", endless, "ca", "{\"documents\": []}");
  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL);
  leave (folder, "unwritable", form, "ca", UNWRITABLE);
  leave_scenarios (folder);

  return 0;
}

int
main (int argc, char **argv)
{
  if (argc == 2 && argv[1][0] != '-')
    return leave_all (argv[1]);

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/receipt/content", test_content);
  g_test_add_func ("/receipt/acting", test_acting);
  g_test_add_func ("/receipt/languages", test_languages);
  g_test_add_func ("/receipt/same-again", test_same_again);
  g_test_add_func ("/receipt/not-a-receipt", test_not_a_receipt);

  return g_test_run ();
}
