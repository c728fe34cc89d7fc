// GstSample to GdkTexture without a copy, and onto a snapshot.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "fin-video-paintable.h"

#include <gst/video/video.h>

enum { PROP_0, PROP_MIRRORED, N_PROPS };

struct _FinVideoPaintable {
  GObject parent_instance;

  GdkTexture *texture;
  double aspect_ratio;
  gboolean mirrored;
};

static void paintable_init (GdkPaintableInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FinVideoPaintable,
                               fin_video_paintable,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GDK_TYPE_PAINTABLE, paintable_init))

static GParamSpec *properties[N_PROPS];

/* GDK 4.8 has no formats with a byte to ignore; GStreamer's converters fill it with 255, which is
 * what an opaque picture needs. */
static gboolean
memory_format (GstVideoFormat format, GdkMemoryFormat *memory)
{
  switch (format) {
  case GST_VIDEO_FORMAT_BGRx:
  case GST_VIDEO_FORMAT_BGRA:
    *memory = GDK_MEMORY_B8G8R8A8_PREMULTIPLIED;
    return TRUE;
  case GST_VIDEO_FORMAT_RGBx:
  case GST_VIDEO_FORMAT_RGBA:
    *memory = GDK_MEMORY_R8G8B8A8_PREMULTIPLIED;
    return TRUE;
  case GST_VIDEO_FORMAT_RGB:
    *memory = GDK_MEMORY_R8G8B8;
    return TRUE;
  default:
    return FALSE;
  }
}

static void
free_frame (gpointer data)
{
  GstVideoFrame *frame = data;

  gst_video_frame_unmap (frame);
  g_free (frame);
}

static GdkTexture *
make_texture (GstSample *sample, GstVideoInfo *info)
{
  GstBuffer *buffer = gst_sample_get_buffer (sample);
  GstCaps *caps = gst_sample_get_caps (sample);
  g_autoptr (GBytes) bytes = NULL;
  GstVideoFrame *frame;
  GdkMemoryFormat format;

  if (buffer == NULL || caps == NULL || !gst_video_info_from_caps (info, caps) ||
      !memory_format (GST_VIDEO_INFO_FORMAT (info), &format))
    return NULL;

  frame = g_new0 (GstVideoFrame, 1);
  /* The frame takes its own reference on the buffer. */
  if (!gst_video_frame_map (frame, info, buffer, GST_MAP_READ)) {
    g_free (frame);
    return NULL;
  }

  bytes = g_bytes_new_with_free_func (GST_VIDEO_FRAME_PLANE_DATA (frame, 0),
                                      (gsize)GST_VIDEO_FRAME_HEIGHT (frame) *
                                          GST_VIDEO_FRAME_PLANE_STRIDE (frame, 0),
                                      free_frame, frame);

  return gdk_memory_texture_new (GST_VIDEO_FRAME_WIDTH (frame), GST_VIDEO_FRAME_HEIGHT (frame),
                                 format, bytes, GST_VIDEO_FRAME_PLANE_STRIDE (frame, 0));
}

static void
fin_video_paintable_snapshot (GdkPaintable *paintable,
                              GdkSnapshot *snapshot,
                              double width,
                              double height)
{
  FinVideoPaintable *self = FIN_VIDEO_PAINTABLE (paintable);

  /* A picture of no size can't be drawn, and takes all that is drawn with it along. */
  if (self->texture == NULL || width <= 0 || height <= 0)
    return;

  if (self->mirrored) {
    gtk_snapshot_save (snapshot);
    gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (width, 0));
    gtk_snapshot_scale (snapshot, -1, 1);
  }
  gtk_snapshot_append_texture (snapshot, self->texture, &GRAPHENE_RECT_INIT (0, 0, width, height));
  if (self->mirrored)
    gtk_snapshot_restore (snapshot);
}

static int
fin_video_paintable_get_intrinsic_width (GdkPaintable *paintable)
{
  FinVideoPaintable *self = FIN_VIDEO_PAINTABLE (paintable);

  return self->texture != NULL ? gdk_texture_get_width (self->texture) : 0;
}

static int
fin_video_paintable_get_intrinsic_height (GdkPaintable *paintable)
{
  FinVideoPaintable *self = FIN_VIDEO_PAINTABLE (paintable);

  return self->texture != NULL ? gdk_texture_get_height (self->texture) : 0;
}

