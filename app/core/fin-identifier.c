// Normalising, and one door to the checks of each kind.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-identifier-private.h"

#include <string.h>

#include "fin-time.h"

static const struct {
  const char *name;
  gboolean soft;
} verdicts[] = {
  [FIN_VERDICT_GOOD] = { "good" },
  [FIN_VERDICT_UNFINISHED] = { "unfinished" },
  [FIN_VERDICT_TOO_LONG] = { "too-long" },
  [FIN_VERDICT_CHARACTER] = { "character" },
  [FIN_VERDICT_CONTROL] = { "control" },
  [FIN_VERDICT_OTHER_KIND] = { "other-kind" },
  [FIN_VERDICT_ACCOUNT] = { "account" },
  [FIN_VERDICT_COUNTRY] = { "country" },
  [FIN_VERDICT_FOREIGN] = { "foreign", TRUE },
  [FIN_VERDICT_PROVINCE] = { "province" },
  [FIN_VERDICT_NOT_CATALAN] = { "not-catalan", TRUE },
  [FIN_VERDICT_PREFIX] = { "prefix" },
  [FIN_VERDICT_SPECIAL_RATE] = { "special-rate" },
  [FIN_VERDICT_NOT_MOBILE] = { "not-mobile" },
  [FIN_VERDICT_NO_SUCH_DAY] = { "no-such-day" },
  [FIN_VERDICT_IN_FUTURE] = { "in-future" },
  [FIN_VERDICT_IN_PAST] = { "in-past" },
  [FIN_VERDICT_TOO_LONG_AGO] = { "too-long-ago" },
};

/* Separators people write, and marks that come along when text in a right-to-left script is pasted.
 */
static gboolean
is_decoration (gunichar c)
{
  return g_unichar_isspace (c) || g_unichar_type (c) == G_UNICODE_FORMAT ||
         (c < 128 && strchr (".-/()", (char)c) != NULL);
}

/* In an e-mail address only what surrounds it is decoration. */
static char *
normalise_email (const char *text)
{
  GString *plain = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (g_unichar_type (c) != G_UNICODE_FORMAT)
      g_string_append_unichar (plain, c);
  }

  return g_strstrip (g_string_free (plain, FALSE));
}

static void
pad_dni (GString *text)
{
  gsize digits = strspn (text->str, "0123456789");

  if (digits > 0 && digits < 8 && text->len == digits + 1 && g_ascii_isalpha (text->str[digits]))
    while (digits++ < 8)
      g_string_prepend_c (text, '0');
}

static void
drop_spanish_prefix (GString *text)
{
  if (g_str_has_prefix (text->str, "00")) {
    g_string_erase (text, 0, 2);
    g_string_prepend_c (text, '+');
  }

  if (g_str_has_prefix (text->str, "+34"))
    g_string_erase (text, 0, 3);
  else if (text->len == 11 && g_str_has_prefix (text->str, "34"))
    g_string_erase (text, 0, 2);
}

char *
fin_identifier_normalise (FinIdentifier kind, const char *text)
{
  GString *plain;

  g_return_val_if_fail (text != NULL, NULL);

  if (kind == FIN_IDENTIFIER_EMAIL)
    return normalise_email (text);

  plain = g_string_new (NULL);
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (g_unichar_isdigit (c))
      g_string_append_c (plain, (char)('0' + g_unichar_digit_value (c)));
    else if (!is_decoration (c))
      g_string_append_unichar (plain, g_unichar_toupper (c));
  }

  if (kind == FIN_IDENTIFIER_NIF || kind == FIN_IDENTIFIER_NIF_OR_NIE)
    pad_dni (plain);
  else if (kind == FIN_IDENTIFIER_PHONE || kind == FIN_IDENTIFIER_MOBILE)
    drop_spanish_prefix (plain);

  return g_string_free (plain, FALSE);
}

FinVerdict
fin_shape_match (const char *text, const char *shape)
{
  for (; *text != '\0'; text++, shape++)
    if (*shape == '\0')
      return FIN_VERDICT_TOO_LONG;
    else if (*shape == '9'   ? !g_ascii_isdigit (*text)
             : *shape == 'A' ? !g_ascii_isupper (*text)
                             : *text != *shape)
      return FIN_VERDICT_CHARACTER;

  return *shape == '\0' ? FIN_VERDICT_GOOD : FIN_VERDICT_UNFINISHED;
}

