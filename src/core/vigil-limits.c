/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-limits.h"

#include <math.h>

#define DAYS_PER_YEAR 365.25

static const char *const BAND_NAMES[VIGIL_N_BANDS] = {
  [VIGIL_BAND_UNKNOWN] = "unknown",      [VIGIL_BAND_UNDER_28_DAYS] = "under-28-days",
  [VIGIL_BAND_UNDER_1_YEAR] = "under-1", [VIGIL_BAND_1_TO_4] = "1-4",
  [VIGIL_BAND_5_TO_12] = "5-12",         [VIGIL_BAND_13_AND_OVER] = "13+",
  [VIGIL_BAND_ADULT] = "adult",
};

/* ux.md, "Starting limits": lo2/lo–hi/hi2 by band, NAN = none. */
typedef struct {
  double lo2, lo, hi, hi2;
} Range;

static const Range HR[] = {
  [VIGIL_BAND_UNDER_28_DAYS] = { 80, 100, 190, 210 },
  [VIGIL_BAND_UNDER_1_YEAR] = { 70, 90, 180, 200 },
  [VIGIL_BAND_1_TO_4] = { 60, 80, 160, 180 },
  [VIGIL_BAND_5_TO_12] = { 50, 65, 140, 160 },
  [VIGIL_BAND_13_AND_OVER] = { 40, 50, 120, 140 },
  [VIGIL_BAND_ADULT] = { 40, 50, 120, 140 },
};
static const Range SPO2[] = {
  [VIGIL_BAND_UNDER_28_DAYS] = { 80, 88, NAN, NAN },
  [VIGIL_BAND_UNDER_1_YEAR] = { 85, 90, NAN, NAN },
  [VIGIL_BAND_1_TO_4] = { 85, 90, NAN, NAN },
  [VIGIL_BAND_5_TO_12] = { 85, 90, NAN, NAN },
  [VIGIL_BAND_13_AND_OVER] = { 85, 90, NAN, NAN },
  [VIGIL_BAND_ADULT] = { 85, 90, NAN, NAN },
};
static const Range RR[] = {
  [VIGIL_BAND_UNDER_28_DAYS] = { NAN, 25, 80, NAN },
  [VIGIL_BAND_UNDER_1_YEAR] = { NAN, 20, 60, NAN },
  [VIGIL_BAND_1_TO_4] = { NAN, 15, 45, NAN },
  [VIGIL_BAND_5_TO_12] = { NAN, 12, 35, NAN },
  [VIGIL_BAND_13_AND_OVER] = { NAN, 8, 30, NAN },
  [VIGIL_BAND_ADULT] = { NAN, 8, 30, NAN },
};
static const Range NIBP_SYS[] = {
  [VIGIL_BAND_UNDER_28_DAYS] = { 40, 50, 90, 100 },
  [VIGIL_BAND_UNDER_1_YEAR] = { 55, 65, 105, 120 },
  [VIGIL_BAND_1_TO_4] = { 65, 75, 115, 130 },
  [VIGIL_BAND_5_TO_12] = { 75, 85, 125, 140 },
  [VIGIL_BAND_13_AND_OVER] = { 70, 90, 160, 200 },
  [VIGIL_BAND_ADULT] = { 70, 90, 160, 200 },
};

static void
set_preset (VigilLimitPresets *presets, VigilNumericKind kind, const Range *ranges)
{
  for (guint band = VIGIL_BAND_UNKNOWN + 1; band < VIGIL_N_BANDS; band++)
    presets->bands[band].limits[kind] = (VigilLimit){
      .kind = kind,
      .lo = ranges[band].lo,
      .hi = ranges[band].hi,
      .lo2 = ranges[band].lo2,
      .hi2 = ranges[band].hi2,
      .is_on = TRUE,
    };
}

static gboolean
is_nibp (VigilNumericKind kind)
{
  return kind == VIGIL_NUMERIC_NIBP_SYS || kind == VIGIL_NUMERIC_NIBP_DIA
         || kind == VIGIL_NUMERIC_NIBP_MEAN;
}

