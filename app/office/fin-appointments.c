// The appointment table.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-appointments.h"

#include "fin-audit.h"
#include "fin-error.h"
#include "fin-forms.h"
#include "fin-json-new.h"
#include "fin-json.h"
#include "fin-language.h"
#include "fin-procedures.h"
#include "fin-staff.h"
#include "fin-time.h"

#define COLUMNS                                                                                    \
  "SELECT a.id, a.procedure, a.starts, a.ends, a.language, a.needs, a.citizen_name, a.staff,"      \
  " a.state, a.outcome, a.since, a.camera, a.microphone,"                                          \
  " (SELECT group_concat (number, ', ') FROM (SELECT r.number FROM receipt r"                      \
  "  JOIN form f ON f.id = r.form WHERE f.appointment = a.id AND r.code IS NOT NULL"               \
  "  ORDER BY f.place)),"                                                                          \
  " (SELECT count (*) FROM document d WHERE d.appointment = a.id AND d.original IS NULL),"         \
  " (SELECT group_concat (DISTINCT f.procedure || ' ' || coalesce (f.version, ''))"                \
  "  FROM form f WHERE f.appointment = a.id),"                                                     \
  " v.referred_to, v.referred_name, v.reason, a.trial, v.transcript"                               \
  " FROM appointment a LEFT JOIN visit v ON v.appointment = a.id "

/* Of all it is about by now: one sensitive procedure makes the whole sensitive, one secret its
 * conversation one that is not kept. @forms: of each its procedure and version, joined by a space,
 * and they by commas; or NULL. */
static void
read_sensitivity (FinBooking *self, const char *forms)
{
  g_auto (GStrv) all = g_strsplit (forms != NULL ? forms : "", ",", -1);
  const char *begun = NULL;

  self->sensitive = self->booked_sensitive = fin_procedures_sensitivity (self->procedure, NULL);
  for (guint i = 0; all[i] != NULL; i++) {
    g_auto (GStrv) form = g_strsplit (all[i], " ", 2);
    const char *one = fin_procedures_sensitivity (form[0], form[1]);

    if (strcmp (form[0], self->procedure) == 0)
      self->booked_sensitive = fin_sensitivity_stricter (self->booked_sensitive, one);
    self->sensitive = fin_sensitivity_stricter (self->sensitive, one);
    begun = fin_sensitivity_stricter (begun, fin_procedures_version_sensitivity (form[1]));
    self->secret = self->secret || fin_procedures_has_secret (form[0], form[1]);
  }
  self->begun_open = begun == NULL;
}

static FinBooking *
read_row (sqlite3_stmt *row)
{
  FinBooking *self = g_new0 (FinBooking, 1);

  self->id = g_strdup (fin_row_text (row, 0));
  self->procedure = g_strdup (fin_row_text (row, 1));
  self->starts = g_strdup (fin_row_text (row, 2));
  self->ends = g_strdup (fin_row_text (row, 3));
  self->language = g_strdup (fin_row_text (row, 4));
  self->needs = g_strdup (fin_row_text (row, 5));
  self->citizen_name = g_strdup (fin_row_text (row, 6));
  self->staff = g_strdup (fin_row_text (row, 7));
  self->state = g_strdup (fin_row_text (row, 8));
  self->outcome = g_strdup (fin_row_text (row, 9));
  self->since = g_strdup (fin_row_text (row, 10));
  self->camera = fin_row_integer (row, 11) != 0;
  self->microphone = fin_row_integer (row, 12) != 0;
  self->receipt = g_strdup (fin_row_text (row, 13));
  self->documents = fin_row_integer (row, 14);
  read_sensitivity (self, fin_row_text (row, 15));
  self->referred_to = g_strdup (fin_row_text (row, 16));
  if (g_strcmp0 (self->sensitive, "violence") != 0)
    self->referred_name = g_strdup (fin_row_text (row, 17));
  self->reason = g_strdup (fin_row_text (row, 18));
  self->trial = fin_row_integer (row, 19) != 0;
  self->transcript = g_strdup (fin_row_text (row, 20));

  return self;
}

static GPtrArray *
read_all (sqlite3_stmt *rows)
{
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify)fin_booking_free);

  while (fin_row_next (rows))
    g_ptr_array_add (all, read_row (rows));

  return all;
}

FinBooking *
fin_appointments_lookup (FinStore *store, const char *id)
{
  g_autoptr (sqlite3_stmt) row = fin_store_query (store, COLUMNS "WHERE a.id = ?", "s", id);

  return fin_row_next (row) ? read_row (row) : NULL;
}

