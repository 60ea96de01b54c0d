/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-sim-breath.h"

#include "vigil-sim-noise.h"

#include <math.h>

/* Share of a breath that is breathing in. */
#define INSPIRATION 0.40

void
vigil_sim_breath_run (VigilSimBreath *breath, GRand *rand, double t_s, double per_minute)
{
  if (breath->length_s <= 0 && !breath->is_holding)
    breath->start_s = t_s;
  while (t_s >= breath->start_s + breath->length_s) {
    if (per_minute < 1) {
      breath->is_holding = TRUE;
      return;
    }
    /* After a pause the next breath begins now, not when it was due. */
    breath->start_s =
        breath->is_holding || breath->length_s <= 0 ? t_s : breath->start_s + breath->length_s;
    breath->is_holding = FALSE;
    breath->length_s = 60 / per_minute * (1 + 0.05 * vigil_sim_gauss (rand));
    breath->depth = 1 + 0.08 * vigil_sim_gauss (rand);
  }
}

double
vigil_sim_breath_chest (const VigilSimBreath *breath, double t_s)
{
  if (breath->length_s <= 0)
    return -0.7;
  double x = CLAMP ((t_s - breath->start_s) / breath->length_s, 0.0, 1.0);
  double fill = x < INSPIRATION ? 0.5 * (1 - cos (G_PI * x / INSPIRATION))
                                : 0.5 * (1 + cos (G_PI * (x - INSPIRATION) / (1 - INSPIRATION)));
  return -0.7 + 1.4 * breath->depth * fill;
}
