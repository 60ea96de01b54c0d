/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-verdict.h"

#define MS G_GINT64_CONSTANT (1000)
#define FLOOR_PERCENT 40
/* As long as a medium burst. */
#define LENGTH_US (1090 * MS)
#define HIGH_LENGTH_US (3500 * MS)
#define CALLED_US (10000 * MS)
#define ANSWERED_US (CALLED_US + 5 * MS)
#define END_US (ANSWERED_US + LENGTH_US)
#define PROVED_US (END_US + VIGIL_VERDICT_PROOF_US)

/* A sink that has been right and metered for long, and our own stream of this burst, heard to its
 * end. */
static VigilSinkFacts
good_facts (void)
{
  VigilSinkFacts facts = { .is_connected = TRUE,
                           .is_answering = TRUE,
                           .is_known = TRUE,
                           .has_sink = TRUE,
                           .name = "alsa_output.pci-0000_00_1f.3.analog-stereo",
                           .device_class = "sound",
                           .volume_percent = 74,
                           .metered_since_us = 100 * MS,
                           .last_loud_us = END_US - 20 * MS,
                           .has_stream = TRUE,
                           .stream_volume_percent = 100,
                           .stream_since_us = CALLED_US + 2 * MS,
                           .stream_metered_us = CALLED_US + 60 * MS,
                           .stream_newest_us = END_US,
                           .stream_loud_us = END_US - 20 * MS };
  return facts;
}

/* WORKS since a second. */
static VigilVerdict
settled (void)
{
  VigilVerdict verdict;
  VigilSinkFacts facts = good_facts ();
  vigil_verdict_init (&verdict, FLOOR_PERCENT, 0);
  vigil_verdict_look (&verdict, &facts, FALSE, 1000 * MS);
  g_assert_cmpint (verdict.sound, ==, VIGIL_SOUND_WORKS);
  return verdict;
}

static VigilSound
judge_burst (const VigilSinkFacts *facts)
{
  VigilVerdict verdict = settled ();
  vigil_verdict_begin (&verdict, CALLED_US, ANSWERED_US, LENGTH_US);
  vigil_verdict_look (&verdict, facts, FALSE, ANSWERED_US + 450 * MS);
  g_assert_cmpint (verdict.sound, ==, VIGIL_SOUND_WORKS);
  vigil_verdict_look (&verdict, facts, FALSE, PROVED_US);
  return verdict.sound;
}

static void
test_burst_heard_to_its_end_is_proved (void)
{
  VigilSinkFacts facts = good_facts ();
  g_assert_cmpint (judge_burst (&facts), ==, VIGIL_SOUND_WORKS);
}

static void
test_noise_of_another_program_is_no_proof (void)
{
  VigilSinkFacts facts = good_facts ();
  facts.stream_loud_us = 0;
  g_assert_cmpint (judge_burst (&facts), ==, VIGIL_SOUND_FAILED);
}

static void
test_stream_that_does_not_leave_the_sink_is_no_proof (void)
{
  VigilSinkFacts facts = good_facts ();
  facts.last_loud_us = CALLED_US - 1;
  g_assert_cmpint (judge_burst (&facts), ==, VIGIL_SOUND_FAILED);
}

static void
test_burst_that_fell_silent_before_its_end_is_no_proof (void)
{
  VigilSinkFacts facts = good_facts ();
  facts.stream_loud_us = ANSWERED_US + 300 * MS;
  g_assert_cmpint (judge_burst (&facts), ==, VIGIL_SOUND_FAILED);
}

static void
test_silent_high_burst_is_told_before_its_end (void)
{
  VigilVerdict verdict = settled ();
  VigilSinkFacts facts = good_facts ();
  facts.stream_loud_us = 0;
  vigil_verdict_begin (&verdict, CALLED_US, ANSWERED_US, HIGH_LENGTH_US);
  g_assert_true (vigil_verdict_look (&verdict, &facts, FALSE, CALLED_US + 1400 * MS));
  g_assert_cmpint (verdict.sound, ==, VIGIL_SOUND_FAILED);
}

