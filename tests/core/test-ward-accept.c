/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which messages count: each row is one input and the one counter that it moves, by exactly so
 * much. */

#include "ward-world.h"

typedef struct {
  const char *name;
  VigilCounter counter; /* VIGIL_N_COUNTERS: none */
  guint n;
  void (*input) (World *world);
} Row;

static void
reuse_vitals (World *world, gint back)
{
  VigilFrame frame = world_frame (world, VIGIL_FRAME_VITALS, "vitals", 0);
  frame.seq = (guint32) ((gint64) frame.seq + back);
  world_feed (world, &frame);
}

static void
good_vitals (World *world)
{
  world_vitals (world, 0);
}

static void
replayed_vitals (World *world)
{
  reuse_vitals (world, -1);
  reuse_vitals (world, -50);
}

static void
missing_vitals (World *world)
{
  reuse_vitals (world, 4);
}

static void
foreign_vitals (World *world)
{
  VigilFrame frame = world_frame (world, VIGIL_FRAME_VITALS, "vitals", 0);
  frame.boot = 4711;
  world_feed (world, &frame);
}

static void
foreign_list (World *world)
{
  guint32 boot = world->gateways[0].boot;
  world->gateways[0].boot = 4711;
  world_raise (world, 0, "x", ASYSTOLE, HR, VIGIL_PRIORITY_HIGH);
  world_publish_list (world, 0, FALSE, 3);
  world->gateways[0].boot = boot;
  g_assert_null (world_find (world, 0, ASYSTOLE));
  world_clear (world, 0, "x");
}

static void
old_boot_of_a_restarted_gateway (World *world)
{
  guint32 old = world->gateways[0].boot;
  world->gateways[0].boot = 999;
  world_gateway_state (world, 0, TRUE);
  world->gateways[0].boot = old;
  world_vitals (world, 0);
  world_vitals (world, 1);
  world->gateways[0].boot = 999;
}

static void
late_will_of_a_restarted_gateway (World *world)
{
  guint32 old = world->gateways[0].boot;
  world->gateways[0].boot = 999;
  world_gateway_state (world, 0, TRUE);
  world->gateways[0].boot = old;
  world_gateway_state (world, 0, FALSE);
  world->gateways[0].boot = 999;
  world_vitals (world, 0);
}

static void
unknown_bed (World *world)
{
  VigilFrame frame = world_frame (world, VIGIL_FRAME_VITALS, "vitals", 0);
  vigil_text_copy (frame.subject, sizeof frame.subject, "99");
  world_feed (world, &frame);
}

static void
unknown_bed_in_many_frames (World *world)
{
  VigilFrame frame = world_frame (world, VIGIL_FRAME_ALARMS_BEGIN, "alarms", 0);
  vigil_text_copy (frame.subject, sizeof frame.subject, "99");
  frame.n_items = 1;
  world_feed (world, &frame);
  frame.kind = VIGIL_FRAME_ALARM;
  world_feed (world, &frame);
  frame.kind = VIGIL_FRAME_ALARMS_END;
  world_feed (world, &frame);
}

static void
retained_after_live (World *world)
{
  world_publish_list (world, 0, TRUE, 100000);
}

static void
retained_older_than_held (World *world)
{
  world_link (world, VIGIL_LINK_DOWN);
  world_link (world, VIGIL_LINK_UP);
  world_publish_list (world, 0, TRUE, 0);
}

static void
retained_as_held (World *world)
{
  world_link (world, VIGIL_LINK_DOWN);
  world_link (world, VIGIL_LINK_UP);
  world_publish_list (world, 0, TRUE, 1000);
}

static void
wave_of_another_revision (World *world)
{
  VigilFrame frame = world_frame (world, VIGIL_FRAME_WAVE, "wave", 0);
  frame.wave = (VigilFrameWave){
    .rev = 9, .is_raw = TRUE, .is_first = TRUE, .source = "ecg", .rate_mhz = 250000, .n_samples = 25
  };
  frame.wave.start_us = frame.t_ms * 1000;
  frame.wave.block_end_us = frame.wave.start_us + 100000;
  world_feed (world, &frame);
  /* The second frame of the same block is not judged again. */
  frame.wave.is_first = FALSE;
  world_feed (world, &frame);
  g_assert_cmpint (vigil_ward_get_bed (world->ward, 0)->leads[0].trace.newest, ==, -1);
}

