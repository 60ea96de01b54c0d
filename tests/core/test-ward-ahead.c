/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Silences from ahead: of a desk whose clock is wrong, of a time that is yet to come, of a life of
 * the station before this one. None is longer than 120 s, and none is of what is born later. */

#include "ward-world.h"

#define TACHY "MDC_EVT_ECG_SV_TACHY"

static VigilPriority
sounding (World *world)
{
  return vigil_ward_get_sounding (world->ward);
}

/* What another desk made now of bed 01's @code, by a clock that is @ahead_ms ahead. */
static VigilAction
make_silence (const World *world, const char *code, const char *src, gint64 ahead_ms)
{
  VigilAction action = { .id = "01900000-0000-7000-8000-0000000000aa",
                         .word = VIGIL_ACTION_ACKNOWLEDGE,
                         .bed = "01",
                         .station = "desk-2" };
  gint64 device_ms = world->now.wall_ms + world->beds[0].clock_error_ms;
  vigil_nomenclature_make_key ("01", code, src, VIGIL_PRIORITY_NONE, action.key);
  action.raised_ms = action.asof_ms = device_ms;
  action.t_ms = world->now.wall_ms + ahead_ms;
  action.until_ms = action.t_ms + SECONDS (120);
  return action;
}

static World *
new_with_vf (void)
{
  World *world = world_new (1);
  world_raise (world, 0, "vf", VF, NULL, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (2));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_HIGH);
  return world;
}

/* A red that another desk silenced while this station was away stands there still: the record had
 * it as open, and the bedside's list comes before the desk's. */
static void
test_a_silence_made_during_a_restart_holds (void)
{
  g_autoptr (World) world = new_with_vf ();
  VigilAction action = make_silence (world, VF, NULL, 0);
  world_sleep (world, SECONDS (1));
  world_restart_station (world);
  world->beds[0].is_list_due = TRUE;
  world_run (world, SECONDS (2));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_HIGH);
  g_assert_false (world_find (world, 0, VF)->is_latched);
  world_peer_list (world, 0, "desk-2", &action, 1);
  world_run (world, SECONDS (1));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_NONE);
}

/* The broker still holds the desk's list, and hands it out before anything of the bed. */
static void
restart_to_list (World *world, const VigilAction *action)
{
  world_begin (world, world->now);
  world_link (world, VIGIL_LINK_UP);
  world_peer_list (world, 0, "desk-2", action, 1);
  world_gateway_state (world, 0, TRUE);
  world_meta (world, 0);
  world->beds[0].is_list_due = TRUE;
  world_run (world, SECONDS (2));
}

static void
test_a_silence_that_ran_out_does_not_come_back_at_a_restart (void)
{
  static const gint64 AHEAD_MS[] = { 0, SECONDS (30), MINUTES (10), MINUTES (24 * 60 - 1) };
  for (guint i = 0; i < G_N_ELEMENTS (AHEAD_MS); i++) {
    g_autoptr (World) world = new_with_vf ();
    VigilAction action = make_silence (world, VF, NULL, AHEAD_MS[i]);
    world_peer_list (world, 0, "desk-2", &action, 1);
    g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_NONE);
    world_run (world, SECONDS (121));
    g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_HIGH);
    restart_to_list (world, &action);
    g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_HIGH);
    /* The server's row, of the bed whose time is known by now. */
    world_restart_station (world);
    world->beds[0].is_list_due = TRUE;
    world_run (world, SECONDS (2));
    world_apply (world, &action);
    g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_HIGH);
  }
}

static void
test_a_silence_from_ahead_has_its_rest_after_a_restart (void)
{
  g_autoptr (World) world = new_with_vf ();
  VigilAction action = make_silence (world, VF, NULL, MINUTES (10));
  world_peer_list (world, 0, "desk-2", &action, 1);
  world_run (world, SECONDS (60));
  restart_to_list (world, &action);
  world_run (world, SECONDS (50));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_NONE);
  world_run (world, SECONDS (10));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_HIGH);
}

