// Versions of procedures in the store, and in the catalogue.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-procedures.h"

#include "fin-audit.h"
#include "fin-error.h"
#include "fin-forms.h"
#include "fin-json-new.h"
#include "fin-staff.h"
#include "fin-time.h"
#include "fin-words.h"

#define TRIAL_MINUTES 60
#define MAX_VERSIONS  100 /* of one procedure */
#define UNKNOWN       "violence"

static void
load_versions (FinStore *store)
{
  g_autoptr (sqlite3_stmt) rows = fin_store_query (
      store, "SELECT digest, content FROM procedure_version ORDER BY loaded, rowid", "");

  while (fin_row_next (rows)) {
    g_autoptr (GError) error = NULL;
    g_autoptr (FinProcedure) procedure =
        fin_catalogue_version (fin_row_text (rows, 0)) == NULL
            ? fin_procedure_new (fin_row_text (rows, 1), -1, &error)
            : NULL;

    if (procedure != NULL)
      fin_catalogue_add (procedure);
    if (error != NULL)
      g_warning ("a version of a procedure cannot be used: %s", error->message);
  }
}

void
fin_procedures_load (FinStore *store)
{
  g_autoptr (sqlite3_stmt) rows = NULL;

  load_versions (store);
  rows = fin_store_query (store, "SELECT digest FROM procedure_offered", "");
  while (fin_row_next (rows)) {
    FinProcedure *procedure = fin_catalogue_version (fin_row_text (rows, 0));

    if (procedure != NULL)
      fin_catalogue_offer (procedure);
  }
}

static gboolean
insert (FinStore *store, FinProcedure *procedure, const char *staff, GError **error)
{
  g_autofree char *now = fin_store_now ();
  GBytes *file = fin_procedure_file (procedure);
  g_autofree char *content = g_strndup (g_bytes_get_data (file, NULL), g_bytes_get_size (file));

  return fin_store_run (store, error,
                        "INSERT OR IGNORE INTO procedure_version"
                        " (digest, procedure, content, loaded, staff) VALUES (?, ?, ?, ?, ?)",
                        "sssss", fin_procedure_digest (procedure), fin_procedure_id (procedure),
                        content, now, staff);
}

gboolean
fin_procedures_keep (FinStore *store, FinProcedure *procedure, GError **error)
{
  return insert (store, procedure, NULL, error);
}

static gboolean
is_full (FinStore *store, FinProcedure *procedure)
{
  g_autoptr (sqlite3_stmt) row =
      fin_store_query (store, "SELECT count (*) FROM procedure_version WHERE procedure = ?", "s",
                       fin_procedure_id (procedure));

  return fin_row_next (row) && fin_row_integer (row, 0) >= MAX_VERSIONS;
}

FinProcedure *
fin_procedures_add (FinStore *store, const char *file, const char *staff, GError **error)
{
  g_autoptr (FinProcedure) procedure = fin_procedure_new (file, -1, error);

  if (procedure == NULL || !fin_catalogue_keeps_secrets (procedure, error))
    return NULL;
  if (fin_catalogue_version (fin_procedure_digest (procedure)) != NULL)
    return fin_catalogue_add (procedure);
  if (is_full (store, procedure)) {
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_FULL, "too many versions of this procedure");
    return NULL;
  }
  if (!fin_store_begin (store, error) ||
      !fin_store_end (store,
                      insert (store, procedure, staff, error) &&
                          fin_audit_add (store, staff, "procedure.loaded",
                                         fin_procedure_digest (procedure), error),
                      error))
    return NULL;

  return fin_catalogue_add (procedure);
}

static gboolean
insert_trial (FinStore *store,
              const char *id,
              FinProcedure *procedure,
              const char *staff,
              const char *language,
              GError **error)
{
  g_autoptr (GDateTime) now = fin_time_now ();
  g_autoptr (GDateTime) end = g_date_time_add_minutes (now, TRIAL_MINUTES);
  g_autofree char *starts = fin_time_format (now);
  g_autofree char *ends = fin_time_format (end);
  g_autofree char *name = fin_words_rule ("trial.name", language, NULL);

  return fin_store_run (store, error,
                        "INSERT INTO appointment (id, procedure, starts, ends, language,"
                        " citizen_name, staff, trial) VALUES (?, ?, ?, ?, ?, ?, ?, 1)",
                        "sssssss", id, fin_procedure_id (procedure), starts, ends, language, name,
                        staff);
}

char *
fin_procedures_try (FinStore *store,
                    FinProcedure *procedure,
                    const char *staff,
                    const char *language,
                    GError **error)
{
  g_autofree char *id = fin_store_id ();
  g_autofree char *form = NULL;

  if (fin_procedure_sensitive (procedure) != NULL && !fin_staff_is_for_sensitive (store, staff)) {
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_FORBIDDEN, "not with this member of staff");
    return NULL;
  }
  if (!fin_store_begin (store, error) ||
      !fin_store_end (store,
                      insert (store, procedure, NULL, error) &&
                          insert_trial (store, id, procedure, staff, language, error) &&
                          (form = fin_forms_add (store, id, fin_procedure_id (procedure), error)) !=
                              NULL &&
                          fin_store_run (store, error, "UPDATE form SET version = ? WHERE id = ?",
                                         "ss", fin_procedure_digest (procedure), form) &&
                          fin_audit_add (store, staff, "procedure.tried", id, error),
                      error))
    return NULL;

  return g_steal_pointer (&id);
}

