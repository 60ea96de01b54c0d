/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sound-world.h"

#include <gio/gio.h>
#include <string.h>

#include "vigil-test-relay.h"

/* The thread that plays is held fast inside the sound library: it is given up and another one plays
 * in its place; never more of them than VIGIL_ANNUNCIATOR_HELD_MAX. */

/* Of this program, as the system counts them. */
static guint
count_playing_threads (void)
{
  guint n = 0;
  g_autoptr (GDir) dir = g_dir_open ("/proc/self/task", 0, NULL);
  for (const char *id; (id = g_dir_read_name (dir)) != NULL;) {
    g_autofree char *path = g_build_filename ("/proc/self/task", id, "comm", NULL);
    g_autofree char *name = NULL;
    n += g_file_get_contents (path, &name, NULL, NULL)
         && g_str_equal (g_strchomp (name), "vigil-player");
  }
  return n;
}

static void
assert_given_up (World *world, guint n_given_up, guint n_held)
{
  guint given_up, held;
  vigil_annunciator_get_given_up (world->annunciator, &given_up, &held);
  g_assert_cmpuint (given_up, ==, n_given_up);
  g_assert_cmpuint (held, ==, n_held);
}

static guint16
find_port (void)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  return g_socket_listener_add_any_inet_port (listener, NULL, NULL);
}

static VigilTestRelay *
open_behind_relay (World *world)
{
  VigilTestSound *server = vigil_test_sound_new ();
  guint16 port = find_port ();
  g_autofree char *module = g_strdup_printf ("load-module module-native-protocol-tcp port=%u "
                                             "listen=127.0.0.1 auth-anonymous=1",
                                             port);
  g_autofree char *path = g_build_filename (g_getenv ("XDG_RUNTIME_DIR"), "relay", NULL);
  g_autofree char *address = g_strconcat ("unix:", path, NULL);
  vigil_test_sound_control (server, module);
  VigilTestRelay *relay = vigil_test_relay_new (path, port);
  g_setenv ("PULSE_SERVER", address, TRUE);
  world_open_on (world, server, g_getenv ("VIGIL_SOUNDS_DIR"));
  world_expect (world, VIGIL_SOUND_WORKS, 5);
  return relay;
}

static gboolean
is_held (gpointer relay)
{
  return vigil_test_relay_get_n_held (relay) > 0;
}

/* The server goes on with everybody else: what is heard then comes of another thread, while the
 * first one still hangs. */
static void
test_thread_that_is_held_is_replaced_and_the_alarm_heard (void)
{
  World world;
  VigilTestRelay *relay = open_behind_relay (&world);
  vigil_test_sound_run (2.5);
  g_assert_cmpuint (count_playing_threads (), ==, 1);
  assert_given_up (&world, 0, 0);
  vigil_test_sound_record (world.server);
  vigil_test_relay_hold (relay, "vigil-alarm-high");
  vigil_annunciator_sound (world.annunciator, VIGIL_PRIORITY_HIGH, FALSE, TRUE);
  g_assert_true (vigil_test_sound_wait (is_held, relay, 1));
  world_expect (&world, VIGIL_SOUND_STUCK, 2);
  world_expect (&world, VIGIL_SOUND_WORKS, 2);
  vigil_test_sound_run (5);
  assert_given_up (&world, 1, 1);
  g_assert_cmpuint (count_playing_threads (), ==, 2);
  g_autoptr (JsonArray) heard = vigil_test_sound_hear (world.server);
  g_assert_cmpuint (vigil_test_sound_count (heard, "high"), ==, 1);
  g_assert_cmpint (world.sound, ==, VIGIL_SOUND_WORKS);
  vigil_test_relay_free (relay); /* lets the first one go */
  g_unsetenv ("PULSE_SERVER");
  world_close (&world);
}

/* A server that holds everybody: the attempts end, and begin again when it is back. */
static void
test_no_more_threads_than_a_few_are_held (void)
{
  World world;
  world_open (&world);
  vigil_test_sound_run (0.5);
  vigil_test_sound_freeze_server (world.server);
  world_sound (&world, VIGIL_PRIORITY_HIGH, 0.1);
  world_expect (&world, VIGIL_SOUND_STUCK, 2);
  vigil_test_sound_run (10);
  assert_given_up (&world, VIGIL_ANNUNCIATOR_HELD_MAX, VIGIL_ANNUNCIATOR_HELD_MAX);
  g_assert_cmpuint (count_playing_threads (), ==, VIGIL_ANNUNCIATOR_HELD_MAX);
  vigil_test_sound_thaw_server (world.server);
  world_expect (&world, VIGIL_SOUND_WORKS, 3);
  vigil_test_sound_run (1);
  assert_given_up (&world, VIGIL_ANNUNCIATOR_HELD_MAX, 0);
  g_assert_cmpuint (count_playing_threads (), ==, 1);
  world_close (&world);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!vigil_test_sound_init ()) {
    g_print ("1..0 # SKIP this sound server is not installed\n");
    return 0;
  }
  g_test_add_func ("/held-threads/thread-that-is-held-is-replaced-and-the-alarm-heard",
                   test_thread_that_is_held_is_replaced_and_the_alarm_heard);
  g_test_add_func ("/held-threads/no-more-threads-than-a-few-are-held",
                   test_no_more_threads_than_a_few_are_held);
  return g_test_run ();
}