static void
test_an_own_silence_is_no_longer_for_a_clock_set_back (void)
{
  g_autoptr (World) world = new_with_vf ();
  VigilAction actions[VIGIL_ALARMS_MAX * 2];
  g_assert_cmpuint (world_silence (world, 0, actions), ==, 1);
  world_run (world, SECONDS (121));
  world_jump_wall (world, -MINUTES (60));
  world->beds[0].clock_error_ms = MINUTES (60); /* the monitor's clock is as it was */
  world_restart_station (world);
  world_apply (world, &actions[0]);
  world->beds[0].is_list_due = TRUE;
  world_run (world, SECONDS (2));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_HIGH);
}

/* Nothing says how old it is: neither its t nor its asof has come yet. */
static void
test_a_silence_whose_age_cannot_be_told_quiets_no_red (void)
{
  g_autoptr (World) world = new_with_vf ();
  VigilAction action = make_silence (world, VF, NULL, MINUTES (10));
  action.asof_ms += MINUTES (10);
  world_peer_list (world, 0, "desk-2", &action, 1);
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_HIGH);
}

static void
test_an_own_silence_takes_no_time_from_a_clock_ahead (void)
{
  g_autoptr (World) world = new_with_vf ();
  VigilAction actions[VIGIL_ALARMS_MAX * 2];
  VigilAction other = make_silence (world, TACHY, HR, MINUTES (10));
  world_peer_list (world, 0, "desk-2", &other, 1);
  g_assert_cmpuint (world_silence (world, 0, actions), ==, 1);
  g_assert_cmpint (actions[0].t_ms, <=, world->now.wall_ms + SECONDS (2));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_NONE);
  world_run (world, SECONDS (121));
  world_restart_station (world);
  world_apply (world, &actions[0]);
  world->beds[0].is_list_due = TRUE;
  world_run (world, SECONDS (2));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_HIGH);
}

static void
test_nothing_is_born_silent (void)
{
  static const gint64 AHEAD_MS[] = { SECONDS (30), MINUTES (60), MINUTES (300 * 24 * 60) };
  for (guint i = 0; i < G_N_ELEMENTS (AHEAD_MS); i++) {
    g_autoptr (World) world = world_new (1);
    VigilAction both[] = { make_silence (world, VF, NULL, 0), make_silence (world, TACHY, HR, 0) };
    both[0].asof_ms += AHEAD_MS[i];
    both[1].asof_ms += AHEAD_MS[i];
    both[1].until_ms = 0;
    both[1].id[0] = 'b';
    world_peer_list (world, 0, "desk-2", both, 2);
    world_run (world, SECONDS (10));
    world_raise (world, 0, "m", TACHY, HR, VIGIL_PRIORITY_MEDIUM);
    world_run (world, SECONDS (1));
    g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_MEDIUM);
    world_raise (world, 0, "vf", VF, NULL, VIGIL_PRIORITY_HIGH);
    world_run (world, SECONDS (1));
    g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_HIGH);
  }
}

/* Heard before the first word of the bed: its time then is reckoned back from that. */
static void
test_nothing_is_born_silent_after_the_start (void)
{
  g_autoptr (World) world = world_new (1);
  VigilAction action = make_silence (world, TACHY, HR, 0);
  action.asof_ms += MINUTES (60);
  action.until_ms = 0;
  restart_to_list (world, &action);
  world_run (world, SECONDS (8));
  world_raise (world, 0, "m", TACHY, HR, VIGIL_PRIORITY_MEDIUM);
  world_run (world, SECONDS (1));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_MEDIUM);
}

