// An appointment as the office tells it.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-appointment.h"

#include "fin-json.h"
#include "fin-object.h"

/* The texts come first, in the order of `texts`. */
enum {
  PROP_0,
  PROP_ID,
  PROP_PROCEDURE,
  PROP_TITLE,
  PROP_LANGUAGE,
  PROP_CITIZEN_NAME,
  PROP_OUTCOME,
  PROP_REFERRED_NAME,
  PROP_REASON,
  PROP_RECEIPT,
  PROP_STAFF,
  PROP_TRANSCRIPT,
  PROP_STARTS,
  PROP_ENDS,
  PROP_NEEDS,
  PROP_STATE,
  PROP_DOCUMENTS,
  PROP_TRIAL,
  N_PROPS,
};

#define N_TEXTS PROP_STARTS

static const struct {
  const char *property;
  const char *member;
} texts[N_TEXTS] = {
  [PROP_ID] = { "id", "id" },
  [PROP_PROCEDURE] = { "procedure", "procedure" },
  [PROP_TITLE] = { "title", "title" },
  [PROP_LANGUAGE] = { "language", "language" },
  [PROP_CITIZEN_NAME] = { "citizen-name", "citizen_name" },
  [PROP_OUTCOME] = { "outcome", "outcome" },
  [PROP_REFERRED_NAME] = { "referred-name", "referred_name" },
  [PROP_REASON] = { "reason", "reason" },
  [PROP_RECEIPT] = { "receipt", "receipt" },
  [PROP_STAFF] = { "staff", "staff" },
  [PROP_TRANSCRIPT] = { "transcript", "transcript" },
};

static const char *const states[] = { "booked", "waiting", "attending", "ended" };

struct _FinAppointment {
  GObject parent_instance;

  char *texts[N_TEXTS];
  GDateTime *starts;
  GDateTime *ends;
  GStrv needs;
  guint state;
  guint documents;
  gboolean trial;
};

G_DEFINE_FINAL_TYPE (FinAppointment, fin_appointment, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];

static guint
state_from_text (const char *text)
{
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_strcmp0 (text, states[i]) == 0)
      return i;

  return FIN_APPOINTMENT_BOOKED;
}

static void
fin_appointment_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  FinAppointment *self = FIN_APPOINTMENT (object);

  switch (id) {
  case PROP_STARTS:
    g_value_set_boxed (value, self->starts);
    break;
  case PROP_ENDS:
    g_value_set_boxed (value, self->ends);
    break;
  case PROP_NEEDS:
    g_value_set_boxed (value, self->needs);
    break;
  case PROP_STATE:
    g_value_set_uint (value, self->state);
    break;
  case PROP_DOCUMENTS:
    g_value_set_uint (value, self->documents);
    break;
  case PROP_TRIAL:
    g_value_set_boolean (value, self->trial);
    break;
  default:
    g_value_set_string (value, self->texts[id]);
    break;
  }
}

static void
fin_appointment_finalize (GObject *object)
{
  FinAppointment *self = FIN_APPOINTMENT (object);

  for (guint i = 0; i < N_TEXTS; i++)
    g_free (self->texts[i]);
  g_clear_pointer (&self->starts, g_date_time_unref);
  g_clear_pointer (&self->ends, g_date_time_unref);
  g_clear_pointer (&self->needs, g_strfreev);

  G_OBJECT_CLASS (fin_appointment_parent_class)->finalize (object);
}

