/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a nurse does to a bed (ux.md, "Suspend a bed", "Encounter"), in virtual time. */

#include "vigil-ward-command.h"

#include "ward-world.h"

#define NO_DATA "VIGIL_EVT_NO_DATA"
#define NOT_MONITORED "VIGIL_EVT_NOT_MONITORED"
#define ADMIT "VIGIL_EVT_ADMIT"
#define MEDIUM "MDC_EVT_ECG_SV_TACHY"
#define E1 "0f0e0d0c-0000-4000-8000-000000000001"
#define E2 "0f0e0d0c-0000-4000-8000-000000000002"
#define E3 "0f0e0d0c-0000-4000-8000-000000000003"

static VigilAction made[VIGIL_ALARMS_MAX * 2];

static const VigilBed *
bed_of (World *world)
{
  return vigil_ward_get_bed (world->ward, 0);
}

static VigilRefusal
order (World *world,
       VigilSuspensionMode mode,
       const char *reason,
       gint64 length_ms,
       const char *by,
       VigilAction *action)
{
  VigilSuspensionOrder wish = { mode, reason, length_ms };
  char id[VIGIL_UUID_SIZE];
  world_make_id (id, world);
  return vigil_ward_suspend (world->ward, 0, &wish, by, id, world->now, action);
}

static VigilAction
must_suspend (World *world, VigilSuspensionMode mode, gint64 length_ms)
{
  VigilAction action;
  g_assert_cmpint (order (world, mode, "CT", length_ms, "Okafor", &action), ==, VIGIL_REFUSAL_NONE);
  return action;
}

static VigilRefusal
resume (World *world, VigilAction *action)
{
  char id[VIGIL_UUID_SIZE];
  world_make_id (id, world);
  return vigil_ward_resume (world->ward, 0, "Okafor", id, world->now, action);
}

static VigilRefusal
discharge (World *world, VigilAction *action)
{
  char id[VIGIL_UUID_SIZE];
  world_make_id (id, world);
  return vigil_ward_discharge (world->ward, 0, "Okafor", id, world->now, action);
}

static VigilRefusal
admit (World *world, const char *encounter, const char *name, VigilAction *action)
{
  char id[VIGIL_UUID_SIZE];
  VigilIdentity identity = { .age_days = -1 };
  vigil_text_copy (identity.encounter, sizeof identity.encounter, encounter);
  vigil_text_copy (identity.name, sizeof identity.name, name);
  world_make_id (id, world);
  return vigil_ward_admit (world->ward, 0, &identity, "Okafor", id, world->now, action);
}

/* The server's snapshot: @encounter "" = the bed is empty. */
static void
snapshot (World *world, const char *encounter, const char *name, gint64 since_ms)
{
  VigilIdentity identity = { .age_days = -1, .since_ms = since_ms, .nurse = "NO" };
  identity.as_of_ms = world->now.wall_ms;
  identity.is_occupied = *encounter != '\0';
  vigil_text_copy (identity.encounter, sizeof identity.encounter, encounter);
  vigil_text_copy (identity.name, sizeof identity.name, name);
  vigil_ward_set_identity (world->ward, 0, &identity, world->now);
}

static VigilPriority
priority_of (World *world, const char *code)
{
  const VigilAlarm *alarm = world_find (world, 0, code);
  return alarm != NULL ? alarm->priority : VIGIL_PRIORITY_NONE;
}

static guint
list_own (World *world)
{
  return vigil_ward_list_actions (world->ward, 0, world->now, made, G_N_ELEMENTS (made));
}

static void
unplug (World *world, gboolean is_unplugged)
{
  world->beds[0].is_publishing = !is_unplugged;
}

/* ── Suspensions ────────────────────────────────────────────────────────────────────────────── */

static void
test_care_is_5_min_and_high_alarms_sound (void)
{
  g_autoptr (World) world = world_new (1);
  VigilAction action = must_suspend (world, VIGIL_SUSPENSION_CARE, 0);
  g_assert_cmpint (action.until_ms - action.t_ms, ==, MINUTES (5));
  world_raise (world, 0, "m", MEDIUM, HR, VIGIL_PRIORITY_MEDIUM);
  world_run (world, SECONDS (1));
  g_assert_cmpint (vigil_ward_get_sounding (world->ward), ==, VIGIL_PRIORITY_NONE);
  world_raise (world, 0, "a", ASYSTOLE, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (1));
  g_assert_cmpint (vigil_ward_get_sounding (world->ward), ==, VIGIL_PRIORITY_HIGH);
  world_clear (world, 0, "a");
  world_silence (world, 0, made);
  world_run (world, MINUTES (5));
  g_assert_cmpint (vigil_ward_get_sounding (world->ward), ==, VIGIL_PRIORITY_MEDIUM);
  g_assert_cmpint (bed_of (world)->suspension, ==, VIGIL_SUSPENSION_NONE);
}

static void
test_care_keeps_no_data_an_alarm_when_it_is_high (void)
{
  g_autoptr (World) world = world_new (1);
  world_raise (world, 0, "v", VF, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (1));
  must_suspend (world, VIGIL_SUSPENSION_CARE, 0);
  unplug (world, TRUE);
  world_run (world, SECONDS (20));
  g_assert_cmpint (priority_of (world, NO_DATA), ==, VIGIL_PRIORITY_HIGH);
}

static void
test_away_is_60_min_unless_said_and_4_h_at_most (void)
{
  g_autoptr (World) world = world_new (1);
  VigilAction action = must_suspend (world, VIGIL_SUSPENSION_AWAY, 0);
  g_assert_cmpint (action.until_ms - action.t_ms, ==, MINUTES (60));
  g_assert_cmpint (order (world, VIGIL_SUSPENSION_AWAY, "CT", MINUTES (240), "", &action), ==,
                   VIGIL_REFUSAL_NONE);
  g_assert_cmpint (order (world, VIGIL_SUSPENSION_AWAY, "CT", MINUTES (240) + 1, "", &action), ==,
                   VIGIL_REFUSAL_LENGTH);
  g_assert_cmpint (order (world, VIGIL_SUSPENSION_CARE, "wash", MINUTES (6), "", &action), ==,
                   VIGIL_REFUSAL_LENGTH);
  g_assert_cmpint (order (world, VIGIL_SUSPENSION_AWAY, "CT", -1, "", &action), ==,
                   VIGIL_REFUSAL_LENGTH);
}

static void
test_a_suspension_has_a_reason_and_staff_a_name (void)
{
  g_autoptr (World) world = world_new (1);
  VigilAction action;
  g_assert_cmpint (order (world, VIGIL_SUSPENSION_CARE, " ", 0, "", &action), ==,
                   VIGIL_REFUSAL_REASON);
  g_assert_cmpint (order (world, VIGIL_SUSPENSION_STAFF, "resuscitation", 0, "  ", &action), ==,
                   VIGIL_REFUSAL_NAME);
  g_assert_cmpint (order (world, VIGIL_SUSPENSION_NONE, "CT", 0, "A", &action), ==,
                   VIGIL_REFUSAL_LENGTH);
  g_assert_cmpint (bed_of (world)->suspension, ==, VIGIL_SUSPENSION_NONE);
  g_assert_cmpuint (list_own (world), ==, 0);
}

