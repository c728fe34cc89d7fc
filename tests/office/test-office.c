// The office's parts that need no office: limits, the audit chain, the vault, names, shapes.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <glib/gstdio.h>
#include <signal.h>
#include <sodium.h>
#include <sys/resource.h>

#include "fin-audit.h"
#include "fin-documents.h"
#include "fin-error.h"
#include "fin-json.h"
#include "fin-limits.h"
#include "fin-protocol.h"
#include "fin-sign-in.h"
#include "fin-time.h"
#include "fin-tokens.h"
#include "fin-vault.h"

typedef struct {
  char *folder;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->folder = g_dir_make_tmp ("fin-office-XXXXXX", NULL);
  g_assert_nonnull (fixture->folder);
}

static void
remove_all (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL) {
    g_autofree char *child = g_build_filename (path, name, NULL);

    remove_all (child);
  }
  g_remove (path);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  remove_all (fixture->folder);
  g_free (fixture->folder);
}

static void
test_limits (void)
{
  g_autoptr (FinLimits) limits = fin_limits_new (3, 30);

  for (guint i = 0; i < 3; i++)
    g_assert_cmpuint (fin_limits_try (limits, "a"), ==, 0);
  g_assert_cmpuint (fin_limits_try (limits, "a"), >, 25);
  g_assert_cmpuint (fin_limits_try (limits, "b"), ==, 0);

  fin_limits_forgive (limits, "a", TRUE);
  g_assert_cmpuint (fin_limits_try (limits, "a"), ==, 0);

  /* One forgiven of three leaves two: the third is free again, and then it waits. */
  g_assert_cmpuint (fin_limits_try (limits, "b"), ==, 0);
  g_assert_cmpuint (fin_limits_try (limits, "b"), ==, 0);
  fin_limits_forgive (limits, "b", FALSE);
  g_assert_cmpuint (fin_limits_try (limits, "b"), ==, 0);
  g_assert_cmpuint (fin_limits_try (limits, "b"), >, 0);
}

/* From everywhere at once an account is guessed at a hundred times and then no more. */
static void
test_guessing (void)
{
  g_autoptr (FinSignIn) sign_in = fin_sign_in_new ();

  for (guint i = 0; i < 100; i++) {
    g_autofree char *address = g_strdup_printf ("%u", i);

    g_assert_cmpuint (fin_sign_in_try (sign_in, "a", address), ==, 0);
  }
  g_assert_cmpuint (fin_sign_in_try (sign_in, "a", "another"), >, 25);
  /* What was refused was no try of that address's. */
  for (guint i = 0; i < 30; i++)
    fin_sign_in_try (sign_in, "a", "another");
  g_assert_cmpuint (fin_sign_in_try (sign_in, "b", "another"), ==, 0);
}

/* However many keys are tried, only so many are remembered. */
static void
test_limits_bounded (void)
{
  g_autoptr (FinLimits) limits = fin_limits_new (1, 30);

  for (guint i = 0; i < 6000; i++) {
    g_autofree char *key = g_strdup_printf ("key %u", i);

    g_assert_cmpuint (fin_limits_try (limits, key), ==, 0);
  }
  g_assert_cmpuint (fin_limits_try (limits, "key 5999"), >, 0);
}

/* A clock that was ahead for a while takes nobody's token for good. */
static void
test_tokens (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (FinStore) store = fin_store_open (fixture->folder, TRUE, NULL);
  g_autoptr (GDateTime) now = fin_time_now ();
  static const int days[] = { 1, -1, -89, -91 };
  g_autoptr (sqlite3_stmt) row = NULL;

  g_assert_true (fin_store_run (store, NULL, "PRAGMA foreign_keys = OFF", ""));
  for (guint i = 0; i < G_N_ELEMENTS (days); i++) {
    g_autoptr (GDateTime) end = g_date_time_add_days (now, days[i]);
    g_autofree char *expires = fin_time_format (end);
    g_autofree char *appointment = g_strdup_printf ("a%u", i);
    g_autofree char *token = fin_tokens_for_appointment (store, appointment, expires, NULL);
    FinCaller *caller = fin_tokens_lookup (store, token);

    g_assert_true ((caller != NULL) == (days[i] > 0));
    g_clear_pointer (&caller, fin_caller_free);
  }
  fin_tokens_purge (store);
  row = fin_store_query (store, "SELECT count (*) FROM token", "");
  g_assert_true (fin_row_next (row));
  g_assert_cmpint (fin_row_integer (row, 0), ==, 3);
}

