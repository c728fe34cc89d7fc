// A form filled as people fill it: what shows, what is asked, what is wrong, what stands in the
// way.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-error.h"
#include "fin-form.h"
#include "fin-json.h"
#include "fin-time.h"

#define TODAY "2026-11-24"

static FinForm *
new_form (void)
{
  g_autoptr (GDate) today = fin_day_parse (TODAY);
  FinProcedure *procedure = fin_catalogue_lookup ("carnet-jove");

  g_assert_nonnull (procedure);

  return fin_form_new (procedure, today);
}

static void
set (FinForm *form, const char *field, const char *value)
{
  g_autoptr (GError) error = NULL;
  guint before = fin_form_version (form);
  guint version = fin_form_set (form, field, value, FIN_WHO_ANYONE, "citizen", &error);

  g_assert_no_error (error);
  g_assert_cmpuint (version, ==, before + 1);
}

/* The state of a field in Catalan, found in fin_form_states(). */
static JsonObject *
find (JsonArray *array, const char *id)
{
  for (guint i = 0; i < json_array_get_length (array); i++) {
    JsonObject *object = fin_json_array_object (array, i);

    if (g_strcmp0 (fin_json_string (object, "id"), id) == 0)
      return object;
  }

  return NULL;
}

static gboolean
visible (FinForm *form, const char *list, const char *id)
{
  g_autoptr (JsonObject) states = fin_form_states (form, "ca");
  JsonObject *state = find (fin_json_array (states, list), id);

  g_assert_nonnull (state);

  return fin_json_boolean (state, "visible", FALSE);
}

/* What is said about a field, NULL for nothing. */
static char *
problem (FinForm *form, const char *field, const char *language, gboolean *soft)
{
  g_autoptr (JsonObject) states = fin_form_states (form, language);
  JsonObject *state = find (fin_json_array (states, "states"), field);

  g_assert_nonnull (state);
  if (soft != NULL)
    *soft = fin_json_boolean (state, "soft", FALSE);

  return g_strdup (fin_json_string (state, "problem"));
}

static void
assert_said (FinForm *form, const char *field, const char *part)
{
  gboolean soft;
  g_autofree char *text = problem (form, field, "ca", &soft);

  if (part == NULL)
    g_assert_null (text);
  else {
    g_assert_nonnull (text);
    g_assert_nonnull (strstr (text, part));
    g_assert_false (soft);
  }
}

static void
fill (FinForm *form)
{
  static const char *const values[][2] = {
    { "eligibility.age_group", "from18" },
    { "identification.private_place", "true" },
    { "identification.identity_checked", "document_on_camera" },
    { "identification.identity_document", "dni" },
    { "identification.identity_characters", "000T" },
    { "identification.service_mode", "guidance" },
    { "applicant.given_name", "Persona" },
    { "applicant.surname1", "De Prova" },
    { "applicant.birth_date", "2004-05-30" },
    { "applicant.id_type", "dni" },
    { "applicant.nif", "12345678Z" },
    { "applicant.id_expiry", "2030-01-01" },
    { "contact.mobile", "600 000 000" },
    { "contact.email", "persona@example.cat" },
    { "contact.street", "Carrer de la Prova, 1" },
    { "contact.postcode", "08980" },
    { "contact.municipality", "Sant Feliu de Llobregat" },
    { "card.card_kind", "non_financial" },
    { "card.renewal", "false" },
    { "card.nationality_group", "es" },
    { "card.lives_in_catalonia", "true" },
    { "card.route", "online" },
    { "payment.fee_year", "2026" },
    { "payment.pay_method", "account" },
    { "payment.iban", "ES91 2100 0418 4502 0005 1332" },
    { "payment.holder_is_applicant", "true" },
    { "payment.fee_paid", "true" },
    { "consents.opposes_lookup", "false" },
    { "consents.privacy_read", "true" },
  };
  static const char *const kinds[] = { "identity", NULL };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    set (form, values[i][0], values[i][1]);
  fin_form_set_documents (form, kinds);
}

