// The shared form: what the office says of it.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-shared-form-inside.h"

#include "fin-json.h"

static FinSharedField *
find_field (FinSharedForm *self, const char *id)
{
  return id != NULL ? fin_shared_form_lookup (self, id) : NULL;
}

static FinSharedStep *
find_step (FinSharedForm *self, const char *id)
{
  g_assert (FIN_IS_SHARED_FORM (self));

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->steps)); i++) {
    g_autoptr (FinSharedStep) step = g_list_model_get_item (G_LIST_MODEL (self->steps), i);

    if (g_strcmp0 (_fin_shared_step_id (step), id) == 0)
      return step; /* the store holds it */
  }

  return NULL;
}

static void
take_field (FinSharedForm *self, FinSharedStep *step, JsonObject *object)
{
  const char *id = fin_json_string (object, "id");
  FinSharedField *field = find_field (self, id);

  g_assert (FIN_IS_SHARED_FORM (self));

  if (id == NULL)
    return;

  if (field != NULL) {
    _fin_shared_field_describe (field, object);
    return;
  }

  field = _fin_shared_field_new (id, self->citizen);
  _fin_shared_field_describe (field, object);
  g_hash_table_insert (self->fields, g_strdup (id), field);
  _fin_shared_step_add (step, field);
}

static void
take_step (FinSharedForm *self, JsonObject *object)
{
  const char *id = fin_json_string (object, "id");
  JsonArray *fields = fin_json_array (object, "fields");
  g_autoptr (FinSharedStep) made = NULL;
  FinSharedStep *step;

  g_assert (FIN_IS_SHARED_FORM (self));

  if (id == NULL)
    return;

  step = find_step (self, id);
  if (step == NULL)
    step = made = _fin_shared_step_new (id);
  _fin_shared_step_describe (step, object);
  for (guint i = 0; fields != NULL && i < json_array_get_length (fields); i++) {
    JsonObject *field = fin_json_array_object (fields, i);

    if (field != NULL)
      take_field (self, step, field);
  }
  /* Only now, so that who listens finds it whole. */
  if (made != NULL)
    g_list_store_append (self->steps, made);
}

/* What `form` and `form.changed` both say. */
static void
take_progress (FinSharedForm *self, JsonObject *message)
{
  _fin_shared_form_take (self, PROP_VERSION, message);
  _fin_shared_form_take (self, PROP_COMPLETE, message);
  _fin_shared_form_take (self, PROP_MISSING, message);
  _fin_shared_form_take (self, PROP_DOCUMENTS, message);
  _fin_shared_form_take (self, PROP_STOPS, message);
  _fin_shared_form_take (self, PROP_FEES, message);
}

static void
take_form (FinSharedForm *self, JsonObject *form)
{
  JsonObject *procedure = fin_json_member (form, "procedure");
  JsonObject *declaration = fin_json_member (form, "declaration");
  JsonArray *steps = fin_json_array (form, "steps");
  GHashTableIter iter;
  gpointer field;

  g_assert (FIN_IS_SHARED_FORM (self));

  if (procedure != NULL) {
    _fin_shared_form_set_text (self, PROP_PROCEDURE, fin_json_string (procedure, "id"));
    _fin_shared_form_take (self, PROP_TITLE, procedure);
    _fin_shared_form_take (self, PROP_SUMMARY, procedure);
    _fin_shared_form_take (self, PROP_NOTES, procedure);
    _fin_shared_form_take (self, PROP_FACTS, procedure);
    _fin_shared_form_take (self, PROP_GLOSSARY, procedure);
  }
  if (declaration != NULL) {
    _fin_shared_form_set_text (self, PROP_DECLARATION, fin_json_string (declaration, "text"));
    _fin_shared_form_take (self, PROP_CONFIRMED, declaration);
  }
  for (guint i = 0; steps != NULL && i < json_array_get_length (steps); i++) {
    JsonObject *step = fin_json_array_object (steps, i);

    if (step != NULL)
      take_step (self, step);
  }
  take_progress (self, form);

  /* What did not go out on this connection goes now; and what could not even begin. */
  fin_courier_resume (self->courier);
  g_hash_table_iter_init (&iter, self->fields);
  while (g_hash_table_iter_next (&iter, NULL, &field))
    _fin_shared_form_send (self, field);
}

