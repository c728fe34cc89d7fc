// The table of rules and how each judges.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-rule.h"

#include "fin-identifier.h"

static const FinRule rules[] = {
  { FIN_FIELD_NIF, "nif", "nif", FIN_JUDGE_IDENTIFIER, FIN_IDENTIFIER_NIF },
  { FIN_FIELD_NIF, "nif-or-nie", "nif", FIN_JUDGE_IDENTIFIER, FIN_IDENTIFIER_NIF_OR_NIE },
  { FIN_FIELD_NIF, "nif-entity", "nif-entity", FIN_JUDGE_IDENTIFIER, FIN_IDENTIFIER_NIF_ENTITY },
  { FIN_FIELD_NIE, "nie", "nie", FIN_JUDGE_IDENTIFIER, FIN_IDENTIFIER_NIE },
  { FIN_FIELD_CIP, "cip", "cip", FIN_JUDGE_IDENTIFIER, FIN_IDENTIFIER_CIP },
  { FIN_FIELD_IBAN, "iban", "iban", FIN_JUDGE_IDENTIFIER, FIN_IDENTIFIER_IBAN },
  { FIN_FIELD_POSTCODE, "postcode", "postcode", FIN_JUDGE_IDENTIFIER, FIN_IDENTIFIER_POSTCODE },
  { FIN_FIELD_PHONE, "phone", "phone", FIN_JUDGE_IDENTIFIER, FIN_IDENTIFIER_PHONE },
  { FIN_FIELD_PHONE, "mobile", "phone", FIN_JUDGE_IDENTIFIER, FIN_IDENTIFIER_MOBILE },
  { FIN_FIELD_EMAIL, "email", "email", FIN_JUDGE_IDENTIFIER, FIN_IDENTIFIER_EMAIL },
  { FIN_FIELD_TEXT, "cups", "cups", FIN_JUDGE_IDENTIFIER, FIN_IDENTIFIER_CUPS },
  { FIN_FIELD_TEXT, "nie-support", "nie-support", FIN_JUDGE_IDENTIFIER,
    FIN_IDENTIFIER_NIE_SUPPORT },
  { FIN_FIELD_DATE, "date", "date", FIN_JUDGE_DAY, FIN_DAY_ANY },
  { FIN_FIELD_DATE, "past", "date", FIN_JUDGE_DAY, FIN_DAY_PAST },
  { FIN_FIELD_DATE, "future", "date", FIN_JUDGE_DAY, FIN_DAY_FUTURE },
  { FIN_FIELD_NUMBER, "number", "number", FIN_JUDGE_NUMBER },
  { FIN_FIELD_AMOUNT, "amount", "amount", FIN_JUDGE_AMOUNT },
};

const FinRule *
fin_rule_lookup (FinFieldKind kind, const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    if (rules[i].kind == kind &&
        (name == NULL ? kind != FIN_FIELD_TEXT : g_str_equal (rules[i].name, name)))
      return &rules[i];

  return NULL;
}

static const char *
judge_number (const FinField *field, const char *value)
{
  gint64 number;

  if (!g_ascii_string_to_signed (value, 10, G_MININT64, G_MAXINT64, &number, NULL))
    return "character";

  return number < field->min ? "too-small" : number > field->max ? "too-large" : NULL;
}

static const char *
judge_amount (const char *value)
{
  return g_regex_match_simple ("^[0-9]{1,9}([.,][0-9]{1,2})?$", value, G_REGEX_DOLLAR_ENDONLY, 0)
             ? NULL
             : "character";
}

const char *
fin_rule_verdict (const FinRule *self,
                  const FinField *field,
                  const char *value,
                  const GDate *today,
                  gboolean *soft)
{
  FinVerdict verdict;

  *soft = FALSE;
  if (self->judge == FIN_JUDGE_NUMBER)
    return judge_number (field, value);
  if (self->judge == FIN_JUDGE_AMOUNT)
    return judge_amount (value);

  verdict = self->judge == FIN_JUDGE_DAY ? fin_day_check (value, self->which, today)
                                         : fin_identifier_check (self->which, value);

  /* A field may take what is expired or ahead, but never what is no date, no number; a code we know
   * no certain rule of, any. */
  *soft = fin_verdict_soft (verdict) ||
          (field->soft && (verdict == FIN_VERDICT_IN_PAST || verdict == FIN_VERDICT_IN_FUTURE ||
                           field->kind == FIN_FIELD_TEXT));

  return verdict == FIN_VERDICT_GOOD ? NULL : fin_verdict_name (verdict);
}
