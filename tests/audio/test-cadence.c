/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-cadence.h"

/* The rules of the bursts in virtual time: what was played and for how long. */

#define MS G_GINT64_CONSTANT (1000)
#define S G_GINT64_CONSTANT (1000000)
#define PLAYED_MAX 4096

typedef struct {
  VigilCue cue;
  gint64 start_us;
  gint64 stop_us; /* cut off, or its own end */
} Played;

typedef struct {
  VigilCadence cadence;
  gint64 now_us;
  Played played[PLAYED_MAX];
  guint n;
} World;

static void
cut_last (World *world)
{
  if (world->n > 0) {
    Played *last = &world->played[world->n - 1];
    last->stop_us = MIN (last->stop_us, world->now_us);
  }
}

/* Turns as the audio thread does: at each deadline, with a little jitter, and each 200 ms. */
static void
run_until (World *world, gint64 end_us)
{
  while (world->now_us < end_us) {
    VigilCue cue;
    VigilOrder order = vigil_cadence_step (&world->cadence, world->now_us, &cue);
    if (order != VIGIL_ORDER_NOTHING)
      cut_last (world);
    if (order == VIGIL_ORDER_PLAY) {
      g_assert_cmpuint (world->n, <, PLAYED_MAX);
      world->played[world->n++] =
          (Played){ cue, world->now_us,
                    world->now_us + VIGIL_CADENCE_LATENCY_US + vigil_cue_get_length_us (cue) };
    }
    gint64 due_us = vigil_cadence_get_due (&world->cadence);
    g_assert_true (order != VIGIL_ORDER_NOTHING || due_us > world->now_us);
    world->now_us = CLAMP (due_us + MS, world->now_us + MS, world->now_us + 200 * MS);
    world->now_us = MIN (world->now_us, end_us);
  }
}

static void
sound (World *world, VigilPriority priority, gboolean is_silenced, gboolean is_restart)
{
  vigil_cadence_sound (&world->cadence, priority, is_silenced, is_restart, world->now_us);
}

/* How long the @i-th sound was heard. */
static gint64
get_heard_us (const World *world, guint i)
{
  g_assert_cmpuint (i, <, world->n);
  return world->played[i].stop_us - world->played[i].start_us - VIGIL_CADENCE_LATENCY_US;
}

static void
assert_played (const World *world, guint i, VigilCue cue, gint64 start_us, gint64 tolerance_us)
{
  g_assert_cmpuint (i, <, world->n);
  g_assert_cmpint (world->played[i].cue, ==, cue);
  g_assert_cmpint (ABS (world->played[i].start_us - start_us), <=, tolerance_us);
}

static void
test_quiet_stays_quiet (void)
{
  World world = { .now_us = 5 * S };
  run_until (&world, 60 * S);
  g_assert_cmpuint (world.n, ==, 0);
}

static void
test_bursts_repeat_by_the_table (void)
{
  const VigilPriority priorities[] = { VIGIL_PRIORITY_LOW, VIGIL_PRIORITY_MEDIUM,
                                       VIGIL_PRIORITY_HIGH };
  const gint64 periods_ms[] = { 20600, 11000, 8400 };
  for (guint p = 0; p < G_N_ELEMENTS (priorities); p++) {
    World world = { .now_us = S };
    sound (&world, priorities[p], FALSE, FALSE);
    run_until (&world, 95 * S);
    g_assert_cmpuint (world.n, ==, 94 * S / (periods_ms[p] * MS) + 1);
    for (guint i = 0; i < world.n; i++) {
      gint64 expected_us = S + i * periods_ms[p] * MS;
      assert_played (&world, i, vigil_cue_of_priority (priorities[p]), expected_us,
                     3 * MS * (i + 1));
      g_assert_cmpint (get_heard_us (&world, i), ==, vigil_cue_get_length_us (world.played[i].cue));
    }
  }
}

