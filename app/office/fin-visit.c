// Who is in a visit, and their signalling.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-visit-private.h"

#include "fin-documents.h"
#include "fin-error.h"
#include "fin-json-new.h"
#include "fin-json.h"
#include "fin-language.h"
#include "fin-staff.h"

/* A workstation offers to a browser, whose side is the polite one; of two alike, who was there
 * first. */
#define ORDER_STAFF   1000
#define ORDER_CITIZEN 2000
#define ORDER_LINK    3000

G_DEFINE_FINAL_TYPE (FinVisit, fin_visit, G_TYPE_OBJECT)

typedef gboolean (*Handler) (FinVisit *self,
                             FinParticipant *from,
                             JsonObject *message,
                             GError **error);

static void
add_participants (FinVisit *self, FinBooking *booking)
{
  g_autoptr (JsonObject) staff = fin_staff_to_json (self->store, self->staff);
  FinParticipant *informer = &self->participants[0];
  FinParticipant *citizen = &self->participants[1];

  informer->id = g_strdup ("informer");
  informer->role = "informer";
  informer->staff = g_strdup (self->staff);
  informer->name = g_strdup (staff != NULL ? fin_json_string (staff, "name") : "");
  informer->language = g_strdup ("ca");
  informer->instance = g_strdup ("");
  citizen->id = g_strdup ("citizen");
  citizen->role = "citizen";
  citizen->order = ORDER_CITIZEN;
  citizen->name = g_strdup (booking->citizen_name != NULL ? booking->citizen_name : "");
  citizen->language = g_strdup (booking->language);
  citizen->instance = g_strdup ("");
  citizen->camera = booking->camera;
  citizen->microphone = booking->microphone;
}

static void
participant_clear (FinParticipant *self)
{
  g_free (self->id);
  g_free (self->staff);
  g_free (self->interprets);
  g_free (self->name);
  g_free (self->language);
  g_free (self->speaks);
  g_free (self->reads);
  g_free (self->instance);
  g_free (self->focus);
  g_free (self->focus_form);
  *self = (FinParticipant){ NULL };
}

/* Into the first free place; NULL when all are taken. */
static FinParticipant *
take_place (FinVisit *self, FinGuest *guest)
{
  FinParticipant *place = NULL;

  for (guint i = 0; i < FIN_PARTICIPANTS && place == NULL; i++)
    if (self->participants[i].id == NULL)
      place = &self->participants[i];
  if (place == NULL)
    return NULL;

  place->id = g_strdup (guest->id);
  place->role = guest->role;
  place->order = (guest->staff != NULL ? ORDER_STAFF : ORDER_LINK) + guest->number;
  place->staff = g_strdup (guest->staff);
  place->interprets = g_strdup (guest->interprets);
  place->name = g_strdup (guest->name);
  place->language = g_strdup (FIN_LANGUAGE_DEFAULT);
  place->instance = g_strdup ("");

  return place;
}

static void
add_guests (FinVisit *self)
{
  g_autoptr (GPtrArray) guests = fin_guests_of (self->store, self->appointment, "in");

  for (guint i = 0; i < guests->len; i++)
    take_place (self, guests->pdata[i]);
}

static void
load_spoken (FinVisit *self)
{
  g_autoptr (sqlite3_stmt) rows = fin_store_query (
      self->store, "SELECT participant, speaks, reads FROM spoken WHERE appointment = ?", "s",
      self->appointment);

  while (fin_row_next (rows)) {
    FinParticipant *participant = _fin_visit_find (self, fin_row_text (rows, 0));

    if (participant == NULL)
      continue;
    participant->speaks = g_strdup (fin_row_text (rows, 1));
    participant->reads = g_strdup (fin_row_text (rows, 2));
  }
}

FinVisit *
fin_visit_load (FinStore *store, FinVault *vault, const char *appointment)
{
  g_autoptr (FinBooking) booking = fin_appointments_lookup (store, appointment);
  g_autoptr (sqlite3_stmt) row = fin_store_query (
      store, "SELECT id, staff, started FROM visit WHERE appointment = ? AND ended IS NULL", "s",
      appointment);
  FinVisit *self;

  if (booking == NULL || !fin_row_next (row))
    return NULL;

  /* Half a visit is none: nobody should write over what could not be read. */
  self = g_object_new (FIN_TYPE_VISIT, NULL);
  self->store = g_object_ref (store);
  self->vault = g_object_ref (vault);
  self->id = g_strdup (fin_row_text (row, 0));
  self->appointment = g_strdup (appointment);
  self->staff = g_strdup (fin_row_text (row, 1));
  self->started = g_strdup (fin_row_text (row, 2));
  _fin_visit_load_forms (self);
  add_participants (self, booking);
  add_guests (self);
  load_spoken (self);
  if (fin_store_failed (store))
    g_clear_object (&self);

  return self;
}

