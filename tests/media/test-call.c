// Two calls in one process, connected by nothing but their signals: what a person at either end would
// see, hear and read.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-call.h"

#include <gst/video/video.h>

#include "fin-error.h"
#include "fin-json.h"

#define RED    "0xffd02020"
#define BLUE   "0xff2020d0"
#define CAMERA "videotestsrc is-live=true pattern=solid-color foreground-color=%s ! " \
               "video/x-raw,width=320,height=240,framerate=30/1"
#define TONE   "audiotestsrc is-live=true freq=%d volume=0.5 samplesperbuffer=480"

/* One end of the call. */
typedef struct {
  FinCall    *call;
  FinPeer    *peer;
  const char *id;
  GstSample  *frame; /* newest of the other */
  GstSample  *own;
  GString    *text;
  GPtrArray  *errors; /* what the other's signals were refused for */
} End;

typedef struct {
  End desk;
  End citizen;
} Fixture;

static gboolean
is_colour (GstSample *sample, guint8 red, guint8 green, guint8 blue)
{
  GstVideoInfo info;
  GstVideoFrame frame;
  const guint8 *pixel;
  gboolean is;

  if (sample == NULL)
    return FALSE;

  g_assert_true (gst_video_info_from_caps (&info, gst_sample_get_caps (sample)));
  g_assert_cmpint (GST_VIDEO_INFO_FORMAT (&info), ==, GST_VIDEO_FORMAT_BGRA);
  g_assert_true (gst_video_frame_map (&frame, &info, gst_sample_get_buffer (sample), GST_MAP_READ));
  pixel = (const guint8 *) GST_VIDEO_FRAME_PLANE_DATA (&frame, 0) +
          info.height / 2 * GST_VIDEO_FRAME_PLANE_STRIDE (&frame, 0) + info.width / 2 * 4;
  g_assert_cmpint (pixel[3], ==, 255);
  is = ABS (pixel[0] - blue) < 30 && ABS (pixel[1] - green) < 30 && ABS (pixel[2] - red) < 30;
  gst_video_frame_unmap (&frame);

  return is;
}

#define is_red(sample)  is_colour (sample, 0xd0, 0x20, 0x20)
#define is_blue(sample) is_colour (sample, 0x20, 0x20, 0xd0)

static double
get_level (gpointer object)
{
  double level;

  g_object_get (object, "level", &level, NULL);

  return level;
}

static gboolean
get_boolean (gpointer object, const char *name)
{
  gboolean value;

  g_object_get (object, name, &value, NULL);

  return value;
}

#define wait_until(condition)                                                                      \
  while (!(condition))                                                                             \
  g_main_context_iteration (NULL, TRUE)

static gboolean
set_flag (gpointer flag)
{
  *(gboolean *) flag = TRUE;

  return G_SOURCE_REMOVE;
}

/* For what must not happen: lets the loop run as long as it would have needed. */
static void
let_pass (guint ms)
{
  gboolean passed = FALSE;

  g_timeout_add (ms, set_flag, &passed);
  wait_until (passed);
}

static void
keep (GstSample **slot, GstSample *sample)
{
  g_clear_pointer (slot, gst_sample_unref);
  *slot = sample != NULL ? gst_sample_ref (sample) : NULL;
}

static void
frame_cb (FinPeer *peer, GstSample *sample, gpointer user_data)
{
  keep (&((End *) user_data)->frame, sample);
}

static void
own_cb (FinCall *call, GstSample *sample, gpointer user_data)
{
  keep (&((End *) user_data)->own, sample);
}

static void
text_cb (FinPeer *peer, GBytes *text, gpointer user_data)
{
  gsize length;
  const char *data = g_bytes_get_data (text, &length);

  g_string_append_len (((End *) user_data)->text, data, length);
}

typedef struct {
  End        *to;
  JsonObject *signal;
} Carried;

static gboolean
deliver (gpointer user_data)
{
  Carried *carried = user_data;
  GError *error = NULL;

  if (carried->to->peer != NULL &&
      !fin_peer_handle_signal (carried->to->peer, carried->signal, &error))
    g_ptr_array_add (carried->to->errors, error);
  json_object_unref (carried->signal);
  g_free (carried);

  return G_SOURCE_REMOVE;
}

/* As the office would: in order, and not at once. */
static void
signal_cb (FinPeer *peer, JsonObject *signal, gpointer other)
{
  Carried *carried = g_new (Carried, 1);
  g_autofree char *text = fin_json_to_string (signal);

  carried->to = other;
  carried->signal = fin_json_parse_object (text, -1, NULL);
  g_idle_add_full (G_PRIORITY_DEFAULT, deliver, carried, NULL);
}

static void
end_open (End *end, const char *id, const FinCallSetup *setup)
{
  end->id = id;
  end->call = fin_call_new (setup);
  end->text = g_string_new (NULL);
  end->errors = g_ptr_array_new_with_free_func ((GDestroyNotify) g_error_free);
  g_signal_connect (end->call, "frame", G_CALLBACK (own_cb), end);
  fin_call_start (end->call);
}

static void
end_meet (End *end, End *other, gboolean polite)
{
  end->peer = g_object_ref (fin_call_add_peer (end->call, other->id, NULL));
  fin_peer_set_polite (end->peer, polite);
  g_signal_connect (end->peer, "frame", G_CALLBACK (frame_cb), end);
  g_signal_connect (end->peer, "text", G_CALLBACK (text_cb), end);
  g_signal_connect (end->peer, "signal", G_CALLBACK (signal_cb), other);
}

