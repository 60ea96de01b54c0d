/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-lane.h"

#include <math.h>
#include <string.h>

#include "vigil-beat-marks.h"
#include "wall-fixture.h"

#define PX_PER_MM 3.78
#define PX_PER_S (12.5 * PX_PER_MM)
#define LINE_PX 1.5
#define BED 1 /* has a pleth */

/* A lane over a bed of a fixture that goes on by a tenth of a second at a time. */
typedef struct {
  WallFixture *ward;
  VigilLane lane;
  gint64 column;
} Bench;

static const VigilBed *
bed_of (const Bench *self)
{
  return &self->ward->beds[BED];
}

static void
bench_init (Bench *self, guint lead, int height)
{
  self->ward = wall_fixture_new (2, 2);
  vigil_lane_init (&self->lane, height, PX_PER_MM, PX_PER_S, LINE_PX);
  self->lane.wanted = bed_of (self)->leads[lead].lead.refid;
}

static void
bench_clear (Bench *self)
{
  wall_fixture_free (self->ward);
}

static float *
loop_of (Bench *self, guint lead, guint *n)
{
  *n = (guint) (WALL_FIXTURE_LOOP_S * bed_of (self)->leads[lead].trace.rate_hz);
  return self->ward->loops[BED][lead];
}

/* Makes the ECG so many times as large. */
static void
magnify (Bench *self, float times)
{
  guint n;
  float *loop = loop_of (self, 0, &n);
  for (guint i = 0; i < n; i++)
    loop[i] *= times;
}

/* One wide beat in each turn of the loop, up by @up_mv, then down by @down_mv. */
static void
add_wide_beat (Bench *self, double up_mv, double down_mv)
{
  guint n, width;
  float *loop = loop_of (self, 0, &n);
  width = n / WALL_FIXTURE_LOOP_S / 8; /* 125 ms for each half */
  for (guint i = 0; i < 2 * width; i++)
    loop[n / 2 + i] = (float) (sin (G_PI * i / width) * (i < width ? up_mv : down_mv));
}

static void
paint_to (Bench *self, gint64 end)
{
  static guint32 pixels[400];
  VigilRasterColumn column = { .pixels = pixels, .stride = 1, .height = self->lane.height };
  for (; self->column <= end; self->column++)
    vigil_lane_draw (&self->lane, bed_of (self), self->column, &column, 0xffffff);
}

static void
step (Bench *self)
{
  wall_fixture_go_to (self->ward, self->ward->now.mono_us + 100000);
  vigil_lane_choose (&self->lane, bed_of (self), 0, 2);
  gint64 end = vigil_lane_get_end (&self->lane, bed_of (self));
  if (self->column == 0)
    self->column = end - (gint64) PX_PER_S;
  vigil_lane_judge (&self->lane, bed_of (self), end);
  paint_to (self, end);
}

static void
run (Bench *self, double seconds)
{
  for (guint i = 0; i < seconds * 10; i++)
    step (self);
}

/* The rows that the last tenth of a second goes over. */
static void
find_rows (Bench *self, double *top, double *bottom)
{
  const VigilTrace *trace = &self->lane.lead->trace;
  for (gint64 i = trace->newest - (gint64) (trace->rate_hz / 10); i <= trace->newest; i++) {
    double y = vigil_lane_get_y (&self->lane, (double) vigil_trace_get (trace, i));
    *top = MIN (*top, y); /* NaN is neither */
    *bottom = MAX (*bottom, y);
  }
}

static double
mark_rows (const Bench *self)
{
  return vigil_beat_marks_get_rows (vigil_beat_marks_get_reach (PX_PER_MM, self->lane.height), 0);
}

/* For a turn of the loop: nothing is cut, and marks of beats have room above. */
static void
check_whole (Bench *self)
{
  double top = INFINITY, bottom = -INFINITY;
  for (guint i = 0; i < WALL_FIXTURE_LOOP_S * 10; i++) {
    step (self);
    find_rows (self, &top, &bottom);
  }
  g_test_message ("lane of %d px: %g mm/mV, rows %.1f to %.1f", self->lane.height,
                  self->lane.gain_mm, top, bottom);
  g_assert_cmpfloat (top, >=, mark_rows (self) + LINE_PX / 2);
  g_assert_cmpfloat (bottom, <=, self->lane.height - LINE_PX / 2);
  /* The millivolt beside it fits, and the lane is not left empty. */
  g_assert_cmpfloat (self->lane.zero, >=, self->lane.gain_mm * PX_PER_MM - 1e-9);
  g_assert_true (bottom - top > self->lane.height / 4.0 || self->lane.gain_mm == 10);
}

