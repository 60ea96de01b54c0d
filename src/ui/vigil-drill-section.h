/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The drill on the review page: begin one, how long it took to silence it, and the last ones. Main
 * thread. */

#include <gtk/gtk.h>

#include "vigil-station.h"

G_BEGIN_DECLS

#define VIGIL_TYPE_DRILL_SECTION (vigil_drill_section_get_type ())
G_DECLARE_FINAL_TYPE (VigilDrillSection, vigil_drill_section, VIGIL, DRILL_SECTION, GtkBox)

/* Floating. */
GtkWidget *vigil_drill_section_new (VigilStation *station);

G_END_DECLS