static void
assert_missing (FinForm *form, const char *expected)
{
  g_auto (GStrv) missing = fin_form_missing (form);
  g_autofree char *joined = g_strjoinv (" ", missing);

  g_assert_cmpstr (joined, ==, expected);
  g_assert_cmpint (fin_form_complete (form), ==, expected[0] == '\0');
}

static void
test_complete (void)
{
  static const char *const nothing[] = { NULL };
  g_autoptr (FinForm) form = new_form ();

  g_assert_false (fin_form_complete (form));
  fill (form);
  assert_missing (form, "");

  set (form, "contact.email", "persona@");
  set (form, "applicant.surname1", "");
  fin_form_set_documents (form, nothing);
  assert_missing (form, "applicant.surname1 contact.email document:identity");
}

/* What is said of who may not apply, in @language; NULL for nothing. */
static char *
stop (FinForm *form, const char *language)
{
  g_autoptr (JsonObject) described = fin_form_describe (form, language, FALSE);
  JsonArray *stops = fin_json_array (described, "stops");
  JsonObject *first = json_array_get_length (stops) > 0 ? fin_json_array_object (stops, 0) : NULL;

  g_assert_true (first == NULL || fin_json_string (first, "instead") != NULL);

  return first != NULL ? g_strdup (fin_json_string (first, "text")) : NULL;
}

/* From 12 to 30, both included, on the day of the form. */
static void
test_age (void)
{
  static const struct {
    const char *birth, *stopped, *said;
  } cases[] = {
    { "2014-11-25", "Encara no té 12 anys", NULL }, /* 12 tomorrow */
    { "2014-11-24", NULL, NULL },                   /* 12 today */
    { "1995-11-25", NULL, NULL },                   /* 30, 31 tomorrow */
    { "1995-11-24", "Ja té més de 30", NULL },      /* 31 today */
    { "2026-11-24", "Encara no té 12 anys", NULL }, /* born today */
    { "2026-11-25", NULL, "encara no ha arribat" },
    { "1899-12-31", "Ja té més de 30", "massa antiga" },
    { "2014-02-29", NULL, "no existeix" },
    { "2014-1", NULL, "encara no és completa" },
  };
  g_autoptr (FinForm) form = new_form ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *stopped = NULL;

    set (form, "applicant.birth_date", cases[i].birth);
    assert_said (form, "applicant.birth_date", cases[i].said);
    stopped = stop (form, "ca");
    g_assert_cmpint (stopped != NULL, ==, cases[i].stopped != NULL);
    g_assert_true (stopped == NULL || g_str_has_prefix (stopped, cases[i].stopped));
  }
}

/* Who may not apply can't complete the form, and reads why in their language. */
static void
test_stopped (void)
{
  g_autoptr (FinForm) form = new_form ();
  g_autofree char *text = NULL;

  fill (form);
  set (form, "eligibility.age_group", "over30");
  assert_missing (form, "stop:too_old");
  text = stop (form, "en");
  g_assert_true (g_str_has_prefix (text, "Over 30 already"));
  set (form, "eligibility.age_group", "from18");
  assert_missing (form, "");
}

static void
test_minors (void)
{
  g_autoptr (FinForm) form = new_form ();

  fill (form);
  g_assert_false (visible (form, "steps", "guardian"));

  set (form, "applicant.birth_date", "2008-11-25");
  g_assert_true (visible (form, "steps", "guardian"));
  assert_said (form, "card.route", "En línia cal tenir 18 anys");
  assert_missing (form,
                  "guardian.kind guardian.name guardian.number guardian.mobile guardian.authorises "
                  "card.route document:guardian_identity");

  set (form, "applicant.birth_date", "2008-11-24");
  g_assert_false (visible (form, "steps", "guardian"));
  assert_missing (form, "");
}