static void
test_away_is_refused_while_a_high_alarm_is_open (void)
{
  g_autoptr (World) world = world_new (1);
  VigilAction action;
  world_raise (world, 0, "a", ASYSTOLE, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (1));
  g_assert_cmpint (vigil_ward_check_suspend (world->ward, 0, VIGIL_SUSPENSION_AWAY), ==,
                   VIGIL_REFUSAL_HIGH_OPEN);
  g_assert_cmpint (order (world, VIGIL_SUSPENSION_AWAY, "CT", 0, "", &action), ==,
                   VIGIL_REFUSAL_HIGH_OPEN);
  g_assert_cmpint (order (world, VIGIL_SUSPENSION_STAFF, "resuscitation", 0, "A", &action), ==,
                   VIGIL_REFUSAL_NONE);
}

/* The paper case: Away against a latched red. */
static void
test_away_against_a_latched_red_is_refused_until_it_is_silenced (void)
{
  g_autoptr (World) world = world_new (1);
  VigilAction action;
  world_raise (world, 0, "v", VT, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (5));
  world_clear (world, 0, "v");
  world_run (world, SECONDS (5));
  g_assert_true (world_find (world, 0, VT)->is_latched);
  g_assert_cmpint (order (world, VIGIL_SUSPENSION_AWAY, "CT", 0, "", &action), ==,
                   VIGIL_REFUSAL_HIGH_OPEN);
  g_assert_cmpint (vigil_ward_get_sounding (world->ward), ==, VIGIL_PRIORITY_HIGH);
  world_silence (world, 0, made);
  must_suspend (world, VIGIL_SUSPENSION_AWAY, 0);
}

/* The same red, and Away heard from a desk that did not see it. */
static void
test_away_of_another_desk_never_ends_a_latched_red (void)
{
  g_autoptr (World) world = world_new (1);
  world_raise (world, 0, "v", VT, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (5));
  world_clear (world, 0, "v");
  VigilAction away = { .id = "s",
                       .word = VIGIL_ACTION_SUSPEND,
                       .mode = VIGIL_SUSPENSION_AWAY,
                       .is_bed_scope = TRUE,
                       .bed = "01",
                       .reason = "CT",
                       .station = "desk-2" };
  away.t_ms = away.asof_ms = world->now.wall_ms;
  away.until_ms = away.t_ms + MINUTES (60);
  world_peer_list (world, 0, "desk-2", &away, 1);
  world_run (world, SECONDS (5));
  g_assert_cmpint (bed_of (world)->suspension, ==, VIGIL_SUSPENSION_AWAY);
  g_assert_cmpint (vigil_ward_get_sounding (world->ward), ==, VIGIL_PRIORITY_HIGH);
}

static void
test_a_silenced_red_that_persists_sounds_although_away (void)
{
  g_autoptr (World) world = world_new (1);
  world_raise (world, 0, "v", VF, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (1));
  world_silence (world, 0, made);
  must_suspend (world, VIGIL_SUSPENSION_AWAY, 0);
  world_run (world, SECONDS (119));
  g_assert_cmpint (vigil_ward_get_sounding (world->ward), ==, VIGIL_PRIORITY_NONE);
  world_run (world, SECONDS (2));
  g_assert_cmpint (vigil_ward_get_sounding (world->ward), ==, VIGIL_PRIORITY_HIGH);
}

static void
test_away_has_no_no_data_alarm_and_a_new_high_sounds (void)
{
  g_autoptr (World) world = world_new (1);
  must_suspend (world, VIGIL_SUSPENSION_AWAY, 0);
  unplug (world, TRUE);
  world_run (world, MINUTES (30));
  g_assert_null (world_find (world, 0, NO_DATA));
  g_assert_cmpint (bed_of (world)->condition, ==, VIGIL_BED_AWAY);
  world_raise (world, 0, "a", ASYSTOLE, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (1));
  g_assert_cmpint (vigil_ward_get_sounding (world->ward), ==, VIGIL_PRIORITY_HIGH);
}

static void
test_a_patient_still_being_disconnected_is_not_back (void)
{
  g_autoptr (World) world = world_new (1);
  world->beds[0].has_waves = TRUE;
  must_suspend (world, VIGIL_SUSPENSION_AWAY, 0);
  world_run (world, MINUTES (4));
  g_assert_cmpint (bed_of (world)->suspension, ==, VIGIL_SUSPENSION_AWAY);
  unplug (world, TRUE);
  world_run (world, MINUTES (20));
  unplug (world, FALSE);
  world_raise (world, 0, "m", MEDIUM, HR, VIGIL_PRIORITY_MEDIUM);
  world_run (world, SECONDS (25));
  g_assert_cmpint (vigil_ward_get_sounding (world->ward), ==, VIGIL_PRIORITY_NONE);
  world_run (world, SECONDS (10));
  g_assert_cmpint (bed_of (world)->suspension, ==, VIGIL_SUSPENSION_NONE);
  g_assert_cmpint (vigil_ward_get_sounding (world->ward), ==, VIGIL_PRIORITY_MEDIUM);
  g_assert_cmpuint (list_own (world), ==, 0);
}

/* Without the record the journal, or the server, would send him away again. */
static void
test_who_came_back_is_not_away_again_after_a_restart (void)
{
  g_autoptr (World) world = world_new (1);
  world->beds[0].has_waves = TRUE;
  VigilAction away = must_suspend (world, VIGIL_SUSPENSION_AWAY, 0), back;
  unplug (world, TRUE);
  world_run (world, MINUTES (6));
  unplug (world, FALSE);
  g_assert_false (vigil_ward_has_come_back (world->ward, 0));
  world_run (world, SECONDS (35));
  g_assert_true (vigil_ward_has_come_back (world->ward, 0));
  vigil_ward_record_return (world->ward, 0, "r", world->now, &back);
  g_assert_cmpint (back.word, ==, VIGIL_ACTION_RESUME);
  g_assert_false (vigil_ward_has_come_back (world->ward, 0));
  unplug (world, TRUE);
  world_restart_station (world);
  vigil_ward_apply_action (world->ward, &away, world->now);
  vigil_ward_apply_action (world->ward, &back, world->now);
  world_settle (world);
  world_run (world, SECONDS (30));
  g_assert_cmpint (bed_of (world)->suspension, ==, VIGIL_SUSPENSION_NONE);
  g_assert_nonnull (world_find (world, 0, NO_DATA));
}

