/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* When which burst starts and stops: the rules of standards.md §1.3 and ux.md, "Alarms", as a plain
 * machine. Time is passed in (CLOCK_MONOTONIC, µs) and deadlines are absolute, so that bursts do
 * not drift and nothing waits for a callback of the sound server. One thread at a time. */

#include "vigil-cue.h"

G_BEGIN_DECLS

/* From the play call to the first pulse, about (the lead, less what the server swallows); cuts are
 * aimed with it. */
#define VIGIL_CADENCE_LATENCY_US (VIGIL_CUE_LEAD_MS * 1000 - 5000)
/* Two reds within this time of each other are one burst. */
#define VIGIL_CADENCE_JOIN_US 500000
/* Silence before a burst of a lower priority, or after a stop: Table 3's shortest interval. */
#define VIGIL_CADENCE_GAP_US 2500000
/* Silence before a burst of the same or a lower priority that was not wanted a moment ago. */
#define VIGIL_CADENCE_RISE_GAP_US 1000000
/* After a burst that could not be played. */
#define VIGIL_CADENCE_RETRY_US 500000

typedef enum {
  VIGIL_ORDER_NOTHING,
  VIGIL_ORDER_PLAY, /* what plays now is cut off */
  VIGIL_ORDER_STOP,
} VigilOrder;

/* Why the burst in the air is to be cut short. */
typedef enum {
  VIGIL_CUT_NONE, /* it is completed */
  VIGIL_CUT_PREEMPT, /* something more urgent */
  VIGIL_CUT_RESTART, /* a new high */
  VIGIL_CUT_HALF, /* its condition has ended: half a high burst is enough */
  VIGIL_CUT_RETURN, /* the station works again */
} VigilCut;

typedef struct {
  VigilPriority wanted;
  guint once; /* a bit for each priority */
  gboolean is_station_failed;
  gboolean is_restart; /* a new high waits for its burst */
  gboolean is_fresh; /* the wanted priority has not sounded since it rose */
  gboolean is_stop; /* silenced: stop now */
  gint64 not_before_us; /* after a refusal */
  /* The burst in the air, or the last one. */
  VigilCue cue;
  gboolean is_playing;
  gboolean is_once; /* nobody but play_once wanted it: it is completed */
  gboolean is_protected; /* replaced another high: not replaced again before its half */
  gboolean is_failed; /* it did not play */
  gint64 start_us;
  gint64 end_us;
  VigilCut cut;
  gint64 cut_us; /* decided when the reason arose; G_MAXINT64 = not */
} VigilCadence;

/* The arguments of vigil_annunciator_sound(). */
void vigil_cadence_sound (VigilCadence *cadence,
                          VigilPriority priority,
                          gboolean is_silenced,
                          gboolean is_restart,
                          gint64 now_us);
/* One burst, unless something as urgent sounds anyway. */
void vigil_cadence_play_once (VigilCadence *cadence, VigilPriority priority);
/* While TRUE *station failed* sounds instead of everything else. */
void vigil_cadence_set_station_failed (VigilCadence *cadence, gboolean is_failed);

/* What is to be done at @now_us; @cue: what to play. After PLAY the burst counts as started. */
VigilOrder vigil_cadence_step (VigilCadence *cadence, gint64 now_us, VigilCue *cue);
/* After a step: when the next one has something to do; G_MAXINT64: only after another call. */
gint64 vigil_cadence_get_due (const VigilCadence *cadence);

/* The burst ordered last began to play at @start_us. */
void vigil_cadence_started (VigilCadence *cadence, gint64 start_us);
/* It did not play, or broke off: try again soon. */
void vigil_cadence_refused (VigilCadence *cadence, gint64 now_us);

G_END_DECLS
