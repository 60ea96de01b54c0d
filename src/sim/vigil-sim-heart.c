/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-sim-heart.h"

#include "vigil-sim-heart-waves.h"
#include "vigil-sim-noise.h"

#include <math.h>

/* Respiratory sinus arrhythmia, the 0.1 Hz waves of blood pressure and chance, as shares of R-R. */
#define RSA 0.035
#define MAYER 0.015
#define JITTER 0.008
/* How long the rate takes to follow its target. */
#define RATE_TAU_S 2.5
/* The potential forgets its past, so that rounding cannot pile up. */
#define RELAX_S 0.8
#define MUSCLE_MV 0.006
#define WANDER_MV 0.035
#define FADE_S 0.3
#define PACE_SPIKE_MV 0.9
#define PACE_LEAD_S 0.045

struct _VigilSimHeart {
  VigilSimHeartConfig config;
  VigilSimHeartTarget target;
  GRand *rand;
  VigilSimBeatFunc func;
  gpointer data;
  guint64 step; /* samples since origin_s */
  double origin_s;
  double bpm; /* follows the target */
  double phase; /* −π to π; R at 0 */
  double rr_s; /* of the beat at hand */
  VigilSimBeatKind kind;
  gboolean is_beating;
  gboolean is_paused; /* the pause that follows an early beat */
  gboolean has_spiked;
  gboolean is_spike; /* in the last sample */
  double z[VIGIL_SIM_HEART_LEADS];
  /* Fibrillation: three oscillators whose pitch and size wander. */
  double fib_phase[3];
  VigilSimDrift fib_pitch[3], fib_size[3];
  double fib_share; /* 0 to 1 */
  VigilSimDrift wander;
};

VigilSimHeart *
vigil_sim_heart_new (const VigilSimHeartConfig *config,
                     GRand *rand,
                     VigilSimBeatFunc func,
                     gpointer data)
{
  g_return_val_if_fail (config->n_leads <= VIGIL_SIM_HEART_LEADS && config->rate_hz > 0, NULL);
  VigilSimHeart *heart = g_new0 (VigilSimHeart, 1);
  heart->config = *config;
  heart->rand = rand;
  heart->func = func;
  heart->data = data;
  heart->target = (VigilSimHeartTarget){ VIGIL_SIM_RHYTHM_SINUS, 75, 0 };
  heart->bpm = 75;
  heart->rr_s = 0.8;
  heart->phase = g_rand_double_range (rand, -G_PI, -1);
  heart->is_beating = TRUE;
  return heart;
}

void
vigil_sim_heart_free (VigilSimHeart *heart)
{
  g_free (heart);
}

/* Ventricular rhythms do not wait for the end of the beat at hand. */
static gboolean
is_sudden (VigilSimRhythm rhythm)
{
  return rhythm == VIGIL_SIM_RHYTHM_VT || rhythm == VIGIL_SIM_RHYTHM_VF;
}

void
vigil_sim_heart_set_target (VigilSimHeart *heart, const VigilSimHeartTarget *target)
{
  if (target->rhythm != heart->target.rhythm) {
    if (is_sudden (target->rhythm) || heart->step == 0)
      heart->bpm = target->bpm;
    if (is_sudden (heart->target.rhythm) || heart->target.rhythm == VIGIL_SIM_RHYTHM_ASYSTOLE)
      heart->bpm = target->bpm;
  }
  if (heart->step == 0)
    heart->bpm = target->bpm;
  heart->target = *target;
}

void
vigil_sim_heart_set_time (VigilSimHeart *heart, double t_s)
{
  heart->origin_s = t_s;
  heart->step = 0;
}

double
vigil_sim_heart_get_time (const VigilSimHeart *heart)
{
  return heart->origin_s + (double) heart->step / heart->config.rate_hz;
}

static gboolean
has_pacemaker (const VigilSimHeart *heart)
{
  return heart->target.rhythm != VIGIL_SIM_RHYTHM_VF
         && heart->target.rhythm != VIGIL_SIM_RHYTHM_ASYSTOLE;
}

