/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Alarm lists of which something cannot be read, or that do not come: what can be read stands,
 * nothing ends, and it is told at the bed until the next whole one. */

#include "ward-world.h"

#define UNREADABLE "VIGIL_EVT_ALARM_LIST_UNREADABLE"

/* The bedside says its list again. */
static void
say_list (World *world, gboolean is_incomplete)
{
  world->beds[0].is_list_incomplete = is_incomplete;
  world->beds[0].is_list_due = TRUE;
  world_run (world, SECONDS (1));
}

static void
refuse (World *world, VigilFrameKind what, VigilCounter reason, gboolean is_whole)
{
  VigilFrame frame = world_frame (world, VIGIL_FRAME_REFUSED, NULL, 0);
  frame.refused.reason = reason;
  frame.refused.what = what;
  frame.refused.is_whole = is_whole;
  world_feed (world, &frame);
}

static void
refuse_list (World *world)
{
  refuse (world, VIGIL_FRAME_ALARMS_BEGIN, VIGIL_COUNTER_MALFORMED, TRUE);
}

static void
assert_told (World *world)
{
  const VigilAlarm *alarm = world_find (world, 0, UNREADABLE);
  g_assert_nonnull (alarm);
  g_assert_true (vigil_alarm_is_open (alarm));
  g_assert_cmpint (alarm->priority, ==, VIGIL_PRIORITY_MEDIUM);
  g_assert_cmpint (alarm->kind, ==, VIGIL_ALARM_TECHNICAL);
  g_assert_cmpstr (alarm->label, ==, "ALARM LIST NOT READABLE");
}

static void
test_what_can_be_read_of_a_list_is_raised_and_the_rest_is_told (void)
{
  g_autoptr (World) world = world_new (2);
  world->beds[0].is_list_incomplete = TRUE;
  world_raise (world, 0, "v", VF, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (1));
  const VigilAlarm *alarm = world_find (world, 0, VF);
  g_assert_true (vigil_alarm_is_open (alarm));
  g_assert_false (alarm->is_unverified);
  g_assert_cmpint (vigil_ward_get_sounding (world->ward), ==, VIGIL_PRIORITY_HIGH);
  assert_told (world);
  g_assert_null (world_find (world, 1, UNREADABLE));
  say_list (world, FALSE);
  g_assert_null (world_find (world, 0, UNREADABLE));
  g_assert_true (vigil_alarm_is_open (world_find (world, 0, VF)));
}

static void
test_an_incomplete_list_ends_nothing (void)
{
  g_autoptr (World) world = world_new (1);
  world_raise (world, 0, "a", "MDC_EVT_BATT_LO", "", VIGIL_PRIORITY_MEDIUM);
  world_raise (world, 0, "b", "MDC_EVT_APNEA", RR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (3));
  world->beds[0].is_list_incomplete = TRUE;
  world_clear (world, 0, "a");
  world_run (world, MINUTES (2));
  const VigilAlarm *alarm = world_find (world, 0, "MDC_EVT_BATT_LO");
  g_assert_true (vigil_alarm_is_open (alarm));
  g_assert_true (alarm->is_unverified);
  g_assert_false (world_find (world, 0, "MDC_EVT_APNEA")->is_unverified);
  say_list (world, FALSE);
  g_assert_null (world_find (world, 0, "MDC_EVT_BATT_LO"));
  g_assert_nonnull (world_find (world, 0, "MDC_EVT_APNEA"));
}

