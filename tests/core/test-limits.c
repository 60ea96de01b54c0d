/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-limits.h"

#include <math.h>

static VigilLimitPresets presets;

static guint
judge (const VigilLimit *limit, double value, VigilSide held, guint level, VigilSide *side)
{
  return vigil_limit_judge (limit, value, 1, held, level, side);
}

/* ux.md, "Starting limits", cell by cell: lo2/lo–hi/hi2, NONE where the table has none. */
#define NONE NAN
static const struct {
  VigilAgeBand band;
  VigilNumericKind kind;
  double lo2, lo, hi, hi2;
} TABLE[] = {
  { VIGIL_BAND_UNDER_28_DAYS, VIGIL_NUMERIC_HR, 80, 100, 190, 210 },
  { VIGIL_BAND_UNDER_1_YEAR, VIGIL_NUMERIC_HR, 70, 90, 180, 200 },
  { VIGIL_BAND_1_TO_4, VIGIL_NUMERIC_HR, 60, 80, 160, 180 },
  { VIGIL_BAND_5_TO_12, VIGIL_NUMERIC_HR, 50, 65, 140, 160 },
  { VIGIL_BAND_13_AND_OVER, VIGIL_NUMERIC_HR, 40, 50, 120, 140 },
  { VIGIL_BAND_ADULT, VIGIL_NUMERIC_HR, 40, 50, 120, 140 },
  { VIGIL_BAND_UNDER_28_DAYS, VIGIL_NUMERIC_SPO2, 80, 88, NONE, NONE },
  { VIGIL_BAND_UNDER_1_YEAR, VIGIL_NUMERIC_SPO2, 85, 90, NONE, NONE },
  { VIGIL_BAND_1_TO_4, VIGIL_NUMERIC_SPO2, 85, 90, NONE, NONE },
  { VIGIL_BAND_5_TO_12, VIGIL_NUMERIC_SPO2, 85, 90, NONE, NONE },
  { VIGIL_BAND_13_AND_OVER, VIGIL_NUMERIC_SPO2, 85, 90, NONE, NONE },
  { VIGIL_BAND_ADULT, VIGIL_NUMERIC_SPO2, 85, 90, NONE, NONE },
  { VIGIL_BAND_UNDER_28_DAYS, VIGIL_NUMERIC_RR, NONE, 25, 80, NONE },
  { VIGIL_BAND_UNDER_1_YEAR, VIGIL_NUMERIC_RR, NONE, 20, 60, NONE },
  { VIGIL_BAND_1_TO_4, VIGIL_NUMERIC_RR, NONE, 15, 45, NONE },
  { VIGIL_BAND_5_TO_12, VIGIL_NUMERIC_RR, NONE, 12, 35, NONE },
  { VIGIL_BAND_13_AND_OVER, VIGIL_NUMERIC_RR, NONE, 8, 30, NONE },
  { VIGIL_BAND_ADULT, VIGIL_NUMERIC_RR, NONE, 8, 30, NONE },
  { VIGIL_BAND_UNDER_28_DAYS, VIGIL_NUMERIC_NIBP_SYS, 40, 50, 90, 100 },
  { VIGIL_BAND_UNDER_1_YEAR, VIGIL_NUMERIC_NIBP_SYS, 55, 65, 105, 120 },
  { VIGIL_BAND_1_TO_4, VIGIL_NUMERIC_NIBP_SYS, 65, 75, 115, 130 },
  { VIGIL_BAND_5_TO_12, VIGIL_NUMERIC_NIBP_SYS, 75, 85, 125, 140 },
  { VIGIL_BAND_13_AND_OVER, VIGIL_NUMERIC_NIBP_SYS, 70, 90, 160, 200 },
  { VIGIL_BAND_ADULT, VIGIL_NUMERIC_NIBP_SYS, 70, 90, 160, 200 },
};

static void
assert_bound (double is, double wanted)
{
  if (isnan (wanted))
    g_assert_true (isnan (is));
  else
    g_assert_cmpfloat (is, ==, wanted);
}

static void
test_presets_are_the_ones_of_the_table (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (TABLE); i++) {
    const VigilLimit *limit = &presets.bands[TABLE[i].band].limits[TABLE[i].kind];
    g_assert_true (limit->is_on);
    g_assert_cmpint (limit->kind, ==, TABLE[i].kind);
    assert_bound (limit->lo2, TABLE[i].lo2);
    assert_bound (limit->lo, TABLE[i].lo);
    assert_bound (limit->hi, TABLE[i].hi);
    assert_bound (limit->hi2, TABLE[i].hi2);
  }
}

