/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Breathing: a chest impedance of breaths that differ a little in length and depth. A plain value.
 */

#include <glib.h>

G_BEGIN_DECLS

typedef struct {
  double start_s, length_s, depth;
  gboolean is_holding; /* apnoea: the chest stays where it is */
} VigilSimBreath;

/* Goes on to @t_s at @per_minute breaths; 0 = the breath at hand is finished and none follows. */
void vigil_sim_breath_run (VigilSimBreath *breath, GRand *rand, double t_s, double per_minute);
/* The chest at @t_s, within the breath at hand or the one just begun: about −0.8 to 0.8. */
double vigil_sim_breath_chest (const VigilSimBreath *breath, double t_s);

G_END_DECLS
