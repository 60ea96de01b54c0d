/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sound-world.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

/* What takes its time: sound servers that come and go under a sounding alarm, a machine that is
 * held up, a station beside another one. */

static void
test_killed_server_is_told_and_sound_comes_back (void)
{
  World world;
  world_open (&world);
  world_sound (&world, VIGIL_PRIORITY_HIGH, 1);
  vigil_test_sound_kill_server (world.server);
  world_expect (&world, VIGIL_SOUND_NO_SERVER, 2);
  vigil_test_sound_start_server (world.server);
  vigil_test_sound_record (world.server);
  world_expect (&world, VIGIL_SOUND_WORKS, 3);
  vigil_test_sound_run (9);
  g_autoptr (JsonArray) heard = vigil_test_sound_hear (world.server);
  g_assert_cmpuint (vigil_test_sound_count (heard, "high"), >=, 1);
  world_close (&world);
}

static void
test_frozen_server_is_told_and_never_blocks_main (void)
{
  World world;
  world_open (&world);
  world.longest_turn_us = 0;
  vigil_test_sound_freeze_server (world.server);
  world_sound (&world, VIGIL_PRIORITY_HIGH, 0.1);
  world_expect (&world, VIGIL_SOUND_STUCK, 2.2);
  vigil_test_sound_run (8);
  g_assert_cmpint (world.sound, ==, VIGIL_SOUND_STUCK);
  g_test_message ("longest turn of main: %.1f ms", world.longest_turn_us / 1000.0);
  g_assert_cmpint (world.longest_turn_us, <, 250000);
  vigil_test_sound_thaw_server (world.server);
  world_expect (&world, VIGIL_SOUND_WORKS, 3);
  vigil_test_sound_record (world.server);
  vigil_test_sound_run (13);
  g_autoptr (JsonArray) heard = vigil_test_sound_hear (world.server);
  g_assert_cmpuint (vigil_test_sound_count (heard, "high"), >=, 1);
  world_close (&world);
}

/* The dead-man: 3 s of main's silence, and from there to the first sample what the thread's turn
 * (0.2 s), the server's block and a loaded machine take. */
#define STALL_S 3.0
#define STALL_TOLERANCE_S 0.5

static gboolean
is_played (gpointer data)
{
  return ((World *) data)->n_bursts > 0;
}

/* Both sounds begin equally long after their play calls: the distance in the recording is that of
 * the calls. */
static void
test_stalled_main_is_heard_in_time_until_it_returns (void)
{
  World world;
  world_open (&world);
  vigil_test_sound_run (2.5);
  vigil_test_sound_record (world.server);
  vigil_annunciator_play_once (world.annunciator, VIGIL_PRIORITY_LOW);
  g_assert_true (vigil_test_sound_wait (is_played, &world, 3));
  vigil_test_sound_run (3.5);
  world.is_beating = FALSE;
  double stalled_s = (double) (g_get_monotonic_time () - world.burst_us[0]) / 1e6;
  vigil_test_sound_run (7.5);
  world.is_beating = TRUE;
  vigil_test_sound_run (10);
  g_autoptr (JsonArray) heard = vigil_test_sound_hear (world.server);
  g_assert_cmpuint (json_array_get_length (heard), ==, 2);
  g_assert_cmpstr (vigil_test_sound_get_name (heard, 0), ==, "low");
  g_assert_cmpstr (vigil_test_sound_get_name (heard, 1), ==, "station-failed");
  double failed_s = vigil_test_sound_get (heard, 1, "t") - vigil_test_sound_get (heard, 0, "t");
  g_test_message ("station failed is heard %.2f s after main stood still", failed_s - stalled_s);
  /* The last beat was up to 20 ms before. */
  g_assert_cmpfloat (failed_s - stalled_s, >, STALL_S - 0.1);
  g_assert_cmpfloat (failed_s - stalled_s, <, STALL_S + STALL_TOLERANCE_S);
  world_close (&world);
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
  world_open (&world);
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
  world_close (&world);
}

#define SECOND_STATION "--second-station"
#define ROUNDS 6

/* Bursts over and over on a server that another station uses as well. */
static void
sound_beside_another (World *world)
{
  world_expect (world, VIGIL_SOUND_WORKS, 5);
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
  world_open_on (&world, NULL, g_getenv ("VIGIL_SOUNDS_DIR"));
  sound_beside_another (&world);
  world_close (&world);
  return 0;
}

static void
test_two_stations_on_one_server_are_both_heard (void)
{
  World world;
  world_open (&world);
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) second =
      g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, program, SECOND_STATION, NULL);
  g_assert_no_error (error);
  sound_beside_another (&world);
  g_assert_true (g_subprocess_wait_check (second, NULL, &error));
  g_assert_no_error (error);
  world_close (&world);
}

int
main (int argc, char **argv)
{
  if (argc == 2 && g_str_equal (argv[1], SECOND_STATION))
    return be_second_station ();
  g_test_init (&argc, &argv, NULL);
  if (!vigil_test_sound_init ()) {
    g_print ("1..0 # SKIP this sound server is not installed\n");
    return 0;
  }
  g_test_add_func ("/sound-days/killed-server-is-told-and-sound-comes-back",
                   test_killed_server_is_told_and_sound_comes_back);
  g_test_add_func ("/sound-days/frozen-server-is-told-and-never-blocks-main",
                   test_frozen_server_is_told_and_never_blocks_main);
  g_test_add_func ("/sound-days/stalled-main-is-heard-in-time-until-it-returns",
                   test_stalled_main_is_heard_in_time_until_it_returns);
  g_test_add_func ("/sound-days/an-answer-read-late-is-no-failure",
                   test_an_answer_read_late_is_no_failure);
  g_test_add_func ("/sound-days/two-stations-on-one-server-are-both-heard",
                   test_two_stations_on_one_server_are_both_heard);
  return g_test_run ();
}
