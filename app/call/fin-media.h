// What every pipeline of a call shares, and the ways from a media thread to the call's own.
// Private to this folder.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gst/app/gstappsink.h>
#include <gst/gst.h>

G_BEGIN_DECLS

/* One clock and one base time, so that a buffer's time means the same in each pipeline: sound and
 * pictures are taken in one, sent in another, and a camera may break without the rest noticing. */
typedef struct {
  GMainContext *context;
  GstClock     *clock;
  GstClockTime  base_time;
} FinMedia;

void     fin_media_init   (FinMedia *media);
void     fin_media_clear  (FinMedia *media);

/* Gives @pipeline the common time, and its bus to @func on the call's thread. Destroy and unref the
 * returned source when done. (transfer full) */
GSource *fin_media_adopt  (const FinMedia *media,
                           GstElement     *pipeline,
                           GstBusFunc      func,
                           gpointer        user_data);
/* To PLAYING, in another thread, for a device may take its time to open. */
void     fin_media_play   (GstElement *pipeline);
/* To NULL, in another thread, then @released (or NULL) in that thread. Wins over an earlier
 * fin_media_play() that has not happened yet. @pipeline: (transfer full) */
void     fin_media_let_go (GstElement *pipeline, GDestroyNotify released, gpointer user_data);

/* At the end of a process: waits until what was let go of is gone, some seconds at most. */
void     fin_media_settle (void);

/* How loud, 0 to 1, a message of the element `level` says it was: -60 dB and below to 0 dB.
 * Negative when @message is something else. */
double   fin_media_level  (GstMessage *message);
/* The error of an ERROR message, as FIN_ERROR_FAILED; details go to the debug log only. */
GError  *fin_media_error  (GstMessage *message);

/**
 * FinOutbox:
 *
 * The only thing of ours that media threads hold: they post, and it is run on the call's thread if
 * the owner (a #GObject) still lives then.
 */
typedef struct _FinOutbox FinOutbox;
typedef void (*FinOutboxFunc) (gpointer owner, gpointer payload);

FinOutbox *fin_outbox_new   (GMainContext *context, gpointer owner);
FinOutbox *fin_outbox_ref   (FinOutbox *outbox);
void       fin_outbox_unref (FinOutbox *outbox);
void       fin_outbox_post  (FinOutbox      *outbox,
                             FinOutboxFunc   func,
                             gpointer        payload,
                             GDestroyNotify  free_payload);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FinOutbox, fin_outbox_unref)

/* What a transcriber hears of a sound in FIN_SOUND_CAPS that a tee named "t" gives: an end of a pipeline, whose
 * appsink is named "ear". */
#define FIN_EAR                                                                                    \
  "t. ! queue leaky=downstream max-size-buffers=0 max-size-bytes=0 max-size-time=2000000000 ! "    \
  "audioresample ! audio/x-raw,format=S16LE,layout=interleaved,rate=16000,channels=1 ! "           \
  "appsink name=ear sync=false async=false max-buffers=100 drop=true "

/* Every sample of the appsink "ear" in @bin, in order, as payload of @func, by @outbox. Nothing when there is
 * none. */
void     fin_media_listen (GstElement *bin, FinOutbox *outbox, FinOutboxFunc func);

/* The newest sample of an appsink, on the call's thread; those that nobody had time for are gone.
 * @func is not called any more once the source is destroyed. (transfer full) */
typedef void (*FinNewestFunc) (GstSample *sample, gpointer user_data);
GSource   *fin_newest_new   (GMainContext *context, FinNewestFunc func, gpointer user_data);
/* From any thread. */
void       fin_newest_watch (GSource *newest, GstAppSink *sink);
/* How many samples there were, taken or not. */
guint      fin_newest_count (GSource *newest);
/* Destroys and unrefs. */
void       fin_source_clear (GSource **source);

G_END_DECLS