static void
test_a_patient_who_never_left_is_monitored_after_5_min (void)
{
  g_autoptr (World) world = world_new (1);
  world->beds[0].has_waves = TRUE;
  must_suspend (world, VIGIL_SUSPENSION_AWAY, 0);
  world_run (world, MINUTES (5) + SECONDS (1));
  g_assert_cmpint (bed_of (world)->suspension, ==, VIGIL_SUSPENSION_NONE);
}

static void
test_overdue_is_low_and_medium_after_10_min (void)
{
  g_autoptr (World) world = world_new (1);
  must_suspend (world, VIGIL_SUSPENSION_AWAY, MINUTES (15));
  unplug (world, TRUE);
  world_run (world, MINUTES (15) + SECONDS (1));
  g_assert_cmpint (priority_of (world, NOT_MONITORED), ==, VIGIL_PRIORITY_LOW);
  g_assert_cmpstr (world_find (world, 0, NOT_MONITORED)->label, ==, "BACK? NOT MONITORED");
  world_run (world, MINUTES (10));
  g_assert_cmpint (priority_of (world, NOT_MONITORED), ==, VIGIL_PRIORITY_MEDIUM);
  g_assert_null (world_find (world, 0, NO_DATA));
}

static void
test_away_once_more_ends_overdue (void)
{
  g_autoptr (World) world = world_new (1);
  must_suspend (world, VIGIL_SUSPENSION_AWAY, MINUTES (15));
  unplug (world, TRUE);
  world_run (world, MINUTES (16));
  g_assert_nonnull (world_find (world, 0, NOT_MONITORED));
  must_suspend (world, VIGIL_SUSPENSION_AWAY, MINUTES (30));
  world_run (world, MINUTES (1));
  g_assert_null (world_find (world, 0, NOT_MONITORED));
  g_assert_cmpint (bed_of (world)->suspension, ==, VIGIL_SUSPENSION_AWAY);
}

static void
test_resume_ends_overdue_and_then_there_is_no_data (void)
{
  g_autoptr (World) world = world_new (1);
  VigilAction action;
  must_suspend (world, VIGIL_SUSPENSION_AWAY, MINUTES (15));
  unplug (world, TRUE);
  world_run (world, MINUTES (16));
  g_assert_cmpint (resume (world, &action), ==, VIGIL_REFUSAL_NONE);
  world_run (world, SECONDS (1));
  g_assert_null (world_find (world, 0, NOT_MONITORED));
  g_assert_cmpint (priority_of (world, NO_DATA), ==, VIGIL_PRIORITY_MEDIUM);
}

static void
test_staff_is_silent_but_for_one_burst_and_is_renewed (void)
{
  g_autoptr (World) world = world_new (1);
  must_suspend (world, VIGIL_SUSPENSION_STAFF, 0);
  g_assert_cmpstr (bed_of (world)->suspended_by, ==, "Okafor");
  world_raise (world, 0, "a", ASYSTOLE, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, MINUTES (8));
  g_assert_cmpint (vigil_ward_get_sounding (world->ward), ==, VIGIL_PRIORITY_NONE);
  g_assert_cmpuint (world_count (world, VIGIL_EVENT_BURST, "01"), ==, 1);
  must_suspend (world, VIGIL_SUSPENSION_STAFF, 0);
  world_run (world, MINUTES (8));
  g_assert_cmpint (vigil_ward_get_sounding (world->ward), ==, VIGIL_PRIORITY_NONE);
  g_assert_cmpuint (world_count (world, VIGIL_EVENT_BURST, "01"), ==, 1);
  world_run (world, MINUTES (2) + SECONDS (1));
  g_assert_cmpint (vigil_ward_get_sounding (world->ward), ==, VIGIL_PRIORITY_HIGH);
}

static void
test_staff_is_said_although_the_bedside_is_in_standby (void)
{
  g_autoptr (World) world = world_new (1);
  world_bed_state (world, 0, VIGIL_BED_STANDBY, world->now.wall_ms + MINUTES (60));
  must_suspend (world, VIGIL_SUSPENSION_STAFF, 0);
  g_assert_cmpint (bed_of (world)->suspension, ==, VIGIL_SUSPENSION_STAFF);
  g_assert_cmpstr (bed_of (world)->suspended_at, ==, "desk-1");
}

static void
test_one_touch_resumes_and_announces_what_stands (void)
{
  g_autoptr (World) world = world_new (1);
  VigilAction action;
  must_suspend (world, VIGIL_SUSPENSION_CARE, 0);
  world_raise (world, 0, "m", MEDIUM, HR, VIGIL_PRIORITY_MEDIUM);
  world_run (world, SECONDS (5));
  world_forget (world);
  g_assert_cmpint (resume (world, &action), ==, VIGIL_REFUSAL_NONE);
  g_assert_cmpint (action.word, ==, VIGIL_ACTION_RESUME);
  g_assert_cmpint (vigil_ward_get_sounding (world->ward), ==, VIGIL_PRIORITY_MEDIUM);
  g_assert_cmpuint (world_count (world, VIGIL_EVENT_ALARM_RAISED, "01"), ==, 1);
  g_assert_cmpint (resume (world, &action), ==, VIGIL_REFUSAL_NOT_SUSPENDED);
}

static void
test_resume_ends_the_bedsides_standby_until_a_newer_one (void)
{
  g_autoptr (World) world = world_new (1);
  VigilAction action;
  VigilFrame standby = world_frame (world, VIGIL_FRAME_BED_STATE, NULL, 0);
  standby.bed_state.word = VIGIL_BED_STANDBY;
  standby.t_ms = world->now.wall_ms + SECONDS (5); /* the gateway's clock is ahead */
  world_feed (world, &standby);
  g_assert_cmpint (bed_of (world)->suspension, ==, VIGIL_SUSPENSION_AWAY);
  g_assert_cmpint (resume (world, &action), ==, VIGIL_REFUSAL_NONE);
  g_assert_cmpint (bed_of (world)->suspension, ==, VIGIL_SUSPENSION_NONE);
  g_assert_cmpint (action.t_ms, >, standby.t_ms);
}

/* A third desk hears the resume before the retained standby that it ended. */
static void
test_a_resume_ends_a_standby_whichever_is_heard_first (void)
{
  for (guint first = 0; first < 2; first++) {
    g_autoptr (World) world = world_new (1);
    VigilFrame standby = world_frame (world, VIGIL_FRAME_BED_STATE, NULL, 0);
    standby.bed_state.word = VIGIL_BED_STANDBY;
    VigilAction action = {
      .id = "r", .word = VIGIL_ACTION_RESUME, .is_bed_scope = TRUE, .bed = "01", .station = "desk-2"
    };
    action.t_ms = action.asof_ms = world->now.wall_ms + 1;
    if (first == 0)
      world_feed (world, &standby);
    world_peer_list (world, 0, "desk-2", &action, 1);
    if (first == 1)
      world_feed (world, &standby);
    g_assert_cmpint (bed_of (world)->suspension, ==, VIGIL_SUSPENSION_NONE);
  }
}

