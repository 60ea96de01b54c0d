/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Other stations and the beds taken over from them: contract.md, "Coverage". */

#include "ward-world.h"

#define MEDIUM_CODE "MDC_EVT_ECG_SV_TACHY"
#define LOST "VIGIL_EVT_PRIMARY_LOST"

static World *
make_world (VigilRole role)
{
  World *world = world_new_desk (2, "desk-1", role);
  world_add_desk (world, "desk-p", VIGIL_ROLE_PRIMARY);
  return world;
}

static VigilPriority
sounding (World *world)
{
  return vigil_ward_get_sounding (world->ward);
}

static gboolean
is_taken_over (World *world)
{
  return vigil_ward_get_bed (world->ward, 0)->is_taken_over;
}

static void
raise_medium (World *world)
{
  world_raise (world, 0, "m", MEDIUM_CODE, HR, VIGIL_PRIORITY_MEDIUM);
  world_run (world, SECONDS (1));
}

static void
test_a_start_beside_an_able_primary_takes_nothing_over (void)
{
  g_autoptr (World) world = make_world (VIGIL_ROLE_BACKUP);
  world_settle (world);
  g_assert_false (is_taken_over (world));
  g_assert_null (world_find (world, G_MAXUINT, LOST));
  g_assert_cmpuint (world_count (world, VIGIL_EVENT_ALARM_RAISED, NULL), ==, 0);
}

static void
test_a_start_raises_no_alarm_before_the_primary_could_be_heard (void)
{
  g_autoptr (World) world = make_world (VIGIL_ROLE_BACKUP);
  world->desks[0].is_talking = FALSE;
  world_link (world, VIGIL_LINK_UP);
  world_gateway_state (world, 0, TRUE);
  world_run (world, SECONDS (5));
  world->desks[0].is_talking = TRUE;
  world_run (world, SECONDS (20));
  g_assert_cmpuint (world_count (world, VIGIL_EVENT_ALARM_RAISED, ""), ==, 0);
  g_assert_false (is_taken_over (world));
}

static void
test_a_primary_that_never_speaks_is_missed (void)
{
  g_autoptr (World) world = make_world (VIGIL_ROLE_BACKUP);
  world->desks[0].is_talking = FALSE;
  world_settle (world);
  g_assert_true (is_taken_over (world));
  g_assert_nonnull (world_find (world, G_MAXUINT, LOST));
}

static void
test_a_retained_state_makes_nobody_able (void)
{
  g_autoptr (World) world = make_world (VIGIL_ROLE_BACKUP);
  world->desks[0].is_talking = FALSE;
  world_link (world, VIGIL_LINK_UP);
  world_desk_state (world, &world->desks[0], TRUE);
  world_gateway_state (world, 0, TRUE);
  world_run (world, SECONDS (8));
  g_assert_true (is_taken_over (world));
  /* But it says whose beds they were. */
  g_assert_nonnull (strstr (world_find (world, G_MAXUINT, LOST)->label, "desk-p"));
}

static void
test_a_backup_takes_over_a_silent_primary_after_six_seconds (void)
{
  g_autoptr (World) world = make_world (VIGIL_ROLE_BACKUP);
  world_settle (world);
  raise_medium (world);
  world->desks[0].is_talking = FALSE;
  world_run (world, SECONDS (5));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_NONE);
  world_run (world, SECONDS (2));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_MEDIUM);
  const VigilAlarm *lost = world_find (world, G_MAXUINT, LOST);
  g_assert_nonnull (lost);
  g_assert_cmpint (lost->priority, ==, VIGIL_PRIORITY_MEDIUM);
  g_assert_nonnull (strstr (lost->label, "desk-p"));
  g_assert_nonnull (strstr (lost->label, "01 02"));
  g_assert_cmpint (world_find (world, 0, MEDIUM_CODE)->reach, ==, VIGIL_REACH_HERE);
}

