/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Which pointer is a finger: it holds for a red alarm, and it is what a lock of the touches locks.
 * Main thread. */

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* TRUE: a finger or a pen, or a pointer that the settings say is one. NULL is a finger: the careful
 * answer. */
gboolean vigil_pointer_is_finger (GdkEvent *event);

G_END_DECLS
