/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A ward without wire or station: beds with synthetic traces and numbers, and alarms set by hand,
 * as the source of a wall. Time is the fixture's own, so pictures can be repeated. */

#include "vigil-wall-picture.h"

#define WALL_FIXTURE_ALARMS 3
#define WALL_FIXTURE_LOOP_S 8

typedef struct {
  guint n_beds;
  VigilBed beds[64];
  VigilAlarm alarms[64][WALL_FIXTURE_ALARMS];
  const VigilAlarm *lists[64][WALL_FIXTURE_ALARMS];
  guint n_alarms[64];
  VigilAlarm ended[64];
  gboolean has_ended[64];
  VigilDelivery delivery;
  VigilLinkShown link;
  gint64 fed_us; /* device time up to which there are samples */
  float *loops[64][4];
  VigilNow now;
  gboolean is_held[64]; /* no further samples come */
} WallFixture;

/* @n_leads: 1 ECG, 2 with pleth or arterial line, 3 with breathing. */
WallFixture *wall_fixture_new (guint n_beds, guint n_leads);
void wall_fixture_free (WallFixture *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WallFixture, wall_fixture_free)

void wall_fixture_get_source (WallFixture *self, VigilWallSource *source);
/* Sets the clock to @mono_us and feeds all traces up to then. */
void wall_fixture_go_to (WallFixture *self, gint64 mono_us);
/* A block of @bed from @from_us to @to_us of device time, whether it is held or not. */
void wall_fixture_feed (WallFixture *self, guint bed, gint64 from_us, gint64 to_us);
/* A new alarm on @bed, last in its list. */
VigilAlarm *
wall_fixture_add_alarm (WallFixture *self, guint bed, VigilPriority priority, const char *label);
/* Marks @kind of @bed as the number an alarm is about. */
void wall_fixture_mark (WallFixture *self,
                        guint bed,
                        VigilNumericKind kind,
                        double value,
                        VigilPriority priority,
                        gboolean is_open);
/* From now on the bedside of @bed tells of a pacer's spikes, one before each R wave. */
void wall_fixture_add_pacer (WallFixture *self, guint bed);
/* Silences @alarm for 92 s more; @at "" = here. */
void wall_fixture_silence (WallFixture *self, VigilAlarm *alarm, const char *by, const char *at);
/* One of everything that a tile can show, on the first 16 beds. */
void wall_fixture_storm (WallFixture *self);

/* The picture of a ward of its own with three leads, for the cairo renderer. */
typedef struct {
  WallFixture *ward;
  VigilWallSource source;
  VigilPalette palette;
  GtkWidget *widget; /* for its fonts */
  VigilWallPicture *picture;
} WallScene;

/* @start_us: of its clock. GTK is there. */
void wall_scene_init (WallScene *self, const VigilLayoutRequest *request, gint64 start_us);
void wall_scene_clear (WallScene *self);
