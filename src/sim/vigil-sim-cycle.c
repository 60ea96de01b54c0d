/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-sim-cycle.h"

#include <math.h>

/* Rising above this share of the swing begins a cycle, falling below the other arms the next. */
#define UPPER 0.60
#define LOWER 0.40
#define GAP_S 1.0

void
vigil_sim_cycle_init (VigilSimCycleFinder *finder, const VigilSimCycleRule *rule)
{
  *finder = (VigilSimCycleFinder){ .rule = *rule };
}

static void
keep (VigilSimCycleFinder *finder, double t_s)
{
  if (finder->has_cycle && finder->n_now > 0) {
    for (guint i = MIN (finder->n_kept, VIGIL_SIM_CYCLES_KEPT - 1); i > 0; i--)
      finder->kept[i] = finder->kept[i - 1];
    finder->kept[0] = finder->now;
    finder->kept[0].mean /= finder->n_now;
    finder->n_kept = MIN (finder->n_kept + 1, VIGIL_SIM_CYCLES_KEPT);
  }
  finder->now = (VigilSimCycle){ t_s, -G_MAXDOUBLE, G_MAXDOUBLE, 0 };
  finder->n_now = 0;
  finder->has_cycle = TRUE;
}

static void
follow_envelope (VigilSimCycleFinder *finder, double dt, double value)
{
  double close = 1 - exp (-dt / finder->rule.envelope_s), middle = (finder->hi + finder->lo) / 2;
  finder->hi = fmax (value, finder->hi + (middle - finder->hi) * close);
  finder->lo = fmin (value, finder->lo + (middle - finder->lo) * close);
}

void
vigil_sim_cycle_push (VigilSimCycleFinder *finder, double t_s, double value)
{
  if (!isfinite (value)) {
    if (finder->has_sample && t_s - finder->last_t_s > GAP_S)
      vigil_sim_cycle_init (finder, &finder->rule);
    return;
  }
  if (!finder->has_sample)
    finder->hi = finder->lo = value;
  follow_envelope (finder, finder->has_sample ? t_s - finder->last_t_s : 0, value);
  finder->has_sample = TRUE;
  finder->last_t_s = t_s;
  double swing = finder->hi - finder->lo;
  if (!finder->is_above && value > finder->lo + UPPER * swing) {
    finder->is_above = TRUE;
    if (swing >= finder->rule.least_swing
        && (!finder->has_cycle || t_s - finder->now.start_s >= finder->rule.refractory_s))
      keep (finder, t_s);
  } else if (finder->is_above && value < finder->lo + LOWER * swing) {
    finder->is_above = FALSE;
  }
  finder->now.top = fmax (finder->now.top, value);
  finder->now.bottom = fmin (finder->now.bottom, value);
  finder->now.mean += value;
  finder->n_now++;
}

double
vigil_sim_cycle_rate (const VigilSimCycleFinder *finder, double t_s, guint most, double window_s)
{
  guint n = 0;
  while (n < finder->n_kept && n < most && finder->kept[n].start_s >= t_s - window_s)
    n++;
  if (n == 0 || t_s - finder->now.start_s > window_s)
    return 0;
  return 60 * n / (finder->now.start_s - finder->kept[n - 1].start_s);
}
