/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* How much of the wall's sweep a frame draws. Where the work of a frame takes too long the sweep
 * gives way by itself, in two steps, and comes back when there has been room for long enough.
 * Alarms, their flashing and numbers of a bed in alarm never wait for it. Goes by what it is told
 * of each window of time and knows no clock. Plain value, pure; any thread. */

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  VIGIL_PACE_FULL, /* every grid column in every frame */
  VIGIL_PACE_HALVES, /* the left or the right half of them, in turn: each bed at half the rate */
  VIGIL_PACE_THIRTY, /* all in every second frame */
  VIGIL_N_PACES,
} VigilPaceLevel;

/* Above this work of a frame (95th percentile) the sweep gives way (docs/DESIGN.md). */
#define VIGIL_PACE_WORK_MAX_MS 6.0

/* What was seen in one window of a few seconds. */
typedef struct {
  guint n_frames; /* that drew something */
  double work_p95_ms; /* of these */
} VigilPaceWindow;

typedef struct {
  VigilPaceLevel level;
  VigilPaceLevel fixed; /* VIGIL_N_PACES: by itself */
  guint n_roomy; /* windows in a row that have room for the next level up */
  guint n_wanted; /* so many of them are wanted */
  guint n_since_rise; /* windows since the last rise */
  guint n_changes; /* of level, since _init() */
  double work_p95_ms; /* of the last window that was judged */
} VigilPace;

void vigil_pace_init (VigilPace *pace);
/* Stays at @level whatever is seen; VIGIL_N_PACES: by itself again, from where it is. */
void vigil_pace_fix (VigilPace *pace, VigilPaceLevel level);
/* The next window. TRUE if the level is another one now. A window with too few frames to judge by
 * (nothing moved, nobody looked) changes nothing. */
gboolean vigil_pace_judge (VigilPace *pace, const VigilPaceWindow *window);

/* Which grid columns the @n-th frame sweeps at @level. A half lies together, because what GTK does
 * for a frame grows with the box around all that has changed. */
#define VIGIL_PACE_LEFT 1u
#define VIGIL_PACE_RIGHT 2u
#define VIGIL_PACE_ALL (VIGIL_PACE_LEFT | VIGIL_PACE_RIGHT)
guint vigil_pace_get_columns (VigilPaceLevel level, guint64 n);
/* "full", "halves", "30": for logs and settings. */
const char *vigil_pace_get_name (VigilPaceLevel level);

G_END_DECLS
