// The names in a procedure bound to its fields: in conditions, computed fields, groups. What can't
// be is refused. SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-procedure-private.h"

#include <string.h>

#include "fin-read.h"
#include "fin-time.h"

/* From where a name is looked up. */
typedef struct {
  int step;
  const FinGroup *group;
  guint instance;
} Scope;

static const Scope nowhere = { .step = -1 };

static FinField *
field_at (FinProcedure *self, int index)
{
  return g_ptr_array_index (self->fields, index);
}

static Scope
scope_of (const FinField *field)
{
  return (Scope){ (int)field->step, field->group, field->instance };
}

/* A bare name is a field of the same instance, else of the same step, else the only one of that
 * name. */
static gboolean
find_by_name (FinProcedure *self, Scope scope, const char *name, int *index, GError **error)
{
  guint n_found = 0;

  for (guint i = 0; scope.group != NULL && i < self->fields->len; i++) {
    const FinField *field = field_at (self, (int)i);

    if (field->group == scope.group && field->instance == scope.instance &&
        g_str_equal (field->name, name)) {
      *index = (int)i;
      return TRUE;
    }
  }
  for (guint i = 0; i < self->fields->len; i++) {
    const FinField *field = field_at (self, (int)i);

    if (field->group != NULL || !g_str_equal (field->name, name))
      continue;
    *index = (int)i;
    if ((int)field->step == scope.step)
      return TRUE;
    n_found++;
  }

  if (n_found == 0)
    return fin_read_fail (error, "there is no field «%s»", name);

  return n_found == 1 || fin_read_fail (error, "«%s» is the name of several fields", name);
}

static gboolean
find (FinProcedure *self, Scope scope, const char *name, int *index, GError **error)
{
  if (strchr (name, '.') == NULL)
    return find_by_name (self, scope, name, index, error);

  *index = fin_procedure_find (self, name);

  return *index >= 0 || fin_read_fail (error, "there is no field «%s»", name);
}

static gboolean
is_numeric (FinProcedure *self, const FinTerm *term)
{
  FinFieldKind kind;

  if (term->kind != FIN_TERM_FIELD)
    return term->kind == FIN_TERM_AGE;

  kind = field_at (self, term->field)->kind;

  return kind == FIN_FIELD_NUMBER || kind == FIN_FIELD_AMOUNT;
}

static gboolean
is_day (FinProcedure *self, const FinTerm *term)
{
  return term->kind == FIN_TERM_TODAY ||
         (term->kind == FIN_TERM_FIELD && field_at (self, term->field)->kind == FIN_FIELD_DATE);
}

static gboolean
must_be_day (FinProcedure *self, int index, GError **error)
{
  const FinField *field = field_at (self, index);

  return field->kind == FIN_FIELD_DATE || fin_read_fail (error, "«%s» is no date", field->id);
}

static gboolean
bind_term (FinProcedure *self, Scope scope, FinTerm *term, GError **error)
{
  if (term->kind == FIN_TERM_TODAY)
    return TRUE;
  if (term->name == NULL) {
    term->field = self->birth;
    return self->birth >= 0 || fin_read_fail (error, "no field gives the age");
  }
  if (!find (self, scope, term->name, &term->field, error) ||
      (term->kind != FIN_TERM_FIELD && !must_be_day (self, term->field, error)) ||
      ((term->days != 0 || term->months != 0) && !must_be_day (self, term->field, error)))
    return FALSE;

  return term->on_name == NULL || (find (self, scope, term->on_name, &term->on, error) &&
                                   must_be_day (self, term->on, error));
}

static gboolean
is_number (const char *text)
{
  char *end;

  g_ascii_strtod (text, &end);

  return end != text && *end == '\0';
}

