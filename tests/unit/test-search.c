// Where is it asked? Words folded, questions, and the catalogue's own fields found by what people
// call them.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-error.h"
#include "fin-json.h"
#include "fin-procedure-search.h"
#include "fin-procedure.h"
#include "fin-search.h"

#define W "{\"ca\": \"x\", \"es\": \"x\", \"en\": \"x\"}"

static void
test_words (void)
{
  static const struct {
    const char *text, *words;
  } folded[] = {
    { "Núm. d'IBAN (o CCC)", "num|d|iban|o|ccc" },
    { "Sol·licitud", "sollicitud" },
    { "sol.licitud", "sollicitud" },
    { "Pel·lícules", "pellicules" },
    { "PEĿLÍCULES", "pellicules" },
    { "Niño, AÑO; adreça", "nino|ano|adreca" },
    { "e-mail a l.b", "e|mail|a|l|b" },
    { "الآيبان", "الايبان" },
    { "  ,.", "" },
    { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (folded); i++) {
    g_auto (GStrv) words = fin_search_words (folded[i].text);
    g_autofree char *joined = g_strjoinv ("|", words);

    g_assert_cmpstr (joined, ==, folded[i].words);
  }
}

static void
test_question (void)
{
  static const struct {
    const char *text, *words;
  } asked[] = {
    { "where does the IBAN go?", "iban" },
    { "On va l'IBAN?", "iban" },
    { "¿Dónde se pone la cuenta?", "cuenta" },
    { "data de naixement", "data|naixement" },
    { "on", "on" },
  };
  g_autofree char *long_one = g_strjoin (" ", "u v w x y z u v w x y z u v w x", NULL);
  g_auto (GStrv) bounded = fin_search_question (long_one);

  for (guint i = 0; i < G_N_ELEMENTS (asked); i++) {
    g_auto (GStrv) words = fin_search_question (asked[i].text);
    g_autofree char *joined = g_strjoinv ("|", words);

    g_assert_cmpstr (joined, ==, asked[i].words);
  }
  g_assert_cmpuint (g_strv_length (bounded), <=, 12);
}

static guint
rank (const char *text, const char *first, const char *second)
{
  const char *texts[] = { first, second, NULL };
  g_auto (GStrv) question = fin_search_question (text);

  return fin_search_rank ((const char *const *)question, texts);
}

static void
test_rank (void)
{
  g_assert_cmpuint (rank ("iban", "IBAN del compte", "Compte bancari"), ==, 1);
  g_assert_cmpuint (rank ("compte iban", "IBAN del compte", "x"), ==, 1);
  g_assert_cmpuint (rank ("bancari iban", "IBAN del compte", "Compte bancari"), ==, 2);
  g_assert_cmpuint (rank ("ban", "IBAN", "x"), ==, 0);
  g_assert_cmpuint (rank ("iba", "IBAN", "x"), ==, 1);
  g_assert_cmpuint (rank ("iban 7", "IBAN", "x"), ==, 0);
  g_assert_cmpuint (rank ("", "IBAN", "x"), ==, 0);
  g_assert_cmpuint (rank ("?", "IBAN", "x"), ==, 0);
}

static JsonObject *
find (JsonArray *found, const char *procedure)
{
  for (guint i = 0; i < json_array_get_length (found); i++)
    if (g_str_equal (fin_json_string (fin_json_array_object (found, i), "procedure"), procedure))
      return fin_json_array_object (found, i);

  return NULL;
}

static gboolean
asks (JsonObject *found, const char *place)
{
  JsonArray *places = found != NULL ? fin_json_array (found, "places") : NULL;

  for (guint i = 0; places != NULL && i < json_array_get_length (places); i++)
    if (g_str_equal (fin_json_string (fin_json_array_object (places, i), "id"), place))
      return TRUE;

  return FALSE;
}

static void
finds (const char *text, const char *language, const char *procedure, const char *place)
{
  g_autoptr (JsonArray) found = fin_catalogue_search (text, language);

  g_test_message ("«%s» in %s", text, language);
  g_assert_true (asks (find (found, procedure), place));
  g_assert_cmpuint (json_array_get_length (found), <=, 60);
}

/* What people say, in the language they say it in, whatever the informer reads. */
static void
test_catalogue (void)
{
  finds ("where does the IBAN go?", "en", "carnet-jove", "payment.iban");
  finds ("número de cuenta", "ca", "carnet-jove", "payment.iban");
  finds ("COMPTE", "es", "carnet-jove", "payment.iban");
  finds ("banc", "en", "bo-social-termic", "bank.iban");
  finds ("dni", "ca", "carnet-jove", "applicant.nif");
  finds ("identitat", "es", "carnet-jove", "applicant.nif");
  finds ("estranger", "ca", "carnet-jove", "applicant.nie");
  finds ("empadronament", "en", "carnet-jove", "contact.street");
  finds ("padrón", "ca", "prestacio-families-infants", "residence_income.padro_since");
  finds ("naixement", "ca", "carnet-jove", "applicant.birth_date");
  finds ("correo", "en", "carnet-jove", "contact.email");
  /* A document, by its name. */
  finds ("certificat registre unió europea", "ca", "carnet-jove", "eu_registration");
}

static void
test_catalogue_order (void)
{
  g_autoptr (JsonArray) named = fin_catalogue_search ("carné joven", "ca");
  g_autoptr (JsonArray) none = fin_catalogue_search ("xilòfon", "ca");
  g_autoptr (JsonArray) nothing = fin_catalogue_search (" ?", "ca");
  g_autoptr (JsonArray) plain = fin_catalogue_search ("iban", "en");
  JsonObject *first = fin_json_array_object (named, 0);

  g_assert_cmpstr (fin_json_string (first, "procedure"), ==, "carnet-jove");
  g_assert_cmpstr (fin_json_string (first, "title"), ==, "Sol·licitar el Carnet Jove");
  g_assert_cmpuint (json_array_get_length (none), ==, 0);
  g_assert_cmpuint (json_array_get_length (nothing), ==, 0);
  g_assert_cmpuint (json_array_get_length (plain), >, 5);
  for (guint i = 0; i < json_array_get_length (plain); i++)
    g_assert_cmpuint (
        json_array_get_length (fin_json_array (fin_json_array_object (plain, i), "places")), <=, 5);
}

static void
test_bad_terms (void)
{
  static const char *const bad[] = { "\"iban\"", "[1]", "{}" };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autofree char *json = g_strdup_printf (
        "{\"id\": \"x\", \"number\": 1, \"kind\": \"card\", \"title\": " W ", "
        "\"summary\":"
        " " W ", \"steps\": [{\"id\": \"s\", \"title\": " W ", \"fields\": "
        "[{\"id\": \"f\", \"kind\": \"text\", \"label\": " W ", \"terms\": %s}]}]}",
        bad[i]);
    g_autoptr (GError) error = NULL;

    g_assert_null (fin_procedure_new (json, -1, &error));
    g_assert_error (error, FIN_ERROR, FIN_ERROR_BAD_REQUEST);
    g_assert_nonnull (strstr (error->message, "terms"));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/search/words", test_words);
  g_test_add_func ("/search/question", test_question);
  g_test_add_func ("/search/rank", test_rank);
  g_test_add_func ("/search/catalogue", test_catalogue);
  g_test_add_func ("/search/order", test_catalogue_order);
  g_test_add_func ("/search/bad-terms", test_bad_terms);

  return g_test_run ();
}
