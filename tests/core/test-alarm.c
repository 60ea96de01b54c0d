/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The state machine of one alarm: the table of ux.md, "Alarms", row by row. */

#include "vigil-alarm-machine.h"

#define SPO2_LOW "01|limit|MDC_PULS_OXIM_SAT_O2|lo|1"
#define SPO2_DESAT "01|limit|MDC_PULS_OXIM_SAT_O2|lo|2"
#define VT "01|MDC_EVT_ECG_V_TACHY|MDC_ECG_HEART_RATE||"
#define PAUSE "01|MDC_EVT_ECG_PAUSE|MDC_ECG_HEART_RATE||"

typedef struct {
  VigilAlarmRecord record;
  VigilAlarm *alarm;
  VigilAlarmReport report;
  VigilMoment moment;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  (void) data;
  f->alarm = &f->record.alarm;
  f->moment.now = (VigilNow){ 1000 * G_GINT64_CONSTANT (1000000), 1790000000000 };
  f->moment.device_ms = 1790000000000;
  f->report = (VigilAlarmReport){
    .source = VIGIL_SOURCE_BEDSIDE,
    .code = "code",
    .src = "src",
    .label = "label",
    .occurrence = "a1",
    .encounter = "",
    .raised_ms = 1790000000000,
  };
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  (void) f;
  (void) data;
}

static void
make (Fixture *f, const char *key, VigilPriority priority, gboolean is_latching)
{
  vigil_alarm_record_init (&f->record, key, "01");
  f->report.priority = priority;
  f->report.is_latching = is_latching;
}

static void
wait_s (Fixture *f, gint64 seconds)
{
  f->moment.now.mono_us += seconds * 1000000;
  f->moment.now.wall_ms += seconds * 1000;
  f->moment.device_ms += seconds * 1000;
}

static guint
raise_alarm (Fixture *f)
{
  f->report.raised_ms = f->moment.device_ms;
  return vigil_alarm_report (&f->record, &f->report, &f->moment);
}

static guint
end (Fixture *f)
{
  return vigil_alarm_withdraw (&f->record, f->report.source, FALSE, &f->moment);
}

static guint
silence (Fixture *f, gint64 seconds)
{
  VigilSilence what = { .kind = VIGIL_SILENCED_HERE, .by = "Okafor", .station = "desk-1" };
  what.until_us = seconds != 0 ? f->moment.now.mono_us + seconds * 1000000 : 0;
  return vigil_alarm_set_silence (&f->record, &what, &f->moment);
}

static void
test_a_relayed_condition_opens_at_once (Fixture *f, gconstpointer data)
{
  (void) data;
  make (f, PAUSE, VIGIL_PRIORITY_MEDIUM, FALSE);
  raise_alarm (f);
  g_assert_true (vigil_alarm_is_open (f->alarm));
  g_assert_cmpint (f->alarm->raised_ms, ==, f->moment.device_ms);
  g_assert_cmpint (f->alarm->raised_mono_us, ==, f->moment.now.mono_us);
}

static void
test_a_delay_must_be_stood (Fixture *f, gconstpointer data)
{
  (void) data;
  make (f, SPO2_LOW, VIGIL_PRIORITY_MEDIUM, FALSE);
  f->report.source = VIGIL_SOURCE_STATION;
  f->report.delay_us = 10000000;
  raise_alarm (f);
  g_assert_cmpint (f->alarm->phase, ==, VIGIL_ALARM_PENDING);
  wait_s (f, 9);
  raise_alarm (f);
  g_assert_cmpint (f->alarm->phase, ==, VIGIL_ALARM_PENDING);
  wait_s (f, 1);
  raise_alarm (f);
  g_assert_cmpint (f->alarm->phase, ==, VIGIL_ALARM_OPEN);
  g_assert_cmpint (f->alarm->raised_ms, ==, f->moment.device_ms);
}

static void
test_a_condition_that_ends_in_its_delay_was_none (Fixture *f, gconstpointer data)
{
  (void) data;
  make (f, SPO2_LOW, VIGIL_PRIORITY_MEDIUM, FALSE);
  f->report.source = VIGIL_SOURCE_STATION;
  f->report.delay_us = 10000000;
  raise_alarm (f);
  wait_s (f, 9);
  end (f);
  wait_s (f, 2);
  raise_alarm (f);
  g_assert_cmpint (f->alarm->phase, ==, VIGIL_ALARM_PENDING);
}

