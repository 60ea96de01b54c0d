/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* One child, as large as on 24 inches with 1080 lines whatever the monitor's pixels are: the child
 * lays itself out in the px of ux.md, and the whole of it, words, edges and targets, is drawn and
 * touched by vigil_units_get_magnification() larger. Follows its monitor. Main thread. */

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define VIGIL_TYPE_ZOOM (vigil_zoom_get_type ())
G_DECLARE_FINAL_TYPE (VigilZoom, vigil_zoom, VIGIL, ZOOM, GtkWidget)

/* Takes @child, and no room while that is invisible. */
GtkWidget *vigil_zoom_new (GtkWidget *child);

G_END_DECLS
