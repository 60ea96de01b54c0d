/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-bed-face.h"

#include <string.h>

#include "vigil-suspension-words.h"
#include "wall-fixture.h"

static void
compose (WallFixture *ward, guint bed, VigilBedFace *face)
{
  VigilWallSource source;
  wall_fixture_get_source (ward, &source);
  vigil_bed_face_compose (face, &source, bed);
}

static void
test_a_calm_bed_says_its_numbers_and_nothing_else (void)
{
  g_autoptr (WallFixture) ward = wall_fixture_new (2, 2);
  VigilBedFace face;
  compose (ward, 1, &face);
  g_assert_cmpstr (face.label, ==, "2");
  g_assert_cmpstr (face.name, ==, "Duarte");
  g_assert_cmpstr (face.numbers[VIGIL_FACE_HR].text, ==, "66");
  g_assert_cmpstr (face.numbers[VIGIL_FACE_HR].hi, ==, "120");
  g_assert_cmpstr (face.numbers[VIGIL_FACE_HR].lo, ==, "50");
  g_assert_cmpstr (face.numbers[VIGIL_FACE_SPO2].hi, ==, "");
  g_assert_cmpstr (face.numbers[VIGIL_FACE_BP].text, ==, "110/65");
  g_assert_cmpint (face.band, ==, VIGIL_BAND_NONE);
  g_assert_false (face.has_target);
  g_assert_cmpstr (face.line, ==, "");
  g_assert_cmpstr (face.flags, ==, "");
}

static void
test_no_number_is_ever_shown_that_is_not_there (void)
{
  g_autoptr (WallFixture) ward = wall_fixture_new (1, 1);
  VigilNumeric *hr = &ward->beds[0].numerics[VIGIL_NUMERIC_HR];
  VigilBedFace face;
  hr->value = 77;
  hr->show = VIGIL_SHOW_DASHES;
  hr->receipt_mono_us = ward->now.mono_us;
  compose (ward, 0, &face);
  g_assert_cmpstr (face.numbers[VIGIL_FACE_HR].text, ==, "-?-");
  hr->receipt_mono_us = ward->now.mono_us - 5 * G_USEC_PER_SEC;
  compose (ward, 0, &face);
  g_assert_cmpstr (face.numbers[VIGIL_FACE_HR].text, ==, "--");
  hr->show = VIGIL_SHOW_BLANK;
  compose (ward, 0, &face);
  g_assert_false (face.numbers[VIGIL_FACE_HR].is_measured);
  g_assert_cmpstr (face.numbers[VIGIL_FACE_HR].text, ==, "");
}

static void
test_a_doubtful_number_is_marked (void)
{
  g_autoptr (WallFixture) ward = wall_fixture_new (1, 1);
  VigilBedFace face;
  ward->beds[0].numerics[VIGIL_NUMERIC_SPO2].show = VIGIL_SHOW_QUESTIONABLE;
  ward->beds[0].numerics[VIGIL_NUMERIC_NIBP_SYS].show = VIGIL_SHOW_OLD;
  compose (ward, 0, &face);
  g_assert_true (face.numbers[VIGIL_FACE_SPO2].is_questionable);
  g_assert_true (face.numbers[VIGIL_FACE_BP].is_old);
}

static void
test_the_pulse_takes_the_place_of_a_missing_heart_rate (void)
{
  g_autoptr (WallFixture) ward = wall_fixture_new (1, 1);
  VigilBedFace face;
  ward->beds[0].numerics[VIGIL_NUMERIC_HR].show = VIGIL_SHOW_BLANK;
  ward->beds[0].numerics[VIGIL_NUMERIC_PR] =
      (VigilNumeric){ .show = VIGIL_SHOW_VALUE, .value = 71 };
  compose (ward, 0, &face);
  g_assert_cmpstr (face.numbers[VIGIL_FACE_HR].label, ==, "PR");
  g_assert_cmpstr (face.numbers[VIGIL_FACE_HR].text, ==, "71");
}