static void
test_the_bedsides_standby_never_stops_a_high_no_data (void)
{
  g_autoptr (World) world = world_new (1);
  world_raise (world, 0, "v", VF, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (1));
  unplug (world, TRUE);
  world->beds[0].has_list = FALSE;
  world_run (world, SECONDS (20));
  g_assert_cmpint (priority_of (world, NO_DATA), ==, VIGIL_PRIORITY_HIGH);
  world_bed_state (world, 0, VIGIL_BED_STANDBY, 0);
  world_run (world, SECONDS (20));
  g_assert_cmpint (priority_of (world, NO_DATA), ==, VIGIL_PRIORITY_HIGH);
}

static void
test_the_bed_says_who_why_where_and_until_when (void)
{
  g_autoptr (World) world = world_new (1);
  VigilAction action = must_suspend (world, VIGIL_SUSPENSION_AWAY, MINUTES (30));
  const VigilBed *bed = bed_of (world);
  g_assert_cmpstr (bed->suspended_reason, ==, "CT");
  g_assert_cmpstr (bed->suspended_by, ==, "Okafor");
  g_assert_cmpstr (bed->suspended_at, ==, "desk-1");
  g_assert_cmpstr (bed->suspended_id, ==, action.id);
  g_assert_cmpint (bed->suspended_since_ms, ==, action.t_ms);
  g_assert_cmpint (bed->suspended_until_us - world->now.mono_us, ==, MINUTES (30) * 1000);
}

static void
test_what_stands_is_on_the_list_and_a_resume_takes_its_place (void)
{
  g_autoptr (World) world = world_new (1);
  VigilAction action;
  world_forget (world);
  must_suspend (world, VIGIL_SUSPENSION_AWAY, 0);
  g_assert_cmpuint (world_count (world, VIGIL_EVENT_ACTIONS, "01"), ==, 1);
  g_assert_cmpuint (list_own (world), ==, 1);
  g_assert_cmpint (made[0].word, ==, VIGIL_ACTION_SUSPEND);
  resume (world, &action);
  g_assert_cmpuint (list_own (world), ==, 1);
  g_assert_cmpint (made[0].word, ==, VIGIL_ACTION_RESUME);
  world_run (world, MINUTES (240) + SECONDS (1));
  g_assert_cmpuint (list_own (world), ==, 0);
}

/* What desk 2 did at @t_ms. */
static void
hear (World *world, VigilActionWord word, const char *id, gint64 t_ms)
{
  VigilAction action = { .word = word, .mode = VIGIL_SUSPENSION_AWAY, .is_bed_scope = TRUE };
  action.asof_ms = world->now.wall_ms;
  action.t_ms = t_ms;
  action.until_ms = t_ms + MINUTES (30);
  vigil_text_copy (action.id, sizeof action.id, id);
  vigil_text_copy (action.bed, sizeof action.bed, "01");
  vigil_text_copy (action.reason, sizeof action.reason, "CT");
  vigil_text_copy (action.station, sizeof action.station, "desk-2");
  vigil_ward_apply_action (world->ward, &action, world->now);
}

static void
test_a_desk_whose_clock_is_years_ahead_suspends_nothing (void)
{
  g_autoptr (World) world = world_new (1);
  guint64 before = vigil_ward_get_count (world->ward, VIGIL_COUNTER_ACTION_REFUSED);
  hear (world, VIGIL_ACTION_SUSPEND, E1, (G_GINT64_CONSTANT (1) << 53) - 1);
  g_assert_cmpint (bed_of (world)->suspension, ==, VIGIL_SUSPENSION_NONE);
  g_assert_cmpuint (vigil_ward_get_count (world->ward, VIGIL_COUNTER_ACTION_REFUSED), ==,
                    before + 1);
  hear (world, VIGIL_ACTION_SUSPEND, E2, world->now.wall_ms + MINUTES (60));
  g_assert_cmpint (bed_of (world)->suspension, ==, VIGIL_SUSPENSION_AWAY);
}

static void
test_a_resume_from_years_ahead_ends_a_suspension_and_takes_no_time_of_ours_along (void)
{
  g_autoptr (World) world = world_new (1);
  must_suspend (world, VIGIL_SUSPENSION_AWAY, 0);
  hear (world, VIGIL_ACTION_RESUME, E1, (G_GINT64_CONSTANT (1) << 53) - 1);
  g_assert_cmpint (bed_of (world)->suspension, ==, VIGIL_SUSPENSION_NONE);
  VigilAction action = must_suspend (world, VIGIL_SUSPENSION_AWAY, 0);
  g_assert_cmpint (bed_of (world)->suspension, ==, VIGIL_SUSPENSION_AWAY);
  g_assert_cmpint (action.t_ms, <=, world->now.wall_ms + MINUTES (24 * 60) + 1);
}

static void
test_of_stays_without_an_encounter_another_name_is_another_patient (void)
{
  g_autoptr (World) world = world_new (1);
  VigilIdentity identity = { .age_days = -1, .as_of_ms = world->now.wall_ms, .is_occupied = TRUE };
  vigil_text_copy (identity.name, sizeof identity.name, "Testperson");
  vigil_ward_set_identity (world->ward, 0, &identity, world->now);
  must_suspend (world, VIGIL_SUSPENSION_CARE, 0);
  vigil_ward_set_identity (world->ward, 0, &identity, world->now);
  g_assert_cmpint (bed_of (world)->suspension, ==, VIGIL_SUSPENSION_CARE);
  vigil_text_copy (identity.name, sizeof identity.name, "Otherperson");
  vigil_ward_set_identity (world->ward, 0, &identity, world->now);
  g_assert_cmpint (bed_of (world)->suspension, ==, VIGIL_SUSPENSION_NONE);
}

static void
test_who_was_admitted_by_a_clock_ahead_leaves_after_that (void)
{
  g_autoptr (World) world = world_new (1);
  VigilAction action;
  gint64 since_ms = world->now.wall_ms + MINUTES (60);
  snapshot (world, E1, "Testperson", since_ms);
  g_assert_cmpint (discharge (world, &action), ==, VIGIL_REFUSAL_NONE);
  g_assert_cmpint (action.t_ms, >, since_ms);
}

static void
test_two_desks_agree_whatever_the_order (void)
{
  VigilAction actions[3];
  g_autoptr (World) here = world_new (1);
  actions[0] = must_suspend (here, VIGIL_SUSPENSION_AWAY, 0);
  g_assert_cmpint (resume (here, &actions[1]), ==, VIGIL_REFUSAL_NONE);
  actions[2] = must_suspend (here, VIGIL_SUSPENSION_CARE, 0);
  static const guint ORDERS[][3] = { { 0, 1, 2 }, { 2, 1, 0 }, { 1, 2, 0 }, { 0, 2, 1 } };
  for (guint i = 0; i < G_N_ELEMENTS (ORDERS); i++) {
    g_autoptr (World) there = world_new_desk (1, "desk-2", VIGIL_ROLE_BACKUP);
    world_settle (there);
    there->now.wall_ms = here->now.wall_ms;
    for (guint j = 0; j < 3; j++)
      vigil_ward_apply_action (there->ward, &actions[ORDERS[i][j]], there->now);
    g_assert_cmpint (bed_of (there)->suspension, ==, VIGIL_SUSPENSION_CARE);
    g_assert_cmpstr (bed_of (there)->suspended_id, ==, actions[2].id);
  }
}

