/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What is open or silenced now, who silenced it and whether the server has it, and what ended in
 * the past ten minutes. Main thread. */

#include <gtk/gtk.h>

#include "vigil-station.h"

G_BEGIN_DECLS

/* Floating. */
GtkWidget *vigil_alarms_now_new (VigilStation *station);

G_END_DECLS