void
vigil_limit_presets_init (VigilLimitPresets *presets)
{
  for (guint band = 0; band < VIGIL_N_BANDS; band++)
    for (guint kind = 0; kind < VIGIL_N_NUMERICS; kind++)
      presets->bands[band].limits[kind] = (VigilLimit){
        .kind = (VigilNumericKind) kind, .lo = NAN, .hi = NAN, .lo2 = NAN, .hi2 = NAN
      };
  for (guint kind = 0; kind < VIGIL_N_NUMERICS; kind++) {
    /* A cuff reading is one measurement: nothing to wait for. */
    gboolean is_single = is_nibp ((VigilNumericKind) kind);
    presets->timings[kind] = (VigilLimitTiming){
      .delay_ms = is_single ? 0 : 10000,
      .delay2_ms = is_single ? 0 : 5000,
      .hysteresis_ms = is_single ? 0 : 5000,
    };
  }
  set_preset (presets, VIGIL_NUMERIC_HR, HR);
  set_preset (presets, VIGIL_NUMERIC_SPO2, SPO2);
  set_preset (presets, VIGIL_NUMERIC_RR, RR);
  set_preset (presets, VIGIL_NUMERIC_NIBP_SYS, NIBP_SYS);
  presets->timings[VIGIL_NUMERIC_SPO2].hysteresis = 1;
  presets->timings[VIGIL_NUMERIC_SPO2].worse = 3;
  presets->timings[VIGIL_NUMERIC_HR].hysteresis = 3;
  presets->timings[VIGIL_NUMERIC_HR].worse = 10;
  presets->timings[VIGIL_NUMERIC_PR].hysteresis = 3;
  presets->timings[VIGIL_NUMERIC_PR].worse = 10;
  presets->timings[VIGIL_NUMERIC_RR].hysteresis = 2;
}

static VigilAgeBand
paediatric_band (gint age_days)
{
  if (age_days < 28)
    return VIGIL_BAND_UNKNOWN; /* a newborn in a paediatric class: disagreement, or no birth date */
  double years = age_days / DAYS_PER_YEAR;
  if (years < 1)
    return VIGIL_BAND_UNDER_1_YEAR;
  if (years < 5)
    return VIGIL_BAND_1_TO_4;
  if (years < 13)
    return VIGIL_BAND_5_TO_12;
  return years < 18 ? VIGIL_BAND_13_AND_OVER : VIGIL_BAND_UNKNOWN;
}

VigilAgeBand
vigil_age_band (VigilPatientClass patient_class, gint age_days)
{
  switch (patient_class) {
  case VIGIL_CLASS_ADULT:
    return age_days < 0 || age_days / DAYS_PER_YEAR >= 13 ? VIGIL_BAND_ADULT : VIGIL_BAND_UNKNOWN;
  case VIGIL_CLASS_NEONATAL:
    return age_days < 28 ? VIGIL_BAND_UNDER_28_DAYS : VIGIL_BAND_UNKNOWN;
  case VIGIL_CLASS_PAEDIATRIC:
    return paediatric_band (age_days);
  case VIGIL_CLASS_UNKNOWN:
  default:
    return VIGIL_BAND_UNKNOWN;
  }
}

const char *
vigil_age_band_get_name (VigilAgeBand band)
{
  return band < VIGIL_N_BANDS ? BAND_NAMES[band] : BAND_NAMES[VIGIL_BAND_UNKNOWN];
}

gboolean
vigil_age_band_from_name (const char *name, VigilAgeBand *band)
{
  for (guint i = VIGIL_BAND_UNKNOWN + 1; i < VIGIL_N_BANDS; i++) {
    if (g_strcmp0 (name, BAND_NAMES[i]) == 0) {
      *band = (VigilAgeBand) i;
      return TRUE;
    }
  }
  return FALSE;
}

/* Comparisons with NAN (no limit) are false. */
static guint
level_low (const VigilLimit *limit, double value, double slack1, double slack2)
{
  if (value < limit->lo2 + slack2)
    return 2;
  return value < limit->lo + slack1 ? 1 : 0;
}

static guint
level_high (const VigilLimit *limit, double value, double slack1, double slack2)
{
  if (value > limit->hi2 - slack2)
    return 2;
  return value > limit->hi - slack1 ? 1 : 0;
}

