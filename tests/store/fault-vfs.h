/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* An SQLite file layer over the real one that counts writes and syncs, ends the process at a given
 * one (as kill -9 or as a power cut that loses all that was not synced), or fails as a bad
 * disk does. */

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

typedef enum {
  FAULT_NONE,
  FAULT_KILL, /* at the operation: SIGKILL */
  FAULT_POWER, /* at the operation: the files as they were at their last sync, then SIGKILL */
} FaultDeath;

typedef struct _FaultVfs FaultVfs;

/* Makes it the default of this process. */
FaultVfs *fault_vfs_install (void);
void fault_vfs_remove (FaultVfs *vfs);
/* Dies before operation number @at (from 1) and @death. */
void fault_vfs_die_at (FaultVfs *vfs, guint at, FaultDeath death);
/* From now on each write fails with @code; SQLITE_OK = no longer. Any thread. */
void fault_vfs_fail_writes (FaultVfs *vfs, int code);

G_END_DECLS
