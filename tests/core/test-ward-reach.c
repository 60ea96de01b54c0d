/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Who hears what, and when it grows: ux.md, "Escalation" and "Staff at bedside". */

#include "ward-world.h"

#define MEDIUM_CODE "MDC_EVT_ECG_SV_TACHY"
#define LOW_CODE "MDC_EVT_SENSOR_DISCONN"

/* A station with @role on all beds, whose primary is another desk, well. */
static World *
make_world (VigilRole role)
{
  World *world = world_new_desk (2, "desk-1", role);
  world_add_desk (world, "desk-p", VIGIL_ROLE_PRIMARY);
  world_settle (world);
  return world;
}

static VigilPriority
sounding (World *world)
{
  return vigil_ward_get_sounding (world->ward);
}

static void
suspend (World *world, guint bed, VigilSuspensionMode mode, gint64 length_ms)
{
  VigilAction action = { .word = VIGIL_ACTION_SUSPEND,
                         .mode = mode,
                         .is_bed_scope = TRUE,
                         .t_ms = world->now.wall_ms,
                         .until_ms = world->now.wall_ms + length_ms,
                         .reason = "test",
                         .station = "desk-p" };
  vigil_text_copy (action.bed, sizeof action.bed, world->beds[bed].id);
  world_make_id (action.id, world);
  vigil_ward_apply_action (world->ward, &action, world->now);
}

static void
test_a_primary_sounds_everything_at_once (void)
{
  g_autoptr (World) world = make_world (VIGIL_ROLE_PRIMARY);
  world_raise (world, 0, "a", LOW_CODE, SPO2, VIGIL_PRIORITY_LOW);
  world_run (world, SECONDS (1));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_LOW);
  world_raise (world, 0, "b", MEDIUM_CODE, HR, VIGIL_PRIORITY_MEDIUM);
  world_run (world, SECONDS (1));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_MEDIUM);
  world_raise (world, 1, "c", VF, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (1));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_HIGH);
}

static void
test_a_backup_sounds_high_at_once (void)
{
  g_autoptr (World) world = make_world (VIGIL_ROLE_BACKUP);
  world_raise (world, 0, "a", VF, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (1));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_HIGH);
  g_assert_cmpint (world_find (world, 0, VF)->reach, ==, VIGIL_REACH_HERE);
}

static void
test_a_backup_sounds_medium_after_three_minutes (void)
{
  g_autoptr (World) world = make_world (VIGIL_ROLE_BACKUP);
  world_raise (world, 0, "a", MEDIUM_CODE, HR, VIGIL_PRIORITY_MEDIUM);
  world_run (world, SECONDS (179));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_NONE);
  g_assert_cmpint (world_find (world, 0, MEDIUM_CODE)->phase, ==, VIGIL_ALARM_OPEN);
  g_assert_cmpint (world_find (world, 0, MEDIUM_CODE)->reach, ==, VIGIL_REACH_ELSEWHERE);
  g_assert_cmpuint (world_count (world, VIGIL_EVENT_ALARM_REACHED, NULL), ==, 0);
  world_run (world, SECONDS (2));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_MEDIUM);
  g_assert_cmpuint (world_count (world, VIGIL_EVENT_ALARM_REACHED, "01"), ==, 1);
  g_assert_false (world_find (world, 0, MEDIUM_CODE)->is_unanswered);
}

static void
test_a_backup_never_sounds_low (void)
{
  g_autoptr (World) world = make_world (VIGIL_ROLE_BACKUP);
  world_raise (world, 0, "a", "MDC_EVT_BATT_LOW", "", VIGIL_PRIORITY_LOW);
  world_run (world, MINUTES (20));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_NONE);
  g_assert_cmpint (world_find (world, 0, "MDC_EVT_BATT_LOW")->phase, ==, VIGIL_ALARM_OPEN);
}

