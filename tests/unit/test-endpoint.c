// Where utterances are found in sound.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <math.h>

#include "fin-endpoint.h"

#define RATE    16000
#define PIECE   441 /* no multiple of a frame */
#define SECONDS 1000000.0

typedef struct {
  FinEndpoint *endpoint;
  GArray *found; /* Span */
  gint64 at;
} Fixture;

typedef struct {
  double start, end;
} Span;

static void
found_cb (const gint16 *samples, gsize n, gint64 start, gint64 end, gpointer data)
{
  Fixture *fixture = data;
  Span span = { (double)start / SECONDS, (double)end / SECONDS };

  g_assert_cmpfloat_with_epsilon (span.end - span.start, (double)n / RATE, 1e-4);
  g_array_append_val (fixture->found, span);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->endpoint = fin_endpoint_new (found_cb, fixture);
  fixture->found = g_array_new (FALSE, FALSE, sizeof (Span));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  fin_endpoint_free (fixture->endpoint);
  g_array_unref (fixture->found);
}

/* Noise of that amplitude. */
static void
push (Fixture *fixture, double seconds, int amplitude)
{
  gsize n = (gsize)lrint (seconds * RATE);

  while (n > 0) {
    gint16 samples[PIECE];
    gsize more = MIN (n, PIECE);

    for (gsize i = 0; i < more; i++)
      samples[i] = (gint16)(amplitude == 0 ? 0 : g_random_int_range (-amplitude, amplitude + 1));
    fin_endpoint_push (fixture->endpoint, samples, more, fixture->at);
    fixture->at += (gint64)more * G_USEC_PER_SEC / RATE;
    n -= more;
  }
}

static void
check (Fixture *fixture, guint i, double start, double end)
{
  Span span;

  g_assert_cmpuint (fixture->found->len, >, i);
  span = g_array_index (fixture->found, Span, i);
  g_assert_cmpfloat_with_epsilon (span.start, start, 0.05);
  g_assert_cmpfloat_with_epsilon (span.end, end, 0.05);
}

static void
test_words (Fixture *fixture, gconstpointer data)
{
  int room = GPOINTER_TO_INT (data);

  /* So loud a room may be taken for speech until it is known. */
  push (fixture, 4, room);
  g_array_set_size (fixture->found, 0);
  push (fixture, 1, 8000);
  push (fixture, 0.3, room); /* a breath */
  push (fixture, 1, 8000);
  push (fixture, 1, room);
  push (fixture, 1, 8000);
  g_assert_cmpuint (fixture->found->len, ==, 1);
  fin_endpoint_flush (fixture->endpoint);
  g_assert_cmpuint (fixture->found->len, ==, 2);
  check (fixture, 0, 3.7, 6.8);
  check (fixture, 1, 7.0, 8.3);
}

static void
test_cough (Fixture *fixture, gconstpointer data)
{
  push (fixture, 1, 30);
  push (fixture, 0.2, 8000);
  push (fixture, 1, 30);
  push (fixture, 0.2, 8000);
  fin_endpoint_flush (fixture->endpoint);
  g_assert_cmpuint (fixture->found->len, ==, 0);
}

/* A fan is switched on: at first it is taken for speech, and then it is the room. */
static void
test_fan (Fixture *fixture, gconstpointer data)
{
  guint before;

  push (fixture, 2, 30);
  push (fixture, 5, 300);
  before = fixture->found->len;
  push (fixture, 65, 300);
  g_assert_cmpuint (fixture->found->len, ==, before);
  push (fixture, 1, 8000);
  push (fixture, 1, 300);
  g_assert_cmpuint (fixture->found->len, ==, before + 1);
  check (fixture, before, 71.7, 73.5);
}

static void
test_no_pause (Fixture *fixture, gconstpointer data)
{
  push (fixture, 1, 30);
  for (guint i = 0; i < 3600; i++) {
    push (fixture, 0.94, 8000);
    push (fixture, 0.06, 2000);
  }
  fin_endpoint_flush (fixture->endpoint);

  /* Nothing is lost in an hour, and what is cut is cut between words. */
  g_assert_cmpuint (fixture->found->len, >=, 180);
  for (guint i = 0; i < fixture->found->len; i++) {
    Span span = g_array_index (fixture->found, Span, i);

    g_assert_cmpfloat (span.end - span.start, <=, 20.01);
    if (i > 0)
      g_assert_cmpfloat_with_epsilon (span.start, g_array_index (fixture->found, Span, i - 1).end,
                                      1e-3);
    if (i + 1 < fixture->found->len)
      g_assert_cmpfloat (fabs (span.end - round (span.end)), <, 0.07);
  }
}

static void
test_clock_jumps (Fixture *fixture, gconstpointer data)
{
  push (fixture, 1, 30);
  push (fixture, 0.6, 8000);
  fixture->at += 10 * G_USEC_PER_SEC;
  push (fixture, 0.6, 8000);
  fixture->at -= 60 * G_USEC_PER_SEC;
  push (fixture, 0.6, 8000);
  push (fixture, 1, 30);
  g_assert_cmpuint (fixture->found->len, ==, 3);
  check (fixture, 0, 0.7, 1.6);
  check (fixture, 1, 11.6, 12.2);
  check (fixture, 2, -47.8, -46.7);
}

static void
test_silence (Fixture *fixture, gconstpointer data)
{
  push (fixture, 100, 0);
  push (fixture, 100, 2);
  push (fixture, 100, 0);
  fin_endpoint_flush (fixture->endpoint);
  fin_endpoint_flush (fixture->endpoint);
  g_assert_cmpuint (fixture->found->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/endpoint/words", Fixture, GINT_TO_POINTER (30), set_up, test_words, tear_down);
  g_test_add ("/endpoint/words-in-noise", Fixture, GINT_TO_POINTER (1000), set_up, test_words,
              tear_down);
  g_test_add ("/endpoint/words-in-digital-silence", Fixture, GINT_TO_POINTER (0), set_up,
              test_words, tear_down);
  g_test_add ("/endpoint/cough", Fixture, NULL, set_up, test_cough, tear_down);
  g_test_add ("/endpoint/fan", Fixture, NULL, set_up, test_fan, tear_down);
  g_test_add ("/endpoint/no-pause", Fixture, NULL, set_up, test_no_pause, tear_down);
  g_test_add ("/endpoint/clock-jumps", Fixture, NULL, set_up, test_clock_jumps, tear_down);
  g_test_add ("/endpoint/silence", Fixture, NULL, set_up, test_silence, tear_down);

  return g_test_run ();
}