static void
test_a_suspension_stands_after_a_restart_with_what_is_left (void)
{
  g_autoptr (World) world = world_new (1);
  VigilAction action = must_suspend (world, VIGIL_SUSPENSION_AWAY, MINUTES (30));
  unplug (world, TRUE);
  world_run (world, MINUTES (10));
  world_restart_station (world);
  vigil_ward_apply_action (world->ward, &action, world->now);
  world_settle (world);
  g_assert_cmpint (bed_of (world)->condition, ==, VIGIL_BED_AWAY);
  g_assert_null (world_find (world, 0, NO_DATA));
  gint64 left_ms = (bed_of (world)->suspended_until_us - world->now.mono_us) / 1000;
  g_assert_cmpint (left_ms, >, MINUTES (19));
  g_assert_cmpint (left_ms, <, MINUTES (20));
  g_assert_cmpuint (list_own (world), ==, 1);
}

/* ── Who comes and leaves ───────────────────────────────────────────────────────────────────── */

static World *
world_with_patient (void)
{
  World *world = world_new (1);
  snapshot (world, E1, "BRANDT", world->now.wall_ms - MINUTES (600));
  return world;
}

static void
test_a_discharged_bed_is_empty_and_has_no_alarm (void)
{
  g_autoptr (World) world = world_with_patient ();
  VigilAction action;
  world->beds[0].has_waves = TRUE;
  world_run (world, SECONDS (2));
  world_raise (world, 0, "v", VT, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (2));
  world_clear (world, 0, "v");
  world_run (world, SECONDS (2));
  unplug (world, TRUE);
  world_run (world, SECONDS (3));
  g_assert_true (world_find (world, 0, VT)->is_latched);
  g_assert_cmpint (discharge (world, &action), ==, VIGIL_REFUSAL_NONE);
  g_assert_cmpstr (action.encounter, ==, E1);
  g_assert_null (world_find (world, 0, VT));
  world_run (world, MINUTES (5));
  g_assert_cmpint (bed_of (world)->condition, ==, VIGIL_BED_EMPTY);
  guint n;
  vigil_ward_list_alarms (world->ward, &n);
  g_assert_cmpuint (n, ==, 0);
  for (guint i = 0; i < bed_of (world)->n_leads; i++)
    g_assert_cmpint (bed_of (world)->leads[i].trace.newest, <, 0);
  g_assert_cmpint (discharge (world, &action), ==, VIGIL_REFUSAL_EMPTY);
}

static void
test_an_alarm_open_at_discharge_goes_on_without_a_name_and_unsilenced (void)
{
  g_autoptr (World) world = world_with_patient ();
  VigilAction action;
  world_raise (world, 0, "a", ASYSTOLE, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (2));
  world_silence (world, 0, made);
  g_assert_cmpint (vigil_ward_get_sounding (world->ward), ==, VIGIL_PRIORITY_NONE);
  discharge (world, &action);
  g_assert_true (vigil_alarm_is_open (world_find (world, 0, ASYSTOLE)));
  g_assert_cmpstr (world_find (world, 0, ASYSTOLE)->encounter, ==, E1);
  g_assert_cmpstr (bed_of (world)->identity.name, ==, "");
  g_assert_cmpint (vigil_ward_get_sounding (world->ward), ==, VIGIL_PRIORITY_HIGH);
  /* What is done about it from now on is nobody's. */
  g_assert_cmpuint (world_silence (world, 0, made), ==, 1);
  g_assert_cmpstr (made[0].encounter, ==, "");
  g_assert_cmpint (vigil_ward_get_sounding (world->ward), ==, VIGIL_PRIORITY_NONE);
}

static void
test_a_name_that_becomes_known_changes_no_encounter (void)
{
  g_autoptr (World) world = world_new (1);
  world_raise (world, 0, "a", ASYSTOLE, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (2));
  snapshot (world, E1, "BRANDT", world->now.wall_ms - MINUTES (600));
  world_raise (world, 0, "f", VF, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (2));
  g_assert_cmpstr (world_find (world, 0, ASYSTOLE)->encounter, ==, "");
  g_assert_cmpstr (world_find (world, 0, VF)->encounter, ==, E1);
  g_assert_false (world_find (world, 0, ASYSTOLE)->is_of_past_stay);
}

/* The snapshot knows of another patient before anybody here has said so. */
static void
test_an_alarm_keeps_the_encounter_that_it_was_raised_in (void)
{
  g_autoptr (World) world = world_with_patient ();
  world_raise (world, 0, "m", MEDIUM, HR, VIGIL_PRIORITY_MEDIUM);
  world_raise (world, 0, "f", VF, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (2));
  world_silence (world, 0, made);
  world_forget (world);
  snapshot (world, E2, "SILVA", world->now.wall_ms);
  g_assert_cmpint (vigil_ward_get_sounding (world->ward), ==, VIGIL_PRIORITY_HIGH);
  g_assert_cmpstr (world_find_event (world, VIGIL_EVENT_ALARM_RETURNED)->encounter, ==, E1);
  world_run (world, SECONDS (2));
  g_assert_cmpstr (world_find (world, 0, VF)->encounter, ==, E1);
  g_assert_cmpstr (world_find (world, 0, MEDIUM)->encounter, ==, E1);
  g_assert_cmpuint (world_silence (world, 0, made), ==, 2);
  g_assert_cmpstr (made[0].encounter, ==, "");
  g_assert_cmpstr (world_find_event (world, VIGIL_EVENT_ALARM_SILENCED)->encounter, ==, E1);
  /* It ends, and comes back soon: of whoever lies there now, and not silenced. */
  world_clear (world, 0, "f");
  world_clear (world, 0, "m");
  world_run (world, SECONDS (5));
  g_assert_cmpstr (world_find_event (world, VIGIL_EVENT_ALARM_ENDED)->encounter, ==, E1);
  world_raise (world, 0, "m2", MEDIUM, HR, VIGIL_PRIORITY_MEDIUM);
  world_raise (world, 0, "f2", VF, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (1));
  g_assert_cmpstr (world_find (world, 0, VF)->encounter, ==, E2);
  g_assert_cmpstr (world_find (world, 0, MEDIUM)->encounter, ==, E2);
  g_assert_true (vigil_alarm_is_open (world_find (world, 0, MEDIUM)));
  g_assert_cmpint (vigil_ward_get_sounding (world->ward), ==, VIGIL_PRIORITY_HIGH);
}

