/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* "Alarms and limits" of one bed: every number that it measures with what holds for it, one of them
 * open for a change at a time. Main thread. */

#include <gtk/gtk.h>

#include "vigil-station.h"

G_BEGIN_DECLS

#define VIGIL_TYPE_LIMITS_PANEL (vigil_limits_panel_get_type ())
G_DECLARE_FINAL_TYPE (VigilLimitsPanel, vigil_limits_panel, VIGIL, LIMITS_PANEL, GtkBox)

/* @bed: the ward's index. Floating. */
GtkWidget *vigil_limits_panel_new (VigilStation *station, guint bed);

G_END_DECLS
