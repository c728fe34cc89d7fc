// One other participant: perfect negotiation, healing, and what to tell of it.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-peer-private.h"

#include "fin-description.h"
#include "fin-error.h"
#include "fin-figures.h"
#include "fin-json.h"
#include "fin-quality.h"

/* What a connection gets before it is replaced: without an answer or without media, or gone silent. Browsers
 * report every second or so, even when there is nothing to see or hear. */
#define CONNECT_SECONDS 20
#define SILENT_SECONDS  6
#define MAX_ATTEMPTS    6

#define MAX_CANDIDATES  256
#define PAYLOAD_VIDEO   96
#define PAYLOAD_AUDIO   111

/* Who is above LOUD is speaking, until below QUIET for a while. Levels come ten times a second. */
#define LOUD            0.45
#define QUIET           0.35
#define QUIET_LEVELS    8

typedef enum {
  PHASE_IDLE,     /* nothing said yet */
  PHASE_OFFERED,  /* an offer of ours is out, or being made */
  PHASE_TAKING,   /* theirs is being applied */
  PHASE_SETTLED,
} Phase;

struct _FinPeer {
  GObject         parent_instance;
  FinStudio      *studio;
  FinOutbox      *outbox;
  char           *id;
  JsonArray      *ice_servers;
  gboolean        polite;
  gint64          made_us;

  FinConnection  *connection;
  GSignalGroup   *signals;
  Phase           phase;
  GstSDPMessage  *local;
  GstSDPMessage  *remote;
  GstSDPMessage  *unanswered; /* polite: an offer that waits for the connection to be ready */
  guint           candidates;

  GSource        *tick;
  guint           seconds; /* in this phase without media, or silent */
  guint           attempts;

  FinPeerState    state;
  GError         *error;
  double          level;
  gboolean        heard; /* a level since the last tick */
  gboolean        speaking;
  guint           quiet;
  gboolean        text_open;
  FinPeerFigures  figures;
  FinTotals       totals;
  guint           bits_per_second;
  int             view_width;
  int             view_height;
  gboolean        silenced;
};

enum {
  PROP_0,
  PROP_ID,
  PROP_STATE,
  PROP_LEVEL,
  PROP_SPEAKING,
  PROP_TEXT_OPEN,
  PROP_ERROR,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

enum {
  SIGNAL,
  FRAME,
  SOUND,
  TEXT,
  FIGURES,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void fin_peer_connect (FinPeer *self, FinPayloads payloads);

GType
fin_peer_state_get_type (void)
{
  static gsize type = 0;
  static const GEnumValue values[] = {
    { FIN_PEER_CONNECTING, "FIN_PEER_CONNECTING", "connecting" },
    { FIN_PEER_CONNECTED, "FIN_PEER_CONNECTED", "connected" },
    { FIN_PEER_INTERRUPTED, "FIN_PEER_INTERRUPTED", "interrupted" },
    { FIN_PEER_FAILED, "FIN_PEER_FAILED", "failed" },
    { FIN_PEER_CLOSED, "FIN_PEER_CLOSED", "closed" },
    { 0, NULL, NULL },
  };

  if (g_once_init_enter (&type))
    g_once_init_leave (&type, g_enum_register_static ("FinPeerState", values));

  return type;
}

G_DEFINE_FINAL_TYPE (FinPeer, fin_peer, G_TYPE_OBJECT)

static void
fin_peer_set_state (FinPeer *self, FinPeerState state)
{
  if (self->state == state)
    return;

  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

static void
fin_peer_set_text_open (FinPeer *self, gboolean open)
{
  if (self->text_open == open)
    return;

  self->text_open = open;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TEXT_OPEN]);
}

/* -- Level and speaking -- */

static void
fin_peer_set_level (FinPeer *self, double level)
{
  gboolean speaking = self->speaking;

  self->quiet = level < QUIET ? self->quiet + 1 : 0;
  if (level >= LOUD)
    speaking = TRUE;
  else if (self->quiet >= QUIET_LEVELS)
    speaking = FALSE;

  if (self->level != level)
    {
      self->level = level;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LEVEL]);
    }
  if (self->speaking != speaking)
    {
      self->speaking = speaking;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SPEAKING]);
    }
}