GPtrArray *
fin_appointments_between (FinStore *store, const char *staff, const char *from, const char *to)
{
  g_autoptr (sqlite3_stmt) rows = fin_store_query (
      store,
      COLUMNS "WHERE a.starts >= ? AND a.starts < ? AND a.staff = coalesce (?, a.staff)"
              " ORDER BY a.starts, a.id",
      "sss", from, to, staff);

  return read_all (rows);
}

GPtrArray *
fin_appointments_waiting (FinStore *store)
{
  g_autoptr (sqlite3_stmt) rows =
      fin_store_query (store, COLUMNS "WHERE a.state = 'waiting' ORDER BY a.since, a.id", "");

  return read_all (rows);
}

static gboolean
overlaps (FinStore *store, const char *staff, const char *starts, const char *ends)
{
  g_autoptr (sqlite3_stmt) row = fin_store_query (
      store, "SELECT 1 FROM appointment WHERE staff = ? AND starts < ? AND ends > ? LIMIT 1", "sss",
      staff, ends, starts);

  return fin_row_next (row);
}

char *
fin_appointments_add (
    FinStore *store, JsonObject *body, const char *staff, const char *actor, GError **error)
{
  g_autoptr (GDateTime) begin = fin_time_parse (fin_json_string (body, "starts"), NULL);
  g_autoptr (GDateTime) end =
      g_date_time_add_minutes (begin, fin_json_integer (body, "minutes", 20));
  g_autofree char *starts = fin_time_format (begin);
  g_autofree char *ends = end != NULL ? fin_time_format (end) : NULL;
  g_auto (GStrv) needs_list = fin_json_strings (body, "needs");
  g_autofree char *needs = g_strjoinv (",", needs_list);
  g_autofree char *id = fin_store_id ();
  g_autofree char *form = NULL;
  const char *procedure = fin_json_string (body, "procedure");

  if (ends == NULL || fin_catalogue_lookup (procedure) == NULL) {
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_BAD_REQUEST, "there is no such procedure");
    return NULL;
  }
  if (fin_procedures_sensitivity (procedure, NULL) != NULL &&
      !fin_staff_is_for_sensitive (store, staff)) {
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_FORBIDDEN, "not with this member of staff");
    return NULL;
  }
  if (overlaps (store, staff, starts, ends)) {
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_CONFLICT, "there is an appointment then");
    return NULL;
  }

  if (!fin_store_begin (store, error) ||
      !fin_store_end (store,
                      fin_store_run (store, error,
                                     "INSERT INTO appointment (id, procedure, starts, ends,"
                                     " language, needs, citizen_name, staff)"
                                     " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                                     "ssssssss", id, procedure, starts, ends,
                                     fin_json_string (body, "language"), needs,
                                     fin_json_string (body, "citizen_name"), staff) &&
                          (form = fin_forms_add (store, id, procedure, error)) != NULL &&
                          fin_audit_add (store, actor, "appointment.made", id, error),
                      error))
    return NULL;

  return g_steal_pointer (&id);
}

static gboolean
remove_forms (FinStore *store, const char *id, GError **error)
{
  g_auto (GStrv) forms = fin_forms_list (store, id, TRUE);

  for (guint i = 0; forms[i] != NULL; i++)
    if (!fin_forms_remove (store, forms[i], error))
      return FALSE;

  return TRUE;
}

static gboolean
remove_rows (FinStore *store, const char *id, GError **error)
{
  static const char *const removals[] = {
    "DELETE FROM line WHERE appointment = ?",
    "DELETE FROM visit WHERE appointment = ?",
    "DELETE FROM token WHERE appointment = ?1"
    " OR guest IN (SELECT id FROM guest WHERE appointment = ?1)",
    "DELETE FROM guest WHERE appointment = ?",
    "DELETE FROM appointment WHERE id = ?",
  };

  for (guint i = 0; i < G_N_ELEMENTS (removals); i++)
    if (!fin_store_run (store, error, removals[i], "s", id))
      return FALSE;

  return TRUE;
}

gboolean
fin_appointments_remove (FinStore *store, const char *id, const char *actor, GError **error)
{
  return fin_store_begin (store, error) &&
         fin_store_end (store,
                        remove_forms (store, id, error) && remove_rows (store, id, error) &&
                            fin_audit_add (store, actor, "appointment.removed", id, error),
                        error);
}

char *
fin_appointments_notes (FinStore *store, const char *id)
{
  g_autoptr (sqlite3_stmt) row =
      fin_store_query (store, "SELECT notes FROM appointment WHERE id = ?", "s", id);

  return g_strdup (fin_row_next (row) ? fin_row_text (row, 0) : "");
}