static void
check_word (VigilStationWord word)
{
  g_autoptr (World) world = make_world (VIGIL_ROLE_BACKUP);
  world_settle (world);
  raise_medium (world);
  world->desks[0].word = word;
  world_desk_state (world, &world->desks[0], FALSE);
  g_assert_true (is_taken_over (world));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_MEDIUM);
  world_run (world, 100);
  g_assert_nonnull (world_find (world, G_MAXUINT, LOST));
}

static void
test_a_backup_takes_over_at_once_when_the_primary_has_no_sound (void)
{
  check_word (VIGIL_STATION_NO_SOUND);
}

static void
test_a_backup_takes_over_at_once_when_the_primary_is_lost (void)
{
  check_word (VIGIL_STATION_LOST);
}

static void
test_the_primary_is_back_after_ten_seconds_of_ready (void)
{
  g_autoptr (World) world = make_world (VIGIL_ROLE_BACKUP);
  world_settle (world);
  world->desks[0].is_talking = FALSE;
  world_run (world, SECONDS (30));
  world->desks[0].is_talking = TRUE;
  raise_medium (world);
  world_run (world, SECONDS (8));
  g_assert_true (is_taken_over (world));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_MEDIUM);
  world_run (world, SECONDS (3));
  g_assert_false (is_taken_over (world));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_NONE);
  g_assert_null (world_find (world, G_MAXUINT, LOST));
}

static void
test_a_primary_that_comes_and_goes_is_not_back (void)
{
  g_autoptr (World) world = make_world (VIGIL_ROLE_BACKUP);
  world_settle (world);
  for (guint i = 0; i < 4; i++) {
    world->desks[0].word = VIGIL_STATION_NO_SOUND;
    world_run (world, SECONDS (3));
    world->desks[0].word = VIGIL_STATION_READY;
    world_run (world, SECONDS (8));
    g_assert_true (is_taken_over (world));
  }
}

static void
test_a_late_will_of_an_old_life_counts_for_nothing (void)
{
  g_autoptr (World) world = make_world (VIGIL_ROLE_BACKUP);
  world_settle (world);
  WorldDesk old = world->desks[0];
  world->desks[0].boot = 77;
  world_run (world, SECONDS (2));
  old.word = VIGIL_STATION_LOST;
  world_desk_state (world, &old, FALSE);
  g_assert_false (is_taken_over (world));
  g_assert_cmpuint (vigil_ward_get_count (world->ward, VIGIL_COUNTER_OLD_BOOT), ==, 1);
}

static void
test_a_will_that_names_no_beds_is_missed_all_the_same (void)
{
  g_autoptr (World) world = make_world (VIGIL_ROLE_BACKUP);
  world_settle (world);
  world->desks[0].is_talking = FALSE;
  WorldDesk will = world->desks[0];
  will.word = VIGIL_STATION_LOST;
  will.role = VIGIL_ROLE_NONE;
  world_desk_state (world, &will, FALSE);
  world_run (world, 100);
  g_assert_nonnull (strstr (world_find (world, G_MAXUINT, LOST)->label, "desk-p"));
}

static void
test_a_watch_leaves_it_to_an_able_backup (void)
{
  g_autoptr (World) world = make_world (VIGIL_ROLE_WATCH);
  world_add_desk (world, "desk-b", VIGIL_ROLE_BACKUP);
  world_settle (world);
  raise_medium (world);
  world->desks[0].is_talking = FALSE;
  world_run (world, SECONDS (30));
  g_assert_false (is_taken_over (world));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_NONE);
  g_assert_null (world_find (world, G_MAXUINT, LOST));
}

static void
check_every_station (VigilRole role)
{
  g_autoptr (World) world = make_world (role);
  world_add_desk (world, "desk-b", VIGIL_ROLE_BACKUP);
  world_settle (world);
  raise_medium (world);
  world->desks[0].word = VIGIL_STATION_LOST;
  world->desks[1].word = VIGIL_STATION_NO_SOUND;
  world_run (world, SECONDS (2));
  g_assert_true (is_taken_over (world));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_MEDIUM);
  g_assert_nonnull (world_find (world, G_MAXUINT, LOST));
}

