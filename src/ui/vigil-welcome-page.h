/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What a station without a configuration shows: what to do, what is wrong with the configuration
 * line by line, and the demo. Main thread. */

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define VIGIL_TYPE_WELCOME_PAGE (vigil_welcome_page_get_type ())
G_DECLARE_FINAL_TYPE (VigilWelcomePage, vigil_welcome_page, VIGIL, WELCOME_PAGE, GtkWidget)

/* Floating. */
GtkWidget *vigil_welcome_page_new (void);
/* @problem: one line for each problem, or NULL = none. */
void vigil_welcome_page_set_problem (VigilWelcomePage *self, const char *problem);

G_END_DECLS
