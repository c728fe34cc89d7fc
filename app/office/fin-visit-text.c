// Real-time text in a visit: kept while it lasts, passed on where no data channel is open.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-visit-private.h"

#include "fin-error.h"
#include "fin-json-new.h"
#include "fin-json.h"

#define MAX_LINES     5000         /* of one participant */
/* Of text in one `visit` message, the newest: hours of writing. As JSON with the form it stays below what
 * may wait in a socket. */
#define LINES_SIZE    (384 * 1024)
#define LINE_OVERHEAD 100

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

/* What it takes in a message at most: json-glib writes controls as \u00XX. */
static gsize
size_of (const char *text)
{
  gsize size = LINE_OVERHEAD;

  for (; *text != '\0'; text++)
    size += (guint8)*text < ' ' || *text == 0x7f ? 6 : *text == '"' || *text == '\\' ? 2 : 1;

  return size;
}

static JsonArray *
reversed (GPtrArray *lines)
{
  JsonArray *array = json_array_sized_new (lines->len);

  for (guint i = lines->len; i > 0; i--)
    json_array_add_object_element (array, json_object_ref (lines->pdata[i - 1]));

  return array;
}

/* The newest that fit, in order of beginning; no more rows are looked at than that. */
JsonArray *
_fin_visit_lines (FinVisit *self)
{
  g_autoptr (sqlite3_stmt) rows =
      fin_store_query (self->store,
                       "SELECT participant, line, text, done, at FROM line"
                       " INDEXED BY line_appointment WHERE appointment = ? ORDER BY rowid DESC",
                       "s", self->appointment);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func ((GDestroyNotify)json_object_unref);
  gsize size = 0;

  while (fin_row_next (rows) && (size += size_of (fin_row_text (rows, 2))) <= LINES_SIZE)
    g_ptr_array_add (lines, line_new (fin_row_text (rows, 0), fin_row_integer (rows, 1),
                                      fin_row_text (rows, 2), fin_row_integer (rows, 3) != 0,
                                      fin_row_text (rows, 4)));

  return reversed (lines);
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

  for (guint i = 0; i < FIN_PARTICIPANTS; i++) {
    FinParticipant *to = &self->participants[i];

    if (to != from && to->socket != NULL && g_strv_contains ((const char *const *)relay, to->id))
      fin_socket_send (to->socket, fin_json_new ("type:s", "text", "line:o",
                                                 line_new (from->id, line, text, done, now), NULL));
  }

  return TRUE;
}