static void
check_others (VigilRole role)
{
  g_autoptr (World) world = make_world (role);
  world_raise (world, 0, "m", MEDIUM_CODE, HR, VIGIL_PRIORITY_MEDIUM);
  world_raise (world, 0, "a", VF, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (59));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_NONE);
  g_assert_cmpint (world_find (world, 0, VF)->phase, ==, VIGIL_ALARM_OPEN);
  world_run (world, SECONDS (2));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_HIGH);
  g_assert_cmpuint (world_count (world, VIGIL_EVENT_ALARM_REACHED, "01"), ==, 1);
  world_clear (world, 0, "a");
  world_run (world, MINUTES (1));
  VigilAction actions[VIGIL_ALARMS_MAX * 2];
  world_silence (world, 0, actions); /* VF has latched; the medium is silenced with it */
  world_run (world, MINUTES (20));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_NONE);
}

static void
test_a_watch_sounds_high_after_a_minute_and_nothing_else (void)
{
  check_others (VIGIL_ROLE_WATCH);
}

static void
test_a_station_without_a_role_sounds_high_after_a_minute (void)
{
  check_others (VIGIL_ROLE_NONE);
}

static void
check_unanswered (VigilRole role)
{
  g_autoptr (World) world = make_world (role);
  world_raise (world, 0, "a", VF, HR, VIGIL_PRIORITY_HIGH);
  world_raise (world, 0, "m", MEDIUM_CODE, HR, VIGIL_PRIORITY_MEDIUM);
  world_run (world, SECONDS (59));
  g_assert_false (world_find (world, 0, VF)->is_unanswered);
  world_forget (world);
  world_run (world, SECONDS (2));
  g_assert_true (world_find (world, 0, VF)->is_unanswered);
  guint n_told = world_count (world, VIGIL_EVENT_ALARM_CHANGED, "01")
                 + world_count (world, VIGIL_EVENT_ALARM_REACHED, "01");
  g_assert_cmpuint (n_told, ==, 1);
  world_run (world, MINUTES (10));
  g_assert_false (world_find (world, 0, MEDIUM_CODE)->is_unanswered);
}

static void
test_unanswered_is_told_to_everybody (void)
{
  check_unanswered (VIGIL_ROLE_PRIMARY);
  check_unanswered (VIGIL_ROLE_BACKUP);
  check_unanswered (VIGIL_ROLE_WATCH);
}

static void
test_a_silenced_red_is_answered (void)
{
  g_autoptr (World) world = make_world (VIGIL_ROLE_WATCH);
  VigilAction actions[VIGIL_ALARMS_MAX * 2];
  world_raise (world, 0, "a", VF, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (61));
  g_assert_cmpuint (world_silence (world, 0, actions), ==, 1);
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_NONE);
  g_assert_false (world_find (world, 0, VF)->is_unanswered);
}

static void
test_an_alarm_not_heard_here_is_silenced_by_a_touch_here (void)
{
  g_autoptr (World) world = make_world (VIGIL_ROLE_WATCH);
  VigilAction actions[VIGIL_ALARMS_MAX * 2];
  world_raise (world, 0, "a", VF, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (5));
  g_assert_cmpint (world_find (world, 0, VF)->reach, ==, VIGIL_REACH_ELSEWHERE);
  g_assert_cmpuint (world_silence (world, 0, actions), ==, 1);
  g_assert_cmpstr (actions[0].bed, ==, "01");
  g_assert_cmpint (world_find (world, 0, VF)->phase, ==, VIGIL_ALARM_SILENCED);
}

static void
test_after_a_silence_the_minute_counts_from_the_return (void)
{
  g_autoptr (World) world = make_world (VIGIL_ROLE_WATCH);
  VigilAction actions[VIGIL_ALARMS_MAX * 2];
  world_raise (world, 0, "a", VF, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (30));
  world_silence (world, 0, actions);
  world_run (world, SECONDS (121));
  g_assert_cmpint (world_find (world, 0, VF)->phase, ==, VIGIL_ALARM_OPEN);
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_NONE);
  g_assert_false (world_find (world, 0, VF)->is_unanswered);
  world_run (world, SECONDS (57));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_NONE);
  world_run (world, SECONDS (4));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_HIGH);
  g_assert_true (world_find (world, 0, VF)->is_unanswered);
}

