/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-annunciator.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "vigil-test-sound.h"
#include "vigil-tone.h"

/* A real sound server, a recording of its sink, and a classifier that sees only the recording. */

typedef struct {
  VigilTestSound *server;
  VigilAnnunciator *annunciator;
  VigilSound sound; /* as told */
  VigilSound wanted;
  guint n_bursts;
  gint64 burst_us[16]; /* CLOCK_MONOTONIC, when told */
  gint64 last_turn_us;
  gint64 longest_turn_us;
  gboolean is_beating;
  guint beat;
} World;

static void
sound_cb (VigilSound sound, gpointer data)
{
  World *world = data;
  g_test_message ("%.3f sound %s", g_get_monotonic_time () / 1e6, vigil_sound_get_word (sound));
  world->sound = sound;
}

static void
burst_cb (VigilPriority priority, gint64 mono_us, gpointer data)
{
  World *world = data;
  (void) mono_us;
  g_test_message ("%.3f burst %s", g_get_monotonic_time () / 1e6,
                  vigil_priority_to_string (priority));
  if (world->n_bursts < G_N_ELEMENTS (world->burst_us))
    world->burst_us[world->n_bursts] = g_get_monotonic_time ();
  world->n_bursts++;
}

static gboolean
beat_cb (gpointer data)
{
  World *world = data;
  gint64 now_us = g_get_monotonic_time ();
  world->longest_turn_us = MAX (world->longest_turn_us, now_us - world->last_turn_us);
  world->last_turn_us = now_us;
  if (world->is_beating)
    vigil_annunciator_beat (world->annunciator, now_us);
  return G_SOURCE_CONTINUE;
}

static void
open_world_on (World *world, VigilTestSound *server, const char *sounds_dir)
{
  *world = (World){ .server = server, .is_beating = TRUE };
  const VigilAnnunciatorConfig config = {
    .sounds_dir = sounds_dir,
    .volume_floor_percent = 40,
    .app_id = "io.github.vigil_ward.Vigil.Test",
    .sound_func = sound_cb,
    .burst_func = burst_cb,
    .data = world,
  };
  world->annunciator = vigil_annunciator_new (&config);
  world->last_turn_us = g_get_monotonic_time ();
  world->beat = g_timeout_add (20, beat_cb, world);
}

static gboolean
is_wanted (gpointer data)
{
  World *world = data;
  return world->sound == world->wanted;
}

static void
expect (World *world, VigilSound sound, double seconds)
{
  world->wanted = sound;
  if (!vigil_test_sound_wait (is_wanted, world, seconds))
    g_error ("sound is %s, not %s after %g s", vigil_sound_get_word (world->sound),
             vigil_sound_get_word (sound), seconds);
}

static void
open_world (World *world)
{
  open_world_on (world, vigil_test_sound_new (), g_getenv ("VIGIL_SOUNDS_DIR"));
  expect (world, VIGIL_SOUND_WORKS, 5);
}

static void
close_world (World *world)
{
  g_source_remove (world->beat);
  vigil_annunciator_free (world->annunciator);
  vigil_test_sound_free (world->server);
}

static void
start_and_wait (World *world, VigilPriority priority, double seconds)
{
  vigil_annunciator_sound (world->annunciator, priority, FALSE, FALSE);
  vigil_test_sound_run (seconds);
}

static void
test_each_priority_is_heard_as_itself (void)
{
  World world;
  open_world (&world);
  const VigilPriority priorities[] = { VIGIL_PRIORITY_LOW, VIGIL_PRIORITY_MEDIUM,
                                       VIGIL_PRIORITY_HIGH };
  for (guint i = 0; i < G_N_ELEMENTS (priorities); i++) {
    vigil_test_sound_record (world.server);
    vigil_annunciator_play_once (world.annunciator, priorities[i]);
    vigil_test_sound_run (4);
    g_autoptr (JsonArray) heard = vigil_test_sound_hear (world.server);
    g_assert_cmpuint (json_array_get_length (heard), ==, 1);
    g_assert_cmpstr (vigil_test_sound_get_name (heard, 0), ==,
                     vigil_priority_to_string (priorities[i]));
    g_assert_cmpfloat (vigil_test_sound_get (heard, 0, "onset_error_ms"), <=, 10);
  }
  g_assert_cmpuint (world.n_bursts, ==, 3);
  close_world (&world);
}

