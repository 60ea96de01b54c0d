/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The ward's file as the engine goes by it: an infant's number against the limit that the clinician
 * has signed for the band, in a ward in virtual time. */

#include "vigil-config.h"
#include "ward-world.h"

#include <glib/gstdio.h>

#define INFANT_DAYS 200

static const char FILE_TEXT[] = "[station]\nsite=s\nward=w\nid=desk-1\n[broker]\n"
                                "host=127.0.0.1\nport=1\nuser=desk-1\npassword-file=password\n"
                                "[beds]\norder=01\nprimary=01\n"
                                "[limits under-1]\nMDC_ECG_HEART_RATE=75/95-170/190\n";

static VigilConfig *
load (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("vigil-ward-file-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "station.conf", NULL);
  g_autofree char *secret = g_build_filename (folder, "password", NULL);
  g_assert_true (g_file_set_contents_full (secret, "secret", -1, 0, 0600, NULL));
  g_assert_true (g_file_set_contents (path, FILE_TEXT, -1, NULL));
  VigilConfig *config = vigil_config_load (path, &error);
  g_assert_no_error (error);
  g_unlink (path);
  g_unlink (secret);
  g_rmdir (folder);
  return config;
}

/* An infant by the wire's class and the server's birth date; @presets NULL: the starting ones. */
static World *
world_with_infant (const VigilLimitPresets *presets)
{
  World *world = world_new_cold (1);
  if (presets != NULL)
    world->config.presets = *presets;
  world_begin (world, world->now);
  world_set (world, 0, VIGIL_NUMERIC_HR, 130);
  world_set (world, 0, VIGIL_NUMERIC_RR, 40);
  world_settle (world);
  VigilFrame frame = world_frame (world, VIGIL_FRAME_META, NULL, 0);
  frame.meta = vigil_ward_get_bed (world->ward, 0)->meta;
  frame.meta.patient_class = VIGIL_CLASS_PAEDIATRIC;
  frame.meta.rev++;
  world_feed (world, &frame);
  VigilIdentity identity = { .age_days = INFANT_DAYS,
                             .as_of_ms = world->now.wall_ms,
                             .is_occupied = TRUE,
                             .name = "INFANT DEMO" };
  vigil_ward_set_identity (world->ward, 0, &identity, world->now);
  world_run (world, SECONDS (20));
  g_assert_cmpint (vigil_ward_get_bed (world->ward, 0)->limit_band, ==, VIGIL_BAND_UNDER_1_YEAR);
  return world;
}

static VigilPriority
sound_after (World *world, double rate, gint64 ms)
{
  world_set (world, 0, VIGIL_NUMERIC_HR, rate);
  world_run (world, ms);
  return vigil_ward_get_sounding (world->ward);
}

static void
test_an_infant_alarms_at_the_limit_of_the_wards_file (void)
{
  g_autoptr (VigilConfig) config = load ();
  g_autoptr (World) world = world_with_infant (&config->presets);
  g_assert_cmpint (sound_after (world, 170, SECONDS (30)), ==, VIGIL_PRIORITY_NONE);
  g_assert_cmpint (sound_after (world, 171, SECONDS (9)), ==, VIGIL_PRIORITY_NONE);
  g_assert_cmpint (sound_after (world, 171, SECONDS (3)), ==, VIGIL_PRIORITY_MEDIUM);
  const VigilAlarm *alarm = world_find_key (world, 0, "01|limit|" HR "|hi|1");
  g_assert_nonnull (alarm);
  g_assert_cmpfloat (alarm->limit, ==, 170);
  g_assert_cmpint (sound_after (world, 191, SECONDS (7)), ==, VIGIL_PRIORITY_HIGH);
  g_assert_cmpfloat (world_find_key (world, 0, "01|limit|" HR "|hi|2")->limit, ==, 190);
}

static void
test_and_the_low_one (void)
{
  g_autoptr (VigilConfig) config = load ();
  g_autoptr (World) world = world_with_infant (&config->presets);
  g_assert_cmpint (sound_after (world, 95, SECONDS (30)), ==, VIGIL_PRIORITY_NONE);
  g_assert_cmpint (sound_after (world, 94, SECONDS (12)), ==, VIGIL_PRIORITY_MEDIUM);
  g_assert_cmpint (sound_after (world, 74, SECONDS (7)), ==, VIGIL_PRIORITY_HIGH);
}

/* Without the file the same numbers are within the starting limits of the band. */
static void
test_without_the_file_the_starting_limits_hold (void)
{
  g_autoptr (World) world = world_with_infant (NULL);
  g_assert_cmpint (sound_after (world, 180, SECONDS (30)), ==, VIGIL_PRIORITY_NONE);
  g_assert_cmpint (sound_after (world, 90, SECONDS (30)), ==, VIGIL_PRIORITY_NONE);
  g_assert_cmpint (sound_after (world, 181, SECONDS (12)), ==, VIGIL_PRIORITY_MEDIUM);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ward-file/an-infant-alarms-at-the-limit-of-the-wards-file",
                   test_an_infant_alarms_at_the_limit_of_the_wards_file);
  g_test_add_func ("/ward-file/and-the-low-one", test_and_the_low_one);
  g_test_add_func ("/ward-file/without-the-file-the-starting-limits-hold",
                   test_without_the_file_the_starting_limits_hold);
  return g_test_run ();
}
