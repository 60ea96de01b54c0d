/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* On the page of this desk: how the wall shows the ward, and whether a second one stands on another
 * monitor. Kept in GSettings; what the administrator has locked cannot be pressed. Main thread. */

#include <gtk/gtk.h>

#include "vigil-station.h"

G_BEGIN_DECLS

/* Floating. */
GtkWidget *vigil_wall_choice_new (VigilStation *station, GdkDisplay *display);

G_END_DECLS
