/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-flash.h"

#define SECOND_US (1000 * 1000)

/* How often the fill changes in ten seconds that start anywhere. */
static guint
count_changes (VigilPriority priority, gint64 start_us)
{
  guint n = 0;
  gint64 now_us = vigil_flash_get_next_us (priority, start_us);
  while (now_us < start_us + 10 * SECOND_US) {
    g_assert_cmpint (vigil_flash_is_lit (priority, now_us), !=,
                     vigil_flash_is_lit (priority, now_us - 1));
    n++;
    now_us = vigil_flash_get_next_us (priority, now_us);
  }
  return n;
}

static void
test_high_flashes_twice_a_second (void)
{
  g_assert_cmpuint (count_changes (VIGIL_PRIORITY_HIGH, 123456789), ==, 40);
}

static void
test_medium_flashes_every_two_seconds (void)
{
  g_assert_cmpuint (count_changes (VIGIL_PRIORITY_MEDIUM, 123456789), ==, 10);
}

static void
test_low_is_steady (void)
{
  g_assert_true (vigil_flash_is_lit (VIGIL_PRIORITY_LOW, 250 * 1000));
  g_assert_cmpint (vigil_flash_get_next_us (VIGIL_PRIORITY_LOW, 1), ==, G_MAXINT64);
}

/* Both start a period together, so that a red and a yellow never beat against each other. */
static void
test_medium_changes_only_where_high_changes (void)
{
  gint64 now_us = 5 * SECOND_US;
  for (guint i = 0; i < 20; i++) {
    now_us = vigil_flash_get_next_us (VIGIL_PRIORITY_MEDIUM, now_us);
    g_assert_cmpint (vigil_flash_get_next_us (VIGIL_PRIORITY_HIGH, now_us - 1), ==, now_us);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/flash/high-flashes-twice-a-second", test_high_flashes_twice_a_second);
  g_test_add_func ("/flash/medium-flashes-every-two-seconds",
                   test_medium_flashes_every_two_seconds);
  g_test_add_func ("/flash/low-is-steady", test_low_is_steady);
  g_test_add_func ("/flash/medium-changes-only-where-high-changes",
                   test_medium_changes_only_where_high_changes);
  return g_test_run ();
}
