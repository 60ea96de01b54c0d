/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How frames are counted, on times made by hand; and that the clock of a real window is what is
 * counted, by which the pace of the wall is judged. */

#include <gtk/gtk.h>
#include <string.h>

#include "vigil-frame-meter.h"
#include "vigil-frame-tally.h"

#define START_US G_GINT64_CONSTANT (1000000)
#define FRAME_US 16667
#define N_FRAMES 300 /* a report at 60 per second */
#define BIN_MS 0.05

/* ── Counting ───────────────────────────────────────────────────────────────────────────────── */

typedef struct {
  VigilFrameTally *tally;
  gint64 end_us; /* of the last frame */
  guint n_reports;
  VigilFrameReport report; /* the last one */
} Run;

static void
set_up (Run *run, gconstpointer data)
{
  run->tally = g_new0 (VigilFrameTally, 1);
  run->end_us = START_US;
}

static void
tear_down (Run *run, gconstpointer data)
{
  g_free (run->tally);
}

/* A frame that ends @interval_us after the one before it and took @work_us. */
static gboolean
frame (Run *run, gint64 interval_us, gint64 work_us, gboolean is_drawn)
{
  run->end_us += interval_us;
  vigil_frame_tally_begin (run->tally, run->end_us - work_us);
  if (is_drawn)
    vigil_frame_tally_note_drawn (run->tally);
  gboolean has_report = vigil_frame_tally_end (run->tally, run->end_us, &run->report);
  run->n_reports += has_report;
  return has_report;
}

static void
frames (Run *run, guint n, gint64 interval_us, gint64 work_us, gboolean is_drawn)
{
  for (guint i = 0; i < n; i++)
    frame (run, interval_us, work_us, is_drawn);
}

static void
test_even_frames_are_told_every_five_seconds (Run *run, gconstpointer data)
{
  frame (run, FRAME_US, 2000, TRUE);
  frames (run, N_FRAMES - 1, FRAME_US, 2000, TRUE);
  g_assert_cmpuint (run->n_reports, ==, 0);
  g_assert_true (frame (run, FRAME_US, 2000, TRUE));
  const VigilFrameReport *report = &run->report;
  g_assert_cmpuint (report->n_frames, ==, N_FRAMES);
  g_assert_cmpuint (report->n_drawn, ==, N_FRAMES);
  g_assert_cmpuint (report->n_dropped, ==, 0);
  g_assert_cmpfloat_with_epsilon (report->seconds, 5.0001, 1e-6);
  g_assert_cmpfloat_with_epsilon (report->interval_p50_ms, 16.70, 1e-6);
  g_assert_cmpfloat_with_epsilon (report->interval_p99_ms, 16.70, 1e-6);
  g_assert_cmpfloat_with_epsilon (report->work_p50_ms, 2.05, 1e-6);
  g_assert_cmpfloat_with_epsilon (report->work_p99_ms, 2.05, 1e-6);
  g_assert_cmpfloat_with_epsilon (report->drawn_p95_ms, 2.05, 1e-6);
}

/* The first frame has no interval, however long nothing was counted before it. */
static void
test_what_was_before_the_first_frame_does_not_count (Run *run, gconstpointer data)
{
  frame (run, 60 * G_USEC_PER_SEC, 90000, TRUE);
  frames (run, N_FRAMES, FRAME_US, 1000, TRUE);
  g_assert_cmpuint (run->n_reports, ==, 1);
  g_assert_cmpuint (run->report.n_frames, ==, N_FRAMES);
  g_assert_cmpuint (run->report.n_dropped, ==, 0);
  g_assert_cmpfloat_with_epsilon (run->report.work_p99_ms, 1.05, 1e-6);
}

/* One that came in the middle of a frame: whose begin it did not see is not counted. */
static void
test_a_frame_whose_begin_was_not_seen_does_not_count (Run *run, gconstpointer data)
{
  g_assert_false (vigil_frame_tally_end (run->tally, run->end_us, &run->report));
  frames (run, N_FRAMES, FRAME_US, 1000, TRUE);
  g_assert_cmpuint (run->n_reports, ==, 1);
  g_assert_cmpuint (run->report.n_frames, ==, N_FRAMES);
}

/* Of 100 frames of 0.1, 0.2 … 10 ms those in the middle, and at 95 and 99 of a hundred. */
static void
test_quantiles_are_of_all_frames_in_any_order (Run *run, gconstpointer data)
{
  frame (run, FRAME_US, 1, TRUE);
  for (guint i = 0; i < 100; i++)
    frame (run, 50000, 100 * (1 + i * 37 % 100), TRUE);
  const VigilFrameReport *report = &run->report;
  g_assert_cmpuint (run->n_reports, ==, 1);
  g_assert_cmpuint (report->n_frames, ==, 100);
  g_assert_cmpfloat_with_epsilon (report->work_p50_ms, 5.1 + BIN_MS, 1e-6);
  g_assert_cmpfloat_with_epsilon (report->drawn_p95_ms, 9.6 + BIN_MS, 1e-6);
  g_assert_cmpfloat_with_epsilon (report->work_p99_ms, 10.0 + BIN_MS, 1e-6);
  g_assert_cmpfloat_with_epsilon (report->interval_p99_ms, 50.0 + BIN_MS, 1e-6);
}

