/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The bedside's list against what is known here: merging, latching, what cannot be verified, and
 * the cases on paper where one goes and comes back. */

#include "ward-world.h"

static VigilAction actions[VIGIL_ALARMS_MAX * 2];

static void
test_one_key_from_bedside_and_station_is_one_alarm (void)
{
  g_autoptr (World) world = world_new (1);
  const char *key = "01|limit|" SPO2 "|lo|2";
  world_set (world, 0, VIGIL_NUMERIC_SPO2, 84);
  world_run (world, SECONDS (10));
  g_assert_cmpuint (world_find_key (world, 0, key)->sources, ==, VIGIL_SOURCE_STATION);
  gint64 raised_ms = world_find_key (world, 0, key)->raised_ms;
  world_raise (world, 0, "d", "MDC_EVT_DESAT", SPO2, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (1));
  const VigilAlarm *alarm = world_find_key (world, 0, key);
  g_assert_cmpuint (alarm->sources, ==, VIGIL_SOURCE_STATION | VIGIL_SOURCE_BEDSIDE);
  g_assert_cmpint (alarm->raised_ms, ==, raised_ms);
  g_assert_cmpstr (alarm->occurrence, ==, "d");
  guint n;
  vigil_ward_list_alarms (world->ward, &n);
  g_assert_cmpuint (n, ==, 1);
  world_clear (world, 0, "d");
  world_run (world, SECONDS (1));
  g_assert_true (vigil_alarm_is_open (world_find_key (world, 0, key)));
}

