/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The drill: an alarm that says of itself that it is none. It has no bed: it belongs to no patient
 * and cannot be given to one, stays at this station (no MQTT, no escalation), and goes the way of
 * every alarm otherwise: sound, strip, hold, silence, record. It begins only while nothing real is
 * open that could be masked, gives way at once to what opens, and ends by itself. Main thread. */

#include "vigil-ward.h"

G_BEGIN_DECLS

#define VIGIL_DRILL_CODE "VIGIL_EVT_DRILL"
#define VIGIL_DRILL_LENGTH_US (120 * G_GINT64_CONSTANT (1000000))

typedef enum {
  VIGIL_DRILL_NONE, /* none in this run */
  VIGIL_DRILL_RUNNING,
  VIGIL_DRILL_SILENCED,
  VIGIL_DRILL_UNANSWERED, /* two minutes were over */
  VIGIL_DRILL_YIELDED, /* a real alarm opened */
  VIGIL_DRILL_STOPPED, /* by hand */
} VigilDrillOutcome;

typedef struct {
  VigilDrillOutcome outcome;
  gint64 begun_ms; /* wall */
  gint64 begun_us; /* mono */
  gint64 length_ms; /* to the silence, or to its end */
  char by[64]; /* who silenced it; "" = nobody, or not known */
} VigilDrill;

/* FALSE: one runs, or a real medium or high alarm is open. */
gboolean vigil_ward_may_start_drill (const VigilWard *ward);
/* FALSE as above: nothing begins. */
gboolean vigil_ward_start_drill (VigilWard *ward, VigilNow now);
void vigil_ward_stop_drill (VigilWard *ward, VigilNow now);
/* The newest one; lent. VIGIL_EVENT_DRILL tells of news. */
const VigilDrill *vigil_ward_get_drill (const VigilWard *ward);
/* TRUE for the alarm of a drill, wherever it is met: on screen, in a row, in an action. */
gboolean vigil_drill_is_key (const char *key);

G_END_DECLS
