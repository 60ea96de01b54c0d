/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A real sound server, an annunciator on it, and a recording of its sink, for the tests that play.
 */

#include "vigil-annunciator.h"
#include "vigil-test-sound.h"

G_BEGIN_DECLS

#define WORLD_FLOOR_PERCENT 40

typedef struct {
  VigilTestSound *server;
  VigilAnnunciator *annunciator;
  VigilSound sound; /* as told */
  VigilSound wanted;
  guint n_bursts;
  gint64 burst_us[16]; /* CLOCK_MONOTONIC, when its play call returned */
  gint64 last_turn_us;
  gint64 longest_turn_us;
  gboolean is_beating;
  guint beat;
} World;

/* A fresh server; sound works when it returns. */
void world_open (World *world);
/* On @server, which may be NULL: somebody else's. Waits for nothing. */
void world_open_on (World *world, VigilTestSound *server, const char *sounds_dir);
void world_close (World *world);
/* Fails the test if it is not told within @seconds. */
void world_expect (World *world, VigilSound sound, double seconds);
/* Sounds @priority from now on, and lets @seconds pass. */
void world_sound (World *world, VigilPriority priority, double seconds);
/* A burst of its own, and @seconds. */
void world_play_once (World *world, VigilPriority priority, double seconds);

G_END_DECLS