static gboolean
field_can_be (const FinField *field, const char *value)
{
  g_autoptr (GDate) day = NULL;

  switch (field->kind) {
  case FIN_FIELD_CHOICE:
  case FIN_FIELD_MULTICHOICE:
    return fin_field_has_option (field, value);
  case FIN_FIELD_BOOLEAN:
  case FIN_FIELD_DECLARATION:
  case FIN_FIELD_SECRET:
    return g_str_equal (value, "true") || g_str_equal (value, "false");
  case FIN_FIELD_NUMBER:
  case FIN_FIELD_AMOUNT:
    return is_number (value);
  case FIN_FIELD_DATE:
    return (day = fin_day_parse (value)) != NULL;
  default:
    return TRUE;
  }
}

static gboolean
can_be (FinProcedure *self, const FinTerm *term, const char *value)
{
  g_autoptr (GDate) day = NULL;

  switch (term->kind) {
  case FIN_TERM_AGE:
    return is_number (value);
  case FIN_TERM_SEASON:
    return g_regex_match_simple ("^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$", value, 0, 0);
  case FIN_TERM_TODAY:
    return (day = fin_day_parse (value)) != NULL;
  default:
    return field_can_be (field_at (self, term->field), value);
  }
}

static const char *
term_name (const FinTerm *term)
{
  return term->name != NULL ? term->name : term->kind == FIN_TERM_AGE ? "age" : "today";
}

static gboolean
bind_other (FinProcedure *self, Scope scope, FinClause *clause, GError **error)
{
  if (!bind_term (self, scope, clause->other, error))
    return FALSE;

  return (clause->numeric == is_numeric (self, clause->other) &&
          is_day (self, clause->term) == is_day (self, clause->other)) ||
         fin_read_fail (error, "«%s» and «%s» can't be compared", term_name (clause->term),
                        term_name (clause->other));
}

static gboolean
bind_clause (FinProcedure *self, Scope scope, FinClause *clause, GError **error)
{
  gboolean ordered = clause->op >= FIN_OPERATOR_LESS && clause->op <= FIN_OPERATOR_AT_LEAST;

  if (!bind_term (self, scope, clause->term, error))
    return FALSE;

  clause->numeric = is_numeric (self, clause->term);
  clause->several = clause->term->kind == FIN_TERM_FIELD &&
                    field_at (self, clause->term->field)->kind == FIN_FIELD_MULTICHOICE;
  if (ordered && !clause->numeric && !is_day (self, clause->term) &&
      clause->term->kind != FIN_TERM_SEASON)
    return fin_read_fail (error, "«%s» has no more and less", term_name (clause->term));
  if (clause->other != NULL)
    return bind_other (self, scope, clause, error);

  for (char **value = clause->values; value != NULL && *value != NULL; value++)
    if (!can_be (self, clause->term, *value))
      return fin_read_fail (error, "«%s» can never be «%s»", term_name (clause->term), *value);

  return TRUE;
}

static gboolean
bind_condition (FinProcedure *self,
                Scope scope,
                FinCondition *condition,
                const char *id,
                const char *member,
                GError **error)
{
  for (guint i = 0; i < condition->clauses->len; i++)
    if (!bind_clause (self, scope, g_ptr_array_index (condition->clauses, i), error)) {
      g_prefix_error (error, "%s: %s: ", id, member);
      return FALSE;
    }

  return TRUE;
}

/* The name of a group's field means all its instances. */
static gboolean
bind_operand (FinProcedure *self, Scope scope, FinOperand *operand, GError **error)
{
  int index;

  if (operand->name == NULL)
    return TRUE;

  for (guint i = 0; i < self->fields->len && scope.group == NULL; i++) {
    const FinField *field = field_at (self, (int)i);

    if (field->group != NULL && g_str_equal (field->name, operand->name))
      g_array_append_val (operand->fields, i);
  }
  if (operand->fields->len == 0) {
    if (!find (self, scope, operand->name, &index, error))
      return FALSE;
    g_array_append_val (operand->fields, index);
  }

  for (guint i = 0; i < operand->fields->len; i++) {
    FinTerm term = { .field = (int)g_array_index (operand->fields, guint, i) };

    if (!is_numeric (self, &term))
      return fin_read_fail (error, "«%s» is no number", operand->name);
  }

  return TRUE;
}

