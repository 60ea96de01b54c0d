/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Sentences of ux.md ("Alarms") and contract.md ("Which alarms are the same", "Action", "Link")
 * that no other test holds to their word. */

#include "ward-world.h"

#define SPO2_LOW "01|limit|" SPO2 "|lo|1"
#define DESAT "MDC_EVT_DESAT"
#define LOW_CODE "MDC_EVT_LO"
#define SVT "MDC_EVT_ECG_SV_TACHY"
#define NO_DATA "VIGIL_EVT_NO_DATA"
#define GATEWAY_LOST "VIGIL_EVT_GATEWAY_LOST"

static VigilPriority
sounding (World *world)
{
  return vigil_ward_get_sounding (world->ward);
}

static VigilAction
acknowledge (World *world, const VigilAlarm *alarm, gint64 asof_ms)
{
  VigilAction action = { .word = VIGIL_ACTION_ACKNOWLEDGE,
                         .raised_ms = alarm->raised_ms,
                         .asof_ms = asof_ms,
                         .t_ms = world->now.wall_ms };
  world_make_id (action.id, world);
  vigil_text_copy (action.bed, sizeof action.bed, alarm->bed);
  vigil_text_copy (action.key, sizeof action.key, alarm->key);
  vigil_text_copy (action.station, sizeof action.station, "desk-2");
  if (alarm->priority == VIGIL_PRIORITY_HIGH)
    action.until_ms = action.t_ms + 120000;
  return action;
}

/* Another station silences what is shown of @alarm. */
static void
silence_elsewhere (World *world, guint bed, const VigilAlarm *alarm)
{
  VigilAction action = acknowledge (world, alarm, MAX (world->now.wall_ms, alarm->raised_ms));
  world_peer_list (world, bed, "desk-2", &action, 1);
}

/* contract.md, "Action": "never one raised later, never a higher priority". */
static void
test_an_acknowledgement_from_elsewhere_never_covers_a_higher_priority (void)
{
  g_autoptr (World) world = world_new (1);
  world->beds[0].is_publishing = world->beds[0].has_list = FALSE;
  world_run (world, SECONDS (12));
  const VigilAlarm *alarm = world_find (world, 0, NO_DATA);
  g_assert_nonnull (alarm);
  g_assert_cmpint (alarm->priority, ==, VIGIL_PRIORITY_LOW);
  VigilAction action = acknowledge (world, alarm, alarm->raised_ms);
  world_peer_list (world, 0, "desk-2", &action, 1);
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_NONE);
  world_run (world, SECONDS (20));
  alarm = world_find (world, 0, NO_DATA);
  g_assert_cmpint (alarm->priority, ==, VIGIL_PRIORITY_MEDIUM);
  g_assert_true (vigil_alarm_is_open (alarm));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_MEDIUM);
  /* And what is silenced now, is. */
  VigilAction actions[VIGIL_ALARMS_MAX * 2];
  g_assert_cmpuint (world_silence (world, 0, actions), ==, 1);
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_NONE);
}

/* contract.md, "Action": "only one of a high alarm covers what grew to less than high": desk-2 has
 * a red latched on the bed, and NO DATA is high there from its first moment. */
static void
test_a_silence_of_a_high_alarm_covers_what_grew_to_less (void)
{
  g_autoptr (World) world = world_new (1);
  world->beds[0].is_publishing = world->beds[0].has_list = FALSE;
  world_run (world, SECONDS (32));
  const VigilAlarm *alarm = world_find (world, 0, NO_DATA);
  g_assert_cmpint (alarm->priority, ==, VIGIL_PRIORITY_MEDIUM);
  VigilAction action = acknowledge (world, alarm, alarm->raised_ms);
  action.until_ms = action.t_ms + SECONDS (120);
  world_peer_list (world, 0, "desk-2", &action, 1);
  g_assert_cmpint (world_find (world, 0, NO_DATA)->phase, ==, VIGIL_ALARM_SILENCED);
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_NONE);
  world_run (world, SECONDS (121));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_MEDIUM);
}

/* contract.md, "Action": "an acknowledgement from before it grew never covers it": nor one of a
 * high alarm, of what grew to high. */
static void
test_a_silence_from_before_it_grew_to_high_covers_nothing (void)
{
  g_autoptr (World) world = world_new (1);
  VigilFrameAlarm *item = world_raise (world, 0, "a", "MDC_EVT_BATT_LO", "", VIGIL_PRIORITY_LOW);
  item->kind = VIGIL_ALARM_TECHNICAL;
  world_run (world, SECONDS (2));
  const VigilAlarm *alarm = world_find (world, 0, "MDC_EVT_BATT_LO");
  VigilAction action = acknowledge (world, alarm, world->now.wall_ms);
  action.until_ms = action.t_ms + SECONDS (120);
  world_peer_list (world, 0, "desk-2", &action, 1);
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_NONE);
  world_run (world, SECONDS (2));
  item->priority = VIGIL_PRIORITY_HIGH;
  world->beds[0].is_list_due = TRUE;
  world_run (world, SECONDS (2));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_HIGH);
}

/* ux.md: "Silence binds at touch-down … nothing born later is covered": the bed's own clock stands
 * still while nothing comes of it. */
static void
test_what_grew_under_the_finger_is_not_covered (void)
{
  g_autoptr (World) world = world_new (1);
  world->beds[0].is_publishing = world->beds[0].has_list = FALSE;
  world_run (world, SECONDS (12));
  VigilTouch touch;
  g_assert_true (vigil_ward_touch (world->ward, 0, world->now, &touch));
  world_run (world, SECONDS (20));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_MEDIUM);
  VigilAction actions[VIGIL_ALARMS_MAX * 2];
  g_assert_cmpuint (
      vigil_ward_silence (world->ward, &touch, "Test", world_make_id, world, world->now, actions),
      ==, 0);
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_MEDIUM);
}

/* ux.md: "silenced, medium: one medium burst after 5 min, then every 10", also of one that comes
 * and goes. */
