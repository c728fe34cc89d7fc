// Appointments over HTTP: the agenda, links, attending and ending, notes.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-router.h"

#include "fin-audit.h"
#include "fin-error.h"
#include "fin-hub.h"
#include "fin-json-new.h"
#include "fin-json.h"
#include "fin-staff.h"
#include "fin-time.h"
#include "fin-visits.h"

/* A citizen's link outlives the appointment, for the receipt's sake. */
#define LINK_DAYS 30

static void
bad_request (GError **error, const char *why)
{
  g_set_error_literal (error, FIN_ERROR, FIN_ERROR_BAD_REQUEST, why);
}

/* The moments @from's day and the one @days later begin. */
static gboolean
read_span (FinRequest *request, char **from, char **to)
{
  const char *day = request->query != NULL ? g_hash_table_lookup (request->query, "from") : NULL;
  const char *count = request->query != NULL ? g_hash_table_lookup (request->query, "days") : NULL;
  g_autoptr (GDate) first = day != NULL ? fin_day_parse (day) : NULL;
  g_autoptr (GDateTime) begin = NULL;
  g_autoptr (GDateTime) end = NULL;
  guint64 days = 1;

  if (first == NULL || !fin_shape_is_year (g_date_get_year (first)) ||
      (count != NULL && !g_ascii_string_to_unsigned (count, 10, 1, 31, &days, NULL)))
    return FALSE;

  begin = fin_day_start (first);
  g_date_add_days (first, days);
  end = fin_day_start (first);
  *from = fin_time_format (begin);
  *to = fin_time_format (end);

  return TRUE;
}

static void
list (FinRequest *request, GError **error)
{
  FinCaller *caller = request->caller;
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;
  g_autoptr (GPtrArray) bookings = NULL;
  JsonArray *appointments;

  if (!read_span (request, &from, &to)) {
    bad_request (error, "from or days is not as it should be");
    return;
  }

  bookings = fin_appointments_between (
      fin_office_store (request->office),
      fin_caller_is_role (caller, "coordinator") ? NULL : caller->staff, from, to);
  appointments = json_array_new ();
  for (guint i = 0; i < bookings->len; i++)
    if (fin_booking_is_for (bookings->pdata[i], caller))
      json_array_add_object_element (appointments,
                                     fin_booking_to_json (bookings->pdata[i], request->language));
    else if (fin_caller_is_role (caller, "coordinator"))
      json_array_add_object_element (
          appointments, fin_booking_to_neutral_json (bookings->pdata[i], request->language));
  fin_request_answer (request, SOUP_STATUS_OK, fin_json_new ("appointments:a", appointments, NULL));
}

static void
answer_booking (FinRequest *request, guint status, const char *id)
{
  g_autoptr (FinBooking) booking = fin_appointments_lookup (fin_office_store (request->office), id);

  fin_request_answer (request, status,
                      fin_booking_is_for (booking, request->caller)
                          ? fin_booking_to_json (booking, request->language)
                          : fin_booking_to_neutral_json (booking, request->language));
}

/* Whose the new appointment is; NULL when that is not the asker's to say. */
static const char *
new_owner (FinRequest *request, GError **error)
{
  const char *staff = fin_json_string (request->body, "staff");
  g_autoptr (JsonObject) known = NULL;

  if (staff == NULL || strcmp (staff, request->caller->staff) == 0)
    return request->caller->staff;
  if (!fin_caller_is_role (request->caller, "coordinator")) {
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_FORBIDDEN, "for oneself only");
    return NULL;
  }
  known = fin_staff_to_json (fin_office_store (request->office), staff);
  if (known == NULL) {
    bad_request (error, "there is no such member of staff");
    return NULL;
  }

  return staff;
}

static void
make (FinRequest *request, GError **error)
{
  const char *staff = new_owner (request, error);
  g_autofree char *id = NULL;

  if (staff == NULL)
    return;

  id = fin_appointments_add (fin_office_store (request->office), request->body, staff,
                             request->caller->staff, error);
  if (id == NULL)
    return;

  answer_booking (request, SOUP_STATUS_CREATED, id);
  /* Agendas are read again with each queue. */
  fin_hub_tell_queue (fin_office_hub (request->office));
}

static void
get (FinRequest *request, GError **error)
{
  fin_request_answer (request, SOUP_STATUS_OK,
                      fin_booking_to_json (request->booking, request->language));
}

/* What is one's own to keep: another's is not told from what is not there. */
static gboolean
kept_by_caller (FinRequest *request, GError **error)
{
  if (fin_booking_kept_by (request->booking, request->caller))
    return TRUE;

  g_set_error_literal (error, FIN_ERROR, FIN_ERROR_NOT_FOUND, "no such appointment");

  return FALSE;
}

static char *
link_end (FinBooking *booking)
{
  g_autoptr (GDateTime) ends = fin_time_parse (booking->ends, NULL);
  g_autoptr (GDateTime) now = fin_time_now ();
  g_autoptr (GDateTime) end =
      g_date_time_add_days (g_date_time_compare (ends, now) > 0 ? ends : now, LINK_DAYS);

  return fin_time_format (end);
}

