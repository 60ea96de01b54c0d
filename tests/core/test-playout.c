/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-playout.h"

#define SECOND G_GINT64_CONSTANT (1000000)
#define MONO0 (1000 * SECOND)
#define DEVICE0 G_GINT64_CONSTANT (1790000000000000)
#define PERIOD 200000

typedef struct {
  VigilPlayout playout;
  VigilPlayoutSource source;
  gint64 mono_us;
  gint64 device_us; /* end of the newest block */
  gint64 latency_us;
  guint n_jumped, n_moved;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  (void) data;
  vigil_playout_init (&f->playout);
  f->mono_us = MONO0;
  f->device_us = DEVICE0;
  f->latency_us = 10000;
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  (void) f;
  (void) data;
}

static VigilPlayoutNews
block (Fixture *f)
{
  f->mono_us += PERIOD;
  f->device_us += PERIOD;
  VigilPlayoutNews news = vigil_playout_add (&f->playout, &f->source, f->device_us - PERIOD,
                                             f->device_us, 0, f->mono_us + f->latency_us);
  f->n_jumped += news == VIGIL_PLAYOUT_JUMPED;
  f->n_moved += news == VIGIL_PLAYOUT_MOVED;
  f->n_moved += vigil_playout_tick (&f->playout, &f->source, 1, f->mono_us + f->latency_us);
  return news;
}

static void
run (Fixture *f, guint seconds)
{
  for (guint i = 0; i < seconds * 5; i++)
    block (f);
}

static gint64
get_lag (const Fixture *f)
{
  /* How far the cursor is behind the true device time. */
  return f->playout.shift_us - (f->mono_us - f->device_us);
}

static void
test_the_delay_is_one_period_and_60_ms (Fixture *f, gconstpointer data)
{
  (void) data;
  run (f, 5);
  g_assert_true (f->playout.has_clock);
  g_assert_cmpint (get_lag (f), ==, 10000 + PERIOD + VIGIL_PLAYOUT_MARGIN_US);
}

static void
test_it_never_shows_what_has_not_come (Fixture *f, gconstpointer data)
{
  (void) data;
  g_autoptr (GRand) random = g_rand_new_with_seed (3);
  guint n_starved = 0;
  for (guint i = 0; i < 3000; i++) {
    f->latency_us = 5000 + g_rand_int_range (random, 0, 50001);
    block (f);
    /* Just before the next block comes. */
    gint64 shown_us = f->mono_us + PERIOD - f->playout.shift_us;
    n_starved += shown_us > f->device_us;
  }
  g_assert_cmpuint (n_starved, ==, 0);
  g_assert_cmpuint (f->n_jumped + f->n_moved, ==, 0);
}

static void
test_starving_is_learnt_and_kept_within_bounds (Fixture *f, gconstpointer data)
{
  (void) data;
  run (f, 5);
  gint64 before_us = f->playout.shift_us;
  for (guint i = 0; i < 20; i++) {
    f->latency_us = i % 2 ? 150000 : 10000;
    f->mono_us += PERIOD;
    f->device_us += PERIOD;
    vigil_playout_tick (&f->playout, &f->source, 1, f->mono_us + f->latency_us - 1000);
    vigil_playout_add (&f->playout, &f->source, f->device_us - PERIOD, f->device_us, 0,
                       f->mono_us + f->latency_us);
  }
  g_assert_cmpint (f->playout.shift_us - before_us, >=, 90000);
  g_assert_cmpint (f->playout.shift_us - before_us, <=, 500000);
}

static void
test_a_late_block_is_learnt_when_it_comes (Fixture *f, gconstpointer data)
{
  (void) data;
  run (f, 5);
  gint64 before_us = f->playout.shift_us;
  /* 40 ms later than the margin hides, between two ticks. */
  gint64 late_us = 10000 + VIGIL_PLAYOUT_MARGIN_US + 40000;
  vigil_playout_add (&f->playout, &f->source, f->device_us, f->device_us + PERIOD, 0,
                     f->mono_us + PERIOD + late_us);
  g_assert_cmpint (f->playout.shift_us - before_us, ==, 40000 + 20000);
  /* An outage of 3 s teaches nothing. */
  before_us = f->playout.shift_us;
  vigil_playout_add (&f->playout, &f->source, f->device_us + PERIOD, f->device_us + 2 * PERIOD, 0,
                     f->mono_us + 2 * PERIOD + 3 * SECOND);
  g_assert_cmpint (f->playout.shift_us, ==, before_us);
}

/* Nothing is late by it, so nothing is learnt from it. */
static void
test_fifty_milliseconds_of_jitter_are_hidden (Fixture *f, gconstpointer data)
{
  (void) data;
  for (guint i = 0; i < 300; i++) {
    f->latency_us = i % 2 ? 55000 : 5000;
    block (f);
    g_assert_cmpint (f->playout.extra_us, ==, 0);
  }
}

