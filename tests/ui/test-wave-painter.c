/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-wave-painter.h"

#include <math.h>
#include <string.h>

#include "vigil-playout.h"
#include "wall-fixture.h"

#define START_US (G_GINT64_CONSTANT (1010) * G_USEC_PER_SEC)
#define BAR_STEP 16 /* by which the bar's front goes on */
#define BED 1 /* has a pleth */
#define MARK_ROWS 5 /* of a lane, that marks of beats may be in */

/* A painter over a fixture, and the picture of its strips as pixels. */
typedef struct {
  WallFixture *ward;
  VigilWallSource source;
  VigilPalette palette;
  VigilLayout layout;
  VigilWavePainter *painter;
  int scale;
} Bench;

static void
bench_init_ward (Bench *self, guint n_beds, int width, int height, int scale)
{
  VigilLayoutRequest request = {
    .n_beds = n_beds, .width = width, .height = height, .px_per_mm = 3.6, .n_lanes = 2
  };
  self->ward = wall_fixture_new (n_beds, 2);
  self->scale = scale;
  wall_fixture_go_to (self->ward, START_US);
  wall_fixture_get_source (self->ward, &self->source);
  vigil_palette_init (&self->palette);
  vigil_layout_compute (&self->layout, &request);
  self->painter = vigil_wave_painter_new (&self->source, &self->layout, &self->palette, scale,
                                          VIGIL_NODES_CAIRO);
}

static void
bench_init_size (Bench *self, int width, int height, int scale)
{
  bench_init_ward (self, 4, width, height, scale);
}

/* With three grid columns. */
static void
bench_init_three (Bench *self)
{
  bench_init_ward (self, 12, 924, 480, 1);
  g_assert_cmpuint (self->layout.n_columns, ==, 3);
}

static void
bench_init (Bench *self)
{
  bench_init_size (self, 924, 480, 1);
}

static void
bench_clear (Bench *self)
{
  vigil_wave_painter_free (self->painter);
  wall_fixture_free (self->ward);
}

/* Time goes on with data, in steps of a frame. */
static void
run (Bench *self, gint64 for_us)
{
  for (gint64 left = for_us; left > 0; left -= 16667) {
    wall_fixture_go_to (self->ward, self->ward->now.mono_us + MIN (left, 16667));
    vigil_wave_painter_advance (self->painter, self->ward->now.mono_us, VIGIL_PACE_ALL);
  }
}

/* Time goes on without. */
static void
run_dry (Bench *self, gint64 for_us)
{
  self->ward->is_held[BED] = TRUE;
  run (self, for_us);
}

static GskRenderNode *
make_node (Bench *self)
{
  GskRenderNode *node = gsk_cairo_node_new (&GRAPHENE_RECT_INIT (0, 0, 924, 480));
  cairo_t *cr = gsk_cairo_node_get_draw_context (node);
  vigil_wave_painter_record (self->painter, cr);
  cairo_destroy (cr);
  return node;
}

