/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Wave blocks: from frames into traces, and the clock that shows them. */

#include "vigil-ward-private.h"

#include <math.h>
#include <string.h>

static VigilBedSource *
obtain_source (VigilBed *bed, const char *name)
{
  VigilBedPrivate *priv = bed->priv;
  for (guint i = 0; i < priv->n_sources; i++)
    if (strcmp (priv->sources[i].source, name) == 0)
      return &priv->sources[i];
  if (priv->n_sources >= VIGIL_LEADS_MAX)
    return NULL;
  VigilBedSource *source = &priv->sources[priv->n_sources++];
  vigil_text_copy (source->source, sizeof source->source, name);
  return source;
}

static void
begin_epoch (VigilWard *ward, VigilBed *bed, const VigilPlayoutSource *except, gboolean is_jump)
{
  VigilBedPrivate *priv = bed->priv;
  if (!is_jump)
    return;
  vigil_ward_bump (ward, VIGIL_COUNTER_CLOCK_JUMP, 1);
  vigil_bed_forget_traces (bed);
  for (guint i = 0; i < priv->n_sources; i++)
    if (&priv->playout_sources[i] != except)
      priv->playout_sources[i].has_end = FALSE;
}

static void
show_clock (VigilBed *bed)
{
  const VigilPlayout *playout = &bed->priv->playout;
  bed->has_clock = playout->has_clock;
  bed->shift_us = playout->shift_us;
  bed->clock_epoch = playout->epoch;
}

/* Judges a block once, at its first frame. */
static gboolean
accept_block (VigilWard *ward, VigilBed *bed, VigilBedSource *source, const VigilFrame *frame)
{
  VigilBedPrivate *priv = bed->priv;
  const VigilFrameWave *wave = &frame->wave;
  guint n_missing;
  if (vigil_ward_accept_bed (ward, bed, &source->topic, frame, &n_missing) != VIGIL_TOPIC_ACCEPTED)
    return FALSE;
  vigil_ward_bump (ward, VIGIL_COUNTER_GAP, n_missing);
  vigil_ward_note_time (ward, bed, &source->topic, frame);
  if (bed->state.word == VIGIL_BED_DISCONNECTED)
    return FALSE; /* of nobody: no data, whatever is sent */
  VigilPlayoutSource *playout_source = &priv->playout_sources[source - priv->sources];
  /* A trace is drawn up to its last sample, not to the end of that sample's time. */
  gint64 sample_us = (gint64) (G_GUINT64_CONSTANT (1000000000) / wave->rate_mhz);
  VigilPlayoutNews news =
      vigil_playout_add (&priv->playout, playout_source, wave->start_us - sample_us,
                         wave->block_end_us - sample_us, n_missing, frame->receipt_mono_us);
  if (news != VIGIL_PLAYOUT_SMOOTH)
    begin_epoch (ward, bed, playout_source, news == VIGIL_PLAYOUT_JUMPED);
  show_clock (bed);
  if (ward->drawn_us != 0 && wave->block_end_us <= vigil_bed_device_at (bed, ward->drawn_us))
    vigil_ward_bump (ward, VIGIL_COUNTER_LATE, 1);
  source->is_meta_right =
      !wave->is_raw
      || (bed->has_meta && bed->meta_boot == frame->boot && bed->meta.rev == wave->rev);
  if (!source->is_meta_right)
    vigil_ward_bump (ward, VIGIL_COUNTER_META_REVISION, 1);
  if (wave->is_test && !bed->is_demo) {
    bed->is_demo = TRUE;
    priv->dirty |= VIGIL_DIRTY_META;
  }
  vigil_ward_note_data (ward, bed, FALSE);
  return TRUE;
}

static VigilLead *
find_raw_lead (VigilBed *bed, guint8 id)
{
  for (guint i = 0; i < bed->n_leads; i++)
    if (bed->leads[i].lead.id == id)
      return &bed->leads[i];
  return NULL;
}

static VigilLead *
find_named_lead (VigilBed *bed, const char *refid)
{
  for (guint i = 0; i < bed->n_leads; i++)
    if (strcmp (bed->leads[i].lead.refid, refid) == 0)
      return &bed->leads[i];
  return NULL;
}