static void
test_a_small_drift_is_slewed_at_half_a_percent (Fixture *f, gconstpointer data)
{
  (void) data;
  run (f, 5);
  gint64 before_us = f->playout.shift_us;
  f->device_us += 100000; /* the device's clock is put forward by 100 ms */
  gint64 last_us = before_us;
  for (guint i = 0; i < 5 * 40; i++) {
    block (f);
    gint64 moved_us = f->playout.shift_us - last_us;
    g_assert_cmpint (ABS (moved_us), <=, PERIOD / 200 + 1);
    last_us = f->playout.shift_us;
  }
  g_assert_cmpint (f->playout.shift_us, ==, before_us - 100000);
  g_assert_cmpuint (f->n_jumped + f->n_moved, ==, 0);
}

static void
test_a_step_forward_is_a_new_epoch (Fixture *f, gconstpointer data)
{
  (void) data;
  run (f, 5);
  guint epoch = f->playout.epoch;
  f->device_us += 2 * SECOND;
  g_assert_cmpint (block (f), ==, VIGIL_PLAYOUT_JUMPED);
  g_assert_cmpuint (f->playout.epoch, ==, epoch + 1);
  g_assert_cmpint (get_lag (f), ==, 10000 + PERIOD + VIGIL_PLAYOUT_MARGIN_US);
  run (f, 40);
  g_assert_cmpuint (f->n_jumped, ==, 1);
  g_assert_cmpuint (f->n_moved, ==, 0);
}

static void
test_a_step_back_is_a_new_epoch (Fixture *f, gconstpointer data)
{
  (void) data;
  run (f, 5);
  f->device_us -= 3600 * SECOND;
  g_assert_cmpint (block (f), ==, VIGIL_PLAYOUT_JUMPED);
  g_assert_cmpint (get_lag (f), ==, 10000 + PERIOD + VIGIL_PLAYOUT_MARGIN_US);
  run (f, 40);
  g_assert_cmpuint (f->n_jumped, ==, 1);
}

static void
test_a_pause_of_the_device_is_no_step (Fixture *f, gconstpointer data)
{
  (void) data;
  run (f, 5);
  f->mono_us += 20 * SECOND;
  f->device_us += 20 * SECOND;
  g_assert_cmpint (block (f), ==, VIGIL_PLAYOUT_SMOOTH);
}

static void
test_a_burst_after_a_stall_is_no_step (Fixture *f, gconstpointer data)
{
  (void) data;
  run (f, 5);
  guint epoch = f->playout.epoch;
  gint64 arrival_us = f->mono_us + 2 * SECOND;
  for (guint i = 0; i < 10; i++) {
    f->mono_us += PERIOD;
    f->device_us += PERIOD;
    g_assert_cmpint (vigil_playout_add (&f->playout, &f->source, f->device_us - PERIOD,
                                        f->device_us, 0, arrival_us),
                     ==, VIGIL_PLAYOUT_SMOOTH);
  }
  run (f, 10);
  g_assert_cmpuint (f->playout.epoch, ==, epoch);
}

static void
test_a_network_slower_for_good_is_followed_after_30_s (Fixture *f, gconstpointer data)
{
  (void) data;
  run (f, 35);
  f->latency_us = 900000;
  run (f, 25);
  g_assert_cmpuint (f->n_moved, ==, 0);
  run (f, 10);
  g_assert_cmpuint (f->n_moved, ==, 1);
  g_assert_cmpuint (f->n_jumped, ==, 0);
  g_assert_cmpint (get_lag (f), ==, 900000 + PERIOD + VIGIL_PLAYOUT_MARGIN_US);
}

#define ADD(name, func) g_test_add ("/playout/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("the-delay-is-one-period-and-60-ms", test_the_delay_is_one_period_and_60_ms);
  ADD ("it-never-shows-what-has-not-come", test_it_never_shows_what_has_not_come);
  ADD ("starving-is-learnt-and-kept-within-bounds", test_starving_is_learnt_and_kept_within_bounds);
  ADD ("a-late-block-is-learnt-when-it-comes", test_a_late_block_is_learnt_when_it_comes);
  ADD ("fifty-milliseconds-of-jitter-are-hidden", test_fifty_milliseconds_of_jitter_are_hidden);
  ADD ("a-small-drift-is-slewed-at-half-a-percent", test_a_small_drift_is_slewed_at_half_a_percent);
  ADD ("a-step-forward-is-a-new-epoch", test_a_step_forward_is_a_new_epoch);
  ADD ("a-step-back-is-a-new-epoch", test_a_step_back_is_a_new_epoch);
  ADD ("a-pause-of-the-device-is-no-step", test_a_pause_of_the_device_is_no_step);
  ADD ("a-burst-after-a-stall-is-no-step", test_a_burst_after_a_stall_is_no_step);
  ADD ("a-network-slower-for-good-is-followed-after-30-s",
       test_a_network_slower_for_good_is_followed_after_30_s);
  return g_test_run ();
}
