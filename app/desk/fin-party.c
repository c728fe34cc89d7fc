// A participant and their peer, kept together; the verdict on the call follows both.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-party.h"

#include <glib/gi18n.h>

enum { PROP_0, PROP_PARTICIPANT, PROP_PEER, PROP_HEALTH, PROP_HEARD, N_PROPS };

struct _FinParty {
  GObject parent_instance;

  FinParticipant *participant;
  FinPeer *peer;
  GSignalGroup *peer_signals;
  FinCallHealth *health;
  FinConformance *conformance;
  gboolean sends;
  gboolean silenced;
};

G_DEFINE_FINAL_TYPE (FinParty, fin_party, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];

static void
update_health (FinParty *self)
{
  g_assert (FIN_IS_PARTY (self));

  fin_call_health_set_peer (self->health, fin_participant_connected (self->participant),
                            self->peer != NULL ? fin_peer_state (self->peer) : FIN_PEER_CONNECTING);
}

static void
figures_cb (FinParty *self, const FinPeerFigures *figures)
{
  gboolean picture = fin_participant_camera (self->participant);

  fin_call_health_feed (self->health, figures, picture);
  /* What is not up has no figures. */
  if (self->peer != NULL && fin_peer_state (self->peer) == FIN_PEER_CONNECTED)
    fin_conformance_feed (self->conformance, figures, picture, self->sends);
}

static void
fin_party_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  FinParty *self = FIN_PARTY (object);

  switch (id) {
  case PROP_PARTICIPANT:
    g_value_set_object (value, self->participant);
    break;
  case PROP_PEER:
    g_value_set_object (value, self->peer);
    break;
  case PROP_HEALTH:
    g_value_set_object (value, self->health);
    break;
  case PROP_HEARD:
    g_value_set_boolean (value, !self->silenced);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
fin_party_dispose (GObject *object)
{
  FinParty *self = FIN_PARTY (object);

  g_clear_object (&self->peer_signals);
  g_clear_object (&self->peer);
  g_clear_object (&self->participant);
  g_clear_object (&self->health);
  g_clear_object (&self->conformance);

  G_OBJECT_CLASS (fin_party_parent_class)->dispose (object);
}

static void
fin_party_class_init (FinPartyClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = fin_party_get_property;
  object_class->dispose = fin_party_dispose;

  properties[PROP_PARTICIPANT] =
      g_param_spec_object ("participant", NULL, NULL, FIN_TYPE_PARTICIPANT, flags);
  properties[PROP_PEER] = g_param_spec_object ("peer", NULL, NULL, FIN_TYPE_PEER, flags);
  properties[PROP_HEALTH] = g_param_spec_object ("health", NULL, NULL, FIN_TYPE_CALL_HEALTH, flags);
  properties[PROP_HEARD] = g_param_spec_boolean ("heard", NULL, NULL, TRUE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
fin_party_init (FinParty *self)
{
  self->health = fin_call_health_new ();
  self->conformance = fin_conformance_new ();
  self->peer_signals = g_signal_group_new (FIN_TYPE_PEER);
  g_signal_group_connect_swapped (self->peer_signals, "notify::state", G_CALLBACK (update_health),
                                  self);
  g_signal_group_connect_swapped (self->peer_signals, "figures", G_CALLBACK (figures_cb), self);
}

FinParty *
fin_party_new (FinParticipant *participant)
{
  FinParty *self;

  g_return_val_if_fail (FIN_IS_PARTICIPANT (participant), NULL);

  self = g_object_new (FIN_TYPE_PARTY, NULL);
  self->participant = g_object_ref (participant);
  g_signal_connect_object (participant, "notify::connected", G_CALLBACK (update_health), self,
                           G_CONNECT_SWAPPED);
  update_health (self);

  return self;
}

const char *
fin_party_id (FinParty *self)
{
  g_return_val_if_fail (FIN_IS_PARTY (self), "");

  return fin_participant_id (self->participant);
}

FinParticipant *
fin_party_participant (FinParty *self)
{
  g_return_val_if_fail (FIN_IS_PARTY (self), NULL);

  return self->participant;
}

FinCallHealth *
fin_party_health (FinParty *self)
{
  g_return_val_if_fail (FIN_IS_PARTY (self), NULL);

  return self->health;
}

FinPeer *
fin_party_peer (FinParty *self)
{
  g_return_val_if_fail (FIN_IS_PARTY (self), NULL);

  return self->peer;
}

void
fin_party_set_peer (FinParty *self, FinPeer *peer)
{
  g_return_if_fail (FIN_IS_PARTY (self));
  g_return_if_fail (peer == NULL || FIN_IS_PEER (peer));

  if (!g_set_object (&self->peer, peer))
    return;

  if (peer != NULL)
    fin_peer_set_silenced (peer, self->silenced);
  g_signal_group_set_target (self->peer_signals, peer);
  update_health (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PEER]);
}

gboolean
fin_party_text_open (FinParty *self)
{
  gboolean open = FALSE;

  g_return_val_if_fail (FIN_IS_PARTY (self), FALSE);

  if (self->peer != NULL)
    g_object_get (self->peer, "text-open", &open, NULL);

  return open;
}

const char *
fin_party_role_name (const char *role)
{
  if (g_strcmp0 (role, "informer") == 0)
    return _ ("Informer");
  if (g_strcmp0 (role, "interpreter") == 0)
    return _ ("Interpreter");
  if (g_strcmp0 (role, "companion") == 0)
    return _ ("Companion");

  return _ ("Citizen");
}

FinConformance *
fin_party_conformance (FinParty *self)
{
  g_return_val_if_fail (FIN_IS_PARTY (self), NULL);

  return self->conformance;
}

void
fin_party_set_sends (FinParty *self, gboolean sends)
{
  g_return_if_fail (FIN_IS_PARTY (self));

  self->sends = sends;
}

gboolean
fin_party_heard (FinParty *self)
{
  g_return_val_if_fail (FIN_IS_PARTY (self), FALSE);

  return !self->silenced;
}

void
fin_party_set_heard (FinParty *self, gboolean heard)
{
  g_return_if_fail (FIN_IS_PARTY (self));

  if (self->silenced == !heard)
    return;

  self->silenced = !heard;
  if (self->peer != NULL)
    fin_peer_set_silenced (self->peer, self->silenced);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HEARD]);
}
