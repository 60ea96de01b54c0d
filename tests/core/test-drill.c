/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-drill.h"
#include "ward-world.h"

#define NO_BED G_MAXUINT

static const VigilDrill *
drill_of (World *world)
{
  return vigil_ward_get_drill (world->ward);
}

static const VigilAlarm *
find_drill (World *world)
{
  guint n;
  const VigilAlarm *const *alarms = vigil_ward_list_bed_alarms (world->ward, NO_BED, &n);
  for (guint i = 0; i < n; i++)
    if (vigil_drill_is_key (alarms[i]->key))
      return alarms[i];
  return NULL;
}

static World *
world_in_drill (void)
{
  World *world = world_new (2);
  g_assert_true (vigil_ward_start_drill (world->ward, world->now));
  g_assert_nonnull (find_drill (world));
  return world;
}

static void
test_it_sounds_as_a_red_one_says_drill_and_has_no_bed (void)
{
  g_autoptr (World) world = world_in_drill ();
  const VigilAlarm *alarm = find_drill (world);
  g_assert_cmpint (vigil_ward_get_sounding (world->ward), ==, VIGIL_PRIORITY_HIGH);
  g_assert_cmpstr (alarm->bed, ==, "");
  g_assert_true (g_str_has_prefix (alarm->label, "DRILL"));
  g_assert_nonnull (strstr (alarm->label, "not a patient"));
  for (guint bed = 0; bed < 2; bed++) {
    guint n;
    vigil_ward_list_bed_alarms (world->ward, bed, &n);
    g_assert_cmpuint (n, ==, 0);
  }
}

static void
test_its_silence_is_recorded_as_a_drill_and_its_time_is_kept (void)
{
  g_autoptr (World) world = world_in_drill ();
  world_run (world, SECONDS (8));
  VigilAction actions[VIGIL_ALARMS_MAX * 2];
  g_assert_cmpuint (world_silence (world, NO_BED, actions), ==, 1);
  g_assert_cmpstr (actions[0].code, ==, VIGIL_DRILL_CODE);
  g_assert_cmpstr (actions[0].bed, ==, "");
  g_assert_true (g_str_has_prefix (actions[0].label, "DRILL"));
  g_assert_cmpint (vigil_ward_get_sounding (world->ward), ==, VIGIL_PRIORITY_NONE);
  g_assert_cmpint (drill_of (world)->outcome, ==, VIGIL_DRILL_SILENCED);
  g_assert_cmpint (drill_of (world)->length_ms, ==, 8000);
  g_assert_null (find_drill (world));
}

static void
test_nothing_of_it_goes_to_other_stations (void)
{
  g_autoptr (World) world = world_in_drill ();
  world_forget (world);
  VigilAction actions[VIGIL_ALARMS_MAX * 2];
  world_silence (world, NO_BED, actions);
  for (guint i = 0; i < world->events->len; i++)
    g_assert_cmpint (g_array_index (world->events, WorldEvent, i).kind, !=, VIGIL_EVENT_ACTIONS);
}

static void
test_it_ends_by_itself_after_two_minutes (void)
{
  g_autoptr (World) world = world_in_drill ();
  world_run (world, SECONDS (119));
  g_assert_nonnull (find_drill (world));
  world_run (world, SECONDS (2));
  g_assert_null (find_drill (world));
  g_assert_cmpint (drill_of (world)->outcome, ==, VIGIL_DRILL_UNANSWERED);
  g_assert_cmpint (vigil_ward_get_sounding (world->ward), ==, VIGIL_PRIORITY_NONE);
}

static void
check_it_yields (VigilPriority priority)
{
  g_autoptr (World) world = world_in_drill ();
  world_run (world, SECONDS (5));
  world_forget (world);
  world_raise (world, 1, "a-1", ASYSTOLE, HR, priority);
  world_run (world, SECONDS (1));
  g_assert_null (find_drill (world));
  g_assert_cmpint (drill_of (world)->outcome, ==, VIGIL_DRILL_YIELDED);
  g_assert_cmpint (vigil_ward_get_sounding (world->ward), ==, priority);
  /* In the very step in which the real one opened: never both at once. */
  gint64 raised_us = 0, ended_us = 0;
  for (guint i = 0; i < world->events->len; i++) {
    const WorldEvent *event = &g_array_index (world->events, WorldEvent, i);
    if (event->kind == VIGIL_EVENT_ALARM_RAISED && event->bed[0] != '\0')
      raised_us = event->mono_us;
    if (event->kind == VIGIL_EVENT_ALARM_ENDED && vigil_drill_is_key (event->key))
      ended_us = event->mono_us;
  }
  g_assert_cmpint (raised_us, >, 0);
  g_assert_cmpint (ended_us, ==, raised_us);
}