/* A pulse of @cue is heard at @heard_us after its first sample. */
static gboolean
is_in_pulse (VigilCue cue, gint64 heard_us)
{
  const VigilToneBurst *burst = vigil_cue_get_burst (cue);
  gint64 span_us = (gint64) (vigil_tone_get_span_ms (burst) * 1000);
  for (guint i = 0; i < burst->n_pulses; i++) {
    gint64 onset_us = burst->onsets_ms[i] * MS;
    if (heard_us > onset_us && heard_us < onset_us + span_us)
      return TRUE;
  }
  return FALSE;
}

/* The pulse of @cue that is in the air at @heard_us is over then; @heard_us itself between two. */
static gint64
get_pulse_end_us (VigilCue cue, gint64 heard_us)
{
  const VigilToneBurst *burst = vigil_cue_get_burst (cue);
  gint64 span_us = (gint64) (vigil_tone_get_span_ms (burst) * 1000);
  for (guint i = 0; i < burst->n_pulses; i++) {
    gint64 onset_us = burst->onsets_ms[i] * MS;
    /* So near before a pulse it is let through: what is cut then would click. */
    if (heard_us > onset_us - 30 * MS && heard_us < onset_us + span_us)
      return onset_us + span_us;
  }
  return heard_us;
}

/* @higher is wanted @at_us after the first sample of a burst of @lower: the pulse in the air is
 * completed, none begins after it, and the higher burst follows within 30 ms. */
static void
assert_preempts (VigilPriority lower, VigilPriority higher, gint64 at_us)
{
  VigilCue cue = vigil_cue_of_priority (lower);
  World world = { .now_us = S };
  sound (&world, lower, FALSE, FALSE);
  run_until (&world, S + VIGIL_CADENCE_LATENCY_US + at_us);
  sound (&world, higher, FALSE, higher == VIGIL_PRIORITY_HIGH);
  run_until (&world, 9 * S);
  g_assert_cmpuint (world.n, >=, 2);
  g_assert_cmpint (world.played[1].cue, ==, vigil_cue_of_priority (higher));
  gint64 heard_us = get_heard_us (&world, 0);
  g_assert_false (is_in_pulse (cue, heard_us));
  gint64 from_us = MAX (at_us, -VIGIL_CADENCE_LATENCY_US);
  gint64 boundary_us = get_pulse_end_us (cue, from_us);
  g_assert_cmpint (heard_us, >=, MIN (boundary_us, vigil_cue_get_length_us (cue)));
  g_assert_cmpint (world.played[1].start_us - S - VIGIL_CADENCE_LATENCY_US, <=,
                   boundary_us + 30 * MS);
}

static void
test_higher_preempts_at_a_pulse_boundary (void)
{
  static const VigilPriority PAIRS[][2] = {
    { VIGIL_PRIORITY_LOW, VIGIL_PRIORITY_MEDIUM },
    { VIGIL_PRIORITY_LOW, VIGIL_PRIORITY_HIGH },
    { VIGIL_PRIORITY_MEDIUM, VIGIL_PRIORITY_HIGH },
  };
  for (guint i = 0; i < G_N_ELEMENTS (PAIRS); i++) {
    VigilCue cue = vigil_cue_of_priority (PAIRS[i][0]);
    const VigilToneBurst *burst = vigil_cue_get_burst (cue);
    gint64 span_us = (gint64) (vigil_tone_get_span_ms (burst) * 1000);
    /* From before the first sample to after the last. */
    for (gint64 at_us = -20 * MS; at_us < vigil_cue_get_length_us (cue) + 100 * MS; at_us += 7 * MS)
      assert_preempts (PAIRS[i][0], PAIRS[i][1], at_us);
    /* Each edge of each pulse, and 30 ms about it. */
    for (guint j = 0; j < burst->n_pulses; j++)
      for (gint64 off_us = -30 * MS; off_us <= 30 * MS; off_us += MS) {
        gint64 onset_us = burst->onsets_ms[j] * MS;
        assert_preempts (PAIRS[i][0], PAIRS[i][1], MAX (onset_us + off_us, -20 * MS));
        assert_preempts (PAIRS[i][0], PAIRS[i][1], onset_us + span_us + off_us);
      }
  }
}