static void
test_conditional_fields (void)
{
  g_autoptr (FinForm) form = new_form ();

  fill (form);
  g_assert_true (visible (form, "states", "payment.iban"));
  g_assert_false (visible (form, "states", "payment.holder_name"));
  set (form, "payment.holder_is_applicant", "false");
  g_assert_true (visible (form, "states", "payment.holder_name"));
  assert_missing (form, "payment.holder_name");

  /* What is hidden neither is asked, nor wrong, nor says anything to a condition. */
  set (form, "payment.iban", "ES91 2100");
  set (form, "payment.pay_method", "branch");
  g_assert_false (visible (form, "states", "payment.iban"));
  g_assert_false (visible (form, "states", "payment.holder_name"));
  assert_said (form, "payment.iban", NULL);
  assert_missing (form, "");

  /* And comes back as it was. */
  set (form, "payment.pay_method", "account");
  g_assert_cmpstr (fin_form_value (form, "payment.iban"), ==, "ES91 2100");
  assert_missing (form, "payment.iban payment.holder_name");

  set (form, "applicant.id_type", "nie");
  g_assert_false (visible (form, "states", "applicant.nif"));
  g_assert_true (visible (form, "states", "applicant.nie"));
}

static void
test_documents (void)
{
  g_autoptr (FinForm) form = new_form ();

  fill (form);
  set (form, "card.nationality_group", "eu");
  assert_missing (form, "document:eu_registration");
}

static void
test_sentences (void)
{
  static const char *const languages[] = { "ca", "es", "en", "ar", "ur" };
  static const char *const begins[] = { "La lletra", "La letra", "The letter", "الحرف", "حرف" };
  g_autoptr (FinForm) form = new_form ();
  g_autofree char *unknown = NULL;

  fill (form);
  set (form, "applicant.nif", "12345678A");
  for (guint i = 0; i < G_N_ELEMENTS (languages); i++) {
    g_autofree char *text = problem (form, "applicant.nif", languages[i], NULL);

    g_assert_true (g_str_has_prefix (text, begins[i]));
  }
  unknown = problem (form, "applicant.nif", "fr", NULL);
  g_assert_true (g_str_has_prefix (unknown, "La lletra"));

  set (form, "payment.fee_year", "2024");
  assert_said (form, "payment.fee_year", "Com a mínim, 2025.");
  set (form, "payment.fee_year", "2025");
  assert_said (form, "payment.fee_year", NULL);
  set (form, "payment.fee_year", "l'any que ve");
  assert_said (form, "payment.fee_year", "nombre");
  set (form, "contact.mobile", "932345678");
  assert_said (form, "contact.mobile", "fix");
  set (form, "contact.mobile", "512345678");
  assert_said (form, "contact.mobile", "comencen per 6");
}

/* A soft problem is told, and stands in nobody's way. */
static void
test_soft (void)
{
  g_autoptr (FinForm) form = new_form ();
  g_autofree char *postcode = NULL, *expiry = NULL;
  gboolean soft;

  fill (form);
  set (form, "contact.postcode", "28001");
  postcode = problem (form, "contact.postcode", "ca", &soft);
  g_assert_nonnull (strstr (postcode, "08, 17, 25 o 43"));
  g_assert_true (soft);

  set (form, "applicant.id_expiry", "2026-11-23");
  expiry = problem (form, "applicant.id_expiry", "ca", &soft);
  g_assert_nonnull (expiry);
  g_assert_true (soft);
  assert_missing (form, "");

  set (form, "applicant.id_expiry", "2026-11-2");
  assert_missing (form, "applicant.id_expiry");
}

static void
refuses (FinForm *form, const char *field, const char *value, FinWho who, FinError code)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = g_strdup (fin_form_value (form, field));
  guint version = fin_form_version (form);

  g_assert_cmpuint (fin_form_set (form, field, value, who, "x", &error), ==, 0);
  g_assert_error (error, FIN_ERROR, (int)code);
  g_assert_cmpuint (fin_form_version (form), ==, version);
  g_assert_cmpstr (fin_form_value (form, field), ==, before);
}

