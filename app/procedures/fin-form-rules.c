// The rules of the procedure evaluated over a form: what shows, what is required, what is wrong,
// what is missing. SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-form-private.h"

#include "fin-time.h"

static FinField *
field_at (FinForm *self, guint index)
{
  return g_ptr_array_index (self->procedure->fields, index);
}

/* What a condition sees: what is hidden counts as not answered. */
static const char *
subject_value (int subject, gpointer data)
{
  FinForm *self = data;
  guint field = (guint)(subject == FIN_SUBJECT_AGE ? self->procedure->birth : subject);

  if (!fin_form_field_visible (self, field))
    return NULL;

  return subject == FIN_SUBJECT_AGE ? self->age : self->values[field].text;
}

gboolean
fin_form_step_applies (FinForm *self, guint step)
{
  FinStep *it = g_ptr_array_index (self->procedure->steps, step);

  return fin_condition_holds (it->applies, subject_value, self);
}

gboolean
fin_form_field_visible (FinForm *self, guint field)
{
  FinField *it = field_at (self, field);

  if (self->showing[field] == FIN_SHOWING_UNKNOWN)
    self->showing[field] = fin_form_step_applies (self, it->step) &&
                                   fin_condition_holds (it->applies, subject_value, self)
                               ? FIN_SHOWING_VISIBLE
                               : FIN_SHOWING_HIDDEN;

  return self->showing[field] == FIN_SHOWING_VISIBLE;
}

gboolean
fin_form_field_required (FinForm *self, guint field)
{
  return fin_form_field_visible (self, field) &&
         fin_condition_holds (field_at (self, field)->required, subject_value, self);
}

const char *
fin_form_field_value (FinForm *self, guint field)
{
  return self->values[field].text != NULL ? self->values[field].text : "";
}

gboolean
fin_form_document_applies (FinForm *self, guint document)
{
  FinDocument *it = g_ptr_array_index (self->procedure->documents, document);

  return fin_condition_holds (it->applies, subject_value, self);
}

gboolean
fin_form_document_required (FinForm *self, guint document)
{
  FinDocument *it = g_ptr_array_index (self->procedure->documents, document);

  return fin_form_document_applies (self, document) &&
         fin_condition_holds (it->required, subject_value, self);
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

    if (check->field != field || !fin_condition_holds (check->wrong, subject_value, self))
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
  int birth = self->procedure->birth;
  g_autoptr (GDate) day =
      birth >= 0 ? fin_day_parse (fin_form_field_value (self, (guint)birth)) : NULL;

  for (guint i = 0; i < self->n_fields; i++)
    self->showing[i] = FIN_SHOWING_UNKNOWN;

  /* A birth still to come is a mistake of typing, told as such: it gives no age. */
  self->age[0] = '\0';
  if (day != NULL && g_date_compare (day, &self->today) <= 0)
    g_snprintf (self->age, sizeof self->age, "%d", fin_day_age (day, &self->today));
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

  return field_at (self, field)->kind == FIN_FIELD_DECLARATION ? !g_str_equal (value, "true")
                                                               : value[0] == '\0';
}

char **
fin_form_missing (FinForm *self)
{
  g_autoptr (GStrvBuilder) missing = g_strv_builder_new ();

  g_return_val_if_fail (FIN_IS_FORM (self), NULL);

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
