/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The paper cases: what a ward meets once a year, each played as it would come, minute by minute.
 * The runs under golden/ are these, recorded. */

#include "ward-world.h"

#define DESAT "MDC_EVT_DESAT"
#define SVT "MDC_EVT_ECG_SV_TACHY"
#define PROBE_OFF "MDC_EVT_SENSOR_DISCONN"
#define LEADS_OFF "MDC_EVT_LEADS_OFF"
#define LINK_LOST "VIGIL_EVT_LINK_LOST"
#define NO_LIMITS "VIGIL_EVT_NO_LIMITS"
#define SPO2_LOW "01|limit|" SPO2 "|lo|1"
#define SPO2_VERY_LOW "01|limit|" SPO2 "|lo|2"
#define NIBP_HIGH "01|limit|" NIBP "|hi|1"
#define ENCOUNTER "0190aaaa-0000-7000-8000-000000000001"

typedef struct {
  VigilAction actions[VIGIL_ALARMS_MAX * 2];
} Hand;

static VigilPriority
sounding (World *world)
{
  return vigil_ward_get_sounding (world->ward);
}

static VigilAlarmPhase
phase (World *world, guint bed, const char *code)
{
  const VigilAlarm *alarm = world_find (world, bed, code);
  return alarm != NULL ? alarm->phase : VIGIL_ALARM_ENDED;
}

/* What another station did, as it would say it. */
static VigilAction
acknowledge_at (World *world, const char *station, const char *code)
{
  const VigilAlarm *alarm = world_find (world, 0, code);
  VigilAction action = { .word = VIGIL_ACTION_ACKNOWLEDGE,
                         .raised_ms = alarm->raised_ms,
                         .asof_ms = world->now.wall_ms,
                         .t_ms = world->now.wall_ms };
  world_make_id (action.id, world);
  vigil_text_copy (action.bed, sizeof action.bed, alarm->bed);
  vigil_text_copy (action.key, sizeof action.key, alarm->key);
  vigil_text_copy (action.station, sizeof action.station, station);
  if (alarm->priority == VIGIL_PRIORITY_HIGH)
    action.until_ms = action.t_ms + 120000;
  return action;
}

/* A backup; the bed's primary dies without a word while a red stands at the bedside. */
static void
test_a_bedside_red_with_the_primary_dead (void)
{
  g_autoptr (World) world = world_new_desk (1, "desk-2", VIGIL_ROLE_WATCH);
  world_add_desk (world, "desk-1", VIGIL_ROLE_PRIMARY);
  world_settle (world);
  world_raise (world, 0, "vf", VF, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (3));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_NONE);
  g_assert_cmpint (phase (world, 0, VF), ==, VIGIL_ALARM_OPEN);
  world->desks[0].is_talking = FALSE;
  world_run (world, SECONDS (5));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_NONE);
  world_run (world, SECONDS (3));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_HIGH);
  g_assert_nonnull (world_find (world, G_MAXUINT, "VIGIL_EVT_PRIMARY_LOST"));
}

/* The nurse silences while the broker is away: it holds, it runs, and the red is back after it. */
static void
test_a_silence_during_a_broker_outage (void)
{
  g_autoptr (World) world = world_new (1);
  Hand hand;
  world_raise (world, 0, "vf", VF, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (5));
  world_link (world, VIGIL_LINK_DOWN);
  world_run (world, SECONDS (2));
  g_assert_nonnull (world_find (world, G_MAXUINT, LINK_LOST));
  world_silence (world, G_MAXUINT, hand.actions);
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_HIGH);
  g_assert_true (world_find (world, 0, VF)->is_unverified);
  g_assert_cmpuint (world_silence (world, 0, hand.actions), ==, 1);
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_NONE);
  world_run (world, SECONDS (119));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_NONE);
  world_run (world, SECONDS (2));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_HIGH);
  world_link (world, VIGIL_LINK_UP);
  world_gateway_state (world, 0, TRUE);
  world_meta (world, 0);
  world->beds[0].is_list_due = TRUE;
  world_run (world, SECONDS (15));
  g_assert_cmpint (phase (world, 0, VF), ==, VIGIL_ALARM_OPEN);
  g_assert_false (world_find (world, 0, VF)->is_unverified);
}

/* Seen at a backup whose colleague silenced it at desk-1; the first of the two counts for a later
 * silence at neither. */
