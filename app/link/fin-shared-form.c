// The shared form: the office's messages in, this side's changes out.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-shared-form-private.h"

#include "fin-json.h"
#include "fin-object.h"
#include "fin-undo.h"

/* A change the office did not answer in this time is sent again under its name, which does no harm
 * if it was done: it may have been refused for coming too fast. */
#define REPEAT_S  5
#define CALM_S    1    /* after which what came too fast may come again */
#define VALUE_MAX 4000 /* characters, of the API */

enum {
  PROP_0,
  PROP_ID,
  PROP_STATE,
  PROP_FILLED,
  PROP_ASKED,
  PROP_RECEIPT,
  PROP_RECEIPT_CODE,
  PROP_DUPLICATES,
  PROP_PROCEDURE,
  PROP_TITLE,
  PROP_SUMMARY,
  PROP_NOTES,
  PROP_FACTS,
  PROP_VERSION,
  PROP_SAVED,
  PROP_COMPLETE,
  PROP_MISSING,
  PROP_WANTED,
  PROP_DECLARATION,
  PROP_CONFIRMED,
  PROP_DOCUMENTS,
  PROP_STOPS,
  PROP_FEES,
  N_PROPS,
};

struct _FinSharedForm {
  GObject parent_instance;

  FinLink *link;
  gboolean citizen;
  char *id; /* NULL: not known yet */
  char *state;
  guint filled;
  guint asked;
  char *receipt;
  char *receipt_code;
  JsonArray *duplicates;
  GListStore *steps;
  GHashTable *fields; /* id → FinSharedField */
  char *procedure;
  char *title;
  char *summary;
  GStrv notes;
  GStrv facts;
  guint version;
  gboolean saved;
  gboolean complete;
  GStrv missing;
  guint wanted;
  char *declaration;
  GDateTime *confirmed;
  JsonArray *documents;
  JsonArray *stops;
  JsonArray *fees;

  guint changes;    /* how many were named so far */
  GHashTable *sent; /* fields whose change went out on the connection that stands */
  guint repeat_id;

  FinUndo *undo;

  GHashTable *hands; /* field → `form.hand` the office has not answered */
  guint hands_id;
};

static void fin_shared_form_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FinSharedForm,
                               fin_shared_form,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      fin_shared_form_list_model_init))

static GParamSpec *properties[N_PROPS];

static void
update (FinSharedForm *self)
{
  GHashTableIter iter;
  gpointer field;
  gboolean saved = TRUE;
  guint wanted = 0;

  g_assert (FIN_IS_SHARED_FORM (self));

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->steps)); i++) {
    g_autoptr (FinSharedStep) step = g_list_model_get_item (G_LIST_MODEL (self->steps), i);

    wanted += _fin_shared_step_update (step);
  }
  fin_object_set_uint (self, &self->wanted, wanted, properties[PROP_WANTED]);

  g_hash_table_iter_init (&iter, self->fields);
  while (g_hash_table_iter_next (&iter, NULL, &field))
    saved = saved && _fin_shared_field_saved (field);
  fin_object_set_boolean (self, &self->saved, saved, properties[PROP_SAVED]);
}

static void
send_change (FinSharedForm *self, FinSharedField *field, JsonObject *message)
{
  g_assert (FIN_IS_SHARED_FORM (self));

  json_object_set_string_member (message, "form", self->id);
  if (fin_link_send (self->link, message))
    g_hash_table_add (self->sent, field);
}

static gboolean
repeat_cb (gpointer data)
{
  FinSharedForm *self = data;
  GHashTableIter iter;
  gpointer field;

  if (self->saved) {
    self->repeat_id = 0;
    return G_SOURCE_REMOVE;
  }

  g_hash_table_iter_init (&iter, self->fields);
  while (g_hash_table_iter_next (&iter, NULL, &field)) {
    JsonObject *message = _fin_shared_field_repeat (field);

    if (message != NULL)
      send_change (self, field, message);
  }

  return G_SOURCE_CONTINUE;
}

