// Pictures and sound level of a party, and in words what there is instead of a picture.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-party-tile.h"

#include <glib/gi18n.h>

#include "fin-tile.h"
#include "fin-video-paintable.h"

struct _FinPartyTile {
  AdwBin parent_instance;

  FinParty *party;
  FinTile *tile;
  FinVideoPaintable *paintable;
  GSignalGroup *peer;
  gboolean signed_visit; /* somebody in it interprets a sign language */
  gboolean signs;
  gboolean pinned;
};

enum { PROP_0, PROP_PINNED, N_PROPS };

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (FinPartyTile, fin_party_tile, ADW_TYPE_BIN)

static void
update_message (FinPartyTile *self)
{
  FinParticipant *participant = fin_party_participant (self->party);
  FinPeer *peer = fin_party_peer (self->party);
  FinPeerState state = peer != NULL ? fin_peer_state (peer) : FIN_PEER_CLOSED;
  gboolean there = fin_participant_connected (participant);
  gboolean picture = fin_video_paintable_texture (self->paintable) != NULL;

  g_assert (FIN_IS_PARTY_TILE (self));

  fin_tile_set_dimmed (self->tile, state != FIN_PEER_CONNECTED);
  fin_tile_set_action (self->tile, there && state == FIN_PEER_FAILED ? _ ("Call _Again") : NULL);
  if (state == FIN_PEER_CONNECTED && !fin_participant_camera (participant)) {
    fin_video_paintable_clear (self->paintable);
    fin_tile_set_message (self->tile, _ ("No picture: their camera is off or they have none"),
                          FALSE);
  } else if (state == FIN_PEER_CONNECTED)
    fin_tile_set_message (self->tile, picture ? NULL : _ ("Waiting for their picture…"), TRUE);
  else if (!there)
    fin_tile_set_message (self->tile,
                          _ ("They are not connected now. The visit is kept, they can come back by "
                             "the same link"),
                          FALSE);
  else if (state == FIN_PEER_FAILED)
    fin_tile_set_message (self->tile,
                          _ ("The call does not get through. Go on in writing: text still arrives"),
                          FALSE);
  else if (state == FIN_PEER_INTERRUPTED)
    fin_tile_set_message (
        self->tile, _ ("The connection was interrupted and is being mended. Text still arrives"),
        TRUE);
  else
    fin_tile_set_message (self->tile, _ ("Connecting…"), TRUE);
}

static void
update_name (FinPartyTile *self)
{
  FinParticipant *participant = fin_party_participant (self->party);
  const char *name = fin_participant_name (participant);
  const char *role = fin_party_role_name (fin_participant_role (participant));
  g_autofree char *text = NULL;

  g_assert (FIN_IS_PARTY_TILE (self));

  text = name[0] != '\0' ? g_strdup_printf ("%s · %s", name, role) : g_strdup (role);
  if (!fin_party_heard (self->party)) {
    g_autofree char *silenced = g_strdup_printf (_ ("%s · not heard by you"), text);

    fin_tile_set_name (self->tile, silenced);
  } else if (!fin_participant_microphone (participant) && fin_participant_connected (participant)) {
    g_autofree char *quiet = g_strdup_printf (_ ("%s · no microphone"), text);

    fin_tile_set_name (self->tile, quiet);
  } else
    fin_tile_set_name (self->tile, text);
}

static void
call_again_cb (FinPartyTile *self)
{
  FinPeer *peer = fin_party_peer (self->party);

  if (peer != NULL)
    fin_peer_restart_ice (peer);
}

/* Another share of the room is theirs then. */
static void
update_signs (FinPartyTile *self)
{
  FinParticipant *participant = fin_party_participant (self->party);
  const char *role = fin_participant_role (participant);
  gboolean signs = (g_str_equal (role, "interpreter") ||
                    (self->signed_visit && g_str_equal (role, "citizen"))) &&
                   fin_participant_camera (participant);

  if (self->signs == signs)
    return;

  self->signs = signs;
  if (gtk_widget_get_parent (GTK_WIDGET (self)) != NULL)
    gtk_widget_queue_allocate (gtk_widget_get_parent (GTK_WIDGET (self)));
}

static void
participant_cb (FinPartyTile *self)
{
  update_name (self);
  update_message (self);
  update_signs (self);
}

static void
tile_pinned_cb (FinPartyTile *self)
{
  fin_party_tile_set_pinned (self, fin_tile_pinned (self->tile));
}

static void
fin_party_tile_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_boolean (value, FIN_PARTY_TILE (object)->pinned);
}

static void
fin_party_tile_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  fin_party_tile_set_pinned (FIN_PARTY_TILE (object), g_value_get_boolean (value));
}

