/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-limits.h"

#include <math.h>

static VigilLimitPresets presets;

static guint
judge (const VigilLimit *limit, double value, VigilSide held, guint level, VigilSide *side)
{
  return vigil_limit_judge (limit, value, 1, held, level, side);
}

static void
test_presets_are_the_ones_of_the_ward (void)
{
  const VigilLimit *hr = &presets.bands[VIGIL_BAND_ADULT].limits[VIGIL_NUMERIC_HR];
  g_assert_cmpfloat (hr->lo2, ==, 40);
  g_assert_cmpfloat (hr->lo, ==, 50);
  g_assert_cmpfloat (hr->hi, ==, 120);
  g_assert_cmpfloat (hr->hi2, ==, 140);
  const VigilLimit *spo2 = &presets.bands[VIGIL_BAND_UNDER_28_DAYS].limits[VIGIL_NUMERIC_SPO2];
  g_assert_cmpfloat (spo2->lo2, ==, 80);
  g_assert_cmpfloat (spo2->lo, ==, 88);
  g_assert_true (isnan (spo2->hi));
  const VigilLimit *nibp = &presets.bands[VIGIL_BAND_5_TO_12].limits[VIGIL_NUMERIC_NIBP_SYS];
  g_assert_cmpfloat (nibp->lo2, ==, 75);
  g_assert_cmpfloat (nibp->hi2, ==, 140);
  g_assert_cmpuint (presets.timings[VIGIL_NUMERIC_HR].delay_ms, ==, 10000);
  g_assert_cmpuint (presets.timings[VIGIL_NUMERIC_HR].delay2_ms, ==, 5000);
  g_assert_cmpuint (presets.timings[VIGIL_NUMERIC_NIBP_SYS].delay_ms, ==, 0);
}

static void
test_an_unknown_band_has_no_preset (void)
{
  for (guint kind = 0; kind < VIGIL_N_NUMERICS; kind++)
    g_assert_false (presets.bands[VIGIL_BAND_UNKNOWN].limits[kind].is_on);
}

static void
test_bands_come_from_class_and_age (void)
{
  const gint year = 366;
  g_assert_cmpint (vigil_age_band (VIGIL_CLASS_ADULT, -1), ==, VIGIL_BAND_ADULT);
  g_assert_cmpint (vigil_age_band (VIGIL_CLASS_ADULT, 40 * year), ==, VIGIL_BAND_ADULT);
  g_assert_cmpint (vigil_age_band (VIGIL_CLASS_NEONATAL, -1), ==, VIGIL_BAND_UNDER_28_DAYS);
  g_assert_cmpint (vigil_age_band (VIGIL_CLASS_NEONATAL, 27), ==, VIGIL_BAND_UNDER_28_DAYS);
  g_assert_cmpint (vigil_age_band (VIGIL_CLASS_PAEDIATRIC, 28), ==, VIGIL_BAND_UNDER_1_YEAR);
  g_assert_cmpint (vigil_age_band (VIGIL_CLASS_PAEDIATRIC, year), ==, VIGIL_BAND_1_TO_4);
  g_assert_cmpint (vigil_age_band (VIGIL_CLASS_PAEDIATRIC, 5 * year), ==, VIGIL_BAND_5_TO_12);
  g_assert_cmpint (vigil_age_band (VIGIL_CLASS_PAEDIATRIC, 13 * year), ==, VIGIL_BAND_13_AND_OVER);
}

static void
test_disagreement_is_unknown_and_never_adult (void)
{
  g_assert_cmpint (vigil_age_band (VIGIL_CLASS_UNKNOWN, 15000), ==, VIGIL_BAND_UNKNOWN);
  g_assert_cmpint (vigil_age_band (VIGIL_CLASS_PAEDIATRIC, -1), ==, VIGIL_BAND_UNKNOWN);
  g_assert_cmpint (vigil_age_band (VIGIL_CLASS_PAEDIATRIC, 10), ==, VIGIL_BAND_UNKNOWN);
  g_assert_cmpint (vigil_age_band (VIGIL_CLASS_NEONATAL, 28), ==, VIGIL_BAND_UNKNOWN);
  g_assert_cmpint (vigil_age_band (VIGIL_CLASS_ADULT, 3000), ==, VIGIL_BAND_UNKNOWN);
}