/* Puts the repeating off: the office is answering. */
static void
arm_repeat (FinSharedForm *self)
{
  g_assert (FIN_IS_SHARED_FORM (self));

  g_clear_handle_id (&self->repeat_id, g_source_remove);
  self->repeat_id = g_timeout_add_seconds (REPEAT_S, repeat_cb, self);
}

static gboolean
send_hands_cb (gpointer data)
{
  FinSharedForm *self = data;
  GHashTableIter iter;
  gpointer message;

  self->hands_id = 0;
  g_hash_table_iter_init (&iter, self->hands);
  while (g_hash_table_iter_next (&iter, NULL, &message))
    fin_link_send (self->link, json_object_ref (message));

  return G_SOURCE_REMOVE;
}

/* Too fast, it is for later; refused for what it is, it is for nobody. */
static void
take_problem (FinSharedForm *self, const char *re, const char *code)
{
  GHashTableIter iter;
  gpointer message;

  g_assert (FIN_IS_SHARED_FORM (self));

  g_hash_table_iter_init (&iter, self->hands);
  while (re != NULL && g_hash_table_iter_next (&iter, NULL, &message)) {
    if (g_strcmp0 (fin_json_string (message, "id"), re) != 0)
      continue;
    if (g_strcmp0 (code, "too-many") != 0)
      g_hash_table_iter_remove (&iter);
    else if (self->hands_id == 0)
      self->hands_id = g_timeout_add_seconds (CALM_S, send_hands_cb, self);
    return;
  }
}

static void
send_next (FinSharedForm *self, FinSharedField *field)
{
  /* The run's name makes it unique among those who change this form. */
  g_autofree char *change =
      g_strdup_printf ("%.13s-%u", fin_link_instance (self->link), self->changes + 1);
  JsonObject *message = _fin_shared_field_begin (field, change);

  g_assert (FIN_IS_SHARED_FORM (self));

  if (message == NULL)
    return;

  self->changes++;
  g_hash_table_remove (self->sent, field);
  send_change (self, field, message);
  if (self->repeat_id == 0)
    arm_repeat (self);
}

