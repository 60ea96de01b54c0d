/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-store-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <linux/magic.h>
#include <sys/file.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "vigil-store.h"

#ifndef CIFS_SUPER_MAGIC
#define CIFS_SUPER_MAGIC 0xFF534D42
#endif
#ifndef SMB2_SUPER_MAGIC
#define SMB2_SUPER_MAGIC 0xFE534D42
#endif

static void
set_errno_error (GError **error, const char *what, const char *path)
{
  int code = errno;
  VigilStoreError kind =
      code == ENOSPC || code == EDQUOT ? VIGIL_STORE_ERROR_FULL : VIGIL_STORE_ERROR_IO;
  g_set_error (error, VIGIL_STORE_ERROR, kind, "%s: %s: %s", path, what, g_strerror (code));
}

/* Network file systems answer "synced" and "locked" as they please. */
static gboolean
check_file_system (const char *directory, GError **error)
{
  struct statfs info;
  if (statfs (directory, &info) != 0) {
    set_errno_error (error, "cannot be looked at", directory);
    return FALSE;
  }
  guint32 magic = (guint32) info.f_type;
  if (magic != NFS_SUPER_MAGIC && magic != SMB_SUPER_MAGIC && magic != CIFS_SUPER_MAGIC
      && magic != SMB2_SUPER_MAGIC)
    return TRUE;
  g_set_error (error, VIGIL_STORE_ERROR, VIGIL_STORE_ERROR_IO,
               "%s: on a network file system; a local disk is needed", directory);
  return FALSE;
}

int
vigil_store_file_lock (const char *directory, GError **error)
{
  if (g_mkdir_with_parents (directory, 0700) != 0) {
    set_errno_error (error, "cannot be made", directory);
    return -1;
  }
  if (!check_file_system (directory, error))
    return -1;

  g_autofree char *path = g_build_filename (directory, "vigil.lock", NULL);
  int lock = open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (lock < 0) {
    set_errno_error (error, "cannot be opened", path);
    return -1;
  }
  if (flock (lock, LOCK_EX | LOCK_NB) == 0)
    return lock;
  if (errno == EWOULDBLOCK)
    g_set_error (error, VIGIL_STORE_ERROR, VIGIL_STORE_ERROR_LOCKED,
                 "%s: in use by another Vigil of this user", directory);
  else
    set_errno_error (error, "cannot be locked", path);
  close (lock);
  return -1;
}

void
vigil_store_file_unlock (int lock)
{
  /* The file stays: removing it would let two others lock two files of this name. */
  close (lock);
}

/* SQLite would make it readable for everybody whom the umask does not stop. */
static gboolean
touch_private (const char *path, GError **error)
{
  int fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0) {
    set_errno_error (error, "cannot be opened", path);
    return FALSE;
  }
  close (fd);
  return TRUE;
}

static gboolean
rename_part (const char *path, const char *aside, const char *suffix, GError **error)
{
  g_autofree char *from = g_strconcat (path, suffix, NULL);
  g_autofree char *to = g_strconcat (aside, suffix, NULL);
  if (g_rename (from, to) == 0 || errno == ENOENT)
    return TRUE;
  set_errno_error (error, "cannot be moved aside", from);
  return FALSE;
}

/* The log goes along: it may hold the newest rows, and must not be replayed into the new file. */
static char *
move_aside (const char *path, GError **error)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *stamp = g_date_time_format (now, "%Y%m%dT%H%M%S");
  g_autofree char *aside =
      g_strdup_printf ("%s.damaged-%s-%06d", path, stamp, g_date_time_get_microsecond (now));
  if (!rename_part (path, aside, "-wal", error) || !rename_part (path, aside, "-shm", error)
      || !rename_part (path, aside, "", error))
    return NULL;
  return g_steal_pointer (&aside);
}

sqlite3 *
vigil_store_file_open (const char *path, char **moved_aside, GError **error)
{
  g_autoptr (GError) problem = NULL;
  if (!touch_private (path, error))
    return NULL;
  sqlite3 *db = vigil_db_open (path, &problem);
  if (db != NULL)
    return db;
  if (!g_error_matches (problem, VIGIL_STORE_ERROR, VIGIL_STORE_ERROR_DAMAGED)) {
    g_propagate_error (error, g_steal_pointer (&problem));
    return NULL;
  }
  *moved_aside = move_aside (path, error);
  if (*moved_aside == NULL || !touch_private (path, error))
    return NULL;
  return vigil_db_open (path, error);
}
