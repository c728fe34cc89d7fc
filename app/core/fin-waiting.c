// A citizen in the waiting list, as the office tells it.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-waiting.h"

#include "fin-json.h"
#include "fin-object.h"

enum {
  PROP_0,
  PROP_APPOINTMENT,
  PROP_SINCE,
  PROP_CAMERA,
  PROP_MICROPHONE,
  PROP_CONNECTED,
  N_PROPS,
};

struct _FinWaiting {
  GObject parent_instance;

  FinAppointment *appointment;
  GDateTime *since;
  gboolean camera;
  gboolean microphone;
  gboolean connected;
};

G_DEFINE_FINAL_TYPE (FinWaiting, fin_waiting, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];

static void
fin_waiting_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  FinWaiting *self = FIN_WAITING (object);

  switch (id) {
  case PROP_APPOINTMENT:
    g_value_set_object (value, self->appointment);
    break;
  case PROP_SINCE:
    g_value_set_boxed (value, self->since);
    break;
  case PROP_CAMERA:
    g_value_set_boolean (value, self->camera);
    break;
  case PROP_MICROPHONE:
    g_value_set_boolean (value, self->microphone);
    break;
  case PROP_CONNECTED:
    g_value_set_boolean (value, self->connected);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
fin_waiting_finalize (GObject *object)
{
  FinWaiting *self = FIN_WAITING (object);

  g_clear_object (&self->appointment);
  g_clear_pointer (&self->since, g_date_time_unref);

  G_OBJECT_CLASS (fin_waiting_parent_class)->finalize (object);
}

static void
fin_waiting_class_init (FinWaitingClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = fin_waiting_get_property;
  object_class->finalize = fin_waiting_finalize;

  properties[PROP_APPOINTMENT] =
      g_param_spec_object ("appointment", NULL, NULL, FIN_TYPE_APPOINTMENT, flags);
  properties[PROP_SINCE] = g_param_spec_boxed ("since", NULL, NULL, G_TYPE_DATE_TIME, flags);
  properties[PROP_CAMERA] = g_param_spec_boolean ("camera", NULL, NULL, FALSE, flags);
  properties[PROP_MICROPHONE] = g_param_spec_boolean ("microphone", NULL, NULL, FALSE, flags);
  properties[PROP_CONNECTED] = g_param_spec_boolean ("connected", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
fin_waiting_init (FinWaiting *self)
{
  g_autoptr (JsonObject) nothing = json_object_new ();

  self->appointment = fin_appointment_new (nothing);
}

FinWaiting *
fin_waiting_new (JsonObject *object)
{
  FinWaiting *self = g_object_new (FIN_TYPE_WAITING, NULL);

  fin_waiting_update (self, object);

  return self;
}

void
fin_waiting_update (FinWaiting *self, JsonObject *object)
{
  JsonObject *appointment;

  g_return_if_fail (FIN_IS_WAITING (self));
  g_return_if_fail (object != NULL);

  appointment = fin_json_member (object, "appointment");

  g_object_freeze_notify (G_OBJECT (self));
  if (appointment != NULL)
    fin_appointment_update (self->appointment, appointment);
  fin_object_set_time (self, &self->since, fin_json_string (object, "since"),
                       properties[PROP_SINCE]);
  fin_object_set_boolean (self, &self->camera, fin_json_boolean (object, "camera", FALSE),
                          properties[PROP_CAMERA]);
  fin_object_set_boolean (self, &self->microphone, fin_json_boolean (object, "microphone", FALSE),
                          properties[PROP_MICROPHONE]);
  fin_object_set_boolean (self, &self->connected, fin_json_boolean (object, "connected", FALSE),
                          properties[PROP_CONNECTED]);
  g_object_thaw_notify (G_OBJECT (self));
}

FinAppointment *
fin_waiting_appointment (FinWaiting *self)
{
  g_return_val_if_fail (FIN_IS_WAITING (self), NULL);

  return self->appointment;
}

GDateTime *
fin_waiting_since (FinWaiting *self)
{
  g_return_val_if_fail (FIN_IS_WAITING (self), NULL);

  return self->since;
}

gboolean
fin_waiting_camera (FinWaiting *self)
{
  g_return_val_if_fail (FIN_IS_WAITING (self), FALSE);

  return self->camera;
}

gboolean
fin_waiting_microphone (FinWaiting *self)
{
  g_return_val_if_fail (FIN_IS_WAITING (self), FALSE);

  return self->microphone;
}

gboolean
fin_waiting_connected (FinWaiting *self)
{
  g_return_val_if_fail (FIN_IS_WAITING (self), FALSE);

  return self->connected;
}
