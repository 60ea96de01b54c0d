/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Compares two pictures as an eye would: an edge that another version of a font or of cairo draws
 * half a pixel elsewhere is the same, an element that is missing or added is not. */

#include <cairo.h>
#include <glib.h>

/* How many pixels of either picture look like nothing that the other has within one pixel of that
 * place. G_MAXUINT if they are not of one size. */
guint picture_compare (cairo_surface_t *a, cairo_surface_t *b);
/* Where that is, in red on the first picture made dim. Free with cairo_surface_destroy(). */
cairo_surface_t *picture_explain (cairo_surface_t *a, cairo_surface_t *b);
