/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The wall, and beside it the open page: nothing ever covers the wall. A page gets half of the
 * room, at most 960 px; a panel only 440 px, so that the wall hardly changes. Main thread. */

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define VIGIL_TYPE_SPLIT (vigil_split_get_type ())
G_DECLARE_FINAL_TYPE (VigilSplit, vigil_split, VIGIL, SPLIT, GtkWidget)

/* Takes both. Floating. */
GtkWidget *vigil_split_new (GtkWidget *wall, GtkWidget *page);
void vigil_split_set_open (VigilSplit *self, gboolean is_open);
/* @is_panel: what is open beside the wall is narrow. */
void vigil_split_set_panel (VigilSplit *self, gboolean is_panel);
gboolean vigil_split_get_open (VigilSplit *self);

G_END_DECLS
