/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Numbers, waves and the station's own limit alarms. */

#include "vigil-playout.h"
#include "ward-world.h"

#define SPO2_1 "01|limit|" SPO2 "|lo|1"
#define SPO2_2 "01|limit|" SPO2 "|lo|2"
#define HR_LO_2 "01|limit|" HR "|lo|2"
#define HR_HI_1 "01|limit|" HR "|hi|1"
#define HR_HI_2 "01|limit|" HR "|hi|2"

static const VigilNumeric *
get (World *world, VigilNumericKind kind)
{
  return &vigil_ward_get_bed (world->ward, 0)->numerics[kind];
}

static void
test_a_number_is_shown_with_its_quality (void)
{
  g_autoptr (World) world = world_new (1);
  static const struct {
    VigilQuality quality;
    VigilShow show;
  } ROWS[] = {
    { VIGIL_QUALITY_VALID, VIGIL_SHOW_VALUE },
    { VIGIL_QUALITY_QUESTIONABLE, VIGIL_SHOW_QUESTIONABLE },
    { VIGIL_QUALITY_INVALID, VIGIL_SHOW_DASHES },
    { VIGIL_QUALITY_NOT_AVAILABLE, VIGIL_SHOW_DASHES },
    { VIGIL_QUALITY_TEST, VIGIL_SHOW_VALUE },
  };
  for (guint i = 0; i < G_N_ELEMENTS (ROWS); i++) {
    world->beds[0].quality[VIGIL_NUMERIC_HR] = ROWS[i].quality;
    world_vitals (world, 0);
    g_assert_cmpint (get (world, VIGIL_NUMERIC_HR)->show, ==, ROWS[i].show);
  }
  g_assert_true (vigil_ward_get_bed (world->ward, 0)->is_demo);
}

static void
test_what_is_absent_is_blank_now (void)
{
  g_autoptr (World) world = world_new (1);
  world_unset (world, 0, VIGIL_NUMERIC_SPO2);
  world_vitals (world, 0);
  g_assert_cmpint (get (world, VIGIL_NUMERIC_SPO2)->show, ==, VIGIL_SHOW_BLANK);
  g_assert_cmpint (get (world, VIGIL_NUMERIC_HR)->show, ==, VIGIL_SHOW_VALUE);
}

static void
test_nothing_for_5_s_is_dashes (void)
{
  g_autoptr (World) world = world_new (1);
  world->beds[0].is_publishing = FALSE;
  world_run (world, 4500);
  g_assert_cmpint (get (world, VIGIL_NUMERIC_HR)->show, ==, VIGIL_SHOW_VALUE);
  world_run (world, 1500);
  g_assert_cmpint (get (world, VIGIL_NUMERIC_HR)->show, ==, VIGIL_SHOW_DASHES);
  g_assert_cmpint (get (world, VIGIL_NUMERIC_TEMP)->show, ==, VIGIL_SHOW_BLANK);
}

static void
test_a_cuff_reading_grows_old_by_its_own_time (void)
{
  g_autoptr (World) world = world_new (1);
  world_set (world, 0, VIGIL_NUMERIC_NIBP_SYS, 118);
  world->beds[0].t_ms[VIGIL_NUMERIC_NIBP_SYS] = world->now.wall_ms;
  world_run (world, MINUTES (59));
  g_assert_cmpint (get (world, VIGIL_NUMERIC_NIBP_SYS)->show, ==, VIGIL_SHOW_VALUE);
  world_run (world, MINUTES (2));
  g_assert_cmpint (get (world, VIGIL_NUMERIC_NIBP_SYS)->show, ==, VIGIL_SHOW_OLD);
  world_run (world, MINUTES (180));
  g_assert_cmpint (get (world, VIGIL_NUMERIC_NIBP_SYS)->show, ==, VIGIL_SHOW_DASHES);
}