static void
test_a_silenced_medium_that_comes_and_goes_is_reminded_of (void)
{
  g_autoptr (World) world = world_new (1);
  world_raise (world, 0, "a", SVT, HR, VIGIL_PRIORITY_MEDIUM);
  world_run (world, SECONDS (2));
  VigilAction actions[VIGIL_ALARMS_MAX * 2];
  world_silence (world, 0, actions);
  world_run (world, MINUTES (1));
  world_clear (world, 0, "a");
  world_run (world, SECONDS (20));
  world_raise (world, 0, "b", SVT, HR, VIGIL_PRIORITY_MEDIUM);
  world_forget (world);
  world_run (world, SECONDS (215));
  g_assert_cmpint (world_find (world, 0, SVT)->phase, ==, VIGIL_ALARM_SILENCED);
  g_assert_cmpuint (world_count (world, VIGIL_EVENT_REMIND, "01"), ==, 0);
  world_run (world, SECONDS (10));
  g_assert_cmpuint (world_count (world, VIGIL_EVENT_REMIND, "01"), ==, 1);
  world_run (world, SECONDS (601));
  g_assert_cmpuint (world_count (world, VIGIL_EVENT_REMIND, "01"), ==, 2);
}

/* ux.md: "worse is against the worst value shown when silenced": also if the bedside sent none at
 * first. */
static void
test_worse_is_judged_though_the_first_list_had_no_value (void)
{
  g_autoptr (World) world = world_new (1);
  VigilFrameAlarm *item = world_raise (world, 0, "a", LOW_CODE, SPO2, VIGIL_PRIORITY_MEDIUM);
  world_run (world, SECONDS (2));
  item->has_value = item->has_limit = TRUE;
  item->value = 89;
  item->limit = 90;
  world->beds[0].is_list_due = TRUE;
  world_run (world, SECONDS (2));
  VigilAction actions[VIGIL_ALARMS_MAX * 2];
  world_silence (world, 0, actions);
  item->value = 87;
  world->beds[0].is_list_due = TRUE;
  world_run (world, SECONDS (2));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_NONE);
  item->value = 86;
  world->beds[0].is_list_due = TRUE;
  world_run (world, SECONDS (2));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_MEDIUM);
}

/* The same for an alarm that came back worse and was silenced at once. */
static void
test_what_came_back_worse_and_was_silenced_stays_so (void)
{
  g_autoptr (World) world = world_new (1);
  VigilAction actions[VIGIL_ALARMS_MAX * 2];
  VigilFrameAlarm *item = world_raise (world, 0, "a", LOW_CODE, SPO2, VIGIL_PRIORITY_MEDIUM);
  item->has_value = TRUE;
  item->value = 89;
  world_run (world, SECONDS (2));
  world_silence (world, 0, actions);
  world_clear (world, 0, "a");
  world_run (world, SECONDS (5));
  item = world_raise (world, 0, "b", LOW_CODE, SPO2, VIGIL_PRIORITY_MEDIUM);
  item->has_value = TRUE;
  item->value = 85;
  world_run (world, SECONDS (1));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_MEDIUM);
  g_assert_cmpuint (world_silence (world, 0, actions), ==, 1);
  world_run (world, SECONDS (30));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_NONE);
}

/* contract.md: "an alarm that leaves the list while its source is off stays unverified"; ux.md: "a
 * standing one never erased": both with the same list, and though it was silenced. */
static void
test_a_silenced_vf_is_not_erased_by_leads_off (void)
{
  g_autoptr (World) world = world_new (1);
  world_raise (world, 0, "vf", VF, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (5));
  VigilAction actions[VIGIL_ALARMS_MAX * 2];
  world_silence (world, 0, actions);
  world_run (world, SECONDS (5));
  world_clear (world, 0, "vf");
  world_raise (world, 0, "off", "MDC_EVT_LEADS_OFF", "", VIGIL_PRIORITY_LOW);
  world_unset (world, 0, VIGIL_NUMERIC_HR);
  world_run (world, SECONDS (10));
  const VigilAlarm *vf = world_find (world, 0, VF);
  g_assert_nonnull (vf);
  g_assert_true (vf->is_unverified);
  g_assert_cmpint (vf->phase, ==, VIGIL_ALARM_SILENCED);
  world_run (world, SECONDS (110));
  vf = world_find (world, 0, VF);
  g_assert_nonnull (vf);
  g_assert_true (vigil_alarm_is_open (vf));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_HIGH);
}

/* contract.md, "Action": the silence of the bedside "ends with the item that carried it", though
 * what the item told of stays unverified. */
static void
test_a_bedside_silence_ends_with_its_item_though_the_alarm_stays (void)
{
  g_autoptr (World) world = world_new (1);
  VigilFrameAlarm *item = world_raise (world, 0, "a", DESAT, SPO2, VIGIL_PRIORITY_HIGH);
  item->inactivation = VIGIL_INACTIVATION_ACKNOWLEDGED;
  world_run (world, SECONDS (2));
  g_assert_cmpint (world_find (world, 0, DESAT)->phase, ==, VIGIL_ALARM_SILENCED);
  world_unset (world, 0, VIGIL_NUMERIC_SPO2);
  world_run (world, SECONDS (2));
  world_clear (world, 0, "a");
  world_run (world, SECONDS (2));
  const VigilAlarm *alarm = world_find (world, 0, DESAT);
  g_assert_nonnull (alarm);
  g_assert_true (alarm->is_unverified);
  g_assert_true (vigil_alarm_is_open (alarm));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_HIGH);
  /* What comes back with the same word is another item, and carries its own. */
  world_raise (world, 0, "b", DESAT, SPO2, VIGIL_PRIORITY_HIGH)->inactivation =
      VIGIL_INACTIVATION_ACKNOWLEDGED;
  world_run (world, SECONDS (2));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_NONE);
}

static void
test_a_desaturation_that_leaves_with_its_probe_stays_unverified (void)
{
  g_autoptr (World) world = world_new (1);
  world_raise (world, 0, "a", DESAT, SPO2, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (5));
  world_clear (world, 0, "a");
  world_raise (world, 0, "off", "MDC_EVT_SENSOR_DISCONN", SPO2, VIGIL_PRIORITY_LOW);
  world_run (world, 200); /* the list is there before the dashes */
  world_unset (world, 0, VIGIL_NUMERIC_SPO2);
  world_run (world, SECONDS (20));
  const VigilAlarm *alarm = world_find (world, 0, DESAT);
  g_assert_nonnull (alarm);
  g_assert_true (vigil_alarm_is_open (alarm));
  g_assert_true (alarm->is_unverified);
  world_clear (world, 0, "off");
  world_set (world, 0, VIGIL_NUMERIC_SPO2, 97);
  world_run (world, SECONDS (15));
  alarm = world_find (world, 0, DESAT);
  g_assert_true (alarm == NULL || vigil_alarm_is_picture (alarm));
}

