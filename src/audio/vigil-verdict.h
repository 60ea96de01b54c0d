/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Whether the station can be heard: the observer's facts over time, and what each burst proved. A
 * burst is proved when it ran its length, something came out of the station's own stream to its
 * end, and something left the sink; another program's noise, a finish without an error or right
 * flags alone prove nothing. Pure: time is passed in (CLOCK_MONOTONIC, µs). One thread at a time.
 */

#include "vigil-sink-facts.h"

G_BEGIN_DECLS

/* A fault of the sink must last as long as this: switching sinks goes through odd states. */
#define VIGIL_VERDICT_SETTLE_US 500000
/* What was played must have been measured this long after it left. */
#define VIGIL_VERDICT_PROOF_US 400000
/* So long after its start a burst is looked at for the first time, if it is longer. */
#define VIGIL_VERDICT_EARLY_US 800000

typedef struct {
  VigilSound sound; /* what is believed */
  guint floor_percent;
  gint64 created_us;
  VigilSound candidate; /* the sink's judgement, and since when */
  gint64 candidate_us;
  gboolean was_judged; /* the sink was known at least once */
  gboolean is_failed; /* a burst did not play, and none has since */
  gboolean is_stream_at_fault; /* our own stream was muted or turned down; the sink is right */
  guint n_unmeasured; /* bursts in a row on whose own stream no meter could be put */
  /* The burst in the air or the last one. Counted from the call: on a loaded machine the server
   * plays long before its answer is read here. */
  gboolean is_due, is_early_due;
  gboolean is_cut; /* broken off by ourselves */
  gint64 called_us, answered_us, end_us;
  gint64 whole_us; /* when it can be over at the earliest, if nothing breaks it off */
} VigilVerdict;

void vigil_verdict_init (VigilVerdict *verdict, guint floor_percent, gint64 now_us);

/* A burst began: when it was asked for and when that was answered, and its length from the answer
 * to the last sample. */
void
vigil_verdict_begin (VigilVerdict *verdict, gint64 called_us, gint64 answered_us, gint64 length_us);
/* It was cut off on purpose. */
void vigil_verdict_cut (VigilVerdict *verdict, gint64 now_us);
/* It did not play, or broke off. */
void vigil_verdict_fail (VigilVerdict *verdict);
/* It ended by itself at @finished_us: sooner than it could? */
gboolean vigil_verdict_is_too_soon (const VigilVerdict *verdict, gint64 finished_us);

/* TRUE: what is believed changed. @is_stuck: the player is held fast by the server. */
gboolean vigil_verdict_look (VigilVerdict *verdict,
                             const VigilSinkFacts *facts,
                             gboolean is_stuck,
                             gint64 now_us);

G_END_DECLS
