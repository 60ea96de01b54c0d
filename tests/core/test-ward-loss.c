/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is lost: a bed's data, a gateway, the link. One cause, one alarm. */

#include "ward-world.h"

#include <string.h>

#define NO_DATA "VIGIL_EVT_NO_DATA"
#define GATEWAY_LOST "VIGIL_EVT_GATEWAY_LOST"
#define LINK_LOST "VIGIL_EVT_LINK_LOST"

static VigilPriority
priority_of (World *world, guint bed, const char *code)
{
  const VigilAlarm *alarm = world_find (world, bed, code);
  return alarm != NULL ? alarm->priority : VIGIL_PRIORITY_NONE;
}

static guint
count_shown (World *world)
{
  guint n;
  vigil_ward_list_alarms (world->ward, &n);
  return n;
}

static void
test_no_data_is_low_at_10_s_and_medium_at_30_s (void)
{
  g_autoptr (World) world = world_new (2);
  world->beds[0].is_publishing = FALSE;
  world_run (world, SECONDS (9));
  g_assert_cmpint (vigil_ward_get_bed (world->ward, 0)->condition, ==, VIGIL_BED_NO_DATA);
  g_assert_cmpint (priority_of (world, 0, NO_DATA), ==, VIGIL_PRIORITY_NONE);
  world_run (world, SECONDS (3));
  g_assert_cmpint (priority_of (world, 0, NO_DATA), ==, VIGIL_PRIORITY_LOW);
  world_run (world, SECONDS (16));
  g_assert_cmpint (priority_of (world, 0, NO_DATA), ==, VIGIL_PRIORITY_LOW);
  world_run (world, SECONDS (4));
  g_assert_cmpint (priority_of (world, 0, NO_DATA), ==, VIGIL_PRIORITY_MEDIUM);
  g_assert_cmpint (priority_of (world, 1, NO_DATA), ==, VIGIL_PRIORITY_NONE);
}

static void
test_no_data_during_a_high_alarm_is_high_at_once (void)
{
  g_autoptr (World) world = world_new (2);
  world_raise (world, 0, "a", ASYSTOLE, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (2));
  world->beds[0].is_publishing = FALSE;
  world_run (world, SECONDS (6));
  g_assert_cmpint (priority_of (world, 0, NO_DATA), ==, VIGIL_PRIORITY_HIGH);
}

static void
test_no_data_ends_with_steady_data (void)
{
  g_autoptr (World) world = world_new (1);
  world->beds[0].is_publishing = FALSE;
  world_run (world, SECONDS (20));
  world->beds[0].is_publishing = TRUE;
  world_run (world, SECONDS (3));
  g_assert_cmpint (vigil_ward_get_bed (world->ward, 0)->condition, ==, VIGIL_BED_LIVE);
  g_assert_cmpint (priority_of (world, 0, NO_DATA), ==, VIGIL_PRIORITY_LOW);
  world_run (world, SECONDS (5));
  g_assert_cmpint (priority_of (world, 0, NO_DATA), ==, VIGIL_PRIORITY_NONE);
}

/* ux.md, "No data": it does not grow while data comes back. */
static void
test_data_that_is_back_in_time_raises_nothing (void)
{
  g_autoptr (World) world = world_new (1);
  world->beds[0].is_publishing = FALSE;
  while (world->now.mono_us - vigil_ward_get_bed (world->ward, 0)->last_data_mono_us < 9900000)
    world_run (world, 100);
  world_sleep (world, 100);
  world_vitals (world, 0);
  world->beds[0].is_publishing = TRUE;
  for (guint i = 0; i < 60; i++) {
    world_run (world, 100);
    g_assert_cmpint (priority_of (world, 0, NO_DATA), ==, VIGIL_PRIORITY_NONE);
  }
}

/* The same of what was low when the link went, and is back before the link is proved again. */
static void
test_no_data_does_not_grow_while_data_comes_back (void)
{
  g_autoptr (World) world = world_new (1);
  world->beds[0].is_publishing = FALSE;
  world_run (world, SECONDS (20));
  world_link (world, VIGIL_LINK_DOWN);
  world_run (world, SECONDS (7));
  world_link (world, VIGIL_LINK_UP);
  world_run (world, SECONDS (8));
  world->beds[0].is_publishing = TRUE;
  world_run (world, SECONDS (4));
  g_assert_cmpint (priority_of (world, 0, NO_DATA), ==, VIGIL_PRIORITY_LOW);
  world_run (world, SECONDS (4));
  g_assert_cmpint (priority_of (world, 0, NO_DATA), ==, VIGIL_PRIORITY_NONE);
}

/* ux.md, "No data": it ends after 5 s of data, and one message is no data. */
static void
test_one_message_does_not_end_no_data (void)
{
  g_autoptr (World) world = world_new (1);
  world->beds[0].is_publishing = FALSE;
  world_run (world, SECONDS (12));
  world_vitals (world, 0);
  for (guint i = 0; i < 120; i++) {
    world_run (world, 100);
    g_assert_cmpint (priority_of (world, 0, NO_DATA), ==, VIGIL_PRIORITY_LOW);
  }
}

static void
test_a_silenced_no_data_sounds_again_when_it_grows (void)
{
  g_autoptr (World) world = world_new (1);
  VigilAction actions[VIGIL_ALARMS_MAX * 2];
  world->beds[0].is_publishing = FALSE;
  world_run (world, SECONDS (12));
  g_assert_cmpuint (world_silence (world, 0, actions), ==, 1);
  g_assert_cmpint (vigil_ward_get_sounding (world->ward), ==, VIGIL_PRIORITY_NONE);
  world_run (world, SECONDS (22));
  g_assert_true (vigil_alarm_is_open (world_find (world, 0, NO_DATA)));
}

static void
test_a_disconnected_bed_is_no_data_at_once (void)
{
  g_autoptr (World) world = world_new (1);
  world_bed_state (world, 0, VIGIL_BED_DISCONNECTED, 0);
  world_run (world, SECONDS (1));
  g_assert_cmpint (priority_of (world, 0, NO_DATA), ==, VIGIL_PRIORITY_LOW);
}

static const char *
label_of (World *world, guint bed, const char *key)
{
  return world_find (world, bed, key)->label;
}

/* Whatever a disconnected bed still sends: the words are of the state, not of what comes; nothing
 * that comes is data. */
