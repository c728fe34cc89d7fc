// Forgetting what was only to be shown.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-shown.h"

#include "fin-audit.h"
#include "fin-time.h"

char **
fin_shown_files (FinStore *store, const char *appointment)
{
  g_autoptr (GStrvBuilder) files = g_strv_builder_new ();
  g_autoptr (sqlite3_stmt) rows =
      fin_store_query (store, "SELECT id FROM document WHERE appointment = ? AND kind = ?", "ss",
                       appointment, FIN_SHOWN_KIND);

  while (fin_row_next (rows))
    g_strv_builder_add (files, fin_row_text (rows, 0));

  return g_strv_builder_end (files);
}

static char **
subjects (FinStore *store, const char *appointment)
{
  g_autoptr (GStrvBuilder) all = g_strv_builder_new ();
  g_autoptr (sqlite3_stmt) rows = fin_store_query (
      store, "SELECT id || ':' || sha256 FROM document WHERE appointment = ? AND kind = ?", "ss",
      appointment, FIN_SHOWN_KIND);

  while (fin_row_next (rows))
    g_strv_builder_add (all, fin_row_text (rows, 0));

  return g_strv_builder_end (all);
}

gboolean
fin_shown_forget (FinStore *store, const char *appointment, const char *actor, GError **error)
{
  g_auto (GStrv) forgotten = subjects (store, appointment);

  for (guint i = 0; forgotten[i] != NULL; i++)
    if (!fin_audit_add (store, actor, "document.erased", forgotten[i], error))
      return FALSE;

  return forgotten[0] == NULL ||
         fin_store_run (store, error, "DELETE FROM document WHERE appointment = ? AND kind = ?",
                        "ss", appointment, FIN_SHOWN_KIND);
}

void
fin_shown_remove (FinStore *store, FinVault *vault, const char *const *files)
{
  g_autoptr (sqlite3_stmt) log = NULL;

  if (files[0] == NULL)
    return;

  for (guint i = 0; files[i] != NULL; i++)
    fin_vault_remove (vault, files[i]);

  /* Their names are still in the journal that SQLite writes ahead: it is begun anew. */
  log = fin_store_query (store, "PRAGMA wal_checkpoint (TRUNCATE)", "");
  fin_row_next (log);
}

static char **
stale (FinStore *store)
{
  g_autoptr (GDateTime) now = fin_time_now ();
  g_autoptr (GDateTime) yesterday = g_date_time_add_days (now, -1);
  g_autofree char *before = fin_time_format (yesterday);
  g_autoptr (GStrvBuilder) all = g_strv_builder_new ();
  g_autoptr (sqlite3_stmt) rows = fin_store_query (
      store,
      "SELECT DISTINCT a.id FROM document d JOIN appointment a ON a.id = d.appointment"
      " WHERE d.kind = ? AND a.ends < ? AND a.state <> 'attending'",
      "ss", FIN_SHOWN_KIND, before);

  while (fin_row_next (rows))
    g_strv_builder_add (all, fin_row_text (rows, 0));

  return g_strv_builder_end (all);
}

void
fin_shown_purge (FinStore *store, FinVault *vault)
{
  g_auto (GStrv) appointments = stale (store);

  for (guint i = 0; appointments[i] != NULL; i++) {
    g_auto (GStrv) files = fin_shown_files (store, appointments[i]);

    if (fin_store_begin (store, NULL) &&
        fin_store_end (store, fin_shown_forget (store, appointments[i], "office", NULL), NULL))
      fin_shown_remove (store, vault, (const char *const *)files);
  }
}
