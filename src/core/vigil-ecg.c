/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-ecg.h"

#include <math.h>

/* A narrow band about the middle of the QRS energy: most against P, T and muscle noise. Chosen with
 * the threshold on MIT-BIH records 101 to 230: gross Se 99.75, +P 99.58 (150 ms, from 5:00). */
#define HIGH_PASS_HZ 10.0
#define LOW_PASS_HZ 13.0
#define AVERAGE_S 0.080
#define LEARNING_S 2.0
/* No two beats are nearer than this; within it the greater peak is the beat. */
#define REFRACTORY_S 0.200
/* A peak this soon after a beat with less than half its slope is a T wave. */
#define T_WAVE_S 0.360
#define SEARCH_BACK_RR 1.5
#define THRESHOLD 0.36
/* Learns anew when nothing was found for so long: the amplitude may have fallen. */
#define LOST_S 4.0
#define GAP_S 0.2
/* Below this band-passed swing it is no heart beat but a quiet line: IEC 60601-2-27 wants nothing
 * found in signals under 0.15 mV, and the band takes about half of a QRS. */
#define FLOOR_MV 0.04
#define N_HISTORY 8
/* Delay of the band-pass for the energy of a QRS. */
#define FILTER_DELAY_S 0.036

/* Second-order section, transposed direct form II. */
typedef struct {
  double b0, b1, b2, a1, a2;
  double s1, s2;
} Section;

typedef struct {
  double height; /* of the averaged slope */
  double slope; /* greatest band-passed slope under it */
  double swing; /* greatest band-passed value under it */
  guint64 at; /* sample where the average peaked */
} Peak;

typedef struct {
  double values[N_HISTORY];
  guint n, next;
} History;

struct _VigilEcg {
  double rate_hz;
  Section high_pass, low_pass;
  guint64 now;
  /* The last half second, raw and band-passed, and the window of the average. */
  guint n_ring;
  double *raw, *band;
  guint n_window;
  double *window;
  double window_sum;
  double last_average;
  guint gap_run;
  double held_mv; /* the last sample there was, for short gaps */
  gboolean is_primed; /* the filters hold the signal's level */
  /* Peak being climbed. */
  Peak rising;
  gboolean is_rising;
  /* Greatest peak of the last 200 ms, to be judged. */
  Peak pending;
  gboolean has_pending;
  /* Greatest peak refused since the last beat, for the search back. */
  Peak missed;
  gboolean has_missed;
  gboolean is_learning;
  guint64 learning_from;
  double learned_height;
  History signal, noise, rr;
  double last_slope;
  guint64 last_beat; /* on the scale of Peak.at */
  gboolean has_beat;
  guint64 reported; /* last R given out */
  gboolean has_reported;
};

static void
section_set (Section *section, double b0, double b1, double b2, double a0, double a1, double a2)
{
  *section = (Section){ b0 / a0, b1 / a0, b2 / a0, a1 / a0, a2 / a0, 0, 0 };
}

/* Butterworth sections by the bilinear transform. */
static void
section_init (Section *section, double rate_hz, double corner_hz, gboolean is_high_pass)
{
  double w = 2 * G_PI * corner_hz / rate_hz;
  double alpha = sin (w) * G_SQRT2 / 2, c = cos (w);
  if (is_high_pass)
    section_set (section, (1 + c) / 2, -(1 + c), (1 + c) / 2, 1 + alpha, -2 * c, 1 - alpha);
  else
    section_set (section, (1 - c) / 2, 1 - c, (1 - c) / 2, 1 + alpha, -2 * c, 1 - alpha);
}

static double
section_step (Section *section, double x)
{
  double y = section->b0 * x + section->s1;
  section->s1 = section->b1 * x - section->a1 * y + section->s2;
  section->s2 = section->b2 * x - section->a2 * y;
  return y;
}

/* The state the section would have if @x had stood for ever: no step at the start. */
static void
section_prime (Section *section, double x)
{
  double gain = (section->b0 + section->b1 + section->b2) / (1 + section->a1 + section->a2);
  section->s1 = (gain - section->b0) * x;
  section->s2 = section->b2 * x - section->a2 * gain * x;
}

