// One webrtcbin: media in and out, negotiation step by step, real-time text (RFC 8865).
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-connection.h"

#include "fin-error.h"
#include "fin-ice-server.h"
#include "fin-reception.h"

#define T140          "t140"
#define MAX_TEXT_SIZE 16384
#define MIN_PACING_MS 5

#define PIPELINE                                                                                   \
  "webrtcbin name=rtc bundle-policy=max-bundle "                                                   \
  "appsrc name=video is-live=true format=time leaky-type=downstream max-buffers=60 max-bytes=0 "   \
  "max-time=0 caps=video/x-vp8 ! "                                                                 \
  "rtpvp8pay name=video-payloader picture-id-mode=2 mtu=1200 pt=%d ! rtc. "                        \
  "appsrc name=audio is-live=true format=time leaky-type=downstream max-buffers=25 max-bytes=0 "   \
  "max-time=0 caps=audio/x-opus,rate=48000,channels=1,channel-mapping-family=0 ! "                 \
  "rtpopuspay pt=%d ! rtc. "

struct _FinConnection {
  GObject               parent_instance;
  FinStudio            *studio;
  FinOutbox            *outbox;
  GstElement           *pipeline;
  GstElement           *rtc;
  GSource              *watch;
  FinReception         *reception;
  GstAppSrc            *video;
  GstAppSrc            *audio;
  gboolean              sending;
  gboolean              opens_text;
  GstWebRTCDataChannel *text;
};

