// The document table, content types by content, and names made harmless.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-documents.h"

#include "fin-audit.h"
#include "fin-json-new.h"
#include "fin-json.h"

#define MAX_NAME 255
#define COLUMNS                                                                                    \
  "SELECT id, kind, name, media_type, size, sha256, received, status, reason, note, form, scan,"   \
  " original FROM document "

static JsonObject *
read_row (sqlite3_stmt *row)
{
  return fin_json_new ("id:s", fin_row_text (row, 0), "kind:s", fin_row_text (row, 1), "name:s",
                       fin_row_text (row, 2), "media_type:s", fin_row_text (row, 3), "size:i",
                       fin_row_integer (row, 4), "sha256:s", fin_row_text (row, 5), "received:s",
                       fin_row_text (row, 6), "status:s", fin_row_text (row, 7), "reason:s",
                       fin_row_text (row, 8), "note:s", fin_row_text (row, 9), "form:s",
                       fin_row_text (row, 10), "scan:s", fin_row_text (row, 11), "redacted_from:s",
                       fin_row_text (row, 12), NULL);
}

JsonObject *
fin_documents_lookup (FinStore *store, const char *appointment, const char *id)
{
  g_autoptr (sqlite3_stmt) row =
      fin_store_query (store, COLUMNS "WHERE appointment = ? AND id = ?", "ss", appointment, id);

  return fin_row_next (row) ? read_row (row) : NULL;
}

static JsonArray *
read_all (sqlite3_stmt *rows)
{
  JsonArray *all = json_array_new ();

  while (fin_row_next (rows))
    json_array_add_object_element (all, read_row (rows));

  return all;
}

JsonArray *
fin_documents_list (FinStore *store, const char *appointment, gboolean with_copies)
{
  g_autoptr (sqlite3_stmt) rows = fin_store_query (
      store, COLUMNS "WHERE appointment = ? AND (? OR original IS NULL) ORDER BY number", "si",
      appointment, (gint64)with_copies);

  return read_all (rows);
}

JsonArray *
fin_documents_of (FinStore *store, const char *form)
{
  g_autoptr (sqlite3_stmt) rows = fin_store_query (
      store, COLUMNS "WHERE form = ? AND original IS NULL ORDER BY number", "s", form);

  return read_all (rows);
}

guint
fin_documents_count (FinStore *store, const char *form, gboolean copies)
{
  g_autoptr (sqlite3_stmt) row = fin_store_query (
      store, "SELECT count (*) FROM document WHERE form = ? AND (original IS NOT NULL) = ?", "si",
      form, (gint64)copies);

  return fin_row_next (row) ? fin_row_integer (row, 0) : 0;
}

char *
fin_documents_file (FinStore *store, const char *id)
{
  g_autoptr (sqlite3_stmt) row =
      fin_store_query (store, "SELECT file FROM document WHERE id = ?", "s", id);

  return fin_row_next (row) ? g_strdup (fin_row_text (row, 0)) : NULL;
}

char **
fin_documents_files (FinStore *store, const char *appointment)
{
  g_autoptr (GStrvBuilder) files = g_strv_builder_new ();
  g_autoptr (sqlite3_stmt) rows = fin_store_query (
      store, "SELECT DISTINCT file FROM document WHERE appointment = ?", "s", appointment);

  while (fin_row_next (rows))
    g_strv_builder_add (files, fin_row_text (rows, 0));

  return g_strv_builder_end (files);
}

static gboolean
is_nobodys (FinStore *store, const char *file)
{
  g_autoptr (sqlite3_stmt) row =
      fin_store_query (store, "SELECT 1 FROM document WHERE file = ?", "s", file);

  return !fin_row_next (row) && !fin_store_failed (store);
}

void
fin_documents_discard (FinStore *store, FinVault *vault, const char *const *files)
{
  for (guint i = 0; files[i] != NULL; i++)
    if (is_nobodys (store, files[i]))
      fin_vault_remove (vault, files[i]);
}

char **
fin_documents_kinds (FinStore *store, const char *form)
{
  g_autoptr (GStrvBuilder) kinds = g_strv_builder_new ();
  g_autoptr (sqlite3_stmt) rows =
      fin_store_query (store,
                       "SELECT DISTINCT kind FROM document WHERE form = ?"
                       " AND kind IS NOT NULL AND status <> 'to-correct'",
                       "s", form);

  while (fin_row_next (rows))
    g_strv_builder_add (kinds, fin_row_text (rows, 0));

  return g_strv_builder_end (kinds);
}

