// The words of a visit, typed, heard and translated: kept while it lasts, and passed on.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-visit-private.h"

#include "fin-error.h"
#include "fin-json-new.h"
#include "fin-json.h"
#include "fin-time.h"

#define MAX_LINES 5000 /* of one participant and origin */
/* Of text in one `visit` message, the newest: hours of writing. As JSON with the form it stays
 * below what may wait in a socket. */
#define LINES_SIZE    (384 * 1024)
#define LINE_OVERHEAD 100

/* Columns as line_from_row() takes them. */
#define LINE                                                                                       \
  "SELECT participant, origin, line, text, done, at, language, believed, mended,"                  \
  " (SELECT json_group_array (json_object ('language', t.language, 'text', t.text,"                \
  " 'draft', json (iif (t.draft, 'true', 'false')))) FROM translation AS t"                        \
  " WHERE t.appointment = l.appointment AND t.participant = l.participant"                         \
  " AND t.origin = l.origin AND t.line = l.line) FROM line AS l"

/* (transfer full) (nullable) */
static JsonArray *
translations_from (const char *json)
{
  g_autoptr (JsonNode) node =
      json != NULL && strcmp (json, "[]") != 0 ? json_from_string (json, NULL) : NULL;

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_dup_array (node) : NULL;
}

/* What goes without saying is not said: `typed`, believed, as it came. */
static JsonObject *
line_new (const char *from,
          const char *origin,
          gint64 line,
          const char *text,
          gboolean done,
          const char *at)
{
  return fin_json_new ("from:s", from, "origin:s", strcmp (origin, "typed") != 0 ? origin : NULL,
                       "line:i", line, "text:s", text, "done:b", done, "at:s", at, NULL);
}

static void
line_tell_heard (JsonObject *line, const char *language, gboolean believed, gboolean mended)
{
  if (language != NULL)
    json_object_set_string_member (line, "language", language);
  if (!believed)
    json_object_set_boolean_member (line, "believed", FALSE);
  if (mended)
    json_object_set_boolean_member (line, "mended", TRUE);
}

static JsonObject *
line_from_row (sqlite3_stmt *row)
{
  JsonObject *line =
      line_new (fin_row_text (row, 0), fin_row_text (row, 1), fin_row_integer (row, 2),
                fin_row_text (row, 3), fin_row_integer (row, 4) != 0, fin_row_text (row, 5));
  JsonArray *translations = translations_from (fin_row_text (row, 9));

  line_tell_heard (line, fin_row_text (row, 6), fin_row_integer (row, 7) != 0,
                   fin_row_integer (row, 8) != 0);
  if (translations != NULL)
    json_object_set_array_member (line, "translations", translations);

  return line;
}

/* How many are not among these @lines. */
gint64
_fin_visit_earlier (FinVisit *self, JsonArray *lines)
{
  g_autoptr (sqlite3_stmt) count = fin_store_query (
      self->store, "SELECT count (*) FROM line WHERE appointment = ?", "s", self->appointment);

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
  g_autoptr (sqlite3_stmt) rows = fin_store_query (
      self->store, LINE " INDEXED BY line_appointment WHERE appointment = ? ORDER BY rowid DESC",
      "s", self->appointment);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func ((GDestroyNotify)json_object_unref);
  gsize size = 0;

  while (fin_row_next (rows) && (size += size_of (fin_row_text (rows, 3)) +
                                         size_of (fin_row_text (rows, 9))) <= LINES_SIZE)
    g_ptr_array_add (lines, line_from_row (rows));

  return reversed (lines);
}

/* Is it a new line, and are there too many? */
static gboolean
line_fits (FinVisit *self, FinParticipant *from, const char *origin, gint64 line, GError **error)
{
  g_autoptr (sqlite3_stmt) row =
      fin_store_query (self->store,
                       "SELECT 1 FROM line WHERE appointment = ?"
                       " AND participant = ? AND origin = ? AND line = ?",
                       "sssi", self->appointment, from->id, origin, line);
  g_autoptr (sqlite3_stmt) count = NULL;

  if (fin_row_next (row))
    return TRUE;

  count = fin_store_query (self->store,
                           "SELECT count (*) FROM line WHERE appointment = ? AND participant = ?"
                           " AND origin = ?",
                           "sss", self->appointment, from->id, origin);
  if (fin_row_next (count) && fin_row_integer (count, 0) < MAX_LINES)
    return TRUE;

  g_set_error_literal (error, FIN_ERROR, FIN_ERROR_FULL, "too many lines");
  return FALSE;
}

