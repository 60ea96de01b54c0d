/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sound-world.h"

#include <time.h>

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
  struct timespec boot;
  clock_gettime (CLOCK_BOOTTIME, &boot);
  gint64 age_us = boot.tv_sec * G_USEC_PER_SEC + boot.tv_nsec / 1000 - mono_us;
  g_test_message ("%.3f burst %s", g_get_monotonic_time () / 1e6,
                  vigil_priority_to_string (priority));
  if (world->n_bursts < G_N_ELEMENTS (world->burst_us))
    world->burst_us[world->n_bursts] = g_get_monotonic_time () - age_us;
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

void
world_open_on (World *world, VigilTestSound *server, const char *sounds_dir)
{
  *world = (World){ .server = server, .is_beating = TRUE };
  const VigilAnnunciatorConfig config = {
    .sounds_dir = sounds_dir,
    .volume_floor_percent = WORLD_FLOOR_PERCENT,
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

void
world_expect (World *world, VigilSound sound, double seconds)
{
  world->wanted = sound;
  if (!vigil_test_sound_wait (is_wanted, world, seconds))
    g_error ("sound is %s, not %s after %g s", vigil_sound_get_word (world->sound),
             vigil_sound_get_word (sound), seconds);
}

void
world_open (World *world)
{
  world_open_on (world, vigil_test_sound_new (), g_getenv ("VIGIL_SOUNDS_DIR"));
  world_expect (world, VIGIL_SOUND_WORKS, 5);
}

void
world_close (World *world)
{
  g_source_remove (world->beat);
  vigil_annunciator_free (world->annunciator);
  if (world->server != NULL)
    vigil_test_sound_free (world->server);
}

void
world_sound (World *world, VigilPriority priority, double seconds)
{
  vigil_annunciator_sound (world->annunciator, priority, FALSE, FALSE);
  vigil_test_sound_run (seconds);
}

void
world_play_once (World *world, VigilPriority priority, double seconds)
{
  vigil_annunciator_play_once (world->annunciator, priority);
  vigil_test_sound_run (seconds);
}
