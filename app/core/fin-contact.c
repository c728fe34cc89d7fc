// Postcodes, telephone numbers and e-mail addresses.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-identifier-private.h"

#include <stdlib.h>
#include <string.h>

#define MAX_EMAIL 254

FinVerdict
fin_postcode_check (const char *text)
{
  FinVerdict shape = fin_shape_match (text, "99999");
  char province[3] = "";
  int number;

  if (shape == FIN_VERDICT_CHARACTER || strlen (text) < 2)
    return shape;

  memcpy (province, text, 2);
  number = atoi (province);
  if (number < 1 || number > 52)
    return FIN_VERDICT_PROVINCE;
  if (shape != FIN_VERDICT_GOOD)
    return shape;

  /* Barcelona, Girona, Lleida, Tarragona */
  return number == 8 || number == 17 || number == 25 || number == 43 ? FIN_VERDICT_GOOD
                                                                     : FIN_VERDICT_NOT_CATALAN;
}

static FinVerdict
check_foreign_phone (const char *text)
{
  gsize digits = strspn (text + 1, "0123456789");

  if (text[1 + digits] != '\0')
    return FIN_VERDICT_CHARACTER;
  if (digits < 7)
    return FIN_VERDICT_UNFINISHED;

  /* E.164 */
  return digits > 15 ? FIN_VERDICT_TOO_LONG : FIN_VERDICT_FOREIGN;
}

/* Mobile numbers begin with 6 or 71 to 79, fixed ones with 81 to 89 or 91 to 99; 70 are personal
 * numbers, 80 and 90 special rates. */
FinVerdict
fin_phone_check (const char *text, gboolean mobile)
{
  FinVerdict shape;
  char first = text[0], second = first != '\0' ? text[1] : '\0';

  if (first == '+')
    return check_foreign_phone (text);

  shape = fin_shape_match (text, "999999999");
  if (shape == FIN_VERDICT_CHARACTER || first == '\0')
    return shape;
  if (strchr ("6789", first) == NULL)
    return FIN_VERDICT_PREFIX;
  if (second == '0' && first != '6')
    return FIN_VERDICT_SPECIAL_RATE;
  if (mobile && (first == '8' || first == '9'))
    return FIN_VERDICT_NOT_MOBILE;

  return shape;
}

/* No more than its rough shape: only a message that arrives proves an address. */
FinVerdict
fin_email_check (const char *text)
{
  const char *at = strchr (text, '@');
  const char *dot = at != NULL ? strrchr (at, '.') : NULL;

  if (strlen (text) > MAX_EMAIL)
    return FIN_VERDICT_TOO_LONG;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isspace (g_utf8_get_char (p)) || g_unichar_iscntrl (g_utf8_get_char (p)) ||
        strchr (",;<>\"", *p) != NULL)
      return FIN_VERDICT_CHARACTER;
  if (at == text ||
      (at != NULL && (strchr (at + 1, '@') != NULL || at[1] == '.' || strstr (at, "..") != NULL)))
    return FIN_VERDICT_CHARACTER;
  if (dot == NULL || g_utf8_strlen (dot + 1, -1) < 2)
    return FIN_VERDICT_UNFINISHED;

  return FIN_VERDICT_GOOD;
}