const char *
fin_visit_id (FinVisit *self)
{
  g_return_val_if_fail (FIN_IS_VISIT (self), NULL);

  return self->id;
}

const char *
fin_visit_appointment (FinVisit *self)
{
  g_return_val_if_fail (FIN_IS_VISIT (self), NULL);

  return self->appointment;
}

const char *
fin_visit_staff (FinVisit *self)
{
  g_return_val_if_fail (FIN_IS_VISIT (self), NULL);

  return self->staff;
}

FinParticipant *
_fin_visit_find (FinVisit *self, const char *id)
{
  for (guint i = 0; i < FIN_PARTICIPANTS; i++)
    if (id != NULL && g_strcmp0 (self->participants[i].id, id) == 0)
      return &self->participants[i];

  return NULL;
}

gboolean
_fin_visit_is_guest (const FinParticipant *participant)
{
  return strcmp (participant->role, "informer") != 0 && strcmp (participant->role, "citizen") != 0;
}

/* Whose place in the visit it is, or NULL. */
static FinParticipant *
place_of (FinVisit *self, FinCaller *caller)
{
  if (caller->staff == NULL)
    return _fin_visit_find (self, caller->guest != NULL ? caller->guest : "citizen");

  for (guint i = 0; i < FIN_PARTICIPANTS; i++)
    if (g_strcmp0 (self->participants[i].staff, caller->staff) == 0)
      return &self->participants[i];

  return NULL;
}

gboolean
fin_visit_is_with (FinVisit *self, const char *staff)
{
  g_return_val_if_fail (FIN_IS_VISIT (self), FALSE);

  for (guint i = 0; i < FIN_PARTICIPANTS; i++)
    if (g_strcmp0 (self->participants[i].staff, staff) == 0)
      return TRUE;

  return FALSE;
}

FinParticipant *
_fin_visit_sender (FinVisit *self, FinSocket *socket)
{
  for (guint i = 0; i < FIN_PARTICIPANTS; i++)
    if (self->participants[i].socket == socket)
      return &self->participants[i];

  return NULL;
}

static void
send_to (FinVisit *self, JsonObject *message, const FinParticipant *except, gboolean guests)
{
  g_autoptr (JsonObject) owned = message;

  /* A socket that falls behind closes as it is sent to, and parts: its place is read anew. */
  for (guint i = 0; i < FIN_PARTICIPANTS; i++) {
    FinParticipant *to = &self->participants[i];

    if (to->socket != NULL && to != except && (guests || !_fin_visit_is_guest (to)))
      fin_socket_send (to->socket, json_object_ref (owned));
  }
}

void
_fin_visit_broadcast (FinVisit *self, JsonObject *message, const FinParticipant *except)
{
  send_to (self, message, except, FALSE);
}

void
_fin_visit_tell_all (FinVisit *self, JsonObject *message, const FinParticipant *except)
{
  send_to (self, message, except, TRUE);
}

static JsonObject *
participant_to_json (FinParticipant *participant)
{
  JsonObject *json = fin_json_new (
      "id:s", participant->id, "instance:s", participant->instance, "role:s", participant->role,
      "order:i", participant->order, "interprets:s", participant->interprets, "name:s",
      participant->name, "language:s", participant->language, "speaks:s",
      participant->speaks != NULL ? participant->speaks : participant->language, "reads:s",
      participant->reads != NULL ? participant->reads : participant->language, "connected:b",
      participant->socket != NULL, "camera:b", participant->camera, "microphone:b",
      participant->microphone, NULL);

  if (participant->unheard)
    json_object_set_boolean_member (json, "captioned", FALSE);

  return json;
}

