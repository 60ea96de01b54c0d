/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The one SQLite connection: opened with the durability that "saved" promises, checked, migrated.
 * One thread from open to close: the store's worker. */

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

G_DEFINE_AUTOPTR_CLEANUP_FUNC (sqlite3, sqlite3_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (sqlite3_stmt, sqlite3_finalize)

/* Opens or creates @path (WAL, synchronous=FULL), checks and migrates it.
 * VIGIL_STORE_ERROR_DAMAGED: it is no sound database; VIGIL_STORE_ERROR_NEWER: a newer Vigil wrote
 * it. */
sqlite3 *vigil_db_open (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Sets @error (VIGIL_STORE_ERROR) from what @db said last. */
void vigil_db_set_error (sqlite3 *db, GError **error);
/* Runs @sql, several statements or one, none of which returns rows that matter. */
gboolean vigil_db_exec (sqlite3 *db, const char *sql, GError **error);
/* @sql with @... bound: an argument for each character of @types: 's' const char * (NULL = NULL),
 * 'i' gint64, 'b' GBytes *, 'd' double (NaN = NULL). */
sqlite3_stmt *vigil_db_prepare (
    sqlite3 *db, GError **error, const char *sql, const char *types, ...) G_GNUC_WARN_UNUSED_RESULT;
/* Runs to the end. */
gboolean vigil_db_run (sqlite3 *db, sqlite3_stmt *statement, GError **error);
/* The next row; FALSE at the end and on error. */
gboolean vigil_db_step (sqlite3 *db, sqlite3_stmt *statement, GError **error);
/* NaN for NULL. */
double vigil_db_get_double (sqlite3_stmt *statement, int column);
/* Copies column @column, text, cut to @size. */
void vigil_db_get_text (sqlite3_stmt *statement, int column, char *out, gsize size);

/* FALSE: the file is no longer where it was opened, so that nothing written would be found again.
 */
gboolean vigil_db_is_in_place (sqlite3 *db, GError **error);
/* All of what follows or nothing. A failed commit is rolled back. */
gboolean vigil_db_begin (sqlite3 *db, GError **error);
gboolean vigil_db_commit (sqlite3 *db, GError **error);
void vigil_db_rollback (sqlite3 *db);

/* Brings @db to the newest schema (vigil-db-schema.c). */
gboolean vigil_db_migrate (sqlite3 *db, GError **error);

G_END_DECLS
