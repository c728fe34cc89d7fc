// Whatever is typed as a number by which somebody is known: judged without harm, and a good one stays
// good however it is written out.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <stddef.h>
#include <stdint.h>

#include "fin-identifier.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* The first byte says which kind, the rest is what was typed. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = NULL;
  g_autofree char *normal = NULL;
  g_autofree char *written = NULL;
  g_autoptr (GDate) today = g_date_new_dmy (24, G_DATE_NOVEMBER, 2026);
  FinIdentifier kind;
  FinVerdict verdict;

  if (size == 0)
    return 0;

  kind = data[0] % (FIN_IDENTIFIER_NIE_SUPPORT + 1);
  text = g_strndup ((const char *)data + 1, size - 1);
  if (!g_utf8_validate (text, -1, NULL))
    return 0;

  verdict = fin_identifier_check (kind, text);
  normal = fin_identifier_normalise (kind, text);
  written = fin_identifier_format (kind, text);
  if (verdict == FIN_VERDICT_GOOD) {
    g_assert_cmpint (fin_identifier_check (kind, normal), ==, FIN_VERDICT_GOOD);
    g_assert_cmpint (fin_identifier_check (kind, written), ==, FIN_VERDICT_GOOD);
  }
  g_assert_nonnull (fin_verdict_name (verdict));

  for (FinDayRule rule = FIN_DAY_ANY; rule <= FIN_DAY_FUTURE; rule++)
    g_assert_nonnull (fin_verdict_name (fin_day_check (text, rule, today)));

  return 0;
}
