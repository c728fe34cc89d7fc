// What every transcriber has from its base: its thread, the sound that waits, the way back of what
// it tells. SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-error.h"
#include "fin-transcriber.h"
#include "sound.h"

#define SECOND FIN_TRANSCRIBER_RATE
#define BLOCK  (FIN_TRANSCRIBER_RATE / 50)

/* Tells an utterance of each piece it hears, numbered by its first sample. */
#define FAKE_TYPE (fake_get_type ())
G_DECLARE_FINAL_TYPE (Fake, fake, FAKE, FAKE, FinTranscriber)

struct _Fake {
  FinTranscriber parent_instance;

  GMutex lock; /* of what follows */
  GCond changed;
  gboolean may_open;
  gboolean opening;
  gboolean may_hear;
  gboolean hearing;
  gboolean closed;
  GError *refusal; /* of open */

  gint64 work;       /* µs that each piece takes */
  gboolean fails;    /* at what it hears */
  gsize longest;     /* piece */
  gint64 before;     /* where the last piece ended; 0 for nowhere */
  gboolean together; /* pieces followed each other without a gap */
};

G_DEFINE_FINAL_TYPE (Fake, fake, FIN_TYPE_TRANSCRIBER)

static void
let (Fake *self, gboolean *gate)
{
  g_mutex_lock (&self->lock);
  *gate = TRUE;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
}

static void
wait_until (Fake *self, gboolean *gate)
{
  g_mutex_lock (&self->lock);
  while (!*gate)
    g_cond_wait (&self->changed, &self->lock);
  g_mutex_unlock (&self->lock);
}

static gboolean
fake_open (FinTranscriber *transcriber, GError **error)
{
  Fake *self = FAKE_FAKE (transcriber);

  let (self, &self->opening);
  wait_until (self, &self->may_open);
  if (self->refusal == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&self->refusal));

  return FALSE;
}

static void
tell (Fake *self, guint number, const char *text, gint64 at)
{
  fin_transcriber_tell (FIN_TRANSCRIBER (self), fin_utterance_new (number, text, TRUE, -1, at, at));
}

static void
fake_hear (FinTranscriber *transcriber, const gint16 *samples, gsize n, gint64 at)
{
  Fake *self = FAKE_FAKE (transcriber);
  gint64 until = g_get_monotonic_time () + self->work;

  let (self, &self->hearing);
  wait_until (self, &self->may_hear);
  while (g_get_monotonic_time () < until)
    ;

  self->longest = MAX (self->longest, n);
  self->together &= self->before == 0 || at == self->before;
  self->before = at + (gint64)n * G_USEC_PER_SEC / FIN_TRANSCRIBER_RATE;
  tell (self, samples[0], "heard", at);
  if (self->fails) {
    fin_transcriber_fail (transcriber,
                          g_error_new_literal (FIN_ERROR, FIN_ERROR_OFFLINE, "out of reach"));
    fin_transcriber_fail (transcriber, g_error_new_literal (FIN_ERROR, FIN_ERROR_FAILED, "more"));
    tell (self, 1000, "after that", at);
  }
}

static void
fake_pause (FinTranscriber *transcriber)
{
  Fake *self = FAKE_FAKE (transcriber);

  tell (self, 999, "pause", 0);
}

static void
fake_close (FinTranscriber *transcriber)
{
  Fake *self = FAKE_FAKE (transcriber);

  let (self, &self->closed);
}

static void
fake_finalize (GObject *object)
{
  Fake *self = FAKE_FAKE (object);

  g_mutex_clear (&self->lock);
  g_cond_clear (&self->changed);
  g_clear_error (&self->refusal);

  G_OBJECT_CLASS (fake_parent_class)->finalize (object);
}

static void
fake_class_init (FakeClass *klass)
{
  FinTranscriberClass *transcriber_class = FIN_TRANSCRIBER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = fake_finalize;
  transcriber_class->open = fake_open;
  transcriber_class->hear = fake_hear;
  transcriber_class->pause = fake_pause;
  transcriber_class->close = fake_close;
}

static void
fake_init (Fake *self)
{
  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  self->may_open = self->may_hear = self->together = TRUE;
}

typedef struct {
  Fake *fake;
  guint ready;
  GString *told; /* numbers */
  GError *error;
  guint failed;
  gint64 at; /* of the sample that comes next */
  gint16 number;
} Fixture;

static void
ready_cb (FinTranscriber *transcriber, Fixture *fixture)
{
  g_assert_cmpstr (fixture->told->str, ==, "");
  fixture->ready++;
}

static void
utterance_cb (FinTranscriber *transcriber, FinUtterance *utterance, Fixture *fixture)
{
  g_string_append_printf (fixture->told, "%u ", utterance->number);
}

