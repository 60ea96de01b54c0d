/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The clock of one bed (contract.md, "Clock"): how a moment of the wall's cursor maps to the device
 * time shown. The offset is the running minimum over 30 s of receipt minus the time of the last
 * sample; the shift adds one batch period and a margin for the network. The margin is learnt: it
 * begins with 50 ms of jitter, grows at once when the cursor had to wait, and goes down to what the
 * last 30 s needed when they were calm; each time that was too early it waits twice as long. A step
 * of more than 500 ms is a new epoch; what is smaller is slewed at 0.5 %, too slow for an eye. Main
 * thread. */

#include "vigil-types.h"

G_BEGIN_DECLS

#define VIGIL_PLAYOUT_BUCKETS 30
/* From receipt to the frame that shows it: decoded, fed by main, swept (docs/MEASURED.md). */
#define VIGIL_PLAYOUT_MAIN_US 4000
#define VIGIL_PLAYOUT_MARGIN_US (50000 + VIGIL_PLAYOUT_MAIN_US) /* to begin with */
/* Never less: the socket is drained every 4 ms, so that the calmest network may be that late, a
 * broker on the same machine has a p99 of 4.5 ms (docs/MEASURED.md), and the rest is for what has
 * not been seen yet. */
#define VIGIL_PLAYOUT_MARGIN_LEAST_US 16000
#define VIGIL_PLAYOUT_STEP_US 500000

/* What the blocks that came in one second say. */
typedef struct {
  gint64 second; /* mono, in s; 0 = none came */
  gint64 min_offset_us;
  gint64 max_period_us;
  gint64 max_need_us; /* the shift at which none of them was late */
} VigilPlayoutBucket;

/* One wave topic: its blocks follow each other. */
typedef struct {
  gboolean has_end;
  gboolean is_behind; /* its newest block is what an outage has held up */
  gint64 end_us; /* device time of the last sample of its newest block */
  gint64 receipt_us;
} VigilPlayoutSource;

typedef struct {
  gboolean has_clock;
  guint epoch;
  gint64 offset_us;
  gint64 period_us;
  gint64 margin_us;
  gint64 shift_us; /* is slewed towards the sum of these three */
  gint64 slewed_us; /* mono of the last slew */
  gint64 judged_us; /* mono when the margin was last set */
  gint64 wanted_us; /* the greatest margin that was wanted since */
  gint64 patience_us; /* so long after it was set it may go down */
  gboolean is_lowered; /* it did, and nothing had to wait since */
  gint64 starved_us; /* mono when something had */
  VigilPlayoutBucket buckets[VIGIL_PLAYOUT_BUCKETS];
} VigilPlayout;

typedef enum {
  VIGIL_PLAYOUT_SMOOTH,
  VIGIL_PLAYOUT_MOVED, /* the network's delay changed by more than 500 ms: a new epoch */
  VIGIL_PLAYOUT_JUMPED, /* the device's clock stepped by more than 500 ms: a new epoch */
} VigilPlayoutNews;

void vigil_playout_init (VigilPlayout *playout);
/* A block whose last sample is of @end_us, device time, was read at @receipt_us; the last sample of
 * the block before it is of @start_us. @n_missing blocks of its topic are known to be lost just
 * before it. */
VigilPlayoutNews vigil_playout_add (VigilPlayout *playout,
                                    VigilPlayoutSource *source,
                                    gint64 start_us,
                                    gint64 end_us,
                                    guint n_missing,
                                    gint64 receipt_us);
/* Judges the margin and slews. TRUE: it began anew (epoch). */
gboolean vigil_playout_tick (VigilPlayout *playout, gint64 mono_us);

G_END_DECLS
