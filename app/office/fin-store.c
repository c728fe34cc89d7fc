// SQLite: opening, migrations, statements with their values bound.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-store.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fin-error.h"
#include "fin-store-resources.h"
#include "fin-time.h"

#define MIGRATIONS    "/cat/finestreta/office/store"
#define HOLD_WITHIN_S 2

struct _FinStore {
  GObject parent_instance;
  sqlite3 *db;
  int lock;
  gboolean full; /* the last writing failed */
};

/* A row could not be read. Whatever a process has of stores is read in its main thread, and a
 * statement does not know its store. */
static gboolean unread;

G_DEFINE_FINAL_TYPE (FinStore, fin_store, G_TYPE_OBJECT)

static gboolean
failed (FinStore *self, const char *doing, GError **error)
{
  /* What SQLite says names tables and columns, never values. */
  g_warning ("store: %s: %s", doing, sqlite3_errmsg (self->db));
  g_set_error_literal (error, FIN_ERROR, FIN_ERROR_FAILED, "the office could not keep it");

  return FALSE;
}

static sqlite3_stmt *
prepare (FinStore *self, const char *sql, const char *types, va_list args)
{
  sqlite3_stmt *statement = NULL;

  int status = sqlite3_prepare_v2 (self->db, sql, -1, &statement, NULL);

  /* A mistake of ours in the text, or a store whose very shape cannot be read. */
  if (status == SQLITE_ERROR)
    g_error ("store: %s: %s", sql, sqlite3_errmsg (self->db));
  if (status != SQLITE_OK) {
    g_warning ("store: %s: %s", sql, sqlite3_errmsg (self->db));
    unread = TRUE;
    return NULL;
  }

  for (int i = 0; types[i] != '\0'; i++)
    switch (types[i]) {
    case 's':
      sqlite3_bind_text (statement, i + 1, va_arg (args, const char *), -1, SQLITE_TRANSIENT);
      break;
    case 'i':
      sqlite3_bind_int64 (statement, i + 1, va_arg (args, gint64));
      break;
    case 'b': {
      gsize size = 0;
      gconstpointer data = g_bytes_get_data (va_arg (args, GBytes *), &size);

      sqlite3_bind_blob (statement, i + 1, data, size, SQLITE_TRANSIENT);
      break;
    }
    default:
      g_assert_not_reached ();
    }

  return statement;
}

sqlite3_stmt *
fin_store_query (FinStore *self, const char *sql, const char *types, ...)
{
  sqlite3_stmt *statement;
  va_list args;

  g_assert (FIN_IS_STORE (self));

  va_start (args, types);
  statement = prepare (self, sql, types, args);
  va_end (args);

  return statement;
}

gboolean
fin_store_run (FinStore *self, GError **error, const char *sql, const char *types, ...)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  va_list args;

  g_assert (FIN_IS_STORE (self));

  va_start (args, types);
  statement = prepare (self, sql, types, args);
  va_end (args);

  /* Nothing is written on the word of what was not read. */
  if (unread) {
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_FAILED, "the store could not be read");
    return FALSE;
  }

  self->full = sqlite3_step (statement) != SQLITE_DONE;

  return !self->full || failed (self, sql, error);
}

gboolean
fin_store_take_failure (FinStore *self, GError **error)
{
  gboolean taken = unread;

  g_assert (FIN_IS_STORE (self));

  unread = FALSE;
  if (taken)
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_FAILED, "the store could not be read");

  return taken;
}

gboolean
fin_store_failed (FinStore *self)
{
  g_assert (FIN_IS_STORE (self));

  return unread;
}

gboolean
fin_store_is_well (FinStore *self)
{
  g_assert (FIN_IS_STORE (self));

  /* Only what was ill is tried again: a question costs no writing. */
  if (self->full)
    self->full =
        sqlite3_exec (self->db, "BEGIN IMMEDIATE; DELETE FROM probe; INSERT INTO probe VALUES (1);",
                      NULL, NULL, NULL) != SQLITE_OK ||
        sqlite3_exec (self->db, "COMMIT", NULL, NULL, NULL) != SQLITE_OK;
  if (!sqlite3_get_autocommit (self->db))
    sqlite3_exec (self->db, "ROLLBACK", NULL, NULL, NULL);

  return !self->full;
}

