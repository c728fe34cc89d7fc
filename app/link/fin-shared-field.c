// One field of the shared form: what the office has, what is shown, and the change between them.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-shared-form-private.h"

#include "fin-json.h"
#include "fin-object.h"

/* The texts come first; PROP_VALUE is what is shown. */
enum {
  PROP_0,
  PROP_ID,
  PROP_LABEL,
  PROP_HELP,
  PROP_KIND,
  PROP_GROUP,
  PROP_WHO,
  PROP_FACT,
  PROP_PROBLEM,
  PROP_HOLDER,
  PROP_WRITER,
  PROP_VALUE,
  PROP_REJECTED,
  PROP_REFUSAL,
  PROP_BY,
  PROP_ASSENT,
  PROP_VISIBLE,
  PROP_REQUIRED,
  PROP_SOFT,
  PROP_SAVED,
  PROP_EDITABLE,
  PROP_OPTIONS,
  PROP_TERMS,
  N_PROPS,
};

#define N_TEXTS PROP_VISIBLE

static const char *const names[N_PROPS] = {
  [PROP_ID] = "id",
  [PROP_LABEL] = "label",
  [PROP_HELP] = "help",
  [PROP_KIND] = "kind",
  [PROP_GROUP] = "group",
  [PROP_WHO] = "who",
  [PROP_FACT] = "fact",
  [PROP_PROBLEM] = "problem",
  [PROP_HOLDER] = "holder",
  [PROP_WRITER] = "writer",
  [PROP_VALUE] = "value",
  [PROP_REJECTED] = "rejected",
  [PROP_REFUSAL] = "refusal",
  [PROP_BY] = "by",
  [PROP_ASSENT] = "assent",
  [PROP_VISIBLE] = "visible",
  [PROP_REQUIRED] = "required",
  [PROP_SOFT] = "soft",
  [PROP_SAVED] = "saved",
  [PROP_EDITABLE] = "editable",
};

struct _FinSharedField {
  GObject parent_instance;

  gboolean citizen; /* whose program this is */
  char *texts[N_TEXTS];
  gboolean visible;
  gboolean required;
  gboolean soft;
  gboolean saved;
  gboolean editable;
  GStrv options;
  GStrv terms;

  char *office_value;
  guint version;

  char *change; /* NULL: none under way */
  char *sent_value;
};

G_DEFINE_FINAL_TYPE (FinSharedField, fin_shared_field, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];

static void
set_text (FinSharedField *self, guint id, const char *text)
{
  fin_object_set_string (self, &self->texts[id], text, properties[id]);
}

static void
update (FinSharedField *self)
{
  const char *me = self->citizen ? "citizen" : "informer";
  const char *who = self->texts[PROP_WHO];
  const char *holder = self->texts[PROP_HOLDER];

  g_assert (FIN_IS_SHARED_FIELD (self));

  fin_object_set_boolean (self, &self->saved,
                          self->change == NULL &&
                              g_str_equal (self->texts[PROP_VALUE], self->office_value),
                          properties[PROP_SAVED]);
  fin_object_set_boolean (self, &self->editable,
                          (who == NULL || g_str_equal (who, me)) &&
                              (holder == NULL || g_str_equal (holder, me)),
                          properties[PROP_EDITABLE]);
}

static void
set_office (FinSharedField *self, const char *value, guint version)
{
  char *copy = g_strdup (value != NULL ? value : "");

  g_assert (FIN_IS_SHARED_FIELD (self));

  g_free (self->office_value);
  self->office_value = copy;
  self->version = version;
}

static void
clear_change (FinSharedField *self)
{
  g_assert (FIN_IS_SHARED_FIELD (self));

  g_clear_pointer (&self->change, g_free);
  g_clear_pointer (&self->sent_value, g_free);
}

