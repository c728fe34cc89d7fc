// The forms of a visit over HTTP: listed, added, put aside, taken back.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-router.h"

#include "fin-dossier.h"
#include "fin-drafts.h"
#include "fin-error.h"
#include "fin-history.h"
#include "fin-hub.h"
#include "fin-json-new.h"
#include "fin-json.h"
#include "fin-procedures.h"
#include "fin-staff.h"

/* As the visit has it, while it has it: what is confirmed and how far it is are of this moment. */
static FinDossier *
find_dossier (FinRequest *request, const char *id)
{
  FinVisit *visit = fin_hub_visit (fin_office_hub (request->office), request->booking->id);
  FinDossier *open = visit != NULL ? fin_visit_dossier (visit, id) : NULL;

  return open != NULL ? g_object_ref (open)
                      : fin_dossier_load (fin_office_store (request->office), id);
}

static void
list (FinRequest *request, GError **error)
{
  FinStore *store = fin_office_store (request->office);
  g_auto (GStrv) ids = fin_forms_list (store, request->booking->id, TRUE);
  g_autofree char *front = fin_forms_front (store, request->booking->id);
  gboolean staff = request->caller->staff != NULL;
  JsonArray *forms;

  /* The content is for the citizen and for who attends them: seeing the queue is not enough. */
  if (staff && !fin_booking_kept_by (request->booking, request->caller)) {
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_NOT_FOUND, "no such appointment");
    return;
  }

  forms = json_array_new ();
  for (guint i = 0; ids[i] != NULL; i++) {
    g_autoptr (FinDossier) dossier = find_dossier (request, ids[i]);

    if (dossier != NULL)
      json_array_add_object_element (forms,
                                     fin_dossier_summary (dossier, request->language, staff));
  }
  fin_request_answer (request, SOUP_STATUS_OK,
                      fin_json_new ("front:s", front, "forms:a", forms, NULL));
}

static FinVisit *
find_visit (FinRequest *request, GError **error)
{
  FinVisit *visit = fin_hub_visit (fin_office_hub (request->office), request->booking->id);

  if (visit != NULL && (request->caller->appointment != NULL ||
                        fin_booking_kept_by (request->booking, request->caller)))
    return visit;

  g_set_error_literal (error, FIN_ERROR, FIN_ERROR_NOT_IN_VISIT, "there is no open visit");

  return NULL;
}

/* Of a sensitive one the appointment becomes one of those that are for few. */
static gboolean
may_see (FinRequest *request, const char *procedure, GError **error)
{
  if (procedure == NULL || fin_catalogue_lookup (procedure) == NULL || request->caller->sensitive ||
      fin_procedures_sensitivity (procedure, NULL) == NULL)
    return TRUE;

  g_set_error_literal (error, FIN_ERROR, FIN_ERROR_FORBIDDEN, "not for this member of staff");

  return FALSE;
}

/* Of a sensitive procedure for those who may see them, as all of it is; to others it is no draft at
 * all. */
static gboolean
may_come (FinRequest *request, FinVisit *visit, const char *draft)
{
  FinStore *store = fin_office_store (request->office);

  return fin_forms_sensitivity (store, draft) == NULL ||
         fin_staff_is_for_sensitive (store, fin_visit_staff (visit));
}

static char *
take_up_by_code (
    FinRequest *request, FinVisit *visit, const char *code, const char *actor, GError **error)
{
  g_autofree char *address = fin_request_address (request);
  guint wait = fin_office_check_try (request->office, address);
  g_autofree char *draft = NULL;

  if (wait != 0) {
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_TOO_MANY, "too many tries");
    fin_error_set_retry_after (*error, wait);
    return NULL;
  }

  draft = fin_drafts_find (fin_office_store (request->office), code);
  if (draft == NULL || !may_come (request, visit, draft) ||
      !fin_drafts_may_go (fin_office_store (request->office), draft, request->booking->id)) {
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_NOT_FOUND, "no draft has this code");
    return NULL;
  }
  fin_office_check_forgive (request->office, address);

  return fin_visit_take_up (visit, draft, TRUE, actor, error) ? g_steal_pointer (&draft) : NULL;
}