static cairo_surface_t *
render (Bench *self)
{
  g_autoptr (GskRenderNode) node = make_node (self);
  cairo_surface_t *surface =
      cairo_image_surface_create (CAIRO_FORMAT_RGB24, 924 * self->scale, 480 * self->scale);
  cairo_t *cr = cairo_create (surface);
  cairo_scale (cr, self->scale, self->scale);
  gsk_render_node_draw (node, cr);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

static guint32
pixel_at (cairo_surface_t *surface, int x, int y)
{
  const guint32 *data = (const guint32 *) (gpointer) cairo_image_surface_get_data (surface);
  return data[y * cairo_image_surface_get_stride (surface) / 4 + x] & 0xffffff;
}

/* TRUE if any pixel of device column @x of the sweep is inked in that lane. */
static gboolean
has_ink (Bench *self, cairo_surface_t *surface, guint bed, guint lane, int x)
{
  const GdkRectangle *area = &self->layout.tiles[bed].lanes[lane];
  VigilColour ground = vigil_palette_get (&self->palette, VIGIL_COLOUR_WALL);
  for (int y = area->y * self->scale; y < (area->y + area->height) * self->scale; y++) {
    if (pixel_at (surface, area->x * self->scale + x, y) != ground)
      return TRUE;
  }
  return FALSE;
}

static int
sweep_width (Bench *self)
{
  return self->layout.tiles[0].waves.width * self->scale;
}

static int
cursor_x (Bench *self)
{
  return (int) (vigil_wave_painter_get_cursor (self->painter, BED) % sweep_width (self));
}

static guint
count_inked (Bench *self, guint bed, guint lane)
{
  cairo_surface_t *surface = render (self);
  guint n = 0;
  for (int x = 0; x < sweep_width (self); x++)
    n += has_ink (self, surface, bed, lane, x);
  cairo_surface_destroy (surface);
  return n;
}

/* The most of a lane's height that is inked in one column. */
static double
get_tallest (Bench *self, guint bed, guint lane)
{
  const GdkRectangle *area = &self->layout.tiles[bed].lanes[lane];
  VigilColour ground = vigil_palette_get (&self->palette, VIGIL_COLOUR_WALL);
  cairo_surface_t *surface = render (self);
  int tallest = 0;
  for (int x = 0; x < sweep_width (self); x++) {
    int n = 0;
    for (int y = area->y; y < area->y + area->height; y++)
      n += pixel_at (surface, area->x + x, y) != ground;
    tallest = MAX (tallest, n);
  }
  cairo_surface_destroy (surface);
  return (double) tallest / area->height;
}

/* A range of the first few samples would make strokes from edge to edge. */
static void
test_a_pleth_waits_for_a_beat_before_it_is_scaled (void)
{
  Bench bench;
  bench_init (&bench);
  vigil_trace_reset (&bench.ward->beds[BED].leads[1].trace);
  run (&bench, G_USEC_PER_SEC);
  g_assert_cmpuint (count_inked (&bench, BED, 1), ==, 0);
  run (&bench, 3 * G_USEC_PER_SEC);
  g_assert_cmpuint (count_inked (&bench, BED, 1), >, (guint) sweep_width (&bench) / 4);
  g_test_message ("tallest: %.2f of the lane", get_tallest (&bench, BED, 1));
  g_assert_cmpfloat (get_tallest (&bench, BED, 1), <, 0.6);
  bench_clear (&bench);
}

static void
test_the_sweep_covers_all_but_the_erase_bar (void)
{
  Bench bench;
  bench_init (&bench);
  run (&bench, 7 * G_USEC_PER_SEC);
  int bar = (int) (5 * 3.6);
  cairo_surface_t *surface = render (&bench);
  for (guint lane = 0; lane < 2; lane++) {
    for (int i = 1; i < sweep_width (&bench); i++) {
      int x = (cursor_x (&bench) + i) % sweep_width (&bench);
      /* The bar's front goes on by steps: in between is either. */
      if (i <= bar || i >= bar + BAR_STEP)
        g_assert_cmpint (has_ink (&bench, surface, BED, lane, x), ==, i > bar);
    }
  }
  cairo_surface_destroy (surface);
  bench_clear (&bench);
}

static void
test_the_first_step_draws_the_history (void)
{
  Bench bench;
  bench_init (&bench);
  vigil_wave_painter_advance (bench.painter, bench.ward->now.mono_us, VIGIL_PACE_ALL);
  g_assert_cmpuint (count_inked (&bench, BED, 0), >, (guint) sweep_width (&bench) * 9 / 10);
  bench_clear (&bench);
}

static void
test_a_new_size_shows_the_same_seconds (void)
{
  Bench bench, larger;
  bench_init (&bench);
  run (&bench, 2 * G_USEC_PER_SEC);
  bench_init_size (&larger, 900, 440, 1);
  wall_fixture_go_to (larger.ward, bench.ward->now.mono_us);
  vigil_wave_painter_advance (larger.painter, larger.ward->now.mono_us, VIGIL_PACE_ALL);
  g_assert_cmpuint (count_inked (&larger, BED, 0), >, (guint) sweep_width (&larger) * 9 / 10);
  bench_clear (&bench);
  bench_clear (&larger);
}

static void
test_nothing_is_drawn_where_no_time_passed (void)
{
  Bench bench;
  bench_init (&bench);
  run (&bench, G_USEC_PER_SEC);
  guint64 before = vigil_wave_painter_get_n_columns (bench.painter);
  g_assert_false (
      vigil_wave_painter_advance (bench.painter, bench.ward->now.mono_us, VIGIL_PACE_ALL));
  g_assert_false (
      vigil_wave_painter_advance (bench.painter, bench.ward->now.mono_us + 100, VIGIL_PACE_ALL));
  g_assert_cmpuint (vigil_wave_painter_get_n_columns (bench.painter), ==, before);
  bench_clear (&bench);
}

static void
test_a_bed_without_news_is_not_drawn_past_its_newest_sample (void)
{
  Bench bench;
  bench_init (&bench);
  run (&bench, 6 * G_USEC_PER_SEC);
  gint64 end_us = bench.ward->now.mono_us; /* device time of the newest sample */
  run_dry (&bench, 2 * G_USEC_PER_SEC);
  cairo_surface_t *surface = render (&bench);
  double speed = vigil_wave_painter_get_speed (bench.painter);
  gint64 newest =
      (gint64) floor ((double) (end_us + bench.ward->beds[BED].shift_us) / G_USEC_PER_SEC * speed);
  gint64 cursor = (gint64) floor ((double) bench.ward->now.mono_us / G_USEC_PER_SEC * speed);
  g_assert_cmpint (cursor - newest, >, 100);
  for (gint64 column = newest; column <= cursor; column++)
    g_assert_false (has_ink (&bench, surface, BED, 0, (int) (column % sweep_width (&bench))));
  g_assert_true (has_ink (&bench, surface, BED, 0, (int) ((newest - 6) % sweep_width (&bench))));
  /* Its neighbours went on. */
  g_assert_true (has_ink (&bench, surface, 0, 0, (int) ((cursor - 20) % sweep_width (&bench))));
  cairo_surface_destroy (surface);
  bench_clear (&bench);
}

static void
test_late_data_are_caught_up_without_a_hole (void)
{
  Bench bench;
  bench_init (&bench);
  run (&bench, 6 * G_USEC_PER_SEC);
  gint64 from_us = bench.ward->now.mono_us;
  run_dry (&bench, G_USEC_PER_SEC);
  g_assert_cmpuint (count_inked (&bench, BED, 0), <, (guint) sweep_width (&bench) - 60);
  /* All of it comes at once. */
  bench.ward->is_held[BED] = FALSE;
  bench.ward->fed_us = from_us;
  wall_fixture_go_to (bench.ward, bench.ward->now.mono_us);
  run (&bench, 50 * 1000);
  int bar = (int) (5 * 3.6);
  g_assert_cmpuint (count_inked (&bench, BED, 0), >=,
                    (guint) (sweep_width (&bench) - bar - BAR_STEP));
  bench_clear (&bench);
}

static void
test_a_gap_stays_a_gap (void)
{
  Bench bench;
  bench_init (&bench);
  run (&bench, 6 * G_USEC_PER_SEC);
  /* One second is lost, not late: the trace marks it missing. */
  gint64 gap_us = bench.ward->now.mono_us;
  run_dry (&bench, G_USEC_PER_SEC);
  bench.ward->is_held[BED] = FALSE;
  run (&bench, G_USEC_PER_SEC);
  cairo_surface_t *surface = render (&bench);
  double speed = vigil_wave_painter_get_speed (bench.painter);
  gint64 shift_us = bench.ward->beds[BED].shift_us;
  gint64 first = (gint64) ((double) (gap_us + shift_us) / G_USEC_PER_SEC * speed) + 3;
  gint64 last =
      (gint64) ((double) (gap_us + shift_us + G_USEC_PER_SEC) / G_USEC_PER_SEC * speed) - 3;
  for (gint64 column = first; column <= last; column++)
    g_assert_false (has_ink (&bench, surface, BED, 0, (int) (column % sweep_width (&bench))));
  g_assert_true (has_ink (&bench, surface, BED, 0, (int) ((last + 8) % sweep_width (&bench))));
  cairo_surface_destroy (surface);
  bench_clear (&bench);
}

static void
test_a_lead_that_is_off_is_hatched_from_then_on (void)
{
  Bench bench;
  bench_init (&bench);
  run (&bench, 6 * G_USEC_PER_SEC);
  int from = cursor_x (&bench);
  bench.ward->beds[BED].leads[1].is_off = TRUE;
  run (&bench, G_USEC_PER_SEC);
  cairo_surface_t *surface = render (&bench);
  const GdkRectangle *area = &bench.layout.tiles[BED].lanes[1];
  VigilColour hatch = vigil_palette_get (&bench.palette, VIGIL_COLOUR_HATCH);
  guint n_hatch = 0, n_other = 0;
  for (int i = 4; i < 60; i++) {
    int x = area->x + (from + i) % sweep_width (&bench);
    for (int y = area->y; y < area->y + area->height; y++) {
      guint32 pixel = pixel_at (surface, x, y);
      n_hatch += pixel == hatch;
      n_other += pixel != hatch && pixel != vigil_palette_get (&bench.palette, VIGIL_COLOUR_WALL);
    }
  }
  g_assert_cmpuint (n_hatch, >, 56 * (guint) area->height / 6);
  g_assert_cmpuint (n_other, ==, 0);
  cairo_surface_destroy (surface);
  bench_clear (&bench);
}

static void
test_calm_traces_are_dimmed_and_alarming_ones_are_not (void)
{
  Bench bench;
  bench_init (&bench);
  vigil_wave_painter_set_calm (bench.painter, 0, FALSE);
  run (&bench, 6 * G_USEC_PER_SEC);
  cairo_surface_t *surface = render (&bench);
  guint brightest[2] = { 0, 0 };
  for (guint bed = 0; bed < 2; bed++) {
    const GdkRectangle *area = &bench.layout.tiles[bed].lanes[0];
    for (int x = area->x; x < area->x + area->width; x++) {
      for (int y = area->y; y < area->y + area->height; y++)
        brightest[bed] = MAX (brightest[bed], pixel_at (surface, x, y) >> 8 & 255);
    }
  }
  guint full = vigil_palette_get (&bench.palette, VIGIL_COLOUR_ECG) >> 8 & 255;
  g_assert_cmpuint (brightest[0], >=, full - 4);
  g_assert_cmpuint (brightest[1], <=, full * 0.85 + 6);
  g_assert_cmpuint (brightest[1], >=, full * 0.80);
  cairo_surface_destroy (surface);
  bench_clear (&bench);
}

/* In device pixels, whatever the screen has of them. */
static void
check_millimetres (int scale)
{
  Bench bench;
  VigilLaneInfo info;
  bench_init_size (&bench, 924, 480, scale);
  run (&bench, 6 * G_USEC_PER_SEC);
  vigil_wave_painter_get_lane_info (bench.painter, BED, 0, &info);
  g_assert_cmpfloat_with_epsilon (info.mark, 5 * 3.6, 1e-6);
  g_assert_cmpstr (info.scale, ==, "5 mm/mV");
  g_assert_cmpstr (info.label, ==, "II");
  g_assert_cmpfloat_with_epsilon (vigil_wave_painter_get_speed (bench.painter),
                                  bench.layout.speed_mm_s * 3.6 * scale, 1e-6);
  /* The R wave of the fixture is about 1.1 mV above its baseline, its S wave 0.25 mV below. */
  cairo_surface_t *surface = render (&bench);
  const GdkRectangle *area = &bench.layout.tiles[BED].lanes[0];
  int top = area->height * scale, bottom = 0;
  for (int y = MARK_ROWS * scale; y < area->height * scale; y++) {
    for (int x = 0; x < area->width * scale; x++) {
      if ((pixel_at (surface, area->x * scale + x, area->y * scale + y) >> 8 & 255) > 100) {
        top = MIN (top, y);
        bottom = MAX (bottom, y);
      }
    }
  }
  g_assert_cmpfloat_with_epsilon ((double) (bottom - top) / scale, 1.30 * 18, 3);
  cairo_surface_destroy (surface);
  bench_clear (&bench);
}

static void
test_the_millivolt_and_the_second_are_true (void)
{
  for (int scale = 1; scale <= 3; scale++)
    check_millimetres (scale);
}

static void
test_at_scale_two_the_picture_is_the_same_in_finer_pixels (void)
{
  Bench bench;
  bench_init_size (&bench, 924, 480, 2);
  run (&bench, 7 * G_USEC_PER_SEC);
  int bar = (int) (5 * 3.6 * 2);
  g_assert_cmpint (sweep_width (&bench), ==, 2 * bench.layout.tiles[0].waves.width);
  guint n_inked = count_inked (&bench, BED, 0);
  g_assert_cmpuint (n_inked, <=, (guint) (sweep_width (&bench) - bar));
  g_assert_cmpuint (n_inked, >, (guint) (sweep_width (&bench) - bar - 2 * BAR_STEP));
  bench_clear (&bench);
}

static void
test_a_bed_that_shows_no_waves_costs_no_columns (void)
{
  Bench bench;
  bench_init (&bench);
  run (&bench, G_USEC_PER_SEC);
  for (guint bed = 0; bed < 4; bed++)
    vigil_wave_painter_set_shown (bench.painter, bed, FALSE);
  guint64 before = vigil_wave_painter_get_n_columns (bench.painter);
  run (&bench, G_USEC_PER_SEC);
  g_assert_cmpuint (vigil_wave_painter_get_n_columns (bench.painter), ==, before);
  bench_clear (&bench);
}

static void
test_a_step_of_the_clock_starts_the_lane_anew (void)
{
  Bench bench;
  bench_init (&bench);
  run (&bench, 3 * G_USEC_PER_SEC);
  guint serial = vigil_wave_painter_get_info_serial (bench.painter, BED);
  bench.ward->beds[BED].clock_epoch++;
  vigil_trace_reset (&bench.ward->beds[BED].leads[0].trace);
  run (&bench, G_USEC_PER_SEC);
  g_assert_cmpuint (vigil_wave_painter_get_info_serial (bench.painter, BED), !=, serial);
  bench_clear (&bench);
}

/* The least distance, in columns, of two upstrokes higher than half the R wave in the ECG's lane.
 */
static int
find_closest_beats (Bench *bench)
{
  cairo_surface_t *surface = render (bench);
  const GdkRectangle *area = &bench->layout.tiles[BED].lanes[0];
  int closest = G_MAXINT, last = G_MININT / 2;
  gboolean was_tall = FALSE;
  for (int i = (int) (6 * 3.6); i < sweep_width (bench) - 1; i++) {
    int x = (cursor_x (bench) + i) % sweep_width (bench), top = area->height, bottom = 0;
    for (int y = MARK_ROWS; y < area->height; y++) {
      if ((pixel_at (surface, area->x + x, area->y + y) >> 8 & 255) <= 100)
        continue;
      top = MIN (top, y);
      bottom = MAX (bottom, y);
    }
    gboolean is_tall = bottom - top > 8;
    if (is_tall && !was_tall) {
      closest = MIN (closest, i - last);
      last = i;
    }
    was_tall = is_tall;
  }
  cairo_surface_destroy (surface);
  return closest;
}

/* A starving bed makes its clock wait at once; what is drawn must not show one beat twice. */
static void
test_a_shift_that_steps_draws_no_edge_twice (void)
{
  Bench bench;
  bench_init (&bench);
  run (&bench, 6 * G_USEC_PER_SEC);
  int usual = find_closest_beats (&bench);
  g_assert_cmpint (usual, >, 20);
  for (guint i = 0; i < 30; i++) {
    bench.ward->beds[BED].shift_us += i % 2 ? -90000 : 90000;
    run (&bench, 190000);
  }
  g_assert_cmpint (find_closest_beats (&bench), >, usual * 8 / 10);
  bench_clear (&bench);
}

/* The shift that @column was swept with. */
static double
shift_of (Bench *bench, gint64 column)
{
  return (double) column / vigil_wave_painter_get_speed (bench->painter) * G_USEC_PER_SEC
         - vigil_wave_painter_get_device_us (bench->painter, BED, column);
}

/* How far the time base of the last sweep is off, at most. */
static double
find_slew (Bench *bench)
{
  double width_us = G_USEC_PER_SEC / vigil_wave_painter_get_speed (bench->painter), most = 0;
  gint64 cursor = vigil_wave_painter_get_cursor (bench->painter, BED);
  for (gint64 column = cursor - sweep_width (bench) + 1; column < cursor; column++)
    most = MAX (most, fabs (shift_of (bench, column + 1) - shift_of (bench, column)) / width_us);
  return most;
}

static void
test_the_time_base_is_right_to_half_a_percent_while_the_shift_moves (void)
{
  static const gint64 STEPS_US[] = { 20000, 120000, -45000, 400000, -300000, 1 };
  Bench bench;
  bench_init (&bench);
  VigilBed *bed = &bench.ward->beds[BED];
  run (&bench, G_USEC_PER_SEC);
  for (guint i = 0; i < G_N_ELEMENTS (STEPS_US); i++) {
    bed->shift_us += STEPS_US[i];
    run (&bench, 500000);
    g_assert_cmpfloat (find_slew (&bench), <=, 0.005);
    g_assert_cmpfloat (find_slew (&bench), >, 0.004);
    /* Held back, and all of it at once. */
    gint64 from_us = bench.ward->now.mono_us;
    run_dry (&bench, 300000);
    bench.ward->is_held[BED] = FALSE;
    bench.ward->fed_us = from_us;
    run (&bench, 200000);
    g_assert_cmpfloat (find_slew (&bench), <=, 0.005);
  }
  run (&bench, 60 * G_USEC_PER_SEC);
  g_assert_cmpfloat_with_epsilon (
      shift_of (&bench, vigil_wave_painter_get_cursor (bench.painter, BED)), (double) bed->shift_us,
      1);
  bench_clear (&bench);
}

/* A frame that comes late has many columns to catch up; an epoch is a new beginning. */
static void
test_a_late_frame_tiles_and_an_epoch_begins_anew (void)
{
  Bench bench;
  bench_init (&bench);
  VigilBed *bed = &bench.ward->beds[BED];
  run (&bench, G_USEC_PER_SEC);
  bed->shift_us += 100000;
  wall_fixture_go_to (bench.ward, bench.ward->now.mono_us + 900000);
  vigil_wave_painter_advance (bench.painter, bench.ward->now.mono_us, VIGIL_PACE_ALL);
  g_assert_cmpfloat (find_slew (&bench), <=, 0.005);
  bed->shift_us += 2 * G_USEC_PER_SEC;
  bed->clock_epoch++;
  run (&bench, 100000);
  g_assert_cmpfloat_with_epsilon (
      shift_of (&bench, vigil_wave_painter_get_cursor (bench.painter, BED)), (double) bed->shift_us,
      1);
  bench_clear (&bench);
}

/* A frame at @level after another, as the wall does; the last two frames are of one instant, so
 * that both halves have come to it. */
static void
run_at (Bench *self, VigilPaceLevel level, gint64 for_us)
{
  guint64 n = 0;
  for (gint64 left = for_us; left > 0; left -= 16667) {
    wall_fixture_go_to (self->ward, self->ward->now.mono_us + MIN (left, 16667));
    vigil_wave_painter_advance (self->painter, self->ward->now.mono_us,
                                vigil_pace_get_columns (level, n++));
  }
  for (guint i = 0; i < 2; i++)
    vigil_wave_painter_advance (self->painter, self->ward->now.mono_us,
                                vigil_pace_get_columns (level, n++));
}

static guint
count_differences (Bench *a, Bench *b)
{
  cairo_surface_t *one = render (a), *other = render (b);
  guint n = 0;
  for (int y = 0; y < 480; y++) {
    for (int x = 0; x < 924; x++)
      n += pixel_at (one, x, y) != pixel_at (other, x, y);
  }
  cairo_surface_destroy (one);
  cairo_surface_destroy (other);
  return n;
}

static void
test_every_pace_draws_the_same_picture (void)
{
  for (VigilPaceLevel level = VIGIL_PACE_HALVES; level < VIGIL_N_PACES; level++) {
    Bench full, paced;
    bench_init_three (&full);
    bench_init_three (&paced);
    /* More than one sweep, so that nothing is left of the first step. */
    run_at (&full, VIGIL_PACE_FULL, 8 * G_USEC_PER_SEC);
    run_at (&paced, level, 8 * G_USEC_PER_SEC);
    g_assert_cmpuint (count_inked (&full, BED, 0), >, (guint) sweep_width (&full) - 28);
    g_assert_cmpuint (count_differences (&full, &paced), ==, 0);
    bench_clear (&full);
    bench_clear (&paced);
  }
}

/* Levels that come and go, data that are late meanwhile: no gap is left. */
static void
test_a_pace_that_changes_leaves_no_gap (void)
{
  Bench bench;
  bench_init_three (&bench);
  for (guint i = 0; i < 24; i++) {
    VigilPaceLevel level = (VigilPaceLevel) (i % VIGIL_N_PACES);
    gint64 from_us = bench.ward->now.mono_us;
    bench.ward->is_held[BED] = i % 4 == 3;
    run_at (&bench, level, 300000);
    if (bench.ward->is_held[BED])
      bench.ward->fed_us = from_us;
    bench.ward->is_held[BED] = FALSE;
    run_at (&bench, level, 50000);
  }
  int bar = (int) (5 * 3.6);
  for (guint bed = 0; bed < 12; bed++)
    g_assert_cmpuint (count_inked (&bench, bed, 0), >=,
                      (guint) (sweep_width (&bench) - bar - BAR_STEP));
  bench_clear (&bench);
}

static const char *chosen; /* what the source below says for the first lane of BED */

static const char *
get_wave (gpointer data, guint bed, guint lane)
{
  (void) data;
  return bed == BED && lane == 0 ? chosen : NULL;
}

static void
test_a_chosen_wave_stands_in_its_lane (void)
{
  Bench bench;
  VigilLaneInfo info;
  bench_init (&bench);
  bench.source.get_wave = get_wave;
  chosen = "MDC_PULS_OXIM_PLETH";
  run (&bench, 200000);
  vigil_wave_painter_get_lane_info (bench.painter, BED, 0, &info);
  g_assert_cmpstr (info.label, ==, "Pleth");
  g_assert_cmpstr (info.missing, ==, "");
  vigil_wave_painter_get_lane_info (bench.painter, 0, 0, &info);
  g_assert_cmpstr (info.label, ==, "II");
  bench_clear (&bench);
}

static guint64
draw_and_add_up (GskRenderNode *node)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 924, 480);
  cairo_t *cr = cairo_create (surface);
  guint64 sum = 0;
  gsk_render_node_draw (node, cr);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  for (int y = 0; y < 480; y++) {
    for (int x = 0; x < 924; x++)
      sum += pixel_at (surface, x, y);
  }
  cairo_surface_destroy (surface);
  return sum;
}

