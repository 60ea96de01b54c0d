/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A new limit for one number of one bed: large steps up and down, on or off for a time, old and new
 * side by side, and one touch to ask the bed for it. What makes no sense cannot be asked, and says
 * why. Main thread. */

#include <gtk/gtk.h>

#include "vigil-station.h"

G_BEGIN_DECLS

#define VIGIL_TYPE_LIMIT_EDITOR (vigil_limit_editor_get_type ())
G_DECLARE_FINAL_TYPE (VigilLimitEditor, vigil_limit_editor, VIGIL, LIMIT_EDITOR, GtkBox)

/* Begins with what holds now. Floating. */
GtkWidget *vigil_limit_editor_new (VigilStation *station, guint bed, VigilNumericKind kind);
/* What holds, or what was asked, may have changed. */
void vigil_limit_editor_refresh (VigilLimitEditor *self);

G_END_DECLS
