// Speech, noise and silence, and how far what was heard is from what was said.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sound.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#define BLOCK  (FIN_TRANSCRIBER_RATE / 50)
#define AHEAD  FIN_TRANSCRIBER_RATE
#define WANTED "audio/x-raw,format=S16LE,rate=16000,channels=1"
#define NOISE  57 /* evenly between minus and plus this: -60 dBFS */

static void
add_noise (GArray *sound)
{
  guint32 noise = 1;

  for (guint i = 0; i < sound->len; i++) {
    gint16 *sample = &g_array_index (sound, gint16, i);

    noise = noise * 22695477 + 1;
    *sample =
        CLAMP (*sample + (int)((noise >> 16) % (2 * NOISE + 1)) - NOISE, G_MININT16, G_MAXINT16);
  }
}

static void
run (const char *description)
{
  const char *command[] = { g_getenv ("PIPELINE"), description, NULL };
  g_auto (GStrv) environment =
      g_environ_setenv (g_get_environ (), "ASAN_OPTIONS", "detect_leaks=0", TRUE);
  g_autoptr (GError) error = NULL;
  int status;

  g_spawn_sync (NULL, (char **)command, environment, G_SPAWN_DEFAULT, NULL, NULL, NULL, NULL,
                &status, &error);
  g_assert_no_error (error);
  g_spawn_check_wait_status (status, &error);
  g_assert_no_error (error);
}

static char *
temporary (const char *pattern)
{
  g_autoptr (GError) error = NULL;
  char *path = NULL;
  int fd = g_file_open_tmp (pattern, &path, &error);

  g_assert_no_error (error);
  g_close (fd, NULL);

  return path;
}

GArray *
sound_of (const char *pipeline)
{
  g_autofree char *path = temporary ("finestreta-XXXXXX.raw");
  g_autofree char *whole = g_strdup_printf (
      "%s ! audioconvert ! audioresample ! " WANTED " ! filesink location=%s", pipeline, path);
  g_autofree char *bytes = NULL;
  g_autoptr (GError) error = NULL;
  GArray *sound = g_array_new (FALSE, FALSE, sizeof (gint16));
  gsize length;

  run (whole);
  g_file_get_contents (path, &bytes, &length, &error);
  g_assert_no_error (error);
  g_unlink (path);
  g_array_append_vals (sound, bytes, length / sizeof (gint16));

  return sound;
}

GArray *
sound_silence (guint milliseconds)
{
  GArray *sound = g_array_new (FALSE, TRUE, sizeof (gint16));

  g_array_set_size (sound, milliseconds * (FIN_TRANSCRIBER_RATE / 1000));

  return sound;
}

static void
append_file (GArray *sound, const char *path)
{
  g_autofree char *decode = g_strdup_printf ("filesrc location=%s ! wavparse", path);
  g_autoptr (GArray) said = sound_of (decode);

  g_array_append_vals (sound, said->data, said->len);
}

GArray *
sound_speech (const char *voice, const char *text, const char *elements)
{
  g_autoptr (GArray) pause = sound_silence (500);
  g_autoptr (GArray) sound = sound_silence (500);
  g_autofree char *path = temporary ("finestreta-XXXXXX.wav");
  g_autofree char *call = NULL;
  const char *command[] = { "espeak-ng", "-s", "150", "-v", voice, "-w", path, text, NULL };
  g_autoptr (GError) error = NULL;
  GArray *heard;

  g_spawn_sync (NULL, (char **)command, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL,
                NULL, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  append_file (sound, path);
  g_array_append_vals (sound, pause->data, pause->len);
  g_array_append_vals (sound, pause->data, pause->len);
  add_noise (sound);

  g_file_set_contents (path, sound->data, sound->len * sizeof (gint16), &error);
  g_assert_no_error (error);
  call = g_strdup_printf (
      "filesrc location=%s ! rawaudioparse sample-rate=16000 num-channels=1 pcm-format=s16le "
      "! audioconvert %s ! audioconvert ! audioresample ! audio/x-raw,rate=48000 "
      "! opusenc bitrate=24000 ! opusdec",
      path, elements);
  heard = sound_of (call);
  g_unlink (path);

  return heard;
}

void
sound_amplify (GArray *sound, double factor)
{
  for (guint i = 0; i < sound->len; i++) {
    gint16 *sample = &g_array_index (sound, gint16, i);

    *sample = CLAMP (lrint (*sample * factor), G_MININT16, G_MAXINT16);
  }
}

static gboolean
again_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

static void
failed_cb (FinTranscriber *transcriber, const GError *error, gpointer data)
{
  g_assert_no_error (error);
}

/* Until no more than @samples wait. */
static void
wait_for (FinTranscriber *transcriber, gsize samples)
{
  guint look = g_timeout_add (2, again_cb, NULL);

  while (fin_transcriber_waiting (transcriber) > samples)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (look);
}

gint64
sound_push (FinTranscriber *transcriber, GArray *sound, gint64 at)
{
  gulong failed = g_signal_connect (transcriber, "failed", G_CALLBACK (failed_cb), NULL);

  for (guint i = 0; i < sound->len; i += BLOCK) {
    fin_transcriber_push (transcriber, &g_array_index (sound, gint16, i),
                          MIN (BLOCK, sound->len - i), at);
    at += G_USEC_PER_SEC / 50;
    wait_for (transcriber, AHEAD);
  }
  wait_for (transcriber, 0);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_signal_handler_disconnect (transcriber, failed);

  return at;
}

static gboolean
is_there (GWeakRef *object)
{
  g_autoptr (GObject) strong = g_weak_ref_get (object);

  return strong != NULL;
}

void
sound_wait_gone (GWeakRef *object)
{
  guint look = g_timeout_add (2, again_cb, NULL);

  while (is_there (object))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (look);
}

guint
sound_word_errors (const char *said, const char *heard)
{
  g_auto (GStrv) right = g_strsplit_set (said, " .,?", -1);
  g_auto (GStrv) got = g_strsplit_set (heard, " ", -1);
  guint n = g_strv_length (got);
  g_autofree guint *row = g_new0 (guint, n + 1);
  guint words = 0;

  /* Levenshtein's distance, in words. */
  for (guint j = 1; j <= n; j++)
    row[j] = row[j - 1] + (got[j - 1][0] != '\0');
  for (guint i = 0; right[i] != NULL; i++) {
    guint before = row[0];

    if (right[i][0] == '\0')
      continue;
    row[0] = ++words;
    for (guint j = 1; j <= n; j++) {
      g_autofree char *one = g_utf8_casefold (right[i], -1);
      g_autofree char *other = g_utf8_casefold (got[j - 1], -1);
      guint here = before + !g_str_equal (one, other);

      before = row[j];
      row[j] = got[j - 1][0] == '\0' ? row[j - 1] : MIN (here, MIN (row[j], row[j - 1]) + 1);
    }
  }

  return row[n];
}
