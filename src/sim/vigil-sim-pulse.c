/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-sim-pulse.h"

#include <math.h>

/* One hump of a pulse wave: height, time of its top and widths before and after it. */
typedef struct {
  double height, at_s, rise_s, fall_s;
} Hump;

static const Hump PLETH[] = { { 1.0, 0.17, 0.060, 0.105 }, { 0.34, 0.42, 0.070, 0.130 } };
/* Systolic top, shoulder before the incisura, and the dicrotic wave. */
static const Hump ART[] = { { 0.82, 0.12, 0.042, 0.085 },
                            { 0.42, 0.24, 0.060, 0.070 },
                            { 0.30, 0.43, 0.050, 0.160 } };
/* What the pressure runs off to when the heart stands still, and how fast. */
#define FILLING_MMHG 14.0
#define RUN_OFF_S 4.0

void
vigil_sim_pulse_beat (VigilSimPulse *pulse, double t_s, double strength)
{
  double rr = pulse->n > 0 ? t_s - pulse->last_s : 0.8;
  rr = CLAMP (rr, 0.2, 2.5);
  if (pulse->n == 0)
    pulse->usual_rr_s = rr;
  double filling = CLAMP (0.25 + 0.75 * rr / pulse->usual_rr_s, 0.3, 1.25);
  pulse->usual_rr_s += 0.15 * (rr - pulse->usual_rr_s);
  pulse->last_s = t_s;
  pulse->beats[pulse->next] = (VigilSimBeat){ t_s, rr, strength * filling };
  pulse->next = (pulse->next + 1) % VIGIL_SIM_PULSE_BEATS;
  pulse->n = MIN (pulse->n + 1, VIGIL_SIM_PULSE_BEATS);
}

/* All humps of all beats at @t_s. At a fast rate the pulse is shorter. */
static double
sum_humps (const VigilSimPulse *pulse, double t_s, const Hump *humps, guint n_humps)
{
  double sum = 0;
  for (guint i = 0; i < pulse->n; i++) {
    const VigilSimBeat *beat = &pulse->beats[i];
    double age = t_s - beat->t_s, pace = CLAMP (sqrt (beat->rr_s / 0.85), 0.5, 1.15);
    if (age < -0.5 || age > 1.6)
      continue;
    for (guint k = 0; k < n_humps; k++) {
      double x = age - humps[k].at_s * pace;
      double width = (x < 0 ? humps[k].rise_s : humps[k].fall_s) * pace;
      sum += beat->strength * humps[k].height * exp (-x * x / (2 * width * width));
    }
  }
  return sum;
}

double
vigil_sim_pulse_pleth (const VigilSimPulse *pulse, double t_s, double transit_s)
{
  return 0.12 + 0.7 * sum_humps (pulse, t_s - transit_s, PLETH, G_N_ELEMENTS (PLETH));
}

double
vigil_sim_pulse_art (
    const VigilSimPulse *pulse, double t_s, double transit_s, double sys_mmhg, double dia_mmhg)
{
  double silent = t_s - transit_s - pulse->last_s - 1.5;
  double held = pulse->n == 0 ? 0 : silent > 0 ? exp (-silent / RUN_OFF_S) : 1;
  double floor = FILLING_MMHG + (dia_mmhg - FILLING_MMHG) * held;
  return floor
         + (sys_mmhg - dia_mmhg) * sum_humps (pulse, t_s - transit_s, ART, G_N_ELEMENTS (ART));
}