static void
test_lower_waits_for_the_higher (void)
{
  World world = { .now_us = S };
  sound (&world, VIGIL_PRIORITY_HIGH, FALSE, TRUE);
  run_until (&world, 3 * S);
  sound (&world, VIGIL_PRIORITY_MEDIUM, FALSE, FALSE);
  run_until (&world, 12 * S);
  /* Past its half the high burst is completed; then a pause, then medium. */
  g_assert_cmpuint (world.n, ==, 2);
  g_assert_cmpint (get_heard_us (&world, 0), ==, vigil_cue_get_length_us (VIGIL_CUE_HIGH));
  assert_played (&world, 1, VIGIL_CUE_MEDIUM, world.played[0].stop_us + VIGIL_CADENCE_GAP_US,
                 2 * MS);
}

/* IEC 60601-1-8 6.10, by a condition that ends after 50 ms. */
static void
test_ended_condition_completes_its_burst (void)
{
  const VigilPriority priorities[] = { VIGIL_PRIORITY_LOW, VIGIL_PRIORITY_MEDIUM,
                                       VIGIL_PRIORITY_HIGH };
  for (guint p = 0; p < G_N_ELEMENTS (priorities); p++) {
    World world = { .now_us = S };
    sound (&world, priorities[p], FALSE, FALSE);
    run_until (&world, S + 50 * MS);
    sound (&world, VIGIL_PRIORITY_NONE, FALSE, FALSE);
    run_until (&world, 60 * S);
    g_assert_cmpuint (world.n, ==, 1);
    gint64 heard_us = get_heard_us (&world, 0);
    if (priorities[p] == VIGIL_PRIORITY_HIGH) {
      /* Five pulses, none of the sixth. */
      g_assert_cmpint (heard_us, >=, vigil_cue_get_half_us (VIGIL_CUE_HIGH));
      g_assert_cmpint (heard_us, <, 2000 * MS);
    } else {
      g_assert_cmpint (heard_us, ==, vigil_cue_get_length_us (world.played[0].cue));
    }
  }
}

static void
test_high_past_its_half_is_completed (void)
{
  World world = { .now_us = S };
  sound (&world, VIGIL_PRIORITY_HIGH, FALSE, FALSE);
  run_until (&world, 3 * S);
  sound (&world, VIGIL_PRIORITY_NONE, FALSE, FALSE);
  run_until (&world, 30 * S);
  g_assert_cmpuint (world.n, ==, 1);
  g_assert_cmpint (get_heard_us (&world, 0), ==, vigil_cue_get_length_us (VIGIL_CUE_HIGH));
}

static void
test_high_back_before_its_half_goes_on (void)
{
  World world = { .now_us = S };
  sound (&world, VIGIL_PRIORITY_HIGH, FALSE, FALSE);
  run_until (&world, S + 200 * MS);
  sound (&world, VIGIL_PRIORITY_NONE, FALSE, FALSE);
  run_until (&world, S + 400 * MS);
  sound (&world, VIGIL_PRIORITY_HIGH, FALSE, FALSE);
  run_until (&world, 9 * S);
  g_assert_cmpuint (world.n, ==, 1);
  g_assert_cmpint (get_heard_us (&world, 0), ==, vigil_cue_get_length_us (VIGIL_CUE_HIGH));
}

static void
test_silence_stops_at_once (void)
{
  World world = { .now_us = S };
  sound (&world, VIGIL_PRIORITY_HIGH, FALSE, TRUE);
  run_until (&world, S + 100 * MS);
  sound (&world, VIGIL_PRIORITY_NONE, TRUE, FALSE);
  run_until (&world, 60 * S);
  g_assert_cmpuint (world.n, ==, 1);
  g_assert_cmpint (world.played[0].stop_us, ==, S + 100 * MS);
}

