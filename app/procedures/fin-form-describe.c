// The form in words: as the API's `Form`, as states, and what changed between two of them.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-form-private.h"

#include "fin-json.h"
#include "fin-words.h"

static void
add_words (JsonObject *object, const char *name, JsonObject *words, const char *language)
{
  if (words != NULL)
    json_object_set_string_member (object, name, fin_words_pick (words, language));
}

static void
add_state (FinForm *self, guint index, const char *language, JsonObject *object)
{
  FinProcedure *procedure = fin_form_procedure (self);
  const FinField *field = g_ptr_array_index (procedure->fields, index);
  FinFinding finding;

  json_object_set_boolean_member (object, "visible", fin_form_field_visible (self, index));
  json_object_set_boolean_member (object, "required", fin_form_field_required (self, index));
  if (!fin_form_find_wrong (self, index, &finding))
    return;

  if (finding.check != NULL)
    add_words (object, "problem", finding.check->text, language);
  else {
    g_autofree char *sentence = fin_field_sentence (field, finding.verdict, language);

    json_object_set_string_member (object, "problem", sentence);
  }
  json_object_set_boolean_member (object, "soft", finding.soft);
}

static JsonArray *
describe_options (const FinField *field, const char *language)
{
  JsonArray *options = json_array_new ();

  for (guint i = 0; i < field->options->len; i++) {
    const FinOption *option = &g_array_index (field->options, FinOption, i);
    JsonObject *object = json_object_new ();

    json_object_set_string_member (object, "value", option->value);
    add_words (object, "label", option->label, language);
    json_array_add_object_element (options, object);
  }

  return options;
}

static JsonObject *
describe_field (FinForm *self, guint index, const char *language)
{
  FinProcedure *procedure = fin_form_procedure (self);
  const FinField *field = g_ptr_array_index (procedure->fields, index);
  const char *by = fin_form_field_by (self, field->id);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "id", field->id);
  add_words (object, "label", field->label, language);
  add_words (object, "help", field->help, language);
  json_object_set_string_member (object, "kind", fin_field_kind_name (field));
  if (field->options->len > 0)
    json_object_set_array_member (object, "options", describe_options (field, language));
  if (field->who != FIN_WHO_ANYONE)
    json_object_set_string_member (object, "who",
                                   field->who == FIN_WHO_CITIZEN ? "citizen" : "informer");
  json_object_set_string_member (object, "value", fin_form_field_value (self, index));
  json_object_set_int_member (object, "version", fin_form_field_version (self, field->id));
  if (by != NULL)
    json_object_set_string_member (object, "by", by);
  add_state (self, index, language, object);

  return object;
}

static JsonObject *
describe_step (FinForm *self, guint index, const char *language, gboolean staff)
{
  FinProcedure *procedure = fin_form_procedure (self);
  const FinStep *step = g_ptr_array_index (procedure->steps, index);
  JsonObject *object = json_object_new ();
  JsonArray *fields = json_array_new ();

  json_object_set_string_member (object, "id", step->id);
  add_words (object, "title", step->title, language);
  if (staff)
    add_words (object, "say", step->say, language);
  json_object_set_boolean_member (object, "visible", fin_form_step_applies (self, index));
  for (guint i = 0; i < step->n_fields; i++)
    json_array_add_object_element (fields, describe_field (self, step->first + i, language));
  json_object_set_array_member (object, "fields", fields);

  return object;
}

static JsonArray *
describe_documents (FinForm *self, const char *language)
{
  FinProcedure *procedure = fin_form_procedure (self);
  JsonArray *documents = json_array_new ();

  for (guint i = 0; i < procedure->documents->len; i++)
    if (fin_form_document_applies (self, i)) {
      const FinDocument *document = g_ptr_array_index (procedure->documents, i);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "id", document->id);
      add_words (object, "label", document->label, language);
      json_object_set_boolean_member (object, "required", fin_form_document_required (self, i));
      json_array_add_object_element (documents, object);
    }

  return documents;
}

/* What is not certain comes with a warning, so that nobody tells it as if it were. */
static JsonArray *
describe_notes (FinProcedure *procedure, const char *language)
{
  JsonArray *notes = json_array_new ();

  for (guint i = 0; procedure->notes != NULL && i < json_array_get_length (procedure->notes); i++)
    json_array_add_string_element (
        notes, fin_words_pick (fin_json_array_object (procedure->notes, i), language));

  for (guint i = 0;
       procedure->check_first != NULL && i < json_array_get_length (procedure->check_first); i++) {
    const char *note = fin_words_pick (fin_json_array_object (procedure->check_first, i), language);
    g_autofree char *warned = fin_words_rule ("note.check-first", language, "note", note, NULL);

    json_array_add_string_element (notes, warned);
  }

  return notes;
}

