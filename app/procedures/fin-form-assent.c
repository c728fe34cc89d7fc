// What the citizen confirmed singly: whatever somebody else wrote is a proposal until then.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-form-private.h"

static const char *const names[] = {
  [FIN_ASSENT_WANTED] = "wanted", [FIN_ASSENT_OWN] = "own",
  [FIN_ASSENT_FIELD] = "field",   [FIN_ASSENT_STEP] = "step",
  [FIN_ASSENT_ALOUD] = "aloud",   [FIN_ASSENT_DECLARATION] = "declaration",
};

const char *
fin_assent_name (FinAssent assent)
{
  return (guint)assent < G_N_ELEMENTS (names) ? names[assent] : NULL;
}

FinAssent
fin_assent_from_name (const char *name)
{
  for (guint i = FIN_ASSENT_WANTED; i < G_N_ELEMENTS (names); i++)
    if (g_strcmp0 (names[i], name) == 0)
      return i;

  return FIN_ASSENT_NONE;
}

static FinAssent
assent_at (FinForm *self, guint index)
{
  const FinField *field = g_ptr_array_index (self->procedure->fields, index);
  const FinValue *value = &self->values[index];

  if (field->compute != NULL || field->who == FIN_WHO_INFORMER || value->text == NULL ||
      value->text[0] == '\0' || !fin_form_field_visible (self, index))
    return FIN_ASSENT_NONE;
  if (g_strcmp0 (value->by, FIN_BY_CITIZEN) == 0)
    return FIN_ASSENT_OWN;

  return value->assent != FIN_ASSENT_NONE ? value->assent : FIN_ASSENT_WANTED;
}

FinAssent
fin_form_assent (FinForm *self, const char *field)
{
  int index;

  g_return_val_if_fail (FIN_IS_FORM (self), FIN_ASSENT_NONE);
  g_return_val_if_fail (field != NULL, FIN_ASSENT_NONE);

  index = fin_procedure_find (self->procedure, field);

  return index < 0 ? FIN_ASSENT_NONE : assent_at (self, (guint)index);
}

const char *
fin_form_assented (FinForm *self, const char *field)
{
  int index;

  g_return_val_if_fail (FIN_IS_FORM (self), NULL);
  g_return_val_if_fail (field != NULL, NULL);

  index = fin_procedure_find (self->procedure, field);

  return index < 0 || assent_at (self, (guint)index) < FIN_ASSENT_FIELD
             ? NULL
             : self->values[index].assented;
}

gboolean
fin_form_set_assent (FinForm *self, const char *field, guint version, FinAssent how, const char *at)
{
  int index;

  g_return_val_if_fail (FIN_IS_FORM (self), FALSE);
  g_return_val_if_fail (field != NULL && at != NULL, FALSE);
  g_return_val_if_fail (how >= FIN_ASSENT_FIELD, FALSE);

  index = fin_procedure_find (self->procedure, field);
  if (index < 0 || self->values[index].version != version)
    return FALSE;

  self->values[index].assent = how;
  g_free (self->values[index].assented);
  self->values[index].assented = g_strdup (at);

  return TRUE;
}

char **
fin_form_wanted (FinForm *self, const char *step)
{
  g_autoptr (GStrvBuilder) wanted = g_strv_builder_new ();

  g_return_val_if_fail (FIN_IS_FORM (self), NULL);

  for (guint i = 0; i < self->n_fields; i++) {
    const FinField *field = g_ptr_array_index (self->procedure->fields, i);
    const FinStep *of = g_ptr_array_index (self->procedure->steps, field->step);

    if ((step == NULL || g_str_equal (of->id, step)) && assent_at (self, i) == FIN_ASSENT_WANTED)
      g_strv_builder_add (wanted, field->id);
  }

  return g_strv_builder_end (wanted);
}

gboolean
fin_form_has_step (FinForm *self, const char *step)
{
  g_return_val_if_fail (FIN_IS_FORM (self), FALSE);
  g_return_val_if_fail (step != NULL, FALSE);

  for (guint i = 0; i < self->procedure->steps->len; i++)
    if (g_str_equal (((const FinStep *)g_ptr_array_index (self->procedure->steps, i))->id, step))
      return TRUE;

  return FALSE;
}
