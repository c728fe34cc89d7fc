// Real-time text: whatever the cuts between messages, what was written is what is read.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-composer.h"
#include "fin-t140.h"
#include "fin-transcript.h"
#include "fin-utterance.h"

#define LOST "\xEF\xBF\xBD"

/* A family, a flag, an accent of its own, a skin colour: one key each. */
#define FAMILY "\U0001F469\u200D\U0001F469\u200D\U0001F467"
#define FLAG   "\U0001F1EA\U0001F1F8"
#define ACCENT "e\u0301"
#define HAND   "\U0001F44B\U0001F3FD"

static char *
lines_of (FinTranscript *transcript)
{
  GString *all = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (transcript)); i++) {
    g_autoptr (FinLine) line = g_list_model_get_item (G_LIST_MODEL (transcript), i);

    g_string_append_printf (all, "%u%s%s\n", fin_line_number (line),
                            fin_line_done (line) ? ". " : "> ", fin_line_text (line));
  }

  return g_string_free (all, FALSE);
}

static char *
read_at_once (const char *bytes, gsize length)
{
  g_autoptr (FinTranscript) transcript = fin_transcript_new ();

  fin_transcript_feed (transcript, "citizen", bytes, length);

  return lines_of (transcript);
}

static void
test_reads (void)
{
  static const struct {
    const char *t140;
    const char *lines;
  } cases[] = {
    { "hola", "0> hola\n" },
    { "hola\b\ba", "0> hoa\n" },
    { "a\u2028b", "0. a\n1> b\n" },
    { "a\r\nb\rc\nd", "0. a\n1. b\n2. c\n3> d\n" },
    { "\u2028\r\n", "" },
    { "\uFEFFa\uFEFFb", "0> ab\n" },
    { "a\b\bb", "0> b\n" },
    { "a" FAMILY "\b", "0> a\n" },
    { "a" FLAG FLAG "\b", "0> a" FLAG "\n" },
    { "a" ACCENT "\b", "0> a\n" },
    { "a" HAND "\b", "0> a\n" },
    { "a\xE2\x82"
      "b",
      "0> a" LOST LOST "b\n" },
    { "a\xC0\x80"
      "b",
      "0> a" LOST LOST "b\n" },
    { "a\xED\xA0\x80", "0> a" LOST LOST LOST "\n" },
    { "a\xC2\x9B"
      "38;5;1mb\033[0mc\a",
      "0> abc\n" },
    { "\033[\u2028a", "0> a\n" },
    { "a" LOST "b", "0> a" LOST "b\n" },
    { "سلام\b", "0> سلا\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *lines = read_at_once (cases[i].t140, strlen (cases[i].t140));

    g_assert_cmpstr (lines, ==, cases[i].lines);
  }
}

/* A bit of everything that spans bytes. */
static const char everything[] =
    "\uFEFFBon dia" ACCENT "\b, s\u00EDndic\u2028" FAMILY "x\b\b" FLAG "\r\n\033[31mvermell\xC2\x9B"
    "0m"
    "\xE2\x82 tallat \xF0\x9F\x91 i \xFF\xC0\x80 \xED\xA0\x80\nfi" HAND "\b\b\bم\rúltima\x1B";

static void
test_every_split (void)
{
  gsize length = sizeof everything - 1;
  g_autofree char *whole = read_at_once (everything, length);

  g_assert_nonnull (strstr (whole, "0. Bon dia, síndic\n"));
  g_assert_nonnull (strstr (whole, "última"));

  for (gsize split = 0; split <= length; split++)
    for (gsize size = 1; size <= length; size++) {
      g_autoptr (FinTranscript) transcript = fin_transcript_new ();
      g_autofree char *lines = NULL;

      fin_transcript_feed (transcript, "citizen", everything, split);
      for (gsize i = split; i < length; i += size)
        fin_transcript_feed (transcript, "citizen", everything + i, MIN (size, length - i));
      lines = lines_of (transcript);
      g_assert_cmpstr (lines, ==, whole);
    }
}

/* Two streams do not mix, however they are interleaved. */
static void
test_interleaved (void)
{
  const char *a = "pri\u00EDm\u2028";
  const char *b = "\u00E7a \b\u2028";
  g_autoptr (FinTranscript) transcript = fin_transcript_new ();
  g_autofree char *lines = NULL;

  for (gsize i = 0; i < MAX (strlen (a), strlen (b)); i++) {
    fin_transcript_feed (transcript, "a", a + MIN (i, strlen (a)), i < strlen (a));
    fin_transcript_feed (transcript, "b", b + MIN (i, strlen (b)), i < strlen (b));
  }
  lines = lines_of (transcript);
  g_assert_cmpstr (lines, ==, "0. priím\n0. ça\n");
}

static void
test_difference (void)
{
  static const char *const texts[] = {
    "",         "a",          "ab",         "abc",
    "xbc",      "axc",        "e",          ACCENT,
    "e" ACCENT, ACCENT "e",   "a" FAMILY,   "a\U0001F469",
    FLAG,       FLAG FLAG,    "\U0001F1EA", "\U0001F1EA" FLAG,
    HAND,       "\U0001F44B", "مرحبا",      "مرحبا بك",
    "اردو میں", "ل·l",        "l·l",        "क्षि",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    for (guint j = 0; j < G_N_ELEMENTS (texts); j++) {
      g_autoptr (FinTranscript) transcript = fin_transcript_new ();
      g_autofree char *difference = fin_t140_difference (texts[i], texts[j]);
      FinLine *line;

      fin_transcript_feed (transcript, "a", texts[i], strlen (texts[i]));
      fin_transcript_feed (transcript, "a", difference, strlen (difference));
      line = fin_transcript_open_line (transcript, "a");
      g_assert_cmpstr (line != NULL ? fin_line_text (line) : "", ==, texts[j]);
    }
}

static void
test_difference_is_small (void)
{
  g_autofree char *typed = fin_t140_difference ("Bon di", "Bon dia");
  g_autofree char *mended = fin_t140_difference ("Bn dia", "Bon dia");
  g_autofree char *accent = fin_t140_difference ("cafe", "caf" ACCENT);

  g_assert_cmpstr (typed, ==, "a");
  g_assert_cmpstr (mended, ==, "\b\b\b\b\bon dia");
  g_assert_cmpstr (accent, ==, "\b" ACCENT);
}

static void
test_bounded (void)
{
  g_autofree char *much = g_strnfill (3 * FIN_T140_LINE_MAX, 'x');
  g_autofree char *erasures = g_strnfill (3 * FIN_T140_LINE_MAX, '\b');
  g_autofree char *ends = g_strnfill (2 * 20000, '\n');
  g_autoptr (FinTranscript) transcript = fin_transcript_new ();
  static const char nul[] = "a\0b";

  fin_transcript_feed (transcript, "a", much, strlen (much));
  g_assert_cmpuint (strlen (fin_line_text (fin_transcript_open_line (transcript, "a"))), ==,
                    FIN_T140_LINE_MAX);
  fin_transcript_feed (transcript, "a", erasures, strlen (erasures));
  fin_transcript_feed (transcript, "a", nul, sizeof nul - 1);
  g_assert_cmpstr (fin_line_text (fin_transcript_open_line (transcript, "a")), ==, "ab");

  for (gsize i = 0; i < strlen (ends); i += 2)
    ends[i] = 'y';
  fin_transcript_feed (transcript, "a", ends, strlen (ends));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (transcript)), ==, 5000);
}

