// Sockets, from hello to close; what each message is for.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-hub.h"

#include "fin-error.h"
#include "fin-form.h"
#include "fin-json-new.h"
#include "fin-json.h"
#include "fin-protocol.h"
#include "fin-queue.h"
#include "fin-visits.h"

#define TICK_SECONDS 5
#define MAX_SILENCE  10 /* ticks: two pings not answered */
#define PURGE_TICKS  720

struct _FinHub
{
  GObject parent_instance;
  FinOffice *office; /* owns us */
  FinStore *store;
  FinQueue *queue;
  GPtrArray *sockets;    /* all, also those that have not said hello */
  GHashTable *staff;     /* id to FinSocket, of `sockets` */
  GHashTable *citizens;  /* appointment to FinSocket, of `sockets` */
  GHashTable *presences; /* staff id to what they set */
  GHashTable *visits;    /* appointment to FinVisit */
  guint tick;
  guint ticks;
  gboolean stopping;
};

G_DEFINE_FINAL_TYPE (FinHub, fin_hub, G_TYPE_OBJECT)

FinSocket *
fin_hub_citizen (FinHub *self, const char *appointment)
{
  return g_hash_table_lookup (self->citizens, appointment);
}

FinVisit *
fin_hub_visit (FinHub *self, const char *appointment)
{
  return g_hash_table_lookup (self->visits, appointment);
}

FinVisit *
fin_hub_visit_of (FinHub *self, const char *staff)
{
  GHashTableIter iter;
  FinVisit *visit;

  g_hash_table_iter_init (&iter, self->visits);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &visit))
    if (strcmp (fin_visit_staff (visit), staff) == 0)
      return visit;

  return NULL;
}

/* The open visit of who is at @socket, whether they are in it now or not. */
static FinVisit *
visit_of (FinHub *self, FinSocket *socket)
{
  FinCaller *caller = fin_socket_caller (socket);

  return caller->staff != NULL ? fin_hub_visit_of (self, caller->staff)
                               : fin_hub_visit (self, caller->appointment);
}

static const char *
presence_of (FinHub *self, const char *staff)
{
  const char *set = g_hash_table_lookup (self->presences, staff);

  if (fin_hub_visit_of (self, staff) != NULL)
    return "busy";

  return set != NULL ? set : "available";
}

guint
fin_hub_attending (FinHub *self)
{
  guint count = 0;
  GHashTableIter iter;
  FinSocket *socket;

  g_hash_table_iter_init (&iter, self->staff);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &socket))
    {
      FinCaller *caller = fin_socket_caller (socket);

      count += fin_caller_attends (caller) &&
               strcmp (presence_of (self, caller->staff), "away") != 0;
    }

  return count;
}

void
fin_hub_tell_staff (FinHub *self, FinHubMake make, gpointer data)
{
  g_autoptr (GHashTable) made =
      g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) json_object_unref);
  g_autoptr (GList) sockets = g_hash_table_get_values (self->staff);

  g_list_foreach (sockets, (GFunc) (void (*) (void)) g_object_ref, NULL);
  for (GList *each = sockets; each != NULL; each = each->next)
    {
      g_autoptr (FinSocket) socket = each->data;
      const char *language = fin_socket_language (socket);

      if (!fin_caller_attends (fin_socket_caller (socket)))
        continue;
      if (!g_hash_table_contains (made, language))
        g_hash_table_insert (made, (char *) language, make (language, data));
      fin_socket_send (socket, json_object_ref (g_hash_table_lookup (made, language)));
    }
}

static void
send_presence (FinHub *self, const char *staff)
{
  FinSocket *socket = g_hash_table_lookup (self->staff, staff);

  if (socket != NULL)
    fin_socket_send (socket, fin_json_new ("type:s", "presence", "state:s",
                                           presence_of (self, staff), NULL));
}

/* The documents a procedure asks for before anything is known of who asks. */
static JsonArray *
wanted_documents (FinHub *self, FinBooking *booking, const char *language)
{
  g_autoptr (FinDossier) dossier = fin_dossier_load (self->store, booking->id, booking->procedure);
  g_autoptr (JsonObject) form =
      dossier != NULL ? fin_dossier_describe (dossier, language, FALSE) : NULL;
  JsonArray *documents = form != NULL ? fin_json_array (form, "documents") : NULL;

  return documents != NULL ? json_array_ref (documents) : NULL;
}

