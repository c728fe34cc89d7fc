// Moments, civil days of Madrid, ages; run in a far zone, which must not matter. And languages.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fin-error.h"
#include "fin-language.h"
#include "fin-time.h"

static void
parses_to (const char *text, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDateTime) time = fin_time_parse (text, &error);
  g_autofree char *formatted = NULL;

  g_assert_no_error (error);
  formatted = fin_time_format (time);
  g_assert_cmpstr (formatted, ==, expected);
}

static void
test_moments (void)
{
  static const char *const wrong[] = {
    "",
    "2026-11-24",
    "2026-11-24T09:20:00",
    "2026-11-24 09:20:00Z",
    "20261124T092000Z",
    "2026-W48-2T09:20:00Z",
    "2026-02-29T09:20:00Z",
    "2026-11-24T25:00:00Z",
    "2026-11-24T09:20:00Z\n",
    "2026-11-24T09:20:00Zx",
    "tomorrow",
  };

  parses_to ("2026-11-24T09:20:00Z", "2026-11-24T09:20:00.000Z");
  parses_to ("2026-11-24T10:20:00.5+01:00", "2026-11-24T09:20:00.500Z");
  parses_to ("2026-11-23t23:30:00-09:50", "2026-11-24T09:20:00.000Z");
  parses_to ("2024-02-29T00:00:00.123456z", "2024-02-29T00:00:00.123Z");

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (fin_time_parse (wrong[i], &error));
    g_assert_error (error, FIN_ERROR, FIN_ERROR_BAD_REQUEST);
  }
}

static void
falls_on (const char *moment, const char *expected)
{
  g_autoptr (GDateTime) time = fin_time_parse (moment, NULL);
  g_autoptr (GDate) day = fin_day_of (time);
  g_autofree char *formatted = fin_day_format (day);

  g_assert_cmpstr (formatted, ==, expected);
}

static void
test_days_of_madrid (void)
{
  static const struct {
    const char *day, *start;
    int hours;
  } cases[] = {
    { "2026-11-24", "2026-11-23T23:00:00.000Z", 24 },
    { "2026-07-01", "2026-06-30T22:00:00.000Z", 24 },
    { "2026-03-29", "2026-03-28T23:00:00.000Z", 23 },
    { "2026-10-25", "2026-10-24T22:00:00.000Z", 25 },
  };

  falls_on ("2026-11-23T22:59:59Z", "2026-11-23");
  falls_on ("2026-11-23T23:00:00Z", "2026-11-24");
  falls_on ("2026-06-30T21:59:59Z", "2026-06-30");
  falls_on ("2026-06-30T22:00:00Z", "2026-07-01");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GDate) day = fin_day_parse (cases[i].day);
    g_autoptr (GDateTime) start = fin_day_start (day);
    g_autofree char *formatted = fin_time_format (start);
    g_autoptr (GDateTime) end = NULL;

    g_assert_cmpstr (formatted, ==, cases[i].start);
    g_date_add_days (day, 1);
    end = fin_day_start (day);
    g_assert_cmpint (g_date_time_difference (end, start), ==, cases[i].hours * G_TIME_SPAN_HOUR);
  }
}

static void
test_days_that_do_not_exist (void)
{
  static const char *const wrong[] = {
    "",           "2026-02-29",   "2026-13-01", "2026-00-10", "2026-1-1",
    "24-11-2026", "2026-11-24\n", "0000-01-01", "٢٠٢٦-11-24",
  };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_null (fin_day_parse (wrong[i]));
}

static void
test_ages (void)
{
  static const struct {
    const char *birth, *day;
    int age;
  } cases[] = {
    { "2014-11-24", "2026-11-23", 11 }, { "2014-11-24", "2026-11-24", 12 },
    { "1995-11-24", "2026-11-23", 30 }, { "1995-11-24", "2026-11-24", 31 },
    { "2008-02-29", "2026-02-28", 17 }, { "2008-02-29", "2026-03-01", 18 },
    { "2026-11-25", "2026-11-24", -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GDate) birth = fin_day_parse (cases[i].birth);
    g_autoptr (GDate) day = fin_day_parse (cases[i].day);

    g_assert_cmpint (fin_day_age (birth, day), ==, cases[i].age);
  }
}

static void
test_languages (void)
{
  g_assert_cmpstr (fin_language_code ("ca"), ==, "ca");
  g_assert_cmpstr (fin_language_code ("ES-ar"), ==, "es");
  g_assert_cmpstr (fin_language_code ("en_GB.UTF-8"), ==, "en");
  g_assert_cmpstr (fin_language_code ("fr"), ==, "ca");
  g_assert_cmpstr (fin_language_code ("c"), ==, "ca");
  g_assert_cmpstr (fin_language_code ("arc"), ==, "ca");
  g_assert_cmpstr (fin_language_code (""), ==, "ca");
  g_assert_cmpstr (fin_language_code (NULL), ==, "ca");
  g_assert_null (fin_language_lookup ("fr"));
  g_assert_cmpstr (fin_language_lookup ("ur-PK")->name, ==, "اردو");
  g_assert_true (fin_language_right_to_left ("ar"));
  g_assert_true (fin_language_right_to_left ("ur"));
  g_assert_false (fin_language_right_to_left ("ca"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/time/moments", test_moments);
  g_test_add_func ("/time/days-of-madrid", test_days_of_madrid);
  g_test_add_func ("/time/days-that-do-not-exist", test_days_that_do_not_exist);
  g_test_add_func ("/time/ages", test_ages);
  g_test_add_func ("/language/tags", test_languages);

  return g_test_run ();
}
