// Differences between two looks at webrtcbin's statistics.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-figures.h"

#include <gst/webrtc/webrtc.h>

#define VIDEO_CLOCK_RATE 90000 /* RFC 7741 */

typedef struct {
  const GstStructure *stats;
  FinTotals          *totals;
  FinPeerFigures     *figures;
  double              jitter; /* in seconds; negative: none */
} Reading;

static guint64
get_uint64 (const GstStructure *structure, const char *name)
{
  guint64 value = 0;

  gst_structure_get_uint64 (structure, name, &value);

  return value;
}

static void
read_inbound (Reading *reading, const GstStructure *stats, gboolean video)
{
  gint64 lost = 0;
  double jitter;

  if (!video)
    {
      reading->totals->audio_in_bytes += get_uint64 (stats, "bytes-received");
      return;
    }

  gst_structure_get_int64 (stats, "packets-lost", &lost);
  reading->totals->video_in_bytes += get_uint64 (stats, "bytes-received");
  reading->totals->video_in_packets += get_uint64 (stats, "packets-received");
  reading->totals->video_in_lost += lost;
  /* What is sent again has a stream of its own, mostly without anything in it. */
  if (gst_structure_get_double (stats, "jitter", &jitter))
    reading->jitter = MAX (reading->jitter, jitter);
}

static void
read_remote_inbound (Reading *reading, const GstStructure *stats, gboolean video)
{
  double value;

  if (gst_structure_get_double (stats, "round-trip-time", &value) && value > 0)
    reading->figures->round_trip_ms = value * 1000;
  if (video && gst_structure_get_double (stats, "fraction-lost", &value))
    reading->figures->loss_out_percent = value * 100;
}

/* The last report's time, or the count of packets: whichever it has tells that somebody is there. */
static void
read_activity (Reading *reading, const GstStructure *source)
{
  gboolean internal = TRUE;
  guint lsr = 0;

  gst_structure_get_boolean (source, "internal", &internal);
  if (internal)
    return; /* what we send ourselves counts as received there, too */

  gst_structure_get_uint (source, "rb-lsr", &lsr);
  reading->totals->activity += get_uint64 (source, "packets-received") + lsr +
                               get_uint64 (source, "sr-ntptime");
}

/* In one bundle, 1.22 gives every stream the `kind` of the last; the clock tells better. A report
 * about a stream of ours has the reporter's clock, so the stream itself is looked at. */
static gboolean
is_video (Reading *reading, const GstStructure *stats)
{
  const char *local = gst_structure_get_string (stats, "local-id");
  g_autoptr (GstStructure) outbound = NULL;
  g_autoptr (GstStructure) source = NULL;
  int clock_rate = 0;

  if (local != NULL &&
      gst_structure_get (reading->stats, local, GST_TYPE_STRUCTURE, &outbound, NULL))
    stats = outbound;
  if (gst_structure_get (stats, "gst-rtpsource-stats", GST_TYPE_STRUCTURE, &source, NULL))
    gst_structure_get_int (source, "clock-rate", &clock_rate);

  return clock_rate == VIDEO_CLOCK_RATE;
}

static gboolean
read_one (GQuark field, const GValue *value, gpointer user_data)
{
  Reading *reading = user_data;
  g_autoptr (GstStructure) source = NULL;
  const GstStructure *stats;
  GstWebRTCStatsType type;

  if (!GST_VALUE_HOLDS_STRUCTURE (value))
    return TRUE;
  stats = gst_value_get_structure (value);
  if (!gst_structure_get (stats, "type", GST_TYPE_WEBRTC_STATS_TYPE, &type,
                          "gst-rtpsource-stats", GST_TYPE_STRUCTURE, &source, NULL))
    return TRUE;

  read_activity (reading, source);
  if (type == GST_WEBRTC_STATS_INBOUND_RTP)
    read_inbound (reading, stats, is_video (reading, stats));
  else if (type == GST_WEBRTC_STATS_OUTBOUND_RTP && is_video (reading, stats))
    reading->totals->video_out_bytes += get_uint64 (stats, "bytes-sent");
  else if (type == GST_WEBRTC_STATS_REMOTE_INBOUND_RTP)
    read_remote_inbound (reading, stats, is_video (reading, stats));

  return TRUE;
}

static double
rate (double now, double before, double seconds)
{
  return now >= before ? (now - before) / seconds : 0;
}

void
fin_figures_reset (FinPeerFigures *figures)
{
  *figures = (FinPeerFigures){ -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1 };
}

void
fin_figures_update (FinPeerFigures     *figures,
                    FinTotals          *totals,
                    const GstStructure *stats,
                    guint               pictures_in,
                    guint               pictures_out)
{
  FinTotals now = { .time_us = g_get_monotonic_time (),
                    .pictures_in = pictures_in,
                    .pictures_out = pictures_out };
  Reading reading = { stats, &now, figures, -1 };
  FinTotals was = *totals;
  double seconds = (now.time_us - was.time_us) / 1e6;

  gst_structure_foreach (stats, read_one, &reading);
  *totals = now;
  if (was.time_us == 0 || seconds <= 0)
    return;

  double packets = rate (now.video_in_packets, was.video_in_packets, 1);
  double lost = rate (now.video_in_lost, was.video_in_lost, 1);

  figures->jitter_ms = reading.jitter >= 0 ? reading.jitter * 1000 : -1;
  figures->video_in_fps = rate (now.pictures_in, was.pictures_in, seconds);
  figures->video_out_fps = rate (now.pictures_out, was.pictures_out, seconds);
  figures->video_in_kbps = rate (now.video_in_bytes, was.video_in_bytes, seconds) * 8 / 1000;
  figures->video_out_kbps = rate (now.video_out_bytes, was.video_out_bytes, seconds) * 8 / 1000;
  figures->audio_in_kbps = rate (now.audio_in_bytes, was.audio_in_bytes, seconds) * 8 / 1000;
  figures->loss_in_percent = packets + lost > 0 ? 100 * lost / (packets + lost) : 0;
}
