/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The alarm strips of one bed, newest first, on its page. Main thread. */

#include <gtk/gtk.h>

#include "vigil-station.h"

G_BEGIN_DECLS

/* Floating; hidden while the bed has none. */
GtkWidget *vigil_alarm_strip_list_new (VigilStation *station, guint bed);

G_END_DECLS