static void
tell_of_to (FinVisit *self, FinParticipant *participant, FinParticipant *except)
{
  _fin_visit_tell_all (self,
                       fin_json_new ("type:s", "participant", "participant:o",
                                     participant_to_json (participant), NULL),
                       except);
}

static void
tell_of (FinVisit *self, FinParticipant *participant)
{
  tell_of_to (self, participant, participant);
}

/* Who was here and is not any more still has said something: they keep their name. */
static JsonObject *
gone_to_json (FinGuest *guest)
{
  JsonObject *json = fin_json_new (
      "id:s", guest->id, "instance:s", "", "role:s", guest->role, "order:i", (gint64)0,
      "interprets:s", guest->interprets, "name:s", guest->name, "language:s", FIN_LANGUAGE_DEFAULT,
      "speaks:s", FIN_LANGUAGE_DEFAULT, "reads:s", FIN_LANGUAGE_DEFAULT, "connected:b", FALSE,
      "camera:b", FALSE, "microphone:b", FALSE, NULL);

  json_object_set_boolean_member (json, "gone", TRUE);

  return json;
}

static JsonArray *
describe_participants (FinVisit *self)
{
  g_autoptr (GPtrArray) gone = fin_guests_of (self->store, self->appointment, "gone");
  JsonArray *participants = json_array_new ();

  for (guint i = 0; i < FIN_PARTICIPANTS; i++)
    if (self->participants[i].id != NULL)
      json_array_add_object_element (participants, participant_to_json (&self->participants[i]));
  for (guint i = 0; i < gone->len; i++)
    json_array_add_object_element (participants, gone_to_json (gone->pdata[i]));

  return participants;
}

/* What a guest sees: the people and their words. */
static JsonObject *
describe_to_guest (FinVisit *self, FinParticipant *to, FinBooking *booking)
{
  g_autofree char *now = fin_store_now ();
  JsonArray *lines = _fin_visit_lines (self);
  gint64 earlier = _fin_visit_earlier (self, lines);

  return fin_json_new ("type:s", "visit", "id:s", self->id, "appointment:o",
                       fin_booking_to_guest_json (booking, fin_socket_language (to->socket)),
                       "you:s", to->id, "started:s", self->started, "now:s", now, "participants:a",
                       describe_participants (self), "lines:a", lines, "earlier:i", earlier,
                       "documents:a", json_array_new (), "forms:a", json_array_new (), NULL);
}

static JsonObject *
describe (FinVisit *self, FinParticipant *to)
{
  g_autoptr (FinBooking) booking = fin_appointments_lookup (self->store, self->appointment);
  const char *language = fin_socket_language (to->socket);
  g_autofree char *now = fin_store_now ();
  JsonArray *lines;
  gint64 earlier;

  if (booking == NULL)
    return NULL;
  if (_fin_visit_is_guest (to))
    return describe_to_guest (self, to, booking);

  lines = _fin_visit_lines (self);
  earlier = _fin_visit_earlier (self, lines);

  return fin_json_new (
      "type:s", "visit", "id:s", self->id, "appointment:o", fin_booking_to_json (booking, language),
      "you:s", to->id, "started:s", self->started, "now:s", now, "participants:a",
      describe_participants (self), "lines:a", lines, "earlier:i", earlier, "documents:a",
      fin_documents_list (self->store, self->appointment, !_fin_visit_is_citizen (to)), "front:s",
      self->front != NULL ? fin_dossier_id (self->front) : NULL, "forms:a",
      _fin_visit_summaries (self, to), "form:o",
      self->front != NULL
          ? fin_dossier_describe (self->front, language, !_fin_visit_is_citizen (to))
          : NULL,
      "shown:o", _fin_visit_shown_describe (self), NULL);
}

/* What another run of the workstation said of captions is past. */
static void
forget_captioned (FinVisit *self, FinParticipant *from)
{
  for (guint i = 0; i < FIN_PARTICIPANTS; i++)
    if (self->participants[i].unheard) {
      self->participants[i].unheard = FALSE;
      tell_of_to (self, &self->participants[i], from);
    }
}

/* Where the others are in the form, and on what is shown. */
static void
send_attention (FinVisit *self, FinParticipant *me, FinSocket *socket)
{
  for (guint i = 0; me->socket == socket && i < FIN_PARTICIPANTS; i++)
    if (&self->participants[i] != me && self->participants[i].focus != NULL)
      fin_socket_send (socket, fin_json_new ("type:s", "form.focus", "form:s",
                                             self->participants[i].focus_form, "from:s",
                                             self->participants[i].id, "field:s",
                                             self->participants[i].focus, NULL));
  _fin_visit_send_pointers (self, me);
}

