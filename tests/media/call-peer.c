// One end of a call on standard input and output, a JSON object a line, for tests and benches that put
// something else at the other end.
// In:  {"meet": true} first if started with --wait, {"signal": {…}}, {"text": "…"}, {"camera": true}, {"microphone": true}, {"restart": true},
//      {"look": true}, {"quit": true}
// Out: {"signal": {…}}, {"state": "connected"}, {"text": "…"}, {"text_open": true}, {"trouble": "…"},
//      {"refused": "…"}, {"figures": {…}} once a second, {"picture": {…}} after "look"
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-call.h"

#include <gio/gio.h>
#include <gio/gunixinputstream.h>
#include <gst/video/video.h>
#include <stdio.h>
#include <unistd.h>

#include "fin-json.h"

typedef struct {
  FinCall    *call;
  FinPeer    *peer;
  GMainLoop  *loop;
  gboolean    polite;
  GstSample  *frame;
  guint       pictures;
} Tool;

/* @value: (transfer full) */
static void
say (const char *name, JsonNode *value)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autofree char *text = NULL;

  json_object_set_member (object, name, value);
  text = fin_json_to_string (object);
  puts (text);
  fflush (stdout);
}

static void
say_string (const char *name, const char *value)
{
  say (name, json_node_init_string (json_node_alloc (), value));
}

static void
signal_cb (FinPeer *peer, JsonObject *signal, gpointer user_data)
{
  say ("signal", json_node_init_object (json_node_alloc (), signal));
}

static void
state_cb (FinPeer *peer, GParamSpec *pspec, gpointer user_data)
{
  g_autoptr (GEnumClass) states = g_type_class_ref (FIN_TYPE_PEER_STATE);

  say_string ("state", g_enum_get_value (states, fin_peer_state (peer))->value_nick);
}

static void
text_open_cb (FinPeer *peer, GParamSpec *pspec, gpointer user_data)
{
  gboolean open;

  g_object_get (peer, "text-open", &open, NULL);
  say ("text_open", json_node_init_boolean (json_node_alloc (), open));
}

static void
text_cb (FinPeer *peer, GBytes *text, gpointer user_data)
{
  g_autofree char *valid =
      g_utf8_make_valid (g_bytes_get_data (text, NULL), g_bytes_get_size (text));

  say_string ("text", valid);
}

static void
trouble_cb (FinCall *call, GParamSpec *pspec, gpointer user_data)
{
  g_autoptr (GError) trouble = NULL;

  g_object_get (call, "trouble", &trouble, NULL);
  say_string ("trouble", trouble != NULL ? trouble->message : "");
}

static void
figures_cb (FinPeer *peer, const FinPeerFigures *figures, gpointer user_data)
{
  Tool *tool = user_data;
  JsonObject *object = json_object_new ();
  double level, own;

  g_object_get (peer, "level", &level, NULL);
  g_object_get (tool->call, "level", &own, NULL);

#define FIGURE(name) json_object_set_double_member (object, #name, figures->name)
  FIGURE (round_trip_ms);
  FIGURE (video_in_fps);
  FIGURE (video_out_fps);
  FIGURE (video_in_width);
  FIGURE (video_in_height);
  FIGURE (video_out_width);
  FIGURE (video_out_height);
  FIGURE (video_in_kbps);
  FIGURE (video_out_kbps);
  FIGURE (audio_in_kbps);
  FIGURE (loss_in_percent);
  FIGURE (loss_out_percent);
  FIGURE (jitter_ms);
  FIGURE (setup_ms);
#undef FIGURE
  json_object_set_double_member (object, "level", level);
  json_object_set_double_member (object, "own_level", own);
  json_object_set_int_member (object, "pictures", tool->pictures);
  say ("figures", json_node_init_object (json_node_alloc (), object));
  json_object_unref (object);
}

static void
frame_cb (FinPeer *peer, GstSample *sample, gpointer user_data)
{
  Tool *tool = user_data;

  tool->pictures++;
  g_clear_pointer (&tool->frame, gst_sample_unref);
  tool->frame = gst_sample_ref (sample);
}

/* The size of the newest picture and the colour in its middle. */
static void
look (Tool *tool)
{
  JsonObject *object = json_object_new ();
  JsonArray *colour = json_array_new ();
  GstVideoInfo info;
  GstVideoFrame frame;

  if (tool->frame != NULL &&
      gst_video_info_from_caps (&info, gst_sample_get_caps (tool->frame)) &&
      gst_video_frame_map (&frame, &info, gst_sample_get_buffer (tool->frame), GST_MAP_READ))
    {
      const guint8 *pixel = (const guint8 *) GST_VIDEO_FRAME_PLANE_DATA (&frame, 0) +
                            info.height / 2 * GST_VIDEO_FRAME_PLANE_STRIDE (&frame, 0) +
                            info.width / 2 * 4;

      json_object_set_int_member (object, "width", info.width);
      json_object_set_int_member (object, "height", info.height);
      for (int i = 2; i >= 0; i--)
        json_array_add_int_element (colour, pixel[i]);
      gst_video_frame_unmap (&frame);
    }

  json_object_set_array_member (object, "colour", colour);
  say ("picture", json_node_init_object (json_node_alloc (), object));
  json_object_unref (object);
}

