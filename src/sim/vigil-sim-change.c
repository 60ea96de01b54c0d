/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-sim-change.h"

#include <math.h>

static const VigilSimEpisode *
get_episode (const VigilSimBedPlan *plan, guint index)
{
  return &g_array_index (plan->episodes, VigilSimEpisode, index);
}

const VigilSimEpisode *
vigil_sim_change_running (const VigilSimBedPlan *plan, VigilSimEpisodeKind kind, double t_s)
{
  for (guint i = 0; i < plan->episodes->len; i++) {
    const VigilSimEpisode *episode = get_episode (plan, i);
    if (episode->kind == kind && vigil_sim_episode_since (episode, t_s) >= 0)
      return episode;
  }
  return NULL;
}

static const VigilSimEpisode *
find_change (const VigilSimBedPlan *plan, double t_s, gboolean is_heart)
{
  for (guint i = 0; i < plan->episodes->len; i++) {
    const VigilSimEpisode *episode = get_episode (plan, i);
    const VigilSimEpisodeInfo *info = vigil_sim_episode_info (episode->kind);
    if ((is_heart ? info->replaces_heart : info->replaces_breath) && !episode->is_recorded
        && vigil_sim_episode_since (episode, t_s) >= 0)
      return episode;
  }
  return NULL;
}

const VigilSimEpisode *
vigil_sim_change_of_heart (const VigilSimBedPlan *plan, double t_s)
{
  return find_change (plan, t_s, TRUE);
}

const VigilSimEpisode *
vigil_sim_change_of_breath (const VigilSimBedPlan *plan, double t_s)
{
  return find_change (plan, t_s, FALSE);
}

double
vigil_sim_change_pressure (const VigilSimBedPlan *plan, double sys_mmhg, double t_s)
{
  double share = 1;
  for (guint i = 0; i < plan->episodes->len; i++) {
    const VigilSimEpisode *episode = get_episode (plan, i);
    if (episode->kind == VIGIL_SIM_HYPOTENSION)
      share *= 1 - vigil_sim_episode_depth (episode, t_s) * (1 - episode->to / sys_mmhg);
  }
  return share;
}

double
vigil_sim_change_saturation (const VigilSimBedPlan *plan, double t_s)
{
  double sum = 0;
  for (guint i = 0; i < plan->episodes->len; i++) {
    const VigilSimEpisode *episode = get_episode (plan, i);
    if (episode->kind == VIGIL_SIM_DESATURATION)
      sum += (episode->to - plan->spo2) * vigil_sim_episode_depth (episode, t_s);
  }
  return sum;
}

static void
change_heart (VigilSimHeartTarget *target, const VigilSimEpisode *episode)
{
  target->ectopic_share = 0;
  if (isfinite (episode->to))
    target->bpm = episode->to;
  if (episode->kind == VIGIL_SIM_ASYSTOLE)
    target->rhythm = VIGIL_SIM_RHYTHM_ASYSTOLE;
  else if (episode->kind == VIGIL_SIM_VF)
    target->rhythm = VIGIL_SIM_RHYTHM_VF;
  else if (episode->kind == VIGIL_SIM_VT)
    target->rhythm = VIGIL_SIM_RHYTHM_VT;
  else if (episode->kind == VIGIL_SIM_AF)
    target->rhythm = VIGIL_SIM_RHYTHM_AF;
}

VigilSimModelTarget
vigil_sim_change_target (const VigilSimBedPlan *plan, double t_s, double rate, double breath)
{
  double share = vigil_sim_change_pressure (plan, plan->art_sys, t_s);
  /* A pacemaker does not drift. */
  double own_rate = plan->rhythm == VIGIL_SIM_RHYTHM_PACED ? 1 : rate;
  VigilSimModelTarget target = {
    .heart = { plan->rhythm, plan->hr * own_rate, plan->ectopic_share },
    .breaths = plan->rr * breath,
    .art_sys = plan->art_sys * share,
    .art_dia = plan->art_dia * share,
  };
  const VigilSimEpisode *episode = vigil_sim_change_of_heart (plan, t_s);
  if (episode != NULL)
    change_heart (&target.heart, episode);
  if (vigil_sim_change_of_breath (plan, t_s) != NULL)
    target.breaths = 0;
  return target;
}
