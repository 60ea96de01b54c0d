/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-ecg.h"
#include "vigil-sim-model.h"
#include "vigil-sim-monitor.h"

#include <math.h>

#define RATE_HZ 250
#define SECONDS 60

/* A minute of one patient, as three leads on one grid. */
typedef struct {
  float ecg[RATE_HZ * SECONDS];
  float pleth[RATE_HZ * SECONDS];
  float art[RATE_HZ * SECONDS];
  float chest[RATE_HZ * SECONDS];
} Minute;

static VigilSimModel *
model_new (guint32 seed)
{
  const VigilSimModelConfig config = { .heart = { RATE_HZ, 1, { VIGIL_SIM_VIEW_LIMB }, 1, 1 },
                                       .is_neonate = FALSE };
  return vigil_sim_model_new (&config, seed, "01");
}

static Minute *
run_minute (VigilSimHeartTarget heart, double breaths, guint32 seed)
{
  Minute *minute = g_new0 (Minute, 1);
  g_autoptr (VigilSimModel) model = model_new (seed);
  VigilSimModelTarget target = { heart, breaths, 120, 70 };
  vigil_sim_model_set_target (model, &target);
  /* The first ten seconds are for settling. */
  for (guint second = 0; second < SECONDS + 10; second++) {
    float block[RATE_HZ];
    float *leads[] = { block };
    vigil_sim_model_run (model, RATE_HZ, leads, NULL);
    for (guint k = 0; k < RATE_HZ && second >= 10; k++) {
      guint at = (second - 10) * RATE_HZ + k;
      double t_s = second + (double) k / RATE_HZ;
      minute->ecg[at] = block[k];
      minute->pleth[at] = (float) vigil_sim_model_pleth (model, t_s);
      minute->art[at] = (float) vigil_sim_model_art (model, t_s);
      minute->chest[at] = (float) vigil_sim_model_chest (model, t_s);
    }
  }
  return minute;
}

static GArray *
find_beats (const Minute *minute)
{
  GArray *beats = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (VigilEcg) ecg = vigil_ecg_new (RATE_HZ);
  for (guint k = 0; k < RATE_HZ * SECONDS; k++) {
    VigilEcgBeat beat;
    if (vigil_ecg_push (ecg, (double) minute->ecg[k], &beat)) {
      double t_s = (double) beat.sample / RATE_HZ;
      g_array_append_val (beats, t_s);
    }
  }
  return beats;
}

static void
interval_stats (const GArray *beats, double *mean, double *deviation)
{
  double sum = 0, squares = 0;
  guint n = beats->len - 1;
  for (guint i = 0; i < n; i++) {
    double rr = g_array_index (beats, double, i + 1) - g_array_index (beats, double, i);
    sum += rr;
    squares += rr * rr;
  }
  *mean = sum / n;
  *deviation = sqrt (fmax (squares / n - *mean * *mean, 0));
}

static void
test_the_heart_beats_at_its_rate_with_natural_variability (void)
{
  static const double rates[] = { 45, 75, 140 };
  for (guint i = 0; i < G_N_ELEMENTS (rates); i++) {
    g_autofree Minute *minute =
        run_minute ((VigilSimHeartTarget){ VIGIL_SIM_RHYTHM_SINUS, rates[i], 0 }, 15, 1);
    g_autoptr (GArray) beats = find_beats (minute);
    double mean, deviation;
    interval_stats (beats, &mean, &deviation);
    g_assert_cmpfloat (fabs (60 / mean - rates[i]), <, rates[i] * 0.03);
    g_assert_cmpfloat (deviation / mean, >, 0.008);
    g_assert_cmpfloat (deviation / mean, <, 0.08);
  }
}

static double
mean_near (const Minute *minute, const GArray *beats, double offset_s)
{
  double sum = 0;
  guint n = 0;
  for (guint i = 0; i < beats->len; i++) {
    gint at = (gint) lround ((g_array_index (beats, double, i) + offset_s) * RATE_HZ);
    if (at >= 0 && at < RATE_HZ * SECONDS) {
      sum += (double) minute->ecg[at];
      n++;
    }
  }
  return sum / n;
}

/* The greatest mean over beats of the potential within a window after R. */
static double
top_near (const Minute *minute, const GArray *beats, double from_s, double to_s)
{
  double top = -G_MAXDOUBLE;
  for (double offset = from_s; offset <= to_s; offset += 1.0 / RATE_HZ)
    top = fmax (top, mean_near (minute, beats, offset));
  return top;
}

static void
test_a_beat_has_p_qrs_and_t (void)
{
  g_autofree Minute *minute =
      run_minute ((VigilSimHeartTarget){ VIGIL_SIM_RHYTHM_SINUS, 70, 0 }, 15, 2);
  g_autoptr (GArray) beats = find_beats (minute);
  double base = mean_near (minute, beats, -0.3), r = top_near (minute, beats, -0.02, 0.02) - base;
  double p = top_near (minute, beats, -0.22, -0.1) - base;
  double t = top_near (minute, beats, 0.2, 0.36) - base;
  g_assert_cmpfloat (r, >, 0.7);
  g_assert_cmpfloat (r, <, 1.5);
  g_assert_cmpfloat (p, >, 0.07);
  g_assert_cmpfloat (p, <, 0.25);
  g_assert_cmpfloat (t, >, 0.12);
  g_assert_cmpfloat (t, <, 0.5);
}