static void
meet (Tool *tool)
{
  tool->peer = fin_call_add_peer (tool->call, "other", NULL);
  fin_peer_set_polite (tool->peer, tool->polite);
  g_signal_connect (tool->peer, "signal", G_CALLBACK (signal_cb), tool);
  g_signal_connect (tool->peer, "notify::state", G_CALLBACK (state_cb), tool);
  g_signal_connect (tool->peer, "notify::text-open", G_CALLBACK (text_open_cb), tool);
  g_signal_connect (tool->peer, "text", G_CALLBACK (text_cb), tool);
  g_signal_connect (tool->peer, "figures", G_CALLBACK (figures_cb), tool);
  g_signal_connect (tool->peer, "frame", G_CALLBACK (frame_cb), tool);
}

static void
obey_peer (Tool *tool, JsonObject *line)
{
  JsonObject *signal = fin_json_member (line, "signal");
  const char *text = fin_json_string (line, "text");
  g_autoptr (GError) error = NULL;

  if (signal != NULL && !fin_peer_handle_signal (tool->peer, signal, &error))
    say_string ("refused", error->message);
  if (text != NULL && !fin_peer_send_text (tool->peer, text))
    say_string ("refused", "text");
  if (json_object_has_member (line, "restart"))
    fin_peer_restart_ice (tool->peer);
  if (json_object_has_member (line, "look"))
    look (tool);
}

static void
obey (Tool *tool, JsonObject *line)
{
  if (json_object_has_member (line, "meet") && tool->peer == NULL)
    meet (tool);
  if (tool->peer != NULL)
    obey_peer (tool, line);
  if (json_object_has_member (line, "camera"))
    g_object_set (tool->call, "camera-on", fin_json_boolean (line, "camera", TRUE), NULL);
  if (json_object_has_member (line, "microphone"))
    g_object_set (tool->call, "microphone-on", fin_json_boolean (line, "microphone", TRUE), NULL);
  if (json_object_has_member (line, "quit"))
    g_main_loop_quit (tool->loop);
}

static void
line_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Tool *tool = user_data;
  g_autofree char *line =
      g_data_input_stream_read_line_finish (G_DATA_INPUT_STREAM (source), result, NULL, NULL);
  g_autoptr (JsonObject) object = line != NULL ? fin_json_parse_object (line, -1, NULL) : NULL;

  if (line == NULL)
    {
      g_main_loop_quit (tool->loop);
      return;
    }
  if (object != NULL)
    obey (tool, object);
  g_data_input_stream_read_line_async (G_DATA_INPUT_STREAM (source), G_PRIORITY_DEFAULT, NULL,
                                       line_cb, tool);
}

int
main (int argc, char **argv)
{
  Tool tool = { 0 };
  g_autofree char *video = NULL, *audio = NULL, *sink = NULL;
  gboolean wait = FALSE;
  const GOptionEntry entries[] = {
    { "video", 0, 0, G_OPTION_ARG_STRING, &video, "Where pictures come from", "ELEMENTS" },
    { "audio", 0, 0, G_OPTION_ARG_STRING, &audio, "Where sound comes from", "ELEMENTS" },
    { "sink", 0, 0, G_OPTION_ARG_STRING, &sink, "Where sound goes to", "ELEMENTS" },
    { "polite", 0, 0, G_OPTION_ARG_NONE, &tool.polite, "Wait for the other's offer", NULL },
    { "wait", 0, 0, G_OPTION_ARG_NONE, &wait, "Meet the other only when told to", NULL },
    { NULL }
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;

  g_option_context_add_main_entries (context, entries, NULL);
  g_option_context_add_group (context, gst_init_get_option_group ());
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }

  fin_call_warm_up ();
  tool.loop = g_main_loop_new (NULL, FALSE);
  tool.call = fin_call_new (&(FinCallSetup){ video, audio, sink });
  g_signal_connect (tool.call, "notify::trouble", G_CALLBACK (trouble_cb), &tool);
  fin_call_start (tool.call);
  if (!wait)
    meet (&tool);

  g_autoptr (GInputStream) raw = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  g_autoptr (GDataInputStream) input = g_data_input_stream_new (raw);
  g_data_input_stream_read_line_async (input, G_PRIORITY_DEFAULT, NULL, line_cb, &tool);
  g_main_loop_run (tool.loop);

  fin_call_stop (tool.call);
  g_clear_object (&tool.call);
  g_clear_pointer (&tool.frame, gst_sample_unref);
  g_main_loop_unref (tool.loop);

  return 0;
}