static FinVerdict
check_nif_or_nie (const char *text)
{
  return strchr ("XYZ", text[0]) != NULL ? fin_nie_check (text) : fin_nif_check (text);
}

FinVerdict
fin_identifier_check (FinIdentifier kind, const char *text)
{
  g_autofree char *plain = NULL;

  g_return_val_if_fail (text != NULL, FIN_VERDICT_UNFINISHED);

  plain = fin_identifier_normalise (kind, text);

  switch (kind) {
  case FIN_IDENTIFIER_NIF:
    return fin_nif_check (plain);
  case FIN_IDENTIFIER_NIE:
    return fin_nie_check (plain);
  case FIN_IDENTIFIER_NIF_OR_NIE:
    return check_nif_or_nie (plain);
  case FIN_IDENTIFIER_NIF_ENTITY:
    return fin_nif_entity_check (plain);
  case FIN_IDENTIFIER_CIP:
    return fin_cip_check (plain);
  case FIN_IDENTIFIER_IBAN:
    return fin_iban_check (plain);
  case FIN_IDENTIFIER_POSTCODE:
    return fin_postcode_check (plain);
  case FIN_IDENTIFIER_PHONE:
    return fin_phone_check (plain, FALSE);
  case FIN_IDENTIFIER_MOBILE:
    return fin_phone_check (plain, TRUE);
  case FIN_IDENTIFIER_EMAIL:
    return fin_email_check (plain);
  case FIN_IDENTIFIER_CUPS:
    return fin_cups_check (plain);
  case FIN_IDENTIFIER_NIE_SUPPORT:
    return fin_nie_support_check (plain);
  default:
    g_return_val_if_reached (FIN_VERDICT_GOOD);
  }
}

char *
fin_identifier_format (FinIdentifier kind, const char *text)
{
  g_autofree char *plain = NULL;
  gsize group = 0;
  GString *grouped;

  g_return_val_if_fail (text != NULL, NULL);

  plain = fin_identifier_normalise (kind, text);
  if (kind == FIN_IDENTIFIER_IBAN)
    group = 4;
  else if ((kind == FIN_IDENTIFIER_PHONE || kind == FIN_IDENTIFIER_MOBILE) && plain[0] != '+')
    group = 3;
  if (group == 0 || !g_str_is_ascii (plain))
    return g_steal_pointer (&plain);

  grouped = g_string_new (NULL);
  for (gsize i = 0; plain[i] != '\0'; i++) {
    if (i > 0 && i % group == 0)
      g_string_append_c (grouped, ' ');
    g_string_append_c (grouped, plain[i]);
  }

  return g_string_free (grouped, FALSE);
}

FinVerdict
fin_day_check (const char *text, FinDayRule rule, const GDate *today)
{
  g_autoptr (GDate) day = NULL;
  FinVerdict shape;

  g_return_val_if_fail (text != NULL, FIN_VERDICT_UNFINISHED);
  g_return_val_if_fail (rule == FIN_DAY_ANY || g_date_valid (today), FIN_VERDICT_GOOD);

  shape = fin_shape_match (text, "9999-99-99");
  if (shape != FIN_VERDICT_GOOD)
    return shape;
  if ((day = fin_day_parse (text)) == NULL)
    return FIN_VERDICT_NO_SUCH_DAY;
  if (rule == FIN_DAY_PAST && g_date_compare (day, today) > 0)
    return FIN_VERDICT_IN_FUTURE;
  if (rule == FIN_DAY_PAST && g_date_get_year (day) < 1900)
    return FIN_VERDICT_TOO_LONG_AGO;
  if (rule == FIN_DAY_FUTURE && g_date_compare (day, today) < 0)
    return FIN_VERDICT_IN_PAST;

  return FIN_VERDICT_GOOD;
}

const char *
fin_verdict_name (FinVerdict verdict)
{
  g_return_val_if_fail (verdict < G_N_ELEMENTS (verdicts), "good");

  return verdicts[verdict].name;
}

gboolean
fin_verdict_soft (FinVerdict verdict)
{
  g_return_val_if_fail (verdict < G_N_ELEMENTS (verdicts), FALSE);

  return verdicts[verdict].soft;
}
