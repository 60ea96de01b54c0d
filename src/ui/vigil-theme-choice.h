/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The themes as buttons, one of them pressed: taste of this station, kept in its settings. Main
 * thread. */

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Floating; insensitive where an administrator has locked the setting or there is no schema. */
GtkWidget *vigil_theme_choice_new (GdkDisplay *display);

G_END_DECLS
