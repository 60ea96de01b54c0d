/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the pulse does at a fingertip and in an artery after each heart beat: a plethysmogram and an
 * arterial pressure made of the times of the beats. A beat that follows a short interval fills the
 * heart less and gives a smaller pulse. A plain value. */

#include <glib.h>

G_BEGIN_DECLS

#define VIGIL_SIM_PULSE_BEATS 12

typedef struct {
  double t_s, rr_s, strength;
} VigilSimBeat;

typedef struct {
  VigilSimBeat beats[VIGIL_SIM_PULSE_BEATS];
  guint n, next;
  double usual_rr_s; /* follows the interval slowly */
  double last_s;
} VigilSimPulse;

/* A beat at @t_s; @strength 1 is an ordinary one. Beats come in order. */
void vigil_sim_pulse_beat (VigilSimPulse *pulse, double t_s, double strength);
/* The pleth at @t_s, about 0.1 to 0.9; it comes @transit_s after the R wave. */
double vigil_sim_pulse_pleth (const VigilSimPulse *pulse, double t_s, double transit_s);
/* The arterial pressure in mmHg. Without beats it runs off. */
double vigil_sim_pulse_art (
    const VigilSimPulse *pulse, double t_s, double transit_s, double sys_mmhg, double dia_mmhg);

G_END_DECLS
