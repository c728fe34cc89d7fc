// What one camera or one microphone sends: captured and encoded once, given to every peer.
// Private to this folder.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gst/app/gstappsrc.h>

#include "fin-media.h"

G_BEGIN_DECLS

typedef enum {
  FIN_TRACK_VIDEO,
  FIN_TRACK_AUDIO,
} FinTrackKind;

/**
 * FinTrack:
 *
 * The source may be replaced, break, or be switched off; who listens need not know.
 *
 * Signals, on the call's thread: `changed` (what fin_track_works() or fin_track_error() tell is
 * another), `frame` (GstSample *, own picture), `level` (double, own sound), `sound` (GstSample *, as
 * FinCall's).
 */
#define FIN_TYPE_TRACK (fin_track_get_type ())
G_DECLARE_FINAL_TYPE (FinTrack, fin_track, FIN, TRACK, GObject)

/* @media outlives the track. (transfer full) */
FinTrack     *fin_track_new              (FinTrackKind kind, const FinMedia *media);

/* @description as in #FinCallSetup, or NULL. @voice: NULL, or an element description that cleans up
 * the sound of a microphone. The same again is tried anew if it had failed. */
void          fin_track_set_source       (FinTrack *self, const char *description, const char *voice);
/* Off, a camera is let go of; a microphone goes on as silence, to be back at once. */
void          fin_track_set_on           (FinTrack *self, gboolean on);
/* Begins; until then nothing is opened. */
void          fin_track_start            (FinTrack *self);
/* For good. */
void          fin_track_stop             (FinTrack *self);

/* There is a source and it has not failed. */
gboolean      fin_track_works            (FinTrack *self);
/* (transfer none) (nullable) */
const GError *fin_track_error            (FinTrack *self);

/* A listener gets each encoded buffer, from a key frame on. */
void          fin_track_add_listener     (FinTrack *self, GstAppSrc *listener);
void          fin_track_remove_listener  (FinTrack *self, GstAppSrc *listener);
/* From any thread. */
void          fin_track_request_keyframe (FinTrack *self);

/* Video: what the encoder aims at, and the height it may have (never enlarged). */
void          fin_track_set_target       (FinTrack *self, guint bits_per_second, int max_height);
/* Video: how many pictures were encoded so far, and the size of the last. */
guint         fin_track_count            (FinTrack *self, int *width, int *height);

G_END_DECLS