static void
test_a_disconnected_bed_that_sends_is_no_data (void)
{
  g_autoptr (World) world = world_new (1);
  const VigilBed *bed = vigil_ward_get_bed (world->ward, 0);
  world->beds[0].has_waves = TRUE;
  world_run (world, SECONDS (5));
  gint64 last_ms = bed->last_data_ms, last_us = bed->last_data_mono_us;
  gint64 newest = bed->leads[0].trace.newest;
  g_assert_cmpint (last_ms, ==, world->now.wall_ms);
  world_bed_state (world, 0, VIGIL_BED_DISCONNECTED, 0);
  world_set (world, 0, VIGIL_NUMERIC_SPO2, 70);
  world_run (world, SECONDS (1));
  g_assert_cmpstr (label_of (world, 0, NO_DATA), ==, "NO DATA");
  world_run (world, SECONDS (6));
  g_assert_cmpint (priority_of (world, 0, NO_DATA), ==, VIGIL_PRIORITY_LOW);
  g_assert_cmpstr (label_of (world, 0, NO_DATA), ==, "NO DATA");
  g_assert_cmpint (bed->condition, ==, VIGIL_BED_NO_DATA);
  g_assert_cmpint (bed->numerics[VIGIL_NUMERIC_SPO2].show, ==, VIGIL_SHOW_DASHES);
  g_assert_cmpfloat (bed->numerics[VIGIL_NUMERIC_SPO2].value, ==, 97);
  world_run (world, SECONDS (24));
  g_assert_cmpint (priority_of (world, 0, NO_DATA), ==, VIGIL_PRIORITY_MEDIUM);
  g_assert_null (world_find_key (world, 0, "01|limit|" SPO2 "|lo|2"));
  g_assert_cmpint (bed->last_data_ms, ==, last_ms);
  g_assert_cmpint (bed->last_data_mono_us, ==, last_us);
  g_assert_cmpint (bed->leads[0].trace.newest, ==, newest);
  world_bed_state (world, 0, VIGIL_BED_READY, 0);
  world_run (world, SECONDS (2));
  g_assert_cmpint (bed->condition, ==, VIGIL_BED_LIVE);
  g_assert_cmpint (bed->numerics[VIGIL_NUMERIC_SPO2].show, ==, VIGIL_SHOW_VALUE);
  g_assert_cmpint (bed->leads[0].trace.newest, >, newest);
  world_run (world, SECONDS (6));
  g_assert_cmpint (priority_of (world, 0, NO_DATA), ==, VIGIL_PRIORITY_NONE);
  g_assert_nonnull (world_find_key (world, 0, "01|limit|" SPO2 "|lo|2"));
}

static void
test_a_disconnection_during_a_high_alarm_is_high (void)
{
  g_autoptr (World) world = world_new (1);
  world_raise (world, 0, "a", ASYSTOLE, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (2));
  world_bed_state (world, 0, VIGIL_BED_DISCONNECTED, 0);
  world_run (world, SECONDS (1));
  g_assert_cmpint (priority_of (world, 0, NO_DATA), ==, VIGIL_PRIORITY_HIGH);
}

/* contract.md, "vitals": a set that names no number is no data, and a bed is never live and blank
 * without a word. Waves beside it say what is missing. */
static void
test_a_set_without_a_number_is_no_data (void)
{
  for (guint has_waves = 0; has_waves < 2; has_waves++) {
    g_autoptr (World) world = world_new (1);
    WorldBed *bed = &world->beds[0];
    bed->has_waves = has_waves;
    world_run (world, SECONDS (5));
    gboolean had_value[VIGIL_N_NUMERICS];
    memcpy (had_value, bed->has_value, sizeof had_value);
    memset (bed->has_value, 0, sizeof bed->has_value);
    world_run (world, SECONDS (2));
    g_assert_cmpint (vigil_ward_get_bed (world->ward, 0)->numerics[VIGIL_NUMERIC_HR].show, ==,
                     VIGIL_SHOW_BLANK);
    world_run (world, SECONDS (5));
    g_assert_cmpint (vigil_ward_get_bed (world->ward, 0)->condition, ==,
                     has_waves ? VIGIL_BED_LIVE : VIGIL_BED_NO_DATA);
    g_assert_cmpint (priority_of (world, 0, NO_DATA), ==, VIGIL_PRIORITY_NONE);
    world_run (world, SECONDS (4));
    g_assert_cmpint (priority_of (world, 0, NO_DATA), ==, VIGIL_PRIORITY_LOW);
    g_assert_cmpstr (label_of (world, 0, NO_DATA), ==, has_waves ? "NO NUMBERS" : "NO DATA");
    world_run (world, SECONDS (20));
    g_assert_cmpint (priority_of (world, 0, NO_DATA), ==, VIGIL_PRIORITY_MEDIUM);
    memcpy (bed->has_value, had_value, sizeof had_value);
    world_run (world, SECONDS (7));
    g_assert_cmpint (priority_of (world, 0, NO_DATA), ==, VIGIL_PRIORITY_NONE);
  }
}

/* ux.md, "No data": none counts as data while the bed is disconnected, however short that was. */
static void
test_a_disconnection_ends_with_5_s_of_data (void)
{
  static const gint64 SPANS_MS[] = { SECONDS (2), SECONDS (6), SECONDS (12) };
  for (guint i = 0; i < G_N_ELEMENTS (SPANS_MS); i++) {
    g_autoptr (World) world = world_new (1);
    world_bed_state (world, 0, VIGIL_BED_DISCONNECTED, 0);
    world->beds[0].is_publishing = i == 0; /* with data all the while, too */
    world_run (world, SPANS_MS[i]);
    world_bed_state (world, 0, VIGIL_BED_READY, 0);
    world->beds[0].is_publishing = TRUE;
    for (guint j = 0; j < 49; j++) {
      world_run (world, 100);
      g_assert_cmpint (priority_of (world, 0, NO_DATA), ==, VIGIL_PRIORITY_LOW);
    }
    world_run (world, 1200);
    g_assert_cmpint (priority_of (world, 0, NO_DATA), ==, VIGIL_PRIORITY_NONE);
  }
}

static void
keep_meta_and_state (World *world, gint64 meta_ms, gint64 state_ms, VigilBedStateWord word)
{
  VigilFrame meta = world_frame (world, VIGIL_FRAME_META, NULL, 0);
  meta.is_retained = TRUE;
  meta.t_ms = meta_ms;
  meta.meta.rev = 1;
  meta.meta.patient_class = VIGIL_CLASS_ADULT;
  world_feed (world, &meta);
  VigilFrame state = world_frame (world, VIGIL_FRAME_BED_STATE, NULL, 0);
  state.is_retained = TRUE;
  state.t_ms = state_ms;
  state.bed_state.word = word;
  world_feed (world, &state);
}

/* contract.md: of a disconnected bed of which no data was heard *raised* is when it said so, not
 * the oldest thing that is retained of it; a list that it still sends makes it no younger. */
