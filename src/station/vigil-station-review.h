/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the station has kept, looked at again: trends of a bed, what other settings would have done,
 * and drills. An answer comes later, on the main context, with @owner as its data, and only while
 * @owner lives. Main thread. */

#include "vigil-drill.h"
#include "vigil-station.h"
#include "vigil-what-if.h"

G_BEGIN_DECLS

/* @minutes: VigilTrendMinute, in order; lent. A minute that is missing is a gap. */
typedef void (*VigilMinutesFunc) (GArray *minutes, const GError *error, gpointer owner);
/* The minutes of @kind of the patient who is in @bed now. */
void vigil_station_list_minutes (VigilStation *self,
                                 guint bed,
                                 VigilNumericKind kind,
                                 gint64 from_ms,
                                 gint64 to_ms,
                                 VigilMinutesFunc func,
                                 GObject *owner);

/* The settings by which the station judges @kind of @bed now. */
VigilWhatIfSettings
vigil_station_get_settings (VigilStation *self, guint bed, VigilNumericKind kind);

typedef struct {
  gint64 from_ms, to_ms;
  gint64 covered_ms; /* of it with values */
  gint64 bedside_ms; /* of that the bedside monitor judged by itself */
  guint n_relayed; /* limit alarms of this number that the bedside raised: not played again */
  GArray *now, *then; /* VigilWhatIfAlarm */
  VigilWhatIf result;
} VigilWhatIfReport;

/* @report is lent; NULL with @error. */
typedef void (*VigilWhatIfFunc) (const VigilWhatIfReport *report,
                                 const GError *error,
                                 gpointer owner);
/* Plays the past @hours of @bed again, with @now and with @then, beside the main thread. Nothing is
 * changed by it. */
void vigil_station_ask_what_if (VigilStation *self,
                                guint bed,
                                guint hours,
                                const VigilWhatIfSettings *now,
                                const VigilWhatIfSettings *then,
                                VigilWhatIfFunc func,
                                GObject *owner);

/* A drill at this desk (vigil-drill.h); "alarms-changed" tells of its news. FALSE: one runs, a real
 * medium or high alarm is open, or nothing can be heard. */
gboolean vigil_station_start_drill (VigilStation *self);
void vigil_station_stop_drill (VigilStation *self);
/* The last ones (VigilDrill), newest first, also from before a restart; lent. */
const GArray *vigil_station_get_drills (VigilStation *self);

G_END_DECLS
