// The procedure object.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-procedure-private.h"

#include <stdio.h>
#include <string.h>

#include "fin-fault.h"
#include "fin-json.h"
#include "fin-words.h"

G_DEFINE_FINAL_TYPE (FinProcedure, fin_procedure, G_TYPE_OBJECT)

static void
step_free (gpointer data)
{
  FinStep *step = data;

  g_clear_pointer (&step->source, json_object_unref);
  g_strfreev (step->terms);
  g_clear_pointer (&step->applies, fin_condition_free);
  g_free (step);
}

static void
check_free (gpointer data)
{
  FinCheck *check = data;

  g_clear_pointer (&check->wrong, fin_condition_free);
  g_free (check);
}

static void
stop_free (gpointer data)
{
  FinStop *stop = data;

  g_clear_pointer (&stop->holds, fin_condition_free);
  g_free (stop);
}

void
fin_fee_case_free (gpointer data)
{
  FinFeeCase *it = data;

  g_clear_pointer (&it->when, fin_condition_free);
  g_free (it);
}

static void
fee_free (gpointer data)
{
  FinFee *fee = data;

  g_clear_pointer (&fee->applies, fin_condition_free);
  g_ptr_array_unref (fee->cases);
  g_free (fee);
}

static void
document_free (gpointer data)
{
  FinDocument *document = data;

  g_clear_pointer (&document->applies, fin_condition_free);
  g_clear_pointer (&document->required, fin_condition_free);
  g_strfreev (document->proves);
  g_free (document);
}

static void
fin_procedure_finalize (GObject *object)
{
  FinProcedure *self = FIN_PROCEDURE (object);

  g_ptr_array_unref (self->fees);
  g_ptr_array_unref (self->stops);
  g_ptr_array_unref (self->documents);
  g_ptr_array_unref (self->checks);
  g_ptr_array_unref (self->fields);
  g_ptr_array_unref (self->groups);
  g_ptr_array_unref (self->steps);
  g_clear_pointer (&self->source, json_object_unref);
  g_strfreev (self->terms);
  g_clear_pointer (&self->file, g_bytes_unref);
  g_free (self->digest);

  G_OBJECT_CLASS (fin_procedure_parent_class)->finalize (object);
}

static void
fin_procedure_class_init (FinProcedureClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fin_procedure_finalize;
}

static void
fin_procedure_init (FinProcedure *self)
{
  self->steps = g_ptr_array_new_with_free_func (step_free);
  self->fields = g_ptr_array_new_with_free_func ((GDestroyNotify)fin_field_free);
  self->checks = g_ptr_array_new_with_free_func (check_free);
  self->documents = g_ptr_array_new_with_free_func (document_free);
  self->groups = g_ptr_array_new_with_free_func (g_free);
  self->stops = g_ptr_array_new_with_free_func (stop_free);
  self->fees = g_ptr_array_new_with_free_func (fee_free);
  self->birth = -1;
}

FinProcedure *
fin_procedure_new (const char *json, gssize length, GError **error)
{
  g_autoptr (FinProcedure) self = NULL;
  g_autoptr (JsonObject) file = NULL;
  g_autoptr (GError) fault = NULL;

  g_return_val_if_fail (json != NULL, NULL);

  if ((file = fin_json_parse_object (json, length, error)) == NULL)
    return NULL;

  self = g_object_new (FIN_TYPE_PROCEDURE, NULL);
  if (!fin_procedure_load (self, file, fin_words_file ("common.json"), &fault) ||
      !fin_procedure_bind (self, &fault)) {
    g_set_error (error, fault->domain, fault->code, "line %u: %s",
                 fin_fault_line (json, length, fault->message), fault->message);
    return NULL;
  }

  self->file = g_bytes_new (json, length < 0 ? strlen (json) : (gsize)length);
  self->digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, self->file);

  return g_steal_pointer (&self);
}

guint
fin_procedure_fault_line (const GError *error)
{
  guint line = 0;

  g_return_val_if_fail (error != NULL, 0);

  sscanf (error->message, "line %u: ", &line);

  return line;
}

GBytes *
fin_procedure_file (FinProcedure *self)
{
  g_return_val_if_fail (FIN_IS_PROCEDURE (self), NULL);

  return self->file;
}

const char *
fin_procedure_digest (FinProcedure *self)
{
  g_return_val_if_fail (FIN_IS_PROCEDURE (self), NULL);

  return self->digest;
}

const char *
fin_procedure_id (FinProcedure *self)
{
  g_return_val_if_fail (FIN_IS_PROCEDURE (self), NULL);

  return self->id;
}

int
fin_procedure_number (FinProcedure *self)
{
  g_return_val_if_fail (FIN_IS_PROCEDURE (self), 0);

  return self->number;
}

const char *
fin_procedure_title (FinProcedure *self, const char *language)
{
  g_return_val_if_fail (FIN_IS_PROCEDURE (self), NULL);

  return fin_words_pick (self->title, language);
}

const char *
fin_procedure_summary (FinProcedure *self, const char *language)
{
  g_return_val_if_fail (FIN_IS_PROCEDURE (self), NULL);

  return fin_words_pick (self->summary, language);
}

const char *
fin_procedure_listed_title (FinProcedure *self, const char *language)
{
  g_return_val_if_fail (FIN_IS_PROCEDURE (self), NULL);

  return self->sensitive == NULL ? fin_words_pick (self->title, language)
                                 : fin_procedure_neutral_title (language);
}

const char *
fin_procedure_neutral_title (const char *language)
{
  return fin_words_pick (fin_json_member (fin_words_file ("common.json"), "neutral_title"),
                         language);
}

const char *
fin_procedure_sensitive (FinProcedure *self)
{
  g_return_val_if_fail (FIN_IS_PROCEDURE (self), NULL);

  return self->sensitive;
}

gboolean
fin_procedure_has_secret (FinProcedure *self)
{
  g_return_val_if_fail (FIN_IS_PROCEDURE (self), FALSE);

  for (guint i = 0; i < self->fields->len; i++)
    if (((const FinField *)self->fields->pdata[i])->kind == FIN_FIELD_SECRET)
      return TRUE;

  return FALSE;
}

gboolean
fin_procedure_has_document (FinProcedure *self, const char *kind)
{
  g_return_val_if_fail (FIN_IS_PROCEDURE (self), FALSE);

  for (guint i = 0; i < self->documents->len; i++)
    if (g_strcmp0 (((const FinDocument *)self->documents->pdata[i])->id, kind) == 0)
      return TRUE;

  return FALSE;
}

const char *
fin_sensitivity_stricter (const char *one, const char *other)
{
  return one == NULL || (g_strcmp0 (other, "violence") == 0 && strcmp (one, other) != 0) ? other
                                                                                         : one;
}

const char *
fin_procedure_recording (FinProcedure *self)
{
  g_return_val_if_fail (FIN_IS_PROCEDURE (self), NULL);

  return self->recording;
}

int
fin_procedure_find (FinProcedure *self, const char *field)
{
  for (guint i = 0; i < self->fields->len; i++)
    if (g_str_equal (((FinField *)g_ptr_array_index (self->fields, i))->id, field))
      return (int)i;

  return -1;
}
