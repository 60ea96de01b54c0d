/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-build-config.h"

#include "vigil-application.h"

#include "vigil-flash.h"
#include "vigil-screenshot.h"
#include "vigil-second-wall.h"
#include "vigil-station.h"
#include "vigil-gpu.h"
#include "vigil-window.h"

#include <glib-unix.h>
#include <glib/gi18n.h>

#define SHOWN_US (150 * 1000) /* after a change of the flash all of it is seen */

struct _VigilApplication {
  AdwApplication parent_instance;
  char *config_path, *data_dir, *screenshot;
  gboolean is_windowed;
  gint seconds;
  int status;
  VigilStation *station;
  VigilSecondWall *second_wall; /* NULL: no station */
  guint timer, int_source, term_source;
};

G_DEFINE_TYPE (VigilApplication, vigil_application, ADW_TYPE_APPLICATION)

/* Without a graphics processor GL is emulated at seven to thirteen times the cost of cairo. The
 * choice has to stand in the environment before the first window and before our first thread. */
static void
choose_renderer (void)
{
  GdkDisplay *display = gdk_display_get_default ();
  if (g_getenv ("GSK_RENDERER") == NULL && display != NULL && !vigil_wall_probe_gpu (display))
    g_setenv ("GSK_RENDERER", "cairo", TRUE);
}

static char *
find_sounds (void)
{
  const char *override = g_getenv ("VIGIL_SOUNDS_DIR");
  if (override != NULL)
    return g_strdup (override);
  return g_strdup (VIGIL_SOUNDSDIR);
}

/* The configuration of this machine: the one named, else the user's, else the administrator's. */
static char *
find_config (VigilApplication *self)
{
  if (self->config_path != NULL)
    return g_strdup (self->config_path);
  g_autofree char *own = g_build_filename (g_get_user_config_dir (), "vigil", "station.conf", NULL);
  const char *const places[] = { own, "/etc/vigil/station.conf",
                                 "/run/host/etc/vigil/station.conf" };
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    if (g_file_test (places[i], G_FILE_TEST_EXISTS))
      return g_strdup (places[i]);
  return NULL;
}

static VigilStation *
make_station (VigilApplication *self, const char *path, GError **error)
{
  g_autoptr (VigilConfig) config = vigil_config_load (path, error);
  if (config == NULL)
    return NULL;
  g_autofree char *usual =
      g_build_filename (g_get_user_data_dir (), "vigil", config->station, NULL);
  const char *data_dir = self->data_dir != NULL ? self->data_dir : usual;
  g_autofree char *sounds = find_sounds ();
  return vigil_station_new (g_steal_pointer (&config), data_dir, sounds, error);
}

static GtkWidget *
make_window (VigilApplication *self)
{
  GtkApplication *app = GTK_APPLICATION (self);
  g_autofree char *path = find_config (self);
  if (path == NULL)
    return vigil_window_new (app, NULL);

  g_autoptr (GError) error = NULL;
  self->station = make_station (self, path, &error);
  if (self->station == NULL) {
    g_printerr ("vigil: %s\n", error->message);
    self->status = 1;
    return vigil_window_new_with_problem (app, error->message);
  }
  GtkWidget *window = vigil_window_new (app, self->station);
  vigil_station_start (self->station);
  return window;
}

/* A picture shows alarms lit: the wall has drawn them so a moment after the change. */
static gboolean
is_good_moment (void)
{
  gint64 now_us = g_get_monotonic_time ();
  for (VigilPriority priority = VIGIL_PRIORITY_MEDIUM; priority <= VIGIL_PRIORITY_HIGH;
       priority++) {
    if (!vigil_flash_is_lit (priority, now_us) || !vigil_flash_is_lit (priority, now_us - SHOWN_US))
      return FALSE;
  }
  return TRUE;
}

static gboolean
time_is_up_cb (gpointer data)
{
  VigilApplication *self = data;
  if (self->screenshot != NULL && !is_good_moment ()) {
    self->timer = g_timeout_add (20, time_is_up_cb, self);
    return G_SOURCE_REMOVE;
  }
  self->timer = 0;
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));
  g_autoptr (GError) error = NULL;
  if (self->screenshot != NULL && !vigil_screenshot_save (window, self->screenshot, &error)) {
    g_printerr ("vigil: %s\n", error->message);
    self->status = 1;
  }
  g_application_quit (G_APPLICATION (self));
  return G_SOURCE_REMOVE;
}

static gboolean
end_cb (gpointer data)
{
  g_application_quit (G_APPLICATION (data));
  return G_SOURCE_CONTINUE;
}

static void
vigil_application_activate (GApplication *app)
{
  VigilApplication *self = VIGIL_APPLICATION (app);
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (app));
  if (window != NULL) {
    gtk_window_present (window);
    return;
  }
  window = GTK_WINDOW (make_window (self));
  if (!self->is_windowed && self->station != NULL)
    gtk_window_fullscreen (window);
  gtk_window_present (window);
  if (self->station != NULL)
    self->second_wall = vigil_second_wall_new (GTK_APPLICATION (app), self->station,
                                               VIGIL_WINDOW (window), self->is_windowed);
  if (self->seconds > 0)
    self->timer = g_timeout_add_seconds ((guint) self->seconds, time_is_up_cb, self);
}

