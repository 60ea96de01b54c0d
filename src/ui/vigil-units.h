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

/* By how much strip, rail, targets and lines are drawn larger than their px in ux.md, so that they
 * are of the same size in millimetres: 1, 1.25, 1.5 and so on. Never less than 1, 1 where the
 * millimetres are assumed, and no more than leaves the frame its share of the monitor. */
double vigil_units_get_magnification (GtkWidget *widget);

/* The same of a monitor of that many logical pixels and @px_per_mm that it tells itself. */
double vigil_units_judge_magnification (int width, int height, double px_per_mm);

/* The judgement behind the first: logical size in pixels, size in mm as the monitor tells it. */
double vigil_units_judge (int width, int height, int width_mm, int height_mm, gboolean *is_assumed);

G_END_DECLS
