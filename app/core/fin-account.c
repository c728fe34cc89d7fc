// IBAN (ISO 13616) and the Spanish account number, CCC, inside it.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-identifier-private.h"

#include <string.h>

/* Lengths of the countries one can pay to and charge in SEPA. */
static const struct {
  char country[3];
  guint8 length;
} lengths[] = {
  { "AD", 24 }, { "AL", 28 }, { "AT", 20 }, { "BE", 16 }, { "BG", 22 }, { "CH", 21 }, { "CY", 28 },
  { "CZ", 24 }, { "DE", 22 }, { "DK", 18 }, { "EE", 20 }, { "ES", 24 }, { "FI", 18 }, { "FR", 27 },
  { "GB", 22 }, { "GI", 23 }, { "GR", 27 }, { "HR", 21 }, { "HU", 28 }, { "IE", 22 }, { "IS", 26 },
  { "IT", 27 }, { "LI", 21 }, { "LT", 20 }, { "LU", 20 }, { "LV", 21 }, { "MC", 27 }, { "MD", 24 },
  { "ME", 22 }, { "MK", 19 }, { "MT", 31 }, { "NL", 18 }, { "NO", 15 }, { "PL", 28 }, { "PT", 25 },
  { "RO", 24 }, { "RS", 22 }, { "SE", 24 }, { "SI", 19 }, { "SK", 24 }, { "SM", 27 }, { "VA", 22 },
};

static gsize
iban_length (const char *text)
{
  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    if (strncmp (lengths[i].country, text, 2) == 0)
      return lengths[i].length;

  return 0;
}

/* ISO 7064 MOD 97-10 with the first four characters moved to the end and letters as 10 to 35. */
static guint
mod_97 (const char *text, gsize length)
{
  guint rest = 0;

  for (gsize i = 0; i < length; i++) {
    char c = text[(i + 4) % length];

    rest = g_ascii_isdigit (c) ? (rest * 10 + (guint)(c - '0')) % 97
                               : (rest * 100 + (guint)(c - 'A') + 10) % 97;
  }

  return rest;
}

static char
ccc_control (const char *ten_digits)
{
  static const guint weights[] = { 1, 2, 4, 8, 5, 10, 9, 7, 3, 6 };
  guint sum = 0, control;

  for (guint i = 0; i < G_N_ELEMENTS (weights); i++)
    sum += weights[i] * (guint)(ten_digits[i] - '0');
  control = 11 - sum % 11;

  return (char)('0' + (control == 10 ? 1 : control == 11 ? 0 : control));
}

/* 4 digits of bank, 4 of branch, 2 of control, 10 of account. */
static gboolean
ccc_consistent (const char *ccc)
{
  char bank_and_branch[11] = "00";

  memcpy (bank_and_branch + 2, ccc, 8);

  return ccc[8] == ccc_control (bank_and_branch) && ccc[9] == ccc_control (ccc + 10);
}

FinVerdict
fin_iban_check (const char *text)
{
  gsize length = strlen (text), expected;
  gboolean spanish = strncmp (text, "ES", 2) == 0;

  for (gsize i = 0; i < length; i++) {
    gboolean fits = i < 2              ? g_ascii_isupper (text[i])
                    : i < 4 || spanish ? g_ascii_isdigit (text[i])
                                       : g_ascii_isdigit (text[i]) || g_ascii_isupper (text[i]);

    if (!fits)
      return i < 2 ? FIN_VERDICT_COUNTRY : FIN_VERDICT_CHARACTER;
  }

  if (length < 2)
    return FIN_VERDICT_UNFINISHED;
  if ((expected = iban_length (text)) == 0)
    return FIN_VERDICT_COUNTRY;
  if (length < expected)
    return FIN_VERDICT_UNFINISHED;
  if (length > expected)
    return FIN_VERDICT_TOO_LONG;
  if (mod_97 (text, length) != 1)
    return FIN_VERDICT_CONTROL;
  if (!spanish)
    return FIN_VERDICT_FOREIGN;

  return ccc_consistent (text + 4) ? FIN_VERDICT_GOOD : FIN_VERDICT_ACCOUNT;
}