static void
test_bursts_repeat_on_absolute_deadlines (void)
{
  World world;
  open_world (&world);
  vigil_test_sound_record (world.server);
  start_and_wait (&world, VIGIL_PRIORITY_HIGH, 21);
  g_autoptr (JsonArray) heard = vigil_test_sound_hear (world.server);
  g_assert_cmpuint (vigil_test_sound_count (heard, "high"), ==, 3);
  for (guint i = 1; i < 3; i++) {
    double period = vigil_test_sound_get (heard, i, "t") - vigil_test_sound_get (heard, i - 1, "t");
    g_assert_cmpfloat_with_epsilon (period, 8.4, 0.05);
  }
  close_world (&world);
}

static void
test_silence_stops_the_sound_at_once (void)
{
  World world;
  open_world (&world);
  vigil_test_sound_record (world.server);
  start_and_wait (&world, VIGIL_PRIORITY_HIGH, 0.6);
  gint64 silenced_us = g_get_monotonic_time ();
  vigil_annunciator_sound (world.annunciator, VIGIL_PRIORITY_NONE, TRUE, FALSE);
  vigil_test_sound_run (3);
  g_autoptr (JsonArray) heard = vigil_test_sound_hear (world.server);
  g_assert_cmpuint (world.n_bursts, ==, 1);
  guint n = json_array_get_length (heard);
  g_assert_cmpuint (n, >, 0);
  double heard_s =
      vigil_test_sound_get (heard, n - 1, "end") - vigil_test_sound_get (heard, 0, "t");
  double asked_s = (silenced_us - world.burst_us[0]) / 1e6;
  g_test_message ("sound went on for %.0f ms after the silence", (heard_s - asked_s) * 1000);
  g_assert_cmpfloat (heard_s, <, asked_s + 0.3);
  close_world (&world);
}

static void
test_higher_preempts_between_two_pulses (void)
{
  World world;
  open_world (&world);
  vigil_test_sound_record (world.server);
  start_and_wait (&world, VIGIL_PRIORITY_LOW, 0.1);
  start_and_wait (&world, VIGIL_PRIORITY_HIGH, 5);
  g_autoptr (JsonArray) heard = vigil_test_sound_hear (world.server);
  g_assert_cmpuint (json_array_get_length (heard), ==, 2);
  g_assert_cmpstr (vigil_test_sound_get_name (heard, 0), ==, "part");
  g_assert_cmpfloat (vigil_test_sound_get (heard, 0, "pulses"), ==, 1);
  /* Not cut off inside the pulse. */
  g_assert_cmpfloat_with_epsilon (vigil_test_sound_get (heard, 0, "pulse_ms"), 200, 15);
  g_assert_cmpstr (vigil_test_sound_get_name (heard, 1), ==, "high");
  close_world (&world);
}

static void
test_ended_condition_completes_its_burst (void)
{
  World world;
  open_world (&world);
  vigil_test_sound_record (world.server);
  start_and_wait (&world, VIGIL_PRIORITY_MEDIUM, 0.05);
  start_and_wait (&world, VIGIL_PRIORITY_NONE, 3.5);
  start_and_wait (&world, VIGIL_PRIORITY_HIGH, 0.05);
  start_and_wait (&world, VIGIL_PRIORITY_NONE, 5);
  g_autoptr (JsonArray) heard = vigil_test_sound_hear (world.server);
  g_assert_cmpuint (json_array_get_length (heard), ==, 2);
  g_assert_cmpstr (vigil_test_sound_get_name (heard, 0), ==, "medium");
  g_assert_cmpstr (vigil_test_sound_get_name (heard, 1), ==, "part");
  g_assert_cmpfloat (vigil_test_sound_get (heard, 1, "pulses"), ==, 5);
  close_world (&world);
}

static void
test_medium_becomes_high (void)
{
  World world;
  open_world (&world);
  vigil_test_sound_record (world.server);
  start_and_wait (&world, VIGIL_PRIORITY_MEDIUM, 2);
  gint64 asked_us = g_get_monotonic_time ();
  start_and_wait (&world, VIGIL_PRIORITY_HIGH, 5);
  g_autoptr (JsonArray) heard = vigil_test_sound_hear (world.server);
  g_assert_cmpuint (json_array_get_length (heard), ==, 2);
  g_assert_cmpstr (vigil_test_sound_get_name (heard, 0), ==, "medium");
  g_assert_cmpstr (vigil_test_sound_get_name (heard, 1), ==, "high");
  g_assert_cmpint (world.burst_us[1] - asked_us, <, 100000);
  close_world (&world);
}

