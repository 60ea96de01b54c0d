/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-words.h"

#include "vigil-limit-words.h"
#include "vigil-page-frame.h"
#include "vigil-standing.h"

#include <math.h>
#include <string.h>

#define SECOND ((gint64) G_USEC_PER_SEC)

static void
assert_owned (char *text, const char *expected)
{
  g_autofree char *owned = text;
  g_assert_cmpstr (owned, ==, expected);
}

static void
test_ages_count_from_zero (void)
{
  assert_owned (vigil_words_age (0), "0:00");
  assert_owned (vigil_words_age (14 * SECOND + 999999), "0:14");
  assert_owned (vigil_words_age (725 * SECOND), "12:05");
  assert_owned (vigil_words_age (3730 * SECOND), "1:02:10");
  assert_owned (vigil_words_age (-5 * SECOND), "0:00");
}

static void
test_silence_says_how_long_and_by_whom (void)
{
  VigilNow now = { .mono_us = 1000 * SECOND };
  VigilAlarm alarm = { .phase = VIGIL_ALARM_SILENCED,
                       .silenced_by_kind = VIGIL_SILENCED_OTHER_STATION,
                       .silence_until_us = 1092 * SECOND,
                       .silenced_by = "Okafor",
                       .silenced_at = "desk-2" };
  assert_owned (vigil_words_silence (&alarm, now), "Silenced 1:32 · Okafor · Desk 2");
  alarm.silenced_by[0] = '\0';
  alarm.silence_until_us = 0;
  assert_owned (vigil_words_silence (&alarm, now), "Silenced · Desk 2");
  alarm.silenced_by_kind = VIGIL_SILENCED_AT_BEDSIDE;
  assert_owned (vigil_words_silence (&alarm, now), "Silenced at the bedside");
  alarm.phase = VIGIL_ALARM_OPEN;
  g_assert_null (vigil_words_silence (&alarm, now));
}

static void
test_saturation_has_its_subscript (void)
{
  VigilAlarm alarm = { .label = "SpO2 86 < 90" };
  assert_owned (vigil_words_alarm (&alarm), "SpO₂ 86 < 90");
  assert_owned (vigil_words_label ("HR 140 > 120"), "HR 140 > 120");
  assert_owned (vigil_words_label ("SpO2 LOW · SpO2"), "SpO₂ LOW · SpO₂");
  assert_owned (vigil_words_label (""), "");
}

static void
test_a_short_label_keeps_its_end (void)
{
  assert_owned (vigil_words_short_label ("ICU-WEST-TOWER-0012", 8), "ICU…0012");
  assert_owned (vigil_words_short_label ("ICU-WEST-TOWER-0012", 5), "IC…12");
  assert_owned (vigil_words_short_label ("ICU-WEST-TOWER-0012", 3), "I…2");
  assert_owned (vigil_words_short_label ("غرفة ٣", 5), "غر… ٣");
  assert_owned (vigil_words_short_label ("12A", 3), "12A");
  assert_owned (vigil_words_short_label ("", 3), "");
}

static void
test_a_number_keeps_its_room (void)
{
  assert_owned (vigil_words_steady ("HR 99 > 90", 3), "HR 000 > 000");
  assert_owned (vigil_words_steady ("HR 140 > 90", 3), "HR 000 > 000");
  assert_owned (vigil_words_steady ("SpO₂ 9", 3), "SpO₂ 000");
  assert_owned (vigil_words_steady ("✱✱✱ 9:59", 2), "✱✱✱ 00:00");
  assert_owned (vigil_words_steady ("1:02:10", 2), "00:00:00");
  assert_owned (vigil_words_steady ("", 3), "");
}