/* contract.md: "never one raised later": a bedside whose `raised` lies in the future opens no
 * silence for what comes later. */
static void
test_a_raise_in_the_future_covers_nothing_later (void)
{
  g_autoptr (World) world = world_new (1);
  VigilAction actions[VIGIL_ALARMS_MAX * 2];
  world_raise (world, 0, "a", SVT, HR, VIGIL_PRIORITY_MEDIUM);
  world_raise (world, 0, "x", LOW_CODE, RR, VIGIL_PRIORITY_MEDIUM)->raised_ms += MINUTES (600);
  world_run (world, SECONDS (2));
  g_assert_cmpint (world_find (world, 0, LOW_CODE)->raised_ms, <=, world->now.wall_ms);
  world_silence (world, 0, actions);
  world_clear (world, 0, "a");
  world_run (world, MINUTES (3));
  world_raise (world, 0, "b", SVT, HR, VIGIL_PRIORITY_MEDIUM);
  world_run (world, SECONDS (2));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_MEDIUM);
}

/* contract.md: "For medium and low it stands until the occurrence has been over for 60 s": also if
 * the bedside shows the alarm again much later with its old `raised`. */
static void
test_what_no_longer_stands_covers_nothing (void)
{
  g_autoptr (World) world = world_new (1);
  VigilAction actions[VIGIL_ALARMS_MAX * 2];
  world_raise (world, 0, "a", SVT, HR, VIGIL_PRIORITY_MEDIUM);
  world_run (world, SECONDS (2));
  VigilFrameAlarm item = world->beds[0].alarms[0];
  world_silence (world, 0, actions);
  world_clear (world, 0, "a");
  world_run (world, MINUTES (12));
  world_raise (world, 0, "a", SVT, HR, VIGIL_PRIORITY_MEDIUM)->raised_ms = item.raised_ms;
  world_run (world, SECONDS (2));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_MEDIUM);
}

/* contract.md, "Link": a retained list "with nothing live for 10 s is last known": with something
 * live it is an alarm again. */
static void
test_a_last_known_alarm_sounds_once_its_bed_is_live (void)
{
  g_autoptr (World) world = world_new_cold (1);
  world->beds[0].is_publishing = world->beds[0].has_list = FALSE;
  world_link (world, VIGIL_LINK_UP);
  world_gateway_state (world, 0, TRUE);
  world_meta (world, 0);
  world_raise (world, 0, "vf", VF, HR, VIGIL_PRIORITY_HIGH);
  world_publish_list (world, 0, TRUE, 40);
  world_run (world, SECONDS (15));
  g_assert_false (vigil_alarm_is_open (world_find (world, 0, VF)));
  world->beds[0].is_publishing = TRUE;
  world_run (world, SECONDS (2));
  g_assert_true (vigil_alarm_is_open (world_find (world, 0, VF)));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_HIGH);
}

/* ux.md: the wire's `standby` "never stops a standing high alarm". */
static void
test_standby_stops_no_standing_high_no_data (void)
{
  g_autoptr (World) world = world_new (1);
  world_raise (world, 0, "vf", VF, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (5));
  world->beds[0].is_publishing = world->beds[0].has_list = FALSE;
  world_run (world, SECONDS (10));
  g_assert_cmpint (world_find (world, 0, NO_DATA)->priority, ==, VIGIL_PRIORITY_HIGH);
  world_bed_state (world, 0, VIGIL_BED_STANDBY, 0);
  world_run (world, SECONDS (5));
  g_assert_nonnull (world_find (world, 0, NO_DATA));
  g_assert_true (vigil_alarm_is_open (world_find (world, 0, VF)));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_HIGH);
}

/* contract.md, "Clock": "no action with an `asof` from before it covers an occurrence born after
 * it": also one that arrives late. */
static void
test_a_late_action_from_before_a_clock_step_covers_nothing_born_after (void)
{
  g_autoptr (World) world = world_new (1);
  world_raise (world, 0, "a", VF, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (2));
  const VigilAlarm *alarm = world_find (world, 0, VF);
  VigilAction action = acknowledge (world, alarm, world->now.wall_ms);
  world_clear (world, 0, "a");
  world->beds[0].clock_error_ms = -30000;
  world_run (world, SECONDS (3));
  world_raise (world, 0, "b", VF, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (1));
  world_peer_list (world, 0, "desk-2", &action, 1);
  g_assert_true (vigil_alarm_is_open (world_find (world, 0, VF)));
  world_run (world, SECONDS (1));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_HIGH);
}

/* contract.md: "For a high alarm … covers nothing afterwards": an acknowledgement of one without an
 * end is none. */
static void
test_an_acknowledgement_without_an_end_silences_no_high_alarm (void)
{
  g_autoptr (World) world = world_new (1);
  world_raise (world, 0, "a", VF, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (2));
  VigilAction action = acknowledge (world, world_find (world, 0, VF), world->now.wall_ms);
  action.until_ms = 0;
  world_peer_list (world, 0, "desk-2", &action, 1);
  g_assert_true (vigil_alarm_is_open (world_find (world, 0, VF)));
}

/* contract.md: "a receiver counts at most 120 s from first sight, less its age by `t`". */
static void
test_a_silence_heard_of_late_is_only_its_rest (void)
{
  g_autoptr (World) world = world_new (1);
  world_raise (world, 0, "a", VF, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (2));
  VigilAction action = acknowledge (world, world_find (world, 0, VF), world->now.wall_ms);
  action.until_ms = action.t_ms + MINUTES (60);
  world_run (world, SECONDS (100));
  world_peer_list (world, 0, "desk-2", &action, 1);
  g_assert_cmpint (world_find (world, 0, VF)->phase, ==, VIGIL_ALARM_SILENCED);
  world_run (world, SECONDS (19));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_NONE);
  world_run (world, SECONDS (2));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_HIGH);
}