/* Medium, back within a minute of its end: the same occurrence, whose first raise counts. */
static void
test_the_same_occurrence_counts_from_its_first_raise (void)
{
  g_autoptr (World) world = make_world (VIGIL_ROLE_BACKUP);
  world_raise (world, 0, "m", MEDIUM_CODE, HR, VIGIL_PRIORITY_MEDIUM);
  world_run (world, SECONDS (100));
  world_clear (world, 0, "m");
  world_run (world, SECONDS (30));
  world_raise (world, 0, "m2", MEDIUM_CODE, HR, VIGIL_PRIORITY_MEDIUM);
  world_run (world, SECONDS (45));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_NONE);
  world_run (world, SECONDS (8));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_MEDIUM);
}

static void
test_a_new_occurrence_counts_anew (void)
{
  g_autoptr (World) world = make_world (VIGIL_ROLE_BACKUP);
  world_raise (world, 0, "m", MEDIUM_CODE, HR, VIGIL_PRIORITY_MEDIUM);
  world_run (world, SECONDS (170));
  world_clear (world, 0, "m");
  world_run (world, SECONDS (65));
  world_raise (world, 0, "m2", MEDIUM_CODE, HR, VIGIL_PRIORITY_MEDIUM);
  world_run (world, SECONDS (175));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_NONE);
}

static void
test_a_suspended_bed_does_not_escalate (void)
{
  g_autoptr (World) world = make_world (VIGIL_ROLE_WATCH);
  suspend (world, 0, VIGIL_SUSPENSION_CARE, MINUTES (5));
  world_raise (world, 0, "a", VF, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, MINUTES (4));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_NONE);
  g_assert_false (world_find (world, 0, VF)->is_unanswered);
  world_run (world, MINUTES (2));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_HIGH);
}

static void
test_a_suspended_bed_still_sounds_high_at_its_primary (void)
{
  g_autoptr (World) world = make_world (VIGIL_ROLE_PRIMARY);
  suspend (world, 0, VIGIL_SUSPENSION_CARE, MINUTES (5));
  world_raise (world, 0, "a", VF, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (1));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_HIGH);
}

/* In sight, and nothing more: not sounded, not told, not to be answered. */
static void
check_held (VigilSuspensionMode mode)
{
  g_autoptr (World) world = make_world (VIGIL_ROLE_PRIMARY);
  VigilTouch touch;
  suspend (world, 0, mode, MINUTES (5));
  world_raise (world, 0, "m", MEDIUM_CODE, HR, VIGIL_PRIORITY_MEDIUM);
  world_raise (world, 0, "t", LOW_CODE, SPO2, VIGIL_PRIORITY_LOW);
  world_run (world, MINUTES (4));
  const VigilAlarm *alarm = world_find (world, 0, MEDIUM_CODE);
  g_assert_nonnull (alarm);
  g_assert_true (vigil_alarm_is_kept_back (alarm));
  g_assert_false (vigil_alarm_is_open (alarm));
  g_assert_null (world_find (world, 0, LOW_CODE)); /* of what is done there */
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_NONE);
  g_assert_cmpuint (world_count (world, VIGIL_EVENT_ALARM_RAISED, "01"), ==, 0);
  g_assert_false (world_touch (world, 0, &touch));
  const VigilNumeric *hr = &vigil_ward_get_bed (world->ward, 0)->numerics[VIGIL_NUMERIC_HR];
  g_assert_cmpint (hr->alarm_priority, ==, VIGIL_PRIORITY_MEDIUM);
  g_assert_false (hr->alarm_is_open);
  world_run (world, SECONDS (62));
  g_assert_true (vigil_alarm_is_open (world_find (world, 0, MEDIUM_CODE)));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_MEDIUM);
  g_assert_cmpuint (world_count (world, VIGIL_EVENT_ALARM_RAISED, "01"), ==, 2);
}