enum {
  NEGOTIATION_NEEDED,
  DESCRIPTION,
  SETTLED,
  CANDIDATE,
  STATE,
  FRAME,
  LEVEL,
  SOUND,
  TEXT,
  TEXT_OPEN,
  STATS,
  FAILED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

typedef struct {
  guint mline;
  char *text;
} Candidate;

typedef struct {
  FinOutbox    *outbox;
  FinOutboxFunc func;
} Question;

G_DEFINE_FINAL_TYPE (FinConnection, fin_connection, G_TYPE_OBJECT)

static void
outbox_closure_free (gpointer data, GClosure *closure)
{
  fin_outbox_unref (data);
}

/* Every callback of webrtcbin is given the outbox, and nothing else of ours. */
static void
fin_connection_listen (FinConnection *self, gpointer to, const char *signal, GCallback callback)
{
  g_signal_connect_data (to, signal, callback, fin_outbox_ref (self->outbox),
                         outbox_closure_free, 0);
}

static void
fin_connection_fail (FinConnection *self, const GError *cause)
{
  g_autoptr (GError) error = g_error_new_literal (FIN_ERROR, FIN_ERROR_FAILED, cause->message);

  g_signal_emit (self, signals[FAILED], 0, error);
}

/* -- Questions to webrtcbin, answered later -- */

static void
structure_free (gpointer structure)
{
  if (structure != NULL)
    gst_structure_free (structure);
}

static void
answered_cb (GstPromise *promise, gpointer user_data)
{
  Question *question = user_data;
  const GstStructure *reply = NULL;

  if (gst_promise_wait (promise) == GST_PROMISE_RESULT_REPLIED)
    {
      reply = gst_promise_get_reply (promise);
      fin_outbox_post (question->outbox, question->func,
                       reply != NULL ? gst_structure_copy (reply) : NULL, structure_free);
    }
  gst_promise_unref (promise);
}

static void
question_free (gpointer data)
{
  Question *question = data;

  fin_outbox_unref (question->outbox);
  g_free (question);
}

static GstPromise *
fin_connection_question (FinConnection *self, FinOutboxFunc func)
{
  Question *question = g_new0 (Question, 1);

  question->outbox = fin_outbox_ref (self->outbox);
  question->func = func;

  return gst_promise_new_with_change_func (answered_cb, question, question_free);
}

/* TRUE when the reply is an error, and then it has been told. */
static gboolean
fin_connection_refused (FinConnection *self, const GstStructure *reply)
{
  g_autoptr (GError) error = NULL;

  if (reply == NULL || !gst_structure_get (reply, "error", G_TYPE_ERROR, &error, NULL))
    return FALSE;

  fin_connection_fail (self, error);

  return TRUE;
}

static void
local_offer_set (gpointer owner, gpointer payload)
{
  fin_connection_refused (owner, payload);
}

static void
local_answer_set (gpointer owner, gpointer payload)
{
  if (!fin_connection_refused (owner, payload))
    g_signal_emit (owner, signals[SETTLED], 0);
}

static void
fin_connection_set_local (FinConnection      *self,
                          const GstStructure *reply,
                          const char         *field,
                          FinOutboxFunc       then)
{
  g_autoptr (GstWebRTCSessionDescription) description = NULL;

  if (self->rtc == NULL || fin_connection_refused (self, reply))
    return;

  /* With its first section refused, there would be no transport; webrtcbin 1.22 dies of it. */
  if (reply == NULL ||
      !gst_structure_get (reply, field, GST_TYPE_WEBRTC_SESSION_DESCRIPTION, &description, NULL) ||
      gst_sdp_message_medias_len (description->sdp) == 0 ||
      gst_sdp_media_get_port (gst_sdp_message_get_media (description->sdp, 0)) == 0)
    {
      g_autoptr (GError) error =
          g_error_new_literal (FIN_ERROR, FIN_ERROR_FAILED, "nothing in common");

      fin_connection_fail (self, error);
      return;
    }

  g_signal_emit_by_name (self->rtc, "set-local-description", description,
                         fin_connection_question (self, then));
  g_signal_emit (self, signals[DESCRIPTION], 0, description);
}

static void
offer_made (gpointer owner, gpointer payload)
{
  fin_connection_set_local (owner, payload, "offer", local_offer_set);
}

static void
answer_made (gpointer owner, gpointer payload)
{
  fin_connection_set_local (owner, payload, "answer", local_answer_set);
}

static void
remote_answer_set (gpointer owner, gpointer payload)
{
  if (!fin_connection_refused (owner, payload))
    g_signal_emit (owner, signals[SETTLED], 0);
}

static void
remote_offer_set (gpointer owner, gpointer payload)
{
  FinConnection *self = owner;

  if (self->rtc != NULL && !fin_connection_refused (self, payload))
    g_signal_emit_by_name (self->rtc, "create-answer", NULL,
                           fin_connection_question (self, answer_made));
}

static void
stats_told (gpointer owner, gpointer payload)
{
  if (payload != NULL)
    g_signal_emit (owner, signals[STATS], 0, payload);
}

/* -- What webrtcbin tells of its own accord -- */

static void
negotiation_needed (gpointer owner, gpointer payload)
{
  g_signal_emit (owner, signals[NEGOTIATION_NEEDED], 0);
}

static void
negotiation_needed_cb (GstElement *rtc, gpointer outbox)
{
  fin_outbox_post (outbox, negotiation_needed, NULL, NULL);
}

static void
candidate_free (gpointer data)
{
  Candidate *candidate = data;

  g_free (candidate->text);
  g_free (candidate);
}

static void
candidate_found (gpointer owner, gpointer payload)
{
  Candidate *candidate = payload;

  g_signal_emit (owner, signals[CANDIDATE], 0, candidate->mline, candidate->text);
}

static void
candidate_cb (GstElement *rtc, guint mline, const char *text, gpointer outbox)
{
  Candidate *candidate = g_new0 (Candidate, 1);

  candidate->mline = mline;
  candidate->text = g_strdup (text);
  fin_outbox_post (outbox, candidate_found, candidate, candidate_free);
}

static void
fin_connection_send_media (FinConnection *self)
{
  if (self->sending)
    return;

  self->sending = TRUE;
  fin_track_add_listener (self->studio->camera, self->video);
  fin_track_add_listener (self->studio->microphone, self->audio);
}

static void
state_changed (gpointer owner, gpointer payload)
{
  FinConnection *self = owner;
  GstWebRTCPeerConnectionState state = GPOINTER_TO_INT (payload);

  if (state == GST_WEBRTC_PEER_CONNECTION_STATE_CONNECTED && self->rtc != NULL)
    fin_connection_send_media (self);
  g_signal_emit (self, signals[STATE], 0, state);
}

static void
state_cb (GObject *rtc, GParamSpec *pspec, gpointer outbox)
{
  GstWebRTCPeerConnectionState state;

  g_object_get (rtc, "connection-state", &state, NULL);
  fin_outbox_post (outbox, state_changed, GINT_TO_POINTER (state), NULL);
}

/* -- Real-time text -- */

static void
text_opened (gpointer owner, gpointer payload)
{
  FinConnection *self = owner;

  if (self->text != NULL || self->rtc == NULL)
    return;

  self->text = g_object_ref (payload);
  g_signal_emit (self, signals[TEXT_OPEN], 0, TRUE);
}

static void
text_opened_cb (GstWebRTCDataChannel *channel, gpointer outbox)
{
  fin_outbox_post (outbox, text_opened, g_object_ref (channel), g_object_unref);
}

static void
text_closed (gpointer owner, gpointer payload)
{
  FinConnection *self = owner;

  if (self->text != payload)
    return;

  g_clear_object (&self->text);
  g_signal_emit (self, signals[TEXT_OPEN], 0, FALSE);
}

static void
text_closed_cb (GstWebRTCDataChannel *channel, gpointer outbox)
{
  fin_outbox_post (outbox, text_closed, g_object_ref (channel), g_object_unref);
}

static void
text_arrived (gpointer owner, gpointer payload)
{
  g_signal_emit (owner, signals[TEXT], 0, payload);
}

static void
text_string_cb (GstWebRTCDataChannel *channel, const char *text, gpointer outbox)
{
  gsize length = text != NULL ? strlen (text) : 0;

  if (length > 0 && length <= MAX_TEXT_SIZE)
    fin_outbox_post (outbox, text_arrived, g_bytes_new (text, length),
                     (GDestroyNotify) g_bytes_unref);
}

static void
text_data_cb (GstWebRTCDataChannel *channel, GBytes *data, gpointer outbox)
{
  if (data != NULL && g_bytes_get_size (data) > 0 && g_bytes_get_size (data) <= MAX_TEXT_SIZE)
    fin_outbox_post (outbox, text_arrived, g_bytes_ref (data), (GDestroyNotify) g_bytes_unref);
}

/* @outbox belongs to the closures from here on. */
static void
text_connect (GstWebRTCDataChannel *channel, FinOutbox *outbox)
{
  const struct {
    const char *signal;
    GCallback   callback;
  } callbacks[] = {
    { "on-open", G_CALLBACK (text_opened_cb) },
    { "on-close", G_CALLBACK (text_closed_cb) },
    { "on-message-string", G_CALLBACK (text_string_cb) },
    { "on-message-data", G_CALLBACK (text_data_cb) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (callbacks); i++)
    g_signal_connect_data (channel, callbacks[i].signal, callbacks[i].callback,
                           fin_outbox_ref (outbox), outbox_closure_free, 0);
}

/* A channel the other side made: for text or not at all. */
static void
channel_cb (GstElement *rtc, GstWebRTCDataChannel *channel, gpointer outbox)
{
  g_autofree char *protocol = NULL;
  GstWebRTCDataChannelState state;

  g_object_get (channel, "protocol", &protocol, "ready-state", &state, NULL);
  if (g_strcmp0 (protocol, T140) != 0)
    {
      gst_webrtc_data_channel_close (channel);
      return;
    }

  text_connect (channel, outbox);
  if (state == GST_WEBRTC_DATA_CHANNEL_STATE_OPEN)
    text_opened_cb (channel, outbox);
}

static void
fin_connection_create_text (FinConnection *self)
{
  g_autoptr (GstStructure) options = gst_structure_new (
      "options", "ordered", G_TYPE_BOOLEAN, TRUE, "protocol", G_TYPE_STRING, T140, NULL);
  g_autoptr (GstWebRTCDataChannel) channel = NULL;

  g_signal_emit_by_name (self->rtc, "create-data-channel", T140, options, &channel);
  if (channel != NULL)
    text_connect (channel, self->outbox);
}

/* -- The pipeline -- */

static void
frame_cb (GstSample *sample, gpointer user_data)
{
  g_signal_emit (user_data, signals[FRAME], 0, sample);
}

static void
heard (gpointer owner, gpointer sample)
{
  FinConnection *self = owner;

  if (self->reception != NULL)
    g_signal_emit (self, signals[SOUND], 0, sample);
}

static gboolean
bus_cb (GstBus *bus, GstMessage *message, gpointer user_data)
{
  g_autoptr (FinConnection) self = g_object_ref (user_data);
  double level;

  if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_ERROR)
    {
      g_autoptr (GError) error = fin_media_error (message);

      fin_connection_fail (self, error);
    }
  else if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_LATENCY)
    gst_bin_recalculate_latency (GST_BIN (self->pipeline));
  else if ((level = fin_media_level (message)) >= 0)
    g_signal_emit (self, signals[LEVEL], 0, level);

