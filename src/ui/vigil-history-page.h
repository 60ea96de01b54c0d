/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the record holds: filter, list, and the same as a file. Main thread. */

#include <gtk/gtk.h>

#include "vigil-station.h"

G_BEGIN_DECLS

#define VIGIL_TYPE_HISTORY_PAGE (vigil_history_page_get_type ())
G_DECLARE_FINAL_TYPE (VigilHistoryPage, vigil_history_page, VIGIL, HISTORY_PAGE, GtkBox)

/* Floating. */
GtkWidget *vigil_history_page_new (VigilStation *station);
/* Writes what the filter lets through to @file, as the button does when a file was chosen. */
void vigil_history_page_save (VigilHistoryPage *self, GFile *file);

G_END_DECLS
