/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Frames counted over five seconds: how evenly they came, how long each took, which were missing.
 * An interval is from the end of one frame to the end of the next; work is from the beginning of a
 * frame to its end; dropped are the frames of 60 per second that did not come. Quantiles are
 * rounded up to 0.05 ms, what is longer than 100 ms counts as that. Knows no clock. Zeroed it is
 * empty. Plain value, pure; any thread. */

#include <glib.h>

G_BEGIN_DECLS

#define VIGIL_FRAME_BINS 2000

typedef struct {
  guint n;
  guint bins[VIGIL_FRAME_BINS]; /* the last one holds all that is longer */
} VigilFrameHistogram;

typedef struct {
  gint64 begun_us; /* of the report; 0: with the end of the next frame */
  gint64 before_us, after_us;
  guint n_dropped;
  gboolean is_drawn; /* the frame in hand */
  VigilFrameHistogram intervals, works, drawn;
} VigilFrameTally;

typedef struct {
  double seconds;
  guint n_frames, n_dropped;
  double interval_p50_ms, interval_p99_ms, work_p50_ms, work_p99_ms;
  guint n_drawn; /* frames for which _note_drawn() was called */
  double drawn_p95_ms; /* work of these; 0: there was none */
} VigilFrameReport;

/* A frame begins. */
void vigil_frame_tally_begin (VigilFrameTally *self, gint64 now_us);
/* The frame in hand draws something. */
void vigil_frame_tally_note_drawn (VigilFrameTally *self);
/* It ends. TRUE: five seconds are over, @report is of them, and the next five have begun. */
gboolean vigil_frame_tally_end (VigilFrameTally *self, gint64 now_us, VigilFrameReport *report);

G_END_DECLS
