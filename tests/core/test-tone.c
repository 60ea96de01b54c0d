/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-tone.h"

#include <math.h>

/* Every check measures the rendered PCM; none of them trusts the tables it was rendered from. */

#define PULSES_MAX 16

typedef struct {
  double rise10_s, rise90_s, fall90_s, fall10_s;
  double peak;
} Pulse;

typedef struct {
  const char *name;
  const VigilToneBurst *burst;
  guint n_pulses;
  double onsets_ms[10];
  double pulse_ms;
  double rise_ms;
  double level_db;
} Expected;

/* standards.md §1.3, the app's synthesis values. */
static const Expected EXPECTED[] = {
  { "high", NULL, 10, { 0, 250, 500, 1000, 1250, 2000, 2250, 2500, 3000, 3250 }, 150, 20, 0 },
  { "medium", NULL, 3, { 0, 400, 800 }, 200, 30, -4 },
  { "low", NULL, 2, { 0, 400 }, 200, 30, -8 },
  { "failed", NULL, 10, { 0, 250, 500, 1000, 1250, 2000, 2250, 2500, 3000, 3250 }, 150, 20, 0 },
};

static Expected
get_expected (guint i)
{
  Expected expected = EXPECTED[i];
  const VigilPriority priorities[] = { VIGIL_PRIORITY_HIGH, VIGIL_PRIORITY_MEDIUM,
                                       VIGIL_PRIORITY_LOW };
  expected.burst = i < G_N_ELEMENTS (priorities) ? vigil_tone_get_burst (priorities[i])
                                                 : vigil_tone_get_station_failed ();
  return expected;
}

static GArray *
render (const Expected *expected)
{
  return vigil_tone_render_burst (expected->burst, 0, expected->n_pulses);
}

static double
get_sample (const GArray *samples, gint64 i)
{
  if (i < 0 || i >= samples->len)
    return 0;
  return g_array_index (samples, gint16, i) / 32768.0;
}

/* The mean of @width values around each one. */
static GArray *
smooth (const GArray *values, gint64 width)
{
  GArray *out = g_array_sized_new (FALSE, TRUE, sizeof (double), values->len);
  double sum = 0;
  for (gint64 i = -width; i < values->len; i++) {
    gint64 in = i + width / 2, gone = in - width;
    if (in >= 0 && in < values->len)
      sum += g_array_index (values, double, in);
    if (gone >= 0 && gone < values->len)
      sum -= g_array_index (values, double, gone);
    if (i >= 0) {
      double mean = MAX (sum, 0) / width;
      g_array_append_val (out, mean);
    }
  }
  return out;
}

/* The root mean square over one period of C4 and one of E4, so that neither note ripples. */
static GArray *
get_envelope (const GArray *samples)
{
  g_autoptr (GArray) power = g_array_sized_new (FALSE, TRUE, sizeof (double), samples->len);
  for (guint i = 0; i < samples->len; i++) {
    double value = pow (get_sample (samples, i), 2);
    g_array_append_val (power, value);
  }
  g_autoptr (GArray) once = smooth (power, lrint (VIGIL_TONE_RATE_HZ / 261.6256));
  GArray *envelope = smooth (once, lrint (VIGIL_TONE_RATE_HZ / 329.6276));
  for (guint i = 0; i < envelope->len; i++) {
    double *value = &g_array_index (envelope, double, i);
    *value = sqrt (*value);
  }
  return envelope;
}

static double
get_maximum (const GArray *values)
{
  double maximum = 0;
  for (guint i = 0; i < values->len; i++)
    maximum = MAX (maximum, g_array_index (values, double, i));
  return maximum;
}

/* Where the envelope first passes @level from sample @from in direction @step, in s. */
static double
find_crossing (const GArray *envelope, gint64 from, int step, double level)
{
  for (gint64 i = from; i >= 0 && i < envelope->len; i += step) {
    if (g_array_index (envelope, double, i) < level)
      return i / (double) VIGIL_TONE_RATE_HZ;
  }
  return step < 0 ? 0 : envelope->len / (double) VIGIL_TONE_RATE_HZ;
}

/* Pulses are what rises above half of the maximum. */
static guint
find_pulses (const GArray *samples, Pulse *pulses)
{
  g_autoptr (GArray) envelope = get_envelope (samples);
  const double top = get_maximum (envelope);
  guint n = 0;
  gboolean is_in = FALSE;
  for (gint64 i = 0; i < envelope->len; i++) {
    double value = g_array_index (envelope, double, i);
    if (!is_in && value > top / 2 && n < PULSES_MAX) {
      /* The plateau: some 40 ms after the middle of the rise. */
      gint64 in = i + VIGIL_TONE_RATE_HZ / 25;
      double plateau = g_array_index (envelope, double, MIN (in, envelope->len - 1));
      pulses[n++] = (Pulse){
        .rise10_s = find_crossing (envelope, i, -1, plateau * 0.1),
        .rise90_s = find_crossing (envelope, in, -1, plateau * 0.9),
        .fall90_s = find_crossing (envelope, in, 1, plateau * 0.9),
        .fall10_s = find_crossing (envelope, in, 1, plateau * 0.1),
        .peak = plateau,
      };
    }
    is_in = value > top / 2;
  }
  return n;
}

