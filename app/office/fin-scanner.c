// Looks for malware by clamd's INSTREAM (clamd(8)).
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-scanner.h"

#include <gio/gunixsocketaddress.h>

#include "fin-error.h"

#define SILENCE_SECONDS 20 /* of clamd's, at any point */
#define MAX_SECONDS     60
#define MAX_ANSWER      256

struct _FinScanner {
  GSocketConnectable *place;
};

FinScanner *
fin_scanner_new (const char *address, GError **error)
{
  GSocketConnectable *place = NULL;
  FinScanner *self;

  g_return_val_if_fail (address != NULL, NULL);

  if (g_path_is_absolute (address))
    place = G_SOCKET_CONNECTABLE (g_unix_socket_address_new (address));
  else if (strchr (address, ':') != NULL)
    place = g_network_address_parse (address, 0, NULL);
  if (place == NULL || (G_IS_NETWORK_ADDRESS (place) &&
                        g_network_address_get_port (G_NETWORK_ADDRESS (place)) == 0)) {
    g_clear_object (&place);
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_FAILED,
                         "clamd is at the path of a socket, or at HOST:PORT");
    return NULL;
  }

  self = g_new0 (FinScanner, 1);
  self->place = place;

  return self;
}

void
fin_scanner_free (FinScanner *self)
{
  g_object_unref (self->place);
  g_free (self);
}

static gboolean
send_piece (GOutputStream *out, GBytes *piece)
{
  gsize size = 0;
  gconstpointer data = g_bytes_get_data (piece, &size);
  guint32 length = g_htonl ((guint32)size);

  return g_output_stream_write_all (out, &length, sizeof length, NULL, NULL, NULL) &&
         (size == 0 || g_output_stream_write_all (out, data, size, NULL, NULL, NULL));
}

/* The last piece is empty, as the vault's is. */
static gboolean
send_content (GOutputStream *out, FinOpening *content, gint64 deadline)
{
  static const char command[] = "zINSTREAM";

  if (!g_output_stream_write_all (out, command, sizeof command, NULL, NULL, NULL))
    return FALSE;

  while (g_get_monotonic_time () < deadline) {
    g_autoptr (GBytes) piece = fin_opening_next (content, NULL);

    if (piece == NULL || !send_piece (out, piece))
      return FALSE;
    if (g_bytes_get_size (piece) == 0)
      return TRUE;
  }

  return FALSE;
}

/* "stream: OK", "stream: NAME FOUND", or anything else. */
static FinScan
read_answer (GInputStream *in, char **found)
{
  gint64 deadline = g_get_monotonic_time () + SILENCE_SECONDS * G_USEC_PER_SEC;
  char answer[MAX_ANSWER] = "";
  gsize size = 0;

  /* Up to its zero: clamd closes after it, but who is not clamd need not. */
  while (size < sizeof answer - 1 && (size == 0 || answer[size - 1] != '\0')) {
    gssize n = g_input_stream_read (in, answer + size, 1, NULL, NULL);

    /* A letter now and then is no answer either. */
    if (n <= 0 || g_get_monotonic_time () > deadline)
      return FIN_SCAN_FAILED;
    size += n;
  }

  if (strcmp (answer, "stream: OK") == 0)
    return FIN_SCAN_CLEAN;
  if (!g_str_has_prefix (answer, "stream: ") || !g_str_has_suffix (answer, " FOUND"))
    return FIN_SCAN_FAILED;

  answer[strlen (answer) - strlen (" FOUND")] = '\0';
  *found = g_strdup (answer + strlen ("stream: "));
  for (char *c = *found; *c != '\0'; c++)
    if (!g_ascii_isprint (*c))
      *c = '?';

  return FIN_SCAN_INFECTED;
}

FinScan
fin_scanner_scan (FinScanner *self, FinOpening *content, char **found)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection = NULL;
  gint64 deadline = g_get_monotonic_time () + MAX_SECONDS * G_USEC_PER_SEC;

  g_return_val_if_fail (self != NULL && content != NULL && found != NULL, FIN_SCAN_FAILED);

  g_socket_client_set_enable_proxy (client, FALSE);
  g_socket_client_set_timeout (client, SILENCE_SECONDS);
  connection = g_socket_client_connect (client, self->place, NULL, NULL);
  if (connection == NULL ||
      !send_content (g_io_stream_get_output_stream (G_IO_STREAM (connection)), content, deadline))
    return FIN_SCAN_FAILED;

  return read_answer (g_io_stream_get_input_stream (G_IO_STREAM (connection)), found);
}
