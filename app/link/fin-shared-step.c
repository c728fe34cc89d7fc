// One step of the shared form.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-shared-form-private.h"

#include "fin-json.h"
#include "fin-object.h"

enum {
  PROP_0,
  PROP_ID,
  PROP_TITLE,
  PROP_SAY,
  PROP_GUIDE,
  PROP_VISIBLE,
  PROP_DONE,
  PROP_WANTED,
  PROP_SECRET,
  PROP_FIELDS,
  N_PROPS,
};

struct _FinSharedStep {
  GObject parent_instance;

  char *id;
  char *title;
  char *say;
  char *guide;
  gboolean visible;
  gboolean done;
  guint wanted;
  gboolean secret;
  GListStore *fields;
};

G_DEFINE_FINAL_TYPE (FinSharedStep, fin_shared_step, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];

static void
fin_shared_step_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  FinSharedStep *self = FIN_SHARED_STEP (object);

  switch (id) {
  case PROP_ID:
    g_value_set_string (value, self->id);
    break;
  case PROP_TITLE:
    g_value_set_string (value, self->title);
    break;
  case PROP_SAY:
    g_value_set_string (value, self->say);
    break;
  case PROP_GUIDE:
    g_value_set_string (value, self->guide);
    break;
  case PROP_VISIBLE:
    g_value_set_boolean (value, self->visible);
    break;
  case PROP_DONE:
    g_value_set_boolean (value, self->done);
    break;
  case PROP_WANTED:
    g_value_set_uint (value, self->wanted);
    break;
  case PROP_SECRET:
    g_value_set_boolean (value, self->secret);
    break;
  case PROP_FIELDS:
    g_value_set_object (value, self->fields);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
fin_shared_step_finalize (GObject *object)
{
  FinSharedStep *self = FIN_SHARED_STEP (object);

  g_free (self->id);
  g_free (self->title);
  g_free (self->say);
  g_free (self->guide);
  g_clear_object (&self->fields);

  G_OBJECT_CLASS (fin_shared_step_parent_class)->finalize (object);
}

static void
fin_shared_step_class_init (FinSharedStepClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = fin_shared_step_get_property;
  object_class->finalize = fin_shared_step_finalize;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_SAY] = g_param_spec_string ("say", NULL, NULL, NULL, flags);
  properties[PROP_GUIDE] = g_param_spec_string ("guide", NULL, NULL, NULL, flags);
  properties[PROP_VISIBLE] = g_param_spec_boolean ("visible", NULL, NULL, FALSE, flags);
  properties[PROP_DONE] = g_param_spec_boolean ("done", NULL, NULL, FALSE, flags);
  properties[PROP_WANTED] = g_param_spec_uint ("wanted", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_SECRET] = g_param_spec_boolean ("secret", NULL, NULL, FALSE, flags);
  properties[PROP_FIELDS] = g_param_spec_object ("fields", NULL, NULL, G_TYPE_LIST_MODEL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
fin_shared_step_init (FinSharedStep *self)
{
  self->fields = g_list_store_new (FIN_TYPE_SHARED_FIELD);
}

FinSharedStep *
_fin_shared_step_new (const char *id)
{
  FinSharedStep *self = g_object_new (FIN_TYPE_SHARED_STEP, NULL);

  self->id = g_strdup (id);

  return self;
}

void
_fin_shared_step_describe (FinSharedStep *self, JsonObject *step)
{
  g_return_if_fail (FIN_IS_SHARED_STEP (self));

  fin_object_set_string (self, &self->title, fin_json_string (step, "title"),
                         properties[PROP_TITLE]);
  fin_object_set_string (self, &self->say, fin_json_string (step, "say"), properties[PROP_SAY]);
  fin_object_set_string (self, &self->guide, fin_json_string (step, "guide"),
                         properties[PROP_GUIDE]);
  _fin_shared_step_set_visible (self, fin_json_boolean (step, "visible", TRUE));
}

void
_fin_shared_step_set_visible (FinSharedStep *self, gboolean visible)
{
  g_return_if_fail (FIN_IS_SHARED_STEP (self));

  fin_object_set_boolean (self, &self->visible, visible, properties[PROP_VISIBLE]);
}

void
_fin_shared_step_add (FinSharedStep *self, FinSharedField *field)
{
  g_return_if_fail (FIN_IS_SHARED_STEP (self));

  g_list_store_append (self->fields, field);
}

const char *
_fin_shared_step_id (FinSharedStep *self)
{
  g_return_val_if_fail (FIN_IS_SHARED_STEP (self), NULL);

  return self->id;
}

guint
_fin_shared_step_update (FinSharedStep *self)
{
  gboolean done = TRUE, secret = FALSE;
  guint wanted = 0;

  g_return_val_if_fail (FIN_IS_SHARED_STEP (self), 0);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->fields)); i++) {
    g_autoptr (FinSharedField) field = g_list_model_get_item (G_LIST_MODEL (self->fields), i);

    done = done && _fin_shared_field_done (field);
    wanted += _fin_shared_field_wanted (field);
    secret = secret || _fin_shared_field_secret (field);
  }
  fin_object_set_boolean (self, &self->done, done, properties[PROP_DONE]);
  fin_object_set_uint (self, &self->wanted, wanted, properties[PROP_WANTED]);
  fin_object_set_boolean (self, &self->secret, secret, properties[PROP_SECRET]);

  return wanted;
}
