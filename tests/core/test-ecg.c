/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-ecg.h"
#include "vigil-wfdb.h"

#include <math.h>

/* EC57: a beat is found if the detector's time is within 150 ms; the first five minutes are for
 * learning (standards.md §7.1). */
#define WINDOW_S 0.150
#define LEARNING_S 300.0

typedef struct {
  double *r; /* true times, s */
  guint n_true, n_found, n_hit;
  double worst_s;
} Score;

/* A bump of @width_s around @at. */
static double
bump (double t, double at, double width_s, double mv)
{
  double x = (t - at) / width_s;
  return mv * exp (-x * x / 2);
}

static double
beat_shape (double t, double r, double r_mv, double t_mv)
{
  return bump (t, r - 0.16, 0.025, 0.12) + bump (t, r - 0.022, 0.009, -0.12 * r_mv)
         + bump (t, r, 0.010, r_mv) + bump (t, r + 0.024, 0.009, -0.2 * r_mv)
         + bump (t, r + 0.28, 0.045, t_mv);
}

static void
count (Score *score, double found_s)
{
  score->n_found++;
  for (guint i = 0; i < score->n_true; i++) {
    if (fabs (score->r[i] - found_s) < WINDOW_S) {
      score->n_hit++;
      score->worst_s = fmax (score->worst_s, fabs (score->r[i] - found_s));
      return;
    }
  }
}

/* Runs @n_true beats of @bpm through a detector of @rate_hz. */
static Score
run_synthetic (double rate_hz, double bpm, double r_mv, double t_mv, double wander_mv)
{
  Score score = { 0 };
  guint n = 80;
  double rr = 60 / bpm;
  score.r = g_new (double, n);
  score.n_true = n;
  for (guint i = 0; i < n; i++)
    score.r[i] = 0.5 + rr * (i + 0.03 * sin (i * 1.7));
  g_autoptr (VigilEcg) ecg = vigil_ecg_new (rate_hz);
  guint64 n_samples = (guint64) ((score.r[n - 1] + 1.5) * rate_hz);
  guint from = 0;
  for (guint64 k = 0; k < n_samples; k++) {
    double t = (double) k / rate_hz, mv = wander_mv * sin (2 * G_PI * 0.3 * t);
    while (from + 1 < n && score.r[from] < t - 1)
      from++;
    for (guint i = from; i < n && score.r[i] < t + 1; i++)
      mv += beat_shape (t, score.r[i], r_mv, t_mv);
    VigilEcgBeat beat;
    if (vigil_ecg_push (ecg, mv, &beat))
      count (&score, (double) beat.sample / rate_hz);
  }
  g_free (score.r);
  return score;
}

/* The beats of the learning time may be missed, no other. */
static void
assert_all_found (Score score, double bpm)
{
  guint learning = (guint) ceil (2.5 * bpm / 60) + 1;
  g_assert_cmpuint (score.n_hit, >=, score.n_true - learning);
  g_assert_cmpuint (score.n_found, ==, score.n_hit);
  g_assert_cmpfloat (score.worst_s, <, 0.020);
}

static void
test_finds_every_beat_at_every_rate (void)
{
  static const double rates[] = { 100, 125, 200, 250, 360, 500, 1000 };
  static const double bpms[] = { 30, 60, 75, 120, 180, 220 };
  for (guint i = 0; i < G_N_ELEMENTS (rates); i++)
    for (guint k = 0; k < G_N_ELEMENTS (bpms); k++)
      assert_all_found (run_synthetic (rates[i], bpms[k], 1.0, bpms[k] > 150 ? 0.1 : 0.25, 0.1),
                        bpms[k]);
}

static void
test_counts_no_tall_t_wave (void)
{
  assert_all_found (run_synthetic (250, 60, 1.0, 1.0, 0), 60);
}

static void
test_follows_a_wandering_baseline (void)
{
  assert_all_found (run_synthetic (250, 70, 1.0, 0.2, 2.0), 70);
}