static void
test_a_limit_that_is_off_has_a_crossed_bell_and_no_value (void)
{
  g_autoptr (WallFixture) ward = wall_fixture_new (1, 1);
  VigilBedFace face;
  ward->beds[0].numerics[VIGIL_NUMERIC_HR].limit_source = VIGIL_LIMITS_OFF;
  compose (ward, 0, &face);
  g_assert_true (face.numbers[VIGIL_FACE_HR].is_alarm_off);
  g_assert_cmpstr (face.numbers[VIGIL_FACE_HR].hi, ==, "");
}

static void
test_an_open_alarm_flashes_and_says_since_when (void)
{
  g_autoptr (WallFixture) ward = wall_fixture_new (1, 1);
  VigilBedFace face;
  wall_fixture_add_alarm (ward, 0, VIGIL_PRIORITY_MEDIUM, "SpO2 86 < 90");
  compose (ward, 0, &face);
  g_assert_cmpint (face.band, ==, VIGIL_BAND_FLASHING);
  g_assert_cmpstr (face.since, ==, "0:14");
  g_assert_true (face.has_target);
}

/* A raise that this station did not see: beside the time of day it must read as that says. */
static void
test_an_age_is_since_the_raise (void)
{
  g_autoptr (WallFixture) ward = wall_fixture_new (1, 1);
  VigilBedFace face;
  VigilAlarm *alarm = wall_fixture_add_alarm (ward, 0, VIGIL_PRIORITY_HIGH, "ASYSTOLE");
  alarm->before_us = 400 * G_USEC_PER_SEC;
  compose (ward, 0, &face);
  g_assert_cmpstr (face.since, ==, "6:54");
  alarm->before_us = -60 * G_USEC_PER_SEC;
  compose (ward, 0, &face);
  g_assert_cmpstr (face.since, ==, "0:00");
}

static void
test_a_rhythm_alarm_boxes_the_heart_rate (void)
{
  g_autoptr (WallFixture) ward = wall_fixture_new (1, 1);
  VigilBedFace face;
  VigilAlarm *alarm = wall_fixture_add_alarm (ward, 0, VIGIL_PRIORITY_HIGH, "ASYSTOLE");
  vigil_text_copy (alarm->code, sizeof alarm->code, "MDC_EVT_ECG_ASYSTOLE");
  compose (ward, 0, &face);
  g_assert_cmpint (face.numbers[VIGIL_FACE_HR].priority, ==, VIGIL_PRIORITY_HIGH);
  g_assert_true (face.numbers[VIGIL_FACE_HR].is_open);
  alarm->phase = VIGIL_ALARM_SILENCED;
  compose (ward, 0, &face);
  g_assert_cmpint (face.numbers[VIGIL_FACE_HR].priority, ==, VIGIL_PRIORITY_HIGH);
  g_assert_false (face.numbers[VIGIL_FACE_HR].is_open);
  vigil_text_copy (alarm->code, sizeof alarm->code, "MDC_EVT_APNEA");
  compose (ward, 0, &face);
  g_assert_cmpint (face.numbers[VIGIL_FACE_HR].priority, ==, VIGIL_PRIORITY_NONE);
}

static void
test_a_low_alarm_is_steady (void)
{
  g_autoptr (WallFixture) ward = wall_fixture_new (1, 1);
  VigilBedFace face;
  VigilAlarm *alarm = wall_fixture_add_alarm (ward, 0, VIGIL_PRIORITY_LOW, "ECG LEADS OFF");
  alarm->kind = VIGIL_ALARM_TECHNICAL;
  compose (ward, 0, &face);
  g_assert_cmpint (face.band, ==, VIGIL_BAND_STEADY);
  g_assert_true (face.alarms[0].is_inop);
}

