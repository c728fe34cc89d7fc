// Receipts over HTTP: made, read, checked.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-router.h"

#include "fin-acts.h"
#include "fin-audit.h"
#include "fin-download.h"
#include "fin-error.h"
#include "fin-hub.h"
#include "fin-json.h"
#include "fin-receipts.h"

static void
answer_summary (FinRequest *request, JsonObject *summary)
{
  fin_request_answer (request, SOUP_STATUS_CREATED, summary);
}

static gboolean
has_form (FinRequest *request, GError **error)
{
  if (fin_forms_has (fin_office_store (request->office), request->booking->id, request->item))
    return TRUE;

  g_set_error_literal (error, FIN_ERROR, FIN_ERROR_NOT_FOUND, "no such form");

  return FALSE;
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FinRequest) request = data;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) missing = NULL;
  FinVisit *visit = fin_hub_visit (fin_office_hub (request->office), request->booking->id);
  FinDossier *dossier = visit != NULL ? fin_visit_dossier (visit, request->item) : NULL;

  if (fin_receipts_make_finish (result, &error)) {
    answer_summary (request,
                    fin_receipts_summary (fin_office_store (request->office), request->item));
    return;
  }

  if (g_error_matches (error, FIN_ERROR, FIN_ERROR_INCOMPLETE) && dossier != NULL)
    missing = fin_acts_missing (fin_office_store (request->office), request->item,
                                fin_dossier_form (dossier));
  fin_request_fail (request, g_steal_pointer (&error), (const char *const *)missing);
}

static void
make (FinRequest *request, GError **error)
{
  JsonObject *made;
  FinVisit *visit = fin_hub_visit (fin_office_hub (request->office), request->booking->id);

  if (!has_form (request, error))
    return;
  made = fin_receipts_summary (fin_office_store (request->office), request->item);
  if (made != NULL)
    answer_summary (request, made);
  else if (visit == NULL)
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_NOT_IN_VISIT, "there is no open visit");
  else
    fin_receipts_make_async (request->office, visit, request->item, made_cb,
                             fin_request_hold (request));
}

static gboolean
may_read (FinRequest *request, const char *found, GError **error)
{
  if (found != NULL && has_form (request, NULL) &&
      (request->caller->appointment != NULL ||
       fin_booking_kept_by (request->booking, request->caller)))
    return TRUE;

  g_set_error_literal (error, FIN_ERROR, FIN_ERROR_NOT_FOUND, "there is no receipt");

  return FALSE;
}

static void
get_json (FinRequest *request, GError **error)
{
  g_autofree char *content =
      fin_receipts_content (fin_office_store (request->office), request->item);
  JsonObject *receipt;

  if (!may_read (request, content, error))
    return;

  receipt = fin_json_parse_object (content, -1, error);
  if (receipt != NULL)
    fin_request_answer (request, SOUP_STATUS_OK, receipt);
}

static void
get_pdf (FinRequest *request, GError **error)
{
  FinStore *store = fin_office_store (request->office);
  const char *id = request->item;
  g_autoptr (JsonObject) summary = fin_receipts_summary (store, id);
  g_autofree char *file = fin_receipts_file (store, id);
  g_autofree char *actor = fin_caller_actor (request->caller);
  g_autofree char *name = NULL;

  if (!may_read (request, file, error) || !fin_audit_add (store, actor, "receipt.read", id, error))
    return;

  name = g_strconcat (fin_json_string (summary, "number"), ".pdf", NULL);
  fin_download_answer (request, file, "application/pdf", name, fin_receipts_size (store, id),
                       error);
}

static void
check (FinRequest *request, GError **error)
{
  g_autofree char *address = fin_request_address (request);
  guint wait = fin_office_check_try (request->office, address);
  JsonObject *found = NULL;

  if (wait != 0) {
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_TOO_MANY, "too many tries");
    fin_error_set_retry_after (*error, wait);
    return;
  }

  found = fin_receipts_check (fin_office_store (request->office), request->item, request->language);
  if (found == NULL) {
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_NOT_FOUND, "no receipt has this code");
    return;
  }

  fin_office_check_forgive (request->office, address);
  fin_request_answer (request, SOUP_STATUS_OK, found);
}

const FinRoute fin_routes_receipts[] = {
  { "POST", "/appointments/*/forms/*/receipt", FIN_FOR_ATTENDERS, make },
  { "GET", "/appointments/*/forms/*/receipt.pdf", FIN_FOR_HOLDERS, get_pdf },
  { "GET", "/appointments/*/forms/*/receipt.json", FIN_FOR_HOLDERS, get_json },
  { "GET", "/receipts/*", FIN_FOR_ANYONE, check },
  { NULL }
};
