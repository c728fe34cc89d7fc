// One webrtcbin from its making to its end, with what is sent into it and what comes out.
// Private to this folder: FinPeer decides, this carries out.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gst/webrtc/webrtc.h>
#include <json-glib/json-glib.h>

#include "fin-loudspeaker.h"
#include "fin-track.h"

G_BEGIN_DECLS

/* What the peers of a call share; owned by the call, which outlives them. */
typedef struct {
  FinMedia        media;
  FinTrack       *camera;
  FinTrack       *microphone;
  FinLoudspeaker *loudspeaker;
} FinStudio;

/**
 * FinConnection:
 *
 * Signals, on the call's thread:
 * - `negotiation-needed`: an offer would be of use;
 * - `description` (GstWebRTCSessionDescription *): made, set locally, to be sent;
 * - `settled`: offer and answer agree;
 * - `candidate` (guint, const char *): to be sent;
 * - `state` (GstWebRTCPeerConnectionState);
 * - `frame` (GstSample *), `level` (double), `sound` (GstSample *), `text` (GBytes *), `text-open` (gboolean);
 * - `stats` (GstStructure *): as webrtcbin tells them;
 * - `failed` (GError *): of no more use.
 */
#define FIN_TYPE_CONNECTION (fin_connection_get_type ())
G_DECLARE_FINAL_TYPE (FinConnection, fin_connection, FIN, CONNECTION, GObject)

/* The payload types to send with: those of the offer that will be answered, or one's own. */
typedef struct {
  int video;
  int audio;
} FinPayloads;

/* @opens_text: this side makes the t140 channel. @studio outlives it. (transfer full) */
FinConnection *fin_connection_new           (FinStudio   *studio,
                                             JsonArray   *ice_servers,
                                             FinPayloads  payloads,
                                             gboolean     opens_text);
void           fin_connection_start         (FinConnection *self);
void           fin_connection_close         (FinConnection *self);

/* Makes an offer. `description` follows. */
void           fin_connection_offer         (FinConnection *self);
/* Takes a checked description; an offer is answered, by `description`. `settled` or `failed` follows. */
void           fin_connection_take          (FinConnection    *self,
                                             GstWebRTCSDPType  type,
                                             GstSDPMessage    *sdp);
void           fin_connection_add_candidate (FinConnection *self, guint mline, const char *candidate);
gboolean       fin_connection_send_text     (FinConnection *self, const char *text);

/* `stats` follows. */
void           fin_connection_ask_stats     (FinConnection *self);
/* As fin_peer_set_view_size(). */
void           fin_connection_set_view_size (FinConnection *self, int width, int height);
/* As fin_peer_set_silenced(). */
void           fin_connection_set_silenced  (FinConnection *self, gboolean silenced);
/* Pictures decoded so far; @width and @height, of the last, are left alone before the first. */
guint          fin_connection_pictures      (FinConnection *self, int *width, int *height);

G_END_DECLS
