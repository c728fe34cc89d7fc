// The form table, where it is about drafts.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-drafts.h"

#include <sodium.h>

#include "fin-acting.h"
#include "fin-audit.h"
#include "fin-code.h"
#include "fin-documents.h"
#include "fin-error.h"
#include "fin-json-new.h"

#define MAX_ALIKE 5

static GBytes *
hash_of (const char *code)
{
  g_autofree char *normal = fin_code_normal (code);
  guint8 hash[crypto_generichash_BYTES];

  crypto_generichash (hash, sizeof hash, (const guint8 *)normal, strlen (normal), NULL, 0);

  return g_bytes_new (hash, sizeof hash);
}

char *
fin_drafts_make_code (FinStore *store, const char *form, const char *actor, GError **error)
{
  g_autofree char *code = fin_code_new ();
  g_autoptr (GBytes) hash = hash_of (code);

  if (fin_forms_state (store, form) != FIN_FORM_LEFT || fin_forms_is_empty (store, form)) {
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_NOT_FOUND, "there is no draft");
    return NULL;
  }

  return fin_store_begin (store, error) &&
                 fin_store_end (store,
                                fin_store_run (store, error,
                                               "UPDATE form SET code = ? WHERE id = ?", "bs", hash,
                                               form) &&
                                    fin_audit_add (store, actor, "draft.code-made", form, error),
                                error)
             ? g_steal_pointer (&code)
             : NULL;
}

char *
fin_drafts_find (FinStore *store, const char *code)
{
  g_autoptr (GBytes) hash = hash_of (code);
  g_autofree char *now = fin_store_now ();
  g_autoptr (sqlite3_stmt) row = fin_store_query (
      store, "SELECT id FROM form WHERE code = ? AND state = 'left' AND kept_until > ?", "bs", hash,
      now);

  return fin_row_next (row) ? g_strdup (fin_row_text (row, 0)) : NULL;
}

/* The applicant's number, as the steps all procedures share ask for it, without what it is written
 * with; NULL while there is none that could be right. */
static char *
number_of (FinForm *form)
{
  static const char *const fields[][2] = { { "dni", "applicant.nif" }, { "nie", "applicant.nie" } };
  const char *type = fin_form_value (form, "applicant.id_type");
  const char *field = "applicant.foreign_doc";
  g_auto (GStrv) missing = fin_form_missing (form);
  g_autoptr (GString) number = g_string_new (NULL);
  const char *value;

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (g_strcmp0 (type, fields[i][0]) == 0)
      field = fields[i][1];
  value = fin_form_value (form, field);
  if (value == NULL || g_strv_contains ((const char *const *)missing, field))
    return NULL;

  for (; *value != '\0'; value++)
    if (g_ascii_isalnum (*value))
      g_string_append_c (number, g_ascii_toupper (*value));

  return number->len > 0 ? g_strdup (number->str) : NULL;
}

static gboolean
is_known_as (FinStore *store, const char *form, GBytes *identity)
{
  g_autoptr (sqlite3_stmt) row = fin_store_query (
      store, "SELECT 1 FROM form WHERE id = ? AND identity = ?", "sb", form, identity);

  return fin_row_next (row);
}

static gboolean
is_known (FinStore *store, const char *form)
{
  g_autoptr (sqlite3_stmt) row = fin_store_query (
      store, "SELECT 1 FROM form WHERE id = ? AND identity IS NOT NULL", "s", form);

  return fin_row_next (row);
}

gboolean
fin_drafts_forget (FinStore *store, const char *form, GError **error)
{
  return fin_store_run (store, error, "UPDATE form SET identity = NULL WHERE id = ?", "s", form);
}

gboolean
fin_drafts_identify (FinStore *store, FinVault *vault, FinDossier *dossier)
{
  const char *id = fin_dossier_id (dossier);
  FinForm *form = fin_dossier_form (dossier);
  g_autofree char *number = number_of (form);
  g_autofree char *text = NULL;
  g_autoptr (GBytes) identity = NULL;

  if (number == NULL)
    return is_known (store, id) && fin_drafts_forget (store, id, NULL);

  /* With the procedure in it nobody's forms of different procedures can be put together. */
  text = g_strdup_printf ("%s %s", fin_procedure_id (fin_form_procedure (form)), number);
  identity = fin_vault_mark (vault, text);

  return !is_known_as (store, id, identity) &&
         fin_store_run (store, NULL, "UPDATE form SET identity = ? WHERE id = ?", "bs", identity,
                        id);
}

gboolean
fin_drafts_may_go (FinStore *store, const char *draft, const char *appointment)
{
  g_autoptr (sqlite3_stmt) row =
      fin_store_query (store,
                       "SELECT 1 FROM form f JOIN appointment a ON a.id = f.appointment"
                       " JOIN appointment b ON b.id = ? WHERE f.id = ? AND a.trial = b.trial",
                       "ss", appointment, draft);

  return fin_row_next (row);
}

gboolean
fin_drafts_is_same (FinStore *store, const char *draft, const char *form)
{
  g_autoptr (sqlite3_stmt) row =
      fin_store_query (store,
                       "SELECT 1 FROM form d JOIN form f ON d.identity = f.identity"
                       " AND d.procedure = f.procedure"
                       " WHERE d.id = ? AND d.state = 'left' AND f.id = ?",
                       "ss", draft, form);

  return fin_row_next (row);
}

