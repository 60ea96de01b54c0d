/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-rasteriser.h"

#include <math.h>

#define MAX_HEIGHT 4096
#define FAR_AWAY 64.0f
/* px, up and down: samples that lie so near a straight line are drawn as that line. */
#define TOLERANCE 0.04f

/* The rows of a column that ink may reach, and the square of the least distance found so far. */
typedef struct {
  int first, last; /* inclusive; first > last: none */
  int height;
  float reach;
  const VigilRasterColumn *column;
  float distance2[MAX_HEIGHT];
} Field;

static void
clear_rows (Field *field, int first, int last)
{
  for (int row = first; row <= last; row++) {
    field->distance2[row] = FAR_AWAY;
    /* Each row of the column is another cache line: it comes while the distances are found. */
    __builtin_prefetch (field->column->pixels + (gsize) row * (gsize) field->column->stride, 1);
  }
}

static void
cover_rows (Field *field, int first, int last)
{
  if (field->first > field->last) {
    clear_rows (field, first, last);
    field->first = first;
    field->last = last;
    return;
  }
  if (first < field->first) {
    clear_rows (field, first, field->first - 1);
    field->first = first;
  }
  if (last > field->last) {
    clear_rows (field, field->last + 1, last);
    field->last = last;
  }
}

/* fminf() and fmaxf() are calls, for the sake of what is no number: there is none here. */
static void
add_segment (Field *field, float x0, float y0, float dx, float dy)
{
  float top = (dy < 0 ? y0 + dy : y0) - field->reach;
  float bottom = (dy < 0 ? y0 : y0 + dy) + field->reach;
  float lowest = (float) (field->height - 1);
  if (!(bottom > 0 && top < lowest + 1))
    return;
  int first = top > 0 ? (int) top : 0;
  int last = bottom < lowest ? (int) bottom : field->height - 1;
  float scale = 1 / (dx * dx + dy * dy);
  cover_rows (field, first, last);
  for (int row = first; row <= last; row++) {
    float py = (float) row + 0.5f - y0;
    float t = (py * dy - x0 * dx) * scale;
    t = t < 0 ? 0 : t > 1 ? 1 : t;
    float ex = x0 + t * dx;
    float ey = py - t * dy;
    float distance2 = ex * ex + ey * ey;
    if (distance2 < field->distance2[row])
      field->distance2[row] = distance2;
  }
}

static inline guint32
blend_channel (guint32 under, guint32 over, guint32 share)
{
  return (under * (256 - share) + over * share) >> 8;
}

static inline guint32
blend (guint32 under, guint32 over, guint32 share)
{
  return 0xff000000u | blend_channel (under >> 16 & 255, over >> 16 & 255, share) << 16
         | blend_channel (under >> 8 & 255, over >> 8 & 255, share) << 8
         | blend_channel (under & 255, over & 255, share);
}

static void
ink (const Field *field, const VigilRasterColumn *column, float half_width, guint32 rgb)
{
  /* Beyond half the width and half a pixel there is no ink; one square root is saved by asking
   * first. */
  float edge = half_width + 0.5f;
  for (int row = field->first; row <= field->last; row++) {
    if (field->distance2[row] >= edge * edge)
      continue;
    float coverage = edge - sqrtf (field->distance2[row]);
    coverage = coverage < 1 ? coverage : 1;
    guint32 *pixel = column->pixels + (gsize) row * (gsize) column->stride;
    *pixel = blend (*pixel, rgb, (guint32) (coverage * 256 + 0.5f));
  }
}

/* The sample up to which those from @first on, which is followed by one, are nearly a straight
 * line: each lets the line pass between two slopes. What is no number ends it. */
static guint
find_end (const float *y, guint n, guint first)
{
  float least = y[first + 1] - y[first] - TOLERANCE;
  float most = least + 2 * TOLERANCE;
  guint end = first + 1;
  for (; end + 1 < n; end++) {
    float share = 1.0f / (float) (end + 1 - first);
    float slope = (y[end + 1] - y[first]) * share;
    if (!(slope >= least && slope <= most))
      break;
    float margin = TOLERANCE * share;
    least = slope - margin > least ? slope - margin : least;
    most = slope + margin < most ? slope + margin : most;
  }
  return end;
}

void
vigil_rasteriser_draw (const VigilRasterColumn *column,
                       const float *y,
                       guint n,
                       float x0,
                       float dx,
                       float line_width,
                       guint32 rgb)
{
  Field field;
  field.column = column;
  field.first = 1;
  field.last = 0;
  field.height = MIN (column->height, MAX_HEIGHT);
  field.reach = line_width / 2 + 1;
  for (guint i = 0, end; i + 1 < n; i = end) {
    end = i + 1;
    if (isnan (y[i]) || isnan (y[end]))
      continue;
    end = find_end (y, n, i);
    add_segment (&field, x0 + (float) i * dx, y[i], (float) (end - i) * dx, y[end] - y[i]);
  }
  ink (&field, column, line_width / 2, rgb);
}

void
vigil_rasteriser_hatch (const VigilRasterColumn *column, int x, int y, int period, guint32 rgb)
{
  int width = MAX (period / 4, 1);
  for (int row = 0; row < column->height; row++) {
    if ((x + y + row) % period < width)
      column->pixels[(gsize) row * (gsize) column->stride] = 0xff000000u | rgb;
  }
}
