/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A part of the wall that is kept as pixels. What is painted or put into it changes the picture of
 * the node in which it is recorded; GTK is told what has changed by stamps, the panel's own or
 * those of whoever put it there. As a texture it is a node of its own. Main thread. */

#include "vigil-plate.h"

G_BEGIN_DECLS

typedef struct _VigilPanel VigilPanel;

/* All of it 0xRRGGBB @rgb at first. @place and all others here are logical, of the wall; @scale is
 * in device pixels to one of them. */
VigilPanel *vigil_panel_new (const GdkRectangle *place, int scale, VigilNodeKind kind, guint32 rgb)
    G_GNUC_WARN_UNUSED_RESULT;
void vigil_panel_free (VigilPanel *self);
const GdkRectangle *vigil_panel_get_place (const VigilPanel *self);
/* Draws @part anew. */
void
vigil_panel_paint (VigilPanel *self, const GdkRectangle *part, VigilPlateFunc func, gpointer data);
/* Copies what of @picture, an RGB24 surface of @place at the panel's scale, lies on the panel. */
void vigil_panel_put (VigilPanel *self, const GdkRectangle *place, cairo_surface_t *picture);
/* Tells GTK, with the next snapshot, that it has changed: all of it, so that its edges are the same
 * each time. Many small rectangles are more than GTK compares. */
void vigil_panel_stamp (VigilPanel *self);
/* For cairo nodes: adds it to what @cr records; see vigil_plate_record(). */
void vigil_panel_record (VigilPanel *self, cairo_t *cr);
/* Appends for cairo nodes what tells GTK that what was recorded has changed, else the texture. */
void vigil_panel_snapshot (VigilPanel *self, GtkSnapshot *snapshot);

G_END_DECLS