static gboolean
bind_compute (FinProcedure *self, const FinField *field, GError **error)
{
  const FinCompute *compute = field->compute;
  gboolean number = field->kind == FIN_FIELD_NUMBER || field->kind == FIN_FIELD_AMOUNT;
  Scope scope = scope_of (field);

  for (guint i = 0; i < compute->cases->len; i++) {
    const FinCase *it = g_ptr_array_index (compute->cases, i);

    if (!bind_condition (self, scope, it->when, field->id, "compute", error))
      return FALSE;
    if (!field_can_be (field, it->value))
      return fin_read_fail (error, "%s: compute: can never be «%s»", field->id, it->value);
  }
  for (guint i = 0; i < compute->operands->len; i++)
    if (!bind_operand (self, scope, g_ptr_array_index (compute->operands, i), error))
      return FALSE;

  if (compute->day != NULL)
    return bind_term (self, scope, compute->day, error) &&
           ((is_day (self, compute->day) && field->kind == FIN_FIELD_DATE) ||
            fin_read_fail (error, "%s: compute: no day", field->id));

  return compute->kind == FIN_COMPUTE_CASES || number ||
         fin_read_fail (error, "%s: compute: a sum or product is a number", field->id);
}

static gboolean
bind_group (FinProcedure *self, FinGroup *group, GError **error)
{
  const FinField *count;
  int index;

  if (!find (self, (Scope){ .step = (int)group->step }, group->count_name, &index, error))
    return FALSE;

  group->count = (guint)index;
  count = field_at (self, index);
  if (count->kind != FIN_FIELD_NUMBER || count->group != NULL)
    return fin_read_fail (error, "repeat: «%s» is no number field of its own", count->id);

  return count->max <= (gint64)group->max ||
         fin_read_fail (error, "repeat: «%s» may be more than max", count->id);
}

typedef enum {
  UNSEEN,
  UNDER_WAY,
  DONE,
} Visit;

static gboolean visit (FinProcedure *self, int index, Visit *visits, GError **error);

static gboolean
visit_term (FinProcedure *self, const FinTerm *term, Visit *visits, GError **error)
{
  return term->kind == FIN_TERM_TODAY || (visit (self, term->field, visits, error) &&
                                          (term->on == FIN_TERM_ON_TODAY || term->on_name == NULL ||
                                           visit (self, term->on, visits, error)));
}

static gboolean
visit_condition (FinProcedure *self, const FinCondition *condition, Visit *visits, GError **error)
{
  for (guint i = 0; i < condition->clauses->len; i++) {
    const FinClause *clause = g_ptr_array_index (condition->clauses, i);

    if (!visit_term (self, clause->term, visits, error) ||
        (clause->other != NULL && !visit_term (self, clause->other, visits, error)))
      return FALSE;
  }

  return TRUE;
}

static gboolean
visit_compute (FinProcedure *self, const FinCompute *compute, Visit *visits, GError **error)
{
  for (guint i = 0; i < compute->cases->len; i++)
    if (!visit_condition (self, ((FinCase *)g_ptr_array_index (compute->cases, i))->when, visits,
                          error))
      return FALSE;
  for (guint i = 0; i < compute->operands->len; i++) {
    const FinOperand *operand = g_ptr_array_index (compute->operands, i);

    for (guint j = 0; j < operand->fields->len; j++)
      if (!visit (self, (int)g_array_index (operand->fields, guint, j), visits, error))
        return FALSE;
  }

  return compute->day == NULL || visit_term (self, compute->day, visits, error);
}

/* Whether a field shows, and what is worked out, may depend on others, but never, however far
 * round, on itself. */
