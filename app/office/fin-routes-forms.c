// The forms of a visit over HTTP: listed, added, put aside, taken back.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-router.h"

#include "fin-dossier.h"
#include "fin-error.h"
#include "fin-history.h"
#include "fin-hub.h"
#include "fin-json-new.h"
#include "fin-json.h"

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

  if (visit != NULL && fin_booking_kept_by (request->booking, request->caller))
    return visit;

  g_set_error_literal (error, FIN_ERROR, FIN_ERROR_NOT_IN_VISIT, "there is no open visit");

  return NULL;
}

/* Of a sensitive one the appointment becomes one of those that are for few. */
static gboolean
may_see (FinRequest *request, const char *procedure, GError **error)
{
  FinProcedure *found = procedure != NULL ? fin_catalogue_lookup (procedure) : NULL;

  if (found == NULL || fin_procedure_sensitive (found) == NULL || request->caller->sensitive)
    return TRUE;

  g_set_error_literal (error, FIN_ERROR, FIN_ERROR_FORBIDDEN, "not for this member of staff");

  return FALSE;
}

static void
add (FinRequest *request, GError **error)
{
  FinVisit *visit = find_visit (request, error);
  const char *draft = fin_json_string (request->body, "draft");
  const char *procedure = fin_json_string (request->body, "procedure");
  g_autofree char *id = NULL;

  if (visit == NULL)
    return;
  if ((draft == NULL) == (procedure == NULL)) {
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_BAD_REQUEST, "one of procedure and draft");
    return;
  }

  if (!may_see (request, procedure, error))
    return;

  if (procedure != NULL)
    id = fin_visit_add_form (visit, procedure, request->caller->staff, error);
  else if (fin_visit_reopen_form (visit, draft, request->caller->staff, error))
    id = g_strdup (draft);
  if (id != NULL)
    fin_request_answer (
        request, SOUP_STATUS_CREATED,
        fin_dossier_summary (fin_visit_dossier (visit, id), request->language, TRUE));
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
                                     { NULL } };

const FinRoute fin_routes_forms[] = {
  { "GET", "/appointments/*/forms", FIN_FOR_HOLDERS, list },
  { "POST", "/appointments/*/forms", FIN_FOR_ATTENDERS, add, new_form },
  { "GET", "/appointments/*/forms/*/history", FIN_FOR_HOLDERS, history },
  { "DELETE", "/appointments/*/forms/*", FIN_FOR_ATTENDERS, take_out },
  { NULL }
};
