/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The controls that choose what of the record is shown: bed, priority, kind, period and text. Main
 * thread. Signal "changed" (). */

#include <gtk/gtk.h>

#include "vigil-station.h"

G_BEGIN_DECLS

#define VIGIL_TYPE_HISTORY_FILTER (vigil_history_filter_get_type ())
G_DECLARE_FINAL_TYPE (VigilHistoryFilter, vigil_history_filter, VIGIL, HISTORY_FILTER, GtkBox)

/* Begins with all alarms of the past 24 h. Floating. */
GtkWidget *vigil_history_filter_new (VigilStation *station);
/* What is chosen; a period counts back from @now_ms. */
VigilOccurrenceFilter vigil_history_filter_get (VigilHistoryFilter *self, gint64 now_ms);

G_END_DECLS
