// One other participant of the call: a webrtcbin, what arrives from it, and how well.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gst/gst.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef enum {
  FIN_PEER_CONNECTING,
  FIN_PEER_CONNECTED,
  FIN_PEER_INTERRUPTED, /* was connected; being healed by beginning again, as in an ICE restart */
  FIN_PEER_FAILED,      /* the reason is in `error` */
  FIN_PEER_CLOSED,
} FinPeerState;

/* What get-stats tells, sampled once a second. Unknown figures are negative. */
typedef struct {
  double round_trip_ms;
  double video_in_fps, video_out_fps;
  int    video_in_width, video_in_height, video_out_width, video_out_height;
  double video_in_kbps, video_out_kbps, audio_in_kbps;
  double loss_in_percent, loss_out_percent;
  double jitter_ms;
  double setup_ms; /* from the peer's making to its first decoded picture */
} FinPeerFigures;

/**
 * FinPeer:
 *
 * The workstation's side of perfect negotiation, and the impolite one: it offers, and an offer that
 * collides with its own is ignored. A practice citizen is the answering, polite side
 * (fin_peer_set_polite()). Sound, picture and the t140 channel are always offered both ways, in one
 * bundle, whether or not there is a camera or a microphone just now, so that devices come and go
 * without negotiation. What needs another negotiation (a way that broke, an offer of theirs with
 * other ICE credentials) is healed by an offer of a wholly new connection: a browser sees other ICE
 * credentials, another fingerprint and another session id in `o=`.
 *
 * Properties, all ro: `id`, `state`, `level` (of their sound, as FinCall's), `speaking` (hysteresis
 * over `level`), `text-open` (the t140 channel is open), `error` (#GError or NULL).
 *
 * Signals (all on the call's main context):
 * - `signal` (JsonObject *): a `description` or `candidate` to send to this participant, as in the
 *   schema SendSignal without `type` and `to`;
 * - `frame` (GstSample *): a decoded picture in system memory, BGRA of which A is always 255, the
 *   newest only; as FinCall's;
 * - `sound` (GstSample *): what they say, as FinCall's;
 * - `text` (GBytes *): T.140 as it arrived (RFC 8865);
 * - `figures` (FinPeerFigures *): once a second.
 */
#define FIN_TYPE_PEER (fin_peer_get_type ())
#define FIN_TYPE_PEER_STATE (fin_peer_state_get_type ())
G_DECLARE_FINAL_TYPE (FinPeer, fin_peer, FIN, PEER, GObject)
GType        fin_peer_state_get_type (void);

const char  *fin_peer_id          (FinPeer *self);
FinPeerState fin_peer_state       (FinPeer *self);
/* Before the next turn of the main loop after it was added. */
void         fin_peer_set_polite  (FinPeer *self, gboolean polite);
/* A `description` or `candidate` from the participant. What is malformed is FIN_ERROR_BAD_REQUEST, what is
 * out of turn FIN_ERROR_CONFLICT, which happens between two honest sides; neither harms anything. The
 * error's message holds nothing of what was sent. */
gboolean     fin_peer_handle_signal (FinPeer *self, JsonObject *signal, GError **error);
/* FALSE when the channel is not open (then the office relays it). */
gboolean     fin_peer_send_text   (FinPeer *self, const char *t140);
/* How large its picture is shown at most, in pixels of the screen: larger ones are made smaller before
 * they are handed out, which is cheaper than afterwards. As large as they come until this is called. */
void         fin_peer_set_view_size (FinPeer *self, int width, int height);
/* Not to be heard here, though still metered and transcribed: who listens to an interpreter need not hear the
 * original. */
void         fin_peer_set_silenced (FinPeer *self, gboolean silenced);
/* Begins the connection again; also from FIN_PEER_FAILED. Nothing on the polite side, which waits for
 * the other's offer. */
void         fin_peer_restart_ice (FinPeer *self);
const FinPeerFigures *fin_peer_figures (FinPeer *self);

G_END_DECLS