static void
test_works_on_small_and_great_signals (void)
{
  assert_all_found (run_synthetic (250, 70, 0.4, 0.08, 0), 70);
  assert_all_found (run_synthetic (250, 70, 4.0, 0.8, 0), 70);
}

static guint
count_beats (VigilEcg *ecg, guint n, double (*signal) (guint k))
{
  guint beats = 0;
  VigilEcgBeat beat;
  for (guint k = 0; k < n; k++)
    beats += vigil_ecg_push (ecg, signal (k), &beat);
  return beats;
}

static double
flat (guint k)
{
  (void) k;
  return 0.2;
}

/* Asystole as a monitor sees it: a slow wander and a little mains. */
static double
standstill (guint k)
{
  double t = k / 250.0;
  return 0.08 * sin (2 * G_PI * 0.25 * t) + 0.01 * sin (2 * G_PI * 50 * t);
}

static double
missing (guint k)
{
  (void) k;
  return NAN;
}

static double
hostile (guint k)
{
  static const double values[] = { 1e300, -1e300, INFINITY, -INFINITY, NAN, 0, 1e-300 };
  return values[k % G_N_ELEMENTS (values)];
}

static void
test_finds_nothing_in_a_quiet_line (void)
{
  g_autoptr (VigilEcg) ecg = vigil_ecg_new (250);
  g_assert_cmpuint (count_beats (ecg, 250 * 60, flat), ==, 0);
  g_assert_cmpuint (count_beats (ecg, 250 * 60, standstill), ==, 0);
}

static double
one_per_second (guint k)
{
  double t = k / 250.0;
  return beat_shape (t, floor (t) + 0.5, 1.0, 0.2);
}

static void
test_starts_again_after_a_gap (void)
{
  g_autoptr (VigilEcg) ecg = vigil_ecg_new (250);
  g_assert_cmpuint (count_beats (ecg, 250 * 20, one_per_second), >=, 17);
  g_assert_cmpuint (count_beats (ecg, 250 * 20, missing), <=, 1);
  g_assert_cmpuint (count_beats (ecg, 250 * 20, one_per_second), >=, 16);
}

static void
test_survives_values_that_cannot_be (void)
{
  g_autoptr (VigilEcg) ecg = vigil_ecg_new (360);
  count_beats (ecg, 100000, hostile);
  count_beats (ecg, 250, missing);
  g_assert_cmpuint (count_beats (ecg, 250 * 20, one_per_second), >=, 10);
}

static void
test_refuses_rates_it_was_not_made_for (void)
{
  g_assert_null (vigil_ecg_new (99));
  g_assert_null (vigil_ecg_new (1001));
  g_assert_null (vigil_ecg_new (NAN));
}

static GBytes *
load (const char *file, gpointer folder, GError **error)
{
  g_autofree char *path = g_build_filename (folder, file, NULL);
  char *text;
  gsize length;
  if (!g_file_get_contents (path, &text, &length, error))
    return NULL;
  return g_bytes_new_take (text, length);
}

static GArray *
detect_record (const VigilWfdbRecord *record)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (VigilEcg) ecg = vigil_ecg_new (record->frame_hz);
  for (gsize k = 0; k < record->channels[0].n_samples; k++) {
    VigilEcgBeat beat;
    if (vigil_ecg_push (ecg, (double) record->channels[0].samples[k], &beat)) {
      double t = (double) beat.sample / record->frame_hz;
      g_array_append_val (found, t);
    }
  }
  return found;
}

/* Pairs each true beat with the nearest free detection, in order of time. */
static guint
match (const GArray *truth, const GArray *found)
{
  guint hits = 0, k = 0;
  for (guint i = 0; i < truth->len; i++) {
    double t = g_array_index (truth, double, i);
    while (k < found->len && g_array_index (found, double, k) < t - WINDOW_S)
      k++;
    if (k < found->len && g_array_index (found, double, k) <= t + WINDOW_S) {
      hits++;
      k++;
    }
  }
  return hits;
}

