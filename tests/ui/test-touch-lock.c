/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Streams of touches as hands, water and children make them; 200 of each kind. */

#include "vigil-touch-lock.h"

#define N_STREAMS 200
#define S G_USEC_PER_SEC
#define MS 1000
#define ID(n) GUINT_TO_POINTER ((n) + 1u)

typedef struct {
  VigilTouchLock lock;
  gint64 now_us;
} Screen;

static double
between (double a, double b)
{
  return g_test_rand_double_range (a, b);
}

static void
wake (Screen *screen)
{
  vigil_touch_lock_init (&screen->lock);
  screen->now_us = 1000 * S;
}

/* TRUE: heard. */
static gboolean
down (Screen *screen, guint id, double x, double y)
{
  return vigil_touch_lock_begin (&screen->lock, ID (id), x, y, FALSE, screen->now_us);
}

static void
up (Screen *screen, guint id)
{
  vigil_touch_lock_end (&screen->lock, ID (id), screen->now_us);
}

static void
wait_ms (Screen *screen, double ms)
{
  screen->now_us += (gint64) (ms * MS);
}

static gboolean
is_locked (Screen *screen)
{
  return screen->lock.reason == VIGIL_LOCK_STORM;
}

/* --- Hands --- */

static void
test_a_gloved_finger_tapping_fast_is_heard (void)
{
  for (guint n = 0; n < N_STREAMS; n++) {
    Screen screen;
    wake (&screen);
    double x = between (100, 1800), y = between (100, 1000), period_ms = between (143, 400);
    for (guint tap = 0; tap < 100; tap++) {
      g_assert_true (down (&screen, 0, x + between (-15, 15), y + between (-15, 15)));
      wait_ms (&screen, between (30, 70));
      up (&screen, 0);
      /* The glove bounces now and then. */
      if (g_test_rand_bit ()) {
        wait_ms (&screen, 5);
        g_assert_true (down (&screen, 0, x + between (-10, 10), y + between (-10, 10)));
        up (&screen, 0);
      }
      wait_ms (&screen, period_ms - 35);
    }
  }
}

static void
test_a_finger_that_goes_from_target_to_target_is_heard (void)
{
  for (guint n = 0; n < N_STREAMS; n++) {
    Screen screen;
    wake (&screen);
    for (guint tap = 0; tap < 100; tap++) {
      g_assert_true (down (&screen, 0, between (0, 1920), between (0, 1080)));
      wait_ms (&screen, between (40, 120));
      up (&screen, 0);
      wait_ms (&screen, between (130, 500));
    }
  }
}

static void
test_two_hands_are_heard (void)
{
  for (guint n = 0; n < N_STREAMS; n++) {
    Screen screen;
    wake (&screen);
    for (guint tap = 0; tap < 100; tap++) {
      /* Left and right in turn, each still down when the other comes. */
      g_assert_true (down (&screen, tap % 2, 400 + 900 * (tap % 2) + between (-40, 40), 500));
      wait_ms (&screen, between (165, 200));
      up (&screen, (tap + 1) % 2);
    }
  }
}

static void
test_a_knuckle_beside_the_finger_is_heard (void)
{
  Screen screen;
  wake (&screen);
  for (guint n = 0; n < 50; n++) {
    g_assert_true (down (&screen, 0, 500, 500));
    g_assert_true (down (&screen, 1, 560, 580));
    wait_ms (&screen, 600);
    up (&screen, 0);
    up (&screen, 1);
    wait_ms (&screen, 400);
  }
}

/* --- Storms --- */

static void
test_a_wet_screen_is_locked_within_two_seconds (void)
{
  for (guint n = 0; n < N_STREAMS; n++) {
    Screen screen;
    wake (&screen);
    double rate_hz = between (9, 40);
    gint64 began_us = screen.now_us;
    for (guint drop = 0; !is_locked (&screen); drop++) {
      down (&screen, drop % 2, between (0, 1920), between (0, 1080));
      wait_ms (&screen, between (5, 15));
      up (&screen, drop % 2);
      wait_ms (&screen, between (0.8, 1.2) * (1000 / rate_hz - 10));
      g_assert_cmpint (screen.now_us - began_us, <, 2 * S);
    }
  }
}