static void
test_muted_sink_is_told_and_recovers (void)
{
  World world;
  open_world (&world);
  vigil_test_sound_control (world.server, "set-sink-mute ward 1");
  expect (&world, VIGIL_SOUND_MUTED, 2);
  vigil_test_sound_control (world.server, "set-sink-mute ward 0");
  expect (&world, VIGIL_SOUND_WORKS, 2);
  close_world (&world);
}

static void
test_muted_stream_is_told_and_recovers (void)
{
  World world;
  open_world (&world);
  start_and_wait (&world, VIGIL_PRIORITY_HIGH, 0.5);
  vigil_test_sound_mute_streams (world.server);
  expect (&world, VIGIL_SOUND_MUTED, 2);
  /* The next burst is a new stream, which is not muted. */
  expect (&world, VIGIL_SOUND_WORKS, 10);
  close_world (&world);
}

static void
test_missing_sound_file_is_told (void)
{
  World world;
  open_world_on (&world, vigil_test_sound_new (), "/nonexistent");
  expect (&world, VIGIL_SOUND_WORKS, 5);
  start_and_wait (&world, VIGIL_PRIORITY_LOW, 0.1);
  expect (&world, VIGIL_SOUND_FAILED, 2);
  g_assert_cmpuint (world.n_bursts, ==, 0);
  close_world (&world);
}

/* All flags are right, the call succeeds, and yet nothing leaves the sink: a file of silence. */
static void
test_burst_that_is_not_heard_is_told (void)
{
  World world;
  const char *dir = g_getenv ("XDG_RUNTIME_DIR");
  g_autofree char *path = g_build_filename (dir, "medium.wav", NULL);
  g_autoptr (GArray) samples = g_array_new (FALSE, TRUE, sizeof (gint16));
  g_array_set_size (samples, 48000);
  g_autoptr (GBytes) wav = vigil_tone_to_wav (samples);
  gsize size;
  const char *data = g_bytes_get_data (wav, &size);
  g_assert_true (g_file_set_contents (path, data, (gssize) size, NULL));
  open_world_on (&world, vigil_test_sound_new (), dir);
  expect (&world, VIGIL_SOUND_WORKS, 5);
  /* The meter must run before the burst begins: a fresh null sink takes two seconds. */
  vigil_test_sound_run (2.5);
  start_and_wait (&world, VIGIL_PRIORITY_MEDIUM, 1);
  expect (&world, VIGIL_SOUND_FAILED, 2);
  close_world (&world);
}

static void
test_volume_below_the_floor_is_told (void)
{
  World world;
  open_world (&world);
  vigil_test_sound_control (world.server, "set-sink-volume ward 39%");
  expect (&world, VIGIL_SOUND_TOO_QUIET, 2);
  vigil_test_sound_control (world.server, "set-sink-volume ward 41%");
  expect (&world, VIGIL_SOUND_WORKS, 2);
  close_world (&world);
}

static void
test_suspended_sink_is_told (void)
{
  World world;
  open_world (&world);
  vigil_test_sound_control (world.server, "suspend-sink ward 1");
  expect (&world, VIGIL_SOUND_SUSPENDED, 2);
  vigil_test_sound_control (world.server, "suspend-sink ward 0");
  expect (&world, VIGIL_SOUND_WORKS, 2);
  close_world (&world);
}

static void
test_sink_that_swallows_is_no_sink (void)
{
  World world;
  open_world_on (&world, vigil_test_sound_new_without_sink (), g_getenv ("VIGIL_SOUNDS_DIR"));
  expect (&world, VIGIL_SOUND_NO_SINK, 3);
  /* Of the class "abstract", as null sinks are unless they say otherwise. */
  vigil_test_sound_control (world.server, "load-module module-null-sink sink_name=null");
  vigil_test_sound_control (world.server, "set-default-sink null");
  vigil_test_sound_run (1.5);
  g_assert_cmpint (world.sound, ==, VIGIL_SOUND_NO_SINK);
  vigil_test_sound_control (
      world.server,
      "load-module module-null-sink sink_name=ward sink_properties=device.class=sound");
  vigil_test_sound_control (world.server, "set-default-sink ward");
  expect (&world, VIGIL_SOUND_WORKS, 3);
  close_world (&world);
}

static void
test_absent_server_is_told_within_two_seconds (void)
{
  World world;
  VigilTestSound *server = vigil_test_sound_new ();
  vigil_test_sound_kill_server (server);
  open_world_on (&world, server, g_getenv ("VIGIL_SOUNDS_DIR"));
  g_assert_cmpint (vigil_annunciator_get_sound (world.annunciator), ==, VIGIL_SOUND_STARTING);
  expect (&world, VIGIL_SOUND_NO_SERVER, 2.2);
  close_world (&world);
}