/* GTK holds the nodes of the last frame until the next one, whatever has become of the wall. */
static void
test_a_picture_outlives_its_painter (void)
{
  Bench bench;
  bench_init (&bench);
  run (&bench, G_USEC_PER_SEC);
  g_autoptr (GskRenderNode) node = make_node (&bench);
  guint64 before = draw_and_add_up (node);
  bench_clear (&bench);
  g_assert_cmpuint (before, >, 0);
  g_assert_cmpuint (draw_and_add_up (node), ==, before);
}

static void
test_a_half_sweeps_its_columns_alone (void)
{
  Bench bench;
  bench_init_three (&bench);
  run (&bench, G_USEC_PER_SEC);
  cairo_surface_t *before = render (&bench);
  wall_fixture_go_to (bench.ward, bench.ward->now.mono_us + 100000);
  vigil_wave_painter_advance (bench.painter, bench.ward->now.mono_us, VIGIL_PACE_RIGHT);
  cairo_surface_t *after = render (&bench);
  int right = bench.layout.tiles[2 * bench.layout.n_rows].tile.x;
  guint changed[2] = { 0, 0 };
  for (int y = 0; y < 480; y++) {
    for (int x = 0; x < 924; x++)
      changed[x >= right] += pixel_at (before, x, y) != pixel_at (after, x, y);
  }
  g_assert_cmpuint (changed[0], ==, 0);
  g_assert_cmpuint (changed[1], >, 20);
  cairo_surface_destroy (before);
  cairo_surface_destroy (after);
  bench_clear (&bench);
}

