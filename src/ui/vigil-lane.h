/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* One lane of one tile: which lead it shows, at what scale, and how a column of it is drawn. ECG
 * keeps true millimetres per millivolt, pressures a labelled range, the rest their own range. Plain
 * value, no allocation. Main thread. */

#include "vigil-bed.h"
#include "vigil-palette.h"
#include "vigil-rasteriser.h"

G_BEGIN_DECLS

typedef struct {
  /* Given: */
  int height; /* device pixels */
  double px_per_mm; /* device pixels */
  double px_per_s; /* device pixels */
  const char *wanted; /* refid of the lead to show, lent; NULL or "" = the usual one */
  double line_width; /* device pixels */
  int head; /* device pixels at the top of an ECG's lane that are kept for marks of beats */
  /* Kept: */
  const VigilLead *lead; /* lent by the bed; NULL = no wave for this lane */
  const float *ahead; /* behind the samples that were drawn last, if they are still there */
  gboolean is_substitute; /* the bed does not send what is wanted: this is the usual one */
  guint generation; /* of the trace that was drawn last */
  guint epoch; /* of the bed's clock */
  gint64 next; /* the next column to draw */
  gint64 lag_us; /* of the column in hand: its own shift less the bed's */
  gint64 off_from; /* the column from which the lead is off; G_MAXINT64 = on */
  gint64 judged; /* the column at which the scale was last looked at */
  gboolean has_range;
  gboolean is_young; /* ECG: the range is that of less than a beat */
  double lo, hi; /* shown at the lane's foot and top; for ECG about the baseline */
  double widest; /* span seen so far: a flat line is not blown up into noise */
  double baseline;
  double above_mv, below_mv; /* ECG: how far it goes from its baseline */
  double gain_mm; /* ECG: mm per mV; else 0 */
  double zero; /* ECG: device pixels from the lane's top to its baseline */
  guint serial; /* changes with lead and scale */
} VigilLane;

void
vigil_lane_init (VigilLane *lane, int height, double px_per_mm, double px_per_s, double line_width);
/* The lead for lane @index of @n_lanes of @bed; starts anew if it is another one than before. */
void vigil_lane_choose (VigilLane *lane, const VigilBed *bed, guint index, guint n_lanes);

/* The last column that can be drawn without looking past the newest sample; G_MININT64 = none. */
gint64 vigil_lane_get_end (const VigilLane *lane, const VigilBed *bed);
/* Looks at the last seconds before @column, at most once per second of sweep, and sets the scale.
 */
void vigil_lane_judge (VigilLane *lane, const VigilBed *bed, gint64 column);
/* Lets the processor fetch the samples of the next column while something else is drawn: most of
 * the time of a column was waiting for them. */
void vigil_lane_foresee (const VigilLane *lane);
/* Draws what the lead did in @column. FALSE if it has no sample there. */
gboolean vigil_lane_draw (VigilLane *lane,
                          const VigilBed *bed,
                          gint64 column,
                          const VigilRasterColumn *pixels,
                          VigilColour colour);
/* Row of @value from the lane's top. */
double vigil_lane_get_y (const VigilLane *lane, double value);

G_END_DECLS
