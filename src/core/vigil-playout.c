/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-playout.h"

#define SECOND_US G_GINT64_CONSTANT (1000000)
#define SLEW_DIVISOR 200 /* 0.5 % */
/* What is later than this is no jitter but an outage, and teaches nothing. */
#define LATE_MOST_US 500000
#define SPARE_MOST_US 20000
/* As long as the buckets reach; doubled by each failure. */
#define PATIENCE_LEAST_US (VIGIL_PLAYOUT_BUCKETS * SECOND_US)
#define PATIENCE_MOST_US (16 * 60 * SECOND_US)
/* The cursor had to wait again so long after the last time: another story. */
#define FORGET_US (3600 * SECOND_US)

void
vigil_playout_init (VigilPlayout *playout)
{
  *playout = (VigilPlayout){
    .margin_us = VIGIL_PLAYOUT_MARGIN_US,
    .patience_us = PATIENCE_LEAST_US,
  };
}

static void
merge (VigilPlayoutBucket *into, const VigilPlayoutBucket *seen)
{
  into->min_offset_us = MIN (into->min_offset_us, seen->min_offset_us);
  into->max_period_us = MAX (into->max_period_us, seen->max_period_us);
  into->max_need_us = MAX (into->max_need_us, seen->max_need_us);
}

static void
observe (VigilPlayout *playout, const VigilPlayoutBucket *seen)
{
  VigilPlayoutBucket *bucket = &playout->buckets[seen->second % VIGIL_PLAYOUT_BUCKETS];
  if (bucket->second != seen->second)
    *bucket = *seen;
  merge (bucket, seen);
}

/* The last 30 s in one. FALSE: nothing was heard in them. */
static gboolean
summarise (const VigilPlayout *playout, gint64 mono_us, VigilPlayoutBucket *all)
{
  gint64 oldest = mono_us / SECOND_US + 1 - VIGIL_PLAYOUT_BUCKETS;
  all->second = 0;
  for (guint i = 0; i < VIGIL_PLAYOUT_BUCKETS; i++) {
    const VigilPlayoutBucket *bucket = &playout->buckets[i];
    if (bucket->second == 0 || bucket->second <= oldest)
      continue;
    if (all->second == 0)
      *all = *bucket;
    merge (all, bucket);
  }
  return all->second != 0;
}

/* The shift that a network without jitter needs. */
static gint64
get_base_us (const VigilPlayout *playout)
{
  return playout->offset_us + playout->period_us;
}

static void
set_margin (VigilPlayout *playout, gint64 margin_us, gint64 mono_us)
{
  playout->margin_us = margin_us;
  playout->wanted_us = 0;
  playout->judged_us = mono_us;
}

static void
anchor (VigilPlayout *playout, const VigilPlayoutBucket *seen, gint64 mono_us)
{
  playout->has_clock = TRUE;
  playout->epoch++;
  playout->offset_us = seen->min_offset_us;
  playout->period_us = seen->max_period_us;
  set_margin (playout, MAX (playout->margin_us, VIGIL_PLAYOUT_MARGIN_US), mono_us);
  playout->shift_us = get_base_us (playout) + playout->margin_us;
  playout->slewed_us = mono_us;
}

