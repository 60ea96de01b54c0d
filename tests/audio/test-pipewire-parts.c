/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sound-world.h"

#include <signal.h>

/* PipeWire is three programs, and a station speaks to one of them (test-annunciator kills and
 * freezes that). Whichever of the others dies or stands still: told, and over by itself when the
 * service manager has done its part. */

static void
open_long_enough (World *world)
{
  world_open (world);
  vigil_test_sound_run (2.5); /* a fresh null sink takes two seconds to its first sample */
}

/* It is over, and the ward hears a burst. */
static void
expect_heard (World *world)
{
  world_expect (world, VIGIL_SOUND_WORKS, 8);
  vigil_test_sound_run (2.5);
  vigil_test_sound_record (world->server);
  world_play_once (world, VIGIL_PRIORITY_MEDIUM, 2.5);
  g_autoptr (JsonArray) heard = vigil_test_sound_hear (world->server);
  g_assert_cmpuint (vigil_test_sound_count (heard, "medium"), ==, 1);
  g_assert_cmpint (world->sound, ==, VIGIL_SOUND_WORKS);
  world_close (world);
}

static void
test_killed_daemon_is_told_and_recovers (void)
{
  World world;
  open_long_enough (&world);
  vigil_test_sound_signal_part (world.server, VIGIL_TEST_PIPEWIRE_DAEMON, SIGKILL);
  world_expect (&world, VIGIL_SOUND_NO_SERVER, 2);
  vigil_test_sound_repair_parts (world.server);
  expect_heard (&world);
}

/* The part that programs speak to goes on answering: of what it knew. */
static void
test_frozen_daemon_is_told_and_recovers (void)
{
  World world;
  open_long_enough (&world);
  vigil_test_sound_signal_part (world.server, VIGIL_TEST_PIPEWIRE_DAEMON, SIGSTOP);
  world_expect (&world, VIGIL_SOUND_STUCK, 2);
  vigil_test_sound_signal_part (world.server, VIGIL_TEST_PIPEWIRE_DAEMON, SIGCONT);
  expect_heard (&world);
}

/* With it end the links that it made: nothing is led to the sink. */
static void
test_killed_session_manager_is_told_and_recovers (void)
{
  World world;
  open_long_enough (&world);
  vigil_test_sound_signal_part (world.server, VIGIL_TEST_PIPEWIRE_MANAGER, SIGKILL);
  world_expect (&world, VIGIL_SOUND_STUCK, 2);
  vigil_test_sound_repair_parts (world.server);
  expect_heard (&world);
}

/* The links stand and nothing is known of it before something sounds: the next burst finds no way,
 * and that is told within two seconds. */
static void
test_frozen_session_manager_is_told_by_the_next_burst (void)
{
  World world;
  open_long_enough (&world);
  vigil_test_sound_signal_part (world.server, VIGIL_TEST_PIPEWIRE_MANAGER, SIGSTOP);
  vigil_test_sound_run (1);
  world_play_once (&world, VIGIL_PRIORITY_LOW, 0);
  world_expect (&world, VIGIL_SOUND_FAILED, 2);
  vigil_test_sound_signal_part (world.server, VIGIL_TEST_PIPEWIRE_MANAGER, SIGCONT);
  world_play_once (&world, VIGIL_PRIORITY_LOW, 0);
  expect_heard (&world);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!vigil_test_sound_init ()) {
    g_print ("1..0 # SKIP this sound server is not installed\n");
    return 0;
  }
  g_test_add_func ("/pipewire-parts/killed-daemon-is-told-and-recovers",
                   test_killed_daemon_is_told_and_recovers);
  g_test_add_func ("/pipewire-parts/frozen-daemon-is-told-and-recovers",
                   test_frozen_daemon_is_told_and_recovers);
  g_test_add_func ("/pipewire-parts/killed-session-manager-is-told-and-recovers",
                   test_killed_session_manager_is_told_and_recovers);
  g_test_add_func ("/pipewire-parts/frozen-session-manager-is-told-by-the-next-burst",
                   test_frozen_session_manager_is_told_by_the_next_burst);
  return g_test_run ();
}