/* A self-contained block names its lead; the first one of a lead without a meta makes it. */
static VigilLead *
obtain_named_lead (VigilWard *ward, VigilBed *bed, const VigilFrameWave *wave)
{
  VigilLead *lead = find_named_lead (bed, wave->refid);
  if (lead != NULL)
    return lead;
  const VigilWaveInfo *info = vigil_nomenclature_find_wave (wave->refid);
  VigilMetaLead meta = {
    .id = 255,
    .rate_hz = wave->rate_mhz / 1e3,
    .gain = 1,
    .lo = NAN,
    .hi = NAN,
  };
  vigil_text_copy (meta.source, sizeof meta.source, wave->source);
  vigil_text_copy (meta.refid, sizeof meta.refid, wave->refid);
  vigil_text_copy (meta.unit, sizeof meta.unit, info != NULL ? info->unit : wave->unit);
  lead = vigil_bed_add_lead (bed, &meta);
  if (lead == NULL)
    vigil_ward_bump (ward, VIGIL_COUNTER_TOO_MANY, 1);
  else
    bed->priv->dirty |= VIGIL_DIRTY_META;
  return lead;
}

/* The factor from the block's own unit to the lead's. FALSE: not known, never guessed. */
static gboolean
get_scale (const VigilLead *lead, const VigilFrameWave *wave, double *gain, double *zero)
{
  *gain = 1;
  *zero = 0;
  if (wave->is_raw) {
    *gain = lead->lead.gain;
    *zero = lead->lead.zero;
    return TRUE;
  }
  if (wave->unit[0] == '\0' || strcmp (wave->unit, lead->lead.unit) == 0)
    return TRUE;
  const VigilWaveInfo *info = vigil_nomenclature_find_wave (lead->lead.refid);
  return info != NULL && vigil_nomenclature_wave_factor (info, wave->unit, gain);
}

static void
add_samples (VigilLead *lead, const VigilFrameWave *wave, double gain, double zero, gint64 mono_us)
{
  float scaled[VIGIL_FRAME_SAMPLES_MAX];
  guint n = MIN (wave->n_samples, VIGIL_FRAME_SAMPLES_MAX);
  for (guint i = 0; i < n; i++)
    scaled[i] = (float) (((double) wave->samples[i] - zero) * gain);
  vigil_trace_add (&lead->trace, wave->start_us, scaled, n);
  lead->heard_us = mono_us;
}

void
vigil_ward_feed_wave (VigilWard *ward, VigilBed *bed, const VigilFrame *frame)
{
  const VigilFrameWave *wave = &frame->wave;
  VigilBedSource *source = obtain_source (bed, wave->source);
  if (source == NULL) {
    if (wave->is_first)
      vigil_ward_bump (ward, VIGIL_COUNTER_TOO_MANY, 1);
    return;
  }
  if (wave->is_first)
    source->is_accepting = accept_block (ward, bed, source, frame);
  if (!source->is_accepting || !source->is_meta_right || source->topic.seq != frame->seq
      || source->topic.boot != frame->boot)
    return;

  VigilLead *lead =
      wave->is_raw ? find_raw_lead (bed, wave->lead) : obtain_named_lead (ward, bed, wave);
  double gain, zero, rate_hz = wave->rate_mhz / 1e3;
  if (lead == NULL)
    return;
  if (!get_scale (lead, wave, &gain, &zero)) {
    vigil_ward_bump (ward, VIGIL_COUNTER_UNIT, 1);
    return;
  }
  /* Samples of another rate than was said do not fit the grid: never resampled by guess. */
  if (fabs (rate_hz - lead->trace.rate_hz) > lead->trace.rate_hz * 1e-3) {
    vigil_ward_bump (ward, VIGIL_COUNTER_RANGE, 1);
    return;
  }
  add_samples (lead, wave, gain, zero, ward->now.mono_us);
  if (lead == vigil_bed_find_lead (bed, VIGIL_WAVE_ECG))
    vigil_beats_follow (&bed->beats, &lead->trace, 1 / vigil_lead_get_per_millivolt (lead));
}

void
vigil_ward_tick_playout (VigilWard *ward, VigilBed *bed)
{
  vigil_playout_tick (&bed->priv->playout, ward->now.mono_us);
  show_clock (bed);
}

void
vigil_ward_set_drawn (VigilWard *ward, gint64 mono_us)
{
  ward->drawn_us = mono_us;
}