static void
vigil_application_startup (GApplication *app)
{
  VigilApplication *self = VIGIL_APPLICATION (app);
  G_APPLICATION_CLASS (vigil_application_parent_class)->startup (app);
  choose_renderer ();
  /* Ended from outside, the station still says `lost` and closes its database. */
  self->int_source = g_unix_signal_add (SIGINT, end_cb, app);
  self->term_source = g_unix_signal_add (SIGTERM, end_cb, app);
}

static void
vigil_application_shutdown (GApplication *app)
{
  VigilApplication *self = VIGIL_APPLICATION (app);
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_handle_id (&self->int_source, g_source_remove);
  g_clear_handle_id (&self->term_source, g_source_remove);
  g_clear_pointer (&self->second_wall, vigil_second_wall_free);
  for (GList *windows; (windows = gtk_application_get_windows (GTK_APPLICATION (app))) != NULL;)
    gtk_window_destroy (windows->data);
  if (self->station != NULL)
    vigil_station_stop (self->station);
  g_clear_object (&self->station);
  G_APPLICATION_CLASS (vigil_application_parent_class)->shutdown (app);
}

/* The demo is a program of its own: it makes a broker, a server, a ward and a station. */
static void
demo_cb (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer data)
{
  const char *override = g_getenv ("VIGIL_DEMO_PROGRAM");
  const char *const argv[] = { override != NULL ? override : "vigil-demo", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) demo = g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_NONE, &error);
  if (demo == NULL) {
    g_autofree char *text =
        g_strdup_printf (_ ("The demo could not be started: %s"), error->message);
    vigil_window_show_problem (VIGIL_WINDOW (gtk_application_get_active_window (data)), text);
    return;
  }
  g_application_quit (data);
}

static void
quit_cb (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer data)
{
  g_application_quit (data);
}

static gint
vigil_application_handle_local_options (GApplication *app, GVariantDict *options)
{
  VigilApplication *self = VIGIL_APPLICATION (app);
  if (g_variant_dict_contains (options, "version")) {
    g_print ("vigil %s\n", VIGIL_VERSION);
    return 0;
  }
  if (self->screenshot != NULL && self->seconds <= 0) {
    g_printerr ("vigil: --screenshot goes with --seconds\n");
    return 2;
  }
  /* A station with a folder of its own is a program of its own (a second desk, a test). */
  if (self->data_dir != NULL)
    g_application_set_flags (app, g_application_get_flags (app) | G_APPLICATION_NON_UNIQUE);
  return -1;
}

static void
vigil_application_finalize (GObject *object)
{
  VigilApplication *self = VIGIL_APPLICATION (object);
  g_free (self->config_path);
  g_free (self->data_dir);
  g_free (self->screenshot);
  G_OBJECT_CLASS (vigil_application_parent_class)->finalize (object);
}

static void
vigil_application_class_init (VigilApplicationClass *klass)
{
  GApplicationClass *app_class = G_APPLICATION_CLASS (klass);
  G_OBJECT_CLASS (klass)->finalize = vigil_application_finalize;
  app_class->activate = vigil_application_activate;
  app_class->startup = vigil_application_startup;
  app_class->shutdown = vigil_application_shutdown;
  app_class->handle_local_options = vigil_application_handle_local_options;
}

static void
vigil_application_init (VigilApplication *self)
{
  const GOptionEntry options[] = {
    { "config", 'c', 0, G_OPTION_ARG_FILENAME, &self->config_path,
      N_ ("Configuration of this station"), N_ ("FILE") },
    { "data-dir", 'd', 0, G_OPTION_ARG_FILENAME, &self->data_dir,
      N_ ("Where the outbox and the journal are kept"), N_ ("DIR") },
    { "windowed", 'w', 0, G_OPTION_ARG_NONE, &self->is_windowed, N_ ("Do not fill the screen"),
      NULL },
    { "seconds", 's', 0, G_OPTION_ARG_INT, &self->seconds, N_ ("End after so many seconds"),
      N_ ("N") },
    { "screenshot", 0, 0, G_OPTION_ARG_FILENAME, &self->screenshot,
      N_ ("With --seconds: save a picture of the window before the end"), N_ ("FILE") },
    { "version", 'V', 0, G_OPTION_ARG_NONE, NULL, N_ ("Print the version and end"), NULL },
    { NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL },
  };
  g_application_add_main_option_entries (G_APPLICATION (self), options);
  g_application_set_option_context_summary (
      G_APPLICATION (self),
      _ ("A nurse station. Secondary display: the bedside monitor is the primary "
         "alarm."));
  const GActionEntry actions[] = {
    { .name = "demo", .activate = demo_cb },
    { .name = "quit", .activate = quit_cb },
  };
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
}

VigilApplication *
vigil_application_new (void)
{
  return g_object_new (VIGIL_TYPE_APPLICATION, "application-id", VIGIL_APP_ID, "flags",
                       G_APPLICATION_DEFAULT_FLAGS, NULL);
}

int
vigil_application_get_status (VigilApplication *self)
{
  g_return_val_if_fail (VIGIL_IS_APPLICATION (self), 1);
  return self->status;
}
