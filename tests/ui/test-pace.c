/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-pace.h"

#define FRAMES 250

static gboolean
see (VigilPace *pace, double work_ms)
{
  return vigil_pace_judge (pace, &(VigilPaceWindow){ FRAMES, work_ms });
}

static void
see_many (VigilPace *pace, guint n, double work_ms)
{
  for (guint i = 0; i < n; i++)
    see (pace, work_ms);
}

/* What a machine shows at each level on which a whole picture takes @whole_ms. */
static double
work_at (VigilPaceLevel level, double whole_ms)
{
  return level == VIGIL_PACE_HALVES ? 0.4 + whole_ms / 2 : whole_ms;
}

static void
test_six_milliseconds_are_still_full (void)
{
  VigilPace pace;
  vigil_pace_init (&pace);
  see_many (&pace, 1000, 6.0);
  g_assert_cmpint (pace.level, ==, VIGIL_PACE_FULL);
  g_assert_cmpuint (pace.n_changes, ==, 0);
}

static void
test_too_much_work_goes_to_halves_and_then_to_thirty (void)
{
  VigilPace pace;
  vigil_pace_init (&pace);
  g_assert_true (see (&pace, 6.05));
  g_assert_cmpint (pace.level, ==, VIGIL_PACE_HALVES);
  g_assert_false (see (&pace, 5));
  g_assert_true (see (&pace, 6.05));
  g_assert_cmpint (pace.level, ==, VIGIL_PACE_THIRTY);
  /* There is no less. */
  g_assert_false (see (&pace, 40));
  g_assert_cmpint (pace.level, ==, VIGIL_PACE_THIRTY);
  g_assert_cmpuint (pace.n_changes, ==, 2);
}

static void
test_room_for_long_enough_brings_it_back (void)
{
  VigilPace pace;
  vigil_pace_init (&pace);
  see (&pace, 14);
  see (&pace, 8);
  g_assert_cmpint (pace.level, ==, VIGIL_PACE_THIRTY);
  g_assert_false (see (&pace, 3));
  g_assert_false (see (&pace, 3));
  g_assert_true (see (&pace, 3));
  g_assert_cmpint (pace.level, ==, VIGIL_PACE_HALVES);
  g_assert_false (see (&pace, 1.9));
  g_assert_false (see (&pace, 1.9));
  g_assert_true (see (&pace, 1.9));
  g_assert_cmpint (pace.level, ==, VIGIL_PACE_FULL);
}

static void
test_room_that_is_interrupted_does_not_count (void)
{
  VigilPace pace;
  vigil_pace_init (&pace);
  see (&pace, 9);
  for (guint i = 0; i < 100; i++) {
    see (&pace, 2);
    see (&pace, 2);
    see (&pace, 4); /* bearable here, too much for a whole picture */
  }
  g_assert_cmpint (pace.level, ==, VIGIL_PACE_HALVES);
  g_assert_cmpuint (pace.n_changes, ==, 1);
}

/* From whatever work: an hour (720 windows of 5 s) of the same leaves the level alone. */
static void
test_a_steady_machine_finds_its_level_and_keeps_it (void)
{
  for (double whole_ms = 0.5; whole_ms < 40; whole_ms += 0.1) {
    VigilPace pace;
    vigil_pace_init (&pace);
    for (guint i = 0; i < 720; i++)
      see (&pace, work_at (pace.level, whole_ms));
    g_assert_cmpuint (pace.n_changes, <=, 2);
    g_assert_cmpfloat (work_at (pace.level, whole_ms), <=,
                       pace.level == VIGIL_PACE_THIRTY ? 40 : VIGIL_PACE_WORK_MAX_MS);
    if (whole_ms <= VIGIL_PACE_WORK_MAX_MS)
      g_assert_cmpint (pace.level, ==, VIGIL_PACE_FULL);
  }
}

/* The worst that a machine can do: to look idle whenever the sweep is reduced. */
static void
test_a_rise_that_fails_is_tried_ever_more_rarely (void)
{
  VigilPace pace;
  vigil_pace_init (&pace);
  for (guint i = 0; i < 720; i++)
    see (&pace, pace.level == VIGIL_PACE_FULL ? 9 : 1);
  g_assert_cmpuint (pace.n_changes, <=, 2 * 12);
  /* An hour later: not more than once in eight minutes. */
  guint before = pace.n_changes;
  for (guint i = 0; i < 720; i++)
    see (&pace, pace.level == VIGIL_PACE_FULL ? 9 : 1);
  g_assert_cmpuint (pace.n_changes - before, <=, 2 * 8);
}