/* The journal has the silence of the one who left, and the discharge. */
static void
test_a_restart_silences_nothing_for_the_next_patient (void)
{
  g_autoptr (World) world = world_with_patient ();
  VigilAction leaves;
  world_raise (world, 0, "m", MEDIUM, HR, VIGIL_PRIORITY_MEDIUM);
  world_run (world, SECONDS (2));
  g_assert_cmpuint (world_silence (world, 0, made), ==, 1);
  world_run (world, SECONDS (5));
  g_assert_cmpint (vigil_ward_get_sounding (world->ward), ==, VIGIL_PRIORITY_NONE);
  discharge (world, &leaves);
  world_run (world, SECONDS (5));
  g_assert_cmpint (vigil_ward_get_sounding (world->ward), ==, VIGIL_PRIORITY_MEDIUM);
  world_restart_station (world);
  vigil_ward_apply_action (world->ward, &made[0], world->now);
  vigil_ward_apply_action (world->ward, &leaves, world->now);
  world->beds[0].is_list_due = TRUE;
  world_run (world, SECONDS (2));
  g_assert_cmpint (vigil_ward_get_sounding (world->ward), ==, VIGIL_PRIORITY_MEDIUM);
  g_assert_true (world_find (world, 0, MEDIUM)->is_of_past_stay);
  g_assert_cmpuint (world_silence (world, 0, made), ==, 1);
  g_assert_cmpint (vigil_ward_get_sounding (world->ward), ==, VIGIL_PRIORITY_NONE);
}

/* Another desk, that started since, has it as the new one's: what is done there counts here. */
static void
test_what_outlasts_its_patient_is_silenced_by_every_desk (void)
{
  g_autoptr (World) world = world_with_patient ();
  world_raise (world, 0, "f", VF, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (2));
  snapshot (world, E2, "SILVA", world->now.wall_ms);
  world_run (world, SECONDS (2));
  VigilTouch touch;
  g_assert_true (world_touch (world, 0, &touch));
  VigilAction action = { .id = "a",
                         .word = VIGIL_ACTION_ACKNOWLEDGE,
                         .bed = "01",
                         .encounter = E2,
                         .station = "desk-2",
                         .raised_ms = world_find (world, 0, VF)->raised_ms,
                         .asof_ms = touch.asof_ms,
                         .t_ms = world->now.wall_ms };
  action.until_ms = action.t_ms + SECONDS (120);
  vigil_text_copy (action.key, sizeof action.key, touch.keys[0]);
  world_peer_list (world, 0, "desk-2", &action, 1);
  g_assert_cmpint (vigil_ward_get_sounding (world->ward), ==, VIGIL_PRIORITY_NONE);
}

static void
test_what_was_latched_is_reset_as_that_of_who_left (void)
{
  g_autoptr (World) world = world_with_patient ();
  world_raise (world, 0, "v", VT, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (2));
  world_clear (world, 0, "v");
  world_run (world, SECONDS (2));
  g_assert_true (world_find (world, 0, VT)->is_latched);
  world_forget (world);
  snapshot (world, E2, "SILVA", world->now.wall_ms);
  g_assert_null (world_find (world, 0, VT));
  g_assert_cmpstr (world_find_event (world, VIGIL_EVENT_ALARM_RESET)->encounter, ==, E1);
  /* The grey line of the new one has nothing of it. */
  g_assert_null (vigil_ward_get_last_ended (world->ward, 0));
}

static void
test_signal_on_an_empty_bed_is_alarmed_and_asked_about (void)
{
  g_autoptr (World) world = world_with_patient ();
  VigilAction action;
  discharge (world, &action);
  world_run (world, SECONDS (25));
  g_assert_cmpint (bed_of (world)->condition, ==, VIGIL_BED_LIVE);
  g_assert_null (world_find (world, 0, ADMIT));
  world_run (world, SECONDS (10));
  g_assert_cmpint (priority_of (world, ADMIT), ==, VIGIL_PRIORITY_LOW);
  world_raise (world, 0, "a", ASYSTOLE, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (1));
  g_assert_cmpint (vigil_ward_get_sounding (world->ward), ==, VIGIL_PRIORITY_HIGH);
  g_assert_cmpint (admit (world, E2, "SILVA", &action), ==, VIGIL_REFUSAL_NONE);
  world_run (world, SECONDS (1));
  g_assert_null (world_find (world, 0, ADMIT));
  g_assert_cmpint (vigil_ward_get_sounding (world->ward), ==, VIGIL_PRIORITY_HIGH);
}

static void
test_a_discharge_ends_the_suspension_and_none_of_before_comes_back (void)
{
  g_autoptr (World) world = world_with_patient ();
  VigilAction action, away = must_suspend (world, VIGIL_SUSPENSION_AWAY, 0);
  discharge (world, &action);
  g_assert_cmpint (bed_of (world)->suspension, ==, VIGIL_SUSPENSION_NONE);
  vigil_text_copy (away.id, sizeof away.id, "another");
  vigil_text_copy (away.station, sizeof away.station, "desk-2");
  vigil_ward_apply_action (world->ward, &away, world->now);
  g_assert_cmpint (bed_of (world)->suspension, ==, VIGIL_SUSPENSION_NONE);
}

static void
test_a_suspension_of_another_stay_ends_when_the_name_is_known (void)
{
  g_autoptr (World) world = world_new (1);
  VigilAction away = { .id = "s",
                       .word = VIGIL_ACTION_SUSPEND,
                       .mode = VIGIL_SUSPENSION_AWAY,
                       .is_bed_scope = TRUE,
                       .bed = "01",
                       .reason = "CT",
                       .encounter = E1,
                       .station = "desk-1" };
  away.t_ms = away.asof_ms = world->now.wall_ms - MINUTES (5);
  away.until_ms = away.t_ms + MINUTES (60);
  vigil_ward_apply_action (world->ward, &away, world->now);
  g_assert_cmpint (bed_of (world)->suspension, ==, VIGIL_SUSPENSION_AWAY);
  snapshot (world, E2, "SILVA", world->now.wall_ms);
  g_assert_cmpint (bed_of (world)->suspension, ==, VIGIL_SUSPENSION_NONE);
}

static void
test_a_snapshot_of_before_never_brings_the_old_name_back (void)
{
  g_autoptr (World) world = world_with_patient ();
  VigilAction action;
  discharge (world, &action);
  snapshot (world, E1, "BRANDT", world->now.wall_ms - MINUTES (600));
  g_assert_cmpstr (bed_of (world)->identity.name, ==, "");
  g_assert_false (bed_of (world)->identity.is_occupied);
  g_assert_cmpint (admit (world, E2, "SILVA", &action), ==, VIGIL_REFUSAL_NONE);
  g_assert_cmpstr (bed_of (world)->identity.name, ==, "SILVA");
  snapshot (world, E1, "BRANDT", world->now.wall_ms - MINUTES (600));
  g_assert_cmpstr (bed_of (world)->identity.name, ==, "SILVA");
  snapshot (world, "", "", 0);
  g_assert_cmpstr (bed_of (world)->identity.name, ==, "SILVA");
  snapshot (world, E2, "SILVA", action.t_ms);
  g_assert_cmpstr (bed_of (world)->identity.name, ==, "SILVA");
  /* Somebody else later, by another way. */
  world_run (world, SECONDS (5));
  snapshot (world, E3, "KAYA", world->now.wall_ms);
  g_assert_cmpstr (bed_of (world)->identity.name, ==, "KAYA");
}

