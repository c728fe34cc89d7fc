// The queue: the store's waiting appointments, and since when each has not been connected.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-queue.h"

#include "fin-error.h"
#include "fin-json-new.h"
#include "fin-json.h"

/* So that the message stays one message: who is further back comes into sight in time. */
#define MAX_TOLD 100
/* Milliseconds: what happens to one who waits is told to all, and not more often than this. */
#define QUIET 250

struct _FinQueue {
  FinHub *hub;
  FinStore *store;
  gint64 kept;      /* microseconds */
  GHashTable *lost; /* appointment to when it was lost, monotonic */
  GHashTable *told; /* appointment to the Place its citizen was told last */
  guint quiet;      /* while it runs tellings are gathered */
  gboolean stale;   /* there is something to tell when it is over */
};

typedef struct {
  gint64 ahead;
  gint64 minutes;
} Place;

static JsonObject *
waiting_new (FinQueue *self, FinBooking *booking, const char *language)
{
  return fin_json_new ("appointment:o", fin_booking_to_json (booking, language), "since:s",
                       booking->since, "camera:b", booking->camera, "microphone:b",
                       booking->microphone, "connected:b",
                       fin_hub_citizen (self->hub, booking->id) != NULL, NULL);
}

static JsonObject *
describe (FinQueue *self, GPtrArray *waiting, const char *language, FinCaller *caller)
{
  JsonArray *array = json_array_new ();
  guint told = 0;

  for (guint i = 0; i < waiting->len && told < MAX_TOLD; i++)
    if (fin_booking_is_for (waiting->pdata[i], caller)) {
      json_array_add_object_element (array, waiting_new (self, waiting->pdata[i], language));
      told++;
    }

  return fin_json_new ("type:s", "queue", "waiting:a", array, NULL);
}

JsonObject *
fin_queue_describe (FinQueue *self, const char *language, FinCaller *caller)
{
  g_autoptr (GPtrArray) waiting = fin_appointments_waiting (self->store);

  return describe (self, waiting, language, caller);
}

typedef struct {
  FinQueue *self;
  GPtrArray *waiting;
} Telling;

static JsonObject *
make_queue (const char *language, FinCaller *caller, gpointer data)
{
  Telling *telling = data;

  return describe (telling->self, telling->waiting, language, caller);
}

static void
tell_place (FinQueue *self, const char *appointment, gint64 ahead, gint64 minutes)
{
  FinSocket *socket = fin_hub_citizen (self->hub, appointment);
  Place *told = g_hash_table_lookup (self->told, appointment);

  if (socket == NULL || (told != NULL && told->ahead == ahead && told->minutes == minutes))
    return;

  told = g_new (Place, 1);
  *told = (Place){ ahead, minutes };
  g_hash_table_insert (self->told, g_strdup (appointment), told);
  fin_socket_send (
      socket, fin_json_new ("type:s", "position", "ahead:i", ahead, "minutes:i", minutes, NULL));
}

static void
tell (FinQueue *self)
{
  g_autoptr (GPtrArray) waiting = fin_appointments_waiting (self->store);
  Telling telling = { self, waiting };
  guint attending = MAX (fin_hub_attending (self->hub), 1);
  guint ahead = 0, minutes = 0;

  fin_hub_tell_staff (self->hub, make_queue, &telling);

  for (guint i = 0; i < waiting->len; i++) {
    FinBooking *booking = waiting->pdata[i];

    tell_place (self, booking->id, ahead, minutes / attending);
    /* Nobody waits for a trial to be over. */
    if (booking->trial)
      continue;
    ahead++;
    minutes += fin_booking_minutes (booking);
  }
}

static gboolean
quiet_over_cb (gpointer data)
{
  FinQueue *self = data;

  if (self->stale) {
    self->stale = FALSE;
    tell (self);
    fin_store_take_failure (self->store, NULL); /* logged; nobody asked */
    return G_SOURCE_CONTINUE;
  }
  self->quiet = 0;

  return G_SOURCE_REMOVE;
}

void
fin_queue_tell (FinQueue *self)
{
  if (self->quiet != 0) {
    self->stale = TRUE;
    return;
  }

  self->quiet = g_timeout_add (QUIET, quiet_over_cb, self);
  tell (self);
}

