/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The alarms of a what-if on their time: above those of today's settings, below those of the
 * others; solid = sounds, outlined = hidden, tall = high. No colour of an alarm: nothing
 * here is one. Main thread. */

#include <gtk/gtk.h>

#include "vigil-station-review.h"

G_BEGIN_DECLS

#define VIGIL_TYPE_WHAT_IF_TIMELINE (vigil_what_if_timeline_get_type ())
G_DECLARE_FINAL_TYPE (VigilWhatIfTimeline, vigil_what_if_timeline, VIGIL, WHAT_IF_TIMELINE, GtkBox)

/* Floating. */
GtkWidget *vigil_what_if_timeline_new (void);
/* Copies what it needs of @report; NULL = nothing to show. */
void vigil_what_if_timeline_show (VigilWhatIfTimeline *self, const VigilWhatIfReport *report);

G_END_DECLS