static void
test_killed_server_is_told_and_sound_comes_back (void)
{
  World world;
  open_world (&world);
  start_and_wait (&world, VIGIL_PRIORITY_HIGH, 1);
  vigil_test_sound_kill_server (world.server);
  expect (&world, VIGIL_SOUND_NO_SERVER, 2);
  vigil_test_sound_start_server (world.server);
  vigil_test_sound_record (world.server);
  expect (&world, VIGIL_SOUND_WORKS, 3);
  vigil_test_sound_run (9);
  g_autoptr (JsonArray) heard = vigil_test_sound_hear (world.server);
  g_assert_cmpuint (vigil_test_sound_count (heard, "high"), >=, 1);
  close_world (&world);
}

static void
test_frozen_server_is_told_and_never_blocks_main (void)
{
  World world;
  open_world (&world);
  world.longest_turn_us = 0;
  vigil_test_sound_freeze_server (world.server);
  start_and_wait (&world, VIGIL_PRIORITY_HIGH, 0.1);
  expect (&world, VIGIL_SOUND_STUCK, 2.2);
  vigil_test_sound_run (8);
  g_assert_cmpint (world.sound, ==, VIGIL_SOUND_STUCK);
  g_test_message ("longest turn of main: %.1f ms", world.longest_turn_us / 1000.0);
  g_assert_cmpint (world.longest_turn_us, <, 250000);
  vigil_test_sound_thaw_server (world.server);
  expect (&world, VIGIL_SOUND_WORKS, 3);
  vigil_test_sound_record (world.server);
  vigil_test_sound_run (13);
  g_autoptr (JsonArray) heard = vigil_test_sound_hear (world.server);
  g_assert_cmpuint (vigil_test_sound_count (heard, "high"), >=, 1);
  close_world (&world);
}

static void
test_stalled_main_is_heard_until_it_returns (void)
{
  World world;
  open_world (&world);
  vigil_test_sound_run (0.2);
  vigil_test_sound_record (world.server);
  world.is_beating = FALSE;
  vigil_test_sound_run (7.5);
  world.is_beating = TRUE;
  vigil_test_sound_run (10);
  g_autoptr (JsonArray) heard = vigil_test_sound_hear (world.server);
  g_assert_cmpuint (json_array_get_length (heard), ==, 1);
  g_assert_cmpstr (vigil_test_sound_get_name (heard, 0), ==, "station-failed");
  close_world (&world);
}

static void
test_frozen_server_does_not_hold_up_the_end (void)
{
  World world;
  open_world (&world);
  vigil_test_sound_freeze_server (world.server);
  start_and_wait (&world, VIGIL_PRIORITY_HIGH, 0.1);
  gint64 before_us = g_get_monotonic_time ();
  close_world (&world);
  g_assert_cmpint (g_get_monotonic_time () - before_us, <, 1500000);
}

/* Stops this whole program after @delay_us for 0.9 s. */
static pid_t
hold_up (useconds_t delay_us)
{
  pid_t parent = getpid ();
  pid_t child = fork ();
  g_assert_cmpint (child, >=, 0);
  if (child != 0)
    return child;
  usleep (delay_us);
  kill (parent, SIGSTOP);
  usleep (900000);
  kill (parent, SIGCONT);
  _exit (0);
}

/* On a machine that is busy with another station the server plays a burst long before its answer
 * is read here: the burst is over early only by this program's clock. */
static void
test_an_answer_read_late_is_no_failure (void)
{
  World world;
  open_world (&world);
  vigil_test_sound_run (2.5);
  for (guint i = 0; i < 5; i++) {
    vigil_annunciator_sound (world.annunciator, VIGIL_PRIORITY_HIGH, FALSE, TRUE);
    pid_t child = hold_up (i * 250);
    vigil_test_sound_run (4);
    g_assert_cmpint (waitpid (child, NULL, 0), ==, child);
    g_assert_cmpint (world.sound, ==, VIGIL_SOUND_WORKS);
    vigil_annunciator_sound (world.annunciator, VIGIL_PRIORITY_NONE, FALSE, FALSE);
    vigil_test_sound_run (0.5);
  }
  close_world (&world);
}

#define SECOND_STATION "--second-station"
#define ROUNDS 6

