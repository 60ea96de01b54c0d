/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Alarm limits: the starting presets by age band (ux.md, "Starting limits"; a clinician of the ward
 * signs them), the bands themselves, delays and hysteresis. Values; any thread. */

#include "vigil-frame.h"

G_BEGIN_DECLS

/* Whose limit holds for a number. */
typedef enum {
  VIGIL_LIMITS_NONE, /* neither bedside nor preset */
  VIGIL_LIMITS_BEDSIDE,
  VIGIL_LIMITS_PRESET,
  VIGIL_LIMITS_OFF, /* off at the bedside, with an end */
} VigilLimitSource;

typedef struct {
  VigilLimit limits[VIGIL_N_NUMERICS]; /* by kind; is_on FALSE = this preset has none */
  gboolean is_ward_file[VIGIL_N_NUMERICS]; /* set by the site file */
} VigilLimitSet;

typedef struct {
  guint delay_ms; /* level 1: 10 s; level 2: 5 s; NIBP none */
  guint delay2_ms;
  double hysteresis; /* SpO2 1, HR 3, RR 2 */
  guint hysteresis_ms; /* held for 5 s */
  double worse; /* re-opens a silenced occurrence: SpO2 by 3, HR by 10; 0 = by level only */
} VigilLimitTiming;

typedef struct {
  VigilLimitSet bands[VIGIL_N_BANDS]; /* UNKNOWN has none */
  VigilLimitTiming timings[VIGIL_N_NUMERICS];
} VigilLimitPresets;

/* The starting values of ux.md. */
void vigil_limit_presets_init (VigilLimitPresets *presets);
/* The band of a patient: adult and neonatal come from the wire, the paediatric bands from the birth
 * date; disagreement is UNKNOWN. @age_days: −1 = no birth date. */
VigilAgeBand vigil_age_band (VigilPatientClass patient_class, gint age_days);
const char *vigil_age_band_get_name (VigilAgeBand band); /* "adult", "1-4", …; static */
gboolean vigil_age_band_from_name (const char *name, VigilAgeBand *band);

typedef enum {
  VIGIL_SIDE_NONE,
  VIGIL_SIDE_LO,
  VIGIL_SIDE_HI,
} VigilSide;

/* Which limit @value breaks: side and level (1 medium, 2 high); level 0 = none. @held and
 * @held_level is the side and level standing now, kept until the value is inside by @hysteresis. */
guint vigil_limit_judge (const VigilLimit *limit,
                         double value,
                         double hysteresis,
                         VigilSide held,
                         guint held_level,
                         VigilSide *side);

/* An alarm is off for at most so long (contract.md, "Which alarms are the same"). */
#define VIGIL_LIMIT_OFF_MAX_MS (G_GINT64_CONSTANT (24) * 3600 * 1000)

typedef enum {
  VIGIL_LIMIT_GOOD,
  VIGIL_LIMIT_EMPTY, /* on, without a bound: it could never alarm */
  VIGIL_LIMIT_UNREACHABLE, /* a bound that no value can cross: it could never alarm */
  VIGIL_LIMIT_OUT_OF_ORDER, /* not lo2 ≤ lo < hi ≤ hi2 */
  VIGIL_LIMIT_NO_END, /* off, without an end within the next 24 h */
} VigilLimitFault;

/* What is wrong with @limit if somebody sets it now. */
VigilLimitFault vigil_limit_check (const VigilLimit *limit, gint64 wall_ms);
/* @limit with each bound that no value can cross taken as none ("SpO2 ≤ 100"). */
VigilLimit vigil_limit_normalise (const VigilLimit *limit);
/* TRUE if the bounds are the same to half of the last digit shown; those that no value can cross
 * are none. */
gboolean vigil_limit_has_same_bounds (const VigilLimit *a, const VigilLimit *b);
/* TRUE if a value can cross one of its bounds. */
gboolean vigil_limit_can_alarm (const VigilLimit *limit);

G_END_DECLS