static void
test_high_returns_when_its_silence_is_over (Fixture *f, gconstpointer data)
{
  (void) data;
  make (f, VT, VIGIL_PRIORITY_HIGH, TRUE);
  raise_alarm (f);
  g_assert_cmpuint (silence (f, 120) & VIGIL_NEWS_SILENCED, !=, 0);
  g_assert_cmpint (f->alarm->phase, ==, VIGIL_ALARM_SILENCED);
  g_assert_cmpstr (f->alarm->silenced_by, ==, "Okafor");
  wait_s (f, 120);
  g_assert_cmpuint (vigil_alarm_set_silence (&f->record, NULL, &f->moment), ==,
                    VIGIL_NEWS_RETURNED);
  g_assert_true (vigil_alarm_is_open (f->alarm));
  g_assert_cmpint (f->alarm->silenced_by_kind, ==, VIGIL_SILENCED_NOT);
}

static void
test_a_latching_alarm_sounds_on_after_its_end (Fixture *f, gconstpointer data)
{
  (void) data;
  make (f, VT, VIGIL_PRIORITY_HIGH, TRUE);
  raise_alarm (f);
  wait_s (f, 10);
  g_assert_cmpuint (end (f), ==, VIGIL_NEWS_LATCHED);
  g_assert_true (vigil_alarm_is_open (f->alarm));
  g_assert_true (f->alarm->is_latched);
  wait_s (f, 3600);
  g_assert_true (vigil_alarm_is_open (f->alarm));
  silence (f, 120);
  g_assert_cmpint (f->alarm->phase, ==, VIGIL_ALARM_ENDED);
}

static void
test_a_latching_alarm_silenced_before_its_end_just_ends (Fixture *f, gconstpointer data)
{
  (void) data;
  make (f, VT, VIGIL_PRIORITY_HIGH, TRUE);
  raise_alarm (f);
  silence (f, 120);
  g_assert_cmpuint (end (f), ==, VIGIL_NEWS_ENDED);
  g_assert_cmpint (f->alarm->phase, ==, VIGIL_ALARM_ENDED);
}

static void
test_a_high_limit_alarm_leaves_its_picture_without_sound (Fixture *f, gconstpointer data)
{
  (void) data;
  make (f, SPO2_DESAT, VIGIL_PRIORITY_HIGH, FALSE);
  raise_alarm (f);
  wait_s (f, 40);
  g_assert_cmpuint (end (f), ==, VIGIL_NEWS_LATCHED);
  g_assert_true (vigil_alarm_is_picture (f->alarm));
  g_assert_false (vigil_alarm_is_open (f->alarm));
  silence (f, 120);
  g_assert_cmpint (f->alarm->phase, ==, VIGIL_ALARM_ENDED);
}

static void
test_a_picture_gives_way_to_the_next_desaturation (Fixture *f, gconstpointer data)
{
  (void) data;
  make (f, SPO2_DESAT, VIGIL_PRIORITY_HIGH, FALSE);
  raise_alarm (f);
  end (f);
  wait_s (f, 3);
  raise_alarm (f);
  g_assert_true (vigil_alarm_is_open (f->alarm));
  g_assert_false (f->alarm->is_latched);
  g_assert_cmpint (f->alarm->raised_ms, ==, f->moment.device_ms);
}

static void
test_an_extreme_rate_latches_whoever_found_it (Fixture *f, gconstpointer data)
{
  (void) data;
  make (f, "01|limit|MDC_ECG_HEART_RATE|lo|2", VIGIL_PRIORITY_HIGH, FALSE);
  raise_alarm (f);
  end (f);
  g_assert_true (vigil_alarm_is_open (f->alarm));
  g_assert_true (f->alarm->is_latched);
}

static void
test_other_alarms_end_with_their_condition (Fixture *f, gconstpointer data)
{
  (void) data;
  make (f, SPO2_LOW, VIGIL_PRIORITY_MEDIUM, FALSE);
  raise_alarm (f);
  wait_s (f, 20);
  g_assert_cmpuint (end (f), ==, VIGIL_NEWS_ENDED);
  g_assert_cmpint (f->alarm->ended_ms, ==, f->moment.device_ms);
}

static void
test_a_reset_at_the_bedside_ends_what_is_latched (Fixture *f, gconstpointer data)
{
  (void) data;
  make (f, VT, VIGIL_PRIORITY_HIGH, TRUE);
  raise_alarm (f);
  end (f);
  guint news = vigil_alarm_withdraw (&f->record, VIGIL_SOURCE_BEDSIDE, TRUE, &f->moment);
  g_assert_cmpuint (news & VIGIL_NEWS_RESET, !=, 0);
  g_assert_cmpint (f->alarm->phase, ==, VIGIL_ALARM_ENDED);
}