static void
test_one_burst_without_a_meter_is_excused_and_two_are_not (void)
{
  VigilVerdict verdict = settled ();
  VigilSinkFacts facts = good_facts ();
  facts.stream_since_us = facts.stream_metered_us = facts.stream_loud_us = 0;
  vigil_verdict_begin (&verdict, CALLED_US, ANSWERED_US, LENGTH_US);
  g_assert_false (vigil_verdict_look (&verdict, &facts, FALSE, PROVED_US));
  gint64 later_us = 20000 * MS;
  facts.last_loud_us = later_us + LENGTH_US;
  vigil_verdict_begin (&verdict, later_us, later_us, LENGTH_US);
  g_assert_true (
      vigil_verdict_look (&verdict, &facts, FALSE, later_us + LENGTH_US + VIGIL_VERDICT_PROOF_US));
  g_assert_cmpint (verdict.sound, ==, VIGIL_SOUND_FAILED);
}

/* A slow server ends a short burst before it puts a meter on it: that is no fault. */
static void
test_measured_too_shortly_is_no_refutation (void)
{
  VigilSinkFacts facts = good_facts ();
  facts.stream_loud_us = 0;
  facts.stream_metered_us = END_US - 300 * MS;
  g_assert_cmpint (judge_burst (&facts), ==, VIGIL_SOUND_WORKS);
  facts.stream_metered_us = END_US - 600 * MS;
  g_assert_cmpint (judge_burst (&facts), ==, VIGIL_SOUND_FAILED);
}

static void
test_burst_cut_on_purpose_need_not_reach_its_end (void)
{
  VigilVerdict verdict = settled ();
  VigilSinkFacts facts = good_facts ();
  gint64 cut_us = ANSWERED_US + 600 * MS;
  facts.last_loud_us = facts.stream_loud_us = cut_us - 100 * MS;
  vigil_verdict_begin (&verdict, CALLED_US, ANSWERED_US, HIGH_LENGTH_US);
  vigil_verdict_cut (&verdict, cut_us);
  g_assert_false (vigil_verdict_look (&verdict, &facts, FALSE, cut_us + 500 * MS));
  /* A silent one is told all the same, */
  facts.stream_loud_us = 0;
  vigil_verdict_begin (&verdict, CALLED_US, ANSWERED_US, HIGH_LENGTH_US);
  vigil_verdict_cut (&verdict, cut_us);
  g_assert_true (vigil_verdict_look (&verdict, &facts, FALSE, cut_us + 500 * MS));
}

static void
test_burst_cut_at_once_says_nothing (void)
{
  VigilVerdict verdict = settled ();
  VigilSinkFacts facts = good_facts ();
  facts.last_loud_us = facts.stream_loud_us = 0;
  vigil_verdict_begin (&verdict, CALLED_US, ANSWERED_US, HIGH_LENGTH_US);
  vigil_verdict_cut (&verdict, ANSWERED_US + 200 * MS);
  g_assert_false (vigil_verdict_look (&verdict, &facts, FALSE, ANSWERED_US + 5000 * MS));
}

static void
test_burst_that_ended_too_soon_is_recognised (void)
{
  VigilVerdict verdict = settled ();
  vigil_verdict_begin (&verdict, CALLED_US, ANSWERED_US, LENGTH_US);
  g_assert_false (vigil_verdict_is_too_soon (&verdict, CALLED_US + LENGTH_US));
  g_assert_true (vigil_verdict_is_too_soon (&verdict, CALLED_US + 200 * MS));
}

static void
test_stream_turned_down_is_a_fault_of_the_stream (void)
{
  VigilVerdict verdict = settled ();
  VigilSinkFacts facts = good_facts ();
  facts.stream_volume_percent = 50; /* 37 % in all */
  vigil_verdict_look (&verdict, &facts, FALSE, CALLED_US + 100 * MS);
  g_assert_true (vigil_verdict_look (&verdict, &facts, FALSE, CALLED_US + 700 * MS));
  g_assert_cmpint (verdict.sound, ==, VIGIL_SOUND_TOO_QUIET);
  g_assert_true (verdict.is_stream_at_fault);
}

