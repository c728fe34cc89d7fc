// Conditions read and evaluated, and nonsense refused.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <stdio.h>
#include <string.h>

#include "fin-condition.h"
#include "fin-error.h"

/* Here a name's first letter says which value: a, b, c. */
static const char *
look_up (const FinTerm *term, char *buffer, gpointer data)
{
  const char *const *values = data;

  return values[term->name[0] - 'a'];
}

static gboolean
holds (const char *text, const char *a, const char *b, const char *c)
{
  const char *values[] = { a, b, c };
  g_autoptr (GError) error = NULL;
  g_autoptr (FinCondition) condition = fin_condition_parse (text, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < condition->clauses->len; i++) {
    FinClause *clause = g_ptr_array_index (condition->clauses, i);

    clause->numeric = clause->op >= FIN_OPERATOR_LESS && clause->op <= FIN_OPERATOR_AT_LEAST &&
                      (clause->values == NULL || strchr (clause->values[0], '-') == NULL);
    clause->several = clause->term->name[0] == 'c';
  }

  return fin_condition_holds (condition, look_up, values);
}

static void
test_operators (void)
{
  g_assert_true (holds ("always", NULL, NULL, NULL));
  g_assert_true (holds ("if a = x", "x", NULL, NULL));
  g_assert_false (holds ("if a = x", "y", NULL, NULL));
  g_assert_true (holds ("if a != x", "y", NULL, NULL));
  g_assert_false (holds ("if a != x", "x", NULL, NULL));
  g_assert_true (holds ("if a in [x|y]", "y", NULL, NULL));
  g_assert_false (holds ("if a in [x|y]", "z", NULL, NULL));
  g_assert_true (holds ("if a not_in [x|y]", "z", NULL, NULL));
  g_assert_false (holds ("if a not_in [x|y]", "x", NULL, NULL));
}

static void
test_numbers (void)
{
  g_assert_true (holds ("if a < 18", "9", NULL, NULL));
  g_assert_true (holds ("if a < 18", "17", NULL, NULL));
  g_assert_false (holds ("if a < 18", "18", NULL, NULL));
  g_assert_true (holds ("if a <= 18", "18", NULL, NULL));
  g_assert_false (holds ("if a > 18", "18", NULL, NULL));
  g_assert_true (holds ("if a >= 18", "18", NULL, NULL));
  g_assert_true (holds ("if a > 18", "100", NULL, NULL));
  g_assert_true (holds ("if a < 2026-11-24", "2026-11-23", NULL, NULL));
  g_assert_false (holds ("if a < 2026-11-24", "2026-11-24", NULL, NULL));
}

static void
test_several (void)
{
  g_assert_true (holds ("if c = y", NULL, NULL, "x,y"));
  g_assert_false (holds ("if c = xy", NULL, NULL, "x,y"));
  g_assert_true (holds ("if c in [z|x]", NULL, NULL, "x,y"));
  g_assert_false (holds ("if c not_in [z|x]", NULL, NULL, "x,y"));
}

static void
test_not_answered (void)
{
  static const char *const conditions[] = { "if a = x",          "if a != x", "if a in [x|y]",
                                            "if a not_in [x|y]", "if a < 18", "if a > 18" };

  for (guint i = 0; i < G_N_ELEMENTS (conditions); i++) {
    g_assert_false (holds (conditions[i], NULL, NULL, NULL));
    g_assert_false (holds (conditions[i], "", NULL, NULL));
  }
}

static void
test_answered (void)
{
  g_assert_true (holds ("if a is empty", NULL, NULL, NULL));
  g_assert_true (holds ("if a is empty", "", NULL, NULL));
  g_assert_false (holds ("if a is empty", "x", NULL, NULL));
  g_assert_true (holds ("if a is filled", "x", NULL, NULL));
  g_assert_false (holds ("if a is filled", "", NULL, NULL));
}

static void
test_two_fields (void)
{
  g_assert_true (holds ("if a > @b", "10,5", "9", NULL));
  g_assert_false (holds ("if a > @b", "9", "9.00", NULL));
  g_assert_true (holds ("if a = @b", "x", "x", NULL));
  g_assert_true (holds ("if a != @b", "x", "y", NULL));
  g_assert_false (holds ("if a != @b", "x", "", NULL));
  g_assert_false (holds ("if a > @b", "", "1", NULL));
}

