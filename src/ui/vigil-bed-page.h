/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The page of one bed: who lies there, every number with its limits and where they come from, its
 * alarms with Silence and Reset. Main thread. */

#include <gtk/gtk.h>

#include "vigil-station.h"

G_BEGIN_DECLS

#define VIGIL_TYPE_BED_PAGE (vigil_bed_page_get_type ())
G_DECLARE_FINAL_TYPE (VigilBedPage, vigil_bed_page, VIGIL, BED_PAGE, GtkBox)

/* @bed: the ward's index. Floating. */
GtkWidget *vigil_bed_page_new (VigilStation *station, guint bed);
/* "Bed 12A · Brandt, H."; the caller's. */
char *vigil_bed_page_dup_title (const VigilBed *bed);

G_END_DECLS