/* What left a whole list while its source was off needs 10 s of whole lists to end. */
static void
test_an_incomplete_list_does_not_say_that_what_was_out_of_sight_is_over (void)
{
  g_autoptr (World) world = world_new (1);
  world_raise (world, 0, "a", "MDC_EVT_LO", RR, VIGIL_PRIORITY_MEDIUM);
  world_run (world, SECONDS (3));
  world_unset (world, 0, VIGIL_NUMERIC_RR);
  world_run (world, SECONDS (3));
  world_clear (world, 0, "a");
  world_run (world, SECONDS (3));
  g_assert_true (world_find (world, 0, "MDC_EVT_LO")->is_unverified);
  world_set (world, 0, VIGIL_NUMERIC_RR, 14);
  say_list (world, TRUE);
  world_run (world, SECONDS (30));
  g_assert_true (vigil_alarm_is_open (world_find (world, 0, "MDC_EVT_LO")));
  say_list (world, FALSE);
  world_run (world, SECONDS (8));
  g_assert_true (vigil_alarm_is_open (world_find (world, 0, "MDC_EVT_LO")));
  world_run (world, SECONDS (3));
  g_assert_null (world_find (world, 0, "MDC_EVT_LO"));
}

static void
test_a_list_refused_as_a_whole_is_told_within_a_second (void)
{
  static const VigilCounter REASONS[] = { VIGIL_COUNTER_MALFORMED, VIGIL_COUNTER_TOO_DEEP,
                                          VIGIL_COUNTER_OVERSIZED, VIGIL_COUNTER_MISSING };
  for (guint i = 0; i < G_N_ELEMENTS (REASONS); i++) {
    g_autoptr (World) world = world_new (1);
    world_raise (world, 0, "v", VF, HR, VIGIL_PRIORITY_HIGH);
    world_run (world, SECONDS (3));
    refuse (world, VIGIL_FRAME_ALARMS_BEGIN, REASONS[i], TRUE);
    world_run (world, SECONDS (1));
    assert_told (world);
    g_assert_true (vigil_alarm_is_open (world_find (world, 0, VF)));
    say_list (world, FALSE);
    g_assert_null (world_find (world, 0, UNREADABLE));
  }
}

/* A part of a list; numbers, which show as dashes; another version, which is told by itself. */
static void
test_other_refusals_are_no_lost_list (void)
{
  g_autoptr (World) world = world_new (1);
  refuse (world, VIGIL_FRAME_ALARMS_BEGIN, VIGIL_COUNTER_WORD, FALSE);
  refuse (world, VIGIL_FRAME_VITALS, VIGIL_COUNTER_MALFORMED, TRUE);
  refuse (world, VIGIL_FRAME_LIMITS, VIGIL_COUNTER_MALFORMED, TRUE);
  world_run (world, SECONDS (1));
  g_assert_cmpint (vigil_ward_get_bed (world->ward, 0)->condition, ==, VIGIL_BED_LIVE);
  g_assert_null (world_find (world, 0, UNREADABLE));
  refuse (world, VIGIL_FRAME_ALARMS_BEGIN, VIGIL_COUNTER_VERSION, TRUE);
  world_run (world, SECONDS (1));
  g_assert_null (world_find (world, 0, UNREADABLE));
  g_assert_nonnull (world_find (world, 0, "VIGIL_EVT_UNSUPPORTED_PAYLOAD"));
}

static void
test_a_kept_one_counts_only_before_something_live (void)
{
  for (guint is_live = 0; is_live < 2; is_live++) {
    g_autoptr (World) world = world_new_cold (1);
    world->beds[0].has_list = is_live;
    world_settle (world);
    VigilFrame frame = world_frame (world, VIGIL_FRAME_REFUSED, NULL, 0);
    frame.is_retained = TRUE;
    frame.refused.reason = VIGIL_COUNTER_MALFORMED;
    frame.refused.what = VIGIL_FRAME_ALARMS_BEGIN;
    frame.refused.is_whole = TRUE;
    world_feed (world, &frame);
    world_run (world, SECONDS (1));
    g_assert_cmpint (world_find (world, 0, UNREADABLE) != NULL, ==, !is_live);
  }
}

static guint
count_raised (World *world)
{
  guint n = 0;
  for (guint i = 0; i < world->events->len; i++) {
    const WorldEvent *event = &g_array_index (world->events, WorldEvent, i);
    n += event->kind != VIGIL_EVENT_BED && strstr (event->key, UNREADABLE) != NULL;
  }
  return n;
}