static gboolean
is_in_table (VigilAgeBand band, VigilNumericKind kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (TABLE); i++)
    if (TABLE[i].band == band && TABLE[i].kind == kind)
      return TRUE;
  return FALSE;
}

static void
test_what_the_table_does_not_have_has_no_preset (void)
{
  for (guint band = 0; band < VIGIL_N_BANDS; band++)
    for (guint kind = 0; kind < VIGIL_N_NUMERICS; kind++)
      g_assert_cmpint (presets.bands[band].limits[kind].is_on, ==,
                       is_in_table ((VigilAgeBand) band, (VigilNumericKind) kind));
}

/* The bound itself is within; the next number shown beyond it is not. */
static void
assert_bounds (const VigilLimit *limit, double bound, int outwards, guint level)
{
  const VigilNumericInfo *info = vigil_nomenclature_numeric (limit->kind);
  double step = outwards * pow (10, -(double) info->decimals);
  VigilSide side;
  if (isnan (bound)) {
    double end = outwards < 0 ? info->lo : info->hi;
    g_assert_cmpuint (judge (limit, end, VIGIL_SIDE_NONE, 0, &side), <, level);
    return;
  }
  g_assert_cmpuint (judge (limit, bound, VIGIL_SIDE_NONE, 0, &side), ==, level - 1);
  g_assert_cmpuint (judge (limit, bound + step, VIGIL_SIDE_NONE, 0, &side), ==, level);
  g_assert_cmpint (side, ==, outwards < 0 ? VIGIL_SIDE_LO : VIGIL_SIDE_HI);
}

static void
test_each_cell_of_the_table_alarms_beyond_its_bound (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (TABLE); i++) {
    const VigilLimit *limit = &presets.bands[TABLE[i].band].limits[TABLE[i].kind];
    assert_bounds (limit, TABLE[i].lo2, -1, 2);
    assert_bounds (limit, TABLE[i].lo, -1, 1);
    assert_bounds (limit, TABLE[i].hi, 1, 1);
    assert_bounds (limit, TABLE[i].hi2, 1, 2);
  }
}

/* "Delay 10 s, level 2 5 s, NIBP none. Hysteresis SpO2 1, HR 3, RR 2, held 5 s." */
static void
test_timings_are_the_ones_of_the_table (void)
{
  static const struct {
    VigilNumericKind kind;
    guint delay_ms, delay2_ms, hysteresis_ms;
    double hysteresis;
  } TIMINGS[] = { { VIGIL_NUMERIC_HR, 10000, 5000, 5000, 3 },
                  { VIGIL_NUMERIC_SPO2, 10000, 5000, 5000, 1 },
                  { VIGIL_NUMERIC_RR, 10000, 5000, 5000, 2 },
                  { VIGIL_NUMERIC_NIBP_SYS, 0, 0, 0, 0 } };
  for (guint i = 0; i < G_N_ELEMENTS (TIMINGS); i++) {
    const VigilLimitTiming *timing = &presets.timings[TIMINGS[i].kind];
    g_assert_cmpuint (timing->delay_ms, ==, TIMINGS[i].delay_ms);
    g_assert_cmpuint (timing->delay2_ms, ==, TIMINGS[i].delay2_ms);
    g_assert_cmpuint (timing->hysteresis_ms, ==, TIMINGS[i].hysteresis_ms);
    g_assert_cmpfloat (timing->hysteresis, ==, TIMINGS[i].hysteresis);
  }
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
  /* The day before each birthday. */
  g_assert_cmpint (vigil_age_band (VIGIL_CLASS_PAEDIATRIC, 364), ==, VIGIL_BAND_UNDER_1_YEAR);
  g_assert_cmpint (vigil_age_band (VIGIL_CLASS_PAEDIATRIC, 5 * 365), ==, VIGIL_BAND_1_TO_4);
  g_assert_cmpint (vigil_age_band (VIGIL_CLASS_PAEDIATRIC, 13 * 365), ==, VIGIL_BAND_5_TO_12);
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
  g_test_add_func ("/limits/presets-are-the-ones-of-the-table",
                   test_presets_are_the_ones_of_the_table);
  g_test_add_func ("/limits/what-the-table-does-not-have-has-no-preset",
                   test_what_the_table_does_not_have_has_no_preset);
  g_test_add_func ("/limits/each-cell-of-the-table-alarms-beyond-its-bound",
                   test_each_cell_of_the_table_alarms_beyond_its_bound);
  g_test_add_func ("/limits/timings-are-the-ones-of-the-table",
                   test_timings_are_the_ones_of_the_table);
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