gboolean
fin_documents_add (FinStore *store,
                   const FinDocumentFacts *facts,
                   const char *actor,
                   GError **error)
{
  g_autofree char *now = fin_store_now ();
  const char *action = facts->original != NULL ? "document.redacted" : "document.sent";

  return fin_store_begin (store, error) &&
         fin_store_end (store,
                        fin_store_run (store, error,
                                       "INSERT INTO document (id, file, appointment, form, kind,"
                                       " name, media_type, size, sha256, received, scan, original)"
                                       " VALUES (?1, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
                                       "ssssssissss", facts->id, facts->appointment, facts->form,
                                       facts->kind, facts->name, facts->media_type,
                                       (gint64)facts->size, facts->sha256, now, facts->scan,
                                       facts->original) &&
                            fin_audit_add (store, actor, action, facts->id, error),
                        error);
}

char *
fin_documents_use (FinStore *store,
                   const char *id,
                   const char *form,
                   const char *kind,
                   const char *actor,
                   GError **error)
{
  g_autofree char *made = fin_store_id ();

  return fin_store_begin (store, error) &&
                 fin_store_end (
                     store,
                     fin_store_run (
                         store, error,
                         "INSERT INTO document (id, file, appointment, form, kind, name,"
                         " media_type, size, sha256, received, scan)"
                         " SELECT ?, file, appointment, ?, ?, name, media_type, size, sha256,"
                         " received, scan FROM document WHERE id = ?",
                         "ssss", made, form, kind, id) &&
                         fin_audit_add (store, actor, "document.used", made, error),
                     error)
             ? g_steal_pointer (&made)
             : NULL;
}

gboolean
fin_documents_review (
    FinStore *store, const char *id, JsonObject *review, const char *actor, GError **error)
{
  const char *status = fin_json_string (review, "status");
  gboolean correct = strcmp (status, "to-correct") == 0;
  g_autofree char *action = g_strconcat ("document.", status, NULL);

  return fin_store_begin (store, error) &&
         fin_store_end (
             store,
             fin_store_run (store, error,
                            "UPDATE document SET status = ?, reason = ?, note = ? WHERE id = ?",
                            "ssss", status, correct ? fin_json_string (review, "reason") : NULL,
                            correct ? fin_json_string (review, "note") : NULL, id) &&
                 fin_audit_add (store, actor, action, id, error),
             error);
}

static gboolean
is_heic (const guint8 *head)
{
  static const char *const brands[] = { "heic", "heix", "heim", "heis",
                                        "hevc", "hevx", "mif1", "msf1" };

  if (memcmp (head + 4, "ftyp", 4) != 0)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (brands); i++)
    if (memcmp (head + 8, brands[i], 4) == 0)
      return TRUE;

  return FALSE;
}

const char *
fin_documents_sniff (const guint8 *head, gsize size)
{
  if (size < FIN_DOCUMENT_HEAD_SIZE)
    return NULL;
  if (memcmp (head, "%PDF-", 5) == 0)
    return "application/pdf";
  if (memcmp (head, "\xff\xd8\xff", 3) == 0)
    return "image/jpeg";
  if (memcmp (head, "\x89PNG\r\n\x1a\n", 8) == 0)
    return "image/png";
  if (memcmp (head, "RIFF", 4) == 0 && memcmp (head + 8, "WEBP", 4) == 0)
    return "image/webp";

  return is_heic (head) ? "image/heic" : NULL;
}

/* Formats and controls (among them U+202A-202E and U+2066-2069, which turn the direction) and line
 * separators have no place in a name. */
static gboolean
belongs_in_name (gunichar c)
{
  switch (g_unichar_type (c)) {
  case G_UNICODE_CONTROL:
  case G_UNICODE_FORMAT:
  case G_UNICODE_SURROGATE:
  case G_UNICODE_PRIVATE_USE:
  case G_UNICODE_UNASSIGNED:
  case G_UNICODE_LINE_SEPARATOR:
  case G_UNICODE_PARAGRAPH_SEPARATOR:
    return FALSE;
  default:
    return TRUE;
  }
}

char *
fin_documents_name (const char *name)
{
  g_autofree char *decoded = name != NULL ? g_uri_unescape_string (name, NULL) : NULL;
  g_autofree char *valid = g_utf8_make_valid (decoded != NULL ? decoded : "", -1);
  const char *base = valid;
  g_autoptr (GString) clean = g_string_new (NULL);

  for (const char *c = valid; *c != '\0'; c++)
    if (*c == '/' || *c == '\\')
      base = c + 1;

  for (const char *c = base; *c != '\0'; c = g_utf8_next_char (c))
    if (belongs_in_name (g_utf8_get_char (c)) &&
        clean->len + (g_utf8_next_char (c) - c) <= MAX_NAME)
      g_string_append_len (clean, c, g_utf8_next_char (c) - c);

  g_strstrip (clean->str);
  if (clean->str[strspn (clean->str, ".")] == '\0')
    return g_strdup ("document");

  return g_strdup (clean->str);
}
