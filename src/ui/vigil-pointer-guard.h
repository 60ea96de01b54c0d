/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A mouse that rests while what lies under it moves away. GTK delivers a press to what the pointer
 * entered last, even if another widget stands there by now (seen with GTK 4.8: a press on the first
 * card of the attention strip silenced the bed that had stood there before). This guard sees each
 * press first: one that would go to a widget which is no longer under the pointer goes nowhere, but
 * a silence target that is shown there is taken at its word. Main thread. */

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Starts to guard @root; once for each window, further calls do nothing. */
void vigil_pointer_guard_attach (GtkRoot *root);

G_END_DECLS