static void
test_band_names_go_both_ways (void)
{
  for (guint band = VIGIL_BAND_UNKNOWN + 1; band < VIGIL_N_BANDS; band++) {
    VigilAgeBand back;
    g_assert_true (vigil_age_band_from_name (vigil_age_band_get_name ((VigilAgeBand) band), &back));
    g_assert_cmpuint (back, ==, band);
  }
  VigilAgeBand band;
  g_assert_false (vigil_age_band_from_name ("unknown", &band));
  g_assert_false (vigil_age_band_from_name (NULL, &band));
}

static void
test_the_limit_itself_is_no_alarm (void)
{
  const VigilLimit *spo2 = &presets.bands[VIGIL_BAND_ADULT].limits[VIGIL_NUMERIC_SPO2];
  VigilSide side;
  g_assert_cmpuint (judge (spo2, 90, VIGIL_SIDE_NONE, 0, &side), ==, 0);
  g_assert_cmpint (side, ==, VIGIL_SIDE_NONE);
  g_assert_cmpuint (judge (spo2, 89, VIGIL_SIDE_NONE, 0, &side), ==, 1);
  g_assert_cmpint (side, ==, VIGIL_SIDE_LO);
  g_assert_cmpuint (judge (spo2, 84, VIGIL_SIDE_NONE, 0, &side), ==, 2);
  g_assert_cmpuint (judge (spo2, 100, VIGIL_SIDE_NONE, 0, &side), ==, 0);
}

static void
test_a_held_alarm_ends_only_inside_by_the_hysteresis (void)
{
  const VigilLimit *spo2 = &presets.bands[VIGIL_BAND_ADULT].limits[VIGIL_NUMERIC_SPO2];
  VigilSide side;
  g_assert_cmpuint (judge (spo2, 90, VIGIL_SIDE_LO, 1, &side), ==, 1);
  g_assert_cmpuint (judge (spo2, 91, VIGIL_SIDE_LO, 1, &side), ==, 0);
  g_assert_cmpuint (judge (spo2, 85, VIGIL_SIDE_LO, 2, &side), ==, 2);
  g_assert_cmpuint (judge (spo2, 86, VIGIL_SIDE_LO, 2, &side), ==, 1);
  g_assert_cmpuint (judge (spo2, 85, VIGIL_SIDE_LO, 1, &side), ==, 1);
}

static void
test_holding_one_side_leaves_the_other_sharp (void)
{
  VigilLimit limit = { .lo = 50, .hi = 120, .lo2 = 40, .hi2 = 140, .is_on = TRUE };
  VigilSide side;
  g_assert_cmpuint (judge (&limit, 120, VIGIL_SIDE_LO, 2, &side), ==, 0);
  g_assert_cmpuint (judge (&limit, 121, VIGIL_SIDE_LO, 2, &side), ==, 1);
  g_assert_cmpint (side, ==, VIGIL_SIDE_HI);
  g_assert_cmpuint (judge (&limit, 141, VIGIL_SIDE_NONE, 0, &side), ==, 2);
}

static void
test_no_limit_is_never_broken (void)
{
  VigilLimit limit = { .lo = NAN, .hi = NAN, .lo2 = NAN, .hi2 = NAN, .is_on = TRUE };
  VigilSide side;
  g_assert_cmpuint (judge (&limit, 0, VIGIL_SIDE_NONE, 0, &side), ==, 0);
  g_assert_cmpuint (judge (&limit, 1e6, VIGIL_SIDE_HI, 2, &side), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  vigil_limit_presets_init (&presets);
  g_test_add_func ("/limits/presets-are-the-ones-of-the-ward",
                   test_presets_are_the_ones_of_the_ward);
  g_test_add_func ("/limits/an-unknown-band-has-no-preset", test_an_unknown_band_has_no_preset);
  g_test_add_func ("/limits/bands-come-from-class-and-age", test_bands_come_from_class_and_age);
  g_test_add_func ("/limits/disagreement-is-unknown-and-never-adult",
                   test_disagreement_is_unknown_and_never_adult);
  g_test_add_func ("/limits/band-names-go-both-ways", test_band_names_go_both_ways);
  g_test_add_func ("/limits/the-limit-itself-is-no-alarm", test_the_limit_itself_is_no_alarm);
  g_test_add_func ("/limits/a-held-alarm-ends-only-inside-by-the-hysteresis",
                   test_a_held_alarm_ends_only_inside_by_the_hysteresis);
  g_test_add_func ("/limits/holding-one-side-leaves-the-other-sharp",
                   test_holding_one_side_leaves_the_other_sharp);
  g_test_add_func ("/limits/no-limit-is-never-broken", test_no_limit_is_never_broken);
  return g_test_run ();
}