static void
test_a_station_is_named_as_on_the_tile (void)
{
  assert_owned (vigil_words_station ("desk-1"), "Desk 1");
  assert_owned (vigil_words_station (""), "");
  g_assert_cmpstr (vigil_words_person ("N. Okafor"), ==, "Okafor");
  g_assert_cmpstr (vigil_words_person ("Ö. van Ek"), ==, "van Ek");
  const char *const whole[] = { "Okafor", "NO", "N.", "N. ", ".", "", "Dr. No" };
  for (guint i = 0; i < G_N_ELEMENTS (whole); i++)
    g_assert_cmpstr (vigil_words_person (whole[i]), ==, whole[i]);
}

static void
test_a_refused_station_is_told_why (void)
{
  assert_owned (vigil_words_link ("not authorised"),
                "The broker refuses this station: not authorised");
  assert_owned (vigil_words_link ("wrong user name or password"),
                "The broker refuses this station: wrong user name or password");
  assert_owned (vigil_words_link ("the broker refuses this client id"),
                "The broker refuses this client id");
  g_assert_null (vigil_words_link (""));
  g_assert_null (vigil_words_link ("not connected"));
}

static void
test_a_past_silence_says_whether_it_came_before_the_end (void)
{
  VigilAlarm alarm = { .phase = VIGIL_ALARM_ENDED,
                       .raised_mono_us = 1000 * SECOND,
                       .asked_mono_us = 1000 * SECOND,
                       .ended_mono_us = 1010 * SECOND };
  g_assert_null (vigil_words_past_silence (&alarm));
  alarm.silenced_by_kind = VIGIL_SILENCED_HERE;
  alarm.silenced_mono_us = 1009 * SECOND;
  assert_owned (vigil_words_past_silence (&alarm), "Silenced before its end");
  /* VT that was over when somebody came. */
  alarm.silenced_mono_us = 1021 * SECOND;
  assert_owned (vigil_words_past_silence (&alarm), "Silenced after 0:21");
  /* A silence from before a restart. */
  alarm.silenced_mono_us = alarm.raised_mono_us = alarm.ended_mono_us;
  assert_owned (vigil_words_past_silence (&alarm), "Silenced before it was shown");
}

static void
test_an_unanswered_alarm_says_for_how_long (void)
{
  VigilNow now = { .mono_us = 1000 * SECOND };
  VigilAlarm alarm = { .phase = VIGIL_ALARM_OPEN, .asked_mono_us = 936 * SECOND };
  g_assert_null (vigil_words_unanswered (&alarm, now));
  alarm.is_unanswered = TRUE;
  assert_owned (vigil_words_unanswered (&alarm, now), "UNANSWERED 1:04");
  alarm.phase = VIGIL_ALARM_SILENCED;
  g_assert_null (vigil_words_unanswered (&alarm, now));
}

static void
test_an_alarm_that_sounds_elsewhere_says_so (void)
{
  VigilAlarm alarm = { .phase = VIGIL_ALARM_OPEN };
  g_assert_null (vigil_words_not_here (&alarm));
  alarm.reach = VIGIL_REACH_ELSEWHERE;
  g_assert_cmpstr (vigil_words_not_here (&alarm), ==, "sounds at its own desk");
  alarm.reach = VIGIL_REACH_STAFF;
  g_assert_nonnull (strstr (vigil_words_not_here (&alarm), "staff"));
  alarm.phase = VIGIL_ALARM_SILENCED;
  g_assert_null (vigil_words_not_here (&alarm));
}

static void
test_every_sound_problem_has_a_remedy (void)
{
  for (guint sound = VIGIL_SOUND_STARTING; sound <= VIGIL_SOUND_ELSEWHERE; sound++) {
    gboolean is_problem = sound != VIGIL_SOUND_STARTING && sound != VIGIL_SOUND_WORKS;
    g_assert_true ((vigil_words_sound_problem ((VigilSound) sound) != NULL) == is_problem);
    g_assert_true ((vigil_words_sound_remedy ((VigilSound) sound) != NULL) == is_problem);
    g_autofree char *whole = vigil_words_sound_advice ((VigilSound) sound, FALSE);
    g_autofree char *brief = vigil_words_sound_advice ((VigilSound) sound, TRUE);
    g_assert_true ((whole != NULL) == is_problem && (brief != NULL) == is_problem);
    g_assert_true (!is_problem || g_str_has_prefix (whole, brief));
  }
}