static void
test_a_reset_leaves_what_stands (Fixture *f, gconstpointer data)
{
  (void) data;
  make (f, VT, VIGIL_PRIORITY_HIGH, TRUE);
  raise_alarm (f);
  g_assert_cmpuint (vigil_alarm_reset (&f->record, &f->moment), ==, 0);
  g_assert_true (vigil_alarm_is_open (f->alarm));
}

static void
test_medium_back_within_60_s_stays_silenced (Fixture *f, gconstpointer data)
{
  (void) data;
  make (f, PAUSE, VIGIL_PRIORITY_MEDIUM, FALSE);
  raise_alarm (f);
  gint64 raised_ms = f->alarm->raised_ms;
  silence (f, 0);
  end (f);
  wait_s (f, 60);
  raise_alarm (f);
  g_assert_cmpint (f->alarm->phase, ==, VIGIL_ALARM_SILENCED);
  g_assert_cmpint (f->alarm->raised_ms, ==, raised_ms);
}

static void
test_medium_back_after_60_s_is_new (Fixture *f, gconstpointer data)
{
  (void) data;
  make (f, PAUSE, VIGIL_PRIORITY_MEDIUM, FALSE);
  raise_alarm (f);
  silence (f, 0);
  end (f);
  wait_s (f, 61);
  raise_alarm (f);
  g_assert_true (vigil_alarm_is_open (f->alarm));
  g_assert_cmpint (f->record.covered_from_ms, ==, f->moment.device_ms);
}

static void
test_medium_back_but_worse_is_open (Fixture *f, gconstpointer data)
{
  (void) data;
  make (f, SPO2_LOW, VIGIL_PRIORITY_MEDIUM, FALSE);
  f->report.has_value = TRUE;
  f->report.value = 89;
  f->report.side = VIGIL_SIDE_LO;
  f->report.worse = 3;
  raise_alarm (f);
  silence (f, 0);
  end (f);
  wait_s (f, 10);
  f->report.value = 87;
  raise_alarm (f);
  g_assert_cmpint (f->alarm->phase, ==, VIGIL_ALARM_SILENCED);
  end (f);
  wait_s (f, 10);
  f->report.value = 86;
  raise_alarm (f);
  g_assert_true (vigil_alarm_is_open (f->alarm));
}

static void
test_a_silenced_medium_that_grows_worse_returns (Fixture *f, gconstpointer data)
{
  (void) data;
  make (f, "01|limit|MDC_ECG_HEART_RATE|hi|1", VIGIL_PRIORITY_MEDIUM, FALSE);
  f->report.has_value = TRUE;
  f->report.value = 125;
  f->report.side = VIGIL_SIDE_HI;
  f->report.worse = 10;
  raise_alarm (f);
  silence (f, 0);
  f->report.value = 134;
  g_assert_cmpuint (raise_alarm (f), ==, VIGIL_NEWS_CHANGED);
  f->report.value = 135;
  g_assert_cmpuint (raise_alarm (f), ==, VIGIL_NEWS_RETURNED);
  g_assert_true (vigil_alarm_is_open (f->alarm));
}

static void
test_worse_is_judged_against_the_worst_value_shown (Fixture *f, gconstpointer data)
{
  (void) data;
  make (f, SPO2_LOW, VIGIL_PRIORITY_MEDIUM, FALSE);
  f->report.has_value = TRUE;
  f->report.side = VIGIL_SIDE_LO;
  f->report.worse = 3;
  f->report.value = 89;
  raise_alarm (f);
  f->report.value = 86;
  raise_alarm (f);
  f->report.value = 89;
  raise_alarm (f);
  silence (f, 0);
  f->report.value = 85;
  raise_alarm (f);
  g_assert_cmpint (f->alarm->phase, ==, VIGIL_ALARM_SILENCED);
  f->report.value = 83;
  raise_alarm (f);
  g_assert_true (vigil_alarm_is_open (f->alarm));
}

static void
test_high_back_within_10_s_keeps_its_silence (Fixture *f, gconstpointer data)
{
  (void) data;
  make (f, VT, VIGIL_PRIORITY_HIGH, TRUE);
  raise_alarm (f);
  silence (f, 120);
  gint64 until_us = f->alarm->silence_until_us;
  wait_s (f, 30);
  end (f);
  wait_s (f, 10);
  raise_alarm (f);
  g_assert_cmpint (f->alarm->phase, ==, VIGIL_ALARM_SILENCED);
  g_assert_cmpint (f->alarm->silence_until_us, ==, until_us);
}

