/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Alarm load on the review page: how many alarms there were, on which beds and of which kinds, how
 * long until somebody answered, and how much of the time a bed had had too many. Plain words and
 * neutral bars: colours are for alarms. Main thread. */

#include <gtk/gtk.h>

#include "vigil-station.h"

G_BEGIN_DECLS

#define VIGIL_TYPE_LOAD_SECTION (vigil_load_section_get_type ())
G_DECLARE_FINAL_TYPE (VigilLoadSection, vigil_load_section, VIGIL, LOAD_SECTION, GtkBox)

/* Begins with the past 24 h. Floating. */
GtkWidget *vigil_load_section_new (VigilStation *station);

G_END_DECLS