static void
test_an_overdue_cuff_is_grey_and_low (void)
{
  g_autoptr (World) world = world_new (1);
  VigilFrame limits = world_frame (world, VIGIL_FRAME_LIMITS, NULL, 0);
  limits.limits.nibp_interval_s = 600;
  world_feed (world, &limits);
  world_set (world, 0, VIGIL_NUMERIC_NIBP_SYS, 118);
  world->beds[0].t_ms[VIGIL_NUMERIC_NIBP_SYS] = world->now.wall_ms;
  world_run (world, MINUTES (14));
  g_assert_cmpint (get (world, VIGIL_NUMERIC_NIBP_SYS)->show, ==, VIGIL_SHOW_VALUE);
  g_assert_null (world_find (world, 0, "VIGIL_EVT_NIBP_OVERDUE"));
  world_run (world, MINUTES (2));
  g_assert_cmpint (get (world, VIGIL_NUMERIC_NIBP_SYS)->show, ==, VIGIL_SHOW_OLD);
  g_assert_cmpint (world_find (world, 0, "VIGIL_EVT_NIBP_OVERDUE")->priority, ==,
                   VIGIL_PRIORITY_LOW);
}

static void
test_a_preset_alarms_after_its_delay (void)
{
  g_autoptr (World) world = world_new (1);
  g_assert_cmpint (get (world, VIGIL_NUMERIC_SPO2)->limit_source, ==, VIGIL_LIMITS_PRESET);
  world_set (world, 0, VIGIL_NUMERIC_SPO2, 88);
  world_run (world, SECONDS (10));
  g_assert_null (world_find_key (world, 0, SPO2_1));
  world_run (world, SECONDS (2));
  const VigilAlarm *alarm = world_find_key (world, 0, SPO2_1);
  g_assert_nonnull (alarm);
  g_assert_cmpint (alarm->priority, ==, VIGIL_PRIORITY_MEDIUM);
  g_assert_cmpstr (alarm->label, ==, "SpO2 88 < 90");
  g_assert_cmpuint (alarm->sources, ==, VIGIL_SOURCE_STATION);
  g_assert_true (get (world, VIGIL_NUMERIC_SPO2)->alarm_is_open);
  g_assert_false (get (world, VIGIL_NUMERIC_HR)->alarm_is_open);
}

static void
test_the_second_limit_is_high_and_hides_the_first (void)
{
  g_autoptr (World) world = world_new (1);
  world_set (world, 0, VIGIL_NUMERIC_SPO2, 84);
  world_run (world, SECONDS (7));
  g_assert_cmpint (world_find_key (world, 0, SPO2_2)->priority, ==, VIGIL_PRIORITY_HIGH);
  g_assert_null (world_find_key (world, 0, SPO2_1));
  g_assert_cmpuint (world_count (world, VIGIL_EVENT_ALARM_RAISED, NULL), ==, 1);
  world_set (world, 0, VIGIL_NUMERIC_SPO2, 88);
  world_run (world, SECONDS (8));
  g_assert_true (vigil_alarm_is_open (world_find_key (world, 0, SPO2_1)));
  g_assert_true (vigil_alarm_is_picture (world_find_key (world, 0, SPO2_2)));
  g_assert_cmpint (vigil_ward_get_sounding (world->ward), ==, VIGIL_PRIORITY_MEDIUM);
}

static void
test_silencing_the_second_limit_covers_the_first (void)
{
  g_autoptr (World) world = world_new (1);
  VigilAction actions[VIGIL_ALARMS_MAX * 2];
  world_set (world, 0, VIGIL_NUMERIC_SPO2, 84);
  world_run (world, SECONDS (7));
  g_assert_cmpuint (world_silence (world, 0, actions), ==, 1);
  world_set (world, 0, VIGIL_NUMERIC_SPO2, 88);
  world_run (world, SECONDS (10));
  g_assert_cmpint (world_find_key (world, 0, SPO2_1)->phase, ==, VIGIL_ALARM_SILENCED);
  g_assert_cmpint (vigil_ward_get_sounding (world->ward), ==, VIGIL_PRIORITY_NONE);
}

