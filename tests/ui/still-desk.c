/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "still-desk.h"

#include <glib/gstdio.h>

#include "vigil-annunciator.h"
#include "vigil-clock.h"
#include "vigil-station-private.h"
#include "vigil-window.h"
#include "vigil-test-folder.h"

#define BOTH_FILLS_US (2 * G_USEC_PER_SEC) /* a whole period of the slower flash */
#define DARK_US (1250 * 1000) /* after its begin both are dark */
#define REST_ROUNDS 4
#define REST_MS 40
#define REST_MAX 200 /* drawings until two are the same */

static World *time_of; /* NULL: time goes by */
static GThread *main_thread;

/* ── The time ───────────────────────────────────────────────────────────────────────────────── */

gint64 __real_g_get_monotonic_time (void);
gint64 __wrap_g_get_monotonic_time (void);
GDateTime *__real_g_date_time_new_now_local (void);
GDateTime *__wrap_g_date_time_new_now_local (void);
VigilAnnunciator *__real_vigil_annunciator_new (const VigilAnnunciatorConfig *config);
VigilAnnunciator *__wrap_vigil_annunciator_new (const VigilAnnunciatorConfig *config);

/* Threads wait by it: theirs is left alone. */
gint64
__wrap_g_get_monotonic_time (void)
{
  if (time_of == NULL || g_thread_self () != main_thread)
    return __real_g_get_monotonic_time ();
  return time_of->now.mono_us;
}

GDateTime *
__wrap_g_date_time_new_now_local (void)
{
  if (time_of == NULL)
    return __real_g_date_time_new_now_local ();
  return g_date_time_new_from_unix_local (time_of->now.wall_ms / 1000);
}

/* In place of the station's own. */
VigilNow
vigil_clock_now (void)
{
  if (time_of == NULL || g_thread_self () != main_thread)
    return (VigilNow){ g_get_monotonic_time (), g_get_real_time () / 1000 };
  return time_of->now;
}

/* ── The sound ──────────────────────────────────────────────────────────────────────────────── */

static void
unheard_cb (VigilSound sound, gpointer data)
{
  (void) sound, (void) data;
}

/* It finds no server: the test says what it would have found. */
VigilAnnunciator *
__wrap_vigil_annunciator_new (const VigilAnnunciatorConfig *config)
{
  VigilAnnunciatorConfig deaf = *config;
  deaf.sound_func = unheard_cb;
  return __real_vigil_annunciator_new (&deaf);
}

void
still_desk_init (void)
{
  main_thread = g_thread_self ();
  g_setenv ("TZ", "UTC", TRUE);
  g_setenv ("PULSE_SERVER", "unix:/nonexistent/pulse", TRUE);
}

void
still_desk_set_sound (StillDesk *self, VigilSound sound)
{
  gboolean is_bad = sound != VIGIL_SOUND_WORKS;
  self->station->sound = sound;
  vigil_ward_set_technical (self->world->ward, "VIGIL_EVT_NO_SOUND", VIGIL_PRIORITY_HIGH,
                            "NO SOUND", is_bad, self->world->now);
}

/* ── The ward ───────────────────────────────────────────────────────────────────────────────── */

static void
tell_identity (StillDesk *self, guint bed)
{
  static const char *const NAMES[] = { "Meyer",  "Duarte", "Ito",   "Nováková",
                                       "Haddad", "Olsen",  "Okoye", "Testmaple" };
  VigilIdentity identity = { .age_days = -1,
                             .as_of_ms = self->world->now.wall_ms,
                             .is_occupied = TRUE };
  vigil_text_copy (identity.name, sizeof identity.name, NAMES[bed % G_N_ELEMENTS (NAMES)]);
  g_snprintf (identity.encounter, sizeof identity.encounter, "01900000-0000-7000-9000-%012u", bed);
  vigil_ward_set_identity (self->world->ward, bed, &identity, self->world->now);
}

/* Bed 12 is "12A". */
static void
tell_label (StillDesk *self, guint bed)
{
  VigilFrame frame = world_frame (self->world, VIGIL_FRAME_META, NULL, bed);
  frame.meta.rev = 2;
  frame.meta.patient_class = VIGIL_CLASS_ADULT;
  g_snprintf (frame.meta.label, sizeof frame.meta.label, "%u%s", bed + 1, bed == 11 ? "A" : "");
  world_feed (self->world, &frame);
}

