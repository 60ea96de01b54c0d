/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Compares two pictures as an eye would: an edge that another version of a font or of cairo draws
 * half a pixel elsewhere is the same, an element that is missing or added is not. Main thread. */

#include <cairo.h>
#include <glib.h>

/* How many pixels of either picture look like nothing that the other has within one pixel of that
 * place. G_MAXUINT if they are not of one size. */
guint picture_compare (cairo_surface_t *a, cairo_surface_t *b);
/* Where that is, in red on the first picture made dim. Free with cairo_surface_destroy(). */
cairo_surface_t *picture_explain (cairo_surface_t *a, cairo_surface_t *b);

/* After gtk_test_init(). With "--update FOLDER" for arguments picture_check() writes there instead.
 * FALSE, and told as TAP: the font of the pictures is missing. */
gboolean picture_init (int argc, char **argv);
/* @now is pictures/NAME.png but for @most strange pixels; else the test fails and names a file that
 * shows where. */
void picture_check (const char *name, cairo_surface_t *now, guint most);