static void
level_cb (FinPeer *self, double level)
{
  self->heard = TRUE;
  fin_peer_set_level (self, level);
}

static void
sound_cb (FinPeer *self, GstSample *sample)
{
  g_signal_emit (self, signals[SOUND], 0, sample);
}

/* -- A connection's life -- */

static void
fin_peer_disconnect (FinPeer *self)
{
  if (self->connection == NULL)
    return;

  g_signal_group_set_target (self->signals, NULL);
  fin_connection_close (self->connection);
  g_clear_object (&self->connection);
  g_clear_pointer (&self->local, gst_sdp_message_free);
  g_clear_pointer (&self->remote, gst_sdp_message_free);
  g_clear_pointer (&self->unanswered, gst_sdp_message_free);
  fin_peer_set_text_open (self, FALSE);
}

static void
fin_peer_give_up (FinPeer *self, const GError *error)
{
  fin_peer_disconnect (self);
  g_clear_error (&self->error);
  self->error = g_error_copy (error);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
  fin_peer_set_state (self, FIN_PEER_FAILED);
}

/* webrtcbin 1.22 can neither restart ICE nor change directions, but a new one can begin again with
 * everything: to the other side that is an offer with new credentials, as in a restart. */
static void
fin_peer_heal (FinPeer *self)
{
  g_autoptr (GError) error = NULL;

  if (self->state == FIN_PEER_FAILED)
    return;
  if (self->state == FIN_PEER_CONNECTED)
    fin_peer_set_state (self, FIN_PEER_INTERRUPTED);
  if (self->polite)
    return; /* it is the other's to offer */

  if (++self->attempts <= MAX_ATTEMPTS)
    {
      fin_peer_connect (self, (FinPayloads){ PAYLOAD_VIDEO, PAYLOAD_AUDIO });
      return;
    }

  error = g_error_new_literal (FIN_ERROR, FIN_ERROR_OFFLINE, "no way to the other side was found");
  fin_peer_give_up (self, error);
}

static void
failed_cb (FinPeer *self, const GError *error)
{
  g_debug ("A connection failed: %s", error->message);

  /* At once only when it worked before; else the tick tries again, not more often than it does. */
  if (self->state == FIN_PEER_CONNECTED)
    fin_peer_heal (self);
  else
    self->phase = PHASE_SETTLED;
}

static void
connection_state_cb (FinPeer *self, int state)
{
  switch (state)
    {
    case GST_WEBRTC_PEER_CONNECTION_STATE_CONNECTED:
      self->attempts = 0;
      self->seconds = 0;
      fin_peer_set_state (self, FIN_PEER_CONNECTED);
      break;
    case GST_WEBRTC_PEER_CONNECTION_STATE_DISCONNECTED:
      if (self->state == FIN_PEER_CONNECTED)
        fin_peer_set_state (self, FIN_PEER_INTERRUPTED);
      break;
    case GST_WEBRTC_PEER_CONNECTION_STATE_FAILED:
      fin_peer_heal (self);
      break;
    default:
      break;
    }
}

static gboolean
tick_cb (gpointer user_data)
{
  FinPeer *self = user_data;

  if (!self->heard)
    fin_peer_set_level (self, 0);
  self->heard = FALSE;

  if (self->connection == NULL)
    return G_SOURCE_CONTINUE;

  fin_connection_ask_stats (self->connection);
  if (self->phase == PHASE_IDLE)
    return G_SOURCE_CONTINUE;

  self->seconds++;
  if (self->seconds > (self->state == FIN_PEER_CONNECTED ? SILENT_SECONDS : CONNECT_SECONDS))
    {
      self->seconds = 0;
      fin_peer_heal (self);
    }

  return G_SOURCE_CONTINUE;
}

