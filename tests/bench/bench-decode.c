/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What decoding costs: µs of processor time per message and ns per sample, medians of five. Run by
 * `meson test --benchmark`. */

#include "vigil-wire.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define ROOT "vigil/v1/north/w3"
#define N_RUNS 5
#define RUN_US 60000

typedef struct {
  VigilFrame slot;
  guint n_frames;
} Bin;

typedef struct {
  const char *name, *topic;
  const void *payload;
  gsize length;
  guint n_samples; /* 0: not a wave */
} Message;

static VigilFrame *
reserve (gpointer data, VigilFrameKind kind)
{
  (void) kind;
  return &((Bin *) data)->slot;
}

static void
commit (gpointer data)
{
  Bin *bin = data;
  g_assert (bin->slot.kind != VIGIL_FRAME_REFUSED);
  bin->n_frames++;
}

static int
compare (const void *a, const void *b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;
  return (x > y) - (x < y);
}

/* Of this thread alone, so that neighbours do not count. */
static gint64
get_cpu_us (void)
{
  struct timespec now;
  g_assert (clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now) == 0);
  return (gint64) now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static double
run_us (const Message *message, Bin *bin)
{
  const VigilFrameSink sink = { reserve, commit, bin };
  gint64 start_us = get_cpu_us ();
  gint64 now_us;
  guint n = 0;
  do {
    for (guint i = 0; i < 100; i++)
      vigil_wire_decode (ROOT, message->topic, message->payload, message->length, FALSE,
                         (VigilNow){ 1, 1 }, &sink);
    n += 100;
    now_us = get_cpu_us ();
  } while (now_us - start_us < RUN_US);
  return (double) (now_us - start_us) / n;
}

static void
measure (const Message *message)
{
  g_autofree Bin *bin = g_new0 (Bin, 1);
  double costs_us[N_RUNS];
  for (guint i = 0; i < N_RUNS; i++)
    costs_us[i] = run_us (message, bin);
  qsort (costs_us, N_RUNS, sizeof costs_us[0], compare);
  g_assert (bin->n_frames > 0);
  double median_us = costs_us[N_RUNS / 2];
  g_print ("%-28s %6" G_GSIZE_FORMAT " B %8.2f us/message (%.2f to %.2f)", message->name,
           message->length, median_us, costs_us[0], costs_us[N_RUNS - 1]);
  if (message->n_samples > 0)
    g_print (" %6.2f ns/sample", median_us * 1000 / message->n_samples);
  g_print ("\n");
}

static void
measure_text (const char *name, const char *topic, char *payload, guint n_samples)
{
  Message message = { name, topic, payload, strlen (payload), n_samples };
  measure (&message);
  g_free (payload);
}

static void
bench_vitals (const VigilWireHead *head)
{
  static const double VALUES[] = { 86, 97, 86, 18, 118, 74, 89 };
  VigilFrameVitals vitals = { 0 };
  for (guint i = 0; i < G_N_ELEMENTS (VALUES); i++)
    vitals.numerics[vitals.n++] =
        (VigilFrameNumeric){ (VigilNumericKind) i, VIGIL_QUALITY_VALID, TRUE, VALUES[i], 0 };
  measure_text ("vitals, 7 values, JSON", ROOT "/bed/07/vitals",
                vigil_wire_encode_vitals (head, &vitals), 0);
}

static void
bench_alarms (const VigilWireHead *head)
{
  VigilFrameAlarm alarms[VIGIL_ALARMS_MAX] = { 0 };
  for (guint i = 0; i < VIGIL_ALARMS_MAX; i++) {
    VigilFrameAlarm *alarm = &alarms[i];
    g_snprintf (alarm->id, sizeof alarm->id, "gw1-07-%u", i);
    vigil_text_copy (alarm->code, sizeof alarm->code, "MDC_EVT_DESAT");
    vigil_text_copy (alarm->src, sizeof alarm->src, "MDC_PULS_OXIM_SAT_O2");
    vigil_text_copy (alarm->label, sizeof alarm->label, "SpO2 86 < 90");
    alarm->priority = VIGIL_PRIORITY_HIGH;
    alarm->has_value = alarm->has_limit = TRUE;
    alarm->value = 86;
    alarm->limit = 90;
    alarm->raised_ms = head->t_ms;
  }
  measure_text ("alarms, 1", ROOT "/bed/07/alarms", vigil_wire_encode_alarms (head, alarms, 1), 0);
  measure_text ("alarms, 16", ROOT "/bed/07/alarms", vigil_wire_encode_alarms (head, alarms, 16),
                0);
}

/* One lead of 50 samples (200 ms of ECG), and a second of three leads. */
static void
bench_waves (const VigilWireHead *head)
{
  static const char *const REFIDS[] = { "MDC_ECG_ELEC_POTL_II", "MDC_PULS_OXIM_PLETH",
                                        "MDC_IMPED_TTHOR" };
  static const char *const UNITS[] = { "mV", "1", "1" };
  static const double RATES[] = { 250, 250, 250 };
  gint16 counts[250];
  float values[250];
  for (guint i = 0; i < 250; i++) {
    counts[i] = (gint16) (400 * sin (i / 7.0));
    values[i] = (float) counts[i] * 0.005f;
  }
  const float *samples[] = { values, values, values };
  const guint few[] = { 50, 50, 50 };
  const guint many[] = { 250, 250, 250 };
  VigilWireLead leads[3];
  for (guint i = 0; i < 3; i++)
    leads[i] = (VigilWireLead){ (guint8) i, 250000, 0, i == 0 ? 50 : 250, counts };
  g_autoptr (GBytes) one = vigil_wire_encode_wave (1, FALSE, 0, 1, head->t_ms * 1000, leads, 1);
  leads[0].n_samples = 250;
  g_autoptr (GBytes) three = vigil_wire_encode_wave (1, FALSE, 0, 1, head->t_ms * 1000, leads, 3);
  Message message = { "wave 1 x 50, binary", ROOT "/bed/07/wave/ecg", g_bytes_get_data (one, NULL),
                      g_bytes_get_size (one), 50 };
  measure (&message);
  message = (Message){ "wave 3 x 250, binary", ROOT "/bed/07/wave/ecg",
                       g_bytes_get_data (three, NULL), g_bytes_get_size (three), 750 };
  measure (&message);
  measure_text ("wave 1 x 50, JSON", ROOT "/bed/07/wave/ecg",
                vigil_wire_encode_wave_json (head, REFIDS, UNITS, RATES, samples, few, 1), 50);
  measure_text ("wave 3 x 250, JSON", ROOT "/bed/07/wave/ecg",
                vigil_wire_encode_wave_json (head, REFIDS, UNITS, RATES, samples, many, 3), 750);
}

int
main (void)
{
  const VigilWireHead head = { G_GINT64_CONSTANT (1700000000000), 0x89ABCDEF, 12345 };
  bench_vitals (&head);
  bench_alarms (&head);
  bench_waves (&head);
  return 0;
}