/* contract.md: the acknowledgement of level 2 covers level 1 "of that excursion". */
static void
test_silencing_a_picture_covers_no_later_excursion (void)
{
  g_autoptr (World) world = world_new (1);
  VigilAction actions[VIGIL_ALARMS_MAX * 2];
  world_set (world, 0, VIGIL_NUMERIC_SPO2, 84);
  world_run (world, SECONDS (7));
  world_set (world, 0, VIGIL_NUMERIC_SPO2, 97);
  world_run (world, SECONDS (80));
  world_set (world, 0, VIGIL_NUMERIC_SPO2, 88);
  world_run (world, SECONDS (12));
  g_assert_true (vigil_alarm_is_open (world_find_key (world, 0, SPO2_1)));
  world_set (world, 0, VIGIL_NUMERIC_SPO2, 97);
  world_run (world, SECONDS (7));
  g_assert_cmpuint (world_silence (world, 0, actions), ==, 1);
  g_assert_cmpstr (actions[0].key, ==, SPO2_2);
  world_set (world, 0, VIGIL_NUMERIC_SPO2, 88);
  world_run (world, SECONDS (12));
  g_assert_true (vigil_alarm_is_open (world_find_key (world, 0, SPO2_1)));
  g_assert_cmpint (vigil_ward_get_sounding (world->ward), ==, VIGIL_PRIORITY_MEDIUM);
}

/* ux.md, "Again": a silenced first limit stays so "unless worse (… or the second limit)". */
static void
test_the_second_limit_ends_the_silence_of_the_first (void)
{
  for (guint i = 0; i < 3; i++) {
    g_autoptr (World) world = world_new (1);
    VigilAction actions[VIGIL_ALARMS_MAX * 2];
    world_set (world, 0, VIGIL_NUMERIC_SPO2, 86);
    world_run (world, SECONDS (12));
    g_assert_cmpuint (world_silence (world, 0, actions), ==, 1);
    if (i == 1) { /* over between them, and soon back */
      world_set (world, 0, VIGIL_NUMERIC_SPO2, 97);
      world_run (world, SECONDS (20));
    }
    world_set (world, 0, VIGIL_NUMERIC_SPO2, 84);
    world_run (world, SECONDS (12));
    g_assert_cmpint (vigil_ward_get_sounding (world->ward), ==, VIGIL_PRIORITY_HIGH);
    if (i == 2) /* its acknowledgement covers both */
      g_assert_cmpuint (world_silence (world, 0, actions), ==, 1);
    world_set (world, 0, VIGIL_NUMERIC_SPO2, 86);
    world_run (world, SECONDS (12));
    g_assert_cmpint (vigil_ward_get_sounding (world->ward), ==,
                     i == 2 ? VIGIL_PRIORITY_NONE : VIGIL_PRIORITY_MEDIUM);
    world_run (world, SECONDS (110));
    g_assert_true (vigil_alarm_is_open (world_find_key (world, 0, SPO2_1)));
  }
}

/* The same though the station starts again while the second limit is broken. */
static void
test_a_restart_brings_no_milder_silence_back (void)
{
  g_autoptr (World) world = world_new (1);
  VigilAction actions[VIGIL_ALARMS_MAX * 2];
  world_set (world, 0, VIGIL_NUMERIC_SPO2, 86);
  world_run (world, SECONDS (12));
  g_assert_cmpuint (world_silence (world, 0, actions), ==, 1);
  world_set (world, 0, VIGIL_NUMERIC_SPO2, 84);
  world_run (world, SECONDS (12));
  world_restart_station (world);
  world_apply (world, &actions[0]);
  world_settle (world);
  world_run (world, SECONDS (12));
  g_assert_cmpint (vigil_ward_get_sounding (world->ward), ==, VIGIL_PRIORITY_HIGH);
  world_set (world, 0, VIGIL_NUMERIC_SPO2, 86);
  world_run (world, SECONDS (12));
  g_assert_true (vigil_alarm_is_open (world_find_key (world, 0, SPO2_1)));
}

/* contract.md: raised is the device time of the sample that completed the delay: it is beyond the
 * limit. The hysteresis is of an alarm that stands. */