static void
test_a_chosen_wave_that_is_not_sent_is_the_usual_one_and_said (void)
{
  Bench bench;
  VigilLaneInfo info;
  bench_init (&bench);
  bench.source.get_wave = get_wave;
  chosen = "MDC_ECG_ELEC_POTL_V5";
  run (&bench, 200000);
  guint serial = vigil_wave_painter_get_info_serial (bench.painter, BED);
  vigil_wave_painter_get_lane_info (bench.painter, BED, 0, &info);
  g_assert_cmpstr (info.label, ==, "II");
  g_assert_cmpstr (info.missing, ==, "V5");
  /* It comes: the tile is told. */
  vigil_text_copy (bench.ward->beds[BED].leads[1].lead.refid,
                   sizeof bench.ward->beds[BED].leads[1].lead.refid, "MDC_ECG_ELEC_POTL_V5");
  run (&bench, 200000);
  g_assert_cmpuint (vigil_wave_painter_get_info_serial (bench.painter, BED), !=, serial);
  vigil_wave_painter_get_lane_info (bench.painter, BED, 0, &info);
  g_assert_cmpstr (info.label, ==, "V5");
  g_assert_cmpstr (info.missing, ==, "");
  bench_clear (&bench);
}

static void
test_a_lane_that_is_left_shows_a_further_lead (void)
{
  Bench bench;
  VigilLaneInfo info;
  bench_init (&bench);
  VigilBed *bed = &bench.ward->beds[BED];
  bed->leads[1].kind = VIGIL_WAVE_ECG;
  vigil_text_copy (bed->leads[1].lead.refid, sizeof bed->leads[1].lead.refid,
                   "MDC_ECG_ELEC_POTL_V5");
  run (&bench, 200000);
  vigil_wave_painter_get_lane_info (bench.painter, BED, 1, &info);
  g_assert_cmpstr (info.label, ==, "V5");
  bench_clear (&bench);
}

