/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The taste of this station, kept in GSettings: one object for all of a display. A machine without
 * the schema has the defaults and keeps nothing; it never aborts. Main thread. */

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define VIGIL_SETTING_LAYOUT "layout"
#define VIGIL_SETTING_LANES "lanes"
#define VIGIL_SETTING_SPEED "speed"
#define VIGIL_SETTING_PACE "pace"
#define VIGIL_SETTING_THEME "theme"
#define VIGIL_SETTING_TEXT_SIZE "text-size"
#define VIGIL_SETTING_WAVES "waves"
#define VIGIL_SETTING_SECOND_WALL "second-wall"
#define VIGIL_SETTING_SECOND_WALL_SECTOR "second-wall-sector"
#define VIGIL_SETTING_POINTER_IS_FINGER "pointer-is-finger"

/* Lent; NULL: the schema is not installed. */
GSettings *vigil_settings_get (GdkDisplay *display);
/* The value of a boolean setting; FALSE without a schema. */
gboolean vigil_settings_get_boolean (GdkDisplay *display, const char *key);

G_END_DECLS
