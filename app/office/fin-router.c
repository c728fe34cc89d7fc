// The way of a request: found, authorised and bounded when its head is here, handled when its body
// is.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-router.h"

#include "fin-error.h"
#include "fin-json.h"
#include "fin-listener.h"
#include "fin-pages.h"

#define ROOT     "/api/v1"
#define MAX_BODY (256 * 1024) /* 20 000 characters of notes, all escaped */

static const FinRoute *const tables[] = {
  fin_routes_accounts, fin_routes_appointments, fin_routes_documents,
  fin_routes_forms,    fin_routes_guests,       fin_routes_procedures,
  fin_routes_receipts, fin_routes_shown,        fin_routes_transcripts,
};

static gboolean
matches (const FinRoute *route, const char *const *path)
{
  g_auto (GStrv) pattern = g_strsplit (route->path + 1, "/", -1);
  guint i;

  for (i = 0; pattern[i] != NULL && path[i] != NULL; i++)
    if (strcmp (pattern[i], path[i]) != 0 &&
        (strcmp (pattern[i], "*") != 0 || !fin_shape_is_id (path[i])))
      return FALSE;

  return pattern[i] == NULL && path[i] == NULL;
}

static const FinRoute *
find_route (const char *method, const char *const *path)
{
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    for (const FinRoute *route = tables[i]; route->method != NULL; route++)
      if (strcmp (route->method, method) == 0 && matches (route, path))
        return route;

  return NULL;
}

static gboolean
welcome_caller (FinRequest *request, GError **error)
{
  FinAudience audience = request->route->audience;
  const char *token = fin_request_token (request);
  FinCaller *caller;

  if (audience == FIN_FOR_ANYONE)
    return TRUE;

  g_clear_pointer (&request->caller, fin_caller_free);
  caller = token != NULL ? fin_tokens_lookup (fin_office_store (request->office), token) : NULL;
  request->caller = caller;
  if (caller == NULL) {
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_UNAUTHORIZED, "no such token");
    return FALSE;
  }

  if ((audience == FIN_FOR_CITIZENS && caller->appointment == NULL) ||
      (audience == FIN_FOR_STAFF && caller->staff == NULL) ||
      (audience == FIN_FOR_ATTENDERS && !fin_caller_attends (caller)) ||
      (audience == FIN_FOR_COORDINATORS && !fin_caller_is_role (caller, "coordinator"))) {
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_FORBIDDEN, "not for this role");
    return FALSE;
  }

  return TRUE;
}

/* An appointment one may not see is as good as none: its existence is not told either. */
static gboolean
find_subjects (FinRequest *request, GError **error)
{
  char **path = request->path;

  if (path[1] == NULL)
    return TRUE;

  g_clear_pointer (&request->item, g_free);
  if (strcmp (path[0], "appointments") != 0) {
    request->item = g_strdup (path[1]);
    return TRUE;
  }

  g_clear_pointer (&request->booking, fin_booking_free);
  request->booking = fin_appointments_lookup (fin_office_store (request->office), path[1]);
  if (request->booking == NULL || !fin_booking_is_for (request->booking, request->caller) ||
      (!request->route->unseen && !fin_booking_visible_to (request->booking, request->caller))) {
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_NOT_FOUND, "no such appointment");
    return FALSE;
  }
  if (path[2] != NULL)
    request->item = g_strdup (path[3]);

  return TRUE;
}

gboolean
fin_router_admit (FinRequest *request, GError **error)
{
  FinStore *store = fin_office_store (request->office);
  gboolean admitted;
  g_autoptr (GError) refusal = NULL;

  fin_store_take_failure (store, NULL); /* what another left is not this one's */
  admitted = welcome_caller (request, &refusal) && find_subjects (request, &refusal);
  /* Who could not be looked up is not to be told they are nobody. */
  if (fin_store_take_failure (store, error))
    return FALSE;
  if (!admitted)
    g_propagate_error (error, g_steal_pointer (&refusal));

  return admitted;
}

static void
too_large (FinRequest *request)
{
  fin_request_fail (
      request, g_error_new_literal (FIN_ERROR, FIN_ERROR_TOO_LARGE, "the body is too large"), NULL);
}

static void
bounded_chunk_cb (SoupServerMessage *message, GBytes *chunk, gpointer unused)
{
  FinRequest *request = fin_request_get (message);

  if (!request->over && soup_server_message_get_request_body (message)->length > MAX_BODY) {
    too_large (request);
    fin_listener_discard_body (message);
  }
}

static void
refuse (FinRequest *request, GError *error)
{
  fin_listener_discard_body (request->message);
  fin_request_fail (request, error, NULL);
}

/* The head is here: everything that can be said without the body is said now. */
static void
head_cb (SoupServer *server,
         SoupServerMessage *message,
         const char *path,
         GHashTable *query,
         gpointer data)
{
  FinRequest *request = fin_request_attach (data, message, query);
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  g_autoptr (GError) error = NULL;

  fin_pages_whole (message);
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Cache-Control",
                                "no-store");

  request->path = g_strsplit (path + MIN (strlen (path), strlen (ROOT "/")), "/", -1);
  request->route =
      find_route (soup_server_message_get_method (message), (const char *const *)request->path);
  if (request->route == NULL) {
    refuse (request, g_error_new_literal (FIN_ERROR, FIN_ERROR_NOT_FOUND, "no such resource"));
    return;
  }

  if (!fin_router_admit (request, &error)) {
    refuse (request, g_steal_pointer (&error));
    return;
  }

  if (request->route->begin != NULL) {
    request->route->begin (request, &error);
    if (error != NULL)
      refuse (request, g_steal_pointer (&error));
    else
      soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
    return;
  }

  if (soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH &&
      soup_message_headers_get_content_length (headers) > MAX_BODY) {
    fin_listener_discard_body (message);
    too_large (request);
  } else
    g_signal_connect (message, "got-chunk", G_CALLBACK (bounded_chunk_cb), NULL);
}

static gboolean
read_body (FinRequest *request, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  gsize size = 0;
  const char *text;

  if (request->route->body == NULL)
    return TRUE;

  bytes = soup_message_body_flatten (soup_server_message_get_request_body (request->message));
  text = g_bytes_get_data (bytes, &size);
  request->body = fin_json_parse_object (text != NULL ? text : "", size, error);

  return request->body != NULL && fin_shape_check (request->route->body, request->body, error);
}

static void
body_cb (SoupServer *server,
         SoupServerMessage *message,
         const char *path,
         GHashTable *query,
         gpointer data)
{
  FinRequest *request = fin_request_get (message);
  g_autoptr (GError) error = NULL;

  /* Tokens are revoked and appointments taken over while a body is on its way. */
  if (fin_router_admit (request, &error) && read_body (request, &error))
    request->route->handler (request, &error);
  if (fin_store_failed (fin_office_store (request->office))) {
    g_clear_error (&error);
    fin_store_take_failure (fin_office_store (request->office), &error);
  }
  if (error != NULL)
    fin_request_fail (request, g_steal_pointer (&error), NULL);
}

void
fin_router_attach (SoupServer *server, FinOffice *office)
{
  soup_server_add_early_handler (server, ROOT, head_cb, office, NULL);
  soup_server_add_handler (server, ROOT, body_cb, office, NULL);
}