void
still_desk_raise (
    StillDesk *self, guint bed, const char *code, const char *label, VigilPriority priority)
{
  g_autofree char *id = g_strdup_printf ("%u-%s", bed, label);
  VigilFrameAlarm *alarm = world_raise (self->world, bed, id, code, "MDC_ECG_ELEC_POTL", priority);
  vigil_text_copy (alarm->label, sizeof alarm->label, label);
}

void
still_desk_run (StillDesk *self, gint64 ms)
{
  world_run (self->world, ms);
}

void
still_desk_silence (StillDesk *self, guint bed)
{
  VigilAction actions[VIGIL_STATION_ACTIONS_MAX];
  g_assert_cmpuint (world_silence (self->world, bed, actions), >, 0);
}

void
still_desk_pass (StillDesk *self, gint64 us)
{
  self->world->now.mono_us += us;
  self->world->now.wall_ms += us / 1000;
}

void
still_desk_go_to_fill (StillDesk *self, gboolean is_lit)
{
  gint64 us = BOTH_FILLS_US - self->world->now.mono_us % BOTH_FILLS_US;
  still_desk_pass (self, us + (is_lit ? 0 : DARK_US));
}

/* ── Drawing ────────────────────────────────────────────────────────────────────────────────── */

GtkWidget *
still_desk_find (StillDesk *self, GtkWidget *root, GType type)
{
  root = root != NULL ? root : self->window;
  if (!gtk_widget_get_visible (root))
    return NULL;
  if (g_type_is_a (G_OBJECT_TYPE (root), type))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = still_desk_find (self, child, type);
    if (found != NULL)
      return found;
  }
  return NULL;
}

static gboolean
over_cb (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

static void
turn (guint ms)
{
  gboolean is_over = FALSE;
  g_timeout_add (ms, over_cb, &is_over);
  while (!is_over)
    g_main_context_iteration (NULL, TRUE);
}

/* NULL: not before the next frame, something is still to be painted. */
static GskRenderNode *
get_node_once (StillDesk *self)
{
  g_autoptr (GdkPaintable) whole = gtk_widget_paintable_new (self->window);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  gdk_paintable_snapshot (whole, snapshot, gtk_widget_get_width (self->window),
                          gtk_widget_get_height (self->window));
  return gtk_snapshot_free_to_node (snapshot);
}

GskRenderNode *
still_desk_get_node (StillDesk *self)
{
  for (guint i = 0; i < REST_MAX; i++) {
    GskRenderNode *node = get_node_once (self);
    if (node != NULL)
      return node;
    turn (REST_MS);
  }
  g_error ("the window is never painted");
}

/* NULL as above. */
static cairo_surface_t *
draw_once (StillDesk *self, GtkWidget *widget, int margin)
{
  graphene_rect_t place;
  g_assert_true (gtk_widget_compute_bounds (widget, self->window, &place));
  graphene_rect_inset (&place, (float) -margin, (float) -margin);
  g_autoptr (GskRenderNode) node = get_node_once (self);
  if (node == NULL)
    return NULL;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) place.size.width,
                                                         (int) place.size.height);
  cairo_t *cr = cairo_create (surface);
  cairo_translate (cr, -(int) place.origin.x, -(int) place.origin.y);
  gsk_render_node_draw (node, cr);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

static gboolean
is_same (cairo_surface_t *a, cairo_surface_t *b)
{
  if (a == NULL || b == NULL)
    return FALSE;
  gsize size =
      (gsize) cairo_image_surface_get_stride (a) * (gsize) cairo_image_surface_get_height (a);
  return cairo_image_surface_get_width (a) == cairo_image_surface_get_width (b)
         && cairo_image_surface_get_height (a) == cairo_image_surface_get_height (b)
         && memcmp (cairo_image_surface_get_data (a), cairo_image_surface_get_data (b), size) == 0;
}

void
still_desk_tell (StillDesk *self)
{
  static const char *const NEWS[] = { "sound-changed", "link-changed", "alarms-changed",
                                      "signed-in-changed" };
  for (guint i = 0; i < G_N_ELEMENTS (NEWS); i++)
    g_signal_emit_by_name (self->station, NEWS[i]);
  /* Cards are made after sizes are given, and get theirs a frame later. */
  for (guint i = 0; i < REST_ROUNDS; i++) {
    gtk_widget_queue_allocate (self->window);
    gtk_test_widget_wait_for_draw (self->window);
    turn (REST_MS);
  }
}