/* contract.md: "raised between its own `raised` − 60 s and `asof`". */
static void
test_an_acknowledgement_reaches_back_60_s_and_no_further (void)
{
  for (guint i = 0; i < 2; i++) {
    g_autoptr (World) world = world_new (1);
    VigilFrameAlarm *item = world_raise (world, 0, "a", VF, HR, VIGIL_PRIORITY_HIGH);
    gint64 raised_ms = item->raised_ms;
    item->raised_ms -= i == 0 ? 60000 : 60001;
    world_run (world, SECONDS (2));
    VigilAction action = acknowledge (world, world_find (world, 0, VF), world->now.wall_ms);
    action.raised_ms = raised_ms;
    world_peer_list (world, 0, "desk-2", &action, 1);
    g_assert_cmpint (vigil_alarm_is_open (world_find (world, 0, VF)), ==, i == 1);
  }
}

/* contract.md: "of the same encounter where both are known". */
static void
test_an_acknowledgement_of_another_encounter_covers_nothing (void)
{
  g_autoptr (World) world = world_new (1);
  VigilIdentity identity = { .is_occupied = TRUE, .age_days = -1, .as_of_ms = 1 };
  vigil_text_copy (identity.encounter, sizeof identity.encounter,
                   "0190aaaa-0000-7000-8000-000000000001");
  vigil_ward_set_identity (world->ward, 0, &identity, world->now);
  world_raise (world, 0, "a", VF, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (2));
  VigilAction action = acknowledge (world, world_find (world, 0, VF), world->now.wall_ms);
  vigil_text_copy (action.encounter, sizeof action.encounter,
                   "0190aaaa-0000-7000-8000-000000000002");
  world_peer_list (world, 0, "desk-2", &action, 1);
  g_assert_true (vigil_alarm_is_open (world_find (world, 0, VF)));
  silence_elsewhere (world, 0, world_find (world, 0, VF));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_NONE);
}

/* contract.md: "it ends when both end"; "*raised* is the earliest, priority the highest so far". */
static void
test_one_alarm_of_two_sources_ends_when_both_end (void)
{
  g_autoptr (World) world = world_new (1);
  world_run (world, SECONDS (2));
  world_set (world, 0, VIGIL_NUMERIC_SPO2, 88);
  world_run (world, SECONDS (14));
  g_assert_cmpuint (world_find_key (world, 0, SPO2_LOW)->sources, ==, VIGIL_SOURCE_STATION);
  gint64 raised_ms = world_find_key (world, 0, SPO2_LOW)->raised_ms;
  world_raise (world, 0, "a", LOW_CODE, SPO2, VIGIL_PRIORITY_MEDIUM);
  world_run (world, SECONDS (2));
  g_assert_cmpuint (world_find_key (world, 0, SPO2_LOW)->sources, ==,
                    VIGIL_SOURCE_STATION | VIGIL_SOURCE_BEDSIDE);
  g_assert_cmpint (world_find_key (world, 0, SPO2_LOW)->raised_ms, ==, raised_ms);
  world_clear (world, 0, "a");
  world_run (world, SECONDS (12));
  g_assert_cmpuint (world_find_key (world, 0, SPO2_LOW)->sources, ==, VIGIL_SOURCE_STATION);
  world_set (world, 0, VIGIL_NUMERIC_SPO2, 97);
  world_run (world, SECONDS (8));
  g_assert_null (world_find_key (world, 0, SPO2_LOW));
}

/* ux.md: "High, back within 10 s of its end while its silence runs: … remaining time kept, never
 * extended; otherwise high always re-arms". */
static void
test_a_high_alarm_back_within_10_s_keeps_its_rest_and_later_rearms (void)
{
  static const gint64 AWAY_MS[] = { 9000, 11000 };
  for (guint i = 0; i < G_N_ELEMENTS (AWAY_MS); i++) {
    g_autoptr (World) world = world_new (1);
    VigilAction actions[VIGIL_ALARMS_MAX * 2];
    world_raise (world, 0, "a", VF, HR, VIGIL_PRIORITY_HIGH);
    world_run (world, SECONDS (2));
    world_silence (world, 0, actions);
    gint64 until_us = world_find (world, 0, VF)->silence_until_us;
    world_run (world, SECONDS (20));
    world_clear (world, 0, "a");
    world_run (world, AWAY_MS[i]);
    world_raise (world, 0, "b", VF, HR, VIGIL_PRIORITY_HIGH);
    world_run (world, 500);
    const VigilAlarm *vf = world_find (world, 0, VF);
    g_assert_cmpint (vigil_alarm_is_open (vf), ==, i == 1);
    if (i == 0)
      g_assert_cmpint (vf->silence_until_us, ==, until_us);
  }
}

/* ux.md: "medium and low, same key within 60 s of its end: the same occurrence, stays silenced". */
static void
test_a_medium_back_within_60_s_stays_silenced_and_later_rings (void)
{
  static const gint64 AWAY_MS[] = { 58000, 62000 };
  for (guint i = 0; i < G_N_ELEMENTS (AWAY_MS); i++) {
    g_autoptr (World) world = world_new (1);
    VigilAction actions[VIGIL_ALARMS_MAX * 2];
    world_raise (world, 0, "a", SVT, HR, VIGIL_PRIORITY_MEDIUM);
    world_run (world, SECONDS (2));
    world_silence (world, 0, actions);
    world_run (world, SECONDS (20));
    world_clear (world, 0, "a");
    world_run (world, AWAY_MS[i]);
    world_raise (world, 0, "b", SVT, HR, VIGIL_PRIORITY_MEDIUM);
    world_run (world, 500);
    g_assert_cmpint (vigil_alarm_is_open (world_find (world, 0, SVT)), ==, i == 1);
  }
}

/* contract.md: "A joiner inherits an acknowledgement only at the same or a lower priority; a higher
 * one re-arms." */
