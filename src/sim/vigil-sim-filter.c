/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-sim-filter.h"

#include <math.h>
#include <stdlib.h>

typedef struct {
  double b0, b1, b2, a1, a2;
} Section;

static Section
butterworth (double rate_hz, double corner_hz, gboolean is_high_pass)
{
  double w = 2 * G_PI * corner_hz / rate_hz;
  double alpha = sin (w) * G_SQRT2 / 2, c = cos (w), a0 = 1 + alpha;
  double edge = is_high_pass ? (1 + c) / 2 : (1 - c) / 2;
  return (Section){ edge / a0, (is_high_pass ? -2 : 2) * edge / a0, edge / a0, -2 * c / a0,
                    (1 - alpha) / a0 };
}

/* One pass over a run without gaps; @step 1 or −1. Starts as if the first value had stood for ever.
 */
static void
pass (float *at, gsize n, gint step, const Section *s)
{
  double x0 = (double) *at, gain = (s->b0 + s->b1 + s->b2) / (1 + s->a1 + s->a2);
  double s1 = (gain - s->b0) * x0, s2 = (s->b2 - s->a2 * gain) * x0;
  for (gsize i = 0; i < n; i++, at += step) {
    double x = (double) *at, y = s->b0 * x + s1;
    s1 = s->b1 * x - s->a1 * y + s2;
    s2 = s->b2 * x - s->a2 * y;
    *at = (float) y;
  }
}

static void
filter_run (float *run, gsize n, double rate_hz, double corner_hz, gboolean is_high_pass)
{
  if (corner_hz <= 0 || corner_hz >= rate_hz / 2 || n < 2)
    return;
  Section section = butterworth (rate_hz, corner_hz, is_high_pass);
  pass (run, n, 1, &section);
  pass (run + n - 1, n, -1, &section);
}

void
vigil_sim_filter_band (float *samples, gsize n, double rate_hz, double lo_hz, double hi_hz)
{
  gsize from = 0;
  while (from < n) {
    gsize to = from;
    while (to < n && isfinite (samples[to]))
      to++;
    filter_run (samples + from, to - from, rate_hz, lo_hz, TRUE);
    filter_run (samples + from, to - from, rate_hz, hi_hz, FALSE);
    from = to + 1;
  }
}

static int
compare_floats (const void *a, const void *b)
{
  const float *x = a, *y = b;
  return (*x > *y) - (*x < *y);
}

double
vigil_sim_percentile (const float *samples, gsize n, double share)
{
  g_autofree float *sorted = g_new (float, n + 1);
  gsize m = 0;
  for (gsize i = 0; i < n; i++)
    if (isfinite (samples[i]))
      sorted[m++] = samples[i];
  if (m == 0)
    return NAN;
  qsort (sorted, m, sizeof (float), compare_floats);
  return (double) sorted[(gsize) (CLAMP (share, 0.0, 1.0) * (double) (m - 1))];
}

void
vigil_sim_normalise (float *samples, gsize n, double lo, double hi)
{
  double from = vigil_sim_percentile (samples, n, 0.01);
  double to = vigil_sim_percentile (samples, n, 0.99);
  double scale = to - from > 1e-9 ? (hi - lo) / (to - from) : 0;
  double offset = scale > 0 ? lo - from * scale : (lo + hi) / 2;
  for (gsize i = 0; i < n; i++)
    samples[i] = (float) ((double) samples[i] * scale + offset);
}
