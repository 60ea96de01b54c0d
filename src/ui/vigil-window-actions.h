/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The verbs of the window, as actions, and the keys that reach them. Main thread. */

#include <gtk/gtk.h>

#include "vigil-desk.h"

G_BEGIN_DECLS

/* Adds win.fullscreen, with F11. */
void vigil_window_actions_add (GtkApplicationWindow *window);
/* Adds win.ward, .alarms, .diagnostics, .keys, .bed (u), .previous-bed, .next-bed, .silence,
 * .numbers-only, .my-beds, .desk, .check and .clean-screen for @desk, which lives as long as
 * @window, and their keys. */
void vigil_window_actions_add_desk (GtkApplicationWindow *window, VigilDesk *desk);

/* What holds the desk goes. */
void vigil_window_actions_remove_desk (GtkApplicationWindow *window);

/* A key of the window, without modifiers, and the action without parameter that it activates. */
typedef struct {
  guint keyval; /* lower case */
  const char *action;
} VigilWindowKey;

/* All of them; the page of the keys says the same. Static. */
const VigilWindowKey *vigil_window_actions_list_keys (guint *n);

G_END_DECLS
