/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The ward as a whole: the paths of the main job. */

#include "ward-world.h"

static void
test_a_calm_ward_is_silent (void)
{
  g_autoptr (World) world = world_new (16);
  world_run (world, MINUTES (3));
  guint n;
  const VigilAlarm *const *alarms = vigil_ward_list_alarms (world->ward, &n);
  for (guint i = 0; i < n; i++)
    g_test_message ("%s %s", alarms[i]->key, alarms[i]->label);
  g_assert_cmpuint (n, ==, 0);
  g_assert_cmpint (vigil_ward_get_sounding (world->ward), ==, VIGIL_PRIORITY_NONE);
  g_assert_cmpuint (world_count (world, VIGIL_EVENT_ALARM_RAISED, NULL), ==, 0);
  g_assert_cmpint (vigil_ward_get_link (world->ward), ==, VIGIL_LINK_SHOWN_UP);
  for (guint i = 0; i < VIGIL_N_COUNTERS; i++)
    g_assert_cmpuint (vigil_ward_get_count (world->ward, (VigilCounter)i), ==, 0);
}

static void
test_a_relayed_alarm_sounds_at_once_and_ends_with_the_list (void)
{
  g_autoptr (World) world = world_new (2);
  world_raise (world, 1, "a1", "MDC_EVT_ECG_SV_TACHY", HR, VIGIL_PRIORITY_MEDIUM);
  world_run (world, 100);
  const VigilAlarm *alarm = world_find (world, 1, "MDC_EVT_ECG_SV_TACHY");
  g_assert_nonnull (alarm);
  g_assert_true (vigil_alarm_is_open (alarm));
  g_assert_cmpint (vigil_ward_get_sounding (world->ward), ==, VIGIL_PRIORITY_MEDIUM);
  world_clear (world, 1, "a1");
  world_run (world, 100);
  g_assert_null (world_find (world, 1, "MDC_EVT_ECG_SV_TACHY"));
  g_assert_cmpint (vigil_ward_get_sounding (world->ward), ==, VIGIL_PRIORITY_NONE);
  g_assert_cmpstr (vigil_ward_get_last_ended (world->ward, 1)->occurrence, ==, "a1");
}

static void
test_two_reds_silencing_one_leaves_the_other (void)
{
  g_autoptr (World) world = world_new (2);
  VigilAction actions[VIGIL_ALARMS_MAX * 2];
  world_raise (world, 0, "a", ASYSTOLE, HR, VIGIL_PRIORITY_HIGH);
  world_raise (world, 1, "b", VT, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (2));
  g_assert_cmpuint (world_count (world, VIGIL_EVENT_ALARM_RAISED, NULL), ==, 2);
  g_assert_cmpuint (world_silence (world, 0, actions), ==, 1);
  g_assert_cmpint (world_find (world, 0, ASYSTOLE)->phase, ==, VIGIL_ALARM_SILENCED);
  g_assert_true (vigil_alarm_is_open (world_find (world, 1, VT)));
  g_assert_cmpint (vigil_ward_get_sounding (world->ward), ==, VIGIL_PRIORITY_HIGH);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ward/a-calm-ward-is-silent", test_a_calm_ward_is_silent);
  g_test_add_func ("/ward/a-relayed-alarm-sounds-at-once-and-ends-with-the-list",
                   test_a_relayed_alarm_sounds_at_once_and_ends_with_the_list);
  g_test_add_func ("/ward/two-reds-silencing-one-leaves-the-other",
                   test_two_reds_silencing_one_leaves_the_other);
  return g_test_run ();
}
