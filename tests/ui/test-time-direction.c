/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Read from the right, all is mirrored but time: the strip of an alarm, the timeline of a what-if
 * and the lanes of a bed's trends are drawn to the very pixel as they are read from the left. On a
 * display. */

#include <glib/gstdio.h>
#include <math.h>

#include "vigil-alarm-strip-view.h"
#include "vigil-trend-lane.h"
#include "vigil-trends.h"
#include "vigil-what-if-timeline.h"
#include "vigil-test-folder.h"

static void
wait_drawn (GtkWidget *window)
{
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (window);
}

/* What @widget looks like. */
static cairo_surface_t *
take (GtkWidget *widget, int width, int height)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  gdk_paintable_snapshot (paintable, snapshot, width, height);
  g_autoptr (GskRenderNode) node = gtk_snapshot_free_to_node (snapshot);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  cairo_t *cr = cairo_create (surface);
  gsk_render_node_draw (node, cr);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

/* A window with nothing but @widget. Takes @widget. */
static GtkWidget *
show (GtkWidget *widget, int width, int height)
{
  GtkWidget *window = gtk_window_new ();
  gtk_window_set_decorated (GTK_WINDOW (window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  gtk_window_set_child (GTK_WINDOW (window), widget);
  wait_drawn (window);
  return window;
}

/* What a window with nothing but @widget looks like. Takes @widget. */
static cairo_surface_t *
draw (GtkWidget *widget, int width, int height)
{
  GtkWidget *window = show (widget, width, height);
  cairo_surface_t *surface = take (widget, width, height);
  gtk_window_destroy (GTK_WINDOW (window));
  return surface;
}

static guint
count_other (cairo_surface_t *a, cairo_surface_t *b, int height, gboolean is_mirrored)
{
  const guint32 *first = (const guint32 *) (gpointer) cairo_image_surface_get_data (a);
  const guint32 *second = (const guint32 *) (gpointer) cairo_image_surface_get_data (b);
  int width = cairo_image_surface_get_width (a);
  int row = cairo_image_surface_get_stride (a) / 4;
  guint n = 0;
  for (int y = 0; y < height; y++) {
    for (int x = 0; x < width; x++)
      n += first[y * row + x] != second[y * row + (is_mirrored ? width - 1 - x : x)];
  }
  return n;
}

static void
compare (cairo_surface_t *left, cairo_surface_t *right, int height)
{
  g_assert_cmpuint (count_other (left, right, height, FALSE), ==, 0);
  /* It is a picture that a mirror would change. */
  g_assert_cmpuint (count_other (left, left, height, TRUE), >, 100);
}

/* Words below the picture are read from their own side. */
static void
check (GtkWidget *(*make) (void), int width, int height, int picture_height)
{
  cairo_surface_t *left = draw (make (), width, height);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  GtkWidget *widget = make ();
  g_assert_cmpint (gtk_widget_get_direction (widget), ==, GTK_TEXT_DIR_RTL);
  cairo_surface_t *right = draw (widget, width, height);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
  compare (left, right, picture_height);
  cairo_surface_destroy (left);
  cairo_surface_destroy (right);
}

/* Four seconds that rise: nothing about them is the same in a mirror. */
static GtkWidget *
make_strip (void)
{
  static float samples[1000];
  VigilAlarmStrip strip = { .priority = VIGIL_PRIORITY_HIGH,
                            .start_ms = 1000000,
                            .length_ms = 4000,
                            .raised_ms = 1003000,
                            .n_leads = 1 };
  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    samples[i] = (float) i / 1000 + 0.3f * (float) sin (i / 20.0);
  strip.leads[0] = (VigilAlarmStripLead){
    .kind = VIGIL_WAVE_ECG, .rate_hz = 250, .n = G_N_ELEMENTS (samples), .samples = samples
  };
  vigil_text_copy (strip.leads[0].lead.refid, sizeof strip.leads[0].lead.refid,
                   "MDC_ECG_ELEC_POTL_II");
  vigil_text_copy (strip.leads[0].lead.unit, sizeof strip.leads[0].lead.unit, "mV");
  strip.leads[0].lead.gain = 1;
  return vigil_alarm_strip_view_new (&strip);
}

static void
test_the_strip_of_an_alarm_goes_to_the_right (void)
{
  check (make_strip, 500, 240, 240);
}

static GtkWidget *
make_timeline (void)
{
  GtkWidget *timeline = vigil_what_if_timeline_new ();
  g_autoptr (GArray) now = g_array_new (FALSE, TRUE, sizeof (VigilWhatIfAlarm));
  g_autoptr (GArray) then = g_array_new (FALSE, TRUE, sizeof (VigilWhatIfAlarm));
  g_autoptr (GArray) fates = g_array_new (FALSE, TRUE, sizeof (VigilFate));
  VigilFate fate = VIGIL_FATE_HIDDEN;
  VigilWhatIfAlarm alarm = { .raised_ms = 1000, .ended_ms = 3000 };
  g_array_append_val (now, alarm);
  g_array_append_val (fates, fate);
  VigilWhatIfReport report = { .from_ms = 0, .to_ms = 20000, .now = now, .then = then };
  report.result.fates = fates;
  vigil_what_if_timeline_show (VIGIL_WHAT_IF_TIMELINE (timeline), &report);
  return timeline;
}

static void
test_the_timeline_of_a_what_if_goes_to_the_right (void)
{
  check (make_timeline, 400, 80, 50);
}

/* ── The lanes of a bed's trends ────────────────────────────────────────────────────────────── */

/* Of the past 40 min: a heart rate and a saturation that rise, with a gap. */
static void
write_trends (const char *folder)
{
  g_autoptr (GError) error = NULL;
  VigilStore *store = vigil_store_open (folder, NULL, &error);
  gint64 now_ms = g_get_real_time () / 1000;
  g_assert_no_error (error);
  for (gint64 minute = 40; minute > 1; minute--) {
    VigilTrendSample sample = { .t_ms = now_ms - minute * VIGIL_TREND_MINUTE_MS,
                                .has_value = TRUE,
                                .age_ms = -1 };
    if (minute > 20 && minute < 26)
      continue;
    sample.value = 150.0 - (double) minute;
    vigil_trends_append (store, "01", "", VIGIL_NUMERIC_HR, &sample);
    sample.value = 99.0 - (double) minute / 4;
    vigil_trends_append (store, "01", "", VIGIL_NUMERIC_SPO2, &sample);
  }
  vigil_store_close (store);
}

static VigilStation *
make_station (const char *folder)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (folder, "station.conf", NULL);
  g_assert_true (g_file_set_contents (path,
                                      "[station]\nsite=test\nward=w1\nid=desk-1\n"
                                      "[broker]\nhost=127.0.0.1\nport=1\nuser=desk-1\n"
                                      "[beds]\norder=01\nprimary=01\n",
                                      -1, NULL));
  VigilConfig *config = vigil_config_load (path, &error);
  g_assert_no_error (error);
  VigilStation *station = vigil_station_new (config, folder, folder, &error);
  g_assert_no_error (error);
  return station;
}

/* Lanes that are shown, below @widget. */
static void
find_lanes (GtkWidget *widget, GPtrArray *lanes)
{
  if (GTK_IS_DRAWING_AREA (widget) && gtk_widget_get_mapped (widget))
    g_ptr_array_add (lanes, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    find_lanes (child, lanes);
}

static void
take_lanes (GtkWidget *window, cairo_surface_t *pictures[2])
{
  g_autoptr (GPtrArray) lanes = g_ptr_array_new ();
  do {
    g_ptr_array_set_size (lanes, 0);
    g_main_context_iteration (NULL, TRUE);
    find_lanes (window, lanes);
  } while (lanes->len < 2 || gtk_widget_get_width (g_ptr_array_index (lanes, 1)) == 0);
  wait_drawn (window);
  g_assert_cmpuint (lanes->len, ==, 2);
  for (guint i = 0; i < 2; i++) {
    GtkWidget *lane = g_ptr_array_index (lanes, i);
    pictures[i] = take (lane, gtk_widget_get_width (lane), gtk_widget_get_height (lane));
  }
}

/* The same lanes of the same minutes, turned. */
static void
test_the_lanes_of_trends_go_to_the_right (void)
{
  cairo_surface_t *left[2], *right[2];
  g_autofree char *folder = g_dir_make_tmp ("vigil-trends-XXXXXX", NULL);
  write_trends (folder);
  VigilStation *station = make_station (folder);
  GtkWidget *lanes = vigil_trend_lanes_new (station, 0);
  GtkWidget *window = show (lanes, 500, 600);
  take_lanes (window, left);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  g_assert_cmpint (gtk_widget_get_direction (lanes), ==, GTK_TEXT_DIR_RTL);
  take_lanes (window, right);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
  for (guint i = 0; i < 2; i++) {
    compare (left[i], right[i], cairo_image_surface_get_height (left[i]));
    cairo_surface_destroy (left[i]);
    cairo_surface_destroy (right[i]);
  }
  gtk_window_destroy (GTK_WINDOW (window));
  vigil_station_stop (station);
  g_object_unref (station);
  vigil_test_folder_remove (folder);
}

int
main (int argc, char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/time-direction/the-strip-of-an-alarm-goes-to-the-right",
                   test_the_strip_of_an_alarm_goes_to_the_right);
  g_test_add_func ("/time-direction/the-timeline-of-a-what-if-goes-to-the-right",
                   test_the_timeline_of_a_what_if_goes_to_the_right);
  g_test_add_func ("/time-direction/the-lanes-of-trends-go-to-the-right",
                   test_the_lanes_of_trends_go_to_the_right);
  return g_test_run ();
}