static void
history_push (History *history, double value)
{
  history->values[history->next] = value;
  history->next = (history->next + 1) % N_HISTORY;
  history->n = MIN (history->n + 1, N_HISTORY);
}

/* The mean of what lies in the middle: one wild value does not move it. */
static double
history_centre (const History *history)
{
  double sorted[N_HISTORY];
  for (guint i = 0; i < history->n; i++) {
    guint k = i;
    for (; k > 0 && sorted[k - 1] > history->values[i]; k--)
      sorted[k] = sorted[k - 1];
    sorted[k] = history->values[i];
  }
  guint cut = history->n / 4;
  double sum = 0;
  for (guint i = cut; i < history->n - cut; i++)
    sum += sorted[i];
  return history->n > 0 ? sum / (history->n - 2 * cut) : 0;
}

static guint64
samples (const VigilEcg *ecg, double seconds)
{
  return (guint64) (seconds * ecg->rate_hz + 0.5);
}

static void
start_learning (VigilEcg *ecg)
{
  ecg->is_learning = TRUE;
  ecg->learning_from = ecg->now;
  ecg->learned_height = 0;
  ecg->is_rising = ecg->has_pending = ecg->has_missed = FALSE;
}

static void
forget (VigilEcg *ecg)
{
  ecg->signal = ecg->noise = ecg->rr = (History){ 0 };
  ecg->has_beat = FALSE;
  ecg->is_primed = FALSE;
  ecg->window_sum = 0;
  ecg->last_average = 0;
  for (guint i = 0; i < ecg->n_window; i++)
    ecg->window[i] = 0;
  for (guint i = 0; i < ecg->n_ring; i++)
    ecg->raw[i] = ecg->band[i] = 0;
  start_learning (ecg);
}

VigilEcg *
vigil_ecg_new (double rate_hz)
{
  if (!(rate_hz >= VIGIL_ECG_RATE_MIN && rate_hz <= VIGIL_ECG_RATE_MAX))
    return NULL;
  VigilEcg *ecg = g_new0 (VigilEcg, 1);
  ecg->rate_hz = rate_hz;
  section_init (&ecg->high_pass, rate_hz, HIGH_PASS_HZ, TRUE);
  section_init (&ecg->low_pass, rate_hz, LOW_PASS_HZ, FALSE);
  /* Long enough for a beat that is found when the next but one is overdue. */
  ecg->n_ring = (guint) samples (ecg, 6.0);
  ecg->raw = g_new0 (double, ecg->n_ring);
  ecg->band = g_new0 (double, ecg->n_ring);
  ecg->n_window = MAX ((guint) samples (ecg, AVERAGE_S), 1);
  ecg->window = g_new0 (double, ecg->n_window);
  start_learning (ecg);
  return ecg;
}

void
vigil_ecg_free (VigilEcg *ecg)
{
  if (ecg == NULL)
    return;
  g_free (ecg->raw);
  g_free (ecg->band);
  g_free (ecg->window);
  g_free (ecg);
}

/* The sample @back before now; zero before the start. */
static double
ring_get (const VigilEcg *ecg, const double *ring, guint64 at)
{
  if (at > ecg->now || ecg->now - at >= ecg->n_ring)
    return 0;
  return ring[at % ecg->n_ring];
}

/* Filters one sample; returns the averaged slope. */
static double
filter (VigilEcg *ecg, double mv)
{
  if (!ecg->is_primed) {
    section_prime (&ecg->high_pass, mv);
    section_prime (&ecg->low_pass, 0);
    ecg->is_primed = TRUE;
  }
  double band = section_step (&ecg->low_pass, section_step (&ecg->high_pass, mv));
  ecg->raw[ecg->now % ecg->n_ring] = mv;
  ecg->band[ecg->now % ecg->n_ring] = band;
  guint64 step = MAX (samples (ecg, 0.010), 1);
  double before = ecg->now >= step ? ring_get (ecg, ecg->band, ecg->now - step) : 0;
  double slope = fabs (band - before);
  double *oldest = &ecg->window[ecg->now % ecg->n_window];
  ecg->window_sum += slope - *oldest;
  *oldest = slope;
  return ecg->window_sum / ecg->n_window;
}

