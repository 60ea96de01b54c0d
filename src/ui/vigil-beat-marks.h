/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Marks on the lane of an ECG. At its top a small triangle that points at the R wave, so that what
 * the station takes for a beat can be seen; at its foot a line where the bedside says that a pacer
 * spiked: the station itself looks for none. (standards.md §2 has no figure for either.) Both are
 * set when they become known, which is often after their wave was drawn. Opaque, so that one may be
 * set twice. Plain value. Main thread. */

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
/* How far down from its top a mark goes that reaches @reach, @offset columns from its middle. */
int vigil_beat_marks_get_rows (int reach, int offset);
/* Draws the part of a mark that is @offset columns right of its middle, |@offset| up to @reach,
 * into column @x at @y. */
void vigil_beat_marks_draw (
    VigilStrips *strips, int x, int y, int offset, int reach, VigilColour colour);

/* How far the tracing of a pacer's lead has come. */
typedef struct {
  const float *samples; /* of its trace, to know it by; never read through */
  guint generation;
  gint64 next; /* the first sample not yet looked at */
} VigilPaceMarks;

/* The next spike in @trace, which is that of a lead of VIGIL_WAVE_PACE; step over it with next++.
 * FALSE: none has come. */
gboolean vigil_pace_marks_peek (VigilPaceMarks *marks, const VigilTrace *trace, gint64 *place);
/* Draws a spike at the foot of the lane of @height whose top is at @y, device pixels. */
void vigil_pace_marks_draw (VigilStrips *strips, int x, int y, int height, VigilColour colour);

G_END_DECLS
