// The staff table and Argon2id.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-staff.h"

#include <sodium.h>

#include "fin-audit.h"
#include "fin-error.h"
#include "fin-json-new.h"

#define COLUMNS "SELECT id, account, name, role, sensitive, interprets FROM staff "

gboolean
fin_staff_any (FinStore *store)
{
  g_autoptr (sqlite3_stmt) row = fin_store_query (store, "SELECT 1 FROM staff LIMIT 1", "");

  return fin_row_next (row);
}

char *
fin_staff_id (FinStore *store, const char *account)
{
  g_autoptr (sqlite3_stmt) row =
      fin_store_query (store, "SELECT id FROM staff WHERE account = ?", "s", account);

  return fin_row_next (row) ? g_strdup (fin_row_text (row, 0)) : NULL;
}

JsonArray *
fin_staff_interprets (const char *role, const char *joined)
{
  g_auto (GStrv) languages = NULL;

  if (g_strcmp0 (role, "interpreter") != 0)
    return NULL;

  languages = g_strsplit (joined, ",", -1); /* of "" no strings at all */

  return fin_json_array_from ((const char *const *)languages);
}

static JsonObject *
read_row (sqlite3_stmt *row)
{
  return fin_json_new ("id:s", fin_row_text (row, 0), "account:s", fin_row_text (row, 1), "name:s",
                       fin_row_text (row, 2), "role:s", fin_row_text (row, 3), "sensitive:b",
                       fin_row_integer (row, 4) != 0, "interprets:a",
                       fin_staff_interprets (fin_row_text (row, 3), fin_row_text (row, 5)), NULL);
}

JsonObject *
fin_staff_to_json (FinStore *store, const char *id)
{
  g_autoptr (sqlite3_stmt) row = fin_store_query (store, COLUMNS "WHERE id = ?", "s", id);

  return fin_row_next (row) ? read_row (row) : NULL;
}

JsonArray *
fin_staff_list (FinStore *store)
{
  g_autoptr (sqlite3_stmt) rows = fin_store_query (store, COLUMNS "ORDER BY name, account", "");
  JsonArray *all = json_array_new ();

  while (fin_row_next (rows))
    json_array_add_object_element (all, read_row (rows));

  return all;
}

char *
fin_staff_password (FinStore *store, const char *account)
{
  g_autoptr (sqlite3_stmt) row =
      fin_store_query (store, "SELECT password FROM staff WHERE account = ?", "s", account);

  return fin_row_next (row) ? g_strdup (fin_row_text (row, 0)) : NULL;
}

char *
fin_staff_add (FinStore *store,
               const char *account,
               const char *name,
               const char *role,
               gboolean sensitive,
               const char *hash,
               const char *actor,
               GError **error)
{
  g_autofree char *id = fin_store_id ();
  g_autofree char *taken = fin_staff_id (store, account);
  g_autofree char *now = fin_store_now ();

  if (taken != NULL) {
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_CONFLICT, "the account exists");
    return NULL;
  }

  if (!fin_store_begin (store, error) ||
      !fin_store_end (
          store,
          fin_store_run (store, error,
                         "INSERT INTO staff (id, account, name, role, sensitive, password, created)"
                         " VALUES (?, ?, ?, ?, ?, ?, ?)",
                         "ssssiss", id, account, name, role, (gint64)sensitive, hash, now) &&
              fin_audit_add (store, actor, "staff.added", id, error),
          error))
    return NULL;

  return g_steal_pointer (&id);
}

gboolean
fin_staff_is_for_sensitive (FinStore *store, const char *id)
{
  g_autoptr (sqlite3_stmt) row =
      fin_store_query (store, "SELECT 1 FROM staff WHERE id = ? AND sensitive", "s", id);

  return fin_row_next (row);
}

gboolean
fin_staff_set_sensitive (FinStore *store, const char *id, gboolean sensitive, GError **error)
{
  return fin_store_run (store, error, "UPDATE staff SET sensitive = ? WHERE id = ?", "is",
                        (gint64)sensitive, id);
}

gboolean
fin_staff_set_interprets (FinStore *store,
                          const char *id,
                          const char *const *languages,
                          GError **error)
{
  g_autofree char *joined = g_strjoinv (",", (char **)languages);

  return fin_store_run (store, error, "UPDATE staff SET interprets = ? WHERE id = ?", "ss", joined,
                        id);
}

char **
fin_staff_interpreters (FinStore *store, gboolean sensitive)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  g_autoptr (sqlite3_stmt) rows =
      fin_store_query (store,
                       "SELECT id FROM staff WHERE role = 'interpreter' AND (sensitive OR NOT ?)"
                       " ORDER BY name, account",
                       "i", (gint64)sensitive);

  while (fin_row_next (rows))
    g_strv_builder_add (ids, fin_row_text (rows, 0));

  return g_strv_builder_end (ids);
}

gboolean
fin_staff_set_password (FinStore *store, const char *id, const char *hash, GError **error)
{
  return fin_store_run (store, error, "UPDATE staff SET password = ? WHERE id = ?", "ss", hash, id);
}

char *
fin_password_hash (const char *password)
{
  char hash[crypto_pwhash_STRBYTES];

  if (crypto_pwhash_str (hash, password, strlen (password), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                         crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0)
    return NULL;

  return g_strdup (hash);
}

/* A hash no password was ever given for: what unknown accounts are compared with. */
static const char *
nobodys_hash (void)
{
  static gsize once = 0;
  static char hash[crypto_pwhash_STRBYTES];

  if (g_once_init_enter (&once)) {
    char random[16];

    randombytes_buf (random, sizeof random);
    if (crypto_pwhash_str (hash, random, sizeof random, crypto_pwhash_OPSLIMIT_INTERACTIVE,
                           crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0)
      hash[0] = '\0';
    g_once_init_leave (&once, 1);
  }

  return hash;
}

gboolean
fin_password_verify (const char *hash, const char *password)
{
  const char *compared = hash != NULL ? hash : nobodys_hash ();

  return crypto_pwhash_str_verify (compared, password, strlen (password)) == 0 && hash != NULL;
}