/* Shows what the office has; what was typed here instead is offered back, with @code why. */
static void
give_way (FinSharedField *self, const char *code)
{
  g_assert (FIN_IS_SHARED_FIELD (self));

  if (!g_str_equal (self->texts[PROP_VALUE], self->office_value)) {
    set_text (self, PROP_REFUSAL, code);
    set_text (self, PROP_REJECTED, self->texts[PROP_VALUE]);
  }
  set_text (self, PROP_VALUE, self->office_value);
}

static void
set_options (FinSharedField *self, JsonArray *array)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) options = NULL;

  g_assert (FIN_IS_SHARED_FIELD (self));

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++) {
    JsonObject *option = fin_json_array_object (array, i);
    const char *value = option != NULL ? fin_json_string (option, "value") : NULL;
    const char *label = option != NULL ? fin_json_string (option, "label") : NULL;

    if (value != NULL)
      g_strv_builder_add_many (builder, value, label != NULL ? label : value, NULL);
  }

  options = array != NULL ? g_strv_builder_end (builder) : NULL;
  fin_object_set_strv (self, &self->options, (const char *const *)options,
                       properties[PROP_OPTIONS]);
}

static void
fin_shared_field_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  FinSharedField *self = FIN_SHARED_FIELD (object);

  switch (id) {
  case PROP_VISIBLE:
    g_value_set_boolean (value, self->visible);
    break;
  case PROP_REQUIRED:
    g_value_set_boolean (value, self->required);
    break;
  case PROP_SOFT:
    g_value_set_boolean (value, self->soft);
    break;
  case PROP_SAVED:
    g_value_set_boolean (value, self->saved);
    break;
  case PROP_EDITABLE:
    g_value_set_boolean (value, self->editable);
    break;
  case PROP_OPTIONS:
    g_value_set_boxed (value, self->options);
    break;
  case PROP_TERMS:
    g_value_set_boxed (value, self->terms);
    break;
  default:
    g_value_set_string (value, self->texts[id]);
    break;
  }
}

static void
fin_shared_field_finalize (GObject *object)
{
  FinSharedField *self = FIN_SHARED_FIELD (object);

  for (guint i = 0; i < N_TEXTS; i++)
    g_free (self->texts[i]);
  g_clear_pointer (&self->options, g_strfreev);
  g_clear_pointer (&self->terms, g_strfreev);
  g_free (self->office_value);
  clear_change (self);

  G_OBJECT_CLASS (fin_shared_field_parent_class)->finalize (object);
}