static gboolean
are_same (cairo_surface_t *a, cairo_surface_t *b, const GdkRectangle *area)
{
  for (int y = area->y; y < area->y + area->height; y++) {
    for (int x = area->x; x < area->x + area->width; x++) {
      if (pixel_at (a, x, y) != pixel_at (b, x, y))
        return FALSE;
    }
  }
  return TRUE;
}

/* The network became slower by 700 ms: the samples go on, and each must be seen once. */
static void
test_a_slower_network_draws_the_history_where_it_now_belongs (void)
{
  Bench bench, fresh;
  bench_init (&bench);
  bench_init (&fresh);
  run (&bench, 8 * G_USEC_PER_SEC);
  bench.ward->beds[BED].shift_us += 700000;
  bench.ward->beds[BED].clock_epoch++;
  run (&bench, 16667);
  g_assert_cmpfloat (find_slew (&bench), ==, 0);
  /* As if it had always been so. */
  fresh.ward->beds[BED].shift_us += 700000;
  wall_fixture_go_to (fresh.ward, bench.ward->now.mono_us);
  vigil_wave_painter_advance (fresh.painter, fresh.ward->now.mono_us, VIGIL_PACE_ALL);
  cairo_surface_t *ours = render (&bench), *theirs = render (&fresh);
  g_assert_true (are_same (ours, theirs, &bench.layout.tiles[BED].lanes[1]));
  g_assert_false (are_same (ours, theirs, &bench.layout.tiles[BED].lanes[0])
                  && count_inked (&bench, BED, 0) == 0);
  cairo_surface_destroy (ours);
  cairo_surface_destroy (theirs);
  bench_clear (&bench);
  bench_clear (&fresh);
}

