/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* "Who is at this desk?": one touch per nurse of the ward, and nobody. A name on the record of what
 * is done here, no authentication, and the page says so. Main thread. */

#include <gtk/gtk.h>

#include "vigil-station.h"

G_BEGIN_DECLS

#define VIGIL_TYPE_WHO_PAGE (vigil_who_page_get_type ())
G_DECLARE_FINAL_TYPE (VigilWhoPage, vigil_who_page, VIGIL, WHO_PAGE, GtkBox)

/* A choice goes back to the wall by "win.ward". Floating. */
GtkWidget *vigil_who_page_new (VigilStation *station);

G_END_DECLS