static void
end_part (End *end, End *other)
{
  fin_call_remove_peer (end->call, other->id);
  g_assert_cmpint (fin_peer_state (end->peer), ==, FIN_PEER_CLOSED);
  g_signal_handlers_disconnect_by_data (end->peer, end);
  g_signal_handlers_disconnect_by_data (end->peer, other);
  g_clear_object (&end->peer);
  keep (&end->frame, NULL);
}

static void
end_close (End *end)
{
  fin_call_stop (end->call);
  g_assert_cmpuint (end->errors->len, ==, 0);
  g_clear_object (&end->peer);
  g_assert_finalize_object (end->call);
  keep (&end->frame, NULL);
  keep (&end->own, NULL);
  g_string_free (end->text, TRUE);
  g_ptr_array_unref (end->errors);
}

static void
fixture_open (Fixture *f, const FinCallSetup *desk, const FinCallSetup *citizen)
{
  end_open (&f->desk, "desk", desk);
  end_open (&f->citizen, "citizen", citizen);
  end_meet (&f->citizen, &f->desk, TRUE);
  end_meet (&f->desk, &f->citizen, FALSE);
}

static void
set_up (Fixture *f, gconstpointer user_data)
{
  g_autofree char *red = g_strdup_printf (CAMERA, RED);
  g_autofree char *blue = g_strdup_printf (CAMERA, BLUE);
  g_autofree char *low = g_strdup_printf (TONE, 440);
  g_autofree char *high = g_strdup_printf (TONE, 7000);
  FinCallSetup desk = { .video_source = red, .audio_source = low, .audio_sink = "fakesink sync=true" };
  FinCallSetup citizen = { .video_source = blue, .audio_source = high };

  fixture_open (f, &desk, &citizen);
  wait_until (fin_peer_state (f->desk.peer) == FIN_PEER_CONNECTED &&
              fin_peer_state (f->citizen.peer) == FIN_PEER_CONNECTED);
}

static void
tear_down (Fixture *f, gconstpointer user_data)
{
  end_close (&f->desk);
  end_close (&f->citizen);
}

static void
test_picture (Fixture *f, gconstpointer user_data)
{
  wait_until (is_blue (f->desk.frame) && is_red (f->citizen.frame));
  wait_until (is_red (f->desk.own) && is_blue (f->citizen.own));
}

static void
test_sound (Fixture *f, gconstpointer user_data)
{
  wait_until (get_level (f->desk.peer) > 0.7 && get_level (f->citizen.peer) > 0.7);
  g_assert_cmpfloat (get_level (f->desk.call), >, 0.7);
  g_assert_true (get_boolean (f->desk.peer, "speaking"));
}

static void
test_mute (Fixture *f, gconstpointer user_data)
{
  wait_until (get_level (f->desk.peer) > 0.7);
  g_object_set (f->citizen.call, "microphone-on", FALSE, NULL);
  wait_until (get_level (f->desk.peer) < 0.05);
  wait_until (!get_boolean (f->desk.peer, "speaking"));
  g_assert_cmpint (fin_peer_state (f->desk.peer), ==, FIN_PEER_CONNECTED);
  g_object_set (f->citizen.call, "microphone-on", TRUE, NULL);
  wait_until (get_level (f->desk.peer) > 0.7);
}

static void
test_camera (Fixture *f, gconstpointer user_data)
{
  wait_until (f->desk.frame != NULL);
  g_object_set (f->citizen.call, "camera-on", FALSE, NULL);
  wait_until (fin_peer_figures (f->desk.peer)->video_in_fps == 0);
  keep (&f->desk.frame, NULL);
  let_pass (500);
  g_assert_null (f->desk.frame);
  g_object_set (f->citizen.call, "camera-on", TRUE, NULL);
  wait_until (is_blue (f->desk.frame));
}

static void
test_text (Fixture *f, gconstpointer user_data)
{
  wait_until (get_boolean (f->desk.peer, "text-open") &&
              get_boolean (f->citizen.peer, "text-open"));
  g_assert_true (fin_peer_send_text (f->desk.peer, "Bon dia"));
  g_assert_true (fin_peer_send_text (f->citizen.peer, "Hola\b\b"));
  g_assert_true (fin_peer_send_text (f->citizen.peer, "صباح"));
  wait_until (g_str_equal (f->citizen.text->str, "Bon dia"));
  wait_until (g_str_equal (f->desk.text->str, "Hola\b\bصباح"));
}

static void
test_again (Fixture *f, gconstpointer user_data)
{
  wait_until (is_blue (f->desk.frame));
  end_part (&f->citizen, &f->desk);
  end_part (&f->desk, &f->citizen);
  end_meet (&f->citizen, &f->desk, TRUE);
  end_meet (&f->desk, &f->citizen, FALSE);
  wait_until (is_blue (f->desk.frame) && is_red (f->citizen.frame));
}

int
main (int argc, char **argv)
{
  gst_init (NULL, NULL);
  g_test_init (&argc, &argv, NULL);

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)
  ADD ("/call/picture", test_picture);
  ADD ("/call/sound", test_sound);
  ADD ("/call/mute", test_mute);
  ADD ("/call/camera-off-and-on", test_camera);
  ADD ("/call/text", test_text);
  ADD ("/call/remove-and-add", test_again);
#undef ADD

  return g_test_run ();
}
