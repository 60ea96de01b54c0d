/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What can happen to a bed: the words of a scenario, when an episode runs, and which alarm a
 * bedside monitor raises for it. Plain values and static tables. */

#include "vigil-nomenclature.h"

G_BEGIN_DECLS

typedef enum {
  VIGIL_SIM_ASYSTOLE,
  VIGIL_SIM_VF,
  VIGIL_SIM_VT,
  VIGIL_SIM_BRADYCARDIA,
  VIGIL_SIM_TACHYCARDIA,
  VIGIL_SIM_AF,
  VIGIL_SIM_APNOEA,
  VIGIL_SIM_DESATURATION,
  VIGIL_SIM_HYPOTENSION,
  VIGIL_SIM_LEADS_OFF,
  VIGIL_SIM_PROBE_OFF,
  VIGIL_SIM_ARTEFACT,
  VIGIL_SIM_LOW_BATTERY,
  VIGIL_SIM_DISCONNECTION,
  VIGIL_SIM_STANDBY,
  VIGIL_SIM_SILENCE, /* someone at the bedside silences what stands there */
  VIGIL_SIM_CLOCK_JUMP,
  VIGIL_SIM_GATEWAY_CRASH,
  VIGIL_SIM_N_EPISODES,
} VigilSimEpisodeKind;

/* The alarm that the bedside raises by itself for an episode; limit alarms come from the numbers.
 */
typedef struct {
  const char *word; /* as in a scenario */
  const char *code; /* NULL: none of its own */
  const char *src;
  double delay_s; /* from the start of the episode to the alarm */
  double usual_s; /* how long, when the scenario does not say */
  double usual_to; /* the value aimed at; NaN = none */
  gboolean replaces_heart; /* the waves of the heart are the model's while it lasts */
  gboolean replaces_breath;
} VigilSimEpisodeInfo;

const VigilSimEpisodeInfo *vigil_sim_episode_info (VigilSimEpisodeKind kind);
gboolean vigil_sim_episode_find (const char *word, VigilSimEpisodeKind *kind);

typedef struct {
  VigilSimEpisodeKind kind;
  double at_s, for_s;
  double every_s; /* 0 = once */
  double to; /* NaN = the kind's own */
  gboolean is_recorded; /* the recording has it: the waves are left alone */
  guint line; /* of the scenario */
} VigilSimEpisode;

/* Seconds since the occurrence at @t_s began, or −1 when none runs. */
double vigil_sim_episode_since (const VigilSimEpisode *episode, double t_s);
/* The start of occurrence @n, or NaN if there is none. */
double vigil_sim_episode_start (const VigilSimEpisode *episode, guint n);
/* How much of its aim a value that goes there slowly has reached, 0 to 1: in over a third of the
 * episode (20 s at most), out within 10 s after its end. */
double vigil_sim_episode_depth (const VigilSimEpisode *episode, double t_s);

G_END_DECLS