static void
wave_that_misses_two (World *world)
{
  world_wave (world, 0, world->now.wall_ms * 1000, 200);
  world_frame (world, VIGIL_FRAME_WAVE, "wave", 0);
  world_frame (world, VIGIL_FRAME_WAVE, "wave", 0);
  world_wave (world, 0, world->now.wall_ms * 1000 + 600000, 200);
}

static void
wave_of_another_rate (World *world)
{
  VigilFrame frame = world_frame (world, VIGIL_FRAME_WAVE, "wave", 0);
  frame.wave = (VigilFrameWave){
    .rev = 1, .is_raw = TRUE, .is_first = TRUE, .source = "ecg", .rate_mhz = 500000, .n_samples = 25
  };
  frame.wave.start_us = frame.t_ms * 1000;
  frame.wave.block_end_us = frame.wave.start_us + 50000;
  world_feed (world, &frame);
  g_assert_cmpint (vigil_ward_get_bed (world->ward, 0)->leads[0].trace.newest, ==, -1);
}

static void
wave_in_a_strange_unit (World *world)
{
  VigilFrame frame = world_frame (world, VIGIL_FRAME_WAVE, "wave", 0);
  frame.wave = (VigilFrameWave){ .lead = 255,
                                 .is_first = TRUE,
                                 .source = "ecg",
                                 .unit = "furlong",
                                 .refid = "MDC_ECG_ELEC_POTL_II",
                                 .rate_mhz = 250000,
                                 .n_samples = 25 };
  frame.wave.start_us = frame.t_ms * 1000;
  frame.wave.block_end_us = frame.wave.start_us + 100000;
  world_feed (world, &frame);
  g_assert_cmpint (vigil_ward_get_bed (world->ward, 0)->leads[0].trace.newest, ==, -1);
}

static void
late_wave (World *world)
{
  gint64 end_us = world->now.wall_ms * 1000;
  world_wave (world, 0, end_us, 200);
  vigil_ward_set_drawn (world->ward, world->now.mono_us + SECONDS (5) * 1000);
  world_wave (world, 0, end_us + 200000, 200);
}

static void
clock_that_jumps (World *world)
{
  gint64 end_us = world->now.wall_ms * 1000;
  world_wave (world, 0, end_us, 200);
  world_wave (world, 0, end_us + 200000, 200);
  world_wave (world, 0, end_us + 200000 + 3600 * G_GINT64_CONSTANT (1000000), 200);
}

static void
clock_that_jumps_back_in_vitals (World *world)
{
  world->beds[0].clock_error_ms = -5000;
  world_vitals (world, 0);
}

static void
bed_claimed_twice (World *world)
{
  world->beds[1].gateway = 1;
  world_gateway_state (world, 1, TRUE);
  g_assert_nonnull (world_find (world, 1, "VIGIL_EVT_CLAIMED_TWICE"));
  world->beds[1].gateway = 0;
  world_vitals (world, 1);
}

static void
message_of_the_second_claimant (World *world)
{
  world->beds[1].gateway = 1;
  VigilFrame frame = world_frame (world, VIGIL_FRAME_VITALS, "other", 1);
  world_feed (world, &frame);
  world->beds[1].gateway = 0;
}

static void
refused_payloads (World *world)
{
  VigilFrame frame = world_frame (world, VIGIL_FRAME_REFUSED, NULL, 0);
  frame.refused.reason = VIGIL_COUNTER_TOO_DEEP;
  for (guint i = 0; i < 3; i++)
    world_feed (world, &frame);
}

static void
ring_overflow (World *world)
{
  vigil_ward_count (world->ward, VIGIL_COUNTER_RING_OVERFLOW, 17);
}

static void
unsound_action (World *world)
{
  VigilAction action = {
    .id = "x", .bed = "01", .key = "02|x|||", .t_ms = 1, .asof_ms = 1, .station = "desk-2"
  };
  vigil_ward_apply_action (world->ward, &action, world->now);
}

static void
action_in_another_stations_name (World *world)
{
  VigilAction action = {
    .id = "x", .bed = "01", .key = "01|x|||", .t_ms = 1, .asof_ms = 1, .station = "desk-3"
  };
  world_peer_list (world, 0, "desk-2", &action, 1);
}

static void
wave_of_a_gateway_that_is_lost (World *world)
{
  world_gateway_state (world, 0, FALSE);
  world_wave (world, 0, world->now.wall_ms * 1000, 200);
}

