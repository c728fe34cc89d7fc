// Sockets from coming to closing, and finding whoever must be told something.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-hub-private.h"

#include "fin-drafts.h"
#include "fin-json-new.h"
#include "fin-shown.h"
#include "fin-transcripts.h"
#include "fin-visits.h"

#define TICK_SECONDS 5
#define MAX_SILENCE  10 /* ticks: two pings not answered */
#define PURGE_TICKS  720

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

gboolean
fin_hub_is_sealed (FinHub *self, const char *appointment, const char *form)
{
  FinVisit *visit = fin_hub_visit (self, appointment);
  FinDossier *dossier = visit != NULL ? fin_visit_dossier (visit, form) : NULL;

  return fin_forms_state (self->store, form) != FIN_FORM_OPEN ||
         (dossier != NULL && fin_dossier_is_closed (dossier));
}

FinVisit *
fin_hub_visit_of (FinHub *self, const char *staff)
{
  GHashTableIter iter;
  FinVisit *visit;

  g_hash_table_iter_init (&iter, self->visits);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *)&visit))
    if (fin_visit_is_with (visit, staff))
      return visit;

  return NULL;
}

FinVisit *
_fin_hub_visit_at (FinHub *self, FinSocket *socket)
{
  FinCaller *caller = fin_socket_caller (socket);
  g_autoptr (FinGuest) guest =
      caller->guest != NULL ? fin_guests_lookup (self->store, caller->guest) : NULL;

  if (caller->staff != NULL)
    return fin_hub_visit_of (self, caller->staff);
  if (caller->guest == NULL)
    return fin_hub_visit (self, caller->appointment);

  return guest != NULL && fin_guest_is (guest, "in") ? fin_hub_visit (self, guest->appointment)
                                                     : NULL;
}

const char *
_fin_hub_presence (FinHub *self, const char *staff)
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
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *)&socket)) {
    FinCaller *caller = fin_socket_caller (socket);

    count += fin_caller_attends (caller) &&
             strcmp (_fin_hub_presence (self, caller->staff), "away") != 0;
  }

  return count;
}

void
fin_hub_tell_staff (FinHub *self, FinHubMake make, gpointer data)
{
  g_autoptr (GHashTable) made =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)json_object_unref);
  g_autoptr (GList) sockets = g_hash_table_get_values (self->staff);

  g_list_foreach (sockets, (GFunc)(void (*) (void))g_object_ref, NULL);
  for (GList *each = sockets; each != NULL; each = each->next) {
    g_autoptr (FinSocket) socket = each->data;
    const char *language = fin_socket_language (socket);
    FinCaller *caller = fin_socket_caller (socket);
    gboolean tries = fin_caller_is_role (caller, "coordinator");
    g_autofree char *kind =
        g_strdup_printf ("%s%d%s", language, caller->sensitive, tries ? caller->staff : "");

    if (!fin_caller_attends (caller))
      continue;
    if (!g_hash_table_contains (made, kind))
      g_hash_table_insert (made, g_strdup (kind), make (language, caller, data));
    fin_socket_send (socket, json_object_ref (g_hash_table_lookup (made, kind)));
  }
}

void
fin_hub_tell_queue (FinHub *self)
{
  g_return_if_fail (FIN_IS_HUB (self));

  fin_queue_tell (self->queue);
}

void
_fin_hub_send_presence (FinHub *self, const char *staff)
{
  FinSocket *socket = g_hash_table_lookup (self->staff, staff);

  if (socket != NULL)
    fin_socket_send (socket, fin_json_new ("type:s", "presence", "state:s",
                                           _fin_hub_presence (self, staff), NULL));
}

static void
closed_cb (FinSocket *socket, FinHub *self)
{
  FinCaller *caller = fin_socket_caller (socket);
  FinVisit *visit = caller != NULL ? _fin_hub_visit_at (self, socket) : NULL;

  if (caller != NULL && caller->staff != NULL &&
      g_hash_table_lookup (self->staff, caller->staff) == socket)
    g_hash_table_remove (self->staff, caller->staff);
  if (caller != NULL && caller->appointment != NULL &&
      g_hash_table_lookup (self->citizens, caller->appointment) == socket) {
    g_hash_table_remove (self->citizens, caller->appointment);
    if (!self->stopping)
      fin_queue_connected (self->queue, caller->appointment, FALSE);
  }
  if (visit != NULL)
    fin_visit_part (visit, socket);
  if (caller != NULL && caller->guest != NULL &&
      g_hash_table_lookup (self->guests, caller->guest) == socket) {
    g_hash_table_remove (self->guests, caller->guest);
    if (!self->stopping)
      _fin_hub_tell_guests_with (self, caller->guest);
  }

  g_ptr_array_remove_fast (self->sockets, socket);
}

