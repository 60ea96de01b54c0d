/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The two monitors of a test's X server (on-two-monitors): where they lie, how many pixels and
 * millimetres they have, and whether they are plugged in. From a connection of its own, as a
 * desktop sets them up. Main thread. */

#include <gdk/gdk.h>

typedef struct _Monitors Monitors;

Monitors *monitors_new (void);
void monitors_free (Monitors *self);

/* Monitor @index (0 or 1) lies at @place and says that it is @width_mm × @height_mm; a @place of no
 * width: it is not there. */
void
monitors_set (Monitors *self, guint index, const GdkRectangle *place, int width_mm, int height_mm);
/* Moves the window @xid, as a window manager does. */
void monitors_move_window (Monitors *self, gulong xid, int x, int y);
