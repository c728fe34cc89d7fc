// The receipt table: numbers, codes, and the making of one.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-receipts.h"

#include "fin-acts.h"
#include "fin-audit.h"
#include "fin-code.h"
#include "fin-documents.h"
#include "fin-error.h"
#include "fin-json-new.h"
#include "fin-json.h"
#include "fin-procedures.h"
#include "fin-receipt.h"
#include "fin-shown.h"
#include "fin-staff.h"
#include "fin-time.h"

JsonObject *
fin_receipts_summary (FinStore *store, const char *form)
{
  g_autoptr (sqlite3_stmt) row = fin_store_query (
      store, "SELECT number, code, issued FROM receipt WHERE form = ? AND code IS NOT NULL", "s",
      form);

  return fin_row_next (row)
             ? fin_json_new ("number:s", fin_row_text (row, 0), "code:s", fin_row_text (row, 1),
                             "issued:s", fin_row_text (row, 2), NULL)
             : NULL;
}

static char *
column (FinStore *store, const char *sql, const char *form)
{
  g_autoptr (sqlite3_stmt) row = fin_store_query (store, sql, "s", form);

  return fin_row_next (row) ? g_strdup (fin_row_text (row, 0)) : NULL;
}

char *
fin_receipts_content (FinStore *store, const char *form)
{
  return column (store, "SELECT content FROM receipt WHERE form = ?", form);
}

char *
fin_receipts_file (FinStore *store, const char *form)
{
  return column (store, "SELECT file FROM receipt WHERE form = ?", form);
}

gsize
fin_receipts_size (FinStore *store, const char *form)
{
  g_autoptr (sqlite3_stmt) row =
      fin_store_query (store, "SELECT pdf_size FROM receipt WHERE form = ?", "s", form);

  return fin_row_next (row) ? fin_row_integer (row, 0) : 0;
}

JsonObject *
fin_receipts_check (FinStore *store, const char *code, const char *language)
{
  g_autofree char *normal = fin_code_normal (code);
  g_autoptr (sqlite3_stmt) row = fin_store_query (
      store,
      "SELECT number, issued, procedure, version, pdf_sha256, f.id FROM receipt JOIN form f"
      " ON f.id = receipt.form WHERE receipt.code = ? AND pdf_sha256 IS NOT NULL",
      "s", normal);
  FinProcedure *procedure;
  const char *id, *version;

  if (!fin_row_next (row))
    return NULL;
  id = fin_row_text (row, 2);
  version = fin_row_text (row, 3);
  procedure = fin_forms_procedure (store, fin_row_text (row, 5));

  return fin_json_new (
      "number:s", fin_row_text (row, 0), "issued:s", fin_row_text (row, 1), "procedure:s",
      fin_procedures_sensitivity (id, version) != NULL ? fin_procedure_neutral_title (language)
                                                       : fin_procedure_title (procedure, language),
      "pdf_sha256:s", fin_row_text (row, 4), NULL);
}

typedef struct {
  FinOffice *office;
  FinVisit *visit;
  FinDossier *dossier; /* one of its */
  JsonObject *receipt;
  char *number;
  char *code;
  char *issued;
  char *file;
  char *sha256;
  gsize size;
} Making;

static void
making_free (Making *making)
{
  g_object_unref (making->office);
  g_object_unref (making->visit);
  g_object_unref (making->dossier);
  g_clear_pointer (&making->receipt, json_object_unref);
  g_free (making->number);
  g_free (making->code);
  g_free (making->issued);
  g_free (making->file);
  g_free (making->sha256);
  g_free (making);
}

static char *
next_number (FinStore *store, GDateTime *issued)
{
  g_autoptr (GDateTime) local = fin_time_local (issued);
  g_autofree char *like = g_date_time_format (local, "%Y-%%");
  g_autoptr (sqlite3_stmt) row = fin_store_query (
      store, "SELECT max (CAST (substr (number, 6) AS INTEGER)) FROM receipt WHERE number LIKE ?",
      "s", like);
  gint64 last = fin_row_next (row) ? fin_row_integer (row, 0) : 0;

  return g_strdup_printf ("%d-%06" G_GINT64_FORMAT, g_date_time_get_year (local), last + 1);
}