static void
test_audit (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FinStore) store = fin_store_open (fixture->folder, TRUE, &error);

  g_assert_no_error (error);
  g_assert_cmpint (fin_audit_verify (store, NULL), ==, 0);
  for (guint i = 0; i < 5; i++)
    g_assert_true (fin_audit_add (store, "actor", "did", "subject", &error));
  g_assert_cmpint (fin_audit_verify (store, NULL), ==, 0);

  g_assert_true (fin_store_run (store, NULL, "DROP TRIGGER audit_kept", ""));
  g_assert_true (fin_store_run (store, NULL, "DELETE FROM audit WHERE number = 3", ""));
  g_assert_cmpint (fin_audit_verify (store, NULL), ==, 4);
}

/* All or nothing, and the store held by one process. */
static void
test_store (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FinStore) store = fin_store_open (fixture->folder, TRUE, &error);
  g_autoptr (FinStore) second = NULL;
  g_autoptr (sqlite3_stmt) row = NULL;

  g_assert_no_error (error);
  second = fin_store_open (fixture->folder, TRUE, &error);
  g_assert_null (second);
  g_assert_error (error, FIN_ERROR, FIN_ERROR_TAKEN);
  g_clear_error (&error);

  g_assert_true (fin_store_begin (store, &error));
  g_assert_true (fin_audit_add (store, "a", "b", "c", &error));
  g_test_expect_message (NULL, G_LOG_LEVEL_WARNING, "*FOREIGN KEY*");
  g_assert_false (fin_store_run (store, &error,
                                 "INSERT INTO hold (form, field) VALUES ('none', 'x')", ""));
  g_test_assert_expected_messages ();
  g_assert_error (error, FIN_ERROR, FIN_ERROR_FAILED);
  g_clear_error (&error);
  g_assert_false (fin_store_end (store, FALSE, &error));

  row = fin_store_query (store, "SELECT count (*) FROM audit", "");
  g_assert_true (fin_row_next (row));
  g_assert_cmpint (fin_row_integer (row, 0), ==, 0);
}

static GBytes *
seal_and_open (FinVault *vault, const char *id, GBytes *content, gsize step)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FinSealing) sealing = fin_vault_create (vault, id, &error);
  g_autoptr (FinOpening) opening = NULL;
  g_autoptr (GByteArray) opened = g_byte_array_new ();
  gsize size = 0;
  const guint8 *data = g_bytes_get_data (content, &size);

  g_assert_no_error (error);
  for (gsize at = 0; at < size; at += step)
    g_assert_true (fin_sealing_write (sealing, data + at, MIN (step, size - at), &error));
  g_assert_true (fin_sealing_finish (sealing, &error));
  g_assert_cmpuint (fin_sealing_size (sealing), ==, size);

  opening = fin_vault_read (vault, id, &error);
  g_assert_no_error (error);
  for (;;) {
    g_autoptr (GBytes) piece = fin_opening_next (opening, &error);

    g_assert_no_error (error);
    if (g_bytes_get_size (piece) == 0)
      break;
    g_byte_array_append (opened, g_bytes_get_data (piece, NULL), g_bytes_get_size (piece));
  }

  return g_byte_array_free_to_bytes (g_steal_pointer (&opened));
}

