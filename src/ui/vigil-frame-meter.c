/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-frame-meter.h"

#include <string.h>

#define REPORT_US (5 * G_USEC_PER_SEC)
#define FRAME_US 16667
#define BIN_US 50
#define N_BINS 2000

typedef struct {
  guint n;
  guint bins[N_BINS]; /* the last one holds all that is longer */
} Histogram;

struct _VigilFrameMeter {
  GdkFrameClock *clock;
  VigilPace *pace;
  gulong before_id, after_id;
  gint64 begun_us; /* of the report; 0: at the next frame */
  gint64 before_us, after_us;
  guint n_dropped;
  gboolean is_drawn; /* the frame in hand */
  Histogram intervals, works, drawn;
};

static void
add (Histogram *histogram, gint64 us)
{
  histogram->bins[CLAMP (us / BIN_US, 0, N_BINS - 1)]++;
  histogram->n++;
}

static double
get_quantile_ms (const Histogram *histogram, double share)
{
  guint wanted = (guint) (share * histogram->n);
  guint seen = 0;
  for (guint i = 0; i < N_BINS; i++) {
    seen += histogram->bins[i];
    if (seen > wanted)
      return (i + 1) * BIN_US / 1e3;
  }
  return histogram->n == 0 ? 0 : N_BINS * BIN_US / 1e3;
}

static void
judge (VigilFrameMeter *self, const VigilPaceWindow *window)
{
  const char *was = vigil_pace_get_name (self->pace->level);
  if (vigil_pace_judge (self->pace, window))
    g_debug ("work of a frame %.2f ms at p95: the pace of the wall was %s, is %s",
             window->work_p95_ms, was, vigil_pace_get_name (self->pace->level));
}

static void
report (VigilFrameMeter *self)
{
  VigilPaceWindow window = { self->drawn.n, get_quantile_ms (&self->drawn, 0.95) };
  g_debug ("frames %u in %.2f s, interval p50 %.2f p99 %.2f ms, work p50 %.2f p99 %.2f ms, "
           "dropped %u, drawn %u work p95 %.2f ms, pace %s",
           self->intervals.n, (double) (self->after_us - self->begun_us) / G_USEC_PER_SEC,
           get_quantile_ms (&self->intervals, 0.5), get_quantile_ms (&self->intervals, 0.99),
           get_quantile_ms (&self->works, 0.5), get_quantile_ms (&self->works, 0.99),
           self->n_dropped, window.n_frames, window.work_p95_ms,
           vigil_pace_get_name (self->pace->level));
  judge (self, &window);
  memset (&self->intervals, 0, sizeof self->intervals);
  memset (&self->works, 0, sizeof self->works);
  memset (&self->drawn, 0, sizeof self->drawn);
  self->n_dropped = 0;
  self->begun_us = self->after_us;
}

static void
before_paint_cb (GdkFrameClock *clock, gpointer data)
{
  VigilFrameMeter *self = data;
  self->before_us = g_get_monotonic_time ();
  self->is_drawn = FALSE;
}

static void
after_paint_cb (GdkFrameClock *clock, gpointer data)
{
  VigilFrameMeter *self = data;
  gint64 last_us = self->after_us;
  self->after_us = g_get_monotonic_time ();
  if (self->begun_us == 0 || self->before_us == 0) {
    self->begun_us = self->after_us;
    return;
  }
  gint64 interval_us = self->after_us - last_us;
  add (&self->intervals, interval_us);
  add (&self->works, self->after_us - self->before_us);
  if (self->is_drawn)
    add (&self->drawn, self->after_us - self->before_us);
  self->n_dropped += (guint) MAX ((interval_us + FRAME_US / 2) / FRAME_US - 1, 0);
  if (self->after_us - self->begun_us >= REPORT_US)
    report (self);
}

VigilFrameMeter *
vigil_frame_meter_new (GdkFrameClock *clock, VigilPace *pace)
{
  VigilFrameMeter *self = g_new0 (VigilFrameMeter, 1);
  self->pace = pace;
  self->clock = g_object_ref (clock);
  self->before_id = g_signal_connect (clock, "before-paint", G_CALLBACK (before_paint_cb), self);
  self->after_id = g_signal_connect (clock, "after-paint", G_CALLBACK (after_paint_cb), self);
  return self;
}

void
vigil_frame_meter_free (VigilFrameMeter *self)
{
  g_signal_handler_disconnect (self->clock, self->before_id);
  g_signal_handler_disconnect (self->clock, self->after_id);
  g_object_unref (self->clock);
  g_free (self);
}

void
vigil_frame_meter_note_drawn (VigilFrameMeter *self)
{
  self->is_drawn = TRUE;
}