static void
make_link (FinRequest *request, GError **error)
{
  FinStore *store = fin_office_store (request->office);
  const char *id = request->booking->id;
  g_autofree char *expires = link_end (request->booking);
  g_autofree char *token = NULL;
  g_autofree char *url = NULL;

  if (!kept_by_caller (request, error) || !fin_store_begin (store, error))
    return;
  token = fin_tokens_for_appointment (store, id, expires, error);
  if (!fin_store_end (store,
                      token != NULL &&
                          fin_audit_add (store, request->caller->staff, "link.made", id, error),
                      error))
    return;

  fin_hub_revoke_citizen (fin_office_hub (request->office), id);
  url = g_strconcat (fin_office_public_url (request->office), "/c/#", token, NULL);
  fin_request_answer (request, SOUP_STATUS_CREATED, fin_json_new ("url:s", url, NULL));
}

static void
attend (FinRequest *request, GError **error)
{
  JsonObject *visit =
      fin_hub_attend (fin_office_hub (request->office), request->booking, request->caller, error);

  if (visit != NULL)
    fin_request_answer (request, SOUP_STATUS_OK, visit);
}

static void
end (FinRequest *request, GError **error)
{
  JsonObject *visit;

  if (!kept_by_caller (request, error))
    return;

  visit = fin_hub_end (fin_office_hub (request->office), request->booking, request->caller,
                       request->body, error);
  if (visit != NULL)
    fin_request_answer (request, SOUP_STATUS_OK, visit);
}

static void
remove_trial (FinRequest *request, GError **error)
{
  if (kept_by_caller (request, error) &&
      fin_hub_remove (fin_office_hub (request->office), request->booking, request->caller, error))
    fin_request_answer (request, SOUP_STATUS_NO_CONTENT, NULL);
}

static void
read_notes (FinRequest *request, GError **error)
{
  g_autofree char *text = NULL;

  if (!kept_by_caller (request, error))
    return;

  text = fin_appointments_notes (fin_office_store (request->office), request->booking->id);
  fin_request_answer (request, SOUP_STATUS_OK, fin_json_new ("text:s", text, NULL));
}

static void
keep_notes (FinRequest *request, GError **error)
{
  if (kept_by_caller (request, error) &&
      fin_store_run (fin_office_store (request->office), error,
                     "UPDATE appointment SET notes = ? WHERE id = ?", "ss",
                     fin_json_string (request->body, "text"), request->booking->id))
    fin_request_answer (request, SOUP_STATUS_NO_CONTENT, NULL);
}

static const char *const outcomes[] = { "filed",     "missing-document",
                                        "referred",  "next-appointment",
                                        "abandoned", NULL };

static const FinShape new_appointment[] = {
  { "procedure", FIN_SHAPE_ID, TRUE },
  { "starts", FIN_SHAPE_TIME, TRUE },
  { "minutes", FIN_SHAPE_INTEGER, TRUE, 5, 120 },
  { "language", FIN_SHAPE_CHOICE, TRUE, .choices = fin_shape_languages },
  { "needs", FIN_SHAPE_CHOICES, FALSE, 0, 6, fin_shape_needs },
  { "citizen_name", FIN_SHAPE_STRING, FALSE, 0, 128 },
  { "staff", FIN_SHAPE_ID },
  { NULL }
};

static const char *const referred_to[] = { "administration", "municipality", NULL };
static const char *const reasons[] = { "not-identified", "missing-papers", "no-time", "technical",
                                       "somebody-else",  "other",          NULL };

static const FinShape ending[] = { { "outcome", FIN_SHAPE_CHOICE, TRUE, .choices = outcomes },
                                   { "referred_to", FIN_SHAPE_CHOICE, .choices = referred_to },
                                   { "referred_name", FIN_SHAPE_STRING, FALSE, 1, 120 },
                                   { "reason", FIN_SHAPE_CHOICE, .choices = reasons },
                                   { NULL } };

static const FinShape notes[] = { { "text", FIN_SHAPE_STRING, TRUE, 0, 20000 }, { NULL } };

const FinRoute fin_routes_appointments[] = {
  { "GET", "/appointments", FIN_FOR_STAFF, list },
  { "POST", "/appointments", FIN_FOR_ATTENDERS, make, new_appointment },
  { "GET", "/appointments/*", FIN_FOR_HOLDERS, get },
  { "DELETE", "/appointments/*", FIN_FOR_STAFF, remove_trial },
  { "POST", "/appointments/*/link", FIN_FOR_STAFF, make_link },
  { "POST", "/appointments/*/attend", FIN_FOR_ATTENDERS, attend, .unseen = TRUE },
  { "POST", "/appointments/*/end", FIN_FOR_ATTENDERS, end, ending },
  { "GET", "/appointments/*/notes", FIN_FOR_STAFF, read_notes },
  { "PUT", "/appointments/*/notes", FIN_FOR_STAFF, keep_notes, notes },
  { NULL }
};
