// The rules of the procedure evaluated over a form: what shows, what is required, what is wrong,
// what is missing.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-form-private.h"

#include "fin-time.h"

static FinField *
field_at (FinForm *self, guint index)
{
  return g_ptr_array_index (self->procedure->fields, index);
}

/* The day in a date field; FALSE when it is none, or hidden. */
static gboolean
read_day (FinForm *self, int field, GDate *day)
{
  g_autoptr (GDate) read = NULL;

  if (field == FIN_TERM_ON_TODAY) {
    *day = self->today;
    return TRUE;
  }
  if (!fin_form_field_visible (self, (guint)field))
    return FALSE;

  read = fin_day_parse (fin_form_field_value (self, (guint)field));
  if (read != NULL)
    *day = *read;

  return read != NULL;
}

static const char *
day_value (const FinTerm *term, GDate *day, char *buffer)
{
  fin_term_shift (term, day);
  g_date_strftime (buffer, FIN_TERM_LENGTH, "%Y-%m-%d", day);

  return buffer;
}

/* What a condition sees: NULL for what is hidden, "" for what is not answered. */
static const char *
term_value (const FinTerm *term, char *buffer, gpointer data)
{
  FinForm *self = data;
  GDate day, on;

  switch (term->kind) {
  case FIN_TERM_TODAY:
    day = self->today;
    return day_value (term, &day, buffer);
  case FIN_TERM_AGE:
    /* A birth still to come is a mistake of typing, told as such: it gives no age. */
    if (!read_day (self, term->field, &day) ||
        !read_day (self, term->on_name != NULL ? term->on : FIN_TERM_ON_TODAY, &on) ||
        g_date_compare (&day, &on) > 0)
      return NULL;
    g_snprintf (buffer, FIN_TERM_LENGTH, "%d", fin_day_age (&day, &on));
    return buffer;
  case FIN_TERM_SEASON:
    if (!read_day (self, term->field, &day))
      return NULL;
    g_snprintf (buffer, FIN_TERM_LENGTH, "%02u-%02u", (guint)g_date_get_month (&day),
                (guint)g_date_get_day (&day));
    return buffer;
  default:
    if (!fin_form_field_visible (self, (guint)term->field))
      return NULL;
    if (field_at (self, (guint)term->field)->kind == FIN_FIELD_DATE)
      return read_day (self, term->field, &day) ? day_value (term, &day, buffer) : "";
    return fin_form_field_value (self, (guint)term->field);
  }
}

/* Of a group, as many show as its count says. */
static gboolean
instance_counts (FinForm *self, const FinField *field)
{
  gint64 count;

  return field->group == NULL ||
         (fin_form_field_visible (self, field->group->count) &&
          g_ascii_string_to_signed (fin_form_field_value (self, field->group->count), 10, 0,
                                    G_MAXINT64, &count, NULL) &&
          count >= field->instance);
}

gboolean
fin_form_step_applies (FinForm *self, guint step)
{
  FinStep *it = g_ptr_array_index (self->procedure->steps, step);

  return fin_condition_holds (it->applies, term_value, self);
}

gboolean
fin_form_field_visible (FinForm *self, guint field)
{
  FinField *it = field_at (self, field);

  if (self->showing[field] == FIN_SHOWING_UNKNOWN)
    self->showing[field] = fin_form_step_applies (self, it->step) && instance_counts (self, it) &&
                                   fin_condition_holds (it->applies, term_value, self)
                               ? FIN_SHOWING_VISIBLE
                               : FIN_SHOWING_HIDDEN;

  return self->showing[field] == FIN_SHOWING_VISIBLE;
}

gboolean
fin_form_field_required (FinForm *self, guint field)
{
  return fin_form_field_visible (self, field) &&
         fin_condition_holds (field_at (self, field)->required, term_value, self);
}

const char *
fin_form_field_value (FinForm *self, guint field)
{
  const FinField *it = field_at (self, field);

  if (it->compute != NULL && !self->worked_out[field]) {
    char buffer[FIN_TERM_LENGTH];
    const char *result = fin_compute_result (it->compute, it->kind == FIN_FIELD_AMOUNT ? 2 : 0,
                                             term_value, buffer, self);

    g_free (self->values[field].text);
    self->values[field].text = g_strdup (result);
    self->worked_out[field] = TRUE;
  }

  return self->values[field].text != NULL ? self->values[field].text : "";
}

gboolean
fin_form_stopped_by (FinForm *self, guint stop)
{
  FinStop *it = g_ptr_array_index (self->procedure->stops, stop);

  return fin_condition_holds (it->holds, term_value, self);
}

gboolean
fin_form_fee_applies (FinForm *self, guint fee)
{
  FinFee *it = g_ptr_array_index (self->procedure->fees, fee);

  return fin_condition_holds (it->applies, term_value, self);
}