static void
test_a_flood_of_bad_lists_is_one_alarm (void)
{
  g_autoptr (World) world = world_new (1);
  world->beds[0].has_list = FALSE;
  world_run (world, SECONDS (1));
  world_forget (world);
  for (guint i = 0; i < 100; i++) {
    for (guint j = 0; j < 100; j++)
      refuse_list (world);
    world_run (world, 100);
  }
  assert_told (world);
  g_assert_cmpuint (count_raised (world), ==, 1);
}

/* Between good lists the silence of the one before goes on. */
static void
test_good_and_bad_lists_by_turns_do_not_ring_again (void)
{
  g_autoptr (World) world = world_new (1);
  refuse_list (world);
  world_run (world, SECONDS (1));
  VigilAction actions[8];
  g_assert_cmpuint (world_silence (world, 0, actions), ==, 1);
  for (guint i = 0; i < 5; i++) {
    say_list (world, FALSE);
    g_assert_null (world_find (world, 0, UNREADABLE));
    refuse_list (world);
    world_run (world, SECONDS (1));
    g_assert_nonnull (world_find (world, 0, UNREADABLE));
    g_assert_false (vigil_alarm_is_open (world_find (world, 0, UNREADABLE)));
  }
}

static void
test_it_is_of_a_bed_that_looks_well (void)
{
  g_autoptr (World) world = world_new (1);
  world->beds[0].has_list = FALSE;
  refuse_list (world);
  world_run (world, SECONDS (1));
  assert_told (world);
  /* What stood goes on standing. */
  world->beds[0].is_publishing = FALSE;
  world_run (world, MINUTES (1));
  g_assert_nonnull (world_find (world, 0, "VIGIL_EVT_NO_DATA"));
  g_assert_nonnull (world_find (world, 0, UNREADABLE));
  /* Nothing new is told of a bed without data. */
  g_autoptr (World) gone = world_new (1);
  gone->beds[0].has_list = gone->beds[0].is_publishing = FALSE;
  world_run (gone, SECONDS (20));
  refuse_list (gone);
  world_run (gone, SECONDS (1));
  g_assert_null (world_find (gone, 0, UNREADABLE));
}

/* It is expected to say nothing: what stood ends, nothing new is told. */
static void
test_it_ends_when_the_bed_is_away (void)
{
  g_autoptr (World) world = world_new (1);
  world->beds[0].has_list = FALSE;
  refuse_list (world);
  world_run (world, SECONDS (1));
  assert_told (world);
  world_bed_state (world, 0, VIGIL_BED_STANDBY, world->now.wall_ms + MINUTES (30));
  world_run (world, SECONDS (5));
  g_assert_cmpint (vigil_ward_get_bed (world->ward, 0)->condition, ==, VIGIL_BED_AWAY);
  g_assert_null (world_find (world, 0, UNREADABLE));
  g_assert_cmpuint (world_count (world, VIGIL_EVENT_ALARM_ENDED, "01"), ==, 1);
}

/* Its alarm may be what is missing. */
static void
test_the_station_judges_what_the_list_may_not_say (void)
{
  g_autoptr (World) world = world_new (1);
  VigilLimit limit = { VIGIL_NUMERIC_SPO2, 90, NAN, 85, NAN, TRUE, 0 };
  world_limits (world, 0, &limit, 1);
  world_set (world, 0, VIGIL_NUMERIC_SPO2, 80);
  world_run (world, SECONDS (30));
  g_assert_null (world_find_key (world, 0, "01|limit|" SPO2 "|lo|2"));
  say_list (world, TRUE);
  world_run (world, SECONDS (12));
  const VigilAlarm *alarm = world_find_key (world, 0, "01|limit|" SPO2 "|lo|2");
  g_assert_true (vigil_alarm_is_open (alarm));
  g_assert_cmpuint (alarm->sources, ==, VIGIL_SOURCE_STATION);
}

static const VigilAlarm *
find_not_heard (World *world)
{
  const VigilAlarm *alarm = world_find (world, 0, UNREADABLE);
  if (alarm != NULL)
    g_assert_cmpstr (alarm->label, ==, "ALARM LIST NOT HEARD");
  return alarm;
}