static void
test_refusals (void)
{
  g_autoptr (FinForm) form = new_form ();
  g_autofree char *longest = g_strnfill (200, 'a');
  g_autofree char *too_long = g_strnfill (201, 'a');

  set (form, "applicant.given_name", longest);
  refuses (form, "applicant.given_name", too_long, FIN_WHO_CITIZEN, FIN_ERROR_BAD_REQUEST);
  refuses (form, "applicant.given_name", "a\nb", FIN_WHO_CITIZEN, FIN_ERROR_BAD_REQUEST);
  refuses (form, "applicant.given_name", "\xff", FIN_WHO_CITIZEN, FIN_ERROR_BAD_REQUEST);
  refuses (form, "applicant.id_type", "visa", FIN_WHO_CITIZEN, FIN_ERROR_BAD_REQUEST);
  refuses (form, "card.renewal", "yes", FIN_WHO_CITIZEN, FIN_ERROR_BAD_REQUEST);
  refuses (form, "nobody.nothing", "", FIN_WHO_CITIZEN, FIN_ERROR_NOT_FOUND);
  refuses (form, "identification.private_place", "true", FIN_WHO_CITIZEN, FIN_ERROR_NOT_YOURS);
  refuses (form, "consents.privacy_read", "true", FIN_WHO_INFORMER, FIN_ERROR_NOT_YOURS);

  /* Half an IBAN is kept: it is typing. */
  set (form, "payment.pay_method", "account");
  set (form, "payment.iban", "ES9");
  g_assert_cmpstr (fin_form_value (form, "payment.iban"), ==, "ES9");
  set (form, "consents.opposes_lookup", "true");
  set (form, "consents.opposition_reason", "Primera ratlla\nSegona");
}

static void
test_restore (void)
{
  g_autoptr (FinForm) form = new_form ();

  g_assert_true (fin_form_restore (form, "applicant.given_name", "Persona", 7, "citizen"));
  g_assert_false (fin_form_restore (form, "applicant.gone", "x", 9, "informer"));
  g_assert_false (fin_form_restore (form, "applicant.id_type", "library-card", 9, "informer"));
  g_assert_cmpstr (fin_form_value (form, "applicant.id_type"), ==, "");
  g_assert_cmpstr (fin_form_value (form, "applicant.given_name"), ==, "Persona");
  g_assert_cmpstr (fin_form_field_by (form, "applicant.given_name"), ==, "citizen");
  g_assert_cmpuint (fin_form_field_version (form, "applicant.given_name"), ==, 7);
  g_assert_cmpuint (fin_form_version (form), ==, 9);
  g_assert_cmpuint (
      fin_form_set (form, "applicant.surname1", "De Prova", FIN_WHO_INFORMER, "informer", NULL), ==,
      10);
  g_assert_cmpuint (fin_form_field_version (form, "applicant.surname2"), ==, 0);
  g_assert_cmpstr (fin_form_value (form, "applicant.surname2"), ==, "");
  g_assert_null (fin_form_value (form, "applicant.gone"));
}

static void
test_diff (void)
{
  g_autoptr (FinForm) form = new_form ();
  g_autoptr (JsonObject) before = NULL, same = NULL, after = NULL, diff = NULL, nothing = NULL;
  JsonObject *state;

  set (form, "applicant.given_name", "Perso");
  before = fin_form_states (form, "ca");
  set (form, "applicant.given_name", "Persona");
  same = fin_form_states (form, "ca");
  nothing = fin_form_states_diff (before, same);
  g_assert_cmpuint (json_array_get_length (fin_json_array (nothing, "states")), ==, 0);
  g_assert_false (json_object_has_member (nothing, "steps"));
  g_assert_false (json_object_has_member (nothing, "documents"));

  set (form, "applicant.birth_date", "2010-01-01");
  after = fin_form_states (form, "ca");
  diff = fin_form_states_diff (same, after);
  g_assert_cmpuint (json_array_get_length (fin_json_array (diff, "states")), ==, 6);
  g_assert_nonnull (find (fin_json_array (diff, "states"), "applicant.birth_date"));
  state = find (fin_json_array (diff, "states"), "guardian.name");
  g_assert_true (fin_json_boolean (state, "visible", FALSE));
  g_assert_true (fin_json_boolean (state, "required", FALSE));
  g_assert_cmpuint (json_array_get_length (fin_json_array (diff, "steps")), ==, 1);
  g_assert_nonnull (find (fin_json_array (diff, "steps"), "guardian"));
  g_assert_cmpuint (json_array_get_length (fin_json_array (diff, "documents")), ==, 2);
}

