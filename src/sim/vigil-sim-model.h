/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A synthetic patient: heart, pulse and breathing, coupled. The ECG is made sample by sample;
 * pleth, pressure and chest can then be asked for any moment up to there. One per bed. */

#include "vigil-sim-heart.h"

G_BEGIN_DECLS

typedef struct {
  VigilSimHeartConfig heart;
  gboolean is_neonate; /* shorter ways from the heart to the finger */
} VigilSimModelConfig;

typedef struct {
  VigilSimHeartTarget heart;
  double breaths; /* per minute; 0 = apnoea */
  double art_sys, art_dia;
} VigilSimModelTarget;

typedef struct _VigilSimModel VigilSimModel;

VigilSimModel *vigil_sim_model_new (const VigilSimModelConfig *config,
                                    guint32 seed,
                                    const char *bed) G_GNUC_WARN_UNUSED_RESULT;
void vigil_sim_model_free (VigilSimModel *model);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigilSimModel, vigil_sim_model_free)

void vigil_sim_model_set_target (VigilSimModel *model, const VigilSimModelTarget *target);
/* Begins at @t_s; what was before is forgotten. */
void vigil_sim_model_seek (VigilSimModel *model, double t_s);
/* @n samples on; @leads[i] takes the potentials of lead i in mV, @spikes (or NULL) 1 where a pacer
 * spiked, else 0. */
void vigil_sim_model_run (VigilSimModel *model, guint n, float *const *leads, float *spikes);
double vigil_sim_model_pleth (const VigilSimModel *model, double t_s);
double vigil_sim_model_art (const VigilSimModel *model, double t_s);
double vigil_sim_model_chest (const VigilSimModel *model, double t_s);

G_END_DECLS
