// What the visit page says: time left, the call's health, dates as they are typed.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-call-health.h"
#include "fin-conformance.h"
#include "fin-date-text.h"
#include "fin-remaining.h"
#include "fin-time.h"

#include <locale.h>

static GDateTime *
at (const char *clock)
{
  g_autofree char *text = g_strdup_printf ("2026-11-24T%sZ", clock);

  return fin_time_parse (text, NULL);
}

static void
check_remaining (const char *now, FinRemaining grade, const char *words)
{
  g_autoptr (GDateTime) starts = at ("09:20:00");
  g_autoptr (GDateTime) ends = at ("09:40:00");
  g_autoptr (GDateTime) moment = at (now);
  FinRemaining told;
  g_autofree char *text = fin_remaining_words (starts, ends, moment, &told);

  g_assert_cmpstr (text, ==, words);
  g_assert_cmpint (told, ==, grade);
}

static void
test_remaining (void)
{
  check_remaining ("09:26:00", FIN_REMAINING_EASY, "Appointment 10:20 – 10:40 · 14 min left");
  check_remaining ("09:34:59", FIN_REMAINING_SHORT, "Appointment 10:20 – 10:40 · 5 min left");
  check_remaining ("09:33:59", FIN_REMAINING_EASY, "Appointment 10:20 – 10:40 · 6 min left");
  check_remaining ("09:39:30", FIN_REMAINING_SHORT,
                   "Appointment 10:20 – 10:40 · less than a minute left");
  check_remaining ("09:40:30", FIN_REMAINING_OVER, "Appointment 10:20 – 10:40 · the time is over");
  check_remaining ("09:43:00", FIN_REMAINING_OVER, "Appointment 10:20 – 10:40 · 3 min over time");
}

