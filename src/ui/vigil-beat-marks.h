/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Marks of beats at the top of an ECG's lane: a small triangle that points at the R wave, so that
 * what the station takes for a beat can be seen (standards.md §2 has no figure for it). They are
 * set when their beat becomes known, which is often after its wave was drawn. Opaque, so that one
 * may be set twice. Plain value. Main thread. */

#include "vigil-bed.h"
#include "vigil-palette.h"
#include "vigil-strips.h"

G_BEGIN_DECLS

typedef struct {
  guint serial; /* of the beats that were marked */
  guint64 next; /* the first beat without a mark */
} VigilBeatMarks;

/* The next beat that is to be marked. FALSE: none. @place: where it is in the trace. */
gboolean vigil_beat_marks_peek (VigilBeatMarks *marks, const VigilBeats *beats, gint64 *place);
/* Where a sample of @trace is in device time, µs. */
double vigil_beat_marks_get_device_us (const VigilTrace *trace, gint64 place);
/* How far a mark reaches to either side; all in device pixels. Smaller in a low lane, so that it
 * stays above the wave. */
int vigil_beat_marks_get_reach (double px_per_mm, int lane_height);
/* Draws the part of a mark that is @offset columns right of its middle, |@offset| up to @reach,
 * into column @x at @y. */
void vigil_beat_marks_draw (
    VigilStrips *strips, int x, int y, int offset, int reach, VigilColour colour);

G_END_DECLS
