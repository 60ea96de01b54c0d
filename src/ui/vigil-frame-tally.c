/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-frame-tally.h"

#include <string.h>

#define REPORT_US (5 * G_USEC_PER_SEC)
#define FRAME_US 16667
#define BIN_US 50

static void
add (VigilFrameHistogram *histogram, gint64 us)
{
  histogram->bins[CLAMP (us / BIN_US, 0, VIGIL_FRAME_BINS - 1)]++;
  histogram->n++;
}

static double
get_quantile_ms (const VigilFrameHistogram *histogram, double share)
{
  guint wanted = (guint) (share * histogram->n);
  guint seen = 0;
  for (guint i = 0; i < VIGIL_FRAME_BINS; i++) {
    seen += histogram->bins[i];
    if (seen > wanted)
      return (i + 1) * BIN_US / 1e3;
  }
  return histogram->n == 0 ? 0 : VIGIL_FRAME_BINS * BIN_US / 1e3;
}

static void
fill (const VigilFrameTally *self, VigilFrameReport *report)
{
  *report = (VigilFrameReport){
    .seconds = (double) (self->after_us - self->begun_us) / G_USEC_PER_SEC,
    .n_frames = self->intervals.n,
    .n_dropped = self->n_dropped,
    .interval_p50_ms = get_quantile_ms (&self->intervals, 0.5),
    .interval_p99_ms = get_quantile_ms (&self->intervals, 0.99),
    .work_p50_ms = get_quantile_ms (&self->works, 0.5),
    .work_p99_ms = get_quantile_ms (&self->works, 0.99),
    .n_drawn = self->drawn.n,
    .drawn_p95_ms = get_quantile_ms (&self->drawn, 0.95),
  };
}

static void
start_anew (VigilFrameTally *self)
{
  memset (&self->intervals, 0, sizeof self->intervals);
  memset (&self->works, 0, sizeof self->works);
  memset (&self->drawn, 0, sizeof self->drawn);
  self->n_dropped = 0;
  self->begun_us = self->after_us;
}

void
vigil_frame_tally_begin (VigilFrameTally *self, gint64 now_us)
{
  self->before_us = now_us;
  self->is_drawn = FALSE;
}

void
vigil_frame_tally_note_drawn (VigilFrameTally *self)
{
  self->is_drawn = TRUE;
}

gboolean
vigil_frame_tally_end (VigilFrameTally *self, gint64 now_us, VigilFrameReport *report)
{
  gint64 interval_us = now_us - self->after_us;
  self->after_us = now_us;
  /* The first one has no interval, and its begin was perhaps not seen. */
  if (self->begun_us == 0) {
    self->begun_us = now_us;
    return FALSE;
  }
  add (&self->intervals, interval_us);
  add (&self->works, now_us - self->before_us);
  if (self->is_drawn)
    add (&self->drawn, now_us - self->before_us);
  self->n_dropped += (guint) MAX ((interval_us + FRAME_US / 2) / FRAME_US - 1, 0);
  if (now_us - self->begun_us < REPORT_US)
    return FALSE;
  fill (self, report);
  start_anew (self);
  return TRUE;
}
