// Each form in a visit: who may do what to it, and who is told.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-visit-private.h"

#include "fin-acts.h"
#include "fin-drafts.h"
#include "fin-error.h"
#include "fin-json-new.h"
#include "fin-json.h"

gboolean
_fin_visit_is_citizen (FinParticipant *participant)
{
  return strcmp (participant->role, "citizen") == 0;
}

FinDossier *
_fin_visit_find_form (FinVisit *self, JsonObject *message, GError **error)
{
  FinDossier *dossier = fin_visit_dossier (self, fin_json_string (message, "form"));

  if (dossier == NULL)
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_NOT_FOUND, "there is no such form here");

  return dossier;
}

void
_fin_visit_send_form (FinVisit *self, FinParticipant *to, FinDossier *dossier)
{
  if (dossier != NULL && to->socket != NULL && !_fin_visit_is_guest (to))
    fin_socket_send (to->socket, fin_dossier_describe (dossier, fin_socket_language (to->socket),
                                                       !_fin_visit_is_citizen (to)));
}

/* What @change made of its field as @version, with what @altered says of it in the reader's
 * language; also the answer to it. Told of a change long done it is still what that one did: what
 * somebody wrote since is not the sender's, and must not look to them as if it were. */
static JsonObject *
changed_new (
    FinDossier *dossier, JsonObject *change, guint version, const char *by, JsonObject *altered)
{
  FinForm *form = fin_dossier_form (dossier);
  g_auto (GStrv) missing = fin_form_missing (form);
  JsonArray *states = altered != NULL ? fin_json_array (altered, "states") : NULL;
  JsonArray *steps = altered != NULL ? fin_json_array (altered, "steps") : NULL;
  JsonArray *documents = altered != NULL ? fin_json_array (altered, "documents") : NULL;
  JsonArray *stops = altered != NULL ? fin_json_array (altered, "stops") : NULL;
  JsonArray *fees = altered != NULL ? fin_json_array (altered, "fees") : NULL;
  guint filled, asked;

  fin_form_progress (form, &filled, &asked);

  return fin_json_new ("type:s", "form.changed", "form:s", fin_dossier_id (dossier), "change:s",
                       fin_json_string (change, "change"), "field:s",
                       fin_json_string (change, "field"), "value:s",
                       fin_json_string (change, "value"), "version:i", (gint64)version, "by:s", by,
                       "states:a", states != NULL ? json_array_ref (states) : json_array_new (),
                       "steps:a", steps != NULL ? json_array_ref (steps) : NULL, "documents:a",
                       documents != NULL ? json_array_ref (documents) : NULL, "stops:a",
                       stops != NULL ? json_array_ref (stops) : NULL, "fees:a",
                       fees != NULL ? json_array_ref (fees) : NULL, "filled:i", (gint64)filled,
                       "asked:i", (gint64)asked, "complete:b", fin_form_complete (form),
                       "missing:a", fin_json_array_from ((const char *const *)missing), NULL);
}

static void
send_refused (FinDossier *dossier, FinParticipant *to, JsonObject *change, const GError *error)
{
  FinForm *form = fin_dossier_form (dossier);
  const char *field = fin_json_string (change, "field");
  const char *value = fin_form_value (form, field);

  fin_socket_send (to->socket,
                   fin_json_new ("type:s", "form.refused", "form:s", fin_dossier_id (dossier),
                                 "change:s", fin_json_string (change, "change"), "field:s", field,
                                 "code:s", fin_error_code (error->code), "value:s",
                                 value != NULL ? value : "", "version:i",
                                 (gint64)fin_form_field_version (form, field), "by:s",
                                 value != NULL ? fin_form_field_by (form, field) : NULL, NULL));
}

/* One message for each, for states are told in the reader's words. */
static void
tell_changed (FinVisit *self,
              FinDossier *dossier,
              JsonObject *change,
              guint version,
              const char *by,
              JsonObject *const *before)
{
  for (guint i = 0; i < FIN_PARTICIPANTS; i++)
    if (self->participants[i].socket != NULL && !_fin_visit_is_guest (&self->participants[i])) {
      FinSocket *socket = self->participants[i].socket;
      g_autoptr (JsonObject) after =
          fin_form_states (fin_dossier_form (dossier), fin_socket_language (socket));
      g_autoptr (JsonObject) altered =
          before[i] != NULL ? fin_form_states_diff (before[i], after) : NULL;

      fin_socket_send (socket, changed_new (dossier, change, version, by, altered));
    }
}

/* What the form says of acting for the citizen, put on record as it comes to say it. Should that
 * fail, there is no receipt until it is said again. */
static void
follow_acts (FinVisit *self, FinDossier *dossier, FinParticipant *from, GError **error)
{
  g_autofree char *actor = fin_caller_actor (fin_socket_caller (from->socket));

  fin_acts_follow (self->store, fin_dossier_id (dossier), fin_dossier_form (dossier), actor,
                   self->staff, fin_socket_language (from->socket), error);
}