static JsonArray *
describe_missing (FinForm *self)
{
  g_auto (GStrv) missing = fin_form_missing (self);
  JsonArray *array = json_array_new ();

  for (char **one = missing; *one != NULL; one++)
    json_array_add_string_element (array, *one);

  return array;
}

JsonObject *
fin_form_describe (FinForm *self, const char *language, gboolean staff)
{
  FinProcedure *procedure;
  JsonObject *form, *head, *declaration;
  JsonArray *steps;

  g_return_val_if_fail (FIN_IS_FORM (self), NULL);

  procedure = fin_form_procedure (self);
  head = json_object_new ();
  json_object_set_string_member (head, "id", procedure->id);
  add_words (head, "title", procedure->title, language);
  add_words (head, "summary", procedure->summary, language);
  if (staff)
    json_object_set_array_member (head, "notes", describe_notes (procedure, language));

  steps = json_array_new ();
  for (guint i = 0; i < procedure->steps->len; i++)
    json_array_add_object_element (steps, describe_step (self, i, language, staff));

  declaration = json_object_new ();
  add_words (declaration, "text", procedure->declaration, language);

  form = json_object_new ();
  json_object_set_object_member (form, "procedure", head);
  json_object_set_int_member (form, "version", fin_form_version (self));
  json_object_set_array_member (form, "steps", steps);
  json_object_set_array_member (form, "documents", describe_documents (self, language));
  json_object_set_object_member (form, "declaration", declaration);
  json_object_set_boolean_member (form, "complete", fin_form_complete (self));
  json_object_set_array_member (form, "missing", describe_missing (self));

  return form;
}

JsonObject *
fin_form_states (FinForm *self, const char *language)
{
  FinProcedure *procedure;
  JsonObject *object;
  JsonArray *states, *steps;

  g_return_val_if_fail (FIN_IS_FORM (self), NULL);

  procedure = fin_form_procedure (self);
  states = json_array_new ();
  for (guint i = 0; i < procedure->fields->len; i++) {
    const FinField *field = g_ptr_array_index (procedure->fields, i);
    JsonObject *state = json_object_new ();

    json_object_set_string_member (state, "id", field->id);
    add_state (self, i, language, state);
    json_array_add_object_element (states, state);
  }

  steps = json_array_new ();
  for (guint i = 0; i < procedure->steps->len; i++) {
    const FinStep *step = g_ptr_array_index (procedure->steps, i);
    JsonObject *state = json_object_new ();

    json_object_set_string_member (state, "id", step->id);
    json_object_set_boolean_member (state, "visible", fin_form_step_applies (self, i));
    json_array_add_object_element (steps, state);
  }

  object = json_object_new ();
  json_object_set_array_member (object, "states", states);
  json_object_set_array_member (object, "steps", steps);
  json_object_set_array_member (object, "documents", describe_documents (self, language));

  return object;
}

/* The elements of @after that are not the same in @before; both list the same things in order. */
static JsonArray *
changed_elements (JsonArray *before, JsonArray *after)
{
  JsonArray *changed = json_array_new ();

  for (guint i = 0; i < json_array_get_length (after); i++) {
    JsonNode *node = json_array_get_element (after, i);

    if (i >= json_array_get_length (before) ||
        !json_node_equal (json_array_get_element (before, i), node))
      json_array_add_element (changed, json_node_copy (node));
  }

  return changed;
}

JsonObject *
fin_form_states_diff (JsonObject *before, JsonObject *after)
{
  JsonObject *diff;
  JsonArray *steps;

  g_return_val_if_fail (before != NULL && after != NULL, NULL);

  diff = json_object_new ();
  json_object_set_array_member (
      diff, "states",
      changed_elements (fin_json_array (before, "states"), fin_json_array (after, "states")));

  steps = changed_elements (fin_json_array (before, "steps"), fin_json_array (after, "steps"));
  if (json_array_get_length (steps) > 0)
    json_object_set_array_member (diff, "steps", steps);
  else
    json_array_unref (steps);

  /* Documents come and go: the list is told whole. */
  if (!json_node_equal (json_object_get_member (before, "documents"),
                        json_object_get_member (after, "documents")))
    json_object_set_member (diff, "documents",
                            json_node_copy (json_object_get_member (after, "documents")));

  return diff;
}

const char *
fin_form_declaration (FinForm *self, const char *language)
{
  g_return_val_if_fail (FIN_IS_FORM (self), NULL);

  return fin_words_pick (fin_form_procedure (self)->declaration, language);
}