guint
fin_store_changes (FinStore *self)
{
  return sqlite3_changes (self->db);
}

gboolean
fin_store_begin (FinStore *self, GError **error)
{
  return fin_store_run (self, error, "BEGIN IMMEDIATE", "");
}

gboolean
fin_store_end (FinStore *self, gboolean well, GError **error)
{
  if (well && fin_store_run (self, error, "COMMIT", ""))
    return TRUE;

  /* A failed statement may have ended the transaction by itself. */
  if (!sqlite3_get_autocommit (self->db))
    sqlite3_exec (self->db, "ROLLBACK", NULL, NULL, NULL);

  return FALSE;
}

void
fin_store_forget_log (FinStore *self)
{
  g_autoptr (sqlite3_stmt) row = fin_store_query (self, "PRAGMA wal_checkpoint (TRUNCATE)", "");

  if (fin_row_next (row) && fin_row_integer (row, 0) != 0)
    g_warning ("What was erased is in the store's log until it is next begun anew");
}

gboolean
fin_row_next (sqlite3_stmt *rows)
{
  int status;

  if (rows == NULL)
    return FALSE;

  status = sqlite3_step (rows);
  if (status != SQLITE_ROW && status != SQLITE_DONE) {
    g_warning ("store: %s: %s", sqlite3_sql (rows), sqlite3_errmsg (sqlite3_db_handle (rows)));
    unread = TRUE;
  }

  return status == SQLITE_ROW;
}

const char *
fin_row_text (sqlite3_stmt *rows, int column)
{
  return (const char *)sqlite3_column_text (rows, column);
}

gint64
fin_row_integer (sqlite3_stmt *rows, int column)
{
  return sqlite3_column_int64 (rows, column);
}

char *
fin_store_now (void)
{
  g_autoptr (GDateTime) now = fin_time_now ();

  return fin_time_format (now);
}

char *
fin_store_id (void)
{
  guint8 random[15];
  char text[sizeof random * 4 / 3 + 2];

  randombytes_buf (random, sizeof random);
  sodium_bin2base64 (text, sizeof text, random, sizeof random,
                     sodium_base64_VARIANT_URLSAFE_NO_PADDING);

  return g_strdup (text);
}

/* valid (TEXT): with U+FFFD for what is not UTF-8. */
static void
valid_cb (sqlite3_context *context, int count, sqlite3_value **values)
{
  const char *text = (const char *)sqlite3_value_text (values[0]);

  if (text != NULL)
    sqlite3_result_text (context, g_utf8_make_valid (text, -1), -1, g_free);
}

static gboolean
run_all (FinStore *self, const char *doing, const char *sql, GError **error)
{
  return sqlite3_exec (self->db, sql, NULL, NULL, NULL) == SQLITE_OK || failed (self, doing, error);
}

static gboolean
migrate_from (FinStore *self, char **names, guint version, GError **error)
{
  for (guint i = version; names[i] != NULL; i++) {
    g_autofree char *path = g_strdup_printf (MIGRATIONS "/%s", names[i]);
    g_autoptr (GBytes) sql = g_resources_lookup_data (path, 0, error);
    g_autofree char *done = g_strdup_printf ("PRAGMA user_version = %u", i + 1);

    if (sql == NULL || !run_all (self, names[i], g_bytes_get_data (sql, NULL), error) ||
        !run_all (self, names[i], done, error))
      return FALSE;
  }

  return TRUE;
}

static int
compare_names (const void *a, const void *b)
{
  return strcmp (*(char *const *)a, *(char *const *)b);
}

static gboolean
is_ours (guint version, guint newest, gboolean may_migrate, GError **error)
{
  if (version < newest && !may_migrate)
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_FAILED,
                         "an older finestreta-office is running with this store");
  else if (version > newest)
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_FAILED,
                         "the store was made by a newer finestreta-office");

  return version == newest || (version < newest && may_migrate);
}

/* 001-…, 002-…: one number each and no gap, so the nth brings the store to version n. Which it has
 * is read inside, where nobody else can be bringing it further. */