static void
test_a_silence_says_how_long_by_whom_and_where_it_is (void)
{
  g_autoptr (WallFixture) ward = wall_fixture_new (1, 1);
  VigilBedFace face;
  VigilAlarm *alarm = wall_fixture_add_alarm (ward, 0, VIGIL_PRIORITY_HIGH, "ASYSTOLE");
  alarm->phase = VIGIL_ALARM_SILENCED;
  alarm->silenced_by_kind = VIGIL_SILENCED_OTHER_STATION;
  alarm->silence_until_us = ward->now.mono_us + 92 * G_USEC_PER_SEC;
  vigil_text_copy (alarm->silenced_by, sizeof alarm->silenced_by, "Okafor");
  vigil_text_copy (alarm->silenced_at, sizeof alarm->silenced_at, "desk-2");
  vigil_text_copy (alarm->action_id, sizeof alarm->action_id, "x");
  compose (ward, 0, &face);
  g_assert_cmpint (face.band, ==, VIGIL_BAND_SILENCED);
  g_assert_cmpstr (face.silenced, ==, "Silenced 1:32 · Okafor · Desk 2");
  g_assert_cmpstr (face.silenced_by, ==, "Silenced 1:32 · Okafor");
  g_assert_cmpstr (face.silenced_short, ==, "Silenced 1:32");
  g_autofree char *spoken = vigil_bed_face_describe_state (&face);
  g_assert_cmpstr (spoken, ==, "Silenced · Okafor · Desk 2. Enter opens the page of the bed.");
  g_assert_cmpint (face.tick, ==, VIGIL_TICK_HOLLOW);
  g_assert_false (face.has_target);
  ward->delivery = VIGIL_DELIVERY_DELIVERED;
  compose (ward, 0, &face);
  g_assert_cmpint (face.tick, ==, VIGIL_TICK_FILLED);
  ward->delivery = VIGIL_DELIVERY_NOT_SAVED;
  compose (ward, 0, &face);
  g_assert_cmpint (face.tick, ==, VIGIL_TICK_NONE);
  g_assert_true (g_str_has_prefix (face.silenced, "NOT SAVED 1:32"));
  alarm->silenced_by_kind = VIGIL_SILENCED_AT_BEDSIDE;
  *alarm->action_id = '\0';
  compose (ward, 0, &face);
  g_assert_cmpstr (face.silenced, ==, "Silenced 1:32 · at bedside");
}

static void
test_a_latched_alarm_says_when_and_that_it_is_over (void)
{
  g_autoptr (WallFixture) ward = wall_fixture_new (1, 1);
  VigilBedFace face;
  VigilAlarm *alarm = wall_fixture_add_alarm (ward, 0, VIGIL_PRIORITY_HIGH, "VT");
  alarm->is_latched = TRUE;
  compose (ward, 0, &face);
  g_assert_cmpint (face.band, ==, VIGIL_BAND_LATCHED);
  g_assert_true (g_str_has_prefix (face.alarms[0].text, "VT "));
  g_assert_true (g_str_has_suffix (face.alarms[0].text, " ended"));
  g_assert_true (face.has_target);
}

/* Nobody has silenced it: its tile does not say so, and has a target. */
static void
test_a_picture_is_not_called_silenced (void)
{
  g_autoptr (WallFixture) ward = wall_fixture_new (1, 1);
  VigilBedFace face;
  VigilAlarm *alarm = wall_fixture_add_alarm (ward, 0, VIGIL_PRIORITY_HIGH, "SpO2 82 < 85");
  alarm->phase = VIGIL_ALARM_SILENCED;
  alarm->is_latched = TRUE;
  compose (ward, 0, &face);
  g_assert_cmpint (face.band, ==, VIGIL_BAND_LATCHED);
  g_assert_cmpstr (face.silenced, ==, "");
  g_assert_cmpstr (face.since, !=, "");
  g_assert_true (face.has_target);
  g_autofree char *spoken = vigil_bed_face_describe (&face);
  g_assert_nonnull (strstr (spoken, "high alarm"));
  g_assert_null (strstr (spoken, "silenced"));
}

static void
test_no_data_says_since_when_and_the_last_time (void)
{
  g_autoptr (WallFixture) ward = wall_fixture_new (16, 2);
  VigilBedFace face;
  wall_fixture_storm (ward);
  /* Its alarm line says what it is and since when; once, with one age. */
  compose (ward, 15, &face);
  g_assert_cmpstr (face.alarms[0].text, ==, "NO DATA");
  g_assert_true (g_str_has_prefix (face.notice, "LAST DATA "));
  g_assert_cmpstr (face.numbers[VIGIL_FACE_HR].text, ==, "--");
  /* Without one, or under that of something else, it is said here. */
  vigil_text_copy (ward->alarms[15][0].key, sizeof ward->alarms[15][0].key,
                   "16|VIGIL_EVT_ECG_V_FIB||");
  compose (ward, 15, &face);
  g_assert_true (g_str_has_prefix (face.notice, "NO DATA 2:26 · last "));
  ward->n_alarms[15] = 0;
  compose (ward, 15, &face);
  g_assert_true (g_str_has_prefix (face.notice, "NO DATA 2:26 · last "));
}