static void
make_code (FinRequest *request, GError **error)
{
  FinStore *store = fin_office_store (request->office);
  g_autofree char *actor = fin_caller_actor (request->caller);
  g_autoptr (FinDossier) dossier = NULL;
  g_autoptr (JsonObject) summary = NULL;
  g_autofree char *code = NULL;

  if (!fin_forms_has (store, request->booking->id, request->item) ||
      (request->caller->staff != NULL &&
       !fin_booking_kept_by (request->booking, request->caller))) {
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_NOT_FOUND, "no such form");
    return;
  }

  code = fin_drafts_make_code (store, request->item, actor, error);
  dossier = code != NULL ? fin_dossier_load (store, request->item) : NULL;
  if (dossier == NULL)
    return;
  summary = fin_dossier_summary (dossier, request->language, FALSE);
  fin_request_answer (
      request, SOUP_STATUS_CREATED,
      fin_json_new ("code:s", code, "kept_until:s", fin_json_string (summary, "kept_until"), NULL));
}

static void
add (FinRequest *request, GError **error)
{
  FinVisit *visit = find_visit (request, error);
  const char *draft = fin_json_string (request->body, "draft");
  const char *procedure = fin_json_string (request->body, "procedure");
  const char *code = fin_json_string (request->body, "code");
  g_autofree char *actor = fin_caller_actor (request->caller);
  g_autofree char *id = NULL;
  gboolean staff = request->caller->staff != NULL;

  if (visit == NULL)
    return;
  if ((draft != NULL) + (procedure != NULL) + (code != NULL) != 1) {
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_BAD_REQUEST,
                         "one of procedure, draft and code");
    return;
  }
  /* The citizen has a code, and nothing else to say which forms there are. */
  if (code == NULL && !fin_caller_attends (request->caller)) {
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_FORBIDDEN, "not for this role");
    return;
  }
  if (!may_see (request, procedure, error))
    return;

  if (procedure != NULL)
    id = fin_visit_add_form (visit, procedure, actor, error);
  else if (code != NULL)
    id = take_up_by_code (request, visit, code, actor, error);
  else if (!may_come (request, visit, draft))
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_NOT_FOUND, "no such draft");
  else if (fin_visit_take_up (visit, draft, FALSE, actor, error))
    id = g_strdup (draft);
  if (id != NULL)
    fin_request_answer (
        request, SOUP_STATUS_CREATED,
        fin_dossier_summary (fin_visit_dossier (visit, id), request->language, staff));
}

static void
take_out (FinRequest *request, GError **error)
{
  FinVisit *visit = find_visit (request, error);

  if (visit != NULL && fin_visit_remove_form (visit, request->item, request->caller->staff, error))
    fin_request_answer (request, SOUP_STATUS_NO_CONTENT, NULL);
}

/* What a field said before. Of a secret there is nothing to tell but that it is done. */
static void
history (FinRequest *request, GError **error)
{
  FinStore *store = fin_office_store (request->office);
  const char *field = request->query != NULL ? g_hash_table_lookup (request->query, "field") : NULL;
  g_autoptr (FinDossier) dossier = NULL;

  if (request->caller->staff != NULL && !fin_booking_kept_by (request->booking, request->caller)) {
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_NOT_FOUND, "no such appointment");
    return;
  }
  if (fin_forms_has (store, request->booking->id, request->item))
    dossier = find_dossier (request, request->item);
  if (dossier == NULL || field == NULL ||
      fin_form_value (fin_dossier_form (dossier), field) == NULL ||
      fin_form_is_secret (fin_dossier_form (dossier), field)) {
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_NOT_FOUND, "there is no such history");
    return;
  }

  fin_request_answer (
      request, SOUP_STATUS_OK,
      fin_json_new ("values:a", fin_history_read (store, fin_dossier_id (dossier), field), NULL));
}

static const FinShape new_form[] = { { "procedure", FIN_SHAPE_ID },
                                     { "draft", FIN_SHAPE_ID },
                                     { "code", FIN_SHAPE_STRING, FALSE, 1, 64 },
                                     { NULL } };

const FinRoute fin_routes_forms[] = {
  { "GET", "/appointments/*/forms", FIN_FOR_HOLDERS, list },
  { "POST", "/appointments/*/forms", FIN_FOR_HOLDERS, add, new_form },
  { "POST", "/appointments/*/forms/*/code", FIN_FOR_HOLDERS, make_code },
  { "GET", "/appointments/*/forms/*/history", FIN_FOR_HOLDERS, history },
  { "DELETE", "/appointments/*/forms/*", FIN_FOR_ATTENDERS, take_out },
  { NULL }
};
