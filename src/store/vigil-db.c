/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-db.h"

#include <math.h>
#include <stdarg.h>

#include "vigil-store.h"

G_DEFINE_QUARK (vigil - store - error - quark, vigil_store_error)

#define BUSY_TIMEOUT_MS 2000

static VigilStoreError
error_code_of (int code)
{
  switch (code & 0xFF) {
  case SQLITE_FULL:
    return VIGIL_STORE_ERROR_FULL;
  case SQLITE_IOERR:
  case SQLITE_READONLY:
  case SQLITE_CANTOPEN:
  case SQLITE_PERM:
    return VIGIL_STORE_ERROR_IO;
  case SQLITE_CORRUPT:
  case SQLITE_NOTADB:
    return VIGIL_STORE_ERROR_DAMAGED;
  case SQLITE_BUSY:
  case SQLITE_LOCKED:
    return VIGIL_STORE_ERROR_LOCKED;
  default:
    return VIGIL_STORE_ERROR_FAILED;
  }
}

void
vigil_db_set_error (sqlite3 *db, GError **error)
{
  int code = sqlite3_extended_errcode (db);
  g_set_error (error, VIGIL_STORE_ERROR, error_code_of (code), "%s (SQLite %d)",
               sqlite3_errmsg (db), code);
}

gboolean
vigil_db_exec (sqlite3 *db, const char *sql, GError **error)
{
  if (sqlite3_exec (db, sql, NULL, NULL, NULL) == SQLITE_OK)
    return TRUE;
  vigil_db_set_error (db, error);
  return FALSE;
}

static int
bind_bytes (sqlite3_stmt *statement, int index, GBytes *bytes)
{
  gsize size = 0;
  const void *data = g_bytes_get_data (bytes, &size);
  return sqlite3_bind_blob64 (statement, index, data != NULL ? data : "", size, SQLITE_TRANSIENT);
}

static int
bind_all (sqlite3_stmt *statement, const char *types, va_list arguments)
{
  int code = SQLITE_OK;
  for (int i = 0; types[i] != '\0' && code == SQLITE_OK; i++) {
    if (types[i] == 's')
      code = sqlite3_bind_text (statement, i + 1, va_arg (arguments, const char *), -1,
                                SQLITE_TRANSIENT);
    else if (types[i] == 'i')
      code = sqlite3_bind_int64 (statement, i + 1, va_arg (arguments, gint64));
    else if (types[i] == 'd')
      code = sqlite3_bind_double (statement, i + 1, va_arg (arguments, double));
    else if (types[i] == 'b')
      code = bind_bytes (statement, i + 1, va_arg (arguments, GBytes *));
    else
      g_assert_not_reached ();
  }
  return code;
}

sqlite3_stmt *
vigil_db_prepare (sqlite3 *db, GError **error, const char *sql, const char *types, ...)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  int code = sqlite3_prepare_v2 (db, sql, -1, &statement, NULL);
  if (code == SQLITE_OK) {
    va_list arguments;
    va_start (arguments, types);
    code = bind_all (statement, types, arguments);
    va_end (arguments);
  }
  if (code == SQLITE_OK)
    return g_steal_pointer (&statement);
  vigil_db_set_error (db, error);
  return NULL;
}

gboolean
vigil_db_step (sqlite3 *db, sqlite3_stmt *statement, GError **error)
{
  int code = sqlite3_step (statement);
  if (code != SQLITE_ROW && code != SQLITE_DONE)
    vigil_db_set_error (db, error);
  return code == SQLITE_ROW;
}

gboolean
vigil_db_run (sqlite3 *db, sqlite3_stmt *statement, GError **error)
{
  int code;
  do
    code = sqlite3_step (statement);
  while (code == SQLITE_ROW);
  if (code == SQLITE_DONE)
    return TRUE;
  vigil_db_set_error (db, error);
  return FALSE;
}

