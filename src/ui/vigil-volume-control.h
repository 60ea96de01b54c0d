/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* How loud medium and low alarms are, why, and until when; softer and louder by a touch, within the
 * ward's limits. High alarms have no control: they are never lowered. Main thread. */

#include <gtk/gtk.h>

#include "vigil-station.h"

G_BEGIN_DECLS

#define VIGIL_TYPE_VOLUME_CONTROL (vigil_volume_control_get_type ())
G_DECLARE_FINAL_TYPE (VigilVolumeControl, vigil_volume_control, VIGIL, VOLUME_CONTROL, GtkBox)

GtkWidget *vigil_volume_control_new (VigilStation *station);

/* "Medium and low alarms 60 %, lowered by Okafor until 06:00 at the latest"; the caller's. */
char *vigil_volume_control_describe (const VigilVolume *volume);

G_END_DECLS
