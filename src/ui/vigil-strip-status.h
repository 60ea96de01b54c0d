/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The right end of the attention strip: how many alarms are open by priority, each with its own
 * shape, whether they can be heard, and, as a child, who is signed in and the time. Painted. Main
 * thread. */

#include <gtk/gtk.h>

#include "vigil-palette.h"
#include "vigil-station.h"

G_BEGIN_DECLS

#define VIGIL_TYPE_STRIP_STATUS (vigil_strip_status_get_type ())
G_DECLARE_FINAL_TYPE (VigilStripStatus, vigil_strip_status, VIGIL, STRIP_STATUS, GtkWidget)

/* @palette is lent for as long as it lives. Floating. */
GtkWidget *vigil_strip_status_new (VigilStation *station, const VigilPalette *palette);
/* How wide it is in a strip of @width px. */
double vigil_strip_status_get_room (double width);
/* Alarms or sound changed. */
void vigil_strip_status_refresh (VigilStripStatus *self);
/* A second went by. */
void vigil_strip_status_tick (VigilStripStatus *self);

G_END_DECLS
