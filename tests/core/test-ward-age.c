/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Since when an alarm stands: by the bed's own clock where that can be trusted, else since this
 * station saw it. */

#include "ward-world.h"

#define SVT "MDC_EVT_ECG_SV_TACHY"

static gint64
get_age_s (World *world, guint bed, const char *code)
{
  const VigilAlarm *alarm = world_find (world, bed, code);
  g_assert_nonnull (alarm);
  return vigil_alarm_get_age_us (alarm, world->now.mono_us) / G_USEC_PER_SEC;
}

/* What the monitor says of a raise @ago_ms before now by its own clock. */
static void
raise_ago (World *world, guint bed, const char *code, gint64 ago_ms)
{
  world_raise (world, bed, code, code, HR, VIGIL_PRIORITY_HIGH)->raised_ms -= ago_ms;
  world_run (world, SECONDS (1));
}

static void
assert_about (gint64 seconds, gint64 expected)
{
  g_assert_cmpint (seconds, >=, expected);
  g_assert_cmpint (seconds, <=, expected + 2);
}

static void
test_it_counts_from_the_raise_and_not_from_the_first_sight (void)
{
  g_autoptr (World) world = world_new (1);
  world_run (world, SECONDS (60));
  raise_ago (world, 0, VF, SECONDS (400));
  assert_about (get_age_s (world, 0, VF), 400);
  world_run (world, SECONDS (30));
  assert_about (get_age_s (world, 0, VF), 430);
  /* What delays and reach count from is the first sight, as before. */
  g_assert_cmpint (world->now.mono_us - world_find (world, 0, VF)->raised_mono_us, <,
                   33 * G_USEC_PER_SEC);
}

static void
test_a_station_that_starts_again_shows_the_same_age (void)
{
  g_autoptr (World) world = world_new (1);
  raise_ago (world, 0, VF, 0);
  world_run (world, MINUTES (7));
  gint64 before_s = get_age_s (world, 0, VF);
  world_restart_station (world);
  world_run (world, SECONDS (15));
  assert_about (get_age_s (world, 0, VF), before_s + 14);
}

/* What rang at the bedside for hours before this station started was answered here from its first
 * sight. */
static void
test_an_answer_counts_from_the_first_sight (void)
{
  g_autoptr (World) world = world_new_cold (1);
  world_link (world, VIGIL_LINK_UP);
  world_gateway_state (world, 0, TRUE);
  world_meta (world, 0);
  raise_ago (world, 0, VF, MINUTES (120));
  world_run (world, SECONDS (5));
  assert_about (get_age_s (world, 0, VF), 7205);
  g_assert_cmpint (vigil_alarm_get_answer_us (world_find (world, 0, VF)), ==, -1);
  VigilAction actions[VIGIL_ALARMS_MAX * 2];
  g_assert_cmpuint (world_silence (world, 0, actions), >=, 1);
  world_run (world, SECONDS (20));
  const VigilAlarm *alarm = world_find (world, 0, VF);
  g_assert_cmpint (alarm->phase, ==, VIGIL_ALARM_SILENCED);
  assert_about (vigil_alarm_get_answer_us (alarm) / G_USEC_PER_SEC, 4);
}

static void
test_a_clock_that_is_always_wrong_is_good_enough (void)
{
  g_autoptr (World) world = world_new (2);
  world->beds[0].clock_error_ms = MINUTES (300);
  world->beds[1].clock_error_ms = -MINUTES (300);
  world_restart_station (world);
  world_run (world, SECONDS (15));
  raise_ago (world, 0, VF, SECONDS (90));
  raise_ago (world, 1, VF, SECONDS (90));
  assert_about (get_age_s (world, 0, VF), 91);
  assert_about (get_age_s (world, 1, VF), 90);
}