/* --- beats --- */

static VigilColour
calm_ecg (Bench *bench)
{
  return vigil_colour_mix (vigil_palette_get (&bench->palette, VIGIL_COLOUR_ECG),
                           vigil_palette_get (&bench->palette, VIGIL_COLOUR_TILE), 0.85);
}

/* Whether a mark begins in sweep column @x. */
static gboolean
begins_mark (Bench *bench, cairo_surface_t *surface, int x)
{
  const GdkRectangle *lane = &bench->layout.tiles[BED].lanes[0];
  VigilColour colour = calm_ecg (bench);
  return pixel_at (surface, lane->x + x, lane->y) == colour
         && pixel_at (surface, lane->x + x - 1, lane->y) != colour;
}

static guint
count_marks (Bench *bench, cairo_surface_t *surface)
{
  guint n = 0;
  for (int x = 1; x < sweep_width (bench); x++)
    n += begins_mark (bench, surface, x);
  return n;
}

/* The column near @middle in which the ECG is highest. */
static int
find_summit (Bench *bench, cairo_surface_t *surface, int middle)
{
  const GdkRectangle *lane = &bench->layout.tiles[BED].lanes[0];
  for (int y = MARK_ROWS; y < lane->height; y++) {
    int first = G_MAXINT, last = 0;
    for (int x = MAX (middle - 20, 0); x <= MIN (middle + 20, sweep_width (bench) - 1); x++) {
      if ((pixel_at (surface, lane->x + x, lane->y + y) >> 8 & 255) > 100) {
        first = MIN (first, x);
        last = x;
      }
    }
    if (first <= last)
      return (first + last) / 2;
  }
  return -1;
}

/* Each mark that stands whole is over a summit. Columns at the bar may have one of the two. */
static void
check_marks (Bench *bench, cairo_surface_t *surface)
{
  for (int x = 3; x < sweep_width (bench) - 8; x++) {
    int ahead = (x - cursor_x (bench) + sweep_width (bench)) % sweep_width (bench);
    if (begins_mark (bench, surface, x) && ahead > 60 && ahead < sweep_width (bench) - 30)
      g_assert_cmpint (ABS (find_summit (bench, surface, x + 2) - (x + 2)), <=, 1);
  }
}

static void
test_each_beat_has_a_mark_over_its_r_wave (void)
{
  Bench bench;
  bench_init (&bench);
  run (&bench, 10 * G_USEC_PER_SEC);
  cairo_surface_t *surface = render (&bench);
  double seconds = sweep_width (&bench) / vigil_wave_painter_get_speed (bench.painter);
  double beats = seconds / ((double) WALL_FIXTURE_LOOP_S / 9);
  g_assert_cmpfloat (count_marks (&bench, surface), >=, beats - 2);
  g_assert_cmpfloat (count_marks (&bench, surface), <=, beats + 1);
  check_marks (&bench, surface);
  cairo_surface_destroy (surface);
  bench_clear (&bench);
}

/* The bed's clock waits so long that beats are known before they are swept, and by now another time
 * than a sweep ago: a place that is not swept yet still has that one's shift. */
static void
test_marks_stand_over_r_waves_while_the_shift_moves (void)
{
  Bench bench;
  bench_init (&bench);
  VigilBed *bed = &bench.ward->beds[BED];
  bed->shift_us = 700000;
  run (&bench, 10 * G_USEC_PER_SEC);
  for (guint i = 0; i < 24; i++) {
    bed->shift_us += i % 12 < 6 ? 60000 : -60000;
    run (&bench, 700000);
    cairo_surface_t *surface = render (&bench);
    g_assert_cmpuint (count_marks (&bench, surface), >, 2);
    check_marks (&bench, surface);
    cairo_surface_destroy (surface);
  }
  bench_clear (&bench);
}

static void
test_marks_stand_when_the_ground_is_drawn_anew (void)
{
  Bench bench;
  bench_init (&bench);
  run (&bench, 10 * G_USEC_PER_SEC);
  const VigilTileLayout *tile = &bench.layout.tiles[BED];
  cairo_surface_t *ground =
      cairo_image_surface_create (CAIRO_FORMAT_RGB24, sweep_width (&bench), tile->tile.height);
  cairo_surface_t *before = render (&bench);
  vigil_wave_painter_set_ground (bench.painter, BED, ground);
  cairo_surface_t *after = render (&bench);
  g_assert_cmpuint (count_marks (&bench, before), >, 2);
  g_assert_cmpuint (count_marks (&bench, after), ==, count_marks (&bench, before));
  cairo_surface_destroy (ground);
  cairo_surface_destroy (before);
  cairo_surface_destroy (after);
  bench_clear (&bench);
}

static void
test_a_lead_that_is_off_has_no_marks (void)
{
  Bench bench;
  bench_init (&bench);
  run (&bench, 2 * G_USEC_PER_SEC);
  bench.ward->beds[BED].leads[0].is_off = TRUE;
  run (&bench, 10 * G_USEC_PER_SEC);
  cairo_surface_t *surface = render (&bench);
  g_assert_cmpuint (count_marks (&bench, surface), ==, 0);
  cairo_surface_destroy (surface);
  bench_clear (&bench);
}

/* Whether a pacer's spike stands in sweep column @x. */
static gboolean
has_spike (Bench *bench, cairo_surface_t *surface, int x)
{
  const GdkRectangle *lane = &bench->layout.tiles[BED].lanes[0];
  VigilColour colour = vigil_palette_get (&bench->palette, VIGIL_COLOUR_TEXT);
  return pixel_at (surface, lane->x + x, lane->y + lane->height - 1) == colour;
}

