// Guests: asked, let in, and seen off, by whichever way they come.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-hub-private.h"

#include "fin-error.h"
#include "fin-json-new.h"
#include "fin-json.h"
#include "fin-staff.h"
#include "fin-time.h"

/* A link into a visit lives as long as visits do. */
#define LINK_DAYS 1

static FinSocket *
socket_of (FinHub *self, FinGuest *guest)
{
  return guest->staff != NULL ? g_hash_table_lookup (self->staff, guest->staff)
                              : g_hash_table_lookup (self->guests, guest->id);
}

static JsonObject *
describe (FinHub *self, FinGuest *guest)
{
  return fin_guest_to_json (guest, socket_of (self, guest) != NULL);
}

JsonArray *
fin_hub_guests (FinHub *self, const char *appointment)
{
  g_autoptr (GPtrArray) guests = fin_guests_of (self->store, appointment, NULL);
  JsonArray *all = json_array_new ();

  for (guint i = 0; i < guests->len; i++)
    json_array_add_object_element (all, describe (self, guests->pdata[i]));

  return all;
}

void
_fin_hub_tell_guests (FinHub *self, const char *appointment)
{
  FinVisit *visit = fin_hub_visit (self, appointment);

  if (visit != NULL)
    fin_visit_tell_guests (visit, fin_hub_guests (self, appointment));
}

void
_fin_hub_tell_guests_with (FinHub *self, const char *guest)
{
  g_autoptr (FinGuest) found = fin_guests_lookup (self->store, guest);

  if (found != NULL)
    _fin_hub_tell_guests (self, found->appointment);
}

/* What an interpreter has to know to say yes or no: nothing of who is to be interpreted for. */
static JsonObject *
asked_new (FinHub *self, FinGuest *guest, const char *language)
{
  g_autoptr (FinBooking) booking = fin_appointments_lookup (self->store, guest->appointment);
  g_autoptr (JsonObject) informer =
      booking != NULL ? fin_staff_to_json (self->store, booking->staff) : NULL;

  if (informer == NULL)
    return NULL;

  return fin_json_new ("type:s", "asked", "guest:s", guest->id, "interprets:s", guest->interprets,
                       "informer:s", fin_json_string (informer, "name"), "appointment:o",
                       fin_booking_to_guest_json (booking, language), NULL);
}

static void
send_asked (FinHub *self, FinGuest *guest, FinSocket *socket)
{
  JsonObject *asked = asked_new (self, guest, fin_socket_language (socket));

  if (asked != NULL)
    fin_socket_send (socket, asked);
}

void
_fin_hub_send_asked (FinHub *self, FinSocket *socket)
{
  FinCaller *caller = fin_socket_caller (socket);
  g_autoptr (GPtrArray) guests =
      caller->staff != NULL ? fin_guests_asking (self->store, caller->staff) : NULL;

  for (guint i = 0; guests != NULL && i < guests->len; i++)
    send_asked (self, guests->pdata[i], socket);
}

/* Whoever was asked need not answer any more. */
static void
send_unasked (FinHub *self, FinGuest *guest)
{
  FinSocket *socket = guest->staff != NULL ? socket_of (self, guest) : NULL;

  if (socket != NULL)
    fin_socket_send (socket, fin_json_new ("type:s", "unasked", "guest:s", guest->id, NULL));
}

static char *
link_end (void)
{
  g_autoptr (GDateTime) now = fin_time_now ();
  g_autoptr (GDateTime) end = g_date_time_add_days (now, LINK_DAYS);

  return fin_time_format (end);
}

JsonObject *
fin_hub_ask (FinHub *self, FinBooking *booking, FinCaller *caller, JsonObject *body, GError **error)
{
  g_autofree char *expires = link_end ();
  g_autofree char *token = NULL;
  g_autofree char *id = NULL;
  g_autoptr (FinGuest) guest = NULL;
  FinSocket *socket;
  JsonObject *answer;

  g_return_val_if_fail (FIN_IS_HUB (self), NULL);

  if (fin_booking_is (booking, "ended")) {
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_CLOSED, "the visit is over");
    return NULL;
  }
  id = fin_guests_add (self->store, booking, body, expires, caller->staff, &token, error);
  guest = id != NULL ? fin_guests_lookup (self->store, id) : NULL;
  if (guest == NULL)
    return NULL;

  socket = socket_of (self, guest);
  if (socket != NULL)
    send_asked (self, guest, socket);
  _fin_hub_tell_guests (self, booking->id);

  answer = describe (self, guest);
  if (token != NULL) {
    g_autofree char *url = g_strconcat (fin_office_public_url (self->office), "/c/#", token, NULL);

    json_object_set_string_member (answer, "url", url);
  }

  return answer;
}

FinGuest *
fin_hub_guest (FinHub *self, const char *appointment, const char *id, GError **error)
{
  g_autoptr (FinGuest) guest = fin_guests_lookup (self->store, id);

  g_return_val_if_fail (FIN_IS_HUB (self), NULL);

  if (guest != NULL && strcmp (guest->appointment, appointment) == 0)
    return g_steal_pointer (&guest);

  g_set_error_literal (error, FIN_ERROR, FIN_ERROR_NOT_FOUND, "no such guest");

  return NULL;
}

