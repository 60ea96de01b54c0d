/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the episodes of a bed's plan mean at a moment: for the heart, the breath, the pressures and
 * the saturation. Functions of plan and time; they keep no state. */

#include "vigil-sim-model.h"
#include "vigil-sim-scenario.h"

G_BEGIN_DECLS

/* An episode of @kind that runs at @t_s; NULL = none. */
const VigilSimEpisode *
vigil_sim_change_running (const VigilSimBedPlan *plan, VigilSimEpisodeKind kind, double t_s);
/* The one whose waves of the heart, or of the breath, are the model's at @t_s; NULL = none. */
const VigilSimEpisode *vigil_sim_change_of_heart (const VigilSimBedPlan *plan, double t_s);
const VigilSimEpisode *vigil_sim_change_of_breath (const VigilSimBedPlan *plan, double t_s);
/* What is left of a systolic pressure that is usually @sys_mmhg, as a share. */
double vigil_sim_change_pressure (const VigilSimBedPlan *plan, double sys_mmhg, double t_s);
/* What is added to the plan's saturation, in %. */
double vigil_sim_change_saturation (const VigilSimBedPlan *plan, double t_s);
/* Where the model should go at @t_s: the plan, changed by its episodes. @rate and @breath are the
 * patient's own drifts, 1 = none. */
VigilSimModelTarget
vigil_sim_change_target (const VigilSimBedPlan *plan, double t_s, double rate, double breath);

G_END_DECLS
