// Forgetting what was only to be shown.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-shown.h"

#include "fin-audit.h"
#include "fin-forms.h"
#include "fin-time.h"

/* Their ids, and those of copies of them. ?1: the appointment. */
#define GOING                                                                                      \
  "WITH going AS (SELECT id FROM document WHERE appointment = ?1 AND kind = '" FIN_SHOWN_KIND "'"  \
  " UNION SELECT c.id FROM document c JOIN document o ON o.id = c.original"                        \
  " WHERE o.appointment = ?1 AND o.kind = '" FIN_SHOWN_KIND "') "

static char **
read_texts (FinStore *store, const char *sql, const char *value)
{
  g_autoptr (GStrvBuilder) all = g_strv_builder_new ();
  g_autoptr (sqlite3_stmt) rows = fin_store_query (store, sql, "s", value);

  while (fin_row_next (rows))
    g_strv_builder_add (all, fin_row_text (rows, 0));

  return g_strv_builder_end (all);
}

gboolean
fin_shown_is_kind (FinStore *store, const char *form, const char *kind)
{
  FinProcedure *procedure = fin_forms_procedure (store, form);

  return strcmp (kind, FIN_SHOWN_KIND) == 0 ||
         (procedure != NULL && fin_procedure_has_document (procedure, kind));
}

gboolean
fin_shown_turn (
    FinStore *store, const char *form, FinForm *state, const char *actor, GError **error)
{
  g_auto (GStrv) kinds = fin_form_unneeded_identities (state);

  for (guint i = 0; kinds[i] != NULL; i++) {
    if (!fin_store_run (store, error,
                        "UPDATE document SET kind = ? WHERE form = ? AND kind = ?"
                        " AND original IS NULL",
                        "sss", FIN_SHOWN_KIND, form, kinds[i]))
      return FALSE;
    if (fin_store_changes (store) > 0 &&
        !fin_audit_add (store, actor, "document.not-needed", form, error))
      return FALSE;
  }

  return TRUE;
}

gboolean
fin_shown_forget (
    FinStore *store, const char *appointment, const char *actor, char ***files, GError **error)
{
  g_auto (GStrv) subjects = read_texts (
      store, GOING "SELECT id || ':' || sha256 FROM document WHERE id IN going", appointment);

  *files = read_texts (store,
                       GOING "SELECT DISTINCT file FROM document WHERE id IN going AND file NOT IN"
                             " (SELECT file FROM document WHERE id NOT IN going)",
                       appointment);
  for (guint i = 0; subjects[i] != NULL; i++)
    if (!fin_audit_add (store, actor, "document.erased", subjects[i], error))
      return FALSE;

  return subjects[0] == NULL ||
         fin_store_run (store, error, GOING "DELETE FROM document WHERE id IN going", "s",
                        appointment);
}

void
fin_shown_remove (FinVault *vault, const char *const *files)
{
  for (guint i = 0; files[i] != NULL; i++)
    fin_vault_remove (vault, files[i]);
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
    g_auto (GStrv) files = NULL;

    if (fin_store_begin (store, NULL) &&
        fin_store_end (store, fin_shown_forget (store, appointments[i], "office", &files, NULL),
                       NULL))
      fin_shown_remove (vault, (const char *const *)files);
  }
  if (appointments[0] != NULL)
    fin_store_forget_log (store);
}