static void
test_a_value_inside_the_limit_completes_no_delay (void)
{
  g_autoptr (World) world = world_new (1);
  world_set (world, 0, VIGIL_NUMERIC_HR, 145);
  world_run (world, SECONDS (3));
  world_set (world, 0, VIGIL_NUMERIC_HR, 138);
  world_run (world, SECONDS (20));
  g_assert_null (world_find_key (world, 0, HR_HI_2));
  g_assert_cmpint (world_find_key (world, 0, HR_HI_1)->priority, ==, VIGIL_PRIORITY_MEDIUM);
  world_set (world, 0, VIGIL_NUMERIC_HR, 145);
  world_run (world, SECONDS (4));
  g_assert_null (world_find_key (world, 0, HR_HI_2));
  world_run (world, SECONDS (3));
  g_assert_nonnull (world_find_key (world, 0, HR_HI_2));
  world_set (world, 0, VIGIL_NUMERIC_HR, 138);
  world_run (world, SECONDS (20));
  g_assert_false (world_find_key (world, 0, HR_HI_2)->is_latched);
}

/* The paper case: SpO2 89/91 and 84/86. */
static void
test_flapping_around_a_limit_does_not_chatter (void)
{
  static const double VALUES[][2] = { { 89, 91 }, { 84, 86 } };
  for (guint i = 0; i < 2; i++) {
    g_autoptr (World) world = world_new (1);
    world_set (world, 0, VIGIL_NUMERIC_SPO2, VALUES[i][0]);
    world_run (world, SECONDS (20));
    world_forget (world);
    for (guint s = 0; s < 300; s++) {
      world_set (world, 0, VIGIL_NUMERIC_SPO2, VALUES[i][s % 4 < 2]);
      world_run (world, SECONDS (1));
      g_assert_cmpint (vigil_ward_get_sounding (world->ward), >=, VIGIL_PRIORITY_MEDIUM);
    }
    g_assert_cmpuint (world_count (world, VIGIL_EVENT_ALARM_RAISED, NULL), ==, 0);
    g_assert_cmpuint (world_count (world, VIGIL_EVENT_ALARM_ENDED, NULL), ==, 0);
  }
}

static void
test_what_the_hysteresis_holds_says_nothing_untrue (void)
{
  g_autoptr (World) world = world_new (1);
  world_set (world, 0, VIGIL_NUMERIC_SPO2, 88);
  world_run (world, SECONDS (15));
  world_set (world, 0, VIGIL_NUMERIC_SPO2, 90);
  world_run (world, SECONDS (30));
  g_assert_cmpstr (world_find_key (world, 0, SPO2_1)->label, ==, "SpO2 88 < 90");
  g_assert_true (vigil_alarm_is_open (world_find_key (world, 0, SPO2_1)));
}

static void
test_an_end_needs_5_s_inside (void)
{
  g_autoptr (World) world = world_new (1);
  world_set (world, 0, VIGIL_NUMERIC_SPO2, 88);
  world_run (world, SECONDS (15));
  world_set (world, 0, VIGIL_NUMERIC_SPO2, 95);
  world_run (world, SECONDS (4));
  g_assert_nonnull (world_find_key (world, 0, SPO2_1));
  world_run (world, SECONDS (3));
  g_assert_null (world_find_key (world, 0, SPO2_1));
}

static void
test_the_bedside_is_authoritative_while_its_list_is_fresh (void)
{
  g_autoptr (World) world = world_new (1);
  VigilLimit limit = { VIGIL_NUMERIC_SPO2, 90, NAN, 85, NAN, TRUE, 0 };
  world_limits (world, 0, &limit, 1);
  world_set (world, 0, VIGIL_NUMERIC_SPO2, 80);
  world_run (world, SECONDS (60));
  g_assert_null (world_find_key (world, 0, SPO2_2));
  /* Its list stops: the station judges by the bedside's last limits. */
  world->beds[0].has_list = FALSE;
  world_run (world, SECONDS (40));
  g_assert_nonnull (world_find_key (world, 0, SPO2_2));
  /* It is back and says there is nothing. */
  world->beds[0].has_list = TRUE;
  world_run (world, SECONDS (12));
  g_assert_true (vigil_alarm_is_picture (world_find_key (world, 0, SPO2_2)));
}

