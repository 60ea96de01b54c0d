/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The last minute of one lead on a uniform grid of device time: what the painter reads. Missing
 * samples are NaN, never made up. Main thread; no allocation after _init(). */

#include "vigil-types.h"

G_BEGIN_DECLS

#define VIGIL_TRACE_SECONDS 60

typedef struct {
  double rate_hz;
  gint64 epoch_us; /* device time of sample 0 */
  gint64 newest; /* index of the newest sample, −1 = none */
  guint generation; /* changes when the grid starts anew: what was painted no longer lines up */
  guint capacity;
  float *samples; /* owned ring, index % capacity */
} VigilTrace;

/* @rate_hz 0.001 to 4000. */
void vigil_trace_init (VigilTrace *trace, double rate_hz);
void vigil_trace_clear (VigilTrace *trace);

/* Adds @n samples that start at device time @start_us, already scaled; NaN = no sample. A hole
 * before them is filled with NaN; a start more than 60 s ahead, or behind by more than the trace
 * holds, starts a new grid. Samples older than the newest are late: stored if the slot is still
 * held. Returns TRUE if there was a hole. */
gboolean vigil_trace_add (VigilTrace *trace, gint64 start_us, const float *samples, guint n);
/* Forgets everything (discharge, epoch change). */
void vigil_trace_reset (VigilTrace *trace);

/* Fractional sample index of device time @device_us. */
static inline double
vigil_trace_index_at (const VigilTrace *trace, gint64 device_us)
{
  return (double) (device_us - trace->epoch_us) * trace->rate_hz / 1e6;
}

/* Device time just after the newest sample; G_MININT64 if there is none. */
gint64 vigil_trace_get_end_us (const VigilTrace *trace);
/* The sample at @index, NaN if it is not held. */
float vigil_trace_get (const VigilTrace *trace, gint64 index);
/* TRUE if all samples from @first to @last are held: sample i is at i % capacity. */
static inline gboolean
vigil_trace_holds (const VigilTrace *trace, gint64 first, gint64 last)
{
  return first >= 0 && last <= trace->newest && first > trace->newest - (gint64) trace->capacity;
}

G_END_DECLS
