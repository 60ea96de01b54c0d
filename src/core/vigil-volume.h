/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* How loud medium and low alarms are: the ward's plan for day and night, and what a nurse chose
 * for a limited time. High alarms are always at full volume and nothing goes below the ward's floor
 * (standards.md §1.6, "Volume"). Percent are of the sound server's scale, which is cubic: 50 % is
 * −18 dB. Pure values, time passed in; one thread at a time. */

#include "vigil-types.h"

G_BEGIN_DECLS

#define VIGIL_VOLUME_FULL 100
#define VIGIL_VOLUME_DAY_MIN 1440
/* A choice by hand ends with the night or the day it was made in, and never later than this. */
#define VIGIL_VOLUME_HAND_MAX_US (12 * 3600 * (gint64) G_USEC_PER_SEC)

/* Of the administrator; validated where it is read. */
typedef struct {
  guint floor_percent; /* 1 to 100 */
  guint day_percent, night_percent; /* floor to 100: of medium and low alarms */
  guint night_from_min, night_to_min; /* minutes after local midnight; equal = there is no night */
} VigilVolumePlan;

typedef struct {
  VigilVolumePlan plan;
  gboolean is_night; /* as last stepped */
  guint percent; /* of medium and low alarms now */
  gboolean is_by_hand; /* the rest is valid */
  char by[64]; /* who is signed in; "" = unknown */
  gint64 since_wall_ms;
  gint64 until_mono_us, until_wall_ms; /* at the latest */
} VigilVolume;

/* The plan alone. @minute: of the local day, 0 to 1439. */
void vigil_volume_init (VigilVolume *volume, const VigilVolumePlan *plan, guint minute);
/* A nurse's choice, kept between floor and full; the plan's own value ends a choice. FALSE:
 * nothing changed. @by may be NULL. */
gboolean
vigil_volume_set (VigilVolume *volume, guint percent, const char *by, VigilNow now, guint minute);
/* A choice from before a restart, with its own end. FALSE: the plan stands, because the choice is
 * over, is what the plan says, or cannot be dated (the clock was set back). @by may be NULL. */
gboolean vigil_volume_restore (VigilVolume *volume,
                               guint percent,
                               const char *by,
                               gint64 until_wall_ms,
                               VigilNow now,
                               guint minute);
/* Day, night and the end of a choice. TRUE: the volume or its reason changed. */
gboolean vigil_volume_step (VigilVolume *volume, VigilNow now, guint minute);
/* What the plan says at this time of day. */
guint vigil_volume_get_planned (const VigilVolume *volume);
gboolean vigil_volume_is_night (const VigilVolumePlan *plan, guint minute);

/* What a stream of @priority is to have on a sink at @sink_percent: @percent, raised so that both
 * together do not fall below @floor_percent; full for high. */
guint vigil_volume_get_stream_percent (VigilPriority priority,
                                       guint percent,
                                       guint floor_percent,
                                       guint sink_percent);
/* 0 or less: whole decibels, the louder neighbour. @percent 1 to 100. */
int vigil_volume_get_db (guint percent);

G_END_DECLS
