// From webrtcbin's statistics to the figures of a peer.
// Private to this folder.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gst/gst.h>

#include "fin-peer.h"

G_BEGIN_DECLS

/* Sums since the connection began, as told last. */
typedef struct {
  gint64  time_us;
  guint64 video_in_bytes, video_out_bytes, audio_in_bytes;
  guint64 video_in_packets;
  gint64  video_in_lost;
  guint   pictures_in, pictures_out;
  guint64 activity; /* another number whenever anything at all arrived */
} FinTotals;

void fin_figures_reset  (FinPeerFigures *figures);
/* @pictures_in and _out: decoded and encoded so far. @totals: those of before; brought up to date. */
void fin_figures_update (FinPeerFigures     *figures,
                         FinTotals          *totals,
                         const GstStructure *stats,
                         guint               pictures_in,
                         guint               pictures_out);

G_END_DECLS