/* Amplitude at @hz of @n samples from @start, Hann window. */
static double
get_amplitude (const GArray *samples, guint start, guint n, double hz)
{
  double re = 0, im = 0;
  for (guint i = 0; i < n; i++) {
    double window = 0.5 - 0.5 * cos (2 * G_PI * i / n);
    double angle = 2 * G_PI * hz * i / VIGIL_TONE_RATE_HZ;
    re += window * get_sample (samples, start + i) * cos (angle);
    im += window * get_sample (samples, start + i) * sin (angle);
  }
  return hypot (re, im) * 4 / n;
}

static double
find_loudest (
    const GArray *samples, guint start, guint n, double from_hz, double to_hz, double step)
{
  double best = 0, best_hz = 0;
  for (double hz = from_hz; hz <= to_hz; hz += step) {
    double amplitude = get_amplitude (samples, start, n, hz);
    if (amplitude > best) {
      best = amplitude;
      best_hz = hz;
    }
  }
  return best_hz;
}

/* The loudest component from 150 to 1000 Hz; a line of 150 ms is wider than the coarse step. */
static double
find_fundamental (const GArray *samples, guint start, guint n)
{
  double coarse = find_loudest (samples, start, n, 150, 1000, 5);
  return find_loudest (samples, start, n, coarse - 5, coarse + 5, 0.5);
}

static void
test_pulses_start_and_last_as_tabled (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (EXPECTED); i++) {
    Expected expected = get_expected (i);
    g_autoptr (GArray) samples = render (&expected);
    Pulse pulses[PULSES_MAX];
    g_assert_cmpuint (find_pulses (samples, pulses), ==, expected.n_pulses);
    for (guint p = 0; p < expected.n_pulses; p++) {
      double onset_ms = (pulses[p].rise90_s - pulses[0].rise90_s) * 1000;
      double pulse_ms = (pulses[p].fall90_s - pulses[p].rise90_s) * 1000;
      g_assert_cmpfloat_with_epsilon (onset_ms, expected.onsets_ms[p], 5);
      g_assert_cmpfloat_with_epsilon (pulse_ms, expected.pulse_ms, 5);
    }
  }
}

/* Table 4: 10 to 20 % of the pulse, and the fall ends before the next rise. */
static void
test_ramps_are_soft_and_separate (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (EXPECTED); i++) {
    Expected expected = get_expected (i);
    g_autoptr (GArray) samples = render (&expected);
    Pulse pulses[PULSES_MAX];
    guint n = find_pulses (samples, pulses);
    for (guint p = 0; p < n; p++) {
      double rise_ms = (pulses[p].rise90_s - pulses[p].rise10_s) * 1000;
      double pulse_ms = (pulses[p].fall90_s - pulses[p].rise90_s) * 1000;
      g_assert_cmpfloat_with_epsilon (rise_ms, expected.rise_ms, 4);
      g_assert_cmpfloat (rise_ms / pulse_ms, >=, 0.10);
      g_assert_cmpfloat (rise_ms / pulse_ms, <=, 0.20);
      if (p + 1 < n)
        g_assert_cmpfloat (pulses[p].fall10_s, <, pulses[p + 1].rise10_s);
    }
  }
}

static void
test_pulses_have_a_fundamental_and_harmonics (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (EXPECTED); i++) {
    Expected expected = get_expected (i);
    g_autoptr (GArray) samples = render (&expected);
    Pulse pulses[PULSES_MAX];
    guint n_pulses = find_pulses (samples, pulses);
    for (guint p = 0; p < n_pulses; p++) {
      guint start = (guint) (pulses[p].rise90_s * VIGIL_TONE_RATE_HZ);
      guint n = (guint) ((pulses[p].fall90_s - pulses[p].rise90_s) * VIGIL_TONE_RATE_HZ);
      double f0 = find_fundamental (samples, start, n);
      g_assert_cmpfloat_with_epsilon (f0, expected.burst->notes_hz[p], 3);
      double reference = get_amplitude (samples, start, n, f0);
      guint in_range = 0;
      for (guint k = 1; k * f0 <= 4000; k++) {
        double level = 20 * log10 (get_amplitude (samples, start, n, k * f0) / reference);
        if (k * f0 >= 300 && fabs (level) <= 15)
          in_range++;
      }
      g_assert_cmpuint (in_range, >=, 4);
    }
  }
}

static void
test_station_failed_has_a_melody_of_its_own (void)
{
  Expected failed = get_expected (3), high = get_expected (0);
  g_autoptr (GArray) a = render (&failed);
  g_autoptr (GArray) b = render (&high);
  double first = find_fundamental (a, VIGIL_TONE_RATE_HZ / 20, VIGIL_TONE_RATE_HZ / 10);
  double other = find_fundamental (b, VIGIL_TONE_RATE_HZ / 20, VIGIL_TONE_RATE_HZ / 10);
  g_assert_cmpfloat (first, >, other * 1.9);
}

