/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The clock of one bed (contract.md, "Clock"): how a moment of the wall's cursor maps to the device
 * time shown. The offset is the running minimum over 30 s of receipt minus block end; the shift
 * adds one batch period, a margin for the network (50 ms of jitter, and the length of the last
 * sample) and what starving has taught. A step of more than 500 ms is a new epoch; what is smaller
 * is slewed at 0.5 %, too slow for an eye. Main thread. */

#include "vigil-types.h"

G_BEGIN_DECLS

#define VIGIL_PLAYOUT_BUCKETS 30
#define VIGIL_PLAYOUT_MARGIN_US 60000
#define VIGIL_PLAYOUT_STEP_US 500000

typedef struct {
  gint64 second; /* mono, in s; 0 = unused */
  gint64 min_offset_us;
  gint64 max_period_us;
} VigilPlayoutBucket;

/* One wave topic: its blocks follow each other. */
typedef struct {
  gboolean has_end;
  gint64 end_us; /* device time just after its newest block */
  gint64 receipt_us;
} VigilPlayoutSource;

typedef struct {
  gboolean has_clock;
  guint epoch;
  gint64 offset_us;
  gint64 period_us;
  gint64 extra_us; /* learnt by starving */
  gint64 shift_us;
  gint64 slewed_us; /* mono of the last slew */
  gint64 starved_us; /* mono of the last starving */
  VigilPlayoutBucket buckets[VIGIL_PLAYOUT_BUCKETS];
} VigilPlayout;

typedef enum {
  VIGIL_PLAYOUT_SMOOTH,
  VIGIL_PLAYOUT_MOVED, /* the network's delay changed by more than 500 ms: a new epoch */
  VIGIL_PLAYOUT_JUMPED, /* the device's clock stepped by more than 500 ms: a new epoch */
} VigilPlayoutNews;

void vigil_playout_init (VigilPlayout *playout);
/* A block from @start_us to @end_us of device time was read at @receipt_us. @n_missing blocks of
 * its topic are known to be lost just before it. */
VigilPlayoutNews vigil_playout_add (VigilPlayout *playout,
                                    VigilPlayoutSource *source,
                                    gint64 start_us,
                                    gint64 end_us,
                                    guint n_missing,
                                    gint64 receipt_us);
/* Slews towards the target; @sources are those of the bed. TRUE: it began anew (epoch). */
gboolean vigil_playout_tick (VigilPlayout *playout,
                             const VigilPlayoutSource *sources,
                             guint n_sources,
                             gint64 mono_us);

G_END_DECLS
