/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-playout.h"

#define SECOND_US G_GINT64_CONSTANT (1000000)
#define SLEW_DIVISOR 200 /* 0.5 % */
#define EXTRA_MAX_US (SECOND_US / 2)
#define EXTRA_STEP_US 20000
#define FORGET_STARVING_US (60 * SECOND_US)
#define LIVE_US (2 * SECOND_US)

void
vigil_playout_init (VigilPlayout *playout)
{
  *playout = (VigilPlayout){ 0 };
}

static void
forget_buckets (VigilPlayout *playout)
{
  for (guint i = 0; i < VIGIL_PLAYOUT_BUCKETS; i++)
    playout->buckets[i] = (VigilPlayoutBucket){ 0 };
}

static void
observe (VigilPlayout *playout, gint64 offset_us, gint64 period_us, gint64 receipt_us)
{
  gint64 second = receipt_us / SECOND_US + 1;
  VigilPlayoutBucket *bucket = &playout->buckets[second % VIGIL_PLAYOUT_BUCKETS];
  if (bucket->second != second)
    *bucket = (VigilPlayoutBucket){ second, offset_us, period_us };
  bucket->min_offset_us = MIN (bucket->min_offset_us, offset_us);
  bucket->max_period_us = MAX (bucket->max_period_us, period_us);
}

/* The minimum and the longest period of the last 30 s. FALSE: nothing was heard in them. */
static gboolean
summarise (const VigilPlayout *playout, gint64 mono_us, gint64 *offset_us, gint64 *period_us)
{
  gint64 oldest = mono_us / SECOND_US + 1 - VIGIL_PLAYOUT_BUCKETS;
  gboolean has_any = FALSE;
  for (guint i = 0; i < VIGIL_PLAYOUT_BUCKETS; i++) {
    const VigilPlayoutBucket *bucket = &playout->buckets[i];
    if (bucket->second == 0 || bucket->second <= oldest)
      continue;
    *offset_us = has_any ? MIN (*offset_us, bucket->min_offset_us) : bucket->min_offset_us;
    *period_us = has_any ? MAX (*period_us, bucket->max_period_us) : bucket->max_period_us;
    has_any = TRUE;
  }
  return has_any;
}

static void
anchor (VigilPlayout *playout, gint64 offset_us, gint64 period_us, gint64 mono_us)
{
  playout->has_clock = TRUE;
  playout->epoch++;
  playout->offset_us = offset_us;
  playout->period_us = period_us;
  playout->extra_us = 0;
  playout->starved_us = 0;
  playout->shift_us = offset_us + period_us + VIGIL_PLAYOUT_MARGIN_US;
  playout->slewed_us = mono_us;
}

/* Whether the device's own time is broken between two blocks of one topic. */
static gboolean
is_discontinuous (const VigilPlayoutSource *source, gint64 start_us, gint64 end_us, guint n_missing)
{
  if (!source->has_end)
    return FALSE;
  gint64 ahead_us = start_us - source->end_us;
  gint64 explained_us = (gint64) n_missing * (end_us - start_us);
  return ahead_us < -VIGIL_PLAYOUT_STEP_US || ahead_us - explained_us > VIGIL_PLAYOUT_STEP_US;
}

/* What the cursor had to wait for by @late_us: it waits there (the painter stops it, too) and keeps
 * that distance. */
static void
learn (VigilPlayout *playout, gint64 late_us, gint64 mono_us)
{
  gint64 extra_us = MIN (late_us + EXTRA_STEP_US, EXTRA_MAX_US - playout->extra_us);
  playout->extra_us += extra_us;
  playout->shift_us += extra_us;
  playout->starved_us = mono_us;
}

VigilPlayoutNews
vigil_playout_add (VigilPlayout *playout,
                   VigilPlayoutSource *source,
                   gint64 start_us,
                   gint64 end_us,
                   guint n_missing,
                   gint64 receipt_us)
{
  gint64 offset_us = receipt_us - end_us, period_us = MAX (end_us - start_us, 0);
  gboolean is_broken = is_discontinuous (source, start_us, end_us, n_missing);
  *source = (VigilPlayoutSource){ TRUE, end_us, receipt_us };
  if (!playout->has_clock) {
    observe (playout, offset_us, period_us, receipt_us);
    anchor (playout, offset_us, period_us, receipt_us);
    return VIGIL_PLAYOUT_SMOOTH;
  }

  /* A pause of the device shows as a hole in its time and no change of the offset: no step. */
  gint64 moved_us = offset_us - playout->offset_us;
  gboolean is_jump = is_broken && ABS (moved_us) > VIGIL_PLAYOUT_STEP_US;
  gboolean is_early = moved_us < -VIGIL_PLAYOUT_STEP_US;
  if (is_jump || is_early) {
    forget_buckets (playout);
    observe (playout, offset_us, period_us, receipt_us);
    anchor (playout, offset_us, period_us, receipt_us);
    return is_jump ? VIGIL_PLAYOUT_JUMPED : VIGIL_PLAYOUT_MOVED;
  }
  observe (playout, offset_us, period_us, receipt_us);
  /* Its first sample was due before it came. What is later than any delay could hide is an outage,
   * and teaches nothing. */
  gint64 late_us = receipt_us - playout->shift_us - start_us;
  if (late_us > 0 && late_us < EXTRA_MAX_US)
    learn (playout, late_us, receipt_us);
  return VIGIL_PLAYOUT_SMOOTH;
}

/* Live topics whose newest sample is already behind the cursor. */
static void
feed_on_starving (VigilPlayout *playout,
                  const VigilPlayoutSource *sources,
                  guint n_sources,
                  gint64 mono_us)
{
  gint64 deficit_us = 0;
  for (guint i = 0; i < n_sources; i++)
    if (sources[i].has_end && mono_us - sources[i].receipt_us < LIVE_US)
      deficit_us = MAX (deficit_us, mono_us - playout->shift_us - sources[i].end_us);
  if (deficit_us > 0) {
    learn (playout, deficit_us, mono_us);
  } else if (playout->extra_us > 0 && mono_us - playout->starved_us > FORGET_STARVING_US) {
    playout->extra_us = MAX (playout->extra_us - EXTRA_STEP_US, 0);
    playout->starved_us = mono_us;
  }
}

gboolean
vigil_playout_tick (VigilPlayout *playout,
                    const VigilPlayoutSource *sources,
                    guint n_sources,
                    gint64 mono_us)
{
  if (!playout->has_clock)
    return FALSE;
  if (summarise (playout, mono_us, &playout->offset_us, &playout->period_us)) {
    gint64 target_us = playout->offset_us + playout->period_us + VIGIL_PLAYOUT_MARGIN_US;
    /* The network has become slower for good, or faster. */
    if (ABS (target_us + playout->extra_us - playout->shift_us) > VIGIL_PLAYOUT_STEP_US) {
      anchor (playout, playout->offset_us, playout->period_us, mono_us);
      return TRUE;
    }
  }
  feed_on_starving (playout, sources, n_sources, mono_us);
  gint64 target_us =
      playout->offset_us + playout->period_us + VIGIL_PLAYOUT_MARGIN_US + playout->extra_us;
  gint64 most_us = MAX (mono_us - playout->slewed_us, 0) / SLEW_DIVISOR;
  playout->shift_us += CLAMP (target_us - playout->shift_us, -most_us, most_us);
  playout->slewed_us = mono_us;
  return FALSE;
}