static void
stats_cb (FinPeer *self, const GstStructure *stats)
{
  guint64 activity = self->totals.activity;
  int width, height;
  guint out = fin_track_count (self->studio->camera, &width, &height);

  fin_figures_update (&self->figures, &self->totals, stats,
                      fin_connection_pictures (self->connection, &self->figures.video_in_width,
                                               &self->figures.video_in_height),
                      out);
  if (self->state == FIN_PEER_CONNECTED && activity != self->totals.activity)
    self->seconds = 0;
  self->figures.video_out_width = width;
  self->figures.video_out_height = height;
  self->bits_per_second =
      fin_quality_next (self->bits_per_second, self->figures.loss_out_percent / 100);
  g_signal_emit (self, signals[FIGURES], 0, &self->figures);
}

/* -- Perfect negotiation (W3C WebRTC 1.0, 10.7) -- */

static void
fin_peer_send (FinPeer *self, const char *member, JsonObject *value)
{
  g_autoptr (JsonObject) signal = json_object_new ();

  json_object_set_object_member (signal, member, value);
  g_signal_emit (self, signals[SIGNAL], 0, signal);
}

static void
negotiation_needed_cb (FinPeer *self)
{
  if (self->unanswered != NULL)
    {
      fin_connection_take (self->connection, GST_WEBRTC_SDP_TYPE_OFFER, self->unanswered);
      g_clear_pointer (&self->unanswered, gst_sdp_message_free);
    }
  else if (!self->polite && (self->phase == PHASE_IDLE || self->phase == PHASE_SETTLED))
    {
      self->phase = PHASE_OFFERED;
      fin_connection_offer (self->connection);
    }
}

static void
description_cb (FinPeer *self, GstWebRTCSessionDescription *description)
{
  g_autofree char *sdp = gst_sdp_message_as_text (description->sdp);
  JsonObject *value = json_object_new ();

  g_clear_pointer (&self->local, gst_sdp_message_free);
  gst_sdp_message_copy (description->sdp, &self->local);
  json_object_set_string_member (
      value, "type", description->type == GST_WEBRTC_SDP_TYPE_OFFER ? "offer" : "answer");
  json_object_set_string_member (value, "sdp", sdp);
  fin_peer_send (self, "description", value);
}

static void
candidate_cb (FinPeer *self, guint mline, const char *candidate)
{
  JsonObject *value = json_object_new ();

  json_object_set_string_member (value, "candidate", candidate);
  json_object_set_int_member (value, "sdpMLineIndex", mline);
  fin_peer_send (self, "candidate", value);
}

static void
settled_cb (FinPeer *self)
{
  self->phase = PHASE_SETTLED;
  if (self->state != FIN_PEER_CONNECTED)
    self->seconds = 0;
}

static void
fin_peer_remember (FinPeer *self, const GstSDPMessage *remote)
{
  g_clear_pointer (&self->remote, gst_sdp_message_free);
  gst_sdp_message_copy (remote, &self->remote);
  self->phase = PHASE_TAKING;
}

static gboolean
fin_peer_take_answer (FinPeer *self, GstSDPMessage *answer, GError **error)
{
  if (self->phase != PHASE_OFFERED || self->local == NULL)
    {
      g_set_error_literal (error, FIN_ERROR, FIN_ERROR_CONFLICT, "an answer to no offer");
      return FALSE;
    }
  if (!fin_description_answers (answer, self->local, error))
    return FALSE;

  fin_peer_remember (self, answer);
  fin_connection_take (self->connection, GST_WEBRTC_SDP_TYPE_ANSWER, answer);

  return TRUE;
}

static void
fin_peer_take_offer_impolitely (FinPeer *self, GstSDPMessage *offer)
{
  if (self->phase != PHASE_SETTLED)
    return; /* collides with ours: ignored, and theirs to roll back */

  if (self->remote == NULL || !fin_description_continues (offer, self->remote))
    {
      fin_peer_heal (self); /* they begin again, and so we do */
      return;
    }

  fin_peer_remember (self, offer);
  fin_connection_take (self->connection, GST_WEBRTC_SDP_TYPE_OFFER, offer);
}