static void
test_a_joiner_of_a_higher_priority_rearms (void)
{
  g_autoptr (World) world = world_new (1);
  VigilAction actions[VIGIL_ALARMS_MAX * 2];
  VigilFrameAlarm *item = world_raise (world, 0, "a", SVT, HR, VIGIL_PRIORITY_MEDIUM);
  world_run (world, SECONDS (2));
  world_silence (world, 0, actions);
  world_forget (world);
  item->priority = VIGIL_PRIORITY_HIGH;
  world->beds[0].is_list_due = TRUE;
  world_run (world, 500);
  g_assert_true (vigil_alarm_is_open (world_find (world, 0, SVT)));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_HIGH);
  g_assert_cmpuint (world_count (world, VIGIL_EVENT_ALARM_RAISED, "01"), ==, 1);
  /* "priority the highest so far until the end" */
  item->priority = VIGIL_PRIORITY_MEDIUM;
  world->beds[0].is_list_due = TRUE;
  world_run (world, 500);
  g_assert_cmpint (world_find (world, 0, SVT)->priority, ==, VIGIL_PRIORITY_HIGH);
}

/* contract.md: "a further 120 s needs a new change of `inact` or a touch here". */
static void
test_the_bedside_must_change_its_word_for_a_further_120_s (void)
{
  g_autoptr (World) world = world_new (1);
  VigilFrameAlarm *item = world_raise (world, 0, "a", VF, HR, VIGIL_PRIORITY_HIGH);
  item->inactivation = VIGIL_INACTIVATION_AUDIO_PAUSED;
  world_run (world, SECONDS (119));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_NONE);
  world_run (world, SECONDS (60));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_HIGH);
  item->inactivation = VIGIL_INACTIVATION_ACKNOWLEDGED;
  world->beds[0].is_list_due = TRUE;
  world_run (world, SECONDS (119));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_NONE);
  world_run (world, SECONDS (3));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_HIGH);
}

/* ux.md: a latching alarm that is over: "goes on until silenced here or reset at the bedside", and
 * "a latching alarm silenced before its end becomes the 10 min line". */
static void
test_a_latched_red_sounds_for_hours_and_one_touch_ends_it (void)
{
  g_autoptr (World) world = world_new (1);
  VigilAction actions[VIGIL_ALARMS_MAX * 2];
  world_raise (world, 0, "a", VT, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (10));
  world_clear (world, 0, "a");
  world_run (world, MINUTES (180));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_HIGH);
  g_assert_true (world_find (world, 0, VT)->is_latched);
  world_silence (world, 0, actions);
  g_assert_null (world_find (world, 0, VT));
  world_run (world, MINUTES (5));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_NONE);
}

/* contract.md, "Link": "no echo for 3 s" comes before "link lost": a station that starts beside a
 * red has lost nothing. */
static void
test_a_station_that_starts_beside_a_red_has_lost_no_link (void)
{
  g_autoptr (World) world = world_new (1);
  world_raise (world, 0, "vf", VF, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (5) + 300);
  world_restart_station (world);
  world->beds[0].is_list_due = TRUE;
  world_run (world, SECONDS (20));
  g_assert_cmpuint (world_count (world, VIGIL_EVENT_ALARM_RAISED, ""), ==, 0);
  g_assert_true (vigil_alarm_is_open (world_find (world, 0, VF)));
  world->is_echoing = FALSE;
  world_run (world, SECONDS (4));
  g_assert_cmpuint (world_count (world, VIGIL_EVENT_ALARM_RAISED, ""), ==, 1);
}

/* contract.md, "Link": a gateway without a heartbeat is "high at once if one of its beds had a high
 * alarm". */
static void
test_a_gateway_that_stops_beating_beside_a_red_is_high_at_once (void)
{
  g_autoptr (World) world = world_new (4);
  world_raise (world, 2, "vf", VF, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (2));
  world->gateways[0].is_beating = FALSE;
  world_run (world, SECONDS (7));
  const VigilAlarm *lost = world_find (world, G_MAXUINT, GATEWAY_LOST);
  g_assert_nonnull (lost);
  g_assert_cmpint (lost->priority, ==, VIGIL_PRIORITY_HIGH);
}

/* ux.md: "three beds of one lost within 5 s: one alarm": not three beds one after the other. */
static void
test_beds_lost_one_after_the_other_are_an_alarm_each (void)
{
  g_autoptr (World) world = world_new (6);
  for (guint i = 0; i < 3; i++) {
    world->beds[i].is_publishing = FALSE;
    world_run (world, SECONDS (4));
  }
  world_run (world, SECONDS (20));
  g_assert_null (world_find (world, G_MAXUINT, GATEWAY_LOST));
  for (guint i = 0; i < 3; i++)
    g_assert_nonnull (world_find (world, i, NO_DATA));
}

/* Many beds do not fit into the label; it is the same label at each tick all the same. */
static void
test_a_lost_gateway_of_a_full_ward_is_told_once (void)
{
  g_autoptr (World) world = world_new (32);
  world->gateways[0].is_beating = FALSE;
  world_run (world, SECONDS (12));
  g_assert_nonnull (world_find (world, G_MAXUINT, GATEWAY_LOST));
  for (guint i = 0; i < 32; i++)
    world->beds[i].has_list = FALSE;
  world_forget (world);
  world_run (world, SECONDS (10));
  for (guint i = 0; i < world->events->len; i++)
    g_test_message ("%d %s", g_array_index (world->events, WorldEvent, i).kind,
                    g_array_index (world->events, WorldEvent, i).key);
  g_assert_cmpuint (world->events->len, ==, 0);
}

/* Two items of one key, one of them acknowledged at the bedside: the other still sounds there, and
 * so it does here. */
static void
test_one_of_two_items_acknowledged_silences_neither (void)
{
  for (guint i = 0; i < 2; i++) {
    g_autoptr (World) world = world_new (1);
    VigilFrameAlarm *first = world_raise (world, 0, "a", LOW_CODE, SPO2, VIGIL_PRIORITY_MEDIUM);
    VigilFrameAlarm *second =
        world_raise (world, 0, "b", "MDC_EVT_LO_LT_LIM", SPO2, VIGIL_PRIORITY_MEDIUM);
    (i == 0 ? first : second)->inactivation = VIGIL_INACTIVATION_ACKNOWLEDGED;
    world_run (world, SECONDS (2));
    g_assert_true (vigil_alarm_is_open (world_find_key (world, 0, SPO2_LOW)));
    first->inactivation = second->inactivation = VIGIL_INACTIVATION_ACKNOWLEDGED;
    world->beds[0].is_list_due = TRUE;
    world_run (world, SECONDS (2));
    g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_NONE);
  }
}

