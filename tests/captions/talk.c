// One session of an engine, driven by lines on standard input; what it tells is JSON, one a line.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <gio/gunixinputstream.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "fin-error.h"
#include "fin-json.h"
#include "fin-sherpa-server.h"
#include "fin-sherpa.h"
#include "fin-vosk-server.h"
#include "fin-vosk.h"
#include "fin-whisper.h"

#define EPOCH 1000000000 /* when the sound begins, µs */
#define PIECE 1600       /* samples pushed at once */

static GMainLoop *loop;
static FinEngine *engine;
static FinTranscriber *transcriber;
static gint64 clock_us = EPOCH;
static double phase;

static void
print (JsonObject *object)
{
  g_autofree char *text = fin_json_to_string (object);

  puts (text);
  fflush (stdout);
}

static void
print_event (const char *event)
{
  g_autoptr (JsonObject) object = json_object_new ();

  json_object_set_string_member (object, "event", event);
  print (object);
}

static void
print_engine (const char *event)
{
  g_autoptr (JsonObject) object = json_object_new ();

  json_object_set_string_member (object, "event", event);
  json_object_set_int_member (object, "traits", fin_engine_traits (engine));
  json_object_set_int_member (object, "state", fin_engine_state (engine, "ca"));
  json_object_set_int_member (object, "another", fin_engine_state (engine, "es"));
  print (object);
}

static void
ready_cb (FinTranscriber *self, gpointer data)
{
  print_event ("ready");
}

static void
utterance_cb (FinTranscriber *self, FinUtterance *utterance, gpointer data)
{
  g_autoptr (JsonObject) object = json_object_new ();

  json_object_set_string_member (object, "event", "utterance");
  json_object_set_int_member (object, "number", utterance->number);
  json_object_set_string_member (object, "text", utterance->text);
  json_object_set_boolean_member (object, "final", utterance->final);
  json_object_set_double_member (object, "confidence", utterance->confidence);
  json_object_set_double_member (object, "start", (double)(utterance->start - EPOCH) / 1e6);
  json_object_set_double_member (object, "end", (double)(utterance->end - EPOCH) / 1e6);
  print (object);
}

static void
failed_cb (FinTranscriber *self, GError *error, gpointer data)
{
  g_autoptr (JsonObject) object = json_object_new ();

  g_assert_true (error->domain == FIN_ERROR);
  json_object_set_string_member (object, "event", "failed");
  json_object_set_string_member (object, "code", fin_error_code (error->code));
  json_object_set_string_member (object, "message", error->message);
  print (object);
}

static void
gone_cb (gpointer data, GObject *where)
{
  print_event ("gone");
  g_main_loop_quit (loop);
}

/* A tone, or silence where @amplitude is 0. */
static void
push (guint milliseconds, int amplitude, int hertz)
{
  gsize n = (gsize)milliseconds * FIN_TRANSCRIBER_RATE / 1000;

  while (n > 0) {
    gint16 samples[PIECE];
    gsize more = MIN (n, PIECE);

    for (gsize i = 0; i < more; i++, phase += 2 * G_PI * hertz / FIN_TRANSCRIBER_RATE)
      samples[i] = (gint16)lrint (amplitude * sin (phase));
    fin_transcriber_push (transcriber, samples, more, clock_us);
    clock_us += (gint64)more * G_USEC_PER_SEC / FIN_TRANSCRIBER_RATE;
    n -= more;
  }
}

static void
obey (const char *line)
{
  g_auto (GStrv) words = g_strsplit (line, " ", 4);
  guint n = g_strv_length (words);

  if (n == 3 && g_str_equal (words[0], "sound"))
    push ((guint)atoi (words[1]), atoi (words[2]), 440);
  else if (n == 4 && g_str_equal (words[0], "tone"))
    push ((guint)atoi (words[1]), atoi (words[2]), atoi (words[3]));
  else if (n == 2 && g_str_equal (words[0], "gap"))
    clock_us += (gint64)atoi (words[1]) * 1000;
  else if (g_str_equal (line, "pause"))
    fin_transcriber_pause (transcriber);
  else if (g_str_equal (line, "state"))
    print_engine ("state");
  else if (g_str_equal (line, "stop")) {
    fin_transcriber_stop (transcriber);
    g_object_weak_ref (G_OBJECT (transcriber), gone_cb, NULL);
    g_clear_object (&transcriber);
  } else
    g_error ("not understood: %s", line);
}

static void
line_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GDataInputStream *stream = G_DATA_INPUT_STREAM (source);
  g_autofree char *line = g_data_input_stream_read_line_finish (stream, result, NULL, NULL);

  if (line == NULL) {
    g_main_loop_quit (loop);
    return;
  }

  obey (line);
  if (transcriber != NULL)
    g_data_input_stream_read_line_async (stream, G_PRIORITY_DEFAULT, NULL, line_cb, NULL);
}

/* (transfer full) */
static FinEngine *
engine_of (const char *id, const char *where)
{
  const char *told = g_getenv ("TALK_LIBRARY");
  const char *library = told != NULL && told[0] != '\0' ? told : NULL;
  GHashTable *places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  g_hash_table_insert (places, g_strdup ("ca"), g_strdup (where));
  if (g_str_equal (id, "vosk-server"))
    return fin_vosk_server_engine_new (places);
  if (g_str_equal (id, "sherpa-onnx-server"))
    return fin_sherpa_server_engine_new (places);
  if (g_str_equal (id, "whisper"))
    return fin_whisper_engine_new (places, g_getenv ("TALK_MODEL"), g_getenv ("TALK_KEY"));

  if (g_str_equal (id, "vosk"))
    return fin_vosk_engine_new (library, places);
  if (g_str_equal (id, "sherpa-onnx"))
    return fin_sherpa_engine_new (library, places);

  g_error ("no such engine: %s", id);
}

/* talk ENGINE ADDRESS-OR-FOLDER PHRASE…; in Catalan. */
int
main (int argc, char **argv)
{
  g_autoptr (GInputStream) input = g_unix_input_stream_new (0, FALSE);
  g_autoptr (GDataInputStream) lines = g_data_input_stream_new (input);

  g_assert_cmpint (argc, >=, 3);
  engine = engine_of (argv[1], argv[2]);
  g_assert_cmpstr (fin_engine_id (engine), ==, argv[1]);
  print_engine ("engine");
  if (fin_engine_state (engine, "ca") == FIN_ENGINE_READY) {
    loop = g_main_loop_new (NULL, FALSE);
    transcriber = fin_engine_open (engine, "ca", (const char *const *)argv + 3);
    g_signal_connect (transcriber, "ready", G_CALLBACK (ready_cb), NULL);
    g_signal_connect (transcriber, "utterance", G_CALLBACK (utterance_cb), NULL);
    g_signal_connect (transcriber, "failed", G_CALLBACK (failed_cb), NULL);
    fin_transcriber_start (transcriber);
    g_data_input_stream_read_line_async (lines, G_PRIORITY_DEFAULT, NULL, line_cb, NULL);
    g_main_loop_run (loop);
    g_main_loop_unref (loop);
  }
  g_object_unref (engine);

  return transcriber == NULL ? 0 : 1;
}
