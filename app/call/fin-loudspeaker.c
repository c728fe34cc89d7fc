// One mixer to one sound device.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-loudspeaker.h"

#include "fin-error.h"

/* How long sound is kept before it is due, so that a late packet still finds its place. Pictures
 * are shown as they come; EN 301 549 6.5.4 allows 100 ms between the two, of which this and the
 * device's own buffer are nearly all. */
#define PLAYOUT_MS 40

struct _FinLoudspeaker {
  GObject         parent_instance;
  const FinMedia *media;
  char           *description;
  GError         *error;
  GstElement     *pipeline;
  GSource        *watch;

  GMutex          lock; /* voices: looked up by media threads */
  GHashTable     *voices; /* whose → GstAppSrc, or NULL when nothing is heard */
};

static guint changed_signal;

G_DEFINE_FINAL_TYPE (FinLoudspeaker, fin_loudspeaker, G_TYPE_OBJECT)

static void
voice_free (gpointer input)
{
  if (input != NULL)
    gst_object_unref (input);
}

static void
fin_loudspeaker_close (FinLoudspeaker *self)
{
  GHashTableIter iter;

  if (self->pipeline == NULL)
    return;

  g_mutex_lock (&self->lock);
  g_hash_table_iter_init (&iter, self->voices);
  while (g_hash_table_iter_next (&iter, NULL, NULL))
    g_hash_table_iter_replace (&iter, NULL);
  g_mutex_unlock (&self->lock);

  fin_source_clear (&self->watch);
  fin_media_let_go (g_steal_pointer (&self->pipeline), NULL, NULL);
}

static gboolean
bus_cb (GstBus *bus, GstMessage *message, gpointer user_data)
{
  FinLoudspeaker *self = user_data;

  if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_LATENCY)
    gst_bin_recalculate_latency (GST_BIN (self->pipeline));
  if (GST_MESSAGE_TYPE (message) != GST_MESSAGE_ERROR)
    return G_SOURCE_CONTINUE;

  self->error = fin_media_error (message);
  fin_loudspeaker_close (self);
  g_signal_emit (self, changed_signal, 0);

  return G_SOURCE_REMOVE;
}

static GstAppSrc *
fin_loudspeaker_new_input (FinLoudspeaker *self)
{
  g_autoptr (GstElement) mix = gst_bin_get_by_name (GST_BIN (self->pipeline), "mix");
  g_autoptr (GstCaps) caps = gst_caps_from_string (FIN_SOUND_CAPS);
  GstElement *input = gst_element_factory_make ("appsrc", NULL);
  g_autoptr (GstPad) source = gst_element_get_static_pad (input, "src");
  g_autoptr (GstPad) sink = NULL;

  g_object_set (input, "caps", caps, "format", GST_FORMAT_TIME, "is-live", TRUE, "min-latency",
                (gint64) PLAYOUT_MS * GST_MSECOND, "max-latency", (gint64) -1, "max-time",
                (guint64) GST_SECOND, "max-bytes", (guint64) 0, "leaky-type",
                GST_APP_LEAKY_TYPE_DOWNSTREAM, NULL);
  gst_bin_add (GST_BIN (self->pipeline), input);
  /* A new one: left to choose, GStreamer takes one that another thread has just unlinked, and is about to take
   * away. */
  sink = gst_element_request_pad_simple (mix, "sink_%u");
  gst_pad_link (source, sink);
  gst_element_sync_state_with_parent (input);

  return gst_object_ref (GST_APP_SRC (input));
}

gboolean
fin_loudspeaker_has_probe (void)
{
  g_autoptr (GstElementFactory) factory = gst_element_factory_find ("webrtcechoprobe");

  return factory != NULL;
}

/* Silence keeps the device running, and the mix in time, while nobody is there. */
static void
fin_loudspeaker_open (FinLoudspeaker *self)
{
  g_autofree char *text = g_strdup_printf (
      "audiotestsrc is-live=true wave=silence samplesperbuffer=480 ! " FIN_SOUND_CAPS " ! "
      "audiomixer name=mix ! " FIN_SOUND_CAPS " ! %saudioconvert ! audioresample ! %s",
      fin_loudspeaker_has_probe () ? "webrtcechoprobe name=" FIN_LOUDSPEAKER_PROBE " ! " : "",
      self->description);
  GstElement *pipeline =
      gst_parse_launch_full (text, NULL, GST_PARSE_FLAG_FATAL_ERRORS, &self->error);
  GHashTableIter iter;

  if (pipeline == NULL)
    return;

  self->pipeline = gst_object_ref_sink (pipeline);
  self->watch = fin_media_adopt (self->media, pipeline, bus_cb, self);
  g_mutex_lock (&self->lock);
  g_hash_table_iter_init (&iter, self->voices);
  while (g_hash_table_iter_next (&iter, NULL, NULL))
    g_hash_table_iter_replace (&iter, fin_loudspeaker_new_input (self));
  g_mutex_unlock (&self->lock);
  fin_media_play (pipeline);
}