static void
test_a_disconnection_before_the_start_has_its_age (void)
{
  for (guint has_list = 0; has_list < 2; has_list++) {
    g_autoptr (World) world = world_new_cold (1);
    world->beds[0].is_publishing = FALSE;
    world->beds[0].has_list = has_list;
    gint64 meta_ms = world->now.wall_ms - MINUTES (22);
    gint64 state_ms = world->now.wall_ms - MINUTES (12);
    world_link (world, VIGIL_LINK_UP);
    world_gateway_state (world, 0, TRUE);
    keep_meta_and_state (world, meta_ms, state_ms, VIGIL_BED_DISCONNECTED);
    world_run (world, SECONDS (20));
    const VigilAlarm *alarm = world_find (world, 0, NO_DATA);
    g_assert_nonnull (alarm);
    g_assert_cmpint (alarm->raised_ms, ==, state_ms);
    if (has_list)
      g_assert_cmpint (vigil_alarm_get_age_us (alarm, world->now.mono_us) / 60000000, ==, 12);
  }
}

static void
test_only_an_empty_bed_is_quiet (void)
{
  g_autoptr (World) world = world_new_cold (2);
  world->beds[0].is_publishing = world->beds[1].is_publishing = FALSE;
  VigilIdentity empty = { .age_days = -1, .as_of_ms = 1 };
  vigil_ward_set_identity (world->ward, 0, &empty, world->now);
  world_link (world, VIGIL_LINK_UP);
  world_gateway_state (world, 0, TRUE);
  world_run (world, SECONDS (40));
  g_assert_cmpint (vigil_ward_get_bed (world->ward, 0)->condition, ==, VIGIL_BED_EMPTY);
  g_assert_cmpint (priority_of (world, 0, NO_DATA), ==, VIGIL_PRIORITY_NONE);
  g_assert_cmpint (priority_of (world, 1, NO_DATA), ==, VIGIL_PRIORITY_MEDIUM);
}

static void
test_a_lost_gateway_is_one_alarm_that_names_its_beds (void)
{
  g_autoptr (World) world = world_new (4);
  for (guint i = 0; i < 4; i++)
    world->beds[i].is_publishing = FALSE;
  world->gateways[0].is_beating = FALSE;
  world_run (world, SECONDS (60));
  g_assert_cmpuint (count_shown (world), ==, 1);
  const VigilAlarm *alarm = world_find (world, G_MAXUINT, GATEWAY_LOST);
  g_assert_cmpint (alarm->priority, ==, VIGIL_PRIORITY_MEDIUM);
  g_assert_cmpstr (alarm->label, ==, "GATEWAY LOST · 01 02 03 04");
  g_assert_cmpuint (world_count (world, VIGIL_EVENT_ALARM_RAISED, "01"), ==, 0);
}

/* It is back for 10 s and its alarm over before the data is back for 5 s: the beds do not come up.
 */
static void
test_a_gateway_whose_beds_come_back_late_is_one_alarm (void)
{
  g_autoptr (World) world = world_new (2);
  world->gateways[0].is_beating = FALSE;
  world->beds[0].is_publishing = world->beds[1].is_publishing = FALSE;
  world_run (world, SECONDS (40));
  world_forget (world);
  world->gateways[0].is_beating = TRUE;
  world_run (world, SECONDS (8));
  world->beds[0].is_publishing = world->beds[1].is_publishing = TRUE;
  world_run (world, SECONDS (15));
  g_assert_cmpuint (world_count (world, VIGIL_EVENT_ALARM_RAISED, NULL), ==, 0);
  g_assert_cmpuint (count_shown (world), ==, 0);
}

/* Its beds went up to a second before its last heartbeat. */
static void
test_beds_that_go_with_their_gateway_do_not_come_up_before_it (void)
{
  g_autoptr (World) world = world_new (4);
  for (guint i = 0; i < 4; i++)
    world->beds[i].is_publishing = FALSE;
  world_run (world, 900);
  world->gateways[0].is_beating = FALSE;
  world_forget (world);
  for (guint i = 0; i < 300; i++) {
    world_run (world, 100);
    g_assert_cmpuint (count_shown (world), <=, 1);
  }
  g_assert_nonnull (world_find (world, G_MAXUINT, GATEWAY_LOST));
  g_assert_cmpuint (world_count (world, VIGIL_EVENT_ALARM_RAISED, "01"), ==, 0);
}

static void
test_a_lost_gateway_with_a_high_bed_is_high_at_once (void)
{
  g_autoptr (World) world = world_new (4);
  world_raise (world, 2, "a", ASYSTOLE, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (2));
  world_gateway_state (world, 0, FALSE);
  world_run (world, 100);
  g_assert_cmpint (priority_of (world, G_MAXUINT, GATEWAY_LOST), ==, VIGIL_PRIORITY_HIGH);
  g_assert_nonnull (world_find (world, 2, ASYSTOLE));
}

static void
test_a_gateway_is_back_after_10_s_of_steady_traffic (void)
{
  g_autoptr (World) world = world_new (2);
  world_gateway_state (world, 0, FALSE);
  world->gateways[0].is_beating = FALSE;
  world_run (world, SECONDS (20));
  g_assert_cmpint (priority_of (world, G_MAXUINT, GATEWAY_LOST), ==, VIGIL_PRIORITY_LOW);
  world->gateways[0].is_beating = TRUE;
  world_gateway_state (world, 0, TRUE);
  world_run (world, SECONDS (9));
  g_assert_cmpint (priority_of (world, G_MAXUINT, GATEWAY_LOST), ==, VIGIL_PRIORITY_LOW);
  world_run (world, SECONDS (3));
  g_assert_cmpuint (count_shown (world), ==, 0);
}

static void
test_three_beds_lost_together_are_one_alarm (void)
{
  g_autoptr (World) world = world_new (6);
  for (guint i = 0; i < 3; i++) {
    world->beds[i].is_publishing = FALSE;
    world_run (world, SECONDS (1));
  }
  world_run (world, SECONDS (40));
  g_assert_cmpuint (count_shown (world), ==, 1);
  g_assert_cmpstr (world_find (world, G_MAXUINT, GATEWAY_LOST)->label, ==, "NO DATA · 01 02 03");
  for (guint i = 0; i < 3; i++)
    world->beds[i].is_publishing = TRUE;
  world_run (world, SECONDS (12));
  g_assert_cmpuint (count_shown (world), ==, 0);
}

/* The last that comes back was told all the while: it does not come up for the second until it is
 * over. */
