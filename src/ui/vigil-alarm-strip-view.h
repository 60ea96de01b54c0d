/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* One alarm strip as on paper: ECG at 25 mm/s and a labelled number of millimetres per millivolt,
 * below it a second wave, the moment of the alarm marked. Shows as many seconds about that moment
 * as fit; gaps are gaps. Drawn once, not live, and says so by its times. Main thread. */

#include <gtk/gtk.h>

#include "vigil-alarm-strip.h"

G_BEGIN_DECLS

#define VIGIL_TYPE_ALARM_STRIP_VIEW (vigil_alarm_strip_view_get_type ())
G_DECLARE_FINAL_TYPE (
    VigilAlarmStripView, vigil_alarm_strip_view, VIGIL, ALARM_STRIP_VIEW, GtkWidget)

/* Copies @strip. Floating. */
GtkWidget *vigil_alarm_strip_view_new (const VigilAlarmStrip *strip);
/* What a screen reader says of it; the caller's. */
char *vigil_alarm_strip_view_dup_description (const VigilAlarmStrip *strip);

G_END_DECLS
