// A procedure's file read: every member of the right type, every id once.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-procedure-private.h"

#include "fin-json.h"
#include "fin-read.h"

#define MAX_STEPS     40
#define MAX_INSTANCES 20
#define MAX_FIELDS    400
#define MAX_DOCUMENTS 40

#define HEAD_MEMBERS                                                                               \
  "id number code kind title summary body eligibility notes check_first fees "                     \
  "deadlines silence legal_basis channels declaration documents steps sources "                    \
  "sensitive recording terms glossary"
#define GLOSSARY_MAX        40
#define ELIGIBILITY_MEMBERS "id title say guide fields stops terms"
#define STEP_MEMBERS        "id title say guide applies fields checks terms"
#define REFERENCE_MEMBERS   "ref as title say guide applies omit fields checks terms"
#define GROUP_MEMBERS       "repeat max title fields checks"
#define CHECK_MEMBERS       "id field if soft text"
#define DOCUMENT_MEMBERS    "id label applies required proves identity"
#define STOP_MEMBERS        "id if text instead"
#define FEE_MEMBERS         "id concept applies cases check_first"
#define FEE_CASE_MEMBERS    "if amount_eur year note"
static const char *const kinds[] = { "card",          "benefit", "licence", "registration",
                                     "recognition",   "request", "support", "refund",
                                     "authorisation", NULL };
static const char *const silences[] = {
  "positive", "positive_with_limits", "negative", "not_applicable", "depends", "unknown", NULL
};

static gboolean
add_check (
    FinProcedure *self, const char *step_id, guint instance, JsonObject *source, GError **error)
{
  FinCheck *check = g_new0 (FinCheck, 1);
  g_autofree char *place = NULL;
  const char *field;
  int index;

  g_ptr_array_add (self->checks, check);
  if (!fin_read_only (source, CHECK_MEMBERS, error) || !fin_read_id (source, &check->id, error) ||
      !fin_read_text (source, "field", FIN_READ_REQUIRED, &field, error) ||
      !fin_read_boolean (source, "soft", &check->soft, error) ||
      !fin_read_words (source, "text", FIN_READ_REQUIRED, &check->text, error) ||
      (check->wrong = fin_read_condition (source, "if", TRUE, error)) == NULL)
    return FALSE;

  place = instance == 0 ? g_strdup_printf ("%s.%s", step_id, field)
                        : g_strdup_printf ("%s.%s_%u", step_id, field, instance);
  index = fin_procedure_find (self, place);
  if (index < 0)
    return fin_read_fail (error, "%s: there is no field «%s»", check->id, place);

  check->field = (guint)index;

  return check->wrong->clauses->len > 0 ||
         fin_read_fail (error, "%s: without a condition", check->id);
}

static gboolean
add_checks (
    FinProcedure *self, const char *step_id, guint instance, JsonArray *checks, GError **error)
{
  for (guint i = 0; checks != NULL && i < json_array_get_length (checks); i++)
    if (!add_check (self, step_id, instance, fin_json_array_object (checks, i), error)) {
      g_prefix_error (error, "checks[%u]: ", i);
      return FALSE;
    }

  return TRUE;
}