static gboolean
migrate (FinStore *self, gboolean may_migrate, GError **error)
{
  g_auto (GStrv) names =
      g_resource_enumerate_children (fin_store_get_resource (), MIGRATIONS, 0, error);
  g_autoptr (sqlite3_stmt) rows = NULL;
  guint version;

  if (names == NULL || !fin_store_begin (self, error))
    return FALSE;

  qsort (names, g_strv_length (names), sizeof names[0], compare_names);
  rows = fin_store_query (self, "PRAGMA user_version", "");
  version = fin_row_next (rows) ? fin_row_integer (rows, 0) : 0;
  g_clear_pointer (&rows, sqlite3_finalize);

  return fin_store_end (self,
                        !fin_store_take_failure (self, error) &&
                            is_ours (version, g_strv_length (names), may_migrate, error) &&
                            migrate_from (self, names, version, error),
                        error);
}

static int
open_lock (const char *directory, const char *name, int how)
{
  g_autofree char *path = g_build_filename (directory, name, NULL);
  int fd = open (path, O_CREAT | O_RDWR | O_CLOEXEC, 0600);

  if (fd >= 0 && flock (fd, how) != 0) {
    int why = errno;

    close (fd);
    errno = why;
    fd = -1;
  }

  return fd;
}

/* The office before this one may be ending yet. */
static int
hold (const char *directory)
{
  gint64 until = g_get_monotonic_time () + HOLD_WITHIN_S * G_USEC_PER_SEC;
  int fd;

  while ((fd = open_lock (directory, "lock", LOCK_EX | LOCK_NB)) < 0 && errno == EWOULDBLOCK &&
         g_get_monotonic_time () < until)
    g_usleep (G_USEC_PER_SEC / 50);

  return fd;
}

static gboolean
cannot_hold (GError **error)
{
  if (errno == EWOULDBLOCK)
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_TAKEN,
                         "another finestreta-office has this store");
  else
    g_set_error (error, FIN_ERROR, FIN_ERROR_FAILED, "the store's lock: %s", g_strerror (errno));

  return FALSE;
}

static gboolean
open_database (FinStore *self, const char *directory, gboolean may_migrate, GError **error)
{
  g_autofree char *path = g_build_filename (directory, "office.db", NULL);
  mode_t mask = umask (0077);
  int status = sqlite3_open (path, &self->db);

  umask (mask);
  sqlite3_busy_timeout (self->db, 5000);
  /* FULL: what was acknowledged outlives a power cut too, not only the process. */
  if (status != SQLITE_OK ||
      sqlite3_exec (self->db,
                    "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                    "PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON;",
                    NULL, NULL, NULL) != SQLITE_OK ||
      sqlite3_create_function (self->db, "valid", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, NULL,
                               valid_cb, NULL, NULL) != SQLITE_OK)
    return failed (self, "open", error);

  return migrate (self, may_migrate, error);
}

FinStore *
fin_store_open (const char *directory, gboolean alone, GError **error)
{
  g_autoptr (FinStore) self = g_object_new (FIN_TYPE_STORE, NULL);
  gboolean well;
  int opening;

  unread = FALSE;
  if (g_mkdir_with_parents (directory, 0700) != 0) {
    g_set_error (error, FIN_ERROR, FIN_ERROR_FAILED, "the store's directory: %s",
                 g_strerror (errno));
    return NULL;
  }

  /* One after the other: so that nobody sees a store half made. */
  opening = open_lock (directory, "opening", LOCK_EX);
  if (opening < 0) {
    cannot_hold (error);
    return NULL;
  }

  self->lock = alone ? hold (directory) : open_lock (directory, "lock", LOCK_EX | LOCK_NB);
  well = self->lock >= 0 || (!alone && errno == EWOULDBLOCK) || cannot_hold (error);
  /* Under an office that runs nothing is migrated: it may be of another version. */
  well = well && open_database (self, directory, self->lock >= 0, error);
  if (!alone && self->lock >= 0) {
    close (self->lock);
    self->lock = -1;
  }
  close (opening);

  return well ? g_steal_pointer (&self) : NULL;
}

static void
fin_store_finalize (GObject *object)
{
  FinStore *self = FIN_STORE (object);

  sqlite3_close (self->db);
  if (self->lock >= 0)
    close (self->lock);

  G_OBJECT_CLASS (fin_store_parent_class)->finalize (object);
}

static void
fin_store_class_init (FinStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fin_store_finalize;
}

static void
fin_store_init (FinStore *self)
{
  self->lock = -1;
}