static void
test_describe (void)
{
  g_autoptr (FinForm) form = new_form ();
  g_autoptr (JsonObject) staff = NULL, citizen = NULL;
  JsonObject *step, *field;
  JsonArray *notes;
  gboolean warned = FALSE;

  fill (form);
  staff = fin_form_describe (form, "ca", TRUE);
  notes = fin_json_array (fin_json_member (staff, "procedure"), "notes");
  for (guint i = 0; i < json_array_get_length (notes); i++)
    if (g_str_has_prefix (fin_json_array_string (notes, i),
                          "Comproveu-ho abans de dir-ho: La quota"))
      warned = TRUE;
  g_assert_true (warned);
  g_assert_nonnull (fin_json_string (find (fin_json_array (staff, "steps"), "payment"), "guide"));
  notes = fin_json_array (fin_json_member (staff, "procedure"), "facts");
  g_assert_cmpstr (fin_json_array_string (notes, 0), ==, "Per demanar-ho: En qualsevol moment");
  g_assert_true (fin_json_boolean (staff, "complete", FALSE));

  citizen = fin_form_describe (form, "ar", FALSE);
  g_assert_false (json_object_has_member (fin_json_member (citizen, "procedure"), "notes"));
  step = find (fin_json_array (citizen, "steps"), "payment");
  g_assert_true (json_object_has_member (step, "say"));
  g_assert_false (json_object_has_member (step, "guide"));
  g_assert_false (json_object_has_member (fin_json_member (citizen, "procedure"), "facts"));
  g_assert_cmpstr (fin_json_string (step, "title"), ==, "الرسم والدفع");
  field = find (fin_json_array (step, "fields"), "payment.iban");
  g_assert_cmpstr (fin_json_string (field, "kind"), ==, "iban");
  g_assert_cmpstr (fin_json_string (field, "value"), ==, "ES91 2100 0418 4502 0005 1332");
  g_assert_cmpstr (fin_json_string (field, "by"), ==, "citizen");
  g_assert_cmpint (fin_json_integer (field, "version", 0), ==, 25);
}

static void
assert_digest (FinForm *form, const char *before, gboolean same)
{
  g_autofree char *digest = fin_form_digest (form);

  g_assert_cmpuint (strlen (digest), ==, 64);
  g_assert_cmpint (g_str_equal (digest, before), ==, same);
}

static void
test_digest (void)
{
  g_autoptr (FinForm) form = new_form (), other = new_form ();
  g_autofree char *digest = NULL;

  fill (form);
  digest = fin_form_digest (form);
  fill (other);
  assert_digest (other, digest, TRUE);

  set (form, "guardian.name", "hidden, so it counts for nothing");
  assert_digest (form, digest, TRUE);
  set (form, "applicant.surname2", "Segona");
  assert_digest (form, digest, FALSE);
  set (form, "applicant.surname2", "");
  assert_digest (form, digest, TRUE);

  /* The same letters on the two sides of a border are two contents. */
  set (form, "applicant.given_name", "PersonaDe");
  set (form, "applicant.surname1", "Prova");
  assert_digest (form, digest, FALSE);
}

static const char *
state_member (FinForm *form, const char *field, const char *member)
{
  static char text[64];
  g_autoptr (JsonObject) states = fin_form_states (form, "ca");
  const char *value = fin_json_string (find (fin_json_array (states, "states"), field), member);

  g_strlcpy (text, value != NULL ? value : "", sizeof text);

  return text;
}