/* Those who show it hear when it comes and when it goes. */
static void
test_what_is_kept_back_is_news (void)
{
  g_autoptr (World) world = make_world (VIGIL_ROLE_PRIMARY);
  suspend (world, 0, VIGIL_SUSPENSION_CARE, MINUTES (5));
  world_forget (world);
  world_raise (world, 0, "m", MEDIUM_CODE, HR, VIGIL_PRIORITY_MEDIUM);
  world_run (world, SECONDS (1));
  g_assert_nonnull (world_find (world, 0, MEDIUM_CODE));
  g_assert_cmpuint (world_count (world, VIGIL_EVENT_ALARM_CHANGED, "01"), >, 0);
  world_forget (world);
  world_clear (world, 0, "m");
  world_run (world, SECONDS (1));
  g_assert_null (world_find (world, 0, MEDIUM_CODE));
  g_assert_cmpuint (world_count (world, VIGIL_EVENT_ALARM_CHANGED, "01"), >, 0);
}

static void
test_care_keeps_a_yellow_in_sight_and_quiet (void)
{
  check_held (VIGIL_SUSPENSION_CARE);
}

static void
test_staff_at_the_bedside_keeps_a_yellow_in_sight_and_quiet (void)
{
  check_held (VIGIL_SUSPENSION_STAFF);
}

static void
test_away_keeps_a_yellow_out_of_sight (void)
{
  g_autoptr (World) world = make_world (VIGIL_ROLE_PRIMARY);
  suspend (world, 0, VIGIL_SUSPENSION_AWAY, MINUTES (30));
  world_raise (world, 0, "m", MEDIUM_CODE, HR, VIGIL_PRIORITY_MEDIUM);
  world_run (world, SECONDS (5));
  g_assert_null (world_find (world, 0, MEDIUM_CODE));
}

/* The reminder of a silenced one waits too. */
static void
test_care_reminds_of_nothing (void)
{
  g_autoptr (World) world = make_world (VIGIL_ROLE_PRIMARY);
  VigilAction actions[VIGIL_ALARMS_MAX * 2];
  world_raise (world, 0, "m", MEDIUM_CODE, HR, VIGIL_PRIORITY_MEDIUM);
  world_run (world, SECONDS (1));
  world_silence (world, 0, actions);
  world_run (world, MINUTES (2));
  suspend (world, 0, VIGIL_SUSPENSION_CARE, MINUTES (5));
  world_run (world, MINUTES (4));
  g_assert_cmpint (world_find (world, 0, MEDIUM_CODE)->phase, ==, VIGIL_ALARM_SILENCED);
  g_assert_cmpuint (world_count (world, VIGIL_EVENT_REMIND, NULL), ==, 0);
}

static void
test_a_station_that_restarts_counts_from_the_first_raise (void)
{
  g_autoptr (World) world = make_world (VIGIL_ROLE_WATCH);
  world_raise (world, 0, "a", VF, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (40));
  world_restart_station (world);
  world_run (world, SECONDS (12));
  g_assert_cmpint (world_find (world, 0, VF)->phase, ==, VIGIL_ALARM_OPEN);
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_NONE);
  world_run (world, SECONDS (10));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_HIGH);
}

/* A monitor whose own clock is an hour behind must not make the whole ward sound at once. */
static void
test_a_wrong_clock_at_the_bedside_does_not_escalate (void)
{
  g_autoptr (World) world = make_world (VIGIL_ROLE_WATCH);
  world_run (world, SECONDS (60));
  world_raise (world, 0, "a", VF, HR, VIGIL_PRIORITY_HIGH)->raised_ms -= MINUTES (60);
  world_run (world, SECONDS (30));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_NONE);
  g_assert_false (world_find (world, 0, VF)->is_unanswered);
}