static gboolean
is_informer (const FinParticipant *participant)
{
  return strcmp (participant->role, "informer") == 0;
}

void
fin_visit_join (FinVisit *self, FinSocket *socket)
{
  g_autoptr (FinSocket) alive = g_object_ref (socket);
  FinCaller *caller = fin_socket_caller (socket);
  FinParticipant *me = place_of (self, caller);
  gboolean anew;
  JsonObject *visit;

  g_return_if_fail (FIN_IS_VISIT (self));

  if (me == NULL || !fin_socket_is_open (socket))
    return;

  anew = g_strcmp0 (me->instance, fin_socket_instance (socket)) != 0;
  me->socket = socket;
  g_free (me->instance);
  me->instance = g_strdup (fin_socket_instance (socket));
  g_free (me->language);
  me->language = g_strdup (fin_socket_language (socket));
  /* Their camera is theirs to say; what another run of their program said is past. The citizen who
   * enters from the queue has just said it. */
  if (anew && !_fin_visit_is_citizen (me))
    me->camera = me->microphone = FALSE;
  /* Who shows it knows nothing of it any more. */
  if (anew && is_informer (me)) {
    fin_visit_unshow (self);
    forget_captioned (self, me);
  }

  visit = describe (self, me);
  if (visit == NULL || fin_store_failed (self->store)) {
    g_clear_pointer (&visit, json_object_unref);
    fin_visit_part (self, socket);
    return;
  }

  /* Who does not read is let go as they are sent to, and has parted by then. */
  fin_socket_send (socket, visit);
  if (!_fin_visit_is_guest (me))
    send_attention (self, me, socket);
  if (me->socket == socket && _fin_visit_is_citizen (me))
    _fin_visit_send_asked (self, me);
  if (me->socket == socket)
    tell_of (self, me);
}

void
fin_visit_part (FinVisit *self, FinSocket *socket)
{
  FinParticipant *me = _fin_visit_sender (self, socket);

  g_return_if_fail (FIN_IS_VISIT (self));

  if (me == NULL)
    return;

  me->socket = NULL;
  _fin_visit_set_focus (self, me, NULL, NULL);
  _fin_visit_stop_pointing (self, me);
  tell_of (self, me);
}

gboolean
fin_visit_has (FinVisit *self, FinSocket *socket)
{
  g_return_val_if_fail (FIN_IS_VISIT (self), FALSE);

  return _fin_visit_sender (self, socket) != NULL;
}

/* SDP is lines of text. Other controls would leave in six bytes for each that came in one. */
static gboolean
is_lines (const char *sdp)
{
  for (; *sdp != '\0'; sdp++)
    if (g_ascii_iscntrl (*sdp) && strchr ("\r\n\t", *sdp) == NULL)
      return FALSE;

  return TRUE;
}

static gboolean
relay_signal (FinVisit *self, FinParticipant *from, JsonObject *message, GError **error)
{
  FinParticipant *to = _fin_visit_find (self, fin_json_string (message, "to"));
  JsonObject *description = fin_json_member (message, "description");
  JsonObject *candidate = fin_json_member (message, "candidate");

  if ((description == NULL) == (candidate == NULL)) {
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_BAD_REQUEST,
                         "one of description and candidate");
    return FALSE;
  }
  if (description != NULL && !is_lines (fin_json_string (description, "sdp"))) {
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_BAD_REQUEST, "that is no SDP");
    return FALSE;
  }
  if (to == NULL || to == from || to->socket == NULL) {
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_NOT_FOUND, "they are not connected");
    return FALSE;
  }

  fin_socket_send (to->socket,
                   fin_json_new ("type:s", "signal", "from:s", from->id, "description:o",
                                 description != NULL ? json_object_ref (description) : NULL,
                                 "candidate:o",
                                 candidate != NULL ? json_object_ref (candidate) : NULL, NULL));

  return TRUE;
}

