// One camera or microphone: a pipeline from the device to encoded buffers.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-track.h"

#include <gst/video/video.h>

#include "fin-error.h"

/* Real-time settings as browsers use them: no lookahead, key frames only when somebody asks (at most
 * three a second), quality given up before time. */
#define VIDEO_ENCODER                                                                              \
  "vp8enc name=encoder deadline=1 cpu-used=-6 lag-in-frames=0 end-usage=cbr "                      \
  "keyframe-max-dist=3000 min-quantizer=2 max-quantizer=56 undershoot=100 overshoot=15 "           \
  "buffer-size=1000 buffer-initial-size=500 buffer-optimal-size=600 static-threshold=1 "           \
  "max-intra-bitrate=300 min-force-key-unit-interval=300000000 target-bitrate=1000000"

/* EN 301 549 6.1 asks for sound up to 7 kHz: Opus at 48 kHz and 32 kbit/s goes to 12 kHz and more. */
#define AUDIO_ENCODER                                                                              \
  "opusenc frame-size=20 bitrate=32000 inband-fec=true packet-loss-percentage=5 audio-type=voice"

#define MAX_FPS      30
#define SELF_EVERY   (GST_SECOND / 15 - GST_MSECOND)
#define SELF_VIEW    "video/x-raw,format=BGRA,width=[1,480],height=[1,360],pixel-aspect-ratio=1/1"
#define START_HEIGHT 480

struct _FinTrack {
  GObject         parent_instance;
  FinTrackKind    kind;
  const FinMedia *media;
  FinOutbox      *outbox;

  char           *description;
  char           *voice;
  gboolean        on;
  gboolean        started;
  gboolean        releasing;
  GError         *error;

  GstElement     *pipeline;
  GSource        *watch;
  GSource        *newest;

  int             max_height;
  guint           bits_per_second;

  GMutex          lock; /* what follows is also seen by the media threads */
  GPtrArray      *listeners;
  GPtrArray      *waiting; /* listeners that have had no key frame yet */
  GstElement     *encoded;
  guint           count;
  int             width;
  int             height;
};

enum {
  CHANGED,
  FRAME,
  LEVEL,
  SOUND,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void fin_track_update (FinTrack *self);

G_DEFINE_FINAL_TYPE (FinTrack, fin_track, G_TYPE_OBJECT)

static void
deliver_locked (FinTrack *self, GstSample *sample)
{
  GstBuffer *buffer = gst_sample_get_buffer (sample);
  gboolean key = !GST_BUFFER_FLAG_IS_SET (buffer, GST_BUFFER_FLAG_DELTA_UNIT);

  for (guint i = 0; key && i < self->waiting->len; i++)
    g_ptr_array_add (self->listeners, g_object_ref (self->waiting->pdata[i]));
  if (key)
    g_ptr_array_set_size (self->waiting, 0);

  for (guint i = 0; i < self->listeners->len; i++)
    gst_app_src_push_sample (self->listeners->pdata[i], sample);
}

static GstFlowReturn
encoded_cb (GstAppSink *sink, gpointer user_data)
{
  FinTrack *self = user_data;
  g_autoptr (GstSample) sample = gst_app_sink_pull_sample (sink);

  if (sample == NULL)
    return GST_FLOW_EOS;

  const GstStructure *caps = gst_caps_get_structure (gst_sample_get_caps (sample), 0);

  g_mutex_lock (&self->lock);
  self->count++;
  gst_structure_get_int (caps, "width", &self->width);
  gst_structure_get_int (caps, "height", &self->height);
  deliver_locked (self, sample);
  g_mutex_unlock (&self->lock);

  return GST_FLOW_OK;
}

/* Not videorate, whose wish for few pictures would reach the camera. */
static GstPadProbeReturn
thin_out_cb (GstPad *pad, GstPadProbeInfo *info, gpointer last)
{
  GstClockTime *shown = last;
  GstClockTime now = GST_BUFFER_PTS (GST_PAD_PROBE_INFO_BUFFER (info));

  if (GST_CLOCK_TIME_IS_VALID (now) && now >= *shown && now - *shown < SELF_EVERY)
    return GST_PAD_PROBE_DROP;
  *shown = now;

  return GST_PAD_PROBE_OK;
}

static void
frame_cb (GstSample *sample, gpointer user_data)
{
  g_signal_emit (user_data, signals[FRAME], 0, sample);
}

static void
fin_track_fail (FinTrack *self, GError *error)
{
  g_clear_error (&self->error);
  self->error = error;
  fin_track_update (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static gboolean
bus_cb (GstBus *bus, GstMessage *message, gpointer user_data)
{
  FinTrack *self = user_data;
  double level;

  if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_ERROR)
    fin_track_fail (self, fin_media_error (message));
  else if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_EOS)
    fin_track_fail (self, g_error_new_literal (FIN_ERROR, FIN_ERROR_FAILED, "the device ended"));
  else if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_LATENCY)
    gst_bin_recalculate_latency (GST_BIN (self->pipeline));
  else if ((level = fin_media_level (message)) >= 0)
    g_signal_emit (self, signals[LEVEL], 0, level);

