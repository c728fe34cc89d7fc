// The form's values, each with the version that set it.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-form-private.h"

#include "fin-error.h"

G_DEFINE_FINAL_TYPE (FinForm, fin_form, G_TYPE_OBJECT)

static FinField *
field_at (FinForm *self, guint index)
{
  return g_ptr_array_index (self->procedure->fields, index);
}

static void
fin_form_finalize (GObject *object)
{
  FinForm *self = FIN_FORM (object);

  for (guint i = 0; i < self->n_fields; i++) {
    g_free (self->values[i].text);
    g_free (self->values[i].by);
    g_free (self->values[i].assented);
  }
  g_free (self->values);
  g_free (self->showing);
  g_free (self->worked_out);
  g_strfreev (self->kinds);
  g_clear_object (&self->procedure);

  G_OBJECT_CLASS (fin_form_parent_class)->finalize (object);
}

static void
fin_form_class_init (FinFormClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fin_form_finalize;
}

static void
fin_form_init (FinForm *self)
{
}

FinForm *
fin_form_new (FinProcedure *procedure, GDate *today)
{
  FinForm *self;

  g_return_val_if_fail (FIN_IS_PROCEDURE (procedure), NULL);
  g_return_val_if_fail (today != NULL && g_date_valid (today), NULL);

  self = g_object_new (FIN_TYPE_FORM, NULL);
  self->procedure = g_object_ref (procedure);
  self->today = *today;
  self->n_fields = procedure->fields->len;
  self->values = g_new0 (FinValue, self->n_fields);
  self->showing = g_new0 (FinShowing, self->n_fields);
  self->worked_out = g_new0 (gboolean, self->n_fields);

  return self;
}

FinProcedure *
fin_form_procedure (FinForm *self)
{
  g_return_val_if_fail (FIN_IS_FORM (self), NULL);

  return self->procedure;
}

static void
put (FinForm *self, guint field, const char *text, guint version, const char *by)
{
  FinValue *value = &self->values[field];

  g_free (value->text);
  g_free (value->by);
  g_free (value->assented);
  *value = (FinValue){ g_strdup (text), version, g_strdup (by), FIN_ASSENT_NONE, NULL };
  self->version = MAX (self->version, version);
  fin_form_refresh (self);
}

guint
fin_form_set (
    FinForm *self, const char *field, const char *value, FinWho who, const char *by, GError **error)
{
  FinField *it;
  int index;

  g_return_val_if_fail (FIN_IS_FORM (self), 0);
  g_return_val_if_fail (field != NULL && value != NULL, 0);

  index = fin_procedure_find (self->procedure, field);
  if (index < 0) {
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_NOT_FOUND, "the form has no such field");
    return 0;
  }
  it = field_at (self, (guint)index);
  if (it->who != FIN_WHO_ANYONE && who != FIN_WHO_ANYONE && it->who != who) {
    g_set_error (error, FIN_ERROR, FIN_ERROR_NOT_YOURS, "%s is the other side's to write", it->id);
    return 0;
  }
  if (it->compute != NULL) {
    g_set_error (error, FIN_ERROR, FIN_ERROR_NOT_YOURS, "%s is worked out", it->id);
    return 0;
  }
  if (!fin_field_accepts (it, value)) {
    g_set_error (error, FIN_ERROR, FIN_ERROR_BAD_REQUEST, "not a value of %s", it->id);
    return 0;
  }

  put (self, (guint)index, value, self->version + 1, by);

  return self->version;
}

gboolean
fin_form_restore (
    FinForm *self, const char *field, const char *value, guint version, const char *by)
{
  int index;

  g_return_val_if_fail (FIN_IS_FORM (self), FALSE);
  g_return_val_if_fail (field != NULL && value != NULL, FALSE);

  index = fin_procedure_find (self->procedure, field);

  /* The version counts even when the field is gone: the next change must be later than this. */
  self->version = MAX (self->version, version);
  if (index < 0 || field_at (self, (guint)index)->compute != NULL ||
      !fin_field_accepts (field_at (self, (guint)index), value))
    return FALSE;

  put (self, (guint)index, value, version, by);

  return TRUE;
}

const char *
fin_form_value (FinForm *self, const char *field)
{
  int index;

  g_return_val_if_fail (FIN_IS_FORM (self), NULL);
  g_return_val_if_fail (field != NULL, NULL);

  index = fin_procedure_find (self->procedure, field);

  return index < 0 ? NULL : fin_form_field_value (self, (guint)index);
}

gboolean
fin_form_is_secret (FinForm *self, const char *field)
{
  int index;

  g_return_val_if_fail (FIN_IS_FORM (self), FALSE);
  g_return_val_if_fail (field != NULL, FALSE);

  index = fin_procedure_find (self->procedure, field);

  return index >= 0 && field_at (self, (guint)index)->kind == FIN_FIELD_SECRET;
}

guint
fin_form_field_version (FinForm *self, const char *field)
{
  int index;

  g_return_val_if_fail (FIN_IS_FORM (self), 0);
  g_return_val_if_fail (field != NULL, 0);

  index = fin_procedure_find (self->procedure, field);

  return index < 0 ? 0 : self->values[index].version;
}

const char *
fin_form_field_by (FinForm *self, const char *field)
{
  int index;

  g_return_val_if_fail (FIN_IS_FORM (self), NULL);
  g_return_val_if_fail (field != NULL, NULL);

  index = fin_procedure_find (self->procedure, field);

  return index < 0 ? NULL : self->values[index].by;
}

guint
fin_form_version (FinForm *self)
{
  g_return_val_if_fail (FIN_IS_FORM (self), 0);

  return self->version;
}

void
fin_form_set_documents (FinForm *self, const char *const *kinds)
{
  g_return_if_fail (FIN_IS_FORM (self));

  g_strfreev (self->kinds);
  self->kinds = g_strdupv ((char **)kinds);
}

char *
fin_form_digest (FinForm *self)
{
  g_autoptr (GChecksum) checksum = NULL;

  g_return_val_if_fail (FIN_IS_FORM (self), NULL);

  /* Each text with its terminating zero, so that no two contents run together alike. */
  checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_checksum_update (checksum, (const guchar *)self->procedure->id,
                     (gssize)strlen (self->procedure->id) + 1);
  for (guint i = 0; i < self->n_fields; i++)
    if (fin_form_field_visible (self, i)) {
      const char *id = field_at (self, i)->id, *value = fin_form_field_value (self, i);

      g_checksum_update (checksum, (const guchar *)id, (gssize)strlen (id) + 1);
      g_checksum_update (checksum, (const guchar *)value, (gssize)strlen (value) + 1);
    }

  return g_strdup (g_checksum_get_string (checksum));
}