/* A list told whole when it is told at all. */
static void
set_list (FinSharedForm *self, JsonArray **list, JsonArray *now, guint property)
{
  g_assert (FIN_IS_SHARED_FORM (self));

  if (now == NULL)
    return;

  json_array_ref (now);
  json_array_unref (*list);
  *list = now;
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

/* What `forms` and `form.changed` both say. */
static void
set_filled (FinSharedForm *self, JsonObject *message)
{
  fin_object_set_uint (self, &self->asked,
                       CLAMP (fin_json_integer (message, "asked", 0), 0, G_MAXINT),
                       properties[PROP_ASKED]);
  fin_object_set_uint (self, &self->filled,
                       CLAMP (fin_json_integer (message, "filled", 0), 0, G_MAXINT),
                       properties[PROP_FILLED]);
}

static void
take_receipt (FinSharedForm *self, JsonObject *receipt)
{
  g_assert (FIN_IS_SHARED_FORM (self));

  fin_object_set_string (self, &self->receipt_code, fin_json_string (receipt, "code"),
                         properties[PROP_RECEIPT_CODE]);
  fin_object_set_string (self, &self->receipt, fin_json_string (receipt, "number"),
                         properties[PROP_RECEIPT]);
}

static void
take_summary (FinSharedForm *self, JsonObject *summary)
{
  JsonObject *receipt = fin_json_member (summary, "receipt");

  g_assert (FIN_IS_SHARED_FORM (self));

  fin_object_set_string (self, &self->procedure, fin_json_string (summary, "procedure"),
                         properties[PROP_PROCEDURE]);
  fin_object_set_string (self, &self->title, fin_json_string (summary, "title"),
                         properties[PROP_TITLE]);
  fin_object_set_string (self, &self->state, fin_json_string (summary, "state"),
                         properties[PROP_STATE]);
  set_filled (self, summary);
  set_list (self, &self->duplicates, fin_json_array (summary, "duplicates"), PROP_DUPLICATES);
  if (receipt != NULL)
    take_receipt (self, receipt);
}

/* Its own among those of all. */
static void
take_forms (FinSharedForm *self, JsonObject *message)
{
  JsonArray *forms = fin_json_array (message, "forms");

  for (guint i = 0; forms != NULL && i < json_array_get_length (forms); i++) {
    JsonObject *summary = fin_json_array_object (forms, i);

    if (summary != NULL && g_strcmp0 (fin_json_string (summary, "id"), self->id) == 0)
      take_summary (self, summary);
  }
}

/* What `form` and `form.changed` both say. */
static void
set_progress (FinSharedForm *self, JsonObject *message)
{
  g_auto (GStrv) missing = fin_json_strings (message, "missing");

  g_assert (FIN_IS_SHARED_FORM (self));

  fin_object_set_uint (self, &self->version, fin_json_integer (message, "version", 0),
                       properties[PROP_VERSION]);
  fin_object_set_boolean (self, &self->complete, fin_json_boolean (message, "complete", FALSE),
                          properties[PROP_COMPLETE]);
  fin_object_set_strv (self, &self->missing, (const char *const *)missing,
                       properties[PROP_MISSING]);
  set_list (self, &self->documents, fin_json_array (message, "documents"), PROP_DOCUMENTS);
  set_list (self, &self->stops, fin_json_array (message, "stops"), PROP_STOPS);
  set_list (self, &self->fees, fin_json_array (message, "fees"), PROP_FEES);
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
  FinSharedField *field;

  g_assert (FIN_IS_SHARED_FORM (self));

  if (id == NULL)
    return;

  field = fin_shared_form_lookup (self, id);
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
    g_auto (GStrv) notes = fin_json_strings (procedure, "notes");
    g_auto (GStrv) facts = fin_json_strings (procedure, "facts");

    fin_object_set_string (self, &self->procedure, fin_json_string (procedure, "id"),
                           properties[PROP_PROCEDURE]);
    fin_object_set_string (self, &self->title, fin_json_string (procedure, "title"),
                           properties[PROP_TITLE]);
    fin_object_set_string (self, &self->summary, fin_json_string (procedure, "summary"),
                           properties[PROP_SUMMARY]);
    fin_object_set_strv (self, &self->notes, (const char *const *)notes, properties[PROP_NOTES]);
    fin_object_set_strv (self, &self->facts, (const char *const *)facts, properties[PROP_FACTS]);
  }
  if (declaration != NULL) {
    fin_object_set_string (self, &self->declaration, fin_json_string (declaration, "text"),
                           properties[PROP_DECLARATION]);
    fin_object_set_time (self, &self->confirmed, fin_json_string (declaration, "confirmed"),
                         properties[PROP_CONFIRMED]);
  }
  for (guint i = 0; steps != NULL && i < json_array_get_length (steps); i++) {
    JsonObject *step = fin_json_array_object (steps, i);

    if (step != NULL)
      take_step (self, step);
  }
  set_progress (self, form);
  g_clear_handle_id (&self->hands_id, g_source_remove);
  send_hands_cb (self);

  /* What did not go out on this connection goes now; and what could not even begin. */
  g_hash_table_iter_init (&iter, self->fields);
  while (g_hash_table_iter_next (&iter, NULL, &field)) {
    JsonObject *message =
        g_hash_table_contains (self->sent, field) ? NULL : _fin_shared_field_repeat (field);

    if (message != NULL)
      send_change (self, field, message);
    else
      send_next (self, field);
  }
}