static void
test_it_yields_at_once_to_what_opens (void)
{
  check_it_yields (VIGIL_PRIORITY_HIGH);
  check_it_yields (VIGIL_PRIORITY_MEDIUM);
}

static void
test_it_does_not_begin_while_something_real_is_open (void)
{
  g_autoptr (World) world = world_new (2);
  world_raise (world, 0, "a-1", ASYSTOLE, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (1));
  g_assert_false (vigil_ward_may_start_drill (world->ward));
  g_assert_false (vigil_ward_start_drill (world->ward, world->now));
  g_assert_null (find_drill (world));
  g_assert_cmpint (drill_of (world)->outcome, ==, VIGIL_DRILL_NONE);
  VigilAction actions[VIGIL_ALARMS_MAX * 2];
  world_silence (world, 0, actions);
  g_assert_true (vigil_ward_start_drill (world->ward, world->now));
  g_assert_false (vigil_ward_start_drill (world->ward, world->now));
}

/* And it yields to a silenced red that comes back. */
static void
test_it_yields_to_a_silence_that_runs_out (void)
{
  g_autoptr (World) world = world_new (2);
  world_raise (world, 0, "a-1", ASYSTOLE, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (1));
  VigilAction actions[VIGIL_ALARMS_MAX * 2];
  world_silence (world, 0, actions);
  world_run (world, SECONDS (60));
  g_assert_true (vigil_ward_start_drill (world->ward, world->now));
  world_run (world, SECONDS (62));
  g_assert_cmpint (drill_of (world)->outcome, ==, VIGIL_DRILL_YIELDED);
}

static void
test_a_second_one_is_not_silenced_by_the_first (void)
{
  g_autoptr (World) world = world_in_drill ();
  world_run (world, SECONDS (2));
  VigilAction actions[VIGIL_ALARMS_MAX * 2];
  world_silence (world, NO_BED, actions);
  world_run (world, SECONDS (3));
  g_assert_true (vigil_ward_start_drill (world->ward, world->now));
  world_run (world, SECONDS (5));
  g_assert_nonnull (find_drill (world));
  g_assert_cmpint (vigil_ward_get_sounding (world->ward), ==, VIGIL_PRIORITY_HIGH);
  vigil_ward_stop_drill (world->ward, world->now);
  g_assert_cmpint (drill_of (world)->outcome, ==, VIGIL_DRILL_STOPPED);
  g_assert_null (find_drill (world));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/drill/it-sounds-as-a-red-one-says-drill-and-has-no-bed",
                   test_it_sounds_as_a_red_one_says_drill_and_has_no_bed);
  g_test_add_func ("/drill/its-silence-is-recorded-as-a-drill-and-its-time-is-kept",
                   test_its_silence_is_recorded_as_a_drill_and_its_time_is_kept);
  g_test_add_func ("/drill/nothing-of-it-goes-to-other-stations",
                   test_nothing_of_it_goes_to_other_stations);
  g_test_add_func ("/drill/it-ends-by-itself-after-two-minutes",
                   test_it_ends_by_itself_after_two_minutes);
  g_test_add_func ("/drill/it-yields-at-once-to-what-opens", test_it_yields_at_once_to_what_opens);
  g_test_add_func ("/drill/it-does-not-begin-while-something-real-is-open",
                   test_it_does_not_begin_while_something_real_is_open);
  g_test_add_func ("/drill/it-yields-to-a-silence-that-runs-out",
                   test_it_yields_to_a_silence_that_runs_out);
  g_test_add_func ("/drill/a-second-one-is-not-silenced-by-the-first",
                   test_a_second_one_is_not_silenced_by_the_first);
  return g_test_run ();
}