/* contract.md: "a retained one for 12 s from its receipt, in which the live one is due". */
static void
test_a_retained_list_is_fresh_for_12_s (void)
{
  g_autoptr (World) world = world_new (1);
  VigilLimit limit = { VIGIL_NUMERIC_SPO2, 90, NAN, 85, NAN, TRUE, 0 };
  world_set (world, 0, VIGIL_NUMERIC_SPO2, 80);
  world->beds[0].has_list = FALSE;
  world_restart_station (world);
  world_limits (world, 0, &limit, 1);
  world_publish_list (world, 0, TRUE, 1000);
  world_run (world, SECONDS (12));
  g_assert_null (world_find_key (world, 0, SPO2_2));
  /* No live one came: the station judges, with its delay of 5 s. */
  world_run (world, SECONDS (8));
  g_assert_nonnull (world_find_key (world, 0, SPO2_2));
}

static void
test_a_limit_off_with_an_end_alarms_nobody (void)
{
  g_autoptr (World) world = world_new (1);
  VigilLimit limit = { VIGIL_NUMERIC_SPO2, 90, NAN, 85, NAN, FALSE, 0 };
  limit.until_ms = world->now.wall_ms + MINUTES (2);
  world_limits (world, 0, &limit, 1);
  g_assert_cmpint (get (world, VIGIL_NUMERIC_SPO2)->limit_source, ==, VIGIL_LIMITS_OFF);
  world_set (world, 0, VIGIL_NUMERIC_SPO2, 80);
  world_run (world, SECONDS (110));
  g_assert_null (world_find_key (world, 0, SPO2_2));
  /* Its end comes: it counts as none, and the preset holds. */
  world_run (world, SECONDS (30));
  g_assert_cmpint (get (world, VIGIL_NUMERIC_SPO2)->limit_source, ==, VIGIL_LIMITS_PRESET);
  g_assert_nonnull (world_find_key (world, 0, SPO2_2));
}

static void
test_a_limit_off_for_ever_counts_as_none (void)
{
  g_autoptr (World) world = world_new (1);
  VigilLimit limit = { VIGIL_NUMERIC_SPO2, 90, NAN, 85, NAN, FALSE, 0 };
  world_limits (world, 0, &limit, 1);
  g_assert_cmpint (get (world, VIGIL_NUMERIC_SPO2)->limit_source, ==, VIGIL_LIMITS_PRESET);
  limit.until_ms = world->now.wall_ms + MINUTES (25 * 60);
  world_limits (world, 0, &limit, 1);
  g_assert_cmpint (get (world, VIGIL_NUMERIC_SPO2)->limit_source, ==, VIGIL_LIMITS_PRESET);
}

static void
test_test_values_alarm_only_in_a_demo_ward (void)
{
  for (guint is_demo = 0; is_demo < 2; is_demo++) {
    g_autoptr (World) world = world_new (1);
    world->config.is_demo_ward = is_demo != 0;
    world_restart_station (world);
    world_set (world, 0, VIGIL_NUMERIC_SPO2, 80);
    world->beds[0].quality[VIGIL_NUMERIC_SPO2] = VIGIL_QUALITY_DEMO;
    world_run (world, SECONDS (20));
    g_assert_cmpint (world_find_key (world, 0, SPO2_2) != NULL, ==, is_demo);
    g_assert_true (vigil_ward_get_bed (world->ward, 0)->is_demo);
  }
}

static void
test_a_questionable_value_still_alarms (void)
{
  g_autoptr (World) world = world_new (1);
  world_set (world, 0, VIGIL_NUMERIC_SPO2, 80);
  world->beds[0].quality[VIGIL_NUMERIC_SPO2] = VIGIL_QUALITY_QUESTIONABLE;
  world_run (world, SECONDS (10));
  g_assert_nonnull (world_find_key (world, 0, SPO2_2));
}

