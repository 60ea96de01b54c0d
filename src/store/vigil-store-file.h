/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The database as a file: one process at a time, on a real local disk, for the owner's eyes, and
 * moved aside if it is damaged. */

#include "vigil-db.h"

G_BEGIN_DECLS

/* Makes @directory if needed and locks it for this process until vigil_store_file_unlock().
 * Returns the lock, −1 on error: VIGIL_STORE_ERROR_LOCKED if another has it. */
int vigil_store_file_lock (const char *directory, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void vigil_store_file_unlock (int lock);

/* As vigil_db_open(), but a damaged file (with its log) is renamed and a new one made; @moved_aside
 * is its new name then. Only with the lock. */
sqlite3 *vigil_store_file_open (const char *path,
                                char **moved_aside,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