static void
test_a_red_persisting_past_120_s_on_two_stations (void)
{
  g_autoptr (World) world = world_new_desk (1, "desk-2", VIGIL_ROLE_BACKUP);
  world_add_desk (world, "desk-1", VIGIL_ROLE_PRIMARY);
  world_settle (world);
  world_raise (world, 0, "vf", VF, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (10));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_HIGH);
  VigilAction action = acknowledge_at (world, "desk-1", VF);
  world_run (world, 700);
  world_peer_list (world, 0, "desk-1", &action, 1);
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_NONE);
  for (guint i = 0; i < 11; i++) {
    world_run (world, SECONDS (10));
    world_peer_list (world, 0, "desk-1", &action, 1);
    g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_NONE);
  }
  world_run (world, SECONDS (10));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_HIGH);
  world_peer_list (world, 0, "desk-1", &action, 1);
  world_run (world, SECONDS (1));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_HIGH);
}

/* VT that is over and unanswered; the bed is put to standby for the CT. */
static void
test_away_against_a_latched_red (void)
{
  g_autoptr (World) world = world_new (1);
  Hand hand;
  world_raise (world, 0, "vt", VT, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (10));
  world_clear (world, 0, "vt");
  world_run (world, SECONDS (1));
  g_assert_true (world_find (world, 0, VT)->is_latched);
  g_assert_cmpint (world_suspend (world, 0, VIGIL_SUSPENSION_AWAY, MINUTES (60)), ==,
                   VIGIL_REFUSAL_HIGH_OPEN);
  world_bed_state (world, 0, VIGIL_BED_STANDBY, 0);
  world->beds[0].is_publishing = world->beds[0].has_list = FALSE;
  world_run (world, MINUTES (2));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_HIGH);
  g_assert_cmpint (phase (world, 0, VT), ==, VIGIL_ALARM_OPEN);
  world_silence (world, 0, hand.actions);
  world_run (world, SECONDS (1));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_NONE);
  g_assert_null (world_find (world, 0, VT));
}

/* Its id and its silence live on; nothing rings twice. */
static void
test_a_gateway_restart_with_the_condition_lasting (void)
{
  g_autoptr (World) world = world_new (1);
  Hand hand;
  world_raise (world, 0, "vf", VF, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (10));
  world_silence (world, 0, hand.actions);
  world_run (world, SECONDS (20));
  world_gateway_state (world, 0, FALSE);
  world->gateways[0].is_beating = FALSE;
  world->beds[0].is_publishing = world->beds[0].has_list = FALSE;
  world_run (world, SECONDS (4));
  world->gateways[0].boot = 4711;
  world->gateways[0].is_beating = TRUE;
  world_gateway_state (world, 0, TRUE);
  world_meta (world, 0);
  world->beds[0].is_publishing = world->beds[0].has_list = world->beds[0].is_list_due = TRUE;
  world_forget (world);
  world_run (world, SECONDS (20));
  g_assert_cmpint (phase (world, 0, VF), ==, VIGIL_ALARM_SILENCED);
  g_assert_cmpuint (world_count (world, VIGIL_EVENT_ALARM_RAISED, "01"), ==, 0);
  world_run (world, SECONDS (77));
  g_assert_cmpint (phase (world, 0, VF), ==, VIGIL_ALARM_OPEN);
}

static void
test_a_station_restart_inside_a_silence (void)
{
  g_autoptr (World) world = world_new (1);
  Hand hand;
  world_raise (world, 0, "vf", VF, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (10));
  g_assert_cmpuint (world_silence (world, 0, hand.actions), ==, 1);
  world_run (world, SECONDS (40));
  world_restart_station (world);
  world_apply (world, &hand.actions[0]);
  world->beds[0].is_list_due = TRUE;
  world_run (world, SECONDS (79));
  g_assert_cmpint (phase (world, 0, VF), ==, VIGIL_ALARM_SILENCED);
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_NONE);
  world_run (world, SECONDS (2));
  g_assert_cmpint (phase (world, 0, VF), ==, VIGIL_ALARM_OPEN);
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_HIGH);
}

/* ux.md, "Gap, restart": "what had grown before has grown, and is covered by no silence from before
 * that". */
