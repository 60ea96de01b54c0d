/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The numbers a bedside monitor makes of the waves that are on the wire: heart rate from the ECG,
 * pulse rate from the pleth, breaths from the chest, pressures from the arterial line. An SpO2
 * cannot be made of a pleth: it is the bed's business. One per bed. */

#include "vigil-nomenclature.h"

G_BEGIN_DECLS

typedef struct _VigilSimMonitor VigilSimMonitor;

VigilSimMonitor *vigil_sim_monitor_new (gboolean is_neonate) G_GNUC_WARN_UNUSED_RESULT;
void vigil_sim_monitor_free (VigilSimMonitor *monitor);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigilSimMonitor, vigil_sim_monitor_free)

/* @samples of one lead from @t_s on; NaN = gap. Only the first lead of each kind is looked at. */
void vigil_sim_monitor_push (VigilSimMonitor *monitor,
                             VigilWaveKind kind,
                             guint32 rate_mhz,
                             double t_s,
                             const float *samples,
                             guint n);

/* The beats found in a disturbed signal are worth nothing: counting begins anew. */
void vigil_sim_monitor_forget_beats (VigilSimMonitor *monitor, double t_s);

typedef enum {
  VIGIL_SIM_NUMBER_NONE, /* no such signal */
  VIGIL_SIM_NUMBER_INVALID, /* a signal that cannot be read: dashes */
  VIGIL_SIM_NUMBER_VALID,
} VigilSimNumber;

/* Heart rate, rounded as a monitor shows it: the mean of the last 12 intervals, of the last 4 if
 * three are longer than 1.2 s (standards.md §1.8); 0 after 4 s without a beat. */
VigilSimNumber
vigil_sim_monitor_heart_rate (const VigilSimMonitor *monitor, double t_s, double *value);
VigilSimNumber
vigil_sim_monitor_pulse_rate (const VigilSimMonitor *monitor, double t_s, double *value);
VigilSimNumber
vigil_sim_monitor_breath_rate (const VigilSimMonitor *monitor, double t_s, double *value);
/* Systolic, diastolic, mean of the last beats; without a pulse the three are one. */
VigilSimNumber
vigil_sim_monitor_pressure (const VigilSimMonitor *monitor, double t_s, double values[3]);

G_END_DECLS
