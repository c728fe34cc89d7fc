// The names in a procedure's conditions bound to its fields, and circles refused.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-procedure-private.h"

#include <string.h>

#include "fin-read.h"
#include "fin-time.h"

#define NO_STEP (-1)

static FinField *
field_at (FinProcedure *self, int index)
{
  return g_ptr_array_index (self->fields, index);
}

/* A bare name is a field of the same step, or else the only one of that name. */
static gboolean
find_by_name (FinProcedure *self, int step, const char *name, int *subject, GError **error)
{
  guint n_found = 0;

  for (guint i = 0; i < self->fields->len; i++) {
    FinField *field = field_at (self, (int)i);

    if (!g_str_equal (field->name, name))
      continue;
    *subject = (int)i;
    if ((int)field->step == step)
      return TRUE;
    n_found++;
  }

  if (n_found == 0)
    return fin_read_fail (error, "there is no field «%s»", name);

  return n_found == 1 || fin_read_fail (error, "«%s» is the name of several fields", name);
}

static gboolean
bind_subject (FinProcedure *self, int step, FinClause *clause, GError **error)
{
  if (g_str_equal (clause->name, "age")) {
    clause->subject = FIN_SUBJECT_AGE;
    return self->birth >= 0 || fin_read_fail (error, "no field gives the age");
  }
  if (strchr (clause->name, '.') == NULL)
    return find_by_name (self, step, clause->name, &clause->subject, error);

  clause->subject = fin_procedure_find (self, clause->name);

  return clause->subject >= 0 || fin_read_fail (error, "there is no field «%s»", clause->name);
}

static gboolean
is_number (const char *text)
{
  char *end;

  g_ascii_strtod (text, &end);

  return end != text && *end == '\0';
}

static gboolean
can_be (const FinField *field, const char *value)
{
  g_autoptr (GDate) day = NULL;

  if (field == NULL)
    return is_number (value);

  switch (field->kind) {
  case FIN_FIELD_CHOICE:
  case FIN_FIELD_MULTICHOICE:
    return fin_field_has_option (field, value);
  case FIN_FIELD_BOOLEAN:
  case FIN_FIELD_DECLARATION:
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
bind_clause (FinProcedure *self, int step, FinClause *clause, GError **error)
{
  const FinField *field;
  gboolean ordered;

  if (!bind_subject (self, step, clause, error))
    return FALSE;

  field = clause->subject == FIN_SUBJECT_AGE ? NULL : field_at (self, clause->subject);
  clause->numeric =
      field == NULL || field->kind == FIN_FIELD_NUMBER || field->kind == FIN_FIELD_AMOUNT;
  clause->several = field != NULL && field->kind == FIN_FIELD_MULTICHOICE;
  ordered = clause->op >= FIN_OPERATOR_LESS && clause->op <= FIN_OPERATOR_AT_LEAST;
  if (ordered && !clause->numeric && field->kind != FIN_FIELD_DATE)
    return fin_read_fail (error, "«%s» has no more and less", clause->name);

  for (char **value = clause->values; *value != NULL; value++)
    if (!can_be (field, *value))
      return fin_read_fail (error, "«%s» can never be «%s»", clause->name, *value);

  return TRUE;
}

static gboolean
bind_condition (FinProcedure *self,
                int step,
                FinCondition *condition,
                const char *id,
                const char *member,
                GError **error)
{
  for (guint i = 0; i < condition->clauses->len; i++)
    if (!bind_clause (self, step, g_ptr_array_index (condition->clauses, i), error)) {
      g_prefix_error (error, "%s: %s: ", id, member);
      return FALSE;
    }

  return TRUE;
}

typedef enum {
  UNSEEN,
  UNDER_WAY,
  DONE,
} Visit;

static gboolean visit (FinProcedure *self, guint index, Visit *visits, GError **error);

static gboolean
visit_condition (FinProcedure *self, const FinCondition *condition, Visit *visits, GError **error)
{
  for (guint i = 0; i < condition->clauses->len; i++) {
    int subject = ((FinClause *)g_ptr_array_index (condition->clauses, i))->subject;

    if (!visit (self, (guint)(subject == FIN_SUBJECT_AGE ? self->birth : subject), visits, error))
      return FALSE;
  }

  return TRUE;
}

/* Whether a field shows may depend on others that show, but never, however far round, on itself. */
static gboolean
visit (FinProcedure *self, guint index, Visit *visits, GError **error)
{
  const FinField *field = field_at (self, (int)index);
  const FinStep *step = g_ptr_array_index (self->steps, field->step);

  if (visits[index] == DONE)
    return TRUE;
  if (visits[index] == UNDER_WAY)
    return fin_read_fail (error, "%s: whether it applies depends on itself", field->id);

  visits[index] = UNDER_WAY;
  if (!visit_condition (self, step->applies, visits, error) ||
      !visit_condition (self, field->applies, visits, error))
    return FALSE;
  visits[index] = DONE;

  return TRUE;
}

static gboolean
refuse_circles (FinProcedure *self, GError **error)
{
  g_autofree Visit *visits = g_new0 (Visit, self->fields->len);

  for (guint i = 0; i < self->fields->len; i++)
    if (!visit (self, i, visits, error))
      return FALSE;

  return TRUE;
}

gboolean
fin_procedure_bind (FinProcedure *self, GError **error)
{
  for (guint i = 0; i < self->steps->len; i++) {
    FinStep *step = g_ptr_array_index (self->steps, i);

    if (!bind_condition (self, NO_STEP, step->applies, step->id, "applies", error))
      return FALSE;
  }
  for (guint i = 0; i < self->fields->len; i++) {
    FinField *field = field_at (self, (int)i);

    if (!bind_condition (self, (int)field->step, field->applies, field->id, "applies", error) ||
        !bind_condition (self, (int)field->step, field->required, field->id, "required", error))
      return FALSE;
  }
  for (guint i = 0; i < self->checks->len; i++) {
    FinCheck *check = g_ptr_array_index (self->checks, i);
    FinField *field = field_at (self, (int)check->field);

    if (!bind_condition (self, (int)field->step, check->wrong, field->id, "checks", error))
      return FALSE;
  }
  for (guint i = 0; i < self->documents->len; i++) {
    FinDocument *document = g_ptr_array_index (self->documents, i);

    if (!bind_condition (self, NO_STEP, document->applies, document->id, "applies", error) ||
        !bind_condition (self, NO_STEP, document->required, document->id, "required", error))
      return FALSE;
  }

  return refuse_circles (self, error);
}