/* A cluster longer than what is first looked at still goes whole. */
static void
test_long_cluster (void)
{
  g_autoptr (GString) text = g_string_new ("ba");
  g_autoptr (GString) flags = g_string_new (NULL);

  for (guint i = 0; i < 300; i++)
    g_string_append (text, "\u0301");
  g_assert_cmpuint (fin_t140_last_cluster (text->str), ==, 1);

  for (guint i = 0; i < 101; i++) {
    g_string_append (flags, FLAG);
    g_assert_cmpuint (fin_t140_last_cluster (flags->str), ==, i * strlen (FLAG));
  }
}

static void
test_loss (void)
{
  g_autoptr (FinTranscript) transcript = fin_transcript_new ();
  g_autofree char *lines = NULL;

  fin_transcript_mark_loss (transcript, "a");
  fin_transcript_feed (transcript, "a", "mig\xC3", 4);
  fin_transcript_mark_loss (transcript, "a");
  fin_transcript_mark_loss (transcript, "a");
  /* The second half of a character whose first was lost with the channel. */
  fin_transcript_feed (transcript, "a", "\xA9s", 2);
  lines = lines_of (transcript);
  g_assert_cmpstr (lines, ==, "0> mig" LOST LOST "s\n");
}

static void
assert_lines (FinTranscript *transcript, const char *expected)
{
  g_autofree char *lines = lines_of (transcript);

  g_assert_cmpstr (lines, ==, expected);
}