static void
take_changed (FinSharedForm *self, JsonObject *message)
{
  const char *id = fin_json_string (message, "field");
  FinSharedField *field = id != NULL ? fin_shared_form_lookup (self, id) : NULL;
  JsonArray *states = fin_json_array (message, "states");
  JsonArray *steps = fin_json_array (message, "steps");
  gint64 version = fin_json_integer (message, "version", 0);

  g_assert (FIN_IS_SHARED_FORM (self));

  for (guint i = 0; states != NULL && i < json_array_get_length (states); i++) {
    JsonObject *state = fin_json_array_object (states, i);
    const char *whose = state != NULL ? fin_json_string (state, "id") : NULL;
    FinSharedField *altered = whose != NULL ? fin_shared_form_lookup (self, whose) : NULL;

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
  if (version > self->version) {
    fin_object_set_time (self, &self->confirmed, NULL, properties[PROP_CONFIRMED]);
    set_progress (self, message);
    set_filled (self, message);
  }
  if (field == NULL)
    return;

  _fin_shared_field_changed (field, fin_json_string (message, "change"),
                             fin_json_string (message, "value"), version,
                             fin_json_string (message, "by"));
  arm_repeat (self);
  send_next (self, field);
}

static void
take_refused (FinSharedForm *self, JsonObject *message)
{
  const char *id = fin_json_string (message, "field");
  FinSharedField *field = id != NULL ? fin_shared_form_lookup (self, id) : NULL;

  g_assert (FIN_IS_SHARED_FORM (self));

  if (field != NULL)
    _fin_shared_field_refused (
        field, fin_json_string (message, "change"), fin_json_string (message, "code"),
        fin_json_string (message, "value"), fin_json_integer (message, "version", 0),
        fin_json_string (message, "by"));
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
  FinSharedField *field = id != NULL ? fin_shared_form_lookup (self, id) : NULL;
  const char *to = fin_json_string (message, "to");
  JsonObject *asked = id != NULL ? g_hash_table_lookup (self->hands, id) : NULL;

  g_assert (FIN_IS_SHARED_FORM (self));

  if (field == NULL)
    return;

  if (asked != NULL && g_strcmp0 (fin_json_string (asked, "to"), to) == 0)
    g_hash_table_remove (self->hands, id);
  _fin_shared_field_set_holder (field, to != NULL && to[0] != '\0' ? to : NULL);
}

static void
take_assented (FinSharedForm *self, JsonObject *message)
{
  JsonArray *fields = fin_json_array (message, "fields");

  g_assert (FIN_IS_SHARED_FORM (self));

  for (guint i = 0; fields != NULL && i < json_array_get_length (fields); i++) {
    const char *id = fin_json_array_string (fields, i);
    FinSharedField *field = id != NULL ? fin_shared_form_lookup (self, id) : NULL;

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

static void
state_cb (FinLink *link, GParamSpec *pspec, FinSharedForm *self)
{
  g_assert (FIN_IS_SHARED_FORM (self));

  if (fin_link_state (link) != FIN_LINK_ONLINE)
    g_hash_table_remove_all (self->sent);
}

static GType
fin_shared_form_get_item_type (GListModel *model)
{
  return FIN_TYPE_SHARED_STEP;
}

static guint
fin_shared_form_get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (FIN_SHARED_FORM (model)->steps));
}

static gpointer
fin_shared_form_get_item (GListModel *model, guint i)
{
  return g_list_model_get_item (G_LIST_MODEL (FIN_SHARED_FORM (model)->steps), i);
}

static void
fin_shared_form_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = fin_shared_form_get_item_type;
  iface->get_n_items = fin_shared_form_get_n_items;
  iface->get_item = fin_shared_form_get_item;
}

