/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The page that lists the keys: beside the wall like every page, for a window of its own would
 * cover beds. Main thread. */

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Floating. */
GtkWidget *vigil_keys_page_new (void);

G_END_DECLS