static void
test_what_grew_before_a_restart_has_grown (void)
{
  g_autoptr (World) world = world_new (1);
  Hand low, medium;
  world_raise (world, 0, "p", PROBE_OFF, SPO2, VIGIL_PRIORITY_LOW)->kind = VIGIL_ALARM_TECHNICAL;
  world_run (world, SECONDS (20));
  g_assert_cmpuint (world_silence (world, 0, low.actions), ==, 1);
  world_run (world, SECONDS (170));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_MEDIUM);
  world_restart_station (world);
  world_apply (world, &low.actions[0]);
  world->beds[0].is_list_due = TRUE;
  world_run (world, SECONDS (2));
  g_assert_cmpint (world_find (world, 0, PROBE_OFF)->priority, ==, VIGIL_PRIORITY_MEDIUM);
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_MEDIUM);
  g_assert_cmpuint (world_silence (world, 0, medium.actions), ==, 1);
  world_restart_station (world);
  world_apply (world, &low.actions[0]);
  world_apply (world, &medium.actions[0]);
  world->beds[0].is_list_due = TRUE;
  world_run (world, SECONDS (2));
  g_assert_cmpint (world_find (world, 0, PROBE_OFF)->priority, ==, VIGIL_PRIORITY_MEDIUM);
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_NONE);
}

/* The same, silenced in the very moment in which it had grown, by who did not start again then, and
 * told of by another station's list. */
static void
test_what_was_silenced_as_it_grew_stays_silenced_after_a_restart (void)
{
  g_autoptr (World) world = world_new (1);
  Hand hand;
  world_run (world, 500); /* it grows between two vitals: the bed's time is not there yet */
  world_raise (world, 0, "p", PROBE_OFF, SPO2, VIGIL_PRIORITY_LOW)->kind = VIGIL_ALARM_TECHNICAL;
  while (sounding (world) != VIGIL_PRIORITY_MEDIUM)
    world_run (world, 100);
  g_assert_cmpuint (world_silence (world, 0, hand.actions), ==, 1);
  vigil_text_copy (hand.actions[0].station, sizeof hand.actions[0].station, "desk-2");
  world_run (world, SECONDS (5));
  world_restart_station (world);
  world_peer_list (world, 0, "desk-2", hand.actions, 1);
  world->beds[0].is_list_due = TRUE;
  world_run (world, SECONDS (2));
  g_assert_cmpint (world_find (world, 0, PROBE_OFF)->priority, ==, VIGIL_PRIORITY_MEDIUM);
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_NONE);
}

/* Both are kept; who was first is shown, and the later end counts. */
static void
test_two_silences_100_ms_apart (void)
{
  g_autoptr (World) world = world_new (1);
  Hand hand;
  world_raise (world, 0, "vf", VF, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (10));
  VigilAction other = acknowledge_at (world, "desk-2", VF);
  world_run (world, 100);
  world_silence (world, 0, hand.actions);
  world_run (world, 200);
  world_peer_list (world, 0, "desk-2", &other, 1);
  const VigilAlarm *vf = world_find (world, 0, VF);
  g_assert_cmpstr (vf->silenced_at, ==, "desk-2");
  world_run (world, SECONDS (119) + 700);
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_NONE);
  world_run (world, 300);
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_HIGH);
}

/* The record cannot leave the station; the bed is empty here all the same, and what stands rings
 * on for nobody's name. */
static void
test_discharge_with_an_alarm_open_and_the_outbox_full (void)
{
  g_autoptr (World) world = world_new (1);
  Hand hand;
  world_identity (world, 0, ENCOUNTER);
  world_raise (world, 0, "svt", SVT, HR, VIGIL_PRIORITY_MEDIUM);
  world_raise (world, 0, "vt", VT, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (10));
  world_clear (world, 0, "vt");
  world_run (world, SECONDS (2));
  world_silence (world, 0, hand.actions);
  world_run (world, SECONDS (2));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_NONE);
  world_raise (world, 0, "vf", VF, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (2));
  VigilAction action;
  g_assert_cmpint (world_discharge (world, 0, &action), ==, VIGIL_REFUSAL_NONE);
  world_run (world, SECONDS (1));
  g_assert_false (vigil_ward_get_bed (world->ward, 0)->identity.is_occupied);
  g_assert_cmpint (phase (world, 0, VF), ==, VIGIL_ALARM_OPEN);
  g_assert_cmpint (phase (world, 0, SVT), ==, VIGIL_ALARM_OPEN);
  g_assert_cmpstr (world_find (world, 0, VF)->encounter, ==, ENCOUNTER);
  g_assert_true (world_find (world, 0, VF)->is_of_past_stay);
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_HIGH);
  /* The server has not heard of it: its snapshot of before brings nobody back. */
  world_identity (world, 0, ENCOUNTER);
  world_run (world, SECONDS (1));
  g_assert_false (vigil_ward_get_bed (world->ward, 0)->identity.is_occupied);
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_HIGH);
}