void
fin_hub_add (FinHub *self, FinSocket *socket)
{
  g_return_if_fail (FIN_IS_HUB (self));

  g_ptr_array_add (self->sockets, socket);
  g_signal_connect_object (socket, "message", G_CALLBACK (_fin_hub_message_cb), self, 0);
  g_signal_connect_object (socket, "closed", G_CALLBACK (closed_cb), self, 0);
}

/* Closes those @doomed says, which may take others with them: so from a copy. */
static void
close_all (FinHub *self,
           gboolean (*doomed) (FinSocket *, gconstpointer),
           gconstpointer data,
           gushort code,
           const char *reason)
{
  g_autoptr (GPtrArray) sockets =
      g_ptr_array_copy (self->sockets, (GCopyFunc)(void (*) (void))g_object_ref, NULL);

  g_ptr_array_set_free_func (sockets, g_object_unref);
  for (guint i = 0; i < sockets->len; i++)
    if (doomed (sockets->pdata[i], data)) {
      if (code == FIN_SOCKET_UNAUTHORIZED)
        fin_socket_send (
            sockets->pdata[i],
            fin_json_new ("type:s", "problem", "code:s", "unauthorized", "detail:s", reason, NULL));
      fin_socket_close (sockets->pdata[i], code, reason);
    }
}

static gboolean
any (FinSocket *socket, gconstpointer unused)
{
  return TRUE;
}

typedef struct {
  FinStore *store;
  const char *staff;
} Lapse;

static gboolean
has_lapsed (FinSocket *socket, gconstpointer data)
{
  const Lapse *lapse = data;
  FinCaller *caller = fin_socket_caller (socket);

  return caller != NULL && g_strcmp0 (caller->staff, lapse->staff) == 0 &&
         !fin_tokens_has (lapse->store, caller->hash);
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
_fin_hub_close_all (FinHub *self,
                    gboolean (*doomed) (FinSocket *, gconstpointer),
                    gconstpointer data,
                    const char *reason)
{
  close_all (self, doomed, data, FIN_SOCKET_UNAUTHORIZED, reason);
}

void
fin_hub_revoke_staff (FinHub *self, const char *staff)
{
  g_return_if_fail (FIN_IS_HUB (self));
  g_return_if_fail (staff != NULL);

  close_all (self, has_lapsed, &(Lapse){ self->store, staff }, FIN_SOCKET_UNAUTHORIZED,
             "signed out");
}

void
fin_hub_set_sensitive (FinHub *self, const char *staff, gboolean sensitive)
{
  FinSocket *socket;

  g_return_if_fail (FIN_IS_HUB (self));
  g_return_if_fail (staff != NULL);

  socket = g_hash_table_lookup (self->staff, staff);
  if (socket == NULL)
    return;

  fin_socket_caller (socket)->sensitive = sensitive;
  fin_queue_tell (self->queue);
}

void
fin_hub_revoke_citizen (FinHub *self, const char *appointment)
{
  g_return_if_fail (FIN_IS_HUB (self));

  close_all (self, is_citizen_of, appointment, FIN_SOCKET_UNAUTHORIZED, "there is a newer link");
}

static gboolean
tick_cb (gpointer data)
{
  FinHub *self = data;
  g_autofree char *now = fin_store_now ();

  fin_store_take_failure (self->store, NULL);
  close_all (self, is_silent, NULL, FIN_SOCKET_GOING_AWAY, "nothing heard");
  close_all (self, has_expired, now, FIN_SOCKET_UNAUTHORIZED, "the token expired");
  fin_queue_expire (self->queue);
  if (++self->ticks % PURGE_TICKS == 0) {
    fin_tokens_purge (self->store);
    fin_shown_purge (self->store, fin_office_vault (self->office));
    fin_drafts_purge (self->store, fin_office_vault (self->office), NULL);
    fin_transcripts_purge (self->store, NULL);
  }

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
  for (guint i = 0; open[i] != NULL; i++) {
    FinVisit *visit = fin_visit_load (self->store, fin_office_vault (self->office), open[i]);

    /* One that cannot be read, and was logged, is not there; the others are. */
    if (visit != NULL)
      g_hash_table_insert (self->visits, g_strdup (open[i]), visit);
    fin_store_take_failure (self->store, NULL);
  }

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
  g_hash_table_unref (self->guests);
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
  self->guests = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->presences = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->visits = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->tick = g_timeout_add_seconds (TICK_SECONDS, tick_cb, self);
}