static void
test_leads_off_blocks_what_the_station_makes_of_the_ecg (void)
{
  g_autoptr (World) world = world_new (1);
  world_raise (world, 0, "l", "MDC_EVT_LEADS_OFF", "", VIGIL_PRIORITY_LOW);
  world_run (world, SECONDS (1));
  world_set (world, 0, VIGIL_NUMERIC_HR, 20);
  world_run (world, SECONDS (20));
  g_assert_null (world_find_key (world, 0, HR_LO_2));
  g_assert_true (vigil_bed_find_lead (vigil_ward_get_bed (world->ward, 0), VIGIL_WAVE_ECG)->is_off);
  world_clear (world, 0, "l");
  world_run (world, SECONDS (7));
  g_assert_nonnull (world_find_key (world, 0, HR_LO_2));
}

/* The paper case: a NIBP high once. */
static void
test_a_cuff_alarm_is_of_its_reading (void)
{
  g_autoptr (World) world = world_new (1);
  const char *key = "01|limit|" NIBP "|hi|1";
  VigilAction actions[VIGIL_ALARMS_MAX * 2];
  world_set (world, 0, VIGIL_NUMERIC_NIBP_SYS, 170);
  world->beds[0].t_ms[VIGIL_NUMERIC_NIBP_SYS] = world->now.wall_ms;
  gint64 reading_ms = world->now.wall_ms;
  world_run (world, SECONDS (2));
  g_assert_cmpint (world_find_key (world, 0, key)->raised_ms, ==, reading_ms);
  g_assert_cmpuint (world_silence (world, 0, actions), ==, 1);
  world_run (world, MINUTES (5));
  g_assert_cmpint (world_find_key (world, 0, key)->phase, ==, VIGIL_ALARM_SILENCED);
  /* The next reading is high again: it is a new alarm. */
  world->beds[0].t_ms[VIGIL_NUMERIC_NIBP_SYS] = world->now.wall_ms;
  world_run (world, SECONDS (2));
  g_assert_true (vigil_alarm_is_open (world_find_key (world, 0, key)));
  /* No further one: it ends 15 min after its time. */
  world_run (world, MINUTES (14));
  g_assert_nonnull (world_find_key (world, 0, key));
  world_run (world, MINUTES (2));
  g_assert_null (world_find_key (world, 0, key));
}

static void
test_a_good_reading_ends_the_cuffs_alarm (void)
{
  g_autoptr (World) world = world_new (1);
  world_set (world, 0, VIGIL_NUMERIC_NIBP_SYS, 170);
  world->beds[0].t_ms[VIGIL_NUMERIC_NIBP_SYS] = world->now.wall_ms;
  world_run (world, SECONDS (2));
  world_set (world, 0, VIGIL_NUMERIC_NIBP_SYS, 130);
  world->beds[0].t_ms[VIGIL_NUMERIC_NIBP_SYS] = world->now.wall_ms;
  world_run (world, SECONDS (2));
  g_assert_null (world_find_key (world, 0, "01|limit|" NIBP "|hi|1"));
}

static void
test_waves_are_scaled_and_lie_on_the_grid (void)
{
  g_autoptr (World) world = world_new (1);
  world->beds[0].has_waves = TRUE;
  world_run (world, SECONDS (20));
  const VigilBed *bed = vigil_ward_get_bed (world->ward, 0);
  const VigilLead *lead = vigil_bed_find_lead (bed, VIGIL_WAVE_ECG);
  g_assert_cmpint (lead->trace.newest, >, 4900);
  for (gint64 i = 0; i <= lead->trace.newest; i++)
    g_assert_cmpfloat (vigil_trace_get (&lead->trace, i), ==, 0.5f);
  g_assert_true (bed->has_clock);
  gint64 shown_us = vigil_bed_device_at (bed, world->now.mono_us);
  g_assert_cmpint (vigil_trace_get_end_us (&lead->trace) - shown_us, >=, 0);
  g_assert_cmpint (vigil_trace_get_end_us (&lead->trace) - shown_us, <=, 250000);
}

