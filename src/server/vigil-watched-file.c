/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-watched-file.h"

#include <sys/stat.h>

static gint64
to_ns (struct timespec time)
{
  return (gint64) time.tv_sec * 1000000000 + time.tv_nsec;
}

gboolean
vigil_watched_file_changed (VigilWatchedFile *watched, const char *path)
{
  struct stat found = { 0 };
  VigilWatchedFile now = { .size = -1 };
  if (stat (path, &found) == 0)
    now = (VigilWatchedFile){
      .device = found.st_dev,
      .inode = found.st_ino,
      .size = found.st_size,
      .modified_ns = to_ns (found.st_mtim),
      .changed_ns = to_ns (found.st_ctim),
    };
  gboolean is_same = now.device == watched->device && now.inode == watched->inode
                     && now.size == watched->size && now.modified_ns == watched->modified_ns
                     && now.changed_ns == watched->changed_ns;
  *watched = now;
  return !is_same;
}
