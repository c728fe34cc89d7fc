// The receipt as JSON: everything the paper says, and nothing that is not on it.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-receipt.h"

#include "fin-acting.h"
#include "fin-form-private.h"
#include "fin-json.h"
#include "fin-language.h"
#include "fin-time.h"
#include "fin-words.h"

/* As which kind the office takes what is not to be kept. */
#define ONLY_SHOWN "only-shown"
#define SCHEMA     "urn:finestreta:schema:receipt:1"

static void
set_time (JsonObject *object, const char *name, GDateTime *time)
{
  g_autofree char *text = fin_time_format (time);

  json_object_set_string_member (object, name, text);
}

static JsonObject *
value_to_json (FinForm *form, guint index, const char *language)
{
  FinProcedure *procedure = fin_form_procedure (form);
  const FinField *field = g_ptr_array_index (procedure->fields, index);
  const FinStep *step = g_ptr_array_index (procedure->steps, field->step);
  const char *value = fin_form_field_value (form, index);
  g_autofree char *normal = fin_field_normalise (field, value);
  g_autofree char *shown = fin_field_show (field, value, language);
  FinAssent how = fin_form_assent (form, field->id);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "id", field->id);
  json_object_set_string_member (object, "step", fin_words_pick (step->title, language));
  json_object_set_string_member (object, "label", fin_words_pick (field->label, language));
  json_object_set_string_member (object, "kind", fin_field_kind_name (field));
  json_object_set_string_member (object, "value", normal);
  json_object_set_string_member (object, "shown", shown);
  if (how > FIN_ASSENT_WANTED)
    json_object_set_string_member (object, "assent", fin_assent_name (how));
  if (fin_form_assented (form, field->id) != NULL)
    json_object_set_string_member (object, "assented", fin_form_assented (form, field->id));
  if (field->fact != NULL)
    json_object_set_string_member (object, "fact", field->fact);

  return object;
}

static JsonArray *
values_to_json (FinForm *form, const char *language)
{
  JsonArray *values = json_array_new ();

  for (guint i = 0; i < fin_form_procedure (form)->fields->len; i++)
    if (fin_form_field_visible (form, i) && fin_form_field_value (form, i)[0] != '\0')
      json_array_add_object_element (values, value_to_json (form, i, language));

  return values;
}

static const char *
document_label (FinProcedure *procedure, const char *kind, const char *language)
{
  for (guint i = 0; kind != NULL && i < procedure->documents->len; i++) {
    const FinDocument *document = g_ptr_array_index (procedure->documents, i);

    if (g_str_equal (document->id, kind))
      return fin_words_pick (document->label, language);
  }

  return NULL;
}

/* What the receipt keeps of an office's `Document`. */
static JsonObject *
document_to_json (FinProcedure *procedure, JsonObject *document, const char *language)
{
  static const char *const kept[] = { "kind",   "name",     "media_type", "size",
                                      "sha256", "received", "status" };
  const char *label = document_label (procedure, fin_json_string (document, "kind"), language);
  JsonObject *object = json_object_new ();

  if (g_strcmp0 (fin_json_string (document, "kind"), ONLY_SHOWN) == 0) {
    json_object_set_boolean_member (object, "only_shown", TRUE);
    json_object_set_string_member (object, "received", fin_json_string (document, "received"));
    return object;
  }
  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    if (json_object_has_member (document, kept[i]))
      json_object_set_member (object, kept[i],
                              json_node_copy (json_object_get_member (document, kept[i])));
  if (label != NULL)
    json_object_set_string_member (object, "label", label);

  return object;
}

static JsonObject *
declaration_to_json (FinForm *form, const FinReceiptFacts *facts)
{
  g_autofree char *digest = fin_form_digest (form);
  const char *language =
      facts->confirmed_language != NULL ? facts->confirmed_language : facts->language;
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "text", fin_form_declaration (form, language));
  if (facts->confirmed != NULL) {
    set_time (object, "confirmed", facts->confirmed);
    json_object_set_string_member (object, "language", fin_language_code (language));
  }
  json_object_set_string_member (object, "digest", digest);

  return object;
}

/* A copy of what is on record, with how it is called. (transfer full) */
static JsonObject *
evidence_to_json (FinForm *form, JsonObject *kept, const char *language)
{
  static const char *const shown[][3] = {
    { "method", "identity.method", "method_shown" },
    { "document", "identity.document", "document_shown" },
  };
  JsonObject *object = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init (&iter, kept);
  while (json_object_iter_next (&iter, &name, &value))
    json_object_set_member (object, name, json_node_copy (value));
  for (guint i = 0; i < G_N_ELEMENTS (shown); i++) {
    g_autofree char *words =
        fin_acting_show (form, shown[i][1], fin_json_string (kept, shown[i][0]), language);

    if (words != NULL)
      json_object_set_string_member (object, shown[i][2], words);
  }

  return object;
}

JsonObject *
fin_receipt_to_json (FinForm *form, const FinReceiptFacts *facts)
{
  FinProcedure *procedure;
  JsonObject *receipt, *head;
  JsonArray *documents;
  const char *language;

  g_return_val_if_fail (FIN_IS_FORM (form), NULL);
  g_return_val_if_fail (facts != NULL && facts->number != NULL && facts->code != NULL, NULL);
  g_return_val_if_fail (facts->verify_url != NULL && facts->issued != NULL, NULL);
  g_return_val_if_fail (facts->assisted_by != NULL, NULL);

  procedure = fin_form_procedure (form);
  language = fin_language_code (facts->language);

  head = json_object_new ();
  json_object_set_string_member (head, "id", procedure->id);
  json_object_set_int_member (head, "number", procedure->number);
  json_object_set_string_member (head, "title", fin_words_pick (procedure->title, language));

  documents = json_array_new ();
  for (guint i = 0; facts->documents != NULL && i < json_array_get_length (facts->documents); i++)
    json_array_add_object_element (
        documents,
        document_to_json (procedure, fin_json_array_object (facts->documents, i), language));

  receipt = json_object_new ();
  json_object_set_string_member (receipt, "schema", SCHEMA);
  json_object_set_string_member (receipt, "number", facts->number);
  json_object_set_string_member (receipt, "code", facts->code);
  json_object_set_string_member (receipt, "verify_url", facts->verify_url);
  set_time (receipt, "issued", facts->issued);
  json_object_set_string_member (receipt, "language", language);
  json_object_set_object_member (receipt, "procedure", head);
  json_object_set_array_member (receipt, "values", values_to_json (form, language));
  json_object_set_array_member (receipt, "documents", documents);
  if (facts->identity != NULL)
    json_object_set_object_member (receipt, "identity",
                                   evidence_to_json (form, facts->identity, language));
  if (facts->consent != NULL)
    json_object_set_object_member (receipt, "consent",
                                   evidence_to_json (form, facts->consent, language));
  json_object_set_object_member (receipt, "declaration", declaration_to_json (form, facts));
  json_object_set_string_member (receipt, "assisted_by", facts->assisted_by);

  return receipt;
}
