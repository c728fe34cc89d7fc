// A speaker's lines, whatever the engine does: held back while they may change, settled once,
// numbered on. SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-speech.h"

#include "fin-error.h"

/* An engine that hears numbers: each sample is an order. */
enum {
  SAY = 1, /* the next of `words` as what is said so far */
  SETTLE,  /* the same, for good */
  DOUBT,   /* for good, and not believed */
  NOTHING, /* for good, and empty */
  BREAK,   /* fails */
};

static const char *const words[] = { "bon", "bon dia", "bon dia vull", "bon dia vull el carnet" };

#define TYPE_ORDERED (ordered_get_type ())
G_DECLARE_FINAL_TYPE (Ordered, ordered, TEST, ORDERED, FinTranscriber)

struct _Ordered {
  FinTranscriber parent_instance;
  guint number;
  guint said;
  gboolean refused;
  gboolean at_pauses;
  GSource *answer; /* that it waits for */
};

G_DEFINE_FINAL_TYPE (Ordered, ordered, FIN_TYPE_TRANSCRIBER)

static gboolean
ordered_open (FinTranscriber *transcriber, GError **error)
{
  if (TEST_ORDERED (transcriber)->refused)
    g_set_error_literal (error, FIN_ERROR, FIN_ERROR_OFFLINE, "out of reach");

  return !TEST_ORDERED (transcriber)->refused;
}

static void
ordered_hear (FinTranscriber *transcriber, const gint16 *samples, gsize n, gint64 at)
{
  Ordered *self = TEST_ORDERED (transcriber);

  for (gsize i = 0; i < n; i++) {
    if (self->at_pauses) {
      self->said++;
      continue;
    }
    gboolean final = samples[i] != SAY;
    const char *text = samples[i] == NOTHING ? "" : words[self->said % G_N_ELEMENTS (words)];

    if (samples[i] == BREAK) {
      fin_transcriber_fail (transcriber,
                            g_error_new_literal (FIN_ERROR, FIN_ERROR_OFFLINE, "gone"));
      return;
    }
    fin_transcriber_tell (transcriber, fin_utterance_new (self->number, text, final,
                                                          samples[i] == DOUBT ? 0.1 : 0.9, at, at));
    self->said = final ? 0 : self->said + 1;
    self->number += final;
  }
}

static gboolean
answer_cb (gpointer data)
{
  Ordered *self = data;

  g_clear_pointer (&self->answer, g_source_unref);
  fin_transcriber_tell (data,
                        fin_utterance_new (self->number++, words[self->said - 1], TRUE, 0.9, 0, 0));
  self->said = 0;

  return G_SOURCE_REMOVE;
}

static void
ordered_pause (FinTranscriber *transcriber)
{
  Ordered *self = TEST_ORDERED (transcriber);

  if (self->said == 0)
    return;
  if (!self->at_pauses) {
    answer_cb (self);
    return;
  }

  self->answer = g_timeout_source_new (50);
  g_source_set_callback (self->answer, answer_cb, self, NULL);
  g_source_attach (self->answer, g_main_context_get_thread_default ());
}

static gboolean
ordered_busy (FinTranscriber *transcriber)
{
  return TEST_ORDERED (transcriber)->answer != NULL;
}

static void
ordered_close (FinTranscriber *transcriber)
{
  Ordered *self = TEST_ORDERED (transcriber);

  if (self->answer != NULL)
    g_source_destroy (self->answer);
  g_clear_pointer (&self->answer, g_source_unref);
}

static void
ordered_class_init (OrderedClass *klass)
{
  FIN_TRANSCRIBER_CLASS (klass)->close = ordered_close;
  FIN_TRANSCRIBER_CLASS (klass)->pause = ordered_pause;
  FIN_TRANSCRIBER_CLASS (klass)->busy = ordered_busy;
  FIN_TRANSCRIBER_CLASS (klass)->open = ordered_open;
  FIN_TRANSCRIBER_CLASS (klass)->hear = ordered_hear;
}

static void
ordered_init (Ordered *self)
{
}

static gboolean refuses;   /* the first: its sessions do not open */
static gboolean at_pauses; /* the first: it tells nothing before a pause, and then not at once */
static guint ready;        /* sessions that hear */

static void
ready_cb (void)
{
  ready++;
}

#define TYPE_MAKER (maker_get_type ())
G_DECLARE_DERIVABLE_TYPE (Maker, maker, TEST, MAKER, GObject)

struct _MakerClass {
  GObjectClass parent_class;
};

static FinEngineTraits
maker_traits (FinEngine *engine)
{
  return at_pauses ? FIN_ENGINE_AT_PAUSES : 0;
}