const char *
fin_procedures_version_sensitivity (const char *version)
{
  FinProcedure *procedure = fin_catalogue_version (version);

  if (version == NULL || version[0] == '\0')
    return NULL;

  return procedure != NULL ? fin_procedure_sensitive (procedure) : UNKNOWN;
}

const char *
fin_procedures_sensitivity (const char *id, const char *version)
{
  FinProcedure *procedure = fin_catalogue_known (id);

  return fin_sensitivity_stricter (procedure != NULL ? fin_procedure_sensitive (procedure)
                                                     : UNKNOWN,
                                   fin_procedures_version_sensitivity (version));
}

gboolean
fin_procedures_has_secret (const char *id, const char *version)
{
  FinProcedure *procedure = version != NULL && version[0] != '\0' ? fin_catalogue_version (version)
                                                                  : fin_catalogue_known (id);

  return procedure == NULL || fin_procedure_has_secret (procedure);
}

gboolean
fin_procedures_offer (FinStore *store, FinProcedure *procedure, const char *staff, GError **error)
{
  g_autofree char *now = fin_store_now ();

  /* It may have been loaded before another was offered. */
  if (!fin_catalogue_keeps_secrets (procedure, error))
    return FALSE;

  /* Also one the program carries: when it carries another, this one stays. */
  if (!fin_store_begin (store, error) ||
      !fin_store_end (store,
                      insert (store, procedure, NULL, error) &&
                          fin_store_run (store, error,
                                         "INSERT OR REPLACE INTO procedure_offered"
                                         " (procedure, digest, since, staff) VALUES (?, ?, ?, ?)",
                                         "ssss", fin_procedure_id (procedure),
                                         fin_procedure_digest (procedure), now, staff) &&
                          fin_audit_add (store, staff, "procedure.offered",
                                         fin_procedure_digest (procedure), error),
                      error))
    return FALSE;

  fin_catalogue_offer (procedure);

  return TRUE;
}

gboolean
fin_procedures_withdraw (FinStore *store, const char *id, const char *staff, GError **error)
{
  if (!fin_store_begin (store, error) ||
      !fin_store_end (store,
                      fin_store_run (store, error,
                                     "DELETE FROM procedure_offered WHERE procedure = ?", "s",
                                     id) &&
                          fin_audit_add (store, staff, "procedure.withdrawn", id, error),
                      error))
    return FALSE;

  fin_catalogue_withdraw (id);

  return TRUE;
}

static int
by_number (gconstpointer a, gconstpointer b)
{
  return fin_procedure_number (*(FinProcedure *const *)a) -
         fin_procedure_number (*(FinProcedure *const *)b);
}

JsonArray *
fin_procedures_known (FinStore *store, const char *language)
{
  g_autoptr (GPtrArray) known = g_ptr_array_new ();
  g_autoptr (sqlite3_stmt) rows = fin_store_query (
      store, "SELECT digest, max (loaded) FROM procedure_version GROUP BY procedure", "");
  JsonArray *procedures = json_array_new ();

  for (guint i = 0; i < fin_catalogue ()->len; i++)
    g_ptr_array_add (known, fin_catalogue ()->pdata[i]);
  while (fin_row_next (rows)) {
    FinProcedure *procedure = fin_catalogue_version (fin_row_text (rows, 0));

    if (procedure != NULL && fin_catalogue_lookup (fin_procedure_id (procedure)) == NULL)
      g_ptr_array_add (known, procedure);
  }
  g_ptr_array_sort (known, by_number);
  for (guint i = 0; i < known->len; i++) {
    const char *id = fin_procedure_id (known->pdata[i]);

    json_array_add_object_element (
        procedures,
        fin_json_new ("id:s", id, "number:i", (gint64)fin_procedure_number (known->pdata[i]),
                      "title:s", fin_procedure_title (known->pdata[i], language), "summary:s",
                      fin_procedure_summary (known->pdata[i], language), "offered:b",
                      fin_catalogue_lookup (id) != NULL, NULL));
  }

  return procedures;
}

static JsonObject *
describe (FinProcedure *procedure, const char *language, const char *loaded, const char *staff)
{
  const char *id = fin_procedure_id (procedure);

  return fin_json_new ("procedure:s", id, "digest:s", fin_procedure_digest (procedure), "title:s",
                       fin_procedure_title (procedure, language), "loaded:s", loaded, "staff:s",
                       staff, "carried:b", fin_catalogue_carried (id) == procedure, "offered:b",
                       fin_catalogue_lookup (id) == procedure, NULL);
}

JsonArray *
fin_procedures_versions (FinStore *store, const char *id, const char *language)
{
  JsonArray *versions = json_array_new ();
  FinProcedure *carried = fin_catalogue_carried (id);
  g_autoptr (sqlite3_stmt) rows =
      fin_store_query (store,
                       "SELECT v.digest, v.loaded, s.name FROM procedure_version v"
                       " LEFT JOIN staff s ON s.id = v.staff WHERE v.procedure = ? ORDER BY "
                       "v.loaded DESC, v.rowid DESC",
                       "s", id);

  while (fin_row_next (rows)) {
    FinProcedure *procedure = fin_catalogue_version (fin_row_text (rows, 0));

    if (procedure != NULL && procedure != carried)
      json_array_add_object_element (
          versions, describe (procedure, language, fin_row_text (rows, 1), fin_row_text (rows, 2)));
  }
  if (carried != NULL)
    json_array_add_object_element (versions, describe (carried, language, NULL, NULL));

  return versions;
}
