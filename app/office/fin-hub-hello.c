// The first message, and all that is told in answer to it.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-hub-private.h"

#include "fin-error.h"
#include "fin-json-new.h"
#include "fin-json.h"
#include "fin-staff.h"

/* The documents the procedure asks for, before anything is known of who asks. */
static JsonArray *
wanted_documents (FinHub *self, FinBooking *booking, const char *language)
{
  FinVisit *visit = fin_hub_visit (self, booking->id);
  FinDossier *open = visit != NULL ? fin_visit_front (visit) : NULL;
  g_autofree char *front = fin_forms_front (self->store, booking->id);
  g_autoptr (FinDossier) dossier =
      open != NULL ? g_object_ref (open) : fin_dossier_load (self->store, front);
  g_autoptr (JsonObject) form =
      dossier != NULL ? fin_dossier_describe (dossier, language, FALSE) : NULL;
  JsonArray *documents = form != NULL ? fin_json_array (form, "documents") : NULL;

  return documents != NULL ? json_array_ref (documents) : NULL;
}

/* Who knocks is told by whom they are awaited, and no more until they are let in. */
static void
send_guest_welcome (FinHub *self, FinSocket *socket, const char *attending)
{
  const char *id = fin_socket_caller (socket)->guest;
  g_autoptr (FinGuest) guest = fin_guests_lookup (self->store, id);
  g_autoptr (FinBooking) booking =
      guest != NULL ? fin_appointments_lookup (self->store, guest->appointment) : NULL;
  g_autoptr (JsonObject) informer =
      booking != NULL ? fin_staff_to_json (self->store, booking->staff) : NULL;

  if (informer != NULL)
    fin_socket_send (socket, fin_json_new ("type:s", "welcome", "role:s", guest->role, "guest:o",
                                           fin_guest_to_json (guest, TRUE), "informer:s",
                                           fin_json_string (informer, "name"), "attending:s",
                                           attending, "ice_servers:a",
                                           fin_office_ice_servers (self->office, id), NULL));
}

void
_fin_hub_send_welcome (FinHub *self, FinSocket *socket)
{
  FinCaller *caller = fin_socket_caller (socket);
  FinVisit *visit = _fin_hub_visit_at (self, socket);
  const char *attending = visit != NULL ? fin_visit_id (visit) : NULL;
  const char *language = fin_socket_language (socket);
  g_autoptr (FinBooking) booking = caller->appointment != NULL
                                       ? fin_appointments_lookup (self->store, caller->appointment)
                                       : NULL;

  if (caller->guest != NULL)
    send_guest_welcome (self, socket, attending);
  else if (booking == NULL)
    fin_socket_send (
        socket, fin_json_new ("type:s", "welcome", "role:s", caller->role, "staff:o",
                              fin_caller_to_json (caller), "presence:s",
                              _fin_hub_presence (self, caller->staff), "attending:s", attending,
                              "ice_servers:a", fin_office_ice_servers (self->office, caller->staff),
                              "malware_scan:b", fin_office_scanner (self->office) != NULL, NULL));
  else
    fin_socket_send (socket,
                     fin_json_new ("type:s", "welcome", "role:s", "citizen", "appointment:o",
                                   fin_booking_to_json (booking, language), "wanted:a",
                                   wanted_documents (self, booking, language), "attending:s",
                                   attending, "ice_servers:a",
                                   fin_office_ice_servers (self->office, booking->id), NULL));
}

static void
send_all (FinHub *self, FinSocket *socket)
{
  FinCaller *caller = fin_socket_caller (socket);
  FinVisit *visit = _fin_hub_visit_at (self, socket);

  _fin_hub_send_welcome (self, socket);
  if (caller->staff != NULL && fin_caller_attends (caller))
    fin_socket_send (socket,
                     fin_queue_describe (self->queue, fin_socket_language (socket), caller));
  else if (caller->staff != NULL)
    fin_socket_send (socket,
                     fin_json_new ("type:s", "queue", "waiting:a", json_array_new (), NULL));
  if (visit != NULL)
    fin_visit_join (visit, socket);
  if (visit != NULL && g_strcmp0 (fin_visit_staff (visit), caller->staff) == 0)
    _fin_hub_tell_guests (self, fin_visit_appointment (visit));
  else if (caller->guest != NULL)
    _fin_hub_tell_guests_with (self, caller->guest);
  _fin_hub_send_asked (self, socket);
}

/* One socket each: the one before gives way. */
static void
take_place (FinHub *self, FinSocket *socket)
{
  FinCaller *caller = fin_socket_caller (socket);
  GHashTable *places = caller->staff != NULL   ? self->staff
                       : caller->guest != NULL ? self->guests
                                               : self->citizens;
  const char *key = caller->staff != NULL   ? caller->staff
                    : caller->guest != NULL ? caller->guest
                                            : caller->appointment;
  FinSocket *found = g_hash_table_lookup (places, key);

  if (found != NULL) {
    /* What it is told may be more than it holds, and then it is let go as it is told. */
    g_autoptr (FinSocket) before = g_object_ref (found);

    if (strcmp (fin_socket_instance (before), fin_socket_instance (socket)) != 0)
      fin_socket_send (before, fin_json_new ("type:s", "problem", "code:s", "taken", "detail:s",
                                             "connected elsewhere", NULL));
    fin_socket_close (before, FIN_SOCKET_REPLACED, "connected elsewhere");
  }
  g_hash_table_replace (places, g_strdup (key), socket);
}

gboolean
_fin_hub_hello (FinHub *self, FinSocket *socket, JsonObject *message, GError **error)
{
  g_autoptr (FinCaller) caller =
      fin_tokens_lookup (self->store, fin_json_string (message, "token"));

  if (fin_socket_caller (socket) != NULL) {
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_BAD_REQUEST, "hello was said");
    return FALSE;
  }
  if (fin_store_failed (self->store)) {
    fin_socket_close (socket, FIN_SOCKET_GOING_AWAY, "the store could not be read");
    return TRUE;
  }
  if (caller == NULL) {
    fin_socket_refuse (socket,
                       g_error_new_literal (FIN_ERROR, FIN_ERROR_UNAUTHORIZED, "no such token"),
                       NULL, NULL);
    fin_socket_close (socket, FIN_SOCKET_UNAUTHORIZED, "no such token");
    return TRUE;
  }

  fin_socket_greet (socket, g_steal_pointer (&caller), fin_json_string (message, "instance"),
                    fin_json_string (message, "language"));
  take_place (self, socket);
  send_all (self, socket);
  if (fin_socket_is_open (socket) && fin_socket_caller (socket)->appointment != NULL)
    fin_queue_connected (self->queue, fin_socket_caller (socket)->appointment, TRUE);

  return TRUE;
}
