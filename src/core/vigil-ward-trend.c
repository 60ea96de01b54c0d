/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is kept of the numbers, as the station received and judged them. */

#include "vigil-ward-private.h"

static gboolean
is_told_already (VigilBed *bed, const VigilFrameNumeric *value)
{
  VigilBedPrivate *priv = bed->priv;
  VigilNumericKind kind = value->kind;
  return vigil_numeric_is_single_reading (kind) && priv->is_told[kind]
         && priv->told_t_ms[kind] == value->t_ms
         && (value->t_ms != 0 || priv->told_value[kind] == value->value);
}

static void
tell_value (VigilWard *ward, VigilBed *bed, const VigilFrame *frame, const VigilFrameNumeric *value)
{
  VigilBedPrivate *priv = bed->priv;
  VigilNumericKind kind = value->kind;
  if (value->has_value && is_told_already (bed, value))
    return;
  gboolean is_bedside = bed->numerics[kind].limit_source == VIGIL_LIMITS_BEDSIDE
                        && vigil_ward_is_list_trusted (ward, bed);
  VigilTrendSample sample = {
    .t_ms = ward->now.wall_ms,
    .value = value->has_value ? value->value : 0,
    .quality = value->quality,
    .has_value = value->has_value,
    .is_blocked = vigil_bed_is_judging_blocked (bed, kind),
    .is_bedside = is_bedside,
    .age_ms = value->t_ms != 0 ? MAX (frame->t_ms - value->t_ms, 0) : -1,
  };
  priv->is_told[kind] = value->has_value;
  priv->told_t_ms[kind] = value->t_ms;
  priv->told_value[kind] = value->value;
  vigil_ward_emit_number (ward, bed, kind, &sample);
}

/* Measured before and no longer: told once. */
static void
tell_absent (VigilWard *ward, VigilBed *bed, VigilNumericKind kind)
{
  const VigilTrendSample sample = { .t_ms = ward->now.wall_ms,
                                    .quality = VIGIL_QUALITY_NOT_AVAILABLE,
                                    .age_ms = -1 };
  bed->priv->is_told[kind] = FALSE;
  vigil_ward_emit_number (ward, bed, kind, &sample);
}

void
vigil_ward_tell_numbers (VigilWard *ward, VigilBed *bed, const VigilFrame *frame)
{
  gboolean is_measured[VIGIL_N_NUMERICS] = { FALSE };
  for (guint i = 0; i < MIN (frame->vitals.n, VIGIL_NUMERICS_MAX); i++) {
    const VigilFrameNumeric *value = &frame->vitals.numerics[i];
    if (value->kind >= VIGIL_N_NUMERICS)
      continue;
    is_measured[value->kind] = TRUE;
    tell_value (ward, bed, frame, value);
  }
  for (guint kind = 0; kind < VIGIL_N_NUMERICS; kind++)
    if (!is_measured[kind] && bed->priv->is_told[kind])
      tell_absent (ward, bed, (VigilNumericKind) kind);
}
