// Who is in the visit, and who is called.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-parties.h"

#include <glib/gi18n.h>

#include "fin-call-health.h"
#include "fin-error.h"
#include "fin-json.h"
#include "fin-object.h"

enum { PROP_0, PROP_CONNECTION, PROP_CONNECTION_GRADE, N_PROPS };

struct _FinParties {
  GObject parent_instance;

  FinLink *link;
  FinCall *call;
  GListStore *parties;
  GPtrArray *gone; /* FinParty */
  char *connection;
  guint connection_grade;
  gboolean closed;
};

static void fin_parties_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FinParties,
                               fin_parties,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      fin_parties_list_model_init))

static GParamSpec *properties[N_PROPS];

static void
peer_signal_cb (FinParties *self, JsonObject *signal, FinPeer *peer)
{
  g_autoptr (JsonObject) message = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  g_assert (FIN_IS_PARTIES (self));

  json_object_set_string_member (message, "type", "signal");
  json_object_set_string_member (message, "to", fin_peer_id (peer));
  json_object_iter_init (&iter, signal);
  while (json_object_iter_next (&iter, &name, &node))
    json_object_set_member (message, name, json_node_copy (node));
  fin_link_send (self->link, g_steal_pointer (&message));
}

/* Swapped signals put the emitter last, which is what peer_signal_cb() wants; figures and frames
 * have their own listeners. */
static void
watch_peer (FinParties *self, FinPeer *peer)
{
  g_signal_connect_object (peer, "signal", G_CALLBACK (peer_signal_cb), self, G_CONNECT_SWAPPED);
}

static JsonArray *
ice_servers (FinParties *self)
{
  JsonObject *welcome = fin_link_welcome (self->link);

  return welcome != NULL ? fin_json_array (welcome, "ice_servers") : NULL;
}

/* A participant of the same instance keeps their end of the call; a new instance knows nothing of
 * the old one, so the call with them is made anew. @back: they or we have been away, so that what
 * was offered meanwhile may not have arrived. */
static void
connect_party (
    FinParties *self, FinParty *party, FinParticipant *me, gboolean new_instance, gboolean back)
{
  FinParticipant *participant = fin_party_participant (party);
  const char *id = fin_party_id (party);
  FinPeer *peer = fin_party_peer (party);

  g_assert (FIN_IS_PARTIES (self));

  if (self->closed || !fin_participant_connected (participant) ||
      fin_participant_instance (participant)[0] == '\0')
    return;

  if (peer != NULL && !new_instance) {
    if (back && fin_peer_state (peer) != FIN_PEER_CONNECTED)
      fin_peer_restart_ice (peer);
    return;
  }

  if (peer != NULL) {
    fin_party_set_peer (party, NULL);
    fin_call_remove_peer (self->call, id);
  }
  peer = fin_call_add_peer (self->call, id, ice_servers (self));
  fin_peer_set_polite (peer, !fin_participant_offers_to (me, participant));
  watch_peer (self, peer);
  fin_party_set_peer (party, peer);
}

/* The worst connection of the visit is the one to know of. */
static void
update_connection (FinParties *self)
{
  FinCallHealth *worst = NULL;
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->parties));
  g_autofree char *whose = NULL;
  g_autofree char *sentence = NULL;

  g_assert (FIN_IS_PARTIES (self));

  for (guint i = 0; i < n; i++) {
    g_autoptr (FinParty) party = g_list_model_get_item (G_LIST_MODEL (self->parties), i);
    FinCallHealth *connection = fin_party_health (party);

    if (worst == NULL || fin_call_health_grade (connection) > fin_call_health_grade (worst)) {
      worst = connection;
      g_free (whose);
      whose = g_strdup (fin_participant_name (fin_party_participant (party)));
    }
  }

  g_object_freeze_notify (G_OBJECT (self));
  fin_object_set_uint (self, &self->connection_grade,
                       worst != NULL ? fin_call_health_grade (worst) : FIN_CALL_GRADE_WAITING,
                       properties[PROP_CONNECTION_GRADE]);
  if (worst == NULL)
    sentence = g_strdup (_ ("Connecting…"));
  else if (n == 1 || fin_call_health_grade (worst) == FIN_CALL_GRADE_GOOD)
    sentence = g_strdup (fin_call_health_sentence (worst));
  else
    /* Translators: a name, and how the connection with them fares. */
    sentence = g_strdup_printf (_ ("%s: %s"), whose, fin_call_health_sentence (worst));
  fin_object_set_string (self, &self->connection, sentence, properties[PROP_CONNECTION]);
  g_object_thaw_notify (G_OBJECT (self));
}

