/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whose limit holds for each number: the bedside's, its off with an end, or the preset of the class
 * (contract.md, "Which alarms are the same"; ux.md, "Patient class"). */

#include "vigil-ward-private.h"

static void
copy_limit (VigilNumeric *numeric, const VigilLimit *limit, VigilLimitSource source)
{
  numeric->limit = *limit;
  numeric->limit_source = source;
}

/* An off counts from when it is heard, by the bed's own clock: what is not within 24 h then is
 * none, and does not become one by waiting (contract.md, "Which alarms are the same"). */
static void
take_off (VigilWard *ward, VigilBed *bed, const VigilLimit *limit, gboolean is_retained)
{
  VigilLimitOff *off = &bed->priv->offs[limit->kind];
  if (limit->until_ms == off->until_ms && off->until_us == 0)
    return;
  gint64 device_ms = vigil_bed_estimate_device_ms (bed, ward->now.mono_us);
  gint64 base_ms = is_retained || device_ms == 0 ? ward->now.wall_ms : device_ms;
  gint64 left_ms = limit->until_ms - base_ms;
  gboolean is_good = left_ms > 0 && left_ms <= VIGIL_LIMIT_OFF_MAX_MS;
  off->until_ms = limit->until_ms;
  off->until_us = is_good ? ward->now.mono_us + left_ms * 1000 : 0;
}

void
vigil_ward_take_offs (VigilWard *ward, VigilBed *bed, const VigilFrame *frame)
{
  gboolean is_off[VIGIL_N_NUMERICS] = { FALSE };
  for (guint i = 0; i < frame->limits.n; i++) {
    const VigilLimit *limit = &frame->limits.limits[i];
    if (limit->is_on)
      continue;
    is_off[limit->kind] = TRUE;
    take_off (ward, bed, limit, frame->is_retained);
  }
  for (guint kind = 0; kind < VIGIL_N_NUMERICS; kind++)
    if (!is_off[kind])
      bed->priv->offs[kind] = (VigilLimitOff){ 0 };
}

const VigilLimit *
vigil_bed_find_said_limit (const VigilBed *bed, VigilNumericKind kind)
{
  const VigilFrameLimits *frame = &bed->priv->limits_frame;
  for (guint i = 0; bed->priv->has_limits && i < frame->n; i++)
    if (frame->limits[i].kind == kind)
      return &frame->limits[i];
  return NULL;
}

/* Which limits hold. On without a bound that can be crossed is off without an end: it is none. */
static void
refresh_limit (VigilWard *ward, VigilBed *bed, VigilNumericKind kind)
{
  VigilNumeric *numeric = &bed->numerics[kind];
  const VigilLimitSet *presets = &ward->presets.bands[bed->limit_band];
  const VigilLimit *preset = &presets->limits[kind];
  const VigilLimit *said = vigil_bed_find_said_limit (bed, kind);
  numeric->is_limit_of_ward_file = FALSE;
  if (said != NULL && said->is_on && vigil_limit_can_alarm (said)) {
    copy_limit (numeric, said, VIGIL_LIMITS_BEDSIDE);
  } else if (said != NULL && !said->is_on && bed->priv->offs[kind].until_us > ward->now.mono_us) {
    copy_limit (numeric, said, VIGIL_LIMITS_OFF);
  } else {
    copy_limit (numeric, preset, preset->is_on ? VIGIL_LIMITS_PRESET : VIGIL_LIMITS_NONE);
    numeric->is_limit_of_ward_file = preset->is_on && presets->is_ward_file[kind];
  }
}

void
vigil_ward_refresh_limits (VigilWard *ward, VigilBed *bed)
{
  for (guint kind = 0; kind < VIGIL_N_NUMERICS; kind++) {
    VigilLimitSource before = bed->numerics[kind].limit_source;
    refresh_limit (ward, bed, (VigilNumericKind) kind);
    if (before != bed->numerics[kind].limit_source)
      bed->priv->dirty |= VIGIL_DIRTY_LIMITS;
  }
}