/* R-R of the beat that begins, without ectopy. */
static double
draw_interval (VigilSimHeart *heart, double chest)
{
  double mean = 60 / heart->bpm, t = vigil_sim_heart_get_time (heart);
  switch (heart->target.rhythm) {
  case VIGIL_SIM_RHYTHM_AF: /* irregularly irregular */
    return mean * CLAMP (1 + 0.24 * vigil_sim_gauss (heart->rand), 0.5, 1.8);
  case VIGIL_SIM_RHYTHM_PACED:
    return mean;
  case VIGIL_SIM_RHYTHM_VT:
    return mean * (1 + 0.012 * vigil_sim_gauss (heart->rand));
  case VIGIL_SIM_RHYTHM_SINUS:
  case VIGIL_SIM_RHYTHM_VF:
  case VIGIL_SIM_RHYTHM_ASYSTOLE:
  default:
    return mean
           * (1 - RSA * chest + MAYER * sin (2 * G_PI * 0.1 * t)
              + JITTER * vigil_sim_gauss (heart->rand));
  }
}

static VigilSimBeatKind
usual_kind (VigilSimRhythm rhythm)
{
  switch (rhythm) {
  case VIGIL_SIM_RHYTHM_AF:
    return VIGIL_SIM_BEAT_NO_P;
  case VIGIL_SIM_RHYTHM_PACED:
    return VIGIL_SIM_BEAT_PACED;
  case VIGIL_SIM_RHYTHM_VT:
  case VIGIL_SIM_RHYTHM_VF:
    return VIGIL_SIM_BEAT_VENTRICULAR;
  case VIGIL_SIM_RHYTHM_SINUS:
  case VIGIL_SIM_RHYTHM_ASYSTOLE:
  default:
    return VIGIL_SIM_BEAT_NORMAL;
  }
}

static void
begin_beat (VigilSimHeart *heart, double chest)
{
  heart->rr_s = draw_interval (heart, chest);
  heart->kind = usual_kind (heart->target.rhythm);
  heart->has_spiked = FALSE;
  if (heart->is_paused) { /* fully compensatory pause */
    heart->rr_s *= 1.35;
    heart->is_paused = FALSE;
  } else if (heart->target.rhythm != VIGIL_SIM_RHYTHM_VT
             && g_rand_double (heart->rand) < heart->target.ectopic_share) {
    heart->rr_s *= 0.65;
    heart->kind = VIGIL_SIM_BEAT_VENTRICULAR;
    heart->is_paused = TRUE;
  }
}

/* Where a wave stands for this beat, in seconds from R, and how wide it is. */
static void
place_wave (const VigilSimHeart *heart, const VigilSimWave *wave, double *at_s, double *width_s)
{
  double root = sqrt (CLAMP (heart->rr_s, 0.3, 1.4));
  double stretch = wave->part == VIGIL_SIM_WAVE_QRS      ? heart->config.narrow
                   : wave->part == VIGIL_SIM_WAVE_ATRIAL ? sqrt (root) * heart->config.narrow
                                                         : root;
  *at_s = wave->at_s * stretch;
  *width_s = wave->width_s * stretch;
}

static double
wrap (double phase)
{
  return phase > G_PI ? phase - 2 * G_PI : phase < -G_PI ? phase + 2 * G_PI : phase;
}

/* dz/dt of one lead: the sum over its waves of −A ω Δθ/b² exp(−Δθ²/2b²), minus the relaxation. */
static double
slope (const VigilSimHeart *heart, guint lead, double phase, double omega)
{
  guint n;
  const VigilSimWave *waves = vigil_sim_heart_waves (heart->kind, heart->config.views[lead], &n);
  double dz = -heart->z[lead] / RELAX_S;
  for (guint i = 0; i < n; i++) {
    double at_s, width_s;
    place_wave (heart, &waves[i], &at_s, &width_s);
    double b = omega * width_s, d = wrap (phase - omega * at_s);
    if (fabs (d) < 5 * b)
      dz -=
          heart->config.amplitude * waves[i].mv * omega * d / (b * b) * exp (-d * d / (2 * b * b));
  }
  return dz;
}

static double
pace_spike (VigilSimHeart *heart, double omega)
{
  if (heart->kind != VIGIL_SIM_BEAT_PACED || heart->has_spiked
      || heart->phase < -omega * PACE_LEAD_S)
    return 0;
  heart->has_spiked = TRUE;
  return heart->phase < 0 ? PACE_SPIKE_MV : 0;
}

