// Names of the procedures: written as they are when they are heard, and in full when they are
// abbreviated. SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-glossary.h"

#include "fin-procedure.h"
#include "fin-form.h"
#include "fin-json.h"

static FinGlossary *
glossary_of (const char *names)
{
  g_autofree char *text = g_strdup_printf ("{\"names\": %s}", names);
  g_autoptr (JsonObject) object = fin_json_parse_object (text, -1, NULL);

  g_assert_nonnull (object);

  return fin_glossary_new (fin_json_array (object, "names"));
}

/* As the workstation has it, of a procedure of the house. */
static FinGlossary *
glossary_of_procedure (const char *id)
{
  g_autoptr (GDate) today = g_date_new_dmy (26, 11, 2026);
  g_autoptr (FinForm) form = fin_form_new (fin_catalogue_known (id), today);
  g_autoptr (JsonObject) told = fin_form_describe (form, "ca", TRUE);

  return fin_glossary_new (fin_json_array (fin_json_member (told, "procedure"), "glossary"));
}

static void
assert_mended (FinGlossary *glossary, const char *language, const char *heard, const char *written)
{
  g_autofree char *mended = fin_glossary_mend (glossary, language, heard);

  g_assert_cmpstr (mended, ==, written);
}

static void
test_mended (void)
{
  g_autoptr (FinGlossary) glossary = glossary_of_procedure ("expedient-agaur");

  assert_mended (glossary, "ca", "vull l'id cat mòbil per l'a gaur",
                 "vull l'idCAT Mòbil per l'AGAUR");
  assert_mended (glossary, "ca", "Vull l'ID CAT MOBIL.", "Vull l'idCAT Mòbil.");
  assert_mended (glossary, "ca", "idCAT Mòbil", "idCAT Mòbil");
  assert_mended (glossary, "es", "el idcat móvil y el agaur", "el idCAT Móvil y el AGAUR");
  /* Not within another word, nor over the end of a sentence, nor half of a name. */
  assert_mended (glossary, "ca", "agaurat i desagaur", "agaurat i desagaur");
  assert_mended (glossary, "ca", "Som a l'id. Cat mòbil", "Som a l'id. Cat mòbil");
  assert_mended (glossary, "ca", "un id cat", "un id cat");
  assert_mended (glossary, "ca", "", "");
  assert_mended (glossary, "ar", "أريد agaur 👋", "أريد AGAUR 👋");
}

static void
test_longest (void)
{
  g_autoptr (FinGlossary) glossary = glossary_of (
      "[{\"write\": \"Cl@ve\", \"heard\": [\"la clave\"]},"
      " {\"write\": \"Cl@ve PIN\", \"heard\": [\"la clave pin\"], \"language\": \"es\"}, {}, 3]");

  assert_mended (glossary, "es", "con la clave pin y la clave", "con Cl@ve PIN y Cl@ve");
  /* What is said in one language only is a name only there. */
  assert_mended (glossary, "ca", "amb la clave pin", "amb Cl@ve pin");
}

static void
test_expanded (void)
{
  g_autoptr (FinGlossary) glossary = glossary_of_procedure ("expedient-agaur");

  g_assert_cmpstr (fin_glossary_expand (glossary, "ca", "idm"), ==, "idCAT Mòbil");
  g_assert_cmpstr (fin_glossary_expand (glossary, "ca", "IDM"), ==, "idCAT Mòbil");
  g_assert_cmpstr (fin_glossary_expand (glossary, "ca", "emp"), ==, "empadronament");
  g_assert_cmpstr (fin_glossary_expand (glossary, "es", "emp"), ==, "empadronamiento");
  g_assert_null (fin_glossary_expand (glossary, "en", "emp"));
  g_assert_null (fin_glossary_expand (glossary, "ca", "id"));
  g_assert_null (fin_glossary_expand (glossary, NULL, ""));
}

/* A word that only has an abbreviation stays as it was said. */
static void
test_words (void)
{
  g_autoptr (FinGlossary) glossary = glossary_of_procedure ("expedient-agaur");

  assert_mended (glossary, "ca", "Empadronament i documentació", "Empadronament i documentació");
}

static void
test_said (void)
{
  g_autoptr (FinGlossary) glossary = glossary_of_procedure ("expedient-agaur");
  g_auto (GStrv) said = fin_glossary_said (glossary, "ca");

  g_assert_true (g_strv_contains ((const char *const *)said, "a gaur"));
  g_assert_true (g_strv_contains ((const char *const *)said, "idCAT Mòbil"));
  g_assert_true (g_strv_contains ((const char *const *)said, "clave permanent"));
  g_assert_false (g_strv_contains ((const char *const *)said, "clave permanente"));
}

static void
test_long (void)
{
  g_autoptr (FinGlossary) glossary = glossary_of_procedure ("expedient-agaur");
  GString *heard = g_string_new (NULL);
  g_autofree char *mended = NULL;

  for (guint i = 0; i < 20000; i++)
    g_string_append (heard, "agaur ");
  mended = fin_glossary_mend (glossary, "ca", heard->str);
  g_assert_cmpuint (strlen (mended), ==, heard->len);
  g_assert_null (strstr (mended, "agaur"));
  g_string_free (heard, TRUE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/glossary/written as it is", test_mended);
  g_test_add_func ("/glossary/the longest", test_longest);
  g_test_add_func ("/glossary/abbreviations", test_expanded);
  g_test_add_func ("/glossary/words", test_words);
  g_test_add_func ("/glossary/said", test_said);
  g_test_add_func ("/glossary/a long text", test_long);

  return g_test_run ();
}
