/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-sim-monitor.h"

#include "vigil-ecg.h"
#include "vigil-sim-cycle.h"

#include <math.h>

#define N_BEATS 13
#define STANDSTILL_S 4.0
#define SLOW_RR_S 1.2
#define SIGNAL_LOST_S 1.0
#define N_PRESSURES 8

struct _VigilSimMonitor {
  gboolean is_neonate;
  VigilEcg *ecg;
  double ecg_start_s; /* of the detector's first sample */
  double last_ecg_s; /* last sample there was */
  double first_ecg_s; /* of this run of signal */
  double beats[N_BEATS]; /* the latest first */
  guint n_beats;
  VigilSimCycleFinder pleth, chest, pressure;
  double last_pleth_s, last_chest_s, last_pressure_s;
  double raw_pressure; /* slow mean, for a line without a pulse */
};

VigilSimMonitor *
vigil_sim_monitor_new (gboolean is_neonate)
{
  const VigilSimCycleRule pulse = { is_neonate ? 0.20 : 0.27, 3.0, 0.06 };
  const VigilSimCycleRule pressure = { is_neonate ? 0.20 : 0.27, 3.0, 6.0 };
  const VigilSimCycleRule breath = { is_neonate ? 0.6 : 1.1, 12.0, 0.25 };
  VigilSimMonitor *monitor = g_new0 (VigilSimMonitor, 1);
  monitor->is_neonate = is_neonate;
  monitor->last_ecg_s = monitor->last_pleth_s = monitor->last_chest_s = -G_MAXDOUBLE;
  monitor->last_pressure_s = -G_MAXDOUBLE;
  vigil_sim_cycle_init (&monitor->pleth, &pulse);
  vigil_sim_cycle_init (&monitor->pressure, &pressure);
  vigil_sim_cycle_init (&monitor->chest, &breath);
  return monitor;
}

void
vigil_sim_monitor_free (VigilSimMonitor *monitor)
{
  if (monitor == NULL)
    return;
  vigil_ecg_free (monitor->ecg);
  g_free (monitor);
}

static void
note_beat (VigilSimMonitor *monitor, double t_s)
{
  /* After a standstill the average begins anew. */
  if (monitor->n_beats > 0 && t_s - monitor->beats[0] > STANDSTILL_S)
    monitor->n_beats = 0;
  for (guint i = MIN (monitor->n_beats, N_BEATS - 1); i > 0; i--)
    monitor->beats[i] = monitor->beats[i - 1];
  monitor->beats[0] = t_s;
  monitor->n_beats = MIN (monitor->n_beats + 1, N_BEATS);
}

static void
push_ecg (VigilSimMonitor *monitor, double rate_hz, double t_s, const float *samples, guint n)
{
  if (monitor->ecg == NULL) {
    monitor->ecg = vigil_ecg_new (rate_hz);
    monitor->ecg_start_s = t_s;
    monitor->first_ecg_s = t_s;
    monitor->n_beats = 0;
  }
  if (monitor->ecg == NULL)
    return;
  for (guint i = 0; i < n; i++) {
    VigilEcgBeat beat;
    double now = t_s + i / rate_hz;
    if (isfinite (samples[i])) {
      if (now - monitor->last_ecg_s > SIGNAL_LOST_S) {
        monitor->first_ecg_s = now;
        monitor->n_beats = 0;
      }
      monitor->last_ecg_s = now;
    }
    if (vigil_ecg_push (monitor->ecg, (double) samples[i], &beat))
      note_beat (monitor, monitor->ecg_start_s + (double) beat.sample / rate_hz);
  }
}

static void
push_cycle (VigilSimCycleFinder *finder,
            double *last_s,
            double rate_hz,
            double t_s,
            const float *samples,
            guint n)
{
  for (guint i = 0; i < n; i++) {
    vigil_sim_cycle_push (finder, t_s + i / rate_hz, (double) samples[i]);
    if (isfinite (samples[i]))
      *last_s = t_s + i / rate_hz;
  }
}

void
vigil_sim_monitor_push (VigilSimMonitor *monitor,
                        VigilWaveKind kind,
                        guint32 rate_mhz,
                        double t_s,
                        const float *samples,
                        guint n)
{
  double rate_hz = rate_mhz / 1000.0;
  switch (kind) {
  case VIGIL_WAVE_ECG:
    push_ecg (monitor, rate_hz, t_s, samples, n);
    break;
  case VIGIL_WAVE_PLETH:
    push_cycle (&monitor->pleth, &monitor->last_pleth_s, rate_hz, t_s, samples, n);
    break;
  case VIGIL_WAVE_RESP:
    push_cycle (&monitor->chest, &monitor->last_chest_s, rate_hz, t_s, samples, n);
    break;
  case VIGIL_WAVE_PRESSURE:
    push_cycle (&monitor->pressure, &monitor->last_pressure_s, rate_hz, t_s, samples, n);
    for (guint i = 0; i < n; i++)
      if (isfinite (samples[i]))
        monitor->raw_pressure += ((double) samples[i] - monitor->raw_pressure) / (2 * rate_hz);
    break;
  case VIGIL_WAVE_CO2:
  case VIGIL_WAVE_PACE:
  case VIGIL_WAVE_OTHER:
  default:
    break;
  }
}