static gboolean
add_field (FinProcedure *self,
           FinStep *step,
           const FinGroup *group,
           guint instance,
           JsonObject *source,
           GError **error)
{
  FinField *field = fin_field_new (step->id, self->steps->len - 1, group, instance, source, error);

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

/* As many copies of a group's fields as there may ever be: which of them show, the count says. */
static gboolean
add_group (FinProcedure *self, FinStep *step, guint place, JsonObject *source, GError **error)
{
  FinGroup *group = g_new0 (FinGroup, 1);
  JsonArray *fields, *checks;
  gint64 max;

  g_ptr_array_add (self->groups, group);
  group->step = self->steps->len - 1;
  group->place = place;
  if (!fin_read_only (source, GROUP_MEMBERS, error) ||
      !fin_read_text (source, "repeat", FIN_READ_REQUIRED, &group->count_name, error) ||
      !fin_read_words (source, "title", FIN_READ_REQUIRED, &group->title, error) ||
      !fin_read_integer (source, "max", FIN_READ_REQUIRED, &max, error) ||
      !fin_read_objects (source, "fields", FIN_READ_REQUIRED, &fields, error) ||
      !fin_read_objects (source, "checks", FIN_READ_OPTIONAL, &checks, error))
    return FALSE;
  if (max < 1 || max > MAX_INSTANCES)
    return fin_read_fail (error, "max: not from 1 to %d", MAX_INSTANCES);

  group->max = (guint)max;
  for (guint instance = 1; instance <= group->max; instance++) {
    for (guint i = 0; i < json_array_get_length (fields); i++)
      if (!add_field (self, step, group, instance, fin_json_array_object (fields, i), error)) {
        g_prefix_error (error, "fields[%u]: ", i);
        return FALSE;
      }
    if (!add_checks (self, step->id, instance, checks, error))
      return FALSE;
  }

  return TRUE;
}

static gboolean
fill_step (FinProcedure *self, FinStep *step, GError **error)
{
  JsonArray *fields, *checks;

  if (!fin_read_words (step->source, "title", FIN_READ_REQUIRED, &step->title, error) ||
      !fin_read_words (step->source, "say", FIN_READ_OPTIONAL, &step->say, error) ||
      !fin_read_words (step->source, "guide", FIN_READ_OPTIONAL, &step->guide, error) ||
      !fin_read_texts (step->source, "terms", &step->terms, error) ||
      !fin_read_objects (step->source, "fields", FIN_READ_REQUIRED, &fields, error) ||
      !fin_read_objects (step->source, "checks", FIN_READ_OPTIONAL, &checks, error) ||
      (step->applies = fin_read_condition (step->source, "applies", TRUE, error)) == NULL) {
    g_prefix_error (error, "%s: ", step->id);
    return FALSE;
  }

  for (guint i = 0; i < json_array_get_length (fields); i++) {
    JsonObject *source = fin_json_array_object (fields, i);
    gboolean added = json_object_has_member (source, "repeat")
                         ? add_group (self, step, i, source, error)
                         : add_field (self, step, NULL, 0, source, error);

    if (!added) {
      g_prefix_error (error, "%s: fields[%u]: ", step->id, i);
      return FALSE;
    }
  }
  if (!add_checks (self, step->id, 0, checks, error)) {
    g_prefix_error (error, "%s: ", step->id);
    return FALSE;
  }

  return TRUE;
}

static gboolean
add_step (
    FinProcedure *self, JsonObject *source, const char *known, JsonObject *common, GError **error)
{
  FinStep *step = g_new0 (FinStep, 1);

  step->first = self->fields->len;
  g_ptr_array_add (self->steps, step);
  if (self->steps->len > MAX_STEPS)
    return fin_read_fail (error, "too many steps");
  if (!fin_read_only (source, known, error) ||
      (step->source = fin_step_complete (source, common, error)) == NULL ||
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
  if (!fin_read_only (source, DOCUMENT_MEMBERS, error) ||
      !fin_read_id (source, &document->id, error) ||
      !fin_read_words (source, "label", FIN_READ_REQUIRED, &document->label, error) ||
      (document->applies = fin_read_condition (source, "applies", TRUE, error)) == NULL ||
      (document->required = fin_read_condition (source, "required", FALSE, error)) == NULL ||
      !fin_read_texts (source, "proves", &document->proves, error) ||
      !fin_read_boolean (source, "identity", &document->identity, error))
    return FALSE;

  for (guint i = 0; i + 1 < self->documents->len; i++)
    if (g_str_equal (((FinDocument *)g_ptr_array_index (self->documents, i))->id, document->id))
      return fin_read_fail (error, "%s: is there twice", document->id);

  return TRUE;
}

/* Who may apply is asked in a step like any other, before all others. */
static gboolean
add_eligibility (FinProcedure *self, JsonObject *source, JsonObject *common, GError **error)
{
  JsonObject *title = common != NULL ? fin_json_member (common, "eligibility") : NULL;
  g_autoptr (JsonObject) step = fin_step_lay_over (source, NULL);
  JsonArray *stops;

  json_object_set_string_member (step, "id", "eligibility");
  if (title != NULL)
    json_object_set_object_member (step, "title", json_object_ref (title));
  if (!add_step (self, step, ELIGIBILITY_MEMBERS, NULL, error) ||
      !fin_read_objects (source, "stops", FIN_READ_REQUIRED, &stops, error))
    return FALSE;

  for (guint i = 0; i < json_array_get_length (stops); i++) {
    JsonObject *object = fin_json_array_object (stops, i);
    FinStop *stop = g_new0 (FinStop, 1);

    g_ptr_array_add (self->stops, stop);
    if (!fin_read_only (object, STOP_MEMBERS, error) || !fin_read_id (object, &stop->id, error) ||
        !fin_read_words (object, "text", FIN_READ_REQUIRED, &stop->text, error) ||
        !fin_read_words (object, "instead", FIN_READ_REQUIRED, &stop->instead, error) ||
        (stop->holds = fin_read_condition (object, "if", FALSE, error)) == NULL) {
      g_prefix_error (error, "stops[%u]: ", i);
      return FALSE;
    }
  }

  return TRUE;
}

static gboolean
add_fee_case (FinFee *fee, JsonObject *source, GError **error)
{
  FinFeeCase *it = g_new0 (FinFeeCase, 1);

  g_ptr_array_add (fee->cases, it);

  return fin_read_only (source, FEE_CASE_MEMBERS, error) &&
         fin_read_amount (source, "amount_eur", &it->amount, error) &&
         fin_read_integer (source, "year", FIN_READ_OPTIONAL, &it->year, error) &&
         fin_read_words (source, "note", FIN_READ_OPTIONAL, &it->note, error) &&
         (it->when = fin_read_condition (source, "if", TRUE, error)) != NULL;
}

static gboolean
add_fee (FinProcedure *self, JsonObject *source, GError **error)
{
  FinFee *fee = g_new0 (FinFee, 1);
  JsonArray *cases;

  fee->cases = g_ptr_array_new_with_free_func (fin_fee_case_free);
  g_ptr_array_add (self->fees, fee);
  if (!fin_read_only (source, FEE_MEMBERS, error) || !fin_read_id (source, &fee->id, error) ||
      !fin_read_words (source, "concept", FIN_READ_REQUIRED, &fee->concept, error) ||
      !fin_read_boolean (source, "check_first", &fee->check_first, error) ||
      !fin_read_objects (source, "cases", FIN_READ_OPTIONAL, &cases, error) ||
      (fee->applies = fin_read_condition (source, "applies", TRUE, error)) == NULL)
    return FALSE;

  for (guint i = 0; cases != NULL && i < json_array_get_length (cases); i++)
    if (!add_fee_case (fee, fin_json_array_object (cases, i), error)) {
      g_prefix_error (error, "cases[%u]: ", i);
      return FALSE;
    }

  return TRUE;
}

/* What the informer may be asked: read here, told by fin_form_describe(). */
static gboolean
load_facts (JsonObject *source, GError **error)
{
  static const char *const kinds_of_deadline[] = { "apply", "resolve", "other" };
  JsonObject *deadlines, *words;
  const char *silence;
  JsonArray *sources;

  if (!fin_read_words (source, "body", FIN_READ_OPTIONAL, &words, error) ||
      !fin_read_object (source, "deadlines", FIN_READ_OPTIONAL, &deadlines, error) ||
      !fin_read_text (source, "silence", FIN_READ_OPTIONAL, &silence, error) ||
      !fin_read_texts (source, "legal_basis", NULL, error) ||
      !fin_read_texts (source, "channels", NULL, error) ||
      !fin_read_objects (source, "sources", FIN_READ_OPTIONAL, &sources, error))
    return FALSE;
  if (silence != NULL && !g_strv_contains (silences, silence))
    return fin_read_fail (error, "silence: «%s» is none", silence);
  if (deadlines != NULL && !fin_read_only (deadlines, "apply resolve other", error)) {
    g_prefix_error (error, "deadlines: ");
    return FALSE;
  }
  for (guint i = 0; deadlines != NULL && i < G_N_ELEMENTS (kinds_of_deadline); i++)
    if (!fin_read_words (deadlines, kinds_of_deadline[i], FIN_READ_OPTIONAL, &words, error)) {
      g_prefix_error (error, "deadlines: ");
      return FALSE;
    }

  return TRUE;
}

/* What is nobody else's business is not recorded for want of a word in its file. */
static gboolean
load_recording (FinProcedure *self, GError **error)
{
  static const char *const recordings[] = { "never", "off", "ask", NULL };

  if (self->recording == NULL)
    self->recording = fin_procedure_has_secret (self) ? "never" : "ask";
  if (!g_strv_contains (recordings, self->recording))
    return fin_read_fail (error, "recording: neither never, off nor ask");
  if (g_strcmp0 (self->sensitive, "violence") == 0 && !g_str_equal (self->recording, "never"))
    return fin_read_fail (error, "recording: about violence it is never");
  if (fin_procedure_has_secret (self) && !g_str_equal (self->recording, "never"))
    return fin_read_fail (error, "recording: where something is secret it is never");
  if (self->sensitive != NULL && g_str_equal (self->recording, "ask"))
    return fin_read_fail (error, "recording: of a sensitive one never or off");

  return TRUE;
}

/* Read here, told by fin_form_describe(). */
static gboolean
load_glossary (FinProcedure *self, GError **error)
{
  if (!fin_read_objects (self->source, "glossary", FIN_READ_OPTIONAL, &self->glossary, error))
    return FALSE;
  if (self->glossary != NULL && json_array_get_length (self->glossary) > GLOSSARY_MAX)
    return fin_read_fail (error, "glossary: more than %d", GLOSSARY_MAX);

  for (guint i = 0; self->glossary != NULL && i < json_array_get_length (self->glossary); i++) {
    JsonObject *word = fin_json_array_object (self->glossary, i);
    const char *text;

    if (!fin_read_only (word, "write heard short language", error) ||
        !fin_read_text (word, "write", FIN_READ_REQUIRED, &text, error) ||
        !fin_read_texts (word, "heard", NULL, error) ||
        !fin_read_text (word, "short", FIN_READ_OPTIONAL, &text, error) ||
        !fin_read_text (word, "language", FIN_READ_OPTIONAL, &text, error)) {
      g_prefix_error (error, "glossary[%u]: ", i);
      return FALSE;
    }
  }

  return TRUE;
}

static gboolean
load_head (FinProcedure *self, JsonObject *common, GError **error)
{
  gint64 number;

  if (!fin_read_only (self->source, HEAD_MEMBERS, error) ||
      !fin_read_text (self->source, "id", FIN_READ_REQUIRED, &self->id, error) ||
      !fin_read_integer (self->source, "number", FIN_READ_REQUIRED, &number, error) ||
      !fin_read_text (self->source, "kind", FIN_READ_REQUIRED, &self->kind, error) ||
      !fin_read_text (self->source, "sensitive", FIN_READ_OPTIONAL, &self->sensitive, error) ||
      !fin_read_text (self->source, "recording", FIN_READ_OPTIONAL, &self->recording, error) ||
      !fin_read_words (self->source, "title", FIN_READ_REQUIRED, &self->title, error) ||
      !fin_read_words (self->source, "summary", FIN_READ_REQUIRED, &self->summary, error) ||
      !fin_read_texts (self->source, "terms", &self->terms, error) ||
      !fin_read_sentences (self->source, "notes", &self->notes, error) ||
      !fin_read_sentences (self->source, "check_first", &self->check_first, error) ||
      !fin_read_words (self->source, "declaration", FIN_READ_OPTIONAL, &self->declaration, error) ||
      !load_facts (self->source, error) || !load_glossary (self, error))
    return FALSE;
  if (!g_strv_contains (kinds, self->kind))
    return fin_read_fail (error, "kind: «%s» is none", self->kind);
  if (self->sensitive != NULL && !g_str_equal (self->sensitive, "violence") &&
      !g_str_equal (self->sensitive, "health"))
    return fin_read_fail (error, "sensitive: neither violence nor health");
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
  JsonArray *steps, *documents, *fees;
  JsonObject *eligibility;

  self->source = json_object_ref (file);
  if (!load_head (self, common, error) ||
      !fin_read_object (file, "eligibility", FIN_READ_OPTIONAL, &eligibility, error) ||
      !fin_read_objects (file, "fees", FIN_READ_OPTIONAL, &fees, error) ||
      !fin_read_objects (file, "steps", FIN_READ_REQUIRED, &steps, error) ||
      !fin_read_objects (file, "documents", FIN_READ_OPTIONAL, &documents, error))
    return FALSE;

  if (eligibility != NULL && !add_eligibility (self, eligibility, common, error)) {
    g_prefix_error (error, "eligibility: ");
    return FALSE;
  }
  if (json_array_get_length (steps) == 0)
    return fin_read_fail (error, "steps: there is none");
  for (guint i = 0; i < json_array_get_length (steps); i++) {
    JsonObject *step = fin_json_array_object (steps, i);

    if (!add_step (self, step,
                   json_object_has_member (step, "ref") ? REFERENCE_MEMBERS : STEP_MEMBERS,
                   fin_json_member (common, "steps"), error)) {
      g_prefix_error (error, "steps[%u]: ", i);
      return FALSE;
    }
  }
  for (guint i = 0; documents != NULL && i < json_array_get_length (documents); i++)
    if (!add_document (self, fin_json_array_object (documents, i), error)) {
      g_prefix_error (error, "documents[%u]: ", i);
      return FALSE;
    }
  for (guint i = 0; fees != NULL && i < json_array_get_length (fees); i++)
    if (!add_fee (self, fin_json_array_object (fees, i), error)) {
      g_prefix_error (error, "fees[%u]: ", i);
      return FALSE;
    }

  return load_recording (self, error);
}
