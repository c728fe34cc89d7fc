// Guests of a visit over HTTP: who can be asked, asking, letting in, answering, seeing off.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-router.h"

#include "fin-error.h"
#include "fin-guests.h"
#include "fin-hub.h"
#include "fin-json-new.h"
#include "fin-json.h"

static FinHub *
hub_of (FinRequest *request)
{
  return fin_office_hub (request->office);
}

static gboolean
kept_by_caller (FinRequest *request, GError **error)
{
  if (fin_booking_kept_by (request->booking, request->caller))
    return TRUE;

  g_set_error_literal (error, FIN_ERROR, FIN_ERROR_NOT_FOUND, "no such appointment");

  return FALSE;
}

/* The guest of the path, of an appointment of the caller's. (transfer full) */
static FinGuest *
find_guest (FinRequest *request, GError **error)
{
  return kept_by_caller (request, error)
             ? fin_hub_guest (hub_of (request), request->booking->id, request->item, error)
             : NULL;
}

/* The caller as a guest. (transfer full) */
static FinGuest *
find_oneself (FinRequest *request, GError **error)
{
  g_autoptr (FinGuest) guest =
      fin_guests_lookup (fin_office_store (request->office), request->item);

  if (guest != NULL && g_strcmp0 (guest->staff, request->caller->staff) == 0)
    return g_steal_pointer (&guest);

  g_set_error_literal (error, FIN_ERROR, FIN_ERROR_NOT_FOUND, "nobody asks you that");

  return NULL;
}

static void
list_interpreters (FinRequest *request, GError **error)
{
  if (kept_by_caller (request, error))
    fin_request_answer (request, SOUP_STATUS_OK,
                        fin_json_new ("interpreters:a",
                                      fin_hub_interpreters (hub_of (request), request->booking),
                                      NULL));
}

static void
list (FinRequest *request, GError **error)
{
  if (kept_by_caller (request, error))
    fin_request_answer (
        request, SOUP_STATUS_OK,
        fin_json_new ("guests:a", fin_hub_guests (hub_of (request), request->booking->id), NULL));
}

static void
ask (FinRequest *request, GError **error)
{
  JsonObject *guest =
      kept_by_caller (request, error)
          ? fin_hub_ask (hub_of (request), request->booking, request->caller, request->body, error)
          : NULL;

  if (guest != NULL)
    fin_request_answer (request, SOUP_STATUS_CREATED, guest);
}

static void
admit (FinRequest *request, GError **error)
{
  g_autoptr (FinGuest) guest = find_guest (request, error);

  if (guest != NULL && fin_hub_admit (hub_of (request), guest, request->caller, error))
    fin_request_answer (request, SOUP_STATUS_NO_CONTENT, NULL);
}

static void
dismiss (FinRequest *request, GError **error)
{
  g_autoptr (FinGuest) guest = find_guest (request, error);

  if (guest != NULL && fin_hub_dismiss (hub_of (request), guest, request->caller->staff, error))
    fin_request_answer (request, SOUP_STATUS_NO_CONTENT, NULL);
}

static void
answer (FinRequest *request, GError **error)
{
  g_autoptr (FinGuest) guest = find_oneself (request, error);

  if (guest != NULL && fin_hub_answer (hub_of (request), guest, request->caller,
                                       fin_json_boolean (request->body, "accept", FALSE), error))
    fin_request_answer (request, SOUP_STATUS_NO_CONTENT, NULL);
}

static void
prepare (FinRequest *request, GError **error)
{
  g_autoptr (FinGuest) guest = find_oneself (request, error);
  JsonObject *preparation = NULL;

  if (guest == NULL)
    return;

  if (fin_guest_is (guest, "asked") || fin_guest_is (guest, "in"))
    preparation = fin_guests_prepare (fin_office_store (request->office), guest, request->language);
  if (preparation != NULL)
    fin_request_answer (request, SOUP_STATUS_OK, preparation);
  else
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_NOT_FOUND, "there is nothing to prepare");
}

static void
go (FinRequest *request, GError **error)
{
  g_autoptr (FinGuest) guest = find_oneself (request, error);

  if (guest != NULL && fin_hub_dismiss (hub_of (request), guest, request->caller->staff, error))
    fin_request_answer (request, SOUP_STATUS_NO_CONTENT, NULL);
}

static const char *const roles[] = { "interpreter", "companion", NULL };

static const FinShape new_guest[] = { { "role", FIN_SHAPE_CHOICE, TRUE, .choices = roles },
                                      { "staff", FIN_SHAPE_ID },
                                      { "name", FIN_SHAPE_STRING, FALSE, 1, 128 },
                                      { "interprets", FIN_SHAPE_CHOICE,
                                        .choices = fin_shape_interpreted },
                                      { NULL } };

static const FinShape reply[] = { { "accept", FIN_SHAPE_BOOLEAN, TRUE }, { NULL } };

const FinRoute fin_routes_guests[] = {
  { "GET", "/appointments/*/interpreters", FIN_FOR_ATTENDERS, list_interpreters },
  { "GET", "/appointments/*/guests", FIN_FOR_ATTENDERS, list },
  { "POST", "/appointments/*/guests", FIN_FOR_ATTENDERS, ask, new_guest },
  { "POST", "/appointments/*/guests/*/admit", FIN_FOR_ATTENDERS, admit },
  { "DELETE", "/appointments/*/guests/*", FIN_FOR_ATTENDERS, dismiss },
  { "POST", "/guests/*/answer", FIN_FOR_STAFF, answer, reply },
  { "GET", "/guests/*/preparation", FIN_FOR_STAFF, prepare },
  { "DELETE", "/guests/*", FIN_FOR_STAFF, go },
  { NULL }
};
