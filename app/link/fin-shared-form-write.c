// The shared form: what is written in it and said of it on this side.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-shared-form-inside.h"

#define VALUE_MAX 4000 /* characters, of the API */

void
_fin_shared_form_send (FinSharedForm *self, FinSharedField *field)
{
  JsonObject *message;

  g_return_if_fail (FIN_IS_SHARED_FORM (self));

  message = _fin_shared_field_begin (field, self->courier);
  if (message == NULL)
    return;

  json_object_set_string_member (message, "form", fin_shared_form_id (self));
  fin_courier_send (self->courier, message);
}

void
fin_shared_form_set (FinSharedForm *self, const char *id, const char *value)
{
  g_autofree char *bounded = NULL;
  FinSharedField *field;

  g_return_if_fail (FIN_IS_SHARED_FORM (self));
  g_return_if_fail (value != NULL && g_utf8_validate (value, -1, NULL));

  field = fin_shared_form_lookup (self, id);
  if (field == NULL || !fin_shared_field_editable (field))
    return;

  bounded = g_utf8_substring (value, 0, MIN (g_utf8_strlen (value, -1), VALUE_MAX));
  fin_undo_record (self->undo, id, fin_shared_field_value (field), bounded);
  _fin_shared_field_write (field, bounded);
  _fin_shared_form_send (self, field);
  _fin_shared_form_update (self);
}

gboolean
fin_shared_form_undo (FinSharedForm *self, gboolean redo, FinSharedField **field)
{
  g_autofree char *id = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  g_return_val_if_fail (FIN_IS_SHARED_FORM (self), FALSE);
  g_return_val_if_fail (field != NULL, FALSE);

  *field = NULL;
  if (!fin_undo_take (self->undo, redo, &id, &before, &after))
    return FALSE;

  *field = fin_shared_form_lookup (self, id);
  if (*field == NULL || !fin_shared_field_editable (*field) ||
      !g_str_equal (fin_shared_field_value (*field), after))
    return FALSE;

  fin_undo_put (self->undo, !redo, id, after, before);
  _fin_shared_field_write (*field, before);
  _fin_shared_form_send (self, *field);
  _fin_shared_form_update (self);

  return TRUE;
}

gboolean
fin_shared_form_is_writing (FinSharedForm *self, const char *id, gboolean redo)
{
  FinSharedField *field;

  g_return_val_if_fail (FIN_IS_SHARED_FORM (self), FALSE);

  field = fin_shared_form_lookup (self, id);

  return field != NULL && fin_undo_is_open (self->undo, redo, id, fin_shared_field_value (field));
}

void
fin_shared_form_forget_rejected (FinSharedForm *self, const char *id)
{
  FinSharedField *field;

  g_return_if_fail (FIN_IS_SHARED_FORM (self));

  field = fin_shared_form_lookup (self, id);
  if (field != NULL)
    _fin_shared_field_forget_rejected (field);
}

/* A message about this form. */
static JsonObject *
message_new (FinSharedForm *self, const char *type, const char *about, const char *id)
{
  JsonObject *message = json_object_new ();

  json_object_set_string_member (message, "type", type);
  json_object_set_string_member (message, "form", fin_shared_form_id (self));
  json_object_set_string_member (message, about, id);

  return message;
}

/* The office names it when it has an objection. */
static void
set_name (FinSharedForm *self, JsonObject *message)
{
  g_autofree char *name = fin_courier_name (self->courier);

  json_object_set_string_member (message, "id", name);
}

void
fin_shared_form_focus (FinSharedForm *self, const char *id)
{
  g_return_if_fail (FIN_IS_SHARED_FORM (self));

  if (fin_shared_form_id (self) == NULL)
    return;

  fin_undo_settle (self->undo);
  fin_link_send (self->link, message_new (self, "form.focus", "field", id != NULL ? id : ""));
}

void
fin_shared_form_hand (FinSharedForm *self, const char *id, gboolean to_citizen)
{
  JsonObject *message;

  g_return_if_fail (FIN_IS_SHARED_FORM (self));
  g_return_if_fail (id != NULL);

  if (fin_shared_form_id (self) == NULL)
    return;

  message = message_new (self, "form.hand", "field", id);
  set_name (self, message);
  json_object_set_string_member (message, "to", to_citizen ? "citizen" : "");
  fin_courier_send (self->courier, message);
}

gboolean
fin_shared_form_ask (FinSharedForm *self, const char *step)
{
  JsonObject *message;

  g_return_val_if_fail (FIN_IS_SHARED_FORM (self), FALSE);
  g_return_val_if_fail (step != NULL, FALSE);

  if (fin_shared_form_id (self) == NULL)
    return FALSE;

  message = message_new (self, "form.ask", "step", step);
  set_name (self, message);

  return fin_link_send (self->link, message);
}

gboolean
fin_shared_form_assent (FinSharedForm *self, const char *step)
{
  JsonObject *message;

  g_return_val_if_fail (FIN_IS_SHARED_FORM (self), FALSE);
  g_return_val_if_fail (step != NULL, FALSE);

  if (fin_shared_form_id (self) == NULL)
    return FALSE;

  message = message_new (self, "form.assent", "step", step);
  set_name (self, message);
  json_object_set_int_member (message, "version", self->held[PROP_VERSION].number);

  return fin_link_send (self->link, message);
}
