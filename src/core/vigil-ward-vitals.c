/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Numbers: what is shown of each, and how old it may be. */

#include "vigil-ward-private.h"

#define OLD_US (G_GINT64_CONSTANT (3600) * VIGIL_SECOND_US)
#define TOO_OLD_US (4 * OLD_US)

gint64
vigil_bed_estimate_device_ms (const VigilBed *bed, gint64 mono_us)
{
  const VigilBedPrivate *priv = bed->priv;
  return priv->has_device ? priv->device_ms + (mono_us - priv->device_mono_us) / 1000 : 0;
}

static VigilShow
show_of (const VigilFrameNumeric *value)
{
  if (!value->has_value)
    return VIGIL_SHOW_DASHES;
  switch (value->quality) {
  case VIGIL_QUALITY_INVALID:
  case VIGIL_QUALITY_NOT_AVAILABLE:
    return VIGIL_SHOW_DASHES;
  case VIGIL_QUALITY_QUESTIONABLE:
    return VIGIL_SHOW_QUESTIONABLE;
  case VIGIL_QUALITY_VALID:
  case VIGIL_QUALITY_TEST:
  case VIGIL_QUALITY_DEMO:
  default:
    return VIGIL_SHOW_VALUE;
  }
}

/* A reading with its own time grows old by that (ux.md, "NIBP"). */
static VigilShow
age_of (const VigilBed *bed, const VigilNumeric *numeric, VigilShow show, gint64 mono_us)
{
  if (numeric->t_ms == 0 || show == VIGIL_SHOW_BLANK || show == VIGIL_SHOW_DASHES)
    return show;
  gint64 age_us = (vigil_bed_estimate_device_ms (bed, mono_us) - numeric->t_ms) * 1000;
  gint64 old_us = OLD_US;
  if (bed->nibp_interval_s != 0)
    old_us = MIN (old_us, (gint64) bed->nibp_interval_s * VIGIL_SECOND_US * 3 / 2);
  if (age_us >= TOO_OLD_US)
    return VIGIL_SHOW_DASHES;
  return age_us >= old_us ? VIGIL_SHOW_OLD : show;
}

static gboolean
is_test (const VigilFrameNumeric *value)
{
  return value->quality == VIGIL_QUALITY_TEST || value->quality == VIGIL_QUALITY_DEMO;
}

static void
set_show (VigilBed *bed, VigilNumeric *numeric, VigilShow show)
{
  if (numeric->show == show)
    return;
  numeric->show = show;
  bed->priv->dirty |= VIGIL_DIRTY_NUMERICS;
}

static void
take_value (VigilWard *ward, VigilBed *bed, const VigilFrameNumeric *value)
{
  VigilNumeric *numeric = &bed->numerics[value->kind];
  if (value->has_value && (numeric->value != value->value || numeric->t_ms != value->t_ms)) {
    numeric->value = value->value;
    bed->priv->dirty |= VIGIL_DIRTY_NUMERICS;
  }
  numeric->t_ms = value->t_ms;
  numeric->receipt_mono_us = ward->now.mono_us;
  set_show (bed, numeric, age_of (bed, numeric, show_of (value), ward->now.mono_us));
  if (is_test (value) && !bed->is_demo) {
    bed->is_demo = TRUE;
    bed->priv->dirty |= VIGIL_DIRTY_META;
  }
}

/* Since when a number can be relied on, for alarms that left the list while it could not. */
static void
note_usable (VigilWard *ward, VigilBed *bed, guint kind)
{
  VigilShow show = bed->numerics[kind].show;
  gint64 *since_us = &bed->priv->usable_since_us[kind];
  if (show != VIGIL_SHOW_VALUE && show != VIGIL_SHOW_QUESTIONABLE && show != VIGIL_SHOW_OLD)
    *since_us = 0;
  else if (*since_us == 0)
    *since_us = ward->now.mono_us;
}

void
vigil_ward_feed_vitals (VigilWard *ward, VigilBed *bed, const VigilFrame *frame)
{
  VigilBedPrivate *priv = bed->priv;
  guint n_missing;
  if (vigil_ward_accept_bed (ward, bed, &priv->vitals, frame, &n_missing) != VIGIL_TOPIC_ACCEPTED)
    return;
  vigil_ward_bump (ward, VIGIL_COUNTER_GAP, n_missing);
  vigil_ward_note_time (ward, bed, &priv->vitals, frame);
  if (frame->is_retained)
    return; /* numbers of unknown age are not shown; the contract does not retain them */
  if (bed->state.word == VIGIL_BED_DISCONNECTED)
    return; /* of nobody: no data, whatever is sent */
  priv->vitals_us = ward->now.mono_us;
  priv->is_dashed = FALSE;

  gboolean is_measured[VIGIL_N_NUMERICS] = { FALSE };
  guint n_measured = 0;
  for (guint i = 0; i < MIN (frame->vitals.n, VIGIL_NUMERICS_MAX); i++) {
    const VigilFrameNumeric *value = &frame->vitals.numerics[i];
    if (value->kind >= VIGIL_N_NUMERICS)
      continue;
    is_measured[value->kind] = TRUE;
    n_measured++;
    take_value (ward, bed, value);
  }
  for (guint kind = 0; kind < VIGIL_N_NUMERICS; kind++) {
    if (!is_measured[kind])
      set_show (bed, &bed->numerics[kind], VIGIL_SHOW_BLANK);
    note_usable (ward, bed, kind);
  }
  /* A bedside that measures nothing tells nothing of the patient (contract.md, "vitals"). */
  if (n_measured > 0)
    vigil_ward_note_data (ward, bed, TRUE);
  else
    vigil_ward_wake_list (ward, bed);
  vigil_ward_judge_limits (ward, bed, frame);
  vigil_ward_note_cuff (ward, bed);
  vigil_ward_tell_numbers (ward, bed, frame);
}

void
vigil_ward_tick_vitals (VigilWard *ward, VigilBed *bed)
{
  VigilBedPrivate *priv = bed->priv;
  gint64 mono_us = ward->now.mono_us;
  gboolean is_stale = priv->vitals_us != 0 && mono_us - priv->vitals_us > VIGIL_DASHES_US;
  for (guint kind = 0; kind < VIGIL_N_NUMERICS; kind++) {
    VigilNumeric *numeric = &bed->numerics[kind];
    if (numeric->t_ms != 0)
      set_show (bed, numeric, age_of (bed, numeric, numeric->show, mono_us));
    else if (is_stale && !priv->is_dashed && numeric->show != VIGIL_SHOW_BLANK)
      set_show (bed, numeric, VIGIL_SHOW_DASHES);
    if (is_stale && !priv->is_dashed)
      note_usable (ward, bed, kind);
  }
  priv->is_dashed |= is_stale;
}
