/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-trace.h"

#include <math.h>

#define HORIZON_US (G_GINT64_CONSTANT (1000000) * VIGIL_TRACE_SECONDS)
#define DRIFT_MAX_US 40e3

void
vigil_trace_init (VigilTrace *trace, double rate_hz)
{
  g_assert (rate_hz >= 0.001 && rate_hz <= 4000.0);
  *trace = (VigilTrace){
    .rate_hz = rate_hz,
    .newest = -1,
    .capacity = (guint) ceil (rate_hz * VIGIL_TRACE_SECONDS) + 1,
  };
  trace->samples = g_new (float, trace->capacity);
}

void
vigil_trace_clear (VigilTrace *trace)
{
  g_clear_pointer (&trace->samples, g_free);
  *trace = (VigilTrace){ .newest = -1 };
}

void
vigil_trace_reset (VigilTrace *trace)
{
  trace->newest = -1;
  trace->epoch_us = 0;
  trace->generation++;
}

static void
start_grid (VigilTrace *trace, gint64 start_us)
{
  vigil_trace_reset (trace);
  trace->epoch_us = start_us;
}

static inline void
put (VigilTrace *trace, gint64 index, float value)
{
  trace->samples[index % trace->capacity] = value;
}

/* Where a block that starts at @start_us goes. Blocks are stamped by a clock and counted by
 * samples: the two drift apart by parts of a sample, and stamps are rounded. Such a block follows
 * its predecessor without a hole, and the grid is slid towards its stamp, so that the drift does
 * not add up to one. */
static gint64
place (VigilTrace *trace, gint64 start_us)
{
  if (trace->newest >= 0) {
    gint64 error_us = start_us - vigil_trace_get_end_us (trace);
    double tolerance_us = MIN (2e6 / trace->rate_hz, DRIFT_MAX_US);
    if ((double) ABS (error_us) < tolerance_us) {
      trace->epoch_us += error_us / 8;
      return trace->newest + 1;
    }
  }
  return (gint64) floor (vigil_trace_index_at (trace, start_us) + 0.5);
}

static gboolean
is_held (const VigilTrace *trace, gint64 index)
{
  return index >= 0 && index <= trace->newest && index > trace->newest - (gint64) trace->capacity;
}

gboolean
vigil_trace_add (VigilTrace *trace, gint64 start_us, const float *samples, guint n)
{
  if (n == 0)
    return FALSE;
  if (trace->newest < 0) {
    start_grid (trace, start_us);
  } else {
    gint64 ahead_us = start_us - vigil_trace_get_end_us (trace);
    if (ahead_us > HORIZON_US || ahead_us < -HORIZON_US)
      start_grid (trace, start_us);
  }

  gint64 first = place (trace, start_us);
  gboolean has_hole = trace->newest >= 0 && first > trace->newest + 1;
  for (gint64 i = trace->newest + 1; i < first; i++)
    put (trace, i, NAN);
  for (guint i = 0; i < n; i++) {
    gint64 index = first + i;
    if (index > trace->newest) {
      put (trace, index, samples[i]);
      trace->newest = index;
    } else if (is_held (trace, index)) {
      put (trace, index, samples[i]);
    }
  }
  return has_hole;
}

gint64
vigil_trace_get_end_us (const VigilTrace *trace)
{
  if (trace->newest < 0)
    return G_MININT64;
  return trace->epoch_us + (gint64) ((double) (trace->newest + 1) * 1e6 / trace->rate_hz + 0.5);
}

float
vigil_trace_get (const VigilTrace *trace, gint64 index)
{
  return is_held (trace, index) ? trace->samples[index % trace->capacity] : NAN;
}
