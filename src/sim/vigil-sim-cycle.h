/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Finds the cycles of a slow wave (pulses of a pleth or a pressure, breaths of a chest): an
 * envelope of its tops and bottoms is followed, a cycle begins where the wave rises through the
 * middle. A plain value; set the constants, zero the rest. */

#include <glib.h>

G_BEGIN_DECLS

#define VIGIL_SIM_CYCLES_KEPT 12

typedef struct {
  double refractory_s; /* cycles are no shorter */
  double envelope_s; /* how fast the envelope closes in */
  double least_swing; /* less is no cycle */
} VigilSimCycleRule;

typedef struct {
  double start_s, top, bottom, mean;
} VigilSimCycle;

typedef struct {
  VigilSimCycleRule rule;
  gboolean has_sample, is_above, has_cycle;
  double hi, lo;
  double last_t_s;
  VigilSimCycle now; /* the cycle at hand; mean holds the sum */
  guint n_now;
  VigilSimCycle kept[VIGIL_SIM_CYCLES_KEPT]; /* finished ones, the latest first */
  guint n_kept;
} VigilSimCycleFinder;

void vigil_sim_cycle_init (VigilSimCycleFinder *finder, const VigilSimCycleRule *rule);
/* NaN: a gap; what was kept is forgotten after a second of them. */
void vigil_sim_cycle_push (VigilSimCycleFinder *finder, double t_s, double value);
/* Cycles per minute over up to @most of the last ones, none older than @window_s; 0 = none. */
double
vigil_sim_cycle_rate (const VigilSimCycleFinder *finder, double t_s, guint most, double window_s);

G_END_DECLS
