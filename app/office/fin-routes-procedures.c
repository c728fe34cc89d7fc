// The catalogue: what is offered, looked for in it, and its keeping by coordinators.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-router.h"

#include "fin-error.h"
#include "fin-hub.h"
#include "fin-json-new.h"
#include "fin-json.h"
#include "fin-procedure-search.h"
#include "fin-procedures.h"

#define MAX_FILE 200000

static void
catalogue (FinRequest *request, GError **error)
{
  GPtrArray *all = fin_catalogue ();
  JsonArray *procedures = json_array_new ();

  for (guint i = 0; i < all->len; i++)
    json_array_add_object_element (
        procedures,
        fin_json_new ("id:s", fin_procedure_id (all->pdata[i]), "number:i",
                      (gint64)fin_procedure_number (all->pdata[i]), "title:s",
                      fin_procedure_title (all->pdata[i], request->language), "summary:s",
                      fin_procedure_summary (all->pdata[i], request->language), NULL));

  fin_request_answer (request, SOUP_STATUS_OK, fin_json_new ("procedures:a", procedures, NULL));
}

/* By POST: what is looked for may be somebody's name or number, and is in no address. */
static void
search (FinRequest *request, GError **error)
{
  fin_request_answer (request, SOUP_STATUS_OK,
                      fin_json_new ("found:a",
                                    fin_catalogue_search (fin_json_string (request->body, "text"),
                                                          request->language),
                                    NULL));
}

static FinStore *
store_of (FinRequest *request)
{
  return fin_office_store (request->office);
}

static void
answer_versions (FinRequest *request, guint status, const char *id)
{
  fin_request_answer (
      request, status,
      fin_json_new ("versions:a",
                    fin_procedures_versions (store_of (request), id, request->language), NULL));
}

static void
known (FinRequest *request, GError **error)
{
  fin_request_answer (request, SOUP_STATUS_OK,
                      fin_json_new ("procedures:a",
                                    fin_procedures_known (store_of (request), request->language),
                                    NULL));
}

static void
load (FinRequest *request, GError **error)
{
  FinProcedure *procedure = fin_procedures_add (
      store_of (request), fin_json_string (request->body, "file"), request->caller->staff, error);

  if (procedure != NULL)
    fin_request_answer (request, SOUP_STATUS_CREATED,
                        fin_json_new ("procedure:s", fin_procedure_id (procedure), "digest:s",
                                      fin_procedure_digest (procedure), NULL));
}

static void
versions (FinRequest *request, GError **error)
{
  answer_versions (request, SOUP_STATUS_OK, request->item);
}

/* NULL when there is no such version of the path's procedure. */
static FinProcedure *
find_version (FinRequest *request, const char *digest, GError **error)
{
  FinProcedure *procedure = fin_catalogue_version (digest);

  if (procedure != NULL && g_str_equal (fin_procedure_id (procedure), request->item))
    return procedure;

  g_set_error_literal (error, FIN_ERROR, FIN_ERROR_NOT_FOUND, "no such version");

  return NULL;
}

static void
file (FinRequest *request, GError **error)
{
  FinProcedure *procedure = find_version (request, request->path[3], error);

  if (procedure != NULL)
    fin_request_answer_bytes (request, "application/json", fin_procedure_file (procedure));
}

static void
try (FinRequest *request, GError **error)
{
  FinProcedure *procedure = find_version (request, request->path[3], error);
  FinStore *store = store_of (request);
  g_autofree char *appointment = NULL;
  g_autofree char *token = NULL;
  g_autofree char *url = NULL;
  g_autoptr (FinBooking) booking = NULL;

  if (procedure == NULL)
    return;
  appointment =
      fin_procedures_try (store, procedure, request->caller->staff, request->language, error);
  if (appointment == NULL)
    return;
  booking = fin_appointments_lookup (store, appointment);
  token = fin_tokens_for_appointment (store, appointment, booking->ends, error);
  if (token == NULL)
    return;

  url = g_strconcat (fin_office_public_url (request->office), "/c/#", token, NULL);
  fin_request_answer (request, SOUP_STATUS_CREATED,
                      fin_json_new ("appointment:s", appointment, "url:s", url, NULL));
}

static void
offer (FinRequest *request, GError **error)
{
  FinProcedure *procedure =
      find_version (request, fin_json_string (request->body, "digest"), error);

  if (procedure == NULL ||
      !fin_procedures_offer (store_of (request), procedure, request->caller->staff, error))
    return;

  fin_hub_tell_queue (fin_office_hub (request->office));
  answer_versions (request, SOUP_STATUS_OK, request->item);
}

static void
withdraw (FinRequest *request, GError **error)
{
  if (!fin_procedures_withdraw (store_of (request), request->item, request->caller->staff, error))
    return;

  fin_hub_tell_queue (fin_office_hub (request->office));
  answer_versions (request, SOUP_STATUS_OK, request->item);
}

static const FinShape question[] = { { "text", FIN_SHAPE_STRING, TRUE, 1, 100 }, { NULL } };
static const FinShape new_version[] = { { "file", FIN_SHAPE_STRING, TRUE, 1, MAX_FILE }, { NULL } };
static const FinShape offered[] = { { "digest", FIN_SHAPE_ID, TRUE }, { NULL } };

const FinRoute fin_routes_procedures[] = {
  { "GET", "/procedures", FIN_FOR_ANYONE, catalogue },
  { "POST", "/procedures/search", FIN_FOR_STAFF, search, question },
  { "POST", "/procedures", FIN_FOR_COORDINATORS, load, new_version },
  { "GET", "/procedures/known", FIN_FOR_COORDINATORS, known },
  { "GET", "/procedures/*/versions", FIN_FOR_COORDINATORS, versions },
  { "GET", "/procedures/*/versions/*", FIN_FOR_COORDINATORS, file },
  { "POST", "/procedures/*/versions/*/trial", FIN_FOR_COORDINATORS, try },
  { "PUT", "/procedures/*/offered", FIN_FOR_COORDINATORS, offer, offered },
  { "DELETE", "/procedures/*/offered", FIN_FOR_COORDINATORS, withdraw },
  { NULL }
};
