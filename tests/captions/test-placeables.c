// Names, numbers and amounts through a translation.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <string.h>

#include "fin-breaker.h"
#include "fin-placeables.h"

/* What a translator of rules is given, with the numbers of the words that stand for others left
 * out. */
static void
test_masked (void)
{
  static const struct {
    const char *text, *masked;
  } cases[] = {
    { "Truqui demà", "Truqui demà" },
    { "12.345,67 € el 12/03/2027 a les 10:30", "12.345,67 € el 12/03/2027 a les 10:30" },
    { "el NIF 12345678Z i l'IBAN ES91 2100 0418 4502 0005 1332.",
      "el NIF Xqvaaj i l'IBAN Aqvabj." },
    { "l'AGAUR, el ROPELL i idCAT Mòbil", "l'Aqvaaj, el Xqvabj i Aqvacj" },
    { "amb Cl@ve o idCAT", "amb Xqvaaj o Aqvabj" },
    { "a nom.cognom@example.cat.", "a Xqvaaj." },
    { "(https://web.example.cat/a?b=1&c=2), digui", "(Aqvaaj), digui" },
    { "seu.example.cat", "Xqvaaj" },
    { "la Mar, vora el mar", "la Xqvaaj, vora el mar" },
    { "el núm. 40, l'N-340, la covid19 i el 3r 2a", "el núm. 40, l'Xqvabj, la Xqvacj i el 3r 2a" },
    { "la María", "la María" },
    { "d’O’Neill", "d’Aqvaaj" },
    { "què vol dir qvaaj? l'AGAUR", "què vol dir qvaaj? l'AGAUR" },
    { "", "" },
  };
  static const char *const given[] = { "Mar", "O'Neill", NULL };
  g_autoptr (GHashTable) names = fin_placeables_names (given);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (FinPlaceables) found = fin_placeables_find (cases[i].text, names, NULL);
    g_autofree char *masked = fin_placeables_mask (found);
    g_autofree char *restored = fin_placeables_restore (found, masked);

    g_assert_cmpstr (masked, ==, cases[i].masked);
    g_assert_cmpstr (restored, ==, cases[i].text);
  }
}

/* What came back from a translator that was given the text as it is. */
static void
test_restored (void)
{
  static const struct {
    const char *text, *translated, *restored;
  } cases[] = {
    { "12.345,67 €", "12,345.67 euros", "12.345,67 euros" },
    { "a les 10:30", "at 10.30", "at 10:30" },
    { "el 12/03/2027", "on 12 March 2027", "on 12 March 2027 (12/03/2027)" },
    { "40 euros", "أربعون يورو", "أربعون يورو (40)" },
    { "40 euros", "٤٠ يورو", "40 يورو" },
    { "40 euros", "۴۰ یورو", "40 یورو" },
    { "i 40 euros", "و40 يورو", "و40 يورو" },
    { "40 euros", "140 euros", "140 euros (40)" },
    { "40 euros", "40.5 euros", "40.5 euros (40)" },
    { "40 euros", "1,40 euros", "1,40 euros (40)" },
    { "entre 10, 20 i 30.", "between 10, 20 and 30.", "between 10, 20 and 30." },
    { "10 i 10", "10", "10 (10)" },
    { "12 o 1.2", "12 or 1.2", "12 or 1.2" },
    { "12 o 1.2", "1,2 or 12", "1.2 or 12" },
    { "600 000 000", "600,000,000", "600 000 000" },
    { "ES91 2100 0418 4502 0005 1332", "ES9121000418450200051332",
      "ES91 2100 0418 4502 0005 1332" },
    { "el 2100 de ES91 2100 0418 4502 0005 1332", "ES91 2100 0418 4502 0005 1332, 2100",
      "ES91 2100 0418 4502 0005 1332, 2100" },
    { "12345678Z", "12345678 Z", "12345678Z" },
    { "12345678Z", "123456782", "123456782 (12345678Z)" },
    { "nom@example.cat", "الاسم nom @ example.cat هنا", "الاسم nom@example.cat هنا" },
    { "idCAT Mòbil", "idCAT Mobile", "idCAT Mobile (idCAT Mòbil)" },
    { "3r 2a", "3rd 2nd", "3rd 2nd" },
    { "res", "", "" },
    { "1", "", " (1)" },
  };
  g_autoptr (GHashTable) names = fin_placeables_names (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (FinPlaceables) found = fin_placeables_find (cases[i].text, names, NULL);
    g_autofree char *restored = fin_placeables_restore (found, cases[i].translated);

    g_assert_cmpstr (restored, ==, cases[i].restored);
  }
}