double
vigil_db_get_double (sqlite3_stmt *statement, int column)
{
  if (sqlite3_column_type (statement, column) == SQLITE_NULL)
    return NAN;
  return sqlite3_column_double (statement, column);
}

void
vigil_db_get_text (sqlite3_stmt *statement, int column, char *out, gsize size)
{
  vigil_text_copy (out, size, (const char *) sqlite3_column_text (statement, column));
}

gboolean
vigil_db_is_in_place (sqlite3 *db, GError **error)
{
  int has_moved = 0;
  /* A file system that cannot tell is believed. */
  if (sqlite3_file_control (db, "main", SQLITE_FCNTL_HAS_MOVED, &has_moved) != SQLITE_OK
      || has_moved == 0)
    return TRUE;
  g_set_error_literal (error, VIGIL_STORE_ERROR, VIGIL_STORE_ERROR_IO,
                       "the record's file was moved or deleted, restart the station");
  return FALSE;
}

gboolean
vigil_db_begin (sqlite3 *db, GError **error)
{
  return vigil_db_is_in_place (db, error) && vigil_db_exec (db, "BEGIN IMMEDIATE", error);
}

void
vigil_db_rollback (sqlite3 *db)
{
  /* A full disk may have rolled it back already. */
  if (sqlite3_get_autocommit (db) == 0)
    sqlite3_exec (db, "ROLLBACK", NULL, NULL, NULL);
}

gboolean
vigil_db_commit (sqlite3 *db, GError **error)
{
  if (vigil_db_exec (db, "COMMIT", error))
    return TRUE;
  vigil_db_rollback (db);
  return FALSE;
}

/* The first column of the first row of @sql. */
static char *
query_text (sqlite3 *db, const char *sql, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = vigil_db_prepare (db, error, sql, "");
  if (statement == NULL || !vigil_db_step (db, statement, error))
    return NULL;
  return g_strdup ((const char *) sqlite3_column_text (statement, 0));
}

static gboolean
check_soundness (sqlite3 *db, GError **error)
{
  g_autofree char *verdict = query_text (db, "PRAGMA quick_check (1)", error);
  if (verdict == NULL)
    return FALSE;
  if (g_str_equal (verdict, "ok"))
    return TRUE;
  g_set_error (error, VIGIL_STORE_ERROR, VIGIL_STORE_ERROR_DAMAGED, "quick_check: %s", verdict);
  return FALSE;
}

/* synchronous=FULL: a commit that returned survives a power cut. With NORMAL it might not. */
static gboolean
set_pragmas (sqlite3 *db, GError **error)
{
  g_autofree char *mode = query_text (db, "PRAGMA journal_mode = WAL", error);
  if (mode == NULL)
    return FALSE;
  gboolean is_in_memory = *sqlite3_db_filename (db, "main") == '\0';
  if (!is_in_memory && !g_str_equal (mode, "wal")) {
    g_set_error (error, VIGIL_STORE_ERROR, VIGIL_STORE_ERROR_IO,
                 "this file system cannot keep a write-ahead log (mode %s)", mode);
    return FALSE;
  }
  return vigil_db_exec (db,
                        "PRAGMA synchronous = FULL;"
                        "PRAGMA foreign_keys = ON;"
                        /* An admission's name waits here for the server, and no longer. */
                        "PRAGMA secure_delete = ON;"
                        "PRAGMA trusted_schema = OFF;"
                        "PRAGMA cell_size_check = ON;",
                        error);
}

sqlite3 *
vigil_db_open (const char *path, GError **error)
{
  g_autoptr (sqlite3) db = NULL;
  int flags =
      SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  if (sqlite3_open_v2 (path, &db, flags, NULL) != SQLITE_OK) {
    vigil_db_set_error (db, error);
    return NULL;
  }
  sqlite3_busy_timeout (db, BUSY_TIMEOUT_MS);
  if (!set_pragmas (db, error) || !check_soundness (db, error) || !vigil_db_migrate (db, error))
    return NULL;
  return g_steal_pointer (&db);
}