static VigilAlarm *
add_with_key (WallFixture *ward, VigilPriority priority, const char *label, const char *key)
{
  VigilAlarm *alarm = wall_fixture_add_alarm (ward, 0, priority, label);
  vigil_text_copy (alarm->key, sizeof alarm->key, key);
  return alarm;
}

/* No beat is also a low heart rate, no breath a low respiratory rate: the words are those of the
 * one, the number is boxed for both. */
static void
test_one_event_is_told_once (void)
{
  g_autoptr (WallFixture) ward = wall_fixture_new (1, 1);
  VigilBedFace face;
  add_with_key (ward, VIGIL_PRIORITY_HIGH, "ASYSTOLE", "01|MDC_EVT_ECG_ASYSTOLE|||");
  VigilAlarm *low =
      add_with_key (ward, VIGIL_PRIORITY_HIGH, "HR 0 < 40", "01|limit|MDC_ECG_HEART_RATE|lo|2");
  add_with_key (ward, VIGIL_PRIORITY_MEDIUM, "RR 4 < 8", "01|limit|MDC_RESP_RATE|lo|1");
  compose (ward, 0, &face);
  g_assert_cmpuint (face.n_alarms, ==, 2);
  g_assert_cmpstr (face.alarms[0].text, ==, "ASYSTOLE");
  g_assert_cmpstr (face.alarms[1].text, ==, "RR 4 < 8");
  /* What is over, or silenced by itself, is not told by the other. */
  low->phase = VIGIL_ALARM_SILENCED;
  compose (ward, 0, &face);
  g_assert_cmpuint (face.n_alarms, ==, 3);
}

static void
test_an_empty_bed_shows_nobody (void)
{
  g_autoptr (WallFixture) ward = wall_fixture_new (1, 1);
  VigilBedFace face;
  ward->beds[0].condition = VIGIL_BED_EMPTY;
  compose (ward, 0, &face);
  g_assert_cmpstr (face.name, ==, "");
  g_assert_cmpstr (face.line, ==, "Empty");
  g_assert_false (face.numbers[VIGIL_FACE_HR].is_measured);
}

static void
test_an_unknown_class_is_never_silently_adult (void)
{
  g_autoptr (WallFixture) ward = wall_fixture_new (1, 1);
  VigilBedFace face;
  ward->beds[0].band = VIGIL_BAND_UNKNOWN;
  ward->beds[0].meta.is_paced = TRUE;
  compose (ward, 0, &face);
  g_assert_cmpstr (face.flags, ==, "CLASS? · PACED");
}

static void
test_the_last_alarm_stays_as_a_line (void)
{
  g_autoptr (WallFixture) ward = wall_fixture_new (16, 2);
  VigilBedFace face;
  wall_fixture_storm (ward);
  compose (ward, 3, &face);
  g_assert_true (g_str_has_suffix (face.line, " SpO2 87 < 90 for 40 s"));
  /* The worst value of all, not the last. */
  VigilAlarm *ended = &ward->ended[3];
  vigil_text_copy (ended->src, sizeof ended->src, "MDC_PULS_OXIM_SAT_O2");
  ended->has_extreme = ended->has_limit = TRUE;
  ended->extreme = 84;
  ended->limit = 90;
  compose (ward, 3, &face);
  g_assert_true (g_str_has_suffix (face.line, " SpO2 84 < 90 for 40 s"));
}

