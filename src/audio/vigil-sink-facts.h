/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What is known of the place where the alarm would sound, and the judgement on it: a pure function
 * over a plain value. Any thread. */

#include "vigil-sound.h"

G_BEGIN_DECLS

typedef enum {
  VIGIL_PORT_UNKNOWN, /* the driver cannot tell, or the sink has no ports */
  VIGIL_PORT_NO, /* nothing is plugged in */
  VIGIL_PORT_YES,
} VigilPort;

typedef struct {
  gboolean is_connected; /* the sound server has accepted us */
  gboolean is_answering; /* and answers in time */
  gboolean is_standing; /* answers, but the samples that left the sink leave it no longer */
  gboolean is_known; /* the rest was filled at least once on this connection */
  /* The default sink. */
  gboolean has_sink;
  char name[128];
  char device_class[32]; /* "sound", "abstract"; "" unknown */
  gboolean is_suspended;
  gboolean is_muted;
  gboolean is_flat; /* a stream's volume is absolute, not a share of the sink's */
  guint volume_percent; /* of the quietest channel */
  VigilPort port;
  /* The station's own stream, as it was when last seen; times are CLOCK_MONOTONIC, 0 = never. */
  gboolean has_stream;
  gboolean is_stream_muted;
  gboolean is_stream_corked; /* held back by the server; not after its end */
  gboolean is_stream_elsewhere; /* it plays, but not to the default sink */
  guint stream_volume_percent;
  gint64 stream_since_us; /* when this stream appeared */
  gint64 stream_metered_us; /* since when there is a meter on it alone */
  gint64 stream_newest_us; /* the newest measurement of it */
  gint64 stream_loud_us; /* when that meter last was not silent */
  /* The meter on what leaves the sink; CLOCK_MONOTONIC, 0 = never. */
  gint64 metered_since_us; /* 0 = there is no meter now */
  gint64 last_loud_us;
} VigilSinkFacts;

/* WORKS, or the first reason why nothing would be heard. STARTING: not known yet. */
VigilSound vigil_sink_facts_judge (const VigilSinkFacts *facts, guint floor_percent);

G_END_DECLS