static void
test_phrases (void)
{
  g_autoptr (GHashTable) phrases = fin_placeables_phrases ("ca", "es");
  g_autoptr (FinPlaceables) found =
      fin_placeables_find ("No  el sento bé, no us sento", NULL, phrases);
  g_autofree char *masked = fin_placeables_mask (found);
  g_autofree char *restored = fin_placeables_restore (found, "xqvaaj, Xqvabj.");
  g_autofree char *lost = fin_placeables_restore (found, "Xqvaaj.");

  g_assert_cmpstr (masked, ==, "Xqvaaj, Xqvabj");
  g_assert_cmpstr (restored, ==, "No le oigo bien, no les oigo.");
  g_assert_cmpstr (lost, ==, "No le oigo bien. (no les oigo)");
}

/* However many there are, and whatever comes back. */
static void
test_bounds (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (FinPlaceables) found = NULL;
  g_autofree char *masked = NULL;
  g_autofree char *restored = NULL;
  g_autofree char *lost = NULL;

  for (guint i = 0; i < 1000; i++)
    g_string_append_printf (text, "A%u ", i);
  found = fin_placeables_find (text->str, NULL, NULL);
  masked = fin_placeables_mask (found);
  g_assert_nonnull (strstr (masked, "Aqvdvj A100 A101 "));
  restored = fin_placeables_restore (found, masked);
  g_assert_cmpstr (restored, ==, text->str);
  lost = fin_placeables_restore (found, "qvaaj");
  g_assert_true (g_str_has_prefix (lost, "qvaaj ("));
}

static void
test_breaker (void)
{
  static const guint rests[] = { 1, 2, 4, 8, 16, 30, 30 };
  FinBreaker breaker = { 0 };
  gint64 now = 7;

  g_assert_false (fin_breaker_rests (&breaker, now));
  for (guint i = 0; i < G_N_ELEMENTS (rests); i++) {
    g_assert_cmpint (fin_breaker_is_open (&breaker), ==, i >= 3);
    fin_breaker_failed (&breaker, now, 0);
    g_assert_true (fin_breaker_rests (&breaker, now + rests[i] * G_USEC_PER_SEC - 1));
    now += rests[i] * G_USEC_PER_SEC;
    g_assert_false (fin_breaker_rests (&breaker, now));
  }
  g_assert_true (fin_breaker_is_open (&breaker));

  fin_breaker_succeeded (&breaker);
  g_assert_false (fin_breaker_is_open (&breaker));
  fin_breaker_failed (&breaker, now, 7);
  g_assert_true (fin_breaker_rests (&breaker, now + 7 * G_USEC_PER_SEC - 1));
  g_assert_false (fin_breaker_rests (&breaker, now + 7 * G_USEC_PER_SEC));
  fin_breaker_failed (&breaker, now, 86400);
  g_assert_false (fin_breaker_rests (&breaker, now + 30 * G_USEC_PER_SEC));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/placeables/masked", test_masked);
  g_test_add_func ("/placeables/restored", test_restored);
  g_test_add_func ("/placeables/phrases", test_phrases);
  g_test_add_func ("/placeables/bounds", test_bounds);
  g_test_add_func ("/placeables/breaker", test_breaker);

  return g_test_run ();
}
