/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fault-vfs.h"

#include <signal.h>

typedef struct {
  sqlite3_file base;
  FaultVfs *vfs;
  char *path; /* NULL: a temporary file */
  GBytes *durable; /* what it held at its last sync; NULL = nothing yet */
  sqlite3_file *real;
} FaultFile;

struct _FaultVfs {
  sqlite3_vfs vfs;
  sqlite3_vfs *real;
  GPtrArray *files; /* FaultFile, open */
  guint n_operations;
  guint die_at;
  FaultDeath death;
  gint failure; /* atomic */
};

static FaultFile *
as_fault (sqlite3_file *file)
{
  return (FaultFile *) file;
}

static GBytes *
read_whole (const char *path)
{
  g_autofree char *text = NULL;
  gsize length = 0;
  if (path == NULL || !g_file_get_contents (path, &text, &length, NULL))
    return NULL;
  return g_bytes_new_take (g_steal_pointer (&text), length);
}

static void
lose_unsynced (FaultVfs *vfs)
{
  for (guint i = 0; i < vfs->files->len; i++) {
    const FaultFile *file = vfs->files->pdata[i];
    gsize length = 0;
    const char *text = file->durable != NULL ? g_bytes_get_data (file->durable, &length) : "";
    if (file->path != NULL)
      g_file_set_contents (file->path, text != NULL ? text : "", (gssize) length, NULL);
  }
}

static void
count_operation (FaultVfs *vfs)
{
  vfs->n_operations++;
  if (vfs->death == FAULT_NONE || vfs->n_operations != vfs->die_at)
    return;
  if (vfs->death == FAULT_POWER)
    lose_unsynced (vfs);
  raise (SIGKILL);
}

static int
file_close (sqlite3_file *file)
{
  FaultFile *fault = as_fault (file);
  int code = fault->real->pMethods->xClose (fault->real);
  g_ptr_array_remove (fault->vfs->files, fault);
  g_clear_pointer (&fault->path, g_free);
  g_clear_pointer (&fault->durable, g_bytes_unref);
  return code;
}

static int
file_read (sqlite3_file *file, void *data, int size, sqlite3_int64 offset)
{
  FaultFile *fault = as_fault (file);
  return fault->real->pMethods->xRead (fault->real, data, size, offset);
}

static int
file_write (sqlite3_file *file, const void *data, int size, sqlite3_int64 offset)
{
  FaultFile *fault = as_fault (file);
  count_operation (fault->vfs);
  int failure = g_atomic_int_get (&fault->vfs->failure);
  if (failure != SQLITE_OK)
    return failure;
  return fault->real->pMethods->xWrite (fault->real, data, size, offset);
}

static int
file_truncate (sqlite3_file *file, sqlite3_int64 size)
{
  FaultFile *fault = as_fault (file);
  count_operation (fault->vfs);
  return fault->real->pMethods->xTruncate (fault->real, size);
}

static int
file_sync (sqlite3_file *file, int flags)
{
  FaultFile *fault = as_fault (file);
  count_operation (fault->vfs);
  int code = fault->real->pMethods->xSync (fault->real, flags);
  if (code == SQLITE_OK && fault->vfs->death == FAULT_POWER) {
    g_clear_pointer (&fault->durable, g_bytes_unref);
    fault->durable = read_whole (fault->path);
  }
  return code;
}

static int
file_size (sqlite3_file *file, sqlite3_int64 *size)
{
  FaultFile *fault = as_fault (file);
  return fault->real->pMethods->xFileSize (fault->real, size);
}

static int
file_lock (sqlite3_file *file, int level)
{
  FaultFile *fault = as_fault (file);
  return fault->real->pMethods->xLock (fault->real, level);
}

static int
file_unlock (sqlite3_file *file, int level)
{
  FaultFile *fault = as_fault (file);
  return fault->real->pMethods->xUnlock (fault->real, level);
}

static int
file_check_lock (sqlite3_file *file, int *is_reserved)
{
  FaultFile *fault = as_fault (file);
  return fault->real->pMethods->xCheckReservedLock (fault->real, is_reserved);
}

