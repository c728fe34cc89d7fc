// Speech recognition in a process of its own, since its libraries end the process when a model
// displeases them, and a call must go on:
//
//     finestreta-recogniser vosk|sherpa-onnx LIBRARY MODEL LANGUAGE [PHRASE…]
//
// On standard input: the number of samples that follow (32 bits, in this machine's order) and
// those; none means a pause. On standard output a line of JSON: first {"ready":true} or
// {"error":WHY}, then one for each of those, as the library says it, or an empty one when there is
// nothing new. SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-recogniser.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define SAMPLES_MAX 16000
#define NICENESS    5 /* the call comes first */

static void
say (const char *line)
{
  for (; *line != '\0'; line++)
    putchar (*line == '\n' ? ' ' : *line);
  putchar ('\n');
  fflush (stdout);
}

static void
listen (FinRecogniser *recogniser)
{
  static gint16 samples[SAMPLES_MAX];
  guint32 n;

  while (fread (&n, sizeof n, 1, stdin) == 1) {
    g_autofree char *answer = NULL;

    if (n > SAMPLES_MAX || fread (samples, sizeof (gint16), n, stdin) != n)
      return;
    answer = n == 0 ? recogniser->pause (recogniser->data)
                    : recogniser->hear (recogniser->data, samples, n);
    say (answer != NULL ? answer : "");
  }
}

int
main (int argc, char **argv)
{
  FinRecogniser recogniser = { 0 };
  const char *why;

  if (argc < 5 || (strcmp (argv[1], "vosk") != 0 && strcmp (argv[1], "sherpa-onnx") != 0)) {
    fprintf (stderr, "usage: %s vosk|sherpa-onnx LIBRARY MODEL LANGUAGE [PHRASE...]\n", argv[0]);
    return 2;
  }

  if (nice (NICENESS) == -1)
    fprintf (stderr, "not nicer\n");
  why = strcmp (argv[1], "vosk") == 0
            ? fin_recogniser_open_vosk (&recogniser, argv[2], argv[3])
            : fin_recogniser_open_sherpa (&recogniser, argv[2], argv[3], argv[4],
                                          (const char *const *)argv + 5);
  if (why != NULL) {
    printf ("{\"error\":\"%s\"}\n", why);
    return 1;
  }

  say ("{\"ready\":true}");
  listen (&recogniser);

  return 0;
}