/* Every length around a chunk's edge, in pieces of several sizes, comes back the same. */
static void
test_vault (Fixture *fixture, gconstpointer unused)
{
  static const gsize sizes[] = { 0, 1, 65535, 65536, 65537, 131072, 200000 };
  static const gsize steps[] = { 1000, 8192, 65536, 300000 };
  g_autofree char *key = g_build_filename (fixture->folder, "key", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (FinVault) vault = fin_vault_open (fixture->folder, key, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (guint j = 0; j < G_N_ELEMENTS (steps); j++) {
      g_autofree char *id = g_strdup_printf ("%u-%u", i, j);
      g_autofree guint8 *random = g_malloc0 (sizes[i] + 1);
      g_autoptr (GBytes) content = NULL;
      g_autoptr (GBytes) back = NULL;

      randombytes_buf (random, sizes[i]);
      content = g_bytes_new (random, sizes[i]);
      back = seal_and_open (vault, id, content, steps[j]);
      g_assert_true (g_bytes_equal (back, content));
    }
}

/* Half a key is none; and no other is taken for the store's, or one that is everybody's. */
static void
test_vault_key (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *path = g_build_filename (fixture->folder, "key", NULL);
  g_autofree char *check = g_build_filename (fixture->folder, "key-check", NULL);
  g_autoptr (GBytes) content = g_bytes_new_static ("content", 7);
  g_autoptr (GBytes) back = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (FinVault) vault = NULL;
  g_autofree char *key = NULL;
  gsize size = 0;
  struct rlimit before, none;

  getrlimit (RLIMIT_FSIZE, &before);
  none = (struct rlimit){ 0, before.rlim_max };
  signal (SIGXFSZ, SIG_IGN);
  setrlimit (RLIMIT_FSIZE, &none);
  g_test_expect_message (NULL, G_LOG_LEVEL_WARNING, "*key*");
  vault = fin_vault_open (fixture->folder, path, &error);
  setrlimit (RLIMIT_FSIZE, &before);
  g_test_assert_expected_messages ();
  g_assert_null (vault);
  g_assert_error (error, FIN_ERROR, FIN_ERROR_FAILED);
  g_clear_error (&error);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));

  vault = fin_vault_open (fixture->folder, path, &error);
  g_assert_no_error (error);
  back = seal_and_open (vault, "it", content, 7);
  g_clear_object (&vault);
  g_assert_true (g_file_get_contents (path, &key, &size, NULL));

  /* With a check, and in a store from before there were any. */
  for (guint i = 0; i < 2; i++) {
    key[0] ^= 1;
    g_assert_true (
        g_file_set_contents_full (path, key, size, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
    key[0] ^= 1;
    if (i == 1)
      g_test_expect_message (NULL, G_LOG_LEVEL_WARNING, "*not what was sealed*");
    g_assert_null (fin_vault_open (fixture->folder, path, &error));
    g_test_assert_expected_messages ();
    g_assert_error (error, FIN_ERROR, FIN_ERROR_FAILED);
    g_clear_error (&error);
    g_assert_true (
        g_file_set_contents_full (path, key, size, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
    if (i == 0)
      g_assert_cmpint (g_remove (check), ==, 0);
  }
  vault = fin_vault_open (fixture->folder, path, &error);
  g_assert_no_error (error);
  g_clear_object (&vault);

  g_assert_cmpint (g_chmod (path, 0666), ==, 0);
  g_assert_null (fin_vault_open (fixture->folder, path, &error));
  g_assert_error (error, FIN_ERROR, FIN_ERROR_FAILED);
}

/* Given up, it was never there; and no bit of one that is can be turned unnoticed. */
static void
test_vault_honest (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *key = g_build_filename (fixture->folder, "key", NULL);
  g_autofree char *part = g_build_filename (fixture->folder, "documents", "given-up.part", NULL);
  g_autofree char *path = g_build_filename (fixture->folder, "documents", "it", NULL);
  g_autoptr (FinVault) vault = fin_vault_open (fixture->folder, key, NULL);
  g_autoptr (FinSealing) sealing = fin_vault_create (vault, "given-up", NULL);
  g_autoptr (GBytes) content = g_bytes_new_static ("content", 7);
  g_autoptr (GBytes) back = NULL;
  g_autofree char *sealed = NULL;
  gsize size = 0;

  g_assert_true (fin_sealing_write (sealing, "content", 7, NULL));
  g_assert_true (g_file_test (part, G_FILE_TEST_EXISTS));
  g_clear_pointer (&sealing, fin_sealing_free);
  g_assert_false (g_file_test (part, G_FILE_TEST_EXISTS));
  g_assert_null (fin_vault_read (vault, "given-up", NULL));

  back = seal_and_open (vault, "it", content, 7);
  g_assert_true (g_file_get_contents (path, &sealed, &size, NULL));
  for (gsize i = 0; i < size; i++) {
    g_autoptr (FinOpening) opening = NULL;
    g_autoptr (GBytes) piece = NULL;
    g_autoptr (GError) error = NULL;

    sealed[i] ^= 1;
    g_assert_true (g_file_set_contents (path, sealed, size, NULL));
    sealed[i] ^= 1;
    g_test_expect_message (NULL, G_LOG_LEVEL_WARNING, "*not what was sealed*");
    opening = fin_vault_read (vault, "it", &error);
    piece = opening != NULL ? fin_opening_next (opening, &error) : NULL;
    g_assert_null (piece);
    g_assert_error (error, FIN_ERROR, FIN_ERROR_FAILED);
    g_test_assert_expected_messages ();
  }
}

/* Whatever bytes are said to be a name, what is kept is a name. */
static void
test_names (void)
{
  for (guint i = 0; i < 2000; i++) {
    g_autoptr (GString) said = g_string_new (NULL);
    g_autofree char *kept = NULL;

    for (guint n = g_test_rand_int_range (0, 600); n > 0; n--)
      if (g_test_rand_bit ())
        g_string_append_printf (said, "%%%02X", g_test_rand_int_range (1, 256));
      else
        g_string_append_c (said, g_test_rand_int_range (32, 127));
    kept = fin_documents_name (said->str);
    g_assert_true (g_utf8_validate (kept, -1, NULL));
    g_assert_cmpuint (strlen (kept), >, 0);
    g_assert_cmpuint (strlen (kept), <=, 255);
    g_assert_null (strpbrk (kept, "/\\\r\n"));
  }
}

static void
test_shapes (void)
{
  static const char *const good[] = {
    "{\"type\":\"hello\",\"token\":\"x\",\"instance\":\"i\",\"language\":\"ar\"}",
    "{\"type\":\"arrive\",\"camera\":true,\"microphone\":false,\"needs\":[]}",
    "{\"type\":\"text\",\"line\":100000,\"text\":\"\",\"done\":false,\"relay\":[\"a\"]}",
  };
  static const char *const bad[] = {
    "{\"type\":\"hello\",\"token\":\"x\",\"instance\":\"i\"}",
    "{\"type\":\"hello\",\"token\":\"x\",\"instance\":\"\",\"language\":\"ar\"}",
    "{\"type\":\"hello\",\"token\":[],\"instance\":\"i\",\"language\":\"ar\"}",
    "{\"type\":\"leave\",\"ID\":\"x\"}",
    "{\"type\":\"text\",\"line\":-1,\"text\":\"\",\"done\":false}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (good) + G_N_ELEMENTS (bad); i++) {
    gboolean fits = i < G_N_ELEMENTS (good);
    const char *text = fits ? good[i] : bad[i - G_N_ELEMENTS (good)];
    g_autoptr (JsonObject) message = fin_json_parse_object (text, -1, NULL);
    const FinMessageKind *kind = fin_protocol_lookup (fin_json_string (message, "type"));
    g_autoptr (GError) error = NULL;

    g_assert_true (fin_shape_check (kind->shape, message, &error) == fits);
    g_assert_true (fits || g_error_matches (error, FIN_ERROR, FIN_ERROR_BAD_REQUEST));
  }
}

/* What json-glib would read otherwise than JSON has it never reaches it. */
static void
test_json (void)
{
  static const char *const good[] = {
    "{\"a\":\"\\ud83d\\ude00 \\\"/*[{'#\",\"b\":[-1.5e+3,true,null]}",
    "\t{ \"\\u00e0\\/\\\\\" :\r\n\"x\" }",
  };
  static const char *const bad[] = {
    "{\"a\":\"\\ud800\"}",
    "{\"a\":\"\\ud800\\u0041\"}",
    "{\"a\":\"\\ude00\"}",
    "{\"\\ud83d\":1}",
    "{\"a\":\"\\u0000\"}",
    "{\"a\":\"\\u00g0\"}",
    "{\"a\":\"\\x\"}",
    "{'a':1}",
    "{\"a\":1}//\n",
    "{/**/\"a\":1}",
    "{#\n\"a\":1}",
    "{\"a\":\"\n\"}",
    "{\"a\":\"\\ud800\",\"b\":1}",
    "{\"a\":\"\\u12",
    "{\"a\":\"x",
  };
  static const char *const hiding[] = { "/*\"*/", "//\"\n", "#\"\n", "{'\"':", "[\"\\ud800\" \"," };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (JsonObject) object = fin_json_parse_object (good[i], -1, &error);

    g_assert_no_error (error);
  }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_null (fin_json_parse_object (bad[i], -1, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (hiding); i++) {
    g_autoptr (GString) text = g_string_new (hiding[i]);

    for (guint n = 0; n < 250000; n++)
      g_string_append_c (text, '[');
    g_assert_null (fin_json_parse_object (text->str, text->len, NULL));
  }
}

/* Kept before it was refused, it is mended as the store is opened; and what leaves is UTF-8. */
static void
test_whole_text (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *path = g_build_filename (fixture->folder, "office.db", NULL);
  g_autoptr (GBytes) first = g_resources_lookup_data (
      "/cat/finestreta/office/store/001-office.sql", G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autoptr (FinStore) store = NULL;
  g_autoptr (sqlite3_stmt) row = NULL;
  sqlite3 *old = NULL;
  g_autoptr (JsonObject) object = json_object_new ();
  g_autofree char *text = NULL;

  g_assert_cmpint (sqlite3_open (path, &old), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (old, g_bytes_get_data (first, NULL), NULL, NULL, NULL), ==,
                   SQLITE_OK);
  g_assert_cmpint (
      sqlite3_exec (old,
                    "INSERT INTO staff (id, account, name, role, password, created)"
                    " VALUES ('a', 'a', CAST (x'61eda0bd62' AS TEXT), 'informer', '', '');"
                    "PRAGMA user_version = 1",
                    NULL, NULL, NULL),
      ==, SQLITE_OK);
  sqlite3_close (old);

  store = fin_store_open (fixture->folder, TRUE, NULL);
  row = fin_store_query (store, "SELECT name FROM staff", "");
  g_assert_true (fin_row_next (row));
  g_assert_true (g_utf8_validate (fin_row_text (row, 0), -1, NULL));
  g_assert_true (g_str_has_prefix (fin_row_text (row, 0), "a"));
  g_assert_true (g_str_has_suffix (fin_row_text (row, 0), "b"));

  json_object_set_string_member (object, "x",
                                 "a\xed\xa0\xbd"
                                 "b");
  text = fin_json_to_string (object);
  g_assert_true (g_utf8_validate (text, -1, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (sodium_init (), >=, 0);

  g_test_add_func ("/office/json", test_json);
  g_test_add ("/office/text", Fixture, NULL, set_up, test_whole_text, tear_down);
  g_test_add_func ("/office/limits", test_limits);
  g_test_add_func ("/office/guessing", test_guessing);
  g_test_add_func ("/office/limits/bounded", test_limits_bounded);
  g_test_add ("/office/tokens", Fixture, NULL, set_up, test_tokens, tear_down);
  g_test_add ("/office/audit", Fixture, NULL, set_up, test_audit, tear_down);
  g_test_add ("/office/store", Fixture, NULL, set_up, test_store, tear_down);
  g_test_add ("/office/vault", Fixture, NULL, set_up, test_vault, tear_down);
  g_test_add ("/office/vault/key", Fixture, NULL, set_up, test_vault_key, tear_down);
  g_test_add ("/office/vault/honest", Fixture, NULL, set_up, test_vault_honest, tear_down);
  g_test_add_func ("/office/names", test_names);
  g_test_add_func ("/office/shapes", test_shapes);

  return g_test_run ();
}
