// A libvosk of the test's own, with the functions and the words of the real one. What it does is
// the name of the model's folder: `words`, or one way of going wrong.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <glib.h>
#include <string.h>
#include <unistd.h>

void vosk_set_log_level (int level);
void *vosk_model_new (const char *folder);
void *vosk_recognizer_new (void *model, float rate);
void vosk_recognizer_set_words (void *recogniser, int words);
int vosk_recognizer_accept_waveform_s (void *recogniser, const short *samples, int n);
const char *vosk_recognizer_result (void *recogniser);
const char *vosk_recognizer_partial_result (void *recogniser);
const char *vosk_recognizer_final_result (void *recogniser);

static char *mode;
static int heard;

void
vosk_set_log_level (int level)
{
  g_assert (level == -1);
}

void *
vosk_model_new (const char *folder)
{
  mode = g_path_get_basename (folder);
  if (g_str_equal (mode, "exits"))
    _exit (255);

  return g_str_equal (mode, "none") ? NULL : mode;
}

void *
vosk_recognizer_new (void *model, float rate)
{
  g_assert (model == mode && rate == 16000);

  return model;
}

void
vosk_recognizer_set_words (void *recogniser, int words)
{
  g_assert (words);
}

/* An utterance ends with every third piece. */
int
vosk_recognizer_accept_waveform_s (void *recogniser, const short *samples, int n)
{
  g_assert (recogniser == mode && n == 1600 && samples[100] != 0);
  heard++;
  if (heard == 2 && g_str_equal (mode, "dies"))
    _exit (255);
  if (heard == 2 && g_str_equal (mode, "hangs"))
    pause ();

  return heard % 3 == 0;
}

const char *
vosk_recognizer_partial_result (void *recogniser)
{
  if (heard == 2 && g_str_equal (mode, "babbles"))
    return "{\"partial\" : ";
  if (heard == 2 && g_str_equal (mode, "floods"))
    return memset (g_malloc0 (4 << 20), 'a', (4 << 20) - 1);

  return "{\n  \"partial\" : \"bon\"\n}";
}

const char *
vosk_recognizer_result (void *recogniser)
{
  return "{\n  \"result\" : [{\n      \"conf\" : 0.75,\n      \"end\" : 0.25,\n      \"start\" : "
         "0.05,\n"
         "      \"word\" : \"bon\"\n    }],\n  \"text\" : \"bon dia\"\n}";
}

const char *
vosk_recognizer_final_result (void *recogniser)
{
  return "{\n  \"text\" : \"adéu\"\n}";
}
