// Confirming a form field by field, or step by step: the citizen on their screen, or aloud.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-visit-private.h"

#include "fin-assents.h"
#include "fin-audit.h"
#include "fin-error.h"
#include "fin-json-new.h"
#include "fin-json.h"

static gboolean
refuse (GError **error, FinError code, const char *why)
{
  g_set_error_literal (error, FIN_ERROR, code, why);

  return FALSE;
}

/* What waits for the citizen's word in @step, or of @field alone; of what was changed since
 * @version they have not seen the value. (transfer full) */
static char **
find_seen (FinForm *form, const char *step, const char *field, guint version, gboolean *changed)
{
  g_auto (GStrv) wanted = fin_form_wanted (form, step);
  g_autoptr (GStrvBuilder) seen = g_strv_builder_new ();

  *changed = FALSE;
  for (guint i = 0; wanted[i] != NULL; i++) {
    if (field != NULL && strcmp (wanted[i], field) != 0)
      continue;
    if (fin_form_field_version (form, wanted[i]) <= version)
      g_strv_builder_add (seen, wanted[i]);
    else
      *changed = TRUE;
  }

  return g_strv_builder_end (seen);
}

static gboolean
keep (FinVisit *self,
      FinDossier *dossier,
      char **fields,
      FinAssent how,
      const char *actor,
      GError **error)
{
  FinForm *form = fin_dossier_form (dossier);
  const char *id = fin_dossier_id (dossier);
  g_autofree char *now = fin_store_now ();

  if (!fin_store_begin (self->store, error) ||
      !fin_store_end (self->store,
                      fin_assents_add (self->store, id, form, (const char *const *)fields, how,
                                       actor, now, error) &&
                          fin_audit_add (self->store, actor,
                                         how == FIN_ASSENT_ALOUD ? "form.heard" : "form.assented",
                                         id, error),
                      error))
    return FALSE;

  fin_assents_read (self->store, id, form);

  return TRUE;
}

/* May it be confirmed at all? */
static gboolean
may_assent (FinVisit *self,
            FinDossier *dossier,
            FinParticipant *from,
            const char *step,
            const char *field,
            GError **error)
{
  FinForm *form = fin_dossier_form (dossier);

  if ((step == NULL) == (field == NULL))
    return refuse (error, FIN_ERROR_BAD_REQUEST, "one of step and field");
  /* What was said aloud is said of a whole step, as it was read to them. */
  if (!_fin_visit_is_citizen (from) && step == NULL)
    return refuse (error, FIN_ERROR_NOT_YOURS, "the citizen confirms a field");
  if (step != NULL ? !fin_form_has_step (form, step) : fin_form_value (form, field) == NULL)
    return refuse (error, FIN_ERROR_NOT_FOUND, "there is no such thing in the form");

  return !fin_dossier_is_closed (dossier) ||
         refuse (error, FIN_ERROR_CLOSED, "the receipt is made");
}

void
_fin_visit_tell_assented (FinVisit *self, FinDossier *dossier, char **fields)
{
  FinForm *form = fin_dossier_form (dossier);

  if (fields == NULL || fields[0] == NULL)
    return;

  _fin_visit_broadcast (self,
                        fin_json_new ("type:s", "form.assented", "form:s", fin_dossier_id (dossier),
                                      "fields:a", fin_json_array_from ((const char *const *)fields),
                                      "how:s", fin_assent_name (fin_form_assent (form, fields[0])),
                                      "at:s", fin_form_assented (form, fields[0]), NULL),
                        NULL);
}

gboolean
_fin_visit_assent (FinVisit *self, FinParticipant *from, JsonObject *message, GError **error)
{
  FinDossier *dossier = _fin_visit_find_form (self, message, error);
  g_autofree char *actor = fin_caller_actor (fin_socket_caller (from->socket));
  const char *step = fin_json_string (message, "step");
  const char *field = fin_json_string (message, "field");
  FinAssent how = field != NULL ? FIN_ASSENT_FIELD : FIN_ASSENT_STEP;
  g_auto (GStrv) seen = NULL;
  gboolean changed;

  if (dossier == NULL || !may_assent (self, dossier, from, step, field, error))
    return FALSE;

  seen = find_seen (fin_dossier_form (dossier), step, field,
                    fin_json_integer (message, "version", 0), &changed);
  if (seen[0] == NULL)
    return !changed || refuse (error, FIN_ERROR_CONFLICT, "it was changed meanwhile");
  if (!keep (self, dossier, seen, _fin_visit_is_citizen (from) ? how : FIN_ASSENT_ALOUD, actor,
             error))
    return FALSE;

  _fin_visit_tell_assented (self, dossier, seen);

  return TRUE;
}

void
_fin_visit_send_asked (FinVisit *self, FinParticipant *citizen)
{
  FinDossier *dossier =
      self->asked_step != NULL ? fin_visit_dossier (self, self->asked_form) : NULL;
  g_auto (GStrv) wanted =
      dossier != NULL ? fin_form_wanted (fin_dossier_form (dossier), self->asked_step) : NULL;

  if (wanted != NULL && wanted[0] != NULL && citizen->socket != NULL)
    fin_socket_send (citizen->socket,
                     fin_json_new ("type:s", "form.ask", "form:s", self->asked_form, "step:s",
                                   self->asked_step, NULL));
}

gboolean
_fin_visit_ask (FinVisit *self, FinParticipant *from, JsonObject *message, GError **error)
{
  FinDossier *dossier = _fin_visit_find_form (self, message, error);
  const char *step = fin_json_string (message, "step");

  if (dossier == NULL)
    return FALSE;
  if (_fin_visit_is_citizen (from))
    return refuse (error, FIN_ERROR_NOT_YOURS, "the informer asks");
  if (!fin_form_has_step (fin_dossier_form (dossier), step))
    return refuse (error, FIN_ERROR_NOT_FOUND, "no such step");

  g_free (self->asked_form);
  self->asked_form = g_strdup (fin_dossier_id (dossier));
  g_free (self->asked_step);
  self->asked_step = g_strdup (step);
  _fin_visit_send_asked (self, _fin_visit_find (self, "citizen"));

  return TRUE;
}
