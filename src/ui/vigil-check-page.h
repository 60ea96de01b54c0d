/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The daily check of sound and colours: plays the burst of each priority in turn and shows each
 * colour with its name and symbol; "I heard and saw it" goes on the record. A panel beside the
 * wall, and it gives way to a real alarm. Main thread. */

#include <gtk/gtk.h>

#include "vigil-station.h"

G_BEGIN_DECLS

#define VIGIL_TYPE_CHECK_PAGE (vigil_check_page_get_type ())
G_DECLARE_FINAL_TYPE (VigilCheckPage, vigil_check_page, VIGIL, CHECK_PAGE, GtkBox)

/* Floating. */
GtkWidget *vigil_check_page_new (VigilStation *station);

G_END_DECLS
