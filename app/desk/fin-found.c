// One find.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-found.h"

struct _FinFound {
  GObject parent_instance;

  FinFoundKind kind;
  char *id;
  char *label;
  char *where;
  char *state;
};

G_DEFINE_FINAL_TYPE (FinFound, fin_found, G_TYPE_OBJECT)

static void
fin_found_finalize (GObject *object)
{
  FinFound *self = FIN_FOUND (object);

  g_free (self->id);
  g_free (self->label);
  g_free (self->where);
  g_free (self->state);

  G_OBJECT_CLASS (fin_found_parent_class)->finalize (object);
}

static void
fin_found_class_init (FinFoundClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fin_found_finalize;
}

static void
fin_found_init (FinFound *self)
{
}

FinFound *
fin_found_new (
    FinFoundKind kind, const char *id, const char *label, const char *where, const char *state)
{
  FinFound *self;

  g_return_val_if_fail (id != NULL, NULL);
  g_return_val_if_fail (label != NULL, NULL);

  self = g_object_new (FIN_TYPE_FOUND, NULL);
  self->kind = kind;
  self->id = g_strdup (id);
  self->label = g_strdup (label);
  self->where = g_strdup (where);
  self->state = g_strdup (state);

  return self;
}

FinFoundKind
fin_found_kind (FinFound *self)
{
  g_return_val_if_fail (FIN_IS_FOUND (self), FIN_FOUND_FIELD);

  return self->kind;
}

const char *
fin_found_id (FinFound *self)
{
  g_return_val_if_fail (FIN_IS_FOUND (self), NULL);

  return self->id;
}

const char *
fin_found_label (FinFound *self)
{
  g_return_val_if_fail (FIN_IS_FOUND (self), NULL);

  return self->label;
}

const char *
fin_found_where (FinFound *self)
{
  g_return_val_if_fail (FIN_IS_FOUND (self), NULL);

  return self->where;
}

const char *
fin_found_state (FinFound *self)
{
  g_return_val_if_fail (FIN_IS_FOUND (self), NULL);

  return self->state;
}