cairo_surface_t *
still_desk_draw (StillDesk *self, GtkWidget *widget, int margin)
{
  still_desk_tell (self);
  cairo_surface_t *last = NULL;
  for (guint i = 0; i < REST_MAX; i++) {
    cairo_surface_t *surface = draw_once (self, widget, margin);
    gboolean is_at_rest = is_same (surface, last);
    g_clear_pointer (&last, cairo_surface_destroy);
    last = surface;
    if (is_at_rest)
      return last;
    turn (REST_MS);
  }
  g_error ("%s does not come to rest", G_OBJECT_TYPE_NAME (widget));
}

static void
child_over_cb (GPid pid, int status, gpointer data)
{
  (void) pid;
  g_assert_cmpint (status, ==, 0);
  *(gboolean *) data = TRUE;
}

void
still_desk_point (StillDesk *self, GtkWidget *widget, const char *what)
{
  double x, y;
  GPid pid;
  gboolean is_over = FALSE;
  g_auto (GStrv) argv = NULL;
  g_autoptr (GError) error = NULL;
  g_assert_true (gtk_widget_translate_coordinates (widget, self->window,
                                                   gtk_widget_get_width (widget) / 2.0,
                                                   gtk_widget_get_height (widget) / 2.0, &x, &y));
  g_autofree char *line = g_strdup_printf ("xdotool mousemove %d %d %s", (int) x, (int) y, what);
  g_assert_true (g_shell_parse_argv (line, NULL, &argv, &error));
  g_spawn_async (NULL, argv, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL,
                 &pid, &error);
  g_assert_no_error (error);
  g_child_watch_add (pid, child_over_cb, &is_over);
  while (!is_over)
    g_main_context_iteration (NULL, TRUE);
}

/* ── Beginning and end ──────────────────────────────────────────────────────────────────────── */

static VigilConfig *
make_config (StillDesk *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (self->folder, "station.conf", NULL);
  g_autofree char *secret = g_build_filename (self->folder, "password", NULL);
  g_autoptr (GString) beds = g_string_new (NULL);
  for (guint i = 0; i < self->world->n_beds; i++)
    g_string_append_printf (beds, "%s;", self->world->beds[i].id);
  g_autofree char *text =
      g_strdup_printf ("[station]\nsite=site\nward=ward\nid=%s\n"
                       "[broker]\nhost=127.0.0.1\nport=1\nuser=desk-1\npassword-file=password\n"
                       "[beds]\norder=%s\nprimary=%s\n",
                       self->world->config.station, beds->str, beds->str);
  g_assert_true (
      g_file_set_contents_full (secret, "none", -1, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  VigilConfig *config = vigil_config_load (path, &error);
  g_assert_no_error (error);
  return config;
}

static void
make_station (StillDesk *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *data = g_build_filename (self->folder, "data", NULL);
  self->station =
      vigil_station_new (make_config (self), data, g_getenv ("VIGIL_SOUNDS_DIR"), &error);
  g_assert_no_error (error);
  self->own_ward = self->world->ward;
  self->world->ward = vigil_station_get_ward (self->station);
  self->world->config.boot = self->station->boot;
  self->station->sound = VIGIL_SOUND_WORKS;
}

static void
fill_ward (StillDesk *self)
{
  world_settle (self->world);
  for (guint bed = 0; bed < self->world->n_beds; bed++) {
    tell_identity (self, bed);
    tell_label (self, bed);
  }
  world_run (self->world, SECONDS (1));
}

/* One for the process: GTK keeps what the first one exported on the session bus. */
static GtkApplication *
get_app (void)
{
  static GtkApplication *app;
  if (app != NULL)
    return app;
  app = gtk_application_new (NULL, G_APPLICATION_NON_UNIQUE);
  g_assert_true (g_application_register (G_APPLICATION (app), NULL, NULL));
  return app;
}

StillDesk *
still_desk_new (guint n_beds, int width, int height)
{
  StillDesk *self = g_new0 (StillDesk, 1);
  self->folder = g_dir_make_tmp ("vigil-still-XXXXXX", NULL);
  self->world = world_new_cold (n_beds);
  time_of = self->world;
  make_station (self);
  fill_ward (self);
  self->window = vigil_window_new (get_app (), self->station);
  gtk_window_set_decorated (GTK_WINDOW (self->window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (self->window), width, height);
  gtk_window_present (GTK_WINDOW (self->window));
  still_desk_tell (self);
  g_assert_cmpint (gtk_widget_get_width (self->window), ==, width);
  return self;
}

void
still_desk_free (StillDesk *self)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  turn (REST_MS);
  time_of = NULL;
  vigil_station_stop (self->station);
  g_assert_finalize_object (self->station);
  self->world->ward = self->own_ward;
  world_free (self->world);
  vigil_test_folder_remove (self->folder);
  g_free (self->folder);
  g_free (self);
}
