/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the wall is measured against: a wave as a drawing area draws it that strokes the whole sweep
 * with cairo in every frame, with every sample or with two points per pixel column. */

#include <cairo.h>

#include "vigil-lane.h"

typedef enum {
  NAIVE_EVERY_SAMPLE,
  NAIVE_TWO_POINTS, /* least and greatest sample of each pixel column */
} NaiveKind;

/* The cheapest line join with which a kind passes the picture test: strokes between the two points
 * of a column turn so sharply that bevels are seen. */
cairo_line_join_t naive_painter_get_join (NaiveKind kind);

/* The sweep of @lane of @bed up to @cursor, @width columns wide with a bar of @bar, from the
 * context's origin, with its line join. The lane has been chosen and judged. */
void naive_painter_draw (cairo_t *cr,
                         NaiveKind kind,
                         const VigilLane *lane,
                         const VigilBed *bed,
                         gint64 cursor,
                         int width,
                         int bar,
                         VigilColour colour);
