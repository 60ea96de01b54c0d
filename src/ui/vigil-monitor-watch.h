/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What a window is shown on: it may move to a monitor of the same pixels and other millimetres, and
 * a monitor may be set up anew, without any change of the window's size. Main thread. */

#include <gdk/gdk.h>

G_BEGIN_DECLS

typedef struct _VigilMonitorWatch VigilMonitorWatch;

typedef void (*VigilMonitorFunc) (gpointer data);

/* @func is called until it is freed whenever @surface may have another monitor, or a monitor
 * another size, of pixels or of millimetres. */
VigilMonitorWatch *vigil_monitor_watch_new (GdkSurface *surface,
                                            VigilMonitorFunc func,
                                            gpointer data) G_GNUC_WARN_UNUSED_RESULT;
void vigil_monitor_watch_free (VigilMonitorWatch *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigilMonitorWatch, vigil_monitor_watch_free)

G_END_DECLS
