// A member of staff.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-member.h"

#include "fin-json.h"
#include "fin-object.h"

/* The texts come first. */
enum {
  PROP_0,
  PROP_ID,
  PROP_ACCOUNT,
  PROP_NAME,
  PROP_ROLE,
  PROP_SENSITIVE,
  PROP_INTERPRETS,
  N_PROPS
};

#define N_TEXTS PROP_SENSITIVE

static const char *const names[N_TEXTS] = {
  [PROP_ID] = "id",
  [PROP_ACCOUNT] = "account",
  [PROP_NAME] = "name",
  [PROP_ROLE] = "role",
};

struct _FinMember {
  GObject parent_instance;

  char *texts[N_TEXTS];
  gboolean sensitive;
  GStrv interprets;
};

G_DEFINE_FINAL_TYPE (FinMember, fin_member, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];

static void
fin_member_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  FinMember *self = FIN_MEMBER (object);

  if (id == PROP_SENSITIVE)
    g_value_set_boolean (value, self->sensitive);
  else if (id == PROP_INTERPRETS)
    g_value_set_boxed (value, self->interprets);
  else
    g_value_set_string (value, self->texts[id]);
}

static void
fin_member_finalize (GObject *object)
{
  for (guint i = 0; i < N_TEXTS; i++)
    g_free (FIN_MEMBER (object)->texts[i]);
  g_strfreev (FIN_MEMBER (object)->interprets);

  G_OBJECT_CLASS (fin_member_parent_class)->finalize (object);
}

static void
fin_member_class_init (FinMemberClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = fin_member_get_property;
  object_class->finalize = fin_member_finalize;

  for (guint i = PROP_ID; i < N_TEXTS; i++)
    properties[i] = g_param_spec_string (names[i], NULL, NULL, NULL, flags);
  properties[PROP_SENSITIVE] = g_param_spec_boolean ("sensitive", NULL, NULL, FALSE, flags);
  properties[PROP_INTERPRETS] = g_param_spec_boxed ("interprets", NULL, NULL, G_TYPE_STRV, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
fin_member_init (FinMember *self)
{
}

FinMember *
fin_member_new (JsonObject *object)
{
  FinMember *self;

  g_return_val_if_fail (object != NULL, NULL);

  self = g_object_new (FIN_TYPE_MEMBER, NULL);
  for (guint i = PROP_ID; i < N_TEXTS; i++) {
    const char *text = fin_json_string (object, names[i]);

    self->texts[i] = g_strdup (text != NULL ? text : "");
  }
  self->sensitive = fin_json_boolean (object, "sensitive", FALSE);
  self->interprets = fin_json_strings (object, "interprets");

  return self;
}

const char *
fin_member_id (FinMember *self)
{
  g_return_val_if_fail (FIN_IS_MEMBER (self), "");

  return self->texts[PROP_ID];
}

const char *
fin_member_account (FinMember *self)
{
  g_return_val_if_fail (FIN_IS_MEMBER (self), "");

  return self->texts[PROP_ACCOUNT];
}

const char *
fin_member_name (FinMember *self)
{
  g_return_val_if_fail (FIN_IS_MEMBER (self), "");

  return self->texts[PROP_NAME];
}

const char *
fin_member_role (FinMember *self)
{
  g_return_val_if_fail (FIN_IS_MEMBER (self), "");

  return self->texts[PROP_ROLE];
}

gboolean
fin_member_is_sensitive (FinMember *self)
{
  g_return_val_if_fail (FIN_IS_MEMBER (self), FALSE);

  return self->sensitive;
}

void
fin_member_set_sensitive (FinMember *self, gboolean sensitive)
{
  g_return_if_fail (FIN_IS_MEMBER (self));

  fin_object_set_boolean (self, &self->sensitive, sensitive, properties[PROP_SENSITIVE]);
}

const char *const *
fin_member_interprets (FinMember *self)
{
  g_return_val_if_fail (FIN_IS_MEMBER (self), NULL);

  return (const char *const *)self->interprets;
}

void
fin_member_set_interprets (FinMember *self, const char *const *languages)
{
  g_return_if_fail (FIN_IS_MEMBER (self));
  g_return_if_fail (languages != NULL);

  fin_object_set_strv (self, &self->interprets, languages, properties[PROP_INTERPRETS]);
}
