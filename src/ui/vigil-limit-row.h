/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* One number of one bed with the limits that hold: who set them and who changed them last, what was
 * asked and what became of it, and the way to ask for others. Main thread. */

#include <gtk/gtk.h>

#include "vigil-station.h"

G_BEGIN_DECLS

#define VIGIL_TYPE_LIMIT_ROW (vigil_limit_row_get_type ())
G_DECLARE_FINAL_TYPE (VigilLimitRow, vigil_limit_row, VIGIL, LIMIT_ROW, GtkBox)

/* Floating. Signal "opened" (): its editor was opened by hand. */
GtkWidget *vigil_limit_row_new (VigilStation *station, guint bed, VigilNumericKind kind);
void vigil_limit_row_refresh (VigilLimitRow *self);
void vigil_limit_row_close (VigilLimitRow *self);

G_END_DECLS
