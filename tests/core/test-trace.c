/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-trace.h"

#include <math.h>

#define T0 G_GINT64_CONSTANT (1790000000000000)

typedef struct {
  VigilTrace trace;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  (void) data;
  vigil_trace_init (&f->trace, 250);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  (void) data;
  vigil_trace_clear (&f->trace);
}

/* @n samples that count up from @first. */
static gboolean
add (Fixture *f, gint64 start_us, float first, guint n)
{
  float samples[256];
  for (guint i = 0; i < n; i++)
    samples[i] = first + (float) i;
  return vigil_trace_add (&f->trace, start_us, samples, n);
}

static void
test_blocks_follow_without_a_hole (Fixture *f, gconstpointer data)
{
  (void) data;
  g_assert_cmpint (vigil_trace_get_end_us (&f->trace), ==, G_MININT64);
  g_assert_false (add (f, T0, 0, 50));
  g_assert_false (add (f, T0 + 200000, 50, 50));
  g_assert_cmpint (f->trace.newest, ==, 99);
  g_assert_cmpint (vigil_trace_get_end_us (&f->trace), ==, T0 + 400000);
  for (guint i = 0; i < 100; i++)
    g_assert_cmpfloat (vigil_trace_get (&f->trace, i), ==, (float) i);
  g_assert_cmpfloat (vigil_trace_index_at (&f->trace, T0 + 100000), ==, 25.0);
}

static void
test_a_missing_block_is_a_hole_and_never_made_up (Fixture *f, gconstpointer data)
{
  (void) data;
  add (f, T0, 0, 50);
  g_assert_true (add (f, T0 + 400000, 7, 50));
  g_assert_cmpint (f->trace.newest, ==, 149);
  for (guint i = 50; i < 100; i++)
    g_assert_true (isnan (vigil_trace_get (&f->trace, i)));
  g_assert_cmpfloat (vigil_trace_get (&f->trace, 100), ==, 7);
}

static void
test_a_late_block_fills_its_hole_and_moves_nothing (Fixture *f, gconstpointer data)
{
  (void) data;
  add (f, T0, 0, 50);
  add (f, T0 + 400000, 100, 50);
  g_assert_false (add (f, T0 + 200000, 50, 50));
  g_assert_cmpint (f->trace.newest, ==, 149);
  g_assert_cmpfloat (vigil_trace_get (&f->trace, 75), ==, 75);
  g_assert_cmpfloat (vigil_trace_get (&f->trace, 100), ==, 100);
}

static void
test_only_the_last_minute_is_held (Fixture *f, gconstpointer data)
{
  (void) data;
  for (guint i = 0; i < 400; i++)
    add (f, T0 + (gint64) i * 200000, (float) (i * 50), 50);
  g_assert_cmpint (f->trace.newest, ==, 19999);
  g_assert_true (isnan (vigil_trace_get (&f->trace, 20000 - f->trace.capacity - 1)));
  g_assert_cmpfloat (vigil_trace_get (&f->trace, 20000 - f->trace.capacity), ==,
                     (float) (20000 - f->trace.capacity));
  g_assert_true (isnan (vigil_trace_get (&f->trace, 20000)));
  g_assert_true (isnan (vigil_trace_get (&f->trace, -1)));
  gint64 oldest = 20000 - f->trace.capacity;
  g_assert_true (vigil_trace_holds (&f->trace, oldest, 19999));
  g_assert_false (vigil_trace_holds (&f->trace, oldest - 1, 19999));
  g_assert_false (vigil_trace_holds (&f->trace, oldest, 20000));
  g_assert_false (vigil_trace_holds (&f->trace, -1, 0));
}

static void
test_a_far_jump_starts_a_new_grid (Fixture *f, gconstpointer data)
{
  (void) data;
  add (f, T0, 0, 50);
  guint generation = f->trace.generation;
  add (f, T0 + 120 * G_GINT64_CONSTANT (1000000), 5, 50);
  g_assert_cmpuint (f->trace.generation, >, generation);
  g_assert_cmpint (f->trace.newest, ==, 49);
  add (f, T0, 9, 50);
  g_assert_cmpint (f->trace.epoch_us, ==, T0);
  g_assert_cmpfloat (vigil_trace_get (&f->trace, 0), ==, 9);
}

static void
test_a_drifting_sample_clock_makes_no_holes (Fixture *f, gconstpointer data)
{
  (void) data;
  /* The device samples at 249.9 Hz and says 250: after ten minutes it is 60 samples behind. */
  for (guint i = 0; i < 3000; i++)
    g_assert_false (add (f, T0 + (gint64) (i * 50 * 1e6 / 249.9), 0, 50));
  g_assert_cmpint (f->trace.newest, ==, 3000 * 50 - 1);
  gint64 true_end_us = T0 + (gint64) (3000 * 50 * 1e6 / 249.9);
  g_assert_cmpint (ABS (vigil_trace_get_end_us (&f->trace) - true_end_us), <, 8000);
}

static void
test_stamps_in_milliseconds_make_no_holes (Fixture *f, gconstpointer data)
{
  (void) data;
  for (guint i = 0; i < 1000; i++) {
    gint64 exact_us = T0 + (gint64) i * 148000;
    g_assert_false (add (f, (exact_us + 3300) / 10000 * 10000, 0, 37));
  }
  g_assert_cmpint (f->trace.newest, ==, 36999);
}

static void
test_one_missing_sample_at_a_low_rate_is_seen (Fixture *f, gconstpointer data)
{
  (void) data;
  vigil_trace_clear (&f->trace);
  vigil_trace_init (&f->trace, 10);
  add (f, T0, 1, 1);
  g_assert_true (add (f, T0 + 200000, 3, 1));
  g_assert_true (isnan (vigil_trace_get (&f->trace, 1)));
  g_assert_cmpfloat (vigil_trace_get (&f->trace, 2), ==, 3);
}

static void
test_reset_forgets_everything (Fixture *f, gconstpointer data)
{
  (void) data;
  add (f, T0, 0, 50);
  guint generation = f->trace.generation;
  vigil_trace_reset (&f->trace);
  g_assert_cmpuint (f->trace.generation, !=, generation);
  g_assert_cmpint (vigil_trace_get_end_us (&f->trace), ==, G_MININT64);
  g_assert_true (isnan (vigil_trace_get (&f->trace, 0)));
}

#define ADD(name, func) g_test_add ("/trace/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("blocks-follow-without-a-hole", test_blocks_follow_without_a_hole);
  ADD ("a-missing-block-is-a-hole-and-never-made-up",
       test_a_missing_block_is_a_hole_and_never_made_up);
  ADD ("a-late-block-fills-its-hole-and-moves-nothing",
       test_a_late_block_fills_its_hole_and_moves_nothing);
  ADD ("only-the-last-minute-is-held", test_only_the_last_minute_is_held);
  ADD ("a-far-jump-starts-a-new-grid", test_a_far_jump_starts_a_new_grid);
  ADD ("a-drifting-sample-clock-makes-no-holes", test_a_drifting_sample_clock_makes_no_holes);
  ADD ("stamps-in-milliseconds-make-no-holes", test_stamps_in_milliseconds_make_no_holes);
  ADD ("one-missing-sample-at-a-low-rate-is-seen", test_one_missing_sample_at_a_low_rate_is_seen);
  ADD ("reset-forgets-everything", test_reset_forgets_everything);
  return g_test_run ();
}
