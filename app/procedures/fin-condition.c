// Parsing and evaluating conditions.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-condition.h"

#include <string.h>

#include "fin-error.h"

#define MAX_CLAUSES 16

#define CLAUSE                                                                                     \
  "([a-z][a-z0-9_.]*(?:[(][a-z0-9_.@]+[)])?) +"                                                    \
  "(?:(=|!=|<=|<|>=|>|in|not_in) +([A-Za-z0-9_.-]+|@[a-z0-9_.+-]+|[[][A-Za-z0-9_.|-]+[]])"         \
  "|(is) +(empty|filled))( +and +| +or +|$)"

static const char *const operators[] = {
  [FIN_OPERATOR_IS] = "=",       [FIN_OPERATOR_IS_NOT] = "!=",     [FIN_OPERATOR_LESS] = "<",
  [FIN_OPERATOR_AT_MOST] = "<=", [FIN_OPERATOR_MORE] = ">",        [FIN_OPERATOR_AT_LEAST] = ">=",
  [FIN_OPERATOR_IN] = "in",      [FIN_OPERATOR_NOT_IN] = "not_in",
};

static void
clause_free (gpointer data)
{
  FinClause *clause = data;

  g_clear_pointer (&clause->term, fin_term_free);
  g_clear_pointer (&clause->other, fin_term_free);
  g_strfreev (clause->values);
  g_free (clause);
}

FinCondition *
fin_condition_new_constant (gboolean constant)
{
  FinCondition *self = g_new0 (FinCondition, 1);

  self->constant = constant;
  self->clauses = g_ptr_array_new_with_free_func (clause_free);

  return self;
}

void
fin_condition_free (FinCondition *self)
{
  g_ptr_array_unref (self->clauses);
  g_free (self);
}

static FinOperator
operator_from_text (const char *text)
{
  FinOperator op = 0;

  while (strcmp (operators[op], text) != 0)
    op++;

  return op;
}

/* One value, or the elements of [a|b]. */
static char **
values_from_text (char *text)
{
  if (text[0] == '[') {
    text[strlen (text) - 1] = '\0';
    text++;
  }

  return g_strsplit (text, "|", -1);
}

static gboolean
read_value (FinClause *clause, const char *op, char *value)
{
  gboolean list = value[0] == '[';

  clause->op = operator_from_text (op);
  if (value[0] == '@')
    clause->other = fin_term_parse_value (value, -1);
  else
    clause->values = values_from_text (value);

  return (clause->other != NULL || clause->values != NULL) &&
         list == (clause->op == FIN_OPERATOR_IN || clause->op == FIN_OPERATOR_NOT_IN);
}

static FinClause *
clause_from_match (GMatchInfo *match)
{
  g_autofree char *name = g_match_info_fetch (match, 1);
  g_autofree char *op = g_match_info_fetch (match, 2);
  g_autofree char *value = g_match_info_fetch (match, 3);
  g_autofree char *there = g_match_info_fetch (match, 5);
  FinClause *clause = g_new0 (FinClause, 1);

  clause->term = fin_term_parse (name, -1);
  if (there[0] != '\0')
    clause->op = there[0] == 'e' ? FIN_OPERATOR_EMPTY : FIN_OPERATOR_FILLED;
  if (clause->term == NULL || (there[0] == '\0' && !read_value (clause, op, value)))
    g_clear_pointer (&clause, clause_free);

  return clause;
}