static void
test_what_is_longer_than_a_hundred_milliseconds_counts_as_that (Run *run, gconstpointer data)
{
  frame (run, FRAME_US, 1000, TRUE);
  frames (run, 4, 2 * G_USEC_PER_SEC, G_USEC_PER_SEC, TRUE);
  g_assert_cmpuint (run->n_reports, ==, 1);
  g_assert_cmpfloat_with_epsilon (run->report.work_p50_ms, 100, 1e-6);
  g_assert_cmpfloat_with_epsilon (run->report.interval_p99_ms, 100, 1e-6);
}

/* An interval is as many frames as it is nearest to; all but one of them did not come. */
static void
test_frames_that_did_not_come_are_dropped (Run *run, gconstpointer data)
{
  static const struct {
    gint64 interval_us;
    guint n_dropped;
  } GAPS[] = { { 8000, 0 },  { 16667, 0 }, { 24000, 0 },  { 26000, 1 },   { 33333, 1 },
               { 41000, 1 }, { 50000, 2 }, { 100000, 5 }, { 1000000, 59 } };
  for (guint i = 0; i < G_N_ELEMENTS (GAPS); i++) {
    memset (run->tally, 0, sizeof *run->tally);
    run->n_reports = 0;
    frame (run, FRAME_US, 1000, TRUE);
    frame (run, GAPS[i].interval_us, 1000, TRUE);
    while (run->n_reports == 0)
      frame (run, FRAME_US, 1000, TRUE);
    g_test_message ("%.1f ms", (double) GAPS[i].interval_us / 1e3);
    g_assert_cmpuint (run->report.n_dropped, ==, GAPS[i].n_dropped);
  }
}

/* Of a wall whose sweep is drawn in every second frame. */
static void
test_drawn_are_those_that_said_so (Run *run, gconstpointer data)
{
  frame (run, FRAME_US, 1000, TRUE);
  for (guint i = 0; i < N_FRAMES / 2; i++) {
    frame (run, FRAME_US, 7000, TRUE);
    frame (run, FRAME_US, 300, FALSE);
  }
  g_assert_cmpuint (run->n_reports, ==, 1);
  g_assert_cmpuint (run->report.n_frames, ==, N_FRAMES);
  g_assert_cmpuint (run->report.n_drawn, ==, N_FRAMES / 2);
  g_assert_cmpfloat_with_epsilon (run->report.drawn_p95_ms, 7.05, 1e-6);
  frames (run, N_FRAMES, FRAME_US, 300, FALSE);
  g_assert_cmpuint (run->n_reports, ==, 2);
  g_assert_cmpuint (run->report.n_drawn, ==, 0);
  g_assert_cmpfloat (run->report.drawn_p95_ms, ==, 0);
}

static void
test_each_report_is_of_its_own_five_seconds (Run *run, gconstpointer data)
{
  frame (run, FRAME_US, 1000, TRUE);
  frames (run, 50, 100000, 20000, TRUE);
  g_assert_cmpuint (run->n_reports, ==, 1);
  g_assert_cmpuint (run->report.n_dropped, ==, 250);
  frames (run, N_FRAMES, FRAME_US, 1000, TRUE);
  g_assert_cmpuint (run->n_reports, ==, 2);
  g_assert_cmpuint (run->report.n_frames, ==, N_FRAMES);
  g_assert_cmpuint (run->report.n_dropped, ==, 0);
  g_assert_cmpfloat_with_epsilon (run->report.work_p99_ms, 1.05, 1e-6);
  g_assert_cmpfloat_with_epsilon (run->report.interval_p99_ms, 16.70, 1e-6);
  g_assert_cmpfloat_with_epsilon (run->report.drawn_p95_ms, 1.05, 1e-6);
}

/* ── On a clock ─────────────────────────────────────────────────────────────────────────────── */

#define SLOW_US 9000
#define N_METERS 3

/* Of these three on one clock each frame draws for the first, every third one, which is a short
 * one, for the second, none for the third. */
typedef struct {
  VigilFrameMeter *meters[N_METERS];
  VigilPace paces[N_METERS];
  guint n_painted;
  char *lines[N_METERS];
  guint n_lines;
} Live;

static GLogWriterOutput
line_cb (GLogLevelFlags level, const GLogField *fields, gsize n, gpointer data)
{
  Live *live = data;
  for (gsize i = 0; i < n; i++) {
    if (strcmp (fields[i].key, "MESSAGE") != 0 || !g_str_has_prefix (fields[i].value, "frames "))
      continue;
    if (live->n_lines < N_METERS)
      live->lines[live->n_lines++] = g_strdup (fields[i].value);
    return G_LOG_WRITER_HANDLED;
  }
  return g_log_writer_default (level, fields, n, NULL);
}

