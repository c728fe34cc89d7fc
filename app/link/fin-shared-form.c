// The shared form: what it holds.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-shared-form-inside.h"

#include "fin-json.h"
#include "fin-object.h"

static void fin_shared_form_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FinSharedForm,
                               fin_shared_form,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      fin_shared_form_list_model_init))

static GParamSpec *properties[N_PROPS];

void
_fin_shared_form_set_text (FinSharedForm *self, guint id, const char *text)
{
  fin_object_set_string (self, &self->held[id].text, text, properties[id]);
}

void
_fin_shared_form_set_time (FinSharedForm *self, guint id, const char *time)
{
  fin_object_set_time (self, &self->held[id].time, time, properties[id]);
}

/* An array told whole when it is told at all. */
static void
set_array (FinSharedForm *self, guint id, JsonArray *now)
{
  JsonArray *before = self->held[id].array;

  if (now == NULL)
    return;

  self->held[id].array = json_array_ref (now);
  json_array_unref (before);
  g_object_notify_by_pspec (G_OBJECT (self), properties[id]);
}

void
_fin_shared_form_take (FinSharedForm *self, guint id, JsonObject *message)
{
  GParamSpec *pspec = properties[id];
  Held *held = &self->held[id];

  if (pspec->value_type == G_TYPE_STRING)
    _fin_shared_form_set_text (self, id, fin_json_string (message, pspec->name));
  else if (pspec->value_type == G_TYPE_BOOLEAN)
    fin_object_set_boolean (self, &held->truth, fin_json_boolean (message, pspec->name, FALSE),
                            pspec);
  else if (pspec->value_type == G_TYPE_UINT)
    fin_object_set_uint (self, &held->number,
                         CLAMP (fin_json_integer (message, pspec->name, 0), 0, G_MAXINT), pspec);
  else if (pspec->value_type == JSON_TYPE_ARRAY)
    set_array (self, id, fin_json_array (message, pspec->name));
  else if (pspec->value_type == G_TYPE_STRV) {
    g_auto (GStrv) strv = fin_json_strings (message, pspec->name);

    fin_object_set_strv (self, &held->strv, (const char *const *)strv, pspec);
  } else
    _fin_shared_form_set_time (self, id, fin_json_string (message, pspec->name));
}

void
_fin_shared_form_update (FinSharedForm *self)
{
  GHashTableIter iter;
  gpointer field;
  gboolean saved = TRUE;
  guint wanted = 0;

  g_return_if_fail (FIN_IS_SHARED_FORM (self));

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->steps)); i++) {
    g_autoptr (FinSharedStep) step = g_list_model_get_item (G_LIST_MODEL (self->steps), i);

    wanted += _fin_shared_step_update (step);
  }
  fin_object_set_uint (self, &self->held[PROP_WANTED].number, wanted, properties[PROP_WANTED]);

  g_hash_table_iter_init (&iter, self->fields);
  while (g_hash_table_iter_next (&iter, NULL, &field))
    saved = saved && _fin_shared_field_saved (field);
  fin_object_set_boolean (self, &self->held[PROP_SAVED].truth, saved, properties[PROP_SAVED]);
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
  const Held *held = &FIN_SHARED_FORM (object)->held[id];

  if (G_VALUE_HOLDS_STRING (value))
    g_value_set_string (value, held->text);
  else if (G_VALUE_HOLDS_UINT (value))
    g_value_set_uint (value, held->number);
  else if (G_VALUE_HOLDS_BOOLEAN (value))
    g_value_set_boolean (value, held->truth);
  else
    g_value_set_boxed (value, held->boxed);
}

static void
fin_shared_form_finalize (GObject *object)
{
  FinSharedForm *self = FIN_SHARED_FORM (object);

  for (guint id = 1; id < N_PROPS; id++) {
    GType type = properties[id]->value_type;

    if (type == G_TYPE_STRING)
      g_free (self->held[id].text);
    else if (g_type_is_a (type, G_TYPE_BOXED) && self->held[id].boxed != NULL)
      g_boxed_free (type, self->held[id].boxed);
  }
  g_clear_object (&self->steps);
  g_clear_pointer (&self->fields, g_hash_table_unref);
  fin_undo_free (self->undo);
  g_clear_pointer (&self->courier, fin_courier_free);
  g_clear_object (&self->link);

  G_OBJECT_CLASS (fin_shared_form_parent_class)->finalize (object);
}

static void
fin_shared_form_class_init (FinSharedFormClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = fin_shared_form_get_property;
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
  properties[PROP_GLOSSARY] = g_param_spec_boxed ("glossary", NULL, NULL, JSON_TYPE_ARRAY, flags);
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
  self->undo = fin_undo_new ();
  self->held[PROP_SAVED].truth = TRUE;
  for (guint id = 1; id < N_PROPS; id++) {
    if (properties[id]->value_type == G_TYPE_STRV)
      self->held[id].strv = g_new0 (char *, 1);
    else if (properties[id]->value_type == JSON_TYPE_ARRAY)
      self->held[id].array = json_array_new ();
  }
  g_signal_connect_object (self->steps, "items-changed", G_CALLBACK (g_list_model_items_changed),
                           self, G_CONNECT_SWAPPED);
}

static FinSharedForm *
form_new (FinLink *link, gboolean citizen)
{
  FinSharedForm *self = g_object_new (FIN_TYPE_SHARED_FORM, NULL);

  self->link = g_object_ref (link);
  self->courier = fin_courier_new (link);
  self->citizen = citizen;

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
  self->held[PROP_ID].text = g_strdup (id);

  return self;
}

FinSharedForm *
fin_shared_form_new_for_citizen (FinLink *link)
{
  g_return_val_if_fail (FIN_IS_LINK (link), NULL);

  return form_new (link, TRUE);
}

const char *
fin_shared_form_id (FinSharedForm *self)
{
  g_return_val_if_fail (FIN_IS_SHARED_FORM (self), NULL);

  return self->held[PROP_ID].text;
}

const char *
fin_shared_form_receipt (FinSharedForm *self)
{
  g_return_val_if_fail (FIN_IS_SHARED_FORM (self), NULL);

  return self->held[PROP_RECEIPT].text;
}

FinSharedField *
fin_shared_form_lookup (FinSharedForm *self, const char *id)
{
  g_return_val_if_fail (FIN_IS_SHARED_FORM (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  return g_hash_table_lookup (self->fields, id);
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

const char *const *
fin_shared_form_missing (FinSharedForm *self)
{
  g_return_val_if_fail (FIN_IS_SHARED_FORM (self), NULL);

  return (const char *const *)self->held[PROP_MISSING].strv;
}

JsonArray *
fin_shared_form_documents (FinSharedForm *self)
{
  g_return_val_if_fail (FIN_IS_SHARED_FORM (self), NULL);

  return self->held[PROP_DOCUMENTS].array;
}

JsonArray *
fin_shared_form_glossary (FinSharedForm *self)
{
  g_return_val_if_fail (FIN_IS_SHARED_FORM (self), NULL);

  return self->held[PROP_GLOSSARY].array;
}
