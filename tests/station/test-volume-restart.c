/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A volume set by hand over a restart, on a real station that is not started: no broker, no sound
 * needed. */

#include "vigil-station.h"

#include <string.h>

#include "vigil-store.h"

typedef struct {
  char *folder, *data;
  VigilStation *station;
  guint percent; /* not the plan's, at any time of day */
} World;

static void
open_station (World *world)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (world->folder, "station.conf", NULL);
  VigilConfig *config = vigil_config_load (path, &error);
  g_assert_no_error (error);
  world->station = vigil_station_new (config, world->data, world->folder, &error);
  g_assert_no_error (error);
}

static void
close_station (World *world)
{
  vigil_station_stop (world->station);
  g_assert_finalize_object (world->station);
}

static void
set_up (World *world, gconstpointer data)
{
  (void) data;
  world->folder = g_dir_make_tmp ("vigil-volume-XXXXXX", NULL);
  world->data = g_build_filename (world->folder, "data", NULL);
  g_autofree char *path = g_build_filename (world->folder, "station.conf", NULL);
  g_autofree char *secret = g_build_filename (world->folder, "password", NULL);
  g_assert_true (g_file_set_contents_full (secret, "secret", -1, 0, 0600, NULL));
  g_assert_true (g_file_set_contents (path,
                                      "[station]\nsite=s\nward=w\nid=desk-1\n[broker]\n"
                                      "host=127.0.0.1\nport=1\nuser=desk-1\n"
                                      "password-file=password\n[beds]\norder=01\nprimary=01\n",
                                      -1, NULL));
  open_station (world);
  world->percent = vigil_volume_get_planned (vigil_station_get_volume (world->station)) - 3;
}

static void
tear_down (World *world, gconstpointer data)
{
  (void) data;
  close_station (world);
  const char *const arguments[] = { "rm", "-rf", "--", world->folder, NULL };
  g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL,
                NULL);
  g_free (world->folder);
  g_free (world->data);
}

static void
restart_with_fact (World *world, const char *fact)
{
  close_station (world);
  VigilStore *store = vigil_store_open (world->data, NULL, NULL);
  g_assert_nonnull (store);
  vigil_store_set_fact (store, "volume-by-hand", fact);
  vigil_store_close (store);
  open_station (world);
}

static void
test_it_stands_with_its_name_and_its_end (World *world, gconstpointer data)
{
  (void) data;
  g_assert_true (vigil_station_set_volume (world->station, world->percent, "N. Okafor"));
  gint64 until_ms = vigil_station_get_volume (world->station)->until_wall_ms;
  close_station (world);
  open_station (world);
  const VigilVolume *volume = vigil_station_get_volume (world->station);
  g_assert_true (volume->is_by_hand);
  g_assert_cmpuint (volume->percent, ==, world->percent);
  g_assert_cmpstr (volume->by, ==, "N. Okafor");
  g_assert_cmpint (volume->until_wall_ms, <=, until_ms);
  g_assert_cmpint (volume->until_wall_ms, >, until_ms - 120000);
}

static void
test_what_was_given_back_to_the_plan_stays_there (World *world, gconstpointer data)
{
  (void) data;
  vigil_station_set_volume (world->station, world->percent, "N. Okafor");
  guint planned = vigil_volume_get_planned (vigil_station_get_volume (world->station));
  g_assert_true (vigil_station_set_volume (world->station, planned, "N. Okafor"));
  close_station (world);
  open_station (world);
  g_assert_false (vigil_station_get_volume (world->station)->is_by_hand);
}

static void
test_a_fact_that_is_none_is_the_plan (World *world, gconstpointer data)
{
  (void) data;
  g_autofree char *over =
      g_strdup_printf ("%" G_GINT64_FORMAT " 60 N", g_get_real_time () / 1000 - 1);
  g_autofree char *loud =
      g_strdup_printf ("%" G_GINT64_FORMAT " 101 N", g_get_real_time () / 1000 + 60000);
  g_autofree char *bare = g_strdup_printf ("%" G_GINT64_FORMAT, g_get_real_time () / 1000 + 60000);
  const char *const wrong[] = { over, loud, bare, "", " ", "60", "N. Okafor", "\xff 60 N" };
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++) {
    restart_with_fact (world, wrong[i]);
    g_assert_false (vigil_station_get_volume (world->station)->is_by_hand);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/volume/" name, World, NULL, set_up, function, tear_down)
  ADD ("it-stands-with-its-name-and-its-end", test_it_stands_with_its_name_and_its_end);
  ADD ("what-was-given-back-to-the-plan-stays-there",
       test_what_was_given_back_to_the_plan_stays_there);
  ADD ("a-fact-that-is-none-is-the-plan", test_a_fact_that_is_none_is_the_plan);
  return g_test_run ();
}