static gboolean
let_in (FinHub *self, FinGuest *guest, const char *actor, GError **error)
{
  FinVisit *visit = fin_hub_visit (self, guest->appointment);
  FinSocket *socket = socket_of (self, guest);

  if (!fin_guests_set (self->store, guest, "in", actor, error))
    return FALSE;

  send_unasked (self, guest);
  if (visit != NULL) {
    fin_visit_add_guest (visit, guest->id);
    if (socket != NULL)
      fin_visit_join (visit, socket);
  }
  if (guest->staff != NULL)
    _fin_hub_send_presence (self, guest->staff);
  _fin_hub_tell_guests (self, guest->appointment);

  return TRUE;
}

gboolean
fin_hub_admit (FinHub *self, FinGuest *guest, FinCaller *caller, GError **error)
{
  g_return_val_if_fail (FIN_IS_HUB (self), FALSE);

  if (fin_guest_is (guest, "in"))
    return TRUE;
  if (guest->staff == NULL && fin_guest_is (guest, "asked"))
    return let_in (self, guest, caller->staff, error);

  g_set_error_literal (error, FIN_ERROR, FIN_ERROR_CONFLICT,
                       guest->staff != NULL ? "they say so themselves" : "they are gone");

  return FALSE;
}

static gboolean
is_sensitive (FinHub *self, FinGuest *guest)
{
  g_autoptr (FinBooking) booking = fin_appointments_lookup (self->store, guest->appointment);

  return booking == NULL || fin_booking_is_sensitive (booking);
}

gboolean
fin_hub_answer (FinHub *self, FinGuest *guest, FinCaller *caller, gboolean accept, GError **error)
{
  g_return_val_if_fail (FIN_IS_HUB (self), FALSE);

  if (fin_guest_is (guest, accept ? "in" : "declined"))
    return TRUE;
  if (!fin_guest_is (guest, "asked")) {
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_CLOSED, "nobody asks any more");
    return FALSE;
  }
  /* They may have lost the leave to see it since they were asked. */
  if (accept && !caller->sensitive && is_sensitive (self, guest)) {
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_FORBIDDEN, "not with this member of staff");
    return FALSE;
  }
  if (accept && fin_hub_visit_of (self, caller->staff) != NULL) {
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_CONFLICT, "you are in another visit");
    return FALSE;
  }

  if (accept)
    return let_in (self, guest, caller->staff, error);
  if (!fin_guests_set (self->store, guest, "declined", caller->staff, error))
    return FALSE;

  send_unasked (self, guest);
  _fin_hub_tell_guests (self, guest->appointment);

  return TRUE;
}

static gboolean
is_guest (FinSocket *socket, gconstpointer guest)
{
  FinCaller *caller = fin_socket_caller (socket);

  return caller != NULL && g_strcmp0 (caller->guest, guest) == 0;
}

gboolean
fin_hub_dismiss (FinHub *self, FinGuest *guest, const char *actor, GError **error)
{
  FinVisit *visit = fin_hub_visit (self, guest->appointment);

  g_return_val_if_fail (FIN_IS_HUB (self), FALSE);

  if (fin_guest_is (guest, "gone") || fin_guest_is (guest, "declined"))
    return TRUE;
  if (!fin_guests_set (self->store, guest, "gone", actor, error))
    return FALSE;

  send_unasked (self, guest);
  if (visit != NULL)
    fin_visit_remove_guest (visit, guest->id);
  if (guest->staff != NULL)
    _fin_hub_send_presence (self, guest->staff);
  else
    _fin_hub_close_all (self, is_guest, guest->id, "no longer in the visit");
  _fin_hub_tell_guests (self, guest->appointment);

  return TRUE;
}

void
_fin_hub_send_off (FinHub *self, GPtrArray *guests)
{
  for (guint i = 0; i < guests->len; i++) {
    FinGuest *guest = guests->pdata[i];

    if (!fin_guest_is (guest, "asked") && !fin_guest_is (guest, "in"))
      continue;
    send_unasked (self, guest);
    if (guest->staff != NULL)
      _fin_hub_send_presence (self, guest->staff);
    else
      _fin_hub_close_all (self, is_guest, guest->id, "the visit is over");
  }
}

JsonArray *
fin_hub_interpreters (FinHub *self, FinBooking *booking)
{
  g_auto (GStrv) ids = fin_staff_interpreters (self->store, fin_booking_is_sensitive (booking));
  JsonArray *all = json_array_new ();

  g_return_val_if_fail (FIN_IS_HUB (self), all);

  for (guint i = 0; ids[i] != NULL; i++) {
    g_autoptr (JsonObject) staff = fin_staff_to_json (self->store, ids[i]);
    JsonArray *interprets = fin_json_array (staff, "interprets");

    json_array_add_object_element (
        all,
        fin_json_new ("id:s", ids[i], "name:s", fin_json_string (staff, "name"), "interprets:a",
                      json_array_ref (interprets), "presence:s",
                      g_hash_table_contains (self->staff, ids[i]) ? _fin_hub_presence (self, ids[i])
                                                                  : "away",
                      NULL));
  }

  return all;
}