/* The finger must hear that it had an effect. */
static void
test_silenced_high_leaves_a_pause_before_medium (void)
{
  World world = { .now_us = S };
  sound (&world, VIGIL_PRIORITY_HIGH, FALSE, TRUE);
  run_until (&world, 2 * S);
  sound (&world, VIGIL_PRIORITY_MEDIUM, TRUE, FALSE);
  run_until (&world, 10 * S);
  g_assert_cmpuint (world.n, ==, 2);
  g_assert_cmpint (world.played[0].stop_us, ==, 2 * S);
  assert_played (&world, 1, VIGIL_CUE_MEDIUM, 2 * S + VIGIL_CADENCE_GAP_US, 2 * MS);
}

static void
test_new_high_restarts_in_the_pause (void)
{
  World world = { .now_us = S };
  sound (&world, VIGIL_PRIORITY_HIGH, FALSE, TRUE);
  run_until (&world, 6 * S);
  sound (&world, VIGIL_PRIORITY_HIGH, FALSE, TRUE);
  run_until (&world, 20 * S);
  assert_played (&world, 1, VIGIL_CUE_HIGH, 6 * S, MS);
  assert_played (&world, 2, VIGIL_CUE_HIGH, 6 * S + 8400 * MS, 3 * MS);
}

static void
test_two_highs_together_are_one_burst (void)
{
  World world = { .now_us = S };
  sound (&world, VIGIL_PRIORITY_HIGH, FALSE, TRUE);
  run_until (&world, S + 50 * MS);
  sound (&world, VIGIL_PRIORITY_HIGH, FALSE, TRUE);
  run_until (&world, 5 * S);
  g_assert_cmpuint (world.n, ==, 1);
}

static void
test_storm_of_highs_does_not_stutter (void)
{
  World world = { .now_us = S };
  for (guint i = 0; i < 40; i++) {
    sound (&world, VIGIL_PRIORITY_HIGH, FALSE, TRUE);
    run_until (&world, world.now_us + 600 * MS);
  }
  g_assert_cmpuint (world.n, >, 3);
  for (guint i = 1; i + 1 < world.n; i++)
    g_assert_cmpint (get_heard_us (&world, i), >=, vigil_cue_get_half_us (VIGIL_CUE_HIGH));
}

static void
test_reopened_medium_does_not_run_into_itself (void)
{
  World world = { .now_us = S };
  sound (&world, VIGIL_PRIORITY_MEDIUM, FALSE, FALSE);
  run_until (&world, S + 300 * MS);
  sound (&world, VIGIL_PRIORITY_NONE, FALSE, FALSE);
  run_until (&world, S + 1200 * MS);
  sound (&world, VIGIL_PRIORITY_MEDIUM, FALSE, FALSE);
  run_until (&world, 10 * S);
  g_assert_cmpuint (world.n, ==, 2);
  g_assert_cmpint (world.played[1].start_us - world.played[0].stop_us, >=,
                   VIGIL_CADENCE_RISE_GAP_US - MS);
}

static void
test_once_is_one_burst (void)
{
  World world = { .now_us = S };
  vigil_cadence_play_once (&world.cadence, VIGIL_PRIORITY_HIGH);
  run_until (&world, 60 * S);
  g_assert_cmpuint (world.n, ==, 1);
  g_assert_cmpint (get_heard_us (&world, 0), ==, vigil_cue_get_length_us (VIGIL_CUE_HIGH));
}

static void
test_once_yields_to_what_sounds (void)
{
  World world = { .now_us = S };
  sound (&world, VIGIL_PRIORITY_HIGH, FALSE, FALSE);
  run_until (&world, 6 * S);
  vigil_cadence_play_once (&world.cadence, VIGIL_PRIORITY_MEDIUM);
  run_until (&world, 7 * S);
  sound (&world, VIGIL_PRIORITY_NONE, FALSE, FALSE);
  run_until (&world, 60 * S);
  g_assert_cmpuint (world.n, ==, 1);
}