static void
test_spikes_are_marked_where_the_bedside_saw_them (void)
{
  Bench bench;
  bench_init (&bench);
  wall_fixture_add_pacer (bench.ward, BED);
  run (&bench, 10 * G_USEC_PER_SEC);
  cairo_surface_t *surface = render (&bench);
  double period_px =
      (double) WALL_FIXTURE_LOOP_S / 9 * vigil_wave_painter_get_speed (bench.painter);
  double lead_px = 0.04 * period_px; /* from the spike to the R wave, in the fixture */
  guint n_spikes = 0;
  for (int x = 0; x < sweep_width (&bench) - 20; x++) {
    if (!has_spike (&bench, surface, x))
      continue;
    n_spikes++;
    g_assert_false (has_spike (&bench, surface, x + 1));
    if (begins_mark (&bench, surface, x + (int) lead_px - 2)
        || begins_mark (&bench, surface, x + (int) lead_px - 1)
        || begins_mark (&bench, surface, x + (int) lead_px))
      continue;
    /* Its beat may be too young to be known. */
    int ahead = (cursor_x (&bench) - x + sweep_width (&bench)) % sweep_width (&bench);
    g_assert_cmpint (ahead, <, (int) (0.6 * vigil_wave_painter_get_speed (bench.painter)));
  }
  g_assert_cmpfloat (n_spikes, >=, sweep_width (&bench) / period_px - 2);
  g_assert_cmpfloat (n_spikes, <=, sweep_width (&bench) / period_px + 1);
  cairo_surface_destroy (surface);
  bench_clear (&bench);
}

static void
test_a_bed_whose_bedside_tells_of_no_spikes_has_none (void)
{
  Bench bench;
  bench_init (&bench);
  bench.ward->beds[BED].meta.is_paced = TRUE;
  run (&bench, 10 * G_USEC_PER_SEC);
  cairo_surface_t *surface = render (&bench);
  for (int x = 0; x < sweep_width (&bench); x++)
    g_assert_false (has_spike (&bench, surface, x));
  cairo_surface_destroy (surface);
  bench_clear (&bench);
}

/* --- a bed behind a network --- */

#define BATCH_US 100000
#define SAMPLE_US 2000 /* of the ECG */

/* Blocks of 100 ms of device time that arrive in order, each late by its own share of @jitter_us:
 * the clock of the bed is the ward's own. */
typedef struct {
  Bench bench;
  VigilPlayout playout;
  VigilPlayoutSource topic;
  GRand *random;
  gint64 jitter_us;
  gint64 device_us; /* where the next block begins */
  gint64 arrival_us; /* of it */
  gint64 tick_us;
  guint n_held; /* columns of the ECG that had to wait, over all frames */
  guint n_frames;
} Network;

static void
await_block (Network *self)
{
  gint64 late_us = g_rand_int_range (self->random, 0, (gint32) self->jitter_us + 1);
  self->arrival_us = MAX (self->arrival_us, self->device_us + BATCH_US + 5000 + late_us);
}

static void
network_init (Network *self, guint seed, gint64 jitter_us)
{
  memset (self, 0, sizeof *self);
  bench_init (&self->bench);
  vigil_playout_init (&self->playout);
  self->random = g_rand_new_with_seed (seed);
  self->jitter_us = jitter_us;
  self->device_us = START_US;
  self->bench.ward->is_held[BED] = TRUE;
  self->bench.ward->beds[BED].has_clock = FALSE;
  await_block (self);
}

static void
network_clear (Network *self)
{
  g_rand_free (self->random);
  bench_clear (&self->bench);
}

static void
deliver (Network *self)
{
  gint64 end_us = self->device_us + BATCH_US;
  vigil_playout_add (&self->playout, &self->topic, self->device_us - SAMPLE_US, end_us - SAMPLE_US,
                     0, self->arrival_us);
  wall_fixture_feed (self->bench.ward, BED, self->device_us, end_us);
  self->device_us = end_us;
  await_block (self);
}

/* One frame: what main has got by then, the ward's tick, the sweep. */
static void
frame (Network *self)
{
  WallFixture *ward = self->bench.ward;
  VigilBed *bed = &ward->beds[BED];
  gint64 now_us = ward->now.mono_us + 16667;
  while (self->arrival_us + VIGIL_PLAYOUT_MAIN_US <= now_us)
    deliver (self);
  if (now_us >= self->tick_us) {
    vigil_playout_tick (&self->playout, now_us);
    self->tick_us = now_us + 100000;
  }
  bed->shift_us = self->playout.shift_us;
  bed->clock_epoch = self->playout.epoch;
  wall_fixture_go_to (ward, now_us);
  vigil_wave_painter_advance (self->bench.painter, now_us, VIGIL_PACE_ALL);
  self->n_frames++;
  if (self->playout.has_clock)
    self->n_held += (guint) (vigil_wave_painter_get_cursor (self->bench.painter, BED)
                             - vigil_wave_painter_get_end (self->bench.painter, BED, 0));
}

static void
test_fifty_milliseconds_of_jitter_hold_no_column_back (void)
{
  for (guint seed = 1; seed <= 8; seed++) {
    Network network;
    network_init (&network, seed, 50000);
    double worst = 0;
    for (guint i = 0; i < 60 * 60; i++) {
      frame (&network);
      worst = MAX (worst, i % 60 == 59 && i > 60 ? find_slew (&network.bench) : 0);
    }
    g_test_message ("seed %u: slew at most %.4f", seed, worst);
    g_assert_cmpuint (network.n_held, ==, 0);
    g_assert_cmpfloat (worst, <=, 0.005);
    network_clear (&network);
  }
}

/* Two minutes: it begins as if the network were worse, and comes down to the least. */
static void
test_a_calm_network_is_shown_sooner_and_holds_no_column_back (void)
{
  Network network;
  network_init (&network, 5, 5000);
  gint64 first_us = 0;
  for (guint i = 0; i < 120 * 60; i++) {
    frame (&network);
    if (i % 60 == 59 && i > 60)
      g_assert_cmpfloat (find_slew (&network.bench), <=, 0.005);
    if (i == 60)
      first_us = network.playout.shift_us;
  }
  g_assert_cmpint (first_us - network.playout.shift_us, >=, 36000);
  g_assert_cmpuint (network.n_held, ==, 0);
  network_clear (&network);
}

/* The measure itself, and that a worse network is learnt: it holds columns back at first, never
 * bends the time base, and a minute later it holds none. */
