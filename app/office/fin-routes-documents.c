// Documents over HTTP: sent, listed, read, reviewed.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-router.h"

#include "fin-audit.h"
#include "fin-documents.h"
#include "fin-download.h"
#include "fin-error.h"
#include "fin-forms.h"
#include "fin-hub.h"
#include "fin-json-new.h"
#include "fin-json.h"
#include "fin-shown.h"
#include "fin-upload.h"

static void
list (FinRequest *request, GError **error)
{
  fin_request_answer (
      request, SOUP_STATUS_OK,
      fin_json_new ("documents:a",
                    fin_documents_list (fin_office_store (request->office), request->booking->id,
                                        request->caller->staff != NULL),
                    NULL));
}

/* The content is for the citizen and for who attends them: seeing the queue is not enough. */
static JsonObject *
find (FinRequest *request, GError **error)
{
  gboolean theirs = request->caller->appointment != NULL ||
                    fin_booking_kept_by (request->booking, request->caller);
  JsonObject *document = theirs ? fin_documents_lookup (fin_office_store (request->office),
                                                        request->booking->id, request->item)
                                : NULL;

  /* A redacted copy is the office's. */
  if (document != NULL && request->caller->staff == NULL &&
      json_object_has_member (document, "redacted_from"))
    g_clear_pointer (&document, json_object_unref);
  if (document == NULL)
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_NOT_FOUND, "no such document");

  return document;
}

static void
get (FinRequest *request, GError **error)
{
  g_autoptr (JsonObject) document = find (request, error);
  g_autofree char *actor = fin_caller_actor (request->caller);
  g_autofree char *file = NULL;

  if (document == NULL || !fin_audit_add (fin_office_store (request->office), actor,
                                          "document.read", request->item, error))
    return;

  file = fin_documents_file (fin_office_store (request->office), request->item);
  fin_download_answer (request, file, fin_json_string (document, "media_type"),
                       fin_json_string (document, "name"), fin_json_integer (document, "size", 0),
                       error);
}

static void
review (FinRequest *request, GError **error)
{
  FinStore *store = fin_office_store (request->office);
  g_autoptr (JsonObject) document = find (request, error);
  gboolean again = g_strcmp0 (fin_json_string (request->body, "status"), "to-correct") == 0;

  if (document == NULL)
    return;
  if (json_object_has_member (document, "redacted_from")) {
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_BAD_REQUEST, "a copy is not reviewed");
    return;
  }
  if (fin_hub_is_sealed (fin_office_hub (request->office), request->booking->id,
                         fin_json_string (document, "form"))) {
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_CLOSED, "the receipt is made");
    return;
  }
  if (again && fin_json_string (request->body, "reason") == NULL) {
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_BAD_REQUEST,
                         "asking for another has a reason");
    return;
  }
  if (!fin_documents_review (store, request->item, request->body, request->caller->staff, error))
    return;

  g_clear_pointer (&document, json_object_unref);
  document = fin_documents_lookup (store, request->booking->id, request->item);
  fin_hub_tell_document (fin_office_hub (request->office), request->booking->id,
                         json_object_ref (document));
  fin_request_answer (request, SOUP_STATUS_OK, g_steal_pointer (&document));
}

/* Where it would be used. */
static gboolean
may_use (FinRequest *request, const char *form, GError **error)
{
  FinStore *store = fin_office_store (request->office);
  FinError code;

  if (!fin_forms_has (store, request->booking->id, form))
    code = FIN_ERROR_NOT_FOUND;
  else if (fin_hub_is_sealed (fin_office_hub (request->office), request->booking->id, form))
    code = FIN_ERROR_CLOSED;
  else if (fin_documents_count (store, form, FALSE) >= FIN_DOCUMENTS_MAX)
    code = FIN_ERROR_FULL;
  else
    return TRUE;

  g_set_error_literal (error, FIN_ERROR, code, "it cannot be used there");

  return FALSE;
}

static void
use (FinRequest *request, GError **error)
{
  FinStore *store = fin_office_store (request->office);
  const char *form = fin_json_string (request->body, "form");
  g_autoptr (JsonObject) document = find (request, error);
  g_autofree char *actor = fin_caller_actor (request->caller);
  g_autofree char *made = NULL;

  if (document == NULL || !may_use (request, form, error))
    return;
  if (json_object_has_member (document, "redacted_from")) {
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_BAD_REQUEST, "a copy is not used");
    return;
  }
  /* What is erased with the visit is nothing another form could rest on. */
  if (g_strcmp0 (fin_json_string (document, "kind"), FIN_SHOWN_KIND) == 0 ||
      g_strcmp0 (fin_json_string (request->body, "kind"), FIN_SHOWN_KIND) == 0) {
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_BAD_REQUEST, "it is only shown");
    return;
  }
  if (!fin_shown_is_kind (store, form, fin_json_string (request->body, "kind"))) {
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_BAD_REQUEST,
                         "kind is no document of the form");
    return;
  }
  made = fin_documents_use (store, request->item, form, fin_json_string (request->body, "kind"),
                            actor, error);
  if (made == NULL)
    return;

  g_clear_pointer (&document, json_object_unref);
  document = fin_documents_lookup (store, request->booking->id, made);
  fin_hub_tell_document (fin_office_hub (request->office), request->booking->id,
                         json_object_ref (document));
  fin_request_answer (request, SOUP_STATUS_CREATED, g_steal_pointer (&document));
}

static const char *const statuses[] = { "accepted", "to-correct", NULL };
static const char *const reasons[] = { "unreadable",   "cut-off", "expired", "wrong-document",
                                       "other-person", "other",   NULL };

static const FinShape review_shape[] = { { "status", FIN_SHAPE_CHOICE, TRUE, .choices = statuses },
                                         { "reason", FIN_SHAPE_CHOICE, FALSE, .choices = reasons },
                                         { "note", FIN_SHAPE_STRING, FALSE, 0, 500 },
                                         { NULL } };

static const FinShape use_shape[] = { { "form", FIN_SHAPE_ID, TRUE },
                                      { "kind", FIN_SHAPE_STRING, TRUE, 1, 64 },
                                      { NULL } };

const FinRoute fin_routes_documents[] = {
  { "GET", "/appointments/*/documents", FIN_FOR_HOLDERS, list },
  { "POST", "/appointments/*/documents", FIN_FOR_CITIZENS, fin_upload_finish,
    .begin = fin_upload_begin },
  { "GET", "/appointments/*/documents/*", FIN_FOR_HOLDERS, get },
  { "POST", "/appointments/*/documents/*/redacted", FIN_FOR_ATTENDERS, fin_upload_finish,
    .begin = fin_upload_begin_copy },
  { "POST", "/appointments/*/documents/*/review", FIN_FOR_ATTENDERS, review, review_shape },
  { "POST", "/appointments/*/documents/*/use", FIN_FOR_HOLDERS, use, use_shape },
  { NULL }
};