static void
send_welcome (FinHub *self, FinSocket *socket)
{
  FinCaller *caller = fin_socket_caller (socket);
  FinVisit *visit = visit_of (self, socket);
  const char *attending = visit != NULL ? fin_visit_id (visit) : NULL;
  const char *language = fin_socket_language (socket);
  g_autoptr (FinBooking) booking =
      caller->appointment != NULL ? fin_appointments_lookup (self->store, caller->appointment)
                                  : NULL;

  if (booking == NULL)
    fin_socket_send (socket, fin_json_new ("type:s", "welcome", "role:s", caller->role, "staff:o",
                                           fin_caller_to_json (caller), "presence:s",
                                           presence_of (self, caller->staff), "attending:s",
                                           attending, "ice_servers:a",
                                           fin_office_ice_servers (self->office, caller->staff),
                                           NULL));
  else
    fin_socket_send (
        socket, fin_json_new ("type:s", "welcome", "role:s", "citizen", "appointment:o",
                              fin_booking_to_json (booking, language), "wanted:a",
                              wanted_documents (self, booking, language), "attending:s", attending,
                              "ice_servers:a", fin_office_ice_servers (self->office, booking->id),
                              NULL));
}

static void
send_all (FinHub *self, FinSocket *socket)
{
  FinCaller *caller = fin_socket_caller (socket);
  FinVisit *visit = visit_of (self, socket);

  send_welcome (self, socket);
  if (caller->staff != NULL && fin_caller_attends (caller))
    fin_socket_send (socket, fin_queue_describe (self->queue, fin_socket_language (socket)));
  else if (caller->staff != NULL)
    fin_socket_send (socket,
                     fin_json_new ("type:s", "queue", "waiting:a", json_array_new (), NULL));
  if (visit != NULL)
    fin_visit_join (visit, socket);
}

/* One socket each: the one before gives way. */
static void
take_place (FinHub *self, FinSocket *socket)
{
  FinCaller *caller = fin_socket_caller (socket);
  gboolean is_staff = caller->staff != NULL;
  GHashTable *places = is_staff ? self->staff : self->citizens;
  const char *key = is_staff ? caller->staff : caller->appointment;
  FinSocket *before = g_hash_table_lookup (places, key);

  if (before != NULL)
    {
      if (strcmp (fin_socket_instance (before), fin_socket_instance (socket)) != 0)
        fin_socket_send (before, fin_json_new ("type:s", "problem", "code:s", "taken", "detail:s",
                                               "connected elsewhere", NULL));
      fin_socket_close (before, FIN_SOCKET_REPLACED, "connected elsewhere");
    }
  g_hash_table_replace (places, g_strdup (key), socket);
}

static gboolean
hello (FinHub *self, FinSocket *socket, JsonObject *message, GError **error)
{
  g_autoptr (FinCaller) caller =
      fin_tokens_lookup (self->store, fin_json_string (message, "token"));

  if (fin_socket_caller (socket) != NULL)
    {
      g_set_error_literal (error, FIN_ERROR, FIN_ERROR_BAD_REQUEST, "hello was said");
      return FALSE;
    }
  if (caller == NULL)
    {
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
  if (fin_socket_caller (socket)->appointment != NULL)
    fin_queue_connected (self->queue, fin_socket_caller (socket)->appointment, TRUE);

  return TRUE;
}

static gboolean
only_for (gboolean allowed, GError **error)
{
  if (!allowed)
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_FORBIDDEN, "not for this role");

  return allowed;
}

static gboolean
set_presence (FinHub *self, FinSocket *socket, JsonObject *message, GError **error)
{
  FinCaller *caller = fin_socket_caller (socket);

  if (!only_for (caller->staff != NULL, error))
    return FALSE;

  g_hash_table_insert (self->presences, g_strdup (caller->staff),
                       g_strdup (fin_json_string (message, "state")));
  send_presence (self, caller->staff);

  return TRUE;
}

static gboolean
arrive (FinHub *self, FinSocket *socket, JsonObject *message, GError **error)
{
  FinCaller *caller = fin_socket_caller (socket);
  FinVisit *visit;

  if (!only_for (caller->appointment != NULL, error))
    return FALSE;

  visit = fin_hub_visit (self, caller->appointment);
  if (visit == NULL)
    return fin_queue_arrive (self->queue, caller->appointment, message, error);

  /* Back from having left for a while. */
  fin_visit_join (visit, socket);
  fin_visit_set_media (visit, socket, fin_json_boolean (message, "camera", FALSE),
                       fin_json_boolean (message, "microphone", FALSE));

  return TRUE;
}