static void
test_more_jitter_holds_columns_back_until_it_is_learnt (void)
{
  Network network;
  network_init (&network, 7, 300000);
  for (guint i = 0; i < 60 * 60; i++) {
    frame (&network);
    if (i % 60 == 59 && i > 120)
      g_assert_cmpfloat (find_slew (&network.bench), <=, 0.005);
  }
  g_test_message ("%u columns held in the first minute", network.n_held);
  g_assert_cmpuint (network.n_held, >, 20);
  network.n_held = 0;
  for (guint i = 0; i < 60 * 60; i++)
    frame (&network);
  g_test_message ("%u columns held in the second minute", network.n_held);
  g_assert_cmpuint (network.n_held, <, 10);
  network_clear (&network);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  /* Sets up GSK; whether there is a display does not matter here. */
  gtk_init_check ();
  g_test_add_func ("/wave-painter/a-pleth-waits-for-a-beat-before-it-is-scaled",
                   test_a_pleth_waits_for_a_beat_before_it_is_scaled);
  g_test_add_func ("/wave-painter/the-sweep-covers-all-but-the-erase-bar",
                   test_the_sweep_covers_all_but_the_erase_bar);
  g_test_add_func ("/wave-painter/the-first-step-draws-the-history",
                   test_the_first_step_draws_the_history);
  g_test_add_func ("/wave-painter/a-new-size-shows-the-same-seconds",
                   test_a_new_size_shows_the_same_seconds);
  g_test_add_func ("/wave-painter/nothing-is-drawn-where-no-time-passed",
                   test_nothing_is_drawn_where_no_time_passed);
  g_test_add_func ("/wave-painter/a-bed-without-news-is-not-drawn-past-its-newest-sample",
                   test_a_bed_without_news_is_not_drawn_past_its_newest_sample);
  g_test_add_func ("/wave-painter/late-data-are-caught-up-without-a-hole",
                   test_late_data_are_caught_up_without_a_hole);
  g_test_add_func ("/wave-painter/a-gap-stays-a-gap", test_a_gap_stays_a_gap);
  g_test_add_func ("/wave-painter/a-lead-that-is-off-is-hatched-from-then-on",
                   test_a_lead_that_is_off_is_hatched_from_then_on);
  g_test_add_func ("/wave-painter/calm-traces-are-dimmed-and-alarming-ones-are-not",
                   test_calm_traces_are_dimmed_and_alarming_ones_are_not);
  g_test_add_func ("/wave-painter/the-millivolt-and-the-second-are-true",
                   test_the_millivolt_and_the_second_are_true);
  g_test_add_func ("/wave-painter/at-scale-two-the-picture-is-the-same-in-finer-pixels",
                   test_at_scale_two_the_picture_is_the_same_in_finer_pixels);
  g_test_add_func ("/wave-painter/a-bed-that-shows-no-waves-costs-no-columns",
                   test_a_bed_that_shows_no_waves_costs_no_columns);
  g_test_add_func ("/wave-painter/a-step-of-the-clock-starts-the-lane-anew",
                   test_a_step_of_the_clock_starts_the_lane_anew);
  g_test_add_func ("/wave-painter/a-shift-that-steps-draws-no-edge-twice",
                   test_a_shift_that_steps_draws_no_edge_twice);
  g_test_add_func ("/wave-painter/the-time-base-is-right-to-half-a-percent-while-the-shift-moves",
                   test_the_time_base_is_right_to_half_a_percent_while_the_shift_moves);
  g_test_add_func ("/wave-painter/a-late-frame-tiles-and-an-epoch-begins-anew",
                   test_a_late_frame_tiles_and_an_epoch_begins_anew);
  g_test_add_func ("/wave-painter/a-slower-network-draws-the-history-where-it-now-belongs",
                   test_a_slower_network_draws_the_history_where_it_now_belongs);
  g_test_add_func ("/wave-painter/each-beat-has-a-mark-over-its-r-wave",
                   test_each_beat_has_a_mark_over_its_r_wave);
  g_test_add_func ("/wave-painter/marks-stand-over-r-waves-while-the-shift-moves",
                   test_marks_stand_over_r_waves_while_the_shift_moves);
  g_test_add_func ("/wave-painter/marks-stand-when-the-ground-is-drawn-anew",
                   test_marks_stand_when_the_ground_is_drawn_anew);
  g_test_add_func ("/wave-painter/a-lead-that-is-off-has-no-marks",
                   test_a_lead_that_is_off_has_no_marks);
  g_test_add_func ("/wave-painter/spikes-are-marked-where-the-bedside-saw-them",
                   test_spikes_are_marked_where_the_bedside_saw_them);
  g_test_add_func ("/wave-painter/a-bed-whose-bedside-tells-of-no-spikes-has-none",
                   test_a_bed_whose_bedside_tells_of_no_spikes_has_none);
  g_test_add_func ("/wave-painter/a-calm-network-is-shown-sooner-and-holds-no-column-back",
                   test_a_calm_network_is_shown_sooner_and_holds_no_column_back);
  g_test_add_func ("/wave-painter/fifty-milliseconds-of-jitter-hold-no-column-back",
                   test_fifty_milliseconds_of_jitter_hold_no_column_back);
  g_test_add_func ("/wave-painter/more-jitter-holds-columns-back-until-it-is-learnt",
                   test_more_jitter_holds_columns_back_until_it_is_learnt);
  g_test_add_func ("/wave-painter/every-pace-draws-the-same-picture",
                   test_every_pace_draws_the_same_picture);
  g_test_add_func ("/wave-painter/a-pace-that-changes-leaves-no-gap",
                   test_a_pace_that_changes_leaves_no_gap);
  g_test_add_func ("/wave-painter/a-chosen-wave-stands-in-its-lane",
                   test_a_chosen_wave_stands_in_its_lane);
  g_test_add_func ("/wave-painter/a-chosen-wave-that-is-not-sent-is-the-usual-one-and-said",
                   test_a_chosen_wave_that_is_not_sent_is_the_usual_one_and_said);
  g_test_add_func ("/wave-painter/a-lane-that-is-left-shows-a-further-lead",
                   test_a_lane_that_is_left_shows_a_further_lead);
  g_test_add_func ("/wave-painter/a-picture-outlives-its-painter",
                   test_a_picture_outlives_its_painter);
  g_test_add_func ("/wave-painter/a-half-sweeps-its-columns-alone",
                   test_a_half_sweeps_its_columns_alone);
  return g_test_run ();
}
