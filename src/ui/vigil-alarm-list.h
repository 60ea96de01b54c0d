/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A list of alarms on a page that keeps its rows, and with them the silence targets, as long as
 * their alarms are shown. Main thread. */

#include <gtk/gtk.h>

#include "vigil-station.h"

G_BEGIN_DECLS

typedef enum {
  VIGIL_ALARM_LIST_SHOWN, /* open, silenced, latched */
  VIGIL_ALARM_LIST_ENDED, /* the last of each bed, of the past 10 min */
} VigilAlarmListKind;

#define VIGIL_TYPE_ALARM_LIST (vigil_alarm_list_get_type ())
G_DECLARE_FINAL_TYPE (VigilAlarmList, vigil_alarm_list, VIGIL, ALARM_LIST, GtkBox)

/* @bed: one bed, or VIGIL_STANDING_ALL_BEDS (with the alarms without a bed). @empty_text: said
 * while there is none. Floating. */
GtkWidget *vigil_alarm_list_new (VigilStation *station,
                                 VigilAlarmListKind kind,
                                 guint bed,
                                 const char *empty_text);
guint vigil_alarm_list_get_n_rows (VigilAlarmList *self);

G_END_DECLS