static void
fin_peer_take_offer_politely (FinPeer *self, GstSDPMessage *offer)
{
  gboolean anew = self->remote == NULL || !fin_description_continues (offer, self->remote);

  if (anew)
    fin_peer_connect (
        self, (FinPayloads){ fin_description_payload (offer, "video", "VP8", PAYLOAD_VIDEO),
                             fin_description_payload (offer, "audio", "opus", PAYLOAD_AUDIO) });
  fin_peer_remember (self, offer);
  if (anew)
    gst_sdp_message_copy (offer, &self->unanswered);
  else
    fin_connection_take (self->connection, GST_WEBRTC_SDP_TYPE_OFFER, offer);
}

static gboolean
fin_peer_handle_description (FinPeer *self, JsonObject *value, GError **error)
{
  g_autoptr (GstSDPMessage) sdp = fin_description_parse (fin_json_string (value, "sdp"), error);
  const char *type = fin_json_string (value, "type");

  if (sdp == NULL)
    return FALSE;
  if (g_strcmp0 (type, "answer") == 0)
    return fin_peer_take_answer (self, sdp, error);
  if (g_strcmp0 (type, "offer") != 0)
    {
      g_set_error_literal (error, FIN_ERROR, FIN_ERROR_BAD_REQUEST, "neither offer nor answer");
      return FALSE;
    }

  if (self->polite)
    fin_peer_take_offer_politely (self, sdp);
  else
    fin_peer_take_offer_impolitely (self, sdp);

  return TRUE;
}

static gboolean
fin_peer_handle_candidate (FinPeer *self, JsonObject *value, GError **error)
{
  const char *candidate = fin_json_string (value, "candidate");
  gint64 mline = fin_json_integer (value, "sdpMLineIndex", -1);

  if (!fin_description_candidate (candidate))
    {
      g_set_error_literal (error, FIN_ERROR, FIN_ERROR_BAD_REQUEST, "not a candidate");
      return FALSE;
    }
  if (self->remote == NULL || mline < 0 || mline >= gst_sdp_message_medias_len (self->remote) ||
      self->candidates >= MAX_CANDIDATES)
    {
      g_set_error_literal (error, FIN_ERROR, FIN_ERROR_CONFLICT, "a candidate out of place");
      return FALSE;
    }

  self->candidates++;
  /* The last one says only that there are no more; webrtcbin does without. */
  if (candidate[0] != '\0')
    fin_connection_add_candidate (self->connection, mline, candidate);

  return TRUE;
}

/* -- Passed on -- */

static void
frame_cb (FinPeer *self, GstSample *sample)
{
  if (self->figures.setup_ms < 0)
    self->figures.setup_ms = (g_get_monotonic_time () - self->made_us) / 1000.0;
  g_signal_emit (self, signals[FRAME], 0, sample);
}

static void
text_cb (FinPeer *self, GBytes *text)
{
  g_signal_emit (self, signals[TEXT], 0, text);
}

static void
text_open_cb (FinPeer *self, gboolean open)
{
  fin_peer_set_text_open (self, open);
}

static void
fin_peer_connect (FinPeer *self, FinPayloads payloads)
{
  fin_peer_disconnect (self);
  self->phase = PHASE_IDLE;
  self->candidates = 0;
  self->seconds = 0;
  self->totals = (FinTotals){ 0 };
  self->connection =
      fin_connection_new (self->studio, self->ice_servers, payloads, !self->polite);
  fin_connection_set_view_size (self->connection, self->view_width, self->view_height);
  fin_connection_set_silenced (self->connection, self->silenced);
  g_signal_group_set_target (self->signals, self->connection);
  fin_connection_start (self->connection);
}

static void
begin (gpointer owner, gpointer payload)
{
  FinPeer *self = owner;

  if (!self->polite && self->connection == NULL && self->state == FIN_PEER_CONNECTING)
    fin_peer_connect (self, (FinPayloads){ PAYLOAD_VIDEO, PAYLOAD_AUDIO });
}