/* The list of bed 01 ends now; all the rest goes on. */
static World *
new_mute (void)
{
  World *world = world_new (2);
  say_list (world, FALSE);
  world->beds[0].has_list = FALSE;
  return world;
}

static void
test_a_list_that_no_longer_comes_is_told_until_the_next_whole_one (void)
{
  g_autoptr (World) world = new_mute ();
  world_run (world, SECONDS (23));
  g_assert_null (find_not_heard (world));
  world_run (world, SECONDS (2));
  const VigilAlarm *alarm = find_not_heard (world);
  g_assert_nonnull (alarm);
  g_assert_true (vigil_alarm_is_open (alarm));
  g_assert_cmpint (alarm->priority, ==, VIGIL_PRIORITY_MEDIUM);
  g_assert_cmpint (alarm->kind, ==, VIGIL_ALARM_TECHNICAL);
  g_assert_cmpint (vigil_ward_get_bed (world->ward, 0)->condition, ==, VIGIL_BED_LIVE);
  g_assert_null (world_find (world, 1, UNREADABLE));
  world->beds[0].has_list = TRUE;
  say_list (world, TRUE);
  assert_told (world); /* of one that is not whole it is the other word */
  say_list (world, FALSE);
  g_assert_null (world_find (world, 0, UNREADABLE));
  world_run (world, MINUTES (2));
  g_assert_null (world_find (world, 0, UNREADABLE));
}

/* contract.md: what is retained stands for the live one, which is due. */
static void
test_a_kept_list_that_no_live_one_follows_is_told (void)
{
  g_autoptr (World) world = world_new_cold (1);
  world->beds[0].has_list = FALSE;
  world_link (world, VIGIL_LINK_UP);
  world_gateway_state (world, 0, TRUE);
  world_meta (world, 0);
  world_publish_list (world, 0, TRUE, 3);
  world_run (world, SECONDS (24));
  g_assert_null (find_not_heard (world));
  world_run (world, SECONDS (3));
  g_assert_nonnull (find_not_heard (world));
}

static void
test_a_bed_that_never_had_a_list_is_not_told (void)
{
  g_autoptr (World) world = world_new_cold (1);
  world->beds[0].has_list = FALSE;
  world_settle (world);
  world_run (world, MINUTES (5));
  g_assert_cmpint (vigil_ward_get_bed (world->ward, 0)->condition, ==, VIGIL_BED_LIVE);
  g_assert_null (world_find (world, 0, UNREADABLE));
}

/* Who takes the list away has not said that nothing stands; who takes the bed away is not missed.
 */
static void
test_a_list_that_was_taken_away_is_missed (void)
{
  static const VigilFrameKind WHAT[] = { VIGIL_FRAME_ALARMS_BEGIN, VIGIL_FRAME_META };
  for (guint i = 0; i < G_N_ELEMENTS (WHAT); i++) {
    g_autoptr (World) world = new_mute ();
    VigilFrame frame = world_frame (world, VIGIL_FRAME_DELETED, NULL, 0);
    frame.deleted.what = WHAT[i];
    world_feed (world, &frame);
    world_run (world, SECONDS (30));
    g_assert_cmpint (find_not_heard (world) != NULL, ==, i == 0);
  }
}

/* One cause, one alarm: it ends, and counts from the end of what is told in its place. */
static void
test_no_data_and_a_lost_gateway_are_told_in_its_place (void)
{
  for (guint i = 0; i < 2; i++) {
    g_autoptr (World) world = new_mute ();
    world_run (world, SECONDS (30));
    g_assert_nonnull (find_not_heard (world));
    gboolean *is_well = i == 0 ? &world->beds[0].is_publishing : &world->gateways[0].is_beating;
    *is_well = FALSE;
    world_run (world, SECONDS (15));
    g_assert_null (find_not_heard (world));
    world_run (world, MINUTES (1));
    g_assert_null (find_not_heard (world));
    *is_well = TRUE;
    world_run (world, SECONDS (23));
    g_assert_null (find_not_heard (world));
    world_run (world, SECONDS (15));
    g_assert_nonnull (find_not_heard (world));
  }
}