/* Bursts over and over on a server that another station uses as well. */
static void
sound_beside_another (World *world)
{
  expect (world, VIGIL_SOUND_WORKS, 5);
  vigil_test_sound_run (2.5);
  for (guint i = 0; i < ROUNDS; i++) {
    VigilPriority priority = i % 2 ? VIGIL_PRIORITY_HIGH : VIGIL_PRIORITY_MEDIUM;
    vigil_annunciator_sound (world->annunciator, priority, FALSE, TRUE);
    vigil_test_sound_run (3);
    vigil_annunciator_sound (world->annunciator, VIGIL_PRIORITY_NONE, FALSE, FALSE);
    vigil_test_sound_run (0.7);
    g_assert_cmpint (world->sound, ==, VIGIL_SOUND_WORKS);
  }
}

/* This program again, as the other station. */
static int
be_second_station (void)
{
  World world;
  open_world_on (&world, NULL, g_getenv ("VIGIL_SOUNDS_DIR"));
  sound_beside_another (&world);
  g_source_remove (world.beat);
  vigil_annunciator_free (world.annunciator);
  return 0;
}

static void
test_two_stations_on_one_server_are_both_heard (void)
{
  World world;
  open_world (&world);
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) second =
      g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, program, SECOND_STATION, NULL);
  g_assert_no_error (error);
  sound_beside_another (&world);
  g_assert_true (g_subprocess_wait_check (second, NULL, &error));
  g_assert_no_error (error);
  close_world (&world);
}

int
main (int argc, char **argv)
{
  if (argc == 2 && g_str_equal (argv[1], SECOND_STATION))
    return be_second_station ();
  g_test_init (&argc, &argv, NULL);
  if (!vigil_test_sound_init ()) {
    g_print ("1..0 # SKIP no sound server installed\n");
    return 0;
  }
  g_test_add_func ("/annunciator/each-priority-is-heard-as-itself",
                   test_each_priority_is_heard_as_itself);
  g_test_add_func ("/annunciator/bursts-repeat-on-absolute-deadlines",
                   test_bursts_repeat_on_absolute_deadlines);
  g_test_add_func ("/annunciator/silence-stops-the-sound-at-once",
                   test_silence_stops_the_sound_at_once);
  g_test_add_func ("/annunciator/higher-preempts-between-two-pulses",
                   test_higher_preempts_between_two_pulses);
  g_test_add_func ("/annunciator/ended-condition-completes-its-burst",
                   test_ended_condition_completes_its_burst);
  g_test_add_func ("/annunciator/medium-becomes-high", test_medium_becomes_high);
  g_test_add_func ("/annunciator/stalled-main-is-heard-until-it-returns",
                   test_stalled_main_is_heard_until_it_returns);
  g_test_add_func ("/annunciator/muted-sink-is-told-and-recovers",
                   test_muted_sink_is_told_and_recovers);
  g_test_add_func ("/annunciator/muted-stream-is-told-and-recovers",
                   test_muted_stream_is_told_and_recovers);
  g_test_add_func ("/annunciator/missing-sound-file-is-told", test_missing_sound_file_is_told);
  g_test_add_func ("/annunciator/burst-that-is-not-heard-is-told",
                   test_burst_that_is_not_heard_is_told);
  g_test_add_func ("/annunciator/volume-below-the-floor-is-told",
                   test_volume_below_the_floor_is_told);
  g_test_add_func ("/annunciator/suspended-sink-is-told", test_suspended_sink_is_told);
  g_test_add_func ("/annunciator/sink-that-swallows-is-no-sink",
                   test_sink_that_swallows_is_no_sink);
  g_test_add_func ("/annunciator/absent-server-is-told-within-two-seconds",
                   test_absent_server_is_told_within_two_seconds);
  g_test_add_func ("/annunciator/killed-server-is-told-and-sound-comes-back",
                   test_killed_server_is_told_and_sound_comes_back);
  g_test_add_func ("/annunciator/frozen-server-is-told-and-never-blocks-main",
                   test_frozen_server_is_told_and_never_blocks_main);
  g_test_add_func ("/annunciator/frozen-server-does-not-hold-up-the-end",
                   test_frozen_server_does_not_hold_up_the_end);
  g_test_add_func ("/annunciator/an-answer-read-late-is-no-failure",
                   test_an_answer_read_late_is_no_failure);
  g_test_add_func ("/annunciator/two-stations-on-one-server-are-both-heard",
                   test_two_stations_on_one_server_are_both_heard);
  return g_test_run ();
}