static void
test_beats_of_any_usual_size_are_whole (void)
{
  static const float TIMES[] = { 0.5f, 0.8f, 1, 1.3f, 1.7f, 2.2f, 2.8f, -0.8f, -1.2f, -2 };
  static const int HEIGHTS[] = { 30, 34, 38, 46, 60, 90 };
  for (guint i = 0; i < G_N_ELEMENTS (TIMES) * G_N_ELEMENTS (HEIGHTS); i++) {
    Bench bench = { 0 };
    bench_init (&bench, 0, HEIGHTS[i % G_N_ELEMENTS (HEIGHTS)]);
    magnify (&bench, TIMES[i / G_N_ELEMENTS (HEIGHTS)]);
    g_test_message ("%g times", (double) TIMES[i / G_N_ELEMENTS (HEIGHTS)]);
    run (&bench, 60); /* what was before is forgotten */
    check_whole (&bench);
    bench_clear (&bench);
  }
}

/* A wide beat every eight seconds is remembered: the scale is not changed to and fro. */
static void
test_a_wide_beat_now_and_then_is_whole_at_one_scale (void)
{
  static const double SIZES[][2] = { { 1.8, 0.6 }, { 2.4, 1.0 }, { 0.3, 2.2 }, { 3, 1.4 } };
  for (guint i = 0; i < G_N_ELEMENTS (SIZES); i++) {
    Bench bench = { 0 };
    bench_init (&bench, 0, 38);
    add_wide_beat (&bench, SIZES[i][0], SIZES[i][1]);
    run (&bench, 20);
    guint serial = bench.lane.serial;
    check_whole (&bench);
    check_whole (&bench);
    g_assert_cmpuint (bench.lane.serial, ==, serial);
    bench_clear (&bench);
  }
}

/* What is past is forgotten: a small ECG is large again, once. */
static void
test_the_scale_comes_back_after_the_wide_beats (void)
{
  Bench bench = { 0 };
  bench_init (&bench, 0, 60);
  run (&bench, 9);
  double usual = bench.lane.gain_mm;
  guint n;
  float *loop = loop_of (&bench, 0, &n);
  g_autofree float *before = g_memdup2 (loop, n * sizeof *loop);
  add_wide_beat (&bench, 3, 1.5);
  run (&bench, 9);
  g_assert_cmpfloat (bench.lane.gain_mm, <, usual);
  memcpy (loop, before, n * sizeof *loop);
  run (&bench, 60);
  g_assert_cmpfloat (bench.lane.gain_mm, ==, usual);
  check_whole (&bench);
  bench_clear (&bench);
}

/* A trace that begins within an R wave: its baseline is not taken to be up there for long. */
static void
test_a_trace_that_begins_in_a_beat_is_not_scaled_by_that (void)
{
  Bench bench = { 0 };
  bench_init (&bench, 0, 60);
  guint n, peak = 0;
  float *loop = loop_of (&bench, 0, &n);
  magnify (&bench, 1.5f);
  for (guint i = 1; i < n; i++)
    peak = loop[i] > loop[peak] ? i : peak;
  gint64 turn_us = WALL_FIXTURE_LOOP_S * G_USEC_PER_SEC;
  gint64 peak_us = (gint64) peak * turn_us / n;
  wall_fixture_go_to (bench.ward, (bench.ward->now.mono_us / turn_us + 1) * turn_us + peak_us);
  vigil_trace_reset (&bench.ward->beds[BED].leads[0].trace);
  wall_fixture_go_to (bench.ward, bench.ward->now.mono_us + 12000);
  vigil_lane_choose (&bench.lane, bed_of (&bench), 0, 2);
  bench.column = vigil_lane_get_end (&bench.lane, bed_of (&bench)) + 4;
  vigil_lane_judge (&bench.lane, bed_of (&bench), bench.column);
  g_assert_cmpfloat (bench.lane.baseline, >, 1);
  run (&bench, 4);
  g_assert_cmpfloat (fabs (bench.lane.baseline), <, 0.2);
  g_assert_cmpfloat (bench.lane.below_mv, <, 0.7);
  g_assert_cmpfloat (bench.lane.gain_mm, ==, 5);
  check_whole (&bench);
  bench_clear (&bench);
}

