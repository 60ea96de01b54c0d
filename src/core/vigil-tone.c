/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-tone.h"

#include <math.h>

/* Equal temperament, A4 = 440 Hz. */
#define C4 261.6256
#define E4 329.6276
#define C5 523.2511

/* IEC 60601-1-8 Table 4 asks for four harmonics within 15 dB: five, falling by 3 dB each. */
#define N_HARMONICS 5
#define HARMONIC_STEP_DB (-3.0)

/* A raised-cosine ramp passes 10 % at 0.2048 and 90 % at 0.7952 of its length. */
#define RAMP_AT_90 0.795167
#define RAMP_10_TO_90 0.590334

/* IEC 60601-1-8 Table 3 by the values of standards.md §1.3; the notes are the "general" melodies.
 */
static const guint HIGH_ONSETS[] = { 0, 250, 500, 1000, 1250, 2000, 2250, 2500, 3000, 3250 };
static const double HIGH_NOTES[] = { C4, C4, C4, C4, C4, C4, C4, C4, C4, C4 };
static const guint MEDIUM_ONSETS[] = { 0, 400, 800 };
static const double MEDIUM_NOTES[] = { C4, C4, C4 };
static const guint LOW_ONSETS[] = { 0, 400 };
static const double LOW_NOTES[] = { E4, C4 };
/* "Equipment failure" in the same table of melodies. */
static const double FAILED_NOTES[] = { C5, C4, C4, C5, C4, C5, C4, C4, C5, C4 };

static const VigilToneBurst HIGH = {
  .n_pulses = G_N_ELEMENTS (HIGH_ONSETS),
  .onsets_ms = HIGH_ONSETS,
  .notes_hz = HIGH_NOTES,
  .pulse_ms = 150,
  .ramp_ms = 20,
  .level_db = 0,
  .burst_ms = 3400,
  .period_ms = 8400,
};
static const VigilToneBurst MEDIUM = {
  .n_pulses = G_N_ELEMENTS (MEDIUM_ONSETS),
  .onsets_ms = MEDIUM_ONSETS,
  .notes_hz = MEDIUM_NOTES,
  .pulse_ms = 200,
  .ramp_ms = 30,
  .level_db = -4,
  .burst_ms = 1000,
  .period_ms = 11000,
};
static const VigilToneBurst LOW = {
  .n_pulses = G_N_ELEMENTS (LOW_ONSETS),
  .onsets_ms = LOW_ONSETS,
  .notes_hz = LOW_NOTES,
  .pulse_ms = 200,
  .ramp_ms = 30,
  .level_db = -8,
  .burst_ms = 600,
  .period_ms = 20600,
};
static const VigilToneBurst STATION_FAILED = {
  .n_pulses = G_N_ELEMENTS (HIGH_ONSETS),
  .onsets_ms = HIGH_ONSETS,
  .notes_hz = FAILED_NOTES,
  .pulse_ms = 150,
  .ramp_ms = 20,
  .level_db = 0,
  .burst_ms = 3400,
  .period_ms = 8400,
};

const VigilToneBurst *
vigil_tone_get_burst (VigilPriority priority)
{
  g_assert (priority >= VIGIL_PRIORITY_LOW && priority <= VIGIL_PRIORITY_HIGH);
  if (priority == VIGIL_PRIORITY_HIGH)
    return &HIGH;
  return priority == VIGIL_PRIORITY_MEDIUM ? &MEDIUM : &LOW;
}

const VigilToneBurst *
vigil_tone_get_station_failed (void)
{
  return &STATION_FAILED;
}

/* One foot of the pulse: from nothing to full level. */
static double
get_ramp_s (const VigilToneBurst *burst)
{
  return burst->ramp_ms / 1000.0 / RAMP_10_TO_90;
}

static double
get_span_s (const VigilToneBurst *burst)
{
  return burst->pulse_ms / 1000.0 + 2 * RAMP_AT_90 * get_ramp_s (burst);
}

double
vigil_tone_get_span_ms (const VigilToneBurst *burst)
{
  return get_span_s (burst) * 1000.0;
}

/* The sum of the harmonics at @cycles of the fundamental. The phases (Schroeder's) keep the peak
 * low, so that a given peak is louder. */
