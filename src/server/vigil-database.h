/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The server's database: one SQLite file, one connection, one process (WAL, synchronous=FULL). What
 * a statement committed survives kill -9 and a power cut. Main thread: a commit takes a fraction of
 * a millisecond to some ten, nothing else on that thread is more urgent, and with one thread an
 * answer can only come after its commit. */

#include <gio/gio.h>
#include <sqlite3.h>

G_BEGIN_DECLS

#define VIGIL_DATABASE_ERROR (vigil_database_error_quark ())
GQuark vigil_database_error_quark (void);
typedef enum {
  VIGIL_DATABASE_ERROR_SQL,
  VIGIL_DATABASE_ERROR_IN_USE,
  VIGIL_DATABASE_ERROR_SCHEMA,
} VigilDatabaseError;

typedef struct _VigilDatabase VigilDatabase;

/* Opens @directory/vigil-server.db, making both if missing; checks and migrates it. */
VigilDatabase *vigil_database_open (const char *directory,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The same for reading, also beside a running server. */
VigilDatabase *vigil_database_open_for_reading (const char *directory,
                                                GError **error) G_GNUC_WARN_UNUSED_RESULT;
void vigil_database_close (VigilDatabase *database);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigilDatabase, vigil_database_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (sqlite3_stmt, sqlite3_finalize)

/* Statements without parameters or rows. */
gboolean vigil_database_run (VigilDatabase *database, const char *sql, GError **error);
/* NULL with @error; finalise it (g_autoptr does). */
sqlite3_stmt *vigil_database_prepare (VigilDatabase *database,
                                      const char *sql,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Steps: TRUE with @has_row told; FALSE with @error. */
gboolean vigil_database_step (VigilDatabase *database,
                              sqlite3_stmt *statement,
                              gboolean *has_row,
                              GError **error);
/* The number in the first column of the first row, @fallback if there is no row or it is null. */
gboolean vigil_database_get_int64 (
    VigilDatabase *database, const char *sql, gint64 fallback, gint64 *value, GError **error);
/* A column as text, never NULL; lent until the next step. */
const char *vigil_database_text (sqlite3_stmt *statement, int column);
/* Copies @text into parameter @index. */
void vigil_database_bind (sqlite3_stmt *statement, int index, const char *text);
/* BEGIN IMMEDIATE … COMMIT; @is_good FALSE rolls back, and so does a commit that fails. */
gboolean vigil_database_begin (VigilDatabase *database, GError **error);
gboolean vigil_database_end (VigilDatabase *database, gboolean is_good, GError **error);

G_END_DECLS
