// The office's SQLite file and the few ways it is spoken to.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/**
 * FinStore:
 *
 * Used from the main thread alone, with statements that touch a handful of rows by their key: each
 * takes tens of microseconds. What an answer says was done is committed before the answer is
 * written, so that killing the process at any moment loses nothing that was acknowledged.
 *
 * A store that cannot be read ends the process: as no rows it would tell people that they are signed
 * out and that there is no such visit. One that cannot be written is an error like any other.
 *
 * Moments are kept as fin_time_format() writes them: as text they sort as the moments do.
 */
#define FIN_TYPE_STORE (fin_store_get_type ())
G_DECLARE_FINAL_TYPE (FinStore, fin_store, FIN, STORE, GObject)

/* Opens (making it, mode 0700, if missing) @directory/office.db and brings it up to the newest
 * migration. With @alone, holds @directory for this process until it ends and fails with
 * FIN_ERROR_TAKEN where another one does: sockets and queue live in one office. (transfer full) */
FinStore     *fin_store_open    (const char *directory, gboolean alone, GError **error);

/* Values for the statement's ?s follow @types, a character each: `s` const char * (NULL is NULL),
 * `i` gint64, `b` GBytes *. */

/* Rows by fin_row_next(). (transfer full) */
sqlite3_stmt *fin_store_query   (FinStore *self, const char *sql, const char *types, ...);
/* FIN_ERROR_FAILED, its cause in the log. */
gboolean      fin_store_run     (FinStore *self, GError **error, const char *sql,
                                 const char *types, ...);
/* Rows changed by the last fin_store_run(). */
guint         fin_store_changes (FinStore *self);

/* Several statements as one: begin, do them, and end with whether they all went well; all are kept
 * or none. Returns whether they are kept. Not nested. */
gboolean      fin_store_begin   (FinStore *self, GError **error);
gboolean      fin_store_end     (FinStore *self, gboolean well, GError **error);
/* What was erased is still in the log that SQLite writes ahead: begins that anew. To be called after each
 * erasure of what a person said or sent, outside any transaction and with no rows being read. */
void          fin_store_forget_log (FinStore *self);

/* A row that cannot be read (a damaged page, a disk that fails) is logged and looks like the end;
 * from then on nothing is written until the failure is taken, by whoever began what it is part of:
 * a request, a message. */
gboolean      fin_row_next      (sqlite3_stmt *rows);
/* Was there one since it was last taken? Sets @error, FIN_ERROR_FAILED. */
gboolean      fin_store_take_failure (FinStore *self, GError **error);
/* Is there one to take? */
gboolean      fin_store_failed  (FinStore *self);
/* Did the last writing succeed, or does one now? */
gboolean      fin_store_is_well (FinStore *self);
/* NULL for NULL. (transfer none), until the next row. */
const char   *fin_row_text      (sqlite3_stmt *rows, int column);
gint64        fin_row_integer   (sqlite3_stmt *rows, int column);

/* Now, as the store keeps it. (transfer full) */
char         *fin_store_now     (void);
/* An opaque identifier nobody can guess. (transfer full) */
char         *fin_store_id      (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (sqlite3_stmt, sqlite3_finalize)

G_END_DECLS