void
fin_booking_free (FinBooking *self)
{
  g_free (self->id);
  g_free (self->procedure);
  g_free (self->starts);
  g_free (self->ends);
  g_free (self->language);
  g_free (self->needs);
  g_free (self->citizen_name);
  g_free (self->staff);
  g_free (self->state);
  g_free (self->outcome);
  g_free (self->referred_to);
  g_free (self->referred_name);
  g_free (self->reason);
  g_free (self->since);
  g_free (self->receipt);
  g_free (self->transcript);
  g_free (self);
}

JsonObject *
fin_booking_to_json (FinBooking *self, const char *language)
{
  FinProcedure *procedure = fin_catalogue_known (self->procedure);
  g_auto (GStrv) needs = self->needs[0] != '\0' ? g_strsplit (self->needs, ",", -1) : NULL;
  JsonObject *json;

  json = fin_json_new (
      "id:s", self->id, "procedure:s", self->procedure, "title:s",
      self->booked_sensitive != NULL ? fin_procedure_neutral_title (language)
                                     : fin_procedure_title (procedure, language),
      "sensitive:s", self->sensitive, "starts:s", self->starts, "ends:s", self->ends, "language:s",
      self->language, "needs:a", fin_json_array_from ((const char *const *)needs), "citizen_name:s",
      self->citizen_name, "state:s", self->state, "outcome:s", self->outcome, "referred_to:s",
      self->referred_to, "referred_name:s", self->referred_name, "reason:s", self->reason,
      "receipt:s", self->receipt, "documents:i", (gint64)self->documents, "staff:s", self->staff,
      "transcript:s", fin_booking_transcript (self), NULL);
  if (self->trial)
    json_object_set_boolean_member (json, "trial", TRUE);
  if (self->secret)
    json_object_set_boolean_member (json, "secret", TRUE);

  return json;
}

JsonObject *
fin_booking_to_neutral_json (FinBooking *self, const char *language)
{
  return fin_json_new ("id:s", self->id, "procedure:s", "reserved", "title:s",
                       fin_procedure_neutral_title (language), "starts:s", self->starts, "ends:s",
                       self->ends, "language:s", FIN_LANGUAGE_DEFAULT, "needs:a", json_array_new (),
                       "state:s", fin_booking_is (self, "ended") ? "ended" : "booked",
                       "documents:i", (gint64)0, "staff:s", self->staff, NULL);
}

JsonObject *
fin_booking_to_guest_json (FinBooking *self, const char *language)
{
  JsonObject *json = fin_booking_to_json (self, language);
  static const char *const theirs[] = { "citizen_name", "outcome", "referred_to", "referred_name",
                                        "reason",       "receipt", "transcript" };

  for (guint i = 0; i < G_N_ELEMENTS (theirs); i++)
    json_object_remove_member (json, theirs[i]);
  json_object_set_int_member (json, "documents", 0);

  return json;
}

const char *
fin_booking_transcript (FinBooking *self)
{
  return self->secret || g_strcmp0 (self->sensitive, "violence") == 0 ? "never" : self->transcript;
}

gboolean
fin_booking_is_sensitive (FinBooking *self)
{
  return self->sensitive != NULL;
}

gboolean
fin_booking_is_for (FinBooking *self, FinCaller *caller)
{
  gboolean theirs = g_strcmp0 (self->staff, caller->staff) == 0;

  if (caller->staff == NULL)
    return TRUE;
  if (self->trial && !theirs)
    return FALSE;

  return caller->sensitive || !fin_booking_is_sensitive (self) ||
         (self->begun_open && theirs && fin_booking_is (self, "attending"));
}

gboolean
fin_booking_is (FinBooking *self, const char *state)
{
  return strcmp (self->state, state) == 0;
}

gboolean
fin_booking_kept_by (FinBooking *self, FinCaller *caller)
{
  return caller->staff != NULL && fin_booking_is_for (self, caller) &&
         (fin_caller_is_role (caller, "coordinator") || strcmp (self->staff, caller->staff) == 0);
}

gboolean
fin_booking_visible_to (FinBooking *self, FinCaller *caller)
{
  if (caller->appointment != NULL)
    return strcmp (self->id, caller->appointment) == 0;

  return fin_booking_kept_by (self, caller) ||
         (fin_caller_attends (caller) && fin_booking_is_for (self, caller) &&
          fin_booking_is (self, "waiting"));
}

guint
fin_booking_minutes (FinBooking *self)
{
  g_autoptr (GDateTime) starts = fin_time_parse (self->starts, NULL);
  g_autoptr (GDateTime) ends = fin_time_parse (self->ends, NULL);

  return starts != NULL && ends != NULL ? g_date_time_difference (ends, starts) / G_TIME_SPAN_MINUTE
                                        : 20;
}