static void
test_a_palm_is_locked_at_once (void)
{
  for (guint n = 0; n < N_STREAMS; n++) {
    Screen screen;
    wake (&screen);
    double x = between (100, 1800), y = between (100, 1000);
    for (guint contact = 0; contact < 4; contact++) {
      down (&screen, contact, x + between (-80, 80), y + between (-80, 80));
      wait_ms (&screen, between (0, 20));
    }
    g_assert_true (is_locked (&screen));
  }
}

static void
test_a_small_palm_is_locked_when_it_slaps_again (void)
{
  Screen screen;
  wake (&screen);
  for (guint slap = 0; slap < 2; slap++) {
    g_assert_false (is_locked (&screen));
    for (guint contact = 0; contact < 3; contact++)
      down (&screen, contact, 500 + 40 * contact, 500);
    for (guint contact = 0; contact < 3; contact++)
      up (&screen, contact);
    wait_ms (&screen, 700);
  }
  g_assert_true (is_locked (&screen));
}

static void
test_a_ghost_on_one_spot_is_locked (void)
{
  Screen screen;
  wake (&screen);
  for (guint n = 0; n < 60; n++) {
    down (&screen, 0, 700, 300);
    wait_ms (&screen, 10);
    up (&screen, 0);
    wait_ms (&screen, 23);
  }
  g_assert_true (is_locked (&screen));
}

static void
test_lifts_that_were_not_heard_do_not_add_up_to_a_palm (void)
{
  Screen screen;
  wake (&screen);
  for (guint n = 0; n < 20; n++) {
    g_assert_true (down (&screen, n, 500, 500));
    wait_ms (&screen, 5500);
  }
}

/* --- The lock --- */

static void
lock_by_palm (Screen *screen)
{
  wake (screen);
  for (guint contact = 0; contact < 4; contact++)
    down (screen, contact, 500 + 30 * contact, 500);
  g_assert_true (is_locked (screen));
  for (guint contact = 0; contact < 4; contact++)
    up (screen, contact);
}

static void
test_a_storm_locks_for_ten_seconds (void)
{
  Screen screen;
  lock_by_palm (&screen);
  g_assert_cmpuint (vigil_touch_lock_left_s (&screen.lock, screen.now_us), ==, 10);
  wait_ms (&screen, 9999);
  g_assert_false (vigil_touch_lock_tick (&screen.lock, screen.now_us));
  g_assert_false (down (&screen, 0, 10, 10));
  up (&screen, 0);
  wait_ms (&screen, 1);
  g_assert_true (vigil_touch_lock_tick (&screen.lock, screen.now_us));
  g_assert_false (vigil_touch_lock_tick (&screen.lock, screen.now_us));
  g_assert_true (down (&screen, 0, 10, 10));
}

static void
test_a_hold_of_two_seconds_opens_it (void)
{
  Screen screen;
  lock_by_palm (&screen);
  g_assert_false (vigil_touch_lock_begin (&screen.lock, ID (0), 900, 900, TRUE, screen.now_us));
  vigil_touch_lock_move (&screen.lock, ID (0), 915, 910, screen.now_us);
  wait_ms (&screen, 1000);
  g_assert_cmpfloat (vigil_touch_lock_get_progress (&screen.lock, screen.now_us), ==, 0.5);
  wait_ms (&screen, 999);
  g_assert_false (vigil_touch_lock_tick (&screen.lock, screen.now_us));
  wait_ms (&screen, 1);
  g_assert_true (vigil_touch_lock_tick (&screen.lock, screen.now_us));
  g_assert_cmpint (screen.lock.reason, ==, VIGIL_LOCK_NONE);
}