/* One alarm, not one for each beat of it. */
static void
test_spo2_flapping_89_and_91 (void)
{
  g_autoptr (World) world = world_new (1);
  Hand hand;
  for (guint i = 0; i < 20; i++) {
    world_set (world, 0, VIGIL_NUMERIC_SPO2, i % 2 == 0 ? 89 : 91);
    world_run (world, SECONDS (3));
  }
  g_assert_cmpuint (world_count (world, VIGIL_EVENT_ALARM_RAISED, "01"), ==, 0);
  world_set (world, 0, VIGIL_NUMERIC_SPO2, 89);
  world_run (world, SECONDS (14));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_MEDIUM);
  world_silence (world, 0, hand.actions);
  world_forget (world);
  for (guint i = 0; i < 20; i++) {
    world_set (world, 0, VIGIL_NUMERIC_SPO2, i % 2 == 0 ? 91 : 89);
    world_run (world, SECONDS (i % 4 == 0 ? 12 : 14));
    g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_NONE);
  }
  g_assert_cmpuint (world_count (world, VIGIL_EVENT_ALARM_RAISED, "01"), ==, 0);
}

/* Around the second limit: the red is one, and what is silenced of it rings again after 120 s. */
static void
test_spo2_flapping_84_and_86 (void)
{
  g_autoptr (World) world = world_new (1);
  Hand hand;
  for (guint i = 0; i < 10; i++) {
    world_set (world, 0, VIGIL_NUMERIC_SPO2, i % 2 == 0 ? 84 : 86);
    world_run (world, SECONDS (i == 0 ? 8 : 3));
  }
  g_assert_cmpuint (world_count (world, VIGIL_EVENT_ALARM_RAISED, "01"), <=, 2);
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_HIGH);
  g_assert_null (world_find_key (world, 0, SPO2_LOW));
  g_assert_cmpuint (world_silence (world, 0, hand.actions), ==, 1);
  gint64 silenced_us = world->now.mono_us;
  world_forget (world);
  for (guint i = 0; i < 38; i++) {
    world_set (world, 0, VIGIL_NUMERIC_SPO2, i % 2 == 0 ? 86 : 84);
    world_run (world, SECONDS (3));
    g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_NONE);
  }
  g_assert_cmpint (world->now.mono_us - silenced_us, ==, 114 * G_GINT64_CONSTANT (1000000));
  world_set (world, 0, VIGIL_NUMERIC_SPO2, 84);
  world_run (world, SECONDS (7));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_HIGH);
  world_set (world, 0, VIGIL_NUMERIC_SPO2, 86);
  world_run (world, SECONDS (12));
  /* It is over beyond the second limit, unanswered: its picture stays, the first goes on. */
  g_assert_true (vigil_alarm_is_picture (world_find_key (world, 0, SPO2_VERY_LOW)));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_MEDIUM);
}

static void
test_vf_with_leads_off (void)
{
  g_autoptr (World) world = world_new (1);
  world_raise (world, 0, "vf", VF, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (10));
  world_clear (world, 0, "vf");
  world_raise (world, 0, "off", LEADS_OFF, "", VIGIL_PRIORITY_LOW);
  world_unset (world, 0, VIGIL_NUMERIC_HR);
  world_run (world, SECONDS (20));
  g_assert_cmpint (phase (world, 0, VF), ==, VIGIL_ALARM_OPEN);
  g_assert_true (world_find (world, 0, VF)->is_unverified);
  g_assert_cmpint (phase (world, 0, LEADS_OFF), ==, VIGIL_ALARM_OPEN);
  world_run (world, SECONDS (12));
  g_assert_cmpint (world_find (world, 0, LEADS_OFF)->priority, ==, VIGIL_PRIORITY_HIGH);
  /* The electrodes are back, and the rhythm is well: what was VF has latched. */
  world_clear (world, 0, "off");
  world_set (world, 0, VIGIL_NUMERIC_HR, 80);
  world_run (world, SECONDS (15));
  g_assert_cmpint (phase (world, 0, VF), ==, VIGIL_ALARM_OPEN);
  g_assert_true (world_find (world, 0, VF)->is_latched);
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_HIGH);
}

