// Decoding: one small bin per stream, made in the thread that the stream arrives in.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-reception.h"

#include <stdio.h>

/* Packets in order pass a jitter buffer at once, and nothing after it waits for a clock, so this is
 * only how long a lost packet is waited for: time to ask for a picture's again, but not for a
 * sound's, which has to be mixed within PLAYOUT_MS. */
#define PICTURE_WAIT_MS 400
#define SOUND_WAIT_MS   40

/* BGRA whose A is always 255: what GTK takes as it is. */
#define PICTURE                                                                                    \
  "videoconvertscale name=convert ! capsfilter name=view ! "                                       \
  "appsink name=picture sync=false async=false max-buffers=1 drop=true"
#define SOUND                                                                                      \
  "audioconvert ! audioresample ! " FIN_SOUND_CAPS " ! level interval=100000000 ! tee name=t ! "   \
  "appsink name=sound sync=false async=false max-buffers=10 " FIN_EAR
#define NOTHING "fakesink sync=false async=false"

struct _FinReception {
  gatomicrefcount references;
  GSource        *newest;
  FinLoudspeaker *loudspeaker;
  gint            silenced; /* atomic: not to be heard here */
  FinOutbox      *outbox;
  FinOutboxFunc   heard;
  GMutex          lock;
  GHashTable     *jitterbuffers; /* SSRC → element */
  GstElement     *convert;
  GstElement     *view;
  int             view_width;
  int             view_height;
};

static void
fin_reception_unref (FinReception *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;

  g_source_unref (self->newest);
  g_object_unref (self->loudspeaker);
  fin_outbox_unref (self->outbox);
  g_hash_table_unref (self->jitterbuffers);
  gst_clear_object (&self->convert);
  gst_clear_object (&self->view);
  g_mutex_clear (&self->lock);
  g_free (self);
}

static FinReception *
fin_reception_ref (FinReception *self)
{
  g_atomic_ref_count_inc (&self->references);

  return self;
}

static void
reception_closure_free (gpointer data, GClosure *closure)
{
  fin_reception_unref (data);
}

static GstFlowReturn
sound_cb (GstAppSink *sink, gpointer user_data)
{
  FinReception *self = user_data;
  g_autoptr (GstSample) sample = gst_app_sink_pull_sample (sink);

  if (sample == NULL)
    return GST_FLOW_EOS;

  if (!g_atomic_int_get (&self->silenced))
    fin_loudspeaker_push (self->loudspeaker, self, sample);

  return GST_FLOW_OK;
}

static gboolean
exists (const char *factory_name)
{
  g_autoptr (GstElementFactory) factory = gst_element_factory_find (factory_name);

  return factory != NULL;
}

static const char *
decoder_for (const char *encoding)
{
  if (g_strcmp0 (encoding, "VP8") == 0)
    return "rtpvp8depay request-keyframe=true wait-for-keyframe=true ! vp8dec ! " PICTURE;
  if (g_strcmp0 (encoding, "H264") == 0 && exists ("avdec_h264"))
    return "rtph264depay request-keyframe=true wait-for-keyframe=true ! avdec_h264 ! " PICTURE;
  if (g_strcmp0 (encoding, "H264") == 0 && exists ("openh264dec"))
    return "rtph264depay request-keyframe=true wait-for-keyframe=true ! h264parse ! "
           "openh264dec ! " PICTURE;
  if (g_strcmp0 (encoding, "OPUS") == 0)
    return "rtpopusdepay ! opusdec use-inband-fec=true plc=true ! " SOUND;

  return NOTHING;
}

/* rtpbin names its pads recv_rtp_src_SESSION_SSRC_PAYLOAD. */
static void
fin_reception_set_wait (FinReception *self, GstPad *pad, guint wait_ms)
{
  g_autoptr (GstPad) inner = gst_ghost_pad_get_target (GST_GHOST_PAD (pad));
  GstElement *jitterbuffer;
  guint session, ssrc, payload;

  if (inner == NULL || sscanf (GST_PAD_NAME (inner), "recv_rtp_src_%u_%u_%u", &session, &ssrc,
                               &payload) != 3)
    return;

  g_mutex_lock (&self->lock);
  jitterbuffer = g_hash_table_lookup (self->jitterbuffers, GUINT_TO_POINTER (ssrc));
  if (jitterbuffer != NULL)
    g_object_set (jitterbuffer, "latency", wait_ms, NULL);
  g_mutex_unlock (&self->lock);
}

static void
fin_reception_apply_view_locked (FinReception *self)
{
  g_autofree char *text =
      g_strdup_printf ("video/x-raw,format=BGRA,width=[1,%d],height=[1,%d],pixel-aspect-ratio=1/1",
                       self->view_width, self->view_height);
  g_autoptr (GstCaps) caps = gst_caps_from_string (text);

  if (self->view != NULL)
    g_object_set (self->view, "caps", caps, NULL);
}

static void
fin_reception_connect_sinks (FinReception *self, GstElement *bin)
{
  g_autoptr (GstElement) picture = gst_bin_get_by_name (GST_BIN (bin), "picture");
  g_autoptr (GstElement) sound = gst_bin_get_by_name (GST_BIN (bin), "sound");
  GstAppSinkCallbacks callbacks = { .new_sample = sound_cb };

  if (picture != NULL)
    {
      fin_newest_watch (self->newest, GST_APP_SINK (picture));
      g_mutex_lock (&self->lock);
      gst_clear_object (&self->convert);
      gst_clear_object (&self->view);
      self->convert = gst_bin_get_by_name (GST_BIN (bin), "convert");
      self->view = gst_bin_get_by_name (GST_BIN (bin), "view");
      fin_reception_apply_view_locked (self);
      g_mutex_unlock (&self->lock);
    }
  fin_media_listen (bin, self->outbox, self->heard);
  if (sound != NULL)
    gst_app_sink_set_callbacks (GST_APP_SINK (sound), &callbacks, fin_reception_ref (self),
                                (GDestroyNotify) fin_reception_unref);
}