static void
failed_cb (FinTranscriber *transcriber, const GError *error, Fixture *fixture)
{
  fixture->failed++;
  g_set_error_literal (&fixture->error, error->domain, error->code, error->message);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  static const char *const phrases[] = { "Carnet Jove", NULL };

  fixture->fake = g_object_new (FAKE_TYPE, "language", "ca", "phrases", phrases, NULL);
  fixture->told = g_string_new (NULL);
  fixture->at = G_USEC_PER_SEC;
  g_signal_connect (fixture->fake, "ready", G_CALLBACK (ready_cb), fixture);
  g_signal_connect (fixture->fake, "utterance", G_CALLBACK (utterance_cb), fixture);
  g_signal_connect (fixture->fake, "failed", G_CALLBACK (failed_cb), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  GWeakRef fake;

  fin_transcriber_stop (FIN_TRANSCRIBER (fixture->fake));
  let (fixture->fake, &fixture->fake->may_open);
  let (fixture->fake, &fixture->fake->may_hear);
  g_weak_ref_init (&fake, fixture->fake);
  g_object_unref (fixture->fake);
  /* Its thread lets go of it too. */
  sound_wait_gone (&fake);
  g_weak_ref_clear (&fake);
  g_string_free (fixture->told, TRUE);
  g_clear_error (&fixture->error);
}

static FinTranscriber *
start (Fixture *fixture)
{
  fin_transcriber_start (FIN_TRANSCRIBER (fixture->fake));

  return FIN_TRANSCRIBER (fixture->fake);
}

/* @n samples, the first of which is the number of the push. */
static void
push (Fixture *fixture, gsize n)
{
  g_autofree gint16 *samples = g_new0 (gint16, n);

  samples[0] = fixture->number++;
  fin_transcriber_push (FIN_TRANSCRIBER (fixture->fake), samples, n, fixture->at);
  fixture->at += (gint64)n * G_USEC_PER_SEC / FIN_TRANSCRIBER_RATE;
}

static gboolean
again_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

/* Until all is heard and what was told has arrived. */
static void
hear_all (Fixture *fixture)
{
  guint look = g_timeout_add (1, again_cb, NULL);

  while (fin_transcriber_waiting (FIN_TRANSCRIBER (fixture->fake)) > 0 ||
         g_main_context_pending (NULL))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (look);
}

static void
be_ready (Fixture *fixture)
{
  while (fixture->ready == 0)
    g_main_context_iteration (NULL, TRUE);
}

static void
fail (Fixture *fixture)
{
  while (fixture->failed == 0)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_order (Fixture *fixture, gconstpointer data)
{
  FinTranscriber *transcriber = start (fixture);

  be_ready (fixture);
  g_assert_cmpstr (fin_transcriber_language (transcriber), ==, "ca");
  g_assert_cmpstr (fin_transcriber_phrases (transcriber)[0], ==, "Carnet Jove");
  push (fixture, BLOCK);
  push (fixture, BLOCK);
  fin_transcriber_pause (transcriber);
  push (fixture, BLOCK);
  hear_all (fixture);
  g_assert_cmpstr (fixture->told->str, ==, "0 1 999 2 ");
  g_assert_true (fixture->fake->together);

  /* A long push comes in pieces of a tenth of a second at most, each at its own time. */
  g_string_truncate (fixture->told, 0);
  push (fixture, SECOND * 19 / 20);
  hear_all (fixture);
  g_assert_cmpstr (fixture->told->str, ==, "3 0 0 0 0 0 0 0 0 0 ");
  g_assert_cmpuint (fixture->fake->longest, ==, SECOND / 10);
  g_assert_true (fixture->fake->together);
  g_assert_cmpint (fixture->fake->before, ==, fixture->at);
  g_assert_cmpuint (fixture->ready, ==, 1);
  g_assert_cmpuint (fixture->failed, ==, 0);
}

static void
test_before_ready (Fixture *fixture, gconstpointer data)
{
  fixture->fake->may_open = FALSE;
  start (fixture);
  for (guint i = 0; i < 30; i++)
    push (fixture, SECOND / 10);
  let (fixture->fake, &fixture->fake->may_open);
  be_ready (fixture);
  hear_all (fixture);
  g_assert_true (g_str_has_prefix (fixture->told->str, "0 1 2 3 "));
  g_assert_true (g_str_has_suffix (fixture->told->str, " 27 28 29 "));
  g_assert_cmpuint (fixture->failed, ==, 0);
}

static void
test_long_opening (Fixture *fixture, gconstpointer data)
{
  fixture->fake->may_open = FALSE;
  start (fixture);
  for (guint i = 0; i < 600; i++)
    push (fixture, SECOND / 10);
  g_assert_cmpuint (fin_transcriber_waiting (FIN_TRANSCRIBER (fixture->fake)), ==, 5 * SECOND);
  let (fixture->fake, &fixture->fake->may_open);
  be_ready (fixture);
  hear_all (fixture);
  g_assert_true (g_str_has_prefix (fixture->told->str, "550 551 "));
  g_assert_true (g_str_has_suffix (fixture->told->str, " 598 599 "));
  g_assert_cmpuint (fixture->failed, ==, 0);
}

static void
test_behind (Fixture *fixture, gconstpointer data)
{
  fixture->fake->may_hear = FALSE;
  start (fixture);
  be_ready (fixture);
  push (fixture, BLOCK);
  wait_until (fixture->fake, &fixture->fake->hearing);
  for (guint i = 0; i < 105; i++)
    push (fixture, BLOCK);
  let (fixture->fake, &fixture->fake->may_hear);
  fail (fixture);
  g_assert_error (fixture->error, FIN_ERROR, FIN_ERROR_TIMED_OUT);
  wait_until (fixture->fake, &fixture->fake->closed);
  g_assert_cmpstr (fixture->told->str, ==, "0 ");

  /* And it tells nothing any more. */
  push (fixture, BLOCK);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpstr (fixture->told->str, ==, "0 ");
  g_assert_cmpuint (fixture->failed, ==, 1);
}

static void
test_load (Fixture *fixture, gconstpointer data)
{
  FinTranscriber *transcriber = start (fixture);

  be_ready (fixture);
  fixture->fake->work = 1000;
  for (guint i = 0; i < 5; i++) {
    push (fixture, SECOND);
    hear_all (fixture);
  }
  g_assert_cmpfloat (fin_transcriber_load (transcriber), >=, 0.01);
  g_assert_cmpuint (fixture->failed, ==, 0);

  /* At work for longer than there was sound. */
  fixture->fake->work = 110 * 1000;
  for (guint i = 0; i < 5; i++) {
    push (fixture, SECOND);
    hear_all (fixture);
  }
  fail (fixture);
  g_assert_error (fixture->error, FIN_ERROR, FIN_ERROR_TIMED_OUT);
  g_assert_cmpfloat (fin_transcriber_load (transcriber), >, 1);
}

static void
test_stop (Fixture *fixture, gconstpointer data)
{
  FinTranscriber *transcriber = start (fixture);

  be_ready (fixture);
  push (fixture, BLOCK);
  wait_until (fixture->fake, &fixture->fake->hearing);
  fin_transcriber_stop (transcriber);
  push (fixture, BLOCK);
  wait_until (fixture->fake, &fixture->fake->closed);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpstr (fixture->told->str, ==, "");
  g_assert_cmpuint (fixture->failed, ==, 0);
}

static void
test_stop_opening (Fixture *fixture, gconstpointer data)
{
  fixture->fake->may_open = FALSE;
  start (fixture);
  wait_until (fixture->fake, &fixture->fake->opening);
  push (fixture, BLOCK);
  fin_transcriber_stop (FIN_TRANSCRIBER (fixture->fake));
  let (fixture->fake, &fixture->fake->may_open);
  wait_until (fixture->fake, &fixture->fake->closed);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (fixture->ready, ==, 0);
  g_assert_cmpstr (fixture->told->str, ==, "");
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  fixture->fake->refusal = g_error_new_literal (FIN_ERROR, FIN_ERROR_FAILED, "no model");
  start (fixture);
  push (fixture, BLOCK);
  fail (fixture);
  g_assert_error (fixture->error, FIN_ERROR, FIN_ERROR_FAILED);
  g_assert_cmpuint (fixture->ready, ==, 0);
  g_assert_false (fixture->fake->closed);
}

static void
test_fails (Fixture *fixture, gconstpointer data)
{
  fixture->fake->fails = TRUE;
  start (fixture);
  be_ready (fixture);
  push (fixture, BLOCK);
  push (fixture, BLOCK);
  wait_until (fixture->fake, &fixture->fake->closed);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_error (fixture->error, FIN_ERROR, FIN_ERROR_OFFLINE);
  g_assert_cmpuint (fixture->failed, ==, 1);
  g_assert_cmpstr (fixture->told->str, ==, "0 ");
}

#define TEST(name, test) g_test_add ("/transcriber/" name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  TEST ("order", test_order);
  TEST ("before-ready", test_before_ready);
  TEST ("long-opening", test_long_opening);
  TEST ("behind", test_behind);
  TEST ("load", test_load);
  TEST ("stop", test_stop);
  TEST ("stop-opening", test_stop_opening);
  TEST ("refused", test_refused);
  TEST ("fails", test_fails);

  return g_test_run ();
}
