// How long a line takes to be translated, as the window has it done. Lines on standard input,
// ROUNDS times over; on standard output, as JSON, the first one's time (with the start of the
// processes) and all the others', in ms. SPDX-License-Identifier: GPL-3.0-or-later
#include <stdio.h>
#include <stdlib.h>

#include "fin-apertium.h"
#include "fin-translation.h"

typedef struct {
  GMainLoop *loop;
  gint64 answered;
} Bench;

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Bench *bench = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = fin_translator_translate_finish (FIN_TRANSLATOR (source), result, &error);

  bench->answered = g_get_monotonic_time ();
  if (text == NULL)
    g_error ("%s", error->message);
  g_main_loop_quit (bench->loop);
}

int
main (int argc, char **argv)
{
  Bench bench = { g_main_loop_new (NULL, FALSE), 0 };
  GListStore *translators = g_list_store_new (FIN_TYPE_TRANSLATOR);
  g_autoptr (FinTranslator) apertium = g_object_new (FIN_TYPE_APERTIUM, "patience", 60000, NULL);
  g_autoptr (FinTranslator) translation = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  guint rounds;
  gsize length;

  if (argc != 4) {
    fprintf (stderr, "usage: %s FROM TO ROUNDS\n", argv[0]);
    return 2;
  }

  rounds = atoi (argv[3]);
  g_list_store_append (translators, apertium);
  translation = fin_translation_new (G_LIST_MODEL (translators));
  g_io_channel_read_to_end (g_io_channel_unix_new (0), &text, &length, NULL);
  lines = g_strsplit (g_strchomp (text), "\n", -1);

  for (guint round = 0; round < rounds; round++) {
    for (guint i = 0; lines[i] != NULL; i++) {
      gint64 began = g_get_monotonic_time ();

      fin_translator_translate_async (translation, lines[i], argv[1], argv[2], NULL, answered_cb,
                                      &bench);
      g_main_loop_run (bench.loop);
      printf ("%s%.3f", round == 0 && i == 0 ? "[" : ",", (bench.answered - began) / 1000.0);
    }
    fin_translation_forget (FIN_TRANSLATION (translation));
  }
  printf ("]\n");

  return 0;
}