/* Alarms that leave the list unseen pile up to the ceiling: one that sounds is never given up. */
static void
test_a_pile_of_unverified_alarms_gives_up_none (void)
{
  g_autoptr (World) world = world_new (1);
  world_raise (world, 0, "vf", VF, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (1));
  world_clear (world, 0, "vf");
  world_raise (world, 0, "off", "MDC_EVT_LEADS_OFF", "", VIGIL_PRIORITY_LOW);
  world_run (world, SECONDS (1));
  for (guint i = 0; i < 150; i++) {
    char id[16], code[32];
    g_snprintf (id, sizeof id, "id-%u", i);
    g_snprintf (code, sizeof code, "MDC_EVT_ECG_INVENTED_%u", i);
    world_raise (world, 0, id, code, HR, VIGIL_PRIORITY_MEDIUM);
    world_run (world, 200);
    world_clear (world, 0, id);
    world_run (world, 200);
  }
  g_assert_cmpuint (vigil_ward_get_count (world->ward, VIGIL_COUNTER_TOO_MANY), >, 0);
  g_assert_true (vigil_alarm_is_open (world_find (world, 0, VF)));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_HIGH);
}

/* ux.md, "Encounter": "an alarm open at discharge goes on as NO NAME, un-silenced": though what
 * silenced it was a touch on NO DATA, which is raised later than the bed's clock stands. */
static void
test_a_discharge_ends_every_silence (void)
{
  g_autoptr (World) world = world_new (1);
  VigilAction actions[VIGIL_ALARMS_MAX * 2], action;
  world_identity (world, 0, "0190aaaa-0000-7000-8000-000000000001");
  world_raise (world, 0, "vf", VF, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (2));
  world->beds[0].is_publishing = world->beds[0].has_list = FALSE;
  world_run (world, SECONDS (20));
  g_assert_cmpuint (world_silence (world, 0, actions), ==, 2);
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_NONE);
  g_assert_cmpint (world_discharge (world, 0, &action), ==, VIGIL_REFUSAL_NONE);
  world_run (world, SECONDS (1));
  g_assert_true (vigil_alarm_is_open (world_find (world, 0, VF)));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_HIGH);
}

/* ux.md, "The most urgent": an arrest before what will become one. */
static void
test_an_arrest_comes_before_an_older_apnoea (void)
{
  g_autoptr (World) world = world_new (1);
  guint n = 0;
  world_raise (world, 0, "a", "MDC_EVT_APNEA", "MDC_RESP_RATE", VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (5));
  world_raise (world, 0, "b", "MDC_EVT_ECG_V_TACHY", HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (5));
  world_raise (world, 0, "c", "MDC_EVT_ECG_ASYSTOLE", HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (2));
  const VigilAlarm *const *alarms = vigil_ward_list_bed_alarms (world->ward, 0, &n);
  g_assert_cmpuint (n, ==, 3);
  g_assert_cmpstr (alarms[0]->code, ==, "MDC_EVT_ECG_ASYSTOLE");
  g_assert_cmpstr (alarms[1]->code, ==, "MDC_EVT_ECG_V_TACHY");
  g_assert_cmpstr (alarms[2]->code, ==, "MDC_EVT_APNEA");
}

/* Nothing changed, nothing is told: a calm ward is not drawn anew at each tick. */
static void
test_a_calm_ward_says_nothing (void)
{
  g_autoptr (World) world = world_new (4);
  world_run (world, SECONDS (11));
  world_forget (world);
  for (guint i = 0; i < 4; i++)
    world->beds[i].has_list = FALSE;
  world_run (world, SECONDS (10));
  g_assert_cmpuint (world->events->len, ==, 0);
}

/* ux.md, "The most urgent". */
static void
test_what_kills_within_minutes_comes_before_what_is_older (void)
{
  g_autoptr (World) world = world_new (3);
  guint n = 0;
  world_raise (world, 0, "a", DESAT, SPO2, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (30));
  world_raise (world, 1, "b", VF, HR, VIGIL_PRIORITY_HIGH);
  world_raise (world, 2, "c", SVT, HR, VIGIL_PRIORITY_MEDIUM);
  world_run (world, SECONDS (2));
  const VigilAlarm *const *alarms = vigil_ward_list_alarms (world->ward, &n);
  g_assert_cmpuint (n, ==, 3);
  g_assert_cmpstr (alarms[0]->bed, ==, "02");
  g_assert_cmpstr (alarms[1]->bed, ==, "01");
  g_assert_cmpstr (alarms[2]->bed, ==, "03");
  /* Over, though it goes on sounding, it waits its turn by age. */
  world_clear (world, 1, "b");
  world_run (world, SECONDS (2));
  alarms = vigil_ward_list_alarms (world->ward, &n);
  g_assert_cmpuint (n, ==, 3);
  g_assert_cmpstr (alarms[0]->bed, ==, "01");
  g_assert_true (alarms[1]->is_latched && vigil_alarm_is_open (alarms[1]));
}

/* One that is over and sounds on comes after those that last, on one bed too: its tile says what is
 * there now, and that is what a touch silences. Its number is boxed no more. */