static guint
count_reminders (VigilRole role)
{
  g_autoptr (World) world = make_world (role);
  VigilAction actions[VIGIL_ALARMS_MAX * 2];
  world_raise (world, 0, "m", MEDIUM_CODE, HR, VIGIL_PRIORITY_MEDIUM);
  world_run (world, SECONDS (5));
  world_silence (world, 0, actions);
  world_run (world, MINUTES (6));
  return world_count (world, VIGIL_EVENT_REMIND, NULL);
}

static void
test_the_primary_alone_is_reminded (void)
{
  g_assert_cmpuint (count_reminders (VIGIL_ROLE_PRIMARY), ==, 1);
  g_assert_cmpuint (count_reminders (VIGIL_ROLE_BACKUP), ==, 0);
}

static void
test_staff_at_the_bedside_silences_what_stands (void)
{
  g_autoptr (World) world = make_world (VIGIL_ROLE_PRIMARY);
  world_raise (world, 0, "a", VF, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (5));
  suspend (world, 0, VIGIL_SUSPENSION_STAFF, MINUTES (10));
  world_run (world, MINUTES (9));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_NONE);
  g_assert_cmpint (world_find (world, 0, VF)->phase, ==, VIGIL_ALARM_OPEN);
  g_assert_cmpint (world_find (world, 0, VF)->reach, ==, VIGIL_REACH_STAFF);
  g_assert_false (world_find (world, 0, VF)->is_unanswered);
  g_assert_cmpuint (world_count (world, VIGIL_EVENT_BURST, NULL), ==, 0);
}

static void
test_each_new_high_code_is_one_burst_for_the_staff (void)
{
  g_autoptr (World) world = make_world (VIGIL_ROLE_PRIMARY);
  suspend (world, 0, VIGIL_SUSPENSION_STAFF, MINUTES (10));
  world_raise (world, 0, "a", VF, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (30));
  g_assert_cmpuint (world_count (world, VIGIL_EVENT_BURST, "01"), ==, 1);
  world_raise (world, 0, "b", ASYSTOLE, HR, VIGIL_PRIORITY_HIGH);
  world_raise (world, 0, "m", MEDIUM_CODE, HR, VIGIL_PRIORITY_MEDIUM);
  world_run (world, SECONDS (30));
  g_assert_cmpuint (world_count (world, VIGIL_EVENT_BURST, "01"), ==, 2);
  world_clear (world, 0, "a");
  world_run (world, SECONDS (30));
  world_raise (world, 0, "c", VF, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, MINUTES (3));
  g_assert_cmpuint (world_count (world, VIGIL_EVENT_BURST, "01"), ==, 2);
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_NONE);
}

static void
test_a_burst_for_the_staff_is_not_for_a_watch (void)
{
  g_autoptr (World) world = make_world (VIGIL_ROLE_WATCH);
  suspend (world, 0, VIGIL_SUSPENSION_STAFF, MINUTES (10));
  world_raise (world, 0, "a", VF, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, MINUTES (5));
  g_assert_cmpuint (world_count (world, VIGIL_EVENT_BURST, NULL), ==, 0);
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_NONE);
}

static void
test_staff_ends_after_ten_minutes_and_what_stands_sounds (void)
{
  g_autoptr (World) world = make_world (VIGIL_ROLE_PRIMARY);
  suspend (world, 0, VIGIL_SUSPENSION_STAFF, MINUTES (60)); /* capped */
  world_raise (world, 0, "a", VF, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (599));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_NONE);
  world_run (world, SECONDS (2));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_HIGH);
  g_assert_cmpuint (world_count (world, VIGIL_EVENT_ALARM_REACHED, "01"), ==, 1);
}

static void
test_staff_can_be_renewed (void)
{
  g_autoptr (World) world = make_world (VIGIL_ROLE_PRIMARY);
  suspend (world, 0, VIGIL_SUSPENSION_STAFF, MINUTES (10));
  world_raise (world, 0, "a", VF, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, MINUTES (9));
  suspend (world, 0, VIGIL_SUSPENSION_STAFF, MINUTES (10));
  world_run (world, MINUTES (9));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_NONE);
  g_assert_cmpuint (world_count (world, VIGIL_EVENT_BURST, "01"), ==, 1);
  world_run (world, MINUTES (2));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_HIGH);
}