static void
take_receipt (FinSharedForm *self, JsonObject *receipt)
{
  if (receipt == NULL)
    return;

  _fin_shared_form_set_text (self, PROP_RECEIPT_CODE, fin_json_string (receipt, "code"));
  _fin_shared_form_set_text (self, PROP_RECEIPT, fin_json_string (receipt, "number"));
}

/* Its own among those of all. */
static void
take_forms (FinSharedForm *self, JsonObject *message)
{
  JsonArray *forms = fin_json_array (message, "forms");

  for (guint i = 0; forms != NULL && i < json_array_get_length (forms); i++) {
    JsonObject *summary = fin_json_array_object (forms, i);

    if (summary == NULL ||
        g_strcmp0 (fin_json_string (summary, "id"), fin_shared_form_id (self)) != 0)
      continue;
    _fin_shared_form_take (self, PROP_PROCEDURE, summary);
    _fin_shared_form_take (self, PROP_TITLE, summary);
    _fin_shared_form_take (self, PROP_STATE, summary);
    _fin_shared_form_take (self, PROP_ASKED, summary);
    _fin_shared_form_take (self, PROP_FILLED, summary);
    _fin_shared_form_take (self, PROP_DUPLICATES, summary);
    take_receipt (self, fin_json_member (summary, "receipt"));
  }
}

static void
take_changed (FinSharedForm *self, JsonObject *message)
{
  FinSharedField *field = find_field (self, fin_json_string (message, "field"));
  JsonArray *states = fin_json_array (message, "states");
  JsonArray *steps = fin_json_array (message, "steps");

  g_assert (FIN_IS_SHARED_FORM (self));

  for (guint i = 0; states != NULL && i < json_array_get_length (states); i++) {
    JsonObject *state = fin_json_array_object (states, i);
    FinSharedField *altered =
        state != NULL ? find_field (self, fin_json_string (state, "id")) : NULL;

    if (altered != NULL)
      _fin_shared_field_set_state (altered, state);
  }
  for (guint i = 0; steps != NULL && i < json_array_get_length (steps); i++) {
    JsonObject *object = fin_json_array_object (steps, i);
    FinSharedStep *step = object != NULL ? find_step (self, fin_json_string (object, "id")) : NULL;

    if (step != NULL)
      _fin_shared_step_set_visible (step, fin_json_boolean (object, "visible", TRUE));
  }
  /* The answer to a change sent again tells of a form that was, or is: only a later one is another
   * than the one that was confirmed. */
  if (fin_json_integer (message, "version", 0) > self->held[PROP_VERSION].number) {
    _fin_shared_form_set_time (self, PROP_CONFIRMED, NULL);
    take_progress (self, message);
    _fin_shared_form_take (self, PROP_ASKED, message);
    _fin_shared_form_take (self, PROP_FILLED, message);
  }
  if (field == NULL)
    return;

  if (_fin_shared_field_changed (field, message))
    fin_courier_answered (self->courier, "form.change", fin_shared_field_id (field));
  _fin_shared_form_send (self, field);
}

static void
take_refused (FinSharedForm *self, JsonObject *message)
{
  FinSharedField *field = find_field (self, fin_json_string (message, "field"));

  g_assert (FIN_IS_SHARED_FORM (self));

  if (field != NULL && _fin_shared_field_refused (field, message))
    fin_courier_answered (self->courier, "form.change", fin_shared_field_id (field));
}