static void
test_a_rise_that_lasted_is_forgiven (void)
{
  VigilPace pace;
  vigil_pace_init (&pace);
  for (guint i = 0; i < 200; i++)
    see (&pace, pace.level == VIGIL_PACE_FULL ? 9 : 1);
  while (pace.level != VIGIL_PACE_FULL)
    see (&pace, 1);
  see_many (&pace, 100, 3);
  see (&pace, 9);
  see_many (&pace, 3, 1);
  g_assert_cmpint (pace.level, ==, VIGIL_PACE_FULL);
}

static void
test_a_window_without_frames_says_nothing (void)
{
  VigilPace pace;
  vigil_pace_init (&pace);
  g_assert_false (vigil_pace_judge (&pace, &(VigilPaceWindow){ 3, 80 }));
  g_assert_cmpint (pace.level, ==, VIGIL_PACE_FULL);
  see (&pace, 9);
  for (guint i = 0; i < 20; i++)
    g_assert_false (vigil_pace_judge (&pace, &(VigilPaceWindow){ 0, 0 }));
  g_assert_cmpint (pace.level, ==, VIGIL_PACE_HALVES);
}

static void
test_a_fixed_pace_stays (void)
{
  VigilPace pace;
  vigil_pace_init (&pace);
  vigil_pace_fix (&pace, VIGIL_PACE_THIRTY);
  see_many (&pace, 50, 0.5);
  g_assert_cmpint (pace.level, ==, VIGIL_PACE_THIRTY);
  vigil_pace_fix (&pace, VIGIL_PACE_FULL);
  see_many (&pace, 50, 30);
  g_assert_cmpint (pace.level, ==, VIGIL_PACE_FULL);
  vigil_pace_fix (&pace, VIGIL_N_PACES);
  see (&pace, 30);
  g_assert_cmpint (pace.level, ==, VIGIL_PACE_HALVES);
}

static void
test_two_frames_sweep_every_column (void)
{
  for (VigilPaceLevel level = VIGIL_PACE_FULL; level < VIGIL_N_PACES; level++) {
    for (guint64 n = 0; n < 10; n++)
      g_assert_cmpuint (vigil_pace_get_columns (level, n) | vigil_pace_get_columns (level, n + 1),
                        ==, VIGIL_PACE_ALL);
  }
  g_assert_cmpuint (vigil_pace_get_columns (VIGIL_PACE_FULL, 7), ==, VIGIL_PACE_ALL);
  g_assert_cmpuint (vigil_pace_get_columns (VIGIL_PACE_HALVES, 7), ==, VIGIL_PACE_RIGHT);
  g_assert_cmpuint (vigil_pace_get_columns (VIGIL_PACE_THIRTY, 7), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pace/six-milliseconds-are-still-full", test_six_milliseconds_are_still_full);
  g_test_add_func ("/pace/too-much-work-goes-to-halves-and-then-to-thirty",
                   test_too_much_work_goes_to_halves_and_then_to_thirty);
  g_test_add_func ("/pace/room-for-long-enough-brings-it-back",
                   test_room_for_long_enough_brings_it_back);
  g_test_add_func ("/pace/room-that-is-interrupted-does-not-count",
                   test_room_that_is_interrupted_does_not_count);
  g_test_add_func ("/pace/a-steady-machine-finds-its-level-and-keeps-it",
                   test_a_steady_machine_finds_its_level_and_keeps_it);
  g_test_add_func ("/pace/a-rise-that-fails-is-tried-ever-more-rarely",
                   test_a_rise_that_fails_is_tried_ever_more_rarely);
  g_test_add_func ("/pace/a-rise-that-lasted-is-forgiven", test_a_rise_that_lasted_is_forgiven);
  g_test_add_func ("/pace/a-window-without-frames-says-nothing",
                   test_a_window_without_frames_says_nothing);
  g_test_add_func ("/pace/a-fixed-pace-stays", test_a_fixed_pace_stays);
  g_test_add_func ("/pace/two-frames-sweep-every-column", test_two_frames_sweep_every_column);
  return g_test_run ();
}