/* Nothing is open when the channel goes: the loss is a line of its own until the office tells. */
static void
test_loss_between_lines (void)
{
  g_autoptr (FinTranscript) transcript = fin_transcript_new ();
  g_autoptr (GDateTime) early = g_date_time_new_utc (2020, 11, 24, 9, 0, 0);

  fin_transcript_feed (transcript, "a", "u\u2028", 4);
  fin_transcript_mark_loss (transcript, "a");
  fin_transcript_mark_loss (transcript, "a");
  assert_lines (transcript, "0. u\n1> " LOST "\n");
  /* They say again what they ended, and that they are in line 3. */
  fin_transcript_set_line (transcript, "a", 0, "u", TRUE, NULL);
  assert_lines (transcript, "0. u\n");
  fin_transcript_set_line (transcript, "a", 1, "dos", TRUE, NULL);
  fin_transcript_set_line (transcript, "a", 2, "tres", TRUE, NULL);
  fin_transcript_set_line (transcript, "a", 3, "", FALSE, NULL);
  fin_transcript_feed (transcript, "a", "q", 1);
  assert_lines (transcript, "0. u\n1. dos\n2. tres\n3> q\n");

  /* Nothing was lost. The office's clock is behind, and numbers keep the order all the same. */
  fin_transcript_feed (transcript, "a", "\u2028", 3);
  fin_transcript_mark_loss (transcript, "a");
  fin_transcript_set_line (transcript, "a", 4, "", FALSE, NULL);
  assert_lines (transcript, "0. u\n1. dos\n2. tres\n3. q\n");

  fin_transcript_set_line (transcript, "b", 0, "u", TRUE, early);
  fin_transcript_set_line (transcript, "b", 1, "dos", TRUE, early);
  fin_transcript_feed (transcript, "b", "\u2028t\u2028", 7);
  fin_transcript_mark_loss (transcript, "b");
  fin_transcript_set_line (transcript, "b", 3, "quatre", TRUE, early);
  fin_transcript_set_line (transcript, "b", 4, "cinc", TRUE, early);
  assert_lines (transcript,
                "0. u\n1. dos\n0. u\n1. dos\n2. tres\n3. q\n2. t\n3. quatre\n4. cinc\n");
  g_clear_object (&transcript);
  transcript = fin_transcript_new ();
  fin_transcript_feed (transcript, "a", "u\u2028dos\u2028tres\u2028q\u2028", 22);

  /* They are further, and what is between does not come. */
  fin_transcript_feed (transcript, "a", "c\u2028", 4);
  fin_transcript_mark_loss (transcript, "a");
  fin_transcript_set_line (transcript, "a", 6, "set", FALSE, NULL);
  fin_transcript_feed (transcript, "a", "!", 1);
  assert_lines (transcript, "0. u\n1. dos\n2. tres\n3. q\n4. c\n5. " LOST "\n6> set!\n");

  /* Nobody says anything: what comes next begins with the loss. */
  fin_transcript_feed (transcript, "a", "\u2028", 3);
  fin_transcript_mark_loss (transcript, "a");
  fin_transcript_feed (transcript, "a", "vuit", 4);
  assert_lines (transcript,
                "0. u\n1. dos\n2. tres\n3. q\n4. c\n5. " LOST "\n6. set!\n7> " LOST "vuit\n");
}