static const Row ROWS[] = {
  { "good-vitals", VIGIL_N_COUNTERS, 0, good_vitals },
  { "replayed-vitals", VIGIL_COUNTER_REPLAYED, 2, replayed_vitals },
  { "missing-vitals", VIGIL_COUNTER_GAP, 4, missing_vitals },
  { "foreign-vitals", VIGIL_COUNTER_FOREIGN_BOOT, 1, foreign_vitals },
  { "foreign-list", VIGIL_COUNTER_FOREIGN_BOOT, 1, foreign_list },
  { "old-boot-of-a-restarted-gateway", VIGIL_COUNTER_OLD_BOOT, 2, old_boot_of_a_restarted_gateway },
  { "late-will-of-a-restarted-gateway", VIGIL_COUNTER_OLD_BOOT, 1,
    late_will_of_a_restarted_gateway },
  { "unknown-bed", VIGIL_COUNTER_UNKNOWN_BED, 1, unknown_bed },
  { "unknown-bed-in-many-frames", VIGIL_COUNTER_UNKNOWN_BED, 1, unknown_bed_in_many_frames },
  { "retained-after-live", VIGIL_COUNTER_STALE_RETAINED, 1, retained_after_live },
  { "retained-older-than-held", VIGIL_COUNTER_STALE_RETAINED, 1, retained_older_than_held },
  { "retained-as-held", VIGIL_N_COUNTERS, 0, retained_as_held },
  { "wave-of-another-revision", VIGIL_COUNTER_META_REVISION, 1, wave_of_another_revision },
  { "wave-that-misses-two", VIGIL_COUNTER_GAP, 2, wave_that_misses_two },
  { "wave-of-another-rate", VIGIL_COUNTER_RANGE, 1, wave_of_another_rate },
  { "wave-in-a-strange-unit", VIGIL_COUNTER_UNIT, 1, wave_in_a_strange_unit },
  { "late-wave", VIGIL_COUNTER_LATE, 1, late_wave },
  { "clock-that-jumps", VIGIL_COUNTER_CLOCK_JUMP, 1, clock_that_jumps },
  { "clock-that-jumps-back-in-vitals", VIGIL_COUNTER_CLOCK_JUMP, 1,
    clock_that_jumps_back_in_vitals },
  { "bed-claimed-twice", VIGIL_COUNTER_CLAIMED_TWICE, 1, bed_claimed_twice },
  { "message-of-the-second-claimant", VIGIL_COUNTER_FOREIGN_BOOT, 1,
    message_of_the_second_claimant },
  { "refused-payloads", VIGIL_COUNTER_TOO_DEEP, 3, refused_payloads },
  { "ring-overflow", VIGIL_COUNTER_RING_OVERFLOW, 17, ring_overflow },
  { "unsound-action", VIGIL_COUNTER_ACTION_REFUSED, 1, unsound_action },
  { "action-in-another-stations-name", VIGIL_COUNTER_ACTION_REFUSED, 1,
    action_in_another_stations_name },
  { "wave-of-a-gateway-that-is-lost", VIGIL_COUNTER_FOREIGN_BOOT, 1,
    wave_of_a_gateway_that_is_lost },
};

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (World) world = world_new (2);
  row->input (world);
  for (guint i = 0; i < VIGIL_N_COUNTERS; i++) {
    guint64 expected = i == row->counter ? row->n : 0;
    if (vigil_ward_get_count (world->ward, (VigilCounter) i) != expected)
      g_test_message ("counter %s", vigil_counter_get_name ((VigilCounter) i));
    g_assert_cmpuint (vigil_ward_get_count (world->ward, (VigilCounter) i), ==, expected);
  }
}

/* A broker hands out retained messages in any order. */
static void
test_what_comes_before_the_claim_is_not_lost (void)
{
  g_autoptr (World) world = world_new_cold (1);
  world_link (world, VIGIL_LINK_UP);
  VigilFrame meta = world_frame (world, VIGIL_FRAME_META, NULL, 0);
  meta.is_retained = TRUE;
  meta.meta.rev = 3;
  meta.meta.patient_class = VIGIL_CLASS_ADULT;
  world_feed (world, &meta);
  world_raise (world, 0, "a", ASYSTOLE, HR, VIGIL_PRIORITY_HIGH);
  world_publish_list (world, 0, TRUE, 12);
  g_assert_false (vigil_ward_get_bed (world->ward, 0)->has_meta);
  world_gateway_state (world, 0, TRUE);
  g_assert_cmpuint (vigil_ward_get_bed (world->ward, 0)->meta.rev, ==, 3);
  world_vitals (world, 0);
  g_assert_true (vigil_alarm_is_open (world_find (world, 0, ASYSTOLE)));
  g_assert_cmpuint (vigil_ward_get_count (world->ward, VIGIL_COUNTER_FOREIGN_BOOT), ==, 0);
}