  return self->watch != NULL ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static GstPadProbeReturn
keyframe_wanted_cb (GstPad *pad, GstPadProbeInfo *info, gpointer camera)
{
  const GstStructure *structure = gst_event_get_structure (GST_PAD_PROBE_INFO_EVENT (info));

  if (structure != NULL && gst_structure_has_name (structure, "GstForceKeyUnit"))
    fin_track_request_keyframe (camera);

  return GST_PAD_PROBE_OK;
}

static void
fin_connection_pass_keyframe_requests (FinConnection *self)
{
  g_autoptr (GstPad) pad = gst_element_get_static_pad (GST_ELEMENT (self->video), "src");

  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_EVENT_UPSTREAM, keyframe_wanted_cb,
                     g_object_ref (self->studio->camera), g_object_unref);
}

/* Pictures are the first of PIPELINE. Sound is not asked for again, for it would come too late; and
 * Chromium refuses a description with retransmission of sound. */
static void
fin_connection_ask_for_lost_pictures (FinConnection *self)
{
  g_autoptr (GstWebRTCRTPTransceiver) pictures = NULL;

  g_signal_emit_by_name (self->rtc, "get-transceiver", 0, &pictures);
  g_object_set (pictures, "do-nack", TRUE, NULL);
}

/* Opening ports in a home router is not for an office to do, and takes seconds. TCP between two
 * participants hardly ever gets where UDP doesn't; TURN over TCP is not touched by this. Checks are
 * sent as fast as RFC 8445 14.2 allows: there are few, and they are most of what a caller waits for. */