/* Of oneself by anybody; of another by who attends them, who hears what is spoken. */
static gboolean
set_spoken (FinVisit *self, FinParticipant *from, JsonObject *message, GError **error)
{
  const char *id = fin_json_string (message, "participant");
  const char *speaks = fin_json_string (message, "speaks");
  const char *reads = fin_json_string (message, "reads");
  FinParticipant *whose = id != NULL ? _fin_visit_find (self, id) : from;

  if (whose == NULL) {
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_NOT_FOUND, "nobody of that id is here");
    return FALSE;
  }
  if (whose != from && !is_informer (from)) {
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_FORBIDDEN, "not for this role");
    return FALSE;
  }
  if (!fin_store_run (self->store, error,
                      "INSERT INTO spoken (appointment, participant, speaks, reads)"
                      " VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET"
                      " speaks = coalesce (excluded.speaks, speaks),"
                      " reads = coalesce (excluded.reads, reads)",
                      "ssss", self->appointment, whose->id, speaks, reads))
    return FALSE;

  if (speaks != NULL) {
    g_free (whose->speaks);
    whose->speaks = g_strdup (speaks);
  }
  if (reads != NULL) {
    g_free (whose->reads);
    whose->reads = g_strdup (reads);
  }
  tell_of_to (self, whose, NULL);

  return TRUE;
}

/* The workstation, where captions are made, says whose are not, and says so again whenever it comes
 * back. */
static gboolean
set_captioned (FinVisit *self, FinParticipant *from, JsonObject *message, GError **error)
{
  FinParticipant *whose = _fin_visit_find (self, fin_json_string (message, "participant"));

  if (_fin_visit_is_citizen (from)) {
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_FORBIDDEN, "not for this role");
    return FALSE;
  }
  if (whose == NULL) {
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_NOT_FOUND, "nobody of that id is here");
    return FALSE;
  }

  whose->unheard = !fin_json_boolean (message, "captioned", TRUE);
  tell_of_to (self, whose, NULL);

  return TRUE;
}

gboolean
fin_visit_handle (
    FinVisit *self, FinSocket *socket, const char *type, JsonObject *message, GError **error)
{
  static const struct {
    const char *type;
    Handler handler;
    gboolean guests; /* may say it too */
  } handlers[] = {
    { "signal", relay_signal, TRUE },       { "text", _fin_visit_text, TRUE },
    { "caption", _fin_visit_caption },      { "translation", _fin_visit_translation },
    { "erase", _fin_visit_erase },          { "spoken", set_spoken, TRUE },
    { "captioned", set_captioned },         { "transcript", _fin_visit_transcript },
    { "form.change", _fin_visit_change },   { "form.focus", _fin_visit_focus },
    { "form.hand", _fin_visit_hand },       { "form.confirm", _fin_visit_confirm },
    { "form.front", _fin_visit_set_front }, { "pointer", _fin_visit_point },
    { "form.assent", _fin_visit_assent },   { "form.ask", _fin_visit_ask },
  };
  FinParticipant *from = _fin_visit_sender (self, socket);

  g_return_val_if_fail (FIN_IS_VISIT (self), FALSE);
  g_return_val_if_fail (from != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (handlers); i++)
    if (strcmp (handlers[i].type, type) == 0) {
      if (!handlers[i].guests && _fin_visit_is_guest (from)) {
        g_set_error_literal (error, FIN_ERROR, FIN_ERROR_FORBIDDEN, "not for this role");
        return FALSE;
      }
      return handlers[i].handler (self, from, message, error);
    }

  g_return_val_if_reached (FALSE);
}

void
fin_visit_set_media (FinVisit *self, FinSocket *socket, gboolean camera, gboolean microphone)
{
  FinParticipant *me = _fin_visit_sender (self, socket);

  g_return_if_fail (FIN_IS_VISIT (self));
  g_return_if_fail (me != NULL);

  if (me->camera == camera && me->microphone == microphone)
    return;

  me->camera = camera;
  me->microphone = microphone;
  tell_of (self, me);
}

void
fin_visit_language_changed (FinVisit *self, FinSocket *socket)
{
  FinParticipant *me = _fin_visit_sender (self, socket);

  g_return_if_fail (FIN_IS_VISIT (self));
  g_return_if_fail (me != NULL);

  g_free (me->language);
  me->language = g_strdup (fin_socket_language (socket));
  _fin_visit_send_form (self, me, self->front);
  _fin_visit_send_forms (self, me);
  /* To oneself too: what one speaks and reads may have changed with it. */
  tell_of_to (self, me, NULL);
}

