/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "naive-painter.h"

#include <math.h>

#define LINE_WIDTH 1.5

/* The line being drawn: it breaks at gaps and where the sweep wraps. */
typedef struct {
  cairo_t *cr;
  gboolean is_down;
} Pen;

static void
pen_to (Pen *pen, double x, double y)
{
  if (isnan (y)) {
    pen->is_down = FALSE;
    return;
  }
  if (pen->is_down)
    cairo_line_to (pen->cr, x, y);
  else
    cairo_move_to (pen->cr, x, y);
  pen->is_down = TRUE;
}

/* Sample index per sweep column and of column 0. */
typedef struct {
  double per_column, at_zero;
} Grid;

static Grid
grid_of (const VigilLane *lane, const VigilBed *bed)
{
  const VigilTrace *trace = &lane->lead->trace;
  double device_us = -(double) bed->shift_us - (double) trace->epoch_us;
  return (Grid){ trace->rate_hz / lane->px_per_s, device_us * trace->rate_hz / 1e6 };
}

static void
draw_every_sample (Pen *pen, const VigilLane *lane, Grid grid, gint64 first, gint64 last, int width)
{
  const VigilTrace *trace = &lane->lead->trace;
  gint64 from = (gint64) ceil (grid.at_zero + (double) first * grid.per_column);
  gint64 to = MIN ((gint64) (grid.at_zero + (double) (last + 1) * grid.per_column), trace->newest);
  gint64 turn = -1;
  for (gint64 i = from; i <= to; i++) {
    double column = ((double) i - grid.at_zero) / grid.per_column;
    gint64 now = (gint64) (column / width);
    if (now != turn)
      pen->is_down = FALSE;
    turn = now;
    pen_to (pen, column - (double) now * width,
            vigil_lane_get_y (lane, vigil_trace_get (trace, i)));
  }
}

static void
draw_column_ends (Pen *pen, const VigilLane *lane, Grid grid, gint64 column, double x)
{
  const VigilTrace *trace = &lane->lead->trace;
  gint64 from = (gint64) ceil (grid.at_zero + (double) column * grid.per_column);
  gint64 to = (gint64) ceil (grid.at_zero + (double) (column + 1) * grid.per_column);
  double lo = NAN, hi = NAN;
  gint64 lo_at = from, hi_at = from;
  for (gint64 i = from; i < to; i++) {
    double value = (double) vigil_trace_get (trace, i);
    if (!(value >= lo))
      lo = value, lo_at = i;
    if (!(value <= hi))
      hi = value, hi_at = i;
  }
  double lo_x = x + ((double) lo_at - grid.at_zero) / grid.per_column - (double) column;
  double hi_x = x + ((double) hi_at - grid.at_zero) / grid.per_column - (double) column;
  if (from >= to)
    return; /* fewer samples than columns: the line goes on */
  pen_to (pen, lo_at <= hi_at ? lo_x : hi_x, vigil_lane_get_y (lane, lo_at <= hi_at ? lo : hi));
  pen_to (pen, lo_at <= hi_at ? hi_x : lo_x, vigil_lane_get_y (lane, lo_at <= hi_at ? hi : lo));
}

static void
draw_two_points (Pen *pen, const VigilLane *lane, Grid grid, gint64 first, gint64 last, int width)
{
  for (gint64 column = first; column <= last; column++) {
    if (column % width == 0)
      pen->is_down = FALSE;
    draw_column_ends (pen, lane, grid, column, (double) (column % width));
  }
}

cairo_line_join_t
naive_painter_get_join (NaiveKind kind)
{
  return kind == NAIVE_TWO_POINTS ? CAIRO_LINE_JOIN_ROUND : CAIRO_LINE_JOIN_BEVEL;
}

void
naive_painter_draw (cairo_t *cr,
                    NaiveKind kind,
                    const VigilLane *lane,
                    const VigilBed *bed,
                    gint64 cursor,
                    int width,
                    int bar,
                    VigilColour colour)
{
  Pen pen = { cr, FALSE };
  if (!lane->lead || !lane->has_range)
    return;
  Grid grid = grid_of (lane, bed);
  gint64 first = cursor - width + bar + 1;
  gint64 last = MIN (cursor, vigil_lane_get_end (lane, bed));
  if (kind == NAIVE_EVERY_SAMPLE)
    draw_every_sample (&pen, lane, grid, first, last, width);
  else
    draw_two_points (&pen, lane, grid, first, last, width);
  vigil_colour_set_source (cr, colour);
  cairo_set_line_width (cr, LINE_WIDTH);
  cairo_stroke (cr);
}
