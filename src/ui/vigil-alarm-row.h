/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* One alarm in a list of a page: its mark, bed and text, since when, who silenced it and where that
 * is recorded, and the silence target of its bed. Main thread. */

#include <gtk/gtk.h>

#include "vigil-station.h"

G_BEGIN_DECLS

#define VIGIL_TYPE_ALARM_ROW (vigil_alarm_row_get_type ())
G_DECLARE_FINAL_TYPE (VigilAlarmRow, vigil_alarm_row, VIGIL, ALARM_ROW, GtkWidget)

/* @bed: the index of the alarm's bed, G_MAXUINT = none. Floating. */
GtkWidget *vigil_alarm_row_new (VigilStation *station, guint bed, const VigilAlarm *alarm);
/* TRUE if this row is the one of @alarm: the same key and occurrence. */
gboolean vigil_alarm_row_is_of (VigilAlarmRow *self, const VigilAlarm *alarm);
/* The alarm changed. @has_target: this row carries its bed's silence target. */
void vigil_alarm_row_show (VigilAlarmRow *self, const VigilAlarm *alarm, gboolean has_target);
/* A second went by. */
void vigil_alarm_row_tick (VigilAlarmRow *self);
/* The list moved it. */
void vigil_alarm_row_moved (VigilAlarmRow *self);

G_END_DECLS
