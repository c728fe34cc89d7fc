// A procedure's file read: every member of the right type, every id once.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-procedure-private.h"

#include "fin-json.h"
#include "fin-read.h"

#define MAX_STEPS     40
#define MAX_FIELDS    400
#define MAX_DOCUMENTS 40

static gboolean
add_check (FinProcedure *self, const char *step_id, JsonObject *source, GError **error)
{
  FinCheck *check = g_new0 (FinCheck, 1);
  g_autofree char *place = NULL;
  const char *id, *field;
  int index;

  g_ptr_array_add (self->checks, check);
  if (!fin_read_id (source, &id, error) ||
      !fin_read_text (source, "field", FIN_READ_REQUIRED, &field, error) ||
      !fin_read_boolean (source, "soft", &check->soft, error) ||
      !fin_read_words (source, "text", FIN_READ_REQUIRED, &check->text, error) ||
      (check->wrong = fin_read_condition (source, "if", TRUE, error)) == NULL)
    return FALSE;

  place = g_strdup_printf ("%s.%s", step_id, field);
  index = fin_procedure_find (self, place);
  if (index < 0)
    return fin_read_fail (error, "%s: there is no field «%s»", id, place);

  check->field = (guint)index;

  return check->wrong->clauses->len > 0 || fin_read_fail (error, "%s: without a condition", id);
}

static gboolean
add_field (FinProcedure *self, FinStep *step, JsonObject *source, GError **error)
{
  FinField *field = fin_field_new (step->id, self->steps->len - 1, source, error);

  if (field == NULL)
    return FALSE;
  if (fin_procedure_find (self, field->id) >= 0 || self->fields->len == MAX_FIELDS) {
    fin_read_fail (error, "%s: %s", field->id,
                   self->fields->len == MAX_FIELDS ? "too many fields" : "is there twice");
    fin_field_free (field);
    return FALSE;
  }
  if (field->gives_age && self->birth >= 0) {
    fin_read_fail (error, "%s: the age comes from another field already", field->id);
    fin_field_free (field);
    return FALSE;
  }

  if (field->gives_age)
    self->birth = (int)self->fields->len;
  g_ptr_array_add (self->fields, field);
  step->n_fields++;

  return TRUE;
}

static gboolean
fill_step (FinProcedure *self, FinStep *step, GError **error)
{
  JsonArray *fields, *checks;

  if (!fin_read_words (step->source, "title", FIN_READ_REQUIRED, &step->title, error) ||
      !fin_read_words (step->source, "say", FIN_READ_OPTIONAL, &step->say, error) ||
      !fin_read_objects (step->source, "fields", FIN_READ_REQUIRED, &fields, error) ||
      !fin_read_objects (step->source, "checks", FIN_READ_OPTIONAL, &checks, error) ||
      (step->applies = fin_read_condition (step->source, "applies", TRUE, error)) == NULL) {
    g_prefix_error (error, "%s: ", step->id);
    return FALSE;
  }

  for (guint i = 0; i < json_array_get_length (fields); i++)
    if (!add_field (self, step, fin_json_array_object (fields, i), error)) {
      g_prefix_error (error, "%s: fields[%u]: ", step->id, i);
      return FALSE;
    }
  for (guint i = 0; checks != NULL && i < json_array_get_length (checks); i++)
    if (!add_check (self, step->id, fin_json_array_object (checks, i), error)) {
      g_prefix_error (error, "%s: checks[%u]: ", step->id, i);
      return FALSE;
    }

  return TRUE;
}

static gboolean
add_step (FinProcedure *self, JsonObject *source, JsonObject *common, GError **error)
{
  FinStep *step = g_new0 (FinStep, 1);

  step->first = self->fields->len;
  g_ptr_array_add (self->steps, step);
  if (self->steps->len > MAX_STEPS)
    return fin_read_fail (error, "too many steps");
  if ((step->source = fin_step_complete (source, common, error)) == NULL ||
      !fin_read_id (step->source, &step->id, error))
    return FALSE;

  for (guint i = 0; i + 1 < self->steps->len; i++)
    if (g_str_equal (((FinStep *)g_ptr_array_index (self->steps, i))->id, step->id))
      return fin_read_fail (error, "%s: is there twice", step->id);

  return fill_step (self, step, error);
}

static gboolean
add_document (FinProcedure *self, JsonObject *source, GError **error)
{
  FinDocument *document = g_new0 (FinDocument, 1);

  g_ptr_array_add (self->documents, document);
  if (self->documents->len > MAX_DOCUMENTS)
    return fin_read_fail (error, "too many documents");
  if (!fin_read_id (source, &document->id, error) ||
      !fin_read_words (source, "label", FIN_READ_REQUIRED, &document->label, error) ||
      (document->applies = fin_read_condition (source, "applies", TRUE, error)) == NULL ||
      (document->required = fin_read_condition (source, "required", FALSE, error)) == NULL)
    return FALSE;

  for (guint i = 0; i + 1 < self->documents->len; i++)
    if (g_str_equal (((FinDocument *)g_ptr_array_index (self->documents, i))->id, document->id))
      return fin_read_fail (error, "%s: is there twice", document->id);

  return TRUE;
}

static gboolean
load_head (FinProcedure *self, JsonObject *common, GError **error)
{
  gint64 number;

  if (!fin_read_text (self->source, "id", FIN_READ_REQUIRED, &self->id, error) ||
      !fin_read_integer (self->source, "number", FIN_READ_REQUIRED, &number, error) ||
      !fin_read_words (self->source, "title", FIN_READ_REQUIRED, &self->title, error) ||
      !fin_read_words (self->source, "summary", FIN_READ_REQUIRED, &self->summary, error) ||
      !fin_read_objects (self->source, "notes", FIN_READ_OPTIONAL, &self->notes, error) ||
      !fin_read_objects (self->source, "check_first", FIN_READ_OPTIONAL, &self->check_first,
                         error) ||
      !fin_read_words (self->source, "declaration", FIN_READ_OPTIONAL, &self->declaration, error))
    return FALSE;
  if (!g_regex_match_simple ("^[a-z][a-z0-9-]{0,63}$", self->id, G_REGEX_DOLLAR_ENDONLY, 0))
    return fin_read_fail (error, "id: «%s» is no id", self->id);
  if (number < 1 || number > 9999)
    return fin_read_fail (error, "number: not from 1 to 9999");

  self->number = (int)number;
  if (self->declaration == NULL)
    self->declaration = fin_json_member (common, "declaration");

  return TRUE;
}

gboolean
fin_procedure_load (FinProcedure *self, JsonObject *file, JsonObject *common, GError **error)
{
  JsonArray *steps, *documents;

  self->source = json_object_ref (file);
  if (!load_head (self, common, error) ||
      !fin_read_objects (file, "steps", FIN_READ_REQUIRED, &steps, error) ||
      !fin_read_objects (file, "documents", FIN_READ_OPTIONAL, &documents, error))
    return FALSE;

  for (guint i = 0; i < json_array_get_length (steps); i++)
    if (!add_step (self, fin_json_array_object (steps, i), fin_json_member (common, "steps"),
                   error)) {
      g_prefix_error (error, "steps[%u]: ", i);
      return FALSE;
    }
  for (guint i = 0; documents != NULL && i < json_array_get_length (documents); i++)
    if (!add_document (self, fin_json_array_object (documents, i), error)) {
      g_prefix_error (error, "documents[%u]: ", i);
      return FALSE;
    }

  return TRUE;
}