static void
test_priorities_have_marks_and_words (void)
{
  g_assert_cmpstr (vigil_words_stars (VIGIL_PRIORITY_HIGH), ==, "✱✱✱");
  g_assert_cmpstr (vigil_words_stars (VIGIL_PRIORITY_LOW), ==, "✱");
  g_assert_cmpstr (vigil_words_priority (VIGIL_PRIORITY_MEDIUM), ==, "medium priority");
  g_assert_cmpstr (vigil_words_priority (VIGIL_PRIORITY_NONE), ==, "");
}

static void
test_numbers_say_what_they_are_worth (void)
{
  VigilNumeric numeric = { .show = VIGIL_SHOW_VALUE, .value = 37.25 };
  assert_owned (vigil_limit_words_value (VIGIL_NUMERIC_HR, &numeric), "37");
  numeric.show = VIGIL_SHOW_QUESTIONABLE;
  numeric.value = 86;
  assert_owned (vigil_limit_words_value (VIGIL_NUMERIC_SPO2, &numeric), "86?");
  numeric.show = VIGIL_SHOW_DASHES;
  assert_owned (vigil_limit_words_value (VIGIL_NUMERIC_SPO2, &numeric), "--");
  numeric.show = VIGIL_SHOW_BLANK;
  assert_owned (vigil_limit_words_value (VIGIL_NUMERIC_SPO2, &numeric), "");
}

static void
test_limits_say_both_levels (void)
{
  VigilNumeric numeric = { .limit_source = VIGIL_LIMITS_BEDSIDE,
                           .limit = { .lo = 50, .hi = 120, .lo2 = 40, .hi2 = 140 } };
  assert_owned (vigil_limit_words_limits (VIGIL_NUMERIC_HR, &numeric), "50 – 120 (40 – 140)");
  numeric.limit.hi = numeric.limit.hi2 = NAN;
  assert_owned (vigil_limit_words_limits (VIGIL_NUMERIC_HR, &numeric), "≥ 50 (≥ 40)");
  numeric.limit.lo2 = NAN;
  assert_owned (vigil_limit_words_limits (VIGIL_NUMERIC_HR, &numeric), "≥ 50");
  numeric.limit_source = VIGIL_LIMITS_NONE;
  assert_owned (vigil_limit_words_limits (VIGIL_NUMERIC_HR, &numeric), "no limits");
  numeric.limit_source = VIGIL_LIMITS_OFF;
  assert_owned (vigil_limit_words_limits (VIGIL_NUMERIC_HR, &numeric), "off");
}

static void
test_page_that_stays_shorter_announces_its_end_all_the_same (void)
{
  /* A text lost the focus after 100 s: its page stays for 60 s only, not for 300 s. */
  gint64 now_us = 100 * SECOND;
  gint64 used_us = vigil_page_frame_hold_us (0, 60, FALSE, now_us);
  g_assert_cmpuint (vigil_page_frame_left_s (used_us, 60, now_us), ==, VIGIL_PAGE_NOTICE_S);
  now_us += 14 * SECOND;
  g_assert_cmpint (vigil_page_frame_hold_us (used_us, 60, TRUE, now_us), ==, used_us);
  g_assert_cmpuint (vigil_page_frame_left_s (used_us, 60, now_us), ==, 1);
  g_assert_cmpint (vigil_page_frame_hold_us (0, 60, FALSE, 44 * SECOND), ==, 0);
  g_assert_cmpint (vigil_page_frame_hold_us (0, 60, FALSE, 45 * SECOND), ==, 0);
}

