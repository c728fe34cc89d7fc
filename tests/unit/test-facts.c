// What is said for a form: numbers in words, and what of them a field can take; just inside and
// just outside. SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-facts.h"
#include "fin-numerals.h"

static void
assert_digits (const char *language, const char *said, const char *digits)
{
  g_autofree char *read = fin_numerals_in_digits (said, language);

  g_assert_cmpstr (read, ==, digits);
}

static void
test_catalan (void)
{
  assert_digits ("ca", "dotze d'abril de mil nou-cents vuitanta-cinc", "12 d'abril de 1985");
  assert_digits ("ca", "el vint-i-nou de febrer de dos mil vint-i-quatre",
                 "el 29 de febrer de 2024");
  assert_digits ("ca", "sis zero zero u dos", "600 u 2");
  assert_digits ("ca", "sis cents dotze trenta-quatre", "612 34");
  assert_digits ("ca", "tinc dos fills i tres filles", "tinc 2 fills i 3 filles");
  assert_digits ("ca", "dos i tres", "2 i 3");
  assert_digits ("ca", "és un dia i una nit", "és un dia i una nit");
  assert_digits ("ca", "Set euros. Mil gràcies", "7 euros. 1000 gràcies");
  assert_digits ("ca", "cent vint-i-tres mil quatre-cents cinquanta-sis", "123456");
  assert_digits ("ca", "", "");
}

static void
test_spanish_and_english (void)
{
  assert_digits ("es", "doce de abril de mil novecientos ochenta y cinco", "12 de abril de 1985");
  assert_digits ("es", "veintiséis mil ciento uno", "26101");
  assert_digits ("es", "seis cero cero cero", "6000");
  assert_digits ("en", "April twelve nineteen eighty-five", "April 12 1985");
  assert_digits ("en", "one hundred and five euros", "105 euros");
  assert_digits ("en", "the twelfth of may", "the twelfth of may");
  assert_digits ("ar", "اثنا عشر twelve", "اثنا عشر twelve");
  assert_digits (NULL, "dotze", "dotze");
}

/* @found: "kind value" of each, a comma between them. */
static void
assert_facts (const char *language, const char *said, const char *found)
{
  g_autoptr (GPtrArray) facts = fin_facts_find (said, language);
  GString *all = g_string_new (NULL);

  for (guint i = 0; i < facts->len; i++) {
    FinFact *fact = facts->pdata[i];

    g_string_append_printf (all, "%s%s %s", i > 0 ? ", " : "", fact->kind, fact->value);
  }
  g_assert_cmpstr (all->str, ==, found);
  g_string_free (all, TRUE);
}

static void
test_days (void)
{
  assert_facts ("ca", "Vaig néixer el dotze d'abril de mil nou-cents vuitanta-cinc.",
                "date 1985-04-12");
  assert_facts ("es", "nací el 12 de Abril de 1985", "date 1985-04-12");
  assert_facts ("es", "12 de abril del 1985", "date 1985-04-12");
  assert_facts ("en", "12th of April 1985, or April 12, 1985", "date 1985-04-12, date 1985-04-12");
  assert_facts ("ca", "1 de març de 2026", "date 2026-03-01");
  assert_facts ("ca", "29/02/2024 i 29.02.2023", "date 2024-02-29");
  assert_facts ("ca", "el 31/12/1899, el 1/1/1900", "date 1900-01-01");
  assert_facts ("ca", "12 de abrigo de 1985", "");
  /* A month of another language than is spoken is none. */
  assert_facts ("ca", "12 de enero de 1985", "");
}

static void
test_numbers (void)
{
  assert_facts ("ca", "el meu DNI és 00000000T", "nif 00000000T");
  assert_facts ("ca", "el meu DNI és 00000000R", "");
  assert_facts ("es", "x 0000000-t", "nie X0000000T");
  assert_facts ("ca", "ES91 2100 0418 4502 0005 1332", "iban ES9121000418450200051332");
  assert_facts ("ca", "ES91 2100 0418 4502 0005 1333", "");
  assert_facts ("ca", "sis zero zero zero zero zero zero zero zero", "phone 600000000");
  assert_facts ("ca", "truqueu al 600 00 00 00 o al +34 930000000",
                "phone 600000000, phone 930000000");
  assert_facts ("ca", "600 00 00 0", "");
  assert_facts ("ca", "visc al 08980, abans al 28001 i mai al 99999", "postcode 08980");
  assert_facts ("ca", "persona@example.cat.", "email persona@example.cat");
}

static void
test_amounts (void)
{
  assert_facts ("ca", "són set euros", "amount 7");
  assert_facts ("es", "1.234,56 € y 5 euros", "amount 1234.56, amount 5");
  assert_facts ("ca", "12,5€", "amount 12.5");
  assert_facts ("ca", "eurosport 7", "");
}

static void
test_bounds (void)
{
  g_autofree char *long_text = g_strnfill (5000, '1');
  g_autofree char *nines = g_strnfill (999, '9');
  g_autoptr (GPtrArray) none = fin_facts_find (long_text, "ca");
  g_autoptr (GPtrArray) also = fin_facts_find (nines, "ca");

  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpuint (also->len, ==, 0);
  assert_facts ("ca",
                "\xE2\x80\xAE"
                "00000000T <b>12/04/1985</b> 👋",
                "nif 00000000T, date 1985-04-12");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/facts/numbers in Catalan", test_catalan);
  g_test_add_func ("/facts/numbers in Spanish and English", test_spanish_and_english);
  g_test_add_func ("/facts/days", test_days);
  g_test_add_func ("/facts/numbers people are known by", test_numbers);
  g_test_add_func ("/facts/amounts", test_amounts);
  g_test_add_func ("/facts/bounds", test_bounds);

  return g_test_run ();
}