gboolean
_fin_visit_text (FinVisit *self, FinParticipant *from, JsonObject *message, GError **error)
{
  g_auto (GStrv) relay = fin_json_strings (message, "relay");
  g_autofree char *now = fin_store_now ();
  gint64 line = fin_json_integer (message, "line", 0);
  const char *text = fin_json_string (message, "text");
  gboolean done = fin_json_boolean (message, "done", FALSE);

  if (!line_fits (self, from, "typed", line, error) ||
      !fin_store_run (self->store, error,
                      "INSERT INTO line (appointment, participant, origin, line, text, done, at)"
                      " VALUES (?, ?, 'typed', ?, ?, ?, ?) ON CONFLICT DO UPDATE SET"
                      " text = excluded.text, done = excluded.done",
                      "ssisis", self->appointment, from->id, line, text, (gint64)done, now))
    return FALSE;

  for (guint i = 0; i < FIN_PARTICIPANTS; i++) {
    FinParticipant *to = &self->participants[i];

    if (to != from && to->socket != NULL && g_strv_contains ((const char *const *)relay, to->id))
      fin_socket_send (to->socket,
                       fin_json_new ("type:s", "text", "line:o",
                                     line_new (from->id, "typed", line, text, done, now), NULL));
  }

  return TRUE;
}

/* Captions are made where the call's sound is: at a workstation. */
static FinParticipant *
speaker_of (FinVisit *self, FinParticipant *from, JsonObject *message, GError **error)
{
  FinParticipant *speaker = _fin_visit_find (self, fin_json_string (message, "from"));

  if (_fin_visit_is_citizen (from)) {
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_FORBIDDEN, "not for this role");
    return NULL;
  }
  if (speaker == NULL)
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_NOT_FOUND, "nobody of that id is here");

  return speaker;
}

static char *
time_ago (gint64 milliseconds)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) then = g_date_time_add (now, -milliseconds * (G_TIME_SPAN_SECOND / 1000));

  return fin_time_format (then);
}

gboolean
_fin_visit_caption (FinVisit *self, FinParticipant *from, JsonObject *message, GError **error)
{
  FinParticipant *speaker = speaker_of (self, from, message, error);
  g_autofree char *at = time_ago (fin_json_integer (message, "ago", 0));
  const char *origin = fin_json_string (message, "origin");
  gint64 number = fin_json_integer (message, "line", 0);
  const char *text = fin_json_string (message, "text");
  const char *language = fin_json_string (message, "language");
  gboolean done = fin_json_boolean (message, "done", FALSE);
  gboolean believed = fin_json_boolean (message, "believed", TRUE);
  gboolean mended = fin_json_boolean (message, "mended", FALSE);
  JsonObject *line;

  if (speaker == NULL)
    return FALSE;
  /* What is not settled yet is only passed on: it will be said again in a moment. */
  if (done &&
      (!line_fits (self, speaker, origin, number, error) ||
       !fin_store_run (self->store, error,
                       "INSERT INTO line (appointment, participant, origin, line, text, done,"
                       " at, language, believed, mended) VALUES (?, ?, ?, ?, ?, 1, ?, ?, ?, ?)"
                       " ON CONFLICT DO UPDATE SET text = excluded.text, language ="
                       " excluded.language, believed = excluded.believed, mended ="
                       " excluded.mended",
                       "sssisssii", self->appointment, speaker->id, origin, number, text, at,
                       language, (gint64)believed, (gint64)mended) ||
       /* They were made of what it was before. */
       !fin_store_run (self->store, error,
                       "DELETE FROM translation WHERE appointment = ? AND participant = ?"
                       " AND origin = ? AND line = ?",
                       "sssi", self->appointment, speaker->id, origin, number)))
    return FALSE;

  line = line_new (speaker->id, origin, number, text, done, at);
  line_tell_heard (line, language, believed, mended);
  _fin_visit_broadcast (self, fin_json_new ("type:s", "text", "line:o", line, NULL), from);

  return TRUE;
}

gboolean
_fin_visit_translation (FinVisit *self, FinParticipant *from, JsonObject *message, GError **error)
{
  FinParticipant *speaker = speaker_of (self, from, message, error);
  const char *origin = fin_json_string (message, "origin");
  gint64 number = fin_json_integer (message, "line", 0);
  g_autoptr (sqlite3_stmt) row = NULL;

  if (speaker == NULL)
    return FALSE;

  row =
      fin_store_query (self->store,
                       "SELECT 1 FROM line WHERE appointment = ? AND participant = ? AND origin = ?"
                       " AND line = ? AND done",
                       "sssi", self->appointment, speaker->id, origin, number);
  if (!fin_row_next (row)) {
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_NOT_FOUND, "there is no such line");
    return FALSE;
  }
  if (!fin_store_run (
          self->store, error,
          "INSERT INTO translation (appointment, participant, origin, line, language, text, draft)"
          " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET text = excluded.text,"
          " draft = excluded.draft",
          "sssissi", self->appointment, speaker->id, origin, number,
          fin_json_string (message, "language"), fin_json_string (message, "text"),
          (gint64)fin_json_boolean (message, "draft", TRUE)))
    return FALSE;

  g_clear_pointer (&row, sqlite3_finalize);
  row = fin_store_query (
      self->store, LINE " WHERE appointment = ? AND participant = ? AND origin = ? AND line = ?",
      "sssi", self->appointment, speaker->id, origin, number);
  if (fin_row_next (row))
    _fin_visit_broadcast (
        self, fin_json_new ("type:s", "text", "line:o", line_from_row (row), NULL), from);

  return TRUE;
}