static void
test_whole_lines (void)
{
  g_autoptr (FinTranscript) transcript = fin_transcript_new ();
  g_autoptr (GDateTime) early = g_date_time_new_utc (2020, 11, 24, 9, 0, 0);
  g_autoptr (GDateTime) late = g_date_time_new_utc (2020, 11, 24, 9, 5, 0);
  g_autofree char *lines = NULL;

  fin_transcript_set_line (transcript, "a", 3, "després", TRUE, late);
  fin_transcript_set_line (transcript, "b", 0, "abans", TRUE, early);
  fin_transcript_set_line (transcript, "a", 3, "desp", FALSE, late);
  fin_transcript_set_line (transcript, "a", 4, "obert", FALSE, late);
  /* What follows by the channel goes on with the line that is open. */
  fin_transcript_feed (transcript, "a", "a\u2028nova", 8);
  lines = lines_of (transcript);
  g_assert_cmpstr (lines, ==, "0. abans\n3. després\n4. oberta\n5> nova\n");
  g_assert_cmpuint (fin_transcript_next_number (transcript, "a", FIN_ORIGIN_TYPED), ==, 6);
  g_assert_cmpuint (fin_transcript_next_number (transcript, "nobody", FIN_ORIGIN_TYPED), ==, 0);
}

/* What comes by a channel is put among what the office tells of by the office's clock. */
static void
test_office_clock (void)
{
  g_autoptr (FinTranscript) transcript = fin_transcript_new ();
  g_autoptr (GDateTime) now = g_date_time_new_utc (2020, 11, 24, 9, 0, 0);
  g_autoptr (GDateTime) before = g_date_time_add_seconds (now, -2);
  g_autoptr (GDateTime) after = g_date_time_add_seconds (now, 600);
  g_autoptr (GDateTime) here = NULL;

  fin_transcript_set_now (transcript, now);
  fin_transcript_set_line (transcript, "a", 0, "abans", TRUE, before);
  fin_transcript_feed (transcript, "b", "u\u2028", 4);
  fin_transcript_set_line (transcript, "c", 0, "també", FALSE, NULL);
  here = fin_transcript_now (transcript);
  g_assert_cmpint (g_date_time_difference (here, after), <, 0);
  /* Put forward, it is ahead of what it told before. */
  fin_transcript_set_line (transcript, "a", 1, "després", TRUE, after);
  fin_transcript_mark_loss (transcript, "b");
  assert_lines (transcript, "0. abans\n0. u\n0> també\n1. després\n1> " LOST "\n");
}

/* A composer and a reader of what it sends. */
typedef struct {
  FinComposer *composer;
  FinTranscript *by_channel;
  FinTranscript *by_office;
  GString *t140;
  guint sendings;
} Pair;

static void
t140_cb (FinComposer *composer, const char *t140, Pair *pair)
{
  pair->sendings++;
  g_string_append (pair->t140, t140);
  fin_transcript_feed (pair->by_channel, "a", t140, strlen (t140));
}

static void
line_cb (FinComposer *composer, guint number, const char *text, gboolean done, Pair *pair)
{
  fin_transcript_set_line (pair->by_office, "a", number, text, done, NULL);
}

static void
pair_set_up (Pair *pair, gconstpointer data)
{
  pair->composer = fin_composer_new (0);
  pair->by_channel = fin_transcript_new ();
  pair->by_office = fin_transcript_new ();
  pair->t140 = g_string_new (NULL);
  g_signal_connect (pair->composer, "t140", G_CALLBACK (t140_cb), pair);
  g_signal_connect (pair->composer, "line", G_CALLBACK (line_cb), pair);
}

static void
pair_tear_down (Pair *pair, gconstpointer data)
{
  g_assert_finalize_object (pair->composer);
  g_assert_finalize_object (pair->by_channel);
  g_assert_finalize_object (pair->by_office);
  g_string_free (pair->t140, TRUE);
}

static void
assert_read (Pair *pair, const char *expected)
{
  g_autofree char *channel = lines_of (pair->by_channel);
  g_autofree char *office = lines_of (pair->by_office);

  g_assert_cmpstr (channel, ==, expected);
  g_assert_cmpstr (office, ==, expected);
}

static void
test_composer_paces (Pair *pair, gconstpointer data)
{
  fin_composer_set_text (pair->composer, "H");
  g_assert_cmpuint (pair->sendings, ==, 1);

  fin_composer_set_text (pair->composer, "Ho");
  fin_composer_set_text (pair->composer, "Hok");
  fin_composer_set_text (pair->composer, "Ho");
  fin_composer_set_text (pair->composer, "Hol");
  g_assert_cmpuint (pair->sendings, ==, 1);
  while (pair->sendings < 2)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (pair->t140->str, ==, "Hol");
  assert_read (pair, "0> Hol\n");
}

