// Runs a GStreamer pipeline to its end: `pipeline DESCRIPTION`. A program of its own so that what
// GStreamer keeps until it exits is not taken for a leak of what is tested.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <gst/gst.h>

int
main (int argc, char *argv[])
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GstElement) pipeline = NULL;
  g_autoptr (GstBus) bus = NULL;
  g_autoptr (GstMessage) message = NULL;

  gst_init (&argc, &argv);
  pipeline = gst_parse_launch (argv[1], &error);
  g_assert_no_error (error);
  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  bus = gst_element_get_bus (pipeline);
  message =
      gst_bus_timed_pop_filtered (bus, GST_CLOCK_TIME_NONE, GST_MESSAGE_EOS | GST_MESSAGE_ERROR);
  gst_element_set_state (pipeline, GST_STATE_NULL);

  return GST_MESSAGE_TYPE (message) == GST_MESSAGE_EOS ? 0 : 1;
}
