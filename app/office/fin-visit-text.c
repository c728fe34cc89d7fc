// The words of a visit, typed, heard and translated: kept while it lasts, and passed on.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-visit-private.h"

#include "fin-audit.h"
#include "fin-error.h"
#include "fin-json-new.h"
#include "fin-json.h"
#include "fin-lines.h"
#include "fin-time.h"

#define MAX_LINES 5000 /* of one participant and origin */
/* Of text in one `visit` message, the newest: hours of writing. As JSON with the form it stays
 * below what may wait in a socket. */
#define LINES_SIZE (384 * 1024)

/* How many are not among these @lines. */
gint64
_fin_visit_earlier (FinVisit *self, JsonArray *lines)
{
  return fin_lines_count (self->store, self->appointment) - json_array_get_length (lines);
}

/* The newest that fit, in order of beginning. */
JsonArray *
_fin_visit_lines (FinVisit *self)
{
  return fin_lines_newest (self->store, self->appointment, LINES_SIZE);
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

/* What was erased is not written again by who had it before, and does not know yet. */
static gboolean
is_erased (FinVisit *self, FinParticipant *from, const char *origin, gint64 line)
{
  g_autoptr (sqlite3_stmt) row =
      fin_store_query (self->store,
                       "SELECT 1 FROM line WHERE appointment = ? AND participant = ?"
                       " AND origin = ? AND line = ? AND mended AND text = ''",
                       "sssi", self->appointment, from->id, origin, line);

  return fin_row_next (row);
}

gboolean
_fin_visit_text (FinVisit *self, FinParticipant *from, JsonObject *message, GError **error)
{
  g_auto (GStrv) relay = fin_json_strings (message, "relay");
  g_autofree char *now = fin_store_now ();
  gint64 line = fin_json_integer (message, "line", 0);
  const char *text = fin_json_string (message, "text");
  gboolean done = fin_json_boolean (message, "done", FALSE);

  if (is_erased (self, from, "typed", line))
    return TRUE;
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
                                     fin_lines_new (from->id, "typed", line, text, done, now),
                                     NULL));
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

/* They were made of what the line was before. */
static gboolean
forget_translations (
    FinVisit *self, FinParticipant *speaker, const char *origin, gint64 line, GError **error)
{
  return fin_store_run (self->store, error,
                        "DELETE FROM translation WHERE appointment = ? AND participant = ?"
                        " AND origin = ? AND line = ?",
                        "sssi", self->appointment, speaker->id, origin, line);
}

/* A line as it is kept, with its translations. */
static void
tell_line (FinVisit *self,
           FinParticipant *speaker,
           const char *origin,
           gint64 line,
           const FinParticipant *except)
{
  _fin_visit_tell_all (
      self,
      fin_json_new ("type:s", "text", "line:o",
                    fin_lines_find (self->store, self->appointment, speaker->id, origin, line),
                    NULL),
      except);
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
  if (is_erased (self, speaker, origin, number))
    return TRUE;
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
       !forget_translations (self, speaker, origin, number, error)))
    return FALSE;

  line = fin_lines_new (speaker->id, origin, number, text, done, at);
  fin_lines_tell_heard (line, language, believed, mended);
  _fin_visit_tell_all (self, fin_json_new ("type:s", "text", "line:o", line, NULL), from);

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

  tell_line (self, speaker, origin, number, from);

  return TRUE;
}

/* Empties a line that is done; FIN_ERROR_NOT_FOUND when there is none. */
static gboolean
empty_line (
    FinVisit *self, FinParticipant *speaker, const char *origin, gint64 line, GError **error)
{
  if (!fin_store_run (self->store, error,
                      "UPDATE line SET text = '', believed = 1, mended = 1 WHERE appointment = ?"
                      " AND participant = ? AND origin = ? AND line = ? AND done",
                      "sssi", self->appointment, speaker->id, origin, line))
    return FALSE;
  if (fin_store_changes (self->store) > 0)
    return TRUE;

  g_set_error_literal (error, FIN_ERROR, FIN_ERROR_NOT_FOUND, "there is no such line");

  return FALSE;
}

gboolean
_fin_visit_erase (FinVisit *self, FinParticipant *from, JsonObject *message, GError **error)
{
  FinParticipant *speaker = speaker_of (self, from, message, error);
  const char *origin = fin_json_string (message, "origin");
  gint64 number = fin_json_integer (message, "line", 0);
  g_autofree char *actor = fin_caller_actor (fin_socket_caller (from->socket));

  if (speaker == NULL)
    return FALSE;

  if (!fin_store_begin (self->store, error) ||
      !fin_store_end (
          self->store,
          empty_line (self, speaker, origin, number, error) &&
              forget_translations (self, speaker, origin, number, error) &&
              fin_audit_add (self->store, actor, "line.erased", self->appointment, error),
          error))
    return FALSE;
  fin_store_forget_log (self->store);

  tell_line (self, speaker, origin, number, NULL);

  return TRUE;
}
