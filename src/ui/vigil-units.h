/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* True millimetres: how many logical pixels of a widget's monitor are one. Main thread. */

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* 1080 lines on 24 inches (ux.md). */
#define VIGIL_UNITS_ASSUMED_PX_PER_MM 3.6

/* From the monitor's own size, if it tells one that can be true; else @is_assumed and the
 * assumption above, in proportion to the monitor's lines where those are known. */
double vigil_units_get_px_per_mm (GtkWidget *widget, gboolean *is_assumed);

/* The judgement behind it: logical size in pixels, size in mm as the monitor tells it. */
double vigil_units_judge (int width, int height, int width_mm, int height_mm, gboolean *is_assumed);

G_END_DECLS
