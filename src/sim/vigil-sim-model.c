/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-sim-model.h"

#include "vigil-sim-breath.h"
#include "vigil-sim-noise.h"
#include "vigil-sim-pulse.h"

struct _VigilSimModel {
  VigilSimModelConfig config;
  VigilSimModelTarget target;
  GRand *rand;
  VigilSimHeart *heart;
  VigilSimPulse pulse;
  VigilSimBreath breath;
};

static void
beat_cb (double t_s, double strength, gpointer data)
{
  VigilSimModel *model = data;
  /* A ventricle that races does not fill. */
  if (model->target.heart.rhythm == VIGIL_SIM_RHYTHM_VT)
    strength *= 0.6;
  vigil_sim_pulse_beat (&model->pulse, t_s, strength);
}

VigilSimModel *
vigil_sim_model_new (const VigilSimModelConfig *config, guint32 seed, const char *bed)
{
  VigilSimModel *model = g_new0 (VigilSimModel, 1);
  model->config = *config;
  model->rand = vigil_sim_rand_new (seed, bed, "model");
  model->heart = vigil_sim_heart_new (&config->heart, model->rand, beat_cb, model);
  model->target.breaths = 15;
  model->target.art_sys = 120;
  model->target.art_dia = 70;
  return model;
}

void
vigil_sim_model_free (VigilSimModel *model)
{
  if (model == NULL)
    return;
  vigil_sim_heart_free (model->heart);
  g_rand_free (model->rand);
  g_free (model);
}

void
vigil_sim_model_set_target (VigilSimModel *model, const VigilSimModelTarget *target)
{
  model->target = *target;
  vigil_sim_heart_set_target (model->heart, &target->heart);
}

void
vigil_sim_model_seek (VigilSimModel *model, double t_s)
{
  vigil_sim_heart_set_time (model->heart, t_s);
  model->pulse = (VigilSimPulse){ 0 };
  model->breath = (VigilSimBreath){ 0 };
}

void
vigil_sim_model_run (VigilSimModel *model, guint n, float *const *leads, float *spikes)
{
  double mv[VIGIL_SIM_HEART_LEADS];
  for (guint i = 0; i < n; i++) {
    double t_s = vigil_sim_heart_get_time (model->heart);
    vigil_sim_breath_run (&model->breath, model->rand, t_s, model->target.breaths);
    vigil_sim_heart_step (model->heart, vigil_sim_breath_chest (&model->breath, t_s), mv);
    for (guint lead = 0; lead < model->config.heart.n_leads; lead++)
      leads[lead][i] = (float) mv[lead];
    if (spikes != NULL)
      spikes[i] = vigil_sim_heart_has_spike (model->heart) ? 1 : 0;
  }
}

double
vigil_sim_model_pleth (const VigilSimModel *model, double t_s)
{
  double chest = vigil_sim_breath_chest (&model->breath, t_s);
  double pleth = vigil_sim_pulse_pleth (&model->pulse, t_s, model->config.is_neonate ? 0.13 : 0.21);
  return 0.03 * chest + pleth * (1 + 0.04 * chest);
}

double
vigil_sim_model_art (const VigilSimModel *model, double t_s)
{
  /* Breathing in lowers the pressure a little. */
  return vigil_sim_pulse_art (&model->pulse, t_s, model->config.is_neonate ? 0.07 : 0.11,
                              model->target.art_sys, model->target.art_dia)
         - 1.5 * vigil_sim_breath_chest (&model->breath, t_s);
}

double
vigil_sim_model_chest (const VigilSimModel *model, double t_s)
{
  return vigil_sim_breath_chest (&model->breath, t_s);
}
