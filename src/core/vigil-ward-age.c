/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Since when an alarm stands. The time of its raise is the bed's own; how long ago that was is told
 * by what the bed said last, not by this computer's clock, which may be any time apart from it. */

#include "vigil-ward-private.h"

/* More than messages are late among themselves; a smaller step is no matter for an age. */
#define CLOCK_SET_MS 5000
/* As for the reach: a day at most. */
#define BEFORE_MAX_US (24 * 3600 * VIGIL_SECOND_US)

/* A clock that was put on runs ahead of the most that it ever was; one that is late is a message's
 * delay. */
void
vigil_ward_note_clock (
    VigilWard *ward, VigilBed *bed, const VigilFrame *frame, gint64 t_ms, gboolean is_back)
{
  VigilBedPrivate *priv = bed->priv;
  if (frame->is_retained)
    return;
  gint64 lead_ms = t_ms - ward->now.mono_us / 1000;
  if (is_back || (priv->has_clock_lead && lead_ms > priv->clock_lead_ms + CLOCK_SET_MS))
    priv->clock_from_ms = t_ms;
  if (is_back || !priv->has_clock_lead || lead_ms > priv->clock_lead_ms)
    priv->clock_lead_ms = lead_ms;
  priv->has_clock_lead = TRUE;
}

void
vigil_ward_date (const VigilWard *ward, const VigilScope *scope, VigilAlarmRecord *record)
{
  VigilAlarm *alarm = &record->alarm;
  if (scope->bed == NULL || !scope->bed->priv->has_clock_lead || alarm->raised_mono_us == 0
      || alarm->raised_ms == record->dated_ms)
    return;
  record->dated_ms = alarm->raised_ms;
  gint64 mono_us = ward->now.mono_us;
  gint64 device_ms = vigil_bed_estimate_device_ms (scope->bed, mono_us);
  if (alarm->raised_ms > device_ms || alarm->raised_ms < scope->bed->priv->clock_from_ms)
    return;
  gint64 age_us = (device_ms - alarm->raised_ms) * 1000;
  /* A raise only ever gets earlier, and so an age greater: a clock set back changes none. */
  gint64 before_us = age_us - (mono_us - alarm->raised_mono_us);
  alarm->before_us = MAX (alarm->before_us, MIN (before_us, BEFORE_MAX_US));
}
