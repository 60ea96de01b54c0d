/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The window of the station: the desk of a live station, or the welcome page of one without a
 * configuration. While a station is live the computer neither sleeps nor blanks its screen. The
 * application makes it full screen. Main thread. */

#include <gtk/gtk.h>

#include "vigil-station.h"

G_BEGIN_DECLS

#define VIGIL_TYPE_WINDOW (vigil_window_get_type ())
G_DECLARE_FINAL_TYPE (VigilWindow, vigil_window, VIGIL, WINDOW, GtkApplicationWindow)

/* @station NULL: the welcome page. @app offers app.demo and app.quit. */
GtkWidget *vigil_window_new (GtkApplication *app, VigilStation *station);
/* Another wall of a live station, of @sector, lent by its configuration; NULL = all beds. */
GtkWidget *
vigil_window_new_second (GtkApplication *app, VigilStation *station, const VigilSector *sector);
/* The same window with another wall; any page that was open is closed. */
void vigil_window_show_sector (VigilWindow *self, const VigilSector *sector);
/* In the line at the foot of a live desk, for some seconds. */
void vigil_window_say (VigilWindow *self, const char *text);
/* As large as @monitor; if @is_full, full screen on it. */
void vigil_window_place (VigilWindow *self, GdkMonitor *monitor, gboolean is_full);
/* The welcome page with what is wrong with the configuration, one problem in each line. */
GtkWidget *vigil_window_new_with_problem (GtkApplication *app, const char *text);
/* Another problem on the welcome page; a live desk goes on and does not show it. */
void vigil_window_show_problem (VigilWindow *self, const char *text);

G_END_DECLS