static void
fin_connection_limit_ice (FinConnection *self)
{
  g_autoptr (GObject) ice = NULL;
  g_autoptr (GObject) agent = NULL;

  g_object_get (self->rtc, "ice-agent", &ice, NULL);
  g_object_set (ice, "ice-tcp", FALSE, NULL);
  g_object_get (ice, "agent", &agent, NULL);
  g_object_set (agent, "upnp", FALSE, "stun-pacing-timer", MIN_PACING_MS, NULL);
}

static void
fin_connection_build (FinConnection *self, FinPayloads payloads, JsonArray *ice_servers)
{
  g_autofree char *text = g_strdup_printf (PIPELINE, payloads.video, payloads.audio);

  /* Debian's packages hold all of these elements, and the package depends on them. */
  self->pipeline = gst_object_ref_sink (gst_parse_launch (text, NULL));
  self->rtc = gst_bin_get_by_name (GST_BIN (self->pipeline), "rtc");
  self->video = GST_APP_SRC (gst_bin_get_by_name (GST_BIN (self->pipeline), "video"));
  self->audio = GST_APP_SRC (gst_bin_get_by_name (GST_BIN (self->pipeline), "audio"));
  self->watch = fin_media_adopt (&self->studio->media, self->pipeline, bus_cb, self);

  fin_ice_servers_apply (ice_servers, self->rtc);
  fin_connection_limit_ice (self);
  fin_connection_ask_for_lost_pictures (self);
  fin_connection_pass_keyframe_requests (self);
  self->reception = fin_reception_new (&self->studio->media, self->studio->loudspeaker, frame_cb,
                                       self, self->outbox, heard);
  fin_reception_watch (self->reception, self->rtc);

  fin_connection_listen (self, self->rtc, "on-negotiation-needed",
                         G_CALLBACK (negotiation_needed_cb));
  fin_connection_listen (self, self->rtc, "on-ice-candidate", G_CALLBACK (candidate_cb));
  fin_connection_listen (self, self->rtc, "notify::connection-state", G_CALLBACK (state_cb));
  fin_connection_listen (self, self->rtc, "on-data-channel", G_CALLBACK (channel_cb));
}