static JsonObject *
describe (FinStore *store, const char *id, const char *at, const char *receipt)
{
  g_autoptr (FinDossier) dossier = receipt == NULL ? fin_dossier_load (store, id) : NULL;
  guint filled, asked;

  if (dossier == NULL)
    return fin_json_new ("form:s", id, "state:s", "filed", "at:s", at, "receipt:s", receipt, NULL);

  fin_form_progress (fin_dossier_form (dossier), &filled, &asked);

  return fin_json_new ("form:s", id, "state:s", "left", "at:s", at, "filled:i", (gint64)filled,
                       "asked:i", (gint64)asked, NULL);
}

JsonArray *
fin_drafts_like (FinStore *store, const char *form)
{
  g_autoptr (sqlite3_stmt) rows = fin_store_query (
      store,
      "SELECT o.id, coalesce (r.issued, (SELECT max (at) FROM change c WHERE c.form = o.id),"
      " o.created), r.number FROM form f JOIN form o ON o.identity = f.identity"
      " AND o.procedure = f.procedure AND o.id <> f.id"
      " JOIN appointment a ON a.id = f.appointment"
      " JOIN appointment b ON b.id = o.appointment AND b.trial = a.trial"
      " LEFT JOIN receipt r ON r.form = o.id AND r.code IS NOT NULL"
      " WHERE f.id = ? AND (o.state = 'left' OR r.number IS NOT NULL) ORDER BY 2 DESC LIMIT ?",
      "si", form, (gint64)MAX_ALIKE);
  gboolean few = fin_forms_sensitivity (store, form) != NULL;
  JsonArray *all = json_array_new ();

  /* Begun with a version that was sensitive, it is not told where none is. */
  while (fin_row_next (rows))
    if (few || fin_forms_sensitivity (store, fin_row_text (rows, 0)) == NULL)
      json_array_add_object_element (
          all,
          describe (store, fin_row_text (rows, 0), fin_row_text (rows, 1), fin_row_text (rows, 2)));

  return all;
}

/* It was another informer who saw them, and to whom they said yes. */
static gboolean
ask_anew (FinStore *store, const char *id, const char *actor, GError **error)
{
  g_autoptr (FinDossier) dossier = fin_dossier_load (store, id);
  FinForm *form = dossier != NULL ? fin_dossier_form (dossier) : NULL;
  g_auto (GStrv) fields = form != NULL ? fin_acting_answered (form) : NULL;
  g_autofree char *now = fin_store_now ();

  for (guint i = 0; fields != NULL && fields[i] != NULL; i++) {
    g_autofree char *change = fin_store_id ();

    if (!fin_store_run (store, error,
                        "INSERT INTO change (form, version, participant, actor, change, field,"
                        " value, at) VALUES (?, ?, 'informer', ?, ?, ?, '', ?)",
                        "sissss", id, (gint64)fin_form_version (form) + 1 + i, actor, change,
                        fields[i], now))
      return FALSE;
  }

  return fin_store_run (store, error, "DELETE FROM confirmation WHERE form = ?", "s", id);
}

gboolean
fin_drafts_take_up (
    FinStore *store, const char *form, const char *appointment, const char *actor, GError **error)
{
  return (fin_forms_has (store, appointment, form) || ask_anew (store, form, actor, error)) &&
         fin_store_run (store, error, "UPDATE form SET appointment = ?, code = NULL WHERE id = ?",
                        "ss", appointment, form) &&
         fin_store_run (store, error, "UPDATE document SET appointment = ? WHERE form = ?", "ss",
                        appointment, form) &&
         fin_forms_reopen (store, form, error) &&
         fin_audit_add (store, actor, "draft.taken-up", form, error);
}

static char **
read_all (FinStore *store, const char *sql, const char *value)
{
  g_autoptr (GStrvBuilder) all = g_strv_builder_new ();
  g_autoptr (sqlite3_stmt) rows = fin_store_query (store, sql, "s", value);

  while (fin_row_next (rows))
    g_strv_builder_add (all, fin_row_text (rows, 0));

  return g_strv_builder_end (all);
}

static gboolean
purge_one (FinStore *store, FinVault *vault, const char *form, GError **error)
{
  g_auto (GStrv) files = read_all (store, "SELECT file FROM document WHERE form = ?", form);

  if (!fin_store_begin (store, error) ||
      !fin_store_end (store,
                      fin_forms_remove (store, form, error) &&
                          fin_audit_add (store, "office", "draft.purged", form, error),
                      error))
    return FALSE;

  if (vault != NULL)
    fin_documents_discard (store, vault, (const char *const *)files);

  return TRUE;
}

gboolean
fin_drafts_purge (FinStore *store, FinVault *vault, GError **error)
{
  g_autofree char *now = fin_store_now ();
  gboolean well = TRUE;
  /* Nobody came to it, so that nothing was left; and the link leads there no more. */
  g_auto (GStrv) over = read_all (
      store,
      "SELECT id FROM form WHERE state = 'left' AND kept_until <= ?1"
      " UNION SELECT f.id FROM form f JOIN appointment a ON a.id = f.appointment"
      " WHERE f.state = 'open' AND a.state IN ('booked', 'waiting')"
      " AND strftime ('%Y-%m-%dT%H:%M:%fZ', a.ends, '+' ||"
      "  (SELECT days FROM retention WHERE what = 'draft') || ' days') <= ?1"
      " AND NOT EXISTS (SELECT 1 FROM token t WHERE t.appointment = a.id AND t.expires > ?1)"
      " AND (EXISTS (SELECT 1 FROM document d WHERE d.form = f.id)"
      "  OR EXISTS (SELECT 1 FROM change c WHERE c.form = f.id))"
      " LIMIT 1000",
      now);

  for (guint i = 0; over[i] != NULL && well; i++)
    well = purge_one (store, vault, over[i], error);
  if (over[0] != NULL)
    fin_store_forget_log (store);

  return well;
}