static void
test_beds_that_come_back_one_by_one_do_not_come_up (void)
{
  g_autoptr (World) world = world_new (3);
  for (guint i = 0; i < 3; i++)
    world->beds[i].is_publishing = FALSE;
  world_run (world, SECONDS (40));
  world_forget (world);
  for (guint i = 0; i < 3; i++) {
    world->beds[i].is_publishing = TRUE;
    world_run (world, SECONDS (1));
  }
  world_run (world, SECONDS (10));
  g_assert_cmpuint (world_count (world, VIGIL_EVENT_ALARM_RAISED, NULL), ==, 0);
  g_assert_cmpuint (count_shown (world), ==, 0);
}

/* One that goes again while it was coming back is still of them. */
static void
test_a_bed_that_goes_again_is_told (void)
{
  g_autoptr (World) world = world_new (3);
  for (guint i = 0; i < 3; i++)
    world->beds[i].is_publishing = FALSE;
  world_run (world, SECONDS (40));
  for (guint i = 0; i < 3; i++)
    world->beds[i].is_publishing = TRUE;
  world_run (world, SECONDS (2));
  world->beds[2].is_publishing = FALSE;
  world_run (world, SECONDS (12));
  g_assert_cmpstr (world_find (world, G_MAXUINT, GATEWAY_LOST)->label, ==, "NO DATA · 03");
  g_assert_cmpuint (count_shown (world), ==, 1);
}

/* Silenced for three it is silenced for the two that stay away; who is lost later rings. */
static void
test_a_silenced_loss_of_three_rings_for_no_bed_that_comes_back (void)
{
  g_autoptr (World) world = world_new (4);
  VigilAction actions[4];
  for (guint i = 0; i < 3; i++)
    world->beds[i].is_publishing = FALSE;
  world_run (world, SECONDS (40));
  world_silence (world, G_MAXUINT, actions);
  world_forget (world);
  world->beds[0].is_publishing = TRUE;
  world_run (world, SECONDS (20));
  g_assert_cmpuint (world_count (world, VIGIL_EVENT_ALARM_RAISED, NULL), ==, 0);
  g_assert_cmpint (vigil_ward_get_sounding (world->ward), ==, VIGIL_PRIORITY_NONE);
  g_assert_cmpstr (world_find (world, G_MAXUINT, GATEWAY_LOST)->label, ==, "NO DATA · 02 03");
  world->beds[3].is_publishing = FALSE;
  world_run (world, SECONDS (12));
  g_assert_cmpint (priority_of (world, 3, NO_DATA), ==, VIGIL_PRIORITY_LOW);
  g_assert_cmpint (vigil_ward_get_sounding (world->ward), ==, VIGIL_PRIORITY_LOW);
}

/* Called what it was until it is over, though there are numbers again. */
static void
test_no_data_is_called_so_to_its_end (void)
{
  g_autoptr (World) world = world_new (1);
  world->beds[0].is_publishing = FALSE;
  world_run (world, SECONDS (15));
  world->beds[0].is_publishing = TRUE;
  world_run (world, SECONDS (3));
  g_assert_cmpstr (label_of (world, 0, NO_DATA), ==, "NO DATA");
}

/* Whichever of them went first: it is low 10 s after that. */
static void
test_beds_lost_together_count_from_the_first (void)
{
  g_autoptr (World) world = world_new (3);
  for (guint i = 3; i > 0; i--) {
    world->beds[i - 1].is_publishing = FALSE;
    world_run (world, SECONDS (2));
  }
  world_run (world, SECONDS (5));
  g_assert_nonnull (world_find (world, G_MAXUINT, GATEWAY_LOST));
}

static void
test_two_beds_lost_are_two_alarms (void)
{
  g_autoptr (World) world = world_new (6);
  world->beds[0].is_publishing = world->beds[4].is_publishing = FALSE;
  world_run (world, SECONDS (40));
  g_assert_cmpuint (count_shown (world), ==, 2);
}

static void
test_a_lost_link_is_one_high_alarm_after_10_s (void)
{
  g_autoptr (World) world = world_new (8);
  world_link (world, VIGIL_LINK_DOWN);
  world_run (world, SECONDS (9));
  g_assert_cmpint (vigil_ward_get_link (world->ward), ==, VIGIL_LINK_SHOWN_LOST);
  g_assert_cmpint (vigil_ward_get_sounding (world->ward), ==, VIGIL_PRIORITY_NONE);
  world_run (world, SECONDS (2));
  g_assert_cmpuint (count_shown (world), ==, 1);
  const VigilAlarm *alarm = world_find (world, G_MAXUINT, LINK_LOST);
  g_assert_cmpint (alarm->priority, ==, VIGIL_PRIORITY_HIGH);
  g_assert_cmpstr (alarm->bed, ==, "");
  world_run (world, MINUTES (10));
  g_assert_cmpuint (count_shown (world), ==, 1);
}

static void
test_a_link_lost_during_a_red_sounds_at_once (void)
{
  g_autoptr (World) world = world_new (2);
  world_raise (world, 0, "a", ASYSTOLE, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (2));
  world_link (world, VIGIL_LINK_DOWN);
  world_run (world, 100);
  g_assert_nonnull (world_find (world, G_MAXUINT, LINK_LOST));
  g_assert_true (world_find (world, 0, ASYSTOLE)->is_unverified);
  g_assert_true (vigil_alarm_is_open (world_find (world, 0, ASYSTOLE)));
}

static void
test_a_missing_echo_is_unproved_then_lost (void)
{
  g_autoptr (World) world = world_new (2);
  world->is_echoing = FALSE;
  world_run (world, SECONDS (5));
  g_assert_cmpint (vigil_ward_get_link (world->ward), ==, VIGIL_LINK_SHOWN_UNPROVED);
  g_assert_true (vigil_ward_is_link_deaf (world->ward));
  g_assert_cmpuint (count_shown (world), ==, 0);
  world_run (world, SECONDS (7));
  g_assert_cmpint (vigil_ward_get_link (world->ward), ==, VIGIL_LINK_SHOWN_LOST);
  g_assert_true (vigil_ward_is_link_deaf (world->ward));
  g_assert_nonnull (world_find (world, G_MAXUINT, LINK_LOST));
}

static void
test_a_link_is_back_after_10_s_of_echo_and_without_a_storm (void)
{
  g_autoptr (World) world = world_new (8);
  world_link (world, VIGIL_LINK_DOWN);
  world_run (world, MINUTES (2));
  g_assert_false (vigil_ward_is_link_deaf (world->ward));
  world_link (world, VIGIL_LINK_UP);
  world_forget (world);
  world_run (world, SECONDS (9));
  g_assert_false (vigil_ward_is_link_deaf (world->ward));
  g_assert_cmpint (vigil_ward_get_link (world->ward), ==, VIGIL_LINK_SHOWN_UNPROVED);
  g_assert_nonnull (world_find (world, G_MAXUINT, LINK_LOST));
  world_run (world, SECONDS (3));
  g_assert_cmpint (vigil_ward_get_link (world->ward), ==, VIGIL_LINK_SHOWN_UP);
  g_assert_cmpuint (count_shown (world), ==, 0);
  world_run (world, MINUTES (1));
  g_assert_cmpuint (world_count (world, VIGIL_EVENT_ALARM_RAISED, NULL), ==, 0);
}