void
vigil_sim_monitor_forget_beats (VigilSimMonitor *monitor, double t_s)
{
  monitor->n_beats = 0;
  monitor->first_ecg_s = t_s;
}

/* No such signal, one that was lost, or one to be read. */
static VigilSimNumber
judge_signal (double last_s, double t_s)
{
  if (last_s <= -G_MAXDOUBLE)
    return VIGIL_SIM_NUMBER_NONE;
  return t_s - last_s > SIGNAL_LOST_S ? VIGIL_SIM_NUMBER_INVALID : VIGIL_SIM_NUMBER_VALID;
}

VigilSimNumber
vigil_sim_monitor_heart_rate (const VigilSimMonitor *monitor, double t_s, double *value)
{
  VigilSimNumber number = judge_signal (monitor->last_ecg_s, t_s);
  if (number != VIGIL_SIM_NUMBER_VALID)
    return monitor->ecg == NULL ? VIGIL_SIM_NUMBER_NONE : VIGIL_SIM_NUMBER_INVALID;
  double since = monitor->n_beats > 0 ? monitor->beats[0] : monitor->first_ecg_s;
  if (t_s - since > STANDSTILL_S + (monitor->n_beats > 0 ? 0 : 4)) {
    *value = 0;
    return VIGIL_SIM_NUMBER_VALID;
  }
  if (monitor->n_beats < 3)
    return VIGIL_SIM_NUMBER_INVALID;
  guint n = monitor->n_beats - 1, slow = 0;
  for (guint i = 0; i < MIN (n, 4); i++)
    slow += monitor->beats[i] - monitor->beats[i + 1] > SLOW_RR_S;
  if (slow >= 3)
    n = MIN (n, 4);
  *value = round (60 * n / (monitor->beats[0] - monitor->beats[n]));
  return VIGIL_SIM_NUMBER_VALID;
}

VigilSimNumber
vigil_sim_monitor_pulse_rate (const VigilSimMonitor *monitor, double t_s, double *value)
{
  VigilSimNumber number = judge_signal (monitor->last_pleth_s, t_s);
  if (number != VIGIL_SIM_NUMBER_VALID)
    return number;
  *value = round (vigil_sim_cycle_rate (&monitor->pleth, t_s, 8, 12));
  return *value > 0 && t_s - monitor->pleth.now.start_s < 5 ? VIGIL_SIM_NUMBER_VALID
                                                            : VIGIL_SIM_NUMBER_INVALID;
}

VigilSimNumber
vigil_sim_monitor_breath_rate (const VigilSimMonitor *monitor, double t_s, double *value)
{
  VigilSimNumber number = judge_signal (monitor->last_chest_s, t_s);
  if (number != VIGIL_SIM_NUMBER_VALID)
    return number;
  const VigilSimCycleFinder *chest = &monitor->chest;
  *value = round (vigil_sim_cycle_rate (chest, t_s, 6, 40));
  if (chest->has_cycle && t_s - chest->now.start_s > 18)
    *value = 0;
  return chest->n_kept >= 2 ? VIGIL_SIM_NUMBER_VALID : VIGIL_SIM_NUMBER_INVALID;
}

VigilSimNumber
vigil_sim_monitor_pressure (const VigilSimMonitor *monitor, double t_s, double values[3])
{
  VigilSimNumber number = judge_signal (monitor->last_pressure_s, t_s);
  if (number != VIGIL_SIM_NUMBER_VALID)
    return number;
  const VigilSimCycleFinder *finder = &monitor->pressure;
  guint n = 0;
  values[0] = values[1] = values[2] = 0;
  for (; n < MIN (finder->n_kept, N_PRESSURES) && finder->kept[n].start_s > t_s - 10; n++) {
    values[0] += finder->kept[n].top;
    values[1] += finder->kept[n].bottom;
    values[2] += finder->kept[n].mean;
  }
  gboolean has_pulse = n >= 2 && t_s - finder->now.start_s < 3;
  for (guint i = 0; i < 3; i++)
    values[i] = round (has_pulse ? values[i] / n : monitor->raw_pressure);
  return VIGIL_SIM_NUMBER_VALID;
}
