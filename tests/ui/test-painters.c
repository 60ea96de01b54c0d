/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The painter of the wall and the naive ones it is measured against draw the same picture: each is
 * held to the same supersampled stroke of the same lane. */
#include "naive-painter.h"

#include <math.h>

#include "wall-fixture.h"

#define WIDTH 450
#define HEIGHT 60
#define BAR 18
#define OVERSAMPLING 8
#define PX_PER_MM 3.6
#define PX_PER_S (25 * PX_PER_MM)
#define NOW_US (G_GINT64_CONSTANT (1010) * G_USEC_PER_SEC)
#define COLOUR 0xffffff
#define RMS_MAX 0.07 /* on inked pixels, for every painter */

typedef struct {
  WallFixture *ward;
  const VigilBed *bed;
  VigilLane lane;
  gint64 cursor;
} Scene;

static void
scene_init (Scene *self, guint lane)
{
  self->ward = wall_fixture_new (2, 3);
  wall_fixture_go_to (self->ward, NOW_US);
  self->bed = &self->ward->beds[1];
  self->cursor = (gint64) floor ((double) (NOW_US + 100000) / G_USEC_PER_SEC * PX_PER_S);
  vigil_lane_init (&self->lane, HEIGHT, PX_PER_MM, PX_PER_S, 1.5);
  vigil_lane_choose (&self->lane, self->bed, lane, 3);
  vigil_lane_judge (&self->lane, self->bed, self->cursor);
}

static void
scene_clear (Scene *self)
{
  wall_fixture_free (self->ward);
}

static cairo_surface_t *
black (int scale)
{
  cairo_surface_t *surface =
      cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH * scale, HEIGHT * scale);
  cairo_t *cr = cairo_create (surface);
  cairo_set_source_rgb (cr, 0, 0, 0);
  cairo_paint (cr);
  cairo_destroy (cr);
  return surface;
}

static cairo_surface_t *
draw_naive (Scene *self, NaiveKind kind, int scale, cairo_line_join_t join)
{
  cairo_surface_t *surface = black (scale);
  cairo_t *cr = cairo_create (surface);
  cairo_scale (cr, scale, scale);
  cairo_set_line_join (cr, join);
  naive_painter_draw (cr, kind, &self->lane, self->bed, self->cursor, WIDTH, BAR, COLOUR);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

/* A round pen, eight times as fine. */
static cairo_surface_t *
draw_reference (Scene *self)
{
  return draw_naive (self, NAIVE_EVERY_SAMPLE, OVERSAMPLING, CAIRO_LINE_JOIN_ROUND);
}

static cairo_surface_t *
draw_ours (Scene *self)
{
  cairo_surface_t *surface = black (1);
  guint32 *pixels = (guint32 *) (gpointer) cairo_image_surface_get_data (surface);
  int stride = cairo_image_surface_get_stride (surface) / 4;
  /* The naive ones keep the baseline that the lane was judged by. */
  double baseline = self->lane.baseline;
  for (gint64 column = self->cursor - WIDTH + BAR + 1; column <= self->cursor; column++) {
    VigilRasterColumn place = { pixels + column % WIDTH, stride, HEIGHT };
    self->lane.baseline = baseline;
    vigil_lane_draw (&self->lane, self->bed, column, &place, COLOUR);
  }
  cairo_surface_mark_dirty (surface);
  return surface;
}

static double
value_at (cairo_surface_t *surface, int x, int y, int scale)
{
  const guint32 *data = (const guint32 *) (gpointer) cairo_image_surface_get_data (surface);
  int stride = cairo_image_surface_get_stride (surface) / 4;
  double sum = 0;
  for (int j = 0; j < scale; j++) {
    for (int i = 0; i < scale; i++)
      sum += data[(y * scale + j) * stride + x * scale + i] & 255;
  }
  return sum / 255 / (scale * scale);
}

typedef struct {
  double rms, ink;
} Likeness;

/* The reference is a stroke, too, so its ends at wrap and bar are not compared. */
static gboolean
is_compared (const Scene *self, int x)
{
  int ahead = (int) ((x - self->cursor % WIDTH + WIDTH) % WIDTH);
  return x > 2 && x < WIDTH - 3 && ahead > BAR + 3 && ahead < WIDTH - 3;
}

static Likeness
compare (const Scene *self, cairo_surface_t *picture, cairo_surface_t *reference)
{
  double squares = 0, ours = 0, theirs = 0;
  guint n = 0;
  for (int x = 0; x < WIDTH; x++) {
    for (int y = 0; y < HEIGHT && is_compared (self, x); y++) {
      double a = value_at (picture, x, y, 1);
      double b = value_at (reference, x, y, OVERSAMPLING);
      ours += a;
      theirs += b;
      if (a > 0 || b > 0) {
        squares += (a - b) * (a - b);
        n++;
      }
    }
  }
  g_assert_cmpuint (n, >, WIDTH);
  return (Likeness){ sqrt (squares / n), ours / theirs };
}

static void
check (const Scene *self, const char *name, cairo_surface_t *picture, cairo_surface_t *reference)
{
  Likeness like = compare (self, picture, reference);
  g_test_message ("%s: rms %.3f, ink %.3f", name, like.rms, like.ink);
  g_assert_cmpfloat (like.rms, <=, RMS_MAX);
  g_assert_cmpfloat (like.ink, >, 0.95);
  g_assert_cmpfloat (like.ink, <, 1.05);
  cairo_surface_destroy (picture);
}

static void
check_naive (Scene *self, const char *name, NaiveKind kind, cairo_surface_t *reference)
{
  check (self, name, draw_naive (self, kind, 1, naive_painter_get_join (kind)), reference);
}

static void
test_all_painters_draw_the_same_waves (void)
{
  for (guint lane = 0; lane < 3; lane++) {
    Scene scene;
    scene_init (&scene, lane);
    cairo_surface_t *reference = draw_reference (&scene);
    check (&scene, "wall", draw_ours (&scene), reference);
    check_naive (&scene, "naive", NAIVE_EVERY_SAMPLE, reference);
    check_naive (&scene, "reduced", NAIVE_TWO_POINTS, reference);
    cairo_surface_destroy (reference);
    scene_clear (&scene);
  }
}

static void
test_a_picture_of_another_moment_is_told (void)
{
  Scene scene;
  scene_init (&scene, 0);
  cairo_surface_t *reference = draw_reference (&scene);
  scene.ward->beds[1].shift_us += 40000;
  cairo_surface_t *late = draw_ours (&scene);
  g_assert_cmpfloat (compare (&scene, late, reference).rms, >, 0.15);
  cairo_surface_destroy (late);
  cairo_surface_destroy (reference);
  scene_clear (&scene);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/painters/all-painters-draw-the-same-waves",
                   test_all_painters_draw_the_same_waves);
  g_test_add_func ("/painters/a-picture-of-another-moment-is-told",
                   test_a_picture_of_another_moment_is_told);
  return g_test_run ();
}
