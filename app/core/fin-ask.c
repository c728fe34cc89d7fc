// What the office tells of a visit that needs an interpreter.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-ask.h"

#include "fin-json.h"

struct _FinAsk {
  GObject parent_instance;

  char *id;
  char *interprets;
  char *informer;
  FinAppointment *appointment;
};

G_DEFINE_FINAL_TYPE (FinAsk, fin_ask, G_TYPE_OBJECT)

static void
fin_ask_finalize (GObject *object)
{
  FinAsk *self = FIN_ASK (object);

  g_free (self->id);
  g_free (self->interprets);
  g_free (self->informer);
  g_clear_object (&self->appointment);

  G_OBJECT_CLASS (fin_ask_parent_class)->finalize (object);
}

static void
fin_ask_class_init (FinAskClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fin_ask_finalize;
}

static void
fin_ask_init (FinAsk *self)
{
}

FinAsk *
fin_ask_new (JsonObject *object)
{
  const char *id = object != NULL ? fin_json_string (object, "guest") : NULL;
  const char *interprets = object != NULL ? fin_json_string (object, "interprets") : NULL;
  const char *informer = object != NULL ? fin_json_string (object, "informer") : NULL;
  JsonObject *appointment = object != NULL ? fin_json_member (object, "appointment") : NULL;
  FinAsk *self;

  if (id == NULL || interprets == NULL || informer == NULL || appointment == NULL)
    return NULL;

  self = g_object_new (FIN_TYPE_ASK, NULL);
  self->id = g_strdup (id);
  self->interprets = g_strdup (interprets);
  self->informer = g_strdup (informer);
  self->appointment = fin_appointment_new (appointment);

  return self;
}

const char *
fin_ask_id (FinAsk *self)
{
  g_return_val_if_fail (FIN_IS_ASK (self), NULL);

  return self->id;
}

const char *
fin_ask_interprets (FinAsk *self)
{
  g_return_val_if_fail (FIN_IS_ASK (self), NULL);

  return self->interprets;
}

const char *
fin_ask_informer (FinAsk *self)
{
  g_return_val_if_fail (FIN_IS_ASK (self), NULL);

  return self->informer;
}

FinAppointment *
fin_ask_appointment (FinAsk *self)
{
  g_return_val_if_fail (FIN_IS_ASK (self), NULL);

  return self->appointment;
}
