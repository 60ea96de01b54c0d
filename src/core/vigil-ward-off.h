/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Off right now (ux.md, "Trust"): everything of the ward that would make an alarm come later, not
 * at all, or by another limit than usual; what, who, since and until when. Main thread. */

#include "vigil-ward.h"

G_BEGIN_DECLS

typedef enum {
  VIGIL_OFF_SUSPENSION, /* a bed is suspended */
  VIGIL_OFF_ALARM, /* a number's alarm is off at the bedside */
  VIGIL_OFF_NO_LIMITS, /* a number that neither bedside nor station judges */
  VIGIL_OFF_CHANGED, /* a bedside's limit is another than the preset of the class */
} VigilOffKind;

typedef struct {
  VigilOffKind kind;
  guint bed;
  VigilNumericKind numeric; /* not of a SUSPENSION */
  VigilLimit limit; /* ALARM, CHANGED: as the bedside says it */
  VigilLimit preset; /* CHANGED */
  VigilSuspensionMode mode; /* SUSPENSION */
  char reason[64];
  char by[64]; /* "" = unknown */
  char station[VIGIL_ID_MAX + 1]; /* where; "" = at the bedside, or unknown */
  gint64 since_ms; /* wall; 0 = before this station looked */
  gint64 until_us; /* mono; 0 = until somebody changes it */
} VigilOffItem;

/* All of it: suspensions, alarms off, numbers without limits, changed limits; each in the order of
 * the wall. Free with g_array_unref(). */
GArray *vigil_ward_list_off (VigilWard *ward, VigilNow now) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
