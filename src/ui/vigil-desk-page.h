/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* "This desk": what concerns the desk and no bed. Who is here, the daily check of sound and
 * colours, cleaning the screen. A panel beside the wall. Main thread. */

#include <gtk/gtk.h>

#include "vigil-station.h"

G_BEGIN_DECLS

#define VIGIL_TYPE_DESK_PAGE (vigil_desk_page_get_type ())
G_DECLARE_FINAL_TYPE (VigilDeskPage, vigil_desk_page, VIGIL, DESK_PAGE, GtkBox)

/* Its buttons are the actions "win.who", "win.check" and "win.clean-screen". Floating. */
GtkWidget *vigil_desk_page_new (VigilStation *station);

G_END_DECLS
