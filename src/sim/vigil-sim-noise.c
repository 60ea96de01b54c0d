/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-sim-noise.h"

#include <math.h>

GRand *
vigil_sim_rand_new (guint32 seed, const char *bed, const char *name)
{
  guint32 parts[] = { seed, g_str_hash (bed), g_str_hash (name) };
  return g_rand_new_with_seed_array (parts, G_N_ELEMENTS (parts));
}

double
vigil_sim_gauss (GRand *rand)
{
  /* Box and Muller; the first draw is kept off zero. */
  double u = g_rand_double_range (rand, 1e-9, 1.0), v = g_rand_double (rand);
  return CLAMP (sqrt (-2 * log (u)) * cos (2 * G_PI * v), -4.0, 4.0);
}

double
vigil_sim_drift_step (VigilSimDrift *drift, GRand *rand, double dt_s, double tau_s)
{
  double keep = exp (-dt_s / tau_s);
  drift->value = drift->value * keep + vigil_sim_gauss (rand) * sqrt (1 - keep * keep);
  return drift->value;
}