/* --- a wave of its own range --- */

/* Nothing comes for @seconds; with an epoch, as where the bed's clock had to wait. */
static void
leave_gap (Bench *self, double seconds, gboolean is_epoch)
{
  self->ward->is_held[BED] = TRUE;
  run (self, seconds);
  self->ward->is_held[BED] = FALSE;
  self->ward->beds[BED].clock_epoch += is_epoch;
}

static void
check_range_after_gap (double seconds, gboolean is_epoch)
{
  Bench bench = { 0 };
  bench_init (&bench, 1, 30);
  run (&bench, 10);
  double lo = bench.lane.lo, hi = bench.lane.hi;
  g_assert_cmpfloat (hi - lo, >, 200);
  leave_gap (&bench, seconds, is_epoch);
  for (guint i = 0; i < 40; i++) {
    double top = INFINITY, bottom = -INFINITY;
    step (&bench);
    g_assert_true (bench.lane.has_range);
    g_assert_cmpfloat (bench.lane.hi - bench.lane.lo, >, 0.8 * (hi - lo));
    find_rows (&bench, &top, &bottom);
    g_assert_false (top < 0 || bottom > bench.lane.height);
  }
  bench_clear (&bench);
}

static void
test_a_pleth_keeps_its_range_over_a_gap (void)
{
  static const double GAPS_S[] = { 2, 5.5, 5.8, 6, 8, 8.3, 20 };
  for (guint i = 0; i < 2 * G_N_ELEMENTS (GAPS_S); i++)
    check_range_after_gap (GAPS_S[i / 2], i % 2);
}

static void
test_a_pleth_that_changed_over_a_gap_is_whole_soon (void)
{
  Bench bench = { 0 };
  guint n;
  bench_init (&bench, 1, 30);
  run (&bench, 10);
  leave_gap (&bench, 8, TRUE);
  float *loop = loop_of (&bench, 1, &n);
  for (guint i = 0; i < n; i++)
    loop[i] = 2 * loop[i] + 900;
  run (&bench, 3);
  for (guint i = 0; i < 40; i++) {
    double top = INFINITY, bottom = -INFINITY;
    step (&bench);
    find_rows (&bench, &top, &bottom);
    g_assert_cmpfloat (top, >=, 0);
    g_assert_cmpfloat (bottom, <=, bench.lane.height);
  }
  bench_clear (&bench);
}

/* A lead that comes by half seconds with long holes is shown all the same. */
static void
test_a_wave_that_comes_in_pieces_is_scaled_by_what_there_is (void)
{
  Bench bench = { 0 };
  bench_init (&bench, 1, 30);
  vigil_trace_reset (&bench.ward->beds[BED].leads[1].trace);
  for (guint i = 0; i < 5; i++) {
    bench.ward->is_held[BED] = FALSE;
    run (&bench, 0.3);
    leave_gap (&bench, 1.7, FALSE);
  }
  g_assert_true (bench.lane.has_range);
  bench_clear (&bench);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lane/beats-of-any-usual-size-are-whole",
                   test_beats_of_any_usual_size_are_whole);
  g_test_add_func ("/lane/a-wide-beat-now-and-then-is-whole-at-one-scale",
                   test_a_wide_beat_now_and_then_is_whole_at_one_scale);
  g_test_add_func ("/lane/the-scale-comes-back-after-the-wide-beats",
                   test_the_scale_comes_back_after_the_wide_beats);
  g_test_add_func ("/lane/a-trace-that-begins-in-a-beat-is-not-scaled-by-that",
                   test_a_trace_that_begins_in_a_beat_is_not_scaled_by_that);
  g_test_add_func ("/lane/a-pleth-keeps-its-range-over-a-gap",
                   test_a_pleth_keeps_its_range_over_a_gap);
  g_test_add_func ("/lane/a-pleth-that-changed-over-a-gap-is-whole-soon",
                   test_a_pleth_that_changed_over_a_gap_is_whole_soon);
  g_test_add_func ("/lane/a-wave-that-comes-in-pieces-is-scaled-by-what-there-is",
                   test_a_wave_that_comes_in_pieces_is_scaled_by_what_there_is);
  return g_test_run ();
}
