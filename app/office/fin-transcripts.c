// Consent to keep the lines of a visit, and how long.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-transcripts.h"

#include "fin-appointments.h"
#include "fin-audit.h"
#include "fin-guests.h"
#include "fin-json-new.h"
#include "fin-lines.h"

char *
fin_transcripts_state (FinStore *store, const char *appointment)
{
  g_autoptr (FinBooking) booking = fin_appointments_lookup (store, appointment);

  return booking != NULL ? g_strdup (fin_booking_transcript (booking)) : NULL;
}

gboolean
fin_transcripts_set (
    FinStore *store, const char *appointment, const char *state, const char *actor, GError **error)
{
  g_autofree char *action = g_strconcat ("transcript.", state != NULL ? state : "withdrawn", NULL);

  return fin_store_begin (store, error) &&
         fin_store_end (store,
                        fin_store_run (store, error,
                                       "UPDATE visit SET transcript = ? WHERE appointment = ?",
                                       "ss", state, appointment) &&
                            fin_audit_add (store, actor, action, appointment, error),
                        error);
}

gboolean
fin_transcripts_close (FinStore *store, const char *appointment, const char *now, GError **error)
{
  g_autofree char *state = fin_transcripts_state (store, appointment);

  if (g_strcmp0 (state, "accepted") != 0)
    return fin_store_run (store, error, "UPDATE visit SET transcript = NULL WHERE appointment = ?",
                          "s", appointment) &&
           fin_lines_remove (store, appointment, error);

  return fin_store_run (store, error,
                        "UPDATE visit SET transcript_until = strftime ('%Y-%m-%dT%H:%M:%fZ', ?,"
                        " '+' || (SELECT days FROM retention WHERE what = 'transcript') ||"
                        " ' days') WHERE appointment = ?",
                        "ss", now, appointment);
}

/* What each guest was, by their id. */
static JsonObject *
roles_of (FinStore *store, const char *appointment)
{
  g_autoptr (GPtrArray) guests = fin_guests_of (store, appointment, NULL);
  JsonObject *roles = json_object_new ();

  for (guint i = 0; i < guests->len; i++) {
    FinGuest *guest = guests->pdata[i];

    json_object_set_string_member (roles, guest->id, guest->role);
  }

  return roles;
}

JsonObject *
fin_transcripts_read (FinStore *store, const char *appointment, const char *language)
{
  g_autofree char *state = fin_transcripts_state (store, appointment);
  g_autoptr (sqlite3_stmt) row =
      fin_store_query (store, "SELECT started FROM visit WHERE appointment = ?", "s", appointment);
  JsonArray *lines;

  if (g_strcmp0 (state, "accepted") != 0 || !fin_row_next (row))
    return NULL;

  lines = fin_lines_oldest (store, appointment, FIN_TRANSCRIPT_SIZE);

  return fin_json_new ("language:s", language, "started:s", fin_row_text (row, 0), "roles:o",
                       roles_of (store, appointment), "left_out:i",
                       fin_lines_count (store, appointment) - json_array_get_length (lines),
                       "lines:a", lines, NULL);
}

/* The lines of a visit that is over, and with them that there are any. */
static gboolean
forget (
    FinStore *store, const char *appointment, const char *actor, const char *action, GError **error)
{
  return fin_store_begin (store, error) &&
         fin_store_end (store,
                        fin_lines_remove (store, appointment, error) &&
                            fin_store_run (store, error,
                                           "UPDATE visit SET transcript = NULL,"
                                           " transcript_until = NULL WHERE appointment = ?",
                                           "s", appointment) &&
                            fin_audit_add (store, actor, action, appointment, error),
                        error);
}

gboolean
fin_transcripts_erase (FinStore *store, const char *appointment, const char *actor, GError **error)
{
  gboolean well = forget (store, appointment, actor, "transcript.erased", error);

  fin_store_forget_log (store);

  return well;
}

gboolean
fin_transcripts_purge (FinStore *store, GError **error)
{
  g_autofree char *now = fin_store_now ();
  g_autoptr (GStrvBuilder) found = g_strv_builder_new ();
  g_auto (GStrv) over = NULL;
  gboolean well = TRUE;
  g_autoptr (sqlite3_stmt) rows = fin_store_query (
      store, "SELECT appointment FROM visit WHERE transcript_until <= ? LIMIT 1000", "s", now);

  while (fin_row_next (rows))
    g_strv_builder_add (found, fin_row_text (rows, 0));
  g_clear_pointer (&rows, sqlite3_finalize);
  over = g_strv_builder_end (found);
  for (guint i = 0; over[i] != NULL && well; i++)
    well = forget (store, over[i], "office", "transcript.purged", error);
  if (over[0] != NULL)
    fin_store_forget_log (store);

  return well;
}
