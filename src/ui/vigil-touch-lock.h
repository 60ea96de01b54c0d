/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* When touches are heard and when not (ux.md, "Alarms" and "Trust"): after a storm of touches not
 * for 10 s, for cleaning the screen not for 30 s; a hold of 2 s on the one large target ends
 * either. The screen, the sound, mouse and keyboard go on. Pure; time is passed in as monotonic µs.
 * Main thread.
 */

#include "vigil-touch-storm.h"

G_BEGIN_DECLS

#define VIGIL_LOCK_STORM_US (10 * G_GINT64_CONSTANT (1000000))
#define VIGIL_LOCK_CLEAN_US (30 * G_GINT64_CONSTANT (1000000))
#define VIGIL_LOCK_HOLD_US (2 * G_GINT64_CONSTANT (1000000))
/* How far the holding finger may slip. */
#define VIGIL_LOCK_SLIP_PX 24.0

typedef enum {
  VIGIL_LOCK_NONE,
  VIGIL_LOCK_STORM,
  VIGIL_LOCK_CLEAN,
} VigilLockReason;

typedef struct {
  VigilTouchStorm storm;
  VigilLockReason reason;
  gint64 until_us;
  gconstpointer holder; /* the one contact on the target; NULL = none */
  gint64 held_us;
  double x, y;
} VigilTouchLock;

void vigil_touch_lock_init (VigilTouchLock *lock);
/* Cleaning begins, or starts anew. */
void vigil_touch_lock_clean (VigilTouchLock *lock, gint64 now_us);
/* Ends whatever lock there is: a key, a mouse, a red alarm. */
void vigil_touch_lock_open (VigilTouchLock *lock);

/* Contact @id went down; @is_on_target: on the one that opens the lock. TRUE: it is to be heard;
 * FALSE: swallow it and all that follows of it. */
gboolean vigil_touch_lock_begin (VigilTouchLock *lock,
                                 gconstpointer id,
                                 double x,
                                 double y,
                                 gboolean is_on_target,
                                 gint64 now_us);
void
vigil_touch_lock_move (VigilTouchLock *lock, gconstpointer id, double x, double y, gint64 now_us);
void vigil_touch_lock_end (VigilTouchLock *lock, gconstpointer id, gint64 now_us);
/* Time went on: its end came, or the hold is complete. TRUE: the lock has just opened. */
gboolean vigil_touch_lock_tick (VigilTouchLock *lock, gint64 now_us);

/* Seconds that it still holds, rounded up; 0 = open. */
guint vigil_touch_lock_left_s (const VigilTouchLock *lock, gint64 now_us);
/* How much of the hold is done, 0 to 1. */
double vigil_touch_lock_get_progress (const VigilTouchLock *lock, gint64 now_us);

G_END_DECLS
