/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Hears every key of a window before anybody else does, so that a key that silences can be told
 * from its own auto-repeat, wherever the focus was when it went down. Enter and the space bar reach
 * nobody as a repeat, but for a text that is written. Main thread. */

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Starts to listen on @root; once for each window, further calls do nothing. */
void vigil_key_watch_attach (GtkRoot *root);
/* TRUE if the key press being handled now in @root is a fresh one. FALSE without a watch. */
gboolean vigil_key_watch_is_fresh (GtkRoot *root);

G_END_DECLS
