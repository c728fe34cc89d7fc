// One line of one participant.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-line.h"

#include "fin-object.h"

enum {
  PROP_0,
  PROP_FROM,
  PROP_NUMBER,
  PROP_TEXT,
  PROP_DONE,
  PROP_AT,
  N_PROPS,
};

struct _FinLine {
  GObject parent_instance;

  char *from;
  guint number;
  char *text;
  gboolean done;
  GDateTime *at;
};

G_DEFINE_FINAL_TYPE (FinLine, fin_line, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];

static void
fin_line_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  FinLine *self = FIN_LINE (object);

  switch (id) {
  case PROP_FROM:
    g_value_set_string (value, self->from);
    break;
  case PROP_NUMBER:
    g_value_set_uint (value, self->number);
    break;
  case PROP_TEXT:
    g_value_set_string (value, self->text);
    break;
  case PROP_DONE:
    g_value_set_boolean (value, self->done);
    break;
  case PROP_AT:
    g_value_set_boxed (value, self->at);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
fin_line_finalize (GObject *object)
{
  FinLine *self = FIN_LINE (object);

  g_free (self->from);
  g_free (self->text);
  g_clear_pointer (&self->at, g_date_time_unref);

  G_OBJECT_CLASS (fin_line_parent_class)->finalize (object);
}

static void
fin_line_class_init (FinLineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = fin_line_get_property;
  object_class->finalize = fin_line_finalize;

  properties[PROP_FROM] = g_param_spec_string ("from", NULL, NULL, NULL, flags);
  properties[PROP_NUMBER] = g_param_spec_uint ("number", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, NULL, flags);
  properties[PROP_DONE] = g_param_spec_boolean ("done", NULL, NULL, FALSE, flags);
  properties[PROP_AT] = g_param_spec_boxed ("at", NULL, NULL, G_TYPE_DATE_TIME, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
fin_line_init (FinLine *self)
{
  self->text = g_strdup ("");
}

FinLine *
_fin_line_new (const char *from, guint number, GDateTime *at)
{
  FinLine *self = g_object_new (FIN_TYPE_LINE, NULL);

  self->from = g_strdup (from);
  self->number = number;
  self->at = g_date_time_ref (at);

  return self;
}

void
_fin_line_set (FinLine *self, const char *text, gboolean done)
{
  g_return_if_fail (FIN_IS_LINE (self));

  g_object_freeze_notify (G_OBJECT (self));
  fin_object_set_string (self, &self->text, text, properties[PROP_TEXT]);
  fin_object_set_boolean (self, &self->done, done, properties[PROP_DONE]);
  g_object_thaw_notify (G_OBJECT (self));
}

const char *
fin_line_from (FinLine *self)
{
  g_return_val_if_fail (FIN_IS_LINE (self), NULL);

  return self->from;
}

guint
fin_line_number (FinLine *self)
{
  g_return_val_if_fail (FIN_IS_LINE (self), 0);

  return self->number;
}

const char *
fin_line_text (FinLine *self)
{
  g_return_val_if_fail (FIN_IS_LINE (self), NULL);

  return self->text;
}

gboolean
fin_line_done (FinLine *self)
{
  g_return_val_if_fail (FIN_IS_LINE (self), TRUE);

  return self->done;
}

GDateTime *
fin_line_at (FinLine *self)
{
  g_return_val_if_fail (FIN_IS_LINE (self), NULL);

  return self->at;
}
