/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Discharge and admission on the page of a bed (ux.md, "Encounter"): a discharge is asked once; an
 * admission is a name, a birth date and a class, each but the name left open if it is not known.
 * Main thread. */

#include <gtk/gtk.h>

#include "vigil-station.h"

G_BEGIN_DECLS

#define VIGIL_TYPE_STAY_PANEL (vigil_stay_panel_get_type ())
G_DECLARE_FINAL_TYPE (VigilStayPanel, vigil_stay_panel, VIGIL, STAY_PANEL, GtkBox)

/* @bed: the ward's index. Floating. */
GtkWidget *vigil_stay_panel_new (VigilStation *station, guint bed);

G_END_DECLS
