/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-sim-episode.h"

#include <math.h>

#define ECG "MDC_ECG_ELEC_POTL"

/* Delays: asystole, no QRS for 4 s; VF, 4 s; VT, 5 beats over 100 (CinC 2015 definitions); apnoea,
 * 20 s; low alarms of a detached sensor come after a few seconds so that a tug is not one. */
static const VigilSimEpisodeInfo INFOS[VIGIL_SIM_N_EPISODES] = {
  [VIGIL_SIM_ASYSTOLE] = { "asystole", "MDC_EVT_ECG_ASYSTOLE", ECG, 4, 20, NAN, TRUE, FALSE },
  [VIGIL_SIM_VF] = { "vf", "VIGIL_EVT_ECG_V_FIB", ECG, 4, 20, NAN, TRUE, FALSE },
  [VIGIL_SIM_VT] = { "vt", "MDC_EVT_ECG_V_TACHY", ECG, 3, 15, 180, TRUE, FALSE },
  [VIGIL_SIM_BRADYCARDIA] = { "bradycardia", NULL, NULL, 0, 40, 36, TRUE, FALSE },
  [VIGIL_SIM_TACHYCARDIA] = { "tachycardia", NULL, NULL, 0, 40, 135, TRUE, FALSE },
  [VIGIL_SIM_AF] = { "af", "MDC_EVT_ECG_ATR_FIB", ECG, 30, 120, 110, TRUE, FALSE },
  [VIGIL_SIM_APNOEA] = { "apnoea", "MDC_EVT_APNEA", "MDC_RESP_RATE", 20, 35, NAN, FALSE, TRUE },
  [VIGIL_SIM_DESATURATION] = { "desaturation", NULL, NULL, 0, 60, 82, FALSE, FALSE },
  [VIGIL_SIM_HYPOTENSION] = { "hypotension", NULL, NULL, 0, 60, 75, FALSE, FALSE },
  [VIGIL_SIM_LEADS_OFF] = { "leads-off", "MDC_EVT_LEADS_OFF", ECG, 3, 30, NAN, FALSE, FALSE },
  [VIGIL_SIM_PROBE_OFF] = { "probe-off", "MDC_EVT_SENSOR_DISCONN", "MDC_PULS_OXIM_SAT_O2", 5, 30,
                            NAN, FALSE, FALSE },
  [VIGIL_SIM_ARTEFACT] = { "artefact", "MDC_EVT_NOISY", ECG, 6, 15, NAN, FALSE, FALSE },
  [VIGIL_SIM_LOW_BATTERY] = { "low-battery", "MDC_EVT_BATT_LO", "", 0, 120, NAN, FALSE, FALSE },
  [VIGIL_SIM_DISCONNECTION] = { "disconnection", NULL, NULL, 0, 30, NAN, FALSE, FALSE },
  [VIGIL_SIM_STANDBY] = { "standby", NULL, NULL, 0, 300, NAN, FALSE, FALSE },
  [VIGIL_SIM_SILENCE] = { "silence", NULL, NULL, 0, 120, NAN, FALSE, FALSE },
  [VIGIL_SIM_CLOCK_JUMP] = { "clock-jump", NULL, NULL, 0, 60, -3600, FALSE, FALSE },
  [VIGIL_SIM_GATEWAY_CRASH] = { "gateway-crash", NULL, NULL, 0, 20, NAN, FALSE, FALSE },
};

const VigilSimEpisodeInfo *
vigil_sim_episode_info (VigilSimEpisodeKind kind)
{
  g_assert (kind < VIGIL_SIM_N_EPISODES);
  return &INFOS[kind];
}

gboolean
vigil_sim_episode_find (const char *word, VigilSimEpisodeKind *kind)
{
  for (guint i = 0; i < VIGIL_SIM_N_EPISODES; i++) {
    if (g_str_equal (INFOS[i].word, word)) {
      *kind = (VigilSimEpisodeKind) i;
      return TRUE;
    }
  }
  return FALSE;
}

double
vigil_sim_episode_start (const VigilSimEpisode *episode, guint n)
{
  if (n > 0 && episode->every_s <= 0)
    return NAN;
  return episode->at_s + n * episode->every_s;
}

/* Seconds since the latest start, also when it is over; −1 before the first. */
static double
since_start (const VigilSimEpisode *episode, double t_s)
{
  double since = t_s - episode->at_s;
  if (since < 0)
    return -1;
  return episode->every_s > 0 ? fmod (since, episode->every_s) : since;
}

double
vigil_sim_episode_since (const VigilSimEpisode *episode, double t_s)
{
  double since = since_start (episode, t_s);
  return since >= 0 && since < episode->for_s ? since : -1;
}

double
vigil_sim_episode_depth (const VigilSimEpisode *episode, double t_s)
{
  double since = since_start (episode, t_s), in_s = fmin (episode->for_s / 3, 20);
  if (since < 0)
    return 0;
  if (since < episode->for_s)
    return fmin (since / in_s, 1);
  return fmax (1 - (since - episode->for_s) / 10, 0);
}