/* A Staff makes high alarms silent, too: one that is over does not begin anew. */
static void
test_a_staff_from_ahead_does_not_come_back_at_a_restart (void)
{
  g_autoptr (World) world = new_with_vf ();
  VigilAction staff = make_silence (world, VF, NULL, MINUTES (30));
  staff.word = VIGIL_ACTION_SUSPEND;
  staff.mode = VIGIL_SUSPENSION_STAFF;
  staff.is_bed_scope = TRUE;
  staff.until_ms = staff.t_ms + MINUTES (10);
  staff.key[0] = '\0';
  vigil_text_copy (staff.reason, sizeof staff.reason, "Test");
  const VigilBed *bed = vigil_ward_get_bed (world->ward, 0);
  world_peer_list (world, 0, "desk-2", &staff, 1);
  g_assert_cmpint (bed->suspension, ==, VIGIL_SUSPENSION_STAFF);
  world_run (world, MINUTES (4));
  restart_to_list (world, &staff);
  bed = vigil_ward_get_bed (world->ward, 0);
  g_assert_cmpint (bed->suspension, ==, VIGIL_SUSPENSION_STAFF);
  world_run (world, MINUTES (6));
  g_assert_cmpint (bed->suspension, ==, VIGIL_SUSPENSION_NONE);
  restart_to_list (world, &staff);
  bed = vigil_ward_get_bed (world->ward, 0);
  g_assert_cmpint (bed->suspension, ==, VIGIL_SUSPENSION_NONE);
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_HIGH);
  /* One whose age cannot be told is none. */
  staff.id[0] = 'b';
  staff.t_ms++;
  staff.until_ms++;
  staff.asof_ms = staff.t_ms;
  world_peer_list (world, 0, "desk-2", &staff, 1);
  world_run (world, SECONDS (1));
  g_assert_cmpint (bed->suspension, ==, VIGIL_SUSPENSION_NONE);
}

/* The journal has what was cut of @action, which desk-2 still lists. */
static void
restart_with_what_was_cut (World *world, const VigilAction *action)
{
  VigilAction kept = world->cut;
  world_restart_station (world);
  world_apply (world, &kept);
  world_peer_list (world, 0, "desk-2", action, 1);
  world->beds[0].is_list_due = TRUE;
  world_run (world, SECONDS (2));
}

/* The asof of the other desk has come by then; the journal knows how far it reached. */
static void
test_what_was_born_before_a_restart_is_not_silent_after_it (void)
{
  g_autoptr (World) world = world_new (1);
  VigilAction action = make_silence (world, TACHY, HR, 0);
  action.asof_ms += MINUTES (5);
  action.until_ms = 0;
  world_peer_list (world, 0, "desk-2", &action, 1);
  g_assert_cmpstr (world->cut.id, ==, action.id);
  world_run (world, SECONDS (30));
  world_raise (world, 0, "m", TACHY, HR, VIGIL_PRIORITY_MEDIUM);
  world_run (world, MINUTES (6));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_MEDIUM);
  restart_with_what_was_cut (world, &action);
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_MEDIUM);
}

/* The same of one that nothing can date: it never quiets a red, not when its t has come either. */
static void
test_what_quieted_no_red_does_not_after_a_restart (void)
{
  g_autoptr (World) world = new_with_vf ();
  VigilAction action = make_silence (world, VF, NULL, SECONDS (20));
  action.asof_ms += SECONDS (20);
  world_peer_list (world, 0, "desk-2", &action, 1);
  world_run (world, SECONDS (25));
  restart_with_what_was_cut (world, &action);
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_HIGH);
}

static void
test_an_honest_silence_is_not_kept_anew (void)
{
  g_autoptr (World) world = new_with_vf ();
  VigilAction action = make_silence (world, VF, NULL, MINUTES (10));
  world_peer_list (world, 0, "desk-2", &action, 1);
  g_assert_cmpstr (world->cut.id, ==, "");
}

/* An own medium was silenced, four minutes went by, and the station starts anew with its journal.
 */
static World *
new_after_restart (gboolean is_over, VigilAction *silence)
{
  World *world = world_new (1);
  VigilAction actions[VIGIL_ALARMS_MAX * 2];
  world_set (world, 0, VIGIL_NUMERIC_SPO2, 88);
  world_run (world, SECONDS (12));
  g_assert_cmpuint (world_silence (world, 0, actions), ==, 1);
  *silence = actions[0];
  if (is_over)
    world_set (world, 0, VIGIL_NUMERIC_SPO2, 97);
  world_run (world, MINUTES (4));
  world_restart_station (world);
  world_apply (world, silence);
  return world;
}

/* An own medium of minutes ago that ended soon after it was silenced, and a new one at the restart.
 */
static void
test_a_new_alarm_at_a_restart_inherits_no_old_silence (void)
{
  VigilAction silence;
  g_autoptr (World) world = new_after_restart (TRUE, &silence);
  world_set (world, 0, VIGIL_NUMERIC_SPO2, 88);
  world_run (world, SECONDS (15));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_MEDIUM);
}

