/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-database.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

#define SCHEMA_VERSION 1

G_DEFINE_QUARK (vigil - database - error - quark, vigil_database_error)

struct _VigilDatabase {
  sqlite3 *db;
  int lock_fd; /* −1: for reading */
};

/* Version 1. `row` orders what stations poll; `body` is what came, to the byte; `action` is what
 * the server understood of it and gives on. `changes` is the record of encounters, from which and
 * from the ward file follows who lies where. */
static const char *const SCHEMA_1 =
    "CREATE TABLE acknowledgements ("
    " row INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, sha256 TEXT NOT NULL,"
    " body BLOB NOT NULL, action TEXT NOT NULL, station TEXT NOT NULL, bed TEXT NOT NULL,"
    " key TEXT NOT NULL, t INTEGER NOT NULL, received INTEGER NOT NULL) STRICT;"
    "CREATE INDEX acknowledgements_by_key ON acknowledgements (bed, key, t, id);"
    "CREATE INDEX acknowledgements_by_received ON acknowledgements (received);"
    "CREATE TABLE changes ("
    " row INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, sha256 TEXT NOT NULL,"
    " body BLOB NOT NULL, encounter TEXT NOT NULL, action TEXT NOT NULL, bed TEXT NOT NULL,"
    " family TEXT NOT NULL, given TEXT NOT NULL, birth TEXT NOT NULL, class INTEGER NOT NULL,"
    " station TEXT NOT NULL, t INTEGER NOT NULL, received INTEGER NOT NULL) STRICT;"
    "CREATE INDEX changes_by_time ON changes (t, id);";

static gboolean
set_sql_error (VigilDatabase *database, const char *doing, GError **error)
{
  g_set_error (error, VIGIL_DATABASE_ERROR, VIGIL_DATABASE_ERROR_SQL, "%s: %s", doing,
               sqlite3_errmsg (database->db));
  return FALSE;
}

gboolean
vigil_database_run (VigilDatabase *database, const char *sql, GError **error)
{
  if (sqlite3_exec (database->db, sql, NULL, NULL, NULL) == SQLITE_OK)
    return TRUE;
  return set_sql_error (database, "statement", error);
}

sqlite3_stmt *
vigil_database_prepare (VigilDatabase *database, const char *sql, GError **error)
{
  sqlite3_stmt *statement = NULL;
  if (sqlite3_prepare_v2 (database->db, sql, -1, &statement, NULL) == SQLITE_OK)
    return statement;
  set_sql_error (database, "statement", error);
  return NULL;
}

gboolean
vigil_database_step (VigilDatabase *database,
                     sqlite3_stmt *statement,
                     gboolean *has_row,
                     GError **error)
{
  int result = sqlite3_step (statement);
  *has_row = result == SQLITE_ROW;
  if (result == SQLITE_ROW || result == SQLITE_DONE)
    return TRUE;
  return set_sql_error (database, "row", error);
}

gboolean
vigil_database_get_int64 (
    VigilDatabase *database, const char *sql, gint64 fallback, gint64 *value, GError **error)
{
  gboolean has_row = FALSE;
  g_autoptr (sqlite3_stmt) statement = vigil_database_prepare (database, sql, error);
  *value = fallback;
  if (statement == NULL || !vigil_database_step (database, statement, &has_row, error))
    return FALSE;
  if (has_row && sqlite3_column_type (statement, 0) != SQLITE_NULL)
    *value = sqlite3_column_int64 (statement, 0);
  return TRUE;
}

const char *
vigil_database_text (sqlite3_stmt *statement, int column)
{
  const char *text = (const char *) sqlite3_column_text (statement, column);
  return text != NULL ? text : "";
}

void
vigil_database_bind (sqlite3_stmt *statement, int index, const char *text)
{
  sqlite3_bind_text (statement, index, text, -1, SQLITE_TRANSIENT);
}

gboolean
vigil_database_begin (VigilDatabase *database, GError **error)
{
  return vigil_database_run (database, "BEGIN IMMEDIATE", error);
}

gboolean
vigil_database_end (VigilDatabase *database, gboolean is_good, GError **error)
{
  if (is_good && vigil_database_run (database, "COMMIT", error))
    return TRUE;
  if (!sqlite3_get_autocommit (database->db))
    sqlite3_exec (database->db, "ROLLBACK", NULL, NULL, NULL);
  return FALSE;
}