static gboolean
visit (FinProcedure *self, int index, Visit *visits, GError **error)
{
  const FinField *field = field_at (self, index);
  const FinStep *step = g_ptr_array_index (self->steps, field->step);

  if (visits[index] == DONE)
    return TRUE;
  if (visits[index] == UNDER_WAY)
    return fin_read_fail (error, "%s: depends on itself", field->id);

  visits[index] = UNDER_WAY;
  if (!visit_condition (self, step->applies, visits, error) ||
      !visit_condition (self, field->applies, visits, error) ||
      (field->group != NULL && !visit (self, (int)field->group->count, visits, error)) ||
      (field->compute != NULL && !visit_compute (self, field->compute, visits, error)))
    return FALSE;
  visits[index] = DONE;

  return TRUE;
}

static gboolean
refuse_circles (FinProcedure *self, GError **error)
{
  g_autofree Visit *visits = g_new0 (Visit, self->fields->len);

  for (guint i = 0; i < self->fields->len; i++)
    if (!visit (self, (int)i, visits, error))
      return FALSE;

  return TRUE;
}

static gboolean
bind_fields (FinProcedure *self, GError **error)
{
  for (guint i = 0; i < self->groups->len; i++) {
    FinGroup *group = g_ptr_array_index (self->groups, i);
    const FinStep *step = g_ptr_array_index (self->steps, group->step);

    if (!bind_group (self, group, error)) {
      g_prefix_error (error, "%s: fields[%u]: ", step->id, group->place);
      return FALSE;
    }
  }

  for (guint i = 0; i < self->fields->len; i++) {
    FinField *field = field_at (self, (int)i);
    Scope scope = scope_of (field);

    if (!bind_condition (self, scope, field->applies, field->id, "applies", error) ||
        !bind_condition (self, scope, field->required, field->id, "required", error) ||
        (field->compute != NULL && !bind_compute (self, field, error)))
      return FALSE;
  }

  return TRUE;
}

static gboolean
bind_fees (FinProcedure *self, GError **error)
{
  for (guint i = 0; i < self->fees->len; i++) {
    FinFee *fee = g_ptr_array_index (self->fees, i);

    if (!bind_condition (self, nowhere, fee->applies, fee->id, "applies", error))
      return FALSE;
    for (guint j = 0; j < fee->cases->len; j++)
      if (!bind_condition (self, nowhere, ((FinFeeCase *)g_ptr_array_index (fee->cases, j))->when,
                           fee->id, "cases", error))
        return FALSE;
  }

  return TRUE;
}

static gboolean
bind_rest (FinProcedure *self, GError **error)
{
  for (guint i = 0; i < self->steps->len; i++) {
    FinStep *step = g_ptr_array_index (self->steps, i);

    if (!bind_condition (self, nowhere, step->applies, step->id, "applies", error))
      return FALSE;
  }
  for (guint i = 0; i < self->checks->len; i++) {
    FinCheck *check = g_ptr_array_index (self->checks, i);

    if (!bind_condition (self, scope_of (field_at (self, (int)check->field)), check->wrong,
                         check->id, "if", error))
      return FALSE;
  }
  for (guint i = 0; i < self->stops->len; i++) {
    FinStop *stop = g_ptr_array_index (self->stops, i);

    if (!bind_condition (self, (Scope){ .step = 0 }, stop->holds, stop->id, "if", error))
      return FALSE;
  }
  for (guint i = 0; i < self->documents->len; i++) {
    FinDocument *document = g_ptr_array_index (self->documents, i);

    if (!bind_condition (self, nowhere, document->applies, document->id, "applies", error) ||
        !bind_condition (self, nowhere, document->required, document->id, "required", error)) {
      g_prefix_error (error, "documents: ");
      return FALSE;
    }
    for (char **field = document->proves; field != NULL && *field != NULL; field++)
      if (fin_procedure_find (self, *field) < 0)
        return fin_read_fail (error, "documents: %s: proves: there is no field %s", document->id,
                              *field);
  }

  if (!bind_fees (self, error)) {
    g_prefix_error (error, "fees: ");
    return FALSE;
  }

  return TRUE;
}

gboolean
fin_procedure_bind (FinProcedure *self, GError **error)
{
  return bind_fields (self, error) && bind_rest (self, error) && refuse_circles (self, error);
}