static void
fin_appointment_class_init (FinAppointmentClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = fin_appointment_get_property;
  object_class->finalize = fin_appointment_finalize;

  for (guint i = PROP_ID; i < N_TEXTS; i++)
    properties[i] = g_param_spec_string (texts[i].property, NULL, NULL, NULL, flags);
  properties[PROP_STARTS] = g_param_spec_boxed ("starts", NULL, NULL, G_TYPE_DATE_TIME, flags);
  properties[PROP_ENDS] = g_param_spec_boxed ("ends", NULL, NULL, G_TYPE_DATE_TIME, flags);
  properties[PROP_NEEDS] = g_param_spec_boxed ("needs", NULL, NULL, G_TYPE_STRV, flags);
  properties[PROP_STATE] =
      g_param_spec_uint ("state", NULL, NULL, 0, FIN_APPOINTMENT_ENDED, 0, flags);
  properties[PROP_DOCUMENTS] = g_param_spec_uint ("documents", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_TRIAL] = g_param_spec_boolean ("trial", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
fin_appointment_init (FinAppointment *self)
{
  self->texts[PROP_ID] = g_strdup ("");
  self->needs = g_new0 (char *, 1);
}

FinAppointment *
fin_appointment_new (JsonObject *object)
{
  FinAppointment *self = g_object_new (FIN_TYPE_APPOINTMENT, NULL);

  fin_appointment_update (self, object);

  return self;
}

void
fin_appointment_update (FinAppointment *self, JsonObject *object)
{
  g_auto (GStrv) needs = NULL;
  const char *id;

  g_return_if_fail (FIN_IS_APPOINTMENT (self));
  g_return_if_fail (object != NULL);

  needs = fin_json_strings (object, "needs");
  id = fin_json_string (object, "id");

  g_object_freeze_notify (G_OBJECT (self));
  for (guint i = PROP_ID + 1; i < N_TEXTS; i++)
    fin_object_set_string (self, &self->texts[i], fin_json_string (object, texts[i].member),
                           properties[i]);
  fin_object_set_string (self, &self->texts[PROP_ID], id != NULL ? id : "", properties[PROP_ID]);
  fin_object_set_time (self, &self->starts, fin_json_string (object, "starts"),
                       properties[PROP_STARTS]);
  fin_object_set_time (self, &self->ends, fin_json_string (object, "ends"), properties[PROP_ENDS]);
  fin_object_set_strv (self, &self->needs, (const char *const *)needs, properties[PROP_NEEDS]);
  fin_object_set_uint (self, &self->state, state_from_text (fin_json_string (object, "state")),
                       properties[PROP_STATE]);
  fin_object_set_uint (self, &self->documents,
                       CLAMP (fin_json_integer (object, "documents", 0), 0, G_MAXINT),
                       properties[PROP_DOCUMENTS]);
  fin_object_set_boolean (self, &self->trial, fin_json_boolean (object, "trial", FALSE),
                          properties[PROP_TRIAL]);
  g_object_thaw_notify (G_OBJECT (self));
}

const char *
fin_appointment_id (FinAppointment *self)
{
  g_return_val_if_fail (FIN_IS_APPOINTMENT (self), "");

  return self->texts[PROP_ID];
}

const char *
fin_appointment_procedure (FinAppointment *self)
{
  g_return_val_if_fail (FIN_IS_APPOINTMENT (self), NULL);

  return self->texts[PROP_PROCEDURE];
}

const char *
fin_appointment_title (FinAppointment *self)
{
  g_return_val_if_fail (FIN_IS_APPOINTMENT (self), NULL);

  return self->texts[PROP_TITLE];
}

GDateTime *
fin_appointment_starts (FinAppointment *self)
{
  g_return_val_if_fail (FIN_IS_APPOINTMENT (self), NULL);

  return self->starts;
}

GDateTime *
fin_appointment_ends (FinAppointment *self)
{
  g_return_val_if_fail (FIN_IS_APPOINTMENT (self), NULL);

  return self->ends;
}

const char *
fin_appointment_language (FinAppointment *self)
{
  g_return_val_if_fail (FIN_IS_APPOINTMENT (self), NULL);

  return self->texts[PROP_LANGUAGE];
}

const char *const *
fin_appointment_needs (FinAppointment *self)
{
  g_return_val_if_fail (FIN_IS_APPOINTMENT (self), NULL);

  return (const char *const *)self->needs;
}

const char *
fin_appointment_citizen_name (FinAppointment *self)
{
  g_return_val_if_fail (FIN_IS_APPOINTMENT (self), NULL);

  return self->texts[PROP_CITIZEN_NAME];
}

FinAppointmentState
fin_appointment_state (FinAppointment *self)
{
  g_return_val_if_fail (FIN_IS_APPOINTMENT (self), FIN_APPOINTMENT_BOOKED);

  return self->state;
}

const char *
fin_appointment_outcome (FinAppointment *self)
{
  g_return_val_if_fail (FIN_IS_APPOINTMENT (self), NULL);

  return self->texts[PROP_OUTCOME];
}

const char *
fin_appointment_referred_name (FinAppointment *self)
{
  g_return_val_if_fail (FIN_IS_APPOINTMENT (self), NULL);

  return self->texts[PROP_REFERRED_NAME];
}

const char *
fin_appointment_reason (FinAppointment *self)
{
  g_return_val_if_fail (FIN_IS_APPOINTMENT (self), NULL);

  return self->texts[PROP_REASON];
}

const char *
fin_appointment_receipt (FinAppointment *self)
{
  g_return_val_if_fail (FIN_IS_APPOINTMENT (self), NULL);

  return self->texts[PROP_RECEIPT];
}

guint
fin_appointment_documents (FinAppointment *self)
{
  g_return_val_if_fail (FIN_IS_APPOINTMENT (self), 0);

  return self->documents;
}

const char *
fin_appointment_staff (FinAppointment *self)
{
  g_return_val_if_fail (FIN_IS_APPOINTMENT (self), NULL);

  return self->texts[PROP_STAFF];
}

gboolean
fin_appointment_is_trial (FinAppointment *self)
{
  g_return_val_if_fail (FIN_IS_APPOINTMENT (self), FALSE);

  return self->trial;
}

const char *
fin_appointment_transcript (FinAppointment *self)
{
  g_return_val_if_fail (FIN_IS_APPOINTMENT (self), NULL);

  return self->texts[PROP_TRANSCRIPT];
}

void
fin_appointment_set_transcript (FinAppointment *self, const char *state)
{
  g_return_if_fail (FIN_IS_APPOINTMENT (self));

  fin_object_set_string (self, &self->texts[PROP_TRANSCRIPT],
                         g_strcmp0 (state, "withdrawn") != 0 ? state : NULL,
                         properties[PROP_TRANSCRIPT]);
}