/* -- GObject -- */

static void
fin_peer_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  FinPeer *self = FIN_PEER (object);

  switch (prop_id)
    {
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;
    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;
    case PROP_LEVEL:
      g_value_set_double (value, self->level);
      break;
    case PROP_SPEAKING:
      g_value_set_boolean (value, self->speaking);
      break;
    case PROP_TEXT_OPEN:
      g_value_set_boolean (value, self->text_open);
      break;
    case PROP_ERROR:
      g_value_set_boxed (value, self->error);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
fin_peer_finalize (GObject *object)
{
  FinPeer *self = FIN_PEER (object);

  g_assert (self->connection == NULL);
  g_object_unref (self->signals);
  fin_outbox_unref (self->outbox);
  g_free (self->id);
  g_clear_pointer (&self->ice_servers, json_array_unref);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (fin_peer_parent_class)->finalize (object);
}

static void
fin_peer_class_init (FinPeerClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  G_OBJECT_CLASS (klass)->get_property = fin_peer_get_property;
  G_OBJECT_CLASS (klass)->finalize = fin_peer_finalize;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, FIN_TYPE_PEER_STATE,
                                              FIN_PEER_CONNECTING, flags);
  properties[PROP_LEVEL] = g_param_spec_double ("level", NULL, NULL, 0, 1, 0, flags);
  properties[PROP_SPEAKING] = g_param_spec_boolean ("speaking", NULL, NULL, FALSE, flags);
  properties[PROP_TEXT_OPEN] = g_param_spec_boolean ("text-open", NULL, NULL, FALSE, flags);
  properties[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, flags);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);

  signals[SIGNAL] = g_signal_new ("signal", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, JSON_TYPE_OBJECT);
  signals[FRAME] = g_signal_new ("frame", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, GST_TYPE_SAMPLE | G_SIGNAL_TYPE_STATIC_SCOPE);
  signals[SOUND] = g_signal_new ("sound", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, GST_TYPE_SAMPLE | G_SIGNAL_TYPE_STATIC_SCOPE);
  signals[TEXT] = g_signal_new ("text", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                1, G_TYPE_BYTES | G_SIGNAL_TYPE_STATIC_SCOPE);
  signals[FIGURES] = g_signal_new ("figures", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
fin_peer_init (FinPeer *self)
{
  const struct {
    const char *signal;
    GCallback   callback;
  } callbacks[] = {
    { "negotiation-needed", G_CALLBACK (negotiation_needed_cb) },
    { "description", G_CALLBACK (description_cb) },
    { "settled", G_CALLBACK (settled_cb) },
    { "candidate", G_CALLBACK (candidate_cb) },
    { "state", G_CALLBACK (connection_state_cb) },
    { "frame", G_CALLBACK (frame_cb) },
    { "level", G_CALLBACK (level_cb) },
    { "sound", G_CALLBACK (sound_cb) },
    { "text", G_CALLBACK (text_cb) },
    { "text-open", G_CALLBACK (text_open_cb) },
    { "stats", G_CALLBACK (stats_cb) },
    { "failed", G_CALLBACK (failed_cb) },
  };

  self->made_us = g_get_monotonic_time ();
  self->bits_per_second = FIN_QUALITY_START;
  self->view_width = self->view_height = G_MAXINT;
  fin_figures_reset (&self->figures);
  self->signals = g_signal_group_new (FIN_TYPE_CONNECTION);
  for (guint i = 0; i < G_N_ELEMENTS (callbacks); i++)
    g_signal_group_connect_swapped (self->signals, callbacks[i].signal, callbacks[i].callback,
                                    self);
}

FinPeer *
fin_peer_new (FinStudio *studio, const char *id, JsonArray *ice_servers)
{
  FinPeer *self = g_object_new (FIN_TYPE_PEER, NULL);

  self->studio = studio;
  self->id = g_strdup (id);
  self->ice_servers = ice_servers != NULL ? json_array_ref (ice_servers) : NULL;
  self->outbox = fin_outbox_new (studio->media.context, self);
  self->tick = g_timeout_source_new_seconds (1);
  g_source_set_static_name (self->tick, "peer");
  g_source_set_callback (self->tick, tick_cb, self, NULL);
  g_source_attach (self->tick, studio->media.context);
  fin_outbox_post (self->outbox, begin, NULL, NULL);

  return self;
}

void
fin_peer_close (FinPeer *self)
{
  g_return_if_fail (FIN_IS_PEER (self));

  fin_source_clear (&self->tick);
  fin_peer_disconnect (self);
  fin_peer_set_level (self, 0);
  fin_peer_set_state (self, FIN_PEER_CLOSED);
}

guint
fin_peer_bits_per_second (FinPeer *self)
{
  g_return_val_if_fail (FIN_IS_PEER (self), 0);

  return self->state == FIN_PEER_CONNECTED ? self->bits_per_second : 0;
}

const char *
fin_peer_id (FinPeer *self)
{
  g_return_val_if_fail (FIN_IS_PEER (self), NULL);

  return self->id;
}

FinPeerState
fin_peer_state (FinPeer *self)
{
  g_return_val_if_fail (FIN_IS_PEER (self), FIN_PEER_CLOSED);

  return self->state;
}

void
fin_peer_set_polite (FinPeer *self, gboolean polite)
{
  g_return_if_fail (FIN_IS_PEER (self) && self->connection == NULL);

  self->polite = polite;
}

gboolean
fin_peer_handle_signal (FinPeer *self, JsonObject *signal, GError **error)
{
  JsonObject *description, *candidate;

  g_return_val_if_fail (FIN_IS_PEER (self) && signal != NULL, FALSE);

  description = fin_json_member (signal, "description");
  candidate = fin_json_member (signal, "candidate");
  if ((description != NULL) == (candidate != NULL))
    {
      g_set_error_literal (error, FIN_ERROR, FIN_ERROR_BAD_REQUEST, "neither this nor that");
      return FALSE;
    }
  if (self->state == FIN_PEER_CLOSED || self->state == FIN_PEER_FAILED)
    {
      g_set_error_literal (error, FIN_ERROR, FIN_ERROR_CONFLICT, "a signal out of place");
      return FALSE;
    }

  return description != NULL ? fin_peer_handle_description (self, description, error)
                             : fin_peer_handle_candidate (self, candidate, error);
}

gboolean
fin_peer_send_text (FinPeer *self, const char *t140)
{
  g_return_val_if_fail (FIN_IS_PEER (self) && t140 != NULL, FALSE);

  return self->connection != NULL && fin_connection_send_text (self->connection, t140);
}

void
fin_peer_set_view_size (FinPeer *self, int width, int height)
{
  g_return_if_fail (FIN_IS_PEER (self) && width > 0 && height > 0);

  if (self->view_width == width && self->view_height == height)
    return;

  self->view_width = width;
  self->view_height = height;
  if (self->connection != NULL)
    fin_connection_set_view_size (self->connection, width, height);
}

void
fin_peer_set_silenced (FinPeer *self, gboolean silenced)
{
  g_return_if_fail (FIN_IS_PEER (self));

  self->silenced = silenced;
  if (self->connection != NULL)
    fin_connection_set_silenced (self->connection, silenced);
}

void
fin_peer_restart_ice (FinPeer *self)
{
  g_return_if_fail (FIN_IS_PEER (self));

  self->attempts = 0;
  g_clear_error (&self->error);
  if (self->state == FIN_PEER_FAILED)
    fin_peer_set_state (self, FIN_PEER_INTERRUPTED);
  fin_peer_heal (self);
}

const FinPeerFigures *
fin_peer_figures (FinPeer *self)
{
  g_return_val_if_fail (FIN_IS_PEER (self), NULL);

  return &self->figures;
}