static void
test_what_was_retained_by_a_dead_gateway_is_refused (void)
{
  g_autoptr (World) world = world_new_cold (1);
  world_link (world, VIGIL_LINK_UP);
  VigilFrame meta = world_frame (world, VIGIL_FRAME_META, NULL, 0);
  meta.is_retained = TRUE;
  meta.boot = 5;
  world_feed (world, &meta);
  world_gateway_state (world, 0, TRUE);
  g_assert_false (vigil_ward_get_bed (world->ward, 0)->has_meta);
  g_assert_cmpuint (vigil_ward_get_count (world->ward, VIGIL_COUNTER_FOREIGN_BOOT), ==, 1);
}

static void
test_a_list_takes_effect_at_its_end (void)
{
  g_autoptr (World) world = world_new (1);
  VigilFrame frame = world_frame (world, VIGIL_FRAME_ALARMS_BEGIN, "alarms", 0);
  frame.n_items = 1;
  world_feed (world, &frame);
  VigilFrame item = frame;
  item.kind = VIGIL_FRAME_ALARM;
  item.alarm =
      (VigilFrameAlarm){ .id = "a", .code = ASYSTOLE, .src = HR, .priority = VIGIL_PRIORITY_HIGH };
  world_feed (world, &item);
  g_assert_null (world_find (world, 0, ASYSTOLE));
  frame.kind = VIGIL_FRAME_ALARMS_END;
  world_feed (world, &frame);
  g_assert_nonnull (world_find (world, 0, ASYSTOLE));
}

static void
test_a_list_that_lost_an_item_is_not_believed (void)
{
  g_autoptr (World) world = world_new (1);
  world_raise (world, 0, "a", ASYSTOLE, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, 200);
  VigilFrame frame = world_frame (world, VIGIL_FRAME_ALARMS_BEGIN, "alarms", 0);
  frame.n_items = 1;
  world_feed (world, &frame);
  frame.kind = VIGIL_FRAME_ALARMS_END;
  world_feed (world, &frame);
  g_assert_nonnull (world_find (world, 0, ASYSTOLE));
  g_assert_false (world_find (world, 0, ASYSTOLE)->is_latched);
}

static void
test_another_gateway_takes_over_a_bed_of_a_lost_one (void)
{
  g_autoptr (World) world = world_new (2);
  world->n_gateways = 2;
  world->beds[1].gateway = 1;
  world_gateway_state (world, 1, TRUE);
  g_assert_cmpstr (vigil_ward_get_bed (world->ward, 1)->gateway, ==, "gw-1");
  world_gateway_state (world, 0, FALSE);
  g_assert_cmpstr (vigil_ward_get_bed (world->ward, 1)->gateway, ==, "gw-2");
  g_assert_null (world_find (world, 1, "VIGIL_EVT_CLAIMED_TWICE"));
}

static void
test_a_deleted_bed_with_a_standing_alarm_is_told (void)
{
  g_autoptr (World) world = world_new (1);
  world_raise (world, 0, "a", ASYSTOLE, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, 200);
  VigilFrame frame = world_frame (world, VIGIL_FRAME_DELETED, NULL, 0);
  frame.deleted.what = VIGIL_FRAME_META;
  world_feed (world, &frame);
  g_assert_cmpint (world_find (world, 0, "VIGIL_EVT_BED_REMOVED")->priority, ==,
                   VIGIL_PRIORITY_MEDIUM);
  g_assert_true (vigil_alarm_is_open (world_find (world, 0, ASYSTOLE)));
  world_meta (world, 0);
  g_assert_null (world_find (world, 0, "VIGIL_EVT_BED_REMOVED"));
}

