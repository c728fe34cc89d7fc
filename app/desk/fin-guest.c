// What the office tells of a guest.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-guest.h"

#include "fin-json.h"
#include "fin-object.h"

enum { PROP_0, PROP_STATE, N_PROPS };

struct _FinGuest {
  GObject parent_instance;

  char *id;
  char *role;
  char *name;
  char *interprets;
  char *staff;
  guint state;
};

G_DEFINE_FINAL_TYPE (FinGuest, fin_guest, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];

static FinGuestState
read_state (JsonObject *object)
{
  const char *state = fin_json_string (object, "state");

  if (g_strcmp0 (state, "in") == 0)
    return FIN_GUEST_IN;
  if (g_strcmp0 (state, "declined") == 0)
    return FIN_GUEST_DECLINED;
  if (g_strcmp0 (state, "gone") == 0)
    return FIN_GUEST_GONE;

  return !json_object_has_member (object, "staff") && fin_json_boolean (object, "connected", FALSE)
             ? FIN_GUEST_AT_DOOR
             : FIN_GUEST_ASKED;
}

static void
fin_guest_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_uint (value, FIN_GUEST (object)->state);
}

static void
fin_guest_finalize (GObject *object)
{
  FinGuest *self = FIN_GUEST (object);

  g_free (self->id);
  g_free (self->role);
  g_free (self->name);
  g_free (self->interprets);
  g_free (self->staff);

  G_OBJECT_CLASS (fin_guest_parent_class)->finalize (object);
}

static void
fin_guest_class_init (FinGuestClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = fin_guest_get_property;
  object_class->finalize = fin_guest_finalize;
  properties[PROP_STATE] = g_param_spec_uint ("state", NULL, NULL, 0, FIN_GUEST_GONE, 0,
                                              G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
fin_guest_init (FinGuest *self)
{
}

FinGuest *
fin_guest_new (JsonObject *object)
{
  FinGuest *self = g_object_new (FIN_TYPE_GUEST, NULL);

  g_return_val_if_fail (object != NULL, self);

  self->id = g_strdup (fin_json_string (object, "id"));
  self->role = g_strdup (fin_json_string (object, "role"));
  self->name = g_strdup (fin_json_string (object, "name"));
  self->interprets = g_strdup (fin_json_string (object, "interprets"));
  self->staff = g_strdup (fin_json_string (object, "staff"));
  self->state = read_state (object);

  return self;
}

void
fin_guest_update (FinGuest *self, JsonObject *object)
{
  g_return_if_fail (FIN_IS_GUEST (self));
  g_return_if_fail (object != NULL);

  fin_object_set_uint (self, &self->state, read_state (object), properties[PROP_STATE]);
}

const char *
fin_guest_id (FinGuest *self)
{
  g_return_val_if_fail (FIN_IS_GUEST (self), NULL);

  return self->id;
}

const char *
fin_guest_role (FinGuest *self)
{
  g_return_val_if_fail (FIN_IS_GUEST (self), NULL);

  return self->role;
}

const char *
fin_guest_name (FinGuest *self)
{
  g_return_val_if_fail (FIN_IS_GUEST (self), NULL);

  return self->name;
}

const char *
fin_guest_interprets (FinGuest *self)
{
  g_return_val_if_fail (FIN_IS_GUEST (self), NULL);

  return self->interprets;
}

const char *
fin_guest_staff (FinGuest *self)
{
  g_return_val_if_fail (FIN_IS_GUEST (self), NULL);

  return self->staff;
}

FinGuestState
fin_guest_state (FinGuest *self)
{
  g_return_val_if_fail (FIN_IS_GUEST (self), FIN_GUEST_GONE);

  return self->state;
}
