/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the wall costs: our painter against a drawing area per wave that strokes with cairo, whole
 * or reduced to two points per pixel column, on the same beds, data, layout, numbers and alarms.
 * Prints one JSON line. Run on a display of its own; see --help. */
#include <json-glib/json-glib.h>
#include <math.h>
#include <sys/resource.h>

#include "naive-painter.h"
#include "vigil-wall.h"
#include "wall-fixture.h"

#define BATCH_US (100 * 1000)
#define WARM_UP_MS 2500
#define INTERVALS_MAX 100000
#define BAR_MM 5

typedef struct {
  /* Options. */
  char *painter;
  int beds, lanes, seconds, width, height, server_pid, storm, is_still;
  double speed_mm_s;
  /* The ward and what shows it. */
  WallFixture *ward;
  VigilWallSource source;
  VigilWallSource without_waves;
  VigilBed *blind; /* the same beds without leads, for the naive painters' wall */
  VigilPalette palette;
  GtkWidget *window, *wall, *overlay;
  GPtrArray *areas;
  gint64 started_us;
  guint turn;
  /* What is measured. */
  GMainLoop *loop;
  gboolean is_measuring;
  gint64 last_frame_us, paint_us, begun_us;
  guint n_frames, n_intervals;
  double *intervals_ms, *work_ms;
  double client_s, server_s;
  guint64 columns;
} Bench;

/* One wave of a naive wall. */
typedef struct {
  Bench *bench;
  guint bed;
  VigilLane lane;
  guint index;
} Wave;

/* --- ward --- */

static gint64
ward_us (Bench *self)
{
  return 1010 * G_USEC_PER_SEC + g_get_monotonic_time () - self->started_us;
}

/* Data come in batches, as over the wire; numbers of every bed once a second, one after another. */
static gboolean
feed_cb (gpointer data)
{
  Bench *self = data;
  wall_fixture_go_to (self->ward, ward_us (self));
  if (self->is_still)
    return G_SOURCE_CONTINUE;
  for (guint i = 0; i < MAX ((guint) self->beds / 10, 1); i++) {
    VigilBed *bed = &self->ward->beds[self->turn++ % (guint) self->beds];
    for (guint kind = 0; kind <= VIGIL_NUMERIC_NIBP_DIA; kind++)
      bed->numerics[kind].value = 60 + (self->turn * 7 + kind * 11) % 60;
  }
  return G_SOURCE_CONTINUE;
}

static VigilNow
now (gpointer data)
{
  Bench *self = data;
  VigilNow instant = self->ward->now;
  instant.mono_us = ward_us (self);
  return instant;
}

static guint
get_n_beds (gpointer data)
{
  Bench *self = data;
  return self->source.get_n_beds (self->ward);
}

static const VigilBed *
get_bed (gpointer data, guint bed)
{
  Bench *self = data;
  if (!self->blind)
    return &self->ward->beds[bed];
  VigilBed *copy = &self->blind[bed];
  *copy = self->ward->beds[bed];
  copy->n_leads = 0;
  return copy;
}

static const VigilAlarm *const *
list_alarms (gpointer data, guint bed, guint *n)
{
  Bench *self = data;
  return self->source.list_alarms (self->ward, bed, n);
}

static const VigilAlarm *
get_last_ended (gpointer data, guint bed)
{
  Bench *self = data;
  return self->source.get_last_ended (self->ward, bed);
}

static VigilLinkShown
get_link (gpointer data)
{
  (void) data;
  return VIGIL_LINK_SHOWN_UP;
}

static VigilDelivery
get_delivery (gpointer data, const char *action_id)
{
  Bench *self = data;
  return self->source.get_delivery (self->ward, action_id);
}

static GtkWidget *
make_silence_target (gpointer data, guint bed, gboolean is_compact)
{
  (void) data, (void) bed, (void) is_compact;
  return NULL;
}

/* --- the naive painters --- */