static double
get_wave (double cycles)
{
  double sum = 0;
  for (int k = 1; k <= N_HARMONICS; k++) {
    double amplitude = pow (10, HARMONIC_STEP_DB * (k - 1) / 20);
    double phase = -G_PI * k * (k - 1) / N_HARMONICS;
    sum += amplitude * sin (2 * G_PI * k * cycles + phase);
  }
  return sum;
}

static double
get_wave_peak (void)
{
  enum { N_POINTS = 2048 };
  double peak = 0;
  for (int i = 0; i < N_POINTS; i++)
    peak = MAX (peak, fabs (get_wave (i / (double) N_POINTS)));
  return peak;
}

/* The envelope @t_s after the onset. */
static double
get_envelope (const VigilToneBurst *burst, double t_s)
{
  double ramp = get_ramp_s (burst);
  double edge = MIN (t_s, get_span_s (burst) - t_s);
  if (edge <= 0)
    return 0;
  return edge >= ramp ? 1 : (1 - cos (G_PI * edge / ramp)) / 2;
}

static void
render_pulse (const VigilToneBurst *burst, double note_hz, double gain, gint16 *out, guint n)
{
  for (guint i = 0; i < n; i++) {
    double t_s = i / (double) VIGIL_TONE_RATE_HZ;
    double value = gain * get_envelope (burst, t_s) * get_wave (t_s * note_hz);
    out[i] = (gint16) lrint (CLAMP (value, -1.0, 1.0) * G_MAXINT16);
  }
}

GArray *
vigil_tone_render_burst (const VigilToneBurst *burst, guint first, guint n)
{
  g_assert (n >= 1 && first < burst->n_pulses && n <= burst->n_pulses - first);
  const guint per_ms = VIGIL_TONE_RATE_HZ / 1000;
  const guint n_pulse = (guint) ceil (get_span_s (burst) * VIGIL_TONE_RATE_HZ);
  const guint *onsets = burst->onsets_ms + first;
  const guint length = (onsets[n - 1] - onsets[0]) * per_ms + n_pulse;
  const double gain = 0.5 * pow (10, burst->level_db / 20) / get_wave_peak ();

  GArray *samples = g_array_sized_new (FALSE, TRUE, sizeof (gint16), length);
  g_array_set_size (samples, length);
  for (guint i = 0; i < n; i++) {
    guint at = (onsets[i] - onsets[0]) * per_ms;
    render_pulse (burst, burst->notes_hz[first + i], gain, &g_array_index (samples, gint16, at),
                  n_pulse);
  }
  return samples;
}

GArray *
vigil_tone_render (VigilPriority priority, guint first, guint n)
{
  return vigil_tone_render_burst (vigil_tone_get_burst (priority), first, n);
}

static void
append_le (GByteArray *out, guint32 value, guint n_bytes)
{
  for (guint i = 0; i < n_bytes; i++) {
    guint8 byte = (guint8) (value >> (8 * i) & 0xFF);
    g_byte_array_append (out, &byte, 1);
  }
}

static void
append_tag (GByteArray *out, const char *tag)
{
  g_byte_array_append (out, (const guint8 *) tag, 4);
}

GBytes *
vigil_tone_to_wav (const GArray *samples)
{
  const guint32 n_bytes = samples->len * 2;
  GByteArray *out = g_byte_array_sized_new (n_bytes + 44);
  append_tag (out, "RIFF");
  append_le (out, n_bytes + 36, 4);
  append_tag (out, "WAVE");
  append_tag (out, "fmt ");
  append_le (out, 16, 4);
  append_le (out, 1, 2); /* PCM */
  append_le (out, 1, 2); /* mono */
  append_le (out, VIGIL_TONE_RATE_HZ, 4);
  append_le (out, VIGIL_TONE_RATE_HZ * 2, 4);
  append_le (out, 2, 2);
  append_le (out, 16, 2);
  append_tag (out, "data");
  append_le (out, n_bytes, 4);
  for (guint i = 0; i < samples->len; i++)
    append_le (out, (guint16) g_array_index (samples, gint16, i), 2);
  return g_byte_array_free_to_bytes (out);
}