static void
test_a_red_that_lasts_comes_before_an_older_one_that_is_over (void)
{
  g_autoptr (World) world = world_new (1);
  guint n = 0;
  world_raise (world, 0, "a", VF, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (10));
  world_clear (world, 0, "a");
  world_run (world, SECONDS (5));
  const VigilNumeric *hr = &vigil_ward_get_bed (world->ward, 0)->numerics[VIGIL_NUMERIC_HR];
  g_assert_cmpint (hr->alarm_priority, ==, VIGIL_PRIORITY_HIGH);
  g_assert_false (hr->alarm_is_open);
  world_raise (world, 0, "b", DESAT, SPO2, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (2));
  const VigilAlarm *const *alarms = vigil_ward_list_bed_alarms (world->ward, 0, &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpstr (alarms[0]->code, ==, DESAT);
  g_assert_false (alarms[0]->is_latched);
  g_assert_true (alarms[1]->is_latched && vigil_alarm_is_open (alarms[1]));
  g_assert_true (vigil_ward_get_bed (world->ward, 0)->numerics[VIGIL_NUMERIC_SPO2].alarm_is_open);
}

/* Of several alarms on one number the gravest decide: a silenced red is not made to flash by a low
 * one. */
static void
test_a_low_alarm_opens_no_box_of_a_silenced_red (void)
{
  g_autoptr (World) world = world_new (1);
  VigilAction actions[VIGIL_ALARMS_MAX * 2];
  const VigilNumeric *hr = &vigil_ward_get_bed (world->ward, 0)->numerics[VIGIL_NUMERIC_HR];
  world_raise (world, 0, "a", VT, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (5));
  g_assert_true (hr->alarm_is_open);
  world_silence (world, 0, actions);
  world_raise (world, 0, "b", SVT, HR, VIGIL_PRIORITY_LOW);
  world_run (world, SECONDS (5));
  g_assert_cmpint (hr->alarm_priority, ==, VIGIL_PRIORITY_HIGH);
  g_assert_false (hr->alarm_is_open);
}

/* A red that is latched here and at the bedside, and reset here; returns its reset. */
static VigilAction
reset_latched (World *world)
{
  VigilAction actions[VIGIL_ALARMS_MAX * 2];
  world_raise (world, 0, "vt", VT, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (2));
  world->beds[0].alarms[0].is_latched = world->beds[0].is_list_due = TRUE;
  world_run (world, SECONDS (2));
  g_assert_true (world_find (world, 0, VT)->is_latched);
  g_assert_cmpuint (
      vigil_ward_reset (world->ward, 0, "Test", world_make_id, world, world->now, actions), ==, 1);
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_NONE);
  return actions[0];
}

static guint
list_own (World *world, VigilAction *actions)
{
  return vigil_ward_list_actions (world->ward, 0, world->now, actions, VIGIL_ALARMS_MAX * 2);
}

/* contract.md, "Merge": "it stands for 120 s, and while the bedside holds latched what it ended".
 */
static void
test_a_reset_stands_as_long_as_the_bedside_holds_it_latched (void)
{
  g_autoptr (World) world = world_new (1);
  VigilAction own[VIGIL_ALARMS_MAX * 2];
  VigilAction action = reset_latched (world);
  world_run (world, MINUTES (10));
  g_assert_cmpuint (list_own (world, own), ==, 1);
  g_assert_cmpstr (own[0].id, ==, action.id);
  world_restart_station (world);
  vigil_ward_apply_action (world->ward, &action, world->now);
  world_peer_list (world, 0, world->config.station, own, 1);
  world->beds[0].is_list_due = TRUE;
  world_run (world, SECONDS (2));
  g_assert_null (world_find (world, 0, VT));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_NONE);
  world_clear (world, 0, "vt");
  world_run (world, SECONDS (2));
  g_assert_cmpuint (list_own (world, own), ==, 0);
}

/* No list says what stood when the station died: the condition may have come back since. */
static void
test_an_old_reset_of_the_journal_ends_nothing (void)
{
  g_autoptr (World) world = world_new (1);
  VigilAction action = reset_latched (world);
  world_run (world, MINUTES (10));
  world_restart_station (world);
  vigil_ward_apply_action (world->ward, &action, world->now);
  world->beds[0].is_list_due = TRUE;
  world_run (world, SECONDS (2));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_HIGH);
}

/* Its end is heard of here only after the reset that was made of it there. */
static void
test_a_reset_may_be_heard_before_the_end_that_it_was_made_of (void)
{
  g_autoptr (World) there = world_new (1), here = world_new (1);
  VigilAction action = reset_latched (there);
  world_raise (here, 0, "vt", VT, HR, VIGIL_PRIORITY_HIGH);
  world_run (here, SECONDS (2));
  vigil_text_copy (action.station, sizeof action.station, "desk-2");
  /* The bed's time is further on when it was made: nothing that stands is ended. */
  here->beds[0].has_list = FALSE;
  world_run (here, SECONDS (2));
  world_peer_list (here, 0, "desk-2", &action, 1);
  g_assert_cmpint (sounding (here), ==, VIGIL_PRIORITY_HIGH);
  here->beds[0].has_list = here->beds[0].is_list_due = here->beds[0].alarms[0].is_latched = TRUE;
  here->beds[0].clock_error_ms = -SECONDS (1); /* said a second ago */
  world_publish_list (here, 0, FALSE, 1000);
  g_assert_null (world_find (here, 0, VT));
  g_assert_cmpint (sounding (here), ==, VIGIL_PRIORITY_NONE);
}

/* Here it stood on, and ends only later: that end nobody has seen there. */
static void
test_a_reset_heard_early_ends_nothing_that_ends_later (void)
{
  g_autoptr (World) there = world_new (1), here = world_new (1);
  VigilAction action = reset_latched (there);
  world_raise (here, 0, "vt", VT, HR, VIGIL_PRIORITY_HIGH);
  world_run (here, SECONDS (5));
  vigil_text_copy (action.station, sizeof action.station, "desk-2");
  world_peer_list (here, 0, "desk-2", &action, 1);
  world_run (here, SECONDS (10));
  world_clear (here, 0, "vt");
  world_run (here, SECONDS (2));
  g_assert_true (world_find (here, 0, VT)->is_latched);
  g_assert_cmpint (sounding (here), ==, VIGIL_PRIORITY_HIGH);
}

