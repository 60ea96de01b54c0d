/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-beat-marks.h"

/* To be seen at arm's length and not to be taken for a wave at four metres. */
#define WIDTH_MM 1.6
#define LANE_SHARE 0.11
#define SPIKE_SHARE 0.3 /* of the lane */

gboolean
vigil_beat_marks_peek (VigilBeatMarks *marks, const VigilBeats *beats, gint64 *place)
{
  if (marks->serial != beats->serial)
    *marks = (VigilBeatMarks){ .serial = beats->serial };
  marks->next = MAX (marks->next, vigil_beats_get_oldest (beats));
  if (marks->next >= beats->n)
    return FALSE;
  *place = vigil_beats_get_place (beats, marks->next);
  return TRUE;
}

double
vigil_beat_marks_get_device_us (const VigilTrace *trace, gint64 place)
{
  return (double) trace->epoch_us + (double) place / trace->rate_hz * G_USEC_PER_SEC;
}

int
vigil_beat_marks_get_reach (double px_per_mm, int lane_height)
{
  return MAX ((int) MIN (WIDTH_MM * px_per_mm / 2, lane_height * LANE_SHARE / 2), 1);
}

int
vigil_beat_marks_get_rows (int reach, int offset)
{
  return (reach + 1 - ABS (offset)) * 3 / 2;
}

void
vigil_beat_marks_draw (VigilStrips *strips, int x, int y, int offset, int reach, VigilColour colour)
{
  int rows = vigil_beat_marks_get_rows (reach, offset);
  VigilRasterColumn column = vigil_strips_touch (strips, x, y, rows);
  for (int row = 0; row < rows; row++)
    column.pixels[(gsize) row * (gsize) column.stride] = 0xff000000u | colour;
}

gboolean
vigil_pace_marks_peek (VigilPaceMarks *marks, const VigilTrace *trace, gint64 *place)
{
  gint64 oldest = MAX (trace->newest - (gint64) trace->capacity + 1, 0);
  if (marks->samples != trace->samples || marks->generation != trace->generation
      || marks->next > trace->newest + 1)
    *marks = (VigilPaceMarks){ trace->samples, trace->generation, oldest };
  for (marks->next = MAX (marks->next, oldest); marks->next <= trace->newest; marks->next++) {
    if (vigil_trace_get (trace, marks->next) >= 0.5f) {
      *place = marks->next;
      return TRUE;
    }
  }
  return FALSE;
}

void
vigil_pace_marks_draw (VigilStrips *strips, int x, int y, int height, VigilColour colour)
{
  int rows = MAX ((int) (height * SPIKE_SHARE), 3);
  VigilRasterColumn column = vigil_strips_touch (strips, x, y + height - rows, rows);
  for (int row = 0; row < rows; row++)
    column.pixels[(gsize) row * (gsize) column.stride] = 0xff000000u | colour;
}
