/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-sim-filter.h"
#include "vigil-sim-monitor.h"

#include <math.h>

#define RATE_HZ 250
#define BLOCK (RATE_HZ / 5)

typedef double (*Signal) (double t_s);

/* Runs @signal from @from_s to @to_s through @monitor as a wave of @kind. */
static void
feed (VigilSimMonitor *monitor, VigilWaveKind kind, Signal signal, double from_s, double to_s)
{
  float block[BLOCK];
  for (guint k = (guint) (from_s * RATE_HZ); k < (guint) (to_s * RATE_HZ); k += BLOCK) {
    for (guint i = 0; i < BLOCK; i++)
      block[i] = (float) signal ((double) (k + i) / RATE_HZ);
    vigil_sim_monitor_push (monitor, kind, RATE_HZ * 1000, (double) k / RATE_HZ, block, BLOCK);
  }
}

/* A narrow QRS every @rr_s. */
static double
qrs (double t_s, double rr_s)
{
  double x = fmod (t_s, rr_s) - rr_s / 2;
  return exp (-x * x / (2 * 0.011 * 0.011));
}

static double
ecg_60 (double t_s)
{
  return qrs (t_s, 1.0);
}

static double
ecg_120 (double t_s)
{
  return qrs (t_s, 0.5);
}

static double
gap (double t_s)
{
  return t_s < 0 ? 0 : NAN;
}

static double
flat (double t_s)
{
  return 0 * t_s;
}

/* Breathed out. */
static double
rest (double t_s)
{
  return -0.8 + 0 * t_s;
}

static double
breath_15 (double t_s)
{
  return 0.8 * sin (2 * G_PI * t_s / 4);
}

static double
pressure_80 (double t_s)
{
  return 90 + 30 * sin (2 * G_PI * t_s * 80 / 60);
}

static void
test_heart_rate_is_the_mean_of_twelve_intervals (void)
{
  g_autoptr (VigilSimMonitor) monitor = vigil_sim_monitor_new (FALSE);
  double value = -1;
  g_assert_cmpint (vigil_sim_monitor_heart_rate (monitor, 0, &value), ==, VIGIL_SIM_NUMBER_NONE);
  feed (monitor, VIGIL_WAVE_ECG, ecg_60, 0, 20);
  g_assert_cmpint (vigil_sim_monitor_heart_rate (monitor, 20, &value), ==, VIGIL_SIM_NUMBER_VALID);
  g_assert_cmpfloat (value, ==, 60);
  feed (monitor, VIGIL_WAVE_ECG, ecg_120, 20, 30);
  vigil_sim_monitor_heart_rate (monitor, 30, &value);
  g_assert_cmpfloat (value, ==, 120);
}

static void
test_heart_rate_is_zero_after_four_seconds_of_standstill (void)
{
  g_autoptr (VigilSimMonitor) monitor = vigil_sim_monitor_new (FALSE);
  double value = -1;
  feed (monitor, VIGIL_WAVE_ECG, ecg_60, 0, 20);
  feed (monitor, VIGIL_WAVE_ECG, flat, 20, 25);
  g_assert_cmpint (vigil_sim_monitor_heart_rate (monitor, 25, &value), ==, VIGIL_SIM_NUMBER_VALID);
  g_assert_cmpfloat (value, ==, 0);
}

static void
test_heart_rate_is_invalid_without_a_signal (void)
{
  g_autoptr (VigilSimMonitor) monitor = vigil_sim_monitor_new (FALSE);
  double value = -1;
  feed (monitor, VIGIL_WAVE_ECG, ecg_60, 0, 20);
  feed (monitor, VIGIL_WAVE_ECG, gap, 20, 25);
  g_assert_cmpint (vigil_sim_monitor_heart_rate (monitor, 25, &value), ==,
                   VIGIL_SIM_NUMBER_INVALID);
  feed (monitor, VIGIL_WAVE_ECG, ecg_60, 25, 45);
  g_assert_cmpint (vigil_sim_monitor_heart_rate (monitor, 45, &value), ==, VIGIL_SIM_NUMBER_VALID);
  g_assert_cmpfloat (value, ==, 60);
}

static void
test_breaths_are_counted_and_their_end_is_seen (void)
{
  g_autoptr (VigilSimMonitor) monitor = vigil_sim_monitor_new (FALSE);
  double value = -1;
  feed (monitor, VIGIL_WAVE_RESP, breath_15, 0, 60);
  g_assert_cmpint (vigil_sim_monitor_breath_rate (monitor, 60, &value), ==, VIGIL_SIM_NUMBER_VALID);
  g_assert_cmpfloat (value, ==, 15);
  feed (monitor, VIGIL_WAVE_RESP, rest, 60, 85);
  vigil_sim_monitor_breath_rate (monitor, 85, &value);
  g_assert_cmpfloat (value, ==, 0);
}

static void
test_pressure_is_top_bottom_and_mean_of_the_beats (void)
{
  g_autoptr (VigilSimMonitor) monitor = vigil_sim_monitor_new (FALSE);
  double values[3];
  feed (monitor, VIGIL_WAVE_PRESSURE, pressure_80, 0, 20);
  g_assert_cmpint (vigil_sim_monitor_pressure (monitor, 20, values), ==, VIGIL_SIM_NUMBER_VALID);
  g_assert_cmpfloat (values[0], ==, 120);
  g_assert_cmpfloat (values[1], ==, 60);
  g_assert_cmpfloat (values[2], ==, 90);
}

static void
test_the_filter_takes_drift_and_keeps_gaps (void)
{
  float samples[10 * RATE_HZ];
  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    samples[i] = (float) (5 + ecg_60 ((double) i / RATE_HZ));
  samples[1000] = NAN;
  vigil_sim_filter_band (samples, G_N_ELEMENTS (samples), RATE_HZ, 0.5, 40);
  g_assert_true (isnan (samples[1000]));
  g_assert_true (isfinite (samples[999]) && isfinite (samples[1001]));
  g_assert_cmpfloat (fabs (vigil_sim_percentile (samples, G_N_ELEMENTS (samples), 0.5)), <, 0.1);
  g_assert_cmpfloat (vigil_sim_percentile (samples, G_N_ELEMENTS (samples), 1), >, 0.7);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sim/monitor/heart-rate-is-the-mean-of-twelve-intervals",
                   test_heart_rate_is_the_mean_of_twelve_intervals);
  g_test_add_func ("/sim/monitor/heart-rate-is-zero-after-four-seconds-of-standstill",
                   test_heart_rate_is_zero_after_four_seconds_of_standstill);
  g_test_add_func ("/sim/monitor/heart-rate-is-invalid-without-a-signal",
                   test_heart_rate_is_invalid_without_a_signal);
  g_test_add_func ("/sim/monitor/breaths-are-counted-and-their-end-is-seen",
                   test_breaths_are_counted_and_their_end_is_seen);
  g_test_add_func ("/sim/monitor/pressure-is-top-bottom-and-mean-of-the-beats",
                   test_pressure_is_top_bottom_and_mean_of_the_beats);
  g_test_add_func ("/sim/monitor/the-filter-takes-drift-and-keeps-gaps",
                   test_the_filter_takes_drift_and_keeps_gaps);
  return g_test_run ();
}
