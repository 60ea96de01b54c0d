/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-sim-heart-waves.h"

#define P VIGIL_SIM_WAVE_ATRIAL
#define QRS VIGIL_SIM_WAVE_QRS
#define T VIGIL_SIM_WAVE_REPOLARISING

static const VigilSimWave NORMAL_LIMB[] = {
  { P, 0.14, -0.165, 0.024 },   { QRS, -0.10, -0.027, 0.010 }, { QRS, 1.10, 0.0, 0.0115 },
  { QRS, -0.24, 0.027, 0.010 }, { T, 0.22, 0.270, 0.055 },     { T, 0.12, 0.310, 0.032 },
};
static const VigilSimWave NORMAL_V1[] = {
  { P, 0.06, -0.170, 0.016 },   { P, -0.05, -0.140, 0.018 }, { QRS, 0.28, -0.012, 0.010 },
  { QRS, -1.05, 0.018, 0.014 }, { T, 0.13, 0.290, 0.055 },
};
static const VigilSimWave NORMAL_V5[] = {
  { P, 0.09, -0.165, 0.024 },   { QRS, -0.14, -0.028, 0.010 }, { QRS, 1.45, 0.0, 0.0125 },
  { QRS, -0.38, 0.030, 0.011 }, { T, 0.28, 0.275, 0.055 },     { T, 0.12, 0.310, 0.032 },
};
static const VigilSimWave VENTRICULAR_LIMB[] = {
  { QRS, 1.45, 0.0, 0.034 },
  { QRS, -0.35, 0.085, 0.028 },
  { T, -0.50, 0.315, 0.070 },
};
static const VigilSimWave VENTRICULAR_V1[] = {
  { QRS, 0.20, -0.045, 0.018 },
  { QRS, -1.70, 0.010, 0.036 },
  { T, 0.55, 0.310, 0.070 },
};
static const VigilSimWave VENTRICULAR_V5[] = {
  { QRS, 1.70, 0.0, 0.036 },
  { QRS, -0.25, 0.090, 0.030 },
  { T, -0.60, 0.320, 0.070 },
};
/* Paced from the apex of the right ventricle: away from II, broad. The spike is not a wave: it is
 * shorter than a sample. */
static const VigilSimWave PACED_LIMB[] = {
  { QRS, 0.12, -0.040, 0.012 },
  { QRS, -1.05, 0.005, 0.030 },
  { T, 0.42, 0.285, 0.065 },
};
static const VigilSimWave PACED_V5[] = {
  { QRS, -0.30, -0.020, 0.016 },
  { QRS, 0.95, 0.025, 0.032 },
  { T, -0.30, 0.300, 0.065 },
};

#define TABLE(waves, skip)                                                                         \
  {                                                                                                \
    (waves) + (skip), G_N_ELEMENTS (waves) - (skip)                                                \
  }

typedef struct {
  const VigilSimWave *waves;
  guint n;
} Table;

/* By kind and view. Without P the first wave (V1: two) is left out. */
static const Table TABLES[VIGIL_SIM_N_BEAT_KINDS][3] = {
  { TABLE (NORMAL_LIMB, 0), TABLE (NORMAL_V1, 0), TABLE (NORMAL_V5, 0) },
  { TABLE (NORMAL_LIMB, 1), TABLE (NORMAL_V1, 2), TABLE (NORMAL_V5, 1) },
  { TABLE (VENTRICULAR_LIMB, 0), TABLE (VENTRICULAR_V1, 0), TABLE (VENTRICULAR_V5, 0) },
  { TABLE (PACED_LIMB, 0), TABLE (VENTRICULAR_V1, 0), TABLE (PACED_V5, 0) },
};

const VigilSimWave *
vigil_sim_heart_waves (VigilSimBeatKind kind, VigilSimView view, guint *n)
{
  g_return_val_if_fail (kind < VIGIL_SIM_N_BEAT_KINDS && view <= VIGIL_SIM_VIEW_V5, NULL);
  *n = TABLES[kind][view].n;
  return TABLES[kind][view].waves;
}
