// The fields that say a fact, whatever step a procedure has them in.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-acting.h"

#include "fin-form-private.h"
#include "fin-json.h"
#include "fin-language.h"
#include "fin-words.h"

#define NOT_CHECKED "not_checked"
#define ALOUD       "aloud_"

/* The field that says @fact and shows, or -1. */
static int
find_fact (FinForm *form, const char *fact)
{
  GPtrArray *fields = fin_form_procedure (form)->fields;

  for (guint i = 0; i < fields->len; i++) {
    const FinField *field = g_ptr_array_index (fields, i);

    if (g_strcmp0 (field->fact, fact) == 0 && fin_form_field_visible (form, i))
      return (int)i;
  }

  return -1;
}

/* "" when it is not answered; NULL when nothing asks. */
static const char *
answer (FinForm *form, const char *fact)
{
  int index = find_fact (form, fact);

  return index < 0 ? NULL : fin_form_field_value (form, (guint)index);
}

char **
fin_acting_answered (FinForm *form)
{
  g_autoptr (GStrvBuilder) answered = g_strv_builder_new ();
  GPtrArray *fields;

  g_return_val_if_fail (FIN_IS_FORM (form), NULL);

  fields = fin_form_procedure (form)->fields;
  for (guint i = 0; i < fields->len; i++) {
    const FinField *field = g_ptr_array_index (fields, i);

    if (field->fact != NULL && *fin_form_field_value (form, i) != '\0')
      g_strv_builder_add (answered, field->id);
  }

  return g_strv_builder_end (answered);
}

JsonObject *
fin_acting_identity (FinForm *form)
{
  const char *method, *document, *characters;
  JsonObject *identity;

  g_return_val_if_fail (FIN_IS_FORM (form), NULL);

  method = answer (form, "identity.method");
  document = answer (form, "identity.document");
  characters = answer (form, "identity.characters");
  if (method == NULL || method[0] == '\0' || g_str_equal (method, NOT_CHECKED) ||
      g_strcmp0 (document, "") == 0 || g_strcmp0 (characters, "") == 0)
    return NULL;

  identity = json_object_new ();
  json_object_set_string_member (identity, "method", method);
  if (document != NULL)
    json_object_set_string_member (identity, "document", document);
  if (characters != NULL)
    json_object_set_string_member (identity, "characters", characters);

  return identity;
}

static gboolean
is_true (const char *value)
{
  return g_strcmp0 (value, "true") == 0;
}

JsonObject *
fin_acting_consent (FinForm *form, const char *language)
{
  const char *given;
  JsonObject *consent, *words = NULL;
  GPtrArray *fields;

  g_return_val_if_fail (FIN_IS_FORM (form), NULL);

  given = answer (form, "consent.given");
  if (is_true (answer (form, "consent.heard")) && given != NULL && g_str_has_prefix (given, ALOUD))
    language = given + strlen (ALOUD);
  else if (is_true (answer (form, "consent")))
    given = "screen";
  else
    return NULL;

  /* The words are the same however they reach the citizen, also where their field does not show. */
  fields = fin_form_procedure (form)->fields;
  for (guint i = 0; i < fields->len; i++) {
    const FinField *field = g_ptr_array_index (fields, i);

    if (g_strcmp0 (field->fact, "consent") == 0)
      words = field->label;
  }
  if (words == NULL)
    return NULL;

  language = fin_language_code (language);
  if (!json_object_has_member (words, language))
    language = FIN_LANGUAGE_DEFAULT;
  consent = json_object_new ();
  json_object_set_string_member (consent, "given",
                                 g_str_has_prefix (given, ALOUD) ? "aloud" : "screen");
  json_object_set_string_member (consent, "language", language);
  json_object_set_string_member (consent, "text", fin_words_pick (words, language));

  return consent;
}

const char *
fin_acting_missing (FinForm *form, gboolean identity, gboolean consent)
{
  const char *method;
  int index = -1;

  g_return_val_if_fail (FIN_IS_FORM (form), NULL);

  method = answer (form, "identity.method");
  if (!identity && method != NULL && !g_str_equal (method, NOT_CHECKED))
    index = find_fact (form, "identity.method");
  else if (!consent)
    index = find_fact (form, "consent.given");

  return index < 0 ? NULL
                   : ((FinField *)g_ptr_array_index (fin_form_procedure (form)->fields, index))->id;
}

char *
fin_acting_show (FinForm *form, const char *fact, const char *value, const char *language)
{
  GPtrArray *fields;

  g_return_val_if_fail (FIN_IS_FORM (form), NULL);

  fields = fin_form_procedure (form)->fields;
  for (guint i = 0; value != NULL && i < fields->len; i++) {
    const FinField *field = g_ptr_array_index (fields, i);

    if (g_strcmp0 (field->fact, fact) == 0)
      return fin_field_show (field, value, language);
  }

  return NULL;
}