static double
fin_video_paintable_get_intrinsic_aspect_ratio (GdkPaintable *paintable)
{
  return FIN_VIDEO_PAINTABLE (paintable)->aspect_ratio;
}

static GdkPaintable *
fin_video_paintable_get_current_image (GdkPaintable *paintable)
{
  FinVideoPaintable *self = FIN_VIDEO_PAINTABLE (paintable);

  return self->texture != NULL ? g_object_ref (GDK_PAINTABLE (self->texture))
                               : gdk_paintable_new_empty (0, 0);
}

static void
paintable_init (GdkPaintableInterface *iface)
{
  iface->snapshot = fin_video_paintable_snapshot;
  iface->get_intrinsic_width = fin_video_paintable_get_intrinsic_width;
  iface->get_intrinsic_height = fin_video_paintable_get_intrinsic_height;
  iface->get_intrinsic_aspect_ratio = fin_video_paintable_get_intrinsic_aspect_ratio;
  iface->get_current_image = fin_video_paintable_get_current_image;
}

static void
fin_video_paintable_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_MIRRORED)
    g_value_set_boolean (value, FIN_VIDEO_PAINTABLE (object)->mirrored);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
fin_video_paintable_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  FinVideoPaintable *self = FIN_VIDEO_PAINTABLE (object);

  if (id != PROP_MIRRORED) {
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    return;
  }
  self->mirrored = g_value_get_boolean (value);
  gdk_paintable_invalidate_contents (GDK_PAINTABLE (self));
}

static void
fin_video_paintable_dispose (GObject *object)
{
  g_clear_object (&FIN_VIDEO_PAINTABLE (object)->texture);

  G_OBJECT_CLASS (fin_video_paintable_parent_class)->dispose (object);
}

static void
fin_video_paintable_class_init (FinVideoPaintableClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = fin_video_paintable_get_property;
  object_class->set_property = fin_video_paintable_set_property;
  object_class->dispose = fin_video_paintable_dispose;

  properties[PROP_MIRRORED] = g_param_spec_boolean ("mirrored", NULL, NULL, FALSE,
                                                    G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
fin_video_paintable_init (FinVideoPaintable *self)
{
}

FinVideoPaintable *
fin_video_paintable_new (gboolean mirrored)
{
  return g_object_new (FIN_TYPE_VIDEO_PAINTABLE, "mirrored", mirrored, NULL);
}

/* Puts @texture (transfer full) in place of the one before. */
static void
replace (FinVideoPaintable *self, GdkTexture *texture, double aspect_ratio)
{
  GdkPaintable *paintable = GDK_PAINTABLE (self);
  int width = gdk_paintable_get_intrinsic_width (paintable);
  int height = gdk_paintable_get_intrinsic_height (paintable);
  double before = self->aspect_ratio;

  g_clear_object (&self->texture);
  self->texture = texture;
  self->aspect_ratio = aspect_ratio;
  if (gdk_paintable_get_intrinsic_width (paintable) != width ||
      gdk_paintable_get_intrinsic_height (paintable) != height || aspect_ratio != before)
    gdk_paintable_invalidate_size (paintable);
  gdk_paintable_invalidate_contents (paintable);
}

gboolean
fin_video_paintable_push (FinVideoPaintable *self, GstSample *sample)
{
  GstVideoInfo info;
  GdkTexture *texture;

  g_return_val_if_fail (FIN_IS_VIDEO_PAINTABLE (self), FALSE);
  g_return_val_if_fail (GST_IS_SAMPLE (sample), FALSE);

  texture = make_texture (sample, &info);
  if (texture == NULL)
    return FALSE;

  /* Pixels need not be square. */
  replace (self, texture,
           (double)GST_VIDEO_INFO_WIDTH (&info) * GST_VIDEO_INFO_PAR_N (&info) /
               ((double)GST_VIDEO_INFO_HEIGHT (&info) * MAX (GST_VIDEO_INFO_PAR_D (&info), 1)));

  return TRUE;
}

void
fin_video_paintable_clear (FinVideoPaintable *self)
{
  g_return_if_fail (FIN_IS_VIDEO_PAINTABLE (self));

  if (self->texture != NULL)
    replace (self, NULL, 0);
}

GdkTexture *
fin_video_paintable_texture (FinVideoPaintable *self)
{
  g_return_val_if_fail (FIN_IS_VIDEO_PAINTABLE (self), NULL);

  return self->texture;
}