/* The broker comes back from a save of ten minutes ago, without the red: it ends nothing. */
static void
test_a_broker_lost_during_a_red_and_back_with_an_old_retained_list (void)
{
  g_autoptr (World) world = world_new (1);
  world_raise (world, 0, "vf", VF, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (5));
  world->beds[0].is_publishing = world->beds[0].has_list = FALSE;
  world_link (world, VIGIL_LINK_DOWN);
  world_run (world, SECONDS (20));
  world_link (world, VIGIL_LINK_UP);
  world_gateway_state (world, 0, TRUE);
  world_meta (world, 0);
  VigilFrameAlarm vf = world->beds[0].alarms[0];
  world->beds[0].n_alarms = 0;
  world->beds[0].clock_error_ms = -MINUTES (10);
  world_publish_list (world, 0, TRUE, 1);
  world->beds[0].clock_error_ms = 0;
  world_run (world, SECONDS (3));
  g_assert_cmpint (phase (world, 0, VF), ==, VIGIL_ALARM_OPEN);
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_HIGH);
  world->beds[0].is_publishing = TRUE;
  world_run (world, SECONDS (5));
  g_assert_cmpint (phase (world, 0, VF), ==, VIGIL_ALARM_OPEN);
  world->beds[0].alarms[world->beds[0].n_alarms++] = vf;
  world->beds[0].has_list = world->beds[0].is_list_due = TRUE;
  world_run (world, SECONDS (15));
  g_assert_cmpint (phase (world, 0, VF), ==, VIGIL_ALARM_OPEN);
  g_assert_false (world_find (world, 0, VF)->is_unverified);
}

/* The other way round: the save has a red that is over since, and a station that has just started
 * knows no better. It may raise, as of then, once something live comes of the bed; the first live
 * list ends it, and what kills has latched. */
static void
test_an_old_retained_list_with_a_red_that_is_over (void)
{
  g_autoptr (World) world = world_new (1);
  Hand hand;
  world->beds[0].is_publishing = world->beds[0].has_list = FALSE;
  world_restart_station (world);
  world->beds[0].clock_error_ms = -MINUTES (10);
  world_raise (world, 0, "old", VF, HR, VIGIL_PRIORITY_HIGH);
  gint64 raised_ms = world->beds[0].alarms[0].raised_ms;
  world_publish_list (world, 0, TRUE, 1);
  world->beds[0].clock_error_ms = 0;
  world_run (world, SECONDS (2));
  g_assert_null (world_find (world, 0, VF));
  world->beds[0].is_publishing = TRUE;
  world_run (world, SECONDS (1));
  g_assert_cmpint (phase (world, 0, VF), ==, VIGIL_ALARM_OPEN);
  g_assert_cmpint (world_find (world, 0, VF)->raised_ms, ==, raised_ms);
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_HIGH);
  world->beds[0].n_alarms = 0;
  world->beds[0].has_list = world->beds[0].is_list_due = TRUE;
  world_run (world, SECONDS (2));
  g_assert_true (world_find (world, 0, VF)->is_latched);
  world_silence (world, 0, hand.actions);
  world_run (world, SECONDS (15));
  g_assert_null (world_find (world, 0, VF));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_NONE);
}

/* A single high reading: one alarm, that ends with the next reading or after 15 min. */
static void
test_a_nibp_high_once (void)
{
  g_autoptr (World) world = world_new (1);
  Hand hand;
  world_set (world, 0, VIGIL_NUMERIC_NIBP_SYS, 171);
  world->beds[0].t_ms[VIGIL_NUMERIC_NIBP_SYS] = world->now.wall_ms;
  world_run (world, SECONDS (2));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_MEDIUM);
  g_assert_nonnull (world_find_key (world, 0, NIBP_HIGH));
  world_silence (world, 0, hand.actions);
  world_forget (world);
  world_run (world, MINUTES (4));
  /* The same reading, each second, is no news. */
  g_assert_cmpuint (world_count (world, VIGIL_EVENT_ALARM_RAISED, "01"), ==, 0);
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_NONE);
  world_set (world, 0, VIGIL_NUMERIC_NIBP_SYS, 165);
  world->beds[0].t_ms[VIGIL_NUMERIC_NIBP_SYS] = world->now.wall_ms;
  world_run (world, SECONDS (2));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_MEDIUM);
  world_run (world, MINUTES (14));
  g_assert_nonnull (world_find_key (world, 0, NIBP_HIGH));
  world_run (world, MINUTES (2));
  g_assert_null (world_find_key (world, 0, NIBP_HIGH));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_NONE);
}

