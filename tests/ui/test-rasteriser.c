/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-rasteriser.h"

#include <cairo.h>
#include <math.h>

#define WIDTH 320
#define HEIGHT 60 /* of a lane, logical px */
#define HEIGHT_MAX (3 * HEIGHT)
#define OVERSAMPLING 8
#define LINE_WIDTH 1.5f
#define PER_PX 5.29 /* 500 Hz at 94.5 px/s */

/* A lane as it is on a screen of @scale device pixels to a logical one: as much higher as it is
 * wider. All in device pixels. */
typedef struct {
  double per_px; /* samples */
  float line_width;
  int height;
} Lane;

static Lane
make_lane (double per_px, double scale)
{
  return (Lane){ per_px / scale, (float) (LINE_WIDTH * scale), (int) (HEIGHT * scale) };
}

/* A steep ECG from edge to edge of the lane, sampled as a bedside does. */
static float
trace_y (const Lane *lane, double index)
{
  double p = fmod ((index + 4000) / 500.0, 0.8) / 0.8;
  double v = 0.3 + 0.06 * exp (-pow ((p - 0.2) / 0.03, 2))
             - 0.1 * exp (-pow ((p - 0.345) / 0.008, 2)) + 0.65 * exp (-pow ((p - 0.36) / 0.009, 2))
             - 0.2 * exp (-pow ((p - 0.38) / 0.008, 2)) + 0.12 * exp (-pow ((p - 0.6) / 0.05, 2));
  return (float) ((1 - v) * lane->height * 0.9 + lane->height * 0.05);
}

static void
clear (guint32 *pixels, const Lane *lane)
{
  for (int i = 0; i < WIDTH * lane->height; i++)
    pixels[i] = 0xff000000u;
}

/* The trace in white on black, column by column as the sweep draws it. */
static void
draw_columns (guint32 *pixels, const Lane *lane, int first, int last)
{
  double per_px = lane->per_px;
  double reach = vigil_rasteriser_get_reach (lane->line_width) * per_px;
  for (int x = first; x <= last; x++) {
    float y[256];
    double centre = (x + 0.5) * per_px;
    gint64 start = (gint64) floor (centre - reach);
    guint n = (guint) ((gint64) ceil (centre + reach) - start + 1);
    g_assert_cmpuint (n, <=, G_N_ELEMENTS (y));
    for (guint i = 0; i < n; i++)
      y[i] = trace_y (lane, (double) (start + i));
    VigilRasterColumn column = { pixels + x, WIDTH, lane->height };
    vigil_rasteriser_draw (&column, y, n, (float) (((double) start - centre) / per_px),
                           (float) (1 / per_px), lane->line_width, 0xffffff);
  }
}

/* The same polyline stroked by cairo at eight times the size and averaged: shares of 0 to 1. */
static void
reference (double *shares, const Lane *lane, double line_width)
{
  const int s = OVERSAMPLING;
  cairo_surface_t *surface =
      cairo_image_surface_create (CAIRO_FORMAT_A8, WIDTH * s, lane->height * s);
  cairo_t *cr = cairo_create (surface);
  cairo_scale (cr, s, s);
  cairo_set_line_width (cr, line_width);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  for (int i = -20; i < (int) (WIDTH * lane->per_px) + 20; i++)
    cairo_line_to (cr, i / lane->per_px, (double) trace_y (lane, i));
  cairo_stroke (cr);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  const guchar *data = cairo_image_surface_get_data (surface);
  int stride = cairo_image_surface_get_stride (surface);
  for (int y = 0; y < lane->height; y++) {
    for (int x = 0; x < WIDTH; x++) {
      guint sum = 0;
      for (int j = 0; j < s; j++) {
        for (int i = 0; i < s; i++)
          sum += data[(y * s + j) * stride + x * s + i];
      }
      shares[y * WIDTH + x] = sum / 255.0 / (s * s);
    }
  }
  cairo_surface_destroy (surface);
}

static double
share_of (guint32 pixel)
{
  return (pixel & 255) / 255.0;
}

typedef struct {
  double rms, ink;
} Likeness;

/* @lane against a stroke of @true_width. */
static Likeness
compare (const Lane *lane, double true_width)
{
  g_autofree guint32 *pixels = g_new (guint32, WIDTH * HEIGHT_MAX);
  g_autofree double *shares = g_new (double, WIDTH *HEIGHT_MAX);
  double squares = 0, ours = 0, theirs = 0;
  guint n = 0;
  clear (pixels, lane);
  draw_columns (pixels, lane, 0, WIDTH - 1);
  reference (shares, lane, true_width);
  for (int i = 0; i < WIDTH * lane->height; i++) {
    double share = share_of (pixels[i]);
    ours += share;
    theirs += shares[i];
    if (share > 0 || shares[i] > 0) {
      squares += (share - shares[i]) * (share - shares[i]);
      n++;
    }
  }
  g_assert_cmpuint (n, >, WIDTH);
  return (Likeness){ sqrt (squares / n), ours / theirs };
}

/* 500 Hz at 25 and at 12.5 mm/s, on screens of every scale: a lane of twice the pixels is twice as
 * high as well, and its strokes as steep as ever. */
