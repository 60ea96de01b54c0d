/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-touch-storm.h"

void
vigil_touch_storm_init (VigilTouchStorm *storm)
{
  *storm = (VigilTouchStorm){ 0 };
}

guint
vigil_touch_storm_count (const VigilTouchStorm *storm)
{
  return storm->n_contacts;
}

/* --- What is down --- */

static void
drop (VigilTouchStorm *storm, guint index)
{
  storm->contacts[index] = storm->contacts[--storm->n_contacts];
}

static void
drop_lost (VigilTouchStorm *storm, gint64 now_us)
{
  for (guint i = storm->n_contacts; i > 0; i--) {
    if (now_us - storm->contacts[i - 1].heard_us >= VIGIL_STORM_LOST_US)
      drop (storm, i - 1);
  }
}

static void
forget (VigilTouchStorm *storm, gconstpointer id)
{
  for (guint i = storm->n_contacts; i > 0; i--) {
    if (storm->contacts[i - 1].id == id)
      drop (storm, i - 1);
  }
}

void
vigil_touch_storm_end (VigilTouchStorm *storm, gconstpointer id, gint64 now_us)
{
  forget (storm, id);
  storm->lifted_us = now_us;
}

void
vigil_touch_storm_update (VigilTouchStorm *storm, gconstpointer id, gint64 now_us)
{
  for (guint i = 0; i < storm->n_contacts; i++) {
    if (storm->contacts[i].id == id)
      storm->contacts[i].heard_us = now_us;
  }
}

static gboolean
is_palm (VigilTouchStorm *storm, gint64 now_us)
{
  if (storm->n_contacts >= VIGIL_STORM_PALM)
    return TRUE;
  if (storm->n_contacts < VIGIL_STORM_PALM - 1)
    return FALSE;
  gboolean is_again = storm->crowd_us != 0 && now_us - storm->crowd_us < VIGIL_STORM_CROWD_US;
  storm->crowd_us = now_us;
  return is_again;
}

/* --- How fast --- */

static VigilStormTouch *
get_touch (VigilTouchStorm *storm, guint64 back)
{
  return &storm->touches[(storm->n_touches - 1 - back) % VIGIL_STORM_ONE_SPOT];
}

static gboolean
is_within (const VigilStormTouch *touch, double x, double y, double distance)
{
  double dx = touch->x - x, dy = touch->y - y;
  return dx * dx + dy * dy <= distance * distance;
}

static gboolean
is_bounce (
    const VigilTouchStorm *storm, const VigilStormTouch *last, double x, double y, gint64 now_us)
{
  return !storm->was_bounce && now_us - MAX (last->t_us, storm->lifted_us) < VIGIL_STORM_BOUNCE_US
         && is_within (last, x, y, VIGIL_STORM_BOUNCE_PX);
}

/* FALSE: a bounce of the last one. */
static gboolean
add_touch (VigilTouchStorm *storm, double x, double y, gint64 now_us)
{
  VigilStormTouch touch = { x, y, now_us, FALSE };
  if (storm->n_touches > 0) {
    const VigilStormTouch *last = get_touch (storm, 0);
    storm->was_bounce = is_bounce (storm, last, x, y, now_us);
    if (storm->was_bounce)
      return FALSE;
    touch.is_jump = !is_within (last, x, y, VIGIL_STORM_JUMP_PX);
  }
  storm->n_touches++;
  *get_touch (storm, 0) = touch;
  return TRUE;
}

static gboolean
is_too_fast (VigilTouchStorm *storm, gint64 now_us)
{
  guint n = 0, n_jumps = 0;
  for (guint64 i = 0; i < MIN (storm->n_touches, VIGIL_STORM_ONE_SPOT); i++) {
    const VigilStormTouch *touch = get_touch (storm, i);
    if (now_us - touch->t_us >= VIGIL_STORM_WINDOW_US)
      break;
    n++;
    n_jumps += touch->is_jump;
  }
  return n >= VIGIL_STORM_ONE_SPOT || (n >= VIGIL_STORM_TOUCHES && n_jumps >= VIGIL_STORM_JUMPS);
}

gboolean
vigil_touch_storm_begin (
    VigilTouchStorm *storm, gconstpointer id, double x, double y, gint64 now_us)
{
  drop_lost (storm, now_us);
  forget (storm, id);
  if (storm->n_contacts < VIGIL_STORM_CONTACTS_MAX) {
    storm->contacts[storm->n_contacts].id = id;
    storm->contacts[storm->n_contacts++].heard_us = now_us;
  }
  gboolean is_new = add_touch (storm, x, y, now_us);
  if (!is_palm (storm, now_us) && !(is_new && is_too_fast (storm, now_us)))
    return FALSE;
  storm->n_touches = 0;
  storm->crowd_us = 0;
  return TRUE;
}
