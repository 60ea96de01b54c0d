/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Tells whether a small file is another one than when it was last asked, by its inode, size and
 * times. Asked before each use: no monitor that could miss a rename. A value; any one thread. */

#include <glib.h>

G_BEGIN_DECLS

typedef struct {
  guint64 device, inode;
  gint64 size, modified_ns, changed_ns;
} VigilWatchedFile;

/* TRUE if @path now differs from what @watched holds, which is then updated. A file that cannot be
 * seen counts as one of size −1. */
gboolean vigil_watched_file_changed (VigilWatchedFile *watched, const char *path);

G_END_DECLS
