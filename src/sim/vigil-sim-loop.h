/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A synthetic patient rendered once into a loop, so that hundreds of beds cost little more than
 * copying samples. */

#include "vigil-sim-recording.h"
#include "vigil-sim-scenario.h"

G_BEGIN_DECLS

/* @length_s whole seconds of the model as @plan has it, as a recording. Owned. */
VigilSimRecording *vigil_sim_loop_render (const VigilSimBedPlan *plan,
                                          guint length_s,
                                          guint32 seed,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
