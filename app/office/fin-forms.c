// The form table.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-forms.h"

#include "fin-error.h"
#include "fin-procedures.h"
#include "fin-time.h"

#define IN_VISIT "state IN ('open', 'filed')"

static const char *const states[] = { "open", "filed", "left" };

const char *
fin_form_state_name (FinFormState state)
{
  g_return_val_if_fail (state < G_N_ELEMENTS (states), NULL);

  return states[state];
}

static gint64
number (FinStore *store, const char *sql, const char *value)
{
  g_autoptr (sqlite3_stmt) row = fin_store_query (store, sql, "s", value);

  return fin_row_next (row) ? fin_row_integer (row, 0) : 0;
}

static char *
text (FinStore *store, const char *sql, const char *value)
{
  g_autoptr (sqlite3_stmt) row = fin_store_query (store, sql, "s", value);

  return fin_row_next (row) ? g_strdup (fin_row_text (row, 0)) : NULL;
}

static gint64
next_place (FinStore *store, const char *appointment)
{
  return 1 + number (store, "SELECT max (place) FROM form WHERE appointment = ?", appointment);
}

char *
fin_forms_add (FinStore *store, const char *appointment, const char *procedure, GError **error)
{
  g_autofree char *id = fin_store_id ();
  g_autofree char *now = fin_store_now ();

  if (number (store, "SELECT count (*) FROM form WHERE appointment = ?", appointment) >=
      FIN_FORMS_MAX) {
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_FULL, "too many forms in one visit");
    return NULL;
  }

  return fin_store_run (store, error,
                        "INSERT INTO form (id, appointment, procedure, place, created)"
                        " VALUES (?, ?, ?, ?, ?)",
                        "sssis", id, appointment, procedure, next_place (store, appointment), now)
             ? g_steal_pointer (&id)
             : NULL;
}

char **
fin_forms_list (FinStore *store, const char *appointment, gboolean left)
{
  g_autoptr (GStrvBuilder) all = g_strv_builder_new ();
  g_autoptr (sqlite3_stmt) rows = fin_store_query (
      store,
      left ? "SELECT id FROM form WHERE appointment = ? ORDER BY place"
           : "SELECT id FROM form WHERE appointment = ? AND " IN_VISIT " ORDER BY place",
      "s", appointment);

  while (fin_row_next (rows))
    g_strv_builder_add (all, fin_row_text (rows, 0));

  return g_strv_builder_end (all);
}

gboolean
fin_forms_has (FinStore *store, const char *appointment, const char *form)
{
  g_autoptr (sqlite3_stmt) row = fin_store_query (
      store, "SELECT 1 FROM form WHERE appointment = ? AND id = ?", "ss", appointment, form);

  return fin_row_next (row);
}

FinFormState
fin_forms_state (FinStore *store, const char *form)
{
  g_autofree char *state = text (store, "SELECT state FROM form WHERE id = ?", form);

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_strcmp0 (state, states[i]) == 0)
      return i;

  return FIN_FORM_LEFT;
}

char *
fin_forms_front (FinStore *store, const char *appointment)
{
  char *front = text (store,
                      "SELECT f.id FROM visit v JOIN form f ON f.id = v.front"
                      " AND f.appointment = v.appointment"
                      " WHERE v.appointment = ? AND f." IN_VISIT,
                      appointment);

  return front != NULL ? front
                       : text (store,
                               "SELECT id FROM form WHERE appointment = ? AND " IN_VISIT
                               " ORDER BY place LIMIT 1",
                               appointment);
}

gboolean
fin_forms_set_front (FinStore *store, const char *appointment, const char *form, GError **error)
{
  return fin_store_run (store, error, "UPDATE visit SET front = ? WHERE appointment = ?", "ss",
                        form, appointment);
}

gboolean
fin_forms_is_alike (FinStore *store, const char *form, const char *other)
{
  g_autoptr (sqlite3_stmt) row = fin_store_query (
      store,
      "SELECT 1 FROM form a JOIN form b ON a.procedure = b.procedure WHERE a.id = ? AND b.id = ?",
      "ss", form, other);

  return fin_row_next (row);
}

const char *
fin_forms_sensitivity (FinStore *store, const char *form)
{
  g_autoptr (sqlite3_stmt) row =
      fin_store_query (store, "SELECT procedure, version FROM form WHERE id = ?", "s", form);

  return fin_row_next (row)
             ? fin_procedures_sensitivity (fin_row_text (row, 0), fin_row_text (row, 1))
             : NULL;
}

FinProcedure *
fin_forms_procedure (FinStore *store, const char *form)
{
  g_autoptr (sqlite3_stmt) row =
      fin_store_query (store, "SELECT procedure, version FROM form WHERE id = ?", "s", form);
  FinProcedure *found;

  if (!fin_row_next (row))
    return NULL;
  found = fin_catalogue_version (fin_row_text (row, 1));

  return found != NULL ? found : fin_catalogue_known (fin_row_text (row, 0));
}

gboolean
fin_forms_is_empty (FinStore *store, const char *form)
{
  return number (store, "SELECT count (*) FROM change WHERE form = ?", form) == 0 &&
         number (store, "SELECT count (*) FROM document WHERE form = ?", form) == 0;
}

gboolean
fin_forms_file (FinStore *store, const char *form, GError **error)
{
  return fin_store_run (store, error, "UPDATE form SET state = 'filed' WHERE id = ?", "s", form);
}

gboolean
fin_forms_leave (FinStore *store, const char *form, GError **error)
{
  g_autoptr (GDateTime) now = fin_time_now ();
  g_autoptr (GDateTime) end = g_date_time_add_days (
      now, number (store, "SELECT days FROM retention WHERE what = ?", "draft"));
  g_autofree char *until = fin_time_format (end);

  return fin_store_run (store, error,
                        "UPDATE form SET state = 'left', kept_until = ?"
                        " WHERE id = ? AND state = 'open'",
                        "ss", until, form);
}

gboolean
fin_forms_reopen (FinStore *store, const char *form, GError **error)
{
  g_autofree char *appointment = text (store, "SELECT appointment FROM form WHERE id = ?", form);

  return fin_store_run (store, error,
                        "UPDATE form SET state = 'open', kept_until = NULL, place = ?"
                        " WHERE id = ? AND state = 'left'",
                        "is", next_place (store, appointment), form);
}

gboolean
fin_forms_remove (FinStore *store, const char *form, GError **error)
{
  static const char *const removals[] = {
    "UPDATE visit SET front = NULL WHERE front = ?",
    "DELETE FROM change WHERE form = ?",
    "DELETE FROM assent WHERE form = ?",
    "DELETE FROM hold WHERE form = ?",
    "DELETE FROM confirmation WHERE form = ?",
    "DELETE FROM document WHERE form = ?",
    "DELETE FROM receipt WHERE form = ?",
    "DELETE FROM act WHERE form = ?",
    "DELETE FROM form WHERE id = ?",
  };

  for (guint i = 0; i < G_N_ELEMENTS (removals); i++)
    if (!fin_store_run (store, error, removals[i], "s", form))
      return FALSE;

  return TRUE;
}
