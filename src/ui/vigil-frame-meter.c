/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-frame-meter.h"

#include "vigil-frame-tally.h"

struct _VigilFrameMeter {
  GdkFrameClock *clock;
  VigilPace *pace;
  gulong before_id, after_id;
  VigilFrameTally tally;
};

static void
judge (VigilFrameMeter *self, const VigilFrameReport *report)
{
  VigilPaceWindow window = { report->n_drawn, report->drawn_p95_ms };
  const char *was = vigil_pace_get_name (self->pace->level);
  if (vigil_pace_judge (self->pace, &window))
    g_debug ("work of a frame %.2f ms at p95: the pace of the wall was %s, is %s",
             window.work_p95_ms, was, vigil_pace_get_name (self->pace->level));
}

static void
say (const VigilFrameReport *report, VigilPaceLevel level)
{
  g_debug ("frames %u in %.2f s, interval p50 %.2f p99 %.2f ms, work p50 %.2f p99 %.2f ms, "
           "dropped %u, drawn %u work p95 %.2f ms, pace %s",
           report->n_frames, report->seconds, report->interval_p50_ms, report->interval_p99_ms,
           report->work_p50_ms, report->work_p99_ms, report->n_dropped, report->n_drawn,
           report->drawn_p95_ms, vigil_pace_get_name (level));
}

static void
before_paint_cb (GdkFrameClock *clock, gpointer data)
{
  VigilFrameMeter *self = data;
  vigil_frame_tally_begin (&self->tally, g_get_monotonic_time ());
}

static void
after_paint_cb (GdkFrameClock *clock, gpointer data)
{
  VigilFrameMeter *self = data;
  VigilFrameReport report;
  if (!vigil_frame_tally_end (&self->tally, g_get_monotonic_time (), &report))
    return;
  say (&report, self->pace->level);
  judge (self, &report);
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
  vigil_frame_tally_note_drawn (&self->tally);
}