static void
test_composer_lines (Pair *pair, gconstpointer data)
{
  fin_composer_end_line (pair->composer);
  g_assert_cmpuint (pair->sendings, ==, 0);

  fin_composer_set_text (pair->composer, "Bon");
  fin_composer_set_text (pair->composer, "Bon di");
  fin_composer_set_text (pair->composer, "Bon dia");
  fin_composer_end_line (pair->composer);
  g_assert_cmpstr (fin_composer_text (pair->composer), ==, "");
  g_assert_cmpuint (fin_composer_number (pair->composer), ==, 1);
  g_assert_cmpstr (pair->t140->str, ==, "Bon dia\u2028");

  fin_composer_set_text (pair->composer, "x");
  fin_composer_set_text (pair->composer, "");
  fin_composer_end_line (pair->composer);
  fin_composer_set_text (pair->composer, "Adéu" FLAG);
  fin_composer_set_text (pair->composer, "Adéu");
  fin_composer_end_line (pair->composer);
  assert_read (pair, "0. Bon dia\n1. Adéu\n");
}

static void
test_composer_resends (Pair *pair, gconstpointer data)
{
  fin_composer_resend (pair->composer);
  g_assert_cmpuint (pair->sendings, ==, 0);

  fin_composer_set_text (pair->composer, "Em dic Prova");
  g_string_truncate (pair->t140, 0);
  fin_composer_set_text (pair->composer, "Em dic Prova i");
  fin_composer_resend (pair->composer);
  g_assert_cmpstr (pair->t140->str, ==,
                   "\uFEFF"
                   "Em dic Prova i");
  fin_composer_flush (pair->composer);
  g_assert_cmpstr (pair->t140->str, ==,
                   "\uFEFF"
                   "Em dic Prova i");
}

/* What is pasted can't erase at the other end, nor end the line. */
/* The channel is dead and nobody knows: all goes into nothing, and is said again. */
static void
test_composer_repeats (Pair *pair, gconstpointer data)
{
  gint64 before;

  fin_composer_set_text (pair->composer, "abans");
  fin_composer_end_line (pair->composer);
  before = g_get_monotonic_time () + 1;
  while (g_get_monotonic_time () < before)
    g_thread_yield ();
  fin_composer_set_text (pair->composer, "u");
  fin_composer_end_line (pair->composer);
  fin_composer_set_text (pair->composer, "dos");
  fin_composer_end_line (pair->composer);
  g_clear_object (&pair->by_office);
  pair->by_office = fin_transcript_new ();

  fin_composer_repeat (pair->composer, before);
  assert_lines (pair->by_office, "1. u\n2. dos\n");
  g_assert_cmpuint (fin_transcript_next_number (pair->by_office, "a", FIN_ORIGIN_TYPED), ==, 3);
  fin_composer_set_text (pair->composer, "tr");
  fin_composer_repeat (pair->composer, before);
  assert_lines (pair->by_office, "1. u\n2. dos\n3> tr\n");
}

static void
test_composer_cleans (Pair *pair, gconstpointer data)
{
  g_autofree char *much = g_strnfill (2 * FIN_T140_LINE_MAX, 'x');

  fin_composer_set_text (pair->composer, "un\b\b\ndos\u2028tres\033[31m\xFF");
  assert_read (pair, "0> un dos tres[31m" LOST "\n");
  fin_composer_set_text (pair->composer, much);
  g_assert_cmpuint (strlen (fin_composer_text (pair->composer)), ==, FIN_T140_LINE_MAX);
}

static FinLine *
hear (FinTranscript *transcript, guint number, const char *text, gboolean done, const char *at)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (at, NULL);
  FinCaption caption = { FIN_ORIGIN_SPEECH, number, text, "ca", done, TRUE, FALSE };

  return fin_transcript_set_caption (transcript, "citizen", &caption, time);
}

