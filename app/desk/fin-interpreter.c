// What the office tells of an interpreter.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-interpreter.h"

#include "fin-json.h"

struct _FinInterpreter {
  GObject parent_instance;

  char *id;
  char *name;
  GStrv interprets;
  char *presence;
};

G_DEFINE_FINAL_TYPE (FinInterpreter, fin_interpreter, G_TYPE_OBJECT)

static void
fin_interpreter_finalize (GObject *object)
{
  FinInterpreter *self = FIN_INTERPRETER (object);

  g_free (self->id);
  g_free (self->name);
  g_strfreev (self->interprets);
  g_free (self->presence);

  G_OBJECT_CLASS (fin_interpreter_parent_class)->finalize (object);
}

static void
fin_interpreter_class_init (FinInterpreterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fin_interpreter_finalize;
}

static void
fin_interpreter_init (FinInterpreter *self)
{
}

FinInterpreter *
fin_interpreter_new (JsonObject *object)
{
  FinInterpreter *self = g_object_new (FIN_TYPE_INTERPRETER, NULL);

  g_return_val_if_fail (object != NULL, self);

  self->id = g_strdup (fin_json_string (object, "id"));
  self->name = g_strdup (fin_json_string (object, "name"));
  self->interprets = fin_json_strings (object, "interprets");
  self->presence = g_strdup (fin_json_string (object, "presence"));

  return self;
}

const char *
fin_interpreter_id (FinInterpreter *self)
{
  g_return_val_if_fail (FIN_IS_INTERPRETER (self), NULL);

  return self->id;
}

const char *
fin_interpreter_name (FinInterpreter *self)
{
  g_return_val_if_fail (FIN_IS_INTERPRETER (self), NULL);

  return self->name;
}

const char *const *
fin_interpreter_interprets (FinInterpreter *self)
{
  g_return_val_if_fail (FIN_IS_INTERPRETER (self), NULL);

  return (const char *const *)self->interprets;
}

const char *
fin_interpreter_presence (FinInterpreter *self)
{
  g_return_val_if_fail (FIN_IS_INTERPRETER (self), NULL);

  return self->presence;
}