static void
test_a_raise_ahead_of_the_clock_counts_from_the_first_sight (void)
{
  g_autoptr (World) world = world_new (1);
  raise_ago (world, 0, VF, -SECONDS (300));
  assert_about (get_age_s (world, 0, VF), 0);
  world_run (world, SECONDS (20));
  assert_about (get_age_s (world, 0, VF), 20);
}

static void
check_set (gint64 by_ms)
{
  g_autoptr (World) world = world_new (2);
  world_run (world, SECONDS (30));
  raise_ago (world, 0, VF, SECONDS (100));
  assert_about (get_age_s (world, 0, VF), 100);
  world->beds[0].clock_error_ms += by_ms;
  world_run (world, SECONDS (5));
  /* What is known already goes on; what is of the time before cannot be told. */
  assert_about (get_age_s (world, 0, VF), 105);
  raise_ago (world, 0, SVT, SECONDS (60));
  assert_about (get_age_s (world, 0, SVT), 0);
  world_run (world, SECONDS (60));
  raise_ago (world, 0, ASYSTOLE, SECONDS (20));
  assert_about (get_age_s (world, 0, ASYSTOLE), 20);
}

static void
test_a_clock_that_was_set_says_nothing_of_the_time_before (void)
{
  check_set (MINUTES (60));
  check_set (-MINUTES (60));
}

static void
test_a_raise_of_long_ago_is_a_day_at_most (void)
{
  g_autoptr (World) world = world_new (1);
  world_raise (world, 0, "vf", VF, HR, VIGIL_PRIORITY_HIGH)->raised_ms = 1;
  world_run (world, SECONDS (1));
  assert_about (get_age_s (world, 0, VF), 24 * 3600);
}

static void
test_the_oldest_is_the_one_that_was_raised_first (void)
{
  g_autoptr (World) world = world_new (2);
  raise_ago (world, 0, VF, SECONDS (10));
  world_run (world, SECONDS (5));
  raise_ago (world, 1, VF, SECONDS (200));
  guint n;
  const VigilAlarm *const *alarms = vigil_ward_list_alarms (world->ward, &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpstr (alarms[0]->bed, ==, "02");
}

static void
test_what_is_over_stood_since_its_raise (void)
{
  g_autoptr (World) world = world_new (1);
  world_raise (world, 0, "svt", SVT, HR, VIGIL_PRIORITY_MEDIUM)->raised_ms -= SECONDS (30);
  world_run (world, SECONDS (10));
  world_clear (world, 0, "svt");
  world_run (world, SECONDS (60));
  const VigilAlarm *ended = vigil_ward_get_last_ended (world->ward, 0);
  g_assert_nonnull (ended);
  assert_about (vigil_alarm_get_age_us (ended, world->now.mono_us) / G_USEC_PER_SEC, 39);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add_func ("/ward/age/" name, func)
  ADD ("it-counts-from-the-raise-and-not-from-the-first-sight",
       test_it_counts_from_the_raise_and_not_from_the_first_sight);
  ADD ("a-station-that-starts-again-shows-the-same-age",
       test_a_station_that_starts_again_shows_the_same_age);
  ADD ("an-answer-counts-from-the-first-sight", test_an_answer_counts_from_the_first_sight);
  ADD ("a-clock-that-is-always-wrong-is-good-enough",
       test_a_clock_that_is_always_wrong_is_good_enough);
  ADD ("a-raise-ahead-of-the-clock-counts-from-the-first-sight",
       test_a_raise_ahead_of_the_clock_counts_from_the_first_sight);
  ADD ("a-clock-that-was-set-says-nothing-of-the-time-before",
       test_a_clock_that_was_set_says_nothing_of_the_time_before);
  ADD ("a-raise-of-long-ago-is-a-day-at-most", test_a_raise_of_long_ago_is_a_day_at_most);
  ADD ("the-oldest-is-the-one-that-was-raised-first",
       test_the_oldest_is_the_one_that_was_raised_first);
  ADD ("what-is-over-stood-since-its-raise", test_what_is_over_stood_since_its_raise);
#undef ADD
  return g_test_run ();
}