static void
test_station_failed_sounds_over_all_and_ends (void)
{
  World world = { .now_us = S };
  sound (&world, VIGIL_PRIORITY_HIGH, FALSE, TRUE);
  run_until (&world, S + 600 * MS);
  vigil_cadence_set_station_failed (&world.cadence, TRUE);
  run_until (&world, 20 * S);
  g_assert_cmpint (world.played[1].cue, ==, VIGIL_CUE_STATION_FAILED);
  g_assert_cmpint (world.played[2].cue, ==, VIGIL_CUE_STATION_FAILED);
  guint before = world.n;
  vigil_cadence_set_station_failed (&world.cadence, FALSE);
  run_until (&world, 40 * S);
  g_assert_cmpuint (world.n, >, before);
  for (guint i = before; i < world.n; i++)
    g_assert_cmpint (world.played[i].cue, ==, VIGIL_CUE_HIGH);
  g_assert_cmpint (get_heard_us (&world, before - 1), <,
                   vigil_cue_get_length_us (VIGIL_CUE_STATION_FAILED));
}

static void
test_silence_does_not_end_station_failed (void)
{
  World world = { .now_us = S };
  vigil_cadence_set_station_failed (&world.cadence, TRUE);
  run_until (&world, 2 * S);
  sound (&world, VIGIL_PRIORITY_NONE, TRUE, FALSE);
  run_until (&world, 20 * S);
  g_assert_cmpuint (world.n, ==, 3);
  g_assert_cmpint (get_heard_us (&world, 0), ==,
                   vigil_cue_get_length_us (VIGIL_CUE_STATION_FAILED));
}

static void
test_refused_burst_is_tried_again_soon (void)
{
  World world = { .now_us = S };
  sound (&world, VIGIL_PRIORITY_MEDIUM, FALSE, FALSE);
  run_until (&world, S + 2 * MS);
  vigil_cadence_refused (&world.cadence, world.now_us);
  run_until (&world, 10 * S);
  g_assert_cmpuint (world.n, ==, 2);
  assert_played (&world, 1, VIGIL_CUE_MEDIUM, S + 2 * MS + VIGIL_CADENCE_RETRY_US, 3 * MS);
}

static void
test_late_thread_does_not_shorten_a_pause (void)
{
  World world = { .now_us = S };
  sound (&world, VIGIL_PRIORITY_HIGH, FALSE, FALSE);
  run_until (&world, 5 * S);
  world.now_us = 100 * S; /* held up */
  run_until (&world, 120 * S);
  assert_played (&world, 1, VIGIL_CUE_HIGH, 100 * S, MS);
  assert_played (&world, 2, VIGIL_CUE_HIGH, 108400 * MS, 3 * MS);
}

/* Random commands: the most urgent wish is sounded soon, nothing sounds that nobody wished, nothing
 * overlaps, and silence is silence. */
static void
test_random_wishes_keep_the_rules (void)
{
  for (guint round = 0; round < 60; round++) {
    World world = { .now_us = S };
    VigilPriority wanted = VIGIL_PRIORITY_NONE;
    for (guint i = 0; i < 200; i++) {
      VigilPriority next = (VigilPriority) g_test_rand_int_range (0, 4);
      gboolean is_silenced = next < wanted && g_test_rand_int_range (0, 2);
      guint before = world.n;
      gint64 at_us = world.now_us;
      sound (&world, next, is_silenced,
             next == VIGIL_PRIORITY_HIGH && g_test_rand_int_range (0, 2));
      wanted = next;
      run_until (&world, world.now_us + g_test_rand_int_range (1, 6000) * MS);
      for (guint n = before; n < world.n; n++)
        g_assert_cmpint (world.played[n].cue, ==, vigil_cue_of_priority (wanted));
      /* One whole high burst and the longest pause before the wish is heard. */
      if (wanted != VIGIL_PRIORITY_NONE && world.now_us - at_us > 5990 * MS)
        g_assert_true (world.n > before || world.played[world.n - 1].stop_us > at_us
                       || world.played[world.n - 1].cue == vigil_cue_of_priority (wanted));
      if (is_silenced && before > 0)
        g_assert_cmpint (world.played[before - 1].stop_us, <=, at_us + MS);
    }
    for (guint n = 1; n < world.n; n++)
      g_assert_cmpint (world.played[n].start_us, >=, world.played[n - 1].stop_us);
  }
}