static gboolean
leave (FinHub *self, FinSocket *socket, JsonObject *message, GError **error)
{
  FinCaller *caller = fin_socket_caller (socket);
  FinVisit *visit = visit_of (self, socket);

  if (visit != NULL)
    fin_visit_part (visit, socket);
  else if (caller->appointment != NULL)
    return fin_queue_leave (self->queue, caller->appointment, error);

  return TRUE;
}

static gboolean
media (FinHub *self, FinSocket *socket, JsonObject *message, GError **error)
{
  FinCaller *caller = fin_socket_caller (socket);
  FinVisit *visit = visit_of (self, socket);
  gboolean camera = fin_json_boolean (message, "camera", FALSE);
  gboolean microphone = fin_json_boolean (message, "microphone", FALSE);

  if (visit != NULL && fin_visit_has (visit, socket))
    fin_visit_set_media (visit, socket, camera, microphone);
  else if (caller->appointment != NULL)
    return fin_queue_media (self->queue, caller->appointment, camera, microphone, error);

  return TRUE;
}

static gboolean
language (FinHub *self, FinSocket *socket, JsonObject *message, GError **error)
{
  FinCaller *caller = fin_socket_caller (socket);
  FinVisit *visit = visit_of (self, socket);

  fin_socket_set_language (socket, fin_json_string (message, "language"));
  if (visit != NULL && fin_visit_has (visit, socket))
    fin_visit_language_changed (visit, socket);
  else if (caller->appointment != NULL)
    send_welcome (self, socket);
  if (caller->staff != NULL && fin_caller_attends (caller))
    fin_socket_send (socket, fin_queue_describe (self->queue, fin_socket_language (socket)));

  return TRUE;
}

static gboolean
dispatch (FinHub *self, FinSocket *socket, const FinMessageKind *kind, JsonObject *message,
          GError **error)
{
  static const struct {
    const char *type;
    gboolean (*handler) (FinHub *, FinSocket *, JsonObject *, GError **);
  } handlers[] = {
    { "hello", hello }, { "presence", set_presence }, { "arrive", arrive },
    { "leave", leave }, { "media", media },           { "language", language },
  };
  FinVisit *visit;

  if (!fin_shape_check (kind->shape, message, error))
    return FALSE;
  if (fin_socket_caller (socket) == NULL && strcmp (kind->type, "hello") != 0)
    {
      g_set_error_literal (error, FIN_ERROR, FIN_ERROR_BAD_REQUEST, "hello comes first");
      return FALSE;
    }

  for (guint i = 0; !kind->in_visit && i < G_N_ELEMENTS (handlers); i++)
    if (strcmp (handlers[i].type, kind->type) == 0)
      return handlers[i].handler (self, socket, message, error);

  visit = visit_of (self, socket);
  if (visit == NULL || !fin_visit_has (visit, socket))
    {
      g_set_error_literal (error, FIN_ERROR, FIN_ERROR_NOT_IN_VISIT, "not in a visit");
      return FALSE;
    }

  return fin_visit_handle (visit, socket, kind->type, message, error);
}

/* The name by which its sender knows the message, NULL when it has none one could give back. */
static const char *
name_of (JsonObject *message)
{
  const char *id = fin_json_string (message, "id");
  const char *name = id != NULL ? id : fin_json_string (message, "change");

  return name != NULL && fin_shape_is_id (name) ? name : NULL;
}

static void
message_cb (FinSocket *socket, JsonObject *message, FinHub *self)
{
  const FinMessageKind *kind = fin_protocol_lookup (fin_json_string (message, "type"));
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) missing = NULL;

  if (kind == NULL)
    error = g_error_new_literal (FIN_ERROR, FIN_ERROR_BAD_REQUEST, "there is no such message");
  else if (dispatch (self, socket, kind, message, &error))
    return;

  if (g_error_matches (error, FIN_ERROR, FIN_ERROR_INCOMPLETE))
    missing = fin_form_missing (fin_dossier_form (fin_visit_dossier (visit_of (self, socket))));
  fin_socket_refuse (socket, g_steal_pointer (&error), name_of (message),
                     (const char *const *) missing);
}