static void
test_dates (void)
{
  static const struct {
    const char *text;
    const char *value;
  } cases[] = {
    { "24/11/2026", "2026-11-24" }, { "4-1-2026", "2026-01-04" }, { " 04.01.2026 ", "2026-01-04" },
    { "29/02/2024", "2024-02-29" }, { "1/1/9999", "9999-01-01" },
    /* Not yet, or not at all, a date: shown to the other side as it stands. */
    { "", "" }, { "2", "2" }, { "24/11/", "24/11/" }, { "24/11/202", "24/11/202" },
    { "29/02/2023", "29/02/2023" }, { "31/04/2026", "31/04/2026" }, { "99/99/9999", "99/99/9999" },
    { "ahir", "ahir" }, { "24/11/2026 x", "24/11/2026 x" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *value = fin_date_text_to_value (cases[i].text);

    g_assert_cmpstr (value, ==, cases[i].value);
  }

  g_autofree char *text = fin_date_text_from_value ("2026-01-04");
  g_autofree char *half = fin_date_text_from_value ("24/1");
  g_assert_cmpstr (text, ==, "04/01/2026");
  g_assert_cmpstr (half, ==, "24/1");
}

static void
feed (FinCallHealth *health, const FinPeerFigures *figures, guint times)
{
  for (guint i = 0; i < times; i++)
    fin_call_health_feed (health, figures, TRUE);
}

static void
test_health (void)
{
  g_autoptr (FinCallHealth) health = fin_call_health_new ();
  const FinPeerFigures good = { .round_trip_ms = 40, .video_in_fps = 30, .loss_in_percent = 0 };
  const FinPeerFigures lossy = { .round_trip_ms = 40, .video_in_fps = 30, .loss_in_percent = 9 };
  const FinPeerFigures slow = { .round_trip_ms = 900, .video_in_fps = 30 };
  const FinPeerFigures frozen = { .round_trip_ms = 40, .video_in_fps = 2 };
  const FinPeerFigures unknown = { -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1 };

  g_assert_cmpint (fin_call_health_grade (health), ==, FIN_CALL_GRADE_WAITING);
  fin_call_health_set_peer (health, TRUE, FIN_PEER_CONNECTED);
  g_assert_cmpint (fin_call_health_grade (health), ==, FIN_CALL_GRADE_GOOD);

  /* A moment's trouble is not told, lasting trouble is, with what to do. */
  feed (health, &lossy, 2);
  feed (health, &good, 1);
  feed (health, &lossy, 2);
  g_assert_cmpint (fin_call_health_grade (health), ==, FIN_CALL_GRADE_GOOD);
  feed (health, &lossy, 1);
  g_assert_cmpint (fin_call_health_grade (health), ==, FIN_CALL_GRADE_WEAK);
  g_assert_nonnull (strstr (fin_call_health_sentence (health), "arrives broken"));
  feed (health, &slow, 3);
  g_assert_nonnull (strstr (fin_call_health_sentence (health), "delay"));
  feed (health, &frozen, 3);
  g_assert_nonnull (strstr (fin_call_health_sentence (health), "picture"));
  feed (health, &unknown, 3);
  g_assert_cmpint (fin_call_health_grade (health), ==, FIN_CALL_GRADE_GOOD);

  /* Without a camera at the other side no pictures are no trouble. */
  for (guint i = 0; i < 5; i++)
    fin_call_health_feed (health, &frozen, FALSE);
  g_assert_cmpint (fin_call_health_grade (health), ==, FIN_CALL_GRADE_GOOD);

  fin_call_health_set_peer (health, TRUE, FIN_PEER_INTERRUPTED);
  g_assert_cmpint (fin_call_health_grade (health), ==, FIN_CALL_GRADE_LOST);

  /* What can't be used is told until the call is up, and of nobody who has left. */
  fin_call_health_refused (health);
  g_assert_nonnull (strstr (fin_call_health_sentence (health), "can't be used"));
  fin_call_health_set_peer (health, TRUE, FIN_PEER_CONNECTED);
  fin_call_health_refused (health);
  g_assert_cmpint (fin_call_health_grade (health), ==, FIN_CALL_GRADE_GOOD);
  fin_call_health_set_peer (health, TRUE, FIN_PEER_INTERRUPTED);
  g_assert_null (strstr (fin_call_health_sentence (health), "can't be used"));

  /* Who has left is not being called, whatever became of the connection. */
  for (FinPeerState state = FIN_PEER_CONNECTING; state <= FIN_PEER_CLOSED; state++) {
    if (state == FIN_PEER_CONNECTED)
      continue;
    fin_call_health_set_peer (health, FALSE, state);
    fin_call_health_refused (health);
    g_assert_cmpstr (fin_call_health_sentence (health), ==, "They are not connected now");
    g_assert_cmpint (fin_call_health_grade (health), ==, FIN_CALL_GRADE_WAITING);
  }
  fin_call_health_set_peer (health, FALSE, FIN_PEER_CONNECTED);
  g_assert_cmpint (fin_call_health_grade (health), ==, FIN_CALL_GRADE_GOOD);
  fin_call_health_set_peer (health, TRUE, FIN_PEER_CONNECTED);
  g_assert_cmpint (fin_call_health_grade (health), ==, FIN_CALL_GRADE_GOOD);
}

static FinPeerFigures
figures_of (int width, int height, double rate)
{
  return (FinPeerFigures){ .round_trip_ms = 42,     .video_in_fps = rate,   .video_out_fps = rate,
                           .video_in_width = width, .video_in_height = height, .video_out_width = width,
                           .video_out_height = height, .loss_in_percent = 0.5, .loss_out_percent = -1 };
}

static void
check_described (FinConformance *conformance, const char *words)
{
  g_autofree char *text = fin_conformance_describe (conformance);

  g_assert_nonnull (strstr (text, words));
}

static void
test_conformance (void)
{
  g_autoptr (FinConformance) conformance = fin_conformance_new ();
  FinPeerFigures good = figures_of (640, 480, 29.7), fair = figures_of (240, 320, 21),
                 poor = figures_of (160, 120, 12);
  g_autofree char *report = NULL;

  check_described (conformance, "Nothing is measured yet");
  fin_conformance_feed (conformance, &good, TRUE, TRUE);
  check_described (conformance, "Picture received: 640×480 – as recommended (EN 301 549 6.5.2)");
  check_described (conformance, "Pictures sent a second: 29.7 – as recommended (EN 301 549 6.5.3)");
  check_described (conformance, "There and back: 42 ms");
  /* A telephone held upright. */
  fin_conformance_feed (conformance, &fair, TRUE, TRUE);
  check_described (conformance, "Picture received: 240×320 – as required");
  fin_conformance_feed (conformance, &poor, TRUE, TRUE);
  check_described (conformance, "Picture received: 160×120 – less than required");
  check_described (conformance, "Pictures received a second: 12.0 – less than required");
  /* Who has their camera off sends too little of nothing. */
  fin_conformance_feed (conformance, &poor, FALSE, TRUE);
  report = fin_conformance_report (conformance);
  g_assert_nonnull (strstr (report, "Pictures received a second\n    least 12.0, mean 20.9, most 29.7; 3 s measured"));
  g_assert_nonnull (strstr (report, "EN 301 549 6.5.3: as required in 66.7 % of the time"));
  g_assert_nonnull (strstr (report, "EN 301 549 6.5.3: as required in 50.0 % of the time"));
  g_assert_null (strstr (report, "Lost of what is sent"));
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/visit/time-left", test_remaining);
  g_test_add_func ("/visit/dates", test_dates);
  g_test_add_func ("/visit/health", test_health);

  g_test_add_func ("/visit-words/conformance", test_conformance);

  return g_test_run ();
}