static void
test_water_on_the_target_does_not_open_it (void)
{
  /* A slip, a lift, a second contact before or after: each ends the hold. */
  for (guint way = 0; way < 4; way++) {
    Screen screen;
    lock_by_palm (&screen);
    if (way == 3)
      down (&screen, 7, 100, 100);
    vigil_touch_lock_begin (&screen.lock, ID (0), 900, 900, TRUE, screen.now_us);
    wait_ms (&screen, 1000);
    if (way == 0)
      vigil_touch_lock_move (&screen.lock, ID (0), 925, 900, screen.now_us);
    else if (way == 1)
      up (&screen, 0);
    else if (way == 2)
      down (&screen, 7, 100, 100);
    wait_ms (&screen, 2000);
    g_assert_false (vigil_touch_lock_tick (&screen.lock, screen.now_us));
    g_assert_true (is_locked (&screen));
  }
}

static void
test_cleaning_is_thirty_seconds_whatever_the_cloth_does (void)
{
  Screen screen;
  wake (&screen);
  vigil_touch_lock_clean (&screen.lock, screen.now_us);
  g_assert_cmpuint (vigil_touch_lock_left_s (&screen.lock, screen.now_us), ==, 30);
  for (guint n = 0; n < 290; n++) {
    g_assert_false (down (&screen, n % 6, between (0, 1920), between (0, 1080)));
    wait_ms (&screen, 100);
    g_assert_false (vigil_touch_lock_tick (&screen.lock, screen.now_us));
    if (n % 6 == 5)
      for (guint id = 0; id < 6; id++)
        up (&screen, id);
  }
  g_assert_cmpint (screen.lock.reason, ==, VIGIL_LOCK_CLEAN);
  wait_ms (&screen, 1000);
  g_assert_true (vigil_touch_lock_tick (&screen.lock, screen.now_us));
}

static void
test_a_red_opens_it (void)
{
  Screen screen;
  wake (&screen);
  vigil_touch_lock_clean (&screen.lock, screen.now_us);
  vigil_touch_lock_open (&screen.lock);
  g_assert_cmpuint (vigil_touch_lock_left_s (&screen.lock, screen.now_us), ==, 0);
  g_assert_true (down (&screen, 0, 10, 10));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add_func ("/touch-lock/" name, function)
  ADD ("a-gloved-finger-tapping-fast-is-heard", test_a_gloved_finger_tapping_fast_is_heard);
  ADD ("a-finger-that-goes-from-target-to-target-is-heard",
       test_a_finger_that_goes_from_target_to_target_is_heard);
  ADD ("two-hands-are-heard", test_two_hands_are_heard);
  ADD ("a-knuckle-beside-the-finger-is-heard", test_a_knuckle_beside_the_finger_is_heard);
  ADD ("a-wet-screen-is-locked-within-two-seconds", test_a_wet_screen_is_locked_within_two_seconds);
  ADD ("a-palm-is-locked-at-once", test_a_palm_is_locked_at_once);
  ADD ("a-small-palm-is-locked-when-it-slaps-again",
       test_a_small_palm_is_locked_when_it_slaps_again);
  ADD ("a-ghost-on-one-spot-is-locked", test_a_ghost_on_one_spot_is_locked);
  ADD ("lifts-that-were-not-heard-do-not-add-up-to-a-palm",
       test_lifts_that_were_not_heard_do_not_add_up_to_a_palm);
  ADD ("a-storm-locks-for-ten-seconds", test_a_storm_locks_for_ten_seconds);
  ADD ("a-hold-of-two-seconds-opens-it", test_a_hold_of_two_seconds_opens_it);
  ADD ("water-on-the-target-does-not-open-it", test_water_on_the_target_does_not_open_it);
  ADD ("cleaning-is-thirty-seconds-whatever-the-cloth-does",
       test_cleaning_is_thirty_seconds_whatever_the_cloth_does);
  ADD ("a-red-opens-it", test_a_red_opens_it);
  return g_test_run ();
}