static void
test_high_back_after_10_s_rearms (Fixture *f, gconstpointer data)
{
  (void) data;
  make (f, VT, VIGIL_PRIORITY_HIGH, TRUE);
  raise_alarm (f);
  silence (f, 120);
  wait_s (f, 30);
  end (f);
  wait_s (f, 11);
  raise_alarm (f);
  g_assert_true (vigil_alarm_is_open (f->alarm));
}

static void
test_high_back_after_its_silence_rearms (Fixture *f, gconstpointer data)
{
  (void) data;
  make (f, VT, VIGIL_PRIORITY_HIGH, TRUE);
  raise_alarm (f);
  silence (f, 120);
  wait_s (f, 118);
  end (f);
  wait_s (f, 3);
  raise_alarm (f);
  g_assert_true (vigil_alarm_is_open (f->alarm));
}

static void
test_a_higher_priority_rearms (Fixture *f, gconstpointer data)
{
  (void) data;
  make (f, PAUSE, VIGIL_PRIORITY_LOW, FALSE);
  raise_alarm (f);
  silence (f, 0);
  wait_s (f, 5);
  f->report.priority = VIGIL_PRIORITY_HIGH;
  raise_alarm (f);
  g_assert_true (vigil_alarm_is_open (f->alarm));
  g_assert_false (f->record.is_announced);
  g_assert_cmpint (f->record.grown_ms, ==, f->moment.device_ms + 1);
}

static void
test_the_priority_is_the_highest_until_the_end (Fixture *f, gconstpointer data)
{
  (void) data;
  make (f, PAUSE, VIGIL_PRIORITY_HIGH, FALSE);
  raise_alarm (f);
  f->report.priority = VIGIL_PRIORITY_LOW;
  raise_alarm (f);
  g_assert_cmpint (f->alarm->priority, ==, VIGIL_PRIORITY_HIGH);
}

static void
test_two_sources_are_one_alarm_until_both_have_ended (Fixture *f, gconstpointer data)
{
  (void) data;
  make (f, SPO2_LOW, VIGIL_PRIORITY_MEDIUM, FALSE);
  raise_alarm (f);
  gint64 first_ms = f->alarm->raised_ms;
  wait_s (f, 5);
  f->report.source = VIGIL_SOURCE_STATION;
  raise_alarm (f);
  g_assert_cmpuint (f->alarm->sources, ==, VIGIL_SOURCE_BEDSIDE | VIGIL_SOURCE_STATION);
  g_assert_cmpint (f->alarm->raised_ms, ==, first_ms);
  vigil_alarm_withdraw (&f->record, VIGIL_SOURCE_BEDSIDE, FALSE, &f->moment);
  g_assert_true (vigil_alarm_is_open (f->alarm));
  vigil_alarm_withdraw (&f->record, VIGIL_SOURCE_STATION, FALSE, &f->moment);
  g_assert_cmpint (f->alarm->phase, ==, VIGIL_ALARM_ENDED);
}

static void
test_a_bedside_latch_seen_first_is_open (Fixture *f, gconstpointer data)
{
  (void) data;
  make (f, VT, VIGIL_PRIORITY_HIGH, TRUE);
  f->report.is_latched = TRUE;
  raise_alarm (f);
  g_assert_true (vigil_alarm_is_open (f->alarm));
  g_assert_true (f->alarm->is_latched);
  g_assert_cmpuint (f->alarm->sources, ==, 0);
}

static void
test_a_silenced_bedside_latch_does_not_come_back (Fixture *f, gconstpointer data)
{
  (void) data;
  make (f, VT, VIGIL_PRIORITY_HIGH, TRUE);
  f->report.is_latched = TRUE;
  raise_alarm (f);
  silence (f, 120);
  g_assert_cmpint (f->alarm->phase, ==, VIGIL_ALARM_ENDED);
  wait_s (f, 300);
  raise_alarm (f);
  g_assert_cmpint (f->alarm->phase, ==, VIGIL_ALARM_ENDED);
  f->report.occurrence = "a2";
  raise_alarm (f);
  g_assert_true (vigil_alarm_is_open (f->alarm));
}

static void
test_a_new_run_of_a_latched_alarm_is_a_new_occurrence (Fixture *f, gconstpointer data)
{
  (void) data;
  make (f, VT, VIGIL_PRIORITY_HIGH, TRUE);
  raise_alarm (f);
  end (f);
  f->record.is_announced = TRUE;
  wait_s (f, 30);
  raise_alarm (f);
  g_assert_false (f->record.is_announced);
  g_assert_cmpint (f->record.covered_from_ms, ==, f->moment.device_ms);
  g_assert_false (f->alarm->is_latched);
}

