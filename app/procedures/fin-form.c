// The form's values, and the rules evaluated over them.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-form-private.h"

#include "fin-error.h"
#include "fin-time.h"

typedef struct {
  char *text;
  guint version;
  char *by;
} Value;

/* Whether a field shows, remembered until the next change. */
typedef enum {
  UNKNOWN,
  HIDDEN,
  VISIBLE,
} Showing;

struct _FinForm {
  GObject parent_instance;

  FinProcedure *procedure;
  GDate today;
  guint n_fields;
  Value *values;
  Showing *showing;
  guint version;
  char **kinds;
  char age[8]; /* in words of the conditions; "" when unknown */
};

G_DEFINE_FINAL_TYPE (FinForm, fin_form, G_TYPE_OBJECT)

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

  if (self->showing[field] == UNKNOWN)
    self->showing[field] = fin_form_step_applies (self, it->step) &&
                                   fin_condition_holds (it->applies, subject_value, self)
                               ? VISIBLE
                               : HIDDEN;

  return self->showing[field] == VISIBLE;
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

static void
changed (FinForm *self)
{
  int birth = self->procedure->birth;
  g_autoptr (GDate) day =
      birth >= 0 ? fin_day_parse (fin_form_field_value (self, (guint)birth)) : NULL;

  for (guint i = 0; i < self->n_fields; i++)
    self->showing[i] = UNKNOWN;

  /* A birth still to come is a mistake of typing, told as such: it gives no age. */
  self->age[0] = '\0';
  if (day != NULL && g_date_compare (day, &self->today) <= 0)
    g_snprintf (self->age, sizeof self->age, "%d", fin_day_age (day, &self->today));
}

static void
fin_form_finalize (GObject *object)
{
  FinForm *self = FIN_FORM (object);

  for (guint i = 0; i < self->n_fields; i++) {
    g_free (self->values[i].text);
    g_free (self->values[i].by);
  }
  g_free (self->values);
  g_free (self->showing);
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
  self->values = g_new0 (Value, self->n_fields);
  self->showing = g_new0 (Showing, self->n_fields);

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
  Value *value = &self->values[field];

  g_free (value->text);
  g_free (value->by);
  *value = (Value){ g_strdup (text), version, g_strdup (by) };
  self->version = MAX (self->version, version);
  changed (self);
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
  if (index < 0)
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
