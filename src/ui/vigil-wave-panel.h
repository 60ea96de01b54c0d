/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* On the page of a bed: which of its waves stand on its tile. Main thread. */

#include <gtk/gtk.h>

#include "vigil-station.h"

G_BEGIN_DECLS

#define VIGIL_TYPE_WAVE_PANEL (vigil_wave_panel_get_type ())
G_DECLARE_FINAL_TYPE (VigilWavePanel, vigil_wave_panel, VIGIL, WAVE_PANEL, GtkBox)

/* Floating. */
GtkWidget *vigil_wave_panel_new (VigilStation *station, guint bed);

G_END_DECLS
