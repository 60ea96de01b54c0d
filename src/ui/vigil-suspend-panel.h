/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Suspending a bed by hand (ux.md, "Suspend a bed"): Care and Staff in two touches on its page,
 * Away in three, one touch to end what stands. What is asked next appears below what was touched,
 * and nothing that was touched moves. Main thread. */

#include <gtk/gtk.h>

#include "vigil-station.h"

G_BEGIN_DECLS

#define VIGIL_TYPE_SUSPEND_PANEL (vigil_suspend_panel_get_type ())
G_DECLARE_FINAL_TYPE (VigilSuspendPanel, vigil_suspend_panel, VIGIL, SUSPEND_PANEL, GtkBox)

/* @bed: the ward's index. Floating. */
GtkWidget *vigil_suspend_panel_new (VigilStation *station, guint bed);

G_END_DECLS