static void
feed_retained_state (World *world, guint32 boot)
{
  VigilFrame frame = { .kind = VIGIL_FRAME_GATEWAY_STATE,
                       .subject = "gw-1",
                       .boot = boot,
                       .is_retained = TRUE,
                       .t_ms = world->now.wall_ms - MINUTES (90) };
  frame.gateway.is_first = frame.gateway.is_last = frame.gateway.is_ready = TRUE;
  for (guint i = 0; i < world->n_beds; i++)
    vigil_text_copy (frame.gateway.beds[frame.gateway.n_beds++], VIGIL_ID_MAX + 1,
                     world->beds[i].id);
  world_feed (world, &frame);
}

static void
assert_all_live (World *world)
{
  for (guint i = 0; i < world->n_beds; i++)
    g_assert_cmpint (vigil_ward_get_bed (world->ward, i)->condition, ==, VIGIL_BED_LIVE);
  g_assert_cmpuint (vigil_ward_get_count (world->ward, VIGIL_COUNTER_OLD_BOOT), ==, 0);
}

/* The broker came back from an older save, and the station reads it before the gateway is there. */
static void
test_a_stale_retained_state_does_not_blind_a_living_gateway (void)
{
  g_autoptr (World) world = world_new (3);
  world_raise (world, 0, "a", VT, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (2));
  guint32 living = world->gateways[0].boot;
  world_link (world, VIGIL_LINK_DOWN);
  world_run (world, SECONDS (4));
  world_link (world, VIGIL_LINK_UP);
  feed_retained_state (world, 9);
  world->gateways[0].boot = 9;
  world->beds[0].n_alarms = 0;
  for (guint i = 0; i < world->n_beds; i++)
    world_publish_list (world, i, TRUE, 4000);
  world->gateways[0].boot = living;
  world->gateways[0].is_beating = FALSE;
  for (guint i = 0; i < world->n_beds; i++)
    world->beds[i].is_publishing = world->beds[i].has_list = FALSE;
  world_run (world, SECONDS (3));
  world->gateways[0].is_beating = TRUE;
  for (guint i = 0; i < world->n_beds; i++)
    world->beds[i].is_publishing = world->beds[i].has_list = TRUE;
  world_raise (world, 0, "a", VT, HR, VIGIL_PRIORITY_HIGH);
  world_gateway_state (world, 0, TRUE);
  for (guint i = 0; i < world->n_beds; i++)
    world_meta (world, i);
  world_run (world, SECONDS (10));
  assert_all_live (world);
  g_assert_true (vigil_alarm_is_open (world_find (world, 0, VT)));
  world_clear (world, 0, "a");
  world_run (world, SECONDS (1));
  g_assert_true (world_find (world, 0, VT)->is_latched);
}

/* The same for a station that has just started: it believes the retained state, but not for long.
 */
static void
test_a_stale_retained_state_loses_to_the_first_live_one (void)
{
  g_autoptr (World) world = world_new_cold (2);
  guint32 living = world->gateways[0].boot;
  world_link (world, VIGIL_LINK_UP);
  feed_retained_state (world, 9);
  world->gateways[0].boot = 9;
  world_raise (world, 0, "old", ASYSTOLE, HR, VIGIL_PRIORITY_HIGH);
  world_publish_list (world, 0, TRUE, 4000);
  world_clear (world, 0, "old");
  world->gateways[0].boot = living;
  world_gateway_state (world, 0, TRUE);
  for (guint i = 0; i < world->n_beds; i++)
    world_meta (world, i);
  world->beds[0].has_list = FALSE; /* its numbers come before its list */
  world_run (world, SECONDS (3));
  world->beds[0].has_list = TRUE;
  world_run (world, SECONDS (7));
  assert_all_live (world);
  g_assert_cmpuint (world_count (world, VIGIL_EVENT_ALARM_RAISED, "01"), ==, 0);
}

/* A gateway that was restarted while the station was away is known by its retained state as soon as
 * it beats, also if the will of its life before comes late. */
static void
test_a_retained_state_holds_once_its_boot_is_heard (void)
{
  g_autoptr (World) world = world_new (2);
  world_link (world, VIGIL_LINK_DOWN);
  world_run (world, SECONDS (4));
  world->gateways[0].boot = 300;
  world_link (world, VIGIL_LINK_UP);
  feed_retained_state (world, 300);
  world_run (world, SECONDS (20));
  assert_all_live (world);
  feed_retained_state (world, 100);
  g_assert_cmpuint (vigil_ward_get_count (world->ward, VIGIL_COUNTER_OLD_BOOT), ==, 1);
}