static void
pad_added_cb (GstElement *webrtcbin, GstPad *pad, gpointer user_data)
{
  FinReception *self = user_data;
  g_autoptr (GstObject) pipeline = gst_object_get_parent (GST_OBJECT (webrtcbin));
  g_autoptr (GstCaps) caps = NULL;
  g_autoptr (GstPad) sink = NULL;
  const char *encoding = NULL;

  if (GST_PAD_DIRECTION (pad) != GST_PAD_SRC || pipeline == NULL)
    return;

  caps = gst_pad_get_current_caps (pad);
  if (caps == NULL)
    caps = gst_pad_query_caps (pad, NULL);
  if (!gst_caps_is_any (caps) && !gst_caps_is_empty (caps))
    encoding = gst_structure_get_string (gst_caps_get_structure (caps, 0), "encoding-name");

  GstElement *bin = gst_parse_bin_from_description (decoder_for (encoding), TRUE, NULL);

  if (bin == NULL)
    return;

  fin_reception_set_wait (self, pad,
                          g_strcmp0 (encoding, "OPUS") == 0 ? SOUND_WAIT_MS : PICTURE_WAIT_MS);
  fin_reception_connect_sinks (self, bin);
  gst_bin_add (GST_BIN (pipeline), bin);
  gst_element_sync_state_with_parent (bin);
  sink = gst_element_get_static_pad (bin, "sink");
  gst_pad_link (pad, sink);
}

/* In 1.22 webrtcbin looks for the stream in the description, often in vain, and then leaves its
 * jitter buffer not asking for what got lost. */
static void
new_jitterbuffer_cb (GstElement *rtpbin,
                     GstElement *jitterbuffer,
                     guint       session,
                     guint       ssrc,
                     gpointer    user_data)
{
  FinReception *self = user_data;

  /* Nor wait its whole latency for what might precede the very first packet. */
  g_object_set (jitterbuffer, "do-retransmission", TRUE, "faststart-min-packets", 1, NULL);
  g_mutex_lock (&self->lock);
  g_hash_table_insert (self->jitterbuffers, GUINT_TO_POINTER (ssrc),
                       g_object_ref (jitterbuffer));
  g_mutex_unlock (&self->lock);
}

FinReception *
fin_reception_new (const FinMedia *media,
                   FinLoudspeaker *loudspeaker,
                   FinNewestFunc   frame,
                   gpointer        user_data,
                   FinOutbox      *outbox,
                   FinOutboxFunc   heard)
{
  FinReception *self = g_new0 (FinReception, 1);

  g_atomic_ref_count_init (&self->references);
  g_mutex_init (&self->lock);
  self->newest = fin_newest_new (media->context, frame, user_data);
  self->loudspeaker = g_object_ref (loudspeaker);
  self->outbox = fin_outbox_ref (outbox);
  self->heard = heard;
  self->jitterbuffers = g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);
  self->view_width = self->view_height = G_MAXINT;
  fin_loudspeaker_add_voice (loudspeaker, self);

  return self;
}

void
fin_reception_watch (FinReception *self, GstElement *webrtcbin)
{
  g_autoptr (GstElement) rtpbin = gst_bin_get_by_name (GST_BIN (webrtcbin), "rtpbin");

  g_signal_connect_data (webrtcbin, "pad-added", G_CALLBACK (pad_added_cb),
                         fin_reception_ref (self), reception_closure_free, 0);
  g_signal_connect_data (rtpbin, "new-jitterbuffer", G_CALLBACK (new_jitterbuffer_cb),
                         fin_reception_ref (self), reception_closure_free, G_CONNECT_AFTER);
}

void
fin_reception_set_view_size (FinReception *self, int width, int height)
{
  g_mutex_lock (&self->lock);
  self->view_width = width;
  self->view_height = height;
  fin_reception_apply_view_locked (self);
  g_mutex_unlock (&self->lock);
}

void
fin_reception_set_silenced (FinReception *self, gboolean silenced)
{
  g_atomic_int_set (&self->silenced, silenced);
}

guint
fin_reception_pictures (FinReception *self, int *width, int *height)
{
  g_autoptr (GstCaps) caps = NULL;

  g_mutex_lock (&self->lock);
  if (self->convert != NULL)
    {
      g_autoptr (GstPad) pad = gst_element_get_static_pad (self->convert, "sink");

      caps = gst_pad_get_current_caps (pad);
    }
  g_mutex_unlock (&self->lock);

  if (caps != NULL)
    {
      gst_structure_get_int (gst_caps_get_structure (caps, 0), "width", width);
      gst_structure_get_int (gst_caps_get_structure (caps, 0), "height", height);
    }

  return fin_newest_count (self->newest);
}

void
fin_reception_close (FinReception *self)
{
  g_source_destroy (self->newest);
  fin_loudspeaker_remove_voice (self->loudspeaker, self);
  g_mutex_lock (&self->lock);
  g_hash_table_remove_all (self->jitterbuffers);
  gst_clear_object (&self->convert);
  gst_clear_object (&self->view);
  g_mutex_unlock (&self->lock);
  fin_reception_unref (self);
}
