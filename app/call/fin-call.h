// The call: one microphone and one camera encoded once, a peer for each other participant.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gst/gst.h>
#include <json-glib/json-glib.h>

#include "fin-peer.h"

G_BEGIN_DECLS

/**
 * FinCall:
 *
 * Everything here is called, and every signal emitted, on the thread of the main context in which
 * the call was made; media threads never call out. gst_init() comes first.
 *
 * Started without a peer it serves as the preview before a call: `frame` and `level`.
 *
 * Properties:
 * - `camera-on`, `microphone-on` (rw, TRUE at first). Off, the camera is let go of and its light goes
 *   out, and peers are sent no pictures (tell them through the office); the microphone sends silence.
 * - `has-camera`, `has-microphone` (ro): there is one, and it has not failed;
 * - `level` (double, own microphone as sent, ro): 0 for -60 dB and less, 1 for full loudness, linear
 *   in decibels; ten times a second;
 * - `trouble` (#GError or NULL, ro): what can't be used, or is not there, and what still can, for the
 *   person to read, in their language. A camera is tried again when `camera-on` is set again, and everything by
 *   fin_call_set_setup().
 *
 * Signals:
 * - `frame` (GstSample *): own picture, at most 480x360 and 15 a second, not mirrored, in BGRA of which A is
 *   always 255 (GDK_MEMORY_B8G8R8A8_PREMULTIPLIED as it is). Valid during the emission; reference it to keep
 *   it;
 * - `sound` (GstSample *): what one's microphone sends, without a gap (silence while it is off), S16LE at 16 kHz,
 *   mono: for a transcriber.
 */
#define FIN_TYPE_CALL (fin_call_get_type ())
G_DECLARE_FINAL_TYPE (FinCall, fin_call, FIN, CALL, GObject)

/* Where sound and pictures come from and go. An element description is what gst_parse_bin_from_description()
 * takes and must end in raw video or audio. NULL: nothing of that kind. What a real microphone gives
 * is freed from noise and from the echo of the loudspeaker; a described sound is sent as it is. */
typedef struct {
  const char *video_source; /* e.g. of a FinDevice, or "videotestsrc is-live=true" */
  const char *audio_source;
  const char *audio_sink;   /* NULL: sound is decoded and metered, not heard */
} FinCallSetup;

/* Once, early in a program: makes in a thread what the first call would wait for. */
void     fin_call_warm_up     (void);
/* (transfer full) */
FinCall *fin_call_new         (const FinCallSetup *setup);
/* Starts the sources. A camera that can't be opened becomes `trouble`, never a dead call. */
void     fin_call_start       (FinCall *self);
/* Changes camera, microphone or loudspeaker in mid-call. What stays the same goes on undisturbed, or
 * is tried again if it had failed. */
void     fin_call_set_setup   (FinCall *self, const FinCallSetup *setup);
/* Whether GStreamer here has what takes echo and noise out of a microphone's sound (webrtcdsp): not every
 * distribution packages it. Without it sound goes out as it is, and headphones are needed. */
gboolean fin_call_cancels_echo (void);
/* Replaces a peer of the same @id. @ice_servers: as in `Welcome`, or NULL. (transfer none) */
FinPeer *fin_call_add_peer    (FinCall *self, const char *id, JsonArray *ice_servers);
void     fin_call_remove_peer (FinCall *self, const char *id);
FinPeer *fin_call_peer        (FinCall *self, const char *id);
/* Lets go of devices and peers; nothing is emitted after it. */
void     fin_call_stop        (FinCall *self);

G_END_DECLS