static void
test_a_self_contained_block_makes_its_lead (void)
{
  g_autoptr (World) world = world_new (1);
  VigilFrame frame = world_frame (world, VIGIL_FRAME_WAVE, "wave", 0);
  frame.wave = (VigilFrameWave){ .lead = 255,
                                 .is_first = TRUE,
                                 .source = "ecg",
                                 .unit = "uV",
                                 .refid = "MDC_ECG_ELEC_POTL_V1",
                                 .rate_mhz = 500000,
                                 .n_samples = 50 };
  frame.wave.start_us = frame.t_ms * 1000;
  frame.wave.block_end_us = frame.wave.start_us + 100000;
  frame.wave.samples[0] = 1500;
  frame.wave.samples[1] = NAN;
  world_feed (world, &frame);
  const VigilBed *bed = vigil_ward_get_bed (world->ward, 0);
  g_assert_cmpuint (bed->n_leads, ==, 2);
  g_assert_cmpfloat (vigil_trace_get (&bed->leads[1].trace, 0), ==, 1.5f);
  g_assert_true (isnan (vigil_trace_get (&bed->leads[1].trace, 1)));
}

static void
test_a_new_revision_keeps_the_leads_that_are_the_same (void)
{
  g_autoptr (World) world = world_new (1);
  world_wave (world, 0, world->now.wall_ms * 1000, 200);
  VigilFrame frame = world_frame (world, VIGIL_FRAME_META, NULL, 0);
  frame.meta = vigil_ward_get_bed (world->ward, 0)->meta;
  frame.meta.rev = 2;
  frame.meta.n_leads = 2;
  frame.meta.leads[1] = frame.meta.leads[0];
  frame.meta.leads[1].id = 1;
  vigil_text_copy (frame.meta.leads[1].refid, sizeof frame.meta.leads[1].refid,
                   "MDC_PULS_OXIM_PLETH");
  world_feed (world, &frame);
  const VigilBed *bed = vigil_ward_get_bed (world->ward, 0);
  g_assert_cmpuint (bed->n_leads, ==, 2);
  g_assert_cmpint (bed->leads[0].trace.newest, ==, 49);
  g_assert_cmpint (bed->leads[1].trace.newest, ==, -1);
}

/* The last 4 ms of the time of a block have no sample yet to draw a line to. */
static void
test_a_wave_is_shown_up_to_its_last_sample (void)
{
  g_autoptr (World) world = world_new (1);
  gint64 end_us = world->now.wall_ms * 1000, mono_us = world->now.mono_us;
  world_wave (world, 0, end_us, 200);
  const VigilBed *bed = vigil_ward_get_bed (world->ward, 0);
  g_assert_cmpint (vigil_bed_device_at (bed, mono_us + 200000 + VIGIL_PLAYOUT_MARGIN_US), ==,
                   end_us - 4000);
}

static void
test_a_clock_jump_is_a_new_epoch_with_empty_traces (void)
{
  g_autoptr (World) world = world_new (1);
  world->beds[0].has_waves = TRUE;
  world_run (world, SECONDS (20));
  const VigilBed *bed = vigil_ward_get_bed (world->ward, 0);
  guint epoch = bed->clock_epoch;
  world->beds[0].clock_error_ms = -7000;
  world_run (world, SECONDS (2));
  g_assert_cmpuint (bed->clock_epoch, ==, epoch + 1);
  g_assert_cmpint (bed->leads[0].trace.newest, <, 600);
  gint64 shown_us = vigil_bed_device_at (bed, world->now.mono_us);
  g_assert_cmpint (vigil_trace_get_end_us (&bed->leads[0].trace) - shown_us, <=, 250000);
}

/* The value on its way back up is the last one seen, and not what has to be told. */
static void
test_what_is_over_is_told_by_its_farthest_value (void)
{
  static const double VALUES[] = { 88, 86, 87, 89 };
  for (guint silences = 0; silences < 2; silences++) {
    g_autoptr (World) world = world_new (1);
    VigilAction actions[VIGIL_ALARMS_MAX * 2];
    char text[96];
    for (guint i = 0; i < G_N_ELEMENTS (VALUES); i++) {
      world_set (world, 0, VIGIL_NUMERIC_SPO2, VALUES[i]);
      world_run (world, SECONDS (i == 0 ? 20 : 10));
      if (i == 0 && silences)
        g_assert_cmpuint (world_silence (world, 0, actions), ==, 1);
    }
    vigil_alarm_format (world_find_key (world, 0, SPO2_1), text, sizeof text);
    g_assert_cmpstr (text, ==, "SpO2 89 < 90");
    world_set (world, 0, VIGIL_NUMERIC_SPO2, 97);
    world_run (world, SECONDS (20));
    vigil_alarm_format (vigil_ward_get_last_ended (world->ward, 0), text, sizeof text);
    g_assert_cmpstr (text, ==, "SpO2 86 < 90");
  }
}