/* Takes the number before the drawing begins, which another may do at the same time. A row without
 * a code is no receipt yet; one left so by an office that was killed keeps its number for the next
 * try. */
static gboolean
reserve (Making *making, GDateTime *now, GError **error)
{
  FinStore *store = fin_office_store (making->office);
  const char *form = fin_dossier_id (making->dossier);

  making->number = column (store, "SELECT number FROM receipt WHERE form = ?", form);
  if (making->number != NULL)
    return TRUE;

  making->number = next_number (store, now);

  return fin_store_run (store, error, "INSERT INTO receipt (form, number, issued) VALUES (?, ?, ?)",
                        "sss", form, making->number, making->issued);
}

static void
fill_in (Making *making)
{
  FinStore *store = fin_office_store (making->office);
  FinDossier *dossier = making->dossier;
  g_autoptr (JsonObject) staff = fin_staff_to_json (store, fin_visit_staff (making->visit));
  g_autoptr (GDateTime) issued = fin_time_parse (making->issued, NULL);
  g_autoptr (GDateTime) confirmed = fin_time_parse (fin_dossier_confirmed (dossier), NULL);
  g_autofree char *assisted = staff != NULL
                                  ? g_strdup_printf ("%s (%s)", fin_json_string (staff, "name"),
                                                     fin_json_string (staff, "account"))
                                  : g_strdup ("");
  g_autofree char *url =
      g_strconcat (fin_office_public_url (making->office), "/r/", making->code, NULL);
  const char *form = fin_dossier_id (dossier);
  g_autoptr (JsonArray) documents = fin_documents_of (store, form);
  g_autoptr (JsonObject) identity = fin_acts_lookup (store, form, "identity");
  g_autoptr (JsonObject) consent = fin_acts_lookup (store, form, "consent");
  FinReceiptFacts facts = {
    .number = making->number,
    .code = making->code,
    .verify_url = url,
    .issued = issued,
    .language = fin_dossier_confirmed_language (dossier),
    .assisted_by = assisted,
    .confirmed = confirmed,
    .confirmed_language = fin_dossier_confirmed_language (dossier),
    .documents = documents,
    .identity = identity,
    .consent = consent,
  };

  making->receipt = fin_receipt_to_json (fin_dossier_form (dossier), &facts);
}

static void
draw_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Making *making = data;
  GError *error = NULL;
  g_autoptr (GBytes) pdf = fin_receipt_to_pdf (making->receipt, &error);
  g_autoptr (FinSealing) sealing =
      pdf != NULL ? fin_vault_create (fin_office_vault (making->office), making->file, &error)
                  : NULL;

  if (sealing == NULL ||
      !fin_sealing_write (sealing, g_bytes_get_data (pdf, NULL), g_bytes_get_size (pdf), &error) ||
      !fin_sealing_finish (sealing, &error)) {
    g_task_return_error (task, error);
    return;
  }

  making->sha256 = fin_sealing_sha256 (sealing);
  making->size = fin_sealing_size (sealing);
  g_task_return_boolean (task, TRUE);
}

static gboolean
keep (Making *making, GError **error)
{
  FinStore *store = fin_office_store (making->office);
  const char *form = fin_dossier_id (making->dossier);
  g_autofree char *content = fin_json_to_string (making->receipt);

  return fin_store_begin (store, error) &&
         fin_store_end (
             store,
             fin_store_run (store, error,
                            "UPDATE receipt SET code = ?, issued = ?, content = ?, pdf_sha256 = ?,"
                            " pdf_size = ?, file = ? WHERE form = ?",
                            "ssssiss", making->code, making->issued, content, making->sha256,
                            (gint64)making->size, making->file, form) &&
                 fin_forms_file (store, form, error) &&
                 fin_audit_add (store, fin_visit_staff (making->visit), "receipt.made", form,
                                error),
             error);
}