guint
vigil_limit_judge (const VigilLimit *limit,
                   double value,
                   double hysteresis,
                   VigilSide held,
                   guint held_level,
                   VigilSide *side)
{
  double slack1 = held_level >= 1 ? hysteresis : 0;
  double slack2 = held_level >= 2 ? hysteresis : 0;
  gboolean is_low_held = held == VIGIL_SIDE_LO, is_high_held = held == VIGIL_SIDE_HI;
  guint low = level_low (limit, value, is_low_held ? slack1 : 0, is_low_held ? slack2 : 0);
  guint high = level_high (limit, value, is_high_held ? slack1 : 0, is_high_held ? slack2 : 0);
  if (low == 0 && high == 0) {
    *side = VIGIL_SIDE_NONE;
    return 0;
  }
  *side = low >= high ? VIGIL_SIDE_LO : VIGIL_SIDE_HI;
  return MAX (low, high);
}

/* Comparisons with NAN are false: a bound that is not there is none already. */
VigilLimit
vigil_limit_normalise (const VigilLimit *limit)
{
  const VigilNumericInfo *info = vigil_nomenclature_numeric (limit->kind);
  VigilLimit plain = *limit;
  if (plain.lo <= info->lo)
    plain.lo = NAN;
  if (plain.lo2 <= info->lo)
    plain.lo2 = NAN;
  if (plain.hi >= info->hi)
    plain.hi = NAN;
  if (plain.hi2 >= info->hi)
    plain.hi2 = NAN;
  return plain;
}

gboolean
vigil_limit_can_alarm (const VigilLimit *limit)
{
  VigilLimit plain = vigil_limit_normalise (limit);
  return !isnan (plain.lo) || !isnan (plain.hi) || !isnan (plain.lo2) || !isnan (plain.hi2);
}

static gboolean
is_same_bound (double a, double b, double slack)
{
  if (isnan (a) || isnan (b))
    return isnan (a) && isnan (b);
  return fabs (a - b) <= slack;
}

gboolean
vigil_limit_has_same_bounds (const VigilLimit *a, const VigilLimit *b)
{
  VigilLimit x = vigil_limit_normalise (a), y = vigil_limit_normalise (b);
  double slack = 0.5 * pow (10, -(double) vigil_nomenclature_numeric (a->kind)->decimals);
  return a->kind == b->kind && is_same_bound (x.lo, y.lo, slack)
         && is_same_bound (x.hi, y.hi, slack) && is_same_bound (x.lo2, y.lo2, slack)
         && is_same_bound (x.hi2, y.hi2, slack);
}

static gboolean
is_reachable (const VigilLimit *limit)
{
  VigilLimit plain = vigil_limit_normalise (limit);
  return isnan (plain.lo) == isnan (limit->lo) && isnan (plain.hi) == isnan (limit->hi)
         && isnan (plain.lo2) == isnan (limit->lo2) && isnan (plain.hi2) == isnan (limit->hi2);
}

static gboolean
is_in_order (const VigilLimit *limit)
{
  return !(limit->lo >= limit->hi || limit->lo2 > limit->lo || limit->hi2 < limit->hi
           || limit->lo2 >= limit->hi2 || limit->lo2 >= limit->hi || limit->lo >= limit->hi2);
}

VigilLimitFault
vigil_limit_check (const VigilLimit *limit, gint64 wall_ms)
{
  gint64 left_ms = limit->until_ms - wall_ms;
  if (!limit->is_on && (left_ms <= 0 || left_ms > VIGIL_LIMIT_OFF_MAX_MS))
    return VIGIL_LIMIT_NO_END;
  if (limit->is_on && isnan (limit->lo) && isnan (limit->hi) && isnan (limit->lo2)
      && isnan (limit->hi2))
    return VIGIL_LIMIT_EMPTY;
  if (!is_reachable (limit))
    return VIGIL_LIMIT_UNREACHABLE;
  return is_in_order (limit) ? VIGIL_LIMIT_GOOD : VIGIL_LIMIT_OUT_OF_ORDER;
}
