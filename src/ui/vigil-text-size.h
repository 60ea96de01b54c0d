/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The size of what is read at arm's length: pages, dialogs, tooltips. In style.css that is whatever
 * is in pt; what is in px, the wall and all that belongs to it, has its size from the monitor.
 * Main thread. */

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The least is what ux.md says; beyond the most a page has no room beside the wall. In percent. */
#define VIGIL_TEXT_SIZE_LEAST 100
#define VIGIL_TEXT_SIZE_MOST 200

/* What @setting, "125" or "automatic" (or what is no size), means on a desktop of so many dots per
 * inch, in percent. @xft_dpi: as GtkSettings has it, in 1024ths; -1 = not known. */
guint vigil_text_size_choose (const char *setting, int xft_dpi);
/* Keeps @display at the size that the setting and the desktop ask for; further calls do nothing. */
void vigil_text_size_follow (GdkDisplay *display);
/* How much larger than usual the text of @widget is: 1 to 2. */
double vigil_text_size_get_scale (GtkWidget *widget);

G_END_DECLS
