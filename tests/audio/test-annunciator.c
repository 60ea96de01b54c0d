/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sound-world.h"
#include "vigil-tone.h"

/* What keeps an alarm from being heard is told within two seconds, and ends by itself. */

static void
test_muted_sink_is_told_and_recovers (void)
{
  World world;
  world_open (&world);
  vigil_test_sound_control (world.server, "set-sink-mute ward 1");
  world_expect (&world, VIGIL_SOUND_MUTED, 2);
  vigil_test_sound_control (world.server, "set-sink-mute ward 0");
  world_expect (&world, VIGIL_SOUND_WORKS, 2);
  world_close (&world);
}

/* One low burst, though no alarm is open: the ward hears that it is heard again. */
static void
test_sound_that_is_back_announces_itself (void)
{
  World world;
  world_open (&world);
  vigil_test_sound_run (2.5);
  vigil_test_sound_control (world.server, "set-sink-mute ward 1");
  world_expect (&world, VIGIL_SOUND_MUTED, 2);
  vigil_test_sound_record (world.server);
  vigil_test_sound_control (world.server, "set-sink-mute ward 0");
  world_expect (&world, VIGIL_SOUND_WORKS, 2);
  vigil_test_sound_run (1.5);
  g_autoptr (JsonArray) heard = vigil_test_sound_hear (world.server);
  g_assert_cmpuint (json_array_get_length (heard), ==, 1);
  g_assert_cmpstr (vigil_test_sound_get_name (heard, 0), ==, "low");
  g_assert_cmpint (world.sound, ==, VIGIL_SOUND_WORKS); /* it was measured, too */
  world_close (&world);
}

/* In a mixer somebody changes Vigil's stream alone, while another program is loud. */
static void
sound_beside_noise (World *world)
{
  g_autofree char *noise =
      g_build_filename (g_getenv ("VIGIL_SOUNDS_DIR"), "vigil-alarm-high.wav", NULL);
  vigil_test_sound_make_noise (world->server, noise);
  world_sound (world, VIGIL_PRIORITY_HIGH, 0.4);
}

static void
change_stream (World *world, const char *verb, const char *value, VigilSound sound)
{
  sound_beside_noise (world);
  g_assert_cmpuint (vigil_test_sound_control_streams (world->server, verb, value), ==, 1);
  world_expect (world, sound, 2);
}

static void
test_muted_stream_is_told_and_recovers (void)
{
  World world;
  world_open (&world);
  change_stream (&world, "set-sink-input-mute", "1", VIGIL_SOUND_MUTED);
  /* Some servers remember it for the next burst. */
  vigil_test_sound_control_streams (world.server, "set-sink-input-mute", "0");
  world_expect (&world, VIGIL_SOUND_WORKS, 2);
  world_close (&world);
}

static void
test_stream_turned_down_is_told (void)
{
  World world;
  world_open (&world);
  change_stream (&world, "set-sink-input-volume", "30%", VIGIL_SOUND_TOO_QUIET);
  world_close (&world);
}

static void
test_stream_moved_away_is_told (void)
{
  World world;
  world_open (&world);
  vigil_test_sound_control (world.server, "load-module module-null-sink sink_name=elsewhere "
                                          "sink_properties=device.class=sound");
  vigil_test_sound_set_default_sink (world.server, "ward");
  vigil_test_sound_run (0.7);
  sound_beside_noise (&world);
  vigil_test_sound_move_streams (world.server, "elsewhere");
  world_expect (&world, VIGIL_SOUND_ELSEWHERE, 2);
  world_close (&world);
}

static void
test_missing_sound_file_is_told (void)
{
  World world;
  world_open_on (&world, vigil_test_sound_new (), "/nonexistent");
  world_expect (&world, VIGIL_SOUND_WORKS, 5);
  world_sound (&world, VIGIL_PRIORITY_LOW, 0.1);
  world_expect (&world, VIGIL_SOUND_FAILED, 2);
  g_assert_cmpuint (world.n_bursts, ==, 0);
  world_close (&world);
}

