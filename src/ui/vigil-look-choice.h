/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The choice of colours and of the size of words, as a part of a page. Main thread. */

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Floating. */
GtkWidget *vigil_look_choice_new (GdkDisplay *display);

G_END_DECLS