static void
test_staff_at_one_bed_leaves_another_alone (void)
{
  g_autoptr (World) world = make_world (VIGIL_ROLE_PRIMARY);
  suspend (world, 0, VIGIL_SUSPENSION_STAFF, MINUTES (10));
  world_raise (world, 1, "a", VF, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (1));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_HIGH);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add_func ("/ward/reach/" name, func)
  ADD ("a-primary-sounds-everything-at-once", test_a_primary_sounds_everything_at_once);
  ADD ("a-backup-sounds-high-at-once", test_a_backup_sounds_high_at_once);
  ADD ("a-backup-sounds-medium-after-three-minutes",
       test_a_backup_sounds_medium_after_three_minutes);
  ADD ("a-backup-never-sounds-low", test_a_backup_never_sounds_low);
  ADD ("a-watch-sounds-high-after-a-minute-and-nothing-else",
       test_a_watch_sounds_high_after_a_minute_and_nothing_else);
  ADD ("a-station-without-a-role-sounds-high-after-a-minute",
       test_a_station_without_a_role_sounds_high_after_a_minute);
  ADD ("unanswered-is-told-to-everybody", test_unanswered_is_told_to_everybody);
  ADD ("a-silenced-red-is-answered", test_a_silenced_red_is_answered);
  ADD ("an-alarm-not-heard-here-is-silenced-by-a-touch-here",
       test_an_alarm_not_heard_here_is_silenced_by_a_touch_here);
  ADD ("after-a-silence-the-minute-counts-from-the-return",
       test_after_a_silence_the_minute_counts_from_the_return);
  ADD ("the-same-occurrence-counts-from-its-first-raise",
       test_the_same_occurrence_counts_from_its_first_raise);
  ADD ("a-new-occurrence-counts-anew", test_a_new_occurrence_counts_anew);
  ADD ("a-suspended-bed-does-not-escalate", test_a_suspended_bed_does_not_escalate);
  ADD ("a-suspended-bed-still-sounds-high-at-its-primary",
       test_a_suspended_bed_still_sounds_high_at_its_primary);
  ADD ("care-keeps-a-yellow-in-sight-and-quiet", test_care_keeps_a_yellow_in_sight_and_quiet);
  ADD ("what-is-kept-back-is-news", test_what_is_kept_back_is_news);
  ADD ("staff-at-the-bedside-keeps-a-yellow-in-sight-and-quiet",
       test_staff_at_the_bedside_keeps_a_yellow_in_sight_and_quiet);
  ADD ("away-keeps-a-yellow-out-of-sight", test_away_keeps_a_yellow_out_of_sight);
  ADD ("care-reminds-of-nothing", test_care_reminds_of_nothing);
  ADD ("a-station-that-restarts-counts-from-the-first-raise",
       test_a_station_that_restarts_counts_from_the_first_raise);
  ADD ("a-wrong-clock-at-the-bedside-does-not-escalate",
       test_a_wrong_clock_at_the_bedside_does_not_escalate);
  ADD ("the-primary-alone-is-reminded", test_the_primary_alone_is_reminded);
  ADD ("staff-at-the-bedside-silences-what-stands", test_staff_at_the_bedside_silences_what_stands);
  ADD ("each-new-high-code-is-one-burst-for-the-staff",
       test_each_new_high_code_is_one_burst_for_the_staff);
  ADD ("a-burst-for-the-staff-is-not-for-a-watch", test_a_burst_for_the_staff_is_not_for_a_watch);
  ADD ("staff-ends-after-ten-minutes-and-what-stands-sounds",
       test_staff_ends_after_ten_minutes_and_what_stands_sounds);
  ADD ("staff-can-be-renewed", test_staff_can_be_renewed);
  ADD ("staff-at-one-bed-leaves-another-alone", test_staff_at_one_bed_leaves_another_alone);
#undef ADD
  return g_test_run ();
}