  /* Failing let go of the pipeline, and of this watch. */
  return self->watch != NULL ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static char *
video_pipeline (FinTrack *self)
{
  return g_strdup_printf (
      "%s ! videorate drop-only=true max-rate=%d ! tee name=t "
      "t. ! queue leaky=downstream max-size-buffers=2 ! videoconvertscale ! "
      "capsfilter name=size ! " VIDEO_ENCODER " ! "
      "appsink name=encoded sync=false async=false max-buffers=30 "
      "t. ! queue name=self leaky=downstream max-size-buffers=1 ! videoconvertscale ! " SELF_VIEW " ! "
      "appsink name=view sync=false async=false max-buffers=1 drop=true",
      self->description, MAX_FPS);
}

static char *
audio_pipeline (FinTrack *self)
{
  return g_strdup_printf (
      "%s ! audioconvert ! audioresample ! audio/x-raw,format=S16LE,rate=48000,channels=1 ! "
      "%s volume name=volume ! level interval=100000000 ! tee name=t ! " AUDIO_ENCODER " ! "
      "appsink name=encoded sync=false async=false max-buffers=10 " FIN_EAR,
      self->description, self->voice != NULL ? self->voice : "");
}

static void
fin_track_apply (FinTrack *self)
{
  g_autoptr (GstElement) size = NULL;
  g_autoptr (GstElement) encoder = NULL;
  g_autoptr (GstElement) volume = NULL;

  if (self->pipeline == NULL)
    return;

  if ((volume = gst_bin_get_by_name (GST_BIN (self->pipeline), "volume")) != NULL)
    g_object_set (volume, "mute", !self->on, NULL);

  if ((size = gst_bin_get_by_name (GST_BIN (self->pipeline), "size")) != NULL)
    {
      /* 16:9 at that height is the widest a picture may be. */
      g_autofree char *text = g_strdup_printf (
          "video/x-raw,format=I420,width=[16,%d],height=[16,%d],pixel-aspect-ratio=1/1",
          GST_ROUND_UP_16 (self->max_height * 16 / 9), self->max_height);
      g_autoptr (GstCaps) caps = gst_caps_from_string (text);

      g_object_set (size, "caps", caps, NULL);
    }

  if (self->kind == FIN_TRACK_VIDEO &&
      (encoder = gst_bin_get_by_name (GST_BIN (self->pipeline), "encoder")) != NULL)
    g_object_set (encoder, "target-bitrate", (int) self->bits_per_second, NULL);
}

static void
heard (gpointer owner, gpointer sample)
{
  FinTrack *self = owner;

  if (self->pipeline != NULL)
    g_signal_emit (self, signals[SOUND], 0, sample);
}

static void
fin_track_open (FinTrack *self)
{
  g_autofree char *text =
      self->kind == FIN_TRACK_VIDEO ? video_pipeline (self) : audio_pipeline (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (GstElement) view = NULL;
  GstAppSinkCallbacks callbacks = { .new_sample = encoded_cb };
  GstElement *pipeline = gst_parse_launch_full (text, NULL, GST_PARSE_FLAG_FATAL_ERRORS, &error);

  if (pipeline == NULL)
    {
      self->error = g_error_new_literal (FIN_ERROR, FIN_ERROR_FAILED, error->message);
      g_signal_emit (self, signals[CHANGED], 0);
      return;
    }

  self->pipeline = gst_object_ref_sink (pipeline);
  g_mutex_lock (&self->lock);
  self->encoded = gst_bin_get_by_name (GST_BIN (pipeline), "encoded");
  g_mutex_unlock (&self->lock);
  gst_app_sink_set_callbacks (GST_APP_SINK (self->encoded), &callbacks, g_object_ref (self),
                              g_object_unref);
  fin_media_listen (pipeline, self->outbox, heard);
  if ((view = gst_bin_get_by_name (GST_BIN (pipeline), "view")) != NULL)
    {
      g_autoptr (GstElement) queue = gst_bin_get_by_name (GST_BIN (pipeline), "self");
      g_autoptr (GstPad) pad = gst_element_get_static_pad (queue, "src");

      gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_BUFFER, thin_out_cb, g_new0 (GstClockTime, 1),
                         g_free);
      self->newest = fin_newest_new (self->media->context, frame_cb, self);
      fin_newest_watch (self->newest, GST_APP_SINK (view));
    }
  self->watch = fin_media_adopt (self->media, pipeline, bus_cb, self);
  fin_track_apply (self);
  fin_media_play (pipeline);
}

static void
released (gpointer owner, gpointer payload)
{
  FinTrack *self = owner;

  self->releasing = FALSE;
  fin_track_update (self);
}

static void
post_released (gpointer user_data)
{
  g_autoptr (FinOutbox) outbox = user_data;

  fin_outbox_post (outbox, released, NULL, NULL);
}

static void
fin_track_close (FinTrack *self)
{
  GstAppSinkCallbacks none = { NULL };

  if (self->pipeline == NULL)
    return;

  fin_source_clear (&self->watch);
  fin_source_clear (&self->newest);
  if (self->kind == FIN_TRACK_AUDIO)
    g_signal_emit (self, signals[LEVEL], 0, 0.0);
  gst_app_sink_set_callbacks (GST_APP_SINK (self->encoded), &none, NULL, NULL);
  g_mutex_lock (&self->lock);
  gst_clear_object (&self->encoded);
  g_mutex_unlock (&self->lock);
  self->releasing = TRUE;
  fin_media_let_go (g_steal_pointer (&self->pipeline), post_released,
                    fin_outbox_ref (self->outbox));
}

/* One step from what is to what is wanted. A device is opened anew only when it has been let go of:
 * many can be open but once. */
static void
fin_track_update (FinTrack *self)
{
  gboolean wanted = self->started && self->error == NULL && self->description != NULL &&
                    (self->on || self->kind == FIN_TRACK_AUDIO);

  if (!wanted)
    fin_track_close (self);
  else if (self->pipeline == NULL && !self->releasing)
    fin_track_open (self);
  else
    fin_track_apply (self);
}

static void
fin_track_finalize (GObject *object)
{
  FinTrack *self = FIN_TRACK (object);

  g_assert (self->pipeline == NULL);
  g_free (self->description);
  g_free (self->voice);
  g_clear_error (&self->error);
  g_ptr_array_unref (self->listeners);
  g_ptr_array_unref (self->waiting);
  fin_outbox_unref (self->outbox);
  g_mutex_clear (&self->lock);

  G_OBJECT_CLASS (fin_track_parent_class)->finalize (object);
}

static void
fin_track_class_init (FinTrackClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = fin_track_finalize;

  signals[CHANGED] =
      g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[FRAME] = g_signal_new ("frame", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, GST_TYPE_SAMPLE | G_SIGNAL_TYPE_STATIC_SCOPE);
  signals[LEVEL] = g_signal_new ("level", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_DOUBLE);
  signals[SOUND] = g_signal_new ("sound", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, GST_TYPE_SAMPLE | G_SIGNAL_TYPE_STATIC_SCOPE);
}

static void
fin_track_init (FinTrack *self)
{
  g_mutex_init (&self->lock);
  self->listeners = g_ptr_array_new_with_free_func (g_object_unref);
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  self->on = TRUE;
  self->max_height = START_HEIGHT;
  self->bits_per_second = 1000000;
}

FinTrack *
fin_track_new (FinTrackKind kind, const FinMedia *media)
{
  FinTrack *self = g_object_new (FIN_TYPE_TRACK, NULL);

  self->kind = kind;
  self->media = media;
  self->outbox = fin_outbox_new (media->context, self);

  return self;
}

void
fin_track_set_source (FinTrack *self, const char *description, const char *voice)
{
  g_return_if_fail (FIN_IS_TRACK (self));

  if (self->error == NULL && g_strcmp0 (self->description, description) == 0 &&
      g_strcmp0 (self->voice, voice) == 0)
    return;

  fin_track_close (self);
  g_free (self->description);
  self->description = g_strdup (description);
  g_free (self->voice);
  self->voice = g_strdup (voice);
  g_clear_error (&self->error);
  fin_track_update (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

void
fin_track_set_on (FinTrack *self, gboolean on)
{
  g_return_if_fail (FIN_IS_TRACK (self));

  if (on && !self->on && self->kind == FIN_TRACK_VIDEO && self->error != NULL)
    g_clear_error (&self->error); /* a person trying again */
  self->on = on;
  fin_track_update (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

void
fin_track_start (FinTrack *self)
{
  g_return_if_fail (FIN_IS_TRACK (self));

  self->started = TRUE;
  fin_track_update (self);
}

void
fin_track_stop (FinTrack *self)
{
  g_return_if_fail (FIN_IS_TRACK (self));

  self->started = FALSE;
  fin_track_close (self);
  g_mutex_lock (&self->lock);
  g_ptr_array_set_size (self->listeners, 0);
  g_ptr_array_set_size (self->waiting, 0);
  g_mutex_unlock (&self->lock);
}

gboolean
fin_track_works (FinTrack *self)
{
  g_return_val_if_fail (FIN_IS_TRACK (self), FALSE);

  return self->description != NULL && self->error == NULL;
}

const GError *
fin_track_error (FinTrack *self)
{
  g_return_val_if_fail (FIN_IS_TRACK (self), NULL);

  return self->error;
}

void
fin_track_add_listener (FinTrack *self, GstAppSrc *listener)
{
  g_return_if_fail (FIN_IS_TRACK (self));

  g_mutex_lock (&self->lock);
  g_ptr_array_add (self->waiting, g_object_ref (listener));
  g_mutex_unlock (&self->lock);
  fin_track_request_keyframe (self);
}

void
fin_track_remove_listener (FinTrack *self, GstAppSrc *listener)
{
  g_return_if_fail (FIN_IS_TRACK (self));

  g_mutex_lock (&self->lock);
  if (!g_ptr_array_remove (self->listeners, listener))
    g_ptr_array_remove (self->waiting, listener);
  g_mutex_unlock (&self->lock);
}

void
fin_track_request_keyframe (FinTrack *self)
{
  g_autoptr (GstElement) encoded = NULL;
  g_autoptr (GstPad) pad = NULL;

  if (self->kind != FIN_TRACK_VIDEO)
    return;

  g_mutex_lock (&self->lock);
  if (self->encoded != NULL)
    encoded = gst_object_ref (self->encoded);
  g_mutex_unlock (&self->lock);
  if (encoded == NULL)
    return;

  pad = gst_element_get_static_pad (encoded, "sink");
  gst_pad_push_event (
      pad, gst_video_event_new_upstream_force_key_unit (GST_CLOCK_TIME_NONE, TRUE, 0));
}

void
fin_track_set_target (FinTrack *self, guint bits_per_second, int max_height)
{
  g_return_if_fail (FIN_IS_TRACK (self));

  if (self->bits_per_second == bits_per_second && self->max_height == max_height)
    return;

  self->bits_per_second = bits_per_second;
  self->max_height = max_height;
  fin_track_apply (self);
}

guint
fin_track_count (FinTrack *self, int *width, int *height)
{
  guint count;

  g_return_val_if_fail (FIN_IS_TRACK (self), 0);

  g_mutex_lock (&self->lock);
  count = self->count;
  *width = self->width;
  *height = self->height;
  g_mutex_unlock (&self->lock);

  return count;
}
