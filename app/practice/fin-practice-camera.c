// The practice citizen's camera.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-actor.h"
#include "fin-portrait.h"
#include "fin-practice-sources.h"

#define FPS    30
#define STRIDE (FIN_PORTRAIT_WIDTH * 4)

struct _FinPracticeCamera {
  GstPushSrc parent_instance;

  FinPortrait *portrait;
  guint64 frame;
};

G_DEFINE_FINAL_TYPE (FinPracticeCamera, fin_practice_camera, GST_TYPE_PUSH_SRC)

#if G_BYTE_ORDER == G_LITTLE_ENDIAN
#define FORMAT "BGRx"
#else
#define FORMAT "xRGB"
#endif

static GstStaticPadTemplate pad_template = GST_STATIC_PAD_TEMPLATE (
    "src",
    GST_PAD_SRC,
    GST_PAD_ALWAYS,
    GST_STATIC_CAPS (
        "video/x-raw,format=" FORMAT
        ",width=" G_STRINGIFY (FIN_PORTRAIT_WIDTH) ",height=" G_STRINGIFY (
            FIN_PORTRAIT_HEIGHT) ",framerate=" G_STRINGIFY (FPS) "/1,pixel-aspect-ratio=1/1"));

static gboolean
fin_practice_camera_start (GstBaseSrc *source)
{
  FIN_PRACTICE_CAMERA (source)->frame = 0;

  return TRUE;
}

/* The base class waits for the time given here: this is what makes it go at the pace of life. */
static void
fin_practice_camera_get_times (GstBaseSrc *source,
                               GstBuffer *buffer,
                               GstClockTime *start,
                               GstClockTime *end)
{
  *start = GST_BUFFER_PTS (buffer);
  *end = GST_BUFFER_PTS (buffer) + GST_BUFFER_DURATION (buffer);
}

static GstFlowReturn
fin_practice_camera_fill (GstPushSrc *source, GstBuffer *buffer)
{
  FinPracticeCamera *self = FIN_PRACTICE_CAMERA (source);
  GstMapInfo map;

  if (!gst_buffer_map (buffer, &map, GST_MAP_WRITE))
    return GST_FLOW_ERROR;

  fin_portrait_draw (self->portrait, map.data, STRIDE, (double)self->frame / FPS,
                     fin_actor_mouth ());
  gst_buffer_unmap (buffer, &map);

  GST_BUFFER_PTS (buffer) = gst_util_uint64_scale_int (self->frame, GST_SECOND, FPS);
  GST_BUFFER_DURATION (buffer) = GST_SECOND / FPS;
  self->frame++;

  return GST_FLOW_OK;
}

static void
fin_practice_camera_finalize (GObject *object)
{
  g_clear_pointer (&FIN_PRACTICE_CAMERA (object)->portrait, fin_portrait_free);

  G_OBJECT_CLASS (fin_practice_camera_parent_class)->finalize (object);
}

static void
fin_practice_camera_class_init (FinPracticeCameraClass *klass)
{
  GstElementClass *element_class = GST_ELEMENT_CLASS (klass);
  GstBaseSrcClass *base_class = GST_BASE_SRC_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = fin_practice_camera_finalize;
  gst_element_class_add_static_pad_template (element_class, &pad_template);
  gst_element_class_set_static_metadata (element_class, "Practice camera", "Source/Video",
                                         "The practice citizen, drawn", "Finestreta");
  base_class->start = fin_practice_camera_start;
  base_class->get_times = fin_practice_camera_get_times;
  GST_PUSH_SRC_CLASS (klass)->fill = fin_practice_camera_fill;
}

static void
fin_practice_camera_init (FinPracticeCamera *self)
{
  self->portrait = fin_portrait_new ();
  gst_base_src_set_live (GST_BASE_SRC (self), TRUE);
  gst_base_src_set_format (GST_BASE_SRC (self), GST_FORMAT_TIME);
  gst_base_src_set_blocksize (GST_BASE_SRC (self), STRIDE * FIN_PORTRAIT_HEIGHT);
}
