/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* One occurrence of the record as a row: bed, condition, priority by symbol and word, raised, how
 * long, who silenced it and where. Main thread. */

#include <gtk/gtk.h>

#include "vigil-history-item.h"
#include "vigil-station.h"

G_BEGIN_DECLS

#define VIGIL_TYPE_HISTORY_ROW (vigil_history_row_get_type ())
G_DECLARE_FINAL_TYPE (VigilHistoryRow, vigil_history_row, VIGIL, HISTORY_ROW, GtkWidget)

/* Floating. */
GtkWidget *vigil_history_row_new (VigilStation *station);
/* Shows @item and follows it; NULL = none. */
void vigil_history_row_set_item (VigilHistoryRow *self, VigilHistoryItem *item);

G_END_DECLS
