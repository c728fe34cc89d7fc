// The audit chain.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-audit.h"

#include <sodium.h>

#define HASH_SIZE crypto_generichash_BYTES

/* BLAKE2b over the hash before and the row's texts, each with its final NUL so that no two rows
 * read the same. */
static GBytes *
chain (gconstpointer before,
       gsize size,
       const char *at,
       const char *actor,
       const char *action,
       const char *subject)
{
  const char *texts[] = { at, actor, action, subject };
  crypto_generichash_state state;
  guint8 hash[HASH_SIZE];

  crypto_generichash_init (&state, NULL, 0, sizeof hash);
  crypto_generichash_update (&state, before, size);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    crypto_generichash_update (&state, (const guint8 *)texts[i], strlen (texts[i]) + 1);
  crypto_generichash_final (&state, hash, sizeof hash);

  return g_bytes_new (hash, sizeof hash);
}

gboolean
fin_audit_add (
    FinStore *store, const char *actor, const char *action, const char *subject, GError **error)
{
  g_autoptr (sqlite3_stmt) last =
      fin_store_query (store, "SELECT hash FROM audit ORDER BY number DESC LIMIT 1", "");
  g_autofree char *now = fin_store_now ();
  gboolean any = fin_row_next (last);
  g_autoptr (GBytes) hash =
      chain (any ? sqlite3_column_blob (last, 0) : "", any ? sqlite3_column_bytes (last, 0) : 0,
             now, actor, action, subject);

  g_clear_pointer (&last, sqlite3_finalize);

  return fin_store_run (store, error,
                        "INSERT INTO audit (at, actor, action, subject, hash)"
                        " VALUES (?, ?, ?, ?, ?)",
                        "ssssb", now, actor, action, subject, hash);
}

gint64
fin_audit_verify (FinStore *store, char **end)
{
  g_autoptr (sqlite3_stmt) rows = fin_store_query (
      store, "SELECT number, at, actor, action, subject, hash FROM audit ORDER BY number", "");
  g_autoptr (GBytes) before = g_bytes_new (NULL, 0);
  gint64 last = 0;

  while (fin_row_next (rows)) {
    g_autoptr (GBytes) kept =
        g_bytes_new (sqlite3_column_blob (rows, 5), sqlite3_column_bytes (rows, 5));
    gsize size = 0;
    gconstpointer data = g_bytes_get_data (before, &size);
    GBytes *hash = chain (data, size, fin_row_text (rows, 1), fin_row_text (rows, 2),
                          fin_row_text (rows, 3), fin_row_text (rows, 4));

    g_bytes_unref (before);
    before = hash;
    if (!g_bytes_equal (hash, kept))
      return fin_row_integer (rows, 0);
    last = fin_row_integer (rows, 0);
  }

  if (end != NULL) {
    char hex[HASH_SIZE * 2 + 1];
    gsize size = 0;
    const guint8 *hash = g_bytes_get_data (before, &size);

    *end = g_strdup_printf ("row %" G_GINT64_FORMAT ": %s", last,
                            sodium_bin2hex (hex, sizeof hex, hash, size));
  }

  return 0;
}