static void
test_keys_are_read_by_their_parts (Fixture *f, gconstpointer data)
{
  (void) f;
  (void) data;
  g_assert_true (vigil_alarm_key_is_second_of (SPO2_DESAT, SPO2_LOW));
  g_assert_false (vigil_alarm_key_is_second_of (SPO2_LOW, SPO2_DESAT));
  g_assert_false (vigil_alarm_key_is_second_of (SPO2_DESAT, "02|limit|MDC_PULS_OXIM_SAT_O2|lo|1"));
  g_assert_false (vigil_alarm_key_is_second_of ("01|limit|MDC_PULS_OXIM_SAT_O2|hi|2", SPO2_LOW));
  g_assert_false (vigil_alarm_key_is_second_of ("", ""));
  g_assert_true (vigil_alarm_key_has_class (SPO2_LOW, "limit"));
  g_assert_false (vigil_alarm_key_has_class (VT, "limit"));
  g_assert_cmpuint (vigil_alarm_key_get_level (VT), ==, 0);
  g_assert_cmpint (vigil_alarm_key_get_side (SPO2_LOW), ==, VIGIL_SIDE_LO);
}

#define ADD(name, func) g_test_add ("/alarm/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("a-relayed-condition-opens-at-once", test_a_relayed_condition_opens_at_once);
  ADD ("a-delay-must-be-stood", test_a_delay_must_be_stood);
  ADD ("a-condition-that-ends-in-its-delay-was-none",
       test_a_condition_that_ends_in_its_delay_was_none);
  ADD ("high-returns-when-its-silence-is-over", test_high_returns_when_its_silence_is_over);
  ADD ("a-latching-alarm-sounds-on-after-its-end", test_a_latching_alarm_sounds_on_after_its_end);
  ADD ("a-latching-alarm-silenced-before-its-end-just-ends",
       test_a_latching_alarm_silenced_before_its_end_just_ends);
  ADD ("a-high-limit-alarm-leaves-its-picture-without-sound",
       test_a_high_limit_alarm_leaves_its_picture_without_sound);
  ADD ("a-picture-gives-way-to-the-next-desaturation",
       test_a_picture_gives_way_to_the_next_desaturation);
  ADD ("an-extreme-rate-latches-whoever-found-it", test_an_extreme_rate_latches_whoever_found_it);
  ADD ("other-alarms-end-with-their-condition", test_other_alarms_end_with_their_condition);
  ADD ("a-reset-at-the-bedside-ends-what-is-latched",
       test_a_reset_at_the_bedside_ends_what_is_latched);
  ADD ("a-reset-leaves-what-stands", test_a_reset_leaves_what_stands);
  ADD ("medium-back-within-60-s-stays-silenced", test_medium_back_within_60_s_stays_silenced);
  ADD ("medium-back-after-60-s-is-new", test_medium_back_after_60_s_is_new);
  ADD ("medium-back-but-worse-is-open", test_medium_back_but_worse_is_open);
  ADD ("a-silenced-medium-that-grows-worse-returns",
       test_a_silenced_medium_that_grows_worse_returns);
  ADD ("worse-is-judged-against-the-worst-value-shown",
       test_worse_is_judged_against_the_worst_value_shown);
  ADD ("high-back-within-10-s-keeps-its-silence", test_high_back_within_10_s_keeps_its_silence);
  ADD ("high-back-after-10-s-rearms", test_high_back_after_10_s_rearms);
  ADD ("high-back-after-its-silence-rearms", test_high_back_after_its_silence_rearms);
  ADD ("a-higher-priority-rearms", test_a_higher_priority_rearms);
  ADD ("the-priority-is-the-highest-until-the-end", test_the_priority_is_the_highest_until_the_end);
  ADD ("two-sources-are-one-alarm-until-both-have-ended",
       test_two_sources_are_one_alarm_until_both_have_ended);
  ADD ("a-bedside-latch-seen-first-is-open", test_a_bedside_latch_seen_first_is_open);
  ADD ("a-silenced-bedside-latch-does-not-come-back",
       test_a_silenced_bedside_latch_does_not_come_back);
  ADD ("a-new-run-of-a-latched-alarm-is-a-new-occurrence",
       test_a_new_run_of_a_latched_alarm_is_a_new_occurrence);
  ADD ("keys-are-read-by-their-parts", test_keys_are_read_by_their_parts);
  return g_test_run ();
}
