/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-lanes.h"

static void
put (VigilLanes *lanes, const char *bed, const char *id)
{
  g_autoptr (GBytes) body = g_bytes_new_static ("{}", 2);
  g_assert_true (vigil_lanes_put (lanes, bed, id, NULL, body));
}

/* @id NULL: nothing is to be taken. */
static void
expect_take (VigilLanes *lanes, gint64 now_us, const char *id)
{
  const VigilLaneRow *row = vigil_lanes_take (lanes, now_us);
  g_assert_cmpstr (row != NULL ? row->id : NULL, ==, id);
}

static void
test_a_lane_sends_one_at_a_time_in_order (void)
{
  g_autoptr (VigilLanes) lanes = vigil_lanes_new ();
  put (lanes, "01", "a");
  put (lanes, "01", "b");
  expect_take (lanes, 0, "a");
  expect_take (lanes, 0, NULL);
  vigil_lanes_settle (lanes, "a");
  expect_take (lanes, 0, "b");
  vigil_lanes_settle (lanes, "b");
  g_assert_cmpuint (vigil_lanes_get_n_rows (lanes), ==, 0);
  expect_take (lanes, 0, NULL);
}

static void
test_lanes_take_turns (void)
{
  g_autoptr (VigilLanes) lanes = vigil_lanes_new ();
  put (lanes, "01", "a1");
  put (lanes, "01", "a2");
  put (lanes, "02", "b1");
  put (lanes, "", "c1");
  expect_take (lanes, 0, "a1");
  expect_take (lanes, 0, "b1");
  vigil_lanes_settle (lanes, "a1");
  expect_take (lanes, 0, "c1");
  expect_take (lanes, 0, "a2");
  expect_take (lanes, 0, NULL);
}

static void
test_an_id_is_taken_once (void)
{
  g_autoptr (VigilLanes) lanes = vigil_lanes_new ();
  g_autoptr (GBytes) body = g_bytes_new_static ("{}", 2);
  put (lanes, "01", "a");
  g_assert_false (vigil_lanes_put (lanes, "02", "a", NULL, body));
  g_assert_cmpuint (vigil_lanes_get_n_rows (lanes), ==, 1);
}

static void
test_a_failed_row_waits_and_stays_first (void)
{
  g_autoptr (VigilLanes) lanes = vigil_lanes_new ();
  put (lanes, "01", "a");
  put (lanes, "01", "b");
  expect_take (lanes, 100, "a");
  g_assert_cmpint (vigil_lanes_get_due_us (lanes), ==, G_MAXINT64);
  vigil_lanes_fail (lanes, "a", 100, 900, FALSE);
  g_assert_cmpuint (vigil_lanes_get_attempt (lanes, "a"), ==, 1);
  g_assert_cmpint (vigil_lanes_get_due_us (lanes), ==, 900);
  expect_take (lanes, 899, NULL);
  expect_take (lanes, 900, "a");
  vigil_lanes_settle (lanes, "a");
  g_assert_cmpuint (vigil_lanes_get_attempt (lanes, "b"), ==, 0);
}

static void
test_only_the_unheard_are_woken_and_not_before_their_rest (void)
{
  g_autoptr (VigilLanes) lanes = vigil_lanes_new ();
  put (lanes, "01", "unheard");
  put (lanes, "02", "refused");
  expect_take (lanes, 0, "unheard");
  expect_take (lanes, 0, "refused");
  vigil_lanes_fail (lanes, "unheard", 100, 9000, TRUE);
  vigil_lanes_fail (lanes, "refused", 100, 9000, FALSE);
  vigil_lanes_wake (lanes, 200, 500);
  expect_take (lanes, 599, NULL);
  expect_take (lanes, 600, "unheard");
  expect_take (lanes, 8999, NULL);
  vigil_lanes_wake_all (lanes, 8999);
  expect_take (lanes, 8999, "refused");
}

static void
test_strange_ids_change_nothing (void)
{
  g_autoptr (VigilLanes) lanes = vigil_lanes_new ();
  put (lanes, "01", "a");
  vigil_lanes_settle (lanes, "x");
  vigil_lanes_fail (lanes, "x", 0, 1000, TRUE);
  g_assert_cmpuint (vigil_lanes_get_attempt (lanes, "x"), ==, 0);
  expect_take (lanes, 0, "a");
  vigil_lanes_clear (lanes);
  g_assert_cmpuint (vigil_lanes_get_n_rows (lanes), ==, 0);
  vigil_lanes_settle (lanes, "a");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add_func ("/lanes/" name, function)
  ADD ("a-lane-sends-one-at-a-time-in-order", test_a_lane_sends_one_at_a_time_in_order);
  ADD ("lanes-take-turns", test_lanes_take_turns);
  ADD ("an-id-is-taken-once", test_an_id_is_taken_once);
  ADD ("a-failed-row-waits-and-stays-first", test_a_failed_row_waits_and_stays_first);
  ADD ("only-the-unheard-are-woken-and-not-before-their-rest",
       test_only_the_unheard_are_woken_and_not_before_their_rest);
  ADD ("strange-ids-change-nothing", test_strange_ids_change_nothing);
  return g_test_run ();
}
