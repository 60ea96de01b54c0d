/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The trends of a bed: for each number that it measures a lane with the lowest and the highest of
 * each minute as a band and the mean as a line, over the past 1, 8 or 24 h. A gap is a gap. Read
 * from the store once a minute while it is looked at. Main thread. */

#include <gtk/gtk.h>

#include "vigil-station.h"

G_BEGIN_DECLS

#define VIGIL_TYPE_TREND_LANES (vigil_trend_lanes_get_type ())
G_DECLARE_FINAL_TYPE (VigilTrendLanes, vigil_trend_lanes, VIGIL, TREND_LANES, GtkBox)

/* Floating. */
GtkWidget *vigil_trend_lanes_new (VigilStation *station, guint bed);

G_END_DECLS