static void
test_days_shifted (void)
{
  static const struct {
    const char *value, *from, *to;
  } shifts[] = {
    { "@a+1d", "2026-12-31", "2027-01-01" },  { "@a-1d", "2024-03-01", "2024-02-29" },
    { "@a+1m", "2026-01-31", "2026-02-28" },  { "@a-24m", "2026-11-24", "2024-11-24" },
    { "@a+18y", "2008-02-29", "2026-02-28" }, { "@a-9999y", "2026-01-01", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (shifts); i++) {
    g_autoptr (FinTerm) term = fin_term_parse_value (shifts[i].value, -1);
    int year, month, date;
    GDate day;
    char text[16];

    g_assert_nonnull (term);
    g_assert_cmpint (sscanf (shifts[i].from, "%d-%d-%d", &year, &month, &date), ==, 3);
    g_date_clear (&day, 1);
    g_date_set_dmy (&day, (GDateDay)date, (GDateMonth)month, (GDateYear)year);
    fin_term_shift (term, &day);
    g_assert_true (g_date_valid (&day));
    g_date_strftime (text, sizeof text, "%Y-%m-%d", &day);
    if (shifts[i].to != NULL)
      g_assert_cmpstr (text, ==, shifts[i].to);
  }
}

/* `and` binds before `or`: every row of the table. */
static void
test_precedence (void)
{
  for (guint i = 0; i < 8; i++) {
    gboolean a = i & 1, b = i & 2, c = i & 4;
    const char *va = a ? "t" : "f", *vb = b ? "t" : "f", *vc = c ? "t" : "f";

    g_assert_cmpint (holds ("if a = t and b = t or c = t", va, vb, vc), ==, (a && b) || c);
    g_assert_cmpint (holds ("if a = t or b = t and c = t", va, vb, vc), ==, a || (b && c));
    g_assert_cmpint (holds ("if a = t and b = t and c = t", va, vb, vc), ==, a && b && c);
    g_assert_cmpint (holds ("if a = t or b = t or c = t", va, vb, vc), ==, a || b || c);
  }
}

static void
test_nonsense (void)
{
  static const char *const nonsense[] = {
    "",
    "if",
    "if ",
    "a = x",
    "never",
    "if a",
    "if a =",
    "if a = x and",
    "if a = x or",
    "if a = x y",
    "if a == x",
    "if a = [x|y]",
    "if a in x",
    "if a in []",
    "if a in [x",
    "if (a = x)",
    "if not a = x",
    "if A = x",
    "if a.b.c = x",
    "if a = x\nand b = y",
    "if a = x and or b = y",
    "always ",
    "if a = \"x\"",
    "if a is x",
    "if a is",
    "if a = @",
    "if a = @b+1",
    "if a = @b+12345d",
    "if age( = 1",
    "if age(a.b.c) = 1",
    "if season(a@b) = 01-01",
    "if birth(a) = 1",
    "if a in @b",
  };
  GString *endless = g_string_new ("if a = x");

  for (guint i = 0; i < G_N_ELEMENTS (nonsense); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (FinCondition) condition = fin_condition_parse (nonsense[i], &error);

    if (condition != NULL)
      g_error ("«%s» was understood", nonsense[i]);
    g_assert_error (error, FIN_ERROR, FIN_ERROR_BAD_REQUEST);
  }

  for (guint i = 0; i < 16; i++)
    g_string_append (endless, " and a = x");
  g_assert_null (fin_condition_parse (endless->str, NULL));
  g_string_free (endless, TRUE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/condition/operators", test_operators);
  g_test_add_func ("/condition/numbers", test_numbers);
  g_test_add_func ("/condition/several", test_several);
  g_test_add_func ("/condition/not-answered", test_not_answered);
  g_test_add_func ("/condition/answered", test_answered);
  g_test_add_func ("/condition/two-fields", test_two_fields);
  g_test_add_func ("/condition/days-shifted", test_days_shifted);
  g_test_add_func ("/condition/precedence", test_precedence);
  g_test_add_func ("/condition/nonsense", test_nonsense);

  return g_test_run ();
}