static void
fin_connection_dispose (GObject *object)
{
  fin_connection_close (FIN_CONNECTION (object));

  G_OBJECT_CLASS (fin_connection_parent_class)->dispose (object);
}

static void
fin_connection_finalize (GObject *object)
{
  fin_outbox_unref (FIN_CONNECTION (object)->outbox);

  G_OBJECT_CLASS (fin_connection_parent_class)->finalize (object);
}

static void
fin_connection_class_init (FinConnectionClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fin_connection_dispose;
  G_OBJECT_CLASS (klass)->finalize = fin_connection_finalize;

#define SIGNAL(id, name, ...)                                                                      \
  signals[id] =                                                                                    \
      g_signal_new (name, type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, __VA_ARGS__)
  SIGNAL (NEGOTIATION_NEEDED, "negotiation-needed", 0);
  SIGNAL (DESCRIPTION, "description", 1,
          GST_TYPE_WEBRTC_SESSION_DESCRIPTION | G_SIGNAL_TYPE_STATIC_SCOPE);
  SIGNAL (SETTLED, "settled", 0);
  SIGNAL (CANDIDATE, "candidate", 2, G_TYPE_UINT, G_TYPE_STRING | G_SIGNAL_TYPE_STATIC_SCOPE);
  SIGNAL (STATE, "state", 1, G_TYPE_INT);
  SIGNAL (FRAME, "frame", 1, GST_TYPE_SAMPLE | G_SIGNAL_TYPE_STATIC_SCOPE);
  SIGNAL (LEVEL, "level", 1, G_TYPE_DOUBLE);
  SIGNAL (SOUND, "sound", 1, GST_TYPE_SAMPLE | G_SIGNAL_TYPE_STATIC_SCOPE);
  SIGNAL (TEXT, "text", 1, G_TYPE_BYTES | G_SIGNAL_TYPE_STATIC_SCOPE);
  SIGNAL (TEXT_OPEN, "text-open", 1, G_TYPE_BOOLEAN);
  SIGNAL (STATS, "stats", 1, GST_TYPE_STRUCTURE | G_SIGNAL_TYPE_STATIC_SCOPE);
  SIGNAL (FAILED, "failed", 1, G_TYPE_ERROR | G_SIGNAL_TYPE_STATIC_SCOPE);
#undef SIGNAL
}

static void
fin_connection_init (FinConnection *self)
{
}

