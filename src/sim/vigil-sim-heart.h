/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The electrical heart: a dynamical model after McSharry, Clifford, Tarassenko and Smith (IEEE
 * Trans Biomed Eng 2003;50:289). A phase runs round once per beat; P, Q, R, S and T pull the
 * potential up and down as it passes them, and it relaxes to the baseline. Ectopic, paced and
 * ventricular beats have waves of their own; atrial fibrillation, ventricular fibrillation and
 * standstill replace the pacemaker. One per bed; not thread safe. */

#include <glib.h>

G_BEGIN_DECLS

#define VIGIL_SIM_HEART_LEADS 3

typedef enum {
  VIGIL_SIM_RHYTHM_SINUS,
  VIGIL_SIM_RHYTHM_AF,
  VIGIL_SIM_RHYTHM_PACED,
  VIGIL_SIM_RHYTHM_VT,
  VIGIL_SIM_RHYTHM_VF,
  VIGIL_SIM_RHYTHM_ASYSTOLE,
} VigilSimRhythm;

typedef enum {
  VIGIL_SIM_VIEW_LIMB, /* II and the like: upright */
  VIGIL_SIM_VIEW_V1, /* rS */
  VIGIL_SIM_VIEW_V5, /* tall R */
} VigilSimView;

typedef struct {
  VigilSimRhythm rhythm;
  double bpm;
  double ectopic_share; /* of beats that are ventricular and early: 0 to 0.3 */
} VigilSimHeartTarget;

typedef struct {
  double rate_hz;
  guint n_leads; /* at most VIGIL_SIM_HEART_LEADS */
  VigilSimView views[VIGIL_SIM_HEART_LEADS];
  double amplitude; /* 1 = an adult's */
  double narrow; /* 1 = an adult's QRS; a neonate's is 0.65 of it */
} VigilSimHeartConfig;

typedef struct _VigilSimHeart VigilSimHeart;

/* A beat as it happens: @strength is what it pumps, 1 = ordinary. */
typedef void (*VigilSimBeatFunc) (double t_s, double strength, gpointer data);

VigilSimHeart *vigil_sim_heart_new (const VigilSimHeartConfig *config,
                                    GRand *rand, /* lent for life */
                                    VigilSimBeatFunc func,
                                    gpointer data) G_GNUC_WARN_UNUSED_RESULT;
void vigil_sim_heart_free (VigilSimHeart *heart);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigilSimHeart, vigil_sim_heart_free)

void vigil_sim_heart_set_target (VigilSimHeart *heart, const VigilSimHeartTarget *target);
/* The heart's own clock; a jump keeps the phase. */
void vigil_sim_heart_set_time (VigilSimHeart *heart, double t_s);
double vigil_sim_heart_get_time (const VigilSimHeart *heart);
/* One sample on: potentials in mV into @mv of n_leads. @chest (−1 to 1) couples breathing to rate
 * (respiratory sinus arrhythmia) and to the baseline. */
void vigil_sim_heart_step (VigilSimHeart *heart, double chest, double *mv);
/* Whether a pacer spiked in the last sample. */
gboolean vigil_sim_heart_has_spike (const VigilSimHeart *heart);

G_END_DECLS
