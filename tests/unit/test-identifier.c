// Identity numbers, accounts, postcodes, telephones, addresses, days: what is good, what is wrong
// and why, and that nobody is told off while still typing. SPDX-License-Identifier:
// GPL-3.0-or-later
#include "fin-identifier.h"

#include <string.h>

#include "fin-time.h"

typedef struct {
  FinIdentifier kind;
  const char *text;
  FinVerdict verdict;
} Case;

static void
check_all (const Case *cases, gsize n)
{
  for (gsize i = 0; i < n; i++) {
    FinVerdict verdict = fin_identifier_check (cases[i].kind, cases[i].text);

    if (verdict != cases[i].verdict)
      g_error ("«%s» is %s, not %s", cases[i].text, fin_verdict_name (verdict),
               fin_verdict_name (cases[i].verdict));
  }
}

static void
test_people (void)
{
  static const Case cases[] = {
    { FIN_IDENTIFIER_NIF, "12345678Z", FIN_VERDICT_GOOD },
    { FIN_IDENTIFIER_NIF, "56789423P", FIN_VERDICT_GOOD },
    { FIN_IDENTIFIER_NIF, "00000000T", FIN_VERDICT_GOOD },
    { FIN_IDENTIFIER_NIF, "99999999R", FIN_VERDICT_GOOD },
    { FIN_IDENTIFIER_NIF, " 12.345.678-z ", FIN_VERDICT_GOOD },
    { FIN_IDENTIFIER_NIF, "0t", FIN_VERDICT_GOOD },
    { FIN_IDENTIFIER_NIF, "١٢٣٤٥٦٧٨Z", FIN_VERDICT_GOOD },
    { FIN_IDENTIFIER_NIF,
      "\xe2\x80\x8f"
      "12345678Z",
      FIN_VERDICT_GOOD },
    { FIN_IDENTIFIER_NIF, "12345678A", FIN_VERDICT_CONTROL },
    { FIN_IDENTIFIER_NIF, "12345678I", FIN_VERDICT_CONTROL },
    { FIN_IDENTIFIER_NIF, "1234567Z", FIN_VERDICT_CONTROL },
    { FIN_IDENTIFIER_NIF, "123456789", FIN_VERDICT_CHARACTER },
    { FIN_IDENTIFIER_NIF, "12345678Ñ", FIN_VERDICT_CHARACTER },
    { FIN_IDENTIFIER_NIF, "12345678ZZ", FIN_VERDICT_TOO_LONG },
    { FIN_IDENTIFIER_NIF, "X0000000T", FIN_VERDICT_OTHER_KIND },
    { FIN_IDENTIFIER_NIF, "K0000000T", FIN_VERDICT_GOOD },
    { FIN_IDENTIFIER_NIF, "L1234567L", FIN_VERDICT_GOOD },
    { FIN_IDENTIFIER_NIF, "M1234567L", FIN_VERDICT_GOOD },
    { FIN_IDENTIFIER_NIF, "M1234567T", FIN_VERDICT_CONTROL },
    { FIN_IDENTIFIER_NIE, "X1234567L", FIN_VERDICT_GOOD },
    { FIN_IDENTIFIER_NIE, "Y1234567X", FIN_VERDICT_GOOD },
    { FIN_IDENTIFIER_NIE, "Z1234567R", FIN_VERDICT_GOOD },
    { FIN_IDENTIFIER_NIE, "x-0000000-t", FIN_VERDICT_GOOD },
    { FIN_IDENTIFIER_NIE, "X1234567T", FIN_VERDICT_CONTROL },
    { FIN_IDENTIFIER_NIE, "W1234567L", FIN_VERDICT_CHARACTER },
    { FIN_IDENTIFIER_NIE, "12345678Z", FIN_VERDICT_OTHER_KIND },
    { FIN_IDENTIFIER_NIF_OR_NIE, "12345678Z", FIN_VERDICT_GOOD },
    { FIN_IDENTIFIER_NIF_OR_NIE, "X0000000T", FIN_VERDICT_GOOD },
    { FIN_IDENTIFIER_NIF_OR_NIE, "", FIN_VERDICT_UNFINISHED },
    { FIN_IDENTIFIER_NIF_ENTITY, "S0811001G", FIN_VERDICT_GOOD },
    { FIN_IDENTIFIER_NIF_ENTITY, "A58818501", FIN_VERDICT_GOOD },
    { FIN_IDENTIFIER_NIF_ENTITY, "S0811001H", FIN_VERDICT_CONTROL },
    { FIN_IDENTIFIER_NIF_ENTITY, "A58818502", FIN_VERDICT_CONTROL },
    { FIN_IDENTIFIER_NIF_ENTITY, "S08110017", FIN_VERDICT_CONTROL },
    { FIN_IDENTIFIER_NIF_ENTITY, "12345678Z", FIN_VERDICT_OTHER_KIND },
    { FIN_IDENTIFIER_NIF_ENTITY, "I0811001G", FIN_VERDICT_CHARACTER },
    { FIN_IDENTIFIER_CIP, "GAPE1900514001", FIN_VERDICT_GOOD },
    { FIN_IDENTIFIER_CIP, "gape 1 900514 001", FIN_VERDICT_GOOD },
    { FIN_IDENTIFIER_CIP, "GAP11900514001", FIN_VERDICT_CHARACTER },
    { FIN_IDENTIFIER_CIP, "GAPE190051400", FIN_VERDICT_UNFINISHED },
    { FIN_IDENTIFIER_CIP, "GAPE19005140011", FIN_VERDICT_TOO_LONG },
  };

  check_all (cases, G_N_ELEMENTS (cases));
}