/* It was of the end before: what comes back and ends again was reset by nobody. */
static void
test_a_reset_ends_nothing_that_ends_later (void)
{
  g_autoptr (World) world = world_new (1);
  reset_latched (world);
  world->beds[0].alarms[0].is_latched = FALSE;
  world->beds[0].is_list_due = TRUE;
  world_run (world, SECONDS (5));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_HIGH);
  world->beds[0].alarms[0].is_latched = world->beds[0].is_list_due = TRUE;
  world_run (world, SECONDS (5));
  g_assert_true (world_find (world, 0, VT)->is_latched);
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_HIGH);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add_func ("/ward/rules/" name, func)
  ADD ("an-acknowledgement-from-elsewhere-never-covers-a-higher-priority",
       test_an_acknowledgement_from_elsewhere_never_covers_a_higher_priority);
  ADD ("a-silence-of-a-high-alarm-covers-what-grew-to-less",
       test_a_silence_of_a_high_alarm_covers_what_grew_to_less);
  ADD ("a-silence-from-before-it-grew-to-high-covers-nothing",
       test_a_silence_from_before_it_grew_to_high_covers_nothing);
  ADD ("what-grew-under-the-finger-is-not-covered", test_what_grew_under_the_finger_is_not_covered);
  ADD ("a-silenced-medium-that-comes-and-goes-is-reminded-of",
       test_a_silenced_medium_that_comes_and_goes_is_reminded_of);
  ADD ("worse-is-judged-though-the-first-list-had-no-value",
       test_worse_is_judged_though_the_first_list_had_no_value);
  ADD ("what-came-back-worse-and-was-silenced-stays-so",
       test_what_came_back_worse_and_was_silenced_stays_so);
  ADD ("a-silenced-vf-is-not-erased-by-leads-off", test_a_silenced_vf_is_not_erased_by_leads_off);
  ADD ("a-bedside-silence-ends-with-its-item-though-the-alarm-stays",
       test_a_bedside_silence_ends_with_its_item_though_the_alarm_stays);
  ADD ("a-desaturation-that-leaves-with-its-probe-stays-unverified",
       test_a_desaturation_that_leaves_with_its_probe_stays_unverified);
  ADD ("a-raise-in-the-future-covers-nothing-later",
       test_a_raise_in_the_future_covers_nothing_later);
  ADD ("what-no-longer-stands-covers-nothing", test_what_no_longer_stands_covers_nothing);
  ADD ("a-last-known-alarm-sounds-once-its-bed-is-live",
       test_a_last_known_alarm_sounds_once_its_bed_is_live);
  ADD ("standby-stops-no-standing-high-no-data", test_standby_stops_no_standing_high_no_data);
  ADD ("a-late-action-from-before-a-clock-step-covers-nothing-born-after",
       test_a_late_action_from_before_a_clock_step_covers_nothing_born_after);
  ADD ("an-acknowledgement-without-an-end-silences-no-high-alarm",
       test_an_acknowledgement_without_an_end_silences_no_high_alarm);
  ADD ("a-silence-heard-of-late-is-only-its-rest", test_a_silence_heard_of_late_is_only_its_rest);
  ADD ("an-acknowledgement-reaches-back-60-s-and-no-further",
       test_an_acknowledgement_reaches_back_60_s_and_no_further);
  ADD ("an-acknowledgement-of-another-encounter-covers-nothing",
       test_an_acknowledgement_of_another_encounter_covers_nothing);
  ADD ("one-alarm-of-two-sources-ends-when-both-end",
       test_one_alarm_of_two_sources_ends_when_both_end);
  ADD ("a-high-alarm-back-within-10-s-keeps-its-rest-and-later-rearms",
       test_a_high_alarm_back_within_10_s_keeps_its_rest_and_later_rearms);
  ADD ("a-medium-back-within-60-s-stays-silenced-and-later-rings",
       test_a_medium_back_within_60_s_stays_silenced_and_later_rings);
  ADD ("a-joiner-of-a-higher-priority-rearms", test_a_joiner_of_a_higher_priority_rearms);
  ADD ("the-bedside-must-change-its-word-for-a-further-120-s",
       test_the_bedside_must_change_its_word_for_a_further_120_s);
  ADD ("a-latched-red-sounds-for-hours-and-one-touch-ends-it",
       test_a_latched_red_sounds_for_hours_and_one_touch_ends_it);
  ADD ("a-station-that-starts-beside-a-red-has-lost-no-link",
       test_a_station_that_starts_beside_a_red_has_lost_no_link);
  ADD ("a-gateway-that-stops-beating-beside-a-red-is-high-at-once",
       test_a_gateway_that_stops_beating_beside_a_red_is_high_at_once);
  ADD ("beds-lost-one-after-the-other-are-an-alarm-each",
       test_beds_lost_one_after_the_other_are_an_alarm_each);
  ADD ("a-lost-gateway-of-a-full-ward-is-told-once",
       test_a_lost_gateway_of_a_full_ward_is_told_once);
  ADD ("one-of-two-items-acknowledged-silences-neither",
       test_one_of_two_items_acknowledged_silences_neither);
  ADD ("a-pile-of-unverified-alarms-gives-up-none", test_a_pile_of_unverified_alarms_gives_up_none);
  ADD ("a-discharge-ends-every-silence", test_a_discharge_ends_every_silence);
  ADD ("what-kills-within-minutes-comes-before-what-is-older",
       test_what_kills_within_minutes_comes_before_what_is_older);
  ADD ("a-red-that-lasts-comes-before-an-older-one-that-is-over",
       test_a_red_that_lasts_comes_before_an_older_one_that_is_over);
  ADD ("a-low-alarm-opens-no-box-of-a-silenced-red",
       test_a_low_alarm_opens_no_box_of_a_silenced_red);
  ADD ("an-arrest-comes-before-an-older-apnoea", test_an_arrest_comes_before_an_older_apnoea);
  ADD ("a-reset-stands-as-long-as-the-bedside-holds-it-latched",
       test_a_reset_stands_as_long_as_the_bedside_holds_it_latched);
  ADD ("an-old-reset-of-the-journal-ends-nothing", test_an_old_reset_of_the_journal_ends_nothing);
  ADD ("a-reset-may-be-heard-before-the-end-that-it-was-made-of",
       test_a_reset_may_be_heard_before_the_end_that_it_was_made_of);
  ADD ("a-reset-heard-early-ends-nothing-that-ends-later",
       test_a_reset_heard_early_ends_nothing_that_ends_later);
  ADD ("a-reset-ends-nothing-that-ends-later", test_a_reset_ends_nothing_that_ends_later);
  ADD ("a-calm-ward-says-nothing", test_a_calm_ward_says_nothing);
#undef ADD
  return g_test_run ();
}
