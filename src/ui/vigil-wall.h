/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The wall: every bed of the ward in one widget. Waves, numbers and alarm lines are its own
 * picture; beds are children that carry focus, click, accessibility and the silence target. Reads
 * the station, changes nothing. Its one tick callback runs only while somebody can see the window.
 * Main thread. */

#include <gtk/gtk.h>

#include "vigil-layout.h"
#include "vigil-pace.h"
#include "vigil-station.h"
#include "vigil-wall-source.h"

G_BEGIN_DECLS

#define VIGIL_TYPE_WALL (vigil_wall_get_type ())
G_DECLARE_FINAL_TYPE (VigilWall, vigil_wall, VIGIL, WALL, GtkWidget)

/* Floating. Of @sector, lent by the station's configuration, or of all beds if NULL. */
GtkWidget *vigil_wall_new (VigilStation *station, const VigilSector *sector);
/* A wall of other beds; what @source points to must outlive the wall. */
GtkWidget *vigil_wall_new_for_source (const VigilWallSource *source);

/* Numbers only, or waves whatever the number of beds; @n_lanes 0 = as many as fit. */
void vigil_wall_set_mode (VigilWall *self, VigilLayoutMode mode, guint n_lanes);
/* Of the sweep; 0 = the fastest that shows enough of a rhythm. */
void vigil_wall_set_speed (VigilWall *self, double mm_per_s);
/* How much of the sweep a frame draws: by itself (VIGIL_N_PACES, as at first) it gives way when
 * frames take too long. */
void vigil_wall_fix_pace (VigilWall *self, VigilPaceLevel level);
/* Lent; changes with time. */
const VigilPace *vigil_wall_get_pace (VigilWall *self);
/* Other waves are to be shown than were: what was swept is not left beside them. */
void vigil_wall_start_anew (VigilWall *self);
/* Bits by the wall's beds: not hers who looks. They are dimmed while nothing is wrong with them; 0
 * = none is. */
void vigil_wall_set_others (VigilWall *self, guint64 beds);
/* The beds that are dimmed now; for tests. */
guint64 vigil_wall_get_dimmed (VigilWall *self);
/* Gives the focus to the tile of @bed of the ward, if it is on this wall. */
void vigil_wall_focus_bed (VigilWall *self, guint bed);
/* Where its first bed stands in the ward's order, and how many it has. */
guint vigil_wall_get_first_bed (VigilWall *self);
guint vigil_wall_get_n_beds (VigilWall *self);
/* What is shown now; NULL before the first allocation. Lent until the next one. */
const VigilLayout *vigil_wall_get_layout (VigilWall *self);
/* The alarms or the state of @bed changed (G_MAXUINT: of any). */
void vigil_wall_refresh (VigilWall *self, guint bed);
/* Wave columns drawn since the last allocation; for tests and measurements. */
guint64 vigil_wall_get_n_columns (VigilWall *self);

/* Signal "bed-activated" (guint bed, in the ward's order): anything but the silence target of a
 * tile was clicked or touched, or Enter or Space pressed on the focused bed. */

G_END_DECLS