static void
test_accounts (void)
{
  static const Case cases[] = {
    { FIN_IDENTIFIER_IBAN, "ES68 1234 5678 0612 3456 7890", FIN_VERDICT_GOOD },
    { FIN_IDENTIFIER_IBAN, "es91 2100 0418 4502 0005 1332", FIN_VERDICT_GOOD },
    { FIN_IDENTIFIER_IBAN, "ES91 2100 0418 4502 0005 1333", FIN_VERDICT_CONTROL },
    { FIN_IDENTIFIER_IBAN, "ES0012345678061234567890", FIN_VERDICT_CONTROL },
    { FIN_IDENTIFIER_IBAN, "ES5212345678001234567890", FIN_VERDICT_ACCOUNT },
    { FIN_IDENTIFIER_IBAN, "ES681234567806123456789", FIN_VERDICT_UNFINISHED },
    { FIN_IDENTIFIER_IBAN, "ES68123456780612345678900", FIN_VERDICT_TOO_LONG },
    { FIN_IDENTIFIER_IBAN, "ES68A234567806123456789", FIN_VERDICT_CHARACTER },
    { FIN_IDENTIFIER_IBAN, "21000418450200051332", FIN_VERDICT_COUNTRY },
    { FIN_IDENTIFIER_IBAN, "US68", FIN_VERDICT_COUNTRY },
    { FIN_IDENTIFIER_IBAN, "DE89 3704 0044 0532 0130 00", FIN_VERDICT_FOREIGN },
    { FIN_IDENTIFIER_IBAN, "GB82 WEST 1234 5698 7654 32", FIN_VERDICT_FOREIGN },
    { FIN_IDENTIFIER_IBAN, "DE88 3704 0044 0532 0130 00", FIN_VERDICT_CONTROL },
  };

  check_all (cases, G_N_ELEMENTS (cases));
}

