// The practice citizen's microphone.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-actor.h"
#include "fin-practice-sources.h"

#define BLOCK_SAMPLES (FIN_ACTOR_RATE / 50) /* 20 ms */

struct _FinPracticeMicrophone {
  GstPushSrc parent_instance;

  guint64 sample;
};

G_DEFINE_FINAL_TYPE (FinPracticeMicrophone, fin_practice_microphone, GST_TYPE_PUSH_SRC)

static GstStaticPadTemplate pad_template = GST_STATIC_PAD_TEMPLATE (
    "src",
    GST_PAD_SRC,
    GST_PAD_ALWAYS,
    GST_STATIC_CAPS ("audio/x-raw,format=S16LE,layout=interleaved,channels=1,rate=" G_STRINGIFY (
        FIN_ACTOR_RATE)));

static gboolean
fin_practice_microphone_start (GstBaseSrc *source)
{
  FIN_PRACTICE_MICROPHONE (source)->sample = 0;

  return TRUE;
}

/* The base class waits for the time given here: this is what makes it go at the pace of life. */
static void
fin_practice_microphone_get_times (GstBaseSrc *source,
                                   GstBuffer *buffer,
                                   GstClockTime *start,
                                   GstClockTime *end)
{
  *start = GST_BUFFER_PTS (buffer);
  *end = GST_BUFFER_PTS (buffer) + GST_BUFFER_DURATION (buffer);
}

static GstFlowReturn
fin_practice_microphone_fill (GstPushSrc *source, GstBuffer *buffer)
{
  FinPracticeMicrophone *self = FIN_PRACTICE_MICROPHONE (source);
  guint64 next = self->sample + BLOCK_SAMPLES;
  GstMapInfo map;

  if (!gst_buffer_map (buffer, &map, GST_MAP_WRITE))
    return GST_FLOW_ERROR;

  fin_actor_take ((gint16 *)map.data, BLOCK_SAMPLES);
  gst_buffer_unmap (buffer, &map);

  GST_BUFFER_PTS (buffer) = gst_util_uint64_scale_int (self->sample, GST_SECOND, FIN_ACTOR_RATE);
  GST_BUFFER_DURATION (buffer) =
      gst_util_uint64_scale_int (next, GST_SECOND, FIN_ACTOR_RATE) - GST_BUFFER_PTS (buffer);
  self->sample = next;

  return GST_FLOW_OK;
}

static void
fin_practice_microphone_class_init (FinPracticeMicrophoneClass *klass)
{
  GstElementClass *element_class = GST_ELEMENT_CLASS (klass);
  GstBaseSrcClass *base_class = GST_BASE_SRC_CLASS (klass);

  gst_element_class_add_static_pad_template (element_class, &pad_template);
  gst_element_class_set_static_metadata (element_class, "Practice microphone", "Source/Audio",
                                         "What the practice citizen says", "Finestreta");
  base_class->start = fin_practice_microphone_start;
  base_class->get_times = fin_practice_microphone_get_times;
  GST_PUSH_SRC_CLASS (klass)->fill = fin_practice_microphone_fill;
}

static void
fin_practice_microphone_init (FinPracticeMicrophone *self)
{
  gst_base_src_set_live (GST_BASE_SRC (self), TRUE);
  gst_base_src_set_format (GST_BASE_SRC (self), GST_FORMAT_TIME);
  gst_base_src_set_blocksize (GST_BASE_SRC (self), BLOCK_SAMPLES * sizeof (gint16));
}

void
fin_practice_sources_register (void)
{
  gst_element_register (NULL, FIN_PRACTICE_CAMERA_ELEMENT, GST_RANK_NONE, FIN_TYPE_PRACTICE_CAMERA);
  gst_element_register (NULL, FIN_PRACTICE_MICROPHONE_ELEMENT, GST_RANK_NONE,
                        FIN_TYPE_PRACTICE_MICROPHONE);
}
