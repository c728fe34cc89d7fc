// Sentences that espeak-ng says, through Opus and with a noise floor, into the demonstration engine: how many
// words that a reader has had before them are erased again, when none, one or two of a hypothesis are held back.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <locale.h>
#include <stdio.h>

#include "fin-speech.h"
#include "fin-sphinx.h"
#include "sound.h"

/* What a reader has before them of one utterance. */
typedef struct {
  guint hidden; /* words at the end of a hypothesis */
  char **words;
  guint erased;
} Reader;

static Reader readers[] = { { 0, NULL, 0 }, { 1, NULL, 0 }, { 2, NULL, 0 } };
static guint n_final;

static void
read_words (Reader *reader, const FinUtterance *utterance)
{
  g_autofree char *text = fin_speech_held (utterance->text, utterance->final ? 0 : reader->hidden);
  char **words = g_strsplit (text, " ", -1);
  guint n = reader->words != NULL ? g_strv_length (reader->words) : 0, same = 0;

  while (same < n && words[same] != NULL && g_str_equal (words[same], reader->words[same]))
    same++;
  reader->erased += n - same;
  g_strfreev (reader->words);
  reader->words = words;
  if (utterance->final)
    g_clear_pointer (&reader->words, g_strfreev);
}

static void
utterance_cb (FinTranscriber *transcriber, FinUtterance *utterance, gpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (readers); i++)
    read_words (&readers[i], utterance);
  if (utterance->final) {
    g_auto (GStrv) words = g_strsplit (utterance->text, " ", -1);

    n_final += g_strv_length (words);
  }
}

static void
ready_cb (FinTranscriber *transcriber, gboolean *ready)
{
  *ready = TRUE;
}

/* In: a line each, "LANGUAGE VOICE SENTENCE". Out: a line each, "HELD-BACK ERASED FINAL" words. */
int
main (int argc, char **argv)
{
  char line[512];

  setlocale (LC_ALL, "");
  while (fgets (line, sizeof line, stdin) != NULL) {
    g_auto (GStrv) parts = g_strsplit (g_strstrip (line), " ", 3);
    g_autoptr (FinEngine) engine = fin_sphinx_engine_new ();
    g_autoptr (FinTranscriber) transcriber = fin_engine_open (engine, parts[0], NULL);
    g_autoptr (GArray) sound = sound_speech (parts[1], parts[2], "");
    gboolean ready = FALSE;

    g_signal_connect (transcriber, "ready", G_CALLBACK (ready_cb), &ready);
    g_signal_connect (transcriber, "utterance", G_CALLBACK (utterance_cb), NULL);
    fin_transcriber_start (transcriber);
    while (!ready)
      g_main_context_iteration (NULL, TRUE);
    sound_push (transcriber, sound, g_get_monotonic_time ());
    fin_transcriber_stop (transcriber);
  }
  for (guint i = 0; i < G_N_ELEMENTS (readers); i++)
    printf ("%u %u %u\n", readers[i].hidden, readers[i].erased, n_final);

  return 0;
}