/* One that still stood: the own list, which the broker holds, says so. */
static void
test_an_own_alarm_that_stood_at_a_restart_stays_silenced (void)
{
  VigilAction silence;
  g_autoptr (World) world = new_after_restart (FALSE, &silence);
  world_peer_list (world, 0, "desk-1", &silence, 1);
  world_run (world, SECONDS (15));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_NONE);
}

/* The list of a moment ago says that it stood, and so it may be found again for a minute; what
 * begins after that is a new one. */
static void
test_a_new_alarm_long_after_a_restart_inherits_nothing (void)
{
  VigilAction silence;
  g_autoptr (World) world = new_after_restart (TRUE, &silence);
  world_peer_list (world, 0, "desk-1", &silence, 1);
  world_run (world, SECONDS (70));
  world_set (world, 0, VIGIL_NUMERIC_SPO2, 88);
  world_run (world, SECONDS (15));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_MEDIUM);
}

/* A second restart soon after the first: a row of the journal that nothing confirms is not told as
 * one that stands, or its list would confirm it to the next life. */
static void
test_a_list_of_the_journal_alone_is_no_list (void)
{
  VigilAction silence;
  g_autoptr (World) world = new_after_restart (TRUE, &silence);
  VigilAction actions[VIGIL_ALARMS_MAX * 2];
  world_run (world, SECONDS (2));
  g_assert_cmpuint (
      vigil_ward_list_actions (world->ward, 0, world->now, actions, G_N_ELEMENTS (actions)), ==, 0);
  world_peer_list (world, 0, "desk-1", &silence, 1);
  g_assert_cmpuint (
      vigil_ward_list_actions (world->ward, 0, world->now, actions, G_N_ELEMENTS (actions)), ==, 1);
}

/* What stood at first sight is covered all the same. */
static void
test_an_asof_ahead_still_covers_what_stood (void)
{
  g_autoptr (World) world = new_with_vf ();
  VigilAction action = make_silence (world, VF, NULL, 0);
  action.asof_ms += MINUTES (60);
  world_peer_list (world, 0, "desk-2", &action, 1);
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_NONE);
}

/* The bed has said nothing for minutes: no desk knows its time better than by its last word. */
static void
test_a_silence_on_a_mute_bed_counts_from_now (void)
{
  g_autoptr (World) world = new_with_vf ();
  gint64 heard_ms = world->now.wall_ms;
  world->beds[0].is_publishing = world->beds[0].has_list = FALSE;
  world_run (world, MINUTES (5));
  g_assert_true (vigil_alarm_is_open (world_find (world, 0, VF)));
  VigilAction action = make_silence (world, VF, NULL, 0);
  action.raised_ms = action.asof_ms = heard_ms;
  world_peer_list (world, 0, "desk-2", &action, 1);
  g_assert_cmpint (world_find (world, 0, VF)->phase, ==, VIGIL_ALARM_SILENCED);
}

/* A list that still comes is no data, and dates NO DATA nothing ahead; another desk that did
 * silenced this. */
static void
test_what_is_told_ahead_of_the_beds_time_is_covered (void)
{
  g_autoptr (World) world = world_new (1);
  world->beds[0].is_publishing = FALSE;
  const VigilAlarm *alarm = NULL;
  for (guint i = 0; i < 300 && alarm == NULL; i++) {
    world->beds[0].is_list_due = TRUE;
    world_run (world, 100);
    alarm = world_find (world, 0, "VIGIL_EVT_NO_DATA");
  }
  g_assert_nonnull (alarm);
  VigilAction action = make_silence (world, "VIGIL_EVT_NO_DATA", NULL, 0);
  g_assert_cmpint (alarm->raised_ms, <=, world->now.wall_ms);
  action.raised_ms = action.asof_ms = alarm->raised_ms + SECONDS (9);
  action.until_ms = 0;
  world_peer_list (world, 0, "desk-2", &action, 1);
  g_assert_cmpint (world_find (world, 0, "VIGIL_EVT_NO_DATA")->phase, ==, VIGIL_ALARM_SILENCED);
}

/* A monitor ten minutes behind: what the station tells by its own clock is later than the bed's
 * time, and another desk's silence of it counts. */