static FinEngineState
maker_state (FinEngine *engine, const char *language)
{
  return g_str_equal (language, "ur") ? FIN_ENGINE_NO_MODEL : FIN_ENGINE_READY;
}

static FinTranscriber *
maker_open (FinEngine *engine, const char *language, const char *const *phrases)
{
  Ordered *session = g_object_new (TYPE_ORDERED, "language", language, NULL);

  session->refused = refuses && G_OBJECT_TYPE (engine) == TYPE_MAKER;
  session->at_pauses = at_pauses && G_OBJECT_TYPE (engine) == TYPE_MAKER;
  g_signal_connect (session, "ready", G_CALLBACK (ready_cb), NULL);

  return FIN_TRANSCRIBER (session);
}

static void
maker_engine_init (FinEngineInterface *iface)
{
  iface->id = "first";
  iface->doubt = 0.5;
  iface->traits = maker_traits;
  iface->state = maker_state;
  iface->open = maker_open;
}

G_DEFINE_TYPE_WITH_CODE (Maker,
                         maker,
                         G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (FIN_TYPE_ENGINE, maker_engine_init))

static void
maker_class_init (MakerClass *klass)
{
}

static void
maker_init (Maker *self)
{
}

/* Another, which comes after it. */
#define TYPE_SECOND (second_get_type ())
G_DECLARE_FINAL_TYPE (Second, second, TEST, SECOND, Maker)

struct _Second {
  Maker parent_instance;
};

static FinEngineTraits
second_traits (FinEngine *engine)
{
  return FIN_ENGINE_APPEND_ONLY;
}