static void
test_a_screen_reader_hears_numbers_and_alarm (void)
{
  g_autoptr (WallFixture) ward = wall_fixture_new (16, 2);
  VigilBedFace face;
  ward->beds[0].numerics[VIGIL_NUMERIC_RR].show = VIGIL_SHOW_BLANK;
  ward->beds[0].numerics[VIGIL_NUMERIC_NIBP_SYS].show = VIGIL_SHOW_BLANK;
  wall_fixture_mark (ward, 0, VIGIL_NUMERIC_SPO2, 86, VIGIL_PRIORITY_MEDIUM, TRUE);
  wall_fixture_add_alarm (ward, 0, VIGIL_PRIORITY_MEDIUM, "SpO2 86 < 90");
  compose (ward, 0, &face);
  g_autofree char *name = vigil_bed_face_describe (&face);
  g_assert_cmpstr (name, ==, "Bed 1, HR 59, SpO2 86, medium alarm: SpO2 86 < 90");
  wall_fixture_storm (ward);
  compose (ward, 15, &face);
  g_autofree char *lost = vigil_bed_face_describe (&face);
  g_assert_true (g_str_has_prefix (lost, "Bed 16, NO DATA since "));
}

static void
test_equal_states_compose_equal_faces (void)
{
  g_autoptr (WallFixture) ward = wall_fixture_new (16, 2);
  VigilBedFace a, b;
  wall_fixture_storm (ward);
  for (guint bed = 0; bed < 16; bed++) {
    compose (ward, bed, &a);
    compose (ward, bed, &b);
    g_assert_true (vigil_bed_face_equal (&a, &b));
    g_assert_true (vigil_bed_face_same_ground (&a, &b));
    g_assert_true (vigil_bed_face_same_alarms (&a, &b));
  }
  compose (ward, 0, &a);
  ward->beds[0].numerics[VIGIL_NUMERIC_HR].value += 1;
  compose (ward, 0, &b);
  g_assert_false (vigil_bed_face_equal (&a, &b));
  g_assert_true (vigil_bed_face_same_ground (&a, &b));
  wall_fixture_add_alarm (ward, 0, VIGIL_PRIORITY_HIGH, "VF");
  compose (ward, 0, &a);
  g_assert_false (vigil_bed_face_same_alarms (&a, &b));
  g_assert_false (vigil_bed_face_same_ground (&a, &b));
}

/* What an alarm says goes on with its number; what it is does not. */
static void
test_a_number_in_its_text_makes_no_other_alarm (void)
{
  g_autoptr (WallFixture) ward = wall_fixture_new (1, 2);
  VigilBedFace a, b;
  VigilAlarm *alarm = wall_fixture_add_alarm (ward, 0, VIGIL_PRIORITY_MEDIUM, "HR 134 > 120");
  compose (ward, 0, &a);
  vigil_text_copy (alarm->label, sizeof alarm->label, "HR 135 > 120");
  compose (ward, 0, &b);
  g_assert_false (vigil_bed_face_equal (&a, &b));
  g_assert_true (vigil_bed_face_same_alarms (&a, &b));
  alarm->phase = VIGIL_ALARM_SILENCED;
  compose (ward, 0, &b);
  g_assert_false (vigil_bed_face_same_alarms (&a, &b));
  alarm->phase = VIGIL_ALARM_OPEN;
  alarm->is_unverified = TRUE;
  compose (ward, 0, &b);
  g_assert_false (vigil_bed_face_same_alarms (&a, &b));
  alarm->is_unverified = FALSE;
  vigil_text_copy (alarm->key, sizeof alarm->key, "another, with the same words");
  compose (ward, 0, &b);
  g_assert_false (vigil_bed_face_same_alarms (&a, &b));
}

static void
suspend (WallFixture *ward, VigilSuspensionMode mode, gint64 left_s, const char *reason)
{
  VigilBed *bed = &ward->beds[0];
  bed->suspension = mode;
  bed->suspended_until_us = ward->now.mono_us + left_s * (gint64) G_USEC_PER_SEC;
  vigil_text_copy (bed->suspended_reason, sizeof bed->suspended_reason, reason);
  vigil_text_copy (bed->suspended_by, sizeof bed->suspended_by, "N. Okafor");
  vigil_text_copy (bed->suspended_at, sizeof bed->suspended_at, "desk-2");
  vigil_text_copy (bed->suspended_id, sizeof bed->suspended_id, "s");
}