static void
test_what_is_told_by_the_wall_clock_is_covered_on_a_bed_behind (void)
{
  g_autoptr (World) world = world_new_cold (1);
  world->beds[0].clock_error_ms = -MINUTES (10);
  world_settle (world);
  world_identity (world, 0, NULL);
  world_run (world, SECONDS (40));
  const VigilAlarm *alarm = world_find (world, 0, "VIGIL_EVT_ADMIT");
  g_assert_true (vigil_alarm_is_open (alarm));
  VigilAction action = make_silence (world, "VIGIL_EVT_ADMIT", NULL, 0);
  action.raised_ms = action.asof_ms = alarm->raised_ms;
  action.until_ms = 0;
  world_peer_list (world, 0, "desk-2", &action, 1);
  g_assert_cmpint (world_find (world, 0, "VIGIL_EVT_ADMIT")->phase, ==, VIGIL_ALARM_SILENCED);
  /* The same for one that is found anew. */
  restart_to_list (world, &action);
  world_identity (world, 0, NULL);
  world_run (world, SECONDS (40));
  g_assert_cmpint (world_find (world, 0, "VIGIL_EVT_ADMIT")->phase, ==, VIGIL_ALARM_SILENCED);
}

#define ADD(name, func) g_test_add_func ("/ward/ahead/" name, func)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("a-silence-made-during-a-restart-holds", test_a_silence_made_during_a_restart_holds);
  ADD ("a-silence-that-ran-out-does-not-come-back-at-a-restart",
       test_a_silence_that_ran_out_does_not_come_back_at_a_restart);
  ADD ("a-silence-from-ahead-has-its-rest-after-a-restart",
       test_a_silence_from_ahead_has_its_rest_after_a_restart);
  ADD ("an-own-silence-is-no-longer-for-a-clock-set-back",
       test_an_own_silence_is_no_longer_for_a_clock_set_back);
  ADD ("a-silence-whose-age-cannot-be-told-quiets-no-red",
       test_a_silence_whose_age_cannot_be_told_quiets_no_red);
  ADD ("an-own-silence-takes-no-time-from-a-clock-ahead",
       test_an_own_silence_takes_no_time_from_a_clock_ahead);
  ADD ("nothing-is-born-silent", test_nothing_is_born_silent);
  ADD ("nothing-is-born-silent-after-the-start", test_nothing_is_born_silent_after_the_start);
  ADD ("what-was-born-before-a-restart-is-not-silent-after-it",
       test_what_was_born_before_a_restart_is_not_silent_after_it);
  ADD ("what-quieted-no-red-does-not-after-a-restart",
       test_what_quieted_no_red_does_not_after_a_restart);
  ADD ("an-honest-silence-is-not-kept-anew", test_an_honest_silence_is_not_kept_anew);
  ADD ("a-new-alarm-at-a-restart-inherits-no-old-silence",
       test_a_new_alarm_at_a_restart_inherits_no_old_silence);
  ADD ("a-list-of-the-journal-alone-is-no-list", test_a_list_of_the_journal_alone_is_no_list);
  ADD ("a-new-alarm-long-after-a-restart-inherits-nothing",
       test_a_new_alarm_long_after_a_restart_inherits_nothing);
  ADD ("an-own-alarm-that-stood-at-a-restart-stays-silenced",
       test_an_own_alarm_that_stood_at_a_restart_stays_silenced);
  ADD ("a-staff-from-ahead-does-not-come-back-at-a-restart",
       test_a_staff_from_ahead_does_not_come_back_at_a_restart);
  ADD ("an-asof-ahead-still-covers-what-stood", test_an_asof_ahead_still_covers_what_stood);
  ADD ("a-silence-on-a-mute-bed-counts-from-now", test_a_silence_on_a_mute_bed_counts_from_now);
  ADD ("what-is-told-ahead-of-the-beds-time-is-covered",
       test_what_is_told_ahead_of_the_beds_time_is_covered);
  ADD ("what-is-told-by-the-wall-clock-is-covered-on-a-bed-behind",
       test_what_is_told_by_the_wall_clock_is_covered_on_a_bed_behind);
  return g_test_run ();
}
