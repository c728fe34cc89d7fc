// The visit table.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-visits.h"

#include "fin-audit.h"
#include "fin-dossier.h"
#include "fin-error.h"
#include "fin-forms.h"
#include "fin-guests.h"
#include "fin-json-new.h"
#include "fin-json.h"
#include "fin-shown.h"
#include "fin-transcripts.h"

static gboolean
in_a_visit (FinStore *store, const char *staff)
{
  g_autoptr (sqlite3_stmt) row =
      fin_store_query (store, "SELECT 1 FROM visit WHERE staff = ? AND ended IS NULL", "s", staff);

  return fin_row_next (row);
}

/* Whose state is it in, when the claim found nobody waiting? */
static gboolean
not_claimed (FinStore *store, const char *appointment, GError **error)
{
  g_autoptr (FinBooking) booking = fin_appointments_lookup (store, appointment);
  gboolean taken = booking != NULL && fin_booking_is (booking, "attending");

  g_set_error_literal (error, FIN_ERROR, taken ? FIN_ERROR_TAKEN : FIN_ERROR_NOT_WAITING,
                       taken ? "somebody else attends" : "nobody is waiting there");

  return FALSE;
}

/* One statement claims, so that even several offices on one store could not both. */
static gboolean
claim (FinStore *store, const char *appointment, const char *staff, GError **error)
{
  if (!fin_store_run (store, error,
                      "UPDATE appointment SET state = 'attending', staff = ?, since = NULL"
                      " WHERE id = ? AND state = 'waiting'",
                      "ss", staff, appointment))
    return FALSE;

  return fin_store_changes (store) == 1 || not_claimed (store, appointment, error);
}

gboolean
fin_visits_open (FinStore *store, const char *appointment, FinCaller *caller, GError **error)
{
  g_autofree char *id = fin_store_id ();
  g_autofree char *now = fin_store_now ();

  if (in_a_visit (store, caller->staff)) {
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_CONFLICT, "you are in another visit");
    return FALSE;
  }

  return fin_store_begin (store, error) &&
         fin_store_end (
             store,
             claim (store, appointment, caller->staff, error) &&
                 fin_store_run (store, error,
                                "INSERT INTO visit (id, appointment, staff, started)"
                                " VALUES (?, ?, ?, ?)",
                                "ssss", id, appointment, caller->staff, now) &&
                 fin_audit_add (store, caller->staff, "visit.attended", appointment, error),
             error);
}

static gboolean
leave_forms (FinStore *store, const char *appointment, GError **error)
{
  g_auto (GStrv) forms = fin_forms_list (store, appointment, FALSE);

  for (guint i = 0; forms[i] != NULL; i++)
    if (!fin_forms_leave (store, forms[i], error))
      return FALSE;

  return TRUE;
}

gboolean
fin_visits_may_end (JsonObject *ending, GError **error)
{
  const char *outcome = fin_json_string (ending, "outcome");
  gboolean referred = strcmp (outcome, "referred") == 0;
  gboolean goes_on = strcmp (outcome, "next-appointment") == 0;

  if (json_object_has_member (ending, "referred_to") == referred &&
      json_object_has_member (ending, "referred_name") == referred &&
      json_object_has_member (ending, "reason") == goes_on)
    return TRUE;

  g_set_error_literal (error, FIN_ERROR, FIN_ERROR_BAD_REQUEST,
                       "referred says to whom, next-appointment says why, no other says either");

  return FALSE;
}

/* As each is left by now, also those put aside before. */
static gboolean
turn_unneeded (FinStore *store, const char *appointment, const char *actor, GError **error)
{
  g_auto (GStrv) forms = fin_forms_list (store, appointment, TRUE);

  for (guint i = 0; forms[i] != NULL; i++) {
    g_autoptr (FinDossier) dossier = fin_forms_state (store, forms[i]) != FIN_FORM_FILED
                                         ? fin_dossier_load (store, forms[i])
                                         : NULL;

    if (dossier != NULL &&
        !fin_shown_turn (store, forms[i], fin_dossier_form (dossier), actor, error))
      return FALSE;
  }

  return TRUE;
}

gboolean
fin_visits_close (FinStore *store,
                  const char *appointment,
                  JsonObject *ending,
                  const char *actor,
                  char ***erased,
                  GError **error)
{
  const char *outcome = fin_json_string (ending, "outcome");
  g_autofree char *now = fin_store_now ();

  return fin_store_begin (store, error) &&
         fin_store_end (
             store,
             fin_store_run (store, error,
                            "UPDATE visit SET ended = ?, outcome = ?, referred_to = ?,"
                            " referred_name = ?, reason = ? WHERE appointment = ?",
                            "ssssss", now, outcome, fin_json_string (ending, "referred_to"),
                            fin_json_string (ending, "referred_name"),
                            fin_json_string (ending, "reason"), appointment) &&
                 fin_store_run (store, error,
                                "UPDATE appointment SET state = 'ended', outcome = ? WHERE id = ?",
                                "ss", outcome, appointment) &&
                 fin_transcripts_close (store, appointment, now, error) &&
                 fin_guests_close (store, appointment, error) &&
                 fin_store_run (store, error, "DELETE FROM spoken WHERE appointment = ?", "s",
                                appointment) &&
                 leave_forms (store, appointment, error) &&
                 turn_unneeded (store, appointment, actor, error) &&
                 fin_shown_forget (store, appointment, actor, erased, error) &&
                 fin_audit_add (store, actor, "visit.ended", appointment, error),
             error);
}

JsonObject *
fin_visits_summary (FinStore *store, const char *appointment)
{
  g_autoptr (sqlite3_stmt) row =
      fin_store_query (store,
                       "SELECT id, started, ended, outcome, referred_to, referred_name, reason"
                       " FROM visit WHERE appointment = ?",
                       "s", appointment);

  return fin_row_next (row)
             ? fin_json_new ("id:s", fin_row_text (row, 0), "appointment:s", appointment,
                             "started:s", fin_row_text (row, 1), "ended:s", fin_row_text (row, 2),
                             "outcome:s", fin_row_text (row, 3), "referred_to:s",
                             fin_row_text (row, 4), "referred_name:s", fin_row_text (row, 5),
                             "reason:s", fin_row_text (row, 6), NULL)
             : NULL;
}

char **
fin_visits_all_open (FinStore *store)
{
  g_autoptr (GStrvBuilder) all = g_strv_builder_new ();
  g_autoptr (sqlite3_stmt) rows =
      fin_store_query (store, "SELECT appointment FROM visit WHERE ended IS NULL", "");

  while (fin_row_next (rows))
    g_strv_builder_add (all, fin_row_text (rows, 0));

  return g_strv_builder_end (all);
}