/* Typed and spoken lines of one person are two rows of numbers in one order of time. */
static void
test_heard_and_typed (void)
{
  g_autoptr (FinTranscript) transcript = fin_transcript_new ();
  g_autoptr (GDateTime) between = g_date_time_new_from_iso8601 ("2026-11-26T09:00:02Z", NULL);
  g_autofree char *lines = NULL;

  hear (transcript, 0, "bon", FALSE, "2026-11-26T09:00:01Z");
  fin_transcript_set_line (transcript, "citizen", 0, "escrit", FALSE, between);
  hear (transcript, 1, "adéu", FALSE, "2026-11-26T09:00:03Z");
  hear (transcript, 0, "bon  dia\n", TRUE, "2026-11-26T09:00:05Z");
  /* What is settled does not change by what is not. */
  hear (transcript, 0, "bona nit", FALSE, "2026-11-26T09:00:01Z");
  lines = lines_of (transcript);
  g_assert_cmpstr (lines, ==, "0. bon dia\n0> escrit\n1> adéu\n");

  g_assert_cmpuint (fin_transcript_next_number (transcript, "citizen", FIN_ORIGIN_SPEECH), ==, 2);
  g_assert_cmpuint (fin_transcript_next_number (transcript, "citizen", FIN_ORIGIN_TYPED), ==, 1);
  g_assert_cmpstr (fin_line_text (fin_transcript_open_line (transcript, "citizen")), ==, "escrit");
}

static void
count_cb (FinLine *line, guint *times)
{
  (*times)++;
}

static void
test_translated (void)
{
  g_autoptr (FinTranscript) transcript = fin_transcript_new ();
  FinLine *line = hear (transcript, 0, "bon dia", TRUE, "2026-11-26T09:00:01Z");
  guint times = 0;
  gboolean draft;

  g_signal_connect (line, "translated", G_CALLBACK (count_cb), &times);
  fin_transcript_set_translation (transcript, line, "es", "buenos\u202E días", TRUE);
  g_assert_cmpstr (fin_line_translation (line, "es", &draft), ==, "buenos días");
  g_assert_true (draft);
  g_assert_null (fin_line_translation (line, "ar", &draft));
  g_assert_false (draft);
  /* Said again as it was, it keeps it; put right, it does not. */
  hear (transcript, 0, "bon dia", TRUE, "2026-11-26T09:00:01Z");
  g_assert_nonnull (fin_line_translation (line, "es", NULL));
  hear (transcript, 0, "bona tarda", TRUE, "2026-11-26T09:00:01Z");
  g_assert_null (fin_line_translation (line, "es", NULL));
  g_assert_cmpuint (times, ==, 2);
}

static void
test_clean (void)
{
  static const struct {
    const char *said;
    const char *shown;
  } cases[] = {
    { "  a \t b\r\n c ", "a b c" }, { "<b>&amp;</b>", "<b>&amp;</b>" },
    { "a\u202Eb\u2066c", "abc" },   { "\033[31mroig\a", "[31mroig" },
    { "a\xC0z", "a" LOST "z" },     { "مرحبا 12", "مرحبا 12" },
    { "\xC2\x85\u2028", "" },
  };
  g_autofree char *long_text = g_strnfill (100000, 'x');
  g_autofree char *bounded = fin_utterance_clean (long_text);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *clean = fin_utterance_clean (cases[i].said);

    g_assert_cmpstr (clean, ==, cases[i].shown);
  }
  g_assert_cmpuint (strlen (bounded), ==, FIN_UTTERANCE_MAX);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/captions/reads", test_reads);
  g_test_add_func ("/captions/every-split", test_every_split);
  g_test_add_func ("/captions/interleaved", test_interleaved);
  g_test_add_func ("/captions/difference", test_difference);
  g_test_add_func ("/captions/difference-is-small", test_difference_is_small);
  g_test_add_func ("/captions/bounded", test_bounded);
  g_test_add_func ("/captions/long-cluster", test_long_cluster);
  g_test_add_func ("/captions/loss", test_loss);
  g_test_add_func ("/captions/loss-between-lines", test_loss_between_lines);
  g_test_add_func ("/captions/whole-lines", test_whole_lines);
  g_test_add_func ("/captions/office-clock", test_office_clock);
#define ADD(name, test)                                                                            \
  g_test_add ("/captions/composer-" name, Pair, NULL, pair_set_up, test, pair_tear_down)
  ADD ("paces", test_composer_paces);
  ADD ("lines", test_composer_lines);
  ADD ("resends", test_composer_resends);
  ADD ("repeats", test_composer_repeats);
  ADD ("cleans", test_composer_cleans);

  g_test_add_func ("/captions/heard-and-typed", test_heard_and_typed);
  g_test_add_func ("/captions/translated", test_translated);
  g_test_add_func ("/captions/clean", test_clean);

  return g_test_run ();
}
