// Somebody in a visit, as the office tells it.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-participant.h"

#include "fin-json.h"
#include "fin-object.h"

/* The texts come first, then the flags; each has its property's name on the wire too. */
enum {
  PROP_0,
  PROP_ID,
  PROP_INSTANCE,
  PROP_ROLE,
  PROP_NAME,
  PROP_LANGUAGE,
  PROP_SPEAKS,
  PROP_READS,
  PROP_INTERPRETS,
  PROP_CONNECTED,
  PROP_CAMERA,
  PROP_MICROPHONE,
  PROP_GONE,
  N_PROPS,
};

#define FIRST_FLAG PROP_CONNECTED

static const char *const names[N_PROPS] = {
  [PROP_ID] = "id",         [PROP_INSTANCE] = "instance",     [PROP_ROLE] = "role",
  [PROP_NAME] = "name",     [PROP_LANGUAGE] = "language",     [PROP_SPEAKS] = "speaks",
  [PROP_READS] = "reads",   [PROP_INTERPRETS] = "interprets", [PROP_CONNECTED] = "connected",
  [PROP_CAMERA] = "camera", [PROP_MICROPHONE] = "microphone", [PROP_GONE] = "gone",
};

struct _FinParticipant {
  GObject parent_instance;

  char *texts[FIRST_FLAG];
  gboolean flags[N_PROPS];
  gint64 order;
};

G_DEFINE_FINAL_TYPE (FinParticipant, fin_participant, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];

static void
fin_participant_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  FinParticipant *self = FIN_PARTICIPANT (object);

  if (id < FIRST_FLAG)
    g_value_set_string (value, self->texts[id]);
  else
    g_value_set_boolean (value, self->flags[id]);
}

static void
fin_participant_finalize (GObject *object)
{
  FinParticipant *self = FIN_PARTICIPANT (object);

  for (guint i = 0; i < FIRST_FLAG; i++)
    g_free (self->texts[i]);

  G_OBJECT_CLASS (fin_participant_parent_class)->finalize (object);
}

static void
fin_participant_class_init (FinParticipantClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = fin_participant_get_property;
  object_class->finalize = fin_participant_finalize;

  for (guint i = PROP_ID; i < FIRST_FLAG; i++)
    properties[i] = g_param_spec_string (names[i], NULL, NULL, NULL, flags);
  for (guint i = FIRST_FLAG; i < N_PROPS; i++)
    properties[i] = g_param_spec_boolean (names[i], NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
fin_participant_init (FinParticipant *self)
{
}

FinParticipant *
fin_participant_new (JsonObject *object)
{
  FinParticipant *self = g_object_new (FIN_TYPE_PARTICIPANT, NULL);

  fin_participant_update (self, object);

  return self;
}

void
fin_participant_update (FinParticipant *self, JsonObject *object)
{
  g_return_if_fail (FIN_IS_PARTICIPANT (self));
  g_return_if_fail (object != NULL);

  self->order = fin_json_integer (object, "order", 0);
  g_object_freeze_notify (G_OBJECT (self));
  for (guint i = PROP_ID; i < FIRST_FLAG; i++) {
    const char *text = fin_json_string (object, names[i]);

    fin_object_set_string (self, &self->texts[i], text != NULL ? text : "", properties[i]);
  }
  for (guint i = FIRST_FLAG; i < N_PROPS; i++)
    fin_object_set_boolean (self, &self->flags[i], fin_json_boolean (object, names[i], FALSE),
                            properties[i]);
  g_object_thaw_notify (G_OBJECT (self));
}

const char *
fin_participant_id (FinParticipant *self)
{
  g_return_val_if_fail (FIN_IS_PARTICIPANT (self), "");

  return self->texts[PROP_ID];
}

const char *
fin_participant_instance (FinParticipant *self)
{
  g_return_val_if_fail (FIN_IS_PARTICIPANT (self), "");

  return self->texts[PROP_INSTANCE];
}

const char *
fin_participant_role (FinParticipant *self)
{
  g_return_val_if_fail (FIN_IS_PARTICIPANT (self), "");

  return self->texts[PROP_ROLE];
}

const char *
fin_participant_name (FinParticipant *self)
{
  g_return_val_if_fail (FIN_IS_PARTICIPANT (self), "");

  return self->texts[PROP_NAME];
}

const char *
fin_participant_language (FinParticipant *self)
{
  g_return_val_if_fail (FIN_IS_PARTICIPANT (self), "");

  return self->texts[PROP_LANGUAGE];
}

const char *
fin_participant_speaks (FinParticipant *self)
{
  g_return_val_if_fail (FIN_IS_PARTICIPANT (self), "");

  return self->texts[PROP_SPEAKS];
}

const char *
fin_participant_reads (FinParticipant *self)
{
  g_return_val_if_fail (FIN_IS_PARTICIPANT (self), "");

  return self->texts[PROP_READS];
}

gboolean
fin_participant_connected (FinParticipant *self)
{
  g_return_val_if_fail (FIN_IS_PARTICIPANT (self), FALSE);

  return self->flags[PROP_CONNECTED];
}

gboolean
fin_participant_camera (FinParticipant *self)
{
  g_return_val_if_fail (FIN_IS_PARTICIPANT (self), FALSE);

  return self->flags[PROP_CAMERA];
}

gboolean
fin_participant_microphone (FinParticipant *self)
{
  g_return_val_if_fail (FIN_IS_PARTICIPANT (self), FALSE);

  return self->flags[PROP_MICROPHONE];
}

const char *
fin_participant_interprets (FinParticipant *self)
{
  g_return_val_if_fail (FIN_IS_PARTICIPANT (self), "");

  return self->texts[PROP_INTERPRETS];
}

gboolean
fin_participant_gone (FinParticipant *self)
{
  g_return_val_if_fail (FIN_IS_PARTICIPANT (self), FALSE);

  return self->flags[PROP_GONE];
}

gboolean
fin_participant_offers_to (FinParticipant *self, FinParticipant *other)
{
  g_return_val_if_fail (FIN_IS_PARTICIPANT (self), FALSE);
  g_return_val_if_fail (FIN_IS_PARTICIPANT (other), FALSE);

  return self->order < other->order;
}