static GArray *
true_beats (const char *folder, const char *name, double rate_hz)
{
  g_autofree char *file = g_strconcat (name, ".atr", NULL);
  g_autoptr (GBytes) bytes = load (file, (gpointer) folder, NULL);
  g_assert_nonnull (bytes);
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);
  g_autoptr (GArray) all = vigil_wfdb_annotations_parse (file, data, length, NULL);
  g_assert_nonnull (all);
  GArray *beats = g_array_new (FALSE, FALSE, sizeof (double));
  for (guint i = 0; i < all->len; i++) {
    const VigilWfdbAnnotation *a = &g_array_index (all, VigilWfdbAnnotation, i);
    double t = (double) a->sample / rate_hz;
    if (vigil_wfdb_code_is_beat (a->code) && t >= LEARNING_S)
      g_array_append_val (beats, t);
  }
  return beats;
}

static void
drop_learning (GArray *found)
{
  guint n = 0;
  while (n < found->len && g_array_index (found, double, n) < LEARNING_S)
    n++;
  g_array_remove_range (found, 0, n);
}

static void
test_agrees_with_the_annotators_of_mitdb (void)
{
  static const char *const records[] = { "101", "102", "106", "108", "119", "124",
                                         "201", "203", "208", "209", "215", "223" };
  g_autofree char *folder =
      g_test_build_filename (G_TEST_DIST, "..", "..", "shared", "data", "mitdb", NULL);
  if (!g_file_test (folder, G_FILE_TEST_IS_DIR)) {
    g_test_skip ("the recordings of ../shared are not here");
    return;
  }
  guint n_true = 0, n_found = 0, n_hit = 0;
  for (guint i = 0; i < G_N_ELEMENTS (records); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (VigilWfdbRecord) record = vigil_wfdb_record_read (records[i], load, folder, &error);
    g_assert_no_error (error);
    g_autoptr (GArray) truth = true_beats (folder, records[i], record->frame_hz);
    g_autoptr (GArray) found = detect_record (record);
    drop_learning (found);
    guint hits = match (truth, found);
    g_test_message ("%s: %u beats, Se %.2f, +P %.2f", records[i], truth->len,
                    100.0 * hits / truth->len, 100.0 * hits / found->len);
    n_true += truth->len;
    n_found += found->len;
    n_hit += hits;
  }
  double sensitivity = 100.0 * n_hit / n_true, predictivity = 100.0 * n_hit / n_found;
  g_test_message ("gross Se %.2f, +P %.2f", sensitivity, predictivity);
  g_assert_cmpfloat (sensitivity, >=, 99.0);
  g_assert_cmpfloat (predictivity, >=, 99.0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ecg/finds-every-beat-at-every-rate", test_finds_every_beat_at_every_rate);
  g_test_add_func ("/ecg/counts-no-tall-t-wave", test_counts_no_tall_t_wave);
  g_test_add_func ("/ecg/follows-a-wandering-baseline", test_follows_a_wandering_baseline);
  g_test_add_func ("/ecg/works-on-small-and-great-signals", test_works_on_small_and_great_signals);
  g_test_add_func ("/ecg/finds-nothing-in-a-quiet-line", test_finds_nothing_in_a_quiet_line);
  g_test_add_func ("/ecg/starts-again-after-a-gap", test_starts_again_after_a_gap);
  g_test_add_func ("/ecg/survives-values-that-cannot-be", test_survives_values_that_cannot_be);
  g_test_add_func ("/ecg/refuses-rates-it-was-not-made-for",
                   test_refuses_rates_it_was_not_made_for);
  g_test_add_func ("/ecg/agrees-with-the-annotators-of-mitdb",
                   test_agrees_with_the_annotators_of_mitdb);
  return g_test_run ();
}
