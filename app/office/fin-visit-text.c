// Real-time text in a visit: kept while it lasts, passed on where no data channel is open.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-visit-private.h"

#include "fin-error.h"
#include "fin-json-new.h"
#include "fin-json.h"

#define MAX_LINES  5000        /* of one participant */
/* Of text in one `visit` message, the newest: hours of writing. As JSON with the form it stays below what
 * may wait in a socket. */
#define LINES_SIZE (384 * 1024)

static JsonObject *
line_new (const char *from, gint64 line, const char *text, gboolean done, const char *at)
{
  return fin_json_new ("from:s", from, "line:i", line, "text:s", text, "done:b", done, "at:s", at,
                       NULL);
}

/* How many are not among these @lines. */
gint64
_fin_visit_earlier (FinVisit *self, JsonArray *lines)
{
  g_autoptr (sqlite3_stmt) count =
      fin_store_query (self->store, "SELECT count (*) FROM line WHERE appointment = ?", "s",
                       self->appointment);

  return fin_row_next (count) ? fin_row_integer (count, 0) - json_array_get_length (lines) : 0;
}

/* The newest that fit, in order of beginning. */
JsonArray *
_fin_visit_lines (FinVisit *self)
{
  g_autoptr (sqlite3_stmt) rows =
      fin_store_query (self->store,
                       "SELECT participant, line, text, done, at FROM ("
                       " SELECT *, rowid AS began, sum (length (CAST (text AS BLOB)) + 100)"
                       "  OVER (ORDER BY rowid DESC) AS size FROM line WHERE appointment = ?)"
                       " WHERE size <= ? ORDER BY began",
                       "si", self->appointment, (gint64)LINES_SIZE);
  JsonArray *lines = json_array_new ();

  while (fin_row_next (rows))
    json_array_add_object_element (
        lines, line_new (fin_row_text (rows, 0), fin_row_integer (rows, 1), fin_row_text (rows, 2),
                         fin_row_integer (rows, 3) != 0, fin_row_text (rows, 4)));

  return lines;
}

/* Is it a new line, and are there too many? */
static gboolean
line_fits (FinVisit *self, FinParticipant *from, gint64 line)
{
  g_autoptr (sqlite3_stmt) row = fin_store_query (
      self->store, "SELECT 1 FROM line WHERE appointment = ? AND participant = ? AND line = ?",
      "ssi", self->appointment, from->id, line);
  g_autoptr (sqlite3_stmt) count = NULL;

  if (fin_row_next (row))
    return TRUE;

  count = fin_store_query (self->store,
                           "SELECT count (*) FROM line WHERE appointment = ? AND participant = ?",
                           "ss", self->appointment, from->id);

  return fin_row_next (count) && fin_row_integer (count, 0) < MAX_LINES;
}

gboolean
_fin_visit_text (FinVisit *self, FinParticipant *from, JsonObject *message, GError **error)
{
  g_auto (GStrv) relay = fin_json_strings (message, "relay");
  g_autofree char *now = fin_store_now ();
  gint64 line = fin_json_integer (message, "line", 0);
  const char *text = fin_json_string (message, "text");
  gboolean done = fin_json_boolean (message, "done", FALSE);

  if (!line_fits (self, from, line)) {
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_FULL, "too many lines");
    return FALSE;
  }
  if (!fin_store_run (self->store, error,
                      "INSERT INTO line (appointment, participant, line, text, done, at)"
                      " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET"
                      " text = excluded.text, done = excluded.done",
                      "ssisis", self->appointment, from->id, line, text, (gint64)done, now))
    return FALSE;

  for (guint i = 0; relay[i] != NULL; i++) {
    FinParticipant *to = _fin_visit_find (self, relay[i]);

    if (to != NULL && to != from && to->socket != NULL)
      fin_socket_send (to->socket, fin_json_new ("type:s", "text", "line:o",
                                                 line_new (from->id, line, text, done, now), NULL));
  }

  return TRUE;
}
