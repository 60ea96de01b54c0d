/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-beats.h"

#include <math.h>

/* The detector times a beat by a filter; the eye by the peak that stands out of its neighbourhood.
 */
#define PEAK_REACH_S 0.05

void
vigil_beats_init (VigilBeats *beats)
{
  *beats = (VigilBeats){ 0 };
}

void
vigil_beats_clear (VigilBeats *beats)
{
  g_clear_pointer (&beats->ecg, vigil_ecg_free);
  vigil_beats_init (beats);
}

gboolean
vigil_beats_are_of (const VigilBeats *beats, const VigilTrace *trace)
{
  return trace->samples != NULL && beats->samples == trace->samples
         && beats->generation == trace->generation && beats->next <= trace->newest + 1;
}

static void
begin (VigilBeats *beats, const VigilTrace *trace)
{
  g_clear_pointer (&beats->ecg, vigil_ecg_free);
  beats->ecg = vigil_ecg_new (trace->rate_hz);
  beats->samples = trace->samples;
  beats->generation = trace->generation;
  beats->serial++;
  beats->n = 0;
  beats->first = beats->next = MAX (trace->newest - (gint64) trace->capacity + 1, 0);
}

/* Where the signal is farthest from its mean about @place. */
static gint64
find_peak (const VigilTrace *trace, gint64 place)
{
  gint64 reach = (gint64) (PEAK_REACH_S * trace->rate_hz + 0.5), best = place;
  double sum = 0, most = -1;
  guint n = 0;
  for (gint64 i = place - reach; i <= place + reach; i++) {
    double value = (double) vigil_trace_get (trace, i);
    sum += isnan (value) ? 0 : value;
    n += !isnan (value);
  }
  for (gint64 i = place - reach; i <= place + reach; i++) {
    double far = fabs ((double) vigil_trace_get (trace, i) - sum / MAX (n, 1));
    if (far > most) {
      most = far;
      best = i;
    }
  }
  return best;
}

void
vigil_beats_follow (VigilBeats *beats, const VigilTrace *trace, double mv_per_unit)
{
  gboolean has_lapsed = beats->next < trace->newest - (gint64) trace->capacity + 1;
  if (!vigil_beats_are_of (beats, trace) || has_lapsed)
    begin (beats, trace);
  if (!beats->ecg)
    beats->next = trace->newest + 1;
  for (; beats->next <= trace->newest; beats->next++) {
    VigilEcgBeat beat;
    double mv = (double) vigil_trace_get (trace, beats->next) * mv_per_unit;
    if (!vigil_ecg_push (beats->ecg, mv, &beat))
      continue;
    beats->places[beats->n % VIGIL_BEATS_MAX] =
        find_peak (trace, beats->first + (gint64) beat.sample);
    beats->n++;
  }
}