/* All flags are right, the call succeeds, and yet nothing comes out: a file of silence. */
static char *
make_silence (void)
{
  const char *dir = g_getenv ("XDG_RUNTIME_DIR");
  g_autofree char *path = g_build_filename (dir, "vigil-alarm-medium.wav", NULL);
  g_autoptr (GArray) samples = g_array_new (FALSE, TRUE, sizeof (gint16));
  g_array_set_size (samples, 52000);
  g_autoptr (GBytes) wav = vigil_tone_to_wav (samples);
  gsize size;
  const char *data = g_bytes_get_data (wav, &size);
  g_assert_true (g_file_set_contents (path, data, (gssize) size, NULL));
  return g_strdup (dir);
}

static void
play_silence (World *world, gboolean is_noisy)
{
  g_autofree char *dir = make_silence ();
  world_open_on (world, vigil_test_sound_new (), dir);
  world_expect (world, VIGIL_SOUND_WORKS, 5);
  /* The meter must run before the burst begins: a fresh null sink takes two seconds. */
  vigil_test_sound_run (2.5);
  g_autofree char *noise =
      g_build_filename (g_getenv ("VIGIL_SOUNDS_DIR"), "vigil-alarm-high.wav", NULL);
  if (is_noisy)
    vigil_test_sound_make_noise (world->server, noise);
  vigil_test_sound_run (0.3);
  world_sound (world, VIGIL_PRIORITY_MEDIUM, 0.7);
  world_expect (world, VIGIL_SOUND_FAILED, 1.3);
  world_close (world);
}

static void
test_burst_that_is_not_heard_is_told (void)
{
  World world;
  play_silence (&world, FALSE);
}

static void
test_noise_of_another_program_does_not_hide_a_silent_burst (void)
{
  World world;
  play_silence (&world, TRUE);
}

static void
test_volume_below_the_floor_is_told (void)
{
  World world;
  world_open (&world);
  vigil_test_sound_control (world.server, "set-sink-volume ward 39%");
  world_expect (&world, VIGIL_SOUND_TOO_QUIET, 2);
  vigil_test_sound_control (world.server, "set-sink-volume ward 41%");
  world_expect (&world, VIGIL_SOUND_WORKS, 2);
  world_close (&world);
}

static void
test_suspended_sink_is_told (void)
{
  World world;
  world_open (&world);
  vigil_test_sound_control (world.server, "suspend-sink ward 1");
  world_expect (&world, VIGIL_SOUND_SUSPENDED, 2);
  vigil_test_sound_control (world.server, "suspend-sink ward 0");
  world_expect (&world, VIGIL_SOUND_WORKS, 2);
  world_close (&world);
}

/* PipeWire: whoever plays wakes a suspended sink. What is heard is not called NO SOUND, and the
 * next burst is proved by a meter that is not deaf: two that nobody could measure would be told. */
static void
test_suspended_sink_wakes_up_for_a_burst (void)
{
  World world;
  world_open (&world);
  vigil_test_sound_run (2.5);
  vigil_test_sound_record (world.server);
  vigil_test_sound_control (world.server, "suspend-sink ward 1");
  vigil_test_sound_run (2);
  world_play_once (&world, VIGIL_PRIORITY_LOW, 1.5);
  g_autoptr (JsonArray) heard = vigil_test_sound_hear (world.server);
  g_assert_cmpuint (json_array_get_length (heard), ==, 1);
  g_assert_cmpstr (vigil_test_sound_get_name (heard, 0), ==, "low");
  g_assert_cmpint (world.sound, ==, VIGIL_SOUND_WORKS);
  for (guint i = 0; i < 3; i++) {
    world_play_once (&world, VIGIL_PRIORITY_MEDIUM, 2);
    g_assert_cmpint (world.sound, ==, VIGIL_SOUND_WORKS);
  }
  world_close (&world);
}

static void
test_sink_that_swallows_is_no_sink (void)
{
  World world;
  world_open_on (&world, vigil_test_sound_new_without_sink (), g_getenv ("VIGIL_SOUNDS_DIR"));
  world_expect (&world, VIGIL_SOUND_NO_SINK, 2);
  /* Of the class "abstract", as null sinks are unless they say otherwise. */
  vigil_test_sound_control (world.server, "load-module module-null-sink sink_name=null");
  vigil_test_sound_set_default_sink (world.server, "null");
  vigil_test_sound_run (1.5);
  g_assert_cmpint (world.sound, ==, VIGIL_SOUND_NO_SINK);
  vigil_test_sound_control (
      world.server,
      "load-module module-null-sink sink_name=ward sink_properties=device.class=sound");
  vigil_test_sound_set_default_sink (world.server, "ward");
  world_expect (&world, VIGIL_SOUND_WORKS, 3);
  world_close (&world);
}

