// The page both look at, over HTTP: its picture comes from the workstation and is held while the
// visit is open; the citizen's page fetches it.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-router.h"

#include "fin-audit.h"
#include "fin-documents.h"
#include "fin-error.h"
#include "fin-hub.h"
#include "fin-json.h"
#include "fin-listener.h"

#define MAX_PICTURE (4 * 1024 * 1024)
#define MAX_PAGES   100000

typedef struct {
  char *document;
  gint64 page;
  gint64 pages;
  GByteArray *content;
} Showing;

static void
showing_free (Showing *showing)
{
  g_free (showing->document);
  g_byte_array_unref (showing->content);
  g_free (showing);
}

static gboolean
number (FinRequest *request, const char *name, gint64 *value)
{
  const char *text = request->query != NULL ? g_hash_table_lookup (request->query, name) : NULL;

  return text != NULL && g_ascii_string_to_signed (text, 10, 1, MAX_PAGES, value, NULL);
}

/* The caller's own open visit with who sent the document. */
static FinVisit *
open_visit (FinRequest *request, GError **error)
{
  FinVisit *visit = fin_hub_visit (fin_office_hub (request->office), request->booking->id);

  if (visit != NULL && g_strcmp0 (fin_visit_staff (visit), request->caller->staff) == 0)
    return visit;

  g_set_error_literal (error, FIN_ERROR, FIN_ERROR_NOT_IN_VISIT, "not in that visit");

  return NULL;
}

static void
got_chunk_cb (SoupServerMessage *message, GBytes *chunk, gpointer unused)
{
  FinRequest *request = fin_request_get (message);
  Showing *showing = request->data;

  if (request->over)
    return;
  if (showing->content->len + g_bytes_get_size (chunk) > MAX_PICTURE) {
    fin_request_fail (request,
                      g_error_new_literal (FIN_ERROR, FIN_ERROR_TOO_LARGE, "at most 4 MiB"), NULL);
    fin_listener_discard_body (message);
    return;
  }

  g_byte_array_append (showing->content, g_bytes_get_data (chunk, NULL), g_bytes_get_size (chunk));
}

static void
show_begin (FinRequest *request, GError **error)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (request->message);
  const char *id = request->query != NULL ? g_hash_table_lookup (request->query, "document") : NULL;
  gint64 page, pages;
  Showing *showing;

  if (open_visit (request, error) == NULL)
    return;
  if (id == NULL || !number (request, "page", &page) || !number (request, "pages", &pages) ||
      page > pages) {
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_BAD_REQUEST, "which page of which document?");
    return;
  }
  if (soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH &&
      soup_message_headers_get_content_length (headers) > MAX_PICTURE) {
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_TOO_LARGE, "at most 4 MiB");
    return;
  }

  showing = g_new0 (Showing, 1);
  showing->document = g_strdup (id);
  showing->page = page;
  showing->pages = pages;
  showing->content = g_byte_array_new ();
  request->data = showing;
  request->free_data = (GDestroyNotify)showing_free;
  g_signal_connect (request->message, "got-chunk", G_CALLBACK (got_chunk_cb), NULL);
}

static void
show (FinRequest *request, GError **error)
{
  FinStore *store = fin_office_store (request->office);
  Showing *showing = request->data;
  FinVisit *visit;
  g_autoptr (JsonObject) document = NULL;
  g_autoptr (GBytes) content = NULL;
  const char *media_type;

  if (request->over) /* it was too large, and is told so */
    return;
  visit = open_visit (request, error);
  if (visit == NULL)
    return;

  media_type = showing->content->len >= FIN_DOCUMENT_HEAD_SIZE
                   ? fin_documents_sniff (showing->content->data, showing->content->len)
                   : NULL;
  if (g_strcmp0 (media_type, "image/png") != 0 && g_strcmp0 (media_type, "image/jpeg") != 0) {
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_UNSUPPORTED_TYPE, "not a PNG or JPEG");
    return;
  }
  document = fin_documents_lookup (store, request->booking->id, showing->document);
  if (document == NULL) {
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_NOT_FOUND, "no such document");
    return;
  }
  /* Once a document, not for each of its pages. */
  if (g_strcmp0 (fin_visit_shown_document (visit), showing->document) != 0 &&
      !fin_audit_add (store, request->caller->staff, "document.shown", showing->document, error))
    return;

  content = g_byte_array_free_to_bytes (g_steal_pointer (&showing->content));
  showing->content = g_byte_array_new ();
  fin_request_answer (
      request, SOUP_STATUS_OK,
      fin_visit_show (visit, document, showing->page, showing->pages, content, media_type));
}

static void
unshow (FinRequest *request, GError **error)
{
  FinVisit *visit = open_visit (request, error);

  if (visit == NULL)
    return;

  fin_visit_unshow (visit);
  fin_request_answer (request, SOUP_STATUS_NO_CONTENT, NULL);
}

static void
picture (FinRequest *request, GError **error)
{
  gboolean theirs = request->caller->appointment != NULL ||
                    fin_booking_kept_by (request->booking, request->caller);
  FinVisit *visit =
      theirs ? fin_hub_visit (fin_office_hub (request->office), request->booking->id) : NULL;
  const char *media_type = NULL;
  GBytes *content =
      visit != NULL ? fin_visit_shown_picture (visit, request->item, &media_type) : NULL;

  if (content == NULL) {
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_NOT_FOUND, "it is not shown");
    return;
  }

  fin_request_answer_bytes (request, media_type, content);
}

const FinRoute fin_routes_shown[] = {
  { "POST", "/appointments/*/shown", FIN_FOR_ATTENDERS, show, .begin = show_begin },
  { "DELETE", "/appointments/*/shown", FIN_FOR_ATTENDERS, unshow },
  { "GET", "/appointments/*/shown/*", FIN_FOR_HOLDERS, picture },
  { NULL }
};
