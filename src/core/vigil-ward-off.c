/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-ward-off.h"

#include "vigil-ward-private.h"

static void
add_suspension (GArray *items, const VigilBed *bed, VigilNow now)
{
  if (bed->suspension == VIGIL_SUSPENSION_NONE || bed->suspended_until_us <= now.mono_us)
    return;
  VigilOffItem item = {
    .kind = VIGIL_OFF_SUSPENSION,
    .bed = bed->index,
    .mode = bed->suspension,
    .since_ms = bed->suspended_since_ms,
    .until_us = bed->suspended_until_us,
  };
  vigil_text_copy (item.reason, sizeof item.reason, bed->suspended_reason);
  vigil_text_copy (item.by, sizeof item.by, bed->suspended_by);
  vigil_text_copy (item.station, sizeof item.station, bed->suspended_at);
  g_array_append_val (items, item);
}

static gboolean
is_measured (const VigilNumeric *numeric)
{
  return numeric->show != VIGIL_SHOW_BLANK;
}

static gboolean
is_changed (const VigilWard *ward, const VigilBed *bed, VigilNumericKind kind)
{
  const VigilNumeric *numeric = &bed->numerics[kind];
  const VigilLimit *preset = &ward->presets.bands[bed->band].limits[kind];
  return is_measured (numeric) && numeric->limit_source == VIGIL_LIMITS_BEDSIDE && preset->is_on
         && !vigil_limit_has_same_bounds (&numeric->limit, preset);
}

/* Whether @kind of @bed belongs to the part of the list that @what is. */
static gboolean
is_listed (const VigilWard *ward, const VigilBed *bed, VigilNumericKind kind, VigilOffKind what)
{
  const VigilNumeric *numeric = &bed->numerics[kind];
  switch (what) {
  case VIGIL_OFF_ALARM:
    return numeric->limit_source == VIGIL_LIMITS_OFF;
  case VIGIL_OFF_NO_LIMITS:
    return is_measured (numeric) && numeric->limit_source == VIGIL_LIMITS_NONE
           && ward->presets.bands[VIGIL_BAND_ADULT].limits[kind].is_on;
  case VIGIL_OFF_CHANGED:
    return is_changed (ward, bed, kind);
  case VIGIL_OFF_SUSPENSION:
  default:
    return FALSE;
  }
}

static void
add_numerics (GArray *items, const VigilWard *ward, const VigilBed *bed, VigilOffKind what)
{
  for (guint i = 0; i < VIGIL_N_NUMERICS; i++) {
    VigilNumericKind kind = (VigilNumericKind) i;
    const VigilNumeric *numeric = &bed->numerics[kind];
    if (!is_listed (ward, bed, kind, what))
      continue;
    VigilOffItem item = {
      .kind = what,
      .bed = bed->index,
      .numeric = kind,
      .limit = numeric->limit,
      .preset = ward->presets.bands[bed->band].limits[kind],
      .since_ms = numeric->limit_change.wall_ms,
      .until_us = what == VIGIL_OFF_ALARM ? bed->priv->offs[kind].until_us : 0,
    };
    vigil_text_copy (item.by, sizeof item.by, numeric->limit_change.by);
    vigil_text_copy (item.station, sizeof item.station, numeric->limit_change.station);
    g_array_append_val (items, item);
  }
}

GArray *
vigil_ward_list_off (VigilWard *ward, VigilNow now)
{
  GArray *items = g_array_new (FALSE, TRUE, sizeof (VigilOffItem));
  for (guint i = 0; i < ward->n_wall; i++)
    add_suspension (items, &ward->beds[i], now);
  for (guint what = VIGIL_OFF_ALARM; what <= VIGIL_OFF_CHANGED; what++)
    for (guint i = 0; i < ward->n_wall; i++)
      add_numerics (items, ward, &ward->beds[i], (VigilOffKind) what);
  return items;
}
