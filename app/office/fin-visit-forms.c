// Which forms a visit has, and the one in front of everybody.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-visit-private.h"

#include "fin-acts.h"
#include "fin-audit.h"
#include "fin-drafts.h"
#include "fin-error.h"
#include "fin-json-new.h"
#include "fin-json.h"
#include "fin-language.h"

FinDossier *
fin_visit_dossier (FinVisit *self, const char *form)
{
  g_return_val_if_fail (FIN_IS_VISIT (self), NULL);

  for (guint i = 0; i < self->dossiers->len; i++)
    if (g_strcmp0 (fin_dossier_id (self->dossiers->pdata[i]), form) == 0)
      return self->dossiers->pdata[i];

  return NULL;
}

FinDossier *
fin_visit_front (FinVisit *self)
{
  g_return_val_if_fail (FIN_IS_VISIT (self), NULL);

  return self->front;
}

gboolean
fin_visit_is_filing (FinVisit *self)
{
  g_return_val_if_fail (FIN_IS_VISIT (self), FALSE);

  for (guint i = 0; i < self->dossiers->len; i++)
    if (fin_dossier_is_closed (self->dossiers->pdata[i]) &&
        fin_forms_state (self->store, fin_dossier_id (self->dossiers->pdata[i])) == FIN_FORM_OPEN)
      return TRUE;

  return FALSE;
}

/* As the store has them, keeping those that are loaded: what was loaded is not older. */
void
_fin_visit_load_forms (FinVisit *self)
{
  g_autoptr (GPtrArray) before = self->dossiers;
  g_auto (GStrv) ids = fin_forms_list (self->store, self->appointment, FALSE);
  g_autofree char *front = fin_forms_front (self->store, self->appointment);

  self->dossiers = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; ids[i] != NULL; i++) {
    FinDossier *dossier = NULL;

    for (guint j = 0; j < before->len && dossier == NULL; j++)
      if (strcmp (fin_dossier_id (before->pdata[j]), ids[i]) == 0)
        dossier = g_object_ref (before->pdata[j]);
    if (dossier == NULL && (dossier = fin_dossier_load (self->store, ids[i])) != NULL)
      fin_dossier_begin (dossier);
    if (dossier != NULL)
      g_ptr_array_add (self->dossiers, dossier);
  }

  self->front = fin_visit_dossier (self, front);
  if (self->front == NULL && self->dossiers->len > 0)
    self->front = self->dossiers->pdata[0];
}

JsonArray *
_fin_visit_summaries (FinVisit *self, FinParticipant *to)
{
  JsonArray *all = json_array_new ();

  for (guint i = 0; i < self->dossiers->len; i++)
    json_array_add_object_element (all, fin_dossier_summary (self->dossiers->pdata[i],
                                                             fin_socket_language (to->socket),
                                                             !_fin_visit_is_citizen (to)));

  return all;
}

void
_fin_visit_send_forms (FinVisit *self, FinParticipant *to)
{
  if (to->socket != NULL && !_fin_visit_is_guest (to))
    fin_socket_send (to->socket,
                     fin_json_new ("type:s", "forms", "front:s",
                                   self->front != NULL ? fin_dossier_id (self->front) : NULL,
                                   "forms:a", _fin_visit_summaries (self, to), NULL));
}

void
_fin_visit_tell_forms (FinVisit *self)
{
  for (guint i = 0; i < FIN_PARTICIPANTS; i++)
    _fin_visit_send_forms (self, &self->participants[i]);
}

/* First the form whole, so that who learns that it is in front has it. */
static void
tell_front (FinVisit *self)
{
  for (guint i = 0; i < FIN_PARTICIPANTS; i++)
    _fin_visit_send_form (self, &self->participants[i], self->front);
  _fin_visit_tell_forms (self);
}

gboolean
_fin_visit_set_front (FinVisit *self, FinParticipant *from, JsonObject *message, GError **error)
{
  FinDossier *dossier = fin_visit_dossier (self, fin_json_string (message, "form"));

  if (_fin_visit_is_citizen (from)) {
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_NOT_YOURS, "the informer switches");
    return FALSE;
  }
  if (dossier == NULL) {
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_NOT_FOUND, "there is no such form here");
    return FALSE;
  }
  if (!fin_forms_set_front (self->store, self->appointment, fin_dossier_id (dossier), error))
    return FALSE;

  self->front = dossier;
  tell_front (self);

  return TRUE;
}

/* The forms in the store are others now. */
static void
change_forms (FinVisit *self)
{
  _fin_visit_load_forms (self);
  tell_front (self);
}