static void
test_no_pulse_is_10_db_louder_than_another (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (EXPECTED); i++) {
    Expected expected = get_expected (i);
    g_autoptr (GArray) samples = render (&expected);
    Pulse pulses[PULSES_MAX];
    guint n = find_pulses (samples, pulses);
    double low = G_MAXDOUBLE, high = 0;
    for (guint p = 0; p < n; p++) {
      low = MIN (low, pulses[p].peak);
      high = MAX (high, pulses[p].peak);
    }
    g_assert_cmpfloat (20 * log10 (high / low), <=, 10);
  }
}

static void
test_nothing_clips_and_levels_are_ordered (void)
{
  double peaks[G_N_ELEMENTS (EXPECTED)] = { 0 };
  for (guint i = 0; i < G_N_ELEMENTS (EXPECTED); i++) {
    Expected expected = get_expected (i);
    g_autoptr (GArray) samples = render (&expected);
    for (guint s = 0; s < samples->len; s++)
      peaks[i] = MAX (peaks[i], fabs (get_sample (samples, s)));
    double level_db = 20 * log10 (peaks[i] / 0.5);
    g_assert_cmpfloat_with_epsilon (level_db, expected.level_db, 0.5);
    g_assert_cmpfloat (peaks[i], <=, 0.51);
  }
  g_assert_cmpfloat (peaks[0], >=, peaks[1]);
  g_assert_cmpfloat (peaks[1], >=, peaks[2]);
}

/* Silence between bursts is in range whether the interval is read as silence or onset to onset. */
static void
test_intervals_are_in_range (void)
{
  const double ranges_s[][2] = { { 2.5, 15 }, { 2.5, 30 }, { 15, 1e9 }, { 2.5, 15 } };
  for (guint i = 0; i < G_N_ELEMENTS (EXPECTED); i++) {
    Expected expected = get_expected (i);
    g_autoptr (GArray) samples = render (&expected);
    double period_s = expected.burst->period_ms / 1000.0;
    double silence_s = period_s - samples->len / (double) VIGIL_TONE_RATE_HZ;
    g_assert_cmpfloat (silence_s, >=, ranges_s[i][0]);
    g_assert_cmpfloat (period_s, <=, ranges_s[i][1]);
  }
}

static void
test_half_a_burst_is_the_first_five_pulses (void)
{
  g_autoptr (GArray) half = vigil_tone_render (VIGIL_PRIORITY_HIGH, 0, 5);
  g_autoptr (GArray) whole = vigil_tone_render (VIGIL_PRIORITY_HIGH, 0, 10);
  Pulse pulses[PULSES_MAX];
  g_assert_cmpuint (find_pulses (half, pulses), ==, 5);
  for (guint i = 0; i < half->len; i++)
    g_assert_cmpint (g_array_index (half, gint16, i), ==, g_array_index (whole, gint16, i));
}

static void
test_wav_is_canonical (void)
{
  g_autoptr (GArray) samples = vigil_tone_render (VIGIL_PRIORITY_LOW, 0, 2);
  g_autoptr (GBytes) wav = vigil_tone_to_wav (samples);
  gsize size;
  const guint8 *bytes = g_bytes_get_data (wav, &size);
  g_assert_cmpuint (size, ==, 44 + samples->len * 2);
  g_assert_cmpmem (bytes, 4, "RIFF", 4);
  g_assert_cmpmem (bytes + 8, 8, "WAVEfmt ", 8);
  const guint8 format[] = { 16, 0, 0, 0, 1, 0, 1, 0, 0x80, 0xBB, 0, 0, 0, 0x77, 1, 0, 2, 0, 16, 0 };
  g_assert_cmpmem (bytes + 16, sizeof format, format, sizeof format);
  g_assert_cmpmem (bytes + 36, 4, "data", 4);
  guint middle = samples->len / 4;
  gint16 value = (gint16) (bytes[44 + middle * 2] | bytes[45 + middle * 2] << 8);
  g_assert_cmpint (value, ==, g_array_index (samples, gint16, middle));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tone/pulses-start-and-last-as-tabled", test_pulses_start_and_last_as_tabled);
  g_test_add_func ("/tone/ramps-are-soft-and-separate", test_ramps_are_soft_and_separate);
  g_test_add_func ("/tone/pulses-have-a-fundamental-and-harmonics",
                   test_pulses_have_a_fundamental_and_harmonics);
  g_test_add_func ("/tone/station-failed-has-a-melody-of-its-own",
                   test_station_failed_has_a_melody_of_its_own);
  g_test_add_func ("/tone/no-pulse-is-10-db-louder-than-another",
                   test_no_pulse_is_10_db_louder_than_another);
  g_test_add_func ("/tone/nothing-clips-and-levels-are-ordered",
                   test_nothing_clips_and_levels_are_ordered);
  g_test_add_func ("/tone/intervals-are-in-range", test_intervals_are_in_range);
  g_test_add_func ("/tone/half-a-burst-is-the-first-five-pulses",
                   test_half_a_burst_is_the_first_five_pulses);
  g_test_add_func ("/tone/wav-is-canonical", test_wav_is_canonical);
  return g_test_run ();
}