static void
second_engine_init (FinEngineInterface *iface)
{
  iface->id = "second";
  iface->traits = second_traits;
  iface->state = maker_state;
  iface->open = maker_open;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (Second,
                               second,
                               TYPE_MAKER,
                               G_IMPLEMENT_INTERFACE (FIN_TYPE_ENGINE, second_engine_init))

static void
second_class_init (SecondClass *klass)
{
}

static void
second_init (Second *self)
{
}

typedef struct {
  FinEngines *engines;
  FinSpeech *speech;
  GString *told;
  guint failures;
} Fixture;

static void
caption_cb (FinSpeech *speech, const FinCaption *caption, gint64 began, Fixture *f)
{
  g_string_append_printf (f->told, "%u%s%s%s\n", caption->number, caption->done ? ". " : "> ",
                          caption->believed ? "" : "? ", caption->text);
}

static void
failed_cb (FinSpeech *speech, FinEngine *engine, GError *error, Fixture *f)
{
  g_assert_error (error, FIN_ERROR, FIN_ERROR_OFFLINE);
  f->failures++;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (FinEngine) first = g_object_new (TYPE_MAKER, NULL);
  g_autoptr (FinEngine) second = g_object_new (TYPE_SECOND, NULL);

  refuses = FALSE;
  at_pauses = FALSE;
  ready = 0;
  f->engines = fin_engines_new ();
  fin_engines_add (f->engines, first);
  fin_engines_add (f->engines, second);
  f->speech = fin_speech_new (f->engines, 7);
  f->told = g_string_new (NULL);
  g_signal_connect (f->speech, "caption", G_CALLBACK (caption_cb), f);
  g_signal_connect (f->speech, "failed", G_CALLBACK (failed_cb), f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  fin_speech_stop (f->speech);
  g_assert_finalize_object (f->speech);
  g_assert_finalize_object (f->engines);
  g_string_free (f->told, TRUE);
}

#define wait_until(condition)                                                                      \
  while (!(condition))                                                                             \
  g_main_context_iteration (NULL, TRUE)

static void
order (Fixture *f, const char *orders)
{
  for (; *orders != '\0'; orders++) {
    gint16 sample = *orders - '0';

    fin_speech_push (f->speech, &sample, 1, g_get_monotonic_time ());
  }
}

static void
hears (Fixture *f, const char *lines)
{
  wait_until (f->told->len >= strlen (lines));
  g_assert_cmpstr (f->told->str, ==, lines);
  g_string_truncate (f->told, 0);
}

/* The last two words are not shown before they are sure; what does not change is not said again. */
static void
test_held (Fixture *f, gconstpointer data)
{
  fin_speech_set_language (f->speech, "ca");
  order (f, "11112");
  hears (f, "7> bon\n7> bon dia vull\n7. bon\n");
  /* Said again after a pause: a line of its own. */
  order (f, "2");
  hears (f, "8. bon\n");
}

static void
test_doubt (Fixture *f, gconstpointer data)
{
  fin_speech_set_language (f->speech, "ca");
  order (f, "3");
  hears (f, "7. ? bon\n");
  /* What came to nothing was nothing, unless some of it was seen. */
  order (f, "41114");
  hears (f, "9> bon\n9. ? \n");
}

/* One that fails gives way to the next, which goes on with the numbers; what was said stands, the
 * words that were held back too. */
static void
test_replaced (Fixture *f, gconstpointer data)
{
  fin_speech_set_language (f->speech, "ca");
  wait_until (fin_speech_hearing (f->speech) == FIN_HEARING_ON);
  order (f, "1115");
  hears (f, "7> bon\n7. bon dia vull\n");
  wait_until (fin_speech_hearing (f->speech) == FIN_HEARING_ON);
  g_assert_cmpuint (f->failures, ==, 1);
  g_assert_cmpstr (fin_engine_id (fin_speech_engine (f->speech)), ==, "second");
  /* Whose words stay, so that none is held back. */
  order (f, "12");
  hears (f, "8> bon\n8. bon dia\n");
  order (f, "5");
  wait_until (fin_speech_hearing (f->speech) == FIN_HEARING_NO_ENGINE);
  g_assert_null (fin_speech_engine (f->speech));
  /* With no other left, it is soon tried again by itself, and goes on. */
  wait_until (fin_speech_hearing (f->speech) == FIN_HEARING_ON);
  order (f, "2");
  hears (f, "9. bon\n");
}

static void
is_heard_by (Fixture *f, const char *engine)
{
  g_assert_cmpint (fin_speech_hearing (f->speech), ==, FIN_HEARING_ON);
  g_assert_cmpstr (fin_engine_id (fin_speech_engine (f->speech)), ==, engine);
}

/* One that has rested takes over again, once it hears and what is being said is settled. */
static void
test_returned (Fixture *f, gconstpointer data)
{
  fin_speech_set_language (f->speech, "ca");
  wait_until (ready == 1);
  refuses = TRUE;
  order (f, "5");
  /* It is still out of reach after its rest; the other goes on meanwhile. */
  wait_until (f->failures == 2);
  is_heard_by (f, "second");
  refuses = FALSE;
  wait_until (ready == 3);
  order (f, "1");
  hears (f, "7> bon\n");
  is_heard_by (f, "second");
  order (f, "2");
  hears (f, "7. bon dia\n");
  is_heard_by (f, "first");
  order (f, "2");
  hears (f, "8. bon\n");
}

static gboolean
flag_cb (gpointer data)
{
  *(gboolean *)data = TRUE;

  return G_SOURCE_REMOVE;
}

/* What fails each time it serves is let be at last: every time some words are lost. */
static void
test_given_up (Fixture *f, gconstpointer data)
{
  gboolean rested = FALSE;

  fin_speech_set_language (f->speech, "ca");
  for (guint falls = 1; falls <= 3; falls++) {
    wait_until (ready == 2 * falls - 1);
    if (falls > 1)
      order (f, "2");
    wait_until (g_str_equal (fin_engine_id (fin_speech_engine (f->speech)), "first"));
    order (f, "5");
    wait_until (f->failures == falls && ready == 2 * falls);
  }
  is_heard_by (f, "second");
  /* Also when it has rested, for 4 s by now. */
  g_timeout_add (4500, flag_cb, &rested);
  wait_until (rested);
  g_assert_cmpuint (ready, ==, 6);
  /* It is still better than none. */
  order (f, "5");
  wait_until (f->failures == 4);
  wait_until (fin_speech_hearing (f->speech) == FIN_HEARING_ON);
}

static void
test_preferred (Fixture *f, gconstpointer data)
{
  fin_speech_set_language (f->speech, "ca");
  order (f, "111");
  hears (f, "7> bon\n");
  fin_engines_prefer (f->engines, "ca", "second");
  wait_until (ready == 2);
  is_heard_by (f, "first");
  order (f, "2");
  hears (f, "7. bon dia vull el carnet\n");
  is_heard_by (f, "second");
  fin_engines_prefer (f->engines, "ca", "none");
  order (f, "2");
  hears (f, "8. bon\n");
  g_assert_cmpint (fin_speech_hearing (f->speech), ==, FIN_HEARING_NO_ENGINE);
  fin_engines_prefer (f->engines, "ca", NULL);
  wait_until (ready == 3);
  is_heard_by (f, "first");
}

/* Sound that stops coming, without silence: that is a pause, each time. */
static void
test_no_more_sound (Fixture *f, gconstpointer data)
{
  fin_speech_set_language (f->speech, "ca");
  order (f, "111");
  hears (f, "7> bon\n7. bon dia vull\n");
  order (f, "1");
  hears (f, "8. bon\n");
}

/* However a session ends in mid-sentence, no word that was understood is lost, seen or not. */
static void
test_unsettled (Fixture *f, gconstpointer data)
{
  fin_engines_prefer (f->engines, "en", "none");
  fin_speech_set_language (f->speech, "ca");
  order (f, "111");
  hears (f, "7> bon\n");
  fin_speech_set_language (f->speech, "en");
  hears (f, "7. bon dia vull\n");
  /* None of it was seen. */
  fin_speech_set_language (f->speech, "ca");
  order (f, "115");
  hears (f, "8. bon dia\n");
  order (f, "1111");
  hears (f, "9> bon\n9> bon dia\n9> bon dia vull\n9> bon dia vull el carnet\n");
  fin_speech_stop (f->speech);
  hears (f, "9. bon dia vull el carnet\n");
}

static void
test_languages (Fixture *f, gconstpointer data)
{
  g_assert_cmpint (fin_speech_hearing (f->speech), ==, FIN_HEARING_OFF);
  fin_speech_set_language (f->speech, "ur");
  g_assert_cmpint (fin_speech_hearing (f->speech), ==, FIN_HEARING_NO_ENGINE);
  fin_engines_prefer (f->engines, "es", "second");
  fin_engines_prefer (f->engines, "en", "none");
  fin_speech_set_language (f->speech, "es");
  g_assert_cmpstr (fin_engine_id (fin_speech_engine (f->speech)), ==, "second");
  /* In mid-sentence: what was understood of it is settled. */
  order (f, "1");
  hears (f, "7> bon\n");
  fin_speech_set_language (f->speech, "en");
  hears (f, "7. bon\n");
  g_assert_cmpint (fin_speech_hearing (f->speech), ==, FIN_HEARING_NO_ENGINE);
  fin_speech_set_language (f->speech, NULL);
  g_assert_cmpint (fin_speech_hearing (f->speech), ==, FIN_HEARING_OFF);
}

static void
language_cb (FinSpeech *speech, const FinCaption *caption, gint64 began, GString *languages)
{
  g_string_append_printf (languages, "%s ", caption->language);
}

/* What an engine has not told yet of what was said before another language, it tells then, in the
 * language it was said in, and before what follows. */
static void
test_drained (Fixture *f, gconstpointer data)
{
  g_autoptr (GString) languages = g_string_new (NULL);
  guint number;

  at_pauses = TRUE;
  g_signal_connect (f->speech, "caption", G_CALLBACK (language_cb), languages);
  fin_speech_set_language (f->speech, "ca");
  wait_until (fin_speech_hearing (f->speech) == FIN_HEARING_ON);
  order (f, "11");
  fin_engines_prefer (f->engines, "es", "second");
  fin_speech_set_language (f->speech, "es");
  wait_until (fin_speech_hearing (f->speech) == FIN_HEARING_ON);
  order (f, "2");
  wait_until (strchr (f->told->str, '\n') != strrchr (f->told->str, '\n'));
  g_assert_nonnull (strstr (f->told->str, "7. bon dia\n"));
  number = (guint)g_ascii_strtoull (
      g_str_has_prefix (f->told->str, "7. ") ? strchr (f->told->str, '\n') + 1 : f->told->str, NULL,
      10);
  g_assert_cmpuint (number, >, 7);
  g_assert_true (g_str_equal (languages->str, "ca es ") || g_str_equal (languages->str, "es ca "));

  /* Nothing of it comes when captions have ended. */
  fin_speech_set_language (f->speech, "ca");
  wait_until (fin_speech_hearing (f->speech) == FIN_HEARING_ON);
  g_string_truncate (f->told, 0);
  order (f, "1");
  fin_speech_set_language (f->speech, NULL);
  fin_speech_stop (f->speech);
  g_assert_cmpstr (f->told->str, ==, "");
}

static void
test_held_words (void)
{
  static const struct {
    const char *text;
    guint hidden;
    const char *held;
  } cases[] = {
    { "", 2, "" },
    { "un", 1, "" },
    { "un dos", 1, "un" },
    { "un dos tres", 2, "un" },
    { "un dos", 0, "un dos" },
    { "مرحبا بكم", 1, "مرحبا" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *held = fin_speech_held (cases[i].text, cases[i].hidden);

    g_assert_cmpstr (held, ==, cases[i].held);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, test) g_test_add ("/speech/" name, Fixture, NULL, set_up, test, tear_down)
  ADD ("held", test_held);
  ADD ("doubt", test_doubt);
  ADD ("replaced", test_replaced);
  ADD ("returned", test_returned);
  ADD ("given-up", test_given_up);
  ADD ("preferred", test_preferred);
  ADD ("no-more-sound", test_no_more_sound);
  ADD ("unsettled", test_unsettled);
  ADD ("languages", test_languages);
  ADD ("drained", test_drained);
#undef ADD
  g_test_add_func ("/speech/held-words", test_held_words);

  return g_test_run ();
}