/* Greatest slope and swing of the band under the peak that ends now. */
static void
measure_peak (const VigilEcg *ecg, Peak *peak)
{
  guint64 from = peak->at - MIN (peak->at, samples (ecg, 0.120));
  guint64 step = MAX (samples (ecg, 0.010), 1);
  for (guint64 at = from; at <= peak->at; at++) {
    double band = ring_get (ecg, ecg->band, at);
    double before = at >= step ? ring_get (ecg, ecg->band, at - step) : 0;
    peak->slope = fmax (peak->slope, fabs (band - before));
    peak->swing = fmax (peak->swing, fabs (band));
  }
}

/* Follows the average up and down. TRUE: @peak has just been passed (fallen to half its height). */
static gboolean
find_peak (VigilEcg *ecg, double average, Peak *peak)
{
  gboolean is_found = FALSE;
  if (!ecg->is_rising) {
    if (average > ecg->last_average) {
      ecg->is_rising = TRUE;
      ecg->rising = (Peak){ .height = average, .at = ecg->now };
    }
  } else if (average > ecg->rising.height) {
    ecg->rising.height = average;
    ecg->rising.at = ecg->now;
  } else if (average < ecg->rising.height / 2 || ecg->now - ecg->rising.at > samples (ecg, 0.1)) {
    measure_peak (ecg, &ecg->rising);
    *peak = ecg->rising;
    ecg->is_rising = FALSE;
    is_found = TRUE;
  }
  ecg->last_average = average;
  return is_found;
}

static double
threshold (const VigilEcg *ecg)
{
  double noise = history_centre (&ecg->noise), signal = history_centre (&ecg->signal);
  return noise + THRESHOLD * fmax (signal - noise, 0);
}

/* The R wave of @peak: where the band swings most in the 160 ms before the average peaked. */
static gboolean
report (VigilEcg *ecg, const Peak *peak, VigilEcgBeat *beat)
{
  guint64 from = peak->at - MIN (peak->at, samples (ecg, 0.160));
  guint64 best = from;
  for (guint64 at = from; at <= peak->at; at++)
    if (fabs (ring_get (ecg, ecg->band, at)) > fabs (ring_get (ecg, ecg->band, best)))
      best = at;
  best -= MIN (best, samples (ecg, FILTER_DELAY_S));
  if (ecg->has_reported && best <= ecg->reported)
    return FALSE;
  double lo = G_MAXDOUBLE, hi = -G_MAXDOUBLE;
  guint64 reach = samples (ecg, 0.050);
  for (guint64 at = best - MIN (best, reach); at <= best + reach; at++) {
    double mv = ring_get (ecg, ecg->raw, at);
    lo = fmin (lo, mv);
    hi = fmax (hi, mv);
  }
  *beat = (VigilEcgBeat){ best, hi - lo };
  ecg->reported = best;
  ecg->has_reported = TRUE;
  return TRUE;
}

static gboolean
accept_beat (VigilEcg *ecg, const Peak *peak, VigilEcgBeat *beat)
{
  history_push (&ecg->signal, peak->height);
  if (ecg->has_beat)
    history_push (&ecg->rr, (double) (peak->at - ecg->last_beat));
  ecg->last_beat = peak->at;
  ecg->last_slope = peak->slope;
  ecg->has_beat = TRUE;
  ecg->has_missed = FALSE;
  return report (ecg, peak, beat);
}

static gboolean
is_t_wave (const VigilEcg *ecg, const Peak *peak)
{
  return ecg->has_beat && peak->at - ecg->last_beat < samples (ecg, T_WAVE_S)
         && peak->slope < ecg->last_slope / 2;
}

