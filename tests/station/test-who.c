/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Who is at the desk, on a real station that is not started: no broker, no sound needed. */

#include "vigil-station.h"

#include <glib/gstdio.h>
#include <string.h>

#include "vigil-store.h"
#include "vigil-test-folder.h"

typedef struct {
  char *folder, *data;
  VigilStation *station;
  guint n_changes;
} World;

static void
changed_cb (World *world)
{
  world->n_changes++;
}

static void
open_station (World *world)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (world->folder, "station.conf", NULL);
  g_autofree char *secret = g_build_filename (world->folder, "password", NULL);
  g_assert_true (g_file_set_contents_full (secret, "secret", -1, 0, 0600, NULL));
  g_assert_true (g_file_set_contents (path,
                                      "[station]\nsite=s\nward=w\nid=desk-1\n[broker]\n"
                                      "host=127.0.0.1\nport=1\nuser=desk-1\n"
                                      "password-file=password\n[beds]\norder=01\nprimary=01\n",
                                      -1, NULL));
  VigilConfig *config = vigil_config_load (path, &error);
  g_assert_no_error (error);
  world->station = vigil_station_new (config, world->data, world->folder, &error);
  g_assert_no_error (error);
  g_signal_connect_swapped (world->station, "signed-in-changed", G_CALLBACK (changed_cb), world);
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
  world->folder = g_dir_make_tmp ("vigil-who-XXXXXX", NULL);
  world->data = g_build_filename (world->folder, "data", NULL);
  open_station (world);
}

static void
tear_down (World *world, gconstpointer data)
{
  (void) data;
  close_station (world);
  vigil_test_folder_remove (world->folder);
  g_free (world->folder);
  g_free (world->data);
}

/* What the last run of the program left behind. */
static void
restart_with_fact (World *world, gint64 ends_in_s, const char *name)
{
  close_station (world);
  VigilStore *store = vigil_store_open (world->data, NULL, NULL);
  g_assert_nonnull (store);
  g_autofree char *fact = g_strdup_printf ("%" G_GINT64_FORMAT " %s",
                                           g_get_real_time () / 1000 + ends_in_s * 1000, name);
  vigil_store_set_fact (store, "signed-in", fact);
  vigil_store_close (store);
  open_station (world);
}

static void
test_nobody_is_at_a_new_desk (World *world, gconstpointer data)
{
  (void) data;
  g_assert_cmpstr (vigil_station_get_signed_in (world->station), ==, "");
  g_assert_cmpint (vigil_station_get_signed_in_until (world->station), ==, 0);
}

static void
test_a_name_is_told_and_stands_over_a_restart (World *world, gconstpointer data)
{
  (void) data;
  g_assert_true (vigil_station_set_signed_in (world->station, "N. Okafor"));
  g_assert_cmpuint (world->n_changes, ==, 1);
  gint64 until_us = vigil_station_get_signed_in_until (world->station);
  close_station (world);
  open_station (world);
  g_assert_cmpstr (vigil_station_get_signed_in (world->station), ==, "N. Okafor");
  gint64 after_us = vigil_station_get_signed_in_until (world->station);
  g_assert_cmpint (ABS (after_us - until_us), <, 5 * G_USEC_PER_SEC);
}

static void
test_nobody_stands_over_a_restart_too (World *world, gconstpointer data)
{
  (void) data;
  vigil_station_set_signed_in (world->station, "N. Okafor");
  vigil_station_set_signed_in (world->station, NULL);
  g_assert_cmpuint (world->n_changes, ==, 2);
  close_station (world);
  open_station (world);
  g_assert_cmpstr (vigil_station_get_signed_in (world->station), ==, "");
}

static void
test_a_name_that_is_over_or_from_a_clock_set_back_is_nobody (World *world, gconstpointer data)
{
  (void) data;
  restart_with_fact (world, -1, "N. Okafor");
  g_assert_cmpstr (vigil_station_get_signed_in (world->station), ==, "");
  restart_with_fact (world, 13 * 3600, "N. Okafor");
  g_assert_cmpstr (vigil_station_get_signed_in (world->station), ==, "");
}

static gboolean
over_cb (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

static void
test_a_name_ends_by_itself (World *world, gconstpointer data)
{
  (void) data;
  gboolean is_over = FALSE;
  restart_with_fact (world, 2, "N. Okafor");
  g_assert_cmpstr (vigil_station_get_signed_in (world->station), ==, "N. Okafor");
  vigil_station_start (world->station);
  g_timeout_add_seconds (20, over_cb, &is_over);
  while (world->n_changes == 0 && !is_over)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (world->n_changes, ==, 1);
  g_assert_cmpstr (vigil_station_get_signed_in (world->station), ==, "");
  close_station (world);
  open_station (world);
  g_assert_cmpstr (vigil_station_get_signed_in (world->station), ==, "");
}

static void
test_what_is_no_name_is_refused (World *world, gconstpointer data)
{
  (void) data;
  g_autofree char *longer = g_strnfill (VIGIL_NURSE_NAME_SIZE, 'a');
  const char *const wrong[] = { longer, "\xff", "two\nlines" };
  vigil_station_set_signed_in (world->station, "N. Okafor");
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (vigil_station_set_signed_in (world->station, wrong[i]));
  g_assert_cmpstr (vigil_station_get_signed_in (world->station), ==, "N. Okafor");
  longer[VIGIL_NURSE_NAME_SIZE - 1] = '\0';
  g_assert_true (vigil_station_set_signed_in (world->station, longer));
}

static void
test_a_fact_that_is_none_is_nobody (World *world, gconstpointer data)
{
  (void) data;
  const char *const wrong[] = { "N. Okafor", "12", " ", "99999999999999999999999 A", "" };
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++) {
    close_station (world);
    VigilStore *store = vigil_store_open (world->data, NULL, NULL);
    vigil_store_set_fact (store, "signed-in", wrong[i]);
    vigil_store_close (store);
    open_station (world);
    g_assert_cmpstr (vigil_station_get_signed_in (world->station), ==, "");
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/who/" name, World, NULL, set_up, function, tear_down)
  ADD ("nobody-is-at-a-new-desk", test_nobody_is_at_a_new_desk);
  ADD ("a-name-is-told-and-stands-over-a-restart", test_a_name_is_told_and_stands_over_a_restart);
  ADD ("nobody-stands-over-a-restart-too", test_nobody_stands_over_a_restart_too);
  ADD ("a-name-that-is-over-or-from-a-clock-set-back-is-nobody",
       test_a_name_that_is_over_or_from_a_clock_set_back_is_nobody);
  ADD ("a-name-ends-by-itself", test_a_name_ends_by_itself);
  ADD ("what-is-no-name-is-refused", test_what_is_no_name_is_refused);
  ADD ("a-fact-that-is-none-is-nobody", test_a_fact_that_is_none_is_nobody);
  return g_test_run ();
}
