/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The engineer's page: how the wall is drawn, the state of sound, link, server and outbox, letters
 * that the server refused, and the counters of refused input; once a second. Main thread. */

#include <gtk/gtk.h>

#include "vigil-station.h"
#include "vigil-wall.h"

G_BEGIN_DECLS

#define VIGIL_TYPE_DIAGNOSTICS_PAGE (vigil_diagnostics_page_get_type ())
G_DECLARE_FINAL_TYPE (VigilDiagnosticsPage, vigil_diagnostics_page, VIGIL, DIAGNOSTICS_PAGE, GtkBox)

/* Floating. @wall NULL: nothing about one. */
GtkWidget *vigil_diagnostics_page_new (VigilStation *station, VigilWall *wall);

G_END_DECLS
