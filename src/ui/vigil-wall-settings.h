/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The taste of the wall: layout and number of waveforms, kept in GSettings. A machine without the
 * schema has the defaults and keeps nothing; it never aborts. Main thread. */

#include <gtk/gtk.h>

#include "vigil-wall.h"

G_BEGIN_DECLS

/* Applies the settings to @wall, now and whenever they change, for as long as it lives. */
void vigil_wall_settings_bind (VigilWall *wall);
/* From waveforms to numbers only and back; FALSE: the administrator has locked it. */
gboolean vigil_wall_settings_toggle_numbers (VigilWall *wall);

G_END_DECLS