static void
test_contact (void)
{
  static const Case cases[] = {
    { FIN_IDENTIFIER_POSTCODE, "08001", FIN_VERDICT_GOOD },
    { FIN_IDENTIFIER_POSTCODE, "17001", FIN_VERDICT_GOOD },
    { FIN_IDENTIFIER_POSTCODE, "25001", FIN_VERDICT_GOOD },
    { FIN_IDENTIFIER_POSTCODE, "43001", FIN_VERDICT_GOOD },
    { FIN_IDENTIFIER_POSTCODE, "28001", FIN_VERDICT_NOT_CATALAN },
    { FIN_IDENTIFIER_POSTCODE, "01001", FIN_VERDICT_NOT_CATALAN },
    { FIN_IDENTIFIER_POSTCODE, "52001", FIN_VERDICT_NOT_CATALAN },
    { FIN_IDENTIFIER_POSTCODE, "00001", FIN_VERDICT_PROVINCE },
    { FIN_IDENTIFIER_POSTCODE, "53001", FIN_VERDICT_PROVINCE },
    { FIN_IDENTIFIER_POSTCODE, "53", FIN_VERDICT_PROVINCE },
    { FIN_IDENTIFIER_POSTCODE, "0800", FIN_VERDICT_UNFINISHED },
    { FIN_IDENTIFIER_POSTCODE, "080011", FIN_VERDICT_TOO_LONG },
    { FIN_IDENTIFIER_POSTCODE, "O8001", FIN_VERDICT_CHARACTER },
    { FIN_IDENTIFIER_MOBILE, "612345678", FIN_VERDICT_GOOD },
    { FIN_IDENTIFIER_MOBILE, "+34 612 345 678", FIN_VERDICT_GOOD },
    { FIN_IDENTIFIER_MOBILE, "0034 612-345-678", FIN_VERDICT_GOOD },
    { FIN_IDENTIFIER_MOBILE, "34612345678", FIN_VERDICT_GOOD },
    { FIN_IDENTIFIER_MOBILE, "712345678", FIN_VERDICT_GOOD },
    { FIN_IDENTIFIER_MOBILE, "702345678", FIN_VERDICT_SPECIAL_RATE },
    { FIN_IDENTIFIER_MOBILE, "932345678", FIN_VERDICT_NOT_MOBILE },
    { FIN_IDENTIFIER_MOBILE, "61234567", FIN_VERDICT_UNFINISHED },
    { FIN_IDENTIFIER_MOBILE, "6123456789", FIN_VERDICT_TOO_LONG },
    { FIN_IDENTIFIER_MOBILE, "512345678", FIN_VERDICT_PREFIX },
    { FIN_IDENTIFIER_MOBILE, "+212 612 345 678", FIN_VERDICT_FOREIGN },
    { FIN_IDENTIFIER_PHONE, "932345678", FIN_VERDICT_GOOD },
    { FIN_IDENTIFIER_PHONE, "972345678", FIN_VERDICT_GOOD },
    { FIN_IDENTIFIER_PHONE, "872345678", FIN_VERDICT_GOOD },
    { FIN_IDENTIFIER_PHONE, "612345678", FIN_VERDICT_GOOD },
    { FIN_IDENTIFIER_PHONE, "902345678", FIN_VERDICT_SPECIAL_RATE },
    { FIN_IDENTIFIER_PHONE, "803345678", FIN_VERDICT_SPECIAL_RATE },
    { FIN_IDENTIFIER_PHONE, "+92 42", FIN_VERDICT_UNFINISHED },
    { FIN_IDENTIFIER_EMAIL, "ona@example.cat", FIN_VERDICT_GOOD },
    { FIN_IDENTIFIER_EMAIL, "  ona.prova+1@correu.example.org ", FIN_VERDICT_GOOD },
    { FIN_IDENTIFIER_EMAIL, "ona", FIN_VERDICT_UNFINISHED },
    { FIN_IDENTIFIER_EMAIL, "ona@", FIN_VERDICT_UNFINISHED },
    { FIN_IDENTIFIER_EMAIL, "ona@example", FIN_VERDICT_UNFINISHED },
    { FIN_IDENTIFIER_EMAIL, "ona@example.c", FIN_VERDICT_UNFINISHED },
    { FIN_IDENTIFIER_EMAIL, "o na@example.cat", FIN_VERDICT_CHARACTER },
    { FIN_IDENTIFIER_EMAIL, "ona@prova@example.cat", FIN_VERDICT_CHARACTER },
    { FIN_IDENTIFIER_EMAIL, "@example.cat", FIN_VERDICT_CHARACTER },
    { FIN_IDENTIFIER_EMAIL, "ona@example..cat", FIN_VERDICT_CHARACTER },
  };

  check_all (cases, G_N_ELEMENTS (cases));
}