static void
test_odd_state_of_a_moment_is_not_told (void)
{
  VigilVerdict verdict = settled ();
  VigilSinkFacts good = good_facts ();
  VigilSinkFacts muted = good;
  muted.is_muted = TRUE;
  g_assert_false (vigil_verdict_look (&verdict, &muted, FALSE, 2000 * MS));
  g_assert_false (vigil_verdict_look (&verdict, &muted, FALSE, 2499 * MS));
  g_assert_false (vigil_verdict_look (&verdict, &good, FALSE, 2500 * MS));
  g_assert_false (vigil_verdict_look (&verdict, &muted, FALSE, 2600 * MS));
  g_assert_true (vigil_verdict_look (&verdict, &muted, FALSE, 3100 * MS));
  g_assert_cmpint (verdict.sound, ==, VIGIL_SOUND_MUTED);
  g_assert_true (vigil_verdict_look (&verdict, &good, FALSE, 3101 * MS));
}

static void
test_nothing_known_is_no_sound_within_two_seconds (void)
{
  VigilVerdict verdict;
  VigilSinkFacts facts = { 0 };
  vigil_verdict_init (&verdict, FLOOR_PERCENT, 0);
  g_assert_false (vigil_verdict_look (&verdict, &facts, FALSE, 1000 * MS));
  g_assert_cmpint (verdict.sound, ==, VIGIL_SOUND_STARTING);
  g_assert_true (vigil_verdict_look (&verdict, &facts, FALSE, 1800 * MS));
  g_assert_cmpint (verdict.sound, ==, VIGIL_SOUND_NO_SERVER);
}

static void
test_player_held_fast_is_stuck (void)
{
  VigilVerdict verdict = settled ();
  VigilSinkFacts facts = good_facts ();
  g_assert_true (vigil_verdict_look (&verdict, &facts, TRUE, 2000 * MS));
  g_assert_cmpint (verdict.sound, ==, VIGIL_SOUND_STUCK);
  g_assert_true (vigil_verdict_look (&verdict, &facts, FALSE, 2001 * MS));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/verdict/burst-heard-to-its-end-is-proved",
                   test_burst_heard_to_its_end_is_proved);
  g_test_add_func ("/verdict/noise-of-another-program-is-no-proof",
                   test_noise_of_another_program_is_no_proof);
  g_test_add_func ("/verdict/stream-that-does-not-leave-the-sink-is-no-proof",
                   test_stream_that_does_not_leave_the_sink_is_no_proof);
  g_test_add_func ("/verdict/burst-that-fell-silent-before-its-end-is-no-proof",
                   test_burst_that_fell_silent_before_its_end_is_no_proof);
  g_test_add_func ("/verdict/silent-high-burst-is-told-before-its-end",
                   test_silent_high_burst_is_told_before_its_end);
  g_test_add_func ("/verdict/one-burst-without-a-meter-is-excused-and-two-are-not",
                   test_one_burst_without_a_meter_is_excused_and_two_are_not);
  g_test_add_func ("/verdict/measured-too-shortly-is-no-refutation",
                   test_measured_too_shortly_is_no_refutation);
  g_test_add_func ("/verdict/burst-cut-on-purpose-need-not-reach-its-end",
                   test_burst_cut_on_purpose_need_not_reach_its_end);
  g_test_add_func ("/verdict/burst-cut-at-once-says-nothing", test_burst_cut_at_once_says_nothing);
  g_test_add_func ("/verdict/burst-that-ended-too-soon-is-recognised",
                   test_burst_that_ended_too_soon_is_recognised);
  g_test_add_func ("/verdict/stream-turned-down-is-a-fault-of-the-stream",
                   test_stream_turned_down_is_a_fault_of_the_stream);
  g_test_add_func ("/verdict/odd-state-of-a-moment-is-not-told",
                   test_odd_state_of_a_moment_is_not_told);
  g_test_add_func ("/verdict/nothing-known-is-no-sound-within-two-seconds",
                   test_nothing_known_is_no_sound_within_two_seconds);
  g_test_add_func ("/verdict/player-held-fast-is-stuck", test_player_held_fast_is_stuck);
  return g_test_run ();
}