static void
test_atrial_fibrillation_is_irregular (void)
{
  g_autofree Minute *minute =
      run_minute ((VigilSimHeartTarget){ VIGIL_SIM_RHYTHM_AF, 95, 0 }, 15, 3);
  g_autoptr (GArray) beats = find_beats (minute);
  double mean, deviation;
  interval_stats (beats, &mean, &deviation);
  g_assert_cmpfloat (deviation / mean, >, 0.15);
}

static void
test_breathing_moves_the_heart_rate (void)
{
  g_autofree Minute *minute =
      run_minute ((VigilSimHeartTarget){ VIGIL_SIM_RHYTHM_SINUS, 70, 0 }, 10, 4);
  g_autoptr (GArray) beats = find_beats (minute);
  double product = 0, chest_squares = 0, rr_squares = 0, mean, deviation;
  interval_stats (beats, &mean, &deviation);
  for (guint i = 0; i + 1 < beats->len; i++) {
    double t_s = g_array_index (beats, double, i);
    double rr = g_array_index (beats, double, i + 1) - t_s - mean;
    double chest = (double) minute->chest[(guint) (t_s * RATE_HZ)];
    product += rr * chest;
    chest_squares += chest * chest;
    rr_squares += rr * rr;
  }
  /* Breathing in quickens the heart: intervals fall as the chest rises. */
  g_assert_cmpfloat (product / sqrt (chest_squares * rr_squares), <, -0.4);
}

static void
test_the_pulse_follows_each_beat (void)
{
  g_autofree Minute *minute =
      run_minute ((VigilSimHeartTarget){ VIGIL_SIM_RHYTHM_SINUS, 70, 0 }, 15, 5);
  g_autoptr (GArray) beats = find_beats (minute);
  for (guint i = 1; i + 1 < beats->len; i++) {
    guint from = (guint) (g_array_index (beats, double, i) * RATE_HZ), top = from;
    for (guint k = from; k < from + (guint) (0.7 * RATE_HZ); k++)
      if (minute->pleth[k] > minute->pleth[top])
        top = k;
    double delay_s = (double) (top - from) / RATE_HZ;
    g_assert_cmpfloat (delay_s, >, 0.25);
    g_assert_cmpfloat (delay_s, <, 0.55);
  }
}

static double
swing (const float *samples, guint from_s, guint to_s)
{
  double lo = G_MAXDOUBLE, hi = -G_MAXDOUBLE;
  for (guint k = from_s * RATE_HZ; k < to_s * RATE_HZ; k++) {
    lo = fmin (lo, (double) samples[k]);
    hi = fmax (hi, (double) samples[k]);
  }
  return hi - lo;
}

static void
test_the_arterial_pressure_has_the_values_asked_for (void)
{
  g_autofree Minute *minute =
      run_minute ((VigilSimHeartTarget){ VIGIL_SIM_RHYTHM_SINUS, 70, 0 }, 15, 6);
  g_autoptr (VigilSimMonitor) monitor = vigil_sim_monitor_new (FALSE);
  double values[3];
  vigil_sim_monitor_push (monitor, VIGIL_WAVE_PRESSURE, RATE_HZ * 1000, 0, minute->art,
                          RATE_HZ * SECONDS);
  g_assert_cmpint (vigil_sim_monitor_pressure (monitor, SECONDS, values), ==,
                   VIGIL_SIM_NUMBER_VALID);
  g_assert_cmpfloat (fabs (values[0] - 120), <, 8);
  g_assert_cmpfloat (fabs (values[1] - 70), <, 8);
  g_assert_cmpfloat (values[2], >, values[1]);
  g_assert_cmpfloat (values[2], <, values[0]);
}

static void
test_without_a_beat_there_is_no_pulse (void)
{
  static const VigilSimRhythm rhythms[] = { VIGIL_SIM_RHYTHM_ASYSTOLE, VIGIL_SIM_RHYTHM_VF };
  for (guint i = 0; i < G_N_ELEMENTS (rhythms); i++) {
    g_autofree Minute *minute = run_minute ((VigilSimHeartTarget){ rhythms[i], 70, 0 }, 15, 7);
    g_assert_cmpfloat (swing (minute->pleth, 10, 60), <, 0.12);
    g_assert_cmpfloat (swing (minute->art, 30, 60), <, 8);
    g_assert_cmpfloat ((double) minute->art[50 * RATE_HZ], <, 25);
  }
}

/* Zero crossings per second, about the mean. */
static double
crossings_hz (const Minute *minute)
{
  guint n = 0;
  for (guint k = 5 * RATE_HZ; k + 1 < RATE_HZ * SECONDS; k++)
    n += (minute->ecg[k] < 0) != (minute->ecg[k + 1] < 0);
  return n / 2.0 / (SECONDS - 5);
}