static void
test_page_returns_after_a_minute (void)
{
  g_assert_cmpuint (vigil_page_frame_left_s (0, 60, 0), ==, 60);
  g_assert_cmpuint (vigil_page_frame_left_s (0, 60, 44 * SECOND), ==, 16);
  g_assert_cmpuint (vigil_page_frame_left_s (0, 60, 45 * SECOND), ==, VIGIL_PAGE_NOTICE_S);
  g_assert_cmpuint (vigil_page_frame_left_s (0, 60, 60 * SECOND), ==, 0);
  g_assert_cmpuint (vigil_page_frame_left_s (30 * SECOND, 60, 60 * SECOND), ==, 30);
  g_assert_cmpuint (vigil_page_frame_left_s (0, 300, 60 * SECOND), ==, 240);
}

static void
test_what_stands_comes_before_what_is_over (void)
{
  VigilAlarm over = { .priority = VIGIL_PRIORITY_HIGH,
                      .phase = VIGIL_ALARM_OPEN,
                      .is_latched = TRUE };
  VigilAlarm stands = { .priority = VIGIL_PRIORITY_HIGH, .phase = VIGIL_ALARM_OPEN };
  VigilAlarm silenced = { .priority = VIGIL_PRIORITY_HIGH, .phase = VIGIL_ALARM_SILENCED };
  VigilAlarm yellow = { .priority = VIGIL_PRIORITY_MEDIUM, .phase = VIGIL_ALARM_OPEN };
  g_assert_cmpint (vigil_ward_compare_alarms (&stands, &over), <, 0);
  g_assert_cmpint (vigil_ward_compare_alarms (&over, &silenced), <, 0);
  g_assert_cmpint (vigil_ward_compare_alarms (&silenced, &yellow), <, 0);
  g_assert_cmpint (vigil_ward_compare_alarms (&stands, &stands), ==, 0);
}

static gint64
make_ms (gint day, gint hour, gint minute)
{
  g_autoptr (GDateTime) local = g_date_time_new_local (2026, 11, day, hour, minute, 0);
  return g_date_time_to_unix (local) * 1000;
}

static void
test_the_daily_check_is_of_this_day (void)
{
  gint64 now_ms = make_ms (23, 0, 5);
  assert_owned (vigil_words_check (0, "", now_ms), "Not checked yet");
  assert_owned (vigil_words_check (make_ms (23, 0, 1), "N. Okafor", now_ms),
                "Last checked today 00:01 by Okafor");
  assert_owned (vigil_words_check (make_ms (22, 23, 59), "", now_ms),
                "Not checked today · last 22 Nov by somebody");
  g_assert_true (vigil_words_is_today (make_ms (23, 23, 59), now_ms));
  g_assert_false (vigil_words_is_today (make_ms (22, 23, 59), now_ms));
  g_assert_false (vigil_words_is_today (0, now_ms));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/words/an-unanswered-alarm-says-for-how-long",
                   test_an_unanswered_alarm_says_for_how_long);
  g_test_add_func ("/words/an-alarm-that-sounds-elsewhere-says-so",
                   test_an_alarm_that_sounds_elsewhere_says_so);
#define ADD(name) g_test_add_func ("/words/" #name, test_##name)
  ADD (ages_count_from_zero);
  ADD (silence_says_how_long_and_by_whom);
  ADD (a_past_silence_says_whether_it_came_before_the_end);
  ADD (saturation_has_its_subscript);
  ADD (a_short_label_keeps_its_end);
  ADD (a_number_keeps_its_room);
  ADD (a_station_is_named_as_on_the_tile);
  ADD (a_refused_station_is_told_why);
  ADD (every_sound_problem_has_a_remedy);
  ADD (priorities_have_marks_and_words);
  ADD (numbers_say_what_they_are_worth);
  ADD (limits_say_both_levels);
  ADD (page_returns_after_a_minute);
  ADD (page_that_stays_shorter_announces_its_end_all_the_same);
  ADD (what_stands_comes_before_what_is_over);
#undef ADD
  g_test_add_func ("/words/the-daily-check-is-of-this-day", test_the_daily_check_is_of_this_day);
  return g_test_run ();
}
