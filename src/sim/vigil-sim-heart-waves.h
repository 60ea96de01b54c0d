/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The waves of each kind of beat as each view sees them. Static tables. */

#include "vigil-sim-heart.h"

G_BEGIN_DECLS

typedef enum {
  VIGIL_SIM_BEAT_NORMAL,
  VIGIL_SIM_BEAT_NO_P, /* conducted, in atrial fibrillation */
  VIGIL_SIM_BEAT_VENTRICULAR,
  VIGIL_SIM_BEAT_PACED,
  VIGIL_SIM_N_BEAT_KINDS,
} VigilSimBeatKind;

typedef enum {
  VIGIL_SIM_WAVE_ATRIAL, /* its distance to R grows a little with the interval */
  VIGIL_SIM_WAVE_QRS, /* fixed in time */
  VIGIL_SIM_WAVE_REPOLARISING, /* its distance to R grows with the root of the interval (Bazett) */
} VigilSimWavePart;

typedef struct {
  VigilSimWavePart part;
  double mv, at_s, width_s; /* at 60 /min, from R */
} VigilSimWave;

const VigilSimWave *vigil_sim_heart_waves (VigilSimBeatKind kind, VigilSimView view, guint *n);

G_END_DECLS