static void
begin_anew (VigilPlayout *playout, const VigilPlayoutBucket *seen, gint64 mono_us)
{
  for (guint i = 0; i < VIGIL_PLAYOUT_BUCKETS; i++)
    playout->buckets[i] = (VigilPlayoutBucket){ 0 };
  observe (playout, seen);
  anchor (playout, seen, mono_us);
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

/* The margin for blocks that were up to @late_us late: half as much again, for what is yet to come,
 * but not without bound. */
static gint64
get_margin_for (gint64 late_us)
{
  gint64 spare_us = MIN (late_us / 2, SPARE_MOST_US);
  return MAX (late_us + spare_us + VIGIL_PLAYOUT_MAIN_US, VIGIL_PLAYOUT_MARGIN_LEAST_US);
}

/* The cursor had to wait for what was @late_us late: it keeps that distance (the painter stops it,
 * too). */
static void
starve (VigilPlayout *playout, gint64 late_us, gint64 mono_us)
{
  if (mono_us - playout->starved_us > FORGET_US)
    playout->patience_us = PATIENCE_LEAST_US;
  if (playout->is_lowered)
    playout->patience_us = MIN (playout->patience_us * 2, PATIENCE_MOST_US);
  playout->is_lowered = FALSE;
  playout->starved_us = mono_us;
  playout->shift_us = get_base_us (playout) + get_margin_for (late_us);
}

/* FALSE: it is of an outage, the first block since or one of those that came with it. */
static gboolean
judge_lateness (VigilPlayout *playout,
                VigilPlayoutSource *source,
                const VigilPlayoutBucket *seen,
                gint64 receipt_us)
{
  gint64 late_us = seen->max_need_us - get_base_us (playout);
  gboolean is_of_burst = receipt_us - source->receipt_us < seen->max_period_us / 2;
  source->is_behind = late_us > LATE_MOST_US || (source->is_behind && is_of_burst);
  if (!source->is_behind && seen->max_need_us + VIGIL_PLAYOUT_MAIN_US > playout->shift_us)
    starve (playout, late_us, receipt_us);
  return !source->is_behind;
}

VigilPlayoutNews
vigil_playout_add (VigilPlayout *playout,
                   VigilPlayoutSource *source,
                   gint64 start_us,
                   gint64 end_us,
                   guint n_missing,
                   gint64 receipt_us)
{
  VigilPlayoutBucket seen = {
    .second = receipt_us / SECOND_US + 1,
    .min_offset_us = receipt_us - end_us,
    .max_period_us = MAX (end_us - start_us, 0),
    .max_need_us = receipt_us - start_us,
  };
  /* A pause of the device shows as a hole in its time and no change of the offset: no step. */
  gint64 moved_us = seen.min_offset_us - playout->offset_us;
  gboolean is_jump = is_discontinuous (source, start_us, end_us, n_missing)
                     && ABS (moved_us) > VIGIL_PLAYOUT_STEP_US;
  gboolean is_early = moved_us < -VIGIL_PLAYOUT_STEP_US;
  VigilPlayoutNews news = VIGIL_PLAYOUT_SMOOTH;
  if (!playout->has_clock || is_jump || is_early) {
    if (playout->has_clock)
      news = is_jump ? VIGIL_PLAYOUT_JUMPED : VIGIL_PLAYOUT_MOVED;
    begin_anew (playout, &seen, receipt_us);
  } else {
    if (!judge_lateness (playout, source, &seen, receipt_us))
      seen.max_need_us = get_base_us (playout);
    observe (playout, &seen);
  }
  source->has_end = TRUE;
  source->end_us = end_us;
  source->receipt_us = receipt_us;
  return news;
}

/* Up as soon as more is wanted, down to the most that was wanted in all of the patience. */
static void
judge_margin (VigilPlayout *playout, gint64 late_us, gint64 mono_us)
{
  playout->wanted_us = MAX (playout->wanted_us, get_margin_for (late_us));
  gboolean is_less = playout->wanted_us < playout->margin_us;
  if (is_less && mono_us - playout->judged_us < playout->patience_us)
    return;
  playout->is_lowered |= is_less;
  set_margin (playout, playout->wanted_us, mono_us);
}

gboolean
vigil_playout_tick (VigilPlayout *playout, gint64 mono_us)
{
  VigilPlayoutBucket all;
  if (!playout->has_clock)
    return FALSE;
  if (summarise (playout, mono_us, &all)) {
    gint64 moved_us = all.min_offset_us + all.max_period_us - get_base_us (playout);
    /* The network has become slower for good, or faster. */
    if (ABS (moved_us) > VIGIL_PLAYOUT_STEP_US) {
      anchor (playout, &all, mono_us);
      return TRUE;
    }
    playout->offset_us = all.min_offset_us;
    playout->period_us = all.max_period_us;
    judge_margin (playout, all.max_need_us - get_base_us (playout), mono_us);
  } else {
    /* Whoever was silent may come back with another clock, on another network. */
    set_margin (playout, MAX (playout->margin_us, VIGIL_PLAYOUT_MARGIN_US), mono_us);
  }
  gint64 most_us = MAX (mono_us - playout->slewed_us, 0) / SLEW_DIVISOR;
  gint64 target_us = get_base_us (playout) + playout->margin_us;
  playout->shift_us += CLAMP (target_us - playout->shift_us, -most_us, most_us);
  playout->slewed_us = mono_us;
  return FALSE;
}