static void
test_without_primary_and_backup_every_station_sounds (void)
{
  check_every_station (VIGIL_ROLE_WATCH);
  check_every_station (VIGIL_ROLE_NONE);
}

static void
test_a_primary_takes_nothing_over_and_misses_nobody (void)
{
  g_autoptr (World) world = make_world (VIGIL_ROLE_PRIMARY);
  world_settle (world);
  world->desks[0].is_talking = FALSE;
  world_run (world, SECONDS (30));
  g_assert_false (is_taken_over (world));
  g_assert_null (world_find (world, G_MAXUINT, LOST));
}

static void
test_with_the_link_lost_a_station_is_primary_for_its_beds (void)
{
  g_autoptr (World) world = make_world (VIGIL_ROLE_WATCH);
  world_settle (world);
  raise_medium (world);
  g_assert_false (is_taken_over (world));
  world_link (world, VIGIL_LINK_DOWN);
  world_run (world, SECONDS (1));
  g_assert_true (is_taken_over (world));
  g_assert_cmpint (world_find (world, 0, MEDIUM_CODE)->reach, ==, VIGIL_REACH_HERE);
}

static void
test_with_the_link_lost_other_peoples_beds_stay_theirs (void)
{
  g_autoptr (World) world = make_world (VIGIL_ROLE_NONE);
  world_settle (world);
  world_link (world, VIGIL_LINK_DOWN);
  world_run (world, SECONDS (20));
  g_assert_false (is_taken_over (world));
}

static void
test_a_link_that_comes_back_misses_nobody (void)
{
  g_autoptr (World) world = make_world (VIGIL_ROLE_BACKUP);
  world_settle (world);
  world_link (world, VIGIL_LINK_DOWN);
  world->desks[0].is_talking = FALSE;
  world_run (world, SECONDS (60));
  world_link (world, VIGIL_LINK_UP);
  world_gateway_state (world, 0, TRUE);
  world->desks[0].is_talking = TRUE;
  world_forget (world);
  world_run (world, SECONDS (30));
  g_assert_false (is_taken_over (world));
  for (guint i = 0; i < world->events->len; i++)
    g_assert_null (strstr (g_array_index (world->events, WorldEvent, i).key, LOST));
}

static void
test_a_primary_missed_before_the_link_broke_is_missed_after (void)
{
  g_autoptr (World) world = make_world (VIGIL_ROLE_BACKUP);
  world_settle (world);
  world->desks[0].is_talking = FALSE;
  world_run (world, SECONDS (30));
  world->is_echoing = FALSE;
  world_run (world, SECONDS (5));
  world->is_echoing = TRUE;
  for (guint i = 0; i < 200; i++) {
    world_run (world, 100);
    g_assert_true (is_taken_over (world));
    g_assert_nonnull (world_find (world, G_MAXUINT, LOST));
  }
}

static void
test_a_primary_lost_can_be_silenced (void)
{
  g_autoptr (World) world = make_world (VIGIL_ROLE_BACKUP);
  world_settle (world);
  world->desks[0].is_talking = FALSE;
  world_run (world, SECONDS (10));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_MEDIUM);
  VigilAction actions[VIGIL_ALARMS_MAX * 2];
  g_assert_cmpuint (world_silence (world, G_MAXUINT, actions), ==, 1);
  g_assert_cmpstr (actions[0].bed, ==, "");
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_NONE);
}

static void
test_more_stations_than_there_is_room_for_are_counted (void)
{
  g_autoptr (World) world = make_world (VIGIL_ROLE_BACKUP);
  world_settle (world);
  for (guint i = 0; i < 40; i++) {
    WorldDesk desk = { .boot = i, .role = VIGIL_ROLE_WATCH };
    g_snprintf (desk.id, sizeof desk.id, "other-%u", i);
    world_desk_state (world, &desk, FALSE);
  }
  g_assert_cmpuint (vigil_ward_get_count (world->ward, VIGIL_COUNTER_TOO_MANY), ==, 9);
  world_run (world, MINUTES (11));
  WorldDesk late = { .boot = 1, .role = VIGIL_ROLE_WATCH, .id = "late" };
  world_desk_state (world, &late, FALSE);
  g_assert_cmpuint (vigil_ward_get_count (world->ward, VIGIL_COUNTER_TOO_MANY), ==, 9);
  g_assert_false (is_taken_over (world));
}

