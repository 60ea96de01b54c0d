/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-silence-press.h"

void
vigil_silence_press_init (VigilSilencePress *press)
{
  *press = (VigilSilencePress){ 0 };
}

static void
guard (VigilSilencePress *press, gint64 until_us)
{
  press->guarded_until_us = MAX (press->guarded_until_us, until_us);
}

void
vigil_silence_press_show (VigilSilencePress *press, guint64 target, gint64 now_us)
{
  if (press->target == target)
    return;
  press->target = target;
  guard (press, now_us + VIGIL_PRESS_GUARD_US);
}

void
vigil_silence_press_move_target (VigilSilencePress *press, gint64 now_us)
{
  guard (press, now_us + VIGIL_PRESS_MOVED_GUARD_US);
}

static gboolean
is_guarded (const VigilSilencePress *press, gint64 now_us)
{
  return now_us < press->guarded_until_us;
}

VigilPressAnswer
vigil_silence_press_begin (VigilSilencePress *press,
                           VigilPointer pointer,
                           gboolean has_high,
                           double x,
                           double y,
                           gint64 now_us)
{
  vigil_silence_press_cancel (press);
  if (press->target == 0)
    return VIGIL_PRESS_NOTHING;
  if (is_guarded (press, now_us))
    return VIGIL_PRESS_TOO_SOON;
  if (pointer == VIGIL_POINTER_MOUSE)
    return VIGIL_PRESS_ACT;
  press->is_down = TRUE;
  press->is_hold = has_high;
  press->down_us = now_us;
  press->x = x;
  press->y = y;
  return has_high ? VIGIL_PRESS_HOLD : VIGIL_PRESS_BIND;
}

gboolean
vigil_silence_press_slip (VigilSilencePress *press, double x, double y)
{
  if (!press->is_down)
    return FALSE;
  double dx = x - press->x;
  double dy = y - press->y;
  if (dx * dx + dy * dy <= VIGIL_PRESS_SLIP_PX * VIGIL_PRESS_SLIP_PX)
    return FALSE;
  vigil_silence_press_cancel (press);
  return TRUE;
}

VigilPressAnswer
vigil_silence_press_tick (VigilSilencePress *press, gint64 now_us)
{
  if (!press->is_down || !press->is_hold || now_us - press->down_us < VIGIL_PRESS_HOLD_US)
    return VIGIL_PRESS_NOTHING;
  vigil_silence_press_cancel (press);
  return VIGIL_PRESS_ACT;
}

VigilPressAnswer
vigil_silence_press_end (VigilSilencePress *press, gint64 now_us)
{
  if (!press->is_down)
    return VIGIL_PRESS_NOTHING;
  gboolean is_complete = !press->is_hold || now_us - press->down_us >= VIGIL_PRESS_HOLD_US;
  vigil_silence_press_cancel (press);
  return is_complete ? VIGIL_PRESS_ACT : VIGIL_PRESS_SAY_HOLD;
}

void
vigil_silence_press_cancel (VigilSilencePress *press)
{
  press->is_down = FALSE;
  press->is_hold = FALSE;
}

VigilPressAnswer
vigil_silence_press_key (const VigilSilencePress *press, gint64 now_us)
{
  if (press->target == 0)
    return VIGIL_PRESS_NOTHING;
  return is_guarded (press, now_us) ? VIGIL_PRESS_TOO_SOON : VIGIL_PRESS_ACT;
}

double
vigil_silence_press_get_progress (const VigilSilencePress *press, gint64 now_us)
{
  if (!press->is_down || !press->is_hold)
    return 0;
  return CLAMP ((double) (now_us - press->down_us) / VIGIL_PRESS_HOLD_US, 0, 1);
}