static void
fin_shared_form_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  FinSharedForm *self = FIN_SHARED_FORM (object);

  switch (id) {
  case PROP_ID:
    g_value_set_string (value, self->id);
    break;
  case PROP_STATE:
    g_value_set_string (value, self->state);
    break;
  case PROP_FILLED:
    g_value_set_uint (value, self->filled);
    break;
  case PROP_ASKED:
    g_value_set_uint (value, self->asked);
    break;
  case PROP_RECEIPT:
    g_value_set_string (value, self->receipt);
    break;
  case PROP_RECEIPT_CODE:
    g_value_set_string (value, self->receipt_code);
    break;
  case PROP_DUPLICATES:
    g_value_set_boxed (value, self->duplicates);
    break;
  case PROP_PROCEDURE:
    g_value_set_string (value, self->procedure);
    break;
  case PROP_TITLE:
    g_value_set_string (value, self->title);
    break;
  case PROP_SUMMARY:
    g_value_set_string (value, self->summary);
    break;
  case PROP_NOTES:
    g_value_set_boxed (value, self->notes);
    break;
  case PROP_FACTS:
    g_value_set_boxed (value, self->facts);
    break;
  case PROP_VERSION:
    g_value_set_uint (value, self->version);
    break;
  case PROP_SAVED:
    g_value_set_boolean (value, self->saved);
    break;
  case PROP_COMPLETE:
    g_value_set_boolean (value, self->complete);
    break;
  case PROP_MISSING:
    g_value_set_boxed (value, self->missing);
    break;
  case PROP_WANTED:
    g_value_set_uint (value, self->wanted);
    break;
  case PROP_DECLARATION:
    g_value_set_string (value, self->declaration);
    break;
  case PROP_CONFIRMED:
    g_value_set_boxed (value, self->confirmed);
    break;
  case PROP_DOCUMENTS:
    g_value_set_boxed (value, self->documents);
    break;
  case PROP_STOPS:
    g_value_set_boxed (value, self->stops);
    break;
  case PROP_FEES:
    g_value_set_boxed (value, self->fees);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
fin_shared_form_dispose (GObject *object)
{
  FinSharedForm *self = FIN_SHARED_FORM (object);

  g_clear_handle_id (&self->repeat_id, g_source_remove);
  g_clear_handle_id (&self->hands_id, g_source_remove);
  g_clear_object (&self->link);

  G_OBJECT_CLASS (fin_shared_form_parent_class)->dispose (object);
}

static void
fin_shared_form_finalize (GObject *object)
{
  FinSharedForm *self = FIN_SHARED_FORM (object);

  g_clear_object (&self->steps);
  fin_undo_free (self->undo);
  g_clear_pointer (&self->sent, g_hash_table_unref);
  g_clear_pointer (&self->hands, g_hash_table_unref);
  g_clear_pointer (&self->fields, g_hash_table_unref);
  g_clear_pointer (&self->notes, g_strfreev);
  g_clear_pointer (&self->facts, g_strfreev);
  g_clear_pointer (&self->missing, g_strfreev);
  g_clear_pointer (&self->confirmed, g_date_time_unref);
  g_clear_pointer (&self->documents, json_array_unref);
  g_clear_pointer (&self->stops, json_array_unref);
  g_clear_pointer (&self->fees, json_array_unref);
  g_clear_pointer (&self->duplicates, json_array_unref);
  g_free (self->id);
  g_free (self->state);
  g_free (self->receipt);
  g_free (self->receipt_code);
  g_free (self->procedure);
  g_free (self->title);
  g_free (self->summary);
  g_free (self->declaration);

  G_OBJECT_CLASS (fin_shared_form_parent_class)->finalize (object);
}

static void
fin_shared_form_class_init (FinSharedFormClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = fin_shared_form_get_property;
  object_class->dispose = fin_shared_form_dispose;
  object_class->finalize = fin_shared_form_finalize;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  properties[PROP_STATE] = g_param_spec_string ("state", NULL, NULL, NULL, flags);
  properties[PROP_FILLED] = g_param_spec_uint ("filled", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_ASKED] = g_param_spec_uint ("asked", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_RECEIPT] = g_param_spec_string ("receipt", NULL, NULL, NULL, flags);
  properties[PROP_RECEIPT_CODE] = g_param_spec_string ("receipt-code", NULL, NULL, NULL, flags);
  properties[PROP_DUPLICATES] =
      g_param_spec_boxed ("duplicates", NULL, NULL, JSON_TYPE_ARRAY, flags);
  properties[PROP_PROCEDURE] = g_param_spec_string ("procedure", NULL, NULL, NULL, flags);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_SUMMARY] = g_param_spec_string ("summary", NULL, NULL, NULL, flags);
  properties[PROP_NOTES] = g_param_spec_boxed ("notes", NULL, NULL, G_TYPE_STRV, flags);
  properties[PROP_FACTS] = g_param_spec_boxed ("facts", NULL, NULL, G_TYPE_STRV, flags);
  properties[PROP_VERSION] = g_param_spec_uint ("version", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_SAVED] = g_param_spec_boolean ("saved", NULL, NULL, TRUE, flags);
  properties[PROP_COMPLETE] = g_param_spec_boolean ("complete", NULL, NULL, FALSE, flags);
  properties[PROP_MISSING] = g_param_spec_boxed ("missing", NULL, NULL, G_TYPE_STRV, flags);
  properties[PROP_WANTED] = g_param_spec_uint ("wanted", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_DECLARATION] = g_param_spec_string ("declaration", NULL, NULL, NULL, flags);
  properties[PROP_CONFIRMED] =
      g_param_spec_boxed ("confirmed", NULL, NULL, G_TYPE_DATE_TIME, flags);
  properties[PROP_DOCUMENTS] = g_param_spec_boxed ("documents", NULL, NULL, JSON_TYPE_ARRAY, flags);
  properties[PROP_STOPS] = g_param_spec_boxed ("stops", NULL, NULL, JSON_TYPE_ARRAY, flags);
  properties[PROP_FEES] = g_param_spec_boxed ("fees", NULL, NULL, JSON_TYPE_ARRAY, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
fin_shared_form_init (FinSharedForm *self)
{
  self->steps = g_list_store_new (FIN_TYPE_SHARED_STEP);
  self->fields = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->sent = g_hash_table_new (NULL, NULL);
  self->undo = fin_undo_new ();
  self->hands =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)json_object_unref);
  self->notes = g_new0 (char *, 1);
  self->facts = g_new0 (char *, 1);
  self->missing = g_new0 (char *, 1);
  self->documents = json_array_new ();
  self->stops = json_array_new ();
  self->fees = json_array_new ();
  self->duplicates = json_array_new ();
  self->saved = TRUE;
  g_signal_connect_object (self->steps, "items-changed", G_CALLBACK (g_list_model_items_changed),
                           self, G_CONNECT_SWAPPED);
}

