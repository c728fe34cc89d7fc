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
  const char *assent = fin_assent_name (fin_form_assent (self, field->id));
  FinFinding finding;

  if (field->compute != NULL)
    json_object_set_string_member (object, "value", fin_form_field_value (self, index));
  json_object_set_boolean_member (object, "visible", fin_form_field_visible (self, index));
  json_object_set_boolean_member (object, "required", fin_form_field_required (self, index));
  if (assent != NULL)
    json_object_set_string_member (object, "assent", assent);
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

static const char *
writer_name (const FinField *field)
{
  if (field->compute != NULL)
    return "office";

  return field->who == FIN_WHO_CITIZEN ? "citizen" : "informer";
}

static void
add_group (const FinField *field, const char *language, JsonObject *object)
{
  g_autofree char *number = g_strdup_printf ("%u", field->instance);
  g_autoptr (GString) title = g_string_new (fin_words_pick (field->group->title, language));

  g_string_replace (title, "{n}", number, 0);
  json_object_set_string_member (object, "group", title->str);
}

/* What staff may look for it by. */
static void
add_terms (const FinField *field, JsonObject *object)
{
  g_auto (GStrv) terms = fin_field_terms (field);
  JsonArray *array = json_array_new ();

  for (guint i = 0; terms[i] != NULL; i++)
    json_array_add_string_element (array, terms[i]);
  json_object_set_array_member (object, "terms", array);
}

static JsonObject *
describe_field (FinForm *self, guint index, const char *language, gboolean staff)
{
  FinProcedure *procedure = fin_form_procedure (self);
  const FinField *field = g_ptr_array_index (procedure->fields, index);
  const char *by = fin_form_field_by (self, field->id);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "id", field->id);
  add_words (object, "label", field->label, language);
  add_words (object, "help", field->help, language);
  if (staff)
    add_terms (field, object);
  json_object_set_string_member (object, "kind", fin_field_kind_name (field));
  if (field->options->len > 0)
    json_object_set_array_member (object, "options", describe_options (field, language));
  if (field->group != NULL)
    add_group (field, language, object);
  if (field->compute != NULL || field->who != FIN_WHO_ANYONE)
    json_object_set_string_member (object, "who", writer_name (field));
  if (staff && field->fact != NULL)
    json_object_set_string_member (object, "fact", field->fact);
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
  add_words (object, "say", step->say, language);
  if (staff)
    add_words (object, "guide", step->guide, language);
  json_object_set_boolean_member (object, "visible", fin_form_step_applies (self, index));
  for (guint i = 0; i < step->n_fields; i++)
    json_array_add_object_element (fields, describe_field (self, step->first + i, language, staff));
  json_object_set_array_member (object, "fields", fields);

  return object;
}

static void
add_proves (const FinDocument *document, JsonObject *object)
{
  JsonArray *fields = json_array_new ();

  for (char **field = document->proves; field != NULL && *field != NULL; field++)
    json_array_add_string_element (fields, *field);
  if (json_array_get_length (fields) > 0)
    json_object_set_array_member (object, "proves", fields);
  else
    json_array_unref (fields);
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
      add_proves (document, object);
      json_array_add_object_element (documents, object);
    }

  return documents;
}

/* Why they may not apply, and what to do instead. */
static JsonArray *
describe_stops (FinForm *self, const char *language)
{
  FinProcedure *procedure = fin_form_procedure (self);
  JsonArray *stops = json_array_new ();

  for (guint i = 0; i < procedure->stops->len; i++)
    if (fin_form_stopped_by (self, i)) {
      const FinStop *stop = g_ptr_array_index (procedure->stops, i);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "id", stop->id);
      add_words (object, "text", stop->text, language);
      add_words (object, "instead", stop->instead, language);
      json_array_add_object_element (stops, object);
    }

  return stops;
}