static void
drawn_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Making *making = g_task_get_task_data (task);
  GError *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error) && keep (making, &error)) {
    const char *form = fin_dossier_id (making->dossier);

    fin_visit_tell_receipt (making->visit, form,
                            fin_receipts_summary (fin_office_store (making->office), form));
    g_task_return_boolean (task, TRUE);
    return;
  }

  fin_vault_remove (fin_office_vault (making->office), making->file);
  fin_dossier_set_closed (making->dossier, FALSE);
  g_task_return_error (task, error);
}

static gboolean
is_whole (FinStore *store, FinDossier *dossier)
{
  g_auto (GStrv) missing =
      fin_acts_missing (store, fin_dossier_id (dossier), fin_dossier_form (dossier));

  return missing[0] == NULL;
}

/* Nobody's paper. */
static gboolean
is_trial (FinStore *store, FinDossier *dossier)
{
  g_autoptr (sqlite3_stmt) row =
      fin_store_query (store,
                       "SELECT a.trial FROM form f JOIN appointment a ON a.id = f.appointment"
                       " WHERE f.id = ?",
                       "s", fin_dossier_id (dossier));

  return fin_row_next (row) && fin_row_integer (row, 0) != 0;
}

static gboolean
may_make (FinStore *store, FinDossier *dossier, GError **error)
{
  FinError code;

  if (dossier == NULL)
    code = FIN_ERROR_NOT_FOUND;
  else if (fin_dossier_is_closed (dossier))
    code = FIN_ERROR_CONFLICT; /* being made: asking again in a moment finds it */
  else if (!is_whole (store, dossier))
    code = FIN_ERROR_INCOMPLETE;
  else if (fin_dossier_confirmed (dossier) == NULL)
    code = FIN_ERROR_NOT_CONFIRMED;
  else if (is_trial (store, dossier))
    code = FIN_ERROR_FORBIDDEN;
  else
    return TRUE;

  g_set_error_literal (error, FIN_ERROR, code, "there is no receipt to make yet");

  return FALSE;
}

void
fin_receipts_make_async (FinOffice *office,
                         FinVisit *visit,
                         const char *form,
                         GAsyncReadyCallback callback,
                         gpointer data)
{
  g_autoptr (GTask) task = g_task_new (office, NULL, callback, data);
  g_autoptr (GTask) drawing = NULL;
  g_autoptr (GDateTime) now = fin_time_now ();
  FinDossier *dossier = fin_visit_dossier (visit, form);
  GError *error = NULL;
  Making *making;

  g_task_set_source_tag (task, fin_receipts_make_async);
  if (!may_make (fin_office_store (office), dossier, &error)) {
    g_task_return_error (task, error);
    return;
  }

  fin_dossier_set_closed (dossier, TRUE);
  making = g_new0 (Making, 1);
  making->office = g_object_ref (office);
  making->visit = g_object_ref (visit);
  making->dossier = g_object_ref (dossier);
  making->issued = fin_time_format (now);
  making->code = fin_code_new ();
  making->file = fin_store_id ();
  g_task_set_task_data (task, making, (GDestroyNotify)making_free);
  if (!reserve (making, now, &error)) {
    fin_dossier_set_closed (dossier, FALSE);
    g_task_return_error (task, error);
    return;
  }
  /* What stands on the receipt as kept is what is kept. */
  if (!fin_shown_turn (fin_office_store (office), form, fin_dossier_form (dossier),
                       fin_visit_staff (visit), &error)) {
    fin_dossier_set_closed (dossier, FALSE);
    g_task_return_error (task, error);
    return;
  }
  fill_in (making);
  if (fin_store_take_failure (fin_office_store (office), &error)) {
    fin_dossier_set_closed (dossier, FALSE);
    g_task_return_error (task, error);
    return;
  }

  drawing = g_task_new (NULL, NULL, drawn_cb, g_steal_pointer (&task));
  g_task_set_source_tag (drawing, draw_in_thread);
  g_task_set_task_data (drawing, making, NULL);
  g_task_run_in_thread (drawing, draw_in_thread);
}

gboolean
fin_receipts_make_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
