/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-volume.h"

#define HOUR_US (3600 * (gint64) G_USEC_PER_SEC)
#define AT(HOUR, MINUTE) ((HOUR) *60 + (MINUTE))

static const VigilVolumePlan PLAN = { .floor_percent = 40,
                                      .day_percent = 90,
                                      .night_percent = 60,
                                      .night_from_min = AT (22, 0),
                                      .night_to_min = AT (6, 0) };

static VigilNow
now_after (gint64 us)
{
  return (VigilNow){ .mono_us = 1000 + us, .wall_ms = 1700000000000 + us / 1000 };
}

static void
test_night_passes_midnight (void)
{
  g_assert_false (vigil_volume_is_night (&PLAN, AT (21, 59)));
  g_assert_true (vigil_volume_is_night (&PLAN, AT (22, 0)));
  g_assert_true (vigil_volume_is_night (&PLAN, AT (0, 0)));
  g_assert_true (vigil_volume_is_night (&PLAN, AT (5, 59)));
  g_assert_false (vigil_volume_is_night (&PLAN, AT (6, 0)));
  const VigilVolumePlan noon = { .night_from_min = AT (12, 0), .night_to_min = AT (14, 0) };
  g_assert_true (vigil_volume_is_night (&noon, AT (13, 0)));
  g_assert_false (vigil_volume_is_night (&noon, AT (14, 0)));
  const VigilVolumePlan never = { .floor_percent = 40 };
  for (guint minute = 0; minute < VIGIL_VOLUME_DAY_MIN; minute++)
    g_assert_false (vigil_volume_is_night (&never, minute));
}

static void
test_plan_is_followed (void)
{
  VigilVolume volume;
  vigil_volume_init (&volume, &PLAN, AT (21, 0));
  g_assert_cmpuint (volume.percent, ==, 90);
  g_assert_false (vigil_volume_step (&volume, now_after (0), AT (21, 59)));
  g_assert_true (vigil_volume_step (&volume, now_after (HOUR_US), AT (22, 0)));
  g_assert_cmpuint (volume.percent, ==, 60);
  g_assert_true (vigil_volume_step (&volume, now_after (9 * HOUR_US), AT (6, 0)));
  g_assert_cmpuint (volume.percent, ==, 90);
}

static void
test_choice_stays_within_floor_and_full (void)
{
  VigilVolume volume;
  vigil_volume_init (&volume, &PLAN, AT (12, 0));
  g_assert_true (vigil_volume_set (&volume, 0, "Okafor", now_after (0), AT (12, 0)));
  g_assert_cmpuint (volume.percent, ==, 40);
  g_assert_cmpstr (volume.by, ==, "Okafor");
  g_assert_true (vigil_volume_set (&volume, 1000, NULL, now_after (0), AT (12, 0)));
  g_assert_cmpuint (volume.percent, ==, 100);
  g_assert_cmpstr (volume.by, ==, "");
  g_assert_false (vigil_volume_set (&volume, 100, "Okafor", now_after (0), AT (12, 0)));
  g_assert_cmpstr (volume.by, ==, "");
}

static void
test_choice_ends_with_the_day (void)
{
  VigilVolume volume;
  vigil_volume_init (&volume, &PLAN, AT (12, 0));
  vigil_volume_set (&volume, 50, "Okafor", now_after (0), AT (12, 0));
  g_assert_true (volume.is_by_hand);
  g_assert_cmpint (volume.until_wall_ms - volume.since_wall_ms, ==, 10 * HOUR_US / 1000);
  g_assert_false (vigil_volume_step (&volume, now_after (9 * HOUR_US), AT (21, 0)));
  g_assert_cmpuint (volume.percent, ==, 50);
  g_assert_true (vigil_volume_step (&volume, now_after (10 * HOUR_US), AT (22, 0)));
  g_assert_false (volume.is_by_hand);
  g_assert_cmpuint (volume.percent, ==, 60);
}

/* Summer time begins or ends meanwhile, or somebody sets the clock: no choice is for ever. */
static void
test_choice_ends_though_the_clock_stands (void)
{
  VigilVolume volume;
  vigil_volume_init (&volume, &PLAN, AT (23, 0));
  vigil_volume_set (&volume, 50, "", now_after (0), AT (23, 0));
  g_assert_false (vigil_volume_step (&volume, now_after (7 * HOUR_US - 1), AT (23, 0)));
  g_assert_true (vigil_volume_step (&volume, now_after (7 * HOUR_US), AT (23, 0)));
  g_assert_cmpuint (volume.percent, ==, 60);
  const VigilVolumePlan plain = { .floor_percent = 40, .day_percent = 100, .night_percent = 100 };
  vigil_volume_init (&volume, &plain, 0);
  vigil_volume_set (&volume, 50, "", now_after (0), 0);
  g_assert_true (vigil_volume_step (&volume, now_after (VIGIL_VOLUME_HAND_MAX_US), 0));
  g_assert_cmpuint (volume.percent, ==, 100);
}