static void
test_a_suspended_bed_says_what_until_when_and_how_long (void)
{
  g_autoptr (WallFixture) ward = wall_fixture_new (1, 1);
  VigilBedFace face;
  ward->delivery = VIGIL_DELIVERY_SAVED;
  suspend (ward, VIGIL_SUSPENSION_AWAY, 48 * 60, "X-ray");
  compose (ward, 0, &face);
  g_assert_cmpint (face.band, ==, VIGIL_BAND_SUSPENDED);
  g_assert_false (vigil_bed_face_has_alarm_band (&face));
  g_assert_true (g_str_has_prefix (face.suspended, "Away: X-ray · back "));
  g_assert_true (g_str_has_suffix (face.suspended, " · 48 min"));
  g_assert_cmpstr (face.suspended_short, ==, "Away 48 min");
  g_assert_cmpint (face.tick, ==, VIGIL_TICK_HOLLOW);
  suspend (ward, VIGIL_SUSPENSION_CARE, 252, "wash");
  compose (ward, 0, &face);
  g_assert_cmpstr (face.suspended, ==, "Care 4:12 · wash");
  suspend (ward, VIGIL_SUSPENSION_STAFF, 570, "resuscitation");
  compose (ward, 0, &face);
  g_assert_cmpstr (face.suspended, ==, "Staff at bedside 9:30 · Okafor");
  g_autofree char *spoken = vigil_bed_face_describe (&face);
  g_assert_nonnull (strstr (spoken, "Staff at bedside 9:30"));
}

static void
test_a_suspension_not_saved_says_so (void)
{
  g_autoptr (WallFixture) ward = wall_fixture_new (1, 1);
  VigilBedFace face;
  ward->delivery = VIGIL_DELIVERY_NOT_SAVED;
  suspend (ward, VIGIL_SUSPENSION_CARE, 252, "wash");
  compose (ward, 0, &face);
  g_assert_cmpstr (face.suspended, ==, "NOT SAVED · Care 4:12 · wash");
}

/* The band is the alarm's; that the bed is silent, and why, is said beside the name. */
static void
test_an_alarm_comes_before_the_suspension_and_hides_it_not (void)
{
  g_autoptr (WallFixture) ward = wall_fixture_new (1, 1);
  VigilBedFace face;
  suspend (ward, VIGIL_SUSPENSION_STAFF, 570, "resuscitation");
  wall_fixture_add_alarm (ward, 0, VIGIL_PRIORITY_HIGH, "ASYSTOLE");
  compose (ward, 0, &face);
  g_assert_cmpint (face.band, ==, VIGIL_BAND_FLASHING);
  g_assert_cmpstr (face.flags, ==, "STAFF 9:30");
  g_assert_cmpstr (face.since_suspended, ==, "Staff 9:30 · 0:14");
  suspend (ward, VIGIL_SUSPENSION_AWAY, 48 * 60, "X-ray");
  compose (ward, 0, &face);
  g_assert_cmpstr (face.flags, ==, "AWAY 48 MIN");
}

static void
test_what_a_suspension_keeps_back_is_solid_and_says_why (void)
{
  g_autoptr (WallFixture) ward = wall_fixture_new (1, 1);
  VigilBedFace face;
  suspend (ward, VIGIL_SUSPENSION_CARE, 252, "wash");
  VigilAlarm *alarm = wall_fixture_add_alarm (ward, 0, VIGIL_PRIORITY_MEDIUM, "SpO2 86 < 90");
  alarm->is_held = TRUE;
  compose (ward, 0, &face);
  g_assert_cmpint (face.band, ==, VIGIL_BAND_SILENCED);
  g_assert_false (face.has_target);
  g_assert_cmpstr (face.since_suspended, ==, "Care 4:12 · 0:14");
  g_autofree char *spoken = vigil_bed_face_describe (&face);
  g_assert_nonnull (strstr (spoken, "medium alarm not sounded: SpO2 86 < 90"));
  g_assert_null (strstr (spoken, "silenced"));
  g_autofree char *why = vigil_suspension_words_quiet (alarm, &ward->beds[0], ward->now, FALSE);
  g_assert_cmpstr (why, ==, "not sounded: care 4:12");
}