/* Every beginning of a good value is unfinished, never wrong; and one more key is too many. */
static void
test_typing (void)
{
  static const Case cases[] = {
    { FIN_IDENTIFIER_NIF, "12345678Z" },
    { FIN_IDENTIFIER_NIF, "K0000000T" },
    { FIN_IDENTIFIER_NIE, "X1234567L" },
    { FIN_IDENTIFIER_NIF_OR_NIE, "Y1234567X" },
    { FIN_IDENTIFIER_NIF_ENTITY, "S0811001G" },
    { FIN_IDENTIFIER_NIF_ENTITY, "A58818501" },
    { FIN_IDENTIFIER_CIP, "GAPE1900514001" },
    { FIN_IDENTIFIER_IBAN, "ES9121000418450200051332" },
    { FIN_IDENTIFIER_IBAN, "GB82WEST12345698765432" },
    { FIN_IDENTIFIER_POSTCODE, "08001" },
    { FIN_IDENTIFIER_MOBILE, "612345678" },
    { FIN_IDENTIFIER_PHONE, "932345678" },
    { FIN_IDENTIFIER_EMAIL, "ona@example.cat" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *more = g_strconcat (cases[i].text, "0", NULL);
    gsize length = strlen (cases[i].text);

    /* An e-mail address may end early: «ona@example.ca» is one. */
    if (cases[i].kind == FIN_IDENTIFIER_EMAIL)
      length -= 2;
    else
      g_assert_cmpint (fin_identifier_check (cases[i].kind, more), ==, FIN_VERDICT_TOO_LONG);

    for (gsize j = 0; j < length; j++) {
      g_autofree char *beginning = g_strndup (cases[i].text, j);

      g_assert_cmpint (fin_identifier_check (cases[i].kind, beginning), ==, FIN_VERDICT_UNFINISHED);
    }
  }
}

/* One wrong digit is always found out, wherever it is. */
static void
test_one_wrong_digit (void)
{
  static const Case cases[] = {
    { FIN_IDENTIFIER_NIF, "12345678Z" },
    { FIN_IDENTIFIER_NIE, "X1234567L" },
    { FIN_IDENTIFIER_NIF_ENTITY, "A58818501" },
    { FIN_IDENTIFIER_IBAN, "ES9121000418450200051332" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (gsize j = 0; cases[i].text[j] != '\0'; j++)
      for (char digit = '0'; g_ascii_isdigit (cases[i].text[j]) && digit <= '9'; digit++) {
        g_autofree char *text = g_strdup (cases[i].text);

        text[j] = digit;
        g_assert_cmpint (fin_identifier_check (cases[i].kind, text), ==,
                         digit == cases[i].text[j] ? FIN_VERDICT_GOOD : FIN_VERDICT_CONTROL);
      }
}

static void
normalises (FinIdentifier kind, const char *text, const char *plain, const char *written)
{
  g_autofree char *normalised = fin_identifier_normalise (kind, text);
  g_autofree char *formatted = fin_identifier_format (kind, text);

  g_assert_cmpstr (normalised, ==, plain);
  g_assert_cmpstr (formatted, ==, written);
}

static void
test_normal_form (void)
{
  normalises (FIN_IDENTIFIER_NIF, "1.234-l", "00001234L", "00001234L");
  normalises (FIN_IDENTIFIER_NIF, "1234", "1234", "1234");
  normalises (FIN_IDENTIFIER_IBAN, "es9121000418450200051332", "ES9121000418450200051332",
              "ES91 2100 0418 4502 0005 1332");
  normalises (FIN_IDENTIFIER_MOBILE, "+34 612345678", "612345678", "612 345 678");
  normalises (FIN_IDENTIFIER_PHONE, "00212 612-345678", "+212612345678", "+212612345678");
  normalises (FIN_IDENTIFIER_POSTCODE, "۰۸۰۰۱", "08001", "08001");
  normalises (FIN_IDENTIFIER_EMAIL, " Ona@Example.cat ", "Ona@Example.cat", "Ona@Example.cat");
}

static void
test_days (void)
{
  static const struct {
    const char *text;
    FinDayRule rule;
    FinVerdict verdict;
  } cases[] = {
    { "", FIN_DAY_ANY, FIN_VERDICT_UNFINISHED },
    { "2026-1", FIN_DAY_ANY, FIN_VERDICT_UNFINISHED },
    { "24/11/2026", FIN_DAY_ANY, FIN_VERDICT_CHARACTER },
    { "2026-02-30", FIN_DAY_ANY, FIN_VERDICT_NO_SUCH_DAY },
    { "2026-11-24", FIN_DAY_PAST, FIN_VERDICT_GOOD },
    { "2026-11-25", FIN_DAY_PAST, FIN_VERDICT_IN_FUTURE },
    { "1900-01-01", FIN_DAY_PAST, FIN_VERDICT_GOOD },
    { "1899-12-31", FIN_DAY_PAST, FIN_VERDICT_TOO_LONG_AGO },
    { "2026-11-24", FIN_DAY_FUTURE, FIN_VERDICT_GOOD },
    { "2026-11-23", FIN_DAY_FUTURE, FIN_VERDICT_IN_PAST },
    { "9999-01-01", FIN_DAY_FUTURE, FIN_VERDICT_GOOD },
  };
  g_autoptr (GDate) today = fin_day_parse ("2026-11-24");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (fin_day_check (cases[i].text, cases[i].rule, today), ==, cases[i].verdict);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/identifier/people", test_people);
  g_test_add_func ("/identifier/accounts", test_accounts);
  g_test_add_func ("/identifier/contact", test_contact);
  g_test_add_func ("/identifier/typing", test_typing);
  g_test_add_func ("/identifier/one-wrong-digit", test_one_wrong_digit);
  g_test_add_func ("/identifier/normal-form", test_normal_form);
  g_test_add_func ("/identifier/days", test_days);

  return g_test_run ();
}
