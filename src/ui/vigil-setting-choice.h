/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Targets of which one is chosen: the values of one of the station's settings. Main thread. */

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* @setting: a key of the schema. @name: what a screen reader calls it. Insensitive where an
 * administrator has locked the setting or there is no schema. Floating. */
GtkWidget *vigil_setting_choice_new (GdkDisplay *display, const char *setting, const char *name);
/* @value: NULL where the setting is a boolean, which the target turns on and off. */
void vigil_setting_choice_add (GtkWidget *choice, const char *value, const char *label);

G_END_DECLS