const FinFeeCase *
fin_form_fee_case (FinForm *self, guint fee)
{
  FinFee *it = g_ptr_array_index (self->procedure->fees, fee);

  for (guint i = 0; i < it->cases->len; i++) {
    const FinFeeCase *one = g_ptr_array_index (it->cases, i);

    if (fin_condition_holds (one->when, term_value, self))
      return one;
  }

  return NULL;
}

gboolean
fin_form_document_applies (FinForm *self, guint document)
{
  FinDocument *it = g_ptr_array_index (self->procedure->documents, document);

  return fin_condition_holds (it->applies, term_value, self);
}

char **
fin_form_unneeded_identities (FinForm *self)
{
  g_autoptr (GStrvBuilder) kinds = g_strv_builder_new ();

  g_return_val_if_fail (FIN_IS_FORM (self), NULL);

  for (guint i = 0; i < self->procedure->documents->len; i++) {
    const FinDocument *document = g_ptr_array_index (self->procedure->documents, i);

    if (document->identity && !fin_form_document_applies (self, i))
      g_strv_builder_add (kinds, document->id);
  }

  return g_strv_builder_end (kinds);
}

gboolean
fin_form_document_required (FinForm *self, guint document)
{
  FinDocument *it = g_ptr_array_index (self->procedure->documents, document);

  return fin_form_document_applies (self, document) &&
         fin_condition_holds (it->required, term_value, self);
}

gboolean
fin_form_find_wrong (FinForm *self, guint field, FinFinding *finding)
{
  const char *value = fin_form_field_value (self, field);

  *finding = (FinFinding){ NULL };
  if (value[0] == '\0' || !fin_form_field_visible (self, field))
    return FALSE;

  finding->verdict =
      fin_field_verdict (field_at (self, field), value, &self->today, &finding->soft);
  if (finding->verdict != NULL && !finding->soft)
    return TRUE;

  for (guint i = 0; i < self->procedure->checks->len; i++) {
    FinCheck *check = g_ptr_array_index (self->procedure->checks, i);

    if (check->field != field || !fin_condition_holds (check->wrong, term_value, self))
      continue;
    if (!check->soft) {
      *finding = (FinFinding){ .check = check };
      return TRUE;
    }
    if (finding->verdict == NULL && finding->check == NULL)
      *finding = (FinFinding){ .check = check, .soft = TRUE };
  }

  return finding->verdict != NULL || finding->check != NULL;
}

void
fin_form_refresh (FinForm *self)
{
  for (guint i = 0; i < self->n_fields; i++) {
    self->showing[i] = FIN_SHOWING_UNKNOWN;
    self->worked_out[i] = FALSE;
  }
}

static gboolean
is_missing (FinForm *self, guint field)
{
  const char *value = fin_form_field_value (self, field);
  FinFinding finding;

  if (!fin_form_field_visible (self, field))
    return FALSE;
  if (fin_form_find_wrong (self, field, &finding) && !finding.soft)
    return TRUE;
  if (!fin_form_field_required (self, field))
    return FALSE;

  return field_at (self, field)->kind == FIN_FIELD_DECLARATION ||
                 field_at (self, field)->kind == FIN_FIELD_SECRET
             ? !g_str_equal (value, "true")
             : value[0] == '\0';
}

void
fin_form_progress (FinForm *self, guint *filled, guint *asked)
{
  g_return_if_fail (FIN_IS_FORM (self));
  g_return_if_fail (filled != NULL && asked != NULL);

  *filled = *asked = 0;
  for (guint i = 0; i < self->n_fields; i++)
    if (fin_form_field_visible (self, i) && fin_form_field_required (self, i)) {
      *asked += 1;
      *filled += !is_missing (self, i);
    }
}

char **
fin_form_missing (FinForm *self)
{
  g_autoptr (GStrvBuilder) missing = g_strv_builder_new ();

  g_return_val_if_fail (FIN_IS_FORM (self), NULL);

  for (guint i = 0; i < self->procedure->stops->len; i++)
    if (fin_form_stopped_by (self, i)) {
      FinStop *stop = g_ptr_array_index (self->procedure->stops, i);
      g_autofree char *name = g_strconcat ("stop:", stop->id, NULL);

      g_strv_builder_add (missing, name);
    }
  for (guint i = 0; i < self->n_fields; i++)
    if (is_missing (self, i))
      g_strv_builder_add (missing, field_at (self, i)->id);

  for (guint i = 0; i < self->procedure->documents->len; i++) {
    FinDocument *document = g_ptr_array_index (self->procedure->documents, i);
    gboolean there =
        self->kinds != NULL && g_strv_contains ((const char *const *)self->kinds, document->id);

    if (!there && fin_form_document_required (self, i)) {
      g_autofree char *name = g_strconcat ("document:", document->id, NULL);

      g_strv_builder_add (missing, name);
    }
  }

  return g_strv_builder_end (missing);
}

gboolean
fin_form_complete (FinForm *self)
{
  g_auto (GStrv) missing = NULL;

  g_return_val_if_fail (FIN_IS_FORM (self), FALSE);

  missing = fin_form_missing (self);

  return missing[0] == NULL;
}
