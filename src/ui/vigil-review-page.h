/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the record says of the alarms: how many there are, what another limit or delay would have
 * done, and whether a drill was answered. One section below the other, each a widget of its own
 * that needs the station alone. Main thread. */

#include <gtk/gtk.h>

#include "vigil-station.h"

G_BEGIN_DECLS

/* Floating. */
GtkWidget *vigil_review_page_new (VigilStation *station);

G_END_DECLS
