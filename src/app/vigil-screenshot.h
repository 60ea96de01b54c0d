/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A picture of a window as it is drawn now, without asking the desktop. Main thread. */

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Renders @window in device pixels to the PNG @path. FALSE: nothing is drawn yet, or @path cannot
 * be written. */
gboolean vigil_screenshot_save (GtkWindow *window,
                                const char *path,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
