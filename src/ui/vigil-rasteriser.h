/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* One pixel column of a trace, anti-aliased by the exact distance of each pixel's centre to the
 * polyline: what cairo's stroke looks like at about a twentieth of its cost. Only the segments
 * within its reach of the column's centre matter, so columns can be drawn one by one as
 * the sweep advances. Pure; any thread. */

#include <glib.h>

G_BEGIN_DECLS

/* How far to either side of its centre a column looks, in pixels, for lines of @line_width: half of
 * it, half a pixel of soft edge, and half a column. */
static inline double
vigil_rasteriser_get_reach (double line_width)
{
  return line_width / 2 + 1;
}

/* A column of 0xffRRGGBB pixels, one every @stride. Lent. */
typedef struct {
  guint32 *pixels; /* the top one */
  int stride;
  int height; /* at most 4096; the rest is not drawn */
} VigilRasterColumn;

/* Draws the polyline of the points (@x0 + i × @dx, @y[i]) over what the column holds: x in pixels
 * from the column's centre, y in pixels from its top edge. NaN ends the line and starts a new one:
 * a gap stays a gap. @rgb is 0xRRGGBB. */
void vigil_rasteriser_draw (const VigilRasterColumn *column,
                            const float *y,
                            guint n,
                            float x0,
                            float dx,
                            float line_width,
                            guint32 rgb);

/* Every pixel of the column that the diagonal stripes of "nothing to see" pass, @x and @y being the
 * column's place on the wall, so that the stripes of neighbours join. */
void
vigil_rasteriser_hatch (const VigilRasterColumn *column, int x, int y, int period, guint32 rgb);

G_END_DECLS
