/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What a node draws, on a colour that no theme has: where that is left nothing was drawn. */

#include <gtk/gtk.h>

#define STRANGE_GROUND 0xff00ffu

/* An RGB24 surface, flushed. Free with cairo_surface_destroy(). */
cairo_surface_t *strange_ground_draw (GskRenderNode *node, int width, int height);
/* Row @y of such a surface; the uppermost byte of a pixel is not used. */
const guint32 *strange_ground_get_row (cairo_surface_t *surface, int y);