static void
test_an_admission_needs_a_name_and_an_empty_bed (void)
{
  g_autoptr (World) world = world_with_patient ();
  VigilAction action;
  g_assert_cmpint (admit (world, E2, "SILVA", &action), ==, VIGIL_REFUSAL_OCCUPIED);
  discharge (world, &action);
  g_assert_cmpint (admit (world, E2, " ", &action), ==, VIGIL_REFUSAL_NAME);
  g_assert_cmpint (admit (world, E2, "SILVA", &action), ==, VIGIL_REFUSAL_NONE);
  g_assert_cmpstr (action.encounter, ==, E2);
}

static VigilAction
make_stay (World *world, VigilActionWord word, const char *encounter)
{
  VigilAction action = { .word = word, .is_bed_scope = TRUE, .bed = "01", .station = "desk-2" };
  action.t_ms = action.asof_ms = world->now.wall_ms;
  world_make_id (action.id, world);
  vigil_text_copy (action.encounter, sizeof action.encounter, encounter);
  return action;
}

static void
test_an_admission_elsewhere_blanks_the_name_until_the_server_gives_it (void)
{
  g_autoptr (World) world = world_with_patient ();
  world->beds[0].has_waves = TRUE;
  world_run (world, SECONDS (2));
  VigilAction action = make_stay (world, VIGIL_ACTION_ADMIT, E2);
  world_peer_list (world, 0, "desk-2", &action, 1);
  g_assert_cmpstr (bed_of (world)->identity.name, ==, "");
  g_assert_cmpstr (bed_of (world)->name_at, ==, "desk-2");
  g_assert_true (bed_of (world)->identity.is_occupied);
  g_assert_cmpint (bed_of (world)->leads[0].trace.newest, <, 0);
  snapshot (world, E1, "BRANDT", world->now.wall_ms - MINUTES (600));
  g_assert_cmpstr (bed_of (world)->name_at, ==, "desk-2");
  g_assert_cmpstr (bed_of (world)->identity.nurse, ==, "NO");
  snapshot (world, E2, "SILVA", action.t_ms);
  g_assert_cmpstr (bed_of (world)->identity.name, ==, "SILVA");
  g_assert_cmpstr (bed_of (world)->name_at, ==, "");
}

static void
test_a_discharge_elsewhere_empties_the_bed_here (void)
{
  g_autoptr (World) world = world_with_patient ();
  unplug (world, TRUE);
  world_run (world, SECONDS (4));
  VigilAction action = make_stay (world, VIGIL_ACTION_DISCHARGE, E1);
  world_peer_list (world, 0, "desk-2", &action, 1);
  world_run (world, MINUTES (1));
  g_assert_cmpint (bed_of (world)->condition, ==, VIGIL_BED_EMPTY);
  g_assert_null (world_find (world, 0, NO_DATA));
}

static void
test_a_discharge_of_somebody_else_changes_nothing (void)
{
  g_autoptr (World) world = world_with_patient ();
  VigilAction action = make_stay (world, VIGIL_ACTION_DISCHARGE, E3);
  world_peer_list (world, 0, "desk-2", &action, 1);
  g_assert_cmpstr (bed_of (world)->identity.name, ==, "BRANDT");
}

/* Desks are heard in any order: one has heard of the admission, and is heard before it. */
static void
test_a_suspension_waits_for_its_admission (void)
{
  g_autoptr (World) world = world_with_patient ();
  VigilAction comes = make_stay (world, VIGIL_ACTION_ADMIT, E2);
  VigilAction away = { .id = "s",
                       .word = VIGIL_ACTION_SUSPEND,
                       .mode = VIGIL_SUSPENSION_AWAY,
                       .is_bed_scope = TRUE,
                       .bed = "01",
                       .reason = "CT",
                       .encounter = E2,
                       .station = "desk-3" };
  away.t_ms = away.asof_ms = comes.t_ms + 500;
  away.until_ms = away.t_ms + MINUTES (60);
  world_run (world, SECONDS (1));
  world_peer_list (world, 0, "desk-3", &away, 1);
  g_assert_cmpint (bed_of (world)->suspension, ==, VIGIL_SUSPENSION_NONE);
  world_peer_list (world, 0, "desk-2", &comes, 1);
  g_assert_cmpint (bed_of (world)->suspension, ==, VIGIL_SUSPENSION_AWAY);
}

static void
test_of_stays_the_latest_wins_in_any_order (void)
{
  for (guint first = 0; first < 2; first++) {
    g_autoptr (World) world = world_with_patient ();
    VigilAction leave = make_stay (world, VIGIL_ACTION_DISCHARGE, E1);
    VigilAction come = make_stay (world, VIGIL_ACTION_ADMIT, E2);
    come.t_ms++;
    vigil_ward_apply_action (world->ward, first ? &come : &leave, world->now);
    vigil_ward_apply_action (world->ward, first ? &leave : &come, world->now);
    g_assert_cmpstr (bed_of (world)->identity.encounter, ==, E2);
    g_assert_true (bed_of (world)->identity.is_occupied);
  }
}

static void
test_who_came_is_on_the_list_for_a_day (void)
{
  g_autoptr (World) world = world_with_patient ();
  VigilAction action;
  discharge (world, &action);
  g_assert_cmpuint (list_own (world), ==, 1);
  admit (world, E2, "SILVA", &action);
  g_assert_cmpuint (list_own (world), ==, 1);
  g_assert_cmpint (made[0].word, ==, VIGIL_ACTION_ADMIT);
  world->now.wall_ms += 24 * MINUTES (60) + SECONDS (1);
  world->now.mono_us += (24 * MINUTES (60) + SECONDS (1)) * 1000;
  g_assert_cmpuint (list_own (world), ==, 0);
}

static void
test_a_discharge_stands_after_a_restart_without_the_server (void)
{
  g_autoptr (World) world = world_with_patient ();
  VigilAction action;
  discharge (world, &action);
  unplug (world, TRUE);
  world_restart_station (world);
  vigil_ward_apply_action (world->ward, &action, world->now);
  world_settle (world);
  world_run (world, MINUTES (1));
  g_assert_cmpint (bed_of (world)->condition, ==, VIGIL_BED_EMPTY);
  snapshot (world, E1, "BRANDT", action.t_ms - MINUTES (600));
  g_assert_cmpstr (bed_of (world)->identity.name, ==, "");
}