/* Its place is given to nobody while its beds are missed: the alarm goes on naming it. */
static void
test_a_silent_primary_is_not_given_up_for_its_place (void)
{
  g_autoptr (World) world = make_world (VIGIL_ROLE_BACKUP);
  world_settle (world);
  for (guint i = 0; i < 31; i++) {
    WorldDesk desk = { .boot = i, .role = VIGIL_ROLE_WATCH };
    g_snprintf (desk.id, sizeof desk.id, "other-%u", i);
    world_desk_state (world, &desk, FALSE);
  }
  world->desks[0].is_talking = FALSE;
  world_run (world, MINUTES (11));
  for (guint i = 0; i < 3; i++) {
    WorldDesk late = { .boot = 1, .role = VIGIL_ROLE_WATCH };
    g_snprintf (late.id, sizeof late.id, "late-%u", i);
    world_desk_state (world, &late, FALSE);
    world_run (world, SECONDS (1));
  }
  g_assert_cmpuint (vigil_ward_get_count (world->ward, VIGIL_COUNTER_TOO_MANY), ==, 0);
  g_assert_true (is_taken_over (world));
  const VigilAlarm *lost = world_find (world, G_MAXUINT, LOST);
  g_assert_nonnull (lost);
  g_assert_nonnull (strstr (lost->label, "desk-p"));
  guint n_alarms;
  vigil_ward_list_bed_alarms (world->ward, G_MAXUINT, &n_alarms);
  g_assert_cmpuint (n_alarms, ==, 1);
}

/* Who says itself that it cannot sound need not be waited for, in the first seconds of a link too.
 */
static void
test_a_primary_without_sound_is_missed_from_the_first_second (void)
{
  g_autoptr (World) world = make_world (VIGIL_ROLE_BACKUP);
  world->desks[0].word = VIGIL_STATION_NO_SOUND;
  world_link (world, VIGIL_LINK_UP);
  world_gateway_state (world, 0, TRUE);
  world_meta (world, 0);
  world_run (world, SECONDS (2));
  g_assert_cmpint (vigil_ward_get_link (world->ward), ==, VIGIL_LINK_SHOWN_UP);
  g_assert_true (is_taken_over (world));
}

/* A retained state brings nobody back to life, whenever it comes. */
static void
test_a_retained_state_does_not_revive_a_silent_primary (void)
{
  g_autoptr (World) world = make_world (VIGIL_ROLE_BACKUP);
  world_settle (world);
  world->desks[0].is_talking = FALSE;
  world_run (world, SECONDS (8));
  g_assert_true (is_taken_over (world));
  for (guint i = 0; i < 20; i++) {
    world_desk_state (world, &world->desks[0], TRUE);
    world_run (world, SECONDS (1));
    g_assert_true (is_taken_over (world));
  }
}

/* What was heard before the link broke does not hold after it: the retained state says whose beds
 * they are now. */
static void
test_after_a_reconnect_the_retained_roles_hold (void)
{
  g_autoptr (World) world = make_world (VIGIL_ROLE_BACKUP);
  world_settle (world);
  world_link (world, VIGIL_LINK_DOWN);
  world->desks[0].is_talking = FALSE;
  world_run (world, SECONDS (2));
  world_link (world, VIGIL_LINK_UP);
  world_gateway_state (world, 0, TRUE);
  world_meta (world, 0);
  WorldDesk reassigned = world->desks[0];
  reassigned.role = VIGIL_ROLE_WATCH;
  world_desk_state (world, &reassigned, TRUE);
  world_run (world, SECONDS (25));
  const VigilAlarm *lost = world_find (world, G_MAXUINT, LOST);
  g_assert_nonnull (lost);
  g_assert_null (strstr (lost->label, "desk-p"));
}

