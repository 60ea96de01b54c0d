/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Off right now (ux.md, "Trust"): every suspension, alarm off at a bedside, number without limits,
 * changed limit and lowered volume; what, who, since and until when. A row opens its bed. Main
 * thread. */

#include <gtk/gtk.h>

#include "vigil-station.h"

G_BEGIN_DECLS

#define VIGIL_TYPE_OFF_LIST (vigil_off_list_get_type ())
G_DECLARE_FINAL_TYPE (VigilOffList, vigil_off_list, VIGIL, OFF_LIST, GtkBox)

/* Floating. */
GtkWidget *vigil_off_list_new (VigilStation *station);
/* The same as a page that scrolls. Floating. */
GtkWidget *vigil_off_list_new_page (VigilStation *station);
guint vigil_off_list_get_n_rows (VigilOffList *self);

G_END_DECLS
