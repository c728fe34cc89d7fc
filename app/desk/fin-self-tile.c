// Own picture, mirrored, and own level.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-self-tile.h"

#include <glib/gi18n.h>

#include "fin-tile.h"
#include "fin-video-paintable.h"

struct _FinSelfTile {
  AdwBin parent_instance;

  FinTile *tile;
  FinVideoPaintable *paintable;
  GSignalGroup *call;
};

G_DEFINE_FINAL_TYPE (FinSelfTile, fin_self_tile, ADW_TYPE_BIN)

static void
update (FinSelfTile *self)
{
  g_autoptr (FinCall) call = g_signal_group_dup_target (self->call);
  gboolean has_camera, camera_on;

  g_assert (FIN_IS_SELF_TILE (self));

  if (call == NULL)
    return;

  g_object_get (call, "has-camera", &has_camera, "camera-on", &camera_on, NULL);
  if (!has_camera || !camera_on)
    fin_video_paintable_clear (self->paintable);
  fin_tile_set_message (self->tile,
                        !has_camera  ? _ ("No camera")
                        : !camera_on ? _ ("Camera off")
                                     : NULL,
                        FALSE);
}

static void
call_frame_cb (FinSelfTile *self, GstSample *sample, FinCall *call)
{
  gboolean camera_on;

  g_object_get (call, "camera-on", &camera_on, NULL);
  if (camera_on)
    fin_video_paintable_push (self->paintable, sample);
}

static void
call_level_cb (FinSelfTile *self, GParamSpec *pspec, FinCall *call)
{
  double level;

  g_object_get (call, "level", &level, NULL);
  fin_tile_set_level (self->tile, level);
}

static void
fin_self_tile_dispose (GObject *object)
{
  FinSelfTile *self = FIN_SELF_TILE (object);

  g_clear_object (&self->call);
  g_clear_object (&self->paintable);

  G_OBJECT_CLASS (fin_self_tile_parent_class)->dispose (object);
}

static void
fin_self_tile_class_init (FinSelfTileClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fin_self_tile_dispose;
}

static void
fin_self_tile_init (FinSelfTile *self)
{
  self->tile = FIN_TILE (fin_tile_new ());
  self->paintable = fin_video_paintable_new (TRUE);
  fin_tile_set_name (self->tile, _ ("You"));
  fin_tile_set_paintable (self->tile, GDK_PAINTABLE (self->paintable));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->tile));

  self->call = g_signal_group_new (FIN_TYPE_CALL);
  g_signal_group_connect_swapped (self->call, "frame", G_CALLBACK (call_frame_cb), self);
  g_signal_group_connect_swapped (self->call, "notify::level", G_CALLBACK (call_level_cb), self);
  g_signal_group_connect_swapped (self->call, "notify::camera-on", G_CALLBACK (update), self);
  g_signal_group_connect_swapped (self->call, "notify::has-camera", G_CALLBACK (update), self);
}

void
fin_self_tile_set_call (FinSelfTile *self, FinCall *call)
{
  g_return_if_fail (FIN_IS_SELF_TILE (self));
  g_return_if_fail (FIN_IS_CALL (call));

  g_signal_group_set_target (self->call, call);
  update (self);
}