static void
test_a_bed_that_stayed_away_is_told_once_the_link_is_back (void)
{
  g_autoptr (World) world = world_new (4);
  world_link (world, VIGIL_LINK_DOWN);
  world_run (world, MINUTES (2));
  world->beds[3].is_publishing = FALSE;
  world_link (world, VIGIL_LINK_UP);
  world_run (world, SECONDS (15));
  g_assert_cmpuint (count_shown (world), ==, 0);
  world_run (world, SECONDS (10));
  g_assert_cmpint (priority_of (world, 3, NO_DATA), ==, VIGIL_PRIORITY_LOW);
}

static void
test_a_silenced_link_loss_returns_after_10_min (void)
{
  g_autoptr (World) world = world_new (2);
  VigilAction actions[VIGIL_ALARMS_MAX * 2];
  world_link (world, VIGIL_LINK_DOWN);
  world_run (world, SECONDS (12));
  g_assert_cmpuint (world_silence (world, G_MAXUINT, actions), ==, 1);
  g_assert_cmpstr (actions[0].bed, ==, "");
  g_assert_cmpstr (actions[0].code, ==, LINK_LOST);
  world_run (world, MINUTES (9));
  g_assert_cmpint (vigil_ward_get_sounding (world->ward), ==, VIGIL_PRIORITY_NONE);
  world_run (world, MINUTES (2));
  g_assert_cmpint (vigil_ward_get_sounding (world->ward), ==, VIGIL_PRIORITY_HIGH);
}

static void
test_another_life_of_this_station_is_no_echo (void)
{
  g_autoptr (World) world = world_new (1);
  world->is_echoing = FALSE;
  world_run (world, SECONDS (1));
  VigilFrame frame = { .kind = VIGIL_FRAME_STATION_STATE,
                       .subject = "desk-1",
                       .boot = 3,
                       .is_retained = TRUE,
                       .t_ms = world->now.wall_ms };
  for (guint i = 0; i < 5; i++) {
    frame.t_ms++;
    world_feed (world, &frame);
    world_run (world, SECONDS (1));
  }
  g_assert_cmpint (vigil_ward_get_link (world->ward), ==, VIGIL_LINK_SHOWN_UNPROVED);
  g_assert_null (world_find (world, G_MAXUINT, "VIGIL_EVT_NAME_IN_USE"));
  frame.is_retained = FALSE;
  world_feed (world, &frame);
  g_assert_nonnull (world_find (world, G_MAXUINT, "VIGIL_EVT_NAME_IN_USE"));
}

static void
test_an_unsupported_payload_is_told_and_forgotten (void)
{
  g_autoptr (World) world = world_new (1);
  VigilFrame frame = world_frame (world, VIGIL_FRAME_REFUSED, NULL, 0);
  frame.refused.reason = VIGIL_COUNTER_VERSION;
  world_feed (world, &frame);
  world_run (world, SECONDS (1));
  g_assert_cmpint (vigil_ward_get_bed (world->ward, 0)->condition, ==, VIGIL_BED_UNSUPPORTED);
  g_assert_nonnull (world_find (world, 0, "VIGIL_EVT_UNSUPPORTED_PAYLOAD"));
  world_run (world, SECONDS (40));
  g_assert_null (world_find (world, 0, "VIGIL_EVT_UNSUPPORTED_PAYLOAD"));
  g_assert_cmpint (vigil_ward_get_bed (world->ward, 0)->condition, ==, VIGIL_BED_LIVE);
}

static void
test_leads_off_matter_more_the_longer_they_are (void)
{
  g_autoptr (World) world = world_new (1);
  world_raise (world, 0, "l", "MDC_EVT_LEADS_OFF", "", VIGIL_PRIORITY_LOW);
  world_run (world, SECONDS (59));
  g_assert_cmpint (priority_of (world, 0, "MDC_EVT_LEADS_OFF"), ==, VIGIL_PRIORITY_LOW);
  world_run (world, SECONDS (3));
  g_assert_cmpint (priority_of (world, 0, "MDC_EVT_LEADS_OFF"), ==, VIGIL_PRIORITY_MEDIUM);
}

static void
test_leads_off_after_a_red_are_high_after_30_s (void)
{
  g_autoptr (World) world = world_new (1);
  world_raise (world, 0, "v", VT, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (2));
  world_clear (world, 0, "v");
  world_raise (world, 0, "l", "MDC_EVT_LEADS_OFF", "", VIGIL_PRIORITY_LOW);
  world_run (world, SECONDS (29));
  g_assert_cmpint (priority_of (world, 0, "MDC_EVT_LEADS_OFF"), ==, VIGIL_PRIORITY_LOW);
  world_run (world, SECONDS (3));
  g_assert_cmpint (priority_of (world, 0, "MDC_EVT_LEADS_OFF"), ==, VIGIL_PRIORITY_HIGH);
}

static void
test_leads_off_of_a_paced_patient_are_high_after_30_s (void)
{
  g_autoptr (World) world = world_new (1);
  VigilFrame frame = world_frame (world, VIGIL_FRAME_META, NULL, 0);
  frame.meta = vigil_ward_get_bed (world->ward, 0)->meta;
  frame.meta.is_paced = TRUE;
  world_feed (world, &frame);
  world_raise (world, 0, "l", "MDC_EVT_LEADS_OFF", "", VIGIL_PRIORITY_LOW);
  world_run (world, SECONDS (32));
  g_assert_cmpint (priority_of (world, 0, "MDC_EVT_LEADS_OFF"), ==, VIGIL_PRIORITY_HIGH);
}

static void
test_away_is_4_h_at_most (void)
{
  g_autoptr (World) world = world_new (1);
  world_bed_state (world, 0, VIGIL_BED_STANDBY, world->now.wall_ms + MINUTES (60 * 24));
  gint64 left_us = vigil_ward_get_bed (world->ward, 0)->suspended_until_us - world->now.mono_us;
  g_assert_cmpint (left_us, ==, MINUTES (240) * 1000);
}