static void
paint_cb (GdkFrameClock *clock, gpointer data)
{
  Live *live = data;
  gboolean is_short = live->n_painted++ % 3 == 0;
  vigil_frame_meter_note_drawn (live->meters[0]);
  if (is_short)
    vigil_frame_meter_note_drawn (live->meters[1]);
  else
    g_usleep (SLOW_US);
}

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  gtk_widget_queue_draw (widget);
  return G_SOURCE_CONTINUE;
}

typedef struct {
  guint n_frames, n_dropped, n_drawn;
  double seconds, work_p50_ms, drawn_p95_ms;
} Line;

static Line
read_line (const char *text)
{
  Line line;
  double unused;
  g_test_message ("%s", text);
  g_assert_cmpint (sscanf (text,
                           "frames %u in %lf s, interval p50 %lf p99 %lf ms, work p50 %lf p99 %lf "
                           "ms, dropped %u, drawn %u work p95 %lf ms, pace full",
                           &line.n_frames, &line.seconds, &unused, &unused, &line.work_p50_ms,
                           &unused, &line.n_dropped, &line.n_drawn, &line.drawn_p95_ms),
                   ==, 9);
  return line;
}

/* The one before it is what it says it saw. */
static void
check_pace (const VigilPace *pace, const Line *line)
{
  g_assert_cmpfloat_with_epsilon (pace->work_p95_ms, line->drawn_p95_ms, 0.006);
  g_assert_cmpint (pace->level, ==,
                   line->drawn_p95_ms > VIGIL_PACE_WORK_MAX_MS ? VIGIL_PACE_HALVES
                                                               : VIGIL_PACE_FULL);
}

static void
check_lines (const Live *live)
{
  Line each = read_line (live->lines[0]), third = read_line (live->lines[1]),
       none = read_line (live->lines[2]);
  g_assert_cmpfloat (each.seconds, >=, 5);
  g_assert_cmpuint (each.n_frames, >=, 90); /* a machine that has others to serve */
  g_assert_cmpuint (each.n_drawn, ==, each.n_frames);
  g_assert_cmpfloat (each.work_p50_ms, >=, SLOW_US / 1e3);
  g_assert_cmpfloat (each.drawn_p95_ms, >=, SLOW_US / 1e3);
  g_assert_cmpint (live->paces[0].level, ==, VIGIL_PACE_HALVES);
  check_pace (&live->paces[0], &each);
  g_assert_cmpuint (third.n_drawn, <=, third.n_frames / 3 + 1);
  g_assert_cmpuint (third.n_drawn, >=, third.n_frames / 3);
  g_assert_cmpfloat (third.drawn_p95_ms, <=, each.drawn_p95_ms);
  check_pace (&live->paces[1], &third);
  g_assert_cmpuint (none.n_drawn, ==, 0);
  g_assert_cmpfloat (live->paces[2].work_p95_ms, ==, 0);
  g_assert_cmpint (live->paces[2].level, ==, VIGIL_PACE_FULL);
}

static void
test_the_pace_goes_by_what_was_drawn (gconstpointer data)
{
  Live *live = (Live *) data;
  GtkWidget *window = gtk_window_new ();
  gtk_window_present (GTK_WINDOW (window));
  GdkFrameClock *clock = gtk_widget_get_frame_clock (window);
  for (guint i = 0; i < N_METERS; i++) {
    vigil_pace_init (&live->paces[i]);
    live->meters[i] = vigil_frame_meter_new (clock, &live->paces[i]);
  }
  gulong id = g_signal_connect (clock, "paint", G_CALLBACK (paint_cb), live);
  gtk_widget_add_tick_callback (window, tick_cb, NULL, NULL);
  while (live->n_lines < N_METERS)
    g_main_context_iteration (NULL, TRUE);
  check_lines (live);
  g_signal_handler_disconnect (clock, id);
  for (guint i = 0; i < N_METERS; i++) {
    vigil_frame_meter_free (live->meters[i]);
    g_assert_cmpuint (
        g_signal_handler_find (clock, G_SIGNAL_MATCH_DATA, 0, 0, NULL, NULL, live->meters[i]), ==,
        0);
    g_free (live->lines[i]);
  }
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  static Live live;
  gtk_test_init (&argc, &argv, NULL);
  g_log_set_writer_func (line_cb, &live, NULL);
#define ADD(name) g_test_add ("/frame-meter/" #name, Run, NULL, set_up, test_##name, tear_down)
  ADD (even_frames_are_told_every_five_seconds);
  ADD (what_was_before_the_first_frame_does_not_count);
  ADD (a_frame_whose_begin_was_not_seen_does_not_count);
  ADD (quantiles_are_of_all_frames_in_any_order);
  ADD (what_is_longer_than_a_hundred_milliseconds_counts_as_that);
  ADD (frames_that_did_not_come_are_dropped);
  ADD (drawn_are_those_that_said_so);
  ADD (each_report_is_of_its_own_five_seconds);
#undef ADD
  g_test_add_data_func ("/frame-meter/the-pace-goes-by-what-was-drawn", &live,
                        test_the_pace_goes_by_what_was_drawn);
  return g_test_run ();
}
