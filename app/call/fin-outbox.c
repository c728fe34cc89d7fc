// From media threads to the call's thread: posts in order, and the newest picture.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-media.h"

struct _FinOutbox {
  gatomicrefcount references;
  GMainContext   *context;
  GWeakRef        owner;
};

typedef struct {
  FinOutbox     *outbox;
  FinOutboxFunc  func;
  gpointer       payload;
  GDestroyNotify free_payload;
} Post;

FinOutbox *
fin_outbox_new (GMainContext *context, gpointer owner)
{
  FinOutbox *outbox = g_new0 (FinOutbox, 1);

  g_atomic_ref_count_init (&outbox->references);
  outbox->context = g_main_context_ref (context);
  g_weak_ref_init (&outbox->owner, owner);

  return outbox;
}

FinOutbox *
fin_outbox_ref (FinOutbox *outbox)
{
  g_atomic_ref_count_inc (&outbox->references);

  return outbox;
}

void
fin_outbox_unref (FinOutbox *outbox)
{
  if (!g_atomic_ref_count_dec (&outbox->references))
    return;

  g_weak_ref_clear (&outbox->owner);
  g_main_context_unref (outbox->context);
  g_free (outbox);
}

static gboolean
deliver (gpointer user_data)
{
  Post *post = user_data;
  g_autoptr (GObject) owner = g_weak_ref_get (&post->outbox->owner);

  if (owner != NULL)
    post->func (owner, post->payload);

  return G_SOURCE_REMOVE;
}

static void
post_free (gpointer data)
{
  Post *post = data;

  if (post->free_payload != NULL)
    post->free_payload (post->payload);
  fin_outbox_unref (post->outbox);
  g_free (post);
}

void
fin_outbox_post (FinOutbox      *outbox,
                 FinOutboxFunc   func,
                 gpointer        payload,
                 GDestroyNotify  free_payload)
{
  g_autoptr (GSource) source = g_idle_source_new ();
  Post *post = g_new0 (Post, 1);

  post->outbox = fin_outbox_ref (outbox);
  post->func = func;
  post->payload = payload;
  post->free_payload = free_payload;
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, deliver, post, post_free);
  g_source_attach (source, outbox->context);
}

typedef struct {
  FinOutbox    *outbox;
  FinOutboxFunc func;
} Ear;

static void
ear_free (gpointer data)
{
  Ear *ear = data;

  fin_outbox_unref (ear->outbox);
  g_free (ear);
}

static GstFlowReturn
heard_cb (GstAppSink *sink, gpointer data)
{
  Ear *ear = data;
  GstSample *sample = gst_app_sink_pull_sample (sink);

  if (sample == NULL)
    return GST_FLOW_EOS;

  fin_outbox_post (ear->outbox, ear->func, sample, (GDestroyNotify) gst_sample_unref);

  return GST_FLOW_OK;
}

void
fin_media_listen (GstElement *bin, FinOutbox *outbox, FinOutboxFunc func)
{
  g_autoptr (GstElement) sink = gst_bin_get_by_name (GST_BIN (bin), "ear");
  GstAppSinkCallbacks callbacks = { .new_sample = heard_cb };
  Ear *ear;

  if (sink == NULL)
    return;

  ear = g_new0 (Ear, 1);
  ear->outbox = fin_outbox_ref (outbox);
  ear->func = func;
  gst_app_sink_set_callbacks (GST_APP_SINK (sink), &callbacks, ear, ear_free);
}

/* A source that is ready when there is a sample: the slot and its wake-up are one thing. */
typedef struct {
  GSource    source;
  GMutex     lock;
  GstSample *sample;
  guint      count;
} Newest;

static gboolean
newest_dispatch (GSource *source, GSourceFunc callback, gpointer user_data)
{
  Newest *newest = (Newest *) source;
  FinNewestFunc func = (FinNewestFunc) (void (*) (void)) callback;
  g_autoptr (GstSample) sample = NULL;

  g_mutex_lock (&newest->lock);
  sample = g_steal_pointer (&newest->sample);
  g_source_set_ready_time (source, -1);
  g_mutex_unlock (&newest->lock);

  if (sample != NULL)
    func (sample, user_data);

  return G_SOURCE_CONTINUE;
}

static void
newest_finalize (GSource *source)
{
  Newest *newest = (Newest *) source;

  g_clear_pointer (&newest->sample, gst_sample_unref);
  g_mutex_clear (&newest->lock);
}

static GSourceFuncs newest_funcs = { NULL, NULL, newest_dispatch, newest_finalize, NULL, NULL };

static GstFlowReturn
new_sample (GstAppSink *sink, gpointer user_data)
{
  Newest *newest = user_data;
  GstSample *sample = gst_app_sink_pull_sample (sink);

  if (sample == NULL)
    return GST_FLOW_EOS;

  g_mutex_lock (&newest->lock);
  g_clear_pointer (&newest->sample, gst_sample_unref);
  newest->sample = sample;
  newest->count++;
  g_source_set_ready_time (&newest->source, 0);
  g_mutex_unlock (&newest->lock);

  return GST_FLOW_OK;
}

GSource *
fin_newest_new (GMainContext *context, FinNewestFunc func, gpointer user_data)
{
  GSource *source = g_source_new (&newest_funcs, sizeof (Newest));

  g_mutex_init (&((Newest *) source)->lock);
  g_source_set_callback (source, (GSourceFunc) (void (*) (void)) func, user_data, NULL);
  g_source_attach (source, context);

  return source;
}

void
fin_newest_watch (GSource *newest, GstAppSink *sink)
{
  GstAppSinkCallbacks callbacks = { .new_sample = new_sample };

  gst_app_sink_set_callbacks (sink, &callbacks, g_source_ref (newest),
                              (GDestroyNotify) g_source_unref);
}

guint
fin_newest_count (GSource *source)
{
  Newest *newest = (Newest *) source;
  guint count;

  g_mutex_lock (&newest->lock);
  count = newest->count;
  g_mutex_unlock (&newest->lock);

  return count;
}

void
fin_source_clear (GSource **source)
{
  if (*source == NULL)
    return;

  g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}