/* A bedside whose clock was a year ahead, and was put right. */
static void
test_a_standby_from_the_future_keeps_none_away (void)
{
  g_autoptr (World) world = world_new (1);
  world_run (world, SECONDS (2));
  VigilFrame standby = world_frame (world, VIGIL_FRAME_BED_STATE, NULL, 0);
  standby.bed_state.word = VIGIL_BED_STANDBY;
  standby.t_ms = world->now.wall_ms + MINUTES (60 * 24 * 365);
  world_feed (world, &standby);
  g_assert_cmpint (vigil_ward_get_bed (world->ward, 0)->suspension, ==, VIGIL_SUSPENSION_AWAY);
  world_bed_state (world, 0, VIGIL_BED_READY, 0);
  world_run (world, SECONDS (2));
  g_assert_cmpint (vigil_ward_get_bed (world->ward, 0)->suspension, ==, VIGIL_SUSPENSION_NONE);
  world_bed_state (world, 0, VIGIL_BED_STANDBY, world->now.wall_ms + MINUTES (30));
  g_assert_cmpint (vigil_ward_get_bed (world->ward, 0)->suspension, ==, VIGIL_SUSPENSION_AWAY);
}

static void
test_an_ended_standby_needs_a_newer_one (void)
{
  g_autoptr (World) world = world_new (1);
  world->beds[0].has_waves = TRUE;
  VigilFrame standby = world_frame (world, VIGIL_FRAME_BED_STATE, NULL, 0);
  standby.bed_state.word = VIGIL_BED_STANDBY;
  world_feed (world, &standby);
  world_run (world, SECONDS (40));
  g_assert_cmpint (vigil_ward_get_bed (world->ward, 0)->condition, ==, VIGIL_BED_LIVE);
  world_feed (world, &standby);
  world_run (world, SECONDS (1));
  g_assert_cmpint (vigil_ward_get_bed (world->ward, 0)->condition, ==, VIGIL_BED_LIVE);
  standby.t_ms = world->now.wall_ms;
  world_feed (world, &standby);
  world_run (world, SECONDS (1));
  g_assert_cmpint (vigil_ward_get_bed (world->ward, 0)->condition, ==, VIGIL_BED_AWAY);
}

static void
test_a_probe_off_is_medium_after_3_min (void)
{
  g_autoptr (World) world = world_new (1);
  world_raise (world, 0, "p", "MDC_EVT_SENSOR_DISCONN", SPO2, VIGIL_PRIORITY_LOW);
  world_run (world, SECONDS (178));
  g_assert_cmpint (priority_of (world, 0, "MDC_EVT_SENSOR_DISCONN"), ==, VIGIL_PRIORITY_LOW);
  world_run (world, SECONDS (4));
  g_assert_cmpint (priority_of (world, 0, "MDC_EVT_SENSOR_DISCONN"), ==, VIGIL_PRIORITY_MEDIUM);
}

static void
publish_class (World *world, VigilPatientClass patient_class)
{
  VigilFrame frame = world_frame (world, VIGIL_FRAME_META, NULL, 0);
  frame.meta = vigil_ward_get_bed (world->ward, 0)->meta;
  frame.meta.patient_class = patient_class;
  frame.meta.rev++;
  world_feed (world, &frame);
}

static void
test_no_class_and_no_limits_is_told (void)
{
  g_autoptr (World) world = world_new (1);
  publish_class (world, VIGIL_CLASS_UNKNOWN);
  world_run (world, SECONDS (2));
  g_assert_cmpint (priority_of (world, 0, "VIGIL_EVT_NO_LIMITS"), ==, VIGIL_PRIORITY_LOW);
  world_run (world, SECONDS (60));
  g_assert_cmpint (priority_of (world, 0, "VIGIL_EVT_NO_LIMITS"), ==, VIGIL_PRIORITY_MEDIUM);
  publish_class (world, VIGIL_CLASS_ADULT);
  world_run (world, SECONDS (2));
  g_assert_cmpint (priority_of (world, 0, "VIGIL_EVT_NO_LIMITS"), ==, VIGIL_PRIORITY_NONE);
}

static void
test_an_unknown_class_with_limits_is_a_question (void)
{
  g_autoptr (World) world = world_new (1);
  VigilLimit limits[] = { { VIGIL_NUMERIC_HR, 50, 120, NAN, NAN, TRUE, 0 },
                          { VIGIL_NUMERIC_SPO2, 90, NAN, NAN, NAN, TRUE, 0 },
                          { VIGIL_NUMERIC_RR, 8, 30, NAN, NAN, TRUE, 0 } };
  world_limits (world, 0, limits, 3);
  publish_class (world, VIGIL_CLASS_PAEDIATRIC);
  world_run (world, SECONDS (20));
  g_assert_cmpint (priority_of (world, 0, "VIGIL_EVT_CLASS_UNKNOWN"), ==, VIGIL_PRIORITY_LOW);
  g_assert_cmpint (priority_of (world, 0, "VIGIL_EVT_NO_LIMITS"), ==, VIGIL_PRIORITY_NONE);
  VigilIdentity child = { .age_days = 3000, .as_of_ms = 1, .is_occupied = TRUE };
  vigil_ward_set_identity (world->ward, 0, &child, world->now);
  world_run (world, SECONDS (1));
  g_assert_cmpint (vigil_ward_get_bed (world->ward, 0)->band, ==, VIGIL_BAND_5_TO_12);
  g_assert_cmpint (priority_of (world, 0, "VIGIL_EVT_CLASS_UNKNOWN"), ==, VIGIL_PRIORITY_NONE);
}

static void
test_a_stated_class_stands_in_for_the_wires (void)
{
  g_autoptr (World) world = world_new (1);
  world->configs[0].stated_class = VIGIL_CLASS_ADULT;
  world_restart_station (world);
  publish_class (world, VIGIL_CLASS_UNKNOWN);
  g_assert_cmpint (vigil_ward_get_bed (world->ward, 0)->band, ==, VIGIL_BAND_ADULT);
}

static void
test_standby_is_away_and_no_loss (void)
{
  g_autoptr (World) world = world_new (1);
  world_bed_state (world, 0, VIGIL_BED_STANDBY, world->now.wall_ms + MINUTES (30));
  world->beds[0].is_publishing = FALSE;
  world_run (world, MINUTES (29));
  g_assert_cmpint (vigil_ward_get_bed (world->ward, 0)->condition, ==, VIGIL_BED_AWAY);
  g_assert_cmpint (vigil_ward_get_bed (world->ward, 0)->suspension, ==, VIGIL_SUSPENSION_AWAY);
  g_assert_cmpuint (count_shown (world), ==, 0);
  world_run (world, MINUTES (2));
  g_assert_cmpint (priority_of (world, 0, "VIGIL_EVT_NOT_MONITORED"), ==, VIGIL_PRIORITY_LOW);
  g_assert_cmpint (priority_of (world, 0, NO_DATA), ==, VIGIL_PRIORITY_NONE);
  world_run (world, MINUTES (10));
  g_assert_cmpint (priority_of (world, 0, "VIGIL_EVT_NOT_MONITORED"), ==, VIGIL_PRIORITY_MEDIUM);
}