FinConnection *
fin_connection_new (FinStudio   *studio,
                    JsonArray   *ice_servers,
                    FinPayloads  payloads,
                    gboolean     opens_text)
{
  FinConnection *self = g_object_new (FIN_TYPE_CONNECTION, NULL);

  self->studio = studio;
  self->outbox = fin_outbox_new (studio->media.context, self);
  self->opens_text = opens_text;
  fin_connection_build (self, payloads, ice_servers);

  return self;
}

void
fin_connection_start (FinConnection *self)
{
  g_return_if_fail (FIN_IS_CONNECTION (self));

  /* From READY on webrtcbin takes a channel; before PLAYING, so that the first offer has it. */
  gst_element_set_state (self->pipeline, GST_STATE_READY);
  if (self->opens_text)
    fin_connection_create_text (self);
  fin_media_play (self->pipeline);
}

void
fin_connection_close (FinConnection *self)
{
  g_return_if_fail (FIN_IS_CONNECTION (self));

  if (self->pipeline == NULL)
    return;

  if (self->sending)
    {
      fin_track_remove_listener (self->studio->camera, self->video);
      fin_track_remove_listener (self->studio->microphone, self->audio);
    }
  fin_source_clear (&self->watch);
  g_clear_pointer (&self->reception, fin_reception_close);
  g_clear_object (&self->text);
  gst_clear_object (&self->video);
  gst_clear_object (&self->audio);
  gst_clear_object (&self->rtc);
  fin_media_let_go (g_steal_pointer (&self->pipeline), NULL, NULL);
}

void
fin_connection_offer (FinConnection *self)
{
  g_return_if_fail (FIN_IS_CONNECTION (self) && self->rtc != NULL);

  g_signal_emit_by_name (self->rtc, "create-offer", NULL,
                         fin_connection_question (self, offer_made));
}

void
fin_connection_take (FinConnection *self, GstWebRTCSDPType type, GstSDPMessage *sdp)
{
  g_autoptr (GstWebRTCSessionDescription) description = NULL;
  GstSDPMessage *copy = NULL;

  g_return_if_fail (FIN_IS_CONNECTION (self) && self->rtc != NULL);

  gst_sdp_message_copy (sdp, &copy);
  description = gst_webrtc_session_description_new (type, copy);
  g_signal_emit_by_name (self->rtc, "set-remote-description", description,
                         fin_connection_question (self, type == GST_WEBRTC_SDP_TYPE_OFFER
                                                            ? remote_offer_set
                                                            : remote_answer_set));
}

void
fin_connection_add_candidate (FinConnection *self, guint mline, const char *candidate)
{
  g_return_if_fail (FIN_IS_CONNECTION (self) && self->rtc != NULL);

  g_signal_emit_by_name (self->rtc, "add-ice-candidate", mline, candidate);
}

gboolean
fin_connection_send_text (FinConnection *self, const char *text)
{
  g_return_val_if_fail (FIN_IS_CONNECTION (self), FALSE);

  return self->text != NULL && gst_webrtc_data_channel_send_string_full (self->text, text, NULL);
}

void
fin_connection_ask_stats (FinConnection *self)
{
  g_return_if_fail (FIN_IS_CONNECTION (self));

  if (self->rtc != NULL)
    g_signal_emit_by_name (self->rtc, "get-stats", NULL,
                           fin_connection_question (self, stats_told));
}

void
fin_connection_set_view_size (FinConnection *self, int width, int height)
{
  g_return_if_fail (FIN_IS_CONNECTION (self));

  if (self->reception != NULL)
    fin_reception_set_view_size (self->reception, width, height);
}

void
fin_connection_set_silenced (FinConnection *self, gboolean silenced)
{
  g_return_if_fail (FIN_IS_CONNECTION (self));

  if (self->reception != NULL)
    fin_reception_set_silenced (self->reception, silenced);
}

guint
fin_connection_pictures (FinConnection *self, int *width, int *height)
{
  g_return_val_if_fail (FIN_IS_CONNECTION (self), 0);

  return self->reception != NULL ? fin_reception_pictures (self->reception, width, height) : 0;
}
