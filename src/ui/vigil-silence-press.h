/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What a press on a silence target means (ux.md, "Alarms"): pure decisions, no GTK, the time passed
 * in as monotonic µs. One of these belongs to each target. Main thread. */

#include <glib.h>

G_BEGIN_DECLS

/* A high alarm by touch is held this long while the ring fills. */
#define VIGIL_PRESS_HOLD_US (500 * 1000)
/* A press on a target that changed less than this before does nothing. */
#define VIGIL_PRESS_GUARD_US (400 * 1000)
/* A target that was moved by a change of layout is guarded longer. */
#define VIGIL_PRESS_MOVED_GUARD_US (600 * 1000)
/* How far a gloved finger may slip, in px. */
#define VIGIL_PRESS_SLIP_PX 24.0

typedef enum {
  VIGIL_POINTER_TOUCH, /* finger or pen: holds for high, acts at its end otherwise */
  VIGIL_POINTER_MOUSE, /* acts at once */
} VigilPointer;

typedef enum {
  VIGIL_PRESS_NOTHING,
  VIGIL_PRESS_BIND, /* a touch is down: bind what is shown, wait for its end */
  VIGIL_PRESS_HOLD, /* a touch is down on a high alarm: bind, the ring fills, tick at its end */
  VIGIL_PRESS_ACT, /* silence what was bound; with a mouse: bind and silence */
  VIGIL_PRESS_SAY_HOLD, /* a short tap on a high alarm: say that it is to be held */
  VIGIL_PRESS_TOO_SOON, /* the target changed under the finger: nothing is done */
} VigilPressAnswer;

typedef struct {
  guint64 target; /* an identity of what is shown; 0 = nothing */
  gint64 guarded_until_us; /* presses before it are too soon */
  gboolean is_down;
  gboolean is_hold;
  gint64 down_us;
  double x, y;
} VigilSilencePress;

void vigil_silence_press_init (VigilSilencePress *press);

/* Says what the target shows now: @target is another number whenever the bed or its open alarms are
 * others. A change guards the next press; it does not touch a press that is down, because that one
 * is bound to what was shown when it began. */
void vigil_silence_press_show (VigilSilencePress *press, guint64 target, gint64 now_us);
/* The target was moved by a change of layout. */
void vigil_silence_press_move_target (VigilSilencePress *press, gint64 now_us);

/* A pointer went down at (@x, @y) px; @has_high: a high alarm is among what is shown. */
VigilPressAnswer vigil_silence_press_begin (VigilSilencePress *press,
                                            VigilPointer pointer,
                                            gboolean has_high,
                                            double x,
                                            double y,
                                            gint64 now_us);
/* It moved. TRUE: it slipped too far and the press is over, nothing is done. */
gboolean vigil_silence_press_slip (VigilSilencePress *press, double x, double y);
/* Time went on: ACT once when the hold is complete. */
VigilPressAnswer vigil_silence_press_tick (VigilSilencePress *press, gint64 now_us);
/* The pointer went up. */
VigilPressAnswer vigil_silence_press_end (VigilSilencePress *press, gint64 now_us);
/* The press was taken away (another gesture, the target vanished): nothing is done. */
void vigil_silence_press_cancel (VigilSilencePress *press);

/* A key that acts at once went down; whether the key itself was up long enough is for
 * vigil-key-gate.h to say. */
VigilPressAnswer vigil_silence_press_key (const VigilSilencePress *press, gint64 now_us);

/* How much of the ring is filled, 0 to 1. */
double vigil_silence_press_get_progress (const VigilSilencePress *press, gint64 now_us);

G_END_DECLS