static void
test_away_ends_after_30_s_of_steady_signal_and_announces_what_stands (void)
{
  g_autoptr (World) world = world_new (1);
  world->beds[0].has_waves = TRUE;
  world_bed_state (world, 0, VIGIL_BED_STANDBY, 0);
  world->beds[0].is_publishing = FALSE;
  world_run (world, MINUTES (10));
  world->beds[0].is_publishing = TRUE;
  world_raise (world, 0, "m", "MDC_EVT_ECG_SV_TACHY", HR, VIGIL_PRIORITY_MEDIUM);
  world_run (world, SECONDS (25));
  g_assert_cmpint (vigil_ward_get_sounding (world->ward), ==, VIGIL_PRIORITY_NONE);
  world_forget (world);
  world_run (world, SECONDS (10));
  g_assert_cmpint (vigil_ward_get_bed (world->ward, 0)->condition, ==, VIGIL_BED_LIVE);
  g_assert_cmpint (vigil_ward_get_sounding (world->ward), ==, VIGIL_PRIORITY_MEDIUM);
  g_assert_cmpuint (world_count (world, VIGIL_EVENT_ALARM_RAISED, "01"), ==, 1);
}

/* What its waves were before it went says nothing: numbers alone are no steady signal. */
static void
test_away_does_not_end_by_numbers_with_the_waves_gone (void)
{
  g_autoptr (World) world = world_new (1);
  world->beds[0].has_waves = TRUE;
  world_run (world, SECONDS (5));
  world->beds[0].has_waves = FALSE;
  world_bed_state (world, 0, VIGIL_BED_STANDBY, 0);
  world_run (world, MINUTES (2));
  g_assert_cmpint (vigil_ward_get_bed (world->ward, 0)->condition, ==, VIGIL_BED_AWAY);
  world->beds[0].has_waves = TRUE;
  world_run (world, SECONDS (35));
  g_assert_cmpint (vigil_ward_get_bed (world->ward, 0)->condition, ==, VIGIL_BED_LIVE);
}

static void
test_away_never_keeps_a_high_alarm_back (void)
{
  g_autoptr (World) world = world_new (1);
  world_raise (world, 0, "v", VT, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (1));
  world_bed_state (world, 0, VIGIL_BED_STANDBY, 0);
  g_assert_cmpint (vigil_ward_get_sounding (world->ward), ==, VIGIL_PRIORITY_HIGH);
  world_clear (world, 0, "v");
  world_raise (world, 0, "a", ASYSTOLE, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (1));
  g_assert_true (vigil_alarm_is_open (world_find (world, 0, ASYSTOLE)));
}

static void
test_a_suspension_ends_by_itself (void)
{
  g_autoptr (World) world = world_new (1);
  VigilAction care = { .id = "s",
                       .word = VIGIL_ACTION_SUSPEND,
                       .mode = VIGIL_SUSPENSION_CARE,
                       .is_bed_scope = TRUE,
                       .bed = "01",
                       .reason = "wash",
                       .station = "desk-2" };
  care.t_ms = care.asof_ms = world->now.wall_ms;
  care.until_ms = care.t_ms + MINUTES (60);
  vigil_ward_apply_action (world->ward, &care, world->now);
  world_raise (world, 0, "m", "MDC_EVT_ECG_SV_TACHY", HR, VIGIL_PRIORITY_MEDIUM);
  world_run (world, MINUTES (4));
  g_assert_cmpint (vigil_ward_get_sounding (world->ward), ==, VIGIL_PRIORITY_NONE);
  world_run (world, SECONDS (62));
  g_assert_cmpint (vigil_ward_get_sounding (world->ward), ==, VIGIL_PRIORITY_MEDIUM);
  g_assert_cmpint (vigil_ward_get_bed (world->ward, 0)->suspension, ==, VIGIL_SUSPENSION_NONE);
}

static void
test_of_suspensions_the_latest_wins_in_any_order (void)
{
  VigilAction care = { .id = "s",
                       .word = VIGIL_ACTION_SUSPEND,
                       .mode = VIGIL_SUSPENSION_CARE,
                       .is_bed_scope = TRUE,
                       .bed = "01",
                       .reason = "wash",
                       .station = "desk-2" };
  for (guint order = 0; order < 2; order++) {
    g_autoptr (World) world = world_new (1);
    care.t_ms = care.asof_ms = world->now.wall_ms;
    care.until_ms = care.t_ms + MINUTES (5);
    VigilAction resume = care;
    resume.word = VIGIL_ACTION_RESUME;
    resume.t_ms++;
    vigil_text_copy (resume.id, sizeof resume.id, "r");
    vigil_ward_apply_action (world->ward, order ? &resume : &care, world->now);
    vigil_ward_apply_action (world->ward, order ? &care : &resume, world->now);
    g_assert_cmpint (vigil_ward_get_bed (world->ward, 0)->suspension, ==, VIGIL_SUSPENSION_NONE);
  }
}

static void
test_a_technical_alarm_of_the_station_comes_and_goes (void)
{
  g_autoptr (World) world = world_new (1);
  VigilAction actions[VIGIL_ALARMS_MAX * 2];
  vigil_ward_set_technical (world->ward, "VIGIL_EVT_SERVER_UNREACHABLE", VIGIL_PRIORITY_LOW,
                            "3 entries saved here", TRUE, world->now);
  g_assert_cmpint (vigil_ward_get_sounding (world->ward), ==, VIGIL_PRIORITY_LOW);
  g_assert_cmpuint (world_silence (world, G_MAXUINT, actions), ==, 1);
  g_assert_cmpint (vigil_ward_get_sounding (world->ward), ==, VIGIL_PRIORITY_NONE);
  vigil_ward_set_technical (world->ward, "VIGIL_EVT_SERVER_UNREACHABLE", VIGIL_PRIORITY_LOW,
                            "4 entries saved here", TRUE, world->now);
  g_assert_cmpint (vigil_ward_get_sounding (world->ward), ==, VIGIL_PRIORITY_NONE);
  g_assert_cmpstr (world_find (world, G_MAXUINT, "VIGIL_EVT_SERVER_UNREACHABLE")->label, ==,
                   "4 entries saved here");
  vigil_ward_set_technical (world->ward, "VIGIL_EVT_SERVER_UNREACHABLE", VIGIL_PRIORITY_LOW, "",
                            FALSE, world->now);
  g_assert_cmpuint (count_shown (world), ==, 0);
}