#define ADD(name, func) g_test_add_func ("/ward/numbers/" name, func)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("a-number-is-shown-with-its-quality", test_a_number_is_shown_with_its_quality);
  ADD ("what-is-absent-is-blank-now", test_what_is_absent_is_blank_now);
  ADD ("nothing-for-5-s-is-dashes", test_nothing_for_5_s_is_dashes);
  ADD ("a-cuff-reading-grows-old-by-its-own-time", test_a_cuff_reading_grows_old_by_its_own_time);
  ADD ("an-overdue-cuff-is-grey-and-low", test_an_overdue_cuff_is_grey_and_low);
  ADD ("a-preset-alarms-after-its-delay", test_a_preset_alarms_after_its_delay);
  ADD ("the-second-limit-is-high-and-hides-the-first",
       test_the_second_limit_is_high_and_hides_the_first);
  ADD ("silencing-the-second-limit-covers-the-first",
       test_silencing_the_second_limit_covers_the_first);
  ADD ("silencing-a-picture-covers-no-later-excursion",
       test_silencing_a_picture_covers_no_later_excursion);
  ADD ("the-second-limit-ends-the-silence-of-the-first",
       test_the_second_limit_ends_the_silence_of_the_first);
  ADD ("a-restart-brings-no-milder-silence-back", test_a_restart_brings_no_milder_silence_back);
  ADD ("a-value-inside-the-limit-completes-no-delay",
       test_a_value_inside_the_limit_completes_no_delay);
  ADD ("flapping-around-a-limit-does-not-chatter", test_flapping_around_a_limit_does_not_chatter);
  ADD ("what-the-hysteresis-holds-says-nothing-untrue",
       test_what_the_hysteresis_holds_says_nothing_untrue);
  ADD ("an-end-needs-5-s-inside", test_an_end_needs_5_s_inside);
  ADD ("the-bedside-is-authoritative-while-its-list-is-fresh",
       test_the_bedside_is_authoritative_while_its_list_is_fresh);
  ADD ("a-retained-list-is-fresh-for-12-s", test_a_retained_list_is_fresh_for_12_s);
  ADD ("a-limit-off-with-an-end-alarms-nobody", test_a_limit_off_with_an_end_alarms_nobody);
  ADD ("a-limit-off-for-ever-counts-as-none", test_a_limit_off_for_ever_counts_as_none);
  ADD ("test-values-alarm-only-in-a-demo-ward", test_test_values_alarm_only_in_a_demo_ward);
  ADD ("a-questionable-value-still-alarms", test_a_questionable_value_still_alarms);
  ADD ("leads-off-blocks-what-the-station-makes-of-the-ecg",
       test_leads_off_blocks_what_the_station_makes_of_the_ecg);
  ADD ("a-cuff-alarm-is-of-its-reading", test_a_cuff_alarm_is_of_its_reading);
  ADD ("a-good-reading-ends-the-cuffs-alarm", test_a_good_reading_ends_the_cuffs_alarm);
  ADD ("waves-are-scaled-and-lie-on-the-grid", test_waves_are_scaled_and_lie_on_the_grid);
  ADD ("a-self-contained-block-makes-its-lead", test_a_self_contained_block_makes_its_lead);
  ADD ("a-new-revision-keeps-the-leads-that-are-the-same",
       test_a_new_revision_keeps_the_leads_that_are_the_same);
  ADD ("a-wave-is-shown-up-to-its-last-sample", test_a_wave_is_shown_up_to_its_last_sample);
  ADD ("a-clock-jump-is-a-new-epoch-with-empty-traces",
       test_a_clock_jump_is_a_new_epoch_with_empty_traces);
  ADD ("what-is-over-is-told-by-its-farthest-value",
       test_what_is_over_is_told_by_its_farthest_value);
  return g_test_run ();
}