static void
test_the_planned_volume_ends_a_choice (void)
{
  VigilVolume volume;
  vigil_volume_init (&volume, &PLAN, AT (12, 0));
  vigil_volume_set (&volume, 50, "Okafor", now_after (0), AT (12, 0));
  g_assert_true (vigil_volume_set (&volume, 90, "Rossi", now_after (1), AT (12, 0)));
  g_assert_false (volume.is_by_hand);
  g_assert_cmpint (volume.until_mono_us, ==, 0);
}

static void
test_high_is_never_lowered_and_the_floor_holds (void)
{
  for (guint percent = 1; percent <= 100; percent++) {
    for (guint sink = 1; sink <= 100; sink++) {
      guint high = vigil_volume_get_stream_percent (VIGIL_PRIORITY_HIGH, percent, 40, sink);
      guint medium = vigil_volume_get_stream_percent (VIGIL_PRIORITY_MEDIUM, percent, 40, sink);
      guint low = vigil_volume_get_stream_percent (VIGIL_PRIORITY_LOW, percent, 40, sink);
      g_assert_cmpuint (high, ==, 100);
      g_assert_cmpuint (medium, <=, high);
      g_assert_cmpuint (low, <=, medium);
      g_assert_cmpuint (medium, >=, percent);
      if (sink >= 40)
        g_assert_cmpuint (medium * sink, >=, 40 * 100);
    }
  }
}

/* The plan of these tests, an hour after the choice; @ends_in_ms from now. */
static gboolean
restore (VigilVolume *volume, guint percent, gint64 ends_in_ms)
{
  const VigilNow now = { .mono_us = 5, .wall_ms = 1000000000 };
  vigil_volume_init (volume, &PLAN, 12 * 60);
  return vigil_volume_restore (volume, percent, "N. Okafor", now.wall_ms + ends_in_ms, now,
                               12 * 60);
}

static void
test_a_choice_stands_over_a_restart_to_its_own_end (void)
{
  VigilVolume volume;
  g_assert_true (restore (&volume, 50, 90000));
  g_assert_cmpuint (volume.percent, ==, 50);
  g_assert_true (volume.is_by_hand);
  g_assert_cmpstr (volume.by, ==, "N. Okafor");
  g_assert_cmpint (volume.until_wall_ms, ==, 1000090000);
  VigilNow later = { .mono_us = 5 + 90 * G_USEC_PER_SEC, .wall_ms = 1000090000 };
  g_assert_true (vigil_volume_step (&volume, later, 12 * 60 + 1));
  g_assert_false (volume.is_by_hand);
}

static void
test_a_choice_that_is_over_or_cannot_be_dated_is_none (void)
{
  const gint64 wrong_ms[] = { -1, 0, 13 * 3600 * 1000, G_MAXINT64 - 1000000000 };
  for (guint i = 0; i < G_N_ELEMENTS (wrong_ms); i++) {
    VigilVolume volume;
    g_assert_false (restore (&volume, 50, wrong_ms[i]));
    g_assert_false (volume.is_by_hand);
    g_assert_cmpuint (volume.percent, ==, vigil_volume_get_planned (&volume));
  }
}

static void
test_a_choice_from_before_the_floor_was_raised_is_raised (void)
{
  VigilVolume volume;
  g_assert_true (restore (&volume, 1, 90000));
  g_assert_cmpuint (volume.percent, ==, PLAN.floor_percent);
}

static void
test_decibels_are_the_louder_neighbour (void)
{
  g_assert_cmpint (vigil_volume_get_db (100), ==, 0);
  g_assert_cmpint (vigil_volume_get_db (99), ==, 0);
  g_assert_cmpint (vigil_volume_get_db (50), ==, -18);
  g_assert_cmpint (vigil_volume_get_db (40), ==, -23);
  g_assert_cmpint (vigil_volume_get_db (1), ==, -120);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/volume/night-passes-midnight", test_night_passes_midnight);
  g_test_add_func ("/volume/plan-is-followed", test_plan_is_followed);
  g_test_add_func ("/volume/choice-stays-within-floor-and-full",
                   test_choice_stays_within_floor_and_full);
  g_test_add_func ("/volume/choice-ends-with-the-day", test_choice_ends_with_the_day);
  g_test_add_func ("/volume/choice-ends-though-the-clock-stands",
                   test_choice_ends_though_the_clock_stands);
  g_test_add_func ("/volume/the-planned-volume-ends-a-choice",
                   test_the_planned_volume_ends_a_choice);
  g_test_add_func ("/volume/high-is-never-lowered-and-the-floor-holds",
                   test_high_is_never_lowered_and_the_floor_holds);
  g_test_add_func ("/volume/a-choice-stands-over-a-restart-to-its-own-end",
                   test_a_choice_stands_over_a_restart_to_its_own_end);
  g_test_add_func ("/volume/a-choice-that-is-over-or-cannot-be-dated-is-none",
                   test_a_choice_that_is_over_or_cannot_be_dated_is_none);
  g_test_add_func ("/volume/a-choice-from-before-the-floor-was-raised-is-raised",
                   test_a_choice_from_before_the_floor_was_raised_is_raised);
  g_test_add_func ("/volume/decibels-are-the-louder-neighbour",
                   test_decibels_are_the_louder_neighbour);
  return g_test_run ();
}