static void
test_a_late_will_does_not_blind_the_life_after_it (void)
{
  g_autoptr (World) world = world_new_cold (2);
  world_link (world, VIGIL_LINK_UP);
  feed_retained_state (world, world->gateways[0].boot);
  VigilFrame will = { .kind = VIGIL_FRAME_GATEWAY_STATE, .subject = "gw-1", .boot = 8 };
  will.gateway.is_first = will.gateway.is_last = TRUE;
  world_feed (world, &will);
  for (guint i = 0; i < world->n_beds; i++)
    world_meta (world, i);
  world_run (world, SECONDS (20));
  assert_all_live (world);
}

static void
publish_label (World *world, guint bed, const char *label)
{
  VigilFrame frame = world_frame (world, VIGIL_FRAME_META, NULL, bed);
  frame.meta.patient_class = VIGIL_CLASS_ADULT;
  frame.meta.rev = 7;
  vigil_text_copy (frame.meta.label, sizeof frame.meta.label, label);
  world_feed (world, &frame);
}

static const char *
label_of (World *world, guint bed)
{
  return vigil_ward_get_bed (world->ward, bed)->label;
}

/* ux.md, "Tile": nobody is sent to the wrong one of two beds that are called the same, or as
 * another's id. */
static void
test_a_label_is_of_one_bed_alone (void)
{
  g_autoptr (World) world = world_new (4);
  for (guint i = 0; i < 4; i++)
    world->configs[i].label[0] = '\0';
  world_restart_station (world);
  publish_label (world, 0, "9");
  g_assert_cmpstr (label_of (world, 0), ==, "9");
  publish_label (world, 1, "12a");
  publish_label (world, 2, "12 A");
  g_assert_cmpstr (label_of (world, 1), ==, "12a (02)");
  g_assert_cmpstr (label_of (world, 2), ==, "12 A (03)");
  publish_label (world, 1, "12B");
  g_assert_cmpstr (label_of (world, 1), ==, "12B");
  g_assert_cmpstr (label_of (world, 2), ==, "12 A");
  publish_label (world, 2, "04");
  g_assert_cmpstr (label_of (world, 2), ==, "04 (03)");
  g_assert_cmpstr (label_of (world, 3), ==, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (ROWS); i++) {
    g_autofree char *path = g_strdup_printf ("/ward/accept/counts/%s", ROWS[i].name);
    g_test_add_data_func (path, &ROWS[i], test_row);
  }
  g_test_add_func ("/ward/accept/what-comes-before-the-claim-is-not-lost",
                   test_what_comes_before_the_claim_is_not_lost);
  g_test_add_func ("/ward/accept/a-label-is-of-one-bed-alone", test_a_label_is_of_one_bed_alone);
  g_test_add_func ("/ward/accept/what-was-retained-by-a-dead-gateway-is-refused",
                   test_what_was_retained_by_a_dead_gateway_is_refused);
  g_test_add_func ("/ward/accept/a-list-takes-effect-at-its-end",
                   test_a_list_takes_effect_at_its_end);
  g_test_add_func ("/ward/accept/a-list-that-lost-an-item-is-not-believed",
                   test_a_list_that_lost_an_item_is_not_believed);
  g_test_add_func ("/ward/accept/another-gateway-takes-over-a-bed-of-a-lost-one",
                   test_another_gateway_takes_over_a_bed_of_a_lost_one);
  g_test_add_func ("/ward/accept/a-deleted-bed-with-a-standing-alarm-is-told",
                   test_a_deleted_bed_with_a_standing_alarm_is_told);
  g_test_add_func ("/ward/accept/a-stale-retained-state-does-not-blind-a-living-gateway",
                   test_a_stale_retained_state_does_not_blind_a_living_gateway);
  g_test_add_func ("/ward/accept/a-stale-retained-state-loses-to-the-first-live-one",
                   test_a_stale_retained_state_loses_to_the_first_live_one);
  g_test_add_func ("/ward/accept/a-retained-state-holds-once-its-boot-is-heard",
                   test_a_retained_state_holds_once_its_boot_is_heard);
  g_test_add_func ("/ward/accept/a-late-will-does-not-blind-the-life-after-it",
                   test_a_late_will_does_not_blind_the_life_after_it);
  return g_test_run ();
}