/* What somebody else wrote is a proposal until the citizen says that it is right, of this value. */
static void
test_assent (void)
{
  g_autoptr (FinForm) form = new_form ();
  const char *name = "applicant.given_name", *mode = "identification.service_mode";
  g_auto (GStrv) wanted = NULL;
  guint version;

  g_assert_cmpint (fin_form_assent (form, name), ==, FIN_ASSENT_NONE);
  g_assert_cmpint (fin_form_assent (form, "none.such"), ==, FIN_ASSENT_NONE);
  set (form, name, "Aina");
  g_assert_cmpint (fin_form_assent (form, name), ==, FIN_ASSENT_OWN);
  g_assert_cmpstr (state_member (form, name, "assent"), ==, "own");

  version = fin_form_set (form, name, "Anna", FIN_WHO_INFORMER, "informer", NULL);
  fin_form_set (form, mode, "guidance", FIN_WHO_INFORMER, "informer", NULL);
  fin_form_set (form, "card.route", "online", FIN_WHO_INFORMER, "informer", NULL);
  g_assert_cmpint (fin_form_assent (form, name), ==, FIN_ASSENT_WANTED);
  /* Only the informer's to say; and what nobody is asked now. */
  g_assert_cmpint (fin_form_assent (form, mode), ==, FIN_ASSENT_NONE);
  fin_form_set (form, "applicant.nif", "12345678Z", FIN_WHO_INFORMER, "informer", NULL);
  g_assert_cmpint (fin_form_assent (form, "applicant.nif"), ==, FIN_ASSENT_NONE);
  wanted = fin_form_wanted (form, "applicant");
  g_assert_cmpstr (wanted[0], ==, name);
  g_assert_null (wanted[1]);
  g_strfreev (wanted);
  wanted = fin_form_wanted (form, NULL);
  g_assert_cmpuint (g_strv_length (wanted), ==, 2);

  /* Only of the value they saw. */
  g_assert_false (
      fin_form_set_assent (form, name, version - 1, FIN_ASSENT_FIELD, "2026-11-24T10:00:00.000Z"));
  g_assert_true (
      fin_form_set_assent (form, name, version, FIN_ASSENT_STEP, "2026-11-24T10:00:00.000Z"));
  g_assert_cmpstr (state_member (form, name, "assent"), ==, "step");
  g_assert_cmpstr (fin_form_assented (form, name), ==, "2026-11-24T10:00:00.000Z");
  g_assert_cmpint (fin_form_assent (form, "card.route"), ==, FIN_ASSENT_WANTED);

  fin_form_set (form, name, "Anna Maria", FIN_WHO_INFORMER, "informer", NULL);
  g_assert_cmpint (fin_form_assent (form, name), ==, FIN_ASSENT_WANTED);
  g_assert_null (fin_form_assented (form, name));
  fin_form_set (form, name, "", FIN_WHO_INFORMER, "informer", NULL);
  g_assert_cmpint (fin_form_assent (form, name), ==, FIN_ASSENT_NONE);

  g_assert_cmpint (fin_assent_from_name ("aloud"), ==, FIN_ASSENT_ALOUD);
  g_assert_cmpint (fin_assent_from_name ("loud"), ==, FIN_ASSENT_NONE);
  g_assert_null (fin_assent_name (FIN_ASSENT_NONE));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/form/complete", test_complete);
  g_test_add_func ("/form/age", test_age);
  g_test_add_func ("/form/stopped", test_stopped);
  g_test_add_func ("/form/minors", test_minors);
  g_test_add_func ("/form/conditional-fields", test_conditional_fields);
  g_test_add_func ("/form/documents", test_documents);
  g_test_add_func ("/form/sentences", test_sentences);
  g_test_add_func ("/form/soft", test_soft);
  g_test_add_func ("/form/refusals", test_refusals);
  g_test_add_func ("/form/restore", test_restore);
  g_test_add_func ("/form/diff", test_diff);
  g_test_add_func ("/form/describe", test_describe);
  g_test_add_func ("/form/digest", test_digest);
  g_test_add_func ("/form/assent", test_assent);

  return g_test_run ();
}
