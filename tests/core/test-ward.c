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
    g_assert_cmpuint (vigil_ward_get_count (world->ward, (VigilCounter) i), ==, 0);
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

static void
test_a_ward_starts_without_a_false_alarm (void)
{
  g_autoptr (World) world = world_new_cold (16);
  world_run (world, SECONDS (3));
  world_link (world, VIGIL_LINK_UP);
  world_run (world, SECONDS (1));
  world_gateway_state (world, 0, TRUE);
  for (guint i = 0; i < 16; i++)
    world_meta (world, i);
  world_run (world, MINUTES (1));
  g_assert_cmpuint (world_count (world, VIGIL_EVENT_ALARM_RAISED, NULL), ==, 0);
  g_assert_cmpint (vigil_ward_get_link (world->ward), ==, VIGIL_LINK_SHOWN_UP);
}

static void
test_a_ward_without_a_broker_says_so_once (void)
{
  g_autoptr (World) world = world_new_cold (16);
  world_run (world, MINUTES (5));
  g_assert_cmpuint (world_count (world, VIGIL_EVENT_ALARM_RAISED, NULL), ==, 1);
  g_assert_cmpint (vigil_ward_get_sounding (world->ward), ==, VIGIL_PRIORITY_HIGH);
}

/* The machine slept: nothing is lost, nothing is late, and a silence is over when its time is. */
static void
test_missed_ticks_lose_nothing (void)
{
  g_autoptr (World) world = world_new (2);
  VigilAction actions[VIGIL_ALARMS_MAX * 2];
  world_raise (world, 0, "a", ASYSTOLE, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (2));
  world_silence (world, 0, actions);
  world_forget (world);
  world->now.mono_us += MINUTES (60) * 1000;
  world->now.wall_ms += MINUTES (60);
  vigil_ward_tick (world->ward, world->now);
  g_assert_cmpuint (world_count (world, VIGIL_EVENT_ALARM_RETURNED, "01"), ==, 1);
  g_assert_cmpint (vigil_ward_get_sounding (world->ward), ==, VIGIL_PRIORITY_HIGH);
}

/* Wall time is for records: daylight saving or a corrected clock moves no delay and no end. */
static void
test_a_step_of_the_wall_clock_moves_no_silence (void)
{
  g_autoptr (World) world = world_new (1);
  VigilAction actions[VIGIL_ALARMS_MAX * 2];
  world_raise (world, 0, "a", ASYSTOLE, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (2));
  world_silence (world, 0, actions);
  vigil_ward_tick (world->ward,
                   (VigilNow){ world->now.mono_us, world->now.wall_ms + MINUTES (60) });
  g_assert_cmpint (vigil_ward_get_sounding (world->ward), ==, VIGIL_PRIORITY_NONE);
  vigil_ward_tick (world->ward, (VigilNow){ world->now.mono_us + 119 * G_GINT64_CONSTANT (1000000),
                                            world->now.wall_ms - MINUTES (60) });
  g_assert_cmpint (world_find (world, 0, ASYSTOLE)->phase, ==, VIGIL_ALARM_SILENCED);
}

/* The echo carries wall time too: a clock that was put back must not look like a deaf link. */
static void
test_a_step_of_the_wall_clock_is_no_lost_link (void)
{
  static const gint64 STEPS_MS[] = { -MINUTES (60), MINUTES (60), -1500 };
  for (guint i = 0; i < G_N_ELEMENTS (STEPS_MS); i++) {
    g_autoptr (World) world = world_new (1);
    world->now.wall_ms += STEPS_MS[i];
    world_run (world, SECONDS (30));
    g_assert_cmpint (vigil_ward_get_link (world->ward), ==, VIGIL_LINK_SHOWN_UP);
    g_assert_cmpuint (world_count (world, VIGIL_EVENT_ALARM_RAISED, NULL), ==, 0);
  }
}

/* A broker that says the same thing again and again proves nothing. */
static void
test_the_same_echo_twice_proves_no_link (void)
{
  g_autoptr (World) world = world_new (1);
  world->is_echoing = FALSE;
  VigilFrame echo = { .kind = VIGIL_FRAME_STATION_STATE,
                      .subject = "desk-1",
                      .boot = world->config.boot,
                      .t_ms = world->now.wall_ms };
  for (guint i = 0; i < 6; i++) {
    world_feed (world, &echo);
    world_run (world, SECONDS (1));
  }
  g_assert_cmpint (vigil_ward_get_link (world->ward), ==, VIGIL_LINK_SHOWN_UNPROVED);
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
  g_test_add_func ("/ward/a-ward-starts-without-a-false-alarm",
                   test_a_ward_starts_without_a_false_alarm);
  g_test_add_func ("/ward/a-ward-without-a-broker-says-so-once",
                   test_a_ward_without_a_broker_says_so_once);
  g_test_add_func ("/ward/missed-ticks-lose-nothing", test_missed_ticks_lose_nothing);
  g_test_add_func ("/ward/a-step-of-the-wall-clock-moves-no-silence",
                   test_a_step_of_the_wall_clock_moves_no_silence);
  g_test_add_func ("/ward/a-step-of-the-wall-clock-is-no-lost-link",
                   test_a_step_of_the_wall_clock_is_no_lost_link);
  g_test_add_func ("/ward/the-same-echo-twice-proves-no-link",
                   test_the_same_echo_twice_proves_no_link);
  return g_test_run ();
}