static gboolean
take_lock (VigilDatabase *database, const char *directory, GError **error)
{
  g_autofree char *path = g_build_filename (directory, "vigil-server.lock", NULL);
  database->lock_fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (database->lock_fd >= 0 && flock (database->lock_fd, LOCK_EX | LOCK_NB) == 0)
    return TRUE;
  if (errno == EWOULDBLOCK)
    g_set_error (error, VIGIL_DATABASE_ERROR, VIGIL_DATABASE_ERROR_IN_USE,
                 "%s: another vigil-server uses it", directory);
  else
    g_set_error (error, VIGIL_DATABASE_ERROR, VIGIL_DATABASE_ERROR_IN_USE, "%s: %s", path,
                 g_strerror (errno));
  return FALSE;
}

static gboolean
check_integrity (VigilDatabase *database, GError **error)
{
  gboolean has_row = FALSE;
  g_autoptr (sqlite3_stmt) statement =
      vigil_database_prepare (database, "PRAGMA quick_check (1)", error);
  if (statement == NULL || !vigil_database_step (database, statement, &has_row, error))
    return FALSE;
  const char *word = has_row ? (const char *) sqlite3_column_text (statement, 0) : NULL;
  if (g_strcmp0 (word, "ok") == 0)
    return TRUE;
  /* The clinical record is not thrown away by a program: somebody has to look at it. */
  g_set_error (error, VIGIL_DATABASE_ERROR, VIGIL_DATABASE_ERROR_SCHEMA,
               "the database is damaged (%s); restore it or move it away", word);
  return FALSE;
}

static gboolean
migrate (VigilDatabase *database, GError **error)
{
  gint64 version = 0;
  if (!vigil_database_get_int64 (database, "PRAGMA user_version", 0, &version, error))
    return FALSE;
  if (version > SCHEMA_VERSION) {
    g_set_error (error, VIGIL_DATABASE_ERROR, VIGIL_DATABASE_ERROR_SCHEMA,
                 "the database is of a newer vigil-server (%" G_GINT64_FORMAT ")", version);
    return FALSE;
  }
  if (version == SCHEMA_VERSION)
    return TRUE;
  if (!vigil_database_begin (database, error))
    return FALSE;
  gboolean is_good = vigil_database_run (database, SCHEMA_1, error)
                     && vigil_database_run (database, "PRAGMA user_version = 1", error);
  return vigil_database_end (database, is_good, error);
}

static gboolean
open_file (VigilDatabase *database, const char *directory, int flags, GError **error)
{
  g_autofree char *path = g_build_filename (directory, "vigil-server.db", NULL);
  if (sqlite3_open_v2 (path, &database->db, flags | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK)
    return set_sql_error (database, path, error);
  sqlite3_extended_result_codes (database->db, 1);
  return vigil_database_run (database, "PRAGMA trusted_schema = OFF; PRAGMA busy_timeout = 2000",
                             error);
}

VigilDatabase *
vigil_database_open (const char *directory, GError **error)
{
  g_autoptr (VigilDatabase) database = g_new0 (VigilDatabase, 1);
  database->lock_fd = -1;
  if (g_mkdir_with_parents (directory, 0700) != 0) {
    g_set_error (error, VIGIL_DATABASE_ERROR, VIGIL_DATABASE_ERROR_IN_USE, "%s: %s", directory,
                 g_strerror (errno));
    return NULL;
  }
  if (!take_lock (database, directory, error)
      || !open_file (database, directory, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, error)
      || !vigil_database_run (database,
                              "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                              "PRAGMA foreign_keys = ON",
                              error)
      || !check_integrity (database, error) || !migrate (database, error))
    return NULL;
  return g_steal_pointer (&database);
}

VigilDatabase *
vigil_database_open_for_reading (const char *directory, GError **error)
{
  g_autoptr (VigilDatabase) database = g_new0 (VigilDatabase, 1);
  database->lock_fd = -1;
  if (!open_file (database, directory, SQLITE_OPEN_READONLY, error))
    return NULL;
  return g_steal_pointer (&database);
}

void
vigil_database_close (VigilDatabase *database)
{
  if (database == NULL)
    return;
  sqlite3_close_v2 (database->db);
  if (database->lock_fd >= 0)
    close (database->lock_fd);
  g_free (database);
}
