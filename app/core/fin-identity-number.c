// NIF, NIE, the tax number of legal persons, the health card's CIP, and codes with the NIF's
// letters. SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-identifier-private.h"

#include <stdlib.h>
#include <string.h>

#define ENTITY_LETTERS "ABCDEFGHJNPQRSUVW"

/* Royal Decree 1553/2005, article 11: the number modulo 23 picks the letter. */
static char
control_letter (guint64 number)
{
  return "TRWAGMYFPDXBNJZSQVHLCKE"[number % 23];
}

FinVerdict
fin_nif_check (const char *text)
{
  FinVerdict shape;

  if (text[0] != '\0' && strchr ("KLM", text[0]) != NULL) {
    if ((shape = fin_shape_match (text + 1, "9999999A")) != FIN_VERDICT_GOOD)
      return shape;
    return text[8] == control_letter (strtoul (text + 1, NULL, 10)) ? FIN_VERDICT_GOOD
                                                                    : FIN_VERDICT_CONTROL;
  }

  if (text[0] != '\0' && strchr ("XYZ", text[0]) != NULL)
    return FIN_VERDICT_OTHER_KIND;

  if ((shape = fin_shape_match (text, "99999999A")) != FIN_VERDICT_GOOD)
    return shape;

  return text[8] == control_letter (strtoul (text, NULL, 10)) ? FIN_VERDICT_GOOD
                                                              : FIN_VERDICT_CONTROL;
}

FinVerdict
fin_nie_check (const char *text)
{
  FinVerdict shape;
  guint64 number;

  if (text[0] == '\0')
    return FIN_VERDICT_UNFINISHED;
  if (strchr ("XYZ", text[0]) == NULL)
    return fin_nif_check (text) == FIN_VERDICT_GOOD ? FIN_VERDICT_OTHER_KIND
                                                    : FIN_VERDICT_CHARACTER;
  if ((shape = fin_shape_match (text + 1, "9999999A")) != FIN_VERDICT_GOOD)
    return shape;

  number = (guint64)(text[0] - 'X') * 10000000 + strtoul (text + 1, NULL, 10);

  return text[8] == control_letter (number) ? FIN_VERDICT_GOOD : FIN_VERDICT_CONTROL;
}

/* The sum of the even digits and of the digits of twice the odd ones, as a complement to ten. */
static guint
entity_control (const char *digits)
{
  guint total = 0;

  for (guint i = 0; i < 7; i++) {
    guint digit = digits[i] - '0';

    total += i % 2 == 1 ? digit : digit * 2 / 10 + digit * 2 % 10;
  }

  return (10 - total % 10) % 10;
}

FinVerdict
fin_nif_entity_check (const char *text)
{
  FinVerdict shape;
  guint control;
  gboolean digit_fits, letter_fits;

  if (text[0] == '\0')
    return FIN_VERDICT_UNFINISHED;
  if (strchr (ENTITY_LETTERS, text[0]) == NULL)
    return fin_nif_check (text) == FIN_VERDICT_GOOD || fin_nie_check (text) == FIN_VERDICT_GOOD
               ? FIN_VERDICT_OTHER_KIND
               : FIN_VERDICT_CHARACTER;

  shape = fin_shape_match (text + 1, g_ascii_isdigit (text[MIN (8, strlen (text))]) ? "99999999"
                                                                                    : "9999999A");
  if (shape != FIN_VERDICT_GOOD)
    return shape;

  control = entity_control (text + 1);
  digit_fits = text[8] == (char)('0' + control);
  letter_fits = text[8] == "JABCDEFGHI"[control];
  if (strchr ("ABEH", text[0]) != NULL)
    letter_fits = FALSE;
  else if (strchr ("NPQRSW", text[0]) != NULL)
    digit_fits = FALSE;

  return digit_fits || letter_fits ? FIN_VERDICT_GOOD : FIN_VERDICT_CONTROL;
}

/* No public rule says more than the shape: the birth date inside may rightly differ. */
FinVerdict
fin_cip_check (const char *text)
{
  return fin_shape_match (text, "AAAA9999999999");
}

/* ES, sixteen digits and the two letters of their remainder by 529; a measuring point after them is
 * another's to know. */
FinVerdict
fin_cups_check (const char *text)
{
  gboolean with_point = strlen (text) > 20;
  FinVerdict shape =
      fin_shape_match (text, with_point ? "ES9999999999999999AA9A" : "ES9999999999999999AA");
  guint64 rest;

  if (shape != FIN_VERDICT_GOOD)
    return shape;

  rest = g_ascii_strtoull (text + 2, NULL, 10) % 529;

  return text[18] == control_letter (rest / 23) && text[19] == control_letter (rest % 23)
             ? FIN_VERDICT_GOOD
             : FIN_VERDICT_CONTROL;
}

FinVerdict
fin_nie_support_check (const char *text)
{
  if (text[0] != '\0' && strchr ("CE", text[0]) == NULL)
    return FIN_VERDICT_CHARACTER;

  return text[0] == '\0' ? FIN_VERDICT_UNFINISHED : fin_shape_match (text + 1, "99999999");
}