static void
draw_wave_cb (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  Wave *wave = data;
  Bench *self = wave->bench;
  const VigilLayout *layout = vigil_wall_get_layout (VIGIL_WALL (self->wall));
  const VigilBed *bed = &self->ward->beds[wave->bed];
  NaiveKind kind = g_str_equal (self->painter, "naive") ? NAIVE_EVERY_SAMPLE : NAIVE_TWO_POINTS;
  (void) area;
  if (wave->lane.height != height)
    vigil_lane_init (&wave->lane, height, layout->px_per_mm, layout->speed_mm_s * layout->px_per_mm,
                     1.5);
  vigil_lane_choose (&wave->lane, bed, wave->index, layout->n_lanes);
  if (!wave->lane.lead)
    return;
  gint64 cursor = (gint64) floor ((double) ward_us (self) / G_USEC_PER_SEC * wave->lane.px_per_s);
  vigil_lane_judge (&wave->lane, bed, MIN (cursor, vigil_lane_get_end (&wave->lane, bed)));
  VigilColour colour =
      vigil_palette_wave (&self->palette, wave->lane.lead->kind, wave->lane.lead->lead.refid);
  cairo_set_line_join (cr, naive_painter_get_join (kind));
  naive_painter_draw (cr, kind, &wave->lane, bed, cursor, width, (int) (BAR_MM * layout->px_per_mm),
                      colour);
  self->columns++;
}

static gboolean
place_wave_cb (GtkOverlay *overlay, GtkWidget *area, GdkRectangle *place, gpointer data)
{
  Bench *self = data;
  const VigilLayout *layout = vigil_wall_get_layout (VIGIL_WALL (self->wall));
  const Wave *wave = g_object_get_data (G_OBJECT (area), "wave");
  (void) overlay;
  if (!layout || wave->index >= layout->n_lanes)
    return FALSE;
  *place = layout->tiles[wave->bed].lanes[wave->index];
  return TRUE;
}

static gboolean
redraw_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  Bench *self = data;
  (void) widget, (void) clock;
  for (guint i = 0; i < self->areas->len; i++)
    gtk_widget_queue_draw (self->areas->pdata[i]);
  return G_SOURCE_CONTINUE;
}

static void
add_waves (Bench *self)
{
  g_signal_connect (self->overlay, "get-child-position", G_CALLBACK (place_wave_cb), self);
  for (int bed = 0; bed < self->beds; bed++) {
    for (int lane = 0; lane < self->lanes; lane++) {
      GtkWidget *area = gtk_drawing_area_new ();
      Wave *wave = g_new0 (Wave, 1);
      wave->bench = self;
      wave->bed = (guint) bed;
      wave->index = (guint) lane;
      g_object_set_data_full (G_OBJECT (area), "wave", wave, g_free);
      gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (area), draw_wave_cb, wave, NULL);
      gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), area);
      g_ptr_array_add (self->areas, area);
    }
  }
  gtk_widget_add_tick_callback (self->overlay, redraw_cb, self, NULL);
}

/* --- measuring --- */