void
fin_visit_tell_document (FinVisit *self, JsonObject *document)
{
  FinDossier *dossier;
  gboolean copy;

  g_return_if_fail (FIN_IS_VISIT (self));

  copy = json_object_has_member (document, "redacted_from");
  dossier = fin_visit_dossier (self, fin_json_string (document, "form"));
  _fin_visit_broadcast (self, fin_json_new ("type:s", "document", "document:o", document, NULL),
                        copy ? _fin_visit_find (self, "citizen") : NULL);
  if (copy)
    return;
  /* What is missing for the receipt may be another thing now. */
  if (dossier == NULL || !fin_dossier_refresh_documents (dossier))
    return;
  for (guint i = 0; i < FIN_PARTICIPANTS; i++)
    _fin_visit_send_form (self, &self->participants[i], dossier);
  _fin_visit_tell_forms (self);
}

void
fin_visit_tell_receipt (FinVisit *self, const char *form, JsonObject *receipt)
{
  g_return_if_fail (FIN_IS_VISIT (self));

  _fin_visit_broadcast (
      self, fin_json_new ("type:s", "receipt", "form:s", form, "receipt:o", receipt, NULL), NULL);
  _fin_visit_tell_forms (self);
}

void
fin_visit_tell_ended (FinVisit *self)
{
  g_autoptr (FinBooking) booking = NULL;

  g_return_if_fail (FIN_IS_VISIT (self));

  booking = fin_appointments_lookup (self->store, self->appointment);
  if (booking != NULL)
    _fin_visit_tell_all (self,
                         fin_json_new ("type:s", "ended", "outcome:s", booking->outcome,
                                       "referred_to:s", booking->referred_to, "referred_name:s",
                                       booking->referred_name, "reason:s", booking->reason, NULL),
                         NULL);
  /* Nobody finds this visit any more to part from it. */
  for (guint i = 0; i < FIN_PARTICIPANTS; i++)
    self->participants[i].socket = NULL;
}

void
fin_visit_add_guest (FinVisit *self, const char *id)
{
  g_autoptr (FinGuest) guest = fin_guests_lookup (self->store, id);
  FinParticipant *participant;

  g_return_if_fail (FIN_IS_VISIT (self));

  if (guest == NULL || _fin_visit_find (self, id) != NULL)
    return;

  participant = take_place (self, guest);
  if (participant != NULL)
    tell_of (self, participant);
}

void
fin_visit_remove_guest (FinVisit *self, const char *id)
{
  g_autoptr (FinGuest) guest = fin_guests_lookup (self->store, id);
  FinParticipant *participant = _fin_visit_find (self, id);

  g_return_if_fail (FIN_IS_VISIT (self));

  if (guest == NULL || participant == NULL)
    return;

  _fin_visit_tell_all (
      self, fin_json_new ("type:s", "participant", "participant:o", gone_to_json (guest), NULL),
      NULL);
  participant_clear (participant);
}

void
fin_visit_tell_guests (FinVisit *self, JsonArray *guests)
{
  g_autoptr (JsonObject) message = fin_json_new ("type:s", "guests", "guests:a", guests, NULL);

  g_return_if_fail (FIN_IS_VISIT (self));

  if (self->participants[0].socket != NULL)
    fin_socket_send (self->participants[0].socket, g_steal_pointer (&message));
}

static void
fin_visit_finalize (GObject *object)
{
  FinVisit *self = FIN_VISIT (object);

  for (guint i = 0; i < FIN_PARTICIPANTS; i++)
    participant_clear (&self->participants[i]);
  _fin_visit_shown_clear (self);
  g_ptr_array_unref (self->dossiers);
  g_clear_object (&self->store);
  g_clear_object (&self->vault);
  g_free (self->id);
  g_free (self->asked_form);
  g_free (self->asked_step);
  g_free (self->appointment);
  g_free (self->staff);
  g_free (self->started);

  G_OBJECT_CLASS (fin_visit_parent_class)->finalize (object);
}

static void
fin_visit_class_init (FinVisitClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fin_visit_finalize;
}

static void
fin_visit_init (FinVisit *self)
{
  self->dossiers = g_ptr_array_new_with_free_func (g_object_unref);
}
