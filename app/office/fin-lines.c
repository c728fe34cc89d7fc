// The tables line and translation.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-lines.h"

#include "fin-json-new.h"
#include "fin-json.h"

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

JsonObject *
fin_lines_new (const char *from,
               const char *origin,
               gint64 line,
               const char *text,
               gboolean done,
               const char *at)
{
  return fin_json_new ("from:s", from, "origin:s", strcmp (origin, "typed") != 0 ? origin : NULL,
                       "line:i", line, "text:s", text, "done:b", done, "at:s", at, NULL);
}

void
fin_lines_tell_heard (JsonObject *line, const char *language, gboolean believed, gboolean mended)
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
      fin_lines_new (fin_row_text (row, 0), fin_row_text (row, 1), fin_row_integer (row, 2),
                     fin_row_text (row, 3), fin_row_integer (row, 4) != 0, fin_row_text (row, 5));
  JsonArray *translations = translations_from (fin_row_text (row, 9));

  fin_lines_tell_heard (line, fin_row_text (row, 6), fin_row_integer (row, 7) != 0,
                        fin_row_integer (row, 8) != 0);
  if (translations != NULL)
    json_object_set_array_member (line, "translations", translations);

  return line;
}

JsonObject *
fin_lines_find (
    FinStore *store, const char *appointment, const char *from, const char *origin, gint64 number)
{
  g_autoptr (sqlite3_stmt) row = fin_store_query (
      store, LINE " WHERE appointment = ? AND participant = ? AND origin = ? AND line = ?", "sssi",
      appointment, from, origin, number);

  return fin_row_next (row) ? line_from_row (row) : NULL;
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

/* As the rows come, while they fit. (transfer full) */
static GPtrArray *
read_rows (sqlite3_stmt *rows, gsize size)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func ((GDestroyNotify)json_object_unref);
  gsize taken = 0;

  while (fin_row_next (rows) &&
         (taken += size_of (fin_row_text (rows, 3)) + size_of (fin_row_text (rows, 9))) <= size)
    g_ptr_array_add (lines, line_from_row (rows));

  return lines;
}

JsonArray *
fin_lines_newest (FinStore *store, const char *appointment, gsize size)
{
  g_autoptr (sqlite3_stmt) rows = fin_store_query (
      store, LINE " INDEXED BY line_appointment WHERE appointment = ? ORDER BY rowid DESC", "s",
      appointment);
  g_autoptr (GPtrArray) lines = read_rows (rows, size);
  JsonArray *array = json_array_sized_new (lines->len);

  for (guint i = lines->len; i > 0; i--)
    json_array_add_object_element (array, json_object_ref (lines->pdata[i - 1]));

  return array;
}

JsonArray *
fin_lines_oldest (FinStore *store, const char *appointment, gsize size)
{
  g_autoptr (sqlite3_stmt) rows = fin_store_query (
      store, LINE " INDEXED BY line_appointment WHERE appointment = ? ORDER BY rowid", "s",
      appointment);
  g_autoptr (GPtrArray) lines = read_rows (rows, size);
  JsonArray *array = json_array_sized_new (lines->len);

  for (guint i = 0; i < lines->len; i++)
    json_array_add_object_element (array, json_object_ref (lines->pdata[i]));

  return array;
}

gint64
fin_lines_count (FinStore *store, const char *appointment)
{
  g_autoptr (sqlite3_stmt) count =
      fin_store_query (store, "SELECT count (*) FROM line WHERE appointment = ?", "s", appointment);

  return fin_row_next (count) ? fin_row_integer (count, 0) : 0;
}

gboolean
fin_lines_remove (FinStore *store, const char *appointment, GError **error)
{
  return fin_store_run (store, error, "DELETE FROM line WHERE appointment = ?", "s", appointment);
}