gboolean
_fin_visit_change (FinVisit *self, FinParticipant *from, JsonObject *message, GError **error)
{
  JsonObject *before[FIN_PARTICIPANTS] = { NULL };
  FinDossier *dossier = _fin_visit_find_form (self, message, error);
  g_autofree char *actor = fin_caller_actor (fin_socket_caller (from->socket));
  g_autoptr (GError) local = NULL;
  guint version = 0;

  if (dossier == NULL)
    return FALSE;

  for (guint i = 0; i < FIN_PARTICIPANTS; i++)
    if (self->participants[i].socket != NULL)
      before[i] = fin_form_states (fin_dossier_form (dossier),
                                   fin_socket_language (self->participants[i].socket));

  switch (fin_dossier_change (dossier, message,
                              _fin_visit_is_citizen (from) ? FIN_WHO_CITIZEN : FIN_WHO_INFORMER,
                              from->id, actor, &version, &local)) {
  case FIN_CHANGE_MADE:
    follow_acts (self, dossier, from, error);
    tell_changed (self, dossier, message, version, from->id, before);
    /* Whose it is may be known now, and what they have already of the same. */
    if (g_str_has_prefix (fin_json_string (message, "field"), "applicant.") &&
        fin_drafts_identify (self->store, self->vault, dossier))
      _fin_visit_tell_forms (self);
    break;
  case FIN_CHANGE_KNOWN:
    fin_socket_send (from->socket, changed_new (dossier, message, version, from->id, NULL));
    break;
  default:
    if (!g_error_matches (local, FIN_ERROR, FIN_ERROR_FAILED))
      send_refused (dossier, from, message, local);
    else
      g_propagate_error (error, g_steal_pointer (&local));
  }

  for (guint i = 0; i < FIN_PARTICIPANTS; i++)
    g_clear_pointer (&before[i], json_object_unref);

  return error == NULL || *error == NULL;
}

void
_fin_visit_set_focus (FinVisit *self, FinParticipant *from, const char *form, const char *field)
{
  if (field != NULL && field[0] == '\0')
    field = NULL;
  if (g_strcmp0 (from->focus, field) == 0 &&
      (field == NULL || g_strcmp0 (from->focus_form, form) == 0))
    return;

  /* Out of a field of one form and into one of another: whoever shows the first must know. */
  if (from->focus != NULL && field != NULL && g_strcmp0 (from->focus_form, form) != 0)
    _fin_visit_set_focus (self, from, NULL, NULL);
  if (field != NULL) {
    g_free (from->focus_form);
    from->focus_form = g_strdup (form);
  }
  g_free (from->focus);
  from->focus = g_strdup (field);
  _fin_visit_broadcast (self,
                        fin_json_new ("type:s", "form.focus", "form:s", from->focus_form, "from:s",
                                      from->id, "field:s", field != NULL ? field : "", NULL),
                        from);
}

gboolean
_fin_visit_focus (FinVisit *self, FinParticipant *from, JsonObject *message, GError **error)
{
  const char *field = fin_json_string (message, "field");
  FinDossier *dossier = _fin_visit_find_form (self, message, error);

  if (dossier == NULL)
    return FALSE;
  if (field[0] != '\0' && fin_form_value (fin_dossier_form (dossier), field) == NULL) {
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_NOT_FOUND, "no such field");
    return FALSE;
  }

  _fin_visit_set_focus (self, from, fin_dossier_id (dossier), field);

  return TRUE;
}

/* A field handed over is the citizen's until they give it back, or are gone. */
static gboolean
may_hand (FinVisit *self, FinParticipant *from, gboolean to_citizen, GError **error)
{
  if (_fin_visit_is_citizen (from)
          ? !to_citizen
          : to_citizen || _fin_visit_find (self, "citizen")->socket == NULL)
    return TRUE;

  g_set_error_literal (error, FIN_ERROR, FIN_ERROR_NOT_YOURS,
                       _fin_visit_is_citizen (from) ? "the informer hands fields over"
                                                    : "the citizen gives it back");

  return FALSE;
}

gboolean
_fin_visit_hand (FinVisit *self, FinParticipant *from, JsonObject *message, GError **error)
{
  const char *field = fin_json_string (message, "field");
  const char *to = fin_json_string (message, "to");
  gboolean to_citizen = to[0] != '\0';
  FinDossier *dossier = _fin_visit_find_form (self, message, error);

  if (dossier == NULL || !may_hand (self, from, to_citizen, error) ||
      !fin_dossier_hand (dossier, field, to_citizen, error))
    return FALSE;

  _fin_visit_broadcast (self,
                        fin_json_new ("type:s", "form.hand", "form:s", fin_dossier_id (dossier),
                                      "field:s", field, "to:s", to, NULL),
                        NULL);

  return TRUE;
}

gboolean
_fin_visit_confirm (FinVisit *self, FinParticipant *from, JsonObject *message, GError **error)
{
  FinDossier *dossier = _fin_visit_find_form (self, message, error);
  g_autofree char *actor = fin_caller_actor (fin_socket_caller (from->socket));
  g_auto (GStrv) wanted = NULL;

  if (dossier == NULL)
    return FALSE;
  if (!_fin_visit_is_citizen (from)) {
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_NOT_YOURS, "the citizen confirms");
    return FALSE;
  }
  wanted = fin_form_wanted (fin_dossier_form (dossier), NULL);
  if (!fin_dossier_confirm (dossier, fin_json_integer (message, "version", 0),
                            fin_socket_language (from->socket), actor, error))
    return FALSE;

  _fin_visit_broadcast (self,
                        fin_json_new ("type:s", "form.confirmed", "form:s",
                                      fin_dossier_id (dossier), "version:i",
                                      (gint64)fin_form_version (fin_dossier_form (dossier)), "at:s",
                                      fin_dossier_confirmed (dossier), NULL),
                        NULL);
  _fin_visit_tell_assented (self, dossier, wanted);

  return TRUE;
}