static void
test_nobody_knows_the_name (void)
{
  g_autoptr (WallFixture) ward = wall_fixture_new (1, 1);
  VigilBed *bed = &ward->beds[0];
  VigilBedFace face;
  bed->identity = (VigilIdentity){ .age_days = -1, .as_of_ms = 1 };
  compose (ward, 0, &face);
  g_assert_cmpstr (face.name, ==, "NO NAME");
  vigil_text_copy (bed->name_at, sizeof bed->name_at, "desk-2");
  compose (ward, 0, &face);
  g_assert_cmpstr (face.name, ==, "NAME AT DESK 2");
  bed->name_at[0] = '\0';
  bed->condition = VIGIL_BED_EMPTY;
  compose (ward, 0, &face);
  g_assert_cmpstr (face.name, ==, "");
  g_assert_cmpstr (face.line, ==, "Empty");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/bed-face/a-calm-bed-says-its-numbers-and-nothing-else",
                   test_a_calm_bed_says_its_numbers_and_nothing_else);
  g_test_add_func ("/bed-face/no-number-is-ever-shown-that-is-not-there",
                   test_no_number_is_ever_shown_that_is_not_there);
  g_test_add_func ("/bed-face/a-doubtful-number-is-marked", test_a_doubtful_number_is_marked);
  g_test_add_func ("/bed-face/the-pulse-takes-the-place-of-a-missing-heart-rate",
                   test_the_pulse_takes_the_place_of_a_missing_heart_rate);
  g_test_add_func ("/bed-face/a-limit-that-is-off-has-a-crossed-bell-and-no-value",
                   test_a_limit_that_is_off_has_a_crossed_bell_and_no_value);
  g_test_add_func ("/bed-face/an-open-alarm-flashes-and-says-since-when",
                   test_an_open_alarm_flashes_and_says_since_when);
  g_test_add_func ("/bed-face/what-a-suspension-keeps-back-is-solid-and-says-why",
                   test_what_a_suspension_keeps_back_is_solid_and_says_why);
  g_test_add_func ("/bed-face/an-age-is-since-the-raise", test_an_age_is_since_the_raise);
  g_test_add_func ("/bed-face/a-rhythm-alarm-boxes-the-heart-rate",
                   test_a_rhythm_alarm_boxes_the_heart_rate);
  g_test_add_func ("/bed-face/a-low-alarm-is-steady", test_a_low_alarm_is_steady);
  g_test_add_func ("/bed-face/a-silence-says-how-long-by-whom-and-where-it-is",
                   test_a_silence_says_how_long_by_whom_and_where_it_is);
  g_test_add_func ("/bed-face/a-latched-alarm-says-when-and-that-it-is-over",
                   test_a_latched_alarm_says_when_and_that_it_is_over);
  g_test_add_func ("/bed-face/a-picture-is-not-called-silenced",
                   test_a_picture_is_not_called_silenced);
  g_test_add_func ("/bed-face/no-data-says-since-when-and-the-last-time",
                   test_no_data_says_since_when_and_the_last_time);
  g_test_add_func ("/bed-face/an-empty-bed-shows-nobody", test_an_empty_bed_shows_nobody);
  g_test_add_func ("/bed-face/an-unknown-class-is-never-silently-adult",
                   test_an_unknown_class_is_never_silently_adult);
  g_test_add_func ("/bed-face/the-last-alarm-stays-as-a-line", test_the_last_alarm_stays_as_a_line);
  g_test_add_func ("/bed-face/a-screen-reader-hears-numbers-and-alarm",
                   test_a_screen_reader_hears_numbers_and_alarm);
  g_test_add_func ("/bed-face/equal-states-compose-equal-faces",
                   test_equal_states_compose_equal_faces);
  g_test_add_func ("/bed-face/a-number-in-its-text-makes-no-other-alarm",
                   test_a_number_in_its_text_makes_no_other_alarm);
  g_test_add_func ("/bed-face/a-suspended-bed-says-what-until-when-and-how-long",
                   test_a_suspended_bed_says_what_until_when_and_how_long);
  g_test_add_func ("/bed-face/a-suspension-not-saved-says-so", test_a_suspension_not_saved_says_so);
  g_test_add_func ("/bed-face/an-alarm-comes-before-the-suspension-and-hides-it-not",
                   test_an_alarm_comes_before_the_suspension_and_hides_it_not);
  g_test_add_func ("/bed-face/nobody-knows-the-name", test_nobody_knows_the_name);
  g_test_add_func ("/bed-face/one-event-is-told-once", test_one_event_is_told_once);
  return g_test_run ();
}