/* Beat or noise. */
static gboolean
judge (VigilEcg *ecg, const Peak *peak, VigilEcgBeat *beat)
{
  if (peak->swing < FLOOR_MV)
    return FALSE;
  gboolean is_t = is_t_wave (ecg, peak);
  if (peak->height > threshold (ecg) && !is_t)
    return accept_beat (ecg, peak, beat);
  history_push (&ecg->noise, peak->height);
  if (!is_t && (!ecg->has_missed || peak->height > ecg->missed.height)) {
    ecg->missed = *peak;
    ecg->has_missed = TRUE;
  }
  return FALSE;
}

/* A beat is overdue and there was something half as high as needed. */
static gboolean
search_back (VigilEcg *ecg, VigilEcgBeat *beat)
{
  if (!ecg->has_missed || !ecg->has_beat || ecg->rr.n < 2)
    return FALSE;
  double overdue = SEARCH_BACK_RR * history_centre (&ecg->rr);
  if ((double) (ecg->now - ecg->last_beat) < overdue
      || ecg->missed.at - ecg->last_beat < samples (ecg, T_WAVE_S)
      || ecg->missed.height < threshold (ecg) / 2)
    return FALSE;
  Peak peak = ecg->missed;
  return accept_beat (ecg, &peak, beat);
}

static void
learn (VigilEcg *ecg, double average)
{
  if (ecg->now - ecg->learning_from > samples (ecg, 0.2))
    ecg->learned_height = fmax (ecg->learned_height, average);
  if (ecg->now - ecg->learning_from < samples (ecg, LEARNING_S))
    return;
  ecg->is_learning = FALSE;
  ecg->signal = ecg->noise = (History){ 0 };
  /* The greatest slope may be an artefact: three quarters of it let ordinary beats in. */
  for (guint i = 0; i < N_HISTORY / 2; i++)
    history_push (&ecg->signal, ecg->learned_height * 0.75);
  history_push (&ecg->noise, 0);
  ecg->last_beat = ecg->now;
  ecg->has_beat = FALSE;
}

/* TRUE: nothing to look at. A short gap is bridged by the last value, a long one is forgotten. */
static gboolean
handle_gap (VigilEcg *ecg, double *mv)
{
  if (isfinite (*mv)) {
    ecg->gap_run = 0;
    ecg->held_mv = *mv;
    return FALSE;
  }
  ecg->gap_run++;
  if (ecg->is_primed && ecg->gap_run < samples (ecg, GAP_S)) {
    *mv = ecg->held_mv;
    return FALSE;
  }
  if (ecg->is_primed)
    forget (ecg);
  ecg->learning_from = ecg->now;
  return TRUE;
}

static void
keep_greater (VigilEcg *ecg, const Peak *peak)
{
  if (!ecg->has_pending || peak->height > ecg->pending.height) {
    ecg->pending = *peak;
    ecg->has_pending = TRUE;
  }
}

static gboolean
detect (VigilEcg *ecg, double average, VigilEcgBeat *beat)
{
  Peak peak;
  gboolean is_found = FALSE;
  gboolean has_peak = find_peak (ecg, average, &peak);
  if (ecg->has_pending && ecg->now - ecg->pending.at > samples (ecg, REFRACTORY_S)) {
    ecg->has_pending = FALSE;
    is_found = judge (ecg, &ecg->pending, beat);
  }
  gboolean is_after_beat =
      ecg->has_beat && has_peak && peak.at < ecg->last_beat + samples (ecg, REFRACTORY_S);
  if (has_peak && !is_after_beat)
    keep_greater (ecg, &peak);
  if (!is_found)
    is_found = search_back (ecg, beat);
  return is_found;
}

gboolean
vigil_ecg_push (VigilEcg *ecg, double mv, VigilEcgBeat *beat)
{
  g_return_val_if_fail (ecg != NULL && beat != NULL, FALSE);
  gboolean is_found = FALSE;
  if (!handle_gap (ecg, &mv)) {
    double average = filter (ecg, mv);
    if (ecg->is_learning)
      learn (ecg, average);
    else
      is_found = detect (ecg, average, beat);
    if (!ecg->is_learning && ecg->now - ecg->last_beat > samples (ecg, LOST_S))
      start_learning (ecg);
  }
  ecg->now++;
  return is_found;
}