/* Whether there is a picture of one's own to be sent. */
static void
tell_sends (FinParties *self)
{
  gboolean has_camera, camera_on;

  g_object_get (self->call, "has-camera", &has_camera, "camera-on", &camera_on, NULL);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->parties)); i++) {
    g_autoptr (FinParty) party = g_list_model_get_item (G_LIST_MODEL (self->parties), i);

    fin_party_set_sends (party, has_camera && camera_on);
  }
}

/* The object */

static GType
fin_parties_get_item_type (GListModel *model)
{
  return FIN_TYPE_PARTY;
}

static guint
fin_parties_get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (FIN_PARTIES (model)->parties));
}

static gpointer
fin_parties_get_item (GListModel *model, guint i)
{
  return g_list_model_get_item (G_LIST_MODEL (FIN_PARTIES (model)->parties), i);
}

static void
fin_parties_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = fin_parties_get_item_type;
  iface->get_n_items = fin_parties_get_n_items;
  iface->get_item = fin_parties_get_item;
}

static void
fin_parties_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  FinParties *self = FIN_PARTIES (object);

  switch (id) {
  case PROP_CONNECTION:
    g_value_set_string (value, self->connection);
    break;
  case PROP_CONNECTION_GRADE:
    g_value_set_uint (value, self->connection_grade);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
fin_parties_dispose (GObject *object)
{
  FinParties *self = FIN_PARTIES (object);

  g_clear_object (&self->parties);
  g_clear_pointer (&self->gone, g_ptr_array_unref);
  g_clear_object (&self->call);
  g_clear_object (&self->link);

  G_OBJECT_CLASS (fin_parties_parent_class)->dispose (object);
}

static void
fin_parties_finalize (GObject *object)
{
  g_free (FIN_PARTIES (object)->connection);

  G_OBJECT_CLASS (fin_parties_parent_class)->finalize (object);
}

static void
fin_parties_class_init (FinPartiesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = fin_parties_get_property;
  object_class->dispose = fin_parties_dispose;
  object_class->finalize = fin_parties_finalize;

  properties[PROP_CONNECTION] = g_param_spec_string ("connection", NULL, NULL, NULL, flags);
  properties[PROP_CONNECTION_GRADE] = g_param_spec_uint (
      "connection-grade", NULL, NULL, 0, FIN_CALL_GRADE_LOST, FIN_CALL_GRADE_GOOD, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
fin_parties_init (FinParties *self)
{
  self->parties = g_list_store_new (FIN_TYPE_PARTY);
  self->gone = g_ptr_array_new_with_free_func (g_object_unref);
  g_signal_connect_object (self->parties, "items-changed", G_CALLBACK (g_list_model_items_changed),
                           self, G_CONNECT_SWAPPED);
}

FinParties *
fin_parties_new (FinLink *link, FinCall *call)
{
  FinParties *self;

  g_return_val_if_fail (FIN_IS_LINK (link), NULL);
  g_return_val_if_fail (FIN_IS_CALL (call), NULL);

  self = g_object_new (FIN_TYPE_PARTIES, NULL);
  self->link = g_object_ref (link);
  self->call = g_object_ref (call);
  g_signal_connect_object (call, "notify::camera-on", G_CALLBACK (tell_sends), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (call, "notify::has-camera", G_CALLBACK (tell_sends), self,
                           G_CONNECT_SWAPPED);
  update_connection (self);

  return self;
}

static void
add_party (FinParties *self, JsonObject *object, FinParticipant *me)
{
  g_autoptr (FinParticipant) participant = fin_participant_new (object);
  g_autoptr (FinParty) made = fin_party_new (participant);

  if (fin_participant_gone (participant)) {
    g_ptr_array_add (self->gone, g_steal_pointer (&made));
    return;
  }

  g_signal_connect_object (fin_party_health (made), "notify", G_CALLBACK (update_connection), self,
                           G_CONNECT_SWAPPED);
  g_list_store_append (self->parties, made);
  connect_party (self, made, me, TRUE, FALSE);
  tell_sends (self);
  update_connection (self);
}

static void
see_off (FinParties *self, FinParty *party)
{
  guint position;

  if (!g_list_store_find (self->parties, party, &position))
    return;

  g_ptr_array_add (self->gone, g_object_ref (party));
  fin_party_set_peer (party, NULL);
  fin_call_remove_peer (self->call, fin_party_id (party));
  g_list_store_remove (self->parties, position);
  update_connection (self);
}

void
fin_parties_take (FinParties *self, JsonObject *object, FinParticipant *me)
{
  const char *id = fin_json_string (object, "id");
  const char *instance = fin_json_string (object, "instance");
  FinParty *party;
  gboolean new_instance, away;

  g_return_if_fail (FIN_IS_PARTIES (self));
  g_return_if_fail (object != NULL);

  if (id == NULL || g_str_equal (id, fin_participant_id (me)))
    return;

  party = fin_parties_lookup (self, id);
  if (party == NULL) {
    add_party (self, object, me);
    return;
  }

  new_instance =
      instance != NULL && instance[0] != '\0' &&
      g_strcmp0 (instance, fin_participant_instance (fin_party_participant (party))) != 0;
  away = !fin_participant_connected (fin_party_participant (party));
  fin_participant_update (fin_party_participant (party), object);
  if (fin_participant_gone (fin_party_participant (party)))
    see_off (self, party);
  else
    connect_party (self, party, me, new_instance, away);
}

void
fin_parties_come_back (FinParties *self, FinParticipant *me)
{
  g_return_if_fail (FIN_IS_PARTIES (self));

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->parties)); i++) {
    g_autoptr (FinParty) party = g_list_model_get_item (G_LIST_MODEL (self->parties), i);

    connect_party (self, party, me, FALSE, TRUE);
  }
}

void
fin_parties_signal (FinParties *self, JsonObject *message)
{
  const char *from = fin_json_string (message, "from");
  FinParty *party = from != NULL ? fin_parties_lookup (self, from) : NULL;
  FinPeer *peer = party != NULL ? fin_party_peer (party) : NULL;
  g_autoptr (GError) error = NULL;

  if (peer == NULL || fin_peer_handle_signal (peer, message, &error))
    return;

  if (g_error_matches (error, FIN_ERROR, FIN_ERROR_CONFLICT)) {
    g_debug ("A signal came out of turn: %s", error->message);
    return;
  }

  g_message ("What a participant sent for the call can't be used: %s", error->message);
  fin_call_health_refused (fin_party_health (party));
}

void
fin_parties_close (FinParties *self)
{
  g_return_if_fail (FIN_IS_PARTIES (self));

  self->closed = TRUE;
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->parties)); i++) {
    g_autoptr (FinParty) party = g_list_model_get_item (G_LIST_MODEL (self->parties), i);

    fin_party_set_peer (party, NULL);
  }
}

FinParty *
fin_parties_lookup (FinParties *self, const char *id)
{
  g_return_val_if_fail (FIN_IS_PARTIES (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->parties)); i++) {
    g_autoptr (FinParty) party = g_list_model_get_item (G_LIST_MODEL (self->parties), i);

    if (g_str_equal (fin_party_id (party), id))
      return party; /* the list keeps it */
  }
  for (guint i = 0; i < self->gone->len; i++)
    if (g_str_equal (fin_party_id (self->gone->pdata[i]), id))
      return self->gone->pdata[i];

  return NULL;
}