JsonArray *
fin_form_describe_fees (FinForm *self, const char *language)
{
  FinProcedure *procedure = fin_form_procedure (self);
  JsonArray *fees = json_array_new ();

  for (guint i = 0; i < procedure->fees->len; i++) {
    const FinFee *fee = g_ptr_array_index (procedure->fees, i);
    const FinFeeCase *it = fin_form_fee_case (self, i);
    JsonObject *object;

    if (!fin_form_fee_applies (self, i))
      continue;

    object = json_object_new ();
    json_object_set_string_member (object, "id", fee->id);
    add_words (object, "concept", fee->concept, language);
    if (it != NULL) {
      char amount[G_ASCII_DTOSTR_BUF_SIZE];

      json_object_set_string_member (object, "amount",
                                     g_ascii_formatd (amount, sizeof amount, "%.2f", it->amount));
      if (it->year != 0)
        json_object_set_int_member (object, "year", it->year);
      add_words (object, "note", it->note, language);
    }
    json_object_set_boolean_member (object, "check_first", fee->check_first || it == NULL);
    json_array_add_object_element (fees, object);
  }

  return fees;
}

/* What the informer may be asked: until when, what silence means, by which law. */
static JsonArray *
describe_facts (FinProcedure *procedure, const char *language)
{
  static const char *const deadlines[] = { "apply", "resolve", "other" };
  JsonObject *given = fin_json_member (procedure->source, "deadlines");
  const char *silence = fin_json_string (procedure->source, "silence");
  g_auto (GStrv) laws = fin_json_strings (procedure->source, "legal_basis");
  JsonArray *facts = json_array_new ();

  for (guint i = 0; given != NULL && i < G_N_ELEMENTS (deadlines); i++) {
    JsonObject *words = fin_json_member (given, deadlines[i]);
    g_autofree char *key = g_strconcat ("note.deadline-", deadlines[i], NULL);
    g_autofree char *text = words != NULL ? fin_words_rule (key, language, "text",
                                                            fin_words_pick (words, language), NULL)
                                          : NULL;

    if (text != NULL)
      json_array_add_string_element (facts, text);
  }
  if (silence != NULL) {
    g_autofree char *key = g_strconcat ("note.silence-", silence, NULL);
    g_autofree char *text = fin_words_rule (key, language, NULL);

    if (text != NULL)
      json_array_add_string_element (facts, text);
  }
  if (laws[0] != NULL) {
    g_autofree char *joined = g_strjoinv ("; ", laws);
    g_autofree char *text = fin_words_rule ("note.law", language, "text", joined, NULL);

    json_array_add_string_element (facts, text);
  }

  return facts;
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

/* Its own names, and those of every procedure. */
static JsonArray *
describe_glossary (FinProcedure *procedure)
{
  JsonArray *lists[] = { procedure->glossary,
                         fin_json_array (fin_words_file ("common.json"), "glossary") };
  JsonArray *glossary = json_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    for (guint j = 0; lists[i] != NULL && j < json_array_get_length (lists[i]); j++)
      json_array_add_element (glossary, json_array_dup_element (lists[i], j));

  return glossary;
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
  /* Who looks over the citizen's shoulder learns nothing. */
  if (staff || g_strcmp0 (procedure->sensitive, "violence") != 0) {
    add_words (head, "title", procedure->title, language);
    add_words (head, "summary", procedure->summary, language);
  } else
    json_object_set_string_member (head, "title", fin_procedure_listed_title (procedure, language));
  json_object_set_string_member (head, "kind", procedure->kind);
  if (procedure->sensitive != NULL)
    json_object_set_string_member (head, "sensitive", procedure->sensitive);
  json_object_set_string_member (head, "recording", procedure->recording);
  if (staff) {
    json_object_set_array_member (head, "notes", describe_notes (procedure, language));
    json_object_set_array_member (head, "facts", describe_facts (procedure, language));
    json_object_set_array_member (head, "glossary", describe_glossary (procedure));
  }

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
  json_object_set_array_member (form, "stops", describe_stops (self, language));
  json_object_set_array_member (form, "fees", fin_form_describe_fees (self, language));
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
  json_object_set_array_member (object, "stops", describe_stops (self, language));
  json_object_set_array_member (object, "fees", fin_form_describe_fees (self, language));

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
  /* These come and go: each list is told whole. */
  static const char *const lists[] = { "documents", "stops", "fees" };
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

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    if (!json_node_equal (json_object_get_member (before, lists[i]),
                          json_object_get_member (after, lists[i])))
      json_object_set_member (diff, lists[i],
                              json_node_copy (json_object_get_member (after, lists[i])));

  return diff;
}

const char *
fin_form_declaration (FinForm *self, const char *language)
{
  g_return_val_if_fail (FIN_IS_FORM (self), NULL);

  return fin_words_pick (fin_form_procedure (self)->declaration, language);
}
