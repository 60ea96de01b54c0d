/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whose limit holds: bedside, off with an end, preset of a class (ux.md, "Patient class"); and what
 * matters more by its consequence (ux.md, "Technical"). */

#include "vigil-ward-off.h"
#include "ward-world.h"

static const VigilNumeric *
get (World *world, VigilNumericKind kind)
{
  return &vigil_ward_get_bed (world->ward, 0)->numerics[kind];
}

static VigilPriority
priority_of (World *world, const char *code)
{
  const VigilAlarm *alarm = world_find (world, 0, code);
  return alarm != NULL ? alarm->priority : VIGIL_PRIORITY_NONE;
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
test_a_limit_that_cannot_alarm_is_none (void)
{
  static const VigilLimit ROWS[] = { { VIGIL_NUMERIC_SPO2, NAN, NAN, NAN, NAN, TRUE, 0 },
                                     { VIGIL_NUMERIC_SPO2, 0, 100, NAN, NAN, TRUE, 0 } };
  for (guint i = 0; i < G_N_ELEMENTS (ROWS); i++) {
    g_autoptr (World) world = world_new (1);
    world_limits (world, 0, &ROWS[i], 1);
    g_assert_cmpint (get (world, VIGIL_NUMERIC_SPO2)->limit_source, ==, VIGIL_LIMITS_PRESET);
    world_set (world, 0, VIGIL_NUMERIC_SPO2, 80);
    world_run (world, SECONDS (10));
    g_assert_nonnull (world_find_key (world, 0, "01|limit|" SPO2 "|lo|2"));
  }
}

/* What was held is nobody's word any more. */
static void
test_limits_refused_as_a_whole_are_none (void)
{
  g_autoptr (World) world = world_new (1);
  VigilLimit limit = { VIGIL_NUMERIC_SPO2, 80, NAN, 75, NAN, TRUE, 0 };
  world_limits (world, 0, &limit, 1);
  g_assert_cmpint (get (world, VIGIL_NUMERIC_SPO2)->limit_source, ==, VIGIL_LIMITS_BEDSIDE);
  VigilFrame frame = world_frame (world, VIGIL_FRAME_REFUSED, NULL, 0);
  frame.refused.reason = VIGIL_COUNTER_MALFORMED;
  frame.refused.what = VIGIL_FRAME_LIMITS;
  world_feed (world, &frame);
  g_assert_cmpint (get (world, VIGIL_NUMERIC_SPO2)->limit_source, ==, VIGIL_LIMITS_BEDSIDE);
  frame.refused.is_whole = TRUE;
  world_feed (world, &frame);
  g_assert_cmpint (get (world, VIGIL_NUMERIC_SPO2)->limit_source, ==, VIGIL_LIMITS_PRESET);
  world_set (world, 0, VIGIL_NUMERIC_SPO2, 82);
  world_run (world, SECONDS (10));
  g_assert_nonnull (world_find_key (world, 0, "01|limit|" SPO2 "|lo|2"));
}

static void
test_an_end_too_far_away_does_not_come_near_by_waiting (void)
{
  g_autoptr (World) world = world_new (1);
  VigilLimit limit = { VIGIL_NUMERIC_SPO2, 90, NAN, 85, NAN, FALSE, 0 };
  limit.until_ms = world->now.wall_ms + MINUTES (24 * 60 + 5);
  world_limits (world, 0, &limit, 1);
  g_assert_cmpint (get (world, VIGIL_NUMERIC_SPO2)->limit_source, ==, VIGIL_LIMITS_PRESET);
  world_run (world, MINUTES (10));
  g_assert_cmpint (get (world, VIGIL_NUMERIC_SPO2)->limit_source, ==, VIGIL_LIMITS_PRESET);
  /* Said again as it was: still no end. Another one is judged anew. */
  world_limits (world, 0, &limit, 1);
  g_assert_cmpint (get (world, VIGIL_NUMERIC_SPO2)->limit_source, ==, VIGIL_LIMITS_PRESET);
  limit.until_ms = world->now.wall_ms + MINUTES (30);
  world_limits (world, 0, &limit, 1);
  g_assert_cmpint (get (world, VIGIL_NUMERIC_SPO2)->limit_source, ==, VIGIL_LIMITS_OFF);
}

static void
test_an_end_counts_by_the_beds_own_clock (void)
{
  static const gint64 ERRORS_MS[] = { -3600000, 3600000 };
  for (guint i = 0; i < G_N_ELEMENTS (ERRORS_MS); i++) {
    g_autoptr (World) world = world_new_cold (1);
    world->beds[0].clock_error_ms = ERRORS_MS[i];
    world_settle (world);
    VigilLimit limit = { VIGIL_NUMERIC_SPO2, 90, NAN, 85, NAN, FALSE, 0 };
    limit.until_ms = world->now.wall_ms + ERRORS_MS[i] + MINUTES (30);
    world_limits (world, 0, &limit, 1);
    world_run (world, MINUTES (29));
    g_assert_cmpint (get (world, VIGIL_NUMERIC_SPO2)->limit_source, ==, VIGIL_LIMITS_OFF);
    world_run (world, MINUTES (2));
    g_assert_cmpint (get (world, VIGIL_NUMERIC_SPO2)->limit_source, ==, VIGIL_LIMITS_PRESET);
  }
}

static void
test_a_change_of_class_changes_no_limit_by_itself (void)
{
  g_autoptr (World) world = world_new (1);
  g_assert_cmpfloat (get (world, VIGIL_NUMERIC_HR)->limit.hi, ==, 120);
  publish_class (world, VIGIL_CLASS_NEONATAL);
  world_run (world, SECONDS (2));
  const VigilBed *bed = vigil_ward_get_bed (world->ward, 0);
  g_assert_cmpint (bed->band, ==, VIGIL_BAND_UNDER_28_DAYS);
  g_assert_cmpint (bed->limit_band, ==, VIGIL_BAND_ADULT);
  g_assert_cmpfloat (get (world, VIGIL_NUMERIC_HR)->limit.hi, ==, 120);
  g_assert_cmpint (priority_of (world, "VIGIL_EVT_CLASS_CHANGED"), ==, VIGIL_PRIORITY_LOW);
  vigil_ward_use_class (world->ward, 0, world->now);
  g_assert_cmpfloat (get (world, VIGIL_NUMERIC_HR)->limit.hi, ==, 190);
  world_run (world, SECONDS (2));
  g_assert_cmpint (priority_of (world, "VIGIL_EVT_CLASS_CHANGED"), ==, VIGIL_PRIORITY_NONE);
}

static void
test_a_change_of_class_leaves_the_bedsides_limits (void)
{
  g_autoptr (World) world = world_new (1);
  VigilLimit limits[] = { { VIGIL_NUMERIC_HR, 55, 125, NAN, NAN, TRUE, 0 },
                          { VIGIL_NUMERIC_SPO2, 92, NAN, NAN, NAN, TRUE, 0 },
                          { VIGIL_NUMERIC_RR, 9, 29, NAN, NAN, TRUE, 0 } };
  world_limits (world, 0, limits, 3);
  publish_class (world, VIGIL_CLASS_NEONATAL);
  world_run (world, SECONDS (2));
  g_assert_cmpfloat (get (world, VIGIL_NUMERIC_HR)->limit.hi, ==, 125);
  g_assert_cmpint (get (world, VIGIL_NUMERIC_HR)->limit_source, ==, VIGIL_LIMITS_BEDSIDE);
  /* No preset holds: there is nothing old to tell. */
  g_assert_cmpint (priority_of (world, "VIGIL_EVT_CLASS_CHANGED"), ==, VIGIL_PRIORITY_NONE);
}

/* Unknown is never silently adult: its presets go at once, and that is told. */
static void
test_a_class_that_becomes_unknown_has_no_presets (void)
{
  g_autoptr (World) world = world_new (1);
  publish_class (world, VIGIL_CLASS_UNKNOWN);
  world_run (world, SECONDS (1));
  g_assert_cmpint (get (world, VIGIL_NUMERIC_HR)->limit_source, ==, VIGIL_LIMITS_NONE);
  g_assert_cmpint (priority_of (world, "VIGIL_EVT_NO_LIMITS"), ==, VIGIL_PRIORITY_LOW);
}

static void
test_who_comes_new_has_the_limits_of_his_class (void)
{
  g_autoptr (World) world = world_new (1);
  VigilIdentity identity = { .age_days = 15000, .as_of_ms = 1, .is_occupied = TRUE };
  vigil_text_copy (identity.encounter, sizeof identity.encounter,
                   "de300000-0000-4000-8000-000000000001");
  vigil_ward_set_identity (world->ward, 0, &identity, world->now);
  publish_class (world, VIGIL_CLASS_PAEDIATRIC);
  g_assert_cmpint (vigil_ward_get_bed (world->ward, 0)->limit_band, ==, VIGIL_BAND_UNKNOWN);
  identity.encounter[35] = '2';
  identity.age_days = 3000;
  vigil_ward_set_identity (world->ward, 0, &identity, world->now);
  g_assert_cmpfloat (get (world, VIGIL_NUMERIC_HR)->limit.hi, ==, 140);
  g_assert_cmpint (vigil_ward_get_bed (world->ward, 0)->limit_band, ==, VIGIL_BAND_5_TO_12);
}

static void
test_what_the_ward_file_says_is_marked (void)
{
  g_autoptr (World) world = world_new_cold (1);
  world->config.presets.bands[VIGIL_BAND_ADULT].is_ward_file[VIGIL_NUMERIC_HR] = TRUE;
  world->configs[0].stated_class = VIGIL_CLASS_ADULT;
  world_restart_station (world);
  world_run (world, SECONDS (2));
  g_assert_true (get (world, VIGIL_NUMERIC_HR)->is_limit_of_ward_file);
  g_assert_false (get (world, VIGIL_NUMERIC_RR)->is_limit_of_ward_file);
  g_assert_false (vigil_ward_get_bed (world->ward, 0)->is_class_stated);
  publish_class (world, VIGIL_CLASS_UNKNOWN);
  g_assert_true (vigil_ward_get_bed (world->ward, 0)->is_class_stated);
  g_assert_cmpint (vigil_ward_get_bed (world->ward, 0)->band, ==, VIGIL_BAND_ADULT);
}

static void
test_leads_off_of_a_continuous_ecg_are_high_after_30_s (void)
{
  g_autoptr (World) world = world_new_cold (1);
  world->configs[0].is_continuous_ecg = TRUE;
  world_restart_station (world);
  world_run (world, SECONDS (15));
  world_raise (world, 0, "l", "MDC_EVT_LEADS_OFF", "", VIGIL_PRIORITY_LOW);
  world_run (world, SECONDS (29));
  g_assert_cmpint (priority_of (world, "MDC_EVT_LEADS_OFF"), ==, VIGIL_PRIORITY_LOW);
  world_run (world, SECONDS (3));
  g_assert_cmpint (priority_of (world, "MDC_EVT_LEADS_OFF"), ==, VIGIL_PRIORITY_HIGH);
}

static void
test_a_technical_red_does_not_make_leads_off_worse (void)
{
  g_autoptr (World) world = world_new (1);
  world_raise (world, 0, "m", "MDC_EVT_MALF", "", VIGIL_PRIORITY_HIGH);
  world_raise (world, 0, "l", "MDC_EVT_LEADS_OFF", "", VIGIL_PRIORITY_LOW);
  world_run (world, SECONDS (40));
  g_assert_cmpint (priority_of (world, "MDC_EVT_LEADS_OFF"), ==, VIGIL_PRIORITY_LOW);
}

/* ux.md, "Technical": what is over, silenced, and only latched at the bedside when it goes neither
 * stood nor sounded within 10 min. */
static void
test_a_red_that_is_only_latched_makes_leads_off_no_graver (void)
{
  g_autoptr (World) world = world_new (1);
  VigilFrameAlarm *red =
      world_raise (world, 0, "v", "VIGIL_EVT_ECG_V_FIB", "", VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (5));
  red->inactivation = VIGIL_INACTIVATION_ACKNOWLEDGED;
  world->beds[0].is_list_due = TRUE;
  world_run (world, SECONDS (5));
  red->is_latched = TRUE;
  world->beds[0].is_list_due = TRUE;
  world_run (world, MINUTES (6));
  world_clear (world, 0, "v");
  world_run (world, MINUTES (5));
  world_raise (world, 0, "l", "MDC_EVT_LEADS_OFF", "", VIGIL_PRIORITY_LOW);
  world_run (world, SECONDS (40));
  g_assert_cmpint (priority_of (world, "MDC_EVT_LEADS_OFF"), ==, VIGIL_PRIORITY_LOW);
}

static void
test_a_battery_is_medium_under_15_minutes (void)
{
  g_autoptr (World) world = world_new (1);
  VigilFrameAlarm *battery = world_raise (world, 0, "b", "MDC_EVT_BATT_LO", "", VIGIL_PRIORITY_LOW);
  world_run (world, SECONDS (30));
  g_assert_cmpint (priority_of (world, "MDC_EVT_BATT_LO"), ==, VIGIL_PRIORITY_LOW);
  battery->has_value = TRUE;
  battery->value = 15;
  world_run (world, SECONDS (12));
  g_assert_cmpint (priority_of (world, "MDC_EVT_BATT_LO"), ==, VIGIL_PRIORITY_LOW);
  battery->value = 14;
  world_run (world, SECONDS (12));
  g_assert_cmpint (priority_of (world, "MDC_EVT_BATT_LO"), ==, VIGIL_PRIORITY_MEDIUM);
}

static void
test_nothing_is_off_on_a_usual_ward (void)
{
  g_autoptr (World) world = world_new (2);
  g_autoptr (GArray) items = vigil_ward_list_off (world->ward, world->now);
  g_assert_cmpuint (items->len, ==, 0);
  /* As the preset has it, a bound that no value can cross beside it: nothing was changed. */
  VigilLimit same = { VIGIL_NUMERIC_SPO2, 90, 100, 85, NAN, TRUE, 0 };
  world_limits (world, 0, &same, 1);
  g_autoptr (GArray) again = vigil_ward_list_off (world->ward, world->now);
  g_assert_cmpuint (again->len, ==, 0);
}

static void
test_everything_that_is_off_is_listed (void)
{
  g_autoptr (World) world = world_new (2);
  VigilLimit limits[] = { { VIGIL_NUMERIC_SPO2, 90, NAN, 85, NAN, FALSE, 0 },
                          { VIGIL_NUMERIC_HR, 55, 120, 40, 140, TRUE, 0 } };
  limits[0].until_ms = world->now.wall_ms + MINUTES (30);
  world_limits (world, 0, limits, 2);
  world_bed_state (world, 1, VIGIL_BED_STANDBY, world->now.wall_ms + MINUTES (20));
  publish_class (world, VIGIL_CLASS_UNKNOWN);
  world_run (world, SECONDS (2));
  g_autoptr (GArray) items = vigil_ward_list_off (world->ward, world->now);
  static const struct {
    VigilOffKind kind;
    guint bed;
    VigilNumericKind numeric;
  } ROWS[] = { { VIGIL_OFF_SUSPENSION, 1, 0 },
               { VIGIL_OFF_ALARM, 0, VIGIL_NUMERIC_SPO2 },
               { VIGIL_OFF_NO_LIMITS, 0, VIGIL_NUMERIC_RR } };
  g_assert_cmpuint (items->len, ==, G_N_ELEMENTS (ROWS));
  for (guint i = 0; i < items->len; i++) {
    const VigilOffItem *item = &g_array_index (items, VigilOffItem, i);
    g_assert_cmpint (item->kind, ==, ROWS[i].kind);
    g_assert_cmpuint (item->bed, ==, ROWS[i].bed);
    g_assert_cmpint (item->numeric, ==, ROWS[i].numeric);
    g_assert_cmpint (item->until_us > world->now.mono_us, ==, i < 2);
  }
  publish_class (world, VIGIL_CLASS_ADULT);
  g_autoptr (GArray) adult = vigil_ward_list_off (world->ward, world->now);
  const VigilOffItem *changed = &g_array_index (adult, VigilOffItem, 2);
  g_assert_cmpint (changed->kind, ==, VIGIL_OFF_CHANGED);
  g_assert_cmpfloat (changed->limit.lo, ==, 55);
  g_assert_cmpfloat (changed->preset.lo, ==, 50);
  /* The ends come: nothing of it is left. */
  world_run (world, MINUTES (31));
  g_autoptr (GArray) after = vigil_ward_list_off (world->ward, world->now);
  g_assert_cmpuint (after->len, ==, 1);
}

/* contract.md, "Which alarms are the same": of a number that a live bed does not measure nobody can
 * say whether it is over; silencing it is its end, both levels, and it is new when it is measured
 * again. */
static void
test_silencing_what_is_not_measured_any_more_ends_it (void)
{
  g_autoptr (World) world = world_new (1);
  VigilAction actions[4];
  world_set (world, 0, VIGIL_NUMERIC_SPO2, 80);
  world_run (world, SECONDS (12));
  world_unset (world, 0, VIGIL_NUMERIC_SPO2);
  world_run (world, SECONDS (20));
  const VigilAlarm *alarm = world_find_key (world, 0, "01|limit|" SPO2 "|lo|2");
  g_assert_true (vigil_alarm_is_open (alarm));
  g_assert_true (alarm->is_unverified);
  world_silence (world, 0, actions);
  world_run (world, 200);
  g_assert_null (world_find_key (world, 0, "01|limit|" SPO2 "|lo|2"));
  g_assert_null (world_find_key (world, 0, "01|limit|" SPO2 "|lo|1"));
  world_run (world, SECONDS (130));
  g_assert_cmpint (vigil_ward_get_sounding (world->ward), ==, VIGIL_PRIORITY_NONE);
  world_set (world, 0, VIGIL_NUMERIC_SPO2, 80);
  world_run (world, SECONDS (7));
  g_assert_true (vigil_alarm_is_open (world_find_key (world, 0, "01|limit|" SPO2 "|lo|2")));
}

/* Silenced while it was measured, or a moment after: it is a silence as any other, and returns. */
static void
test_a_silence_from_before_it_was_unmeasured_runs_out (void)
{
  g_autoptr (World) world = world_new (1);
  VigilAction actions[4];
  world_set (world, 0, VIGIL_NUMERIC_SPO2, 80);
  world_run (world, SECONDS (12));
  world_unset (world, 0, VIGIL_NUMERIC_SPO2);
  world_run (world, SECONDS (5));
  world_silence (world, 0, actions);
  world_run (world, SECONDS (60));
  g_assert_cmpint (world_find_key (world, 0, "01|limit|" SPO2 "|lo|2")->phase, ==,
                   VIGIL_ALARM_SILENCED);
  world_run (world, SECONDS (61));
  g_assert_true (vigil_alarm_is_open (world_find_key (world, 0, "01|limit|" SPO2 "|lo|2")));
  world_silence (world, 0, actions);
  world_run (world, 200);
  g_assert_null (world_find_key (world, 0, "01|limit|" SPO2 "|lo|2"));
}

/* A bed of which nothing is heard is NO DATA, and behind a lost link nothing is known: it ends
 * nothing. */
static void
test_without_any_data_a_silence_ends_nothing (void)
{
  for (guint is_linked = 0; is_linked < 2; is_linked++) {
    g_autoptr (World) world = world_new (1);
    VigilAction actions[4];
    world_set (world, 0, VIGIL_NUMERIC_SPO2, 80);
    world_run (world, SECONDS (12));
    world_unset (world, 0, VIGIL_NUMERIC_SPO2);
    world_run (world, SECONDS (2));
    if (is_linked)
      world->beds[0].is_publishing = FALSE;
    else
      world_link (world, VIGIL_LINK_DOWN);
    world_run (world, SECONDS (30));
    world_silence (world, 0, actions);
    world_run (world, SECONDS (60));
    g_assert_cmpint (world_find_key (world, 0, "01|limit|" SPO2 "|lo|2")->phase, ==,
                     VIGIL_ALARM_SILENCED);
  }
}

#define ADD(name, func) g_test_add_func ("/ward/limits/" name, func)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("a-limit-that-cannot-alarm-is-none", test_a_limit_that_cannot_alarm_is_none);
  ADD ("limits-refused-as-a-whole-are-none", test_limits_refused_as_a_whole_are_none);
  ADD ("an-end-too-far-away-does-not-come-near-by-waiting",
       test_an_end_too_far_away_does_not_come_near_by_waiting);
  ADD ("an-end-counts-by-the-beds-own-clock", test_an_end_counts_by_the_beds_own_clock);
  ADD ("a-change-of-class-changes-no-limit-by-itself",
       test_a_change_of_class_changes_no_limit_by_itself);
  ADD ("a-change-of-class-leaves-the-bedsides-limits",
       test_a_change_of_class_leaves_the_bedsides_limits);
  ADD ("a-class-that-becomes-unknown-has-no-presets",
       test_a_class_that_becomes_unknown_has_no_presets);
  ADD ("who-comes-new-has-the-limits-of-his-class", test_who_comes_new_has_the_limits_of_his_class);
  ADD ("what-the-ward-file-says-is-marked", test_what_the_ward_file_says_is_marked);
  ADD ("leads-off-of-a-continuous-ecg-are-high-after-30-s",
       test_leads_off_of_a_continuous_ecg_are_high_after_30_s);
  ADD ("a-technical-red-does-not-make-leads-off-worse",
       test_a_technical_red_does_not_make_leads_off_worse);
  ADD ("a-red-that-is-only-latched-makes-leads-off-no-graver",
       test_a_red_that_is_only_latched_makes_leads_off_no_graver);
  ADD ("a-battery-is-medium-under-15-minutes", test_a_battery_is_medium_under_15_minutes);
  ADD ("silencing-what-is-not-measured-any-more-ends-it",
       test_silencing_what_is_not_measured_any_more_ends_it);
  ADD ("a-silence-from-before-it-was-unmeasured-runs-out",
       test_a_silence_from_before_it_was_unmeasured_runs_out);
  ADD ("without-any-data-a-silence-ends-nothing", test_without_any_data_a_silence_ends_nothing);
  ADD ("nothing-is-off-on-a-usual-ward", test_nothing_is_off_on_a_usual_ward);
  ADD ("everything-that-is-off-is-listed", test_everything_that_is_off_is_listed);
  return g_test_run ();
}