static FinSharedForm *
form_new (FinLink *link, gboolean citizen)
{
  FinSharedForm *self = g_object_new (FIN_TYPE_SHARED_FORM, NULL);

  self->link = g_object_ref (link);
  self->citizen = citizen;
  g_signal_connect_object (link, "notify::state", G_CALLBACK (state_cb), self, 0);

  return self;
}

FinSharedForm *
fin_shared_form_new (FinLink *link)
{
  g_return_val_if_fail (FIN_IS_LINK (link), NULL);

  return form_new (link, FALSE);
}

FinSharedForm *
fin_shared_form_new_with_id (FinLink *link, const char *id)
{
  FinSharedForm *self;

  g_return_val_if_fail (FIN_IS_LINK (link), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  self = form_new (link, FALSE);
  self->id = g_strdup (id);

  return self;
}

FinSharedForm *
fin_shared_form_new_for_citizen (FinLink *link)
{
  g_return_val_if_fail (FIN_IS_LINK (link), NULL);

  return form_new (link, TRUE);
}

/* Of another form of the visit? */
static gboolean
is_anothers (FinSharedForm *self, const char *type, JsonObject *message)
{
  const char *form = fin_json_string (message, "form");

  g_assert (FIN_IS_SHARED_FORM (self));

  if (form == NULL)
    return FALSE; /* of none */
  if (self->id == NULL && g_str_equal (type, "form"))
    fin_object_set_string (self, &self->id, form, properties[PROP_ID]);

  return g_strcmp0 (self->id, form) != 0;
}

const char *
fin_shared_form_id (FinSharedForm *self)
{
  g_return_val_if_fail (FIN_IS_SHARED_FORM (self), NULL);

  return self->id;
}

const char *
fin_shared_form_receipt (FinSharedForm *self)
{
  g_return_val_if_fail (FIN_IS_SHARED_FORM (self), NULL);

  return self->receipt;
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
  else if (g_str_equal (type, "receipt") && fin_json_member (message, "receipt") != NULL)
    take_receipt (self, fin_json_member (message, "receipt"));
  else if (g_str_equal (type, "form.refused"))
    take_refused (self, message);
  else if (g_str_equal (type, "form.focus"))
    take_focus (self, fin_json_string (message, "from"), fin_json_string (message, "field"));
  else if (g_str_equal (type, "form.hand"))
    take_hand (self, message);
  else if (g_str_equal (type, "form.confirmed"))
    fin_object_set_time (self, &self->confirmed, fin_json_string (message, "at"),
                         properties[PROP_CONFIRMED]);
  else if (g_str_equal (type, "form.assented"))
    take_assented (self, message);
  else if (g_str_equal (type, "participant"))
    take_participant (self, message);
  else if (g_str_equal (type, "problem"))
    take_problem (self, fin_json_string (message, "re"), fin_json_string (message, "code"));
  else
    return;

  update (self);
}

FinSharedField *
fin_shared_form_lookup (FinSharedForm *self, const char *id)
{
  g_return_val_if_fail (FIN_IS_SHARED_FORM (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  return g_hash_table_lookup (self->fields, id);
}

void
fin_shared_form_set (FinSharedForm *self, const char *id, const char *value)
{
  g_autofree char *bounded = NULL;
  FinSharedField *field;

  g_return_if_fail (FIN_IS_SHARED_FORM (self));
  g_return_if_fail (value != NULL && g_utf8_validate (value, -1, NULL));

  field = fin_shared_form_lookup (self, id);
  if (field == NULL || !fin_shared_field_editable (field))
    return;

  bounded = g_utf8_substring (value, 0, MIN (g_utf8_strlen (value, -1), VALUE_MAX));
  fin_undo_record (self->undo, id, fin_shared_field_value (field), bounded);
  _fin_shared_field_write (field, bounded);
  send_next (self, field);
  update (self);
}

gboolean
fin_shared_form_undo (FinSharedForm *self, gboolean redo, FinSharedField **field)
{
  g_autofree char *id = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  g_return_val_if_fail (FIN_IS_SHARED_FORM (self), FALSE);
  g_return_val_if_fail (field != NULL, FALSE);

  *field = NULL;
  if (!fin_undo_take (self->undo, redo, &id, &before, &after))
    return FALSE;

  *field = fin_shared_form_lookup (self, id);
  if (*field == NULL || !fin_shared_field_editable (*field) ||
      !g_str_equal (fin_shared_field_value (*field), after))
    return FALSE;

  fin_undo_put (self->undo, !redo, id, after, before);
  _fin_shared_field_write (*field, before);
  send_next (self, *field);
  update (self);

  return TRUE;
}

gboolean
fin_shared_form_is_writing (FinSharedForm *self, const char *id, gboolean redo)
{
  FinSharedField *field;

  g_return_val_if_fail (FIN_IS_SHARED_FORM (self), FALSE);

  field = fin_shared_form_lookup (self, id);

  return field != NULL && fin_undo_is_open (self->undo, redo, id, fin_shared_field_value (field));
}

char **
fin_shared_form_common (FinSharedForm *self, FinSharedForm *other)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  GHashTableIter iter;
  gpointer id, field;

  g_return_val_if_fail (FIN_IS_SHARED_FORM (self), NULL);
  g_return_val_if_fail (FIN_IS_SHARED_FORM (other), NULL);

  g_hash_table_iter_init (&iter, self->fields);
  while (g_hash_table_iter_next (&iter, &id, &field)) {
    FinSharedField *theirs = fin_shared_form_lookup (other, id);
    gboolean visible;

    if ((!g_str_has_prefix (id, "applicant.") && !g_str_has_prefix (id, "contact.")) ||
        theirs == NULL || fin_shared_field_value (field)[0] != '\0' ||
        !fin_shared_field_editable (field) ||
        g_strcmp0 (fin_shared_field_kind (field), fin_shared_field_kind (theirs)) != 0)
      continue;
    g_object_get (theirs, "visible", &visible, NULL);
    if (visible && fin_shared_field_value (theirs)[0] != '\0')
      g_strv_builder_add (ids, id);
  }

  return g_strv_builder_end (ids);
}

void
fin_shared_form_forget_rejected (FinSharedForm *self, const char *id)
{
  FinSharedField *field;

  g_return_if_fail (FIN_IS_SHARED_FORM (self));

  field = fin_shared_form_lookup (self, id);
  if (field != NULL)
    _fin_shared_field_forget_rejected (field);
}

void
fin_shared_form_focus (FinSharedForm *self, const char *id)
{
  JsonObject *message;

  g_return_if_fail (FIN_IS_SHARED_FORM (self));

  if (self->id == NULL)
    return;

  fin_undo_settle (self->undo);
  message = json_object_new ();
  json_object_set_string_member (message, "type", "form.focus");
  json_object_set_string_member (message, "form", self->id);
  json_object_set_string_member (message, "field", id != NULL ? id : "");
  fin_link_send (self->link, message);
}

void
fin_shared_form_hand (FinSharedForm *self, const char *id, gboolean to_citizen)
{
  g_autofree char *name = NULL;
  JsonObject *message;

  g_return_if_fail (FIN_IS_SHARED_FORM (self));
  g_return_if_fail (id != NULL);

  if (self->id == NULL)
    return;

  name = g_strdup_printf ("%.13s-h%u", fin_link_instance (self->link), ++self->changes);
  message = json_object_new ();
  json_object_set_string_member (message, "type", "form.hand");
  json_object_set_string_member (message, "form", self->id);
  json_object_set_string_member (message, "id", name);
  json_object_set_string_member (message, "field", id);
  json_object_set_string_member (message, "to", to_citizen ? "citizen" : "");
  g_hash_table_insert (self->hands, g_strdup (id), json_object_ref (message));
  fin_link_send (self->link, message);
}

static gboolean
send_of_step (FinSharedForm *self, const char *type, const char *step, gboolean version)
{
  g_autofree char *name =
      g_strdup_printf ("%.13s-s%u", fin_link_instance (self->link), ++self->changes);
  JsonObject *message;

  g_assert (FIN_IS_SHARED_FORM (self));

  if (self->id == NULL)
    return FALSE;

  message = json_object_new ();
  json_object_set_string_member (message, "type", type);
  json_object_set_string_member (message, "id", name);
  json_object_set_string_member (message, "form", self->id);
  json_object_set_string_member (message, "step", step);
  if (version)
    json_object_set_int_member (message, "version", self->version);

  return fin_link_send (self->link, message);
}

gboolean
fin_shared_form_ask (FinSharedForm *self, const char *step)
{
  g_return_val_if_fail (FIN_IS_SHARED_FORM (self), FALSE);
  g_return_val_if_fail (step != NULL, FALSE);

  return send_of_step (self, "form.ask", step, FALSE);
}

gboolean
fin_shared_form_assent (FinSharedForm *self, const char *step)
{
  g_return_val_if_fail (FIN_IS_SHARED_FORM (self), FALSE);
  g_return_val_if_fail (step != NULL, FALSE);

  return send_of_step (self, "form.assent", step, TRUE);
}

const char *const *
fin_shared_form_missing (FinSharedForm *self)
{
  g_return_val_if_fail (FIN_IS_SHARED_FORM (self), NULL);

  return (const char *const *)self->missing;
}

JsonArray *
fin_shared_form_documents (FinSharedForm *self)
{
  g_return_val_if_fail (FIN_IS_SHARED_FORM (self), NULL);

  return self->documents;
}