static void
test_a_trace_looks_like_a_supersampled_stroke (void)
{
  static const double SPEEDS[] = { PER_PX, 2 * PER_PX };
  static const double SCALES[] = { 1, 1.25, 1.5, 2, 3 };
  for (guint i = 0; i < G_N_ELEMENTS (SPEEDS); i++) {
    for (guint j = 0; j < G_N_ELEMENTS (SCALES); j++) {
      Lane lane = make_lane (SPEEDS[i], SCALES[j]);
      Likeness like = compare (&lane, (double) lane.line_width);
      g_test_message ("scale %g, %.2f samples per px, %.2f px wide, %d high: rms %.4f on inked "
                      "pixels, ink %.3f",
                      SCALES[j], lane.per_px, (double) lane.line_width, lane.height, like.rms,
                      like.ink);
      g_assert_cmpfloat (like.rms, <=, 0.07);
      g_assert_cmpfloat (like.ink, >, 0.94);
      g_assert_cmpfloat (like.ink, <, 1.06);
    }
  }
}

/* The measure itself: lines of other widths must not pass, on any screen. */
static void
test_another_width_is_told_from_the_reference (void)
{
  static const double SCALES[] = { 1, 2, 3 };
  for (guint i = 0; i < G_N_ELEMENTS (SCALES); i++) {
    Lane lane = make_lane (PER_PX, SCALES[i]);
    g_assert_cmpfloat (compare (&lane, (double) lane.line_width - 0.5).rms, >, 0.07);
    g_assert_cmpfloat (compare (&lane, (double) lane.line_width + 0.5).rms, >, 0.07);
  }
}

static void
test_columns_drawn_in_pieces_are_the_same (void)
{
  Lane lane = make_lane (PER_PX, 1);
  g_autofree guint32 *whole = g_new (guint32, WIDTH * HEIGHT);
  g_autofree guint32 *pieces = g_new (guint32, WIDTH * HEIGHT);
  clear (whole, &lane);
  clear (pieces, &lane);
  draw_columns (whole, &lane, 0, WIDTH - 1);
  for (int x = WIDTH - 1; x >= 0; x -= 7)
    draw_columns (pieces, &lane, MAX (x - 6, 0), x);
  g_assert_cmpmem (whole, WIDTH * HEIGHT * 4, pieces, WIDTH * HEIGHT * 4);
}

static guint
count_ink (const float *y, guint n, float x0, float dx)
{
  guint32 pixels[HEIGHT];
  VigilRasterColumn column = { pixels, 1, HEIGHT };
  guint ink = 0;
  for (guint i = 0; i < HEIGHT; i++)
    pixels[i] = 0xff000000u;
  vigil_rasteriser_draw (&column, y, n, x0, dx, LINE_WIDTH, 0xffffff);
  for (guint i = 0; i < HEIGHT; i++)
    ink += pixels[i] != 0xff000000u;
  return ink;
}

static void
test_a_gap_is_never_bridged (void)
{
  const float with_gap[] = { 10, NAN, 50 };
  const float without[] = { 10, 30, 50 };
  const float nothing[] = { NAN, NAN, NAN };
  g_assert_cmpuint (count_ink (without, 3, -1, 1), >, 10);
  g_assert_cmpuint (count_ink (with_gap, 3, -1, 1), ==, 0);
  g_assert_cmpuint (count_ink (nothing, 3, -1, 1), ==, 0);
}

static void
test_wild_values_stay_inside_the_lane (void)
{
  const float wild[] = { -1e9f, 1e9f, INFINITY, -INFINITY, 3e38f, 20 };
  guint32 pixels[HEIGHT + 2];
  VigilRasterColumn column = { pixels + 1, 1, HEIGHT };
  for (guint i = 0; i < G_N_ELEMENTS (pixels); i++)
    pixels[i] = 0xff123456u;
  vigil_rasteriser_draw (&column, wild, G_N_ELEMENTS (wild), -1.5f, 0.6f, LINE_WIDTH, 0xffffff);
  g_assert_cmphex (pixels[0], ==, 0xff123456u);
  g_assert_cmphex (pixels[HEIGHT + 1], ==, 0xff123456u);
}

static void
test_hatch_joins_its_neighbours (void)
{
  guint32 left[HEIGHT], right[HEIGHT];
  for (guint i = 0; i < HEIGHT; i++)
    left[i] = right[i] = 0xff000000u;
  vigil_rasteriser_hatch (&(VigilRasterColumn){ left, 1, HEIGHT }, 15, 100, 12, 0x808080);
  vigil_rasteriser_hatch (&(VigilRasterColumn){ right, 1, HEIGHT }, 16, 100, 12, 0x808080);
  guint ink = 0;
  for (guint i = 0; i + 1 < HEIGHT; i++) {
    g_assert_cmphex (left[i + 1], ==, right[i]);
    ink += left[i] != 0xff000000u;
  }
  g_assert_cmpuint (ink, >, HEIGHT / 6);
  g_assert_cmpuint (ink, <, HEIGHT / 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rasteriser/a-trace-looks-like-a-supersampled-stroke",
                   test_a_trace_looks_like_a_supersampled_stroke);
  g_test_add_func ("/rasteriser/another-width-is-told-from-the-reference",
                   test_another_width_is_told_from_the_reference);
  g_test_add_func ("/rasteriser/columns-drawn-in-pieces-are-the-same",
                   test_columns_drawn_in_pieces_are_the_same);
  g_test_add_func ("/rasteriser/a-gap-is-never-bridged", test_a_gap_is_never_bridged);
  g_test_add_func ("/rasteriser/wild-values-stay-inside-the-lane",
                   test_wild_values_stay_inside_the_lane);
  g_test_add_func ("/rasteriser/hatch-joins-its-neighbours", test_hatch_joins_its_neighbours);
  return g_test_run ();
}
