/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The look of the program: its resources, style sheet and icons; its colours: vigil-theme. Main
 * thread. */

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Where the program's interface files lie in its resources. */
#define VIGIL_RESOURCE_PATH "/io/github/vigil_ward/Vigil"

/* Registers resources, icons and the style sheet on @display; further calls do nothing. */
void vigil_style_load (GdkDisplay *display);
/* Registers the resources alone, for templates; further calls do nothing. */
void vigil_style_ensure_resources (void);

G_END_DECLS
