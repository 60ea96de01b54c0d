/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The row at the foot of the window: the standing caption at its right, and over its full width
 * what the whole station suffers from: no sound, no link, an unencrypted link, a demo, a server
 * that is not reached. It keeps its height, so that nothing above it ever moves. Main thread. */

#include <gtk/gtk.h>

#include "vigil-station.h"

G_BEGIN_DECLS

#define VIGIL_TYPE_BANNER (vigil_banner_get_type ())
G_DECLARE_FINAL_TYPE (VigilBanner, vigil_banner, VIGIL, BANNER, GtkWidget)

/* @station may be NULL: the caption alone. Floating. */
GtkWidget *vigil_banner_new (VigilStation *station);
/* An answer to a key that cannot do what it is for, for 10 s; what the station suffers from has the
 * room before it. Only with a station. */
void vigil_banner_say (VigilBanner *self, const char *text);

G_END_DECLS
