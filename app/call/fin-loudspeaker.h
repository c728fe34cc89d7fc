// Where everybody is heard: one mix to one device, of which echo cancellation knows every sample.
// Private to this folder.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gst/app/gstappsrc.h>

#include "fin-media.h"

G_BEGIN_DECLS

/* What a peer's sound is turned into before it is mixed. */
#define FIN_SOUND_CAPS "audio/x-raw,format=S16LE,layout=interleaved,rate=48000,channels=1"
/* The echo probe's name, for webrtcdsp. */
#define FIN_LOUDSPEAKER_PROBE "fin-loudspeaker"

/**
 * FinLoudspeaker:
 *
 * Signal `changed`: fin_loudspeaker_error() tells another.
 */
#define FIN_TYPE_LOUDSPEAKER (fin_loudspeaker_get_type ())
G_DECLARE_FINAL_TYPE (FinLoudspeaker, fin_loudspeaker, FIN, LOUDSPEAKER, GObject)

/* Whether there is a probe, and thus a webrtcdsp: they are of one plug-in. */
gboolean        fin_loudspeaker_has_probe    (void);
/* @media outlives it. (transfer full) */
FinLoudspeaker *fin_loudspeaker_new          (const FinMedia *media);
/* @description: an element description that takes raw sound, or NULL for silence. */
void            fin_loudspeaker_set_sink     (FinLoudspeaker *self, const char *description);
const GError   *fin_loudspeaker_error        (FinLoudspeaker *self);
/* One more voice, until removed. */
void            fin_loudspeaker_add_voice    (FinLoudspeaker *self, gconstpointer voice);
void            fin_loudspeaker_remove_voice (FinLoudspeaker *self, gconstpointer voice);
/* From any thread: a sample of that voice, in FIN_SOUND_CAPS and the common time. */
void            fin_loudspeaker_push         (FinLoudspeaker *self,
                                              gconstpointer   voice,
                                              GstSample      *sample);

G_END_DECLS
