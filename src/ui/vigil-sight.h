/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Can anybody see the window? Not while it is minimised, and on X11 not while other windows cover
 * all of it, where the server says so (not of windows with alpha, nor under a compositor). On
 * Wayland the compositor says neither: it lets no frame begin. What is drawn may rest meanwhile;
 * alarms never depend on this. Main thread. */

#include <gdk/gdk.h>

G_BEGIN_DECLS

typedef struct _VigilSight VigilSight;

typedef void (*VigilSightFunc) (gboolean is_seen, gpointer data);

/* @func is called with each change until it is freed. In doubt it is seen. */
VigilSight *
vigil_sight_new (GdkSurface *surface, VigilSightFunc func, gpointer data) G_GNUC_WARN_UNUSED_RESULT;
void vigil_sight_free (VigilSight *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigilSight, vigil_sight_free)

gboolean vigil_sight_is_seen (const VigilSight *self);

G_END_DECLS
