// Pieces of a sealed file, the next when the one before has left.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-download.h"

#include "fin-listener.h"

typedef struct {
  FinOpening *opening;
  goffset left;
} Download;

static void
download_free (Download *download)
{
  fin_opening_free (download->opening);
  g_free (download);
}

static void
append_next_cb (SoupServerMessage *message, gpointer unused)
{
  Download *download = fin_request_get (message)->data;
  g_autoptr (GBytes) piece = NULL;

  if (download->left == 0)
    return;

  piece = fin_opening_next (download->opening, NULL);
  if (piece == NULL || g_bytes_get_size (piece) == 0 ||
      (goffset)g_bytes_get_size (piece) > download->left) {
    /* It is not what was sealed: its reader must notice that it ends short. */
    fin_listener_drop (message);
    return;
  }

  download->left -= g_bytes_get_size (piece);
  soup_message_body_append_bytes (soup_server_message_get_response_body (message), piece);
}

void
fin_download_answer (FinRequest *request,
                     const char *id,
                     const char *media_type,
                     const char *name,
                     gsize size,
                     GError **error)
{
  SoupServerMessage *message = request->message;
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  FinOpening *opening = fin_vault_read (fin_office_vault (request->office), id, error);
  g_autofree char *encoded = g_uri_escape_string (name, NULL, FALSE);
  g_autofree char *disposition = g_strconcat ("attachment; filename*=UTF-8''", encoded, NULL);
  Download *download;

  if (opening == NULL)
    return;

  download = g_new0 (Download, 1);
  download->opening = opening;
  download->left = size;
  request->data = download;
  request->free_data = (GDestroyNotify)download_free;

  soup_message_headers_replace (headers, "Content-Type", media_type);
  soup_message_headers_replace (headers, "Content-Disposition", disposition);
  soup_message_headers_replace (headers, "Content-Security-Policy", "default-src 'none'; sandbox");
  soup_message_headers_set_encoding (headers, SOUP_ENCODING_CONTENT_LENGTH);
  soup_message_headers_set_content_length (headers, size);
  soup_message_body_set_accumulate (soup_server_message_get_response_body (message), FALSE);
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  request->over = TRUE;
  g_signal_connect (message, "wrote-chunk", G_CALLBACK (append_next_cb), NULL);
  append_next_cb (message, NULL);
}