static void
test_fibrillation_is_coarse_and_standstill_is_flat (void)
{
  g_autofree Minute *vf = run_minute ((VigilSimHeartTarget){ VIGIL_SIM_RHYTHM_VF, 70, 0 }, 15, 8);
  g_autofree Minute *flat =
      run_minute ((VigilSimHeartTarget){ VIGIL_SIM_RHYTHM_ASYSTOLE, 70, 0 }, 15, 8);
  g_assert_cmpfloat (swing (vf->ecg, 10, 60), >, 0.6);
  g_assert_cmpfloat (crossings_hz (vf), >, 2.5);
  g_assert_cmpfloat (crossings_hz (vf), <, 10);
  g_assert_cmpfloat (swing (flat->ecg, 10, 60), <, 0.25);
}

static void
test_apnoea_stops_the_chest (void)
{
  g_autofree Minute *minute =
      run_minute ((VigilSimHeartTarget){ VIGIL_SIM_RHYTHM_SINUS, 70, 0 }, 0, 9);
  g_assert_cmpfloat (swing (minute->chest, 10, 60), <, 0.01);
}

static void
test_the_same_seed_makes_the_same_patient (void)
{
  g_autofree Minute *first =
      run_minute ((VigilSimHeartTarget){ VIGIL_SIM_RHYTHM_AF, 90, 0.1 }, 15, 10);
  g_autofree Minute *second =
      run_minute ((VigilSimHeartTarget){ VIGIL_SIM_RHYTHM_AF, 90, 0.1 }, 15, 10);
  g_autofree Minute *other =
      run_minute ((VigilSimHeartTarget){ VIGIL_SIM_RHYTHM_AF, 90, 0.1 }, 15, 11);
  g_assert_cmpmem (first, sizeof *first, second, sizeof *second);
  g_assert_cmpint (first->ecg[5000] != other->ecg[5000], ==, TRUE);
}

/* One before each beat of a paced heart, none in another's. */
static void
test_a_pacer_spikes_before_each_beat (void)
{
  const VigilSimRhythm rhythms[] = { VIGIL_SIM_RHYTHM_PACED, VIGIL_SIM_RHYTHM_SINUS };
  for (guint i = 0; i < G_N_ELEMENTS (rhythms); i++) {
    static float ecg[RATE_HZ * SECONDS], spikes[RATE_HZ * SECONDS];
    float *leads[] = { ecg };
    g_autoptr (VigilSimModel) model = model_new (4);
    VigilSimModelTarget target = { { rhythms[i], 60, 0 }, 15, 120, 70 };
    vigil_sim_model_set_target (model, &target);
    vigil_sim_model_run (model, RATE_HZ * SECONDS, leads, spikes);
    guint n = 0;
    for (guint k = 0; k < RATE_HZ * SECONDS; k++) {
      g_assert_true (spikes[k] == 0 || spikes[k] == 1);
      n += spikes[k] == 1;
      /* The spike itself is in the signal. */
      if (spikes[k] == 1 && k > 0)
        g_assert_cmpfloat (fabs ((double) (ecg[k] - ecg[k - 1])), >, 0.15);
    }
    g_assert_cmpuint (n, >=, i == 0 ? 57 : 0);
    g_assert_cmpuint (n, <=, i == 0 ? 63 : 0);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sim/model/the-heart-beats-at-its-rate-with-natural-variability",
                   test_the_heart_beats_at_its_rate_with_natural_variability);
  g_test_add_func ("/sim/model/a-beat-has-p-qrs-and-t", test_a_beat_has_p_qrs_and_t);
  g_test_add_func ("/sim/model/atrial-fibrillation-is-irregular",
                   test_atrial_fibrillation_is_irregular);
  g_test_add_func ("/sim/model/breathing-moves-the-heart-rate",
                   test_breathing_moves_the_heart_rate);
  g_test_add_func ("/sim/model/the-pulse-follows-each-beat", test_the_pulse_follows_each_beat);
  g_test_add_func ("/sim/model/the-arterial-pressure-has-the-values-asked-for",
                   test_the_arterial_pressure_has_the_values_asked_for);
  g_test_add_func ("/sim/model/without-a-beat-there-is-no-pulse",
                   test_without_a_beat_there_is_no_pulse);
  g_test_add_func ("/sim/model/fibrillation-is-coarse-and-standstill-is-flat",
                   test_fibrillation_is_coarse_and_standstill_is_flat);
  g_test_add_func ("/sim/model/apnoea-stops-the-chest", test_apnoea_stops_the_chest);
  g_test_add_func ("/sim/model/a-pacer-spikes-before-each-beat",
                   test_a_pacer_spikes_before_each_beat);
  g_test_add_func ("/sim/model/the-same-seed-makes-the-same-patient",
                   test_the_same_seed_makes_the_same_patient);
  return g_test_run ();
}