static int
file_control (sqlite3_file *file, int operation, void *argument)
{
  FaultFile *fault = as_fault (file);
  return fault->real->pMethods->xFileControl (fault->real, operation, argument);
}

static int
file_sector_size (sqlite3_file *file)
{
  FaultFile *fault = as_fault (file);
  return fault->real->pMethods->xSectorSize (fault->real);
}

static int
file_device (sqlite3_file *file)
{
  FaultFile *fault = as_fault (file);
  return fault->real->pMethods->xDeviceCharacteristics (fault->real);
}

static int
file_shm_map (sqlite3_file *file, int page, int size, int extend, void volatile **address)
{
  FaultFile *fault = as_fault (file);
  return fault->real->pMethods->xShmMap (fault->real, page, size, extend, address);
}

static int
file_shm_lock (sqlite3_file *file, int offset, int n, int flags)
{
  FaultFile *fault = as_fault (file);
  return fault->real->pMethods->xShmLock (fault->real, offset, n, flags);
}

static void
file_shm_barrier (sqlite3_file *file)
{
  FaultFile *fault = as_fault (file);
  fault->real->pMethods->xShmBarrier (fault->real);
}

static int
file_shm_unmap (sqlite3_file *file, int is_deleted)
{
  FaultFile *fault = as_fault (file);
  return fault->real->pMethods->xShmUnmap (fault->real, is_deleted);
}

static const sqlite3_io_methods METHODS = {
  .iVersion = 2,
  .xClose = file_close,
  .xRead = file_read,
  .xWrite = file_write,
  .xTruncate = file_truncate,
  .xSync = file_sync,
  .xFileSize = file_size,
  .xLock = file_lock,
  .xUnlock = file_unlock,
  .xCheckReservedLock = file_check_lock,
  .xFileControl = file_control,
  .xSectorSize = file_sector_size,
  .xDeviceCharacteristics = file_device,
  .xShmMap = file_shm_map,
  .xShmLock = file_shm_lock,
  .xShmBarrier = file_shm_barrier,
  .xShmUnmap = file_shm_unmap,
};

static int
vfs_open (sqlite3_vfs *base, const char *path, sqlite3_file *file, int flags, int *out_flags)
{
  FaultVfs *vfs = base->pAppData;
  FaultFile *fault = as_fault (file);
  *fault = (FaultFile){ .vfs = vfs, .real = (sqlite3_file *) (fault + 1) };
  int code = vfs->real->xOpen (vfs->real, path, fault->real, flags, out_flags);
  if (code != SQLITE_OK)
    return code;
  fault->base.pMethods = &METHODS;
  fault->path = g_strdup (path);
  fault->durable = read_whole (path);
  g_ptr_array_add (vfs->files, fault);
  return SQLITE_OK;
}

FaultVfs *
fault_vfs_install (void)
{
  FaultVfs *vfs = g_new0 (FaultVfs, 1);
  vfs->real = sqlite3_vfs_find (NULL);
  vfs->vfs = *vfs->real;
  vfs->vfs.zName = "fault";
  vfs->vfs.szOsFile = (int) sizeof (FaultFile) + vfs->real->szOsFile;
  vfs->vfs.pAppData = vfs;
  vfs->vfs.pNext = NULL;
  vfs->vfs.xOpen = vfs_open;
  vfs->files = g_ptr_array_new ();
  g_assert_cmpint (sqlite3_vfs_register (&vfs->vfs, 1), ==, SQLITE_OK);
  return vfs;
}

void
fault_vfs_remove (FaultVfs *vfs)
{
  g_assert_cmpuint (vfs->files->len, ==, 0);
  sqlite3_vfs_unregister (&vfs->vfs);
  g_ptr_array_unref (vfs->files);
  g_free (vfs);
}

void
fault_vfs_die_at (FaultVfs *vfs, guint at, FaultDeath death)
{
  vfs->die_at = at;
  vfs->death = death;
}

void
fault_vfs_fail_writes (FaultVfs *vfs, int code)
{
  g_atomic_int_set (&vfs->failure, code);
}