static double
client_seconds (void)
{
  struct rusage usage;
  getrusage (RUSAGE_SELF, &usage);
  return (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
         + (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

/* User and system time of another process, from the 14th and 15th field of its stat. */
static double
server_seconds (int pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/schedstat", pid);
  g_autofree char *text = NULL;
  if (pid <= 0 || !g_file_get_contents (path, &text, NULL, NULL))
    return 0;
  return (double) g_ascii_strtoull (text, NULL, 10) / 1e9;
}

static double
pss_mib (void)
{
  g_autofree char *text = NULL;
  if (!g_file_get_contents ("/proc/self/smaps_rollup", &text, NULL, NULL))
    return 0;
  const char *line = strstr (text, "\nPss:");
  return line ? (double) g_ascii_strtoull (line + strlen ("\nPss:"), NULL, 10) / 1024 : 0;
}

static void
before_paint_cb (GdkFrameClock *clock, Bench *self)
{
  (void) clock;
  self->paint_us = g_get_monotonic_time ();
}

static void
after_paint_cb (GdkFrameClock *clock, Bench *self)
{
  gint64 at_us = g_get_monotonic_time ();
  (void) clock;
  if (self->is_measuring && self->last_frame_us > 0 && self->n_intervals < INTERVALS_MAX) {
    self->intervals_ms[self->n_intervals] = (double) (at_us - self->last_frame_us) / 1e3;
    self->work_ms[self->n_intervals++] = (double) (at_us - self->paint_us) / 1e3;
  }
  self->n_frames += self->is_measuring ? 1 : 0;
  self->last_frame_us = at_us;
}

static int
compare (const void *a, const void *b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;
  return (x > y) - (x < y);
}

static double
quantile (const double *sorted, guint n, double share)
{
  return n > 0 ? sorted[MIN ((guint) (share * n), n - 1)] : 0;
}

static guint
count_dropped (const double *intervals_ms, guint n)
{
  guint dropped = 0;
  for (guint i = 0; i < n; i++)
    dropped += intervals_ms[i] > 25 ? (guint) lround (intervals_ms[i] / 16.667) - 1 : 0;
  return dropped;
}

static void
add_number (JsonBuilder *builder, const char *name, double value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_double_value (builder, round (value * 1000) / 1000);
}

static void
print_report (Bench *self)
{
  const VigilLayout *layout = vigil_wall_get_layout (VIGIL_WALL (self->wall));
  double seconds = (double) (g_get_monotonic_time () - self->begun_us) / G_USEC_PER_SEC;
  double client = client_seconds () - self->client_s;
  double server = server_seconds (self->server_pid) - self->server_s;
  double waves = self->beds * self->lanes;
  guint dropped = count_dropped (self->intervals_ms, self->n_intervals);
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  qsort (self->intervals_ms, self->n_intervals, sizeof (double), compare);
  qsort (self->work_ms, self->n_intervals, sizeof (double), compare);

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "painter");
  json_builder_add_string_value (builder, self->painter);
  add_number (builder, "beds", self->beds);
  add_number (builder, "waves", waves);
  add_number (builder, "speed_mm_s", layout->speed_mm_s);
  add_number (builder, "seconds", seconds);
  add_number (builder, "client_percent", 100 * client / seconds);
  add_number (builder, "server_percent", 100 * server / seconds);
  add_number (builder, "total_percent", 100 * (client + server) / seconds);
  add_number (builder, "fps", self->n_frames / seconds);
  add_number (builder, "frame_p50_ms", quantile (self->intervals_ms, self->n_intervals, 0.5));
  add_number (builder, "frame_p99_ms", quantile (self->intervals_ms, self->n_intervals, 0.99));
  add_number (builder, "dropped_percent", 100.0 * dropped / MAX (self->n_frames + dropped, 1));
  add_number (builder, "work_p50_ms", quantile (self->work_ms, self->n_intervals, 0.5));
  add_number (builder, "work_p99_ms", quantile (self->work_ms, self->n_intervals, 0.99));
  add_number (builder, "us_per_wave_frame",
              1e6 * (client + server) / MAX (self->n_frames, 1) / waves);
  add_number (builder, "pss_mib", pss_mib ());
  json_builder_end_object (builder);
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  g_autofree char *text = json_to_string (root, FALSE);
  g_print ("%s\n", text);
}

static gboolean
end_cb (gpointer data)
{
  Bench *self = data;
  print_report (self);
  g_main_loop_quit (self->loop);
  return G_SOURCE_REMOVE;
}

static gboolean
begin_cb (gpointer data)
{
  Bench *self = data;
  self->is_measuring = TRUE;
  self->last_frame_us = 0;
  self->client_s = client_seconds ();
  self->server_s = server_seconds (self->server_pid);
  self->begun_us = g_get_monotonic_time ();
  g_timeout_add ((guint) self->seconds * 1000, end_cb, self);
  return G_SOURCE_REMOVE;
}

/* --- start --- */

static void
make_source (Bench *self)
{
  wall_fixture_get_source (self->ward, &self->source);
  self->without_waves = (VigilWallSource){
    .get_n_beds = get_n_beds,
    .get_bed = get_bed,
    .list_alarms = list_alarms,
    .get_last_ended = get_last_ended,
    .get_link = get_link,
    .get_delivery = get_delivery,
    .now = now,
    .make_silence_target = make_silence_target,
    .data = self,
  };
}

static void
show (Bench *self)
{
  gboolean is_ours = g_str_equal (self->painter, "wall");
  if (!is_ours)
    self->blind = g_new0 (VigilBed, (gsize) self->beds);
  self->wall = vigil_wall_new_for_source (&self->without_waves);
  vigil_wall_set_mode (VIGIL_WALL (self->wall), VIGIL_LAYOUT_WAVES, (guint) self->lanes);
  vigil_wall_set_speed (VIGIL_WALL (self->wall), self->speed_mm_s);
  vigil_wall_fix_pace (VIGIL_WALL (self->wall), VIGIL_PACE_FULL);
  self->overlay = gtk_overlay_new ();
  gtk_overlay_set_child (GTK_OVERLAY (self->overlay), self->wall);
  self->window = gtk_window_new ();
  g_autoptr (GtkCssProvider) style = gtk_css_provider_new ();
  gtk_css_provider_load_from_data (style, "window { background: none; }", -1); /* as Vigil's */
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (style),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  gtk_window_set_decorated (GTK_WINDOW (self->window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (self->window), self->width, self->height);
  gtk_window_set_child (GTK_WINDOW (self->window), self->overlay);
  if (!is_ours)
    add_waves (self);
  gtk_window_present (GTK_WINDOW (self->window));
  GdkFrameClock *clock = gtk_widget_get_frame_clock (self->window);
  g_signal_connect (clock, "before-paint", G_CALLBACK (before_paint_cb), self);
  g_signal_connect (clock, "after-paint", G_CALLBACK (after_paint_cb), self);
}

static gboolean
parse (Bench *self, int *argc, char ***argv)
{
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {
    { "painter", 'p', 0, G_OPTION_ARG_STRING, &self->painter, "wall, naive or reduced", "NAME" },
    { "beds", 'b', 0, G_OPTION_ARG_INT, &self->beds, "1 to 64", "N" },
    { "lanes", 'l', 0, G_OPTION_ARG_INT, &self->lanes, "waves per bed, 1 to 3", "N" },
    { "seconds", 's', 0, G_OPTION_ARG_INT, &self->seconds, "how long to measure", "S" },
    { "width", 0, 0, G_OPTION_ARG_INT, &self->width, "of the window", "PX" },
    { "height", 0, 0, G_OPTION_ARG_INT, &self->height, "of the window", "PX" },
    { "server-pid", 0, 0, G_OPTION_ARG_INT, &self->server_pid, "X server to measure", "PID" },
    { "storm", 0, 0, G_OPTION_ARG_INT, &self->storm, "how many beds have a red alarm", "N" },
    { "speed", 0, 0, G_OPTION_ARG_DOUBLE, &self->speed_mm_s, "of the sweep; 0: by the layout",
      "MM/S" },
    { "still", 0, 0, G_OPTION_ARG_NONE, &self->is_still, "numbers do not change", NULL },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, argc, argv, &error)) {
    g_printerr ("bench-wall: %s\n", error->message);
    return FALSE;
  }
  const char *const painters[] = { "wall", "naive", "reduced", NULL };
  if (self->beds < 1 || self->beds > 64 || self->lanes < 1 || self->lanes > 3 || self->seconds < 1
      || self->speed_mm_s < 0 || self->storm > self->beds
      || !g_strv_contains (painters, self->painter)) {
    g_printerr (
        "bench-wall: beds 1..64, lanes 1..3, seconds 1.., painter wall, naive or reduced\n");
    return FALSE;
  }
  return TRUE;
}

int
main (int argc, char **argv)
{
  Bench bench = { .beds = 64, .lanes = 3, .seconds = 10, .width = 1920, .height = 1080 };
  bench.painter = g_strdup ("wall");
  if (!parse (&bench, &argc, &argv))
    return 2;
  /* Without a GPU the application chooses the same. */
  g_setenv ("GSK_RENDERER", "cairo", FALSE);
  g_setenv ("XLIB_SKIP_ARGB_VISUALS", "1", FALSE);
  if (!gtk_init_check ()) {
    g_printerr ("bench-wall: no display\n");
    return 77;
  }
  bench.ward = wall_fixture_new ((guint) bench.beds, (guint) bench.lanes);
  bench.started_us = g_get_monotonic_time ();
  bench.intervals_ms = g_new (double, INTERVALS_MAX);
  bench.work_ms = g_new (double, INTERVALS_MAX);
  bench.areas = g_ptr_array_new ();
  bench.loop = g_main_loop_new (NULL, FALSE);
  vigil_palette_init (&bench.palette);
  make_source (&bench);
  for (int bed = 0; bed < bench.storm; bed++) {
    wall_fixture_add_alarm (bench.ward, (guint) bed, VIGIL_PRIORITY_HIGH, "ASYSTOLE");
    wall_fixture_mark (bench.ward, (guint) bed, VIGIL_NUMERIC_HR, 0, VIGIL_PRIORITY_HIGH, TRUE);
  }
  show (&bench);
  g_timeout_add (BATCH_US / 1000, feed_cb, &bench);
  g_timeout_add (WARM_UP_MS, begin_cb, &bench);
  g_main_loop_run (bench.loop);

  gtk_window_destroy (GTK_WINDOW (bench.window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_ptr_array_unref (bench.areas);
  g_main_loop_unref (bench.loop);
  wall_fixture_free (bench.ward);
  g_free (bench.blind);
  g_free (bench.intervals_ms);
  g_free (bench.work_ms);
  g_free (bench.painter);
  return 0;
}
