/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The record as a list that is read page by page while it is scrolled, newest first, and follows
 * what happens. Main thread. Signal "counted" (): what vigil_history_list_get_n_matching() and
 * _get_known_since_ms() say, or the error, changed. */

#include <gtk/gtk.h>

#include "vigil-station.h"

G_BEGIN_DECLS

#define VIGIL_TYPE_HISTORY_LIST (vigil_history_list_get_type ())
G_DECLARE_FINAL_TYPE (VigilHistoryList, vigil_history_list, VIGIL, HISTORY_LIST, GtkBox)

/* Floating. */
GtkWidget *vigil_history_list_new (VigilStation *station);
/* Begins anew with what matches @filter; the rows shown stay until the answer is there. */
void vigil_history_list_set_filter (VigilHistoryList *self, const VigilOccurrenceFilter *filter);
guint vigil_history_list_get_n_matching (VigilHistoryList *self);
gint64 vigil_history_list_get_known_since_ms (VigilHistoryList *self);
/* Why the record cannot be read; NULL = it can. Lent. */
const char *vigil_history_list_get_problem (VigilHistoryList *self);
/* Rows that were read so far: GListModel of VigilHistoryItem; lent. */
GListModel *vigil_history_list_get_items (VigilHistoryList *self);

G_END_DECLS