FinCondition *
fin_condition_parse (const char *text, GError **error)
{
  g_autoptr (GRegex) regex = NULL;
  g_autoptr (FinCondition) self = NULL;
  gboolean alternative = FALSE, more = TRUE;
  int at = strlen ("if ");

  g_return_val_if_fail (text != NULL, NULL);

  self = fin_condition_new_constant (TRUE);
  if (strcmp (text, "always") == 0)
    return g_steal_pointer (&self);

  regex = g_regex_new (CLAUSE, G_REGEX_DOLLAR_ENDONLY, 0, NULL);
  while (more) {
    g_autoptr (GMatchInfo) match = NULL;
    g_autofree char *joint = NULL;
    FinClause *clause = NULL;

    if (g_str_has_prefix (text, "if ") && self->clauses->len < MAX_CLAUSES &&
        g_regex_match_full (regex, text, -1, at, G_REGEX_MATCH_ANCHORED, &match, NULL))
      clause = clause_from_match (match);
    if (clause == NULL) {
      g_set_error (error, FIN_ERROR, FIN_ERROR_BAD_REQUEST, "no condition after «%.*s» in «%s»", at,
                   text, text);
      return NULL;
    }

    clause->alternative = alternative;
    g_ptr_array_add (self->clauses, clause);
    joint = g_match_info_fetch (match, 6);
    alternative = strstr (joint, "or") != NULL;
    more = joint[0] != '\0';
    g_match_info_fetch_pos (match, 0, NULL, &at);
  }

  return g_steal_pointer (&self);
}

double
fin_condition_number (const char *text)
{
  char plain[FIN_TERM_LENGTH];

  g_strlcpy (plain, text, sizeof plain);

  return g_ascii_strtod (g_strdelimit (plain, ",", '.'), NULL);
}

static int
compare (const FinClause *clause, const char *value, const char *other)
{
  double difference;

  if (!clause->numeric)
    return strcmp (value, other);

  difference = fin_condition_number (value) - fin_condition_number (other);

  return (difference > 0) - (difference < 0);
}

static gboolean
among (const FinClause *clause, const char *value)
{
  g_auto (GStrv) chosen = NULL;

  if (!clause->several)
    return g_strv_contains ((const char *const *)clause->values, value);

  chosen = g_strsplit (value, ",", -1);
  for (char **one = chosen; *one != NULL; one++)
    if (g_strv_contains ((const char *const *)clause->values, *one))
      return TRUE;

  return FALSE;
}

static gboolean
is_answered (const char *value)
{
  return value != NULL && value[0] != '\0';
}

static gboolean
clause_holds (const FinClause *clause, FinTermFunc term_value, gpointer data)
{
  char buffer[FIN_TERM_LENGTH], other_buffer[FIN_TERM_LENGTH];
  const char *value = term_value (clause->term, buffer, data);
  const char *other;

  if (clause->op == FIN_OPERATOR_EMPTY)
    return !is_answered (value);
  if (!is_answered (value))
    return FALSE;
  if (clause->op == FIN_OPERATOR_FILLED)
    return TRUE;

  other =
      clause->other != NULL ? term_value (clause->other, other_buffer, data) : clause->values[0];
  if (!is_answered (other))
    return FALSE;

  switch (clause->op) {
  case FIN_OPERATOR_IS:
    return clause->numeric || clause->other != NULL ? compare (clause, value, other) == 0
                                                    : among (clause, value);
  case FIN_OPERATOR_IS_NOT:
    return clause->numeric || clause->other != NULL ? compare (clause, value, other) != 0
                                                    : !among (clause, value);
  case FIN_OPERATOR_LESS:
    return compare (clause, value, other) < 0;
  case FIN_OPERATOR_AT_MOST:
    return compare (clause, value, other) <= 0;
  case FIN_OPERATOR_MORE:
    return compare (clause, value, other) > 0;
  case FIN_OPERATOR_AT_LEAST:
    return compare (clause, value, other) >= 0;
  case FIN_OPERATOR_IN:
    return among (clause, value);
  case FIN_OPERATOR_NOT_IN:
    return !among (clause, value);
  default:
    g_assert_not_reached ();
  }
}

gboolean
fin_condition_holds (const FinCondition *self, FinTermFunc value, gpointer data)
{
  gboolean holds = self->constant;

  g_return_val_if_fail (value != NULL, FALSE);

  for (guint i = 0; i < self->clauses->len; i++) {
    const FinClause *clause = g_ptr_array_index (self->clauses, i);

    if (clause->alternative && holds)
      return TRUE;
    holds = (clause->alternative || holds) && clause_holds (clause, value, data);
  }

  return holds;
}
