/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The last of the attention strip: who is signed in at this desk, above the clock with seconds. One
 * target that opens the page on which another name is chosen. Painted. Main thread. */

#include <gtk/gtk.h>

#include "vigil-palette.h"
#include "vigil-station.h"

G_BEGIN_DECLS

#define VIGIL_TYPE_STRIP_WHO (vigil_strip_who_get_type ())
G_DECLARE_FINAL_TYPE (VigilStripWho, vigil_strip_who, VIGIL, STRIP_WHO, GtkButton)

/* @palette is lent for as long as it lives. Floating. */
GtkWidget *vigil_strip_who_new (VigilStation *station, const VigilPalette *palette);
/* A second went by. */
void vigil_strip_who_tick (VigilStripWho *self);

G_END_DECLS