#define ADD(name, func) g_test_add_func ("/ward/loss/" name, func)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("no-data-is-low-at-10-s-and-medium-at-30-s", test_no_data_is_low_at_10_s_and_medium_at_30_s);
  ADD ("no-data-during-a-high-alarm-is-high-at-once",
       test_no_data_during_a_high_alarm_is_high_at_once);
  ADD ("no-data-ends-with-steady-data", test_no_data_ends_with_steady_data);
  ADD ("a-silenced-no-data-sounds-again-when-it-grows",
       test_a_silenced_no_data_sounds_again_when_it_grows);
  ADD ("data-that-is-back-in-time-raises-nothing", test_data_that_is_back_in_time_raises_nothing);
  ADD ("no-data-does-not-grow-while-data-comes-back",
       test_no_data_does_not_grow_while_data_comes_back);
  ADD ("one-message-does-not-end-no-data", test_one_message_does_not_end_no_data);
  ADD ("a-disconnected-bed-is-no-data-at-once", test_a_disconnected_bed_is_no_data_at_once);
  ADD ("a-disconnected-bed-that-sends-is-no-data", test_a_disconnected_bed_that_sends_is_no_data);
  ADD ("a-disconnection-during-a-high-alarm-is-high",
       test_a_disconnection_during_a_high_alarm_is_high);
  ADD ("a-set-without-a-number-is-no-data", test_a_set_without_a_number_is_no_data);
  ADD ("a-disconnection-ends-with-5-s-of-data", test_a_disconnection_ends_with_5_s_of_data);
  ADD ("a-disconnection-before-the-start-has-its-age",
       test_a_disconnection_before_the_start_has_its_age);
  ADD ("only-an-empty-bed-is-quiet", test_only_an_empty_bed_is_quiet);
  ADD ("a-lost-gateway-is-one-alarm-that-names-its-beds",
       test_a_lost_gateway_is_one_alarm_that_names_its_beds);
  ADD ("a-gateway-whose-beds-come-back-late-is-one-alarm",
       test_a_gateway_whose_beds_come_back_late_is_one_alarm);
  ADD ("beds-that-go-with-their-gateway-do-not-come-up-before-it",
       test_beds_that_go_with_their_gateway_do_not_come_up_before_it);
  ADD ("a-lost-gateway-with-a-high-bed-is-high-at-once",
       test_a_lost_gateway_with_a_high_bed_is_high_at_once);
  ADD ("a-gateway-is-back-after-10-s-of-steady-traffic",
       test_a_gateway_is_back_after_10_s_of_steady_traffic);
  ADD ("three-beds-lost-together-are-one-alarm", test_three_beds_lost_together_are_one_alarm);
  ADD ("beds-that-come-back-one-by-one-do-not-come-up",
       test_beds_that_come_back_one_by_one_do_not_come_up);
  ADD ("a-bed-that-goes-again-is-told", test_a_bed_that_goes_again_is_told);
  ADD ("a-silenced-loss-of-three-rings-for-no-bed-that-comes-back",
       test_a_silenced_loss_of_three_rings_for_no_bed_that_comes_back);
  ADD ("no-data-is-called-so-to-its-end", test_no_data_is_called_so_to_its_end);
  ADD ("beds-lost-together-count-from-the-first", test_beds_lost_together_count_from_the_first);
  ADD ("two-beds-lost-are-two-alarms", test_two_beds_lost_are_two_alarms);
  ADD ("a-lost-link-is-one-high-alarm-after-10-s", test_a_lost_link_is_one_high_alarm_after_10_s);
  ADD ("a-link-lost-during-a-red-sounds-at-once", test_a_link_lost_during_a_red_sounds_at_once);
  ADD ("a-missing-echo-is-unproved-then-lost", test_a_missing_echo_is_unproved_then_lost);
  ADD ("a-link-is-back-after-10-s-of-echo-and-without-a-storm",
       test_a_link_is_back_after_10_s_of_echo_and_without_a_storm);
  ADD ("a-bed-that-stayed-away-is-told-once-the-link-is-back",
       test_a_bed_that_stayed_away_is_told_once_the_link_is_back);
  ADD ("a-silenced-link-loss-returns-after-10-min", test_a_silenced_link_loss_returns_after_10_min);
  ADD ("another-life-of-this-station-is-no-echo", test_another_life_of_this_station_is_no_echo);
  ADD ("an-unsupported-payload-is-told-and-forgotten",
       test_an_unsupported_payload_is_told_and_forgotten);
  ADD ("leads-off-matter-more-the-longer-they-are", test_leads_off_matter_more_the_longer_they_are);
  ADD ("leads-off-after-a-red-are-high-after-30-s", test_leads_off_after_a_red_are_high_after_30_s);
  ADD ("leads-off-of-a-paced-patient-are-high-after-30-s",
       test_leads_off_of_a_paced_patient_are_high_after_30_s);
  ADD ("away-is-4-h-at-most", test_away_is_4_h_at_most);
  ADD ("a-standby-from-the-future-keeps-none-away", test_a_standby_from_the_future_keeps_none_away);
  ADD ("an-ended-standby-needs-a-newer-one", test_an_ended_standby_needs_a_newer_one);
  ADD ("a-probe-off-is-medium-after-3-min", test_a_probe_off_is_medium_after_3_min);
  ADD ("no-class-and-no-limits-is-told", test_no_class_and_no_limits_is_told);
  ADD ("an-unknown-class-with-limits-is-a-question",
       test_an_unknown_class_with_limits_is_a_question);
  ADD ("a-stated-class-stands-in-for-the-wires", test_a_stated_class_stands_in_for_the_wires);
  ADD ("standby-is-away-and-no-loss", test_standby_is_away_and_no_loss);
  ADD ("away-ends-after-30-s-of-steady-signal-and-announces-what-stands",
       test_away_ends_after_30_s_of_steady_signal_and_announces_what_stands);
  ADD ("away-does-not-end-by-numbers-with-the-waves-gone",
       test_away_does_not_end_by_numbers_with_the_waves_gone);
  ADD ("away-never-keeps-a-high-alarm-back", test_away_never_keeps_a_high_alarm_back);
  ADD ("a-suspension-ends-by-itself", test_a_suspension_ends_by_itself);
  ADD ("of-suspensions-the-latest-wins-in-any-order",
       test_of_suspensions_the_latest_wins_in_any_order);
  ADD ("a-technical-alarm-of-the-station-comes-and-goes",
       test_a_technical_alarm_of_the_station_comes_and_goes);
  return g_test_run ();
}