static void
test_absent_server_is_told_within_two_seconds (void)
{
  World world;
  VigilTestSound *server = vigil_test_sound_new ();
  vigil_test_sound_kill_server (server);
  world_open_on (&world, server, g_getenv ("VIGIL_SOUNDS_DIR"));
  g_assert_cmpint (vigil_annunciator_get_sound (world.annunciator), ==, VIGIL_SOUND_STARTING);
  world_expect (&world, VIGIL_SOUND_NO_SERVER, 2);
  world_close (&world);
}

static void
test_frozen_server_is_told_within_two_seconds (void)
{
  World world;
  world_open (&world);
  vigil_test_sound_freeze_server (world.server);
  world_expect (&world, VIGIL_SOUND_STUCK, 2);
  vigil_test_sound_thaw_server (world.server);
  world_expect (&world, VIGIL_SOUND_WORKS, 3);
  world_close (&world);
}

static void
test_killed_server_is_told_within_two_seconds (void)
{
  World world;
  world_open (&world);
  vigil_test_sound_kill_server (world.server);
  world_expect (&world, VIGIL_SOUND_NO_SERVER, 2);
  world_close (&world);
}

static void
test_frozen_server_does_not_hold_up_the_end (void)
{
  World world;
  world_open (&world);
  vigil_test_sound_freeze_server (world.server);
  world_sound (&world, VIGIL_PRIORITY_HIGH, 0.1);
  gint64 before_us = g_get_monotonic_time ();
  world_close (&world);
  g_assert_cmpint (g_get_monotonic_time () - before_us, <, 1500000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!vigil_test_sound_init ()) {
    g_print ("1..0 # SKIP this sound server is not installed\n");
    return 0;
  }
  g_test_add_func ("/annunciator/muted-sink-is-told-and-recovers",
                   test_muted_sink_is_told_and_recovers);
  g_test_add_func ("/annunciator/sound-that-is-back-announces-itself",
                   test_sound_that_is_back_announces_itself);
  g_test_add_func ("/annunciator/muted-stream-is-told-and-recovers",
                   test_muted_stream_is_told_and_recovers);
  g_test_add_func ("/annunciator/stream-turned-down-is-told", test_stream_turned_down_is_told);
  g_test_add_func ("/annunciator/stream-moved-away-is-told", test_stream_moved_away_is_told);
  g_test_add_func ("/annunciator/missing-sound-file-is-told", test_missing_sound_file_is_told);
  g_test_add_func ("/annunciator/burst-that-is-not-heard-is-told",
                   test_burst_that_is_not_heard_is_told);
  g_test_add_func ("/annunciator/noise-of-another-program-does-not-hide-a-silent-burst",
                   test_noise_of_another_program_does_not_hide_a_silent_burst);
  g_test_add_func ("/annunciator/volume-below-the-floor-is-told",
                   test_volume_below_the_floor_is_told);
  if (vigil_test_sound_is_pipewire ())
    g_test_add_func ("/annunciator/suspended-sink-wakes-up-for-a-burst",
                     test_suspended_sink_wakes_up_for_a_burst);
  else
    g_test_add_func ("/annunciator/suspended-sink-is-told", test_suspended_sink_is_told);
  g_test_add_func ("/annunciator/sink-that-swallows-is-no-sink",
                   test_sink_that_swallows_is_no_sink);
  g_test_add_func ("/annunciator/absent-server-is-told-within-two-seconds",
                   test_absent_server_is_told_within_two_seconds);
  g_test_add_func ("/annunciator/frozen-server-is-told-within-two-seconds",
                   test_frozen_server_is_told_within_two_seconds);
  g_test_add_func ("/annunciator/killed-server-is-told-within-two-seconds",
                   test_killed_server_is_told_within_two_seconds);
  g_test_add_func ("/annunciator/frozen-server-does-not-hold-up-the-end",
                   test_frozen_server_does_not_hold_up_the_end);
  return g_test_run ();
}
