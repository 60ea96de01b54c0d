/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-touch-lock.h"

void
vigil_touch_lock_init (VigilTouchLock *lock)
{
  *lock = (VigilTouchLock){ 0 };
  vigil_touch_storm_init (&lock->storm);
}

static void
start (VigilTouchLock *lock, VigilLockReason reason, gint64 until_us)
{
  lock->reason = reason;
  lock->until_us = until_us;
  lock->holder = NULL;
}

void
vigil_touch_lock_clean (VigilTouchLock *lock, gint64 now_us)
{
  start (lock, VIGIL_LOCK_CLEAN, now_us + VIGIL_LOCK_CLEAN_US);
}

void
vigil_touch_lock_open (VigilTouchLock *lock)
{
  start (lock, VIGIL_LOCK_NONE, 0);
}

/* Only a single finger holds: water and cloths have many. */
static void
begin_hold (VigilTouchLock *lock, gconstpointer id, double x, double y, gint64 now_us)
{
  lock->holder = vigil_touch_storm_count (&lock->storm) == 1 ? id : NULL;
  lock->held_us = now_us;
  lock->x = x;
  lock->y = y;
}

gboolean
vigil_touch_lock_begin (VigilTouchLock *lock,
                        gconstpointer id,
                        double x,
                        double y,
                        gboolean is_on_target,
                        gint64 now_us)
{
  gboolean is_storm = vigil_touch_storm_begin (&lock->storm, id, x, y, now_us);
  /* Wiping is a storm that was announced: it does not make the lock longer or shorter. */
  if (is_storm && lock->reason != VIGIL_LOCK_CLEAN)
    start (lock, VIGIL_LOCK_STORM, now_us + VIGIL_LOCK_STORM_US);
  if (lock->reason == VIGIL_LOCK_NONE)
    return TRUE;
  lock->holder = NULL;
  if (is_on_target)
    begin_hold (lock, id, x, y, now_us);
  return FALSE;
}

void
vigil_touch_lock_move (VigilTouchLock *lock, gconstpointer id, double x, double y, gint64 now_us)
{
  vigil_touch_storm_update (&lock->storm, id, now_us);
  double dx = x - lock->x, dy = y - lock->y;
  if (lock->holder == id && dx * dx + dy * dy > VIGIL_LOCK_SLIP_PX * VIGIL_LOCK_SLIP_PX)
    lock->holder = NULL;
}

void
vigil_touch_lock_end (VigilTouchLock *lock, gconstpointer id, gint64 now_us)
{
  vigil_touch_storm_end (&lock->storm, id, now_us);
  if (lock->holder == id)
    lock->holder = NULL;
}

gboolean
vigil_touch_lock_tick (VigilTouchLock *lock, gint64 now_us)
{
  if (lock->reason == VIGIL_LOCK_NONE)
    return FALSE;
  gboolean is_held = lock->holder != NULL && now_us - lock->held_us >= VIGIL_LOCK_HOLD_US;
  if (now_us < lock->until_us && !is_held)
    return FALSE;
  vigil_touch_lock_open (lock);
  return TRUE;
}

guint
vigil_touch_lock_left_s (const VigilTouchLock *lock, gint64 now_us)
{
  if (lock->reason == VIGIL_LOCK_NONE || now_us >= lock->until_us)
    return 0;
  return (guint) ((lock->until_us - now_us + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC);
}

double
vigil_touch_lock_get_progress (const VigilTouchLock *lock, gint64 now_us)
{
  if (lock->holder == NULL)
    return 0;
  return CLAMP ((double) (now_us - lock->held_us) / VIGIL_LOCK_HOLD_US, 0, 1);
}
