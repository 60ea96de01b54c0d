/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A field that shows what a colour of the wall should look like, with its name: for the check of
 * the screen. Steady, whatever it shows. Main thread. */

#include <gtk/gtk.h>

#include "vigil-palette.h"

G_BEGIN_DECLS

#define VIGIL_TYPE_SWATCH (vigil_swatch_get_type ())
G_DECLARE_FINAL_TYPE (VigilSwatch, vigil_swatch, VIGIL, SWATCH, GtkWidget)

/* A fill of an alarm with its symbol and name. Floating. */
GtkWidget *vigil_swatch_new_alarm (VigilPriority priority, const char *name);
/* The colour of a parameter's numbers and wave. Floating. */
GtkWidget *vigil_swatch_new_numeric (VigilNumericKind kind, const char *name);

G_END_DECLS