/* Each is in one field at most. */
static void
take_focus (FinSharedForm *self, const char *from, const char *id)
{
  GHashTableIter iter;
  gpointer field;

  g_assert (FIN_IS_SHARED_FORM (self));

  if (from == NULL)
    return;

  g_hash_table_iter_init (&iter, self->fields);
  while (g_hash_table_iter_next (&iter, NULL, &field)) {
    if (g_strcmp0 (fin_shared_field_id (field), id) == 0)
      _fin_shared_field_set_writer (field, from);
    else if (g_strcmp0 (_fin_shared_field_writer (field), from) == 0)
      _fin_shared_field_set_writer (field, NULL);
  }
}

static void
take_hand (FinSharedForm *self, JsonObject *message)
{
  const char *id = fin_json_string (message, "field");
  const char *to = fin_json_string (message, "to");
  FinSharedField *field = find_field (self, id);
  JsonObject *asked;

  g_assert (FIN_IS_SHARED_FORM (self));

  if (field == NULL)
    return;

  asked = fin_courier_kept (self->courier, "form.hand", id);
  if (asked != NULL && g_strcmp0 (fin_json_string (asked, "to"), to) == 0)
    fin_courier_answered (self->courier, "form.hand", id);
  _fin_shared_field_set_holder (field, to != NULL && to[0] != '\0' ? to : NULL);
}

static void
take_assented (FinSharedForm *self, JsonObject *message)
{
  JsonArray *fields = fin_json_array (message, "fields");

  g_assert (FIN_IS_SHARED_FORM (self));

  for (guint i = 0; fields != NULL && i < json_array_get_length (fields); i++) {
    FinSharedField *field = find_field (self, fin_json_array_string (fields, i));

    if (field != NULL)
      _fin_shared_field_set_assent (field, fin_json_string (message, "how"));
  }
}

static void
take_participant (FinSharedForm *self, JsonObject *message)
{
  JsonObject *participant = fin_json_member (message, "participant");

  g_assert (FIN_IS_SHARED_FORM (self));

  if (participant != NULL && !fin_json_boolean (participant, "connected", TRUE))
    take_focus (self, fin_json_string (participant, "id"), NULL);
}

/* Of another form of the visit? */
static gboolean
is_anothers (FinSharedForm *self, const char *type, JsonObject *message)
{
  const char *form = fin_json_string (message, "form");

  g_assert (FIN_IS_SHARED_FORM (self));

  if (form == NULL)
    return FALSE; /* of none */
  if (fin_shared_form_id (self) == NULL && g_str_equal (type, "form"))
    _fin_shared_form_set_text (self, PROP_ID, form);

  return g_strcmp0 (fin_shared_form_id (self), form) != 0;
}

void
fin_shared_form_handle (FinSharedForm *self, const char *type, JsonObject *message)
{
  g_autoptr (FinSharedForm) alive = NULL;

  g_return_if_fail (FIN_IS_SHARED_FORM (self));
  g_return_if_fail (type != NULL && message != NULL);

  if (is_anothers (self, type, message))
    return;

  alive = g_object_ref (self);
  if (g_str_equal (type, "form"))
    take_form (self, message);
  else if (g_str_equal (type, "form.changed"))
    take_changed (self, message);
  else if (g_str_equal (type, "forms"))
    take_forms (self, message);
  else if (g_str_equal (type, "receipt"))
    take_receipt (self, fin_json_member (message, "receipt"));
  else if (g_str_equal (type, "form.refused"))
    take_refused (self, message);
  else if (g_str_equal (type, "form.focus"))
    take_focus (self, fin_json_string (message, "from"), fin_json_string (message, "field"));
  else if (g_str_equal (type, "form.hand"))
    take_hand (self, message);
  else if (g_str_equal (type, "form.confirmed"))
    _fin_shared_form_set_time (self, PROP_CONFIRMED, fin_json_string (message, "at"));
  else if (g_str_equal (type, "form.assented"))
    take_assented (self, message);
  else if (g_str_equal (type, "participant"))
    take_participant (self, message);
  else if (g_str_equal (type, "problem"))
    fin_courier_refused (self->courier, fin_json_string (message, "re"));
  else
    return;

  _fin_shared_form_update (self);
}