static void
test_boundaries_lie_between_pulses (void)
{
  for (VigilCue cue = VIGIL_CUE_LOW; cue < VIGIL_N_CUES; cue++) {
    const VigilToneBurst *burst = vigil_cue_get_burst (cue);
    gint64 span_us = (gint64) (vigil_tone_get_span_ms (burst) * 1000);
    for (gint64 t_us = 0; t_us < vigil_cue_get_length_us (cue) + 100 * MS; t_us += 777) {
      gint64 boundary_us = vigil_cue_get_boundary_us (cue, t_us, 30 * MS);
      g_assert_cmpint (boundary_us, >=, t_us);
      g_assert_cmpint (boundary_us - t_us, <=, span_us + 30 * MS);
      for (guint i = 0; i < burst->n_pulses; i++) {
        gint64 onset_us = burst->onsets_ms[i] * MS;
        g_assert_false (boundary_us > onset_us && boundary_us < onset_us + span_us);
      }
    }
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cadence/quiet-stays-quiet", test_quiet_stays_quiet);
  g_test_add_func ("/cadence/bursts-repeat-by-the-table", test_bursts_repeat_by_the_table);
  g_test_add_func ("/cadence/higher-preempts-at-a-pulse-boundary",
                   test_higher_preempts_at_a_pulse_boundary);
  g_test_add_func ("/cadence/lower-waits-for-the-higher", test_lower_waits_for_the_higher);
  g_test_add_func ("/cadence/ended-condition-completes-its-burst",
                   test_ended_condition_completes_its_burst);
  g_test_add_func ("/cadence/high-past-its-half-is-completed",
                   test_high_past_its_half_is_completed);
  g_test_add_func ("/cadence/high-back-before-its-half-goes-on",
                   test_high_back_before_its_half_goes_on);
  g_test_add_func ("/cadence/silence-stops-at-once", test_silence_stops_at_once);
  g_test_add_func ("/cadence/silenced-high-leaves-a-pause-before-medium",
                   test_silenced_high_leaves_a_pause_before_medium);
  g_test_add_func ("/cadence/new-high-restarts-in-the-pause", test_new_high_restarts_in_the_pause);
  g_test_add_func ("/cadence/two-highs-together-are-one-burst",
                   test_two_highs_together_are_one_burst);
  g_test_add_func ("/cadence/storm-of-highs-does-not-stutter",
                   test_storm_of_highs_does_not_stutter);
  g_test_add_func ("/cadence/reopened-medium-does-not-run-into-itself",
                   test_reopened_medium_does_not_run_into_itself);
  g_test_add_func ("/cadence/once-is-one-burst", test_once_is_one_burst);
  g_test_add_func ("/cadence/once-yields-to-what-sounds", test_once_yields_to_what_sounds);
  g_test_add_func ("/cadence/station-failed-sounds-over-all-and-ends",
                   test_station_failed_sounds_over_all_and_ends);
  g_test_add_func ("/cadence/silence-does-not-end-station-failed",
                   test_silence_does_not_end_station_failed);
  g_test_add_func ("/cadence/refused-burst-is-tried-again-soon",
                   test_refused_burst_is_tried_again_soon);
  g_test_add_func ("/cadence/late-thread-does-not-shorten-a-pause",
                   test_late_thread_does_not_shorten_a_pause);
  g_test_add_func ("/cadence/random-wishes-keep-the-rules", test_random_wishes_keep_the_rules);
  g_test_add_func ("/cadence/boundaries-lie-between-pulses", test_boundaries_lie_between_pulses);
  return g_test_run ();
}