/* Nothing to go by: said at once, louder after a minute, and never silently an adult. */
static void
test_no_class_and_no_limits (void)
{
  g_autoptr (World) world = world_new_cold (1);
  world_link (world, VIGIL_LINK_UP);
  world_gateway_state (world, 0, TRUE);
  VigilFrame meta = world_frame (world, VIGIL_FRAME_META, NULL, 0);
  meta.meta.rev = 1;
  meta.meta.patient_class = VIGIL_CLASS_UNKNOWN;
  world_feed (world, &meta);
  world_set (world, 0, VIGIL_NUMERIC_HR, 170);
  world_run (world, SECONDS (4));
  g_assert_cmpint (world_find (world, 0, NO_LIMITS)->priority, ==, VIGIL_PRIORITY_LOW);
  world_run (world, SECONDS (50));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_LOW);
  world_run (world, SECONDS (10));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_MEDIUM);
  world_meta (world, 0);
  world_run (world, SECONDS (20));
  g_assert_null (world_find (world, 0, NO_LIMITS));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_HIGH);
}

/* Beyond the second limit before the machine slept for an hour: it rings when the machine wakes. */
static void
test_the_machine_sleeps_inside_a_silence (void)
{
  g_autoptr (World) world = world_new (1);
  Hand hand;
  world_raise (world, 0, "vf", VF, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (10));
  world_silence (world, 0, hand.actions);
  world_run (world, SECONDS (10));
  world_sleep (world, MINUTES (60));
  world_run (world, 100);
  g_assert_cmpint (phase (world, 0, VF), ==, VIGIL_ALARM_OPEN);
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (20));
  g_assert_cmpint (phase (world, 0, VF), ==, VIGIL_ALARM_OPEN);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add_func ("/ward/paper/" name, func)
  ADD ("a-bedside-red-with-the-primary-dead", test_a_bedside_red_with_the_primary_dead);
  ADD ("a-silence-during-a-broker-outage", test_a_silence_during_a_broker_outage);
  ADD ("a-red-persisting-past-120-s-on-two-stations",
       test_a_red_persisting_past_120_s_on_two_stations);
  ADD ("away-against-a-latched-red", test_away_against_a_latched_red);
  ADD ("a-gateway-restart-with-the-condition-lasting",
       test_a_gateway_restart_with_the_condition_lasting);
  ADD ("a-station-restart-inside-a-silence", test_a_station_restart_inside_a_silence);
  ADD ("what-grew-before-a-restart-has-grown", test_what_grew_before_a_restart_has_grown);
  ADD ("what-was-silenced-as-it-grew-stays-silenced-after-a-restart",
       test_what_was_silenced_as_it_grew_stays_silenced_after_a_restart);
  ADD ("two-silences-100-ms-apart", test_two_silences_100_ms_apart);
  ADD ("discharge-with-an-alarm-open-and-the-outbox-full",
       test_discharge_with_an_alarm_open_and_the_outbox_full);
  ADD ("spo2-flapping-89-and-91", test_spo2_flapping_89_and_91);
  ADD ("spo2-flapping-84-and-86", test_spo2_flapping_84_and_86);
  ADD ("vf-with-leads-off", test_vf_with_leads_off);
  ADD ("a-broker-lost-during-a-red-and-back-with-an-old-retained-list",
       test_a_broker_lost_during_a_red_and_back_with_an_old_retained_list);
  ADD ("an-old-retained-list-with-a-red-that-is-over",
       test_an_old_retained_list_with_a_red_that_is_over);
  ADD ("a-nibp-high-once", test_a_nibp_high_once);
  ADD ("no-class-and-no-limits", test_no_class_and_no_limits);
  ADD ("the-machine-sleeps-inside-a-silence", test_the_machine_sleeps_inside_a_silence);
#undef ADD
  return g_test_run ();
}