static void
fin_shared_field_class_init (FinSharedFieldClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = fin_shared_field_get_property;
  object_class->finalize = fin_shared_field_finalize;

  for (guint i = PROP_ID; i < N_TEXTS; i++)
    properties[i] = g_param_spec_string (names[i], NULL, NULL, NULL, flags);
  for (guint i = PROP_VISIBLE; i < PROP_OPTIONS; i++)
    properties[i] = g_param_spec_boolean (names[i], NULL, NULL, FALSE, flags);
  properties[PROP_OPTIONS] = g_param_spec_boxed ("options", NULL, NULL, G_TYPE_STRV, flags);
  properties[PROP_TERMS] = g_param_spec_boxed ("terms", NULL, NULL, G_TYPE_STRV, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
fin_shared_field_init (FinSharedField *self)
{
  self->texts[PROP_VALUE] = g_strdup ("");
  self->office_value = g_strdup ("");
  self->saved = TRUE;
}

FinSharedField *
_fin_shared_field_new (const char *id, gboolean citizen)
{
  FinSharedField *self = g_object_new (FIN_TYPE_SHARED_FIELD, NULL);

  self->texts[PROP_ID] = g_strdup (id);
  self->citizen = citizen;

  return self;
}

void
_fin_shared_field_describe (FinSharedField *self, JsonObject *field)
{
  static const guint described[] = { PROP_LABEL, PROP_HELP, PROP_KIND,   PROP_GROUP,
                                     PROP_WHO,   PROP_FACT, PROP_HOLDER, PROP_BY };
  g_auto (GStrv) terms = fin_json_strings (field, "terms");

  g_return_if_fail (FIN_IS_SHARED_FIELD (self));

  g_object_freeze_notify (G_OBJECT (self));
  for (guint i = 0; i < G_N_ELEMENTS (described); i++)
    set_text (self, described[i], fin_json_string (field, names[described[i]]));
  set_options (self, fin_json_array (field, "options"));
  fin_object_set_strv (self, &self->terms, (const char *const *)terms, properties[PROP_TERMS]);
  set_office (self, fin_json_string (field, "value"), fin_json_integer (field, "version", 0));
  if (self->change == NULL)
    set_text (self, PROP_VALUE, self->office_value);
  _fin_shared_field_set_state (self, field);
  update (self);
  g_object_thaw_notify (G_OBJECT (self));
}

void
_fin_shared_field_set_state (FinSharedField *self, JsonObject *state)
{
  const char *value = fin_json_string (state, "value");

  g_return_if_fail (FIN_IS_SHARED_FIELD (self));

  set_text (self, PROP_PROBLEM, fin_json_string (state, "problem"));
  set_text (self, PROP_ASSENT, fin_json_string (state, "assent"));
  /* One that is worked out changes with others, and by no change of its own. */
  if (value != NULL && g_strcmp0 (self->texts[PROP_WHO], "office") == 0) {
    set_office (self, value, self->version);
    set_text (self, PROP_VALUE, self->office_value);
  }
  fin_object_set_boolean (self, &self->visible, fin_json_boolean (state, "visible", TRUE),
                          properties[PROP_VISIBLE]);
  fin_object_set_boolean (self, &self->required, fin_json_boolean (state, "required", FALSE),
                          properties[PROP_REQUIRED]);
  fin_object_set_boolean (self, &self->soft, fin_json_boolean (state, "soft", FALSE),
                          properties[PROP_SOFT]);
}

void
_fin_shared_field_set_holder (FinSharedField *self, const char *holder)
{
  g_return_if_fail (FIN_IS_SHARED_FIELD (self));

  set_text (self, PROP_HOLDER, holder);
  update (self);
}

void
_fin_shared_field_set_assent (FinSharedField *self, const char *assent)
{
  g_return_if_fail (FIN_IS_SHARED_FIELD (self));

  set_text (self, PROP_ASSENT, assent);
}

void
_fin_shared_field_set_writer (FinSharedField *self, const char *writer)
{
  g_return_if_fail (FIN_IS_SHARED_FIELD (self));

  set_text (self, PROP_WRITER, writer);
}

const char *
_fin_shared_field_writer (FinSharedField *self)
{
  g_return_val_if_fail (FIN_IS_SHARED_FIELD (self), NULL);

  return self->texts[PROP_WRITER];
}

gboolean
_fin_shared_field_saved (FinSharedField *self)
{
  g_return_val_if_fail (FIN_IS_SHARED_FIELD (self), TRUE);

  return self->saved;
}

gboolean
_fin_shared_field_wanted (FinSharedField *self)
{
  g_return_val_if_fail (FIN_IS_SHARED_FIELD (self), FALSE);

  return self->visible && g_strcmp0 (self->texts[PROP_ASSENT], "wanted") == 0;
}

gboolean
_fin_shared_field_done (FinSharedField *self)
{
  g_return_val_if_fail (FIN_IS_SHARED_FIELD (self), TRUE);

  if (!self->visible)
    return TRUE;

  return (!self->required || self->office_value[0] != '\0') &&
         (self->texts[PROP_PROBLEM] == NULL || self->soft);
}

gboolean
_fin_shared_field_secret (FinSharedField *self)
{
  g_return_val_if_fail (FIN_IS_SHARED_FIELD (self), FALSE);

  return self->visible && g_strcmp0 (fin_shared_field_kind (self), "secret") == 0 &&
         !g_str_equal (self->office_value, "true");
}

void
_fin_shared_field_write (FinSharedField *self, const char *value)
{
  g_return_if_fail (FIN_IS_SHARED_FIELD (self));

  set_text (self, PROP_REJECTED, NULL);
  set_text (self, PROP_VALUE, value);
  update (self);
}

void
_fin_shared_field_forget_rejected (FinSharedField *self)
{
  g_return_if_fail (FIN_IS_SHARED_FIELD (self));

  set_text (self, PROP_REJECTED, NULL);
}

JsonObject *
_fin_shared_field_begin (FinSharedField *self, FinCourier *courier)
{
  JsonObject *message;

  g_return_val_if_fail (FIN_IS_SHARED_FIELD (self), NULL);

  if (self->change != NULL || g_str_equal (self->texts[PROP_VALUE], self->office_value))
    return NULL;

  self->change = fin_courier_name (courier);
  self->sent_value = g_strdup (self->texts[PROP_VALUE]);
  update (self);

  message = json_object_new ();
  json_object_set_string_member (message, "type", "form.change");
  json_object_set_string_member (message, "change", self->change);
  json_object_set_string_member (message, "field", self->texts[PROP_ID]);
  json_object_set_string_member (message, "value", self->sent_value);
  json_object_set_int_member (message, "base", self->version);

  return message;
}

/* TRUE when what stands at the office is at least as new as what was known here. */
static gboolean
take_office (FinSharedField *self, JsonObject *message)
{
  guint version = fin_json_integer (message, "version", 0);

  g_assert (FIN_IS_SHARED_FIELD (self));

  if (version < self->version)
    return FALSE;

  set_office (self, fin_json_string (message, "value"), version);
  set_text (self, PROP_BY, fin_json_string (message, "by"));

  return TRUE;
}

static gboolean
is_mine (FinSharedField *self, JsonObject *message)
{
  return self->change != NULL && g_strcmp0 (fin_json_string (message, "change"), self->change) == 0;
}

gboolean
_fin_shared_field_changed (FinSharedField *self, JsonObject *message)
{
  gboolean mine;
  gboolean newer;

  g_return_val_if_fail (FIN_IS_SHARED_FIELD (self), FALSE);

  mine = is_mine (self, message);
  /* The answer to a change sent again is what it did then: older, maybe, than what stands. */
  newer = take_office (self, message);
  if (mine) {
    gboolean typed_on = !g_str_equal (self->texts[PROP_VALUE], self->sent_value);

    clear_change (self);
    /* Done before a break, and written over by somebody since. */
    if (!newer)
      give_way (self, "conflict");
    else if (!typed_on)
      set_text (self, PROP_VALUE, self->office_value);
  } else if (self->change == NULL)
    set_text (self, PROP_VALUE, self->office_value);
  update (self);

  return mine;
}

gboolean
_fin_shared_field_refused (FinSharedField *self, JsonObject *message)
{
  g_return_val_if_fail (FIN_IS_SHARED_FIELD (self), FALSE);

  if (!is_mine (self, message))
    return FALSE;

  clear_change (self);
  take_office (self, message);
  give_way (self, fin_json_string (message, "code"));
  update (self);

  return TRUE;
}

const char *
fin_shared_field_id (FinSharedField *self)
{
  g_return_val_if_fail (FIN_IS_SHARED_FIELD (self), NULL);

  return self->texts[PROP_ID];
}

const char *
fin_shared_field_value (FinSharedField *self)
{
  g_return_val_if_fail (FIN_IS_SHARED_FIELD (self), NULL);

  return self->texts[PROP_VALUE];
}

const char *
fin_shared_field_kind (FinSharedField *self)
{
  g_return_val_if_fail (FIN_IS_SHARED_FIELD (self), NULL);

  return self->texts[PROP_KIND];
}

const char *const *
fin_shared_field_options (FinSharedField *self)
{
  g_return_val_if_fail (FIN_IS_SHARED_FIELD (self), NULL);

  return (const char *const *)self->options;
}

gboolean
fin_shared_field_editable (FinSharedField *self)
{
  g_return_val_if_fail (FIN_IS_SHARED_FIELD (self), FALSE);

  return self->editable;
}
