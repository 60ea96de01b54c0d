/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What is to be known of the wall itself, in one slim line above it: the beds that are not on it,
 * with the most urgent of their alarms, and whose beds are shown at full strength. Without either
 * it takes no room. Main thread. */

#include <gtk/gtk.h>

#include "vigil-station.h"

G_BEGIN_DECLS

#define VIGIL_TYPE_WALL_NOTES (vigil_wall_notes_get_type ())
G_DECLARE_FINAL_TYPE (VigilWallNotes, vigil_wall_notes, VIGIL, WALL_NOTES, GtkWidget)

/* Floating. */
GtkWidget *vigil_wall_notes_new (VigilStation *station);
/* NULL: nothing is to be said. */
void vigil_wall_notes_set_mine (VigilWallNotes *self, const char *text);

G_END_DECLS