/* One beat's phase on; returns what the pacer adds. */
static double
beat_step (VigilSimHeart *heart, double chest, double dt)
{
  if (!heart->is_beating && has_pacemaker (heart)) {
    heart->is_beating = TRUE;
    heart->phase = -G_PI;
    begin_beat (heart, chest);
  }
  double omega = heart->is_beating ? 2 * G_PI / heart->rr_s : 0, before = heart->phase;
  for (guint lead = 0; lead < heart->config.n_leads; lead++)
    heart->z[lead] +=
        dt
        * (heart->is_beating ? slope (heart, lead, wrap (heart->phase + omega * dt / 2), omega)
                             : -heart->z[lead] / (RELAX_S / 4));
  if (!heart->is_beating)
    return 0;
  heart->phase += omega * dt;
  double spike = pace_spike (heart, omega);
  if (before < 0 && heart->phase >= 0) {
    gboolean is_ventricular = heart->kind == VIGIL_SIM_BEAT_VENTRICULAR;
    heart->func (vigil_sim_heart_get_time (heart), is_ventricular ? 0.6 : 1.0, heart->data);
  }
  if (heart->phase > G_PI || (heart->target.rhythm == VIGIL_SIM_RHYTHM_VF && heart->phase > 1)) {
    heart->phase = wrap (heart->phase);
    heart->is_beating = has_pacemaker (heart);
    if (heart->is_beating)
      begin_beat (heart, chest);
  }
  return spike;
}

/* Ventricular fibrillation, or with @is_atrial the small fast waves of the atria. */
static double
fibrillation (VigilSimHeart *heart, gboolean is_atrial, double dt)
{
  static const double coarse_hz[] = { 3.9, 5.0, 6.3 }, fine_hz[] = { 5.6, 6.4, 7.3 };
  double sum = 0;
  for (guint i = 0; i < 3; i++) {
    double pitch = vigil_sim_drift_step (&heart->fib_pitch[i], heart->rand, dt, 0.8);
    double size = vigil_sim_drift_step (&heart->fib_size[i], heart->rand, dt, 1.5);
    double hz = (is_atrial ? fine_hz[i] : coarse_hz[i]) + 0.5 * pitch;
    heart->fib_phase[i] = fmod (heart->fib_phase[i] + 2 * G_PI * hz * dt, 2 * G_PI);
    sum += (0.6 + 0.3 * size) * sin (heart->fib_phase[i] + 0.4 * sin (heart->fib_phase[i]));
  }
  return sum * (is_atrial ? 0.035 : 0.34);
}

static double
follow (double value, double target, double dt, double tau_s)
{
  return value + (target - value) * (1 - exp (-dt / tau_s));
}

void
vigil_sim_heart_step (VigilSimHeart *heart, double chest, double *mv)
{
  double dt = 1 / heart->config.rate_hz;
  gboolean is_vf = heart->target.rhythm == VIGIL_SIM_RHYTHM_VF;
  gboolean is_af = heart->target.rhythm == VIGIL_SIM_RHYTHM_AF;
  heart->bpm = follow (heart->bpm, heart->target.bpm, dt, RATE_TAU_S);
  heart->fib_share = follow (heart->fib_share, is_vf || is_af ? 1 : 0, dt, FADE_S);
  double spike = beat_step (heart, chest, dt);
  heart->is_spike = spike != 0;
  double wander = vigil_sim_drift_step (&heart->wander, heart->rand, dt, 3.0);
  double fib = heart->fib_share > 0.01 ? heart->fib_share * fibrillation (heart, !is_vf, dt) : 0;
  for (guint lead = 0; lead < heart->config.n_leads; lead++) {
    double sign = heart->config.views[lead] == VIGIL_SIM_VIEW_V1 ? -0.8 : 1;
    mv[lead] = heart->z[lead] + sign * (fib + spike) + WANDER_MV * (wander * 0.4 + chest)
               + MUSCLE_MV * vigil_sim_gauss (heart->rand);
  }
  heart->step++;
}

gboolean
vigil_sim_heart_has_spike (const VigilSimHeart *heart)
{
  return heart->is_spike;
}
