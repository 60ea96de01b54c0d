/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Seeded chance for the simulator: the same seed gives the same ward, byte for byte. */

#include <glib.h>

G_BEGIN_DECLS

/* A generator of its own for the part @name of the bed @bed. */
GRand *
vigil_sim_rand_new (guint32 seed, const char *bed, const char *name) G_GNUC_WARN_UNUSED_RESULT;
/* Mean 0, deviation 1; cut at 4. */
double vigil_sim_gauss (GRand *rand);

/* Something that wanders about 0 with deviation 1, for slow drifts. */
typedef struct {
  double value;
} VigilSimDrift;

/* Lets @drift wander for @dt_s; it forgets where it was within about @tau_s. */
double vigil_sim_drift_step (VigilSimDrift *drift, GRand *rand, double dt_s, double tau_s);

G_END_DECLS