static void
test_a_deleted_station_is_no_longer_primary (void)
{
  g_autoptr (World) world = make_world (VIGIL_ROLE_BACKUP);
  world_settle (world);
  world->desks[0].is_talking = FALSE;
  VigilFrame frame = world_frame (world, VIGIL_FRAME_DELETED, NULL, 0);
  vigil_text_copy (frame.subject, sizeof frame.subject, "desk-p");
  frame.deleted.what = VIGIL_FRAME_STATION_STATE;
  world_feed (world, &frame);
  g_assert_true (is_taken_over (world));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add_func ("/ward/coverage/" name, func)
  ADD ("a-start-beside-an-able-primary-takes-nothing-over",
       test_a_start_beside_an_able_primary_takes_nothing_over);
  ADD ("a-start-raises-no-alarm-before-the-primary-could-be-heard",
       test_a_start_raises_no_alarm_before_the_primary_could_be_heard);
  ADD ("a-primary-that-never-speaks-is-missed", test_a_primary_that_never_speaks_is_missed);
  ADD ("a-retained-state-makes-nobody-able", test_a_retained_state_makes_nobody_able);
  ADD ("a-backup-takes-over-a-silent-primary-after-six-seconds",
       test_a_backup_takes_over_a_silent_primary_after_six_seconds);
  ADD ("a-backup-takes-over-at-once-when-the-primary-has-no-sound",
       test_a_backup_takes_over_at_once_when_the_primary_has_no_sound);
  ADD ("a-backup-takes-over-at-once-when-the-primary-is-lost",
       test_a_backup_takes_over_at_once_when_the_primary_is_lost);
  ADD ("the-primary-is-back-after-ten-seconds-of-ready",
       test_the_primary_is_back_after_ten_seconds_of_ready);
  ADD ("a-primary-that-comes-and-goes-is-not-back", test_a_primary_that_comes_and_goes_is_not_back);
  ADD ("a-late-will-of-an-old-life-counts-for-nothing",
       test_a_late_will_of_an_old_life_counts_for_nothing);
  ADD ("a-will-that-names-no-beds-is-missed-all-the-same",
       test_a_will_that_names_no_beds_is_missed_all_the_same);
  ADD ("a-watch-leaves-it-to-an-able-backup", test_a_watch_leaves_it_to_an_able_backup);
  ADD ("without-primary-and-backup-every-station-sounds",
       test_without_primary_and_backup_every_station_sounds);
  ADD ("a-primary-takes-nothing-over-and-misses-nobody",
       test_a_primary_takes_nothing_over_and_misses_nobody);
  ADD ("with-the-link-lost-a-station-is-primary-for-its-beds",
       test_with_the_link_lost_a_station_is_primary_for_its_beds);
  ADD ("with-the-link-lost-other-peoples-beds-stay-theirs",
       test_with_the_link_lost_other_peoples_beds_stay_theirs);
  ADD ("a-link-that-comes-back-misses-nobody", test_a_link_that_comes_back_misses_nobody);
  ADD ("a-primary-missed-before-the-link-broke-is-missed-after",
       test_a_primary_missed_before_the_link_broke_is_missed_after);
  ADD ("a-primary-lost-can-be-silenced", test_a_primary_lost_can_be_silenced);
  ADD ("more-stations-than-there-is-room-for-are-counted",
       test_more_stations_than_there_is_room_for_are_counted);
  ADD ("a-silent-primary-is-not-given-up-for-its-place",
       test_a_silent_primary_is_not_given_up_for_its_place);
  ADD ("a-primary-without-sound-is-missed-from-the-first-second",
       test_a_primary_without_sound_is_missed_from_the_first_second);
  ADD ("a-retained-state-does-not-revive-a-silent-primary",
       test_a_retained_state_does_not_revive_a_silent_primary);
  ADD ("after-a-reconnect-the-retained-roles-hold", test_after_a_reconnect_the_retained_roles_hold);
  ADD ("a-deleted-station-is-no-longer-primary", test_a_deleted_station_is_no_longer_primary);
#undef ADD
  return g_test_run ();
}
