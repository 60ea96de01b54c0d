/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The pixels of the waves of one grid column of the wall: strips of 16 device pixels, each as high
 * as the wall and stored on its own: a row of a strip is one cache line, and a sweep that advances
 * touches one or two of them. Behind the pixels lies the base: what the erase bar leaves. Main
 * thread. */

#include <gtk/gtk.h>

#include "vigil-plate.h"
#include "vigil-rasteriser.h"

G_BEGIN_DECLS

#define VIGIL_STRIP_WIDTH 16

typedef struct _VigilStrips VigilStrips;

/* @x logical, @width and @height in device pixels; all of it @rgb at first. */
VigilStrips *
vigil_strips_new (int x, int width, int height, int scale, VigilNodeKind kind, guint32 rgb)
    G_GNUC_WARN_UNUSED_RESULT;
void vigil_strips_free (VigilStrips *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigilStrips, vigil_strips_free)

int vigil_strips_get_width (const VigilStrips *self);

/* The rows [@y, @y + @height) of pixel column @x, to draw into. */
VigilRasterColumn vigil_strips_touch (VigilStrips *self, int x, int y, int height);
/* The columns [@x, @x + @n), at least one, become their base again. */
void vigil_strips_erase (VigilStrips *self, int x, int n);
/* The same of rows [@y, @y + @height) of column @x. */
void vigil_strips_restore (VigilStrips *self, int x, int y, int height);
/* The columns from @first to @last count as changed. */
void vigil_strips_join (VigilStrips *self, int first, int last);

/* Puts the top @height rows of @surface (RGB24, as wide as the strips, device scale 1) into base
 * and pixels at row @y. */
void vigil_strips_put_base (VigilStrips *self, int y, int height, cairo_surface_t *surface);

/* Puts what of @picture, an RGB24 surface of @place (logical, of the wall) at the strips' scale,
 * lies on them into base and pixels. For cairo nodes this counts as no change: the caller stamps
 * it. */
void vigil_strips_put (VigilStrips *self, const GdkRectangle *place, cairo_surface_t *picture);

/* In how many places, apart from each other, they have changed since the last snapshot: 0 to 2. */
guint vigil_strips_count_places (const VigilStrips *self);
/* For cairo nodes: adds the strips to what @cr records, in wall coordinates; see
 * vigil_plate_record(). */
void vigil_strips_record (VigilStrips *self, cairo_t *cr);
/* Appends, in wall coordinates: for cairo nodes what tells GTK of the columns that have changed in
 * what was recorded; for textures one retained node per strip. */
void vigil_strips_snapshot (VigilStrips *self, GtkSnapshot *snapshot);

G_END_DECLS