static void
closed_cb (FinSocket *socket, FinHub *self)
{
  FinCaller *caller = fin_socket_caller (socket);
  FinVisit *visit = caller != NULL ? visit_of (self, socket) : NULL;

  if (caller != NULL && caller->staff != NULL &&
      g_hash_table_lookup (self->staff, caller->staff) == socket)
    g_hash_table_remove (self->staff, caller->staff);
  if (caller != NULL && caller->appointment != NULL &&
      g_hash_table_lookup (self->citizens, caller->appointment) == socket)
    {
      g_hash_table_remove (self->citizens, caller->appointment);
      if (!self->stopping)
        fin_queue_connected (self->queue, caller->appointment, FALSE);
    }
  if (visit != NULL)
    fin_visit_part (visit, socket);

  g_ptr_array_remove_fast (self->sockets, socket);
}

void
fin_hub_add (FinHub *self, FinSocket *socket)
{
  g_return_if_fail (FIN_IS_HUB (self));

  g_ptr_array_add (self->sockets, socket);
  g_signal_connect_object (socket, "message", G_CALLBACK (message_cb), self, 0);
  g_signal_connect_object (socket, "closed", G_CALLBACK (closed_cb), self, 0);
}

/* Closes those @doomed says, which may take others with them: so from a copy. */
static void
close_all (FinHub *self, gboolean (*doomed) (FinSocket *, gconstpointer), gconstpointer data,
           gushort code, const char *reason)
{
  g_autoptr (GPtrArray) sockets =
      g_ptr_array_copy (self->sockets, (GCopyFunc) (void (*) (void)) g_object_ref, NULL);

  g_ptr_array_set_free_func (sockets, g_object_unref);
  for (guint i = 0; i < sockets->len; i++)
    if (doomed (sockets->pdata[i], data))
      {
        if (code == FIN_SOCKET_UNAUTHORIZED)
          fin_socket_send (sockets->pdata[i], fin_json_new ("type:s", "problem", "code:s",
                                                            "unauthorized", "detail:s", reason,
                                                            NULL));
        fin_socket_close (sockets->pdata[i], code, reason);
      }
}

static gboolean
any (FinSocket *socket, gconstpointer unused)
{
  return TRUE;
}

static gboolean
has_token (FinSocket *socket, gconstpointer hash)
{
  FinCaller *caller = fin_socket_caller (socket);

  return caller != NULL && g_bytes_equal (caller->hash, hash);
}

static gboolean
is_citizen_of (FinSocket *socket, gconstpointer appointment)
{
  FinCaller *caller = fin_socket_caller (socket);

  return caller != NULL && g_strcmp0 (caller->appointment, appointment) == 0;
}

static gboolean
has_expired (FinSocket *socket, gconstpointer now)
{
  FinCaller *caller = fin_socket_caller (socket);

  return caller != NULL && strcmp (caller->expires, now) <= 0;
}

static gboolean
is_silent (FinSocket *socket, gconstpointer unused)
{
  return fin_socket_silence (socket) > MAX_SILENCE;
}

void
fin_hub_revoke (FinHub *self, GBytes *token_hash)
{
  g_return_if_fail (FIN_IS_HUB (self));

  close_all (self, has_token, token_hash, FIN_SOCKET_UNAUTHORIZED, "signed out");
}

void
fin_hub_revoke_citizen (FinHub *self, const char *appointment)
{
  g_return_if_fail (FIN_IS_HUB (self));

  close_all (self, is_citizen_of, appointment, FIN_SOCKET_UNAUTHORIZED, "there is a newer link");
}

JsonObject *
fin_hub_attend (FinHub *self, FinBooking *booking, FinCaller *caller, GError **error)
{
  FinVisit *visit = fin_hub_visit (self, booking->id);
  FinSocket *socket;

  g_return_val_if_fail (FIN_IS_HUB (self), NULL);

  if (visit == NULL || strcmp (fin_visit_staff (visit), caller->staff) != 0)
    {
      if (!fin_visits_open (self->store, booking->id, caller, error))
        return NULL;
      visit = fin_visit_load (self->store, booking->id);
      g_hash_table_insert (self->visits, g_strdup (booking->id), visit);
      fin_queue_tell (self->queue);
      send_presence (self, caller->staff);
    }

  /* Each is told all as they enter; who is there already is told anew. */
  socket = g_hash_table_lookup (self->staff, caller->staff);
  if (socket != NULL)
    fin_visit_join (visit, socket);
  socket = fin_hub_citizen (self, booking->id);
  if (socket != NULL && !fin_visit_has (visit, socket))
    fin_visit_join (visit, socket);

  return fin_visits_summary (self->store, booking->id);
}

