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
 * the call was made; media threads never call out.
 *
 * Properties: `camera-on`, `microphone-on` (rw; off sends black or silence's absence, the
 * encoder rests), `has-camera`, `has-microphone` (ro), `level` (double 0..1, own microphone, ro,
 * notified ten times a second at most), `trouble` (#GError or NULL: what keeps camera or microphone
 * from working, for the person to read, ro).
 *
 * Signal `frame` (GstSample *): own picture, at most 15 a second.
 */
#define FIN_TYPE_CALL (fin_call_get_type ())
G_DECLARE_FINAL_TYPE (FinCall, fin_call, FIN, CALL, GObject)

/* Where sound and pictures come from and go. An element description is what gst_parse_bin_from_description()
 * takes and must end in raw video or audio. NULL: nothing of that kind. */
typedef struct {
  const char *video_source; /* e.g. of a FinDevice, or "videotestsrc is-live=true" */
  const char *audio_source;
  const char *audio_sink;   /* NULL: sound is decoded and metered, not heard */
} FinCallSetup;

/* (transfer full) */
FinCall *fin_call_new         (const FinCallSetup *setup);
/* Starts the sources. A camera that can't be opened becomes `trouble`, never a dead call. */
void     fin_call_start       (FinCall *self);
/* Changes camera, microphone or loudspeaker in mid-call. */
void     fin_call_set_setup   (FinCall *self, const FinCallSetup *setup);
/* @ice_servers: as in `Welcome`, or NULL. (transfer none) */
FinPeer *fin_call_add_peer    (FinCall *self, const char *id, JsonArray *ice_servers);
void     fin_call_remove_peer (FinCall *self, const char *id);
FinPeer *fin_call_peer        (FinCall *self, const char *id);
/* Lets go of devices and peers; nothing is emitted after it. */
void     fin_call_stop        (FinCall *self);

G_END_DECLS
