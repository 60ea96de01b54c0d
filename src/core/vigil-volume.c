/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-volume.h"

#include <math.h>

#define US_PER_MINUTE (60 * (gint64) G_USEC_PER_SEC)

gboolean
vigil_volume_is_night (const VigilVolumePlan *plan, guint minute)
{
  if (plan->night_from_min <= plan->night_to_min)
    return minute >= plan->night_from_min && minute < plan->night_to_min;
  return minute >= plan->night_from_min || minute < plan->night_to_min;
}

guint
vigil_volume_get_planned (const VigilVolume *volume)
{
  guint percent = volume->is_night ? volume->plan.night_percent : volume->plan.day_percent;
  return CLAMP (percent, volume->plan.floor_percent, VIGIL_VOLUME_FULL);
}

static void
follow_plan (VigilVolume *volume)
{
  volume->is_by_hand = FALSE;
  vigil_text_copy (volume->by, sizeof volume->by, "");
  volume->since_wall_ms = volume->until_mono_us = volume->until_wall_ms = 0;
  volume->percent = vigil_volume_get_planned (volume);
}

void
vigil_volume_init (VigilVolume *volume, const VigilVolumePlan *plan, guint minute)
{
  *volume = (VigilVolume){ .plan = *plan, .is_night = vigil_volume_is_night (plan, minute) };
  follow_plan (volume);
}

/* Until the night or the day is over. */
static gint64
get_rest_us (const VigilVolume *volume, guint minute)
{
  const VigilVolumePlan *plan = &volume->plan;
  if (plan->night_from_min == plan->night_to_min)
    return VIGIL_VOLUME_HAND_MAX_US;
  guint end = volume->is_night ? plan->night_to_min : plan->night_from_min;
  guint rest = (end + VIGIL_VOLUME_DAY_MIN - minute) % VIGIL_VOLUME_DAY_MIN;
  return MIN (rest * US_PER_MINUTE, VIGIL_VOLUME_HAND_MAX_US);
}

gboolean
vigil_volume_step (VigilVolume *volume, VigilNow now, guint minute)
{
  gboolean is_night = vigil_volume_is_night (&volume->plan, minute);
  gboolean is_over = volume->is_by_hand && now.mono_us >= volume->until_mono_us;
  if (is_night == volume->is_night && !is_over)
    return FALSE;
  volume->is_night = is_night;
  follow_plan (volume);
  return TRUE;
}

gboolean
vigil_volume_set (VigilVolume *volume, guint percent, const char *by, VigilNow now, guint minute)
{
  gboolean is_changed = vigil_volume_step (volume, now, minute);
  percent = CLAMP (percent, volume->plan.floor_percent, VIGIL_VOLUME_FULL);
  if (percent == volume->percent)
    return is_changed;
  if (percent == vigil_volume_get_planned (volume)) {
    follow_plan (volume);
    return TRUE;
  }
  gint64 rest_us = get_rest_us (volume, minute);
  volume->percent = percent;
  volume->is_by_hand = TRUE;
  vigil_text_copy (volume->by, sizeof volume->by, by != NULL ? by : "");
  volume->since_wall_ms = now.wall_ms;
  volume->until_mono_us = now.mono_us + rest_us;
  volume->until_wall_ms = now.wall_ms + rest_us / 1000;
  return TRUE;
}

gboolean
vigil_volume_restore (VigilVolume *volume,
                      guint percent,
                      const char *by,
                      gint64 until_wall_ms,
                      VigilNow now,
                      guint minute)
{
  gint64 rest_us = (until_wall_ms - now.wall_ms) * 1000;
  /* More than is left of this night or day: the clock was set, and nobody knows when it ends. */
  if (until_wall_ms <= now.wall_ms || until_wall_ms - now.wall_ms > VIGIL_VOLUME_HAND_MAX_US / 1000
      || rest_us > get_rest_us (volume, minute) + US_PER_MINUTE)
    return FALSE;
  if (!vigil_volume_set (volume, percent, by, now, minute) || !volume->is_by_hand)
    return FALSE;
  volume->until_mono_us = MIN (volume->until_mono_us, now.mono_us + rest_us);
  volume->until_wall_ms = MIN (volume->until_wall_ms, until_wall_ms);
  return TRUE;
}

guint
vigil_volume_get_stream_percent (VigilPriority priority,
                                 guint percent,
                                 guint floor_percent,
                                 guint sink_percent)
{
  if (priority == VIGIL_PRIORITY_HIGH)
    return VIGIL_VOLUME_FULL;
  guint least = sink_percent > 0 ? (floor_percent * 100 + sink_percent - 1) / sink_percent
                                 : VIGIL_VOLUME_FULL;
  return MIN (MAX (percent, least), VIGIL_VOLUME_FULL);
}

int
vigil_volume_get_db (guint percent)
{
  g_return_val_if_fail (percent >= 1 && percent <= VIGIL_VOLUME_FULL, 0);
  return (int) ceil (60 * log10 (percent / 100.0));
}
