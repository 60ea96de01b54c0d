/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-silence-press.h"

#define MS 1000
#define START (1000 * 1000 * (gint64) 1000)

/* A press on a target that has stood for long. */
static VigilSilencePress
make_steady (void)
{
  VigilSilencePress press;
  vigil_silence_press_init (&press);
  vigil_silence_press_show (&press, 7, START - 10000 * MS);
  return press;
}

static VigilPressAnswer
touch (VigilSilencePress *press, gboolean has_high, gint64 now_us)
{
  return vigil_silence_press_begin (press, VIGIL_POINTER_TOUCH, has_high, 50, 50, now_us);
}

static void
test_high_by_touch_acts_after_half_a_second (void)
{
  VigilSilencePress press = make_steady ();
  g_assert_cmpint (touch (&press, TRUE, START), ==, VIGIL_PRESS_HOLD);
  g_assert_cmpint (vigil_silence_press_tick (&press, START + 499 * MS), ==, VIGIL_PRESS_NOTHING);
  g_assert_cmpint (vigil_silence_press_tick (&press, START + 500 * MS), ==, VIGIL_PRESS_ACT);
}

static void
test_a_completed_hold_acts_once (void)
{
  VigilSilencePress press = make_steady ();
  touch (&press, TRUE, START);
  g_assert_cmpint (vigil_silence_press_tick (&press, START + 500 * MS), ==, VIGIL_PRESS_ACT);
  g_assert_cmpint (vigil_silence_press_tick (&press, START + 516 * MS), ==, VIGIL_PRESS_NOTHING);
  g_assert_cmpint (vigil_silence_press_end (&press, START + 900 * MS), ==, VIGIL_PRESS_NOTHING);
}

static void
test_a_late_timer_loses_no_hold (void)
{
  VigilSilencePress press = make_steady ();
  touch (&press, TRUE, START);
  g_assert_cmpint (vigil_silence_press_end (&press, START + 510 * MS), ==, VIGIL_PRESS_ACT);
}

static void
test_short_tap_on_high_says_hold (void)
{
  VigilSilencePress press = make_steady ();
  touch (&press, TRUE, START);
  g_assert_cmpint (vigil_silence_press_end (&press, START + 120 * MS), ==, VIGIL_PRESS_SAY_HOLD);
  g_assert_cmpint (vigil_silence_press_tick (&press, START + 600 * MS), ==, VIGIL_PRESS_NOTHING);
}

static void
test_medium_by_touch_acts_when_lifted (void)
{
  VigilSilencePress press = make_steady ();
  g_assert_cmpint (touch (&press, FALSE, START), ==, VIGIL_PRESS_BIND);
  g_assert_cmpint (vigil_silence_press_tick (&press, START + 700 * MS), ==, VIGIL_PRESS_NOTHING);
  g_assert_cmpint (vigil_silence_press_end (&press, START + 800 * MS), ==, VIGIL_PRESS_ACT);
}

static void
test_mouse_acts_at_once_even_on_high (void)
{
  VigilSilencePress press = make_steady ();
  g_assert_cmpint (vigil_silence_press_begin (&press, VIGIL_POINTER_MOUSE, TRUE, 1, 1, START), ==,
                   VIGIL_PRESS_ACT);
  g_assert_cmpint (vigil_silence_press_end (&press, START + 80 * MS), ==, VIGIL_PRESS_NOTHING);
}

static void
test_slip_of_24_px_is_allowed (void)
{
  VigilSilencePress press = make_steady ();
  touch (&press, TRUE, START);
  g_assert_false (vigil_silence_press_slip (&press, 50 + 24, 50));
  g_assert_false (vigil_silence_press_slip (&press, 50 + 16, 50 - 17));
  g_assert_cmpint (vigil_silence_press_tick (&press, START + 500 * MS), ==, VIGIL_PRESS_ACT);
}

static void
test_slip_of_more_does_nothing (void)
{
  VigilSilencePress press = make_steady ();
  touch (&press, TRUE, START);
  g_assert_true (vigil_silence_press_slip (&press, 50 + 18, 50 + 18));
  g_assert_cmpint (vigil_silence_press_tick (&press, START + 500 * MS), ==, VIGIL_PRESS_NOTHING);
  g_assert_cmpint (vigil_silence_press_end (&press, START + 700 * MS), ==, VIGIL_PRESS_NOTHING);
}

static void
test_target_changed_just_before_does_nothing (void)
{
  VigilSilencePress press = make_steady ();
  vigil_silence_press_show (&press, 8, START);
  g_assert_cmpint (touch (&press, TRUE, START + 399 * MS), ==, VIGIL_PRESS_TOO_SOON);
  g_assert_cmpint (vigil_silence_press_tick (&press, START + 950 * MS), ==, VIGIL_PRESS_NOTHING);
  g_assert_cmpint (vigil_silence_press_end (&press, START + 990 * MS), ==, VIGIL_PRESS_NOTHING);
  g_assert_cmpint (touch (&press, TRUE, START + 1000 * MS), ==, VIGIL_PRESS_HOLD);
}

