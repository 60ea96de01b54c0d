/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* One bed as a place on the wall: it draws nothing but its focus, and carries click, keyboard, the
 * accessible name and the silence target. Main thread. */

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define VIGIL_TYPE_WALL_BED (vigil_wall_bed_get_type ())
G_DECLARE_FINAL_TYPE (VigilWallBed, vigil_wall_bed, VIGIL, WALL_BED, GtkWidget)

/* @silence: the silence target, taken; NULL = none. If it can say "Hold", the Confirm button
 * appears beside it, over waves of this bed alone. */
GtkWidget *vigil_wall_bed_new (guint index, GtkWidget *silence);
guint vigil_wall_bed_get_index (VigilWallBed *self);
/* TRUE: it draws nothing now, neither a target nor the ring of the focus. It says so to the wall,
 * by a draw that it queues there, when that changes. */
gboolean vigil_wall_bed_is_blank (VigilWallBed *self);
/* Where its @tile and in it the silence target are, on the wall; @magnification of the target, of
 * Confirm beside it and of the edge that keeps tiles apart. A target that moves is guarded. */
void vigil_wall_bed_place_silence (VigilWallBed *self,
                                   const GdkRectangle *tile,
                                   const GdkRectangle *silence,
                                   double magnification);
/* What a screen reader says; nothing happens if it is the same. */
void vigil_wall_bed_set_name (VigilWallBed *self, const char *name);
/* The same for what it says beside the name. */
void vigil_wall_bed_set_description (VigilWallBed *self, const char *description);
const char *vigil_wall_bed_get_name (VigilWallBed *self);

/* Signal "activated" (): click, touch or Enter on anything but the silence target. */

G_END_DECLS