static void
test_a_lost_link_is_told_in_its_place (void)
{
  g_autoptr (World) world = new_mute ();
  world_run (world, SECONDS (30));
  world->is_echoing = FALSE;
  world_run (world, SECONDS (6));
  g_assert_nonnull (find_not_heard (world)); /* in doubt: nothing is told in its place yet */
  world_run (world, SECONDS (30));
  g_assert_null (find_not_heard (world));
  world->is_echoing = TRUE;
  world_run (world, SECONDS (33));
  g_assert_null (find_not_heard (world));
  world_run (world, SECONDS (5));
  g_assert_nonnull (find_not_heard (world));
}

static void
test_nobody_misses_the_list_of_a_bed_that_is_away (void)
{
  g_autoptr (World) world = new_mute ();
  world_run (world, SECONDS (30));
  world_bed_state (world, 0, VIGIL_BED_STANDBY, world->now.wall_ms + MINUTES (30));
  world_run (world, MINUTES (2));
  g_assert_null (find_not_heard (world));
  world_bed_state (world, 0, VIGIL_BED_READY, 0);
  world_run (world, SECONDS (24));
  g_assert_null (find_not_heard (world));
  world_run (world, SECONDS (3));
  g_assert_nonnull (find_not_heard (world));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add_func ("/ward/list/" path, func)
  ADD ("what-can-be-read-of-a-list-is-raised-and-the-rest-is-told",
       test_what_can_be_read_of_a_list_is_raised_and_the_rest_is_told);
  ADD ("an-incomplete-list-ends-nothing", test_an_incomplete_list_ends_nothing);
  ADD ("an-incomplete-list-does-not-say-that-what-was-out-of-sight-is-over",
       test_an_incomplete_list_does_not_say_that_what_was_out_of_sight_is_over);
  ADD ("a-list-refused-as-a-whole-is-told-within-a-second",
       test_a_list_refused_as_a_whole_is_told_within_a_second);
  ADD ("other-refusals-are-no-lost-list", test_other_refusals_are_no_lost_list);
  ADD ("a-kept-one-counts-only-before-something-live",
       test_a_kept_one_counts_only_before_something_live);
  ADD ("a-flood-of-bad-lists-is-one-alarm", test_a_flood_of_bad_lists_is_one_alarm);
  ADD ("good-and-bad-lists-by-turns-do-not-ring-again",
       test_good_and_bad_lists_by_turns_do_not_ring_again);
  ADD ("it-is-of-a-bed-that-looks-well", test_it_is_of_a_bed_that_looks_well);
  ADD ("it-ends-when-the-bed-is-away", test_it_ends_when_the_bed_is_away);
  ADD ("the-station-judges-what-the-list-may-not-say",
       test_the_station_judges_what_the_list_may_not_say);
  ADD ("a-list-that-no-longer-comes-is-told-until-the-next-whole-one",
       test_a_list_that_no_longer_comes_is_told_until_the_next_whole_one);
  ADD ("a-kept-list-that-no-live-one-follows-is-told",
       test_a_kept_list_that_no_live_one_follows_is_told);
  ADD ("a-bed-that-never-had-a-list-is-not-told", test_a_bed_that_never_had_a_list_is_not_told);
  ADD ("a-list-that-was-taken-away-is-missed", test_a_list_that_was_taken_away_is_missed);
  ADD ("no-data-and-a-lost-gateway-are-told-in-its-place",
       test_no_data_and_a_lost_gateway_are_told_in_its_place);
  ADD ("a-lost-link-is-told-in-its-place", test_a_lost_link_is_told_in_its_place);
  ADD ("nobody-misses-the-list-of-a-bed-that-is-away",
       test_nobody_misses_the_list_of_a_bed_that_is_away);
#undef ADD
  return g_test_run ();
}
