/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The bar that is there while touches are not heard: says why and for how long, and has the one
 * target that opens the lock by a hold of 2 s. It hears every touch of its window before anybody
 * else. Nothing is covered: strip, wall and sound go on, mouse and keyboard too. Main thread. */

#include <gtk/gtk.h>

#include "vigil-station.h"
#include "vigil-touch-lock.h"

G_BEGIN_DECLS

#define VIGIL_TYPE_LOCK_BAR (vigil_lock_bar_get_type ())
G_DECLARE_FINAL_TYPE (VigilLockBar, vigil_lock_bar, VIGIL, LOCK_BAR, GtkWidget)

/* Hidden until touches are locked. Floating. */
GtkWidget *vigil_lock_bar_new (VigilStation *station);
/* Locks for cleaning the screen. FALSE: not while a high alarm is open. */
gboolean vigil_lock_bar_clean (VigilLockBar *self);
/* Why touches are not heard now. */
VigilLockReason vigil_lock_bar_get_reason (VigilLockBar *self);

G_END_DECLS