gboolean
fin_queue_arrive (FinQueue *self, const char *appointment, JsonObject *arrive, GError **error)
{
  g_autofree char *now = fin_store_now ();
  g_auto (GStrv) list = fin_json_strings (arrive, "needs");
  g_autofree char *needs = json_object_has_member (arrive, "needs") ? g_strjoinv (",", list) : NULL;

  /* Who arrives again keeps their place. */
  if (!fin_store_run (self->store, error,
                      "UPDATE appointment SET state = 'waiting', since = coalesce (since, ?),"
                      " camera = ?, microphone = ?, needs = coalesce (?, needs)"
                      " WHERE id = ? AND state IN ('booked', 'waiting')",
                      "siiss", now, (gint64)fin_json_boolean (arrive, "camera", FALSE),
                      (gint64)fin_json_boolean (arrive, "microphone", FALSE), needs, appointment))
    return FALSE;
  if (fin_store_changes (self->store) == 0) {
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_CLOSED, "the visit is over");
    return FALSE;
  }

  g_hash_table_remove (self->told, appointment);
  fin_queue_tell (self);

  return TRUE;
}

static gboolean
give_up (FinQueue *self, const char *appointment, GError **error)
{
  return fin_store_run (self->store, error,
                        "UPDATE appointment SET state = 'booked', since = NULL"
                        " WHERE id = ? AND state = 'waiting'",
                        "s", appointment);
}

gboolean
fin_queue_leave (FinQueue *self, const char *appointment, GError **error)
{
  if (!give_up (self, appointment, error))
    return FALSE;

  if (fin_store_changes (self->store) > 0)
    fin_queue_tell (self);

  return TRUE;
}

gboolean
fin_queue_media (
    FinQueue *self, const char *appointment, gboolean camera, gboolean microphone, GError **error)
{
  if (!fin_store_run (self->store, error,
                      "UPDATE appointment SET camera = ?, microphone = ?"
                      " WHERE id = ? AND state = 'waiting' AND (camera, microphone) <> (?, ?)",
                      "iisii", (gint64)camera, (gint64)microphone, appointment, (gint64)camera,
                      (gint64)microphone))
    return FALSE;

  if (fin_store_changes (self->store) > 0)
    fin_queue_tell (self);

  return TRUE;
}

static gboolean
waits (FinQueue *self, const char *appointment)
{
  g_autoptr (FinBooking) booking = fin_appointments_lookup (self->store, appointment);

  return booking != NULL && fin_booking_is (booking, "waiting");
}

static void
lose (FinQueue *self, const char *appointment)
{
  gint64 *now = g_new (gint64, 1);

  *now = g_get_monotonic_time ();
  g_hash_table_insert (self->lost, g_strdup (appointment), now);
}

void
fin_queue_connected (FinQueue *self, const char *appointment, gboolean connected)
{
  g_hash_table_remove (self->told, appointment);
  if (!waits (self, appointment))
    return;

  if (connected)
    g_hash_table_remove (self->lost, appointment);
  else
    lose (self, appointment);
  fin_queue_tell (self);
}

void
fin_queue_expire (FinQueue *self)
{
  gint64 before = g_get_monotonic_time () - self->kept;
  gboolean any = FALSE;
  GHashTableIter iter;
  const char *appointment;
  gint64 *when;

  g_hash_table_iter_init (&iter, self->lost);
  while (g_hash_table_iter_next (&iter, (gpointer *)&appointment, (gpointer *)&when))
    if (*when < before) {
      give_up (self, appointment, NULL);
      any = TRUE;
      g_hash_table_iter_remove (&iter);
    }

  if (any)
    fin_queue_tell (self);
}

FinQueue *
fin_queue_new (FinHub *hub, FinStore *store, guint place_seconds)
{
  g_autoptr (GPtrArray) waiting = fin_appointments_waiting (store);
  FinQueue *self = g_new0 (FinQueue, 1);

  self->hub = hub;
  self->store = g_object_ref (store);
  self->kept = place_seconds * G_USEC_PER_SEC;
  self->lost = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; i < waiting->len; i++)
    lose (self, ((FinBooking *)waiting->pdata[i])->id);

  return self;
}

void
fin_queue_free (FinQueue *self)
{
  g_clear_handle_id (&self->quiet, g_source_remove);
  g_object_unref (self->store);
  g_hash_table_unref (self->lost);
  g_hash_table_unref (self->told);
  g_free (self);
}