/* In another thread: stopping waits until the mixer has taken what it is being given. */
static void
take_out (GstElement *input, gpointer user_data)
{
  g_autoptr (GstPad) source = gst_element_get_static_pad (input, "src");
  g_autoptr (GstPad) sink = gst_pad_get_peer (source);
  g_autoptr (GstObject) bin = gst_object_get_parent (GST_OBJECT (input));

  gst_element_set_locked_state (input, TRUE);
  gst_element_set_state (input, GST_STATE_NULL);
  if (sink != NULL)
    {
      g_autoptr (GstElement) mix = gst_pad_get_parent_element (sink);

      gst_pad_unlink (source, sink);
      gst_element_release_request_pad (mix, sink);
    }
  if (bin != NULL)
    gst_bin_remove (GST_BIN (bin), input);
}

static void
fin_loudspeaker_dispose (GObject *object)
{
  fin_loudspeaker_close (FIN_LOUDSPEAKER (object));

  G_OBJECT_CLASS (fin_loudspeaker_parent_class)->dispose (object);
}

static void
fin_loudspeaker_finalize (GObject *object)
{
  FinLoudspeaker *self = FIN_LOUDSPEAKER (object);

  g_free (self->description);
  g_clear_error (&self->error);
  g_hash_table_unref (self->voices);
  g_mutex_clear (&self->lock);

  G_OBJECT_CLASS (fin_loudspeaker_parent_class)->finalize (object);
}

static void
fin_loudspeaker_class_init (FinLoudspeakerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fin_loudspeaker_dispose;
  G_OBJECT_CLASS (klass)->finalize = fin_loudspeaker_finalize;

  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
fin_loudspeaker_init (FinLoudspeaker *self)
{
  g_mutex_init (&self->lock);
  self->voices = g_hash_table_new_full (NULL, NULL, NULL, voice_free);
}

FinLoudspeaker *
fin_loudspeaker_new (const FinMedia *media)
{
  FinLoudspeaker *self = g_object_new (FIN_TYPE_LOUDSPEAKER, NULL);

  self->media = media;

  return self;
}

void
fin_loudspeaker_set_sink (FinLoudspeaker *self, const char *description)
{
  g_return_if_fail (FIN_IS_LOUDSPEAKER (self));

  if (self->error == NULL && g_strcmp0 (self->description, description) == 0)
    return;

  fin_loudspeaker_close (self);
  g_clear_error (&self->error);
  g_free (self->description);
  self->description = g_strdup (description);
  if (description != NULL)
    fin_loudspeaker_open (self);
  g_signal_emit (self, changed_signal, 0);
}

const GError *
fin_loudspeaker_error (FinLoudspeaker *self)
{
  g_return_val_if_fail (FIN_IS_LOUDSPEAKER (self), NULL);

  return self->error;
}

void
fin_loudspeaker_add_voice (FinLoudspeaker *self, gconstpointer voice)
{
  GstAppSrc *input;

  g_return_if_fail (FIN_IS_LOUDSPEAKER (self));

  input = self->pipeline != NULL ? fin_loudspeaker_new_input (self) : NULL;
  g_mutex_lock (&self->lock);
  g_hash_table_insert (self->voices, (gpointer) voice, input);
  g_mutex_unlock (&self->lock);
}

void
fin_loudspeaker_remove_voice (FinLoudspeaker *self, gconstpointer voice)
{
  gpointer input = NULL;

  g_return_if_fail (FIN_IS_LOUDSPEAKER (self));

  g_mutex_lock (&self->lock);
  g_hash_table_steal_extended (self->voices, voice, NULL, &input);
  g_mutex_unlock (&self->lock);
  if (input == NULL)
    return;

  gst_element_call_async (input, take_out, NULL, NULL);
  gst_object_unref (input);
}

void
fin_loudspeaker_push (FinLoudspeaker *self, gconstpointer voice, GstSample *sample)
{
  g_autoptr (GstAppSrc) input = NULL;

  g_mutex_lock (&self->lock);
  input = g_hash_table_lookup (self->voices, voice);
  if (input != NULL)
    gst_object_ref (input);
  g_mutex_unlock (&self->lock);

  if (input != NULL)
    gst_app_src_push_sample (input, sample);
}
