/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Keeps the wall as the settings of this station have it: layout and number of waveforms. Main
 * thread. */

#include <gtk/gtk.h>

#include "vigil-wall.h"

G_BEGIN_DECLS

/* Applies the settings to @wall, now and whenever they change, for as long as it lives. */
void vigil_wall_settings_bind (VigilWall *wall);
/* From waveforms to numbers only and back; FALSE: locked by the administrator, or no schema. */
gboolean vigil_wall_settings_toggle_numbers (VigilWall *wall);

G_END_DECLS