static void
test_target_that_stood_400_ms_is_taken (void)
{
  VigilSilencePress press = make_steady ();
  vigil_silence_press_show (&press, 8, START);
  g_assert_cmpint (touch (&press, FALSE, START + 400 * MS), ==, VIGIL_PRESS_BIND);
}

static void
test_same_target_shown_again_is_no_change (void)
{
  VigilSilencePress press = make_steady ();
  vigil_silence_press_show (&press, 7, START - 1 * MS);
  g_assert_cmpint (touch (&press, FALSE, START), ==, VIGIL_PRESS_BIND);
}

static void
test_guard_holds_for_mouse_and_key_too (void)
{
  VigilSilencePress press = make_steady ();
  vigil_silence_press_show (&press, 8, START);
  g_assert_cmpint (
      vigil_silence_press_begin (&press, VIGIL_POINTER_MOUSE, FALSE, 1, 1, START + 100 * MS), ==,
      VIGIL_PRESS_TOO_SOON);
  g_assert_cmpint (vigil_silence_press_key (&press, START + 100 * MS), ==, VIGIL_PRESS_TOO_SOON);
  g_assert_cmpint (vigil_silence_press_key (&press, START + 400 * MS), ==, VIGIL_PRESS_ACT);
}

static void
test_target_that_changes_under_the_finger_keeps_the_press (void)
{
  VigilSilencePress press = make_steady ();
  touch (&press, TRUE, START);
  vigil_silence_press_show (&press, 8, START + 300 * MS);
  g_assert_cmpint (vigil_silence_press_tick (&press, START + 500 * MS), ==, VIGIL_PRESS_ACT);
}

/* Ux.md, task 4: the strip changes under the finger, 20 times. */
static void
test_twenty_changes_under_the_finger_never_act (void)
{
  VigilSilencePress press = make_steady ();
  for (guint i = 0; i < 20; i++) {
    gint64 now_us = START + (gint64) i * 350 * MS;
    vigil_silence_press_show (&press, 100 + i, now_us);
    g_assert_cmpint (touch (&press, FALSE, now_us + 20 * i * MS), ==, VIGIL_PRESS_TOO_SOON);
    g_assert_cmpint (vigil_silence_press_end (&press, now_us + 345 * MS), ==, VIGIL_PRESS_NOTHING);
  }
}

static void
test_moved_target_is_guarded_for_600_ms (void)
{
  VigilSilencePress press = make_steady ();
  vigil_silence_press_move_target (&press, START);
  vigil_silence_press_show (&press, 8, START + 10 * MS);
  g_assert_cmpint (touch (&press, FALSE, START + 599 * MS), ==, VIGIL_PRESS_TOO_SOON);
  g_assert_cmpint (touch (&press, FALSE, START + 600 * MS), ==, VIGIL_PRESS_BIND);
}

static void
test_nothing_shown_is_nothing_done (void)
{
  VigilSilencePress press;
  vigil_silence_press_init (&press);
  g_assert_cmpint (touch (&press, FALSE, START), ==, VIGIL_PRESS_NOTHING);
  g_assert_cmpint (vigil_silence_press_key (&press, START), ==, VIGIL_PRESS_NOTHING);
}

static void
test_ring_fills_with_time_and_is_empty_without_a_hold (void)
{
  VigilSilencePress press = make_steady ();
  touch (&press, TRUE, START);
  g_assert_cmpfloat (vigil_silence_press_get_progress (&press, START), ==, 0);
  g_assert_cmpfloat (vigil_silence_press_get_progress (&press, START + 250 * MS), ==, 0.5);
  g_assert_cmpfloat (vigil_silence_press_get_progress (&press, START + 900 * MS), ==, 1);
  vigil_silence_press_cancel (&press);
  g_assert_cmpfloat (vigil_silence_press_get_progress (&press, START + 900 * MS), ==, 0);
  touch (&press, FALSE, START + 1000 * MS);
  g_assert_cmpfloat (vigil_silence_press_get_progress (&press, START + 1300 * MS), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name) g_test_add_func ("/silence-press/" #name, test_##name)
  ADD (high_by_touch_acts_after_half_a_second);
  ADD (a_completed_hold_acts_once);
  ADD (a_late_timer_loses_no_hold);
  ADD (short_tap_on_high_says_hold);
  ADD (medium_by_touch_acts_when_lifted);
  ADD (mouse_acts_at_once_even_on_high);
  ADD (slip_of_24_px_is_allowed);
  ADD (slip_of_more_does_nothing);
  ADD (target_changed_just_before_does_nothing);
  ADD (target_that_stood_400_ms_is_taken);
  ADD (same_target_shown_again_is_no_change);
  ADD (guard_holds_for_mouse_and_key_too);
  ADD (target_that_changes_under_the_finger_keeps_the_press);
  ADD (twenty_changes_under_the_finger_never_act);
  ADD (moved_target_is_guarded_for_600_ms);
  ADD (nothing_shown_is_nothing_done);
  ADD (ring_fills_with_time_and_is_empty_without_a_hold);
#undef ADD
  return g_test_run ();
}