#define ADD(name, func) g_test_add_func ("/ward/command/" name, func)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("care-is-5-min-and-high-alarms-sound", test_care_is_5_min_and_high_alarms_sound);
  ADD ("care-keeps-no-data-an-alarm-when-it-is-high",
       test_care_keeps_no_data_an_alarm_when_it_is_high);
  ADD ("away-is-60-min-unless-said-and-4-h-at-most",
       test_away_is_60_min_unless_said_and_4_h_at_most);
  ADD ("a-suspension-has-a-reason-and-staff-a-name",
       test_a_suspension_has_a_reason_and_staff_a_name);
  ADD ("away-is-refused-while-a-high-alarm-is-open",
       test_away_is_refused_while_a_high_alarm_is_open);
  ADD ("away-against-a-latched-red-is-refused-until-it-is-silenced",
       test_away_against_a_latched_red_is_refused_until_it_is_silenced);
  ADD ("away-of-another-desk-never-ends-a-latched-red",
       test_away_of_another_desk_never_ends_a_latched_red);
  ADD ("a-silenced-red-that-persists-sounds-although-away",
       test_a_silenced_red_that_persists_sounds_although_away);
  ADD ("away-has-no-no-data-alarm-and-a-new-high-sounds",
       test_away_has_no_no_data_alarm_and_a_new_high_sounds);
  ADD ("a-patient-still-being-disconnected-is-not-back",
       test_a_patient_still_being_disconnected_is_not_back);
  ADD ("who-came-back-is-not-away-again-after-a-restart",
       test_who_came_back_is_not_away_again_after_a_restart);
  ADD ("a-patient-who-never-left-is-monitored-after-5-min",
       test_a_patient_who_never_left_is_monitored_after_5_min);
  ADD ("overdue-is-low-and-medium-after-10-min", test_overdue_is_low_and_medium_after_10_min);
  ADD ("away-once-more-ends-overdue", test_away_once_more_ends_overdue);
  ADD ("resume-ends-overdue-and-then-there-is-no-data",
       test_resume_ends_overdue_and_then_there_is_no_data);
  ADD ("staff-is-silent-but-for-one-burst-and-is-renewed",
       test_staff_is_silent_but_for_one_burst_and_is_renewed);
  ADD ("staff-is-said-although-the-bedside-is-in-standby",
       test_staff_is_said_although_the_bedside_is_in_standby);
  ADD ("one-touch-resumes-and-announces-what-stands",
       test_one_touch_resumes_and_announces_what_stands);
  ADD ("resume-ends-the-bedsides-standby-until-a-newer-one",
       test_resume_ends_the_bedsides_standby_until_a_newer_one);
  ADD ("a-resume-ends-a-standby-whichever-is-heard-first",
       test_a_resume_ends_a_standby_whichever_is_heard_first);
  ADD ("the-bedsides-standby-never-stops-a-high-no-data",
       test_the_bedsides_standby_never_stops_a_high_no_data);
  ADD ("the-bed-says-who-why-where-and-until-when", test_the_bed_says_who_why_where_and_until_when);
  ADD ("what-stands-is-on-the-list-and-a-resume-takes-its-place",
       test_what_stands_is_on_the_list_and_a_resume_takes_its_place);
  ADD ("a-desk-whose-clock-is-years-ahead-suspends-nothing",
       test_a_desk_whose_clock_is_years_ahead_suspends_nothing);
  ADD ("a-resume-from-years-ahead-ends-a-suspension-and-takes-no-time-of-ours-along",
       test_a_resume_from_years_ahead_ends_a_suspension_and_takes_no_time_of_ours_along);
  ADD ("of-stays-without-an-encounter-another-name-is-another-patient",
       test_of_stays_without_an_encounter_another_name_is_another_patient);
  ADD ("who-was-admitted-by-a-clock-ahead-leaves-after-that",
       test_who_was_admitted_by_a_clock_ahead_leaves_after_that);
  ADD ("two-desks-agree-whatever-the-order", test_two_desks_agree_whatever_the_order);
  ADD ("a-suspension-stands-after-a-restart-with-what-is-left",
       test_a_suspension_stands_after_a_restart_with_what_is_left);
  ADD ("a-discharged-bed-is-empty-and-has-no-alarm",
       test_a_discharged_bed_is_empty_and_has_no_alarm);
  ADD ("an-alarm-open-at-discharge-goes-on-without-a-name-and-unsilenced",
       test_an_alarm_open_at_discharge_goes_on_without_a_name_and_unsilenced);
  ADD ("a-name-that-becomes-known-changes-no-encounter",
       test_a_name_that_becomes_known_changes_no_encounter);
  ADD ("an-alarm-keeps-the-encounter-that-it-was-raised-in",
       test_an_alarm_keeps_the_encounter_that_it_was_raised_in);
  ADD ("what-outlasts-its-patient-is-silenced-by-every-desk",
       test_what_outlasts_its_patient_is_silenced_by_every_desk);
  ADD ("what-was-latched-is-reset-as-that-of-who-left",
       test_what_was_latched_is_reset_as_that_of_who_left);
  ADD ("a-restart-silences-nothing-for-the-next-patient",
       test_a_restart_silences_nothing_for_the_next_patient);
  ADD ("signal-on-an-empty-bed-is-alarmed-and-asked-about",
       test_signal_on_an_empty_bed_is_alarmed_and_asked_about);
  ADD ("a-discharge-ends-the-suspension-and-none-of-before-comes-back",
       test_a_discharge_ends_the_suspension_and_none_of_before_comes_back);
  ADD ("a-suspension-of-another-stay-ends-when-the-name-is-known",
       test_a_suspension_of_another_stay_ends_when_the_name_is_known);
  ADD ("a-snapshot-of-before-never-brings-the-old-name-back",
       test_a_snapshot_of_before_never_brings_the_old_name_back);
  ADD ("an-admission-needs-a-name-and-an-empty-bed",
       test_an_admission_needs_a_name_and_an_empty_bed);
  ADD ("an-admission-elsewhere-blanks-the-name-until-the-server-gives-it",
       test_an_admission_elsewhere_blanks_the_name_until_the_server_gives_it);
  ADD ("a-discharge-elsewhere-empties-the-bed-here",
       test_a_discharge_elsewhere_empties_the_bed_here);
  ADD ("a-discharge-of-somebody-else-changes-nothing",
       test_a_discharge_of_somebody_else_changes_nothing);
  ADD ("a-suspension-waits-for-its-admission", test_a_suspension_waits_for_its_admission);
  ADD ("of-stays-the-latest-wins-in-any-order", test_of_stays_the_latest_wins_in_any_order);
  ADD ("who-came-is-on-the-list-for-a-day", test_who_came_is_on_the_list_for_a_day);
  ADD ("a-discharge-stands-after-a-restart-without-the-server",
       test_a_discharge_stands_after_a_restart_without_the_server);
  return g_test_run ();
}