static void
test_two_items_of_one_key_are_one_alarm (void)
{
  g_autoptr (World) world = world_new (1);
  world_raise (world, 0, "a", "MDC_EVT_LEADS_OFF", "", VIGIL_PRIORITY_LOW);
  world_raise (world, 0, "b", "MDC_EVT_LEAD_DISCONN", "", VIGIL_PRIORITY_MEDIUM);
  world_run (world, SECONDS (1));
  guint n;
  const VigilAlarm *const *alarms = vigil_ward_list_alarms (world->ward, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpint (alarms[0]->priority, ==, VIGIL_PRIORITY_MEDIUM);
}

static void
test_a_latch_is_reset_at_the_bedside (void)
{
  g_autoptr (World) world = world_new (1);
  VigilFrameAlarm *alarm = world_raise (world, 0, "v", VT, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (3));
  alarm->is_latched = TRUE;
  world->beds[0].is_list_due = TRUE;
  world_run (world, SECONDS (3));
  g_assert_true (world_find (world, 0, VT)->is_latched);
  g_assert_true (vigil_alarm_is_open (world_find (world, 0, VT)));
  world_clear (world, 0, "v");
  world_run (world, SECONDS (1));
  g_assert_null (world_find (world, 0, VT));
  g_assert_cmpuint (world_count (world, VIGIL_EVENT_ALARM_RESET, "01"), ==, 1);
}

static void
test_a_latch_that_the_bedside_does_not_keep_is_kept_here (void)
{
  g_autoptr (World) world = world_new (1);
  world_raise (world, 0, "v", VT, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (10));
  world_clear (world, 0, "v");
  world_run (world, MINUTES (30));
  g_assert_true (vigil_alarm_is_open (world_find (world, 0, VT)));
  g_assert_true (world_find (world, 0, VT)->is_latched);
  g_assert_cmpint (vigil_ward_get_sounding (world->ward), ==, VIGIL_PRIORITY_HIGH);
  world_silence (world, 0, actions);
  g_assert_null (world_find (world, 0, VT));
}

/* contract.md: a silence made at the bedside ends with the item that carried it. What came and went
 * soon after is told, as latched. */
static void
test_what_came_and_is_latched_meanwhile_is_told (void)
{
  g_autoptr (World) world = world_new (1);
  VigilFrameAlarm *first = world_raise (world, 0, "v", VT, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (3));
  first->inactivation = VIGIL_INACTIVATION_ACKNOWLEDGED;
  world->beds[0].is_list_due = TRUE;
  world_run (world, SECONDS (3));
  world_clear (world, 0, "v");
  world_run (world, SECONDS (3));
  g_assert_null (world_find (world, 0, VT));
  world_raise (world, 0, "w", VT, HR, VIGIL_PRIORITY_HIGH)->is_latched = TRUE;
  world_run (world, SECONDS (2));
  g_assert_true (world_find (world, 0, VT)->is_latched);
  g_assert_true (vigil_alarm_is_open (world_find (world, 0, VT)));
  g_assert_cmpint (vigil_ward_get_sounding (world->ward), ==, VIGIL_PRIORITY_HIGH);
}

static void
test_a_latch_silenced_here_stays_away_though_the_bedside_keeps_it (void)
{
  g_autoptr (World) world = world_new (1);
  VigilFrameAlarm *alarm = world_raise (world, 0, "v", VT, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (3));
  alarm->is_latched = TRUE;
  world->beds[0].is_list_due = TRUE;
  world_run (world, SECONDS (3));
  world_silence (world, 0, actions);
  world_run (world, MINUTES (20));
  g_assert_null (world_find (world, 0, VT));
  g_assert_cmpint (vigil_ward_get_sounding (world->ward), ==, VIGIL_PRIORITY_NONE);
}

static void
test_ids_survive_a_gateway_restart_with_the_condition_lasting (void)
{
  g_autoptr (World) world = world_new (1);
  world_raise (world, 0, "a", ASYSTOLE, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (2));
  world_silence (world, 0, actions);
  world_forget (world);
  world_gateway_state (world, 0, FALSE);
  world->is_linked = FALSE; /* the gateway is silent, the link is not */
  world_run (world, SECONDS (4));
  world->is_linked = TRUE;
  world->gateways[0].boot = 555;
  world_gateway_state (world, 0, TRUE);
  world_meta (world, 0);
  world->beds[0].is_list_due = TRUE;
  world_run (world, SECONDS (30));
  g_assert_cmpint (world_find (world, 0, ASYSTOLE)->phase, ==, VIGIL_ALARM_SILENCED);
  g_assert_cmpuint (world_count (world, VIGIL_EVENT_ALARM_RAISED, "01"), ==, 0);
  world_run (world, SECONDS (90));
  g_assert_true (vigil_alarm_is_open (world_find (world, 0, ASYSTOLE)));
}

static void
test_an_alarm_whose_source_went_off_stays_unverified (void)
{
  g_autoptr (World) world = world_new (1);
  world_raise (world, 0, "m", "MDC_EVT_LO", SPO2, VIGIL_PRIORITY_MEDIUM);
  world_run (world, SECONDS (5));
  world_unset (world, 0, VIGIL_NUMERIC_SPO2);
  world_raise (world, 0, "p", "MDC_EVT_SENSOR_DISCONN", SPO2, VIGIL_PRIORITY_LOW);
  world_run (world, SECONDS (2));
  world_clear (world, 0, "m");
  world_run (world, SECONDS (60));
  const VigilAlarm *alarm = world_find (world, 0, "MDC_EVT_LO");
  g_assert_true (alarm->is_unverified);
  g_assert_true (vigil_alarm_is_open (alarm));
  /* The probe is back: it ends after 10 s of signal with a list without it. */
  world_clear (world, 0, "p");
  world_set (world, 0, VIGIL_NUMERIC_SPO2, 97);
  world_run (world, SECONDS (9));
  g_assert_nonnull (world_find (world, 0, "MDC_EVT_LO"));
  world_run (world, SECONDS (4));
  g_assert_null (world_find (world, 0, "MDC_EVT_LO"));
}

static void
test_silencing_what_may_have_ended_ends_it (void)
{
  g_autoptr (World) world = world_new (1);
  world_raise (world, 0, "m", "MDC_EVT_LO", SPO2, VIGIL_PRIORITY_MEDIUM);
  world_run (world, SECONDS (5));
  world_unset (world, 0, VIGIL_NUMERIC_SPO2);
  world_run (world, SECONDS (2));
  world_clear (world, 0, "m");
  world_run (world, SECONDS (5));
  g_assert_cmpuint (world_silence (world, 0, actions), ==, 1);
  g_assert_null (world_find (world, 0, "MDC_EVT_LO"));
}

/* The paper case: VF with leads off stays. */
static void
test_vf_with_leads_off_stays (void)
{
  g_autoptr (World) world = world_new (1);
  world_raise (world, 0, "f", VF, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (5));
  world_raise (world, 0, "l", "MDC_EVT_LEADS_OFF", "", VIGIL_PRIORITY_LOW);
  world_unset (world, 0, VIGIL_NUMERIC_HR);
  world_run (world, SECONDS (2));
  world_clear (world, 0, "f");
  world_run (world, MINUTES (5));
  const VigilAlarm *alarm = world_find (world, 0, VF);
  g_assert_true (vigil_alarm_is_open (alarm));
  g_assert_true (alarm->is_unverified);
  guint n;
  const VigilAlarm *const *alarms = vigil_ward_list_bed_alarms (world->ward, 0, &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpint (alarms[0]->priority, ==, VIGIL_PRIORITY_HIGH);
}

static void
test_a_relayed_vf_is_not_blocked_by_leads_off (void)
{
  g_autoptr (World) world = world_new (1);
  world_raise (world, 0, "l", "MDC_EVT_LEADS_OFF", "", VIGIL_PRIORITY_LOW);
  world_run (world, SECONDS (5));
  world_raise (world, 0, "f", VF, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, 200);
  g_assert_true (vigil_alarm_is_open (world_find (world, 0, VF)));
}

static void
test_a_list_older_than_25_s_makes_its_alarms_unverified (void)
{
  g_autoptr (World) world = world_new (1);
  world_raise (world, 0, "m", "MDC_EVT_ECG_SV_TACHY", HR, VIGIL_PRIORITY_MEDIUM);
  world_run (world, SECONDS (1));
  world->beds[0].has_list = FALSE;
  world_run (world, SECONDS (22));
  g_assert_false (world_find (world, 0, "MDC_EVT_ECG_SV_TACHY")->is_unverified);
  world_run (world, SECONDS (5));
  g_assert_true (world_find (world, 0, "MDC_EVT_ECG_SV_TACHY")->is_unverified);
  g_assert_true (vigil_alarm_is_open (world_find (world, 0, "MDC_EVT_ECG_SV_TACHY")));
  world->beds[0].has_list = TRUE;
  world_run (world, SECONDS (11));
  g_assert_false (world_find (world, 0, "MDC_EVT_ECG_SV_TACHY")->is_unverified);
}

/* The paper case: broker lost during a red, and back with an old retained list. */
static void
test_an_old_retained_list_ends_nothing (void)
{
  g_autoptr (World) world = world_new (1);
  world_publish_list (world, 0, FALSE, 50);
  world_raise (world, 0, "a", ASYSTOLE, HR, VIGIL_PRIORITY_HIGH);
  world_publish_list (world, 0, FALSE, 51);
  world_run (world, 100);
  world->beds[0].has_list = FALSE;
  world_link (world, VIGIL_LINK_DOWN);
  world_run (world, SECONDS (30));
  world_link (world, VIGIL_LINK_UP);
  world->beds[0].n_alarms = 0;
  world_publish_list (world, 0, TRUE, 50); /* older than what is held */
  world_publish_list (world, 0, TRUE, 51); /* as old, but empty: a liar */
  world_run (world, SECONDS (2));
  const VigilAlarm *alarm = world_find (world, 0, ASYSTOLE);
  g_assert_true (vigil_alarm_is_open (alarm));
  g_assert_false (alarm->is_latched);
  g_assert_cmpint (vigil_ward_get_sounding (world->ward), ==, VIGIL_PRIORITY_HIGH);
}

static void
test_a_retained_list_with_nothing_live_is_shown_and_not_sounded (void)
{
  g_autoptr (World) world = world_new_cold (1);
  world->beds[0].is_publishing = world->beds[0].has_list = FALSE;
  world_link (world, VIGIL_LINK_UP);
  world_gateway_state (world, 0, TRUE);
  world_meta (world, 0);
  world_raise (world, 0, "a", ASYSTOLE, HR, VIGIL_PRIORITY_HIGH);
  world_publish_list (world, 0, TRUE, G_MAXUINT32);
  world_run (world, SECONDS (12));
  const VigilAlarm *alarm = world_find (world, 0, ASYSTOLE);
  g_assert_cmpint (alarm->phase, ==, VIGIL_ALARM_SILENCED);
  g_assert_true (alarm->is_unverified);
  g_assert_cmpuint (world_count (world, VIGIL_EVENT_ALARM_RAISED, NULL), ==, 1);
  g_assert_cmpint (world_find (world, 0, "VIGIL_EVT_NO_DATA")->priority, ==, VIGIL_PRIORITY_HIGH);
  /* The bedside comes alive and says that it still stands. */
  world->beds[0].is_publishing = world->beds[0].has_list = TRUE;
  world->beds[0].is_list_due = TRUE;
  world_run (world, SECONDS (2));
  g_assert_true (vigil_alarm_is_open (world_find (world, 0, ASYSTOLE)));
}

/* Its silence, too, of a key that had alarmed before. */
static void
test_a_retained_list_brings_the_silence_of_what_it_raises (void)
{
  g_autoptr (World) world = world_new (1);
  world_raise (world, 0, "a", "MDC_EVT_BATT_LO", "", VIGIL_PRIORITY_LOW);
  world_run (world, SECONDS (3));
  world_clear (world, 0, "a");
  world_run (world, SECONDS (150));
  world->beds[0].has_list = FALSE;
  world_link (world, VIGIL_LINK_DOWN);
  world_run (world, SECONDS (1));
  world_link (world, VIGIL_LINK_UP);
  world_raise (world, 0, "b", "MDC_EVT_BATT_LO", "", VIGIL_PRIORITY_LOW)->inactivation =
      VIGIL_INACTIVATION_ACKNOWLEDGED;
  world_publish_list (world, 0, TRUE, 100);
  world_run (world, SECONDS (2));
  const VigilAlarm *alarm = world_find (world, 0, "MDC_EVT_BATT_LO");
  g_assert_cmpint (alarm->phase, ==, VIGIL_ALARM_SILENCED);
  /* Of what is open it lowers nothing. */
  VigilFrameAlarm *red = world_raise (world, 0, "c", ASYSTOLE, HR, VIGIL_PRIORITY_HIGH);
  world_publish_list (world, 0, FALSE, 101);
  world_run (world, SECONDS (1));
  world_link (world, VIGIL_LINK_DOWN);
  world_run (world, SECONDS (1));
  world_link (world, VIGIL_LINK_UP);
  red->inactivation = VIGIL_INACTIVATION_AUDIO_PAUSED;
  world_publish_list (world, 0, TRUE, 102);
  world_run (world, SECONDS (1));
  g_assert_true (vigil_alarm_is_open (world_find (world, 0, ASYSTOLE)));
}

static void
test_a_red_that_ended_while_the_link_was_lost_latches (void)
{
  g_autoptr (World) world = world_new (1);
  world_raise (world, 0, "v", VT, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (3));
  world_link (world, VIGIL_LINK_DOWN);
  world_clear (world, 0, "v");
  world_run (world, SECONDS (30));
  world_link (world, VIGIL_LINK_UP);
  world_run (world, SECONDS (20));
  g_assert_true (vigil_alarm_is_open (world_find (world, 0, VT)));
  g_assert_true (world_find (world, 0, VT)->is_latched);
}

static void
test_a_gateway_that_invents_codes_meets_a_ceiling_and_never_quiets_a_red (void)
{
  g_autoptr (World) world = world_new (1);
  world_raise (world, 0, "a", ASYSTOLE, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (1));
  for (guint i = 0; i < 500; i++) {
    char id[32];
    g_snprintf (id, sizeof id, "X_%u", i);
    world_raise (world, 0, id, id, "", VIGIL_PRIORITY_LOW);
    world_run (world, 100);
    world_clear (world, 0, id);
  }
  world_run (world, SECONDS (1));
  g_assert_true (vigil_alarm_is_open (world_find (world, 0, ASYSTOLE)));
  g_assert_cmpint (vigil_ward_get_sounding (world->ward), ==, VIGIL_PRIORITY_HIGH);
}

static void
test_the_last_ended_alarm_is_kept_for_10_min (void)
{
  g_autoptr (World) world = world_new (1);
  world_raise (world, 0, "m", "MDC_EVT_ECG_SV_TACHY", HR, VIGIL_PRIORITY_MEDIUM);
  world_run (world, SECONDS (40));
  world_clear (world, 0, "m");
  world_run (world, MINUTES (9));
  g_assert_cmpstr (vigil_ward_get_last_ended (world->ward, 0)->occurrence, ==, "m");
  world_run (world, MINUTES (2));
  g_assert_null (vigil_ward_get_last_ended (world->ward, 0));
}

#define ADD(name, func) g_test_add_func ("/ward/bedside/" name, func)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("one-key-from-bedside-and-station-is-one-alarm",
       test_one_key_from_bedside_and_station_is_one_alarm);
  ADD ("two-items-of-one-key-are-one-alarm", test_two_items_of_one_key_are_one_alarm);
  ADD ("a-latch-is-reset-at-the-bedside", test_a_latch_is_reset_at_the_bedside);
  ADD ("what-came-and-is-latched-meanwhile-is-told",
       test_what_came_and_is_latched_meanwhile_is_told);
  ADD ("a-latch-that-the-bedside-does-not-keep-is-kept-here",
       test_a_latch_that_the_bedside_does_not_keep_is_kept_here);
  ADD ("a-latch-silenced-here-stays-away-though-the-bedside-keeps-it",
       test_a_latch_silenced_here_stays_away_though_the_bedside_keeps_it);
  ADD ("ids-survive-a-gateway-restart-with-the-condition-lasting",
       test_ids_survive_a_gateway_restart_with_the_condition_lasting);
  ADD ("an-alarm-whose-source-went-off-stays-unverified",
       test_an_alarm_whose_source_went_off_stays_unverified);
  ADD ("silencing-what-may-have-ended-ends-it", test_silencing_what_may_have_ended_ends_it);
  ADD ("vf-with-leads-off-stays", test_vf_with_leads_off_stays);
  ADD ("a-relayed-vf-is-not-blocked-by-leads-off", test_a_relayed_vf_is_not_blocked_by_leads_off);
  ADD ("a-list-older-than-25-s-makes-its-alarms-unverified",
       test_a_list_older_than_25_s_makes_its_alarms_unverified);
  ADD ("an-old-retained-list-ends-nothing", test_an_old_retained_list_ends_nothing);
  ADD ("a-retained-list-brings-the-silence-of-what-it-raises",
       test_a_retained_list_brings_the_silence_of_what_it_raises);
  ADD ("a-retained-list-with-nothing-live-is-shown-and-not-sounded",
       test_a_retained_list_with_nothing_live_is_shown_and_not_sounded);
  ADD ("a-red-that-ended-while-the-link-was-lost-latches",
       test_a_red_that_ended_while_the_link_was_lost_latches);
  ADD ("a-gateway-that-invents-codes-meets-a-ceiling-and-never-quiets-a-red",
       test_a_gateway_that_invents_codes_meets_a_ceiling_and_never_quiets_a_red);
  ADD ("the-last-ended-alarm-is-kept-for-10-min", test_the_last_ended_alarm_is_kept_for_10_min);
  return g_test_run ();
}