char *
fin_visit_add_form (FinVisit *self, const char *procedure, const char *actor, GError **error)
{
  g_autofree char *id = NULL;

  g_return_val_if_fail (FIN_IS_VISIT (self), NULL);

  if (fin_catalogue_lookup (procedure) == NULL) {
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_BAD_REQUEST, "there is no such procedure");
    return NULL;
  }
  if (!fin_store_begin (self->store, error))
    return NULL;
  id = fin_forms_add (self->store, self->appointment, procedure, error);
  if (!fin_store_end (self->store,
                      id != NULL &&
                          fin_forms_set_front (self->store, self->appointment, id, error) &&
                          fin_audit_add (self->store, actor, "form.added", id, error),
                      error))
    return NULL;

  change_forms (self);

  return g_steal_pointer (&id);
}

static gboolean
may_remove (FinVisit *self, FinDossier *dossier, GError **error)
{
  FinError code;

  if (dossier == NULL)
    code = FIN_ERROR_NOT_FOUND;
  else if (fin_dossier_is_closed (dossier))
    code = FIN_ERROR_CLOSED;
  else if (self->dossiers->len == 1)
    code = FIN_ERROR_CONFLICT;
  else
    return TRUE;

  g_set_error_literal (error, FIN_ERROR, code, "this form stays in the visit");

  return FALSE;
}

gboolean
fin_visit_remove_form (FinVisit *self, const char *form, const char *actor, GError **error)
{
  gboolean empty;

  g_return_val_if_fail (FIN_IS_VISIT (self), FALSE);

  if (!may_remove (self, fin_visit_dossier (self, form), error))
    return FALSE;

  empty = fin_forms_is_empty (self->store, form);
  if (!fin_store_begin (self->store, error) ||
      !fin_store_end (
          self->store,
          (empty ? fin_forms_remove (self->store, form, error)
                 : fin_forms_leave (self->store, form, error)) &&
              fin_audit_add (self->store, actor, empty ? "form.removed" : "form.left", form, error),
          error))
    return FALSE;

  change_forms (self);

  return TRUE;
}

/* The form of the visit that is of the same person and procedure as @draft. */
static const char *
same_as (FinVisit *self, const char *draft)
{
  for (guint i = 0; i < self->dossiers->len; i++) {
    const char *id = fin_dossier_id (self->dossiers->pdata[i]);

    if (!fin_dossier_is_closed (self->dossiers->pdata[i]) &&
        fin_drafts_is_same (self->store, draft, id))
      return id;
  }

  return NULL;
}

/* One of the same procedure in which nothing was written makes room. */
static gboolean
remove_empty (FinVisit *self, const char *draft, GError **error)
{
  for (guint i = 0; i < self->dossiers->len; i++) {
    const char *id = fin_dossier_id (self->dossiers->pdata[i]);

    if (strcmp (id, draft) != 0 && fin_forms_is_alike (self->store, id, draft) &&
        fin_forms_is_empty (self->store, id))
      return fin_forms_remove (self->store, id, error);
  }

  return TRUE;
}

static gboolean
leave_other (FinVisit *self, const char *other, GError **error)
{
  return other == NULL || (fin_drafts_forget (self->store, other, error) &&
                           fin_forms_leave (self->store, other, error));
}

gboolean
fin_visit_take_up (
    FinVisit *self, const char *draft, gboolean by_code, const char *actor, GError **error)
{
  gboolean ours;
  const char *other;

  g_return_val_if_fail (FIN_IS_VISIT (self), FALSE);

  ours = fin_forms_has (self->store, self->appointment, draft);
  other = by_code || ours ? NULL : same_as (self, draft);
  if (fin_forms_state (self->store, draft) != FIN_FORM_LEFT ||
      !fin_drafts_may_go (self->store, draft, self->appointment) ||
      (!by_code && !ours && other == NULL)) {
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_NOT_FOUND, "no such draft");
    return FALSE;
  }
  if (!fin_store_begin (self->store, error) ||
      !fin_store_end (
          self->store,
          leave_other (self, other, error) && remove_empty (self, draft, error) &&
              fin_drafts_take_up (self->store, draft, self->appointment, actor, error) &&
              fin_forms_set_front (self->store, self->appointment, draft, error),
          error))
    return FALSE;

  change_forms (self);
  /* What it says no more of who they are goes off the record. */
  fin_acts_follow (self->store, draft, fin_dossier_form (self->front), actor, self->staff,
                   FIN_LANGUAGE_DEFAULT, NULL);
  if (fin_drafts_identify (self->store, self->vault, self->front))
    _fin_visit_tell_forms (self);

  return TRUE;
}