static void
peer_frame_cb (FinPartyTile *self, GstSample *sample)
{
  gboolean first = fin_video_paintable_texture (self->paintable) == NULL;

  /* What is still under way after their camera went off is not shown. */
  if (!fin_participant_camera (fin_party_participant (self->party)))
    return;
  if (fin_video_paintable_push (self->paintable, sample) && first)
    update_message (self);
}

static void
peer_level_cb (FinPartyTile *self, GParamSpec *pspec, FinPeer *peer)
{
  double level;

  g_object_get (peer, "level", &level, NULL);
  fin_tile_set_level (self->tile, level);
}

static void
peer_speaking_cb (FinPartyTile *self, GParamSpec *pspec, FinPeer *peer)
{
  gboolean speaking;

  g_object_get (peer, "speaking", &speaking, NULL);
  fin_tile_set_speaking (self->tile, speaking);
}

static void
party_peer_cb (FinPartyTile *self)
{
  g_assert (FIN_IS_PARTY_TILE (self));

  fin_video_paintable_clear (self->paintable);
  fin_tile_set_level (self->tile, 0);
  fin_tile_set_speaking (self->tile, FALSE);
  g_signal_group_set_target (self->peer, fin_party_peer (self->party));
  update_message (self);
}

static void
fin_party_tile_dispose (GObject *object)
{
  FinPartyTile *self = FIN_PARTY_TILE (object);

  g_clear_object (&self->peer);
  g_clear_object (&self->paintable);
  g_clear_object (&self->party);

  G_OBJECT_CLASS (fin_party_tile_parent_class)->dispose (object);
}

static void
fin_party_tile_class_init (FinPartyTileClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = fin_party_tile_dispose;
  object_class->get_property = fin_party_tile_get_property;
  object_class->set_property = fin_party_tile_set_property;
  properties[PROP_PINNED] =
      g_param_spec_boolean ("pinned", NULL, NULL, FALSE,
                            G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
fin_party_tile_init (FinPartyTile *self)
{
  self->tile = FIN_TILE (fin_tile_new ());
  self->paintable = fin_video_paintable_new (FALSE);
  fin_tile_set_paintable (self->tile, GDK_PAINTABLE (self->paintable));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->tile));
  fin_tile_set_pinnable (self->tile, TRUE);
  g_signal_connect_object (self->tile, "notify::pinned", G_CALLBACK (tile_pinned_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->tile, "action", G_CALLBACK (call_again_cb), self,
                           G_CONNECT_SWAPPED);

  self->peer = g_signal_group_new (FIN_TYPE_PEER);
  g_signal_group_connect_swapped (self->peer, "frame", G_CALLBACK (peer_frame_cb), self);
  g_signal_group_connect_swapped (self->peer, "notify::state", G_CALLBACK (update_message), self);
  g_signal_group_connect_swapped (self->peer, "notify::level", G_CALLBACK (peer_level_cb), self);
  g_signal_group_connect_swapped (self->peer, "notify::speaking", G_CALLBACK (peer_speaking_cb),
                                  self);
}

GtkWidget *
fin_party_tile_new (FinParty *party)
{
  FinPartyTile *self;

  g_return_val_if_fail (FIN_IS_PARTY (party), NULL);

  self = g_object_new (FIN_TYPE_PARTY_TILE, NULL);
  self->party = g_object_ref (party);
  g_signal_connect_object (party, "notify::peer", G_CALLBACK (party_peer_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (fin_party_participant (party), "notify", G_CALLBACK (participant_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (party, "notify::heard", G_CALLBACK (update_name), self,
                           G_CONNECT_SWAPPED);
  update_name (self);
  update_signs (self);
  party_peer_cb (self);

  return GTK_WIDGET (self);
}

gboolean
fin_party_tile_signs (FinPartyTile *self)
{
  g_return_val_if_fail (FIN_IS_PARTY_TILE (self), FALSE);

  return self->signs;
}

gboolean
fin_party_tile_pinned (FinPartyTile *self)
{
  g_return_val_if_fail (FIN_IS_PARTY_TILE (self), FALSE);

  return self->pinned;
}

void
fin_party_tile_set_pinned (FinPartyTile *self, gboolean pinned)
{
  g_return_if_fail (FIN_IS_PARTY_TILE (self));

  if (self->pinned == pinned)
    return;

  self->pinned = pinned;
  fin_tile_set_pinned (self->tile, pinned);
  if (gtk_widget_get_parent (GTK_WIDGET (self)) != NULL)
    gtk_widget_queue_allocate (gtk_widget_get_parent (GTK_WIDGET (self)));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PINNED]);
}

void
fin_party_tile_set_signed (FinPartyTile *self, gboolean signed_visit)
{
  g_return_if_fail (FIN_IS_PARTY_TILE (self));

  self->signed_visit = signed_visit;
  update_signs (self);
}