JsonObject *
fin_hub_end (FinHub *self, FinBooking *booking, FinCaller *caller, const char *outcome,
             GError **error)
{
  FinVisit *open = fin_hub_visit (self, booking->id);
  g_autoptr (FinVisit) visit = open != NULL ? g_object_ref (open) : NULL;

  g_return_val_if_fail (FIN_IS_HUB (self), NULL);

  if (visit == NULL)
    {
      /* Asked again, because the answer was lost. */
      if (g_strcmp0 (booking->outcome, outcome) == 0)
        return fin_visits_summary (self->store, booking->id);
      g_set_error_literal (error, FIN_ERROR,
                           fin_booking_is (booking, "ended") ? FIN_ERROR_CLOSED
                                                             : FIN_ERROR_NOT_IN_VISIT,
                           "there is no open visit");
      return NULL;
    }
  if (!fin_visits_close (self->store, booking->id, outcome, caller->staff, error))
    return NULL;

  fin_visit_tell_ended (visit, outcome);
  g_hash_table_remove (self->visits, booking->id);
  send_presence (self, fin_visit_staff (visit));

  return fin_visits_summary (self->store, booking->id);
}

void
fin_hub_tell_document (FinHub *self, const char *appointment, JsonObject *document)
{
  FinVisit *visit = fin_hub_visit (self, appointment);
  FinSocket *citizen = fin_hub_citizen (self, appointment);

  g_return_if_fail (FIN_IS_HUB (self));

  if (visit != NULL)
    {
      fin_visit_tell_document (visit, document);
      return;
    }

  if (citizen != NULL)
    fin_socket_send (citizen, fin_json_new ("type:s", "document", "document:o",
                                            json_object_ref (document), NULL));
  json_object_unref (document);
  /* The queue shows how many there are. */
  fin_queue_tell (self->queue);
}

static gboolean
tick_cb (gpointer data)
{
  FinHub *self = data;
  g_autofree char *now = fin_store_now ();

  close_all (self, is_silent, NULL, FIN_SOCKET_GOING_AWAY, "nothing heard");
  close_all (self, has_expired, now, FIN_SOCKET_UNAUTHORIZED, "the token expired");
  fin_queue_expire (self->queue);
  if (self->ticks++ % PURGE_TICKS == 0)
    fin_tokens_purge (self->store);

  return G_SOURCE_CONTINUE;
}

void
fin_hub_stop (FinHub *self)
{
  g_return_if_fail (FIN_IS_HUB (self));

  /* Places and visits are kept: this office comes back. */
  self->stopping = TRUE;
  close_all (self, any, NULL, FIN_SOCKET_GOING_AWAY, "the office is stopping");
}

FinHub *
fin_hub_new (FinOffice *office, guint place_seconds)
{
  FinHub *self = g_object_new (FIN_TYPE_HUB, NULL);
  g_auto (GStrv) open = NULL;

  self->office = office;
  self->store = g_object_ref (fin_office_store (office));
  self->queue = fin_queue_new (self, self->store, place_seconds);

  open = fin_visits_all_open (self->store);
  for (guint i = 0; open[i] != NULL; i++)
    g_hash_table_insert (self->visits, g_strdup (open[i]), fin_visit_load (self->store, open[i]));

  return self;
}

static void
fin_hub_finalize (GObject *object)
{
  FinHub *self = FIN_HUB (object);

  g_clear_handle_id (&self->tick, g_source_remove);
  g_clear_pointer (&self->queue, fin_queue_free);
  g_hash_table_unref (self->visits);
  g_hash_table_unref (self->presences);
  g_hash_table_unref (self->staff);
  g_hash_table_unref (self->citizens);
  g_ptr_array_unref (self->sockets);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (fin_hub_parent_class)->finalize (object);
}

static void
fin_hub_class_init (FinHubClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fin_hub_finalize;
}

static void
fin_hub_init (FinHub *self)
{
  self->sockets = g_ptr_array_new_with_free_func (g_object_unref);
  self->staff = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->citizens = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->presences = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->visits = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->tick = g_timeout_add_seconds (TICK_SECONDS, tick_cb, self);
}
